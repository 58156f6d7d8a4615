//! What is known, how well that is judged, and when it comes back.

use kouprey::engine::grade::Outcome;
use kouprey::engine::mastery::{Calibration, Knowledge, knowledge};
use kouprey::engine::progress::{Attempt, Day, Event, Progress, Stamped, Sure};
use kouprey::engine::review::{Forecast, Memory};
use kouprey::engine::shuffle::Seed;
use kouprey::model::Response;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::storage::support::{AT, any_day, replica, stamp};
use crate::support::id;

const DAY_MS: i64 = 86_400_000;

/// An attempt so many days after the first.
fn attempt(days: i64, outcome: Outcome, sure: Option<Sure>) -> Attempt {
    let at_ms = AT + days * DAY_MS;
    let response = Response::Chosen(Vec::new());
    Attempt {
        counter: 1,
        replica: "fixture1".parse().unwrap(),
        at_ms,
        day: Day::from_instant(at_ms, 420),
        meaning: 1,
        response,
        outcome,
        sure,
        seed: Seed(1),
    }
}

fn right(days: i64) -> Attempt {
    attempt(days, Outcome::Correct, None)
}

fn due_in(attempts: &[Attempt]) -> i64 {
    let last = attempts.iter().map(|it| it.day.number()).max().unwrap();
    Memory::of(attempts, 1).unwrap().due_on() - last
}

#[test]
fn an_item_is_known_when_it_was_right_on_two_days_the_last_time_among_them() {
    let wrong = |days| attempt(days, Outcome::Wrong, None);
    let partly = |days| attempt(days, Outcome::Partly, None);
    for (attempts, expected) in [
        (vec![], Knowledge::Unseen),
        (vec![right(0)], Knowledge::Learning),
        (vec![right(0), right(0)], Knowledge::Learning),
        (vec![right(0), right(1)], Knowledge::Known),
        (vec![right(0), wrong(1), right(2)], Knowledge::Known),
        (vec![right(0), right(1), wrong(2)], Knowledge::Learning),
        (vec![right(0), partly(1)], Knowledge::Learning),
    ] {
        assert_eq!(knowledge(&attempts, 1), expected, "{attempts:?}");
    }
    assert_eq!(knowledge(&[right(0), right(1)], 2), Knowledge::Unseen, "it means something else now");
}

#[test]
fn calibration_counts_what_was_said_and_what_was_right() {
    let answered = |counter, outcome, sure| Stamped {
        stamp: stamp(counter, replica(1)),
        event: Event::ItemAnswered {
            item: id("a"),
            meaning: 1,
            response: Response::Chosen(Vec::new()),
            outcome,
            sure,
            seed: Seed(1),
        },
    };
    let progress = Progress::from_events(vec![
        answered(1, Outcome::Correct, Some(Sure::Certain)),
        answered(2, Outcome::Wrong, Some(Sure::Certain)),
        answered(3, Outcome::Partly, Some(Sure::Guess)),
        answered(4, Outcome::Correct, None),
    ]);
    assert_eq!(Calibration::of(&progress), Calibration { said: [1, 0, 2], right: [0, 0, 1] });
}

/// The first intervals of FSRS-5 with its published weights: `w[0]` to `w[3]` days, rounded, at least one.
#[test]
fn the_first_wait_is_the_published_one() {
    let first = |outcome, sure| due_in(&[attempt(0, outcome, sure)]);
    assert_eq!(first(Outcome::Wrong, None), 1);
    assert_eq!(first(Outcome::Partly, None), 1);
    assert_eq!(first(Outcome::Correct, Some(Sure::Guess)), 1);
    assert_eq!(first(Outcome::Correct, None), 3);
    assert_eq!(first(Outcome::Correct, Some(Sure::Certain)), 15);
}

#[test]
fn waits_grow_with_what_is_remembered_and_shrink_with_what_is_not() {
    let twice = due_in(&[right(0), right(3)]);
    let thrice = due_in(&[right(0), right(3), right(3 + twice)]);
    assert!(3 < twice && twice < thrice, "3, {twice}, {thrice}");
    let failed = due_in(&[right(0), right(3), attempt(3 + twice, Outcome::Wrong, None)]);
    assert!(failed < twice, "{failed} after {twice}");
}

#[test]
fn a_forecast_counts_what_is_due_now_and_on_the_coming_days() {
    let answered = |counter, item: &str, days: i64, outcome| {
        let mut stamp = stamp(counter, replica(1));
        stamp.at_ms += days * DAY_MS;
        stamp.day = Day::from_instant(stamp.at_ms, 420);
        let event = Event::ItemAnswered {
            item: id(item),
            meaning: 1,
            response: Response::Chosen(Vec::new()),
            outcome,
            sure: None,
            seed: Seed(1),
        };
        Stamped { stamp, event }
    };
    let progress = Progress::from_events(vec![
        answered(1, "long-ago", -20, Outcome::Correct),
        answered(2, "wrong", 0, Outcome::Wrong),
        answered(3, "right", 0, Outcome::Correct),
        answered(4, "changed", -20, Outcome::Correct),
    ]);
    let items = [("long-ago", 1), ("wrong", 1), ("right", 1), ("changed", 2), ("never", 1)];
    let items = items.map(|(item, meaning)| (id(item), meaning));
    let today = stamp(1, replica(1)).day;
    let forecast = Forecast::of(&progress, items.into_iter(), today);
    assert_eq!((forecast.now, forecast.days), (1, [1, 0, 1, 0, 0, 0, 0]));
}

proptest! {
    #[test]
    fn memory_stays_within_its_bounds_whatever_the_clock_does(
        attempts in vec((any_day(), select(Outcome::ALL.to_vec()), proptest::option::of(select(Sure::ALL.to_vec()))), 1..30)
    ) {
        let attempts: Vec<Attempt> = attempts
            .into_iter()
            .map(|(day, outcome, sure)| Attempt { day, ..attempt(0, outcome, sure) })
            .collect();
        let memory = Memory::of(&attempts, 1).unwrap();
        prop_assert!(memory.stability_days.is_finite() && 0.0 < memory.stability_days);
        prop_assert!((1.0..=10.0).contains(&memory.difficulty));
        let wait = memory.due_on() - memory.seen_on.number();
        prop_assert!((1..=730).contains(&wait), "{}", wait);
    }

    #[test]
    fn the_number_of_a_day_is_that_of_its_instant(days in -700_000_i64..2_900_000) {
        let day = Day::from_instant(days * DAY_MS, 0);
        prop_assert_eq!(day.number(), days);
    }
}
