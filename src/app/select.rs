//! What is selected: on the page of a lesson with the offer to mark it, in an exhibit of a case to be pinned.

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
                if let Some(quote) = quoted(session) {
                    session.desk.update(|desk| desk.quote = quote);
                }
                let passage = selected(session);
                if session.passage.peek(|before| *before != passage) {
                    session.passage.set(passage);
                }
            });
        });
    });
}

/// Words selected in an exhibit that differ from those kept. A selection that ends keeps its words: pressing the button
/// that pins them may be what has ended it.
fn quoted(session: Session) -> Option<String> {
    let Route::Case(_) = session.view.peek(|view| view.route) else { return None };
    let (element, quote) = selection()?;
    element.closest("#exhibit").ok().flatten()?;
    (session.desk.peek(|desk| desk.quote != quote)).then_some(quote)
}

/// Where the selection begins, and its words; none if they are too few.
fn selection() -> Option<(Element, String)> {
    let selection = platform::window().get_selection().ok().flatten()?;
    if selection.is_collapsed() {
        return None;
    }
    let node = selection.anchor_node()?;
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    let words = String::from(selection.to_string());
    let quote = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let quote: String = quote.chars().take(QUOTE_LETTERS_MAX).collect();
    (QUOTE_LETTERS_MIN <= quote.chars().count()).then_some((element, quote))
}

fn selected(session: Session) -> Option<Passage> {
    let Route::Lesson(lesson, _) = session.view.peek(|view| view.route) else { return None };
    let (element, quote) = selection()?;
    element.closest("article[data-lesson]").ok().flatten()?;
    // What is typed or picked in an item is no text of the lesson.
    if element.closest("[data-item], input, textarea").ok().flatten().is_some() {
        return None;
    }
    let section = element.closest("section[data-section]").ok().flatten();
    let section = section.and_then(|it| it.get_attribute("data-section")).and_then(|it| it.parse().ok());
    Some(Passage { lesson, section, quote })
}
