//! Every rule, with a mistake that breaks it.
//!
//! The table is the list: a rule without a line here fails `every_rule_is_broken_by_a_test_here`.

use kouprey::compiler::{Rule, Severity};

use super::book::Book;

const LESSON: &str = "lessons/first/lesson.toml";
const ITEMS: &str = "lessons/first/items.toml";
const EN: &str = "lessons/first/en.md";
const KM: &str = "lessons/first/km.md";
const CASE: &str = "scenarios/crossing/scenario.toml";

/// Each line: the name of the test, the rule, the place of its finding, and the handbook that breaks it.
macro_rules! broken {
    ($($name:ident: $rule:ident at $file:ident $line:literal in $book:expr;)*) => {
        $(
            #[test]
            fn $name() {
                $book.finds(Rule::$rule, $file, $line);
            }
        )*

        /// The rules that a test of this file breaks.
        const BROKEN: &[Rule] = &[$(Rule::$rule,)*];
    };
}

const GLOSSARY: &str = "glossary.toml";
const PHRASES: &str = "phrases.toml";
const CASE_KM: &str = "scenarios/crossing/km.md";

broken! {
    a_file_that_is_missing_is_found:
        FileMissing at GLOSSARY 1 in Book::valid().remove(GLOSSARY);
    toml_that_cannot_be_read_is_found:
        TomlSyntax at LESSON 1 in Book::valid().replace(LESSON, "minutes = 5", "minutes = = 5");
    a_key_that_no_format_knows_is_found:
        UnknownKey at LESSON 2 in Book::valid().replace(LESSON, "minutes = 5", "minutes = 5\nhours = 1");
    a_key_that_must_be_there_is_missed:
        MissingKey at ITEMS 1 in Book::valid().replace(ITEMS, "en.ask = \"How long is custody?\"\n", "");
    a_value_of_the_wrong_type_is_found:
        BadValue at LESSON 1 in Book::valid().replace(LESSON, "minutes = 5", "minutes = \"five\"");
    an_id_with_capitals_and_spaces_is_found:
        IdGrammar at ITEMS 2 in Book::valid().replace(ITEMS, "\"it-single\"", "\"It Single\"");
    the_same_id_twice_is_found:
        IdUnique at EN 26 in Book::valid().replace(EN, "{#apart}", "{#words}");
    markdown_that_lessons_do_not_know_is_found:
        Markdown at EN 11 in Book::valid().replace(EN, "First point", "First `point`");
    a_link_that_leads_nowhere_is_found:
        LinkResolves at EN 67 in Book::valid().replace(EN, "species:sunda-pangolin", "species:sunda-pangolins");
    a_citation_of_something_unlisted_is_found:
        CitationResolves at EN 19 in Book::valid().replace(EN, "[@source-one]", "[@source-two]");
    a_mark_that_is_not_that_of_the_entry_is_found:
        CitationMark at EN 19 in Book::valid().replace(EN, "[@source-one]", "[@source-one derived]");
    a_figure_that_is_not_in_the_cited_source_is_found:
        FigureSourced at EN 7 in Book::valid().replace(EN, "Custody lasts 48 hours", "Custody lasts 49 hours");
    an_item_without_a_key_is_found:
        AnswerKey at ITEMS 1 in Book::valid().replace(ITEMS, "key = true\n", "");
    an_option_without_an_explanation_is_found:
        Explained at ITEMS 19 in Book::valid().replace(ITEMS, "en.why = \"Too short.\"\n", "");
    an_item_that_stands_in_no_lesson_is_found:
        ItemPlaced at ITEMS 171 in Book::valid()
            .replace(EN, "![[item/it-judgement]]\n", "")
            .replace(KM, "![[item/it-judgement]]\n", "");
    an_objective_without_an_item_is_found:
        ObjectiveCovered at LESSON 1 in Book::valid().replace(LESSON, "[[chart]]", "[[objective]]\nid = \"b\"\nen.text = \"Weigh\"\nkm.text = \"ថ្លឹង\"\n\n[[chart]]");
    a_translation_with_fewer_points_is_found:
        LocaleParity at EN 11 in Book::valid().replace(KM, "- ចំណុចទីពីរ\n", "");
    khmer_with_a_look_alike_is_found:
        KhmerScript at KM 11 in Book::valid().replace(KM, "- ចំណុចទីមួយ", "- ស្ដីពី");
    a_phrase_that_is_missing_is_found:
        PhraseCoverage at PHRASES 1 in Book::valid().replace(PHRASES, "[skip-to-text]", "[skip-the-text]");
    a_decision_that_no_path_reaches_is_found:
        CaseReachable at CASE 67 in Book::valid().replace(CASE, "[[ending]]", "[[node]]\nid = \"cellar\"\n[[node.choice]]\nid = \"a\"\nto = \"end\"\n[[node.choice]]\nid = \"b\"\nto = \"end\"\n\n[[ending]]");
    a_path_that_comes_back_is_found:
        CaseEnds at CASE 30 in Book::valid().replace(CASE, "id = \"hide\"\nto = \"end\"", "id = \"hide\"\nto = \"call\"");
    a_flag_that_is_not_among_the_flags_is_found:
        FlagUsed at CASE 41 in Book::valid().replace(CASE, "sets = { chain", "sets = { chains");
    a_span_that_ends_before_it_begins_is_found:
        FigureData at LESSON 60 in Book::valid().replace(LESSON, "from = 6\nto = 48", "from = 48\nto = 6");
    a_case_that_is_not_translated_is_counted:
        LocaleAbsent at CASE_KM 1 in Book::valid().remove(CASE_KM);
    a_figure_in_a_sentence_without_a_citation_is_warned_of:
        FigureCited at EN 7 in Book::valid().replace(EN, "Custody lasts 48 hours [@first-law art. 1]. A", "Custody lasts 48 hours. A");
    a_paragraph_over_120_words_is_warned_of:
        ParagraphLength at EN 34 in Book::valid().replace(EN, "Two scales differ.", &format!("Two scales differ {}.", "again ".repeat(118).trim_end()));
    a_translation_older_than_its_original_is_warned_of:
        TranslationAge at KM 1 in Book::valid().changed_hours_ago(KM, 48);
    // The reader must see of a rule of law that its text was not seen: by a mark in the words, or beside them.
    a_legal_fact_that_is_not_marked_unverified_where_it_is_stated_is_warned_of:
        UnverifiedMarked at EN 7 in Book::valid()
            .replace("law/first-law.toml", "number = \"1\"\nmark = \"verified\"", "number = \"1\"\nmark = \"unverified\"")
            .replace("law/first-law.toml", "grade = \"misdemeanour\"\nmark = \"verified\"", "grade = \"misdemeanour\"\nmark = \"unverified\"");
}

#[test]
fn the_valid_handbook_breaks_none() {
    Book::valid().finds_nothing();
}

#[test]
fn every_rule_is_broken_by_a_test_here() {
    let unbroken: Vec<&str> =
        Rule::ALL.iter().filter(|rule| !BROKEN.contains(rule)).map(|rule| rule.as_str()).collect();
    assert_eq!(unbroken, Vec::<&str>::new());
}

#[test]
fn a_rule_has_a_name_of_its_own_in_kebab_case() {
    let names: Vec<&str> = Rule::ALL.iter().map(|rule| rule.as_str()).collect();
    for (place, name) in names.iter().enumerate() {
        assert!(name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-'), "{name}");
        assert_eq!(names.iter().position(|it| it == name), Some(place), "{name} twice");
    }
}

#[test]
fn a_warning_or_a_note_does_not_stop_the_build_and_an_error_does() {
    let noted = Book::valid().remove(CASE_KM).compile();
    assert!(noted.diagnostics.iter().all(|it| it.severity == Severity::Note));
    assert!(noted.site.is_some());
    let warned = Book::probe("There were 99 animals.").compile();
    assert!(warned.diagnostics.iter().any(|it| it.severity == Severity::Warning));
    assert!(warned.site.is_some());
    let refused = Book::valid().replace(ITEMS, "key = true\n", "").compile();
    assert!(refused.diagnostics.iter().any(|it| it.severity == Severity::Error));
    assert!(refused.site.is_none());
}
