//! What is selected on the page of a lesson, and the offer to mark it.

use wasm_bindgen::JsCast;
use web_sys::Element;

use super::platform;
use super::session::Session;
use crate::engine::progress::QUOTE_LETTERS_MAX;
use crate::markup::page::notes::Passage;
use crate::markup::route::Route;

/// Letters of a passage that is worth marking.
const QUOTE_LETTERS_MIN: usize = 3;

/// Follows the selection. `selectionchange` comes for every letter that a selection grows by, so what is offered
/// settles a moment later; and a press on the offer itself, which may end the selection, still finds it.
pub fn start(session: Session) {
    platform::listen_document("selectionchange", move |_| {
        platform::after_paint(move || {
            platform::after_paint(move || {
                let passage = selected(session);
                if session.passage.peek(|before| *before != passage) {
                    session.passage.set(passage);
                }
            });
        });
    });
}

fn selected(session: Session) -> Option<Passage> {
    let Route::Lesson(lesson, _) = session.view.peek(|view| view.route) else { return None };
    let selection = platform::window().get_selection().ok().flatten()?;
    if selection.is_collapsed() {
        return None;
    }
    let node = selection.anchor_node()?;
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    element.closest("article[data-lesson]").ok().flatten()?;
    // What is typed or picked in an item is no text of the lesson.
    if element.closest("[data-item], input, textarea").ok().flatten().is_some() {
        return None;
    }
    let section = element.closest("section[data-section]").ok().flatten();
    let section = section.and_then(|it| it.get_attribute("data-section")).and_then(|it| it.parse().ok());
    let words = String::from(selection.to_string());
    let quote = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let quote: String = quote.chars().take(QUOTE_LETTERS_MAX).collect();
    (QUOTE_LETTERS_MIN <= quote.chars().count()).then_some(Passage { lesson, section, quote })
}
