//! The start, and what stands in the window.

use any_spawner::Executor;
use reactive_graph::owner::Owner;
use tachys::view::any_view::AnyView;
use tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::draw::{draw, draw_all, live};
use super::platform::{self, Anchor, Config};
use super::session::{Content, Dialog, Session, View};
use super::{effects, items};
use crate::engine::progress::ReplicaId;
use crate::markup::item::{ItemView, Purpose};
use crate::markup::page::lesson::{self, LessonPage};
use crate::markup::page::record::keep::{not_me, reminder};
use crate::markup::page::shell::{self, Shell};
use crate::markup::page::{case as cases, dialog, home, notes};
use crate::markup::route::Route;
use crate::markup::{Action, Markup, Region, el};
use crate::model::{ItemId, Locale, Phrase, SectionId};
use crate::storage::browser::open_store;
use crate::storage::key::first_profile;
use crate::storage::profiles::ProfileState;
use crate::storage::{Journal, Preferences, Theme};

/// Loads what the first page needs, draws it, and puts it in the place of the static one.
///
/// # Errors
/// The name of the file that did not arrive whole.
pub async fn start() -> Result<(), String> {
    let config = Config::read().ok_or("index.html")?;
    let (store, keeping) = open_store();
    let profile = Preferences::load(&store).profile.unwrap_or_else(first_profile);
    let (journal, progress) = Journal::open(store, ReplicaId::from_random(platform::random_bits()), profile, keeping);
    let asked = Route::parse(&platform::fragment());
    let (route, locale) = opening(&config, asked, journal.preferences().locale);
    let base = config.base.clone();
    let is_page_of_lesson = config.lesson.is_some();
    // Effects run as tasks of the browser. The only error is that this was said already.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let session = owner.with(|| Session::new(config, locale, journal, progress));
    session.open(locale).await?;
    // A page that fails to load is not the end: the shell stands, and the page offers to try again.
    let view = match session.fetch(route, locale).await {
        Ok(view) => view,
        Err(file) => View { route, content: Content::Failed(file, locale), ..session.view.now() },
    };
    session.view.set(view);
    let section = fragment_section(is_page_of_lesson);
    let route = match (session.view.peek(|view| view.route), section) {
        (Route::Lesson(lesson, None), section) => Route::Lesson(lesson, section),
        (route, _) => route,
    };
    session.view.update(|view| view.route = route);
    super::keep::notice_pause(session);
    owner.with(|| take_over(session));
    // The page keeps its signals for as long as it lives.
    std::mem::forget(owner);
    if is_page_of_lesson {
        platform::replace_address(&format!("{base}{route}"));
    }
    settle(session, route, asked);
    Ok(())
}

/// Where the visit begins, and in which language: a lesson page speaks its own for that visit.
fn opening(config: &Config, asked: Option<Route>, wished: Option<Locale>) -> (Route, Locale) {
    let own = config.lesson.as_ref().and_then(|it| it.parse().ok()).map(|lesson| Route::Lesson(lesson, None));
    match own {
        // A fragment on a lesson page is a section of it, not a route.
        Some(route) => (route, config.locale),
        // The Khmer contents have a page of their own; index.html is everybody's, so it asks.
        None if config.locale == Locale::Km => (asked.unwrap_or(Route::Home), Locale::Km),
        None => {
            let listed = if platform::speaks_khmer() { Locale::Km } else { Locale::En };
            (asked.unwrap_or(Route::Home), wished.unwrap_or(listed))
        }
    }
}

fn fragment_section(is_page_of_lesson: bool) -> Option<SectionId> {
    if !is_page_of_lesson {
        return None;
    }
    platform::fragment().trim_start_matches('#').parse().ok()
}

/// What the reader can have opened or be at before the app is there. The static page has as many of them as the app.
const SAME: &str = "#app :is(a, button, summary, details)";

/// Draws the app beside the static page and swaps the two in one step, at the same place in the text.
fn take_over(session: Session) {
    let anchor = Anchor::here();
    let before = platform::find_all(SAME);
    let focus = platform::document().active_element();
    let new = platform::document().create_element("div").ok().and_then(|it| it.dyn_into::<HtmlElement>().ok());
    let Some(new) = new else { return };
    new.set_id("app");
    // Never unmounted: it lives as long as the page.
    let mut drawn = app(session).build();
    drawn.mount(&new, None);
    std::mem::forget(drawn);
    effects::start(session);
    match platform::find("#app") {
        Some(old) => {
            let _ = old.replace_with_with_node_1(&new);
        }
        None => {
            let body = platform::document().body();
            let _ = body.map(|body| body.append_child(&new));
        }
    }
    if let Some(anchor) = anchor {
        anchor.restore();
    }
    let after = platform::find_all(SAME);
    if before.len() == after.len() {
        for (old, new) in before.iter().zip(after) {
            if old.has_attribute("open") {
                let _ = new.set_attribute("open", "");
            }
            if focus.as_ref() == Some(old)
                && let Ok(new) = new.dyn_into()
            {
                platform::focus_quietly(&new);
            }
        }
    }
    if let Some(html) = platform::html() {
        let _ = html.remove_attribute("data-wait");
    }
    platform::set_html("data-app", "live");
}

/// Leads to the section that was asked for, or to where the learner was in this lesson.
fn settle(session: Session, route: Route, asked: Option<Route>) {
    if matches!(asked, Some(Route::Lesson(_, Some(_)))) || matches!(route, Route::Lesson(_, Some(_))) {
        platform::after_paint(move || effects::arrive(session, route));
    } else {
        effects::visited(session, route);
    }
}

/// The whole window.
fn app(session: Session) -> Vec<AnyView> {
    let shell = move |show: fn(&Shell<'_>) -> Vec<Markup>| live(move || draw_all(session, with_shell(session, show)));
    let dialog =
        el("dialog").class("entry").set("aria-labelledby", "entry-title").on(Action::Close).add(Region::Dialog);
    vec![
        shell(|shell| vec![shell.skip().into(), shell.masthead().into()]),
        shell(notices),
        live(move || main(session)),
        live(move || draw_all(session, offer(session))),
        shell(|shell| vec![shell.foot().into()]),
        draw(session, dialog.into(), fill),
    ]
}

/// What is offered for the passage that is selected.
fn offer(session: Session) -> Vec<Markup> {
    let is_offered = session.passage.with(Option::is_some);
    if !is_offered {
        return Vec::new();
    }
    session.with_still_book(|book| vec![notes::offer(book.speech).into()])
}

fn notices(shell: &Shell<'_>) -> Vec<Markup> {
    match shell.notices() {
        notices if notices.is_empty() => Vec::new(),
        notices => vec![el("div").class("page notices").add_all(notices).into()],
    }
}

fn with_shell(session: Session, show: fn(&Shell<'_>) -> Vec<Markup>) -> Vec<Markup> {
    let route = session.view.with(|view| view.route);
    // On a wall there is nothing but the slide.
    if route == Route::Stage {
        return Vec::new();
    }
    let keeping = Some(session.keeping.get());
    let theme = session.preferences.with(|it| it.theme);
    let is_dark = theme == Theme::Dark || (theme == Theme::System && platform::prefers_dark());
    let damaged = session.damaged.now();
    let is_shared = session.profiles.with(|all| 1 < all.iter().filter(|it| it.state == ProfileState::Active).count());
    let profile = session.profile();
    let who = is_shared.then_some(&profile);
    session.with_still_book(|book| show(&Shell { book: *book, route, keeping, damaged, is_dark, who }))
}

/// The main part. A lesson is drawn once; what changes in it are its regions.
fn main(session: Session) -> AnyView {
    let is_busy = session.is_busy.get();
    let (route, content) = session.view.with(|view| (view.route, view.content.clone()));
    let markup = match &content {
        Content::Lesson(lesson, tree) => session.with_still_book(|book| {
            LessonPage { book: *book, lesson, sections: &tree.sections }.page(tree.article.clone())
        }),
        Content::Part(part) => part.page(session),
        Content::Page(page) => page.content.clone(),
        Content::Failed(file, _) => session.with_still_book(|book| shell::failed(book, file)),
        Content::Plain => plain(session, route),
    };
    draw(session, shell::main(route, is_busy, markup).into(), fill)
}

fn plain(session: Session, route: Route) -> Vec<Markup> {
    match route {
        Route::Home => {
            let (profile, profiles) = (session.profile(), session.profiles.get());
            let is_after_pause = session.is_after_pause.get();
            let due = session.due.get();
            session.with_book(|book| {
                let who = is_after_pause.then(|| not_me(book, &profile, &profiles));
                let due = due.filter(|count| 0 < *count).map(|count| home::due(book, count));
                home::home(book, who.into_iter().chain(reminder(book)).chain(due).collect())
            })
        }
        Route::Cases => session.with_book(cases::cases),
        _ => session.with_still_book(shell::not_found),
    }
}

/// What changes on a lesson page while it is read.
fn fill(session: Session, region: Region) -> AnyView {
    match region {
        Region::Rail => live(move || draw_all(session, rail(session))),
        Region::Item(id) => live(move || draw_all(session, item(session, id))),
        Region::Flip(number) => live(move || draw_all(session, flip(session, number))),
        Region::Dialog => live(move || draw_all(session, dialog_content(session))),
    }
}

fn rail(session: Session) -> Vec<Markup> {
    let here = session.here.get();
    let content = session.view.peek(|view| view.content.clone());
    let Content::Lesson(lesson, tree) = content else { return Vec::new() };
    session
        .with_book(|book| vec![LessonPage { book: *book, lesson: &lesson, sections: &tree.sections }.rail(here).into()])
}

fn item(session: Session, id: ItemId) -> Vec<Markup> {
    let Some(state) = items::state(session, id) else { return Vec::new() };
    let state = state.get();
    let content = session.view.peek(|view| view.content.clone());
    let Content::Lesson(lesson, tree) = content else { return Vec::new() };
    let Some((place, item)) = lesson.item(id) else { return Vec::new() };
    let Some(words) = tree.items.get(place) else { return Vec::new() };
    session.with_still_book(|book| {
        vec![ItemView { item, words, speech: book.speech, state: &state, purpose: Purpose::Practice }.markup().into()]
    })
}

fn flip(session: Session, number: u16) -> Vec<Markup> {
    let is_shown = session.flipped.with(|flipped| flipped.contains(&number));
    let other = session.other_words.get().filter(|_| is_shown);
    session.with_still_book(|book| {
        let shown = other.map(|tree| lesson::block_at(&tree.article, number).into_iter().collect());
        lesson::flip(book, number, shown, true)
    })
}

fn dialog_content(session: Session) -> Vec<Markup> {
    match session.dialog.get() {
        Dialog::Closed => Vec::new(),
        Dialog::Entry(entry) => session.with_still_book(|book| match entry {
            Some(mut entry) => {
                entry.push(dialog::close(book.speech).into());
                entry
            }
            None => vec![
                el("h2").set("id", "entry-title").add(book.speech.say(Phrase::EntryMissing)).into(),
                dialog::close(book.speech).into(),
            ],
        }),
        Dialog::Part(part) => part.dialog(session),
    }
}
