//! Files: what is read, and what can't be.

use std::fs;

use kouprey::compiler::source::FILE_BYTES_MAX;
use kouprey::compiler::{Rule, Severity, SourceTree, compile, compile_tree};

use super::book::{Book, listed};

#[test]
fn a_folder_is_read_as_texts_by_their_path() {
    let folder = Book::valid().on_disk();
    fs::create_dir_all(folder.join(".obsidian")).unwrap();
    fs::write(folder.join(".obsidian/workspace.md"), "an editor's own").unwrap();
    fs::write(folder.join("notes.txt"), "neither Markdown nor TOML").unwrap();
    let tree = SourceTree::from_dir(&folder).unwrap();
    let paths: Vec<&str> = tree.under("").map(|file| file.path.as_str()).collect();
    let expected = [
        "acts.toml",
        "glossary.toml",
        "handbook.toml",
        "law/first-law.toml",
        "lessons/first/en.md",
        "lessons/first/items.toml",
        "lessons/first/km.md",
        "lessons/first/lesson.toml",
        "open-questions.toml",
        "organisations.toml",
        "phrases.toml",
        "scenarios/crossing/en.md",
        "scenarios/crossing/km.md",
        "scenarios/crossing/scenario.toml",
        "sources.toml",
        "species.toml",
    ];
    assert_eq!(paths, expected);
    assert!(tree.get("glossary.toml").unwrap().changed.is_some());
    let found = compile_tree(&tree).diagnostics;
    assert!(found.is_empty(), "{}", listed(&found));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_file_that_is_no_text_or_too_large_is_a_finding_and_stops_nothing_else() {
    let folder = Book::valid().on_disk();
    fs::write(folder.join("glossary.toml"), [0xff, 0xfe, 0x00]).unwrap();
    let too_long = usize::try_from(FILE_BYTES_MAX).unwrap() + 1;
    fs::write(folder.join("lessons/first/km.md"), "a".repeat(too_long)).unwrap();
    let found = compile_tree(&SourceTree::from_dir(&folder).unwrap()).diagnostics;
    fs::remove_dir_all(&folder).unwrap();
    for file in ["glossary.toml", "lessons/first/km.md"] {
        let missing = found.iter().find(|it| it.rule == Rule::FileMissing && it.place.file == file);
        assert!(missing.is_some_and(|it| it.message.contains("can't be read")), "{file}:\n{}", listed(&found));
    }
}

#[test]
fn a_folder_without_content_is_a_finding_and_no_panic() {
    let nowhere = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("there-is-no-such-folder");
    let compilation = compile(&nowhere);
    assert!(compilation.site.is_none());
    assert_eq!(compilation.diagnostics.len(), 1);
    assert_eq!(compilation.diagnostics[0].severity, Severity::Error);
    assert!(!compilation.diagnostics[0].hint.is_empty());
}

#[test]
fn an_empty_folder_says_which_files_are_missing() {
    let found = compile_tree(&SourceTree::from_pairs([])).diagnostics;
    let files: Vec<&str> = found.iter().map(|it| it.place.file.as_str()).collect();
    let expected = [
        "acts.toml",
        "glossary.toml",
        "handbook.toml",
        "open-questions.toml",
        "organisations.toml",
        "phrases.toml",
        "sources.toml",
        "species.toml",
    ];
    assert_eq!(files, expected, "{}", listed(&found));
    assert!(found.iter().all(|it| it.rule == Rule::FileMissing));
}
