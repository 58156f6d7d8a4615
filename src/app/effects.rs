//! Everything that follows the state into the world outside, or the world outside into the state.

use reactive_graph::effect::Effect;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};

use super::session::{Content, Dialog, Session};
use super::{part, platform};
use crate::engine::progress::Event;
use crate::markup::Action;
use crate::markup::action::{NoteAction, OfficeAction, WorkshopAction};
use crate::markup::route::{Route, WorkshopPage};
use crate::model::{Phrase, SectionId};
use crate::storage::Theme;

/// Starts them all.
pub fn start(session: Session) {
    Effect::new(move || {
        follow_document(session);
        follow_preferences(session);
        follow_dialog(session);
    });
    platform::listen("hashchange", move |_| follow_address(session));
    platform::listen("scroll", move |_| follow_scroll(session));
    platform::listen("resize", move |_| follow_scroll(session));
    platform::listen("click", move |event| follow_fragment(session, &event));
    super::keys::start(session);
    super::select::start(session);
    super::keep::follow(session);
    platform::hear_drops(move |files| {
        session.dropped.set(files);
        // On the pages that open files of others, they are meant for those.
        let action = match session.view.peek(|view| view.route) {
            Route::Workshop(WorkshopPage::Class) => Action::Workshop(WorkshopAction::ClassFiles),
            Route::Workshop(WorkshopPage::Reports) => Action::Workshop(WorkshopAction::ReportFiles),
            _ => Action::Office(OfficeAction::Dropped),
        };
        session.carry_out(action, String::new());
    });
    // Enter in an item's form presses its check button; there is nothing to send anywhere.
    platform::listen("submit", |event| event.prevent_default());
}

/// Language, title and busy state of the document.
fn follow_document(session: Session) {
    let (locale, route, page) = session.view.with(|view| {
        let page = match &view.content {
            Content::Page(page) => Some(page.title.clone()),
            _ => None,
        };
        (view.locale, view.route, page)
    });
    platform::set_html("lang", locale.tag());
    platform::set_html("data-mode", if route == Route::Stage { "stage" } else { "page" });
    let title = session.with_book(|book| {
        let title = match route {
            Route::Lesson(id, _) => book.handbook.lesson(id).map(|(_, entry)| book.lesson_title(entry).to_owned()),
            Route::Case(id) => book.handbook.case(id).map(|(_, entry)| book.case_words(entry).0.to_owned()),
            Route::Cases => Some(book.speech.say(Phrase::CasesTitle)),
            Route::Search => Some(book.speech.say(Phrase::SearchTitle)),
            Route::Notes => Some(book.speech.say(Phrase::NotesTitle)),
            Route::Review => Some(book.speech.say(Phrase::NavReview)),
            Route::Tests | Route::Test(..) => Some(book.speech.say(Phrase::TestsTitle)),
            Route::Certificate => Some(book.speech.say(Phrase::CertificateTitle)),
            Route::Record => Some(book.speech.say(Phrase::RecordTitle)),
            Route::Workshop(_) | Route::Stage => Some(book.speech.say(Phrase::NavWorkshop)),
            Route::Settings => Some(book.speech.say(Phrase::SettingsTitle)),
            Route::About => None,
            Route::Desk(_) => Some(book.speech.say(Phrase::FinderTitle)),
            Route::NotFound => Some(book.speech.say(Phrase::NotFoundTitle)),
            Route::Home => None,
        };
        page.or(title)
            .map_or_else(|| book.speech.say(Phrase::Brand), |title| book.speech.fill(Phrase::TitlePage, &[&title]))
    });
    platform::document().set_title(&title);
}

/// Theme and size of the letters.
fn follow_preferences(session: Session) {
    let preferences = session.preferences.get();
    match preferences.theme {
        Theme::System => {
            if let Some(html) = platform::html() {
                let _ = html.remove_attribute("data-theme");
            }
        }
        theme => platform::set_html("data-theme", theme.as_str()),
    }
    platform::set_html("data-size", preferences.text_size.as_str());
    platform::set_html("data-trainer", preferences.trainer_notes.as_str());
}

/// The dialog opens and closes as the browser does it: focus goes in and comes back.
fn follow_dialog(session: Session) {
    let is_open = !session.dialog.with(|dialog| matches!(dialog, Dialog::Closed));
    let dialog = platform::find("dialog").and_then(|it| it.dyn_into::<HtmlDialogElement>().ok());
    let Some(dialog) = dialog else { return };
    if is_open && !dialog.open() {
        // The content is drawn first, so that the focus finds its heading.
        platform::after_paint(move || {
            // It may have been closed again meanwhile: an empty dialog would lie over the page.
            if session.dialog.peek(|dialog| !matches!(dialog, Dialog::Closed)) {
                let _ = dialog.show_modal();
            }
        });
    } else if !is_open && dialog.open() {
        dialog.close();
    }
}

/// A new address: another page, or another section of this one.
fn follow_address(session: Session) {
    let Some(route) = Route::parse(&platform::fragment()) else { return };
    session.dialog.set(Dialog::Closed);
    let (before, locale) = session.view.peek(|view| (view.route, view.locale));
    if let (Route::Lesson(old, _), Route::Lesson(new, Some(section))) = (before, route)
        && old == new
        && session.has_lesson()
    {
        session.view.amend(|view| view.route = route);
        platform::bring(&format!("[data-section=\"{section}\"]"));
        return;
    }
    session.go(route, locale, move || arrive(session, route));
}

/// What happens once a page stands: the reader is led to its head, or to the section that was asked for.
pub fn arrive(session: Session, route: Route) {
    match route {
        Route::Lesson(_, Some(section)) => platform::bring(&format!("[data-section=\"{section}\"]")),
        _ => {
            platform::window().scroll_to_with_x_and_y(0.0, 0.0);
            if let Some(main) = platform::find("main") {
                platform::focus_quietly(&main);
            }
        }
    }
    visited(session, route);
}

/// Records where the reader is.
pub fn visited(session: Session, route: Route) {
    match route {
        Route::Lesson(lesson, section) if session.has_lesson() => {
            let known = session.progress.peek(|progress| progress.place_in(lesson));
            let section = section.or(known);
            session.here.set(section);
            session.record(Event::PlaceVisited { lesson, section });
            follow_scroll(session);
            if session.progress.peek(|progress| progress.notes().iter().any(|note| note.lesson == lesson)) {
                session.in_notes(NoteAction::Paint);
            }
        }
        // What is due is counted by a part of the program that this page can do without.
        Route::Home if !session.progress.peek(|progress| progress.counts().items == 0) => {
            platform::spawn(async move {
                let _ = part::study(session, Vec::new()).await;
            });
        }
        _ => {
            if let Content::Part(part) = session.view.peek(|view| view.content.clone()) {
                part.visited(session);
            }
        }
    }
}

/// Which section is being read, and which have been read to their end.
fn follow_scroll(session: Session) {
    let Route::Lesson(lesson, _) = session.view.peek(|view| view.route) else { return };
    if !session.has_lesson() {
        return;
    }
    let height = platform::window().inner_height().ok().and_then(|it| it.as_f64()).unwrap_or_default();
    let mut here = None;
    for element in platform::find_all("section[data-section]") {
        let Some(section) = element.get_attribute("data-section").and_then(|it| it.parse::<SectionId>().ok()) else {
            continue;
        };
        let rect = element.get_bounding_client_rect();
        if rect.top() < height * 0.4 {
            here = Some(section);
        }
        // A section is read when its end was seen.
        let is_new = || !session.progress.peek(|progress| progress.sections_read(lesson).contains(&section));
        if rect.bottom() <= height && 0.0 < rect.bottom() && is_new() {
            session.record(Event::SectionRead { lesson, section });
        }
    }
    if here.is_some() && here != session.here.now() {
        session.here.set(here);
        session.record(Event::PlaceVisited { lesson, section: here });
    }
}

/// A link to a place on the page scrolls there and leaves the address to the route.
fn follow_fragment(session: Session, event: &web_sys::Event) {
    if event.default_prevented() {
        return;
    }
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let link = target.and_then(|it| it.closest("a[href^=\"#\"]").ok().flatten());
    let Some(href) = link.and_then(|it| it.get_attribute("href")) else { return };
    if href.starts_with("#/") {
        return;
    }
    event.prevent_default();
    if let (Route::Lesson(lesson, _), Ok(section)) =
        (session.view.peek(|view| view.route), href.trim_start_matches('#').parse())
        && platform::find(&format!("[data-section=\"{section}\"]")).is_some()
    {
        let route = Route::Lesson(lesson, Some(section));
        session.view.amend(|view| view.route = route);
        platform::replace_address(&route.to_string());
    }
    platform::bring(&href);
}
