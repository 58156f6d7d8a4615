//! What events add up to.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use kouprey::engine::grade::Outcome;
use kouprey::engine::progress::{
    ATTEMPTS_PER_ITEM_MAX, DAYS_MAX, Day, Event, FeedbackTiming, ITEMS_MAX, LastPlace, PLAYTHROUGHS_MAX, Pin,
    PlaythroughId, Progress, ReplicaId, SECTIONS_PER_LESSON_MAX, Stamp, StampError, Stamped,
};
use kouprey::engine::scenario::TRAIL_STEPS_MAX;
use kouprey::engine::shuffle::Seed;
use kouprey::model::{ChoiceId, EndingId, LessonId, ScenarioId, SectionId};

use crate::storage::support::{AT, answered, id, ids, replica, stamp};

fn walk(counter: u64) -> PlaythroughId {
    PlaythroughId { replica: replica(1), counter }
}

fn began(scenario: &str, counter: u64, trail: &str) -> Event {
    Event::PlaythroughBegan {
        scenario: id(scenario),
        playthrough: walk(counter),
        seed: Seed(counter),
        trail: ids(trail),
        feedback: FeedbackTiming::AtOnce,
        shape: 5,
    }
}

fn took(counter: u64, choice: &str) -> Event {
    Event::ChoiceTaken { playthrough: walk(counter), node: id("somewhere"), choice: id(choice) }
}

fn stepped_back(counter: u64) -> Event {
    Event::SteppedBack { playthrough: walk(counter) }
}

fn ended(counter: u64, ending: &str) -> Event {
    Event::PlaythroughEnded { playthrough: walk(counter), ending: id(ending) }
}

fn read(lesson: &str, section: &str) -> Event {
    Event::SectionRead { lesson: id(lesson), section: id(section) }
}

/// The progress after these events, in this order.
fn after(events: impl IntoIterator<Item = Event>) -> Progress {
    let mut progress = Progress::default();
    for (counter, event) in (1..).zip(events) {
        progress.apply(&stamp(counter, replica(1)), &event);
    }
    progress
}

fn trail(progress: &Progress, counter: u64) -> String {
    let choices = &progress.playthrough(walk(counter)).unwrap().trail;
    choices.iter().map(|choice| choice.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn attempts_stand_in_the_order_of_the_record() {
    let outcomes = [Outcome::Wrong, Outcome::Partly, Outcome::Correct];
    let progress = after(outcomes.map(|outcome| answered("inv-05", outcome)));
    let found: Vec<Outcome> = progress.attempts(id("inv-05")).iter().map(|attempt| attempt.outcome).collect();
    assert_eq!(found, outcomes);
    assert!(progress.attempts(id("inv-06")).is_empty());
}

#[test]
fn the_newest_attempts_are_kept_and_all_are_counted() {
    let count = ATTEMPTS_PER_ITEM_MAX + 3;
    let progress = after((0..count).map(|_| answered("inv-05", Outcome::Correct)));
    let attempts = progress.attempts(id("inv-05"));
    assert_eq!(attempts.len(), ATTEMPTS_PER_ITEM_MAX);
    assert_eq!(attempts[0].counter, 4);
    assert_eq!(progress.counts().attempts, count as u64);
}

#[test]
fn the_item_left_alone_longest_goes_first() {
    let items = (0..ITEMS_MAX).map(|number| answered(&format!("item-{number:04}"), Outcome::Correct));
    let again = answered("item-0000", Outcome::Wrong);
    let progress = after(items.chain([again, answered("a-new-one", Outcome::Correct)]));
    assert_eq!(progress.items().count(), ITEMS_MAX);
    assert_eq!(progress.attempts(id("item-0000")).len(), 2, "worked on lately");
    assert!(progress.attempts(id("item-0001")).is_empty());
    assert_eq!(progress.attempts(id("a-new-one")).len(), 1);
}

#[test]
fn a_section_is_read_once() {
    let progress = after([read("lesson", "b"), read("lesson", "a"), read("lesson", "b"), read("other", "c")]);
    assert_eq!(progress.sections_read(id("lesson")), ids::<SectionId>("b a"));
    assert_eq!(progress.sections_read(id("other")), ids::<SectionId>("c"));
    assert!(progress.sections_read(id("third")).is_empty());
    assert_eq!(progress.counts().sections_read, 3);
    assert_eq!(progress.lessons().collect::<Vec<_>>(), ids::<LessonId>("lesson other"));
}

#[test]
fn sections_are_kept_up_to_a_limit() {
    let progress = after((0..=SECTIONS_PER_LESSON_MAX).map(|number| read("lesson", &format!("s-{number}"))));
    let sections = progress.sections_read(id("lesson"));
    assert_eq!(sections.len(), SECTIONS_PER_LESSON_MAX);
    assert_eq!(sections[0], id::<SectionId>("s-1"));
}

#[test]
fn the_last_place_is_a_lesson_or_a_case_and_each_lesson_keeps_its_own() {
    let visited = |lesson, section: Option<&str>| Event::PlaceVisited { lesson: id(lesson), section: section.map(id) };
    let mut progress = Progress::default();
    assert_eq!(progress.last_place(), None);
    assert!(!progress.is_opened(id("one")));
    progress = after([visited("one", Some("scene")), visited("two", None)]);
    assert_eq!(progress.last_place(), Some(LastPlace::Lesson { lesson: id("two"), section: None, at_ms: AT }));
    assert_eq!(progress.place_in(id("one")), Some(id("scene")));
    assert_eq!(progress.place_in(id("two")), None);
    assert!(progress.is_opened(id("two")));
    let scenario: ScenarioId = id("case");
    progress = after([visited("one", None), Event::CaseVisited { scenario }]);
    assert_eq!(progress.last_place(), Some(LastPlace::Case { scenario, at_ms: AT }));
}

#[test]
fn a_walk_keeps_its_choices_and_steps_back() {
    let progress = after([began("case", 1, ""), took(1, "a"), took(1, "b"), stepped_back(1), took(1, "c")]);
    assert_eq!(trail(&progress, 1), "a c");
    assert_eq!(progress.playthroughs()[0].began_at_ms, AT);
    assert_eq!(trail(&after([began("case", 1, ""), stepped_back(1)]), 1), "");
    assert_eq!(trail(&after([began("case", 1, "x y"), took(1, "a")]), 1), "x y a");
}

#[test]
fn a_term_stands_at_its_step_and_goes_with_it() {
    let placed =
        |choice: &str, months| Event::TermPlaced { playthrough: walk(1), node: id("term"), choice: id(choice), months };
    let events = [began("crossing", 1, ""), took(1, "a"), placed("low", 12), placed("fair", 30), stepped_back(1)];
    let progress = after(events);
    let walked = progress.playthrough(walk(1)).unwrap();
    assert_eq!(trail(&progress, 1), "a low");
    assert_eq!(walked.terms, [(1, 12)]);
}

#[test]
fn evidence_is_pinned_once_and_can_be_taken_off() {
    let pin = |counter: u64, quote: &str| {
        Event::EvidencePinned(Box::new(Pin {
            id: (replica(0), counter).into(),
            scenario: id("crossing"),
            version: id("e1-sound"),
            quote: quote.to_owned(),
            offence: id("fl-1"),
            element: id("animal"),
        }))
    };
    let progress = after([pin(1, "250"), pin(2, "250"), pin(3, "")]);
    let quotes: Vec<&str> = progress.pins(id("crossing")).map(|it| it.quote.as_str()).collect();
    assert_eq!(quotes, ["250", ""]);
    assert_eq!(progress.pins(id("other")).count(), 0);
    let progress = after([pin(1, "250"), Event::PinRemoved { pin: (replica(0), 1).into() }]);
    assert_eq!(progress.pins(id("crossing")).count(), 0);
}

#[test]
fn events_about_an_unknown_walk_change_nothing() {
    let known = after([began("case", 1, "a"), read("lesson", "b")]);
    for event in [took(2, "a"), stepped_back(2), ended(2, "end")] {
        assert_eq!(after([began("case", 1, "a"), read("lesson", "b"), event]), known);
    }
}

#[test]
fn a_walk_that_has_ended_stays_as_it_ended() {
    let events = [began("case", 1, "a"), ended(1, "first")];
    let known = after(events.clone());
    for event in [took(1, "b"), stepped_back(1), ended(1, "second"), began("case", 1, "z")] {
        assert_eq!(after(events.clone().into_iter().chain([event])), known);
    }
}

#[test]
fn the_walk_to_go_on_with_is_the_newest_that_has_not_ended() {
    let open = |events: Vec<Event>| after(events).playthrough_open(id("case")).map(|open| open.id.counter);
    assert_eq!(open(vec![]), None);
    assert_eq!(open(vec![began("case", 1, ""), began("case", 2, ""), began("other", 3, "")]), Some(2));
    assert_eq!(open(vec![began("case", 1, ""), began("case", 2, ""), ended(2, "end")]), Some(1));
    assert_eq!(open(vec![began("case", 1, ""), ended(1, "end")]), None);
}

#[test]
fn endings_are_listed_once_in_the_order_of_finding() {
    let walks = [(1, "case", "b"), (2, "case", "a"), (3, "case", "b"), (4, "other", "c")];
    let events =
        walks.iter().flat_map(|(counter, scenario, ending)| [began(scenario, *counter, ""), ended(*counter, ending)]);
    let progress = after(events);
    assert_eq!(progress.endings_found(id("case")), ids::<EndingId>("b a"));
    assert_eq!(progress.endings_found(id("other")), ids::<EndingId>("c"));
    assert_eq!(progress.playthroughs_of(id("case")).count(), 3);
    assert_eq!((progress.counts().playthroughs, progress.counts().playthroughs_ended), (4, 4));
}

#[test]
fn walks_and_their_trails_are_kept_up_to_a_limit() {
    let count = PLAYTHROUGHS_MAX as u64 + 2;
    let progress = after((1..=count).map(|counter| began("case", counter, "")));
    assert_eq!(progress.playthroughs().len(), PLAYTHROUGHS_MAX);
    assert_eq!(progress.playthroughs()[0].id, walk(3));
    let long = "a ".repeat(TRAIL_STEPS_MAX + 1);
    let progress = after([began("case", 1, &long), began("case", 2, ""), took(1, "b")]);
    assert_eq!(progress.playthrough(walk(1)).unwrap().trail, ids::<ChoiceId>(&"a ".repeat(TRAIL_STEPS_MAX)));
    let steps = (0..=TRAIL_STEPS_MAX).map(|_| took(1, "b"));
    let progress = after([began("case", 1, "a")].into_iter().chain(steps));
    assert_eq!(progress.playthrough(walk(1)).unwrap().trail.len(), TRAIL_STEPS_MAX);
    assert!(trail(&progress, 1).starts_with("a b"));
}

#[test]
fn days_are_distinct_and_sorted_however_the_clock_jumps() {
    let mut progress = Progress::default();
    for (counter, day) in (1..).zip(["2026-11-21", "2016-01-01", "2026-11-21", "1970-01-01", "2036-05-05"]) {
        let stamp = Stamp { counter, replica: replica(1), at_ms: -AT, day: id(day) };
        progress.apply(&stamp, &answered("inv-05", Outcome::Correct));
    }
    let days: Vec<String> = progress.days().iter().map(Day::to_string).collect();
    assert_eq!(days, ["1970-01-01", "2016-01-01", "2026-11-21", "2036-05-05"]);
    assert_eq!(progress.counts().days, 4);
}

#[test]
fn days_are_kept_up_to_a_limit() {
    let mut progress = Progress::default();
    for (counter, number) in (1..).zip(0..=DAYS_MAX as i64) {
        let day = Day::from_instant(number * 86_400_000, 0);
        progress.apply(&Stamp { counter, replica: replica(1), at_ms: 0, day }, &read("lesson", "a"));
    }
    assert_eq!(progress.days().len(), DAYS_MAX);
    assert_eq!(progress.days()[0].to_string(), "1970-01-02");
}

#[test]
fn a_reset_forgets_what_comes_before_it_in_the_order_and_nothing_after() {
    let before = [answered("inv-05", Outcome::Correct), read("lesson", "a"), began("case", 3, "")];
    let progress = after(before.clone().into_iter().chain([Event::RecordReset { seen: None }]));
    assert_eq!(progress, Progress::default());
    let progress =
        after(before.into_iter().chain([Event::RecordReset { seen: None }, took(3, "a"), read("lesson", "b")]));
    assert_eq!(progress.sections_read(id("lesson")), ids::<SectionId>("b"));
    assert_eq!(progress.counts().attempts, 0);
    assert!(progress.playthroughs().is_empty(), "a walk from before the reset is not known any more");
}

#[test]
fn the_order_is_the_counter_then_the_replica_and_never_the_clock() {
    let entry = |counter, number, at_ms, section: &str| Stamped {
        stamp: Stamp { counter, replica: replica(number), at_ms, day: id("2026-11-21") },
        event: read("lesson", section),
    };
    assert!(replica(1) < replica(2));
    let progress = Progress::from_events(vec![
        entry(2, 1, 0, "third"),
        entry(1, 2, i64::MIN, "second"),
        entry(3, 1, -5, "fourth"),
        entry(1, 1, i64::MAX, "first"),
    ]);
    assert_eq!(progress.sections_read(id("lesson")), ids::<SectionId>("first second third fourth"));
}

#[test]
fn a_replica_is_eight_characters_out_of_random_bits() {
    assert_eq!(ReplicaId::from_random(0).as_str(), "00000000");
    for bits in [1, 35, 36, u64::MAX, 0x0123_4567_89AB_CDEF] {
        let replica = ReplicaId::from_random(bits);
        assert_eq!(replica.as_str().parse::<ReplicaId>(), Ok(replica));
    }
    assert_ne!(ReplicaId::from_random(35), ReplicaId::from_random(36));
    for text in ["", "0000000", "000000000", "0000000A", "0000000-", "ខ00000"] {
        assert_eq!(text.parse::<ReplicaId>(), Err(StampError::Replica), "{text}");
    }
}

#[test]
fn a_walk_has_a_name_that_reads_back() {
    let name = PlaythroughId { replica: id("fixture1"), counter: u64::MAX };
    assert_eq!(name.to_string(), "fixture1-18446744073709551615");
    assert_eq!(name.to_string().parse::<PlaythroughId>(), Ok(name));
    for text in
        ["", "fixture1", "fixture1-", "fixture1-+1", "fixture-1", "fixture1-1-1", "fixture1-18446744073709551616"]
    {
        assert_eq!(text.parse::<PlaythroughId>(), Err(StampError::Name), "{text}");
    }
}

#[test]
fn a_day_is_one_that_the_calendar_has() {
    for text in ["2026-11-21", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
        assert_eq!(text.parse::<Day>().unwrap().to_string(), text);
    }
    for text in ["2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31", "0000-01-01"] {
        assert_eq!(text.parse::<Day>(), Err(StampError::Day), "{text}");
    }
    for text in ["", "2026-11", "2026-11-21-1", "26-11-21", "2026-1-21", "+026-11-21", "2026-11-2១"] {
        assert_eq!(text.parse::<Day>(), Err(StampError::Day), "{text}");
    }
    let day: Day = id("2026-11-21");
    assert_eq!((day.year(), day.month(), day.day()), (2026, 11, 21));
}

#[track_caller]
fn check_day(at_ms: i64, minutes_east: i32, expected: &str) {
    assert_eq!(Day::from_instant(at_ms, minutes_east).to_string(), expected);
}

#[test]
fn a_local_day_begins_at_local_midnight() {
    let phnom_penh = 7 * 60;
    // 21 November 2026, 17:00 UTC is midnight in Phnom Penh.
    let midnight = AT + 12 * 3_600_000;
    check_day(midnight - 1, phnom_penh, "2026-11-21");
    check_day(midnight, phnom_penh, "2026-11-22");
    check_day(midnight, 0, "2026-11-21");
    check_day(0, 0, "1970-01-01");
    check_day(0, -1, "1969-12-31");
    check_day(951_782_400_000, 0, "2000-02-29");
    check_day(951_868_800_000, 0, "2000-03-01");
}

#[test]
fn a_clock_beyond_the_calendar_gives_its_first_or_last_day() {
    check_day(i64::MAX, i32::MAX, "9999-12-31");
    check_day(i64::MIN, i32::MIN, "0001-01-01");
    check_day(253_402_300_799_999, 0, "9999-12-31");
    check_day(-62_135_596_800_000, 0, "0001-01-01");
}

#[test]
fn every_day_of_four_centuries_reads_back_and_follows_the_one_before() {
    let mut last: Option<Day> = None;
    for number in 0..146_097 {
        let day = Day::from_instant(number * 86_400_000, 0);
        assert_eq!(Day::new(day.year(), day.month(), day.day()), Some(day));
        assert!(last < Some(day));
        last = Some(day);
    }
    assert_eq!(last.unwrap().to_string(), "2369-12-31");
}
