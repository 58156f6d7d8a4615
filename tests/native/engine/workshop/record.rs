//! The limits of a plan, and every fact as it is written and read.

use std::fmt::Debug;
use std::str::FromStr;

use kouprey::engine::progress::{ContributionId, Event, SessionId, Stamped};
use kouprey::engine::workshop::{
    About, Ballot, CONTRIBUTION_LETTERS_MAX, Contribution, Face, LIT_MAX, OPTIONS_MAX, PAPER_ITEMS_MAX, Round,
    SIZE_MIN, SessionFact, Showing, Speaker, Tongues, sessions,
};
use kouprey::model::workshop::{DAYS_MAX, ENTRIES_MAX, ENTRY_MINUTES_MAX, PEOPLE_MAX, TABLES_MAX, TITLE_LETTERS_MAX};
use kouprey::model::{AgendaEntry, Plan, SessionDay, Subject, When};
use kouprey::storage::event::{EVENT_BYTES_MAX, Read, text_of};
use kouprey::storage::{Keeping, MemoryStore};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{any_fact, any_plan, of, plan, session_id};
use crate::storage::support::{Tab, fixture_replica, found_later, kept, key_of, made, read, stamp};
use crate::support::id;

#[test]
fn a_plan_within_its_limits_stays_as_it_is() {
    let plan = plan(&[vec![30, 480, 1], vec![], vec![15]]);
    assert_eq!(plan.clone().clamped(), plan);
}

#[test]
fn a_title_that_was_cut_is_not_cut_again() {
    let title = format!("{} more", "ក".repeat(TITLE_LETTERS_MAX - 1));
    let once = Plan { title, ..Plan::default() }.clamped();
    assert_eq!(once.clone().clamped(), once);
}

#[test]
fn a_fresh_number_is_no_entrys() {
    let mut plan = plan(&[vec![30, 20], vec![10]]);
    assert_eq!(plan.fresh_id(3), 4);
    plan.days[0].entries[1].id = u16::MAX;
    assert_eq!(plan.entry(plan.fresh_id(u16::MAX)), None);
}

proptest! {
    #[test]
    fn a_plan_keeps_to_its_limits(plan in any_plan(7, 20, "[ a-zក-ហ\\n]{0,70}")) {
        let within = plan.clone().clamped();
        let is_short = |title: &str| title.chars().count() <= TITLE_LETTERS_MAX && !title.contains('\n');
        prop_assert!(is_short(&within.title) && within.people <= PEOPLE_MAX);
        prop_assert!((1..=TABLES_MAX).contains(&within.tables));
        prop_assert!(within.days.len() <= DAYS_MAX && within.entries().count() <= ENTRIES_MAX);
        for (_, entry) in within.entries() {
            prop_assert!(is_short(&entry.title) && (1..=ENTRY_MINUTES_MAX).contains(&entry.minutes));
        }
        for (day, before) in within.days.iter().zip(&plan.days) {
            prop_assert!(day.starts < 24 * 60);
            let ids = |day: &SessionDay| day.entries.iter().map(|it| (it.id, it.subject)).collect::<Vec<_>>();
            prop_assert!(ids(before).starts_with(&ids(day)), "what is cut off stood at the end");
        }
    }
}

/// The longest id that there can be.
fn longest<T: FromStr<Err: Debug>>() -> T {
    id(&"x".repeat(40))
}

/// The bytes of a fact whose stamp and session have the longest names.
fn bytes(fact: SessionFact) -> usize {
    let session = SessionId { replica: fixture_replica(), counter: 4_000_000_000 };
    let stamp = stamp(4_000_000_000, fixture_replica());
    text_of(&Stamped { stamp, event: Event::Session(session, Box::new(fact)) }).len()
}

/// A plan with as many entries as there can be, all about a section, with these titles.
fn full_plan(title: &str) -> Plan {
    let subject = Subject::Lesson(longest(), Some(longest()));
    let count = u16::try_from(ENTRIES_MAX).unwrap();
    let ids = u16::MAX - count..u16::MAX;
    let entry = |id| AgendaEntry { id, subject, title: title.to_owned(), minutes: ENTRY_MINUTES_MAX };
    let mut days = vec![SessionDay { starts: 1_439, ends: None, entries: Vec::new() }; DAYS_MAX];
    days[0].entries = ids.map(entry).collect();
    Plan { title: title.to_owned(), people: PEOPLE_MAX, tables: TABLES_MAX, days }
}

#[test]
fn the_longest_plan_keeps_to_the_limit_of_an_event() {
    for letter in ["ក", "\u{1}", "\"", "🐘"] {
        let plan = full_plan(&letter.repeat(TITLE_LETTERS_MAX + 20)).clamped();
        assert_eq!(plan.entries().count(), ENTRIES_MAX);
        let bytes = bytes(SessionFact::Planned(plan));
        assert!(bytes <= EVENT_BYTES_MAX, "{bytes} bytes with titles of {letter:?}");
    }
}

#[test]
fn facts_at_their_limits_read_back_as_they_were() {
    let (ballot, round, when) = (Ballot::Decision(longest(), longest()), Round::Second, When::After);
    let about = About::Law(longest(), Some(longest()));
    let words = "\u{1}".repeat(CONTRIBUTION_LETTERS_MAX);
    let name = ContributionId { replica: fixture_replica(), counter: u64::MAX };
    let (entry, role, province) = (Some(u16::MAX), Speaker::InvestigatingJudge, Some(longest()));
    let lit = (0..=u16::MAX).take(LIT_MAX).collect();
    for fact in [
        SessionFact::StageSet(Showing { entry, slide: u16::MAX, size: SIZE_MIN, lit, ..Showing::default() }),
        SessionFact::VotesCounted {
            ballot,
            entry: Some(u16::MAX),
            round,
            table: Some(u8::MAX),
            counts: vec![u16::MAX; OPTIONS_MAX],
        },
        SessionFact::RoomDecided { scenario: longest(), trail: vec![(longest(), Some(u16::MAX)); 200] },
        SessionFact::PapersCounted {
            part: Some(longest()),
            when,
            papers: u16::MAX,
            right: vec![(longest(), u16::MAX); PAPER_ITEMS_MAX],
        },
        SessionFact::PeopleCounted { day: u8::MAX, present: u16::MAX },
        SessionFact::ContributionWritten(Contribution { id: name, entry, about, role, province, words }),
        SessionFact::ContributionRemoved(name),
    ] {
        assert!(bytes(fact.clone()) <= EVENT_BYTES_MAX);
        let event = Event::Session(session_id(26), Box::new(fact));
        assert_eq!(kept(event.clone()).1, event);
    }
}

/// A fact with a piece of its text replaced, as it is read.
#[track_caller]
fn changed(fact: &SessionFact, from: &str, to: &str) -> Read {
    let stamped = of(26, stamp(7, fixture_replica()), fact.clone());
    let text = text_of(&stamped);
    assert!(text.contains(from), "{text} has no {from}");
    read(&key_of(&stamped.stamp), &text.replacen(from, to, 1))
}

#[track_caller]
fn assert_damaged(fact: &SessionFact, from: &str, to: &str) {
    let found = changed(fact, from, to);
    assert!(matches!(found, Read::Damaged { .. }), "{from} as {to}: {found:?}");
}

/// A list of so many numbers.
fn list_of(count: usize) -> String {
    format!("[{}]", vec!["1"; count].join(","))
}

#[test]
fn a_showing_with_wrong_fields_is_not_read() {
    let showing = Showing {
        entry: Some(2),
        slide: 3,
        face: Face::Votes,
        round: Round::Second,
        is_black: true,
        size: 4,
        tongues: Tongues::Both,
        lit: vec![1, 2],
    };
    let fact = SessionFact::StageSet(showing.clone());
    let too_many = list_of(LIT_MAX + 1);
    for (from, to) in [
        (r#""size":4"#, r#""size":99"#),
        (r#""size":4"#, r#""size":5"#),
        (r#""size":4"#, r#""size":-3"#),
        (r#""size":4"#, r#""size":4.5"#),
        (r#""size":4"#, r#""size":"4""#),
        (r#""slide":3"#, r#""slide":-1"#),
        (r#""slide":3"#, r#""slide":65536"#),
        (r#""slide":3,"#, ""),
        (r#""entry":2"#, r#""entry":-2"#),
        (r#""entry":2"#, r#""entry":"2""#),
        (r#""votes""#, r#""everything""#),
        (r#""second""#, r#""third""#),
        (r#""both""#, r#""fr""#),
        ("[1,2]", "[-1]"),
        ("[1,2]", "[65536]"),
        ("[1,2]", r#""1""#),
        ("[1,2]", too_many.as_str()),
        (r#""fixture1-26""#, r#""twenty-six""#),
    ] {
        assert_damaged(&fact, from, to);
    }
    let rests = SessionFact::StageSet(Showing { entry: None, ..showing });
    let expected = of(26, stamp(7, fixture_replica()), rests);
    assert_eq!(changed(&fact, r#""entry":2"#, r#""entry":null"#), Read::Known(expected), "null is nothing");
}

#[test]
fn counts_with_wrong_fields_are_not_read() {
    let ballot = Ballot::Decision(id("beans-and-beams"), id("call"));
    let (round, table, counts) = (Round::First, Some(7), vec![12, 3]);
    let too_many = list_of(OPTIONS_MAX + 1);
    let fact = SessionFact::VotesCounted { ballot, entry: None, round, table, counts };
    for (from, to) in [
        ("[12,3]", "[-12,3]"),
        ("[12,3]", "[65536]"),
        ("[12,3]", "[1e400]"),
        ("[12,3]", r#"["12"]"#),
        ("[12,3]", "12"),
        ("[12,3]", too_many.as_str()),
        (r#""table":7"#, r#""table":-7"#),
        (r#""table":7"#, r#""table":256"#),
        (r#""node":"call","#, ""),
        (r#""scenario":"beans-and-beams""#, r#""item":"Beans""#),
    ] {
        assert_damaged(&fact, from, to);
    }
    let (part, when) = (Some(id("the-law")), When::After);
    let too_many = format!("[{}]", vec![r#"["law-01",1]"#; PAPER_ITEMS_MAX + 1].join(","));
    let fact = SessionFact::PapersCounted { part, when, papers: 58, right: vec![(id("law-01"), 31)] };
    for (from, to) in [
        (r#""papers":58"#, r#""papers":-58"#),
        (r#""papers":58"#, r#""papers":65536"#),
        (r#""after""#, r#""during""#),
        (r#"["law-01",31]"#, r#"["law-01",-31]"#),
        (r#"["law-01",31]"#, r#"["law-01"]"#),
        (r#"["law-01",31]"#, r#"["law-01",31,58]"#),
        (r#"[["law-01",31]]"#, too_many.as_str()),
        (r#""the-law""#, "3"),
    ] {
        assert_damaged(&fact, from, to);
    }
    let fact = SessionFact::PeopleCounted { day: 1, present: 57 };
    for (from, to) in [
        (r#""day":1"#, r#""day":256"#),
        (r#""present":57"#, r#""present":-57"#),
        (r#""present":57"#, r#""present":65536"#),
        (r#","present":57"#, ""),
    ] {
        assert_damaged(&fact, from, to);
    }
}

#[test]
fn plans_roads_and_contributions_with_wrong_fields_are_not_read() {
    let mut plan = plan(&[vec![45]]);
    plan.days[0].entries[0].subject = Subject::Lesson(id("first-48-hours"), None);
    let fact = SessionFact::Planned(plan);
    for (from, to) in [
        (r#""people":60"#, r#""people":-60"#),
        (r#""tables":10"#, r#""tables":256"#),
        (r#""starts":480"#, r#""starts":"08:00""#),
        (r#""minutes":45"#, r#""minutes":65536"#),
        (r#""kind":"lesson""#, r#""kind":"nap""#),
        (r#""lesson":"first-48-hours","#, ""),
        (r#""id":1,"#, ""),
    ] {
        assert_damaged(&fact, from, to);
    }
    let trail = vec![(id("wait"), None), (id("term"), Some(30))];
    let fact = SessionFact::RoomDecided { scenario: id("beans-and-beams"), trail };
    for (from, to) in [
        (r#"["term",30]"#, r#"["term",-30]"#),
        (r#"["term",30]"#, r#"["term",65536]"#),
        (r#"["term",30]"#, r#"["term"]"#),
        (r#"["term",30]"#, r#"[30,"term"]"#),
        (r#""wait""#, r#""Wait!""#),
        (r#""scenario":"beans-and-beams","#, ""),
    ] {
        assert_damaged(&fact, from, to);
    }
    let (about, role) = (About::Lesson(id("first-48-hours"), None), Speaker::Prosecutor);
    let (id, province, words) = (made(32).into(), Some(id("kep")), "One clock".to_owned());
    let written = Contribution { id, entry: Some(5), about, role, province, words };
    let fact = SessionFact::ContributionWritten(written);
    for (from, to) in [
        (r#""fixture1-32""#, r#""fixture1""#),
        (r#""entry":5"#, r#""entry":-5"#),
        (r#"{"lesson":{"#, r#"{"dream":{"#),
        (r#"{"lesson":{"lesson":"first-48-hours"}}"#, r#""lesson""#),
        (r#""prosecutor""#, r#""king""#),
        (r#""kep""#, r#""Kep""#),
        (r#""One clock""#, "1"),
        (r#","words":"One clock""#, ""),
    ] {
        assert_damaged(&fact, from, to);
    }
}

proptest! {
    #[test]
    fn every_fact_reads_back_as_it_was(fact in any_fact()) {
        let event = Event::Session(session_id(26), Box::new(fact));
        let (text, found) = kept(event.clone());
        prop_assert!(text.len() <= EVENT_BYTES_MAX);
        prop_assert_eq!(found, event);
    }

    #[test]
    fn a_later_visit_finds_the_same_sessions(facts in vec((1_u64..3, any_fact()), 0..20)) {
        let store = MemoryStore::default();
        let mut tab = Tab::open(&store, 1);
        for (session, fact) in facts {
            tab.record(Event::Session(session_id(session), Box::new(fact)));
        }
        prop_assert_eq!(tab.journal.keeping(), Keeping::Saved);
        let later = found_later(&store);
        prop_assert_eq!(sessions(later.session_facts()), sessions(tab.progress.session_facts()));
    }
}
