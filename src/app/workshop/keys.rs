//! The keys of console and stage, by their place on the keyboard, so that a Khmer layout works; a clicker is a
//! keyboard with four of them.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::Workshop;
use crate::app::platform;
use crate::app::session::Session as App;
use crate::markup::action::{StageAction, Step, WorkshopAction};
use crate::markup::route::{Route, WorkshopPage};

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
            if let Some(action) = action_of(event) {
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

/// What a key asks for; none if it is meant for what has the focus.
fn action_of(event: &KeyboardEvent) -> Option<WorkshopAction> {
    let active = platform::document().active_element();
    let is_at = |selector: &str| active.as_ref().is_some_and(|it| it.matches(selector).unwrap_or_default());
    if platform::find("dialog[open]").is_some() {
        return None;
    }
    // Some clickers and remote desktops name no place on the keyboard.
    let code = if event.code().is_empty() { event.key() } else { event.code() };
    // A clicker has these two; no field of one line needs them.
    if is_at("input, textarea, select, [contenteditable]") && !matches!(code.as_str(), "PageDown" | "PageUp") {
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
