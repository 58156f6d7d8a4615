//! What is wrong in a case, and where that is said.

use kouprey::compiler::Rule;
use kouprey::engine::explore::path_count;
use kouprey::model::{Block, ExhibitState, Role, Target, Verdict};

use super::book::{Book, site};

const CASE: &str = "scenarios/crossing/scenario.toml";
const EN: &str = "scenarios/crossing/en.md";
const KM: &str = "scenarios/crossing/km.md";

#[test]
fn a_case_is_a_graph_with_verdicts_from_its_words() {
    let compilation = Book::valid().compile();
    let case = &site(&compilation).cases[0];
    let scenario = &case.scenario;
    assert_eq!((scenario.role, case.minutes), (Role::Prosecutor, 10));
    let verdicts: Vec<Verdict> = scenario.nodes.iter().flat_map(|node| &node.choices).map(|it| it.verdict).collect();
    assert_eq!(verdicts, [Verdict::Better, Verdict::Worse, Verdict::Worse, Verdict::Even]);
    assert_eq!(scenario.nodes[1].choices[0].to, Target::End);
    assert_eq!(scenario.nodes[1].choices[1].effects.len(), 2);
    assert_eq!(scenario.exhibits[0].versions[0].state, ExhibitState::Weak);
    // Hiding is offered only where the evidence is sound: two ways from the one node, one from the other.
    assert_eq!(path_count(scenario), 3);
}

#[test]
fn the_words_of_a_decision_are_its_situation_its_question_and_its_choices() {
    let compilation = Book::valid().compile();
    for words in &site(&compilation).cases[0].words {
        let hearing = &words.nodes[1];
        assert!(matches!(hearing.blocks.as_slice(), [Block::Paragraph(_), Block::Passage(..)]), "{:?}", hearing.blocks);
        assert!(!hearing.ask.is_empty());
        assert_eq!(hearing.choices.len(), 2);
        let press = &words.nodes[0].choices[1].feedback;
        let parts = [&press.why, &press.ground, &press.weight, &press.nullity];
        assert!(parts.iter().all(|blocks| blocks.len() == 1), "{press:?}");
        assert_eq!(words.exhibits[0].len(), 2);
        assert!(!words.exhibits[0][0].note.is_empty());
        assert_eq!((words.endings.len(), words.questions.len()), (2, 1));
    }
}

#[test]
fn the_parts_of_a_feedback_may_stand_in_one_quote() {
    Book::valid()
        .replace(EN, "warns the buyer.\n\n> [!ground]", "warns the buyer.\n> [!ground]")
        .replace(EN, "art. 1].\n\n> [!weight]", "art. 1].\n> [!weight]")
        .finds_nothing();
}

#[test]
fn a_choice_must_lead_somewhere() {
    Book::valid().replace(CASE, "to = \"hearing\"", "to = \"hearings\"").finds_only(Rule::LinkResolves, CASE, 30);
    Book::valid().replace(CASE, "start = \"call\"", "start = \"calls\"").finds_rule(Rule::LinkResolves);
    Book::valid().replace(CASE, "hearing.candid", "hearing.candour").finds_rule(Rule::LinkResolves);
    Book::valid().replace(CASE, "\"hearing.candid\"", "\"candid\"").finds_only(Rule::IdGrammar, CASE, 70);
}

#[test]
fn the_last_ending_takes_every_path_that_is_left() {
    let book = Book::valid().replace(CASE, "id = \"thrown-out\"", "id = \"thrown-out\"\nwhen = { chain = \"broken\" }");
    book.finds_rule(Rule::CaseEnds);
}

#[test]
fn an_ending_that_another_takes_all_paths_from_is_not_reached() {
    let when = "when = { chain = \"intact\", took = [\"hearing.candid\"] }\n";
    Book::valid().replace(CASE, when, "").finds_rule(Rule::CaseReachable);
}

#[test]
fn a_decision_has_two_choices_or_more() {
    let press = "[[node.choice]]\nid = \"press\"\nto = \"hearing\"\nsets = { chain = \"broken\" }\nmoves = { evidence = -2, network = -1 }\n";
    Book::valid().replace(CASE, press, "").finds(Rule::CaseEnds, CASE, 30).finds(Rule::LinkResolves, EN, 21);
}

#[test]
fn a_choice_that_is_never_offered_and_a_path_without_a_choice_are_found() {
    Book::valid().replace(CASE, "min = 1 }", "min = 9 }").finds_only(Rule::CaseReachable, CASE, 44);
    let guarded = Book::valid().replace(
        CASE,
        "id = \"candid\"\nto = \"end\"",
        "id = \"candid\"\nto = \"end\"\nwhen = { chain = \"intact\" }",
    );
    guarded.finds(Rule::CaseEnds, CASE, 44);
}

#[test]
fn a_flag_and_its_values_must_be_known() {
    Book::valid().replace(CASE, "sets = { chain = \"broken\" }", "sets = { chains = \"broken\" }").finds(
        Rule::FlagUsed,
        CASE,
        41,
    );
    Book::valid().replace(CASE, "sets = { chain = \"broken\" }", "sets = { chain = \"lost\" }").finds(
        Rule::FlagUsed,
        CASE,
        41,
    );
    Book::valid().replace(CASE, "when = { chain = \"broken\" }", "when = { chain = \"lost\" }").finds(
        Rule::FlagUsed,
        CASE,
        24,
    );
    // One that nothing reads, and one that nothing sets.
    Book::valid().replace(CASE, "[flags]\n", "[flags]\nleak = [\"no\", \"yes\"]\n").finds_rule(Rule::FlagUsed);
    Book::valid().replace(CASE, "\nsets = { chain = \"broken\" }", "").finds_rule(Rule::FlagUsed);
}

#[test]
fn a_dimension_must_be_one_of_the_six() {
    Book::valid().replace(CASE, "moves = { rights = 1 }", "moves = { right = 1 }").finds_only(
        Rule::UnknownKey,
        CASE,
        61,
    );
    Book::valid().replace(CASE, "moves = { rights = 1 }", "moves = { rights = 99 }").finds_only(
        Rule::BadValue,
        CASE,
        61,
    );
}

#[test]
fn a_node_twice_is_found() {
    Book::valid().replace(CASE, "id = \"hearing\"\n", "id = \"call\"\n").finds(Rule::IdUnique, CASE, 44);
}

#[test]
fn every_part_of_the_structure_has_its_section_and_every_section_its_part() {
    Book::valid().replace(EN, "## The brief {#brief}", "## The brief {#the-brief}").finds(Rule::LinkResolves, EN, 5);
    Book::valid().replace(EN, "{#followed}", "{#follow}").finds(Rule::LocaleParity, EN, 1).finds(
        Rule::LinkResolves,
        EN,
        67,
    );
    Book::valid().replace(KM, "{#e1-sound}", "{#e1-fine}").finds(Rule::LocaleParity, KM, 1).finds(
        Rule::LinkResolves,
        KM,
        60,
    );
    Book::valid().replace(EN, "{#call-press}", "{#call-pres}").finds(Rule::LocaleParity, EN, 9).finds(
        Rule::LinkResolves,
        EN,
        21,
    );
    Book::valid().replace(EN, "[!passage] hearing-gap", "[!passage] gap").finds(Rule::LocaleParity, EN, 31).finds(
        Rule::LinkResolves,
        EN,
        35,
    );
}

#[test]
fn a_choice_needs_a_verdict_and_a_ground() {
    Book::valid().replace(EN, "> [!even] It costs ten minutes.\n\n", "").finds(Rule::Explained, EN, 40);
    Book::valid().replace(EN, "> [!ground] The bags weighed 300 [@source-one].\n\n", "").finds(Rule::Explained, EN, 40);
}

#[test]
fn under_a_choice_stand_only_quotes_that_mean_something() {
    Book::valid().replace(EN, "> [!even] It costs ten minutes.", "It costs ten minutes.").finds(Rule::Markdown, EN, 42);
    Book::valid().replace(EN, "> [!weight] The sacks", "> [!cost] The sacks").finds(Rule::Markdown, EN, 27);
    Book::valid().replace(EN, "- What had to be kept before noon?", "What had to be kept?").finds(
        Rule::Markdown,
        EN,
        81,
    );
}

#[test]
fn a_decision_asks_something() {
    Book::valid().replace(EN, "The officer telephones from the gate.\n\nWhat do you tell him?\n\n", "").finds(
        Rule::MissingKey,
        EN,
        9,
    );
}

#[test]
fn a_translation_of_a_case_must_agree_with_the_original() {
    Book::valid().replace(KM, "[!even]", "[!worse]").finds_only(Rule::LocaleParity, KM, 40);
    Book::valid().replace(KM, "ទម្ងន់ ២៥០", "ទម្ងន់ ២៥១").finds_rule(Rule::LocaleParity);
    Book::valid().replace(KM, "អ្នកទិញត្រូវបានស្គាល់ឈ្មោះ។\n\n", "").finds_rule(Rule::LocaleParity);
    Book::valid().replace(KM, "| ទាំងអស់ | ៣០០ |\n", "").finds_rule(Rule::LocaleParity);
}

#[test]
fn the_folder_of_a_case_bears_its_id() {
    Book::valid().replace(CASE, "id = \"crossing\"", "id = \"cross\"").finds_only(Rule::IdGrammar, CASE, 1);
}

#[test]
fn a_role_and_a_state_must_be_known() {
    Book::valid().replace(CASE, "\"prosecutor\"", "\"judge\"").finds_only(Rule::BadValue, CASE, 2);
    Book::valid().replace(CASE, "state = \"weak\"", "state = \"poor\"").finds_only(Rule::BadValue, CASE, 25);
}
