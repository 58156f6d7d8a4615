//! Rules of the house that no compiler knows: arrows between modules, sizes, colours, what must not occur.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail the test when something is not there")]

use std::fs;
use std::path::Path;

/// What each module may use besides itself (`lib.rs` draws it).
const ARROWS: [(&str, &[&str]); 7] = [
    ("model", &[]),
    ("engine", &["model"]),
    ("storage", &["model", "engine"]),
    ("markup", &["model", "engine", "storage"]),
    ("compiler", &["model", "engine", "markup", "storage"]),
    ("tool", &["compiler"]),
    ("app", &["model", "engine", "storage", "markup"]),
];

/// Lines that a file may have.
const LINES_MAX: usize = 400;

/// Files that are longer, and why.
const LONG: [(&str, &str); 4] = [
    ("src/compiler/markdown.rs", "one cursor over one grammar: the parts share the reader and nothing else uses it"),
    ("src/model/phrase.rs", "a list: one line a phrase"),
    ("src/model/scenario.rs", "plain data: the graph and its words, each field with its line"),
    ("src/model/wire.rs", "one format: reader, writer, the two macros that write both, and its tests"),
];

/// The files under a folder of the repository whose names end so: path and text, in alphabetical order.
pub fn sources(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if path.ends_with(ending) {
                found.push((path, fs::read_to_string(entry.path()).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The lines of Rust that are code: comments are left out.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

/// The code before the tests of a file, which stand at its end.
fn without_tests(text: &str) -> &str {
    text.split_once("#[cfg(test)]").map_or(text, |(before, _)| before)
}

/// The module of `src/` that a file belongs to; none for `lib.rs` and the programs.
fn module(path: &str) -> Option<&str> {
    let (module, _) = path.strip_prefix("src/")?.split_once(['/', '.'])?;
    ARROWS.iter().map(|(name, _)| *name).find(|name| *name == module)
}

/// What stands at the top of a group in braces: `{a::{b, c}, d}` names `a` and `d`.
fn heads(group: &str) -> Vec<&str> {
    let mut heads = Vec::new();
    let mut depth = 0;
    let mut start = 1;
    for (place, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if (letter == ',' && depth == 1) || depth == 0 {
            heads.extend(group.get(start..place));
            start = place + 1;
        }
        if depth == 0 {
            break;
        }
    }
    heads.into_iter().map(str::trim).filter(|head| !head.is_empty()).collect()
}

/// The modules that code names after `crate::`.
fn named(code: &str) -> Vec<String> {
    let mut named = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let paths = if rest.starts_with('{') { heads(rest) } else { vec![rest] };
        for path in paths {
            let end = path.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(path.len());
            named.extend(path.get(..end).map(ToOwned::to_owned));
        }
    }
    named
}

#[test]
fn the_reader_of_use_lines_sees_groups_and_paths() {
    let code = "use crate::{model::{A, B}, engine};\nuse crate::markup::C;\nfn f(_: crate::storage::D) {}\n";
    assert_eq!(named(code), ["model", "engine", "markup", "storage"]);
    assert_eq!(module("src/model/mod.rs"), Some("model"));
    assert_eq!(module("src/engine.rs"), Some("engine"));
    assert_eq!(module("src/lib.rs"), None);
    assert_eq!(module("src/bin/handbook.rs"), None);
}

#[test]
fn arrows_between_modules_point_one_way() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (path, text) in sources("src", ".rs") {
        let Some(from) = module(&path) else { continue };
        let arrows = ARROWS.iter().find(|(name, _)| *name == from);
        let allowed: &[&str] = arrows.map(|(_, allowed)| *allowed).unwrap_or_default();
        for to in named(&code(&text)) {
            count += 1;
            if to != from && !allowed.contains(&to.as_str()) {
                wrong.push(format!("{path}: {from} uses {to}"));
            }
        }
    }
    assert!(100 < count, "only {count} names were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_names_no_library_of_the_browser_or_of_the_tool() {
    let libraries = ["leptos", "web_sys", "js_sys", "gloo_storage", "wasm_bindgen", "toml", "pulldown_cmark"];
    let mut wrong = Vec::new();
    for (path, text) in sources("src", ".rs") {
        let is_core = module(&path).is_some_and(|module| ["model", "engine", "markup", "storage"].contains(&module));
        // `storage/browser.rs` is the one door to the browser's store.
        if is_core && path != "src/storage/browser.rs" {
            let code = code(&text);
            let used = libraries.iter().filter(|library| code.contains(&format!("{library}::")));
            wrong.extend(used.map(|library| format!("{path} uses {library}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_is_longer_than_a_reader_can_hold() {
    let files = sources("src", ".rs");
    let is_named = |path: &str| LONG.iter().any(|(long, _)| *long == path);
    let too_long: Vec<String> = files
        .iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(path, lines)| LINES_MAX < *lines && !is_named(path))
        .map(|(path, lines)| format!("{path}: {lines} lines"))
        .collect();
    assert!(too_long.is_empty(), "{}", too_long.join("\n"));
    for (path, reason) in LONG {
        assert!(files.iter().any(|(it, _)| it == path), "{path} is gone: take it off the list");
        assert!(!reason.is_empty(), "{path} is long for no reason");
    }
}

#[test]
fn no_raw_html_and_no_inline_style_in_our_code() {
    let mut wrong = Vec::new();
    for (path, text) in sources("src", ".rs") {
        let code = code(&text);
        let forbidden = ["inner_html", "insert_adjacent_html", "style=\"", "set(\"style\""];
        let is_drawing = matches!(module(&path), Some("markup" | "app" | "compiler"));
        let found = forbidden.iter().filter(|word| is_drawing && code.contains(**word));
        wrong.extend(found.map(|word| format!("{path}: {word}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_left_to_be_done_and_nothing_unwraps_outside_tests() {
    let mut wrong = Vec::new();
    for (path, text) in sources("src", ".rs") {
        let code = code(without_tests(&text));
        for word in ["todo!", "unimplemented!", ".unwrap()", ".expect(", "dbg!("] {
            if code.contains(word) {
                wrong.push(format!("{path}: {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_begins_with_what_it_is() {
    let bare = sources("src", ".rs").into_iter().filter(|(_, text)| !text.starts_with("//! "));
    let bare: Vec<String> = bare.map(|(path, _)| path).collect();
    assert_eq!(bare, Vec::<String>::new());
}

/// CSS without its comments.
fn rules(css: &str) -> String {
    let mut rules = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        rules.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    rules.push_str(rest);
    rules
}

/// Colours written as numbers: `#fff`, `#12ab34`.
fn hex_colours(css: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for rest in css.split('#').skip(1) {
        let end = rest
            .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-' && letter != '_')
            .unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or_default();
        if matches!(word.len(), 3 | 4 | 6 | 8) && word.chars().all(|letter| letter.is_ascii_hexdigit()) {
            found.push(word);
        }
    }
    found
}

#[test]
fn colours_are_found_and_ids_are_not() {
    assert_eq!(hex_colours("a { color: #fff; fill: url(#hatch); } #app { color: #12AB34cd }"), ["fff", "12AB34cd"]);
    assert_eq!(rules("a /* b { */ c"), "a  c");
}

#[test]
fn components_take_their_colours_from_roles() {
    let mut wrong = Vec::new();
    for (path, text) in sources("style/components", ".css") {
        let rules = rules(&text);
        wrong.extend(hex_colours(&rules).into_iter().map(|colour| format!("{path}: #{colour}")));
        let functions = ["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "lch("];
        wrong.extend(functions.iter().filter(|it| rules.contains(**it)).map(|it| format!("{path}: {it}…)")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_component_stands_in_the_layer_of_components() {
    let files = sources("style/components", ".css");
    assert!(!files.is_empty());
    for (path, text) in files {
        let rules = rules(&text);
        let rules = rules.trim();
        assert!(rules.starts_with("@layer components {"), "{path} does not begin with @layer components");
        // The brace that closes the layer is the last letter of the file, and no earlier one closes it.
        let mut depth = 0;
        let mut has_begun = false;
        for (place, letter) in rules.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            has_begun |= letter == '{';
            let is_last = place + letter.len_utf8() == rules.len();
            assert!(!has_begun || depth != 0 || is_last, "{path}: rules behind the layer");
        }
        assert_eq!(depth, 0, "{path}: braces do not match");
    }
}
