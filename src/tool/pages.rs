//! Trunk's post_build hook: turns what Trunk built and what editors wrote into the site.
//!
//! Trunk has put wasm, JavaScript and fonts into its staging folder, with names that exist only now. Here
//! the styles are joined, the names of all assets are handed to the compiler, and the compiler's files are
//! written beside them. In release mode each file gets its compressed twins.
//!
//! Nothing is written outside the staging folder: a hook that writes into a watched folder starts itself again.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::compiler::emit::{self, Assets};

use super::arguments::Shown;
use super::check;
use super::error::ToolError;
use super::place::Place;
use super::run;
use super::sizes;
use super::split;
use crate::compiler::hash::short_hash;

/// What `serve` adds, so that the browser reloads after a rebuild.
const RELOAD: &str = "reload.js";

/// What keeps the site for use without internet; its address may not change, so its name has no hash.
const WORKER: &str = "sw.js";

/// Every file of the site, for the worker.
const OFFLINE: &str = "offline.json";

/// Writes the site into Trunk's staging folder.
pub fn pages(place: &Place) -> Result<(), ToolError> {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or_else(|| {
        ToolError::missing("TRUNK_STAGING_DIR", "Trunk calls this command; people call `cargo handbook build`.")
    })?;
    let is_release = env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "release");
    let compilation = check::compile(place);
    let tally = check::report(&compilation, Shown::Errors);
    let Some(site) = &compilation.site else {
        return Err(ToolError::Content { errors: tally.errors });
    };

    let index = staging.join("index.html");
    let html = fs::read_to_string(&index).map_err(ToolError::file("read", &index))?;
    let assets = assets(place, &staging, &html, is_release)?;
    let reload = if is_release { None } else { reload_script(&html) };
    for (path, bytes) in emit::site(site, &assets) {
        let bytes = if reload.is_some() && path.ends_with(".html") { with_reload(&path, &bytes) } else { bytes };
        write(&staging.join(path), &bytes)?;
    }
    if let Some(script) = reload {
        write(&staging.join(RELOAD), script.as_bytes())?;
    }
    let worker = place.root().join("public").join(WORKER);
    write(&staging.join(WORKER), &read(&worker)?)?;
    let names = sizes::list(&staging)?.into_iter().map(|it| it.path).filter(|it| it != WORKER && it != OFFLINE);
    let list = serde_json::to_vec(&names.collect::<Vec<String>>()).unwrap_or_default();
    write(&staging.join(OFFLINE), &list)?;
    if is_release {
        let mut command = place.command("node");
        command.arg("tools/compress.mjs").arg(&staging);
        run::logged(place, "compress", command)?;
    }
    Ok(())
}

/// Puts our own assets beside Trunk's and names them all.
fn assets(place: &Place, staging: &Path, html: &str, is_release: bool) -> Result<Assets, ToolError> {
    let (js, wasm) = entry(html).ok_or_else(|| {
        ToolError::missing("data-js or data-wasm in Trunk's index.html", "See pattern_script in Trunk.toml.")
    })?;
    let split::Program { scripts, wasm } = split::split(place, staging, [js, wasm], is_release)?;
    let wasm_path = staging.join(&wasm);
    let wasm_bytes = fs::metadata(&wasm_path).map_err(ToolError::file("read", &wasm_path))?.len();
    let public = place.root().join("public");
    Ok(Assets {
        scripts,
        wasm,
        wasm_bytes,
        css: stylesheet(place, staging, "style")?,
        practice_css: stylesheet(place, staging, "practice")?,
        boot: hashed(staging, "boot", "js", &read(&public.join("boot.js"))?)?,
        start: hashed(staging, "start", "js", &read(&public.join("start.js"))?)?,
    })
}

/// The names of the JavaScript and wasm files, from the script tag that `pattern_script` describes.
fn entry(html: &str) -> Option<(&str, &str)> {
    let value = |name: &str| {
        let (_, after) = html.split_once(name)?;
        let (value, _) = after.split_once('"')?;
        (!value.is_empty()).then_some(value)
    };
    Some((value("data-js=\"")?, value("data-wasm=\"")?))
}

/// Writes one of the sheets that `style/` is joined into, and returns its name.
fn stylesheet(place: &Place, staging: &Path, sheet: &str) -> Result<String, ToolError> {
    let joined = staging.join("joined.css");
    let mut command = place.command("node");
    command.arg("tools/css.mjs").arg(sheet).arg(&joined);
    run::logged(place, "styles", command)?;
    let bytes = read(&joined)?;
    fs::remove_file(&joined).map_err(ToolError::file("remove", &joined))?;
    hashed(staging, sheet, "css", &bytes)
}

/// Writes an asset under a name that changes with its content, and returns the name.
fn hashed(staging: &Path, stem: &str, extension: &str, bytes: &[u8]) -> Result<String, ToolError> {
    let name = format!("{stem}.{}.{extension}", short_hash(bytes));
    write(&staging.join(&name), bytes)?;
    Ok(name)
}

fn read(path: &Path) -> Result<Vec<u8>, ToolError> {
    fs::read(path).map_err(ToolError::file("read", path))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), ToolError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(ToolError::file("make the folder", folder))?;
    }
    fs::write(path, bytes).map_err(ToolError::file("write", path))
}

/// The script with which Trunk reloads a page under `serve`, made fit for a file of its own.
///
/// Trunk writes it into its index.html, which isn't the page that readers get, with marks that its server
/// fills in.
fn reload_script(html: &str) -> Option<String> {
    let (_, after) = html.rsplit_once("<script>")?;
    let (script, _) = after.split_once("</script>")?;
    script.contains("{{__TRUNK_ADDRESS__}}").then(|| {
        script.replace("'{{__TRUNK_ADDRESS__}}'", "window.location.host").replace("{{__TRUNK_WS_BASE__}}", "/")
    })
}

fn with_reload(path: &str, html: &[u8]) -> Vec<u8> {
    let up = "../".repeat(path.matches('/').count());
    let tag = format!("<script src=\"{up}{RELOAD}\" defer></script>");
    let html = String::from_utf8_lossy(html).into_owned();
    let (before, after) = html.rsplit_once("</body>").unwrap_or((html.as_str(), ""));
    format!("{before}{tag}</body>{after}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_read_from_the_script_tag() {
        let html =
            r#"<body><script type="module" src="boot.js" data-js="kouprey-1f.js" data-wasm="kouprey-1f_bg.wasm">"#;
        assert_eq!(entry(html), Some(("kouprey-1f.js", "kouprey-1f_bg.wasm")));
    }

    #[test]
    fn a_page_without_names_is_refused() {
        assert_eq!(entry("<body></body>"), None);
        assert_eq!(entry(r#"<script data-js="" data-wasm="a.wasm">"#), None);
        assert_eq!(entry(r#"<script data-js="a.js">"#), None);
    }

    #[test]
    fn the_reload_script_no_longer_needs_trunks_server_to_fill_it_in() {
        let html = "<script src=\"a.js\"></script><script>\
                    const a = '{{__TRUNK_ADDRESS__}}'; const b = '{{__TRUNK_WS_BASE__}}';</script></body>";
        let expected = "const a = window.location.host; const b = '/';";
        assert_eq!(reload_script(html).as_deref(), Some(expected));
        assert_eq!(reload_script("<script>other()</script>"), None);
    }

    #[test]
    fn a_page_in_a_folder_reaches_up_for_the_reload_script() {
        let page = with_reload("lesson/a.en.html", b"<body>x</body></html>");
        assert_eq!(page, b"<body>x<script src=\"../reload.js\" defer></script></body></html>");
        let index = with_reload("index.html", b"<body>x</body></html>");
        assert_eq!(index, b"<body>x<script src=\"reload.js\" defer></script></body></html>");
    }
}
