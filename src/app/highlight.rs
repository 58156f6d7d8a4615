//! Shows passages on the page without touching its text: browsers that know the CSS Custom Highlight API paint them; in
//! others they stand only where they are listed.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Node, Range};

use super::platform;

/// Paints these passages under a name that `style/` knows, and no others: each is where it stands, as a selector, and
/// its words.
pub fn paint(name: &str, passages: impl Iterator<Item = (String, String)>) {
    let Some(highlights) = registry() else { return };
    let _ = call(&highlights, "delete", &[JsValue::from_str(name)]);
    let ranges: Array = passages.filter_map(|(place, quote)| range(&place, &quote)).collect();
    if ranges.length() == 0 {
        return;
    }
    let Some(highlight) = Reflect::get(&js_sys::global(), &"Highlight".into()).ok().and_then(|it| it.dyn_into().ok())
    else {
        return;
    };
    let highlight: Function = highlight;
    if let Ok(highlight) = Reflect::construct(&highlight, &ranges) {
        let _ = call(&highlights, "set", &[JsValue::from_str(name), highlight]);
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
fn range(place: &str, quote: &str) -> Option<Range> {
    let root = platform::find(place)?;
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
