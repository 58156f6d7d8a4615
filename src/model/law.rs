//! The law, the species and the directories as the tool knows them.
//!
//! Readers get them as entries ([`super::Entry`]), one language at a time.

use super::block::Inlines;
use super::entry::EntryRef;
use super::id::{ArticleId, ElementId, InstrumentId, OffenceId, OrganisationId, SourceId, SpeciesId, TermId};
use super::locale::Locale;
use super::mark::Mark;
use super::slug::Slug;

/// Something said in every language; the original is always there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spoken<T> {
    /// In the original.
    pub en: T,
    /// In Khmer, where it has been written.
    pub km: Option<T>,
}

impl<T> Spoken<T> {
    /// What is said in `locale`, or else in the original.
    pub fn in_locale(&self, locale: Locale) -> &T {
        match locale {
            Locale::En => &self.en,
            Locale::Km => self.km.as_ref().unwrap_or(&self.en),
        }
    }
}

/// A law, sub-decree, prakas or treaty.
#[derive(Clone, Debug, PartialEq)]
pub struct Instrument {
    /// Its id.
    pub id: InstrumentId,
    /// Its number, such as a Royal Kram.
    pub number: String,
    /// Its date as `yyyy-mm-dd`; empty where it is not known.
    pub date: String,
    /// How well number and date are known.
    pub mark: Mark,
    /// Where number and date come from.
    pub source: SourceId,
    /// Its title.
    pub title: Spoken<String>,
    /// Its title in a few letters.
    pub short: Spoken<String>,
    /// Whether it is in force, as far as is known.
    pub status: Spoken<String>,
    /// Its articles.
    pub articles: Vec<Article>,
    /// Its offences.
    pub offences: Vec<Offence>,
}

/// A provision, in our own words.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Instrument and number: `ccp-2007-96`.
    pub id: ArticleId,
    /// Its number as cited, such as `96`.
    pub number: String,
    /// How sure we are of what it says.
    pub mark: Mark,
    /// Where that comes from.
    pub source: SourceId,
    /// A short heading.
    pub title: Spoken<String>,
    /// What it says.
    pub text: Spoken<String>,
    /// What a court must still check.
    pub caution: Option<Spoken<String>>,
}

/// Conduct forbidden by an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Offence {
    /// Its id.
    pub id: OffenceId,
    /// The article that forbids it; none where its number was not found.
    pub article: Option<ArticleId>,
    /// The exact place, such as `98(12)`; empty where it was not found.
    pub locator: String,
    /// The species class it asks for.
    pub class: Option<Slug>,
    /// Its grade.
    pub grade: Grade,
    /// How sure we are of the text.
    pub mark: Mark,
    /// Where it comes from.
    pub source: SourceId,
    /// Prison in months, where the law gives it.
    pub prison_months: Option<Bounds>,
    /// Fine in riel, where the law gives it.
    pub fine_riel: Option<Bounds>,
    /// How prison and fine go together.
    pub combination: Combination,
    /// A short heading.
    pub title: Spoken<String>,
    /// What is forbidden.
    pub conduct: Spoken<String>,
    /// What must be proved.
    pub elements: Vec<OffenceElement>,
    /// The acts that it names, for looking it up: ids of [`Act`].
    pub acts: Vec<Slug>,
    /// Whether an attempt is punishable; none where the research says nothing.
    pub attempt: Option<Spoken<String>>,
    /// What follows from a repeat.
    pub repeat: Option<Spoken<String>>,
    /// After how long it can't be prosecuted any more.
    pub prescription: Option<Spoken<String>>,
    /// Confiscation, restoration and other orders.
    pub orders: Option<Spoken<String>>,
    /// Confidence of the text and, apart from it, whether it is known to be in force.
    pub note: Spoken<String>,
}

/// What must be proved.
#[derive(Clone, Debug, PartialEq)]
pub struct OffenceElement {
    /// Its id.
    pub id: ElementId,
    /// The words.
    pub text: Spoken<String>,
}

/// Something that people do to wildlife or with it, as offences name it.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// Its id.
    pub id: Slug,
    /// The verb.
    pub name: Spoken<String>,
}

/// What the law leaves open, and what a court must check.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenQuestion {
    /// Its id.
    pub id: Slug,
    /// The question.
    pub ask: Spoken<String>,
    /// What is known, what was not seen, what to check.
    pub text: Spoken<String>,
    /// The entries that it touches.
    pub touches: Vec<EntryRef>,
    /// Where that comes from.
    pub source: SourceId,
}

/// The grade of an offence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// Felony.
    Felony,
    /// Misdemeanour.
    Misdemeanour,
    /// Petty offence.
    Petty,
    /// Not stated in the text that was seen.
    Unstated,
}

/// A range, both ends within it; an open end where the law gives none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The least.
    pub min: Option<u64>,
    /// The most.
    pub max: Option<u64>,
}

/// How prison and fine go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combination {
    /// Prison only.
    PrisonOnly,
    /// Fine only.
    FineOnly,
    /// Both.
    And,
    /// Either or both.
    AndOr,
    /// One of the two.
    Or,
    /// Prison, confiscation, or one of the two.
    PrisonConfiscation,
    /// Not known from the text that was seen.
    Unstated,
}

/// A legal class of species.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeciesClass {
    /// Its id: `endangered`, `rare`, `common`.
    pub id: Slug,
    /// Its name.
    pub name: Spoken<String>,
    /// What follows from it.
    pub text: Spoken<String>,
}

/// A species. Class, CITES Appendix and conservation status are three separate things.
#[derive(Clone, Debug, PartialEq)]
pub struct Species {
    /// Its id.
    pub id: SpeciesId,
    /// The scientific name.
    pub scientific: String,
    /// The English name, and the Khmer one where the research has it.
    pub name: Spoken<String>,
    /// The class in Cambodian law.
    pub class: Option<(Slug, Mark)>,
    /// The CITES Appendix.
    pub cites: Option<(String, Mark)>,
    /// The conservation status of the Red List.
    pub iucn: Option<(String, Mark)>,
    /// Where it comes from.
    pub source: SourceId,
    /// Why it matters; may be absent.
    pub why: Option<Spoken<Inlines>>,
}

/// A glossary term.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Its id.
    pub id: TermId,
    /// How sure we are of the Khmer term.
    pub mark: Mark,
    /// The term.
    pub term: Spoken<String>,
    /// What it means.
    pub text: Spoken<String>,
}

/// Somebody who can help a court.
#[derive(Clone, Debug, PartialEq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// How sure we are.
    pub mark: Mark,
    /// Where it comes from.
    pub source: SourceId,
    /// Its name.
    pub name: Spoken<String>,
    /// What it can do for a court.
    pub can: Spoken<String>,
    /// By which channel.
    pub channel: Spoken<String>,
}

/// A work that the handbook cites.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// Its title.
    pub title: String,
    /// Who wrote or published it.
    pub by: String,
    /// When; empty where it is not known.
    pub year: String,
    /// Where; empty where it has no address.
    pub url: String,
    /// How sure we are of what we take from it.
    pub mark: Mark,
    /// What we may quote from it.
    pub facts: Vec<SourceFact>,
}

/// What we may quote from a source.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceFact {
    /// The fact, with its numbers.
    pub text: String,
    /// How sure we are of it, where it differs from the source.
    pub mark: Option<Mark>,
}
