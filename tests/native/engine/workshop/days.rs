//! Nights, rehearsals, and days that run over: which date belongs to which day of the agenda.

use kouprey::engine::progress::{Day, Stamp, Stamped};
use kouprey::engine::workshop::{
    Ballot, Resumed, Round, Session, SessionFact, SlotState, Vote, on_wall, schedule, turn,
};
use kouprey::model::Plan;

use super::{MINUTE_MS, after_eight, of, one, plan, shows};
use crate::storage::support::{replica, stamp};
use crate::support::id;

/// Phnom Penh, in minutes east of Greenwich.
const EAST: i32 = 420;
const DAY: i64 = 24 * 60;

/// A fact so many minutes after eight, on the day that it is then.
fn dated(counter: u64, minutes: i64, fact: SessionFact) -> Stamped {
    let at_ms = after_eight(minutes);
    of(1, Stamp { at_ms, day: today(minutes), ..stamp(counter, replica(1)) }, fact)
}

fn today(minutes: i64) -> Day {
    Day::from_instant(after_eight(minutes), EAST)
}

/// A session of which the wall came to these entries so many minutes after eight on its first date.
fn ran(plan: Plan, stays: &[(i64, Option<u16>)]) -> Session {
    let planned = dated(1, -DAY, SessionFact::Planned(plan));
    let shown = (2..).zip(stays).map(|(counter, (minute, entry))| dated(counter, *minute, shows(*entry)));
    one(&std::iter::once(planned).chain(shown).collect::<Vec<Stamped>>())
}

#[test]
fn what_was_left_on_the_wall_overnight_ended_as_planned_and_the_next_day_begins() {
    let session = ran(plan(&[vec![30, 60], vec![40]]), &[(0, Some(1)), (30, Some(2))]);
    let morning = session.clone().on(today(DAY));
    assert_eq!(morning.showing.entry, None);
    assert_eq!(morning.took_ms(2, after_eight(DAY)), 60 * MINUTE_MS);
    assert_eq!(morning.day_on(today(DAY)), 1);
    assert_eq!(morning.resumed(today(DAY)), Some(Resumed::Anew(3)));
    // On the same day nothing has ended.
    let evening = session.on(today(9 * 60));
    assert_eq!((evening.showing.entry, evening.day_on(today(9 * 60))), (Some(2), 0));
}

#[test]
fn the_same_entry_on_the_next_day_is_another_stay() {
    let session = ran(plan(&[vec![30, 60]]), &[(0, Some(1)), (30, Some(2)), (DAY, Some(2)), (DAY + 20, None)]);
    assert_eq!(session.ran.len(), 3);
    assert_eq!(session.took_ms(2, after_eight(DAY + 90)), 20 * MINUTE_MS);
}

#[test]
fn after_a_rest_it_goes_on_where_it_was() {
    let session = ran(plan(&[vec![30, 60]]), &[(0, Some(1)), (20, None)]);
    assert_eq!(session.resumed(today(60)), Some(Resumed::Here(1)));
}

#[test]
fn a_rehearsal_is_no_day() {
    // Everything is tried out the evening before, in a few minutes.
    let tried = [(-720, Some(1)), (-718, Some(2)), (-715, Some(3)), (-712, None)];
    let session = ran(plan(&[vec![30, 60], vec![40]]), &tried);
    assert_eq!((session.day_on(today(0)), session.resumed(today(0))), (0, Some(Resumed::Anew(1))));
    let held: Vec<(i64, Option<u16>)> =
        tried.into_iter().chain([(0, Some(1)), (25, Some(2)), (DAY, Some(3))]).collect();
    let session = ran(plan(&[vec![30, 60], vec![40]]), &held);
    assert_eq!(session.took_ms(1, after_eight(30)), 25 * MINUTE_MS);
    assert_eq!((session.began_on(), session.ran.len()), (today(0), 3));
}

#[test]
fn hands_of_a_rehearsal_are_forgotten_and_those_of_the_day_are_not() {
    let ballot = Ballot::Item(id("inv-01"));
    let votes = |entry, count| SessionFact::VotesCounted {
        ballot,
        entry: Some(entry),
        round: Round::First,
        table: None,
        counts: vec![count],
    };
    let mut facts = vec![
        dated(1, -DAY, SessionFact::Planned(plan(&[vec![30, 60]]))),
        dated(2, -720, shows(Some(2))),
        dated(3, -719, votes(2, 7)),
        dated(4, -718, shows(None)),
        dated(5, 0, shows(Some(1))),
    ];
    assert_eq!(one(&facts).voted(ballot), None);
    facts.extend([dated(6, 30, shows(Some(2))), dated(7, 40, votes(2, 31)), dated(8, DAY, shows(Some(2)))]);
    assert_eq!(one(&facts).voted(ballot).map(Vote::total), Some(vec![31]));
}

#[test]
fn a_workshop_that_is_over_does_not_begin_again() {
    let session = ran(plan(&[vec![30], vec![40]]), &[(0, Some(1)), (30, None), (DAY, Some(2)), (DAY + 40, None)]);
    assert_eq!(session.resumed(today(2 * DAY)), None);
    assert_eq!(session.day_on(today(2 * DAY)), 1);
    assert_eq!(session.began_on(), today(0));
}

#[test]
fn a_day_that_is_ended_on_the_next_keeps_what_was_done_before() {
    let stays = [(0, Some(1)), (30, Some(2)), (90, None), (DAY, Some(3))];
    let session = ran(plan(&[vec![30, 60, 40]]), &stays).on(today(DAY));
    let slots = schedule(&session, after_eight(DAY + 10), EAST);
    let times: Vec<(i64, i64, SlotState)> = slots.iter().map(|it| (it.from - 480, it.to - 480, it.state)).collect();
    assert_eq!(times, [(0, 30, SlotState::Done), (30, 90, SlotState::Done), (0, 40, SlotState::Now)]);
}

#[test]
fn while_the_wall_rests_the_day_gets_later() {
    let session = ran(plan(&[vec![30, 60]]), &[(0, Some(1)), (30, None)]);
    let slots = schedule(&session, after_eight(75), EAST);
    assert_eq!((slots[1].from - 480, slots[1].state), (75, SlotState::ToCome));
    // The evening before, nothing is late.
    let slots = schedule(&ran(plan(&[vec![30, 60]]), &[]), after_eight(600), EAST);
    assert_eq!(slots[0].from, 480);
}

#[test]
fn what_was_planned_is_told_although_it_was_shortened_or_taken_away() {
    let mut shorter = plan(&[vec![30, 60, 40]]);
    shorter.days[0].entries.remove(0);
    shorter.days[0].entries[0].minutes = 20;
    shorter.days[0].ends = Some(610);
    let facts = [
        dated(1, -DAY, SessionFact::Planned(plan(&[vec![30, 60, 40]]))),
        dated(2, 0, shows(Some(1))),
        dated(3, 45, shows(Some(2))),
        dated(4, 50, SessionFact::Planned(shorter)),
    ];
    let session = one(&facts);
    let told = &session.agenda_as_planned()[0];
    let minutes: Vec<(u16, u16)> = told.entries.iter().map(|it| (it.id, it.minutes)).collect();
    assert_eq!(minutes, [(2, 60), (3, 40), (1, 30)]);
    // Another session that is planned like it does not begin shortened.
    let again = &session.days_as_planned()[0];
    assert_eq!((again.ends, again.entries[0].minutes), (None, 60));
}

#[test]
fn the_wall_shows_what_was_put_there_last_and_nothing_of_what_was_thrown_away() {
    let other = |counter, fact| of(2, stamp(counter, replica(1)), fact);
    let mut facts = vec![
        dated(1, 0, SessionFact::Planned(plan(&[vec![30]]))),
        other(2, SessionFact::Planned(plan(&[vec![30]]))),
        dated(3, 0, shows(Some(1))),
        other(4, shows(Some(1))),
    ];
    assert_eq!(on_wall(&facts).map(|it| it.shown_at), Some(4));
    facts.push(other(5, SessionFact::Removed));
    assert_eq!(on_wall(&facts), None);
    assert_eq!(on_wall(&facts[..2]), None);
}

#[test]
fn lines_are_highlighted_one_after_the_other() {
    let mut showing = ran(plan(&[vec![30]]), &[(0, Some(1))]).showing;
    let mut seen = Vec::new();
    for _ in 0..4 {
        showing = turn::lit_next(&showing, 2);
        seen.push(showing.lit.clone());
    }
    assert_eq!(seen, [vec![0], vec![1], vec![], vec![0]]);
}
