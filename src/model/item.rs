//! Items: one gradable question each, its key apart from its words.

use super::block::Inlines;
use super::id::{ItemId, ObjectiveId, OptionId};
use super::wire::{wire_enum, wire_struct};

/// The language-free part of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its id, unique in the handbook.
    pub id: ItemId,
    /// The objective that it tests.
    pub objective: ObjectiveId,
    /// From 1 (recall) to 3 (judgement on facts).
    pub difficulty: u8,
    /// Whether it stands in the tests before and after.
    pub anchor: bool,
    /// Raised when the question asks something else than before.
    pub meaning: u16,
    /// What is asked for, and the key.
    pub kind: ItemKind,
}

/// What is asked for, and the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// One option is right.
    Single(Vec<KeyedOption>),
    /// Several options are right.
    Multiple(Vec<KeyedOption>),
    /// A short scenario with one right option.
    Vignette(Vec<KeyedOption>),
    /// Steps, in the right order.
    Ordering(Vec<OptionId>),
    /// Pairs that belong together, and right-hand entries that fit nothing.
    Matching(Vec<OptionId>, Vec<OptionId>),
    /// A decision on a scale, compared with a reasoned range.
    Judgement(Scale, Range),
}

impl ItemKind {
    /// Where the words of an option, step, pair or spare stand among those of the item.
    pub fn place_of(&self, id: OptionId) -> Option<usize> {
        match self {
            Self::Single(options) | Self::Multiple(options) | Self::Vignette(options) => {
                options.iter().position(|it| it.id == id)
            }
            Self::Ordering(steps) => steps.iter().position(|it| *it == id),
            Self::Matching(pairs, spares) => pairs.iter().chain(spares).position(|it| *it == id),
            Self::Judgement(..) => None,
        }
    }

    /// The value of `data-kind`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Single(_) => "single",
            Self::Multiple(_) => "multiple",
            Self::Vignette(_) => "vignette",
            Self::Ordering(_) => "ordering",
            Self::Matching(..) => "matching",
            Self::Judgement(..) => "judgement",
        }
    }
}

/// An option and whether it is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyedOption {
    /// Its id within the item.
    pub id: OptionId,
    /// Whether it is right.
    pub key: bool,
}

/// The scale of a judgement item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The lowest place.
    pub min: i32,
    /// The highest place.
    pub max: i32,
    /// The distance between two places; greater than zero.
    pub step: i32,
}

/// The reasoned range of a judgement item, both ends within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The lowest defensible place.
    pub low: i32,
    /// The highest defensible place.
    pub high: i32,
}

/// What the learner gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// Options of a single, multiple or vignette item.
    Chosen(Vec<OptionId>),
    /// Steps in the learner's order.
    Ordered(Vec<OptionId>),
    /// Each left-hand entry with the right-hand entry given to it.
    Matched(Vec<(OptionId, OptionId)>),
    /// A place on the scale.
    Placed(i32),
}

/// The words of an item in one language. Options, steps or pairs stand in the order of the key.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemWords {
    /// The short scenario before the question; empty where there is none.
    pub story: Inlines,
    /// The question.
    pub ask: Inlines,
    /// The lesson of the whole.
    pub why: Inlines,
    /// Options, steps, or pairs followed by spares. For a judgement item: the low and the high end of
    /// the scale, with the reason why the range ends there.
    pub options: Vec<OptionWords>,
}

/// The words of one option.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionWords {
    /// What can be picked; of a pair, the left-hand entry; of a spare, empty.
    pub text: Inlines,
    /// The right-hand entry of a pair or spare.
    pub right: Inlines,
    /// Why it is right or wrong.
    pub why: Inlines,
}

wire_struct! {
    Item { id, objective, difficulty, anchor, meaning, kind }
    KeyedOption { id, key }
    Scale { min, max, step }
    Range { low, high }
    ItemWords { story, ask, why, options }
    OptionWords { text, right, why }
}

wire_enum! {
    ItemKind {
        0 Single(a), 1 Multiple(a), 2 Vignette(a), 3 Ordering(a), 4 Matching(a, b), 5 Judgement(a, b);
        else Self::Ordering(Vec::new())
    }
}
