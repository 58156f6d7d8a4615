//! One type of id for each kind of thing, so that a lesson is never looked up as an item.

use std::fmt;
use std::str::FromStr;

use super::slug::{Slug, SlugError};
use super::wire::{Reader, Wire};

macro_rules! slug_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Slug);

        impl $name {
            /// The id as authors write it.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl Wire for $name {
            fn write(&self, json: &mut String) {
                self.0.write(json);
            }

            fn read(reader: &mut Reader<'_>) -> Self {
                Self(Slug::read(reader))
            }
        }

        impl From<Slug> for $name {
            fn from(slug: Slug) -> Self {
                Self(slug)
            }
        }

        impl FromStr for $name {
            type Err = SlugError;

            fn from_str(text: &str) -> Result<Self, SlugError> {
                text.parse().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

slug_ids! {
    /// A part of the table of contents.
    PartId;
    /// A lesson, such as `first-48-hours`.
    LessonId;
    /// A section; unique within its lesson.
    SectionId;
    /// What a learner can do afterwards; unique within its lesson or case.
    ObjectiveId;
    /// One gradable question; attempts hang on it, so it is unique in the handbook.
    ItemId;
    /// An option, step, pair or spare; unique within its item.
    OptionId;
    /// A chart, table or map; unique within its lesson.
    FigureId;
    /// A branching case.
    ScenarioId;
    /// A point in a scenario where the learner decides.
    NodeId;
    /// A choice; unique within its node.
    ChoiceId;
    /// Words of a node that a guard shows or hides; unique within the scenario.
    PassageId;
    /// How a case can end; unique within the scenario.
    EndingId;
    /// A document in the file; unique within the scenario.
    ExhibitId;
    /// One state of an exhibit; unique within the scenario.
    VersionId;
    /// What later nodes can depend on; unique within the scenario.
    FlagId;
    /// A value of a flag.
    ValueId;
    /// What must be proved; unique within its offence.
    ElementId;
    /// A period that runs out; unique within the scenario.
    ClockId;
    /// A law, sub-decree, prakas or treaty.
    InstrumentId;
    /// An article of an instrument.
    ArticleId;
    /// Conduct forbidden by an article.
    OffenceId;
    /// A species of the law desk.
    SpeciesId;
    /// A glossary term.
    TermId;
    /// Somebody who can help a court.
    OrganisationId;
    /// A work that the handbook cites.
    SourceId;
    /// Somebody whose record is kept on this computer.
    ProfileId;
    /// An agenda that a session can begin from.
    TemplateId;
    /// A province, or the capital.
    ProvinceId;
    /// Anything that opens as an entry: an article is `ccp-2007-96`.
    EntryId;
}
