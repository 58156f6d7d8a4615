//! Notes: what is marked on the page of a lesson, and what is written about it.

use std::cell::RefCell;

use super::highlight;
use super::part::Part;
use super::platform;
use super::session::{Dialog, Session};
use crate::engine::progress::{Event, NOTE_LETTERS_MAX};
use crate::markup::action::NoteAction;
use crate::markup::page::notes::{self, Draft, Passage};
use crate::markup::route::Route;
use crate::markup::{Action, Markup};
use crate::model::SectionId;

/// Notes, with the one that is being written.
#[derive(Default)]
pub struct Notes(RefCell<Option<Draft>>);

impl Part for Notes {
    fn page(&self, session: Session) -> Vec<Markup> {
        session.with_book(notes::notes)
    }

    fn dialog(&self, session: Session) -> Vec<Markup> {
        let draft = self.0.borrow();
        draft.as_ref().map(|draft| session.with_still_book(|book| notes::write(book, draft))).unwrap_or_default()
    }

    fn carry_out(&self, session: Session, action: Action, _value: String) {
        let Action::Note(action) = action else { return };
        match action {
            NoteAction::Mark => {
                if let Some(passage) = take_passage(session) {
                    write(session, Draft { note: None, passage, words: String::new() });
                }
            }
            NoteAction::Write => {
                if let Some(passage) = take_passage(session) {
                    self.ask(session, Draft { note: None, passage, words: String::new() });
                }
            }
            NoteAction::WriteHere => {
                if let Route::Lesson(lesson, _) = session.view.peek(|view| view.route) {
                    let passage = Passage { lesson, section: session.here.now(), quote: String::new() };
                    self.ask(session, Draft { note: None, passage, words: String::new() });
                }
            }
            NoteAction::Edit(id) => {
                let draft = session.progress.peek(|progress| {
                    let note = progress.notes().iter().find(|note| note.id == id)?;
                    let (lesson, section, quote) = (note.lesson, note.section, note.quote.clone());
                    let passage = Passage { lesson, section, quote };
                    Some(Draft { note: Some(id), passage, words: note.words.clone() })
                });
                if let Some(draft) = draft {
                    self.ask(session, draft);
                }
            }
            NoteAction::Save => {
                let words = platform::written("#note-words").unwrap_or_default();
                let words: String = words.chars().take(NOTE_LETTERS_MAX).collect();
                session.dialog.set(Dialog::Closed);
                let draft = self.0.borrow_mut().take();
                // A note without a passage and without words says nothing.
                if let Some(draft) = draft.filter(|it| !it.passage.quote.is_empty() || !words.trim().is_empty()) {
                    write(session, Draft { words: words.trim_end().to_owned(), ..draft });
                }
            }
            NoteAction::Remove(note) => {
                session.record(Event::NoteRemoved { note });
                paint(session);
            }
            NoteAction::Download => {
                let text = session.with_still_book(notes::as_text);
                platform::download(&format!("kouprey-notes-{}.md", platform::today()), &text);
            }
            NoteAction::Paint => paint(session),
        }
    }
}

impl Notes {
    /// Opens the dialog in which a note is written.
    fn ask(&self, session: Session, draft: Draft) {
        self.0.replace(Some(draft));
        if let Some(notes) = session.notes.now() {
            session.dialog.set(Dialog::Part(notes));
        }
    }
}

/// Paints the passages of the lesson in view, and none that was marked elsewhere.
fn paint(session: Session) {
    let Route::Lesson(lesson, _) = session.view.peek(|view| view.route) else {
        return highlight::paint("note", std::iter::empty());
    };
    let wanted: Vec<(String, String)> = session.progress.peek(|progress| {
        let mine = progress.notes().iter().filter(|note| note.lesson == lesson && !note.quote.is_empty());
        let place = |section: Option<SectionId>| match section {
            Some(id) => format!("[data-section=\"{id}\"]"),
            None => "article[data-lesson]".to_owned(),
        };
        mine.map(|note| (place(note.section), note.quote.clone())).collect()
    });
    highlight::paint("note", wanted.into_iter());
}

/// The passage that is selected; it is no longer offered.
fn take_passage(session: Session) -> Option<Passage> {
    let passage = session.passage.now();
    session.passage.set(None);
    if let Ok(Some(selection)) = platform::window().get_selection() {
        let _ = selection.remove_all_ranges();
    }
    passage
}

fn write(session: Session, draft: Draft) {
    let Draft { note, passage: Passage { lesson, section, quote }, words } = draft;
    let note = note.unwrap_or_else(|| session.next_name());
    session.record(Event::NoteWritten { note, lesson, section, quote, words });
    paint(session);
}
