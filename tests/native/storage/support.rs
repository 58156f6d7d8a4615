//! Events, stores and tabs for the tests of the record.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::str::FromStr;

use kouprey::engine::grade::Outcome;
use kouprey::engine::progress::{
    Day, Event, FeedbackTiming, Pin, PlaythroughId, Progress, ReplicaId, Stamp, Stamped, Sure, When,
};
use kouprey::engine::shuffle::Seed;
use kouprey::engine::workshop::{About, Ballot, Contribution, Face, Round, SessionFact, Showing, Speaker, Tongues};
use kouprey::model::{
    AgendaEntry, ChoiceId, EndingId, ItemId, LessonId, NodeId, OptionId, Plan, Response, ScenarioId, SectionId,
    SessionDay, Subject, VersionId,
};
use kouprey::storage::event::{Read, read_at, text_of};
use kouprey::storage::key::{Key, KeyKind, first_profile};
use kouprey::storage::{Change, Journal, Keeping, MemoryStore};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Noon in Phnom Penh on the day of [`today`].
pub const AT: i64 = 1_795_237_200_000;

pub fn today() -> Day {
    id("2026-11-21")
}

pub fn id<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

pub fn ids<T: FromStr<Err: Debug>>(texts: &str) -> Vec<T> {
    texts.split_whitespace().map(id).collect()
}

pub fn replica(number: u64) -> ReplicaId {
    ReplicaId::from_random(number)
}

/// The key of an event of the first profile.
pub fn key_of(stamp: &Stamp) -> String {
    Key::of_event(first_profile(), stamp).text()
}

/// The same key as format 1 had it.
pub fn key_of_1(stamp: &Stamp) -> String {
    format!("kouprey.event.{}.{:010}", stamp.replica, stamp.counter)
}

/// What stands under a key.
pub fn read(key: &str, text: &str) -> Read {
    match Key::parse(key).filter(|key| key.kind == KeyKind::Event) {
        Some(key) => read_at(&key, text),
        None => Read::Damaged { why: "the key is not one of the record" },
    }
}

/// The replica that wrote the fixtures.
pub fn fixture_replica() -> ReplicaId {
    id("fixture1")
}

pub fn stamp(counter: u64, replica: ReplicaId) -> Stamp {
    Stamp { counter, replica, at_ms: AT, day: today() }
}

pub fn answered(item: &str, outcome: Outcome) -> Event {
    let response = Response::Chosen(ids("a"));
    Event::ItemAnswered { item: id(item), meaning: 1, response, outcome, sure: None, seed: Seed(7) }
}

fn answered_with(item: &str, response: Response, outcome: Outcome, sure: Option<Sure>) -> Event {
    // The seed is greater than what a double holds exactly.
    Event::ItemAnswered { item: id(item), meaning: 2, response, outcome, sure, seed: Seed(18_000_000_000_000_000_001) }
}

/// The walk of the samples.
pub fn walk() -> PlaythroughId {
    PlaythroughId { replica: fixture_replica(), counter: 8 }
}

/// A name made by the replica of the samples.
pub fn made(counter: u64) -> (ReplicaId, u64) {
    (fixture_replica(), counter)
}

/// A fact of the session of the samples.
fn of_session(fact: SessionFact) -> Event {
    Event::Session(made(26).into(), Box::new(fact))
}

/// What the session of the samples plans.
fn planned() -> Plan {
    let entry = |id_of_entry: u16, subject: Subject, title: &str, minutes: u16| AgendaEntry {
        id: id_of_entry,
        subject,
        title: title.to_owned(),
        minutes,
    };
    let first = vec![
        entry(1, Subject::Test(Some(id("leading-the-investigation")), When::Before), "", 25),
        entry(2, Subject::Talk, "ពាក្យស្វាគមន៍", 10),
        entry(3, Subject::Lesson(id("first-48-hours"), Some(id("the-search"))), "", 45),
        entry(4, Subject::Break, "", 15),
    ];
    let second = vec![
        entry(6, Subject::Case(id("beans-and-beams")), "Tables decide", 90),
        entry(5, Subject::Discussion, "Your experience", 30),
        entry(7, Subject::Lesson(id("who-can-help"), None), "", 60),
        entry(8, Subject::Test(None, When::After), "", 30),
    ];
    let days = vec![
        SessionDay { starts: 480, ends: None, entries: first },
        SessionDay { starts: 510, ends: Some(1_050), entries: second },
    ];
    Plan { title: "Stung Sla, «ពីរថ្ងៃ»".to_owned(), people: 60, tables: 10, days }
}

/// At least one event of each kind, by the name of its fixture. Fixture `n` from 1 has the counter `n`.
pub fn samples() -> Vec<(&'static str, Event)> {
    let playthrough = walk();
    let lesson: LessonId = id("first-48-hours");
    let scenario: ScenarioId = id("beans-and-beams");
    let matched = vec![(id("left-1"), id("right-2")), (id("left-2"), id("right-1"))];
    vec![
        ("section-read", Event::SectionRead { lesson, section: id("two-days") }),
        ("place-visited", Event::PlaceVisited { lesson, section: Some(id("the-scene")) }),
        ("place-visited-head", Event::PlaceVisited { lesson, section: None }),
        (
            "item-answered-chosen",
            answered_with("inv-05", Response::Chosen(ids("b d")), Outcome::Partly, Some(Sure::Certain)),
        ),
        (
            "item-answered-ordered",
            answered_with("inv-06", Response::Ordered(ids("c a b")), Outcome::Correct, Some(Sure::Fairly)),
        ),
        (
            "item-answered-matched",
            answered_with("inv-07", Response::Matched(matched), Outcome::Wrong, Some(Sure::Guess)),
        ),
        ("item-answered-placed", answered_with("inv-08", Response::Placed(-3), Outcome::Wrong, None)),
        (
            "playthrough-began",
            Event::PlaythroughBegan {
                scenario,
                playthrough,
                seed: Seed(42),
                trail: ids("wait record"),
                feedback: FeedbackTiming::AtTheEnd,
                shape: 17_000_000_000_000_000_003,
            },
        ),
        ("choice-taken", Event::ChoiceTaken { playthrough, node: id("call"), choice: id("press") }),
        ("stepped-back", Event::SteppedBack { playthrough }),
        ("playthrough-ended", Event::PlaythroughEnded { playthrough, ending: id("the-chain") }),
        ("case-visited", Event::CaseVisited { scenario }),
        ("record-reset", Event::RecordReset { seen: None }),
        ("record-exported", Event::RecordExported),
        ("record-reset-seen", Event::RecordReset { seen: Some(vec![(fixture_replica(), 14), (id("another1"), 3)]) }),
        ("answer-withdrawn", Event::AnswerWithdrawn { item: id("inv-09"), answer: made(4).into() }),
        (
            "test-began",
            Event::TestBegan {
                sitting: made(17).into(),
                part: Some(id("the-law")),
                when: When::Before,
                items: ids("law-01 law-02"),
            },
        ),
        (
            "test-began-whole",
            Event::TestBegan { sitting: made(18).into(), part: None, when: When::After, items: ids("law-01") },
        ),
        (
            "test-answered",
            Event::TestAnswered {
                sitting: made(17).into(),
                item: id("law-01"),
                meaning: 1,
                response: Response::Chosen(ids("state")),
                outcome: Outcome::Correct,
                seed: Seed(18_000_000_000_000_000_001),
            },
        ),
        ("test-ended", Event::TestEnded { sitting: made(17).into() }),
        (
            "note-written",
            Event::NoteWritten {
                note: made(21).into(),
                lesson,
                section: Some(id("one-clock")),
                quote: "One period, whatever agency holds the suspect: «អំឡុងពេលតែមួយ»".to_owned(),
                words: "Ask the post in my province.\nTwo lines.".to_owned(),
            },
        ),
        ("note-removed", Event::NoteRemoved { note: made(9).into() }),
        ("term-placed", Event::TermPlaced { playthrough, node: id("term"), choice: id("reasoned"), months: 30 }),
        (
            "evidence-pinned",
            Event::EvidencePinned(Box::new(Pin {
                id: made(24).into(),
                scenario,
                version: id("e10-ledger"),
                quote: "service 2 boxes".to_owned(),
                offence: id("aml-38"),
                element: id("property"),
            })),
        ),
        ("pin-removed", Event::PinRemoved { pin: made(24).into() }),
        ("session-planned", of_session(SessionFact::Planned(planned()))),
        (
            "stage-set",
            of_session(SessionFact::StageSet(Showing {
                entry: Some(3),
                slide: 4,
                face: Face::Votes,
                round: Round::Second,
                is_black: true,
                size: -2,
                tongues: Tongues::Both,
                lit: vec![0, 2],
            })),
        ),
        (
            "votes-counted",
            of_session(SessionFact::VotesCounted {
                ballot: Ballot::Decision(scenario, id("call")),
                entry: Some(6),
                round: Round::First,
                table: Some(7),
                counts: vec![2, 0, 4],
            }),
        ),
        (
            "room-decided",
            of_session(SessionFact::RoomDecided {
                scenario,
                trail: vec![(id("freeze"), None), (id("reasoned"), Some(30))],
            }),
        ),
        (
            "papers-counted",
            of_session(SessionFact::PapersCounted {
                part: Some(id("leading-the-investigation")),
                when: When::Before,
                papers: 58,
                right: vec![(id("inv-01"), 31), (id("inv-05"), 12)],
            }),
        ),
        ("people-counted", of_session(SessionFact::PeopleCounted { day: 1, present: 57 })),
        (
            "contribution-written",
            of_session(SessionFact::ContributionWritten(Contribution {
                id: made(32).into(),
                entry: Some(5),
                about: About::Lesson(lesson, Some(id("one-clock"))),
                role: Speaker::InvestigatingJudge,
                province: Some(id("stung-treng")),
                words: "The post writes one hour, the bridge another: «ម៉ោងពីរ».\nTwo lines.".to_owned(),
            })),
        ),
        ("contribution-removed", of_session(SessionFact::ContributionRemoved(made(32).into()))),
        ("session-removed", of_session(SessionFact::Removed)),
    ]
}

/// The samples without the one that forgets the others.
pub fn work() -> Vec<Event> {
    samples().into_iter().map(|(_, event)| event).filter(|event| !matches!(event, Event::RecordReset { .. })).collect()
}

/// The beginning of a walk with this trail.
pub fn began_with(trail: Vec<ChoiceId>) -> Event {
    Event::PlaythroughBegan {
        scenario: id("beans-and-beams"),
        playthrough: walk(),
        seed: Seed(42),
        trail,
        feedback: FeedbackTiming::AtOnce,
        shape: 5,
    }
}

/// The text that an event is kept as, and the event that a later visit reads from it.
#[track_caller]
pub fn kept(event: Event) -> (String, Event) {
    let stamp = stamp(7, fixture_replica());
    let text = text_of(&Stamped { stamp, event });
    match read(&key_of(&stamp), &text) {
        Read::Known(found) => (text, found.event),
        other => panic!("{text}: {other:?}"),
    }
}

/// A journal and its progress, as the app holds them.
pub struct Tab {
    pub journal: Journal<MemoryStore>,
    pub progress: Progress,
}

impl Tab {
    /// Opens the record in a tab whose replica comes from `number`.
    pub fn open(store: &MemoryStore, number: u64) -> Self {
        let (journal, progress) = Journal::open(store.clone(), replica(number), first_profile(), Keeping::Saved);
        Self { journal, progress }
    }

    /// Records an event and takes it into the progress.
    pub fn record(&mut self, event: Event) -> Stamped {
        let stamped = self.journal.append(event, AT, today());
        match stamped.event {
            // What came before may count again, or no more.
            Event::RecordReset { .. } => self.progress = self.journal.progress(),
            _ => self.progress.apply(&stamped.stamp, &stamped.event),
        }
        stamped
    }
}

impl Tab {
    /// Takes in what has come to light.
    pub fn see(&mut self, change: Change) {
        match change {
            Change::Nothing => {}
            Change::Added(events) => {
                for stamped in events {
                    self.progress.apply(&stamped.stamp, &stamped.event);
                }
            }
            Change::Anew(progress) => self.progress = *progress,
        }
    }

    /// Looks for what other tabs have done.
    pub fn refresh(&mut self) {
        let change = self.journal.refresh();
        self.see(change);
    }
}

/// What a later visit finds. It looks at a copy, so that looking changes nothing.
pub fn found_later(store: &MemoryStore) -> Progress {
    Tab::open(&MemoryStore::with_entries(store.entries()), 99).progress
}

/// A store that holds these events.
pub fn store_with(events: &[Stamped]) -> MemoryStore {
    MemoryStore::with_entries(events.iter().map(|stamped| (key_of(&stamped.stamp), text_of(stamped))))
}

fn id_text() -> impl Strategy<Value = String> {
    // Few ids, so that events meet; and any id, so that none is special.
    prop_oneof![
        3 => select(vec!["a", "b-2", "c"]).prop_map(|text| text.to_owned()),
        1 => "[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}",
    ]
}

fn any_id<T: FromStr<Err: Debug> + Debug>() -> impl Strategy<Value = T> {
    id_text().prop_map(|text| id(&text))
}

pub fn any_response() -> impl Strategy<Value = Response> {
    prop_oneof![
        vec(any_id::<OptionId>(), 0..4).prop_map(Response::Chosen),
        vec(any_id::<OptionId>(), 0..4).prop_map(Response::Ordered),
        vec((any_id::<OptionId>(), any_id::<OptionId>()), 0..4).prop_map(Response::Matched),
        any::<i32>().prop_map(Response::Placed),
    ]
}

fn any_playthrough() -> impl Strategy<Value = PlaythroughId> {
    (0_u64..3, 1_u64..5).prop_map(|(number, counter)| PlaythroughId { replica: replica(number), counter })
}

fn any_answer() -> impl Strategy<Value = Event> {
    let outcome = select(vec![Outcome::Correct, Outcome::Partly, Outcome::Wrong]);
    let sure = proptest::option::of(select(Sure::ALL.to_vec()));
    (any_id::<ItemId>(), any::<u16>(), any_response(), outcome, sure, any::<u64>()).prop_map(
        |(item, meaning, response, outcome, sure, seed)| Event::ItemAnswered {
            item,
            meaning,
            response,
            outcome,
            sure,
            seed: Seed(seed),
        },
    )
}

fn any_beginning() -> impl Strategy<Value = Event> {
    let trail = vec(any_id::<ChoiceId>(), 0..4);
    let feedback = select(FeedbackTiming::ALL.to_vec());
    (any_id::<ScenarioId>(), any_playthrough(), any::<u64>(), trail, feedback, any::<u64>()).prop_map(
        |(scenario, playthrough, seed, trail, feedback, shape)| Event::PlaythroughBegan {
            scenario,
            playthrough,
            seed: Seed(seed),
            trail,
            feedback,
            shape,
        },
    )
}

/// Tests, notes and answers taken back.
fn any_learning() -> impl Strategy<Value = Event> {
    let made = || (0_u64..3, 1_u64..5).prop_map(|(number, counter)| (replica(number), counter));
    prop_oneof![
        (any_id::<ItemId>(), made()).prop_map(|(item, answer)| Event::AnswerWithdrawn { item, answer: answer.into() }),
        (made(), vec(any_id::<ItemId>(), 0..3), select(When::ALL.to_vec())).prop_map(|(sitting, items, when)| {
            Event::TestBegan { sitting: sitting.into(), part: None, when, items }
        }),
        (made(), any_id::<ItemId>(), any_response()).prop_map(|(sitting, item, response)| Event::TestAnswered {
            sitting: sitting.into(),
            item,
            meaning: 1,
            response,
            outcome: Outcome::Partly,
            seed: Seed(3),
        }),
        made().prop_map(|sitting| Event::TestEnded { sitting: sitting.into() }),
        (made(), any_id::<LessonId>(), "[ -~ក-ហ\\n]{0,12}").prop_map(|(note, lesson, words)| Event::NoteWritten {
            note: note.into(),
            lesson,
            section: None,
            quote: words.clone(),
            words,
        }),
        made().prop_map(|note| Event::NoteRemoved { note: note.into() }),
        (made(), any_id::<VersionId>(), "[ -~ក-ហ\\n]{0,12}").prop_map(|(pin, version, quote)| {
            Event::EvidencePinned(Box::new(Pin {
                id: pin.into(),
                scenario: id("beans-and-beams"),
                version,
                quote,
                offence: id("aml-38"),
                element: id("property"),
            }))
        }),
        made().prop_map(|pin| Event::PinRemoved { pin: pin.into() }),
        (any_playthrough(), any_id::<NodeId>(), any_id::<ChoiceId>(), any::<u16>())
            .prop_map(|(playthrough, node, choice, months)| Event::TermPlaced { playthrough, node, choice, months }),
    ]
}

pub fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => (any_id::<LessonId>(), any_id::<SectionId>())
            .prop_map(|(lesson, section)| Event::SectionRead { lesson, section }),
        4 => (any_id::<LessonId>(), proptest::option::of(any_id::<SectionId>()))
            .prop_map(|(lesson, section)| Event::PlaceVisited { lesson, section }),
        8 => any_answer(),
        8 => any_beginning(),
        8 => (any_playthrough(), any_id::<NodeId>(), any_id::<ChoiceId>())
            .prop_map(|(playthrough, node, choice)| Event::ChoiceTaken { playthrough, node, choice }),
        4 => any_playthrough().prop_map(|playthrough| Event::SteppedBack { playthrough }),
        4 => (any_playthrough(), any_id::<EndingId>())
            .prop_map(|(playthrough, ending)| Event::PlaythroughEnded { playthrough, ending }),
        4 => any_id::<ScenarioId>().prop_map(|scenario| Event::CaseVisited { scenario }),
        4 => any_learning(),
        1 => Just(Event::RecordExported),
        1 => Just(Event::RecordReset { seen: None }),
        2 => vec((0_u64..3, 0_u64..20), 0..3).prop_map(|seen| Event::RecordReset {
            seen: Some(seen.into_iter().map(|(number, counter)| (replica(number), counter)).collect()),
        }),
    ]
}

pub fn any_day() -> impl Strategy<Value = Day> {
    (1_u16..=9999, 1_u8..=12, 1_u8..=28).prop_map(|(year, month, day)| Day::new(year, month, day).unwrap())
}

/// Any event with a counter of at most `counter_max`, from one of three replicas.
pub fn any_stamped(counter_max: u64) -> impl Strategy<Value = Stamped> {
    (0..=counter_max, 0_u64..3, any::<i64>(), any_day(), any_event()).prop_map(
        |(counter, number, at_ms, day, event)| Stamped {
            stamp: Stamp { counter, replica: replica(number), at_ms, day },
            event,
        },
    )
}

/// A set of events: no two share a place in the order.
pub fn any_record() -> impl Strategy<Value = Vec<Stamped>> {
    vec(any_stamped(20), 0..30).prop_map(|events| {
        let set: BTreeMap<(u64, ReplicaId), Stamped> =
            events.into_iter().map(|stamped| (stamped.stamp.order(), stamped)).collect();
        set.into_values().collect::<Vec<Stamped>>()
    })
}
