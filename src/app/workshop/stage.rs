//! The wall in its window: what it shows, that it fits, and the pointer.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, MouseEvent};

use super::Workshop;
use crate::app::platform;
use crate::app::session::Session as App;
use crate::engine::workshop::{Session, Tongues};
use crate::markup::page::workshop::console::keys;
use crate::markup::page::workshop::room::{Room, case_slides};
use crate::markup::page::workshop::stage::{Place, slide};
use crate::markup::page::workshop::wall::{WallSlide, WallVote, lesson_slides, plain_slide};
use crate::markup::tree::{CaseTree, Deck};
use crate::markup::{Markup, el, icon};
use crate::model::{Locale, Phrase, Scenario, Subject};

/// Steps by which the letters of a slide are made smaller until it fits; the last is as small as a back row can read.
const FITS: usize = 9;

impl Workshop {
    /// The page of the stage.
    pub(super) fn stage(&self, session: App, locale: Locale, held: Option<&Session>) -> Vec<Markup> {
        let Some(held) = held else {
            return self.0.base.with_book(session, locale, |book| {
                let words = el("div")
                    .class("stage__none")
                    .add(el("h1").say(book.speech, Phrase::WorkStageNone))
                    .add(el("p").say(book.speech, Phrase::WorkStageNoneWords));
                vec![el("div").class("stage").add(words).into()]
            });
        };
        let (slides, others) = self.slides(session, held);
        let showing = &held.showing;
        let at = usize::from(showing.slide).min(slides.len().saturating_sub(1));
        let is_foreign = self.0.peers.with(|peers| peers.iter().any(|it| it.is_foreign && !it.is_stage));
        let is_listing = self.0.is_listing_keys.get();
        let is_pointing = self.0.is_pointing.get();
        platform::after_paint(fit);
        let locale = first(showing.tongues);
        self.0.base.with_hall(session, locale, held, |hall| {
            let shown = slides
                .get(at)
                .map(|it| slide(hall, it, others.get(at), showing, Place { at, of: slides.len(), heading: "h1" }));
            let foreign = is_foreign.then(|| {
                el("p").class("stage__warning").add(icon("#i-caution")).say(hall.book.speech, Phrase::WorkStageVersion)
            });
            let dot = el("div").class("stage__dot").set("aria-hidden", "true");
            let page = el("div")
                .class("stage")
                .set("data-session", held.id.to_string())
                .set("data-entry", showing.entry.map(|it| it.to_string()).unwrap_or_default())
                .set("data-slide", showing.slide.to_string())
                .mark("data-pointing", is_pointing)
                .add_some(shown)
                .add(dot)
                .add_some(foreign)
                .add_some(is_listing.then(|| keys(hall)));
            vec![page.into()]
        })
    }

    /// The slides of the entry on the wall, and the same in the second language, if there are two.
    pub(super) fn slides(&self, session: App, held: &Session) -> (Vec<WallSlide>, Vec<WallSlide>) {
        self.0.base.bring(session, &self.files_of(session, held));
        let mut all = held.showing.tongues.locales().iter().map(|locale| self.slides_in(session, *locale, held));
        (all.next().unwrap_or_default(), all.next().unwrap_or_default())
    }

    fn slides_in(&self, session: App, locale: Locale, held: &Session) -> Vec<WallSlide> {
        let entry = held.showing.entry.and_then(|id| held.plan.entry(id)).map(|(_, entry)| entry);
        self.0.base.with_hall(session, locale, held, |hall| match entry.map(|it| it.subject) {
            Some(Subject::Lesson(lesson, section)) => {
                let name = self.0.base.index(locale).decks.iter().find(|(id, _)| *id == lesson).map(|(_, name)| name);
                let deck = name.and_then(|name| session.shelf.take::<Deck>(name).ok());
                deck.map_or_else(|| vec![loading(hall)], |deck| lesson_slides(hall, &deck, lesson, section))
            }
            Some(Subject::Case(_)) => {
                let slides = self.with_room(session, locale, held, |room| case_slides(hall, room));
                slides.unwrap_or_else(|| vec![loading(hall)])
            }
            _ => vec![plain_slide(hall, entry, hall.until())],
        })
    }

    /// Calls `show` with the case on the wall, if its files are there.
    pub(super) fn with_room<T>(
        &self,
        session: App,
        locale: Locale,
        held: &Session,
        show: impl FnOnce(&Room<'_>) -> T,
    ) -> Option<T> {
        let (_, entry) = held.showing.entry.and_then(|id| held.plan.entry(id))?;
        let Subject::Case(id) = entry.subject else { return None };
        let handbook = session.handbook.now();
        let (_, case) = handbook.case(id)?;
        let scenario = session.shelf.take::<Scenario>(&case.file).ok()?;
        let words = session.shelf.take::<CaseTree>(&self.0.base.case_words(session, locale, id)?).ok()?;
        Some(show(&Room { scenario: &scenario, words: &words, road: held.road(id) }))
    }

    /// What is voted on at the slide on the wall.
    pub(super) fn vote_here(&self, session: App, held: &Session) -> Option<WallVote> {
        let (slides, _) = self.slides(session, held);
        slides.into_iter().nth(usize::from(held.showing.slide))?.vote
    }
}

/// The language in which a wall speaks first.
pub(super) fn first(tongues: Tongues) -> Locale {
    tongues.locales().first().copied().unwrap_or(Locale::En)
}

fn loading(hall: &crate::markup::page::workshop::Hall<'_>) -> WallSlide {
    let words = vec![hall.book.speech.say(Phrase::WorkStageLoading).into()];
    let about = crate::engine::workshop::About::Handbook;
    WallSlide::plain("loading", hall.book.speech.locale, String::new(), words, Vec::new(), about)
}

/// What gives way when a slide does not fit with the smallest letters that a back row can read: nothing at first, then
/// what the answer has made known, then the second language.
const SQUEEZES: [&str; 3] = ["none", "tight", "alone"];

/// Makes the letters of every slide as large as they can be with nothing cut.
pub(super) fn fit() {
    for slide in platform::find_all(".slide") {
        let Some(body) = slide.query_selector(".slide__body, .slide__half").ok().flatten() else { continue };
        let fits = || body.scroll_height() <= body.client_height() + 1;
        'slide: for squeeze in SQUEEZES {
            let _ = slide.set_attribute("data-squeeze", squeeze);
            for step in 0..=FITS {
                let _ = slide.set_attribute("data-fit", &step.to_string());
                if fits() {
                    break 'slide;
                }
            }
        }
    }
}

/// Puts the pointer on the slide, in thousandths of it, or takes it away.
pub(super) fn show_pointer(place: Option<(i64, i64)>) {
    let Some(dot) = platform::find(".stage__dot") else { return };
    match (place, platform::find(".stage > .slide")) {
        (Some((x, y)), Some(slide)) => {
            let rect = slide.get_bounding_client_rect();
            let at = |from: f64, size: f64, part: i64| from + size * (part.clamp(0, 1_000) as f64) / 1_000.0;
            move_to(&dot, at(rect.left(), rect.width(), x), at(rect.top(), rect.height(), y));
            let _ = dot.set_attribute("data-on", "");
        }
        _ => {
            let _ = dot.remove_attribute("data-on");
        }
    }
}

fn move_to(dot: &HtmlElement, x: f64, y: f64) {
    // Through the object model, which the policy allows; it forbids style attributes in markup.
    let _ = dot.style().set_property("transform", &format!("translate({x:.0}px, {y:.0}px)"));
}

/// Follows the mouse while the pointer is on: on the stage it moves the dot, over the console's picture of the wall
/// it moves that of the stage.
pub(super) fn follow_mouse(hub: &Workshop, session: App) {
    let hub = hub.clone();
    platform::listen("mousemove", move |event| {
        if !hub.0.is_pointing.now() {
            return;
        }
        let Some(event) = event.dyn_ref::<MouseEvent>() else { return };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        if let Some(dot) = platform::find(".stage__dot") {
            // The object model keeps what a drawing of the page does not know of.
            let _ = dot.set_attribute("data-on", "");
            return move_to(&dot, x, y);
        }
        if let Some(slide) = platform::find("[data-wall] .slide") {
            let rect = slide.get_bounding_client_rect();
            let part = |at: f64, from: f64, size: f64| ((at - from) / size.max(1.0) * 1_000.0) as i32;
            let place = (part(x, rect.left(), rect.width()), part(y, rect.top(), rect.height()));
            let is_on = (0..=1_000).contains(&place.0) && (0..=1_000).contains(&place.1);
            hub.point(session, is_on.then_some(place));
        }
    });
}
