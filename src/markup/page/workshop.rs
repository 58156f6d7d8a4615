//! The workshop: sessions, their agenda, the console and the wall, the report, the class.

pub mod agenda;
pub mod class;
pub mod console;
pub mod contributions;
mod opened;
pub mod papers;
pub mod report;
pub mod reports;
pub mod room;
pub mod stage;
pub mod wall;

use super::{Book, button, dialog, title};
use crate::engine::progress::{Day, SessionId};
use crate::engine::workshop::{Session, schedule, sessions};
use crate::markup::action::WorkshopAction;
use crate::markup::route::{DeskPage, Route, WorkshopPage};
use crate::markup::{Action, Element, Markup, el, number};
use crate::model::{Phrase, WorkshopIndex};

/// A session with what it is drawn from.
pub struct Hall<'a> {
    /// Contents, and the words of the interface with those of the workshop.
    pub book: Book<'a>,
    /// The session.
    pub session: &'a Session,
    /// The UTC instant.
    pub now_ms: i64,
    /// Minutes east of Greenwich.
    pub minutes_east: i32,
}

impl Hall<'_> {
    /// The date.
    pub fn today(&self) -> Day {
        Day::from_instant(self.now_ms, self.minutes_east)
    }

    /// The day of the agenda that today belongs to, from 0.
    pub fn day(&self) -> usize {
        self.session.day_on(self.today())
    }

    /// How many people are there today.
    pub fn present(&self) -> u16 {
        self.session.present(self.day())
    }

    /// The entry on the wall, and the minute at which it ends.
    pub fn until(&self) -> Option<i64> {
        let slots = schedule(self.session, self.now_ms, self.minutes_east);
        slots.iter().find(|it| Some(it.entry) == self.session.showing.entry).map(|it| it.to)
    }
}

/// The page that lists sessions and leads to everything else.
pub fn index(book: &Book<'_>, index: &WorkshopIndex, all: &[Session], offline: Element) -> Vec<Markup> {
    let speech = book.speech;
    let head = title(None, speech.say(Phrase::WorkTitle), Some(speech.say(Phrase::WorkLead)));
    let list = all.iter().map(|it| card(book, it));
    let list: Vec<Element> = list.collect();
    let held = match list.is_empty() {
        true => el("p").say(speech, Phrase::WorkNone),
        false => el("ul").class("sessions").add_all(list),
    };
    let rehearse = (!all.is_empty()).then(|| el("p").class("field__hint").say(speech, Phrase::WorkRehearse));
    let sessions = el("section")
        .class("block")
        .set("data-block", "sessions")
        .add(el("h2").say(speech, Phrase::WorkSessions))
        .add(held)
        .add_some(rehearse);
    let templates = index.templates.iter().map(|it| {
        let minutes: u64 = it.days.iter().flat_map(|day| &day.entries).map(|entry| u64::from(entry.minutes)).sum();
        let facts = speech.fill(
            Phrase::WorkTemplateFacts,
            &[&speech.number(it.days.len() as u64), &number::whole((minutes / 60) as i64, speech.locale)],
        );
        let make = button(Action::Workshop(WorkshopAction::New(it.id)), "new", speech.say(Phrase::WorkPlanThis), None);
        el("li")
            .class("template")
            .set("data-template", it.id.to_string())
            .add(el("h3").add(it.title.clone()))
            .add(el("p").add(it.lead.clone()))
            .add(el("p").class("field__hint").add(facts))
            .add(el("p").add(make))
    });
    let new = el("section")
        .class("block")
        .set("data-block", "templates")
        .add(el("h2").say(speech, Phrase::WorkNew))
        .add(el("ul").class("templates").add_all(templates.collect::<Vec<_>>()));
    let main = el("div").class("beside__main stack").add(sessions).add(new);
    let aside = el("aside").class("stack").add(offline).add(elsewhere(book)).add(handouts(book));
    vec![el("div").class("beside").add(head.class_also("beside__wide")).add(main).add(aside).into()]
}

fn card(book: &Book<'_>, session: &Session) -> Element {
    let speech = book.speech;
    let entries = session.plan.entries().count() as u64;
    let facts = speech.fill(
        Phrase::WorkSessionFacts,
        &[&speech.number(session.plan.days.len() as u64), &speech.number(entries), &speech.number(session.plan.people)],
    );
    let made = number::date(session.day.year(), session.day.month(), session.day.day(), speech.locale);
    let link = |page, phrase| el("a").set("href", speech.href(Route::Workshop(page))).say(speech, phrase);
    let has_run = !session.ran.is_empty();
    let console = link(WorkshopPage::Console(session.id), if has_run { Phrase::WorkGoOn } else { Phrase::WorkBegin })
        .class("button")
        .set("data-weight", "main");
    let copy = button(Action::Workshop(WorkshopAction::Copy(session.id)), "copy", speech.say(Phrase::WorkCopy), None);
    let remove =
        button(Action::Workshop(WorkshopAction::AskRemove(session.id)), "remove", speech.say(Phrase::WorkRemove), None);
    el("li")
        .class("session")
        .set("data-session", session.id.to_string())
        .add(el("h3").add(session.plan.title.clone()))
        .add(el("p").class("field__hint").add(format!("{made} · {facts}")))
        .add(
            el("p")
                .class("cluster")
                .add(console)
                .add(link(WorkshopPage::Agenda(session.id), Phrase::WorkAgenda))
                .add(link(WorkshopPage::Report(session.id), Phrase::WorkReport))
                .add(copy)
                .add(remove),
        )
}

/// How far keeping the handbook on this computer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offline {
    /// It can be asked for.
    Offered,
    /// So many files of so many are here.
    Busy(u32, u32),
    /// Everything is here.
    Kept,
    /// Something did not come.
    Failed,
    /// This browser can't.
    Never,
}

/// Whether sessions run with the network off.
pub fn offline(book: &Book<'_>, state: Offline) -> Element {
    let speech = book.speech;
    let said = match state {
        Offline::Offered => None,
        Offline::Busy(kept, of) => {
            Some(speech.fill(Phrase::WorkOfflineBusy, &[&speech.number(kept), &speech.number(of)]))
        }
        Offline::Kept => Some(speech.say(Phrase::WorkOfflineKept)),
        Offline::Failed => Some(speech.say(Phrase::WorkOfflineFailed)),
        Offline::Never => Some(speech.say(Phrase::WorkOfflineNever)),
    };
    let hook = match state {
        Offline::Offered => "offered",
        Offline::Busy(..) => "busy",
        Offline::Kept => "kept",
        Offline::Failed => "failed",
        Offline::Never => "never",
    };
    let keep = button(
        Action::Workshop(WorkshopAction::KeepOffline),
        "keep-offline",
        speech.say(Phrase::WorkOfflineKeep),
        None,
    );
    el("section")
        .class("block")
        .set("data-block", "offline")
        .set("data-kept", hook)
        .add(el("h2").say(speech, Phrase::WorkOffline))
        .add(el("p").say(speech, Phrase::WorkOfflineWords))
        .add(el("p").add(keep))
        .add(el("p").class("field__hint").set("role", "status").add(said.unwrap_or_default()))
}

fn elsewhere(book: &Book<'_>) -> Element {
    let speech = book.speech;
    let line = |page, name, words| {
        el("li")
            .add(el("a").set("href", speech.href(Route::Workshop(page))).say(speech, name))
            .add(el("br"))
            .add(el("small").say(speech, words))
    };
    el("section").class("block").set("data-block", "after").add(el("h2").say(speech, Phrase::WorkAfter)).add(
        el("ul").class("stack").add(line(WorkshopPage::Class, Phrase::WorkClass, Phrase::WorkClassLine)).add(line(
            WorkshopPage::Reports,
            Phrase::WorkReports,
            Phrase::WorkReportsLine,
        )),
    )
}

/// The way to everything that can be printed for a room.
fn handouts(book: &Book<'_>) -> Element {
    let speech = book.speech;
    let lesson = |(_, entry): (_, &crate::model::LessonEntry)| {
        let href = speech.href(Route::Desk(DeskPage::Handout(entry.id)));
        let words = book.lesson_title(entry);
        el("li").add(el("a").set("href", href).maybe("lang", book.tongue(words)).add(words.to_owned()))
    };
    let case = |entry: &crate::model::CaseEntry| {
        let href = speech.href(Route::Desk(DeskPage::Kit(entry.id)));
        let (words, _) = book.case_words(entry);
        el("li").add(el("a").set("href", href).maybe("lang", book.tongue(words)).add(words.to_owned()))
    };
    let paper = |part: Option<crate::model::PartId>, words: String| {
        let href = speech.href(Route::Desk(DeskPage::Paper(part)));
        el("li").add(el("a").set("href", href).add(words))
    };
    let parts = book.handbook.parts.iter().zip(&book.words.parts);
    let whole = paper(None, speech.say(Phrase::TestsWhole));
    let tests = std::iter::once(whole).chain(parts.map(|(part, words)| paper(Some(part.id), words.clone()))).collect();
    let fold = |phrase, list: Vec<Element>| {
        el("details")
            .class("figure__data fold")
            .add(el("summary").class("fold__line").say(speech, phrase))
            .add(el("ul").class("list").add_all(list))
    };
    el("section")
        .class("block")
        .set("data-block", "handouts")
        .add(el("h2").say(speech, Phrase::WorkHandouts))
        .add(el("p").say(speech, Phrase::WorkHandoutsLine))
        .add(fold(Phrase::WorkOfLessons, book.handbook.lessons().map(lesson).collect()))
        .add(fold(Phrase::TestsTitle, tests))
        .add(fold(Phrase::WorkOfCases, book.handbook.cases.iter().map(case).collect()))
}

/// The question before a session is thrown away.
pub fn ask_remove(book: &Book<'_>, id: SessionId) -> Vec<Markup> {
    let speech = book.speech;
    let all = sessions(book.progress.session_facts());
    let name = all.iter().find(|it| it.id == id).map(|it| it.plan.title.clone()).unwrap_or_default();
    let remove = button(Action::Workshop(WorkshopAction::Remove(id)), "remove", speech.say(Phrase::WorkRemove), None);
    vec![
        dialog::heading(speech.fill(Phrase::WorkRemoveSure, &[&name])).into(),
        el("div").class("entry__body").add(el("p").say(speech, Phrase::WorkRemoveWords)).into(),
        el("p").class("cluster").add(remove).add(dialog::close(speech)).into(),
    ]
}

/// A page for a session that is not there.
pub fn no_session(book: &Book<'_>) -> Vec<Markup> {
    let speech = book.speech;
    let head = title(None, speech.say(Phrase::WorkNoSession), Some(speech.say(Phrase::WorkNoSessionWords)));
    let back = el("a").set("href", speech.href(Route::Workshop(WorkshopPage::Index))).say(speech, Phrase::WorkBack);
    vec![el("div").class("chapter").add(head.add(el("p").add(back))).into()]
}
