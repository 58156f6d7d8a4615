//! Words for a wall.

use super::{Element, Markup, Parts};

/// The same words with nothing that could be used: on a wall there is nothing to press, and a link would lead the
/// window away from the stage.
pub fn still(markup: Markup) -> Markup {
    match markup {
        Markup::Element(element) => {
            let Parts { tag, attributes, children, .. } = element.into_parts();
            let is_gone = |name: &str| matches!(name, "href" | "tabindex" | "aria-haspopup" | "id" | "aria-labelledby");
            let attributes =
                attributes.into_iter().filter(|(name, _)| matches!(tag, "use" | "pattern") || !is_gone(name)).collect();
            let tag = if matches!(tag, "a" | "button") { "span" } else { tag };
            Element::from(Parts { tag, attributes, action: None, children: still_row(children) }).into()
        }
        Markup::Row(row) => Markup::Row(still_row(row)),
        // What changes while a reader looks at it has no place on a wall.
        Markup::Region(_) => Markup::Row(Vec::new()),
        words @ Markup::Text(_) => words,
    }
}

/// Every piece of a row, stilled.
pub fn still_row(row: Vec<Markup>) -> Vec<Markup> {
    row.into_iter().map(still).collect()
}
