//! Walking through a case.

use kouprey::engine::progress::Event;
use kouprey::engine::scenario::{
    Standing, State, Step, TRAIL_STEPS_MAX, Trail, TrailError, advance, exhibit_version, holds, offered, stand,
    stand_at,
};
use kouprey::model::{ChoiceId, Dimension, NodeId, Scenario, Target};
use kouprey::storage::event::Read;
use proptest::prelude::*;

use crate::storage::support::{began_with, fixture_replica, kept, key_of, read, stamp};
use crate::support::{
    Dice, Shape, choice, dice, guard, id, node, random_scenario, random_trail, scenario, the_seizure, the_waiting_room,
    trail,
};

/// Takes the choices one by one, through the record after each, so that a trail cannot need what is not kept.
#[track_caller]
fn take(scenario: &Scenario, choices: &str) -> Trail {
    let mut trail = Trail::default();
    for choice in choices.split_whitespace() {
        trail = advance(scenario, &trail, Step::ChoiceTaken(id(choice))).unwrap();
        trail = through_the_record(&trail);
    }
    trail
}

#[track_caller]
fn through_the_record(trail: &Trail) -> Trail {
    match kept(began_with(trail.choices().to_vec())) {
        (_, Event::PlaythroughBegan { trail, .. }) => Trail::from(trail),
        (text, _) => panic!("{text}"),
    }
}

#[track_caller]
fn state_after(scenario: &Scenario, choices: &str) -> State {
    stand(scenario, &take(scenario, choices)).unwrap().state().clone()
}

#[track_caller]
fn ends_in(choices: &str, expected: &str) {
    let scenario = the_seizure();
    match stand(&scenario, &take(&scenario, choices)).unwrap() {
        Standing::Ended { ending, .. } => assert_eq!(ending.as_str(), expected),
        Standing::Deciding { node, .. } => panic!("still deciding at {}", node.id),
    }
}

fn moved(state: &State, dimension: Dimension) -> i16 {
    state.moved[dimension.place()]
}

#[test]
fn what_was_chosen_decides_how_the_case_ends() {
    ends_in("freeze bank candid", "the-chain");
    ends_in("freeze bank hide", "solid");
    ends_in("freeze publish candid", "the-leak");
    ends_in("press bank repair", "the-leak");
    ends_in("wait", "too-late");
}

#[test]
fn a_case_begins_at_its_first_node_with_the_first_value_of_each_flag() {
    let scenario = the_seizure();
    let Standing::Deciding { node, state } = stand(&scenario, &Trail::default()).unwrap() else { panic!() };
    assert_eq!(node.id, id("call"));
    assert_eq!(state.flags, [id("intact"), id("no"), id("no")]);
    assert_eq!(state.moved, [0; 6]);
    assert!(state.took.is_empty());
}

#[test]
fn choices_change_flags_and_dimensions() {
    let state = state_after(&the_seizure(), "press bank");
    assert_eq!(state.flags, [id("broken"), id("yes"), id("yes")]);
    assert_eq!(state.moved, [0, -2, 0, -1, 0, 0]);
    assert_eq!(state.took, [(id("call"), id("press")), (id("search"), id("bank"))]);
}

#[test]
fn an_effect_sees_what_the_effects_before_it_have_changed() {
    let state = state_after(&the_seizure(), "press witnesses repair");
    assert_eq!(moved(&state, Dimension::Evidence), 1, "-2 by press, 2 by witnesses, 1 because it was repaired");
}

#[test]
fn a_choice_counts_as_taken_in_the_guards_of_its_own_effects() {
    let state = state_after(&the_seizure(), "freeze witnesses candid");
    assert_eq!(moved(&state, Dimension::Law), 1);
}

#[test]
fn the_first_ending_whose_guard_holds_is_the_one() {
    let nodes = vec![node("n", &[], vec![choice("up", "end", "", &[("", "rights:2")])])];
    let scenario =
        scenario("", nodes, &[("high", "rights>=3"), ("fair", "rights>=1"), ("good", "rights>=2"), ("any", "")]);
    let standing = stand(&scenario, &take(&scenario, "up")).unwrap();
    assert!(matches!(standing, Standing::Ended { ending, .. } if ending == id("fair")));
}

#[test]
fn a_choice_that_is_not_on_offer_is_refused() {
    let scenario = the_seizure();
    let not_offered =
        |step: usize, node: &str, choice: &str| TrailError::NotOffered { step, node: id(node), choice: id(choice) };
    let after_press = take(&scenario, "press");
    let publish = advance(&scenario, &after_press, Step::ChoiceTaken(id("publish")));
    assert_eq!(publish, Err(not_offered(1, "search", "publish")));
    let nonsense = advance(&scenario, &after_press, Step::ChoiceTaken(id("freeze")));
    assert_eq!(nonsense, Err(not_offered(1, "search", "freeze")));
    assert_eq!(stand(&scenario, &trail("freeze witnesses repair")), Err(not_offered(2, "hearing", "repair")));
}

#[test]
fn only_what_is_on_offer_is_shown_and_as_authored() {
    let scenario = the_seizure();
    let shown = |choices: &str| -> Vec<ChoiceId> {
        let Standing::Deciding { node, state } = stand(&scenario, &trail(choices)).unwrap() else { panic!() };
        offered(node, &scenario, &state).iter().map(|choice| choice.id).collect()
    };
    assert_eq!(shown("freeze"), [id("witnesses"), id("bank"), id("publish")]);
    assert_eq!(shown("press"), [id("witnesses"), id("bank")]);
    assert_eq!(shown("press witnesses"), [id("repair"), id("candid")]);
}

#[test]
fn a_step_past_the_ending_is_refused() {
    let scenario = the_seizure();
    let over = take(&scenario, "wait");
    assert_eq!(advance(&scenario, &over, Step::ChoiceTaken(id("freeze"))), Err(TrailError::PastEnding { step: 1 }));
    assert_eq!(advance(&scenario, &over, Step::SteppedBack), Ok(Trail::default()));
}

#[test]
fn the_way_back_is_open_to_the_start_and_no_further() {
    let scenario = the_seizure();
    assert_eq!(advance(&scenario, &trail("freeze bank"), Step::SteppedBack), Ok(trail("freeze")));
    assert_eq!(advance(&scenario, &trail("freeze"), Step::SteppedBack), Ok(Trail::default()));
    assert_eq!(advance(&scenario, &Trail::default(), Step::SteppedBack), Err(TrailError::AtStart));
    assert_eq!(advance(&scenario, &trail("freeze bank"), Step::Restarted), Ok(Trail::default()));
}

/// An editor takes a choice out of a case while somebody is in the middle of it.
#[test]
fn the_way_back_is_open_from_a_trail_that_an_edit_has_broken() {
    let scenario = the_seizure();
    let broken = trail("freeze taken-out");
    assert!(stand(&scenario, &broken).is_err());
    assert_eq!(advance(&scenario, &broken, Step::SteppedBack), Ok(trail("freeze")));
    assert_eq!(advance(&scenario, &broken, Step::Restarted), Ok(Trail::default()));
}

#[test]
fn a_clock_runs_where_a_node_names_it_and_stops_elsewhere() {
    let scenario = the_seizure();
    assert_eq!(state_after(&scenario, "").clocks, [None, None]);
    assert_eq!(state_after(&scenario, "freeze").clocks, [Some(6), None]);
    assert_eq!(state_after(&scenario, "freeze bank").clocks, [None, Some(24)]);
}

#[test]
fn an_exhibit_shows_the_first_version_whose_guard_holds() {
    let scenario = the_seizure();
    let version = |exhibit: usize, choices: &str| {
        let state = state_after(&scenario, choices);
        exhibit_version(&scenario.exhibits[exhibit], &scenario, &state).map(|(place, version)| (place, version.id))
    };
    assert_eq!(version(0, "freeze"), Some((1, id("one-scale"))));
    assert_eq!(version(0, "press"), Some((0, id("two-scales"))));
    assert_eq!(version(1, "freeze"), None, "nobody has asked the bank yet");
    assert_eq!(version(1, "freeze bank"), Some((0, id("bank-record"))));
}

#[test]
fn a_guard_holds_when_all_of_it_does() {
    let scenario = the_seizure();
    let state = state_after(&scenario, "press witnesses");
    for text in [
        "",
        "leak=yes",
        "chain=repaired|broken",
        "rights>=1",
        "rights<=1",
        "evidence>=0 evidence<=0",
        "took:call.press",
        "took:call.freeze|search.witnesses",
        "leak=yes network<=-1 took:call.press",
    ] {
        assert!(holds(&guard(text), &scenario, &state), "{text}");
    }
    for text in [
        "leak=no",
        "chain=intact|repaired",
        "rights>=2",
        "rights<=0",
        "took:call.freeze",
        "took:search.press",
        "leak=yes rights>=2",
        "leak=no took:call.press",
        "unknown=yes",
    ] {
        assert!(!holds(&guard(text), &scenario, &state), "{text}");
    }
}

#[test]
fn the_debrief_can_look_at_every_step() {
    let scenario = the_seizure();
    let trail = take(&scenario, "freeze bank candid");
    let nodes: Vec<Option<NodeId>> = (0..=3)
        .map(|count| match stand_at(&scenario, &trail, count).unwrap() {
            Standing::Deciding { node, .. } => Some(node.id),
            Standing::Ended { .. } => None,
        })
        .collect();
    assert_eq!(nodes, [Some(id("call")), Some(id("search")), Some(id("hearing")), None]);
    assert_eq!(stand_at(&scenario, &trail, 9), stand(&scenario, &trail));
}

#[test]
fn a_trail_is_kept_as_a_plain_list_of_choices() {
    let trail = take(&the_seizure(), "freeze bank");
    let (text, _) = kept(began_with(trail.choices().to_vec()));
    assert!(text.contains(r#""trail":["freeze","bank"],"#), "{text}");
    assert_eq!((trail.len(), trail.is_empty(), Trail::default().is_empty()), (2, false, true));
    let key = key_of(&stamp(7, fixture_replica()));
    assert!(matches!(read(&key, &text), Read::Known(_)));
    assert!(matches!(read(&key, &text.replace("bank", "Not an id")), Read::Damaged { .. }));
}

#[test]
fn a_trail_can_hold_so_many_choices_and_no_more() {
    let scenario = the_waiting_room();
    let full = take(&scenario, &"stay ".repeat(TRAIL_STEPS_MAX));
    assert_eq!(moved(stand(&scenario, &full).unwrap().state(), Dimension::Time), -128);
    assert_eq!(advance(&scenario, &full, Step::ChoiceTaken(id("stay"))), Err(TrailError::TooLong));
    assert_eq!(advance(&scenario, &full, Step::ChoiceTaken(id("leave"))), Err(TrailError::TooLong));
    // The same for one that was read from a file.
    let longer = trail(&"stay ".repeat(TRAIL_STEPS_MAX + 1));
    assert_eq!(stand(&scenario, &longer), Err(TrailError::TooLong));
    assert_eq!(longer.first(TRAIL_STEPS_MAX), full);
}

#[test]
fn a_scenario_that_leads_nowhere_is_refused_and_does_not_fall_over() {
    let mut lost = the_waiting_room();
    lost.nodes[0].choices[0].to = Target::Node(id("no-such-room"));
    assert_eq!(stand(&lost, &trail("stay")), Err(TrailError::Broken { step: 0 }));
    let mut endless = the_waiting_room();
    endless.endings.clear();
    assert_eq!(stand(&endless, &trail("stay leave")), Err(TrailError::Broken { step: 1 }));
    let mut headless = the_waiting_room();
    headless.start = id("no-such-room");
    assert_eq!(stand(&headless, &Trail::default()), Err(TrailError::Broken { step: 0 }));
}

/// Walks without looking at what is on offer; whether the case ended, or else why it went no further.
fn blind_walk(dice: &mut Dice, scenario: &Scenario) -> Option<TrailError> {
    let mut trail = Trail::default();
    for _ in 0..=TRAIL_STEPS_MAX {
        let Standing::Deciding { node, .. } = stand(scenario, &trail).unwrap() else { return None };
        let taken = node.choices[dice.roll(node.choices.len())].id;
        match advance(scenario, &trail, Step::ChoiceTaken(taken)) {
            Ok(longer) => trail = longer,
            Err(error) => return Some(error),
        }
    }
    panic!("neither ended nor refused after {} choices", trail.len());
}

proptest! {
    #[test]
    fn every_walk_ends_or_is_refused(mut dice in dice()) {
        let scenario = random_scenario(&mut dice, Shape::Looping);
        let refused_for = blind_walk(&mut dice, &scenario);
        prop_assert!(
            !matches!(refused_for, Some(TrailError::AtStart | TrailError::PastEnding { .. })),
            "{:?}", refused_for
        );
    }

    #[test]
    fn one_step_forward_and_one_back_is_where_one_was(mut dice in dice()) {
        let scenario = random_scenario(&mut dice, Shape::Looping);
        let trail = random_trail(&mut dice, &scenario);
        if let Ok(Standing::Deciding { node, .. }) = stand(&scenario, &trail) {
            for choice in &node.choices {
                if let Ok(longer) = advance(&scenario, &trail, Step::ChoiceTaken(choice.id)) {
                    prop_assert_eq!(longer.len(), trail.len() + 1);
                    prop_assert_eq!(advance(&scenario, &longer, Step::SteppedBack), Ok(trail.clone()));
                }
            }
        }
    }

    #[test]
    fn a_trail_read_back_stands_where_it_stood(mut dice in dice()) {
        let scenario = random_scenario(&mut dice, Shape::Looping);
        let trail = random_trail(&mut dice, &scenario);
        let back = through_the_record(&trail);
        prop_assert_eq!(&back, &trail);
        prop_assert_eq!(stand(&scenario, &back), stand(&scenario, &trail));
    }

    #[test]
    fn what_is_on_offer_can_be_taken_and_nothing_else(mut dice in dice()) {
        let scenario = random_scenario(&mut dice, Shape::Forward);
        let trail = random_trail(&mut dice, &scenario);
        if let Ok(Standing::Deciding { node, state }) = stand(&scenario, &trail) {
            let on_offer = offered(node, &scenario, &state);
            for choice in &node.choices {
                let taken = advance(&scenario, &trail, Step::ChoiceTaken(choice.id));
                let is_refused = matches!(taken, Err(TrailError::NotOffered { .. }));
                prop_assert_eq!(is_refused, !on_offer.contains(&choice), "{:?}", taken);
            }
        }
    }
}
