//! Many mistakes in one run, and the exact words of five findings.

use expect_test::expect;
use kouprey::compiler::{Place, Rule};

use super::book::{Book, listed};

const ITEMS: &str = "lessons/first/items.toml";
const EN: &str = "lessons/first/en.md";
const KM: &str = "lessons/first/km.md";

/// A handbook with eight mistakes in seven files, none of which follows from another.
fn eight_mistakes() -> Book {
    Book::valid()
        .replace("species.toml", "source = \"source-one\"", "source = \"source-two\"")
        .replace("scenarios/crossing/scenario.toml", "\"hearing.candid\"", "\"candid\"")
        .replace(KM, "- ចំណុចទីមួយ", "- ស្ដីពី")
        .replace(ITEMS, "range = { low = 2, high = 4 }", "range = { low = 2, high = 12 }")
        .replace(ITEMS, "key = true\n", "")
        .replace(EN, "species:sunda-pangolin", "species:sunda-pangolins")
        .replace(EN, "First point", "First `point`")
        .replace("handbook.toml", "2026-11-21", "21 November")
}

#[test]
fn mistakes_in_several_files_are_all_said_in_one_run_in_the_order_of_the_files() {
    let found = eight_mistakes().findings();
    let places: Vec<(&str, usize, &str)> =
        found.iter().map(|it| (it.place.file.as_str(), it.place.line, it.rule.as_str())).collect();
    let expected = [
        ("handbook.toml", 4, "bad-value"),
        (EN, 11, "markdown"),
        (EN, 67, "link-resolves"),
        (ITEMS, 1, "answer-key"),
        (ITEMS, 170, "answer-key"),
        (KM, 11, "khmer-script"),
        ("scenarios/crossing/scenario.toml", 70, "id-grammar"),
        ("species.toml", 8, "citation-resolves"),
    ];
    assert_eq!(places, expected, "{}", listed(&found));
}

#[test]
fn findings_are_sorted_by_file_line_and_column_and_each_stands_once() {
    let found = eight_mistakes().replace(EN, "Second point", "`Second` `point`").findings();
    let places: Vec<&Place> = found.iter().map(|it| &it.place).collect();
    assert!(places.is_sorted(), "{}", listed(&found));
    let mut once = found.clone();
    once.dedup();
    assert_eq!(once, found);
    let on_one_line = places.iter().filter(|it| it.file == EN && it.line == 12).count();
    assert_eq!(on_one_line, 2, "{}", listed(&found));
}

#[test]
fn a_mistake_leaves_the_others_of_the_same_file_to_be_found() {
    Book::valid()
        .replace(ITEMS, "difficulty = 1", "difficulty = 9")
        .replace(ITEMS, "en.why = \"Too short.\"\n", "")
        .replace(ITEMS, "kind = \"matching\"", "kind = \"pairing\"")
        .finds(Rule::BadValue, ITEMS, 1)
        .finds(Rule::Explained, ITEMS, 19)
        .finds(Rule::BadValue, ITEMS, 131);
}

#[test]
fn a_missing_file_is_said_in_these_words() {
    Book::valid().remove("organisations.toml").says(
        Rule::FileMissing,
        &expect![[r#"
            error[file-missing] content/organisations.toml:1:1
              this file is missing
              hint: write it; AUTHORING.md shows its form
        "#]],
    );
}

#[test]
fn an_unknown_key_is_said_with_the_keys_that_are_known() {
    Book::valid().replace("organisations.toml", "en.channel", "en.chanel").says(
        Rule::UnknownKey,
        &expect![[r#"
            error[unknown-key] content/organisations.toml:9:4
              `en.chanel` is not known here
              hint: known here: id, mark, source, en.name, km.name, en.can, km.can, en.channel, km.channel
        "#]],
    );
}

#[test]
fn a_figure_that_its_source_does_not_hold_is_said_in_these_words() {
    Book::valid().replace(EN, "The seizure weighed 250", "The seizure weighed 251").says(
        Rule::FigureSourced,
        &expect![[r#"
            error[figure-sourced] content/lessons/first/en.md:31:3
              251 is not among the facts of source-one
              hint: mend the figure, or add the fact to the source after the research
        "#]],
    );
}

#[test]
fn a_translation_with_another_number_is_said_in_these_words() {
    Book::valid().replace(KM, "> - ៤៨ ម៉ោង", "> - ៤៩ ម៉ោង").says(
        Rule::LocaleParity,
        &expect![[r#"
            error[locale-parity] content/lessons/first/en.md:49:3
              block 7 of What stands apart: numbers differ; only in the original ["48"], only in Khmer ["49"]
              hint: a translation never changes a number
        "#]],
    );
}

#[test]
fn a_page_that_is_not_translated_yet_is_a_note() {
    Book::valid().remove("scenarios/crossing/km.md").says(
        Rule::LocaleAbsent,
        &expect![[r#"
            note[locale-absent] content/scenarios/crossing/km.md:1:1
              not translated yet
              hint: English is shown with a notice until this file is there
        "#]],
    );
}
