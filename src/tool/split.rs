//! Cuts the program into the file that every reader loads and the parts that come when they are needed.
//!
//! Trunk has compiled the program and made its JavaScript, but knows nothing of parts. So the compiler's own output
//! is cut (`wasm_split_cli_support`; the seams stand in `src/app/part.rs`), `wasm-bindgen` does its work on the main
//! file once more, and the results take the place of Trunk's. In release mode each file goes through `wasm-opt`.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_split_cli_support::{Options, transform};

use super::error::ToolError;
use super::place::Place;
use super::run;
use crate::compiler::hash::short_hash;

/// What the browsers of our floor can do; `--all-features` writes a file that they refuse.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];
/// The files as they are called before they have a hash. The program knows the second by this name.
const SCRIPTS: [&str; 2] = ["kouprey.js", "split.js"];
const MAIN: &str = "kouprey_bg.wasm";

/// What a page loads to start the program.
pub struct Program {
    /// The JavaScript, the main file first.
    pub scripts: Vec<String>,
    /// The main file of the program.
    pub wasm: String,
}

/// Cuts the program and puts its files into the staging folder, in the place of Trunk's `js` and `wasm`.
pub fn split(place: &Place, staging: &Path, trunks: [&str; 2], is_release: bool) -> Result<Program, ToolError> {
    let folder = place.target().join("split");
    // What an earlier build left must not be taken for this one's.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(ToolError::file("make the folder", &folder))?;
    let binaries = cut(place, &folder, is_release)?;
    if is_release {
        for name in &binaries {
            let mut command = place.command("wasm-opt");
            command.arg("-Oz").args(FEATURES).arg(folder.join(name)).arg("-o").arg(folder.join(name));
            run::logged(place, "wasm-opt", command)?;
        }
    }
    for name in trunks {
        let path = staging.join(name);
        fs::remove_file(&path).map_err(ToolError::file("remove", &path))?;
    }
    publish(&folder, staging, &binaries)
}

/// Cuts the compiler's output; returns the names of the binaries, the main one first.
fn cut(place: &Place, folder: &Path, is_release: bool) -> Result<Vec<String>, ToolError> {
    let profile = if is_release { "wasm-release" } else { "debug" };
    let original = place.target().join("wasm32-unknown-unknown").join(profile).join("kouprey.wasm");
    let bytes = fs::read(&original).map_err(ToolError::file("read", &original))?;
    let main = folder.join("main.wasm");
    let mut options = Options::new(&bytes);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = "./split.js";
    options.main_module = "./kouprey.js";
    let parts =
        transform(options).map_err(|error| ToolError::missing("a program that can be cut", format!("{error:#}")))?;
    let mut command = place.command("wasm-bindgen");
    command.args(["--target", "web", "--no-typescript", "--out-name", "kouprey"]);
    // The parts share the table and the stack of the main file, so these stay in sight.
    command.arg("--keep-lld-exports").arg("--out-dir").arg(folder).arg(&main);
    run::logged(place, "wasm-bindgen", command)?;
    let name = |part: &PathBuf| part.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok([MAIN.to_owned()].into_iter().chain(parts.split_modules.iter().map(name)).collect())
}

/// Puts the files into the staging folder. All bear one hash, as they fit only one another.
fn publish(folder: &Path, staging: &Path, binaries: &[String]) -> Result<Program, ToolError> {
    let mut all = Vec::new();
    for name in SCRIPTS.into_iter().chain(binaries.iter().map(String::as_str)) {
        let path = folder.join(name);
        all.push((name, fs::read(&path).map_err(ToolError::file("read", &path))?));
    }
    let hash = short_hash(&all.iter().flat_map(|(_, bytes)| bytes).copied().collect::<Vec<u8>>());
    let named = |name: &str| match name.rsplit_once('.') {
        Some((stem, kind)) => format!("{stem}.{hash}.{kind}"),
        None => name.to_owned(),
    };
    for (name, bytes) in &all {
        let path = staging.join(named(name));
        let written = match std::str::from_utf8(bytes).ok().filter(|_| SCRIPTS.contains(name)) {
            Some(text) => fs::write(&path, renamed(text, binaries, &named)),
            None => fs::write(&path, bytes),
        };
        written.map_err(ToolError::file("write", &path))?;
    }
    Ok(Program { scripts: SCRIPTS.map(named).to_vec(), wasm: named(MAIN) })
}

/// A script with the new names of what it loads. The program's own name for its import stays as it is.
fn renamed(text: &str, binaries: &[String], named: &impl Fn(&str) -> String) -> String {
    let mut text = text.to_owned();
    for old in SCRIPTS {
        text = text.replace(&format!("from \"./{old}\""), &format!("from \"./{}\"", named(old)));
    }
    for old in binaries {
        text = text.replace(&format!("\"./{old}\""), &format!("\"./{}\"", named(old)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_loads_by_the_new_names_and_links_by_the_old() {
        let text = "import * as a from \"./split.js\"; const i = { \"./split.js\": a }; fetch(new URL(\"./split_case.wasm\", u))";
        let named = |name: &str| name.replace('.', ".0a1b.");
        assert_eq!(
            renamed(text, &["split_case.wasm".to_owned()], &named),
            "import * as a from \"./split.0a1b.js\"; const i = { \"./split.js\": a }; \
             fetch(new URL(\"./split_case.0a1b.wasm\", u))"
        );
    }
}
