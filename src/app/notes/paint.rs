//! Shows marked passages on the page of a lesson, without touching its text: browsers that know the CSS Custom
//! Highlight API paint them; in others they are on the page of the notes.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Node, Range};

use crate::app::platform;
use crate::app::session::Session;
use crate::markup::route::Route;
use crate::model::SectionId;

/// The name under which `style/` knows the passages.
const NAME: &str = "note";

/// Paints the passages of the lesson in view, and none that was marked elsewhere.
pub fn paint(session: Session) {
    let Some(highlights) = registry() else { return };
    let _ = call(&highlights, "delete", &[JsValue::from_str(NAME)]);
    let Route::Lesson(lesson, _) = session.view.peek(|view| view.route) else { return };
    let wanted: Vec<(Option<SectionId>, String)> = session.progress.peek(|progress| {
        let mine = progress.notes().iter().filter(|note| note.lesson == lesson && !note.quote.is_empty());
        mine.map(|note| (note.section, note.quote.clone())).collect()
    });
    let ranges: Array = wanted.into_iter().filter_map(|(section, quote)| range(section, &quote)).collect();
    if ranges.length() == 0 {
        return;
    }
    let Some(highlight) = Reflect::get(&js_sys::global(), &"Highlight".into()).ok().and_then(|it| it.dyn_into().ok())
    else {
        return;
    };
    let highlight: Function = highlight;
    if let Ok(highlight) = Reflect::construct(&highlight, &ranges) {
        let _ = call(&highlights, "set", &[JsValue::from_str(NAME), highlight]);
    }
}

/// `CSS.highlights`; none in browsers that do not know it.
fn registry() -> Option<JsValue> {
    let css = Reflect::get(&js_sys::global(), &"CSS".into()).ok()?;
    Reflect::get(&css, &"highlights".into()).ok().filter(|it| !it.is_undefined())
}

fn call(object: &JsValue, name: &str, values: &[JsValue]) -> Option<JsValue> {
    let function: Function = Reflect::get(object, &name.into()).ok()?.dyn_into().ok()?;
    function.apply(object, &values.iter().collect::<Array>()).ok()
}

/// Where a passage stands. Gaps don't count: between two paragraphs there is one on the screen and none in the tree.
fn range(section: Option<SectionId>, quote: &str) -> Option<Range> {
    let place = section.map_or_else(|| "article[data-lesson]".to_owned(), |id| format!("[data-section=\"{id}\"]"));
    let root = platform::find(&place)?;
    let quote: String = quote.chars().filter(|letter| !letter.is_whitespace()).collect();
    let mut letters: Vec<(Node, u32)> = Vec::new();
    let mut text = String::new();
    let mut places: Vec<usize> = Vec::new();
    gather(&root, &mut |node, offset, letter| {
        places.resize(text.len() + letter.len_utf8(), letters.len());
        text.push(letter);
        letters.push((node.clone(), offset));
    });
    let from = text.find(&quote)?;
    let first = letters.get(*places.get(from)?)?;
    let last = letters.get(*places.get(from + quote.len() - 1)?)?;
    let range = platform::document().create_range().ok()?;
    range.set_start(&first.0, first.1).ok()?;
    range.set_end(&last.0, last.1 + 1).ok()?;
    Some(range)
}

/// Hands out every letter below a node that is no gap, with its node and its place there in UTF-16 units.
fn gather(node: &Node, see: &mut impl FnMut(&Node, u32, char)) {
    if node.node_type() == Node::TEXT_NODE {
        let mut offset = 0;
        for letter in node.text_content().unwrap_or_default().chars() {
            if !letter.is_whitespace() {
                see(node, offset, letter);
            }
            offset += letter.len_utf16() as u32;
        }
        return;
    }
    let children = node.child_nodes();
    for index in 0..children.length() {
        if let Some(child) = children.item(index) {
            gather(&child, see);
        }
    }
}
