//! The explorer: proofs for authors, prospects for the debrief.

use kouprey::engine::explore::{
    ENDINGS_MAX, Explorer, Flaw, Prospects, find_trail, flaws, path_count, paths, prospects,
};
use kouprey::engine::hindsight::{TURNS_MAX, turns};
use kouprey::engine::scenario::{Standing, TRAIL_STEPS_MAX, Trail, stand};
use kouprey::model::{ChoiceKind, Ending, Guard, Passage, Scenario, Task};
use proptest::prelude::*;

use crate::support::{
    Shape, Walked, choice, dice, guard, id, node, part, random_scenario, random_trail, scenario, task, the_seizure,
    the_waiting_room, trail,
};

/// The flaws as an author could read them, in alphabetical order.
fn named(flaws: &[Flaw]) -> Vec<String> {
    let mut names: Vec<String> = flaws.iter().map(|flaw| format!("{flaw:?}")).collect();
    names.sort_unstable();
    names
}

#[track_caller]
fn has(scenario: &Scenario, expected: &[&str]) {
    assert_eq!(named(&flaws(scenario)), expected);
}

#[test]
fn a_sound_case_has_no_flaws() {
    has(&the_seizure(), &[]);
    assert_eq!(path_count(&the_seizure()), 11);
}

#[test]
fn a_node_that_no_way_leads_to_is_a_flaw() {
    let mut case = the_seizure();
    case.nodes.push(node("cellar", &[], vec![choice("up", "end", "", &[])]));
    // The second is led to, but only by a choice that is never on offer.
    case.nodes.push(node("attic", &[], vec![choice("down", "end", "", &[])]));
    case.nodes[1].choices.push(choice("climb", "attic", "money=yes", &[]));
    has(
        &case,
        &[
            "NeverOffered { node: search, choice: climb }",
            "Unreachable { node: attic }",
            "Unreachable { node: cellar }",
        ],
    );
}

#[test]
fn an_ending_that_no_way_leads_to_is_a_flaw() {
    let mut case = the_seizure();
    case.endings.insert(0, Ending { id: id("golden"), when: guard("rights>=4") });
    // Behind the one without a guard nothing is ever reached.
    case.endings.push(Ending { id: id("late"), when: guard("leak=yes") });
    has(&case, &["UnreachedEnding { ending: golden }", "UnreachedEnding { ending: late }"]);
}

#[test]
fn a_node_where_some_way_finds_nothing_on_offer_is_a_flaw() {
    let mut case = the_seizure();
    case.nodes[2].choices.retain(|choice| choice.id != id("candid"));
    // Who has pressed ahead can at least repair the chain ...
    has(&case, &["UnreachedEnding { ending: the-chain }"]);
    // ... unless that is ruled out for who has not heard witnesses.
    case.nodes[2].choices[0].when = guard("chain=broken evidence>=0");
    has(&case, &["DeadEnd { node: hearing }", "UnreachedEnding { ending: the-chain }"]);
    case.nodes[2].choices.clear();
    let found = named(&flaws(&case));
    assert!(found.contains(&"DeadEnd { node: hearing }".to_owned()), "{found:?}");
}

#[test]
fn an_end_without_an_ending_is_a_flaw() {
    let mut case = the_seizure();
    case.endings.pop();
    has(&case, &["NoEnding"]);
    assert_eq!(path_count(&case), 8, "the three ways to `solid` no longer end");
}

#[test]
fn a_value_that_is_read_but_never_set_is_a_flaw_wherever_it_is_read() {
    let mut case = the_seizure();
    case.nodes[0].passages.push(Passage { id: id("call-sealed"), when: guard("chain=sealed|intact") });
    case.exhibits[1].versions[0].when = guard("money=frozen");
    has(&case, &["NeverSet { flag: chain, value: sealed }", "NeverSet { flag: money, value: frozen }"]);
}

#[test]
fn a_flag_that_nothing_reads_is_a_flaw() {
    let nodes = vec![node("only", &[], vec![choice("go", "end", "", &[("", "seen=yes")])])];
    let mut case = scenario("seen=no|yes", nodes, &[("out", "")]);
    has(&case, &["NeverRead { flag: seen }"]);
    // Read by a passage alone, it is read.
    case.nodes[0].passages.push(Passage { id: id("words"), when: guard("seen=no") });
    has(&case, &[]);
}

#[test]
fn a_way_back_is_a_flaw_and_is_not_followed() {
    has(&the_waiting_room(), &["Loop { node: room }"]);
    assert_eq!(path_count(&the_waiting_room()), 1);
    let mut case = the_seizure();
    case.nodes[2].choices.push(choice("remand", "search", "", &[]));
    has(&case, &["Loop { node: search }"]);
    assert_eq!(path_count(&case), 11);
    assert_eq!(find_trail(&case, id("the-chain")), Some(trail("freeze bank candid")));
}

#[test]
fn a_case_whose_start_is_missing_is_unreachable_as_a_whole() {
    let mut case = the_waiting_room();
    case.start = id("elsewhere");
    has(&case, &["Unreachable { node: room }", "UnreachedEnding { ending: out }"]);
    assert_eq!((path_count(&case), prospects(&case, &Trail::default())), (0, None));
}

/// Nodes in a row, each with one choice to the next.
fn corridor(count: usize) -> Scenario {
    let to = |place: usize| if place == count { "end".to_owned() } else { format!("n{place}") };
    let nodes = (0..count).map(|place| node(&to(place), &[], vec![choice("on", &to(place + 1), "", &[])])).collect();
    scenario("", nodes, &[("out", "")])
}

#[test]
fn more_decisions_in_a_row_than_a_trail_can_hold_are_too_many() {
    has(&corridor(TRAIL_STEPS_MAX), &[]);
    assert_eq!(find_trail(&corridor(TRAIL_STEPS_MAX), id("out")).unwrap().len(), TRAIL_STEPS_MAX);
    let too_long = corridor(TRAIL_STEPS_MAX + 1);
    has(&too_long, &["TooLarge"]);
    assert_eq!(path_count(&too_long), u64::MAX);
    assert_eq!(prospects(&too_long, &Trail::default()), None);
    assert_eq!(turns(&too_long, &trail("on"), &mut Explorer::new(&too_long)), []);
    assert_eq!(find_trail(&too_long, id("out")), None);
}

#[test]
fn more_endings_than_can_be_followed_are_too_many() {
    let mut case = corridor(1);
    while case.endings.len() < ENDINGS_MAX {
        case.endings.insert(0, Ending { id: id(&format!("e{}", case.endings.len())), when: guard("time>=1") });
    }
    assert_eq!(flaws(&case).len(), ENDINGS_MAX - 1, "all but the last are out of reach");
    case.endings.push(Ending { id: id("one-more"), when: Guard::default() });
    has(&case, &["TooLarge"]);
}

#[test]
fn more_states_than_can_be_told_apart_are_too_many() {
    // Five decisions of twelve values each, all of them read at the end: 12^5 states before the last.
    let values: Vec<String> = (0..12).map(|value| format!("v{value}")).collect();
    let flags: Vec<String> = (0..5).map(|place| format!("f{place}={}", values.join("|"))).collect();
    let mut nodes = Vec::new();
    for place in 0..5 {
        let set = |value: &String| {
            choice(value, &format!("n{}", place + 1), "", &[("", format!("f{place}={value}").as_str())])
        };
        nodes.push(node(&format!("n{place}"), &[], values.iter().map(set).collect()));
    }
    nodes.push(node("n5", &[], vec![choice("go", "end", "", &[])]));
    let when: Vec<String> = (0..5).map(|place| format!("f{place}=v1")).collect();
    let case = scenario(&flags.join(" "), nodes, &[("one", when.join(" ").as_str()), ("other", "")]);
    has(&case, &["TooLarge"]);
}

/// Ten decisions of five choices each and a dozen flags, as large as a case gets.
fn a_large_case() -> Scenario {
    let flags: Vec<String> = (0..12).map(|place| format!("f{place}=no|yes")).collect();
    let mut nodes = Vec::new();
    for place in 0..10_usize {
        let to = if place == 9 { "end".to_owned() } else { format!("n{}", place + 1) };
        let before = format!("f{}=yes", place.saturating_sub(1));
        let choices = vec![
            choice("own", &to, "", &[("", format!("f{place}=yes").as_str())]),
            choice("shared", &to, "", &[("", format!("f{}=yes", 10 + place % 2).as_str())]),
            choice("fair", &to, "", &[("", "rights:+1")]),
            choice("harsh", &to, "", &[("", "rights:-1")]),
            choice("careful", &to, "", &[("", "evidence:+1"), (before.as_str(), "network:+1")]),
        ];
        nodes.push(node(&format!("n{place}"), &[], choices));
    }
    let endings = [
        ("best", "f0=yes f3=yes f7=yes f10=yes rights>=1"),
        ("fair", "f9=yes f11=yes rights>=3"),
        ("firm", "evidence>=4"),
        ("rest", ""),
    ];
    scenario(&flags.join(" "), nodes, &endings)
}

#[test]
fn a_case_of_nearly_ten_million_ways_is_walked_whole() {
    let case = a_large_case();
    has(&case, &[]);
    assert_eq!(path_count(&case), 5_u64.pow(10));
    let best = find_trail(&case, id("best")).unwrap();
    assert!(matches!(stand(&case, &best), Ok(Standing::Ended { ending, .. }) if ending == id("best")));
}

#[test]
fn the_debrief_says_what_was_still_possible() {
    let case = the_seizure();
    let Prospects { endings, reach } = prospects(&case, &trail("freeze")).unwrap();
    assert_eq!(endings, [id("the-chain"), id("the-leak"), id("solid")]);
    // Law, evidence, rights, network, welfare, time.
    assert_eq!(reach, [(0, 1), (2, 4), (-2, 3), (0, 2), (0, 0), (0, 0)]);
    assert_eq!(prospects(&case, &trail("press")).unwrap().endings, [id("the-leak")]);
    assert_eq!(prospects(&case, &trail("press publish")), None, "not on offer");
}

#[test]
fn at_the_end_only_what_came_about_is_possible() {
    let Prospects { endings, reach } = prospects(&the_seizure(), &trail("wait")).unwrap();
    assert_eq!(endings, [id("too-late")]);
    assert_eq!(reach, [(0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (-2, -2)]);
}

#[test]
fn the_ways_to_each_ending_are_counted() {
    let case = the_seizure();
    assert_eq!(paths(&case), Some(vec![1, 6, 1, 3]));
    assert_eq!(paths(&case).unwrap().iter().sum::<u64>(), path_count(&case));
    assert_eq!(paths(&corridor(TRAIL_STEPS_MAX + 1)), None);
}

#[test]
fn an_order_of_questions_is_a_way_and_a_set_of_charges_is_one() {
    let question = |name| part(ChoiceKind::Question, name, "charges", "", &[]);
    let charge = |name| part(ChoiceKind::Charge(id("fl-1")), name, "end", "", &[("", "law:+1")]);
    let asked = task("exam", Task::Examination(2), vec![question("a"), question("b"), question("c")], &[]);
    let done = part(ChoiceKind::Confirm, "done", "end", "", &[]);
    let charged = task("charges", Task::Charging, vec![charge("x"), charge("y"), done], &[("", "rights:+1")]);
    let case = scenario("", vec![asked, charged], &[("best", "law>=2"), ("out", "")]);
    has(&case, &[]);
    // Two of three questions in order, then one charge, the other, or both.
    assert_eq!(paths(&case), Some(vec![6, 12]));
    assert_eq!(prospects(&case, &Trail::default()).unwrap().reach[2], (1, 1), "what a task earns, it earns once");
}

#[test]
fn an_examination_with_too_few_questions_is_a_dead_end() {
    let question = |name, when| part(ChoiceKind::Question, name, "end", when, &[]);
    let asked = vec![question("a", ""), question("b", "untook:exam.a")];
    let case = scenario("", vec![task("exam", Task::Examination(2), asked, &[])], &[("out", "")]);
    has(&case, &["DeadEnd { node: exam }"]);
}

#[test]
fn a_way_to_an_ending_is_a_shortest_one() {
    let case = the_seizure();
    assert_eq!(find_trail(&case, id("too-late")), Some(trail("wait")));
    assert_eq!(find_trail(&case, id("the-chain")), Some(trail("freeze bank candid")));
    assert_eq!(find_trail(&case, id("the-leak")), Some(trail("freeze publish candid")));
    assert_eq!(find_trail(&case, id("no-such-ending")), None);
    // The short cut is authored last.
    let long = node("long", &[], vec![choice("on", "end", "", &[])]);
    let start = node("start", &[], vec![choice("long", "long", "", &[]), choice("short", "end", "", &[])]);
    let case = scenario("", vec![start, long], &[("out", "")]);
    assert_eq!(find_trail(&case, id("out")), Some(trail("short")));
}

proptest! {
    #[test]
    fn the_explorer_finds_what_walking_every_way_finds(mut dice in dice()) {
        let case = random_scenario(&mut dice, Shape::Forward);
        let walked = Walked::from(&case, &Trail::default());
        let mut found = flaws(&case);
        found.retain(|flaw| !matches!(flaw, Flaw::NeverSet { .. } | Flaw::NeverRead { .. }));
        prop_assert_eq!(named(&found), named(&walked.flaws(&case)));
        prop_assert_eq!(path_count(&case), walked.ways);
        for ending in &case.endings {
            let shortest = find_trail(&case, ending.id).map(|trail| trail.len());
            prop_assert_eq!(shortest, walked.shortest.get(&ending.id).copied(), "{}", ending.id);
        }
    }

    #[test]
    fn prospects_are_what_walking_on_finds(mut dice in dice()) {
        let case = random_scenario(&mut dice, Shape::Forward);
        let trail = random_trail(&mut dice, &case);
        for count in 0..=trail.len() {
            let walked = Walked::from(&case, &trail.first(count));
            prop_assert_eq!(prospects(&case, &trail.first(count)), walked.prospects(&case));
        }
    }

    #[test]
    fn a_way_back_never_keeps_the_explorer_from_ending(mut dice in dice()) {
        let case = random_scenario(&mut dice, Shape::Looping);
        let trail = random_trail(&mut dice, &case);
        prop_assert!(!flaws(&case).contains(&Flaw::TooLarge));
        prop_assert!(turns(&case, &trail, &mut Explorer::new(&case)).len() <= TURNS_MAX);
        for ending in &case.endings {
            let found = find_trail(&case, ending.id);
            let is_reported = flaws(&case).contains(&Flaw::UnreachedEnding { ending: ending.id });
            prop_assert_eq!(found.is_none(), is_reported);
            if let Some(found) = found {
                let ended = stand(&case, &found).unwrap();
                assert!(matches!(ended, Standing::Ended { ending: it, .. } if it == ending.id));
            }
        }
    }
}
