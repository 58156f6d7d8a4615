//! What can happen, in the past tense.
//!
//! An event is a fact: it is never edited, and its written form (`storage::event_json`) is frozen with the
//! format that it was released in (`tests/fixtures/record/`). A new kind may be added to a format, since
//! older builds carry along what they don't know; a kind that is there may not change its fields.

use super::history::Pin;
use super::stamp::{AnswerId, NoteId, PinId, PlaythroughId, ReplicaId, SessionId, SittingId, Stamp};
use crate::engine::grade::Outcome;
use crate::engine::shuffle::Seed;
use crate::engine::workshop::SessionFact;
pub use crate::model::When;
use crate::model::{ChoiceId, EndingId, ItemId, LessonId, NodeId, PartId, Response, ScenarioId, SectionId};

/// A fact about the learner's work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A section was read to its end.
    SectionRead {
        /// The lesson.
        lesson: LessonId,
        /// The section.
        section: SectionId,
    },
    /// The learner came to a place in a lesson.
    PlaceVisited {
        /// The lesson.
        lesson: LessonId,
        /// The section; none stands for the head of the lesson.
        section: Option<SectionId>,
    },
    /// A response was checked.
    ItemAnswered {
        /// The item.
        item: ItemId,
        /// What the item meant at the time (`Item::meaning`).
        meaning: u16,
        /// What the learner gave.
        response: Response,
        /// What it earned.
        outcome: Outcome,
        /// How sure the learner was; none where it wasn't said.
        sure: Option<Sure>,
        /// What the options were shuffled from.
        seed: Seed,
    },
    /// A walk through a scenario began, at its start or at a decision of an earlier walk.
    PlaythroughBegan {
        /// The scenario.
        scenario: ScenarioId,
        /// The name that later events know it by.
        playthrough: PlaythroughId,
        /// What the choices are shuffled from.
        seed: Seed,
        /// Choices taken over from the earlier walk.
        trail: Vec<ChoiceId>,
        /// When feedback is shown.
        feedback: FeedbackTiming,
        /// Fingerprint of the graph: on a changed graph the walk is a record and can't be resumed.
        shape: u64,
    },
    /// A choice was taken.
    ChoiceTaken {
        /// The walk.
        playthrough: PlaythroughId,
        /// The decision.
        node: NodeId,
        /// The choice.
        choice: ChoiceId,
    },
    /// A term of prison was placed, which takes the choice whose band holds it.
    TermPlaced {
        /// The walk.
        playthrough: PlaythroughId,
        /// The decision.
        node: NodeId,
        /// The choice.
        choice: ChoiceId,
        /// The term in months.
        months: u16,
    },
    /// The last choice was taken back.
    SteppedBack {
        /// The walk.
        playthrough: PlaythroughId,
    },
    /// A walk reached an ending.
    PlaythroughEnded {
        /// The walk.
        playthrough: PlaythroughId,
        /// The ending.
        ending: EndingId,
    },
    /// The learner opened a case.
    CaseVisited {
        /// The scenario.
        scenario: ScenarioId,
    },
    /// An answer was taken back: it counts no more.
    AnswerWithdrawn {
        /// The item.
        item: ItemId,
        /// The answer.
        answer: AnswerId,
    },
    /// A test began.
    TestBegan {
        /// The name that later events know it by.
        sitting: SittingId,
        /// The part that it is about; none stands for the whole handbook.
        part: Option<PartId>,
        /// Whether it comes before or after the lessons.
        when: When,
        /// What it asks, in order.
        items: Vec<ItemId>,
    },
    /// A question of a test was answered. It counts for the test alone: nothing is learnt from it before the end.
    TestAnswered {
        /// The test.
        sitting: SittingId,
        /// The item.
        item: ItemId,
        /// What the item meant at the time.
        meaning: u16,
        /// What the learner gave.
        response: Response,
        /// What it earned.
        outcome: Outcome,
        /// What the options were shuffled from.
        seed: Seed,
    },
    /// A test was handed in.
    TestEnded {
        /// The test.
        sitting: SittingId,
    },
    /// A passage was marked, or the note on it was written anew.
    NoteWritten {
        /// The name of the note.
        note: NoteId,
        /// The lesson.
        lesson: LessonId,
        /// The section; none stands for the head of the lesson.
        section: Option<SectionId>,
        /// The passage, as it was read.
        quote: String,
        /// What the learner wrote; may be empty.
        words: String,
    },
    /// A note was thrown away.
    NoteRemoved {
        /// The note.
        note: NoteId,
    },
    /// An exhibit, or a passage of it, was pinned to a point to prove.
    EvidencePinned(Box<Pin>),
    /// A pin was taken away.
    PinRemoved {
        /// The pin.
        pin: PinId,
    },
    /// Something of a session of a workshop.
    Session(SessionId, Box<SessionFact>),
    /// The learner asked to begin afresh: what comes before counts no more. The log keeps it.
    RecordReset {
        /// What the learner had before their eyes: replicas, each with the last counter that was known of it. Work
        /// of another tab or computer that came to light later is not among it and stays. None (format 1, and
        /// records of more than [`SEEN_MAX`] replicas) stands for everything before it in the order.
        seen: Option<Seen>,
    },
    /// The learner took a copy of the record.
    RecordExported,
}

/// Replicas with the highest counter known of each.
pub type Seen = Vec<(ReplicaId, u64)>;

/// Letters of a marked passage that are kept.
pub const QUOTE_LETTERS_MAX: usize = 600;

/// Letters of a note.
pub const NOTE_LETTERS_MAX: usize = 2_000;

/// Replicas that a reset can name, so that its entry keeps to its limit.
pub const SEEN_MAX: usize = 500;

impl Event {
    /// The name of every kind, as written. A name that isn't here belongs to a newer build.
    pub const KINDS: [&'static str; 28] = [
        "section-read",
        "place-visited",
        "item-answered",
        "playthrough-began",
        "choice-taken",
        "stepped-back",
        "playthrough-ended",
        "case-visited",
        "record-reset",
        "record-exported",
        "answer-withdrawn",
        "test-began",
        "test-answered",
        "test-ended",
        "note-written",
        "note-removed",
        "term-placed",
        "evidence-pinned",
        "pin-removed",
        "session-planned",
        "session-removed",
        "stage-set",
        "votes-counted",
        "room-decided",
        "papers-counted",
        "people-counted",
        "contribution-written",
        "contribution-removed",
    ];
}

/// How sure the learner was before checking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// A guess.
    Guess,
    /// Fairly sure.
    Fairly,
    /// Certain.
    Certain,
}

impl Sure {
    /// Every degree, the least first.
    pub const ALL: [Self; 3] = [Self::Guess, Self::Fairly, Self::Certain];

    /// The word in the record and in attributes.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Guess => "guess",
            Self::Fairly => "fairly",
            Self::Certain => "certain",
        }
    }
}

/// When a case shows its feedback.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FeedbackTiming {
    /// After each decision.
    #[default]
    AtOnce,
    /// At the debrief.
    AtTheEnd,
}

impl FeedbackTiming {
    /// Both timings.
    pub const ALL: [Self; 2] = [Self::AtOnce, Self::AtTheEnd];

    /// The word in the record, in preferences and in attributes.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AtOnce => "at-once",
            Self::AtTheEnd => "at-the-end",
        }
    }
}

/// An event with its stamp: one entry of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamped {
    /// When and where it was recorded.
    pub stamp: Stamp,
    /// What happened.
    pub event: Event,
}

impl Stamped {
    /// Whether this is a reset that had seen what a stamp belongs to.
    pub fn forgets(&self, stamp: &Stamp) -> bool {
        let Event::RecordReset { seen } = &self.event else { return false };
        stamp.order() < self.stamp.order()
            && seen.as_ref().is_none_or(|seen| {
                seen.iter().any(|(replica, counter)| *replica == stamp.replica && stamp.counter <= *counter)
            })
    }
}
