//! Content as the app gets it: trees, built once by the tool from the typed words.
//!
//! The static pages are printed from the same trees, so page and app hold the same words; and the app
//! carries neither the rules of layout for blocks and figures nor their code.

use std::borrow::Cow;

use super::block::Setting;
use super::{Action, Element, Markup, Parts, Region};
use crate::model::wire::{self, Reader, Wire, wire_struct};
use crate::model::{
    Block, EndingWords, EntryRef, Feedback, ItemWords, Locale, NodeWords, OptionWords, PassageId, ReviewState,
    ScenarioWords, VersionWords,
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
    /// The rule that the custody clock follows.
    pub clock_law: Row,
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
    CaseTree { locale, review, title, lead, objectives, brief_title, brief, nodes, exhibits, endings, questions, clock_law }
    NodeTree { title, blocks, ask, choices }
    ChoiceTree { text, why, ground, weight, nullity }
    VersionTree { title, note, blocks }
    EndingTree { title, blocks }
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
            clock_law: setting.clock_law(),
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
        choices: words.choices.iter().map(|it| choice(setting.inline(&it.text), &it.feedback, setting)).collect(),
    }
}

fn choice(text: Row, feedback: &Feedback, setting: &Setting<'_>) -> ChoiceTree {
    let Feedback { why, ground, weight, nullity } = feedback;
    ChoiceTree {
        text,
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

/// Names travel as places in these lists. A name may be added at the end; none may move while bundles of an older
/// build can be in a cache, and those have other file names anyway.
const TAGS: &[&str] = &[
    "p",
    "span",
    "a",
    "svg",
    "use",
    "li",
    "ul",
    "ol",
    "div",
    "details",
    "summary",
    "strong",
    "em",
    "br",
    "section",
    "header",
    "h2",
    "h3",
    "h4",
    "h1",
    "aside",
    "article",
    "figure",
    "figcaption",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "caption",
    "dl",
    "dt",
    "dd",
    "g",
    "rect",
    "line",
    "path",
    "circle",
    "text",
    "tspan",
    "pattern",
    "defs",
    "polyline",
    "b",
    "small",
    "polygon",
    "nav",
];

const NAMES: &[&str] = &[
    "class",
    "href",
    "id",
    "lang",
    "title",
    "aria-hidden",
    "data-state",
    "data-kind",
    "data-to",
    "aria-haspopup",
    "aria-label",
    "aria-labelledby",
    "role",
    "tabindex",
    "scope",
    "data-section",
    "data-lesson",
    "data-figure",
    "data-series",
    "data-at",
    "data-room",
    "viewBox",
    "width",
    "height",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "cx",
    "cy",
    "r",
    "d",
    "dx",
    "dy",
    "fill",
    "points",
    "text-anchor",
    "transform",
    "preserveAspectRatio",
    "patternUnits",
    "patternTransform",
    "vector-effect",
    "rel",
    "target",
    "autofocus",
    "colspan",
    "rowspan",
    "data-card",
    "data-end",
    "data-span",
    "data-flip",
    "stroke",
    "aria-describedby",
    "data-part",
    "data-action",
    "type",
    "name",
    "value",
    "hreflang",
    "data-note",
    "dominant-baseline",
    "rx",
    "ry",
    "marker-end",
    "data-way",
    "overflow",
];

fn place_of(list: &[&str], name: &str) -> u8 {
    let place = list.iter().position(|it| *it == name);
    debug_assert!(place.is_some(), "`{name}` stands in no list of markup/tree.rs");
    place.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX)
}

#[inline(never)]
fn name_at(list: &'static [&'static str], reader: &mut Reader<'_>) -> &'static str {
    list.get(reader.integer().unsigned_abs() as usize).copied().unwrap_or_else(|| {
        reader.fail();
        "p"
    })
}

impl Wire for Markup {
    fn write(&self, json: &mut String) {
        match self {
            Self::Text(words) => words.clone().into_owned().write(json),
            Self::Row(row) => {
                wire::open(json);
                0_u8.write(json);
                row.write(json);
                json.push(']');
            }
            Self::Element(element) => {
                wire::open(json);
                1_u8.write(json);
                place_of(TAGS, element.tag).write(json);
                wire::open(json);
                for (name, value) in &element.attributes {
                    place_of(NAMES, name).write(json);
                    value.clone().into_owned().write(json);
                }
                json.push(']');
                // Content asks for nothing but entries to be opened; every other action belongs to the app's own pages.
                let entry = match element.action.as_deref() {
                    Some(Action::Open(entry)) => Some(*entry),
                    _ => None,
                };
                entry.write(json);
                element.children.write(json);
                json.push(']');
            }
            Self::Region(region) => {
                wire::open(json);
                match region {
                    // The dialog is the app's own and stands in no content.
                    Region::Rail | Region::Dialog => 2_u8.write(json),
                    Region::Item(id) => {
                        3_u8.write(json);
                        id.write(json);
                    }
                    Region::Flip(number) => {
                        4_u8.write(json);
                        number.write(json);
                    }
                }
                json.push(']');
            }
        }
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        if reader.is_text() {
            return Self::Text(Cow::Owned(reader.text()));
        }
        reader.open();
        let markup = match reader.integer() {
            0 => Self::Row(Vec::read(reader)),
            1 => Self::Element(read_element(reader)),
            2 => Self::Region(Region::Rail),
            3 => Self::Region(Region::Item(Wire::read(reader))),
            4 => Self::Region(Region::Flip(Wire::read(reader))),
            _ => {
                reader.fail();
                Self::Row(Vec::new())
            }
        };
        reader.close();
        markup
    }
}

fn read_element(reader: &mut Reader<'_>) -> Element {
    let tag = name_at(TAGS, reader);
    let mut attributes = Vec::new();
    reader.open();
    while !reader.is_at_end() {
        attributes.push((name_at(NAMES, reader), Cow::Owned(reader.text())));
    }
    reader.close();
    let entry: Option<EntryRef> = Wire::read(reader);
    Parts { tag, attributes, action: entry.map(|entry| Box::new(Action::Open(entry))), children: Vec::read(reader) }
        .into()
}
