//! What is wrong in a case, and where that is said.

use kouprey::compiler::{Rule, SourceTree, draw_case};
use kouprey::engine::explore::path_count;
use kouprey::model::{Block, ExhibitState, Role, Target, Task, Verdict};

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

/// The tiny case with an examination, a charge sheet and a sentence after its hearing.
fn with_tasks() -> Book {
    let case = Book::valid().text(CASE).replace("to = \"end\"", "to = \"witness\"");
    let tasks = r#"
[[node]]
id = "witness"
task = "examination"
to = "sheet"
asks = 2
[[node.choice]]
id = "who"
[[node.choice]]
id = "seals"
[[node.choice.answer]]
id = "torn"
when = { chain = "broken" }
[[node]]
id = "sheet"
task = "charging"
to = "term"
[[node.choice]]
id = "buyer"
offence = "fl-1"
moves = { law = 1 }
[[node.choice]]
id = "driver"
offence = "fl-1"
[[node]]
id = "term"
task = "sentence"
to = "end"
offence = "fl-1"
most = 96
[[node.choice]]
id = "low"
months = { min = 0, max = 23 }
[[node.choice]]
id = "fair"
months = { min = 24, max = 96 }
[[node.choice]]
id = "twice"
counts = "up"
"#;
    let words = r#"
## The witness {#witness}
She waits. What do you ask?
### Who came? {#witness-who}
> [!answer] The buyer.

> [!even] It helps.

> [!ground] The court asks {inference}.
### Which seals? {#witness-seals}
> [!answer] All whole.

> [!answer] torn
> One is torn.

> [!better] It binds the sacks to the gate.

> [!ground] The court asks {inference}.
## The sheet {#sheet}
What do you charge?
### The buyer. {#sheet-buyer}
> [!better] He paid.

> [!ground] The article {inference}.
### The driver, too. {#sheet-driver}
> [!worse] He knew nothing.

> [!ground] The article {inference}.
## The term {#term}
How long?
### Low {#term-low}
> [!worse] Too low.

> [!ground] The article {inference}.
### Fair {#term-fair}
> [!better] Reasoned.

> [!ground] The article {inference}.
### He did it twice. {#term-twice}
> [!better] It counts.

> [!ground] The article {inference}.
"#;
    let en = Book::valid().text(EN).to_owned() + words;
    Book::valid().remove(KM).write(CASE, &(case + tasks)).write(EN, &en)
}

#[test]
fn a_case_may_examine_charge_and_sentence() {
    let compilation = with_tasks().compile();
    let scenario = &site(&compilation).cases[0].scenario;
    let task = |id: &str| scenario.nodes.iter().find(|it| it.id.as_str() == id).unwrap().task;
    assert_eq!(task("witness"), Task::Examination(2));
    assert_eq!(task("sheet"), Task::Charging);
    // The range comes from the law desk.
    assert!(matches!(task("term"), Task::Sentence(scale) if scale.law == (Some(12), Some(60)) && scale.most == 96));
    // Two orders of questions, three sets of charges, two bands with or without the reason, on each of three roads.
    assert_eq!(path_count(scenario), 3 * 2 * 3 * 4);
    let words = &site(&compilation).cases[0].words[0];
    assert_eq!(words.nodes[2].choices[1].answers.len(), 2);
    assert_eq!(words.points.len(), 1);
}

#[test]
fn the_bands_of_a_sentence_join_and_its_scale_goes_beyond_the_law() {
    with_tasks().replace(CASE, "min = 24", "min = 25").finds_rule(Rule::CaseEnds);
    with_tasks().replace(CASE, "max = 96", "max = 95").finds_rule(Rule::CaseEnds);
    let short = with_tasks().replace(CASE, "most = 96", "most = 60").replace(CASE, "max = 96", "max = 60");
    short.finds_rule(Rule::BadValue);
    with_tasks().replace(CASE, "counts = \"up\"", "").finds_rule(Rule::MissingKey);
}

#[test]
fn a_question_has_an_answer_for_every_state_that_is_asked_for() {
    with_tasks().replace(EN, "> [!answer] torn\n> One is torn.\n", "").finds_rule(Rule::LocaleParity);
    with_tasks().replace(EN, "> [!answer] torn", "> [!answer] worn").finds_rule(Rule::LinkResolves);
}

#[test]
fn the_points_to_prove_are_the_elements_of_the_law_desk() {
    let element = "element = \"animal\"";
    Book::valid().replace(CASE, element, "element = \"plant\"").finds_rule(Rule::LinkResolves);
    Book::valid().replace(CASE, element, "element = \"plant\"").finds_rule(Rule::MissingKey);
    Book::valid().replace(CASE, "exhibits = [\"e1\"]", "exhibits = [\"e9\"]").finds_rule(Rule::LinkResolves);
    with_tasks()
        .replace(CASE, "id = \"buyer\"\noffence = \"fl-1\"", "id = \"buyer\"\noffence = \"fl-2\"")
        .finds_rule(Rule::LinkResolves);
}

#[test]
fn what_the_court_will_see_is_told_line_by_line() {
    Book::valid().replace(EN, "> [!passage] intact\n> Each sack has its seal.\n", "").finds_rule(Rule::LocaleParity);
    Book::valid().replace(EN, "> [!passage] intact", "> [!passage] whole").finds_rule(Rule::LinkResolves);
}

#[test]
fn a_case_that_is_won_without_reading_is_refused() {
    // With the candid choice first, the first option of each decision leads to the best ending.
    let case = Book::valid().text(CASE).to_owned();
    let hide = case.find("[[node.choice]]\nid = \"hide\"").unwrap();
    let candid = case.find("[[node.choice]]\nid = \"candid\"").unwrap();
    let ending = case.find("[[ending]]").unwrap();
    let swapped = [&case[..hide], &case[candid..ending], &case[hide..candid], &case[ending..]].concat();
    Book::valid().write(CASE, &swapped).finds_only(Rule::CaseEnds, CASE, 1);
}

#[test]
fn one_ending_is_the_best_and_one_the_worst() {
    Book::valid().replace(CASE, "grade = \"best\"\n", "").finds_rule(Rule::CaseEnds);
    Book::valid().replace(CASE, "grade = \"worst\"", "grade = \"best\"").finds_rule(Rule::CaseEnds);
}

#[test]
fn the_graph_of_a_case_is_drawn_as_text_before_it_is_whole() {
    let tree = |book: &Book| {
        let files = [(CASE, book.text(CASE)), (EN, book.text(EN))];
        SourceTree::from_pairs(files)
    };
    let drawn = draw_case(&tree(&with_tasks()), "crossing".parse().unwrap()).unwrap();
    for part in
        ["call", "freeze -> hearing  [better]", "examination: 2 questions", "low (0 to 23 months)", "followed, best"]
    {
        assert!(drawn.contains(part), "{part}: {drawn}");
    }
    // Without any words yet.
    let bare = SourceTree::from_pairs([(CASE, Book::valid().text(CASE))]);
    assert!(draw_case(&bare, "crossing".parse().unwrap()).is_some_and(|it| it.contains("thrown-out, worst")));
}
