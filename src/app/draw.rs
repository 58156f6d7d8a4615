//! Trees to views: Leptos builds the elements and keeps them when a tree is drawn again.

use send_wrapper::SendWrapper;
use tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use tachys::html::attribute::custom::custom_attribute;
use tachys::html::element::{ElementChild, custom};
use tachys::html::event::{Custom, on};
use tachys::html::property::prop;
use tachys::svg;
use tachys::view::add_attr::AddAnyAttr;
use tachys::view::any_view::{AnyView, IntoAny};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement};

use super::session::Session;
use crate::markup::{Action, Element, Markup, Parts, Region};

/// How a page fills its regions.
pub type Fill = fn(Session, Region) -> AnyView;

/// A tree as a view. `fill` says what stands in its regions.
pub fn draw(session: Session, markup: Markup, fill: Fill) -> AnyView {
    match markup {
        Markup::Text(words) => words.into_any(),
        Markup::Row(row) => row.into_iter().map(|it| draw(session, it, fill)).collect::<Vec<_>>().into_any(),
        Markup::Region(region) => fill(session, region),
        Markup::Element(element) => draw_element(session, element, fill),
    }
}

/// Trees in a row, without regions.
pub fn draw_all(session: Session, row: Vec<Markup>) -> AnyView {
    draw(session, Markup::Row(row), |_, _| ().into_any())
}

fn draw_element(session: Session, element: Element, fill: Fill) -> AnyView {
    let Parts { tag, attributes, action, children } = element.into_parts();
    let mut set: Vec<AnyAttribute> = Vec::with_capacity(attributes.len() + 2);
    // What the reader has picked lives in properties: an attribute would not reach a control that was used.
    if tag == "input" {
        set.push(prop("checked", attributes.iter().any(|(name, _)| *name == "checked")).into_any_attr());
    }
    if [("type", "text".into()), ("type", "search".into())].iter().any(|kind| attributes.contains(kind))
        && let Some((_, value)) = attributes.iter().find(|(name, _)| *name == "value")
    {
        set.push(prop("value", value.to_string()).into_any_attr());
    }
    if tag == "textarea"
        && let Some((_, value)) = attributes.iter().find(|(name, _)| *name == "value")
    {
        set.push(prop("value", value.to_string()).into_any_attr());
    }
    if tag == "option" {
        set.push(prop("selected", attributes.iter().any(|(name, _)| *name == "selected")).into_any_attr());
    }
    let is_search = attributes.contains(&("type", "search".into()));
    set.extend(attributes.into_iter().map(|(name, value)| custom_attribute(name, value.into_owned()).into_any_attr()));
    if let Some(action) = action {
        set.push(listener(session, tag, is_search, *action));
    }
    let children: Vec<AnyView> = children.into_iter().map(|it| draw(session, it, fill)).collect();
    macro_rules! drawing {
        ($($name:ident)*) => {
            match tag {
                $(stringify!($name) => svg::$name().child(children).add_any_attr(set).into_any(),)*
                "use" => svg::r#use().child(children).add_any_attr(set).into_any(),
                // Upper case, as the browser names HTML elements: Leptos compares the two to keep an element.
                _ => custom(tag.to_ascii_uppercase()).child(children).add_any_attr(set).into_any(),
            }
        };
    }
    drawing!(svg g rect line path circle text tspan pattern defs title polyline polygon)
}

fn listener(session: Session, tag: &'static str, is_search: bool, action: Action) -> AnyAttribute {
    let name = match tag {
        // Results come while typing.
        "input" if is_search => "input",
        "input" | "select" => "change",
        // The browser closes a dialog by itself on Escape, and says so.
        "dialog" => "close",
        _ => "click",
    };
    // Boxed, so that there is one listener in the program and not one for every closure.
    let run: Box<dyn FnMut(Event)> = Box::new(move |event| {
        // A button of a form would send it, and what it does may take the form away first.
        if matches!(tag, "a" | "button") {
            event.prevent_default();
        }
        session.carry_out(action.clone(), value_of(&event));
    });
    on(Custom::<Event>::new(name), run).into_any_attr()
}

/// Something that is drawn again whenever what it reads has changed. Boxed for the same reason.
pub fn live(draw: impl Fn() -> AnyView + 'static) -> AnyView {
    let draw: Box<dyn Fn() -> AnyView> = Box::new(draw);
    // Leptos asks for what can go to another thread; in a browser there is none.
    let draw = SendWrapper::new(draw);
    (move || draw()).into_any()
}

/// The value of the control that was used.
fn value_of(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return input.value();
    }
    target.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value).unwrap_or_default()
}
