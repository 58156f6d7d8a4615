//! Mistakes that the compiler let through when it was first reviewed: each test begins with its story.
//!
//! Where the rule that should say it is a matter of taste, the test asks only that something is said in the
//! right file.

use kouprey::compiler::Rule;
use kouprey::model::Block;

use super::book::{Book, listed, site};

const LESSON: &str = "lessons/first/lesson.toml";
const ITEMS: &str = "lessons/first/items.toml";
const EN: &str = "lessons/first/en.md";
const KM: &str = "lessons/first/km.md";
const CASE: &str = "scenarios/crossing/scenario.toml";
const CASE_EN: &str = "scenarios/crossing/en.md";
const CASE_KM: &str = "scenarios/crossing/km.md";
const LAW: &str = "law/first-law.toml";

// The title and the lead.

/// A page without `# Title` compiled to a lesson whose heading is empty.
#[test]
fn a_page_has_a_title() {
    Book::valid().replace(EN, "# First lesson\n", "").finds_something_in(EN);
    Book::valid().replace(KM, "# មេរៀនទីមួយ\n", "").finds_something_in(KM);
    Book::valid().replace(CASE_EN, "# The crossing\n", "").finds_something_in(CASE_EN);
}

/// A second `#` in the middle of a page replaced the title without a word.
#[test]
fn a_page_has_one_title() {
    Book::valid().replace(EN, "## What stands apart", "# Second title\n\n## What stands apart").finds_something_in(EN);
}

/// Some editors begin a file with a byte order mark; the title was lost behind it, and the page began with a
/// paragraph that reads "# First lesson".
#[test]
fn a_byte_order_mark_does_not_hide_the_title() {
    let book = Book::valid().replace(EN, "# First lesson", "\u{feff}# First lesson");
    assert_eq!(site(&book.compile()).lessons[0].words[0].title, "First lesson");
}

/// Sections were compared with the original, the lead before them was not.
#[test]
fn a_lead_that_is_missing_in_khmer_is_found() {
    let lead = "សេចក្តីផ្តើមនិយាយអំពីរយៈពេលឃាត់ខ្លួន និងជនដែលត្រូវប្រើ។\n";
    Book::valid().replace(KM, lead, "").finds_rule(Rule::LocaleParity);
    let lead = "រថយន្តវ៉ានមួយនៅព្រំដែន។ ជនទាំងអស់ជាតួអង្គប្រឌិត។\n";
    Book::valid().replace(CASE_KM, lead, "").finds_rule(Rule::LocaleParity);
}

/// A wrong figure in the lead of a lesson was never compared with its source.
#[test]
fn a_wrong_figure_in_the_lead_of_a_lesson_is_found() {
    Book::valid()
        .replace(EN, "whom it serves.", "whom it serves for 99 hours [@first-law art. 1].")
        .replace(KM, "ត្រូវប្រើ។", "ត្រូវប្រើ ៩៩ ម៉ោង [@first-law art. 1]។")
        .finds(Rule::FigureSourced, EN, 3);
}

// Figures and their sources.

/// Of a case, only situations and feedback were looked at.
#[test]
fn a_wrong_figure_is_found_wherever_it_stands_in_a_case() {
    let wrong = "It weighed 251 kilograms [@source-one].";
    let khmer = "មានទម្ងន់ ២៥១ គីឡូក្រាម [@source-one]។";
    // What stands before the words, so that their first place is the right one; the words; the same in Khmer.
    let parts = [
        ("lead", "", "A van at the border.", "", "រថយន្តវ៉ានមួយនៅព្រំដែន។"),
        ("brief", "", "The van is empty but for sacks.", "", "ក្នុងរថយន្តមានតែបាវប៉ុណ្ណោះ។"),
        ("question", "", "What do you tell him?", "", "តើត្រូវប្រាប់គាត់ដូចម្តេច?"),
        ("choice", "", "Keep everything as it is until you arrive.", "", "រក្សាអ្វីៗទាំងអស់ឱ្យនៅដដែល រហូតដល់លោក លោកស្រីមកដល់។"),
        ("exhibit", "All\n: ", "250 kilograms", "ទាំងអស់\n: ", "២៥០ គីឡូក្រាម"),
        ("ending", "", "The buyer is named.", "", "អ្នកទិញត្រូវបានស្គាល់ឈ្មោះ។"),
        ("debrief", "- ", "What had to be kept before noon?", "- ", "តើអ្វីត្រូវរក្សាទុកមុនថ្ងៃត្រង់?"),
    ];
    let mut missed = Vec::new();
    for (part, before, old, before_khmer, old_khmer) in parts {
        let book = Book::valid().replace(CASE_EN, &format!("{before}{old}"), &format!("{before}{wrong}")).replace(
            CASE_KM,
            &format!("{before_khmer}{old_khmer}"),
            &format!("{before_khmer}{khmer}"),
        );
        if !book.findings().iter().any(|it| it.rule == Rule::FigureSourced) {
            missed.push(part);
        }
    }
    assert_eq!(missed, Vec::<&str>::new());
}

/// A wrong figure in the words of a case was said to stand in `scenario.toml`, which holds no words.
#[test]
fn a_wrong_figure_in_a_case_is_said_where_it_is_written() {
    Book::valid()
        .replace(CASE_EN, "The seizure weighed 250", "The seizure weighed 251")
        .replace(CASE_KM, "ទម្ងន់ ២៥០", "ទម្ងន់ ២៥១")
        .finds(Rule::FigureSourced, CASE_EN, 19);
}

/// A mistake in the translation of a case was said to stand on line 1 of `scenario.toml`.
#[test]
fn a_mistake_in_the_translation_of_a_case_is_said_in_a_file_of_its_words() {
    let found = Book::valid().replace(CASE_KM, "អ្នកទិញត្រូវបានស្គាល់ឈ្មោះ។\n\n", "").findings();
    assert!(!found.is_empty());
    assert!(found.iter().all(|it| it.place.file.ends_with(".md") && 1 < it.place.line), "{}", listed(&found));
}

/// The cells of a row were joined without a gap: `Ivory` and `251 kilograms` became `Ivory251 kilograms`,
/// which looks like the tag of an exhibit and was passed over.
#[test]
fn a_wrong_figure_at_the_start_of_a_cell_is_found() {
    Book::probe("| What | Weight |\n|---|---|\n| Ivory | 251 kilograms [@source-one] |").finds(
        Rule::FigureSourced,
        EN,
        28,
    );
}

/// And two cells of figures became one figure that no source holds.
#[test]
fn figures_in_neighbouring_cells_are_two_figures() {
    Book::probe("| Bags | Weight |\n|---|---|\n| 300 | 250 kilograms [@source-one] |").finds_only(
        Rule::LocaleAbsent,
        KM,
        1,
    );
}

/// A figure was taken for the number of an article when `article` or `number` stood up to three words before it.
#[test]
fn a_figure_after_the_word_number_or_article_is_a_figure() {
    Book::probe("The number fell to 99 animals [@source-one].").finds(Rule::FigureSourced, EN, 28);
    Book::probe("The article says 99 hours [@first-law art. 1].").finds(Rule::FigureSourced, EN, 28);
}

/// Numbers of a table or a chart differed between the languages, and nothing said so.
#[test]
fn a_figure_shows_the_same_numbers_in_both_languages() {
    Book::valid().replace(LESSON, "\"ភ្លុក\", \"២៥០\"", "\"ភ្លុក\", \"២៥១\"").finds_something_in(LESSON);
    Book::valid().replace(LESSON, "ប្រហែល ៣០០", "ប្រហែល ៣០១").finds_something_in(LESSON);
}

/// Numbers in the words of a choice and in the note of an exhibit were not compared.
#[test]
fn a_choice_and_the_note_of_an_exhibit_keep_their_numbers_in_khmer() {
    Book::valid().replace(CASE_KM, "### បើកបាវ", "### បើកបាវ ៩៩").finds_rule(Rule::LocaleParity);
    Book::valid().replace(CASE_KM, "> [!note] ច្បាប់ដើម។", "> [!note] ច្បាប់ដើម ៩៩។").finds_rule(Rule::LocaleParity);
}

// Markdown.

/// An embed that did not stand alone was printed as it is written, brackets and all.
#[test]
fn an_embed_within_words_is_refused() {
    Book::probe("See ![[chart/weights]] for the weights.").finds_something_in(EN);
    Book::probe("> [!law] One\n> ![[item/it-single]]").finds_something_in(EN);
    Book::probe("- ![[chart/weights]]").finds_something_in(EN);
}

/// Two spaces at the end of a line, which nobody sees, hid the callout that begins on the next.
#[test]
fn a_callout_after_a_line_that_ends_in_spaces_is_a_callout() {
    let found = Book::probe("> [!law] One\n> Words.  \n> [!caution] Two\n> Words.").blocks();
    assert!(matches!(found.as_slice(), [Block::Callout(_), Block::Callout(_)]), "{found:?}");
}

/// Line ends inside emphasis were not counted, so that later findings of the quote stood too high.
#[test]
fn lines_are_counted_through_emphasis() {
    Book::probe("> [!law] One\n> Words **over\n> two lines**.\n> [!danger] Two\n> Words.").finds(
        Rule::Markdown,
        EN,
        31,
    );
}

// Places.

/// A finding about a page without sections, or about a section without blocks, named no file: `content/:0:0`.
#[test]
fn a_translation_without_sections_is_found_in_its_file() {
    Book::valid().write(KM, "# មេរៀនទីមួយ\n").names_a_place_for_everything();
}

/// See above.
#[test]
fn a_translation_of_an_empty_section_is_found_in_a_file() {
    Book::valid()
        .replace(EN, "## Figures and items", "## Empty {#empty}\n\n## Figures and items")
        .replace(KM, "## រូប និងសំណួរ", "## ទទេ {#empty}\n\nមានពាក្យ។\n\n## រូប និងសំណួរ")
        .names_a_place_for_everything();
}

/// A number where a word belongs was said twice, once of no file.
#[test]
fn a_number_where_a_word_belongs_is_found_in_its_file() {
    Book::valid().replace(ITEMS, "kind = \"single\"", "kind = 5").names_a_place_for_everything();
    Book::valid().replace(LESSON, "kind = \"bars\"", "kind = 5").names_a_place_for_everything();
    Book::valid().replace(CASE, "to = \"end\"", "to = 5").names_a_place_for_everything();
    Book::valid().replace(LAW, "grade = \"misdemeanour\"", "grade = 2").names_a_place_for_everything();
}

// Ids.

/// Choices, objectives, clocks, exhibits, parts and cases could stand twice.
#[test]
fn an_id_stands_once_whatever_it_names() {
    let choice = Book::valid()
        .replace(CASE, "id = \"press\"", "id = \"freeze\"")
        .replace(CASE_EN, "{#call-press}", "{#call-freeze}")
        .replace(CASE_KM, "{#call-press}", "{#call-freeze}");
    let objective = "[[objective]]\nid = \"a\"\nen.text = \"Again\"\nkm.text = \"ម្តងទៀត\"\n\n[[objective]]";
    let clock = "[[clock]]\nid = \"custody\"\nlimit_hours = 24\n\n[[clock]]";
    let exhibit = "[[exhibit]]\nid = \"e1\"\ntag = \"E2\"\n[[exhibit.version]]\nid = \"e2-a\"\n\n[[exhibit]]";
    let exhibit = Book::valid()
        .replace(CASE, "[[exhibit]]", exhibit)
        .replace(CASE_EN, "## Weighing sheet", "## Second {#e2-a}\n\nWords.\n\n## Weighing sheet")
        .replace(CASE_KM, "## សន្លឹកថ្លឹង", "## ទីពីរ {#e2-a}\n\nពាក្យ។\n\n## សន្លឹកថ្លឹង");
    let part = "[[part]]\nid = \"beginnings\"\nnumber = 2\nen.title = \"B\"\nkm.title = \"ខ\"\nlessons = [\"second\"]\n\n[[part]]";
    let valid = Book::valid();
    let other = valid.text(CASE).replace("id = \"crossing\"", "id = \"other\"");
    let second_case = valid.clone().write("scenarios/other/scenario.toml", &other);
    let books = [
        ("choice", choice),
        ("objective of a lesson", Book::valid().replace(LESSON, "[[objective]]", objective)),
        ("objective of a case", Book::valid().replace(CASE, "[[objective]]", objective)),
        ("clock", Book::valid().replace(CASE, "[[clock]]", clock)),
        ("exhibit", exhibit),
        ("part", Book::valid().replace("handbook.toml", "[[part]]", part)),
        ("order of a case", second_case),
    ];
    let is_found = |book: &Book| book.findings().iter().any(|it| it.rule == Rule::IdUnique);
    let missed: Vec<&str> = books.iter().filter(|(_, book)| !is_found(book)).map(|(name, _)| *name).collect();
    assert_eq!(missed, Vec::<&str>::new());
}

/// A right-hand entry that fits nothing could bear the id of a pair; choosing it was then graded right.
#[test]
fn a_spare_does_not_bear_the_id_of_a_pair() {
    Book::valid()
        .replace(ITEMS, "[[item.spare]]\nid = \"press\"", "[[item.spare]]\nid = \"ivory\"")
        .finds_rule(Rule::IdUnique);
}

/// A clock that no `[[clock]]` names was passed over, and the decision showed no clock.
#[test]
fn a_clock_of_a_decision_must_be_known() {
    Book::valid().replace(CASE, "clock = { custody = 31 }", "clock = { notice = 31 }").finds_something_in(CASE);
}

/// The class of an offence was not looked up, and its line was missing from the entry.
#[test]
fn the_class_of_an_offence_must_be_known() {
    Book::valid().replace(LAW, "class = \"endangered\"", "class = \"endangred\"").finds_something_in(LAW);
}

/// Links in the words of a species were not resolved.
#[test]
fn a_link_in_the_words_of_a_species_must_lead_somewhere() {
    Book::valid().replace("species.toml", "*burrows*", "[burrows](offence:fl-9)").finds_something_in("species.toml");
}

// Items, guards, penalties.

/// A range between two places of its scale cannot be met by any response.
#[test]
fn a_range_holds_a_place_of_its_scale() {
    Book::valid()
        .replace(ITEMS, "range = { low = 2, high = 4 }", "range = { low = 3, high = 3 }")
        .finds_rule(Rule::AnswerKey);
}

/// `scenario.rs` promises that a table in a guard means the dimension, also where a flag bears its name.
#[test]
fn a_dimension_may_be_guarded_though_a_flag_bears_its_name() {
    let found = Book::valid()
        .replace(CASE, "[flags]\n", "[flags]\nevidence = [\"ok\", \"late\"]\n")
        .replace(CASE, "when = { chain = \"intact\", took", "when = { chain = \"intact\", evidence = \"ok\", took")
        .findings();
    assert!(found.iter().all(|it| it.rule != Rule::BadValue), "{}", listed(&found));
}

/// A second `[!ground]` under one choice replaced the first, and its words were gone.
#[test]
fn no_words_of_a_feedback_are_lost() {
    let second = |text: &str, more: &str| format!("{text}\n\n> [!ground] {more}");
    let (en, km) = ("> [!ground] The bags weighed 300 [@source-one].", "> [!ground] ថង់មានទម្ងន់ ៣០០ [@source-one]។");
    let book = Book::valid().replace(CASE_EN, en, &second(en, "Another ground.")).replace(
        CASE_KM,
        km,
        &second(km, "មូលហេតុផ្សេង។"),
    );
    let compilation = book.compile();
    if let Some(site) = &compilation.site {
        let ground = &site.cases[0].words[0].nodes[1].choices[0].feedback.ground;
        assert_eq!(ground.len(), 2, "one of two grounds was dropped without a finding");
    }
}

/// Two verdicts under one choice: the last one won.
#[test]
fn a_choice_has_one_verdict() {
    let (en, km) = ("> [!even] It costs ten minutes.", "> [!even] វាចំណាយដប់នាទី។");
    Book::valid()
        .replace(CASE_EN, en, &format!("{en}\n\n> [!better] It is best."))
        .replace(CASE_KM, km, &format!("{km}\n\n> [!better] ល្អជាងគេ។"))
        .finds_something_in(CASE_EN);
}

/// A negative penalty was read as "not in the text", and a range could stand upside down.
#[test]
fn the_least_of_a_penalty_is_not_above_its_most() {
    Book::valid().replace(LAW, "min = 12, max = 60", "min = 60, max = 12").finds_something_in(LAW);
    Book::valid().replace(LAW, "min = 12, max = 60", "min = -12, max = 60").finds_something_in(LAW);
}

/// The law could be stated at a day that no calendar has.
#[test]
fn the_date_of_the_law_is_a_day_of_the_calendar() {
    Book::valid().replace("handbook.toml", "2026-11-21", "2026-02-31").finds(Rule::BadValue, "handbook.toml", 4);
}

// Khmer.

/// Two places of Khmer words were not checked for their script.
#[test]
fn khmer_is_checked_in_cautions_and_in_titles_of_parts() {
    Book::valid().replace(LAW, "មិនទាន់បានឃើញ", "មិនទាន់\u{200b}បានឃើញ").finds(Rule::KhmerScript, LAW, 21);
    Book::valid().replace("handbook.toml", "ការចាប់ផ្តើម", "ការ\u{200b}ចាប់ផ្តើម").finds(
        Rule::KhmerScript,
        "handbook.toml",
        10,
    );
}

/// A number parted from its noun by a space, as AUTHORING.md asks, was passed over in ASCII digits.
#[test]
fn ascii_digits_in_khmer_are_found_beside_a_space_too() {
    Book::valid().replace(KM, "រយៈពេល ៤៨ ម៉ោង", "រយៈពេល 48 ម៉ោង").finds(Rule::KhmerScript, KM, 7);
    Book::valid().replace(KM, "## រូប និងសំណួរ", "## មាត្រា\u{a0}1").finds(Rule::KhmerScript, KM, 55);
}

/// A glossary term, an article or a part without its Khmer words showed English to Khmer readers, uncounted.
#[test]
fn the_desk_and_the_table_of_contents_are_whole_in_khmer() {
    Book::valid().replace("glossary.toml", "km.term = \"អន្ទាក់\"\n", "").finds_something_in("glossary.toml");
    Book::valid().replace(LAW, "km.text = \"ការឃាត់ខ្លួនមានរយៈពេល ៤៨ ម៉ោង។\"\n", "").finds_something_in(LAW);
    Book::valid().replace("handbook.toml", "km.title = \"ការចាប់ផ្តើម\"\n", "").finds_something_in("handbook.toml");
}
