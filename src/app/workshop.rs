//! The workshop: sessions, the console and the wall.
//!
//! Two windows run this part, the console and the stage. Both add up the same facts: those of the record, which they
//! share, and those that one has told the other (`channel`), which reach a window sooner and also where nothing can be
//! stored. Either can be closed, reloaded or opened late.

mod act;
mod agenda;
mod channel;
mod files;
mod keys;
mod report;
mod room;
mod stage;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::fetch::Missing;
use super::live::Live;
use super::part::Part;
use super::platform;
use super::session::Session as App;
use crate::engine::class::Learner;
use crate::engine::progress::{ContributionId, Event, SessionId, Stamped};
use crate::engine::workshop::{Session, SessionFact, sessions};
use crate::markup::action::WorkshopAction;
use crate::markup::page::Book;
use crate::markup::page::workshop::console::{Console, Stages};
use crate::markup::page::workshop::{self, Hall, agenda as agenda_page, class, contributions, reports};
use crate::markup::route::{Route, WorkshopPage};
use crate::markup::{Action, Markup, Speech};
use crate::model::{ChoiceId, HandbookWords, Locale, Phrase, Phrases, WorkshopIndex};
use crate::storage::report::Report;
use crate::storage::transfer::Refusal;

/// What the dialog is about.
#[derive(Clone, Copy)]
enum Question {
    None,
    Remove(SessionId),
    Edit(ContributionId),
}

/// Files that a trainer opened: what they hold, and those that were refused.
#[derive(Clone)]
struct Opened<T> {
    found: Vec<T>,
    refused: Vec<(String, Refusal)>,
}

impl<T> Default for Opened<T> {
    fn default() -> Self {
        Self { found: Vec::new(), refused: Vec::new() }
    }
}

/// What a trainer has open.
struct Hub {
    /// What a trainer begins from, in the order of [`Locale::ALL`].
    index: [Rc<WorkshopIndex>; 2],
    /// The table of contents, in the same order.
    words: [Rc<HandbookWords>; 2],
    /// The wording of the interface with that of the workshop, in the same order.
    phrases: [Phrases; 2],
    /// Facts that another window told and that the record does not hold.
    heard: Live<Vec<Stamped>>,
    /// Other windows that answered lately.
    peers: Live<Vec<channel::Peer>>,
    /// The minute; what shows the time is drawn again when it changes.
    minute: Live<i64>,
    /// Raised when a file has arrived.
    arrived: Live<u32>,
    /// Files on their way.
    coming: RefCell<Vec<String>>,
    /// The table that is being counted.
    table: Live<Option<u8>>,
    /// What is ticked in a case.
    taking: Live<Vec<ChoiceId>>,
    /// The term that was placed.
    months: Live<Option<u16>>,
    /// What was refused.
    problem: Live<Option<String>>,
    is_listing_keys: Live<bool>,
    is_pointing: Live<bool>,
    is_blocked: Live<bool>,
    question: Cell<Question>,
    /// A class, and files that were refused.
    learners: Live<Opened<files::Member>>,
    /// Reports, and files that were refused.
    reports: Live<Opened<Report>>,
    channel: RefCell<Option<channel::Channel>>,
}

/// The part of the program.
#[derive(Clone)]
pub struct Workshop(Rc<Hub>);

impl Workshop {
    /// Opens it; the tables of contents of both languages and what they name for the workshop must be on the shelf.
    pub fn open(session: App, words: &[String; 2]) -> Result<Self, Missing> {
        let [en, km] = words;
        let words: [Rc<HandbookWords>; 2] = [session.shelf.take(en)?, session.shelf.take(km)?];
        let [en, km] = &words;
        let index: [Rc<WorkshopIndex>; 2] =
            [session.shelf.take(&en.workshop.name)?, session.shelf.take(&km.workshop.name)?];
        let [en_index, km_index] = &index;
        let phrases = [en.phrases.with_workshop(&en_index.phrases), km.phrases.with_workshop(&km_index.phrases)];
        Ok(Self(Rc::new(Hub {
            index,
            words,
            phrases,
            heard: Live::new(Vec::new()),
            peers: Live::new(Vec::new()),
            minute: Live::new(platform::now_ms() / 60_000),
            arrived: Live::new(0),
            coming: RefCell::default(),
            table: Live::new(None),
            taking: Live::new(Vec::new()),
            months: Live::new(None),
            problem: Live::new(None),
            is_listing_keys: Live::new(false),
            is_pointing: Live::new(false),
            is_blocked: Live::new(false),
            question: Cell::new(Question::None),
            learners: Live::new(Opened::default()),
            reports: Live::new(Opened::default()),
            channel: RefCell::new(None),
        })))
    }

    /// Every session, the newest first, from what is recorded and what was heard.
    fn sessions(&self, session: App) -> Vec<Session> {
        session
            .progress
            .with(|progress| self.0.heard.with(|heard| sessions(progress.session_facts().iter().chain(heard))))
    }

    /// The same, without following it.
    fn sessions_now(&self, session: App) -> Vec<Session> {
        session
            .progress
            .peek(|progress| self.0.heard.peek(|heard| sessions(progress.session_facts().iter().chain(heard))))
    }

    /// The session of the page: the one that its address names; on the stage the one shown last.
    fn here(&self, session: App, all: &[Session]) -> Option<Session> {
        let route = session.view.peek(|view| view.route);
        let found = match route {
            Route::Workshop(WorkshopPage::Agenda(id) | WorkshopPage::Console(id) | WorkshopPage::Report(id)) => {
                all.iter().find(|it| it.id == id)
            }
            Route::Stage => all.iter().max_by_key(|it| it.shown_at).filter(|it| 0 < it.shown_at),
            _ => None,
        };
        found.cloned()
    }

    /// The session of the page, without following it.
    fn here_now(&self, session: App) -> Option<Session> {
        self.here(session, &self.sessions_now(session))
    }

    fn place(locale: Locale) -> usize {
        locale as usize
    }

    fn index(&self, locale: Locale) -> &WorkshopIndex {
        let [en, km] = &self.0.index;
        if Self::place(locale) == 0 { en } else { km }
    }

    /// Calls `show` with the handbook in a language, with the words of the workshop.
    fn with_book<T>(&self, session: App, locale: Locale, show: impl FnOnce(&Book<'_>) -> T) -> T {
        let ([en_words, km_words], [en, km]) = (&self.0.words, &self.0.phrases);
        let (words, phrases) = if Self::place(locale) == 0 { (en_words, en) } else { (km_words, km) };
        let speech = Speech { locale, phrases, root: "./" };
        let handbook = session.handbook.now();
        session.progress.peek(|progress| show(&Book { handbook: &handbook, words, progress, speech: &speech }))
    }

    /// Calls `show` with a session as it is now.
    fn with_hall<T>(&self, session: App, locale: Locale, held: &Session, show: impl FnOnce(&Hall<'_>) -> T) -> T {
        let (now_ms, minutes_east) = (platform::now_ms(), platform::minutes_east());
        self.with_book(session, locale, |book| show(&Hall { book: *book, session: held, now_ms, minutes_east }))
    }

    /// Wording of the interface in the language of the page.
    fn say(&self, session: App, phrase: Phrase, values: &[&str]) -> String {
        let locale = session.view.peek(|view| view.locale);
        self.with_book(session, locale, |book| book.speech.fill(phrase, values))
    }

    /// A number in the digits of the page.
    fn number(&self, session: App, number: impl Into<u64>) -> String {
        let locale = session.view.peek(|view| view.locale);
        let number = number.into();
        self.with_book(session, locale, |book| book.speech.number(number))
    }

    /// Records a fact of a session, and tells other windows how things stand.
    fn record(&self, session: App, id: SessionId, fact: SessionFact) {
        // What was heard has happened before what is recorded now.
        let heard = self.0.heard.peek(|heard| heard.iter().map(|it| it.stamp.counter).max());
        session.journal.amend(|journal| journal.witness(heard.unwrap_or_default()));
        session.record(Event::Session(id, Box::new(fact)));
        self.tell(session);
    }

    /// Says why something was not done.
    fn refuse(&self, session: App, phrase: Phrase, values: &[&str]) {
        let words = self.say(session, phrase, values);
        self.0.problem.set(Some(words));
    }

    fn console(&self, session: App, locale: Locale, held: Option<&Session>) -> Vec<Markup> {
        let Some(held) = held else { return self.with_book(session, locale, workshop::no_session) };
        let (slides, others) = self.slides(session, held);
        let papers = self.papers_form(session, locale, held);
        let kept = super::root::kept(session);
        let stages = self.stages();
        let console = Console {
            index: self.index(locale),
            slides: &slides,
            others: &others,
            stages,
            table: self.0.table.get(),
            taking: &self.0.taking.get(),
            months: self.0.months.get(),
            problem: self.0.problem.get(),
            is_listing_keys: self.0.is_listing_keys.get(),
            papers,
            kept,
        };
        platform::after_paint(stage::fit);
        self.with_hall(session, locale, held, |hall| console.page(hall))
    }

    fn stages(&self) -> Stages {
        let is_blocked = self.0.is_blocked.get();
        self.0.peers.with(|peers| Stages {
            open: peers.iter().filter(|it| it.is_stage).count(),
            foreign: peers.iter().filter(|it| it.is_stage && it.is_foreign).count(),
            is_blocked,
        })
    }
}

impl Part for Workshop {
    fn page(&self, session: App) -> Vec<Markup> {
        let (route, locale) = session.view.peek(|view| (view.route, view.locale));
        let all = self.sessions(session);
        let held = self.here(session, &all);
        self.0.minute.get();
        self.0.arrived.get();
        let problem = || self.0.problem.get();
        match route {
            Route::Stage => self.stage(session, locale, held.as_ref()),
            Route::Workshop(WorkshopPage::Console(_)) => self.console(session, locale, held.as_ref()),
            Route::Workshop(WorkshopPage::Agenda(_)) => {
                let problem = problem();
                match &held {
                    Some(held) => self.with_hall(session, locale, held, |hall| {
                        agenda_page::agenda(&hall.book, Some(hall), problem.as_deref())
                    }),
                    None => self.with_book(session, locale, workshop::no_session),
                }
            }
            Route::Workshop(WorkshopPage::Report(_)) => self.report_page(session, locale, held.as_ref()),
            Route::Workshop(WorkshopPage::Reports) => {
                let Opened { found, refused } = self.0.reports.get();
                self.with_book(session, locale, |book| reports::reports_page(book, &found, &refused))
            }
            Route::Workshop(WorkshopPage::Class) => self.class_page(session, locale),
            _ => self.with_book(session, locale, |book| workshop::index(book, self.index(locale), &all)),
        }
    }

    fn dialog(&self, session: App) -> Vec<Markup> {
        let locale = session.view.peek(|view| view.locale);
        match self.0.question.get() {
            Question::None => Vec::new(),
            Question::Remove(id) => self.with_book(session, locale, |book| workshop::ask_remove(book, id)),
            Question::Edit(id) => {
                let held = self.here_now(session);
                let found = held.as_ref().and_then(|it| it.contribution(id));
                match found {
                    Some(found) => {
                        self.with_book(session, locale, |book| contributions::edit(book, self.index(locale), found))
                    }
                    None => Vec::new(),
                }
            }
        }
    }

    fn carry_out(&self, session: App, action: Action, value: String) {
        let Action::Workshop(action) = action else { return };
        // What was refused before is over with whatever is done next.
        if self.0.problem.peek(Option::is_some) {
            self.0.problem.set(None);
        }
        self.act(session, action, &value);
    }

    fn visited(&self, session: App) {
        let route = session.view.peek(|view| view.route);
        self.0.problem.amend(|problem| *problem = None);
        if matches!(route, Route::Stage | Route::Workshop(WorkshopPage::Console(_))) {
            self.listen(session);
            self.tell(session);
        }
    }
}

impl Workshop {
    fn class_page(&self, session: App, locale: Locale) -> Vec<Markup> {
        self.bring(session, &self.all_banks(locale));
        let questions = self.questions(session, locale);
        let handbook = session.handbook.now();
        self.0.learners.with(|Opened { found: members, refused }| {
            let learners: Vec<Learner> = members.iter().map(|it| it.learner.clone()).collect();
            let picture = crate::engine::class::class(&learners, &handbook);
            self.with_book(session, locale, |book| class::class_page(book, &picture, &questions, refused))
        })
    }

    /// Opens the dialog.
    fn ask(&self, session: App, question: Question) {
        self.0.question.set(question);
        session.dialog.set(super::session::Dialog::Part(Rc::new(self.clone())));
    }

    /// An action that only says something to this part.
    fn is_of_files(action: WorkshopAction) -> bool {
        matches!(
            action,
            WorkshopAction::ReportFiles
                | WorkshopAction::ReportsClear
                | WorkshopAction::ClassFiles
                | WorkshopAction::ClassClear
        )
    }
}
