//! The typed handbook: data and look-ups, nothing else.
//!
//! Everything here was checked by the compiler (`crate::compiler`) before it reached a reader, so
//! look-ups answer with `Option` but are expected to succeed. Absent on purpose: text rendering,
//! rules (see `crate::engine`), input and output.
//!
//! Structure and words are separate types (`Lesson` and `LessonWords`, `Scenario` and
//! `ScenarioWords`): a translation can't change a rule, and switching the language swaps words only.

pub mod block;
pub mod entry;
pub mod figure;
pub mod handbook;
pub mod id;
pub mod item;
pub mod law;
pub mod lesson;
pub mod locale;
pub mod mark;
pub mod phrase;
pub mod scenario;
pub mod scenario_words;
pub mod slug;
pub mod wire;
pub mod workshop;

pub use block::{Block, Callout, CalloutKind, Inline, Inlines, Note, NoteKind, Tongue};
pub use entry::{Entry, EntryKind, EntryRef, Fact};
pub use figure::{Axis, Chart, ChartKind, Figure, Map, Point, Row, TableFigure};
pub use handbook::{CaseEntry, FileEntry, Handbook, HandbookWords, LessonEntry, Objective, Part};
pub use id::{
    ArticleId, ChoiceId, ClockId, ElementId, EndingId, EntryId, ExhibitId, FigureId, FlagId, InstrumentId, ItemId,
    LessonId, NodeId, ObjectiveId, OffenceId, OptionId, OrganisationId, PartId, PassageId, ProfileId, ProvinceId,
    ScenarioId, SectionId, SourceId, SpeciesId, TemplateId, TermId, ValueId, VersionId,
};
pub use item::{Item, ItemKind, ItemWords, KeyedOption, OptionWords, Range, Response, Scale};
pub use lesson::{Lesson, LessonWords, ReviewState, SectionWords};
pub use locale::Locale;
pub use mark::Mark;
pub use phrase::{Phrase, Phrases};
pub use scenario::{
    Choice, ChoiceKind, Clock, ClockUnit, Counts, Dimension, Effect, Ending, Exhibit, ExhibitState, Flag, Guard, Moves,
    Node, Passage, PointToProve, Role, Scenario, Span, Target, Task, TermScale, Verdict, Version,
};
pub use scenario_words::{ChoiceWords, EndingWords, Feedback, NodeWords, ScenarioWords, VersionWords};
pub use slug::{Slug, SlugError};
pub use workshop::{AgendaEntry, Plan, SessionDay, Subject, Template, When, WorkshopIndex};
