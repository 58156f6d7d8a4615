//! The facts that progress is made of.

use super::SESSION_FACTS_MAX;
use super::event::{Event, Stamped, Sure};
use super::stamp::{AnswerId, Day, NoteId, PinId, ReplicaId, Stamp};
use crate::engine::grade::Outcome;
use crate::engine::shuffle::Seed;
use crate::engine::workshop::SessionFact;
use crate::model::{ElementId, ItemId, LessonId, OffenceId, Response, ScenarioId, SectionId, VersionId};

/// One graded response to an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Logical time, as in [`Stamp::counter`](super::Stamp::counter).
    pub counter: u64,
    /// Who wrote it.
    pub replica: ReplicaId,
    /// The UTC instant.
    pub at_ms: i64,
    /// The local day.
    pub day: Day,
    /// What the item meant at the time; another meaning than today's makes the attempt mere history.
    pub meaning: u16,
    /// What the learner gave.
    pub response: Response,
    /// What it earned.
    pub outcome: Outcome,
    /// How sure the learner was, if it was said.
    pub sure: Option<Sure>,
    /// What the options were shuffled from.
    pub seed: Seed,
}

impl Attempt {
    /// The name by which it can be taken back.
    pub fn id(&self) -> AnswerId {
        AnswerId { replica: self.replica, counter: self.counter }
    }
}

/// A marked passage, with what the learner wrote about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudyNote {
    /// Its name.
    pub id: NoteId,
    /// The lesson.
    pub lesson: LessonId,
    /// The section; none stands for the head of the lesson.
    pub section: Option<SectionId>,
    /// The passage, as it was read.
    pub quote: String,
    /// What the learner wrote; may be empty.
    pub words: String,
    /// The local day of the last writing.
    pub day: Day,
}

impl StudyNote {
    /// The note that an event writes; none if the event is of another kind.
    pub(super) fn written(stamp: &Stamp, event: &Event) -> Option<Self> {
        let Event::NoteWritten { note, lesson, section, quote, words } = event else { return None };
        let (quote, words) = (quote.clone(), words.clone());
        Some(Self { id: *note, lesson: *lesson, section: *section, quote, words, day: stamp.day })
    }
}

/// Evidence that the learner has pinned to a point to prove.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// Its name.
    pub id: PinId,
    /// The scenario.
    pub scenario: ScenarioId,
    /// The exhibit, as it was.
    pub version: VersionId,
    /// The passage, as it was read; empty for the whole exhibit.
    pub quote: String,
    /// The offence.
    pub offence: OffenceId,
    /// The element of it.
    pub element: ElementId,
}

/// Where the learner was last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastPlace {
    /// In a lesson.
    Lesson {
        /// The lesson.
        lesson: LessonId,
        /// The section; none stands for the head of the lesson.
        section: Option<SectionId>,
        /// The UTC instant.
        at_ms: i64,
    },
    /// In a case; [`Progress::playthrough_open`](super::Progress::playthrough_open) has the decision.
    Case {
        /// The scenario.
        scenario: ScenarioId,
        /// The UTC instant.
        at_ms: i64,
    },
}

/// When a copy of the record was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastExport {
    /// The UTC instant.
    pub at_ms: i64,
    /// The local day.
    pub day: Day,
}

/// How much there is, for the record page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Responses checked, also those that the projection has dropped.
    pub attempts: u64,
    /// Different items among them.
    pub items: usize,
    /// Sections read.
    pub sections_read: usize,
    /// Walks begun.
    pub playthroughs: usize,
    /// Walks that reached an ending.
    pub playthroughs_ended: usize,
    /// Days of work.
    pub days: usize,
}

/// What was given to one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ItemHistory {
    pub(super) item: ItemId,
    pub(super) attempts: Vec<Attempt>,
}

/// What was done in one lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LessonHistory {
    pub(super) lesson: LessonId,
    pub(super) sections_read: Vec<SectionId>,
    pub(super) place: Option<SectionId>,
}

/// Adds to a list that keeps its newest.
pub(super) fn push_newest<T>(list: &mut Vec<T>, newest: T, max: usize) {
    list.push(newest);
    drop_oldest(list, max);
}

/// Adds a fact of a workshop. Where there is no more room, the oldest turn of the wall or count of hands goes, and only
/// where there is none the oldest of all: plans and what was said are not lost to what a clicker did since.
pub(super) fn push_session_fact(facts: &mut Vec<Stamped>, newest: Stamped) {
    facts.push(newest);
    if SESSION_FACTS_MAX < facts.len() {
        let is_passing = |it: &Stamped| match &it.event {
            Event::Session(_, fact) => matches!(**fact, SessionFact::StageSet(_) | SessionFact::VotesCounted { .. }),
            _ => false,
        };
        facts.remove(facts.iter().position(is_passing).unwrap_or_default());
    }
}

/// Takes away the first of a list that has grown beyond its limit by one.
pub(super) fn drop_oldest<T>(list: &mut Vec<T>, max: usize) {
    if max < list.len() {
        list.remove(0);
    }
}
