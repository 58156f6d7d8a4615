//! The slides of a lesson: the same sections and stage marks, one idea a slide.

use super::{BankEntry, Row};
use crate::model::wire::{wire_enum, wire_struct};
use crate::model::{ItemId, Locale, SectionId};

/// The slides of a lesson in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Deck {
    /// The language that the words are really in.
    pub locale: Locale,
    /// The title of the lesson.
    pub title: String,
    /// The slides in order.
    pub slides: Vec<Slide>,
    /// The items that slides ask.
    pub items: Vec<BankEntry>,
    /// What the trainer alone reads, section by section; the first is for the lesson as a whole.
    pub notes: Vec<(Option<SectionId>, Row)>,
}

/// A slide.
#[derive(Clone, Debug, PartialEq)]
pub struct Slide {
    /// What it shows.
    pub kind: SlideKind,
    /// The section that it belongs to; none for the title.
    pub section: Option<SectionId>,
    /// The heading.
    pub title: Row,
    /// What stands under it. No element of it can be used.
    pub body: Row,
    /// What is asked, on a slide with an item.
    pub item: Option<ItemId>,
}

/// What a slide shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlideKind {
    /// The title of the lesson and what it is for.
    Title,
    /// The lines of a section that are marked for the stage.
    Points,
    /// A rule of law.
    Law,
    /// A number and what stands behind it.
    Impact,
    /// What goes wrong.
    Caution,
    /// What to do.
    Practice,
    /// A document to read.
    Document,
    /// Questions for a discussion.
    Discuss,
    /// A chart, a table or a map.
    Figure,
    /// A question.
    Item,
}

impl SlideKind {
    /// The value of `data-stage`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Points => "points",
            Self::Law => "law",
            Self::Impact => "impact",
            Self::Caution => "caution",
            Self::Practice => "practice",
            Self::Document => "document",
            Self::Discuss => "discuss",
            Self::Figure => "figure",
            Self::Item => "poll",
        }
    }
}

wire_struct! {
    Deck { locale, title, slides, items, notes }
    Slide { kind, section, title, body, item }
}

wire_enum! {
    SlideKind {
        0 Title, 1 Points, 2 Law, 3 Impact, 4 Caution, 5 Practice, 6 Document, 7 Discuss, 8 Figure, 9 Item;
        else Self::Points
    }
}
