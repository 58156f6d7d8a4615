//! Entries of the desk as a reader meets them: a heading, facts with marks, words.
//!
//! The compiler makes them from the typed law, species, glossary and sources (`model::law`).

use std::fmt;
use std::str::FromStr;

use super::block::Inlines;
use super::id::EntryId;
use super::mark::Mark;
use super::wire::{wire_enum, wire_struct};

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// Conduct that is forbidden.
    Offence,
    /// An article of an instrument.
    Article,
    /// A species.
    Species,
    /// A glossary term.
    Term,
    /// Somebody who can help a court.
    Organisation,
    /// A work that the handbook cites.
    Source,
}

impl EntryKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Offence, Self::Article, Self::Species, Self::Term, Self::Organisation, Self::Source];

    /// The word that authors write before the colon of a link.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Offence => "offence",
            Self::Article => "article",
            Self::Species => "species",
            Self::Term => "term",
            Self::Organisation => "org",
            Self::Source => "source",
        }
    }

    /// Whether the link takes the colour of law.
    pub fn is_law(self) -> bool {
        matches!(self, Self::Offence | Self::Article)
    }
}

/// Which entry: a kind and an id, written `offence:fl-98-12`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryRef {
    /// What the entry is about.
    pub kind: EntryKind,
    /// Its id among entries of that kind.
    pub id: EntryId,
}

/// How many files the entries are spread over, so that opening one costs little.
pub const SHARDS: usize = 32;

impl EntryRef {
    /// Which of the files holds it.
    pub fn shard(&self) -> usize {
        // Rotated, so that ids that share their letters, as article numbers do, come apart.
        let letters = self.kind.as_str().bytes().chain(self.id.as_str().bytes());
        letters.fold(0_u32, |sum, letter| sum.rotate_left(5) ^ u32::from(letter)) as usize % SHARDS
    }
}

/// The text names no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an entry: offence, article, species, term, org or source, a colon and an id")]
pub struct UnknownEntry;

impl FromStr for EntryRef {
    type Err = UnknownEntry;

    fn from_str(text: &str) -> Result<Self, UnknownEntry> {
        let (kind, id) = text.split_once(':').ok_or(UnknownEntry)?;
        let kind = EntryKind::ALL.into_iter().find(|it| it.as_str() == kind).ok_or(UnknownEntry)?;
        Ok(Self { kind, id: id.parse().map_err(|_| UnknownEntry)? })
    }
}

impl fmt::Display for EntryRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.as_str(), self.id)
    }
}

impl fmt::Debug for EntryRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An entry in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Which entry this is.
    pub id: EntryRef,
    /// Its heading.
    pub title: String,
    /// A scientific name or the name in the other language; may be empty.
    pub subtitle: Inlines,
    /// What is known, line by line.
    pub facts: Vec<Fact>,
    /// Paragraphs in our own words.
    pub words: Vec<Inlines>,
    /// What the conduct consists of, point by point.
    pub elements: Vec<Inlines>,
    /// What a court must still check; may be empty.
    pub caution: String,
    /// How sure we are of the whole.
    pub mark: Mark,
    /// Where it comes from.
    pub source: String,
    /// The address of the source, where it has one.
    pub url: String,
}

/// One line of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What is said.
    pub name: String,
    /// What it is.
    pub value: String,
    /// How sure we are, where that is said line by line.
    pub mark: Option<Mark>,
}

wire_struct! {
    EntryRef { kind, id }
    Entry { id, title, subtitle, facts, words, elements, caution, mark, source, url }
    Fact { name, value, mark }
}

wire_enum! {
    EntryKind { 0 Offence, 1 Article, 2 Species, 3 Term, 4 Organisation, 5 Source; else Self::Term }
}
