//! What lies beside the mistakes of `let_through`: where else a rule holds, and where it must keep silent.

use kouprey::compiler::Rule;
use kouprey::model::{Block, Inline, ReviewState};

use super::book::{Book, listed, site};

const LESSON: &str = "lessons/first/lesson.toml";
const ITEMS: &str = "lessons/first/items.toml";
const EN: &str = "lessons/first/en.md";
const KM: &str = "lessons/first/km.md";
const CASE: &str = "scenarios/crossing/scenario.toml";
const CASE_EN: &str = "scenarios/crossing/en.md";
const CASE_KM: &str = "scenarios/crossing/km.md";
const LAW: &str = "law/first-law.toml";

/// Where findings of a rule stand.
fn places(book: &Book, rule: Rule) -> Vec<(String, usize)> {
    let found = book.findings().into_iter().filter(|it| it.rule == rule);
    found.map(|it| (it.place.file, it.place.line)).collect()
}

/// The valid handbook with an article whose text was not seen.
fn unseen() -> Book {
    Book::valid().replace(LAW, "number = \"1\"\nmark = \"verified\"", "number = \"1\"\nmark = \"unverified\"")
}

#[test]
fn a_mistake_in_khmer_is_said_in_the_khmer_file_of_a_case() {
    let book = Book::valid().replace(CASE_KM, "ទម្ងន់ ២៥០", "ទម្ងន់ ២៥១");
    assert_eq!(places(&book, Rule::LocaleParity), [(CASE_KM.to_owned(), 19)]);
    assert_eq!(places(&book, Rule::FigureSourced), [(CASE_KM.to_owned(), 19)]);
    // The words of a choice, the note of an exhibit, an ending.
    for (old, line) in [("### បើកបាវ", 21), ("> [!note] ច្បាប់ដើម", 62), ("អ្នកទិញត្រូវបានស្គាល់", 71)]
    {
        let book = Book::valid().replace(CASE_KM, old, &format!("{old} ៩៩"));
        assert_eq!(places(&book, Rule::LocaleParity), [(CASE_KM.to_owned(), line)], "{old}");
    }
}

#[test]
fn law_that_was_not_seen_is_marked_by_the_citation_or_by_the_sentence() {
    // Callouts, items and feedback show the mark beside the citation.
    assert_eq!(places(&unseen(), Rule::UnverifiedMarked), [(EN.to_owned(), 7), (KM.to_owned(), 7)]);
    let cited = "48 hours [@first-law art. 1]. A";
    for marked in ["48 hours [@first-law art. 1 unverified]. A", "48 hours [@first-law art. 1] {unverified}. A"] {
        let book = unseen().replace(EN, cited, marked);
        assert_eq!(places(&book, Rule::UnverifiedMarked), [(KM.to_owned(), 7)], "{marked}");
    }
    // A mark serves its own sentence only; and a case tells law too.
    let book = unseen().replace(EN, cited, "48 hours [@first-law art. 1]. That is so {unverified}. A");
    assert_eq!(places(&book, Rule::UnverifiedMarked).len(), 2);
    let book = unseen().replace(CASE_EN, "empty but for sacks.", "empty [@first-law art. 1].");
    assert!(places(&book, Rule::UnverifiedMarked).contains(&(CASE_EN.to_owned(), 7)));
}

#[test]
fn the_numbers_of_a_list_of_articles_are_no_figures() {
    for words in [
        "Articles 91, 93 and 96 hold [@source-one].",
        "Articles 98(12), 99(1) and 100 hold [@source-one].",
        "So do arts 91–93 and Prakas 240 (annex 31) [@source-one].",
    ] {
        Book::probe(words).finds_only(Rule::LocaleAbsent, KM, 1);
    }
    Book::probe("Article 96 gives 48 hours [@source-one].").finds(Rule::FigureSourced, EN, 28);
}

#[test]
fn ascii_digits_are_refused_in_khmer_toml_and_in_tables_but_not_in_names() {
    Book::valid().replace(ITEMS, "ខ្លីពេក", "ខ្លីពេក 24 ម៉ោង").finds(Rule::KhmerScript, ITEMS, 24);
    Book::valid().replace(KM, "| ភ្លុក | ២៥០ គីឡូក្រាម", "| ភ្លុក | 250").finds(Rule::KhmerScript, KM, 19);
    for name in ["E6 ឬ W3", "CoP 19 នេះ", "*Law 240*{en} នេះ"] {
        let book = Book::valid().replace(KM, "- ចំណុចទីមួយ", &format!("- {name}"));
        assert!(places(&book, Rule::KhmerScript).is_empty(), "{name}: {}", listed(&book.findings()));
    }
}

#[test]
fn a_title_that_ends_in_spaces_is_the_title_alone() {
    let Some(Block::Callout(found)) = Book::probe("> [!law] One  \n> Words.").blocks().pop() else {
        panic!("not a callout")
    };
    assert_eq!(found.title, [Inline::Text("One".to_owned())]);
    assert_eq!(found.blocks, [Block::Paragraph(vec![Inline::Text("Words.".to_owned())])]);
}

#[test]
fn an_embed_with_words_before_or_behind_it_on_other_lines_is_refused() {
    Book::probe("Words.\n![[chart/weights]]").finds(Rule::Markdown, EN, 28);
    Book::probe("| A |\n|---|\n| ![[chart/weights]] |").finds(Rule::Markdown, EN, 30);
    Book::probe("### ![[chart/weights]]").finds(Rule::Markdown, EN, 28);
    Book::probe("Words **![[chart/weights]]**.").finds(Rule::Markdown, EN, 28);
    Book::valid().replace(ITEMS, "en.why = \"Too short.\"", "en.why = \"See ![[chart/weights]].\"").finds(
        Rule::Markdown,
        ITEMS,
        23,
    );
}

#[test]
fn an_exhibit_has_one_note_of_words_only() {
    let note = "> [!note] A copy, not signed.";
    Book::valid().replace(CASE_EN, note, &format!("{note}\n\n> [!note] Again.")).finds(Rule::Markdown, CASE_EN, 56);
    Book::valid().replace(CASE_EN, note, &format!("{note}\n> - Again.")).finds(Rule::Markdown, CASE_EN, 55);
    let compilation = Book::valid().replace(CASE_EN, note, "> [!note] A copy,\n> not signed.").compile();
    let words = &site(&compilation).cases[0].words[0].exhibits[0][0].note;
    let said: String = words.iter().map(|it| if let Inline::Text(text) = it { text.as_str() } else { "" }).collect();
    assert_eq!(said, "A copy, not signed.");
}

#[test]
fn a_case_may_have_been_read_by_a_lawyer() {
    let review = |words: &str| Book::valid().replace(CASE, "[flags]", &format!("[review]\n{words}\n\n[flags]"));
    let compilation = review("en = \"reviewed\"").compile();
    let [en, km] = &site(&compilation).cases[0].words;
    assert_eq!((en.review, km.review), (ReviewState::Reviewed, ReviewState::Draft));
    review("km = \"read\"").finds_only(Rule::BadValue, CASE, 8);
}

#[test]
fn a_decision_has_eight_choices_at_most() {
    let more: String = (0..7)
        .map(|it| format!("[[node.choice]]\nid = \"more-{it}\"\nto = \"hearing\"\nsets = {{ chain = \"broken\" }}\n\n"))
        .collect();
    let first = "[[node.choice]]\nid = \"freeze\"";
    let eight: String = more.split_inclusive("\n\n").take(6).collect();
    let eight = Book::valid().replace(CASE, first, &format!("{eight}{first}"));
    assert_eq!(places(&eight, Rule::CaseEnds), []);
    let nine = Book::valid().replace(CASE, first, &format!("{more}{first}"));
    nine.finds(Rule::CaseEnds, CASE, 30);
}

#[test]
fn the_parts_of_a_case_share_one_set_of_ids() {
    Book::valid().replace(CASE, "id = \"thrown-out\"", "id = \"hearing\"").finds(Rule::IdUnique, CASE, 72);
    Book::valid().replace(CASE, "id = \"e1-sound\"", "id = \"debrief\"").finds(Rule::IdUnique, CASE, 27);
}

#[test]
fn a_lesson_may_show_an_item_of_another_without_its_objective() {
    let second = "minutes = 5\n\n[[objective]]\nid = \"z\"\nen.text = \"Weigh\"\n";
    let item = "[[item]]\nid = \"it-second\"\nkind = \"single\"\nobjective = \"z\"\ndifficulty = 1\nmeaning = 1\nen.ask = \"What?\"\nen.why = \"So.\"\n";
    let option = |id: &str, more: &str| {
        format!("[[item.option]]\nid = \"{id}\"\n{more}en.text = \"Word {id}\"\nen.why = \"So.\"\n")
    };
    let item = format!("{item}{}{}{}", option("a", "key = true\n"), option("b", ""), option("c", ""));
    let words = "# Second\n\n## Items {#items}\n\n![[item/it-second]]\n\n![[item/it-single]]\n";
    let book = Book::valid()
        .replace("handbook.toml", "[\"first\"]", "[\"first\", \"second\"]")
        .write("lessons/second/lesson.toml", second)
        .write("lessons/second/items.toml", &item)
        .write("lessons/second/en.md", words);
    book.clone().finds_only(Rule::LocaleAbsent, "lessons/second/km.md", 1);
    // An item of another lesson tests no objective of this one.
    let book = book.replace("lessons/second/lesson.toml", "id = \"z\"", "id = \"a\"");
    book.replace("lessons/second/items.toml", "objective = \"z\"", "objective = \"y\"").finds(
        Rule::ObjectiveCovered,
        "lessons/second/lesson.toml",
        1,
    );
}

#[test]
fn a_byte_order_mark_is_no_part_of_toml_either() {
    let text = format!("\u{feff}{}", Book::valid().text("glossary.toml"));
    Book::valid().write("glossary.toml", &text).finds_nothing();
}

#[test]
fn the_date_of_an_instrument_is_a_day_of_the_calendar() {
    Book::valid().replace(LAW, "2001-01-01", "2001-02-29").finds_only(Rule::BadValue, LAW, 3);
    Book::valid().replace(LAW, "2001-01-01", "2004-02-29").finds_nothing();
}

#[test]
fn what_the_words_of_a_species_cite_must_be_there() {
    let species = "species.toml";
    Book::valid().replace(species, "*burrows*", "[burrows](offence:fl-1)").finds_nothing();
    Book::valid().replace(species, "*burrows*", "burrows [@nothing]").finds_only(Rule::CitationResolves, species, 20);
}

#[test]
fn the_labels_of_a_map_and_the_deck_of_a_chart_keep_their_numbers() {
    Book::valid().replace(LESSON, "\"តាមផ្លូវ\"", "\"តាមផ្លូវ ៩៩\"").finds_only(Rule::LocaleParity, LESSON, 94);
    Book::valid().replace(LESSON, "\"គីឡូក្រាម។\"", "\"គីឡូក្រាម ៩៩។\"").finds_only(Rule::LocaleParity, LESSON, 12);
}

#[test]
fn a_species_needs_no_khmer_name_and_everything_else_of_the_desk_needs_khmer() {
    for (file, words, line) in [
        ("organisations.toml", "km.can = \"ធ្វើកំណត់ហេតុ។\"\n", 7),
        ("species.toml", "km.why = \"ស៊ីស្រមោច ហើយជីក*រូង*។\"\n", 20),
        (LAW, ", km = \"មិនទាន់បានឃើញការបន្តទេ។\"", 21),
    ] {
        Book::valid().replace(file, words, "").finds_only(Rule::LocaleParity, file, line);
    }
}
