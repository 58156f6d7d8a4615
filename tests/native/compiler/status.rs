//! What the handbook holds, counted.

use kouprey::compiler::status::status;

use super::book::Book;

#[test]
fn lessons_items_cases_and_entries_are_counted() {
    let status = status(&Book::valid().compile());
    assert_eq!(status.edition, "0.1");
    assert_eq!(status.parts, ["beginnings"]);
    assert_eq!(status.items_count, 6);
    let lesson = &status.lessons[0];
    assert_eq!(lesson.sections, ["words", "apart", "figures"]);
    assert_eq!(lesson.figures, ["weights", "stages", "counts", "numbers", "border"]);
    assert_eq!((lesson.items[4].id.as_str(), lesson.items[4].kind), ("it-matching", "matching"));
    let case = &status.scenarios[0];
    assert_eq!(case.nodes, ["call", "hearing"]);
    let endings: Vec<(&str, u64)> = case.endings.iter().map(|it| (it.id.as_str(), it.paths_count)).collect();
    assert_eq!(endings, [("followed", 1), ("thrown-out", 2)]);
    assert_eq!((case.best.ending.as_str(), case.best.steps.len()), ("followed", 2));
    assert_eq!(case.worst.steps[0].choice, "freeze");
    assert_eq!((case.choices_count, case.exhibits_count, case.paths_count), (4, 1, 3));
    assert_eq!(status.entries.get("offence"), Some(&1));
    assert_eq!(status.citations.get("secondary"), Some(&1));
    assert_eq!((status.errors_count, status.warnings_count), (0, 0));
}

#[test]
fn a_language_counts_the_pages_that_were_written_in_it() {
    let status = status(&Book::valid().remove("scenarios/crossing/km.md").compile());
    let (en, km) = (&status.locales["en"], &status.locales["km"]);
    assert_eq!((en.pages_count, en.pages_of, en.percent, en.reviewed_count), (2, 2, 100, 1));
    assert_eq!((km.pages_count, km.pages_of, km.percent, km.reviewed_count), (1, 2, 50, 0));
    assert_eq!(status.warnings_count, 0);
}

#[test]
fn what_does_not_compile_has_findings_only() {
    let status = status(&Book::valid().remove("lessons/first/en.md").compile());
    assert!(status.lessons.is_empty());
    assert!(1 <= status.errors_count);
}

#[test]
fn people_read_it_in_lines() {
    let shown = status(&Book::valid().compile()).to_string();
    assert!(shown.starts_with("Edition 0.1: 1 parts, 1 lessons, 6 items, 1 cases\n"), "{shown}");
    assert!(shown.ends_with("Findings: 0 errors, 0 warnings"), "{shown}");
}
