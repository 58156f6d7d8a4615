//! What keeps the record: the page about it, the people on this computer, files that come and go; and the settings.

mod people;
mod transfer;

use std::cell::RefCell;
use std::rc::Rc;

use super::fetch::Missing;
use super::part::Part;
use super::platform;
use super::session::Session;
use crate::markup::action::OfficeAction;
use crate::markup::page::case::Desk;
use crate::markup::page::record;
use crate::markup::page::record::import::{self, ImportDesk};
use crate::markup::page::record::keep::{self, Kept};
use crate::markup::page::{dialog, settings};
use crate::markup::route::Route;
use crate::markup::{Action, Markup};
use crate::model::{Objective, ProfileId};
use crate::storage::transfer::Refusal;

/// Only one tab puts the record together at a time.
const COMPACT_LOCK: &str = "kouprey.compact";

/// What the dialog is about.
enum Question {
    /// Nothing yet.
    None,
    /// Whether to start over.
    Reset,
    /// Whether to erase somebody's record.
    Erase(ProfileId),
    /// What a file holds, and whether to read it in.
    Import(ImportDesk),
    /// Why a file is not read in.
    Refused(Refusal),
}

/// What keeps the record.
pub struct Office {
    /// Of all lessons, in their order.
    objectives: Rc<Vec<Vec<Objective>>>,
    question: Rc<RefCell<Question>>,
}

impl Office {
    /// The office, with the objectives if their file is named.
    pub fn open(session: Session, file: Option<String>) -> Result<Self, Missing> {
        let objectives = match file {
            Some(file) => session.shelf.take(&file)?,
            None => Rc::default(),
        };
        Ok(Self { objectives, question: Rc::new(RefCell::new(Question::None)) })
    }
}

impl Part for Office {
    fn page(&self, session: Session) -> Vec<Markup> {
        if session.view.peek(|view| view.route) == Route::Settings {
            let preferences = session.preferences.get();
            return session.with_book(|book| settings::settings(book, &preferences));
        }
        let (profile, profiles) = (session.profile(), session.profiles.get());
        let (keeping, persisted) = (session.keeping.get(), session.persisted.get());
        session.with_book(|book| {
            session.journal.peek(|journal| {
                let (room, imports) = (journal.room(), journal.imports());
                let kept = Kept { keeping, room, persisted, profile: &profile, profiles: &profiles, imports };
                record::record(book, &kept, &self.objectives, platform::today())
            })
        })
    }

    fn dialog(&self, session: Session) -> Vec<Markup> {
        session.with_still_book(|book| match &*self.question.borrow() {
            Question::None => Vec::new(),
            Question::Reset => dialog::reset(book.speech),
            Question::Erase(id) => {
                let found = session.profiles.peek(|all| all.iter().find(|it| it.id == *id).cloned());
                found.map(|profile| keep::erase(book, &profile)).unwrap_or_default()
            }
            Question::Import(desk) => import::holdings(book, desk),
            Question::Refused(refusal) => {
                let mut content = import::refused(book, *refusal);
                content.push(dialog::close(book.speech).into());
                content
            }
        })
    }

    fn carry_out(&self, session: Session, action: Action, value: String) {
        let action = match action {
            Action::Office(action) => action,
            Action::AskReset => {
                self.question.replace(Question::Reset);
                return session.ask();
            }
            Action::Reset => return reset(session),
            _ => return,
        };
        match action {
            OfficeAction::Export => transfer::export(session),
            OfficeAction::PickFile => {
                if let Some(file) = platform::picked("#import-file") {
                    transfer::look_at(session, self.question.clone(), file);
                }
            }
            OfficeAction::Dropped => {
                if let Some(file) = session.dropped.amend(std::mem::take).into_iter().next() {
                    transfer::look_at(session, self.question.clone(), file);
                }
            }
            OfficeAction::ImportApart(is_apart) => {
                if let Question::Import(desk) = &mut *self.question.borrow_mut() {
                    desk.is_apart = is_apart;
                }
                session.ask();
            }
            OfficeAction::Import => {
                session.answered();
                let question = self.question.replace(Question::None);
                if let Question::Import(desk) = question {
                    transfer::import(session, &desk);
                }
            }
            OfficeAction::TakeBack(key) => {
                let change = session.journal.amend(|journal| journal.take_back(&key));
                super::keep::see(session, change);
            }
            OfficeAction::Tidy => tidy(session),
            OfficeAction::Person(id, act) => {
                if let Some(id) = people::act(session, id, act) {
                    self.question.replace(Question::Erase(id));
                    session.ask();
                }
            }
            OfficeAction::AddPerson => people::add(session),
            OfficeAction::NamePerson => people::name(session, &value),
            OfficeAction::Paint(colour) => people::paint(session, colour),
        }
    }
}

/// Starts over: what is known here counts no more.
fn reset(session: Session) {
    session.answered();
    session.record(session.journal.peek(|journal| journal.reset()));
    session.desk.set(Desk::default());
    session.items.set(Vec::new());
}

/// Puts loose entries together, if no other tab is at it.
fn tidy(session: Session) {
    platform::with_lock(COMPACT_LOCK, move || {
        // A store that takes nothing has been said already.
        let _ = session.journal.amend(|journal| journal.compact());
        // The page shows how much room there is now.
        session.keeping.set(session.journal.peek(|journal| journal.keeping()));
    });
}
