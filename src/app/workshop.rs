//! The workshop: sessions, the console and the wall.
//!
//! Two windows run this part, the console and the stage. Both add up the same facts: those of the record, which they
//! share, and those that one has told the other (`channel`), which reach a window sooner and also where nothing can be
//! stored. Either can be closed, reloaded or opened late.

mod act;
mod agenda;
mod base;
mod channel;
pub mod class;
mod files;
mod keys;
pub mod planning;
pub mod reports;
mod room;
mod stage;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::fetch::Missing;
use super::live::Live;
use super::part::Part;
use super::platform;
use super::session::Session as App;
use crate::engine::progress::{ContributionId, SessionId, Stamped};
use crate::engine::workshop::{Contribution, Session, SessionFact, Speaker, on_wall, sessions};
use crate::markup::page::workshop;
use crate::markup::page::workshop::console::{Console, Stages};
use crate::markup::page::workshop::contributions::{self, Chosen, Places};
use crate::markup::route::{Route, WorkshopPage};
use crate::markup::{Action, Markup};
use crate::model::{ChoiceId, Locale};
use base::Base;

/// What a trainer has open while a session runs.
struct Hub {
    base: Rc<Base>,
    /// Facts that another window told and that the record does not hold.
    heard: Live<Vec<Stamped>>,
    /// Other windows that answered lately.
    peers: Live<Vec<channel::Peer>>,
    /// The minute; what shows the time is drawn again when it changes.
    minute: Live<i64>,
    /// The table that is being counted.
    table: Live<Option<u8>>,
    /// What is ticked in a case.
    taking: Live<Vec<ChoiceId>>,
    /// The term that was placed.
    months: Live<Option<u16>>,
    is_listing_keys: Live<bool>,
    is_pointing: Live<bool>,
    is_blocked: Live<bool>,
    /// The contribution that is written anew.
    editing: Cell<Option<ContributionId>>,
    channel: RefCell<Option<channel::Channel>>,
    /// Whether keys, clock and channel are heard.
    is_listening: Cell<bool>,
    /// Whether other windows think that this one takes part.
    is_known: Cell<bool>,
    /// Whether the page is being left.
    is_gone: Cell<bool>,
}

/// The part of the program that runs a session.
#[derive(Clone)]
pub struct Workshop(Rc<Hub>);

impl Workshop {
    /// Opens it; the tables of contents of both languages and what they name for the workshop must be on the shelf.
    pub fn open(session: App, words: &[String; 2]) -> Result<Self, Missing> {
        Ok(Self(Rc::new(Hub {
            base: Base::open(session, words)?,
            heard: Live::new(Vec::new()),
            peers: Live::new(Vec::new()),
            minute: Live::new(platform::now_ms() / 60_000),
            table: Live::new(None),
            taking: Live::new(Vec::new()),
            months: Live::new(None),
            is_listing_keys: Live::new(false),
            is_pointing: Live::new(false),
            is_blocked: Live::new(false),
            editing: Cell::new(None),
            channel: RefCell::new(None),
            is_listening: Cell::new(false),
            is_known: Cell::new(false),
            is_gone: Cell::new(false),
        })))
    }

    /// The session of the page: the one that its address names; on the stage the one shown last.
    fn here(&self, session: App) -> Option<Session> {
        let route = session.view.peek(|view| view.route);
        session.progress.with(|it| self.0.heard.with(|heard| of_route(route, it.session_facts().iter().chain(heard))))
    }

    /// The same, without following it.
    fn here_now(&self, session: App) -> Option<Session> {
        let route = session.view.peek(|view| view.route);
        session.progress.peek(|it| self.0.heard.peek(|heard| of_route(route, it.session_facts().iter().chain(heard))))
    }

    /// The session that the wall shows, without following it.
    fn on_wall_now(&self, session: App) -> Option<Session> {
        session
            .progress
            .peek(|it| self.0.heard.peek(|heard| of_route(Route::Stage, it.session_facts().iter().chain(heard))))
    }

    /// Records a fact of a session, and tells other windows how things stand.
    fn record(&self, session: App, id: SessionId, fact: SessionFact) {
        // What was heard has happened before what is recorded now.
        let heard = self.0.heard.peek(|heard| heard.iter().map(|it| it.stamp.counter).max());
        session.journal.amend(|journal| journal.witness(heard.unwrap_or_default()));
        Base::record(session, id, fact);
        self.tell(session);
    }

    fn console(&self, session: App, locale: Locale, held: &Session) -> Vec<Markup> {
        let (slides, others) = self.slides(session, held);
        let papers = self.papers_form(session, locale, held);
        let decision = |case, node| self.0.base.decision(session, locale, case, node);
        let console = Console {
            places: &Places { index: self.0.base.index(locale), decision: &decision },
            slides: &slides,
            others: &others,
            stages: self.stages(),
            table: self.0.table.get().filter(|it| *it <= held.plan.tables),
            taking: &self.0.taking.get(),
            months: self.0.months.get(),
            problem: self.0.base.problem.get(),
            is_pointing: self.0.is_pointing.get(),
            is_listing_keys: self.0.is_listing_keys.get(),
            papers,
            draft: chosen(),
            wall_title: self.on_wall_now(session).filter(|it| it.id != held.id).map(|it| it.plan.title),
        };
        platform::after_paint(stage::fit);
        self.0.base.with_hall(session, locale, held, |hall| console.page(hall))
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

/// The session of a page: the one that its address names; on the stage the one shown last.
fn of_route<'f>(route: Route, facts: impl Iterator<Item = &'f Stamped>) -> Option<Session> {
    let found = match route {
        Route::Workshop(WorkshopPage::Console(id)) => sessions(facts).into_iter().find(|it| it.id == id),
        Route::Stage => on_wall(facts),
        _ => None,
    };
    found.map(|it| it.on(platform::today()))
}

/// What is chosen in the form for contributions: a drawing of the console must not take it away.
fn chosen() -> Chosen {
    let value = |name: &str| platform::value_of(&format!("#contribution-{name}")).unwrap_or_default();
    let is_begun = platform::written("#contribution").is_some_and(|it| !it.trim().is_empty());
    Chosen {
        role: value("role"),
        province: value("province"),
        // A contribution that is not begun is about what the wall shows.
        about: is_begun.then(|| value("about")),
    }
}

/// A contribution as it stands in the dialog where it is written anew.
fn as_written(found: &Contribution) -> Contribution {
    let value = |name: &str| platform::value_of(&format!("#edited-{name}")).unwrap_or_default();
    Contribution {
        words: platform::written("#edited").unwrap_or_else(|| found.words.clone()),
        role: Speaker::of(&value("role")),
        province: value("province").parse().ok(),
        about: contributions::about_of(&value("about")).unwrap_or(found.about),
        ..found.clone()
    }
}

impl Part for Workshop {
    fn page(&self, session: App) -> Vec<Markup> {
        let (route, locale) = session.view.peek(|view| (view.route, view.locale));
        let held = self.here(session);
        self.0.minute.get();
        self.0.base.arrived.get();
        match (route, held) {
            (Route::Stage, held) => self.stage(session, locale, held.as_ref()),
            (_, Some(held)) => self.console(session, locale, &held),
            (_, None) => self.0.base.with_book(session, locale, workshop::no_session),
        }
    }

    fn dialog(&self, session: App) -> Vec<Markup> {
        let locale = session.view.peek(|view| view.locale);
        let held = self.here_now(session);
        let found = self.0.editing.get().and_then(|id| held.as_ref()?.contribution(id));
        match found {
            Some(found) => {
                let base = &self.0.base;
                let decision = |case, node| base.decision(session, locale, case, node);
                let places = Places { index: base.index(locale), decision: &decision };
                let problem = base.problem.get();
                // Where something was refused, what was written stands.
                let found = if problem.is_some() { as_written(found) } else { found.clone() };
                base.with_book(session, locale, |book| contributions::edit(book, &places, &found, problem.as_deref()))
            }
            None => Vec::new(),
        }
    }

    fn carry_out(&self, session: App, action: Action, value: String) {
        let Action::Workshop(action) = action else { return };
        self.0.base.forget_problem();
        self.act(session, action, &value);
    }

    fn visited(&self, session: App) {
        self.0.base.problem.amend(|problem| *problem = None);
        self.listen(session);
        // What the console leads is what the wall shows; but a look at one session takes no other off it.
        let is_free = self.on_wall_now(session).is_none_or(|it| it.showing.entry.is_none());
        if let (true, Route::Workshop(WorkshopPage::Console(_)), Some(held)) =
            (is_free, session.view.peek(|view| view.route), self.here_now(session))
        {
            self.put_on_wall(session, &held);
        }
        self.tell(session);
    }
}
