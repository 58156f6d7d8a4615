//! What is wrong in law, species and directories, in the table of contents and in the wording.

use kouprey::compiler::{Compiled, Rule, Severity};
use kouprey::model::law::{Bounds, Combination, Grade};
use kouprey::model::{Entry, Mark};

use super::book::{Book, site};

const LAW: &str = "law/first-law.toml";

fn entry<'s>(site: &'s Compiled, language: usize, name: &str) -> &'s Entry {
    site.entries[language].iter().find(|entry| entry.id.to_string() == name).unwrap()
}

#[test]
fn the_desk_is_read_as_it_is_written() {
    let compilation = Book::valid().compile();
    let desk = &site(&compilation).desk;
    let law = desk.instrument("first-law").unwrap();
    let article = desk.article(law, "art. 1(2)").unwrap();
    assert_eq!((article.number.as_str(), article.mark), ("1", Mark::Verified));
    assert!(desk.article(law, "art. 2").is_none());
    let offence = &law.offences[0];
    assert_eq!((offence.grade, offence.combination), (Grade::Misdemeanour, Combination::AndOr));
    assert_eq!(offence.prison_months, Some(Bounds { min: Some(12), max: Some(60) }));
    let source = desk.source("source-one").unwrap();
    assert_eq!(source.facts[1].mark, Some(Mark::Secondary));
    assert_eq!(desk.species[0].scientific, "Manis javanica");
}

#[test]
fn entries_are_written_in_both_languages_and_in_one_order() {
    let compilation = Book::valid().compile();
    let site = site(&compilation);
    let names: Vec<String> = site.entries[0].iter().map(|entry| entry.id.to_string()).collect();
    let expected = [
        "offence:fl-1",
        "article:first-law",
        "article:first-law-1",
        "species:sunda-pangolin",
        "term:snare",
        "org:forestry",
        "source:source-one",
    ];
    assert_eq!(names, expected);
    assert_eq!(names, site.entries[1].iter().map(|entry| entry.id.to_string()).collect::<Vec<_>>());
    assert_eq!(entry(site, 0, "species:sunda-pangolin").title, "Sunda pangolin");
    assert_eq!(entry(site, 1, "species:sunda-pangolin").title, "ពង្រូល");
    let values = |language: usize| -> Vec<&str> {
        entry(site, language, "offence:fl-1").facts.iter().map(|fact| fact.value.as_str()).collect()
    };
    assert!(values(0).contains(&"First Law, art.\u{a0}1(2)"), "{:?}", values(0));
    assert!(values(0).iter().any(|value| value.contains("10,000,000")), "{:?}", values(0));
    assert!(values(1).iter().any(|value| value.contains("១០.០០០.០០០")), "{:?}", values(1));
    assert!(values(1).iter().all(|value| !value.chars().any(|letter| letter.is_ascii_digit())), "{:?}", values(1));
}

#[test]
fn a_species_without_a_khmer_name_bears_its_scientific_one() {
    let compilation = Book::valid().replace("species.toml", "km.name = \"ពង្រូល\"\n", "").compile();
    assert_eq!(entry(site(&compilation), 1, "species:sunda-pangolin").title, "Manis javanica");
}

#[test]
fn sources_articles_and_classes_that_entries_name_must_be_there() {
    let other = |file: &str, old: &str| Book::valid().replace(file, old, &old.replace("source-one", "source-two"));
    other(LAW, "mark = \"secondary\"\nsource = \"source-one\"").finds_only(Rule::CitationResolves, LAW, 1);
    other(LAW, "number = \"1\"\nmark = \"verified\"\nsource = \"source-one\"").finds_only(
        Rule::CitationResolves,
        LAW,
        13,
    );
    other(LAW, "grade = \"misdemeanour\"\nmark = \"verified\"\nsource = \"source-one\"").finds_only(
        Rule::CitationResolves,
        LAW,
        23,
    );
    other("species.toml", "source = \"source-one\"").finds_only(Rule::CitationResolves, "species.toml", 8);
    other("organisations.toml", "source = \"source-one\"").finds_only(Rule::CitationResolves, "organisations.toml", 1);
    Book::valid().replace(LAW, "article = \"1\"", "article = \"7\"").finds_only(Rule::LinkResolves, LAW, 23);
    Book::valid().replace("species.toml", "class = \"endangered\"", "class = \"rare\"").finds_only(
        Rule::LinkResolves,
        "species.toml",
        8,
    );
}

#[test]
fn an_entry_stands_once() {
    let term = "[[term]]\nid = \"snare\"\nmark = \"verified\"\nen.term = \"a\"\nkm.term = \"ក\"\nen.text = \"a\"\nkm.text = \"ក\"\n\n[[term]]";
    Book::valid().replace("glossary.toml", "[[term]]", term).finds_only(Rule::IdUnique, "glossary.toml", 9);
    let article = "[[article]]\nnumber = \"1\"\nmark = \"verified\"\nsource = \"source-one\"\nen.title = \"a\"\nkm.title = \"ក\"\nen.text = \"a\"\nkm.text = \"ក\"\n\n[[offence]]";
    Book::valid().replace(LAW, "[[offence]]", article).finds_only(Rule::IdUnique, LAW, 23);
}

#[test]
fn grades_combinations_and_marks_are_words_of_a_list() {
    Book::valid().replace(LAW, "\"misdemeanour\"", "\"crime\"").finds_only(Rule::BadValue, LAW, 28);
    Book::valid().replace(LAW, "\"and-or\"", "\"both\"").finds_only(Rule::BadValue, LAW, 33);
    Book::valid().replace(LAW, "mark = \"secondary\"", "mark = \"sure\"").finds(Rule::BadValue, LAW, 4);
}

#[test]
fn an_offence_has_points_to_prove() {
    let element =
        "\n[[offence.element]]\nid = \"animal\"\nen.text = \"An animal of the class\"\nkm.text = \"សត្វនៃថ្នាក់នេះ\"\n";
    Book::valid().replace(LAW, element, "").finds(Rule::MissingKey, LAW, 23);
}

#[test]
fn khmer_of_the_desk_is_checked() {
    Book::valid().replace("glossary.toml", "អន្ទាក់", "អន្ទា\u{200b}ក់").finds_only(Rule::KhmerScript, "glossary.toml", 5);
    Book::valid().replace(LAW, "km.short = \"ច.ម.\"", "km.short = \"ច្បាប់1\"").finds_only(Rule::KhmerScript, LAW, 9);
}

#[test]
fn the_table_of_contents_is_checked() {
    let handbook = "handbook.toml";
    Book::valid().replace(handbook, "2026-11-21", "21 November").finds_only(Rule::BadValue, handbook, 4);
    Book::valid().replace(handbook, "[\"first\"]", "[\"First\"]").finds(Rule::IdGrammar, handbook, 11);
    Book::valid().replace(handbook, "[\"first\"]", "[\"first\", \"first\"]").finds(Rule::IdUnique, handbook, 1);
    Book::valid().replace(handbook, "[\"first\"]", "[\"first\", \"second\"]").finds(
        Rule::FileMissing,
        "lessons/second/lesson.toml",
        1,
    );
    // A case is a folder; one without its graph is said.
    Book::valid().write("scenarios/other/en.md", "# Other\n").finds(
        Rule::FileMissing,
        "scenarios/other/scenario.toml",
        1,
    );
}

#[test]
fn the_wording_of_the_interface_keeps_its_gaps_in_both_languages() {
    let phrases = "phrases.toml";
    let found = Book::valid().replace(phrases, "{0} minutes", "some minutes").findings();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].rule, found[0].severity), (Rule::LocaleParity, Severity::Error));
    assert_eq!(found[0].place.file, phrases);
    Book::valid().write(phrases, "[nothing]\nen = \"a\"\nkm = \"ក\"\n").finds(Rule::UnknownKey, phrases, 1).finds(
        Rule::PhraseCoverage,
        phrases,
        1,
    );
}
