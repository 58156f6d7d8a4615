//! The words of a case, in one language.

use super::block::{Block, Inlines, Note};
use super::lesson::ReviewState;
use super::locale::Locale;

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
    /// Names of the clocks, each with the number of the note that holds its rule.
    pub clocks: Vec<(String, Option<u16>)>,
    /// The points to prove, as the law desk words the elements.
    pub points: Vec<String>,
    /// Names of the offences that the points belong to, in the order of the points, each once.
    pub offences: Vec<String>,
    /// What the court will see: words of [`Scenario::court`](super::Scenario::court).
    pub court: Vec<Vec<Block>>,
    /// What a trainer needs.
    pub kit: Vec<Block>,
    /// Cards for those who play: the role, and what only its holder knows.
    pub roles: Vec<(Inlines, Inlines)>,
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
    /// What a witness answers: one for each of [`Choice::answers`](super::Choice::answers), then the one for when
    /// none of their guards holds. Empty where nobody is asked.
    pub answers: Vec<Vec<Block>>,
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
