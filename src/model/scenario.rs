//! Branching cases: a graph of decisions, apart from its words.

use super::block::{Block, Inlines, Note};
use super::id::{ChoiceId, ClockId, EndingId, ExhibitId, FlagId, NodeId, PassageId, ScenarioId, ValueId, VersionId};
use super::lesson::ReviewState;
use super::locale::Locale;
use super::wire::{wire_enum, wire_struct};

/// The language-free part of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Its id.
    pub id: ScenarioId,
    /// Who the learner is.
    pub role: Role,
    /// The first decision.
    pub start: NodeId,
    /// What later nodes can depend on.
    pub flags: Vec<Flag>,
    /// Hours that run out.
    pub clocks: Vec<Clock>,
    /// Documents of the file.
    pub exhibits: Vec<Exhibit>,
    /// Decisions, in the order of telling.
    pub nodes: Vec<Node>,
    /// Endings, tested in order; the last has an empty guard.
    pub endings: Vec<Ending>,
}

impl Scenario {
    /// A node by id.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == id)
    }

    /// Where a node stands in the order of telling.
    pub fn node_place(&self, id: NodeId) -> Option<usize> {
        self.nodes.iter().position(|node| node.id == id)
    }

    /// Where an ending stands in the order of testing.
    pub fn ending_place(&self, id: EndingId) -> Option<usize> {
        self.endings.iter().position(|ending| ending.id == id)
    }
}

/// Who the learner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Prosecutor.
    Prosecutor,
    /// Investigating judge.
    InvestigatingJudge,
    /// Trial judge.
    TrialJudge,
    /// Judge of a court of appeal.
    AppealJudge,
}

/// What later nodes can depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Its id.
    pub id: FlagId,
    /// Its values; the first holds at the start. Never empty.
    pub values: Vec<ValueId>,
}

/// Hours that run out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Its id.
    pub id: ClockId,
    /// How many hours there are.
    pub limit_hours: u16,
}

/// A document of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exhibit {
    /// Its id.
    pub id: ExhibitId,
    /// Its tag, such as `E6`.
    pub tag: String,
    /// Its states; the first whose guard holds is in the file, and if none does it is not there yet.
    pub versions: Vec<Version>,
}

/// One state of an exhibit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its id.
    pub id: VersionId,
    /// When it is the one in the file.
    pub when: Guard,
    /// What it is worth.
    pub state: ExhibitState,
}

/// What an exhibit is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExhibitState {
    /// As it should be.
    Sound,
    /// Its weight has suffered.
    Weak,
    /// Gained by a decision.
    New,
}

impl ExhibitState {
    /// The value of `data-state`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sound => "sound",
            Self::Weak => "weak",
            Self::New => "new",
        }
    }
}

/// A point where the learner decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its id.
    pub id: NodeId,
    /// Hours used on each clock that runs here.
    pub clocks: Vec<(ClockId, u16)>,
    /// Words that a guard shows or hides.
    pub passages: Vec<Passage>,
    /// What the learner can choose, as authored.
    pub choices: Vec<Choice>,
}

impl Node {
    /// A choice by id.
    pub fn choice(&self, id: ChoiceId) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.id == id)
    }
}

/// Words of a node that a guard shows or hides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its id.
    pub id: PassageId,
    /// When the words are shown.
    pub when: Guard,
}

/// Something the learner can choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its id within the node.
    pub id: ChoiceId,
    /// Where it leads.
    pub to: Target,
    /// When it is offered.
    pub when: Guard,
    /// How the feedback judges it.
    pub verdict: Verdict,
    /// What it changes, in order; the first has no guard.
    pub effects: Vec<Effect>,
}

/// Where a choice leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The next decision.
    Node(NodeId),
    /// The end; the endings' guards say which.
    End,
}

/// How the feedback judges a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The strongest, or one of them.
    Better,
    /// Defensible.
    Even,
    /// It costs something.
    Worse,
}

impl Verdict {
    /// The word authors write, also the value of `data-state`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Even => "even",
            Self::Worse => "worse",
        }
    }
}

/// What a choice changes, if its guard holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// When it applies.
    pub when: Guard,
    /// New values of flags.
    pub sets: Vec<(FlagId, ValueId)>,
    /// Movement on the six dimensions.
    pub moves: Moves,
}

/// Movement on the six dimensions, in the order of [`Dimension::ALL`].
pub type Moves = [i8; 6];

/// What a decision can move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Law and elements.
    Law,
    /// Integrity of the evidence.
    Evidence,
    /// Rights and fairness.
    Rights,
    /// Reach up the network.
    Network,
    /// Welfare and conservation.
    Welfare,
    /// Timeliness and use of the court's time.
    Time,
}

impl Dimension {
    /// Every dimension, in the order of [`Moves`].
    pub const ALL: [Self; 6] = [Self::Law, Self::Evidence, Self::Rights, Self::Network, Self::Welfare, Self::Time];

    /// The word authors write.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::Evidence => "evidence",
            Self::Rights => "rights",
            Self::Network => "network",
            Self::Welfare => "welfare",
            Self::Time => "time",
        }
    }

    /// Its place in [`Moves`].
    pub fn place(self) -> usize {
        match self {
            Self::Law => 0,
            Self::Evidence => 1,
            Self::Rights => 2,
            Self::Network => 3,
            Self::Welfare => 4,
            Self::Time => 5,
        }
    }
}

/// A condition: all of it must hold. Empty, it always holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guard {
    /// Each flag has one of these values.
    pub flags: Vec<(FlagId, Vec<ValueId>)>,
    /// Each dimension lies in this span.
    pub spans: Vec<(Dimension, Span)>,
    /// At least one of these was taken; empty asks for nothing.
    pub took: Vec<(NodeId, ChoiceId)>,
}

impl Guard {
    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.flags.is_empty() && self.spans.is_empty() && self.took.is_empty()
    }
}

/// A span of a dimension, both ends within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The least value.
    pub min: Option<i16>,
    /// The greatest value.
    pub max: Option<i16>,
}

/// How a case can end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Its id.
    pub id: EndingId,
    /// When it is the one; the last ending has an empty guard.
    pub when: Guard,
}

/// The words of a case in one language. Lists stand in the order of the structure.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioWords {
    /// The language that the words are really in: the original where a translation is absent.
    pub locale: Locale,
    /// The title.
    pub title: String,
    /// Paragraphs before the first section.
    pub lead: Vec<Inlines>,
    /// What a learner can do afterwards.
    pub objectives: Vec<String>,
    /// The brief: its heading and blocks.
    pub brief: (Inlines, Vec<Block>),
    /// Words of the nodes.
    pub nodes: Vec<NodeWords>,
    /// Words of the versions of each exhibit.
    pub exhibits: Vec<Vec<VersionWords>>,
    /// Words of the endings.
    pub endings: Vec<EndingWords>,
    /// Questions for the debrief.
    pub questions: Vec<Inlines>,
    /// What the citations say.
    pub notes: Vec<Note>,
    /// Whether a lawyer has read these words.
    pub review: ReviewState,
}

/// The words of a node.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeWords {
    /// The heading.
    pub title: Inlines,
    /// The situation; its passages stand among the blocks.
    pub blocks: Vec<Block>,
    /// The question.
    pub ask: Inlines,
    /// Words of the choices, as authored.
    pub choices: Vec<ChoiceWords>,
}

/// The words of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceWords {
    /// What the learner reads before choosing.
    pub text: Inlines,
    /// What the learner reads afterwards.
    pub feedback: Feedback,
}

/// What the learner reads after a choice. Weight and nullity are never merged.
#[derive(Clone, Debug, PartialEq)]
pub struct Feedback {
    /// Why it is better or worse.
    pub why: Vec<Block>,
    /// The legal or technical ground.
    pub ground: Vec<Block>,
    /// What it costs in weight; empty where nothing.
    pub weight: Vec<Block>,
    /// What invites an argument of nullity; empty where nothing.
    pub nullity: Vec<Block>,
}

/// The words of one version of an exhibit.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionWords {
    /// The name of the document.
    pub title: Inlines,
    /// Where it comes from or what weakens it; may be empty.
    pub note: Inlines,
    /// The document.
    pub blocks: Vec<Block>,
}

/// The words of an ending.
#[derive(Clone, Debug, PartialEq)]
pub struct EndingWords {
    /// Its name.
    pub title: Inlines,
    /// The judgment as numbered points, then what became of people, money and animals.
    pub blocks: Vec<Block>,
}

wire_struct! {
    Scenario { id, role, start, flags, clocks, exhibits, nodes, endings }
    Flag { id, values }
    Clock { id, limit_hours }
    Exhibit { id, tag, versions }
    Version { id, when, state }
    Node { id, clocks, passages, choices }
    Passage { id, when }
    Choice { id, to, when, verdict, effects }
    Effect { when, sets, moves }
    Guard { flags, spans, took }
    Span { min, max }
    Ending { id, when }
    ScenarioWords { locale, title, lead, objectives, brief, nodes, exhibits, endings, questions, notes, review }
    NodeWords { title, blocks, ask, choices }
    ChoiceWords { text, feedback }
    Feedback { why, ground, weight, nullity }
    VersionWords { title, note, blocks }
    EndingWords { title, blocks }
}

wire_enum! {
    Role { 0 Prosecutor, 1 InvestigatingJudge, 2 TrialJudge, 3 AppealJudge; else Self::Prosecutor }
    ExhibitState { 0 Sound, 1 Weak, 2 New; else Self::Sound }
    Target { 0 Node(a), 1 End; else Self::End }
    Verdict { 0 Better, 1 Even, 2 Worse; else Self::Better }
    Dimension { 0 Law, 1 Evidence, 2 Rights, 3 Network, 4 Welfare, 5 Time; else Self::Law }
}
