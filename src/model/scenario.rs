//! Branching cases: a graph of decisions, apart from its words.

use super::id::{
    ChoiceId, ClockId, ElementId, EndingId, ExhibitId, FlagId, NodeId, OffenceId, PassageId, ScenarioId, ValueId,
    VersionId,
};
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
    /// Periods that run out.
    pub clocks: Vec<Clock>,
    /// Points to prove: every element of every offence that the case is about, offence by offence.
    pub points: Vec<PointToProve>,
    /// Documents of the file.
    pub exhibits: Vec<Exhibit>,
    /// What the court will see; each is shown while its guard holds.
    pub court: Vec<Passage>,
    /// Decisions, in the order of telling.
    pub nodes: Vec<Node>,
    /// Endings, tested in order; the last has an empty guard.
    pub endings: Vec<Ending>,
    /// The ending that serves the case best.
    pub best: EndingId,
    /// The ending that serves it worst.
    pub worst: EndingId,
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

/// A period that runs out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Its id.
    pub id: ClockId,
    /// How long it is.
    pub limit: u16,
    /// In what it is counted.
    pub unit: ClockUnit,
}

/// In what a period is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockUnit {
    /// Hours.
    Hours,
    /// Days.
    Days,
}

/// An element that must be proved, and what of the file goes to prove it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointToProve {
    /// The offence.
    pub offence: OffenceId,
    /// The element of that offence.
    pub element: ElementId,
    /// What goes to prove it; empty where nothing in this case can.
    pub exhibits: Vec<ExhibitId>,
    /// When these exhibits prove it.
    pub when: Guard,
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
    /// What the learner does here.
    pub task: Task,
    /// How much of each clock that runs here is used.
    pub clocks: Vec<(ClockId, u16)>,
    /// Words that a guard shows or hides.
    pub passages: Vec<Passage>,
    /// What the learner can choose, as authored.
    pub choices: Vec<Choice>,
    /// What the task as a whole changes when it is left, in order; empty for a decision.
    pub effects: Vec<Effect>,
}

impl Node {
    /// A choice by id.
    pub fn choice(&self, id: ChoiceId) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.id == id)
    }
}

/// What the learner does at a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Takes one of the choices.
    Decision,
    /// Asks so many questions, one after another, and hears each answer at once.
    Examination(u8),
    /// Picks the charges, then confirms them.
    Charging,
    /// Picks the paragraphs that a decision must hold, then confirms them.
    Reasons,
    /// Picks the reasons that count, then places a term of prison.
    Sentence(TermScale),
}

/// The scale on which a term of prison is placed, in months from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermScale {
    /// The offence of the conviction.
    pub offence: OffenceId,
    /// The right end: beyond the most that the law allows, so that a mistake can be made.
    pub most: u16,
    /// The least and the most that the law allows; `None` where the text seen states none.
    pub law: (Option<u16>, Option<u16>),
}

/// Words that a guard shows or hides.
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
    /// What it is.
    pub kind: ChoiceKind,
    /// Where it leads; where a task leads, if it is one of the task's parts.
    pub to: Target,
    /// When it is offered.
    pub when: Guard,
    /// How the feedback judges it.
    pub verdict: Verdict,
    /// What it changes, in order; the first has no guard.
    pub effects: Vec<Effect>,
    /// Answers of a witness that a guard lets in, in order; the words hold one more, for when none holds.
    pub answers: Vec<Passage>,
}

/// What a choice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceKind {
    /// A decision: it leads on.
    Decision,
    /// A question to a witness or an expert.
    Question,
    /// A charge of this offence.
    Charge(OffenceId),
    /// A paragraph of a decision.
    Paragraph,
    /// A reason for more or less.
    Reason(Counts),
    /// A band of the scale of months, both ends within it. It leads on.
    Term(u16, u16),
    /// The charges or paragraphs picked are the ones meant. It leads on, has no words and is never authored.
    Confirm,
}

impl ChoiceKind {
    /// Whether it is one of a set that is picked and then confirmed.
    pub fn is_picked(self) -> bool {
        matches!(self, Self::Charge(_) | Self::Paragraph | Self::Reason(_))
    }
}

/// Which way a reason counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// For a longer term.
    Up,
    /// For a shorter one.
    Down,
    /// It must not be counted.
    Not,
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

/// A condition: all of it must hold, or one of its alternatives. Empty, it always holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guard {
    /// Each flag has one of these values.
    pub flags: Vec<(FlagId, Vec<ValueId>)>,
    /// Each dimension lies in this span.
    pub spans: Vec<(Dimension, Span)>,
    /// Some of these were taken; empty asks for nothing.
    pub took: Vec<(NodeId, ChoiceId)>,
    /// How many of `took` at least; 0 is one, as where the author says nothing.
    pub of: u8,
    /// None of these was taken.
    pub untook: Vec<(NodeId, ChoiceId)>,
    /// Other conditions, of which one is enough.
    pub or: Vec<Guard>,
}

impl Guard {
    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.flags.is_empty() && self.spans.is_empty() && self.took.is_empty() && self.untook.is_empty()
    }

    /// The guard itself and its alternatives.
    pub fn alternatives(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.or)
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

wire_struct! {
    Scenario { id, role, start, flags, clocks, points, exhibits, court, nodes, endings, best, worst }
    Flag { id, values }
    Clock { id, limit, unit }
    PointToProve { offence, element, exhibits, when }
    Exhibit { id, tag, versions }
    Version { id, when, state }
    Node { id, task, clocks, passages, choices, effects }
    TermScale { offence, most, law }
    Passage { id, when }
    Choice { id, kind, to, when, verdict, effects, answers }
    Effect { when, sets, moves }
    Guard { flags, spans, took, of, untook, or }
    Span { min, max }
    Ending { id, when }
}

wire_enum! {
    Role { 0 Prosecutor, 1 InvestigatingJudge, 2 TrialJudge, 3 AppealJudge; else Self::Prosecutor }
    ClockUnit { 0 Hours, 1 Days; else Self::Hours }
    ExhibitState { 0 Sound, 1 Weak, 2 New; else Self::Sound }
    Task { 0 Decision, 1 Examination(asks), 2 Charging, 3 Reasons, 4 Sentence(scale); else Self::Decision }
    ChoiceKind { 0 Decision, 1 Question, 2 Charge(it), 3 Paragraph, 4 Reason(it), 5 Term(min, max), 6 Confirm; else Self::Decision }
    Counts { 0 Up, 1 Down, 2 Not; else Self::Not }
    Target { 0 Node(a), 1 End; else Self::End }
    Verdict { 0 Better, 1 Even, 2 Worse; else Self::Better }
    Dimension { 0 Law, 1 Evidence, 2 Rights, 3 Network, 4 Welfare, 5 Time; else Self::Law }
}
