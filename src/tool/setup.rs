//! Sets up what is missing, and nothing else. When nothing is missing this takes a few short look-ups.
//!
//! A program is looked for on PATH first, at the exact version; only what isn't found is installed, into the
//! cache folder. Each thing that is installed is announced: what, why, and about how long it takes.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::error::ToolError;
use super::packages::{self, Announcement, Modules};
use super::place::Place;
use super::run;
use super::version;

/// The version of Trunk that `Trunk.toml` was written for.
const TRUNK: &str = "0.21.14";

/// Oldest Node that runs the browser tests.
const NODE_MAJOR_MIN: u32 = 20;

/// Where Chromium and its relatives are, when `CHROMIUM` doesn't say.
const BROWSERS: [&str; 4] =
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/snap/bin/chromium", "/usr/bin/google-chrome"];

/// A thing that some command needs, in the order in which they are set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Rust's library for the browser.
    WasmTarget,
    /// The sources of Rust's standard library, which the release page builds anew.
    StdSources,
    /// The sources of the crates, so that Trunk can build without the network.
    Crates,
    /// Node.
    Node,
    /// `wasm-opt` and the CSS minifier.
    SiteModules,
    /// Trunk.
    Trunk,
    /// `wasm-bindgen`, of the version in Cargo.lock.
    WasmBindgen,
    /// Playwright.
    BrowserModules,
    /// A browser.
    Chromium,
}

/// What building the site needs.
pub const SITE: &[Need] =
    &[Need::WasmTarget, Need::StdSources, Need::Crates, Need::Node, Need::SiteModules, Need::Trunk, Need::WasmBindgen];

/// What driving a browser needs.
pub const BROWSER: &[Need] = &[Need::Node, Need::BrowserModules, Need::Chromium];

/// Sets up what is missing among `needs`.
pub fn ensure(place: &Place, needs: impl IntoIterator<Item = Need>) -> Result<(), ToolError> {
    let needs: BTreeSet<Need> = needs.into_iter().collect();
    needs.into_iter().try_for_each(|need| match need {
        Need::WasmTarget => wasm_target(place),
        Need::StdSources => std_sources(place),
        Need::Crates => crates(place),
        Need::Node => node(place),
        Need::SiteModules => packages::modules(place, &SITE_MODULES),
        Need::Trunk => cargo_program(place, &trunk()),
        Need::WasmBindgen => cargo_program(place, &wasm_bindgen(place)?),
        Need::BrowserModules => packages::modules(place, &BROWSER_MODULES),
        Need::Chromium => browser(place).map(|_| ()),
    })
}

const SITE_MODULES: Modules<'static> = Modules {
    folder: "tools",
    announcement: Announcement {
        what: "binaryen and lightningcss (npm)",
        why: "they make the wasm and the CSS small",
        about: "20 seconds",
    },
};

const BROWSER_MODULES: Modules<'static> = Modules {
    folder: "tests/browser",
    announcement: Announcement {
        what: "Playwright and axe (npm)",
        why: "they drive the browser and check accessibility",
        about: "20 seconds",
    },
};

fn wasm_target(place: &Place) -> Result<(), ToolError> {
    let target = "wasm32-unknown-unknown";
    let there = run::answer(place.command("rustc").args(["--print", "sysroot"]))
        .is_some_and(|sysroot| Path::new(&sysroot).join("lib/rustlib").join(target).is_dir());
    if there {
        return Ok(());
    }
    let mut command = place.command("rustup");
    command.args(["target", "add", target]);
    let announcement =
        Announcement { what: "Rust's wasm32 target", why: "the page is compiled for it", about: "half a minute" };
    packages::install(place, &announcement, command)
}

fn std_sources(place: &Place) -> Result<(), ToolError> {
    let sysroot = run::answer(place.command("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    let sources = Path::new(&sysroot).join("lib/rustlib/src/rust/library");
    if !sources.join("std").is_dir() {
        let mut command = place.command("rustup");
        command.args(["component", "add", "rust-src"]);
        let announcement = Announcement {
            what: "the sources of Rust's standard library",
            why: "the release page is an eighth smaller with a library built for it",
            about: "half a minute",
        };
        packages::install(place, &announcement, command)?;
    }
    // Its own crates must be there too, because Trunk builds without the network.
    let manifest = sources.join("Cargo.toml");
    let fetch = |arguments: &[&str]| {
        let mut command = place.command("cargo");
        command
            .args(["fetch", "--locked", "--manifest-path"])
            .arg(&manifest)
            .args(arguments)
            .env("RUSTC_BOOTSTRAP", "1");
        command
    };
    if run::answer(&mut fetch(&["--offline"])).is_some() {
        return Ok(());
    }
    let announcement = Announcement {
        what: "the crates of Rust's standard library",
        why: "Trunk then builds without the network",
        about: "a few seconds",
    };
    packages::install(place, &announcement, fetch(&[]))
}

fn crates(place: &Place) -> Result<(), ToolError> {
    if run::answer(place.command("cargo").args(["fetch", "--locked", "--offline"])).is_some() {
        return Ok(());
    }
    let mut command = place.command("cargo");
    command.args(["fetch", "--locked"]);
    let announcement = Announcement {
        what: "the sources of the crates in Cargo.lock",
        why: "Trunk then builds without the network",
        about: "half a minute",
    };
    packages::install(place, &announcement, command)
}

fn node(place: &Place) -> Result<(), ToolError> {
    if node_is_recent(place) {
        return Ok(());
    }
    let announcement = Announcement {
        what: "Node.js (apt)",
        why: "it runs the CSS minifier, wasm-opt and the browser tests",
        about: "a minute",
    };
    packages::apt(place, &announcement, &[&["nodejs", "npm"]])?;
    if node_is_recent(place) {
        return Ok(());
    }
    Err(ToolError::missing(
        format!("Node.js {NODE_MAJOR_MIN} or later"),
        "This system's packages have only an older one. Install a later one by hand, so that `node` is on PATH.",
    ))
}

fn node_is_recent(place: &Place) -> bool {
    run::answer(place.command("node").arg("--version"))
        .and_then(|text| version::version_in(&text).and_then(version::major))
        .is_some_and(|major| NODE_MAJOR_MIN <= major)
}

/// A program that cargo builds from its source.
struct CargoProgram {
    program: &'static str,
    package: &'static str,
    version: String,
    versions_of_its_crates: Versions,
    why: &'static str,
    about: &'static str,
}

/// Which versions of its own crates a program is built with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Versions {
    /// Those that it was published with.
    Locked,
    /// The newest ones that fit.
    Newest,
}

fn trunk() -> CargoProgram {
    CargoProgram {
        program: "trunk",
        package: "trunk",
        version: TRUNK.to_owned(),
        versions_of_its_crates: Versions::Locked,
        why: "it builds and serves the page",
        about: "10 minutes, once",
    }
}

fn wasm_bindgen(place: &Place) -> Result<CargoProgram, ToolError> {
    let path = place.root().join("Cargo.lock");
    let lock = fs::read_to_string(&path).map_err(ToolError::file("read", &path))?;
    let version = version::locked(&lock, "wasm-bindgen").ok_or_else(|| {
        ToolError::missing("wasm-bindgen in Cargo.lock", "Take Cargo.lock back from the repository's history.")
    })?;
    Ok(CargoProgram {
        program: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version: version.to_owned(),
        versions_of_its_crates: Versions::Newest,
        why: "it joins wasm and JavaScript, and must be of exactly the version in Cargo.lock",
        about: "3 minutes, once",
    })
}

fn cargo_program(place: &Place, wanted: &CargoProgram) -> Result<(), ToolError> {
    if is_installed(place, wanted) {
        return Ok(());
    }
    let package = format!("{}@{}", wanted.package, wanted.version);
    let mut command = place.command("cargo");
    // Forced, because cargo believes its own list even when the program itself was deleted.
    command.args(["install", "--force", &package]).arg("--root").arg(place.tools());
    if wanted.versions_of_its_crates == Versions::Locked {
        command.arg("--locked");
    }
    // A folder of its own that outlives an interruption: the next try goes on where this one stopped.
    let build = place.tools().join("build");
    command.env("CARGO_TARGET_DIR", &build);
    let what = format!("{} {}", wanted.program, wanted.version);
    packages::install(place, &Announcement { what: &what, why: wanted.why, about: wanted.about }, command)?;
    // Only rubbish by now, so that it does no harm if it stays.
    let _ = fs::remove_dir_all(&build);
    if is_installed(place, wanted) {
        return Ok(());
    }
    Err(ToolError::missing(what, format!("cargo installed it, but {} doesn't hold it.", place.tools().display())))
}

fn is_installed(place: &Place, wanted: &CargoProgram) -> bool {
    run::answer(place.command(wanted.program).arg("--version"))
        .is_some_and(|text| version::version_in(&text) == Some(wanted.version.as_str()))
}

/// The browser for tests, installed if there is none.
pub fn browser(place: &Place) -> Result<PathBuf, ToolError> {
    if let Some(named) = env::var_os("CHROMIUM").filter(|it| !it.is_empty()).map(PathBuf::from) {
        let hint = "CHROMIUM names it. Set it to the path of a Chromium, or unset it to let the tool find one.";
        return if named.is_file() { Ok(named) } else { Err(ToolError::missing(named.display().to_string(), hint)) };
    }
    if let Some(found) = installed_browser() {
        return Ok(found);
    }
    let announcement =
        Announcement { what: "Chromium (apt)", why: "the browser tests run in it", about: "two minutes" };
    packages::apt(place, &announcement, &[&["chromium"], &["chromium-browser"]])?;
    installed_browser().ok_or_else(|| {
        ToolError::missing("a Chromium", "Install one and name its path in the environment variable CHROMIUM.")
    })
}

fn installed_browser() -> Option<PathBuf> {
    BROWSERS.iter().map(PathBuf::from).find(|path| path.is_file())
}
