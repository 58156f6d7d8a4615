//! Sessions of a workshop: what facts add up to, the clock of the agenda, and how facts are kept.

use std::fmt::Debug;
use std::str::FromStr;

use kouprey::engine::progress::{ContributionId, Event, SessionId, Stamp, Stamped};
use kouprey::engine::workshop::{
    About, Ballot, Contribution, Face, LIT_MAX, Round, SIZE_MAX, SIZE_MIN, Session, SessionFact, Showing, Speaker,
    Tongues, sessions,
};
use kouprey::model::{
    AgendaEntry, ArticleId, ChoiceId, InstrumentId, ItemId, LessonId, NodeId, PartId, Plan, ProvinceId, ScenarioId,
    SectionId, SessionDay, Subject, When,
};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::storage::support::{AT, made, replica, stamp};
use crate::support::id;

/// How long entries run, and when they will.
mod clock;
/// Which date belongs to which day.
mod days;
/// What facts add up to, whoever has heard them.
mod facts;
/// The limits of a plan, and every fact as it is written and read.
mod record;

const MINUTE_MS: i64 = 60_000;
/// A few letters of any kind, as a pattern.
const WORDS: &str = "[\\x00-~ក-៹]{0,12}";

/// The instant so many minutes after eight in the morning in Phnom Penh, on the day whose noon is [`AT`].
fn after_eight(minutes: i64) -> i64 {
    AT + (minutes - 4 * 60) * MINUTE_MS
}

fn session_id(number: u64) -> SessionId {
    made(number).into()
}

/// A fact of a session.
fn of(session: u64, stamp: Stamp, fact: SessionFact) -> Stamped {
    Stamped { stamp, event: Event::Session(session_id(session), Box::new(fact)) }
}

/// A fact of the first session.
fn fact(counter: u64, at_ms: i64, fact: SessionFact) -> Stamped {
    of(1, Stamp { at_ms, ..stamp(counter, replica(1)) }, fact)
}

fn shows(entry: Option<u16>) -> SessionFact {
    SessionFact::StageSet(Showing { entry, ..Showing::default() })
}

/// A plan with a talk of each length. Every day begins at eight, and entries count from 1.
fn plan(days: &[Vec<u16>]) -> Plan {
    let mut last = 0;
    let mut talk = |minutes: &u16| {
        last += 1;
        AgendaEntry { id: last, subject: Subject::Talk, title: String::new(), minutes: *minutes }
    };
    let days =
        days.iter().map(|day| SessionDay { starts: 480, ends: None, entries: day.iter().map(&mut talk).collect() });
    Plan { title: "Two days".to_owned(), people: 60, tables: 10, days: days.collect() }
}

/// The one session of these facts.
#[track_caller]
fn one(facts: &[Stamped]) -> Session {
    let mut found = sessions(facts);
    assert_eq!(found.len(), 1);
    found.remove(0)
}

/// Few ids, so that facts meet.
fn any_id<T: FromStr<Err: Debug> + Debug>() -> impl Strategy<Value = T> {
    select(vec!["a", "b-2", "c"]).prop_map(id::<T>)
}

fn any_subject() -> impl Strategy<Value = Subject> {
    prop_oneof![
        Just(Subject::Talk),
        Just(Subject::Break),
        Just(Subject::Discussion),
        (any_id::<LessonId>(), option::of(any_id::<SectionId>()))
            .prop_map(|(lesson, section)| Subject::Lesson(lesson, section)),
        any_id::<ScenarioId>().prop_map(Subject::Case),
        (option::of(any_id::<PartId>()), select(When::ALL.to_vec())).prop_map(|(part, when)| Subject::Test(part, when)),
    ]
}

/// A plan, within its limits or not, of fewer days and entries a day than said.
fn any_plan(days: usize, entries: usize, title: &'static str) -> impl Strategy<Value = Plan> {
    let entry = (any::<u16>(), any_subject(), title, any::<u16>())
        .prop_map(|(id, subject, title, minutes)| AgendaEntry { id, subject, title, minutes });
    let day =
        (any::<u16>(), vec(entry, 0..entries)).prop_map(|(starts, entries)| SessionDay { starts, ends: None, entries });
    (title, any::<u16>(), any::<u8>(), vec(day, 0..days)).prop_map(|(title, people, tables, days)| Plan {
        title,
        people,
        tables,
        days,
    })
}

fn any_showing() -> impl Strategy<Value = Showing> {
    let look = (select(Face::ALL.to_vec()), select(Round::ALL.to_vec()), select(Tongues::ALL.to_vec()));
    let lit = btree_set(any::<u16>(), 0..=LIT_MAX).prop_map(|places| places.into_iter().collect::<Vec<u16>>());
    (option::of(1_u16..6), any::<u16>(), look, any::<bool>(), SIZE_MIN..=SIZE_MAX, lit).prop_map(
        |(entry, slide, (face, round, tongues), is_black, size, lit)| Showing {
            entry,
            slide,
            face,
            round,
            is_black,
            size,
            tongues,
            lit,
        },
    )
}

fn any_ballot() -> impl Strategy<Value = Ballot> {
    prop_oneof![
        any_id::<ItemId>().prop_map(Ballot::Item),
        (any_id::<ScenarioId>(), any_id::<NodeId>()).prop_map(|(scenario, node)| Ballot::Decision(scenario, node)),
    ]
}

fn any_name() -> impl Strategy<Value = ContributionId> {
    (0_u64..2, 1_u64..5).prop_map(|(number, counter)| ContributionId { replica: replica(number), counter })
}

fn any_contribution() -> impl Strategy<Value = Contribution> {
    let about = prop_oneof![
        Just(About::Handbook),
        (any_id::<LessonId>(), option::of(any_id::<SectionId>()))
            .prop_map(|(lesson, section)| About::Lesson(lesson, section)),
        (any_id::<ScenarioId>(), option::of(any_id::<NodeId>()))
            .prop_map(|(scenario, node)| About::Case(scenario, node)),
        (any_id::<InstrumentId>(), option::of(any_id::<ArticleId>()))
            .prop_map(|(instrument, article)| About::Law(instrument, article)),
    ];
    let role = select(Speaker::ALL.to_vec());
    (any_name(), option::of(1_u16..6), about, role, option::of(any_id::<ProvinceId>()), WORDS)
        .prop_map(|(id, entry, about, role, province, words)| Contribution { id, entry, about, role, province, words })
}

fn any_fact() -> impl Strategy<Value = SessionFact> {
    let round = select(Round::ALL.to_vec());
    let votes = (any_ballot(), round, option::of(1_u8..4), vec(any::<u16>(), 0..6));
    let trail = vec((any_id::<ChoiceId>(), option::of(any::<u16>())), 0..5);
    let right = vec((any_id::<ItemId>(), any::<u16>()), 0..4);
    let papers = (option::of(any_id::<PartId>()), select(When::ALL.to_vec()), any::<u16>(), right);
    prop_oneof![
        6 => any_plan(3, 4, WORDS).prop_map(SessionFact::Planned),
        1 => Just(SessionFact::Removed),
        12 => any_showing().prop_map(SessionFact::StageSet),
        14 => votes.prop_map(|(ballot, round, table, counts)| {
            SessionFact::VotesCounted { ballot, entry: None, round, table, counts }
        }),
        6 => (any_id::<ScenarioId>(), trail)
            .prop_map(|(scenario, trail)| SessionFact::RoomDecided { scenario, trail }),
        4 => papers.prop_map(|(part, when, papers, right)| {
            SessionFact::PapersCounted { part, when, papers, right }
        }),
        3 => (any::<u8>(), any::<u16>()).prop_map(|(day, present)| SessionFact::PeopleCounted { day, present }),
        6 => any_contribution().prop_map(SessionFact::ContributionWritten),
        2 => any_name().prop_map(SessionFact::ContributionRemoved),
    ]
}
