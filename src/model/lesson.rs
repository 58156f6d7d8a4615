//! Lessons: sections, blocks, items.

use super::block::{Block, Inlines, Note};
use super::figure::Figure;
use super::id::{ItemId, LessonId, ObjectiveId, SectionId};
use super::item::{Item, ItemWords};
use super::locale::Locale;
use super::wire::{wire_enum, wire_struct};

/// The language-free part of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its id.
    pub id: LessonId,
    /// Sections in order: the unit of reading, of progress and of the slide.
    pub sections: Vec<SectionId>,
    /// Items that stand in the text, in order; one may be kept by an earlier lesson.
    pub items: Vec<Item>,
    /// What a learner can do afterwards, in order; the words stand in [`LessonWords::objectives`].
    pub objectives: Vec<ObjectiveId>,
}

impl Lesson {
    /// The item and its place among the lesson's items.
    pub fn item(&self, id: ItemId) -> Option<(usize, &Item)> {
        self.items.iter().enumerate().find(|(_, item)| item.id == id)
    }
}

/// The words of a lesson in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct LessonWords {
    /// Whether the lesson has been written in the other language too.
    pub has_other: bool,
    /// The language that the words are really in: the original where a translation is absent.
    pub locale: Locale,
    /// The title.
    pub title: String,
    /// Paragraphs before the first section.
    pub lead: Vec<Inlines>,
    /// What a learner can do afterwards, in the order of the objectives.
    pub objectives: Vec<String>,
    /// Words of the sections, in order.
    pub sections: Vec<SectionWords>,
    /// Figures by id.
    pub figures: Vec<Figure>,
    /// Words of the items, in the order of [`Lesson::items`].
    pub items: Vec<ItemWords>,
    /// What the citations say.
    pub notes: Vec<Note>,
    /// Whether a lawyer has read these words.
    pub review: ReviewState,
}

/// The words of one section.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionWords {
    /// The heading.
    pub title: Inlines,
    /// The blocks, the same in number and kind in every language.
    pub blocks: Vec<Block>,
}

/// Whether a lawyer has read these words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReviewState {
    /// Not yet.
    #[default]
    Draft,
    /// Read and approved.
    Reviewed,
}

wire_struct! {
    Lesson { id, sections, items, objectives }
    LessonWords { locale, has_other, title, lead, objectives, sections, figures, items, notes, review }
    SectionWords { title, blocks }
}

wire_enum! {
    ReviewState { 0 Draft, 1 Reviewed; else Self::Draft }
}
