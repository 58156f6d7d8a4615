//! What mattered on a road, and what another choice would have changed.

use kouprey::engine::explore::{Explorer, prospects};
use kouprey::engine::hindsight::{self, TURNS_MAX, Turn, strongest, visits};
use kouprey::engine::scenario::{Standing, Trail, stand};
use kouprey::model::{ChoiceId, ChoiceKind, Scenario, Task, Verdict};
use proptest::prelude::*;

use crate::support::{
    Shape, choice, dice, id, losses, node, part, random_scenario, random_trail, scenario, task, the_seizure, trail,
};

fn turns(case: &Scenario, road: &Trail) -> Vec<Turn> {
    hindsight::turns(case, road, &mut Explorer::new(case))
}

fn places(case: &Scenario, road: &str) -> Vec<usize> {
    turns(case, &trail(road)).iter().map(|turn| turn.visit).collect()
}

#[test]
fn a_decision_that_closed_endings_turned_the_case() {
    let case = the_seizure();
    // Hearing witnesses first cost two endings, freezing the scene only the one of waiting.
    assert_eq!(places(&case, "freeze witnesses candid"), [1, 0]);
    let turn = &turns(&case, &trail("freeze witnesses candid"))[0];
    assert_eq!(turn.lost, [id("the-chain"), id("the-leak")]);
    assert_eq!(places(&case, "freeze"), Vec::<usize>::new(), "not ended");
    assert_eq!(places(&case, "press publish"), Vec::<usize>::new(), "not on offer");
}

#[test]
fn what_another_choice_would_have_changed_is_walked_with_the_rest_as_it_was() {
    let case = the_seizure();
    let turn = &turns(&case, &trail("freeze witnesses candid"))[0];
    let instead = turn.instead.clone().unwrap();
    assert_eq!(instead.choices, [id::<ChoiceId>("bank")]);
    assert_eq!(instead.ending, id("the-chain"));
    // Two less for evidence, one less for rights, two more for the network.
    assert_eq!(instead.gain, [0, -2, -1, 2, 0, 0]);
    assert!(!instead.departs);
    // After pressing ahead `publish` is no longer on offer.
    let turn = turns(&case, &trail("freeze publish candid")).into_iter().find(|it| it.visit == 0).unwrap();
    assert!(turn.instead.unwrap().departs);
}

#[test]
fn at_most_two_decisions_are_told_those_that_closed_most_first() {
    // At each of five nodes one choice ends the case in an ending of its own.
    let mut nodes = Vec::new();
    let mut endings = Vec::new();
    for place in 0..5 {
        let to = if place == 4 { "end".to_owned() } else { format!("n{}", place + 1) };
        nodes.push(node(&format!("n{place}"), &[], vec![choice("on", &to, "", &[]), choice("out", "end", "", &[])]));
        endings.push((format!("e{place}"), format!("took:n{place}.out")));
    }
    let mut endings: Vec<(&str, &str)> = endings.iter().map(|(name, when)| (name.as_str(), when.as_str())).collect();
    endings.push(("last", ""));
    let case = scenario("", nodes, &endings);
    assert_eq!(places(&case, "on on on on on"), [0, 1]);
    // Leaving costs the three endings that were still ahead; each step before cost one.
    assert_eq!(places(&case, "on on out"), [2, 0]);
}

/// A charge sheet of three, of which the first two belong.
fn charge_sheet() -> Scenario {
    let charge = |name, verdict, moves| {
        let mut it = part(ChoiceKind::Charge(id("fl-1")), name, "end", "", &[("", moves)]);
        it.verdict = verdict;
        it
    };
    let choices = vec![
        charge("a", Verdict::Better, "law:+1"),
        charge("b", Verdict::Better, "law:+1"),
        charge("c", Verdict::Worse, "law:-2"),
        part(ChoiceKind::Confirm, "done", "end", "", &[]),
    ];
    let first = node("first", &[], vec![choice("go", "charges", "", &[])]);
    let endings = [("best", "took:charges.a|charges.b of:2 untook:charges.c"), ("out", "")];
    scenario("", vec![first, task("charges", Task::Charging, choices, &[])], &endings)
}

#[test]
fn a_task_is_one_visit_and_is_compared_with_all_that_belongs() {
    let case = charge_sheet();
    let road = trail("go b c done");
    let stays = visits(&case, &road);
    assert_eq!(stays.len(), 2);
    assert_eq!((stays[1].arrived, stays[1].choices.len()), (1, 3));
    let turn = &turns(&case, &road)[0];
    let instead = turn.instead.clone().unwrap();
    assert_eq!((turn.visit, instead.ending), (1, id("best")));
    assert_eq!(instead.choices, ["a", "b", "done"].map(id::<ChoiceId>));
    assert_eq!(instead.gain[0], 3);
    // Nothing could have been better than all that belongs.
    assert_eq!(turns(&case, &trail("go a b done"))[0].instead, None);
}

#[test]
fn the_strongest_step_of_a_charge_sheet_picks_what_belongs_and_then_confirms() {
    let case = charge_sheet();
    let mut road = trail("go");
    for expected in ["a", "b", "done"] {
        let Ok(Standing::Deciding { node, state }) = stand(&case, &road) else { panic!("not over") };
        assert_eq!(strongest(node, &case, &state), Some(id(expected)));
        road = trail(&format!(
            "{} {expected}",
            road.choices().iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        ));
    }
}

proptest! {
    #[test]
    fn turns_are_the_decisions_that_closed_most(mut dice in dice()) {
        let mut case = random_scenario(&mut dice, Shape::Forward);
        // The slow way knows no tasks: all of them become decisions.
        for node in &mut case.nodes {
            node.task = Task::Decision;
            node.effects.clear();
            node.choices.iter_mut().for_each(|it| it.kind = ChoiceKind::Decision);
        }
        let road = random_trail(&mut dice, &case);
        if !matches!(stand(&case, &road), Ok(Standing::Ended { .. })) {
            return Ok(());
        }
        let mut losses = losses(&case, &road);
        losses.sort_by_key(|(_, lost)| std::cmp::Reverse(*lost));
        let told: Vec<usize> = turns(&case, &road).iter().map(|turn| turn.lost.len()).collect();
        let most: Vec<usize> = losses.into_iter().map(|(_, lost)| lost).take(TURNS_MAX).collect();
        prop_assert_eq!(&told[..most.len()], &most[..]);
    }

    #[test]
    fn visits_hold_every_step_once(mut dice in dice()) {
        let case = random_scenario(&mut dice, Shape::Forward);
        let road = random_trail(&mut dice, &case);
        let stays = visits(&case, &road);
        let steps: Vec<ChoiceId> = stays.iter().flat_map(|it| it.choices.iter().copied()).collect();
        prop_assert_eq!(&steps[..], road.choices());
        for stay in &stays {
            let before: Trail = road.first(stay.arrived);
            let stands_there =
                matches!(stand(&case, &before), Ok(Standing::Deciding { node, .. }) if node.id == stay.node);
            prop_assert!(stands_there);
        }
    }

    #[test]
    fn what_would_have_come_instead_is_among_what_was_possible(mut dice in dice()) {
        let case = random_scenario(&mut dice, Shape::Forward);
        let road = random_trail(&mut dice, &case);
        let stays = visits(&case, &road);
        for turn in turns(&case, &road) {
            let possible = prospects(&case, &road.first(stays[turn.visit].arrived)).unwrap();
            prop_assert!(turn.lost.iter().all(|it| possible.endings.contains(it)));
            if let Some(instead) = turn.instead {
                prop_assert!(possible.endings.contains(&instead.ending));
            }
        }
    }
}
