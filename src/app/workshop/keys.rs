//! The keys of console and stage, by their place on the keyboard, so that a Khmer layout works; a clicker is a
//! keyboard with four of them.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::Workshop;
use crate::app::platform;
use crate::app::session::Session as App;
use crate::markup::action::{StageAction, Step, WorkshopAction};
use crate::markup::route::{Route, WorkshopPage};
use crate::storage::SearchKey;

impl Workshop {
    pub(super) fn start_keys(&self, session: App) {
        super::stage::follow_mouse(self, session);
        let hub = self.clone();
        platform::listen("keydown", move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            let route = session.view.peek(|view| view.route);
            if !matches!(route, Route::Stage | Route::Workshop(WorkshopPage::Console(_)))
                || event.default_prevented()
                || event.ctrl_key()
                || event.meta_key()
                || event.alt_key()
            {
                return;
            }
            let has_signs = session.preferences.peek(|wishes| wishes.search_key == SearchKey::On);
            if let Some(action) = action_of(event).filter(|_| has_signs || !is_sign(event)) {
                event.prevent_default();
                // A key that is held down turns one slide, not all of them.
                if !event.repeat() {
                    crate::app::part::Part::carry_out(
                        &hub,
                        session,
                        crate::markup::Action::Workshop(action),
                        String::new(),
                    );
                }
            }
        });
    }
}

/// Whether a key writes a sign: those can be turned off, since voice control and other programs may need them.
fn is_sign(event: &KeyboardEvent) -> bool {
    event.key().chars().count() == 1 && event.key() != " "
}

/// What a key asks for; none if it is meant for what has the focus.
fn action_of(event: &KeyboardEvent) -> Option<WorkshopAction> {
    let active = platform::document().active_element();
    let is_at = |selector: &str| active.as_ref().is_some_and(|it| it.matches(selector).unwrap_or_default());
    if platform::find("dialog[open]").is_some() {
        return None;
    }
    // Some clickers and remote desktops name no place on the keyboard.
    let code = if event.code().is_empty() { event.key() } else { event.code() };
    // A clicker has these two; no field of one line needs them. In a list or beside a tick letters and digits are the
    // wall's, arrows and the space bar are not.
    let is_turn = matches!(code.as_str(), "PageDown" | "PageUp");
    let is_press = code == "Space" || code.starts_with("Arrow");
    let is_choice = is_at("select, input[type=radio], input[type=checkbox]");
    if (is_choice && is_press) || (!is_choice && !is_turn && is_at("input, textarea, [contenteditable]")) {
        return None;
    }
    // Space and Enter press what has the focus.
    if code == "Space" && is_at("button, a, summary") {
        return None;
    }
    let stage = match code.as_str() {
        "ArrowRight" | "ArrowDown" | "PageDown" | "Space" => StageAction::Next,
        "ArrowLeft" | "ArrowUp" | "PageUp" => StageAction::Previous,
        "KeyB" | "Period" => StageAction::Black,
        "KeyF" => StageAction::FullScreen,
        "Equal" | "NumpadAdd" => StageAction::Larger,
        "Minus" | "NumpadSubtract" => StageAction::Smaller,
        "KeyV" => StageAction::Votes,
        "KeyA" => StageAction::Answer,
        "KeyR" => StageAction::Round,
        "KeyP" => StageAction::Pointer,
        "KeyH" => StageAction::LightNext,
        "Slash" if event.shift_key() => StageAction::Keys,
        "Escape" => StageAction::CloseKeys,
        _ => {
            // With NumLock off a key of the number pad is an arrow or a page key, whatever its place.
            let pad = code.strip_prefix("Numpad").filter(|digit| *digit == event.key());
            let digit = code.strip_prefix("Digit").or(pad)?.parse().ok()?;
            let step = if event.shift_key() { Step::Less } else { Step::More };
            return Some(WorkshopAction::Digit(digit, step));
        }
    };
    Some(WorkshopAction::Stage(stage))
}
