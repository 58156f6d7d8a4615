//! Words with structure: what Markdown becomes. There is no raw HTML anywhere.

use serde::{Deserialize, Serialize};

use super::entry::EntryRef;
use super::figure::TableBody;
use super::id::{FigureId, ItemId, LessonId, PassageId, ScenarioId, SectionId};
use super::mark::Mark;

/// A run of words.
pub type Inlines = Vec<Inline>;

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Inline {
    /// Plain words.
    #[serde(rename = "t")]
    Text(String),
    /// Words that matter.
    #[serde(rename = "b")]
    Strong(Inlines),
    /// Words that are stressed.
    #[serde(rename = "i")]
    Emphasis(Inlines),
    /// Words in another tongue.
    #[serde(rename = "l")]
    Foreign(Tongue, Inlines),
    /// Words that open an entry: an offence, an article, a species, a term, an organisation.
    #[serde(rename = "e")]
    Entry(EntryRef, Inlines),
    /// Words that lead to a lesson, perhaps to one of its sections.
    #[serde(rename = "s")]
    Lesson(LessonId, Option<SectionId>, Inlines),
    /// Words that lead to a case.
    #[serde(rename = "c")]
    Case(ScenarioId, Inlines),
    /// A citation: the index of a note of the same page.
    #[serde(rename = "n")]
    Cite(u16),
    /// A statement without a source, and how sure we are of it.
    #[serde(rename = "m")]
    Claim(Mark),
    /// A line break.
    #[serde(rename = "r")]
    Break,
}

/// A tongue that is neither the page's nor, perhaps, the handbook's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph.
    #[serde(rename = "p")]
    Paragraph(Inlines),
    /// A small heading inside a section.
    #[serde(rename = "h")]
    Heading(Inlines),
    /// A list without an order.
    #[serde(rename = "ul")]
    List(Vec<Inlines>),
    /// A list with an order.
    #[serde(rename = "ol")]
    Steps(Vec<Inlines>),
    /// A table written in the text.
    #[serde(rename = "tb")]
    Table(TableBody),
    /// Pairs of a term and what is said of it; in a document, the boxes of a form.
    #[serde(rename = "dl")]
    Pairs(Vec<(Inlines, Inlines)>),
    /// Something that stands apart from the running text.
    #[serde(rename = "co")]
    Callout(Callout),
    /// A chart, a table or a map of the lesson.
    #[serde(rename = "fig")]
    Figure(FigureId),
    /// An item.
    #[serde(rename = "it")]
    Item(ItemId),
    /// Words of a node that a guard shows or hides.
    #[serde(rename = "pa")]
    Passage(PassageId, Vec<Block>),
}

/// Something that stands apart from the running text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Callout {
    /// What it is for.
    pub kind: CalloutKind,
    /// The figure hung beside an impact callout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<String>,
    /// Its heading; may be empty.
    pub title: Inlines,
    /// Its words; never another callout, a figure or an item.
    pub blocks: Vec<Block>,
}

/// What a callout is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Whether it is law or another source.
    pub kind: NoteKind,
    /// The entry that the note opens.
    pub entry: EntryRef,
    /// A short heading, such as "Police custody".
    pub title: String,
    /// What the source says, in our own words; may be empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Inlines,
    /// The source with its locator, such as "Code of Criminal Procedure, art. 96".
    pub cited: String,
    /// The source in a few letters, such as "CCP art. 96".
    pub short: String,
    /// How sure we are.
    pub mark: Mark,
    /// What a court must still check; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caution: String,
}

/// What kind of source a note names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoteKind {
    /// An article of an instrument.
    Law,
    /// Any other work.
    Source,
}
