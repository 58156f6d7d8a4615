//! How trees travel: tags and attribute names as places in a list, everything else as it is.

use std::borrow::Cow;

use crate::markup::{Action, Element, Markup, Parts, Region};
use crate::model::EntryRef;
use crate::model::wire::{self, Reader, Wire};

/// Names travel as places in these lists. A name may be added at the end; none may move while bundles of an older
/// build can be in a cache, and those have other file names anyway.
const TAGS: &[&str] = &[
    "p",
    "span",
    "a",
    "svg",
    "use",
    "li",
    "ul",
    "ol",
    "div",
    "details",
    "summary",
    "strong",
    "em",
    "br",
    "section",
    "header",
    "h2",
    "h3",
    "h4",
    "h1",
    "aside",
    "article",
    "figure",
    "figcaption",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "caption",
    "dl",
    "dt",
    "dd",
    "g",
    "rect",
    "line",
    "path",
    "circle",
    "text",
    "tspan",
    "pattern",
    "defs",
    "polyline",
    "b",
    "small",
    "polygon",
    "nav",
    "button",
];

const NAMES: &[&str] = &[
    "class",
    "href",
    "id",
    "lang",
    "title",
    "aria-hidden",
    "data-state",
    "data-kind",
    "data-to",
    "aria-haspopup",
    "aria-label",
    "aria-labelledby",
    "role",
    "tabindex",
    "scope",
    "data-section",
    "data-lesson",
    "data-figure",
    "data-series",
    "data-at",
    "data-room",
    "viewBox",
    "width",
    "height",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "cx",
    "cy",
    "r",
    "d",
    "dx",
    "dy",
    "fill",
    "points",
    "text-anchor",
    "transform",
    "preserveAspectRatio",
    "patternUnits",
    "patternTransform",
    "vector-effect",
    "rel",
    "target",
    "autofocus",
    "colspan",
    "rowspan",
    "data-card",
    "data-end",
    "data-span",
    "data-flip",
    "stroke",
    "aria-describedby",
    "data-part",
    "data-action",
    "type",
    "name",
    "value",
    "hreflang",
    "data-note",
    "dominant-baseline",
    "rx",
    "ry",
    "marker-end",
    "data-way",
    "overflow",
    "data-kit",
    "data-weight",
    "data-sheet",
    "data-handout",
    "data-item",
    "data-paper",
];

fn place_of(list: &[&str], name: &str) -> u8 {
    let place = list.iter().position(|it| *it == name);
    debug_assert!(place.is_some(), "`{name}` stands in no list of markup/tree.rs");
    place.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX)
}

#[inline(never)]
fn name_at(list: &'static [&'static str], reader: &mut Reader<'_>) -> &'static str {
    list.get(reader.integer().unsigned_abs() as usize).copied().unwrap_or_else(|| {
        reader.fail();
        "p"
    })
}

impl Wire for Markup {
    fn write(&self, json: &mut String) {
        match self {
            Self::Text(words) => words.clone().into_owned().write(json),
            Self::Row(row) => {
                wire::open(json);
                0_u8.write(json);
                row.write(json);
                json.push(']');
            }
            Self::Element(element) => {
                wire::open(json);
                1_u8.write(json);
                place_of(TAGS, element.tag).write(json);
                wire::open(json);
                for (name, value) in &element.attributes {
                    place_of(NAMES, name).write(json);
                    value.clone().into_owned().write(json);
                }
                json.push(']');
                // Content asks for nothing but entries to be opened, and a page to be printed, which its name says; every
                // other action belongs to the app's own pages.
                let entry = match element.action.as_deref() {
                    Some(Action::Open(entry)) => Some(*entry),
                    _ => None,
                };
                entry.write(json);
                element.children.write(json);
                json.push(']');
            }
            Self::Region(region) => {
                wire::open(json);
                match region {
                    // The dialog is the app's own and stands in no content.
                    Region::Rail | Region::Dialog => 2_u8.write(json),
                    Region::Item(id) => {
                        3_u8.write(json);
                        id.write(json);
                    }
                    Region::Flip(number) => {
                        4_u8.write(json);
                        number.write(json);
                    }
                }
                json.push(']');
            }
        }
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        if reader.is_text() {
            return Self::Text(Cow::Owned(reader.text()));
        }
        reader.open();
        let markup = match reader.integer() {
            0 => Self::Row(Vec::read(reader)),
            1 => Self::Element(read_element(reader)),
            2 => Self::Region(Region::Rail),
            3 => Self::Region(Region::Item(Wire::read(reader))),
            4 => Self::Region(Region::Flip(Wire::read(reader))),
            _ => {
                reader.fail();
                Self::Row(Vec::new())
            }
        };
        reader.close();
        markup
    }
}

fn read_element(reader: &mut Reader<'_>) -> Element {
    let tag = name_at(TAGS, reader);
    let mut attributes = Vec::new();
    reader.open();
    while !reader.is_at_end() {
        attributes.push((name_at(NAMES, reader), Cow::Owned(reader.text())));
    }
    reader.close();
    let entry: Option<EntryRef> = Wire::read(reader);
    // A page that is made for paper has a button that prints it.
    let prints = attributes.contains(&("data-action", Cow::Borrowed("print")));
    let action = entry.map(Action::Open).or(prints.then_some(Action::Print)).map(Box::new);
    Parts { tag, attributes, action, children: Vec::read(reader) }.into()
}
