//! The keys of console and stage, by their place on the keyboard, so that a Khmer layout works; a clicker is a
//! keyboard with four of them.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::Workshop;
use crate::app::platform;
use crate::app::session::Session as App;
use crate::markup::action::{StageAction, WorkshopAction};
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
    if is_at("input, textarea, select, [contenteditable], dialog, dialog *") {
        return None;
    }
    let code = event.code();
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
            let digit = code.strip_prefix("Digit").or_else(|| code.strip_prefix("Numpad"))?;
            let place = digit.parse::<u16>().ok()?.checked_sub(1)?;
            let less = event.shift_key();
            return Some(if less { WorkshopAction::Less(place) } else { WorkshopAction::More(place) });
        }
    };
    Some(WorkshopAction::Stage(stage))
}
