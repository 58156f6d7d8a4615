//! Content as the app gets it: trees, built once by the tool from the typed words.
//!
//! The static pages are printed from the same trees, so page and app hold the same words; and the app
//! carries neither the rules of layout for blocks and figures nor their code.

mod deck;
mod travel;

pub use deck::{Deck, Slide, SlideKind};

use super::Markup;
use super::block::Setting;
use crate::model::wire::wire_struct;
use crate::model::{
    Block, ChoiceWords, EndingWords, EntryRef, Feedback, Item, ItemWords, LessonId, Locale, NodeWords, OptionWords,
    PassageId, ReviewState, ScenarioWords, VersionWords,
};

/// A row of pieces.
pub type Row = Vec<Markup>;

/// A lesson in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct LessonTree {
    /// The language that the words are really in.
    pub locale: Locale,
    /// Headings of the sections, in order.
    pub sections: Vec<String>,
    /// The text, with regions for what changes.
    pub article: Row,
    /// Words of the items, in the order of the lesson.
    pub items: Vec<ItemTree>,
}

/// The words of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemTree {
    /// The short scenario before the question; may be empty.
    pub story: Row,
    /// The question.
    pub ask: Row,
    /// The lesson of the whole.
    pub why: Row,
    /// Options, steps, pairs and spares, or the ends of a scale.
    pub options: Vec<OptionTree>,
}

/// The words of one option.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionTree {
    /// What can be picked; of a pair, the left-hand entry.
    pub text: Row,
    /// The right-hand entry of a pair or spare.
    pub right: Row,
    /// Why it is right or wrong.
    pub why: Row,
}

/// A case in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseTree {
    /// The language that the words are really in.
    pub locale: Locale,
    /// Whether a lawyer has read them.
    pub review: ReviewState,
    /// The title.
    pub title: String,
    /// Paragraphs before the brief.
    pub lead: Vec<Row>,
    /// What a learner can do afterwards.
    pub objectives: Vec<String>,
    /// The heading of the brief.
    pub brief_title: Row,
    /// The brief.
    pub brief: Row,
    /// Words of the nodes.
    pub nodes: Vec<NodeTree>,
    /// Words of the versions of each exhibit.
    pub exhibits: Vec<Vec<VersionTree>>,
    /// Words of the endings.
    pub endings: Vec<EndingTree>,
    /// Questions for the debrief.
    pub questions: Vec<Row>,
    /// Names of the clocks, each with the rule that it follows; the rule may be empty.
    pub clocks: Vec<(String, Row)>,
    /// The points to prove: the elements in words.
    pub points: Vec<String>,
    /// The offences that the points belong to, in order.
    pub offences: Vec<String>,
    /// What the court will see.
    pub court: Vec<Row>,
}

/// The words of a node.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeTree {
    /// The heading.
    pub title: Row,
    /// The situation; a block of a passage is shown only while its guard holds.
    pub blocks: Vec<(Option<PassageId>, Row)>,
    /// The question.
    pub ask: Row,
    /// Words of the choices, as authored.
    pub choices: Vec<ChoiceTree>,
}

/// The words of a choice. Weight and nullity are never merged.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceTree {
    /// What the learner reads before choosing.
    pub text: Row,
    /// What a witness answers; the last where none of the guarded answers is given.
    pub answers: Vec<Row>,
    /// Why it is better or worse.
    pub why: Row,
    /// The legal or technical ground.
    pub ground: Row,
    /// What it costs in weight; may be empty.
    pub weight: Row,
    /// What invites an argument of nullity; may be empty.
    pub nullity: Row,
}

/// The words of one version of an exhibit.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionTree {
    /// The name of the document.
    pub title: Row,
    /// Where it comes from or what weakens it; may be empty.
    pub note: Row,
    /// The document.
    pub blocks: Row,
}

/// The words of an ending.
#[derive(Clone, Debug, PartialEq)]
pub struct EndingTree {
    /// Its name.
    pub title: Row,
    /// The judgment.
    pub blocks: Row,
}

/// An item apart from its lesson, for reviews and tests.
#[derive(Clone, Debug, PartialEq)]
pub struct BankEntry {
    /// The key.
    pub item: Item,
    /// The words.
    pub words: ItemTree,
    /// The lesson that keeps it.
    pub lesson: LessonId,
}

/// A page that the tool has made whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageTree {
    /// What the window is called.
    pub title: String,
    /// What stands on it.
    pub content: Row,
}

/// A page of the desk and its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskFile {
    /// What stands behind `#/desk/`.
    pub path: String,
    /// The name of the file.
    pub name: String,
}

/// An entry of the desk, as the dialog shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryTree {
    /// Which entry.
    pub id: EntryRef,
    /// Head and body.
    pub content: Row,
}

wire_struct! {
    LessonTree { locale, sections, article, items }
    ItemTree { story, ask, why, options }
    OptionTree { text, right, why }
    CaseTree { locale, review, title, lead, objectives, brief_title, brief, nodes, exhibits, endings, questions, clocks, points, offences, court }
    NodeTree { title, blocks, ask, choices }
    ChoiceTree { text, answers, why, ground, weight, nullity }
    VersionTree { title, note, blocks }
    EndingTree { title, blocks }
    BankEntry { item, words, lesson }
    PageTree { title, content }
    DeskFile { path, name }
    EntryTree { id, content }
}

impl ItemTree {
    /// The words of an item as trees.
    pub fn of(words: &ItemWords, setting: &Setting<'_>) -> Self {
        let option = |it: &OptionWords| OptionTree {
            text: setting.inline(&it.text),
            right: setting.inline(&it.right),
            why: setting.inline(&it.why),
        };
        Self {
            story: setting.inline(&words.story),
            ask: setting.inline(&words.ask),
            why: setting.inline(&words.why),
            options: words.options.iter().map(option).collect(),
        }
    }
}

impl CaseTree {
    /// The words of a case as trees.
    pub fn of(words: &ScenarioWords, setting: &Setting<'_>) -> Self {
        let version = |it: &VersionWords| VersionTree {
            title: setting.inline(&it.title),
            note: setting.inline(&it.note),
            blocks: setting.blocks(&it.blocks),
        };
        Self {
            locale: words.locale,
            review: words.review,
            title: words.title.clone(),
            lead: words.lead.iter().map(|it| setting.inline(it)).collect(),
            objectives: words.objectives.clone(),
            brief_title: setting.inline(&words.brief.0),
            brief: setting.blocks(&words.brief.1),
            nodes: words.nodes.iter().map(|it| node(it, setting)).collect(),
            exhibits: words.exhibits.iter().map(|it| it.iter().map(version).collect()).collect(),
            endings: words.endings.iter().map(|it| ending(it, setting)).collect(),
            questions: words.questions.iter().map(|it| setting.inline(it)).collect(),
            clocks: words.clocks.iter().map(|(name, note)| (name.clone(), setting.rule(*note))).collect(),
            points: words.points.clone(),
            offences: words.offences.clone(),
            court: words.court.iter().map(|it| setting.blocks(it)).collect(),
        }
    }
}

fn node(words: &NodeWords, setting: &Setting<'_>) -> NodeTree {
    let block = |it: &Block| match it {
        Block::Passage(id, blocks) => (Some(*id), setting.blocks(blocks)),
        other => (None, setting.blocks(std::slice::from_ref(other))),
    };
    NodeTree {
        title: setting.inline(&words.title),
        blocks: words.blocks.iter().map(block).collect(),
        ask: setting.inline(&words.ask),
        choices: words.choices.iter().map(|it| choice(it, setting)).collect(),
    }
}

fn choice(words: &ChoiceWords, setting: &Setting<'_>) -> ChoiceTree {
    let Feedback { why, ground, weight, nullity } = &words.feedback;
    ChoiceTree {
        text: setting.inline(&words.text),
        answers: words.answers.iter().map(|it| setting.blocks(it)).collect(),
        why: setting.blocks(why),
        ground: setting.blocks(ground),
        weight: setting.blocks(weight),
        nullity: setting.blocks(nullity),
    }
}

/// The points of a judgment are numbered as a court numbers them.
fn ending(words: &EndingWords, setting: &Setting<'_>) -> EndingTree {
    let block = |it: &Block| match it {
        Block::Steps(points) => {
            let points =
                points.iter().map(|words| super::el("li").add(super::el("span").add_all(setting.inline(words))));
            vec![super::el("ol").class("judgment__points").add_all(points).into()]
        }
        other => setting.blocks(std::slice::from_ref(other)),
    };
    EndingTree { title: setting.inline(&words.title), blocks: words.blocks.iter().flat_map(block).collect() }
}
