//! What can happen in a session of a workshop. Facts like all events: never edited, their written form frozen.
//!
//! A fact says how things stand, not by how much they changed: counts as counted, the stage as it is. So a fact that
//! is lost or comes late heals with the next one, and two windows agree once both know the last.

use crate::engine::progress::ContributionId;
use crate::model::{
    ArticleId, ChoiceId, InstrumentId, ItemId, LessonId, Locale, NodeId, PartId, Plan, ProvinceId, ScenarioId,
    SectionId, When,
};

/// Letters of a contribution.
pub const CONTRIBUTION_LETTERS_MAX: usize = 1_000;
/// Options of a vote.
pub const OPTIONS_MAX: usize = 40;
/// Lines of a slide that can be highlighted at once.
pub const LIT_MAX: usize = 20;
/// Items of a paper test.
pub const PAPER_ITEMS_MAX: usize = 100;
/// Steps that the letters on the wall can be made smaller.
pub const SIZE_MIN: i8 = -2;
/// Steps that they can be made larger.
pub const SIZE_MAX: i8 = 4;

/// A fact of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionFact {
    /// The session was planned, or planned anew.
    Planned(Plan),
    /// The session was thrown away: it is shown no more.
    Removed,
    /// What the wall shows.
    StageSet(Showing),
    /// How many hands or cards there were.
    VotesCounted {
        /// What was voted on.
        ballot: Ballot,
        /// The entry of the agenda during which it was voted on.
        entry: Option<u16>,
        /// Which of the two votes.
        round: Round,
        /// The table, from 1; none for the whole room.
        table: Option<u8>,
        /// The votes for each option, as authored.
        counts: Vec<u16>,
    },
    /// How far the room has come in a case: all that it decided.
    RoomDecided {
        /// The case.
        scenario: ScenarioId,
        /// The choices, each with the term in months where one was placed.
        trail: Vec<(ChoiceId, Option<u16>)>,
    },
    /// How a test on paper went.
    PapersCounted {
        /// The part that it is about; none for the whole.
        part: Option<PartId>,
        /// Whether before or after.
        when: When,
        /// How many papers were counted.
        papers: u16,
        /// For each item, on how many papers it was right.
        right: Vec<(ItemId, u16)>,
    },
    /// How many people were there.
    PeopleCounted {
        /// The day, from 0.
        day: u8,
        /// How many.
        present: u16,
    },
    /// Somebody in the room said something, or it was written anew.
    ContributionWritten(Contribution),
    /// What was said is thrown away.
    ContributionRemoved(ContributionId),
}

/// What the wall shows: all of it, so that a window which knows the last showing knows everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Showing {
    /// The entry of the agenda; none while the session rests.
    pub entry: Option<u16>,
    /// The slide within the entry, from 0.
    pub slide: u16,
    /// How much of a slide with a vote is shown.
    pub face: Face,
    /// Which of the two votes goes on.
    pub round: Round,
    /// Whether the wall is black.
    pub is_black: bool,
    /// By how many steps the letters are larger, from [`SIZE_MIN`] to [`SIZE_MAX`].
    pub size: i8,
    /// The languages on the wall.
    pub tongues: Tongues,
    /// Lines of the slide that are highlighted: their places, sorted; at most [`LIT_MAX`].
    pub lit: Vec<u16>,
}

/// How much of a slide with a vote is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Face {
    /// The question.
    #[default]
    Question,
    /// How the room voted.
    Votes,
    /// The answer, with reasons.
    Answer,
}

impl Face {
    /// All, in the order in which a trainer turns them up.
    pub const ALL: [Self; 3] = [Self::Question, Self::Votes, Self::Answer];

    /// The word in the record and in attributes.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Votes => "votes",
            Self::Answer => "answer",
        }
    }
}

/// Which of the two votes around a discussion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Round {
    /// Before the discussion.
    #[default]
    First,
    /// After it.
    Second,
}

impl Round {
    /// Both.
    pub const ALL: [Self; 2] = [Self::First, Self::Second];

    /// The word in the record and in attributes.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
        }
    }
}

/// The languages on the wall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tongues {
    /// English.
    #[default]
    En,
    /// Khmer.
    Km,
    /// Both, side by side, where the words exist.
    Both,
}

impl Tongues {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::En, Self::Km, Self::Both];

    /// The word in the record and in attributes.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Km => "km",
            Self::Both => "both",
        }
    }

    /// The one language of a page.
    pub fn of(locale: Locale) -> Self {
        match locale {
            Locale::En => Self::En,
            Locale::Km => Self::Km,
        }
    }

    /// The languages in order.
    pub fn locales(self) -> &'static [Locale] {
        match self {
            Self::En => &[Locale::En],
            Self::Km => &[Locale::Km],
            Self::Both => &[Locale::En, Locale::Km],
        }
    }
}

/// What a room votes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ballot {
    /// An item.
    Item(ItemId),
    /// A decision of a case.
    Decision(ScenarioId, NodeId),
}

/// What somebody in the room said. By role and province only: there is no place for a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// Its name.
    pub id: ContributionId,
    /// The entry of the agenda during which it was said.
    pub entry: Option<u16>,
    /// What it is about.
    pub about: About,
    /// Who said it.
    pub role: Speaker,
    /// Where from; none where it wasn't said.
    pub province: Option<ProvinceId>,
    /// What was said; at most [`CONTRIBUTION_LETTERS_MAX`] letters.
    pub words: String,
}

/// What a contribution is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// The handbook as a whole.
    Handbook,
    /// A lesson, or one of its sections.
    Lesson(LessonId, Option<SectionId>),
    /// A case, or one of its decisions.
    Case(ScenarioId, Option<NodeId>),
    /// An instrument of law, or one of its articles.
    Law(InstrumentId, Option<ArticleId>),
}

/// Who speaks, by role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speaker {
    /// A judge.
    #[default]
    Judge,
    /// An investigating judge.
    InvestigatingJudge,
    /// A prosecutor.
    Prosecutor,
    /// A clerk.
    Clerk,
    /// Judicial police.
    Police,
    /// Forestry, fisheries or environment administration.
    Administration,
    /// Customs.
    Customs,
    /// A lawyer.
    Lawyer,
    /// An expert.
    Expert,
    /// Somebody else.
    Other,
}

impl Speaker {
    /// Every role.
    pub const ALL: [Self; 10] = [
        Self::Judge,
        Self::InvestigatingJudge,
        Self::Prosecutor,
        Self::Clerk,
        Self::Police,
        Self::Administration,
        Self::Customs,
        Self::Lawyer,
        Self::Expert,
        Self::Other,
    ];

    /// The role with this word; the first for any other.
    pub fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|it| it.as_str() == word).unwrap_or_default()
    }

    /// The word in the record and in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Judge => "judge",
            Self::InvestigatingJudge => "investigating-judge",
            Self::Prosecutor => "prosecutor",
            Self::Clerk => "clerk",
            Self::Police => "police",
            Self::Administration => "administration",
            Self::Customs => "customs",
            Self::Lawyer => "lawyer",
            Self::Expert => "expert",
            Self::Other => "other",
        }
    }
}
