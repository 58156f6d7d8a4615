//! Keys that work on every page: `/` leads to the search, the arrows walk through what it found.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::platform;
use super::session::Session;
use crate::markup::route::{Route, WorkshopPage};
use crate::storage::SearchKey;

/// What the arrows walk through on the page of the search.
const WALK: &str = "#search-field, [data-result] > a";

/// Listens.
pub fn start(session: Session) {
    platform::listen("keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "/" if !is_running(session)
                && is_free()
                && session.preferences.peek(|wishes| wishes.search_key == SearchKey::On) =>
            {
                event.prevent_default();
                match session.view.peek(|view| view.route) {
                    Route::Search => platform::bring("#search-field"),
                    _ => platform::lead_to(&Route::Search.to_string()),
                }
            }
            "ArrowDown" if session.view.peek(|view| view.route) == Route::Search => walk(event, 1),
            "ArrowUp" if session.view.peek(|view| view.route) == Route::Search => walk(event, -1),
            _ => {}
        }
    });
}

/// Whether a session runs in this window: there every key belongs to the wall.
fn is_running(session: Session) -> bool {
    let route = session.view.peek(|view| view.route);
    matches!(route, Route::Stage | Route::Workshop(WorkshopPage::Console(_)))
}

/// Whether a letter that is typed now is meant for no field and no dialog.
fn is_free() -> bool {
    let Some(active) = platform::document().active_element() else { return true };
    !active.matches("input, textarea, select, [contenteditable], dialog, dialog *").unwrap_or_default()
}

fn walk(event: &KeyboardEvent, step: isize) {
    let Some(active) = platform::document().active_element() else { return };
    let stops = platform::find_all(WALK);
    let Some(here) = stops.iter().position(|it| *it == active) else { return };
    let Some(next) = here.checked_add_signed(step).and_then(|place| stops.get(place)) else { return };
    event.prevent_default();
    if let Some(next) = next.dyn_ref() {
        platform::focus_quietly(next);
        next.scroll_into_view_with_bool(false);
    }
}
