//! How long entries run, and when they will.

use kouprey::engine::progress::Stamped;
use kouprey::engine::workshop::{
    Ran, SHORTEST_MINUTES, Session, SessionFact, Showing, Slot, SlotState, caught_up, late, minute_of, schedule,
};
use kouprey::model::{AgendaEntry, Plan, Subject};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::{MINUTE_MS, after_eight, any_subject, fact, one, plan, shows};
use crate::storage::support::AT;

/// Phnom Penh, in minutes east of Greenwich.
const EAST: i32 = 420;
/// Eight o'clock, in minutes after midnight.
const EIGHT: i64 = 8 * 60;

/// A session with this plan, in which the wall came to these entries so many minutes after eight.
#[track_caller]
fn ran(plan: Plan, stays: &[(i64, Option<u16>)]) -> Session {
    let mut facts = vec![fact(1, after_eight(-60), SessionFact::Planned(plan))];
    for (counter, (minute, entry)) in (2..).zip(stays) {
        facts.push(fact(counter, after_eight(*minute), shows(*entry)));
    }
    one(&facts)
}

/// Each entry with its beginning and end in minutes after eight.
fn times(slots: &[Slot]) -> Vec<(u16, i64, i64, SlotState)> {
    slots.iter().map(|it| (it.entry, it.from - EIGHT, it.to - EIGHT, it.state)).collect()
}

#[test]
fn leaving_and_coming_back_adds_up() {
    let session = ran(plan(&[vec![10, 20]]), &[(0, Some(1)), (5, Some(2)), (8, Some(1)), (12, None)]);
    let now = after_eight(60);
    assert_eq!((session.took_ms(1, now), session.took_ms(2, now)), (9 * MINUTE_MS, 3 * MINUTE_MS));
    assert_eq!(session.ran.len(), 3, "a rest is no stay");
    assert_eq!(session.took_ms(3, now), 0);
}

#[test]
fn what_stays_on_the_wall_is_one_stay_and_sleep_counts() {
    let plan = plan(&[vec![10, 20]]);
    let mut facts = vec![fact(1, AT, SessionFact::Planned(plan)), fact(2, after_eight(0), shows(Some(1)))];
    let later = SessionFact::StageSet(Showing { entry: Some(1), slide: 1, ..Showing::default() });
    facts.push(fact(3, after_eight(4), later));
    let session = one(&facts);
    let day = facts[1].stamp.day;
    assert_eq!(session.ran, [Ran { entry: 1, from_ms: after_eight(0), to_ms: None, day }]);
    assert_eq!(session.took_ms(1, after_eight(64)), 64 * MINUTE_MS);
    assert_eq!((session.showing.slide, session.shown_at), (1, 3));
}

#[test]
fn a_clock_that_jumps_back_gives_no_time_and_takes_none() {
    let session = ran(plan(&[vec![10, 20]]), &[(30, Some(1)), (0, Some(2)), (5, Some(1))]);
    assert_eq!(session.took_ms(1, after_eight(2)), 0);
    assert_eq!(session.took_ms(2, after_eight(2)), 5 * MINUTE_MS);
    let planned = fact(1, AT, SessionFact::Planned(plan(&[vec![10]])));
    let wild = [(2, i64::MIN, Some(1)), (3, i64::MAX, None), (4, i64::MIN, Some(1))];
    let wild = wild.map(|(counter, at_ms, entry)| fact(counter, at_ms, shows(entry)));
    let facts: Vec<Stamped> = std::iter::once(planned).chain(wild).collect();
    assert_eq!(one(&facts).took_ms(1, i64::MAX), i64::MAX, "nor does it overflow");
}

#[test]
fn a_minute_is_counted_from_local_midnight() {
    assert_eq!(minute_of(AT, EAST), 12 * 60);
    assert_eq!(minute_of(AT, 0), 5 * 60);
    assert_eq!(minute_of(AT, -6 * 60), 23 * 60);
    assert_eq!((minute_of(-1, 0), minute_of(0, -1)), (24 * 60 - 1, 24 * 60 - 1));
}

#[test]
fn entries_that_are_done_keep_their_real_times() {
    let stays = [(3, Some(1)), (20, Some(2)), (33, Some(3))];
    let slots = schedule(&ran(plan(&[vec![10, 20, 30, 15]]), &stays), after_eight(40), EAST);
    let (done, now, to_come) = (SlotState::Done, SlotState::Now, SlotState::ToCome);
    assert_eq!(times(&slots), [(1, 3, 20, done), (2, 20, 33, done), (3, 33, 63, now), (4, 63, 78, to_come)]);
    assert_eq!(slots.iter().map(|it| it.planned).collect::<Vec<u16>>(), [480, 490, 510, 540]);
}

#[test]
fn an_entry_that_is_come_back_to_has_what_it_has_not_used() {
    let session = ran(plan(&[vec![30, 20, 40]]), &[(0, Some(1)), (10, Some(2)), (20, Some(1))]);
    let slots = schedule(&session, after_eight(25), EAST);
    let (done, now, to_come) = (SlotState::Done, SlotState::Now, SlotState::ToCome);
    assert_eq!(times(&slots), [(1, 0, 40, now), (2, 10, 20, done), (3, 40, 80, to_come)]);
}

#[test]
fn an_entry_that_was_left_on_overnight_does_not_end_before_it_began() {
    let session = ran(plan(&[vec![30], vec![30]]), &[(8 * 60, Some(1))]);
    for slot in schedule(&session, after_eight(24 * 60), EAST) {
        assert!(slot.from <= slot.to, "{slot:?}");
    }
}

#[test]
fn a_day_that_is_not_there_is_not_late() {
    assert_eq!((late(&plan(&[vec![30]]), &[], 0), late(&plan(&[vec![30]]), &[], 7)), (0, 0));
}

proptest! {
    #[test]
    fn before_anything_is_shown_entries_stand_end_to_end(
        days in vec(vec(1_u16..=480, 0..8), 1..5),
        now in -2_000_i64..2_000,
    ) {
        let mut slots = schedule(&ran(plan(&days), &[]), after_eight(now), EAST).into_iter();
        for (day, lengths) in days.iter().enumerate() {
            let mut planned = 480_u16;
            for minutes in lengths {
                let slot = slots.next().unwrap();
                prop_assert_eq!((slot.day, slot.planned, slot.state), (day, planned, SlotState::ToCome));
                prop_assert_eq!((slot.from, slot.to), (i64::from(planned), i64::from(planned + minutes)));
                planned += minutes;
            }
        }
        prop_assert_eq!(slots.next(), None);
    }

    #[test]
    fn what_is_to_come_shifts_by_as_much_as_the_room_is_late(
        lengths in vec(1_u16..=60, 1..9),
        begun in 0_i64..=120,
        over in 0_i64..=120,
    ) {
        let session = ran(plan(&[lengths.clone(), vec![30]]), &[(begun, Some(1))]);
        let first = i64::from(lengths[0]);
        // While the first entry has time left it is late by its beginning alone.
        for (now, lateness) in [(begun, begun), (begun + first, begun), (begun + first + over, begun + over)] {
            let slots = schedule(&session, after_eight(now), EAST);
            prop_assert_eq!(late(&session.plan, &slots, 0), lateness);
            for slot in slots.iter().filter(|it| it.state == SlotState::ToCome) {
                let lateness = if slot.day == 0 { lateness } else { 0 };
                prop_assert_eq!(slot.from, i64::from(slot.planned) + lateness);
                let minutes = session.plan.entry(slot.entry).unwrap().1.minutes;
                prop_assert_eq!(slot.to - slot.from, i64::from(minutes));
            }
        }
    }

    #[test]
    fn the_day_that_runs_plans_nothing_in_the_past(
        lengths in vec(1_u16..=60, 1..9),
        stays in vec((0_i64..300, option::of(1_u16..9)), 1..6),
        rest in 0_i64..300,
    ) {
        let mut stays = stays;
        stays.sort_unstable();
        let session = ran(plan(std::slice::from_ref(&lengths)), &stays);
        let now = stays.last().unwrap().0 + rest;
        let slots = schedule(&session, after_eight(now), EAST);
        prop_assert_eq!(slots.len(), lengths.len());
        let is_running = session.showing.entry.is_some_and(|entry| session.plan.entry(entry).is_some());
        for slot in slots {
            prop_assert!(slot.from <= slot.to, "{:?}", slot);
            if is_running && slot.state == SlotState::ToCome {
                prop_assert!(EIGHT + now <= slot.from, "{:?}", slot);
            }
        }
    }

    #[test]
    fn catching_up_takes_what_can_be_given_and_nothing_else(
        lengths in vec((1_u16..=90, any_subject()), 1..10),
        shown in 0_u16..5,
        minutes in 0_u16..700,
    ) {
        let mut agenda = plan(&[lengths.iter().map(|(minutes, _)| *minutes).collect(), vec![60, 5]]);
        for (entry, (_, subject)) in agenda.days[0].entries.iter_mut().zip(&lengths) {
            entry.subject = *subject;
        }
        let shown = shown.min(u16::try_from(lengths.len()).unwrap());
        let stays: Vec<(i64, Option<u16>)> = (1..=shown).map(|entry| (i64::from(entry) * 3, Some(entry))).collect();
        let session = ran(agenda, &stays);
        let slots = schedule(&session, after_eight(30), EAST);
        let shorter = caught_up(&session.plan, &slots, 0, minutes);
        let (mut room, mut given) = (0, 0);
        for (before, after) in session.plan.days[0].entries.iter().zip(&shorter.days[0].entries) {
            prop_assert_eq!(AgendaEntry { minutes: before.minutes, ..after.clone() }, before.clone());
            let is_fixed = before.id <= shown || matches!(before.subject, Subject::Break | Subject::Test(..));
            let can_give = if is_fixed { 0 } else { before.minutes.saturating_sub(SHORTEST_MINUTES) };
            prop_assert!(before.minutes - can_give <= after.minutes && after.minutes <= before.minutes);
            room += can_give;
            given += before.minutes - after.minutes;
        }
        prop_assert_eq!(given, room.min(minutes));
        prop_assert_eq!(&shorter.days[1], &session.plan.days[1]);
        prop_assert_eq!(caught_up(&session.plan, &slots, 0, 0), session.plan);
    }
}

#[test]
fn each_entry_gives_in_proportion_to_what_it_can() {
    let session = ran(plan(&[vec![30, 20, 40]]), &[(10, Some(1))]);
    let slots = schedule(&session, after_eight(10), EAST);
    let shorter = caught_up(&session.plan, &slots, 0, 10);
    assert_eq!(shorter.entries().map(|(_, entry)| entry.minutes).collect::<Vec<u16>>(), [30, 17, 33]);
}

#[test]
fn what_was_caught_up_is_late_no_more() {
    let planned = fact(1, after_eight(-60), SessionFact::Planned(plan(&[vec![30, 60]])));
    let mut facts = vec![planned, fact(2, after_eight(15), shows(Some(1)))];
    let session = one(&facts);
    let slots = schedule(&session, after_eight(15), EAST);
    assert_eq!(late(&session.plan, &slots, 0), 15);
    facts.push(fact(3, after_eight(15), SessionFact::Planned(caught_up(&session.plan, &slots, 0, 15))));
    let session = one(&facts);
    assert_eq!(late(&session.plan, &schedule(&session, after_eight(15), EAST), 0), 0);
}

#[test]
fn what_was_shown_on_another_day_is_no_part_of_the_clock() {
    // Tried out at home the evening before; held the next morning.
    let tried = [(-12 * 60, Some(1)), (-12 * 60 + 2, Some(2)), (-12 * 60 + 3, None)];
    let stays: Vec<(i64, Option<u16>)> = tried.into_iter().chain([(5, Some(1))]).collect();
    let slots = schedule(&ran(plan(&[vec![30, 20, 40]]), &stays), after_eight(10), EAST);
    let (now, to_come) = (SlotState::Now, SlotState::ToCome);
    assert_eq!(times(&slots), [(1, 5, 35, now), (2, 35, 55, to_come), (3, 55, 95, to_come)]);
}

#[test]
fn what_was_passed_over_takes_no_time_from_what_comes() {
    let session = ran(plan(&[vec![60, 10, 30]]), &[(0, Some(2))]);
    let slots = schedule(&session, after_eight(0), EAST);
    let last = slots.iter().find(|it| it.entry == 3).unwrap();
    assert_eq!(last.from - EIGHT, 10);
    let shorter = caught_up(&session.plan, &slots, 0, 20);
    assert_eq!(shorter.entries().map(|(_, entry)| entry.minutes).collect::<Vec<u16>>(), [60, 10, 10]);
}
