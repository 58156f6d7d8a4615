//! What is wrong in a lesson: items, figures, the translation.

use kouprey::compiler::Rule;
use kouprey::model::figure::FigureBody;
use kouprey::model::{ChartKind, ItemKind, Locale, ReviewState};

use super::book::{Book, site};

const LESSON: &str = "lessons/first/lesson.toml";
const ITEMS: &str = "lessons/first/items.toml";
const EN: &str = "lessons/first/en.md";
const KM: &str = "lessons/first/km.md";

#[test]
fn a_lesson_holds_an_item_of_each_kind_and_a_figure_of_each_kind() {
    let compilation = Book::valid().compile();
    let lesson = &site(&compilation).lessons[0];
    let kinds: Vec<&str> = lesson.lesson.items.iter().map(|item| item.kind.as_str()).collect();
    assert_eq!(kinds, ["single", "multiple", "vignette", "ordering", "matching", "judgement"]);
    for words in &lesson.words {
        let charts: Vec<ChartKind> = words
            .figures
            .iter()
            .filter_map(|figure| if let FigureBody::Chart(chart) = &figure.body { Some(chart.kind) } else { None })
            .collect();
        assert_eq!(charts, [ChartKind::Bars, ChartKind::Spans, ChartKind::Lines]);
        assert_eq!(words.figures.iter().filter(|it| matches!(it.body, FigureBody::Table(_))).count(), 1);
        assert_eq!(words.figures.iter().filter(|it| matches!(it.body, FigureBody::Map(_))).count(), 1);
    }
}

#[test]
fn both_languages_share_the_structure_and_keep_their_words() {
    let compilation = Book::valid().compile();
    let lesson = &site(&compilation).lessons[0];
    let [en, km] = &lesson.words;
    assert_eq!((en.locale, km.locale), (Locale::En, Locale::Km));
    assert_eq!((en.review, km.review), (ReviewState::Reviewed, ReviewState::Draft));
    assert_eq!(lesson.minutes, 5);
    assert_eq!(en.title, "First lesson");
    assert_eq!(km.title, "មេរៀនទីមួយ");
    assert_eq!(en.sections.len(), lesson.lesson.sections.len());
    assert_eq!(km.sections.len(), lesson.lesson.sections.len());
    assert_eq!(en.objectives, ["Count the hours of custody"]);
}

#[test]
fn an_absent_language_is_the_original_and_says_so() {
    let compilation = Book::valid().remove(KM).compile();
    let [en, km] = &site(&compilation).lessons[0].words;
    assert_eq!(km.locale, Locale::En);
    assert_eq!(km, en);
}

#[test]
fn the_key_of_a_judgement_is_its_range_and_the_key_of_an_ordering_its_order() {
    let compilation = Book::valid().compile();
    let items = &site(&compilation).lessons[0].lesson.items;
    let ItemKind::Ordering(steps) = &items[3].kind else { panic!("not an ordering") };
    assert_eq!(steps.iter().map(ToString::to_string).collect::<Vec<_>>(), ["stop", "photograph", "seal"]);
    let ItemKind::Judgement(scale, range) = &items[5].kind else { panic!("not a judgement") };
    assert_eq!((scale.min, scale.max, scale.step, range.low, range.high), (0, 10, 2, 2, 4));
    assert!(items[0].anchor && !items[1].anchor);
}

#[test]
fn an_item_needs_the_right_number_of_options_and_keys() {
    let third = "[[item.option]]\nid = \"a-week\"\nen.text = \"A week\"\nkm.text = \"មួយសប្តាហ៍\"\nen.why = \"Too long.\"\nkm.why = \"វែងពេក។\"\n";
    Book::valid().replace(ITEMS, third, "").finds_only(Rule::AnswerKey, ITEMS, 1);
    let two_keys = Book::valid().replace(ITEMS, "id = \"one-day\"\n", "id = \"one-day\"\nkey = true\n");
    two_keys.finds_only(Rule::AnswerKey, ITEMS, 1);
    let all_keys = Book::valid().replace(ITEMS, "id = \"message\"\n", "id = \"message\"\nkey = true\n");
    let all_keys = all_keys.replace(ITEMS, "id = \"voice\"\n", "id = \"voice\"\nkey = true\n");
    all_keys.finds_only(Rule::AnswerKey, ITEMS, 32);
}

#[test]
fn a_range_must_lie_on_its_scale() {
    Book::valid().replace(ITEMS, "high = 4 }", "high = 12 }").finds_only(Rule::AnswerKey, ITEMS, 171);
    Book::valid().replace(ITEMS, "step = 2 }", "step = 0 }").finds_only(Rule::AnswerKey, ITEMS, 171);
    Book::valid().replace(ITEMS, "low = 2,", "low = 6,").finds_only(Rule::AnswerKey, ITEMS, 171);
}

#[test]
fn an_option_stands_once_in_its_item_and_an_item_once_in_its_lesson() {
    Book::valid().replace(ITEMS, "id = \"one-day\"", "id = \"two-days\"").finds_only(Rule::IdUnique, ITEMS, 1);
    Book::valid().replace(ITEMS, "\"it-multiple\"", "\"it-single\"").finds(Rule::IdUnique, ITEMS, 32);
    Book::valid().replace(EN, "item/it-multiple", "item/it-single").finds(Rule::IdUnique, EN, 71);
}

#[test]
fn the_words_of_an_item_hold_no_blocks() {
    Book::valid().replace(ITEMS, "\"One day\"", "\"- One day\"").finds_only(Rule::Markdown, ITEMS, 21);
}

#[test]
fn an_item_tests_an_objective_of_its_lesson() {
    Book::valid().replace(ITEMS, "objective = \"a\"", "objective = \"z\"").finds_only(
        Rule::ObjectiveCovered,
        LESSON,
        1,
    );
}

#[test]
fn an_item_and_a_figure_that_are_not_there_are_found_where_they_are_embedded() {
    Book::valid().replace(EN, "item/it-single", "item/it-none").finds(Rule::LinkResolves, EN, 69);
    Book::valid().replace(EN, "chart/stages", "chart/stage").finds(Rule::LinkResolves, EN, 59);
    // A figure that nothing shows is found where it is written.
    Book::valid().replace(EN, "chart/stages", "chart/stage").finds(Rule::LinkResolves, LESSON, 42);
    // A chart is no table.
    Book::valid().replace(EN, "chart/stages", "table/stages").finds(Rule::LinkResolves, EN, 59);
}

#[test]
fn the_data_of_a_figure_must_fit_together() {
    let axis = "axis = { min = 0, max = 48,";
    Book::valid().replace(LESSON, axis, "axis = { min = 0, max = 40,").finds_only(Rule::FigureData, LESSON, 42);
    Book::valid().replace(LESSON, axis, "axis = { min = 48, max = 48,").finds(Rule::FigureData, LESSON, 42);
    Book::valid().replace(LESSON, ", { x = 2020, y = 40 }", "").finds_only(Rule::FigureData, LESSON, 77);
    Book::valid().replace(LESSON, "en.cells = [\"Ivory\", \"250\"]", "en.cells = [\"Ivory\"]").finds(
        Rule::FigureData,
        LESSON,
        90,
    );
    Book::valid().replace(LESSON, "lon = 103.5\nlat = 13.5", "lon = 109\nlat = 13.5").finds_only(
        Rule::FigureData,
        LESSON,
        107,
    );
    Book::valid().replace(LESSON, "west = 102", "west = 112").finds(Rule::FigureData, LESSON, 94);
}

#[test]
fn a_route_leads_through_places_of_its_map() {
    Book::valid().replace(LESSON, "[\"gate\", \"port\"]", "[\"gate\", \"harbour\"]").finds_only(
        Rule::LinkResolves,
        LESSON,
        123,
    );
}

#[test]
fn the_sources_of_figures_and_items_are_cited_too() {
    Book::valid().replace(LESSON, "source-one secondary", "source-two").finds_only(Rule::CitationResolves, LESSON, 69);
    let why = "The article says 48 hours [@first-law art. 1].";
    Book::valid().replace(ITEMS, why, "The article says 48 hours [@second-law art. 1].").finds(
        Rule::CitationResolves,
        ITEMS,
        17,
    );
    Book::valid().replace(ITEMS, why, "Custody lasts 49 hours [@first-law art. 1].").finds(
        Rule::FigureSourced,
        ITEMS,
        1,
    );
}

#[test]
fn a_hung_figure_must_stand_in_a_source_of_its_callout() {
    Book::valid().replace(EN, "> [!impact] 250 |", "> [!impact] 251 |").finds(Rule::FigureSourced, EN, 31);
}

#[test]
fn a_figure_is_held_by_a_fact_of_the_mark_that_is_cited() {
    // 77 stands among the secondary facts of the source only.
    Book::probe("There were 77 animals [@source-one secondary].").finds_only(Rule::LocaleAbsent, KM, 1);
    Book::probe("There were 77 animals [@source-one].").finds_only(Rule::LocaleAbsent, KM, 1);
    Book::probe("There were 77 animals [@source-one verified].").finds(Rule::FigureSourced, EN, 28);
}

#[test]
fn a_marked_statement_needs_no_source_and_a_fictional_document_none_either() {
    Book::probe("There were 99 animals {inference}.").finds_only(Rule::LocaleAbsent, KM, 1);
    Book::probe("> [!document] Note\n> There were 99 animals.").finds_only(Rule::LocaleAbsent, KM, 1);
    Book::probe("There were 99 animals.").finds(Rule::FigureCited, EN, 28);
    // With a citation even a document must be right.
    Book::probe("> [!document] Note\n> There were 99 animals [@source-one].").finds(Rule::FigureSourced, EN, 28);
}

#[test]
fn a_citation_serves_its_own_sentence_only() {
    Book::probe("There were 77 animals [@source-one]. Of them 99 died.").finds(Rule::FigureCited, EN, 28);
}

#[test]
fn a_paragraph_may_have_120_words_and_not_one_more() {
    let words = |count: usize| vec!["word"; count].join(" ");
    Book::probe(&words(120)).finds_only(Rule::LocaleAbsent, KM, 1);
    Book::probe(&words(121)).finds(Rule::ParagraphLength, EN, 28);
}

#[test]
fn a_translation_must_have_the_same_sections_blocks_embeds_citations_and_numbers() {
    Book::valid().replace(KM, "{#apart}", "{#aside}").finds(Rule::LocaleParity, KM, 5);
    Book::valid().replace(KM, "### ចំណងជើងតូច\n\n", "").finds(Rule::LocaleParity, EN, 24);
    Book::valid().replace(KM, "[!practice]", "[!caution]").finds(Rule::LocaleParity, EN, 37);
    Book::valid().replace(KM, "item/it-single", "item/it-multiple").finds(Rule::LocaleParity, EN, 69);
    Book::valid().replace(KM, "៤៨ ម៉ោង [@first-law art. 1]។ [[", "៤៨ ម៉ោង។ [[").finds(Rule::LocaleParity, EN, 7);
    Book::valid().replace(KM, "> - ៤៨ ម៉ោង", "> - ៤៩ ម៉ោង").finds_only(Rule::LocaleParity, EN, 49);
}

#[test]
fn a_translation_may_write_a_small_number_in_digits() {
    Book::valid().replace(KM, "ជញ្ជីងពីរខុសគ្នា", "ជញ្ជីង ២ ខុសគ្នា").finds_nothing();
}

#[test]
fn every_word_of_an_item_and_a_figure_must_be_there_in_khmer() {
    Book::valid().replace(ITEMS, "km.why = \"ខ្លីពេក។\"\n", "").finds_only(Rule::LocaleParity, ITEMS, 23);
    Book::valid().replace(LESSON, "km.unit = \"គ.ក្រ\"\n", "").finds_only(Rule::LocaleParity, LESSON, 24);
    Book::valid().replace(LESSON, "km.text = \"គិតម៉ោងនៃការឃាត់ខ្លួន\"\n", "").finds_only(Rule::LocaleParity, LESSON, 9);
    Book::valid().replace(LESSON, "km.cells = [\"ភ្លុក\", \"២៥០\"]", "km.cells = [\"ភ្លុក\"]").finds(
        Rule::LocaleParity,
        LESSON,
        82,
    );
}

#[test]
fn khmer_is_checked_in_pages_items_and_figures() {
    Book::valid().replace(KM, "ទម្ងន់ ២៥០ គីឡូក្រាម [@source-one]។", "ទម្ងន់250 គីឡូក្រាម [@source-one]។").finds(
        Rule::KhmerScript,
        KM,
        32,
    );
    Book::valid().replace(ITEMS, "ខ្លីពេក", "ខ្លី\u{200b}ពេក").finds_only(Rule::KhmerScript, ITEMS, 24);
    Book::valid().replace(LESSON, "ការរឹបអូសមួយ", "ការ\u{200b}រឹបអូសមួយ").finds_only(Rule::KhmerScript, LESSON, 17);
}

#[test]
fn a_translation_is_old_a_day_after_its_original_and_a_fresh_clone_is_not() {
    Book::valid().changed_hours_ago(KM, 25).finds_only(Rule::TranslationAge, KM, 1);
    Book::valid().changed_hours_ago(KM, 23).finds_nothing();
    Book::valid().changed_hours_ago(EN, 48).finds_nothing();
}

#[test]
fn a_review_state_is_draft_or_reviewed() {
    Book::valid().replace(LESSON, "km = \"draft\"", "km = \"done\"").finds_only(Rule::BadValue, LESSON, 5);
}
