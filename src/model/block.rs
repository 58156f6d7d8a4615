//! Words with structure: what Markdown becomes. There is no raw HTML anywhere.

use super::entry::EntryRef;
use super::figure::TableBody;
use super::id::{FigureId, ItemId, LessonId, PassageId, ScenarioId, SectionId};
use super::mark::Mark;
use super::wire::{wire_enum, wire_struct};

/// A run of words.
pub type Inlines = Vec<Inline>;

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Words that matter.
    Strong(Inlines),
    /// Words that are stressed.
    Emphasis(Inlines),
    /// Words in another tongue.
    Foreign(Tongue, Inlines),
    /// Words that open an entry: an offence, an article, a species, a term, an organisation.
    Entry(EntryRef, Inlines),
    /// Words that lead to a lesson, perhaps to one of its sections.
    Lesson(LessonId, Option<SectionId>, Inlines),
    /// Words that lead to a case.
    Case(ScenarioId, Inlines),
    /// A citation: the index of a note of the same page.
    Cite(u16),
    /// A statement without a source, and how sure we are of it.
    Claim(Mark),
    /// A line break.
    Break,
}

/// A tongue that is neither the page's nor, perhaps, the handbook's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// English inside Khmer.
    En,
    /// Khmer inside English.
    Km,
    /// Latin, the tongue of scientific names.
    La,
}

impl Tongue {
    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Km => "km",
            Self::La => "la",
        }
    }
}

/// A block of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Inlines),
    /// A small heading inside a section.
    Heading(Inlines),
    /// A list without an order.
    List(Vec<Inlines>),
    /// A list with an order.
    Steps(Vec<Inlines>),
    /// A table written in the text.
    Table(TableBody),
    /// Pairs of a term and what is said of it; in a document, the boxes of a form.
    Pairs(Vec<(Inlines, Inlines)>),
    /// Something that stands apart from the running text.
    Callout(Callout),
    /// A chart, a table or a map of the lesson.
    Figure(FigureId),
    /// An item.
    Item(ItemId),
    /// Words of a node that a guard shows or hides.
    Passage(PassageId, Vec<Block>),
}

/// Something that stands apart from the running text.
#[derive(Clone, Debug, PartialEq)]
pub struct Callout {
    /// What it is for.
    pub kind: CalloutKind,
    /// The figure hung beside an impact callout.
    pub figure: Option<String>,
    /// Its heading; may be empty.
    pub title: Inlines,
    /// Its words; never another callout, a figure or an item.
    pub blocks: Vec<Block>,
}

/// What a callout is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalloutKind {
    /// A rule of law.
    Law,
    /// What stands behind a number.
    Impact,
    /// What goes wrong.
    Caution,
    /// What to do.
    Practice,
    /// A document to read.
    Document,
    /// Questions for a discussion.
    Discuss,
    /// Notes for the trainer.
    Trainer,
    /// What the wall shows for this section.
    Stage,
}

impl CalloutKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Law,
        Self::Impact,
        Self::Caution,
        Self::Practice,
        Self::Document,
        Self::Discuss,
        Self::Trainer,
        Self::Stage,
    ];

    /// The word authors write, also the value of `data-kind`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::Impact => "impact",
            Self::Caution => "caution",
            Self::Practice => "practice",
            Self::Document => "document",
            Self::Discuss => "discuss",
            Self::Trainer => "trainer",
            Self::Stage => "stage",
        }
    }
}

/// What a citation says when it is opened: the source, in words and with its mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Whether it is law or another source.
    pub kind: NoteKind,
    /// The entry that the note opens.
    pub entry: EntryRef,
    /// A short heading, such as "Police custody".
    pub title: String,
    /// What the source says, in our own words; may be empty.
    pub words: Inlines,
    /// The source with its locator, such as "Code of Criminal Procedure, art. 96".
    pub cited: String,
    /// The source in a few letters, such as "CCP art. 96".
    pub short: String,
    /// How sure we are.
    pub mark: Mark,
    /// What a court must still check; may be empty.
    pub caution: String,
}

/// What kind of source a note names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// An article of an instrument.
    Law,
    /// Any other work.
    Source,
}

wire_struct! {
    Callout { kind, figure, title, blocks }
    Note { kind, entry, title, words, cited, short, mark, caution }
}

wire_enum! {
    Inline { 0 Text(a), 1 Strong(a), 2 Emphasis(a), 3 Foreign(a, b), 4 Entry(a, b), 5 Lesson(a, b, c), 6 Case(a, b), 7 Cite(a), 8 Claim(a), 9 Break; else Self::Break }
    Tongue { 0 En, 1 Km, 2 La; else Self::En }
    Block { 0 Paragraph(a), 1 Heading(a), 2 List(a), 3 Steps(a), 4 Table(a), 5 Pairs(a), 6 Callout(a), 7 Figure(a), 8 Item(a), 9 Passage(a, b); else Self::List(Vec::new()) }
    CalloutKind { 0 Law, 1 Impact, 2 Caution, 3 Practice, 4 Document, 5 Discuss, 6 Trainer, 7 Stage; else Self::Law }
    NoteKind { 0 Law, 1 Source; else Self::Law }
}
