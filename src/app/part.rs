//! Parts of the program that come when they are needed.
//!
//! A reader of lessons needs neither cases nor what keeps the record: each is a file of its own, loaded with the
//! first page that asks for it (`wasm_split`; `tool::split` cuts the program). The rest of the program knows a part
//! only as a [`Part`]: whatever it reaches in another way would stay in the main file.

use std::rc::Rc;

use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::fetch::Missing;
use super::session::Session;
use crate::markup::route::{Route, WorkshopPage};
use crate::markup::{Action, Markup};

/// A part of the program, with what it works on.
pub trait Part {
    /// The page, drawn anew whenever what it reads has changed.
    fn page(&self, session: Session) -> Vec<Markup>;

    /// What stands in the dialog.
    fn dialog(&self, _session: Session) -> Vec<Markup> {
        Vec::new()
    }

    /// Carries out an action of its own; others are passed over.
    fn carry_out(&self, session: Session, action: Action, value: String);

    /// Its page was led to.
    fn visited(&self, _session: Session) {}
}

/// Why a part is not there.
pub struct Absent(Missing);

impl From<SplitLoaderError> for Absent {
    fn from(_: SplitLoaderError) -> Self {
        Self("split_*.wasm".to_owned())
    }
}

impl From<Missing> for Absent {
    fn from(missing: Missing) -> Self {
        Self(missing)
    }
}

#[allow(unsafe_code, reason = "a part's entry is a function of another file, which the linker can't check")]
mod entries {
    use super::{Absent, Part, Rc, Session, wasm_split};
    use crate::app::{case, desk, notes, office, search, study, workshop};

    #[wasm_split(case, fallible)]
    pub fn case_part(session: Session, files: Vec<String>) -> Result<Rc<dyn Part>, Absent> {
        Ok(Rc::new(case::Case::open(session, &files)?))
    }

    #[wasm_split(desk, fallible)]
    pub fn desk_part(session: Session, file: String) -> Result<Rc<dyn Part>, Absent> {
        Ok(Rc::new(desk::Offences::open(session, &file)?))
    }

    #[wasm_split(study, fallible)]
    pub fn study_part(session: Session, files: Vec<String>) -> Result<Rc<dyn Part>, Absent> {
        Ok(Rc::new(study::Studying::open(session, &files)?))
    }

    #[wasm_split(search, fallible)]
    pub fn search_part(session: Session) -> Result<Rc<dyn Part>, Absent> {
        Ok(Rc::new(search::Search::open(session)?))
    }

    #[wasm_split(notes, fallible)]
    pub fn notes_part() -> Result<Rc<dyn Part>, Absent> {
        Ok(Rc::new(notes::Notes::default()))
    }

    #[wasm_split(workshop, fallible)]
    pub fn workshop_part(session: Session, words: [String; 2]) -> Result<Rc<dyn Part>, Absent> {
        Ok(Rc::new(workshop::Workshop::open(session, &words)?))
    }

    #[wasm_split(planning, fallible)]
    pub fn planning_part(session: Session, words: [String; 2]) -> Result<Rc<dyn Part>, Absent> {
        Ok(Rc::new(workshop::planning::Planning::open(session, &words)?))
    }

    #[wasm_split(class, fallible)]
    pub fn class_part(session: Session, words: [String; 2]) -> Result<Rc<dyn Part>, Absent> {
        Ok(Rc::new(workshop::class::Class::open(session, &words)?))
    }

    #[wasm_split(reports, fallible)]
    pub fn reports_part(session: Session, words: [String; 2]) -> Result<Rc<dyn Part>, Absent> {
        Ok(Rc::new(workshop::reports::Reports::open(session, &words)?))
    }

    #[wasm_split(office, fallible)]
    pub fn office_part(session: Session, file: Option<String>) -> Result<Rc<dyn Part>, Absent> {
        Ok(Rc::new(office::Office::open(session, file)?))
    }
}

/// The part for a case; its files must be on the shelf.
///
/// # Errors
/// The file that did not arrive whole: one of these, or the part's own.
pub async fn case(session: Session, files: Vec<String>) -> Result<Rc<dyn Part>, Missing> {
    entries::case_part(session, files).await.map_err(|Absent(missing)| missing)
}

/// The part that looks up offences; its file must be on the shelf.
///
/// # Errors
/// The file that did not arrive whole: this one, or the part's own.
pub async fn desk(session: Session, file: String) -> Result<Rc<dyn Part>, Missing> {
    entries::desk_part(session, file).await.map_err(|Absent(missing)| missing)
}

/// The part for reviews, tests and the certificate; the items that they may ask must be on the shelf.
///
/// # Errors
/// The file that did not arrive whole: one of these, or the part's own.
pub async fn study(session: Session, files: Vec<String>) -> Result<Rc<dyn Part>, Missing> {
    entries::study_part(session, files).await.map_err(|Absent(missing)| missing)
}

/// The part for a page of the workshop; the tables of contents of both languages and what they name for it must be on the
/// shelf.
///
/// # Errors
/// The file that did not arrive whole: one of these, or the part's own.
pub async fn workshop(session: Session, route: Route, words: [String; 2]) -> Result<Rc<dyn Part>, Missing> {
    let part = match route {
        Route::Workshop(WorkshopPage::Index | WorkshopPage::Agenda(_)) => entries::planning_part(session, words).await,
        Route::Workshop(WorkshopPage::Class) => entries::class_part(session, words).await,
        Route::Workshop(WorkshopPage::Report(_) | WorkshopPage::Reports) => entries::reports_part(session, words).await,
        _ => entries::workshop_part(session, words).await,
    };
    part.map_err(|Absent(missing)| missing)
}

/// The part for the search.
///
/// # Errors
/// The part's own file.
pub async fn search(session: Session) -> Result<Rc<dyn Part>, Missing> {
    entries::search_part(session).await.map_err(|Absent(missing)| missing)
}

/// The part that keeps the notes.
///
/// # Errors
/// The part's own file.
pub async fn notes() -> Result<Rc<dyn Part>, Missing> {
    entries::notes_part().await.map_err(|Absent(missing)| missing)
}

/// The part that keeps the record, with the objectives of the lessons if their file is named and on the shelf.
///
/// # Errors
/// The file that did not arrive whole.
pub async fn office(session: Session, file: Option<String>) -> Result<Rc<dyn Part>, Missing> {
    entries::office_part(session, file).await.map_err(|Absent(missing)| missing)
}
