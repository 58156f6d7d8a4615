//! The table of contents: what the shell and Home need before any lesson is loaded.

use super::id::{EndingId, ItemId, LessonId, PartId, ScenarioId, SectionId};
use super::lesson::ReviewState;
use super::phrase::Phrases;
use super::scenario::Role;
use super::wire::wire_struct;

/// The language-free index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handbook {
    /// The edition, such as `0.1`.
    pub edition: String,
    /// The date at which the law is stated: year, month, day.
    pub law_date: (u16, u8, u8),
    /// Parts that hold lessons, in order.
    pub parts: Vec<Part>,
    /// Cases in order.
    pub cases: Vec<CaseEntry>,
}

impl Handbook {
    /// All lessons in order, with the part that each belongs to.
    pub fn lessons(&self) -> impl Iterator<Item = (&Part, &LessonEntry)> {
        self.parts.iter().flat_map(|part| part.lessons.iter().map(move |lesson| (part, lesson)))
    }

    /// A lesson with its part.
    pub fn lesson(&self, id: LessonId) -> Option<(&Part, &LessonEntry)> {
        self.lessons().find(|(_, lesson)| lesson.id == id)
    }

    /// A case and its place.
    pub fn case(&self, id: ScenarioId) -> Option<(usize, &CaseEntry)> {
        self.cases.iter().enumerate().find(|(_, case)| case.id == id)
    }
}

/// A part of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its id.
    pub id: PartId,
    /// Its number in the plan of the handbook, which has seven parts.
    pub number: u8,
    /// Its lessons in order.
    pub lessons: Vec<LessonEntry>,
}

/// What the table of contents knows of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonEntry {
    /// Its id.
    pub id: LessonId,
    /// Its place among all lessons, from 0: where its title stands in [`HandbookWords::lessons`].
    pub place: usize,
    /// About how long it takes.
    pub minutes: u16,
    /// Its sections in order.
    pub sections: Vec<SectionId>,
    /// Its items, with the version of their meaning.
    pub items: Vec<(ItemId, u16)>,
    /// File name of the structure.
    pub file: String,
    /// File names of the words, in the order of [`super::Locale::ALL`].
    pub words: Vec<FileEntry>,
}

/// What the list of cases knows of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEntry {
    /// Its id.
    pub id: ScenarioId,
    /// Who the learner is.
    pub role: Role,
    /// About how long it takes.
    pub minutes: u16,
    /// How many decisions it has.
    pub decisions: u8,
    /// Its endings, in the order of the graph.
    pub endings: Vec<EndingId>,
    /// File name of the structure.
    pub file: String,
    /// File names of the words, in the order of [`super::Locale::ALL`].
    pub words: Vec<FileEntry>,
}

/// A file of the built handbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileEntry {
    /// Its name, with a content hash.
    pub name: String,
    /// Its uncompressed size, for an honest progress bar.
    pub bytes: u32,
}

/// The words of the index in one language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HandbookWords {
    /// Titles of the parts, in order.
    pub parts: Vec<String>,
    /// Titles of the lessons, in order.
    pub lessons: Vec<String>,
    /// Titles of the sections of each lesson, in order.
    pub sections: Vec<Vec<String>>,
    /// Titles and one line about each case, in order.
    pub cases: Vec<(String, String)>,
    /// Names of the endings of each case, in order.
    pub endings: Vec<Vec<String>>,
    /// Interface wording.
    pub phrases: Phrases,
    /// Whether a lawyer has read the words of the interface.
    pub review: ReviewState,
    /// File names of the entries of the desk, in the order of [`EntryRef::shard`](super::EntryRef::shard).
    pub entries: Vec<FileEntry>,
    /// File name of the directory of the desk.
    pub desk: FileEntry,
    /// File names of the items of each part, in order, apart from their lessons.
    pub banks: Vec<FileEntry>,
    /// File names of what can be found, in each language.
    pub search: Vec<FileEntry>,
    /// File name of the page about the handbook.
    pub about: FileEntry,
    /// File name of the objectives of all lessons ([`Objective`]), in the order of the lessons.
    pub objectives: FileEntry,
    /// File name of what the pages of the workshop need ([`WorkshopIndex`](super::WorkshopIndex)).
    pub workshop: FileEntry,
}

/// What a learner can do after a lesson, and the items that test it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Objective {
    /// The words.
    pub words: String,
    /// The items.
    pub items: Vec<ItemId>,
}

wire_struct! {
    Handbook { edition, law_date, parts, cases }
    Part { id, number, lessons }
    LessonEntry { id, place, minutes, sections, items, file, words }
    CaseEntry { id, role, minutes, decisions, endings, file, words }
    FileEntry { name, bytes }
    HandbookWords { parts, lessons, sections, cases, endings, phrases, review, entries, desk, banks, search, about, objectives, workshop }
    Objective { words, items }
}
