//! Cuts the program into the file that every reader loads and the parts that come when they are needed.
//!
//! Trunk has compiled the program and made its JavaScript, but knows nothing of parts. So the compiler's own output
//! is cut (`wasm_split_cli_support`; the seams stand in `src/app/part.rs`), `wasm-bindgen` does its work on the main
//! file once more, and the results take the place of Trunk's. In release mode each file goes through `wasm-opt`.

use std::fs;
use std::path::Path;

use wasm_split_cli_support::{Options, transform};

use super::error::ToolError;
use super::place::Place;
use super::run;

/// What the browsers of our floor can do; `--all-features` writes a file that they refuse.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];
const LINK: &str = "__split.js";

/// Cuts the program. `js` and `wasm` are the names that Trunk gave its two files; the parts get names with the same
/// hash. Returns the names of all JavaScript that belongs to the start, the main file first.
pub fn split(place: &Place, staging: &Path, js: &str, wasm: &str, is_release: bool) -> Result<Vec<String>, ToolError> {
    let profile = if is_release { "wasm-release" } else { "debug" };
    let original = place.target().join("wasm32-unknown-unknown").join(profile).join("kouprey.wasm");
    let bytes = fs::read(&original).map_err(ToolError::file("read", &original))?;
    let folder = place.target().join("split");
    // What an earlier build left must not be taken for this one's.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(ToolError::file("make the folder", &folder))?;
    let main = folder.join("main.wasm");
    let mut options = Options::new(&bytes);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.link_name = "./__split.js";
    options.main_module = "./kouprey.js";
    let parts =
        transform(options).map_err(|error| ToolError::missing("a program that can be cut", format!("{error:#}")))?;

    let mut command = place.command("wasm-bindgen");
    command.args(["--target", "web", "--no-typescript", "--out-name", "kouprey", "--out-dir"]).arg(&folder).arg(&main);
    run::logged(place, "wasm-bindgen", command)?;

    // One hash for all, as they fit only one another.
    let hash = js.trim_start_matches("kouprey-").trim_end_matches(".js");
    let link = format!("split-{hash}.js");
    let mut names = vec![("kouprey.js".to_owned(), js.to_owned()), (LINK.to_owned(), link.clone())];
    let mut binaries = vec![("kouprey_bg.wasm".to_owned(), wasm.to_owned())];
    for part in &parts.split_modules {
        let name = part.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let named = name.replace(".wasm", &format!("-{hash}.wasm"));
        binaries.push((name, named));
    }
    names.extend(binaries.iter().cloned());
    for (from, to) in &binaries {
        let (from, to) = (folder.join(from), staging.join(to));
        if is_release {
            let mut command = place.command("wasm-opt");
            command.arg("-Oz").args(FEATURES).arg(&from).arg("-o").arg(&to);
            run::logged(place, "wasm-opt", command)?;
        } else {
            fs::copy(&from, &to).map_err(ToolError::file("copy", &to))?;
        }
    }
    for (from, to) in [("kouprey.js", js), (LINK, &link)] {
        let path = folder.join(from);
        let mut text = fs::read_to_string(&path).map_err(ToolError::file("read", &path))?;
        for (old, new) in &names {
            text = text.replace(&format!("./{old}"), &format!("./{new}"));
        }
        let path = staging.join(to);
        fs::write(&path, text).map_err(ToolError::file("write", &path))?;
    }
    Ok(vec![js.to_owned(), link])
}
