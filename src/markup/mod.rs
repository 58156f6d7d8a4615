//! What the handbook looks like, as a tree of elements.
//!
//! Pages are pure functions from data to [`Markup`]. The tool prints the tree as static pages and
//! the app builds it in the browser, so both hold the same words by construction. A tree is data:
//! it can be tested without a browser, and it costs the reader few bytes.
//!
//! A [`Region`] is a hole for something that changes while the reader looks at it. The static page
//! fills it with its first state; the app keeps it up to date.
//!
//! Builders are kept out of line: inlined, their calls were a third of the program.
//!
//! Absent on purpose: event handlers (an element carries an [`Action`]), raw HTML, inline styles.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, DerefMut};

use self::route::{Route, home_file, lesson_file};
use crate::model::{EntryRef, ItemId, Locale, Phrase, Phrases};

pub mod action;
pub mod block;
pub mod figure;
pub mod item;
pub mod number;
pub mod page;
pub mod route;
pub mod still;
pub mod tree;

pub use action::Action;

/// A piece of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Markup {
    /// Words.
    Text(Cow<'static, str>),
    /// An element.
    Element(Element),
    /// Something that changes while the reader looks at it.
    Region(Region),
    /// Pieces in a row.
    Row(Vec<Markup>),
}

/// Something on a page that changes by itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Region {
    /// The contents of the lesson, with what has been read.
    Rail,
    /// What the dialog shows.
    Dialog,
    /// An item of the lesson, from the question to the feedback.
    Item(ItemId),
    /// The other language of the paragraph with this number.
    Flip(u16),
}

/// An element with its attributes and children.
///
/// One pointer, so that a builder hands it on in a register: as a plain struct it was copied at every call, which
/// was a sixth of the program.
#[derive(Clone, Debug, PartialEq)]
pub struct Element(Box<Parts>);

/// What an element consists of.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// The tag, in lower case.
    pub tag: &'static str,
    /// Attributes in the order in which they were given.
    pub attributes: Vec<(&'static str, Cow<'static, str>)>,
    /// What happens when the reader uses the element.
    pub action: Option<Box<Action>>,
    /// What is inside.
    pub children: Vec<Markup>,
}

/// An element without attributes or children.
#[inline(never)]
pub fn el(tag: &'static str) -> Element {
    Element::from(Parts { tag, attributes: Vec::new(), action: None, children: Vec::new() })
}

/// Words.
pub fn text(words: impl Into<Cow<'static, str>>) -> Markup {
    Markup::Text(words.into())
}

impl Element {
    /// With an attribute; `data-page`, `href` and so on.
    #[must_use]
    #[inline(never)]
    pub fn set(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// With an attribute, if there is a value for it.
    #[must_use]
    #[inline(never)]
    pub fn maybe(self, name: &'static str, value: Option<impl Into<Cow<'static, str>>>) -> Self {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    /// With a boolean attribute such as `checked`, if it holds.
    #[must_use]
    #[inline(never)]
    pub fn mark(self, name: &'static str, holds: bool) -> Self {
        if holds { self.set(name, "") } else { self }
    }

    /// With a class.
    #[must_use]
    #[inline(never)]
    pub fn class(self, class: &'static str) -> Self {
        self.set("class", class)
    }

    /// With one more class beside the first.
    #[must_use]
    #[inline(never)]
    pub fn class_also(mut self, class: &str) -> Self {
        match self.attributes.iter_mut().find(|(name, _)| *name == "class") {
            Some((_, classes)) => *classes = format!("{class} {classes}").into(),
            None => self.attributes.push(("class", class.to_owned().into())),
        }
        self
    }

    /// With what happens when the reader uses it.
    #[must_use]
    #[inline(never)]
    pub fn on(mut self, action: Action) -> Self {
        self.action = Some(Box::new(action));
        self
    }

    /// With one more child.
    #[must_use]
    #[inline(never)]
    #[expect(clippy::should_implement_trait, reason = "a builder that adds children, in a chain of builders")]
    pub fn add(mut self, child: impl Into<Markup>) -> Self {
        self.push(child.into());
        self
    }

    /// With interface wording.
    #[must_use]
    #[inline(never)]
    pub fn say(mut self, speech: &Speech<'_>, phrase: Phrase) -> Self {
        self.push(Markup::Text(speech.say(phrase).into()));
        self
    }

    #[inline(never)]
    fn push(&mut self, child: Markup) {
        self.children.push(child);
    }

    /// With one more child, if there is one.
    #[must_use]
    #[inline(never)]
    pub fn add_some(self, child: Option<impl Into<Markup>>) -> Self {
        match child {
            Some(child) => self.add(child),
            None => self,
        }
    }

    /// With more children.
    #[must_use]
    #[inline(never)]
    pub fn add_all<M: Into<Markup>>(mut self, children: impl IntoIterator<Item = M>) -> Self {
        for child in children {
            self.push(child.into());
        }
        self
    }
}

impl From<Parts> for Element {
    fn from(parts: Parts) -> Self {
        Self(Box::new(parts))
    }
}

impl Deref for Element {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl DerefMut for Element {
    fn deref_mut(&mut self) -> &mut Parts {
        &mut self.0
    }
}

impl Element {
    /// What it consists of.
    pub fn into_parts(self) -> Parts {
        *self.0
    }
}

impl From<Element> for Markup {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

impl From<Region> for Markup {
    fn from(region: Region) -> Self {
        Self::Region(region)
    }
}

impl From<Vec<Markup>> for Markup {
    fn from(row: Vec<Markup>) -> Self {
        Self::Row(row)
    }
}

impl From<&'static str> for Markup {
    fn from(words: &'static str) -> Self {
        Self::Text(Cow::Borrowed(words))
    }
}

impl From<String> for Markup {
    fn from(words: String) -> Self {
        Self::Text(Cow::Owned(words))
    }
}

impl Markup {
    /// The words of the tree, without elements.
    pub fn words(&self) -> String {
        let mut words = String::new();
        self.collect_words(&mut words);
        words
    }

    fn collect_words(&self, words: &mut String) {
        match self {
            Self::Text(text) => words.push_str(text),
            Self::Element(element) => element.children.iter().for_each(|child| child.collect_words(words)),
            Self::Row(row) => row.iter().for_each(|child| child.collect_words(words)),
            Self::Region(_) => {}
        }
    }
}

/// What a page needs to speak: the language, its phrases, and where the site begins.
#[derive(Clone, Copy)]
pub struct Speech<'a> {
    /// The language of the page.
    pub locale: Locale,
    /// The wording of the interface.
    pub phrases: &'a Phrases,
    /// What leads from the page to the root of the site: `./` in the app, `../` on a static page in a folder, nothing
    /// on a static page beside the root's own.
    pub root: &'a str,
}

impl Speech<'_> {
    /// The address of a page. Within the app it is a bare fragment. A static page leads to static pages of its own
    /// language where there are any, so that it works without the app.
    pub fn href(&self, route: Route) -> String {
        match (route, self.root) {
            (route, "./") => route.to_string(),
            (Route::Lesson(lesson, section), root) => {
                let section = section.map(|it| format!("#{it}")).unwrap_or_default();
                format!("{root}{}{section}", lesson_file(lesson, self.locale))
            }
            (route, "") => route.to_string(),
            (route, root) => format!("{root}{}{route}", home_file(self.locale)),
        }
    }

    /// Interface wording.
    #[inline(never)]
    pub fn say(&self, phrase: Phrase) -> String {
        self.phrases.get(phrase).to_owned()
    }

    /// Interface wording with values for its gaps `{0}`, `{1}` …
    #[inline(never)]
    pub fn fill(&self, phrase: Phrase, values: &[&str]) -> String {
        let mut words = self.phrases.get(phrase).to_owned();
        for (place, value) in values.iter().enumerate() {
            let Some(gap) = ["{0}", "{1}", "{2}", "{3}"].get(place) else { break };
            words = words.replace(gap, value);
        }
        words
    }

    /// A whole number, in the digits of the language.
    pub fn number(&self, number: impl TryInto<i64>) -> String {
        number::whole(number.try_into().unwrap_or_default(), self.locale)
    }
}

/// An icon of the sheet that stands once on every page. The word beside it says what it means.
#[inline(never)]
pub fn icon(name: &'static str) -> Element {
    el("svg").class("icon").set("aria-hidden", "true").add(el("use").set("href", name))
}

/// A link that opens an entry of the desk in a dialog.
pub fn entry_link(entry: EntryRef, children: Vec<Markup>) -> Element {
    el("a")
        .set("href", format!("#entry-{}-{}", entry.kind.as_str(), entry.id))
        .maybe("data-to", entry.kind.is_law().then_some("law"))
        .set("aria-haspopup", "dialog")
        .on(Action::Open(entry))
        .add_all(children)
}

impl fmt::Display for Markup {
    /// HTML. Regions print as nothing: the static pages fill them before printing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(words) => escape(f, words),
            Self::Element(element) => element.fmt(f),
            Self::Row(row) => row.iter().try_for_each(|child| child.fmt(f)),
            Self::Region(_) => Ok(()),
        }
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}", self.tag)?;
        for (name, value) in &self.attributes {
            write!(f, " {name}")?;
            if !value.is_empty() {
                f.write_str("=\"")?;
                escape(f, value)?;
                f.write_str("\"")?;
            }
        }
        f.write_str(">")?;
        if matches!(self.tag, "input" | "br" | "hr" | "meta" | "link" | "img") {
            return Ok(());
        }
        self.children.iter().try_for_each(|child| child.fmt(f))?;
        write!(f, "</{}>", self.tag)
    }
}

/// Writes words so that no reader of HTML can take them for markup.
fn escape(f: &mut fmt::Formatter<'_>, words: &str) -> fmt::Result {
    let mut rest = words;
    while let Some(place) = rest.find(['&', '<', '>', '"']) {
        let (plain, special) = rest.split_at(place);
        f.write_str(plain)?;
        let mut letters = special.chars();
        f.write_str(match letters.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            _ => "&quot;",
        })?;
        rest = letters.as_str();
    }
    f.write_str(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_from_content_are_never_taken_for_markup() {
        let page: Markup = el("p").set("title", "a \"b\" & c").add(text("<script>alert(1)</script>")).into();
        assert_eq!(page.to_string(), "<p title=\"a &quot;b&quot; &amp; c\">&lt;script&gt;alert(1)&lt;/script&gt;</p>");
    }

    #[test]
    fn an_element_without_content_is_printed_as_html_asks() {
        assert_eq!(
            Markup::from(el("input").set("type", "radio").mark("checked", true)).to_string(),
            "<input type=\"radio\" checked>"
        );
        assert_eq!(Markup::from(el("td")).to_string(), "<td></td>");
    }
}
