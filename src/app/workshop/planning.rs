//! Planning: the list of sessions, and the agenda of one.

use std::cell::Cell;
use std::rc::Rc;

use super::base::Base;
use crate::app::fetch::Missing;
use crate::app::live::Live;
use crate::app::part::Part;
use crate::app::platform::{self, Kept};
use crate::app::session::{Dialog, Session as App};
use crate::engine::progress::SessionId;
use crate::engine::workshop::{SessionFact, sessions};
use crate::markup::action::WorkshopAction;
use crate::markup::page::workshop::{self, Offline, agenda};
use crate::markup::route::{Route, WorkshopPage};
use crate::markup::{Action, Markup};
use crate::model::{Phrase, Plan, SessionDay, TemplateId};

/// People that a new session is planned for, until the trainer says how many.
const PEOPLE_FIRST: u16 = 60;
/// Tables of a new session: ten of six, as the sources describe such rooms (`research/technique.md` §5.4).
const TABLES_FIRST: u8 = 10;

/// The part of the program that plans.
#[derive(Clone)]
pub struct Planning {
    pub(super) base: Rc<Base>,
    /// The session that is to be thrown away, once that was asked.
    removing: Rc<Cell<Option<SessionId>>>,
    /// How far keeping the handbook here has come.
    kept: Rc<Live<Kept>>,
}

impl Planning {
    /// Opens it.
    pub fn open(session: App, words: &[String; 2]) -> Result<Self, Missing> {
        let kept = if platform::is_kept() { Kept::Yes } else { Kept::No };
        Ok(Self { base: Base::open(session, words)?, removing: Rc::default(), kept: Rc::new(Live::new(kept)) })
    }

    fn plan_new(&self, session: App, template: TemplateId) {
        let locale = session.view.peek(|view| view.locale);
        let templates = &self.base.index(locale).templates;
        let Some(template) = templates.iter().find(|it| it.id == template).cloned() else { return };
        plan(session, template.title, PEOPLE_FIRST, TABLES_FIRST, template.days);
    }

    fn plan_again(&self, session: App, id: SessionId) {
        let all = session.progress.peek(|progress| sessions(progress.session_facts()));
        let Some(held) = all.into_iter().find(|it| it.id == id) else { return };
        let title = self.base.say(session, Phrase::WorkCopyOf, &[&held.plan.title]);
        plan(session, title, held.plan.people, held.plan.tables, held.days_as_planned());
    }
}

fn plan(session: App, title: String, people: u16, tables: u8, days: Vec<SessionDay>) {
    let id: SessionId = session.next_name();
    let plan = Plan { title, people, tables, days }.clamped();
    Base::record(session, id, SessionFact::Planned(plan));
    platform::lead(Route::Workshop(WorkshopPage::Agenda(id)));
}

impl Part for Planning {
    fn page(&self, session: App) -> Vec<Markup> {
        let (route, locale) = session.view.peek(|view| (view.route, view.locale));
        let problem = self.base.problem.get();
        let Route::Workshop(WorkshopPage::Agenda(_)) = route else {
            let all = session.progress.with(|progress| sessions(progress.session_facts()));
            let state = match self.kept.get() {
                Kept::No => Offline::Offered,
                Kept::Busy(kept, of) => Offline::Busy(kept, of),
                Kept::Yes => Offline::Kept,
                Kept::Failed => Offline::Failed,
                Kept::Never => Offline::Never,
            };
            return self.base.with_book(session, locale, |book| {
                workshop::index(book, self.base.index(locale), &all, workshop::offline(book, state))
            });
        };
        match Base::recorded(session) {
            Some(held) => self
                .base
                .with_hall(session, locale, &held, |hall| agenda::agenda(&hall.book, Some(hall), problem.as_deref())),
            None => self.base.with_book(session, locale, workshop::no_session),
        }
    }

    fn dialog(&self, session: App) -> Vec<Markup> {
        let locale = session.view.peek(|view| view.locale);
        match self.removing.get() {
            Some(id) => self.base.with_book(session, locale, |book| workshop::ask_remove(book, id)),
            None => Vec::new(),
        }
    }

    fn carry_out(&self, session: App, action: Action, value: String) {
        let Action::Workshop(action) = action else { return };
        self.base.forget_problem();
        match action {
            WorkshopAction::New(template) => self.plan_new(session, template),
            WorkshopAction::Copy(id) => self.plan_again(session, id),
            WorkshopAction::KeepOffline => {
                let kept = self.kept.clone();
                platform::keep(session.config.peek(|it| it.base.clone()), move |state| kept.set(state));
            }
            WorkshopAction::AskRemove(id) => {
                self.removing.set(Some(id));
                session.dialog.set(Dialog::Part(Rc::new(self.clone())));
            }
            WorkshopAction::Remove(id) => {
                Base::record(session, id, SessionFact::Removed);
                session.answered();
            }
            WorkshopAction::Agenda(action) => {
                if let Some(held) = Base::recorded(session) {
                    self.change_agenda(session, &held, action, &value);
                }
            }
            _ => {}
        }
    }
}
