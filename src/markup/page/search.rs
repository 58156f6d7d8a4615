//! Search over lessons, law, species, glossary and cases.

use super::{Book, button, title};
use crate::engine::search::{Query, Searchable};
use crate::markup::action::SearchAction;
use crate::markup::route::Route;
use crate::markup::{Action, Element, Markup, el, text};
use crate::model::wire::{wire_enum, wire_struct};
use crate::model::{EntryRef, Phrase};

/// Results that are shown within the frame of a letter; the others follow in the next.
pub const RESULTS_FIRST: usize = 2;
/// Results that are shown then, and how many more each time.
pub const RESULTS_STEP: usize = 10;

/// Something that can be found, as the tool writes it for one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Findable {
    /// What it is.
    pub kind: FoundKind,
    /// Where it leads.
    pub to: Target,
    /// Its title; a term or a species with its name in the other language.
    pub title: String,
    /// What it belongs to: the lesson of a section, the law of an article.
    pub heading: String,
    /// Its text.
    pub text: String,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundKind {
    /// A lesson or a section of one.
    Lesson,
    /// A case.
    Case,
    /// An offence.
    Offence,
    /// An article.
    Article,
    /// A species.
    Species,
    /// A glossary term.
    Term,
    /// An organisation.
    Organisation,
}

/// Where something that was found leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// To a page: its route.
    Page(String),
    /// To an entry, shown in the dialog.
    Entry(EntryRef),
}

wire_struct! {
    Findable { kind, to, title, heading, text }
}

wire_enum! {
    FoundKind { 0 Lesson, 1 Case, 2 Offence, 3 Article, 4 Species, 5 Term, 6 Organisation; else Self::Lesson }
    Target { 0 Page(to), 1 Entry(entry); else Self::Page(String::new()) }
}

/// What can be found in one language, ready to be looked through.
pub struct Stock {
    /// As it is shown.
    pub entries: std::rc::Rc<Vec<Findable>>,
    /// As it is compared.
    folded: Vec<Searchable>,
}

impl Stock {
    /// Folds everything once.
    pub fn of(entries: std::rc::Rc<Vec<Findable>>) -> Self {
        let folded = entries.iter().map(|it| Searchable::of(&it.title, &it.heading, &it.text)).collect();
        Self { entries, folded }
    }

    /// The best, and how many there are in all.
    pub fn find(&self, query: &Query, max: usize) -> (Vec<(&Findable, &Searchable)>, usize) {
        let (places, count) = query.find(&self.folded, max);
        let found = places.into_iter().filter_map(|place| Some((self.entries.get(place)?, self.folded.get(place)?)));
        (found.collect(), count)
    }
}

/// What the reader has typed, and how many results are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The words.
    pub words: String,
    /// Results, at most.
    pub max: usize,
}

impl Typed {
    /// Words that were typed just now.
    pub fn of(words: String) -> Self {
        Self { words, max: RESULTS_FIRST }
    }
}

/// The page. `stock` is none while its file is on its way.
pub fn search(book: &Book<'_>, Typed { words: typed, max }: &Typed, stock: Option<&Stock>) -> Vec<Markup> {
    let speech = book.speech;
    let field = el("input")
        .class("input search__field")
        .set("type", "search")
        .set("id", "search-field")
        .set("name", "q")
        .set("autocomplete", "off")
        .set("autocapitalize", "none")
        .set("spellcheck", "false")
        .set("enterkeyhint", "search")
        .set("value", typed.clone())
        .on(Action::Search(SearchAction::Type));
    let label = el("label").class("field").add(el("span").say(speech, Phrase::SearchLabel)).add(field);
    let form = el("form").class("search").set("role", "search").add(label);
    let query = Query::of(typed);
    let mut more = None;
    let (status, results) = match stock {
        _ if query.is_empty() => (speech.say(Phrase::SearchHint), Vec::new()),
        None => (speech.say(Phrase::Loading), Vec::new()),
        Some(stock) => {
            let (found, count) = stock.find(&query, *max);
            let shown = speech.number(found.len().max(RESULTS_STEP) as u64);
            let status = match count {
                0 => speech.say(Phrase::SearchNothing),
                _ if count <= RESULTS_STEP.max(*max) => {
                    speech.fill(Phrase::SearchFound, &[&speech.number(count as u64)])
                }
                _ => speech.fill(Phrase::SearchFoundMany, &[&shown, &speech.number(count as u64)]),
            };
            more = (RESULTS_STEP <= *max && found.len() < count)
                .then(|| button(Action::Search(SearchAction::More), "more", speech.say(Phrase::SearchMore), None));
            (status, found.into_iter().map(|(it, folded)| result(book, &query, it, folded)).collect())
        }
    };
    let page = el("div")
        .class("chapter")
        .add(title(None, speech.say(Phrase::SearchTitle), None))
        .add(form)
        .add(el("p").class("small").set("role", "status").add(status))
        .add(el("ol").class("results").set("role", "list").add_all(results))
        .add_some(more.map(|more| el("p").class("cluster").add(more)));
    vec![page.into()]
}

fn result(book: &Book<'_>, query: &Query, it: &Findable, folded: &Searchable) -> Element {
    let speech = book.speech;
    let kind = match it.kind {
        FoundKind::Lesson => Phrase::EntryLesson,
        FoundKind::Case => Phrase::EntryCase,
        FoundKind::Offence => Phrase::EntryOffence,
        FoundKind::Article => Phrase::EntryArticle,
        FoundKind::Species => Phrase::EntrySpecies,
        FoundKind::Term => Phrase::EntryTerm,
        FoundKind::Organisation => Phrase::EntryOrg,
    };
    let link = match &it.to {
        Target::Page(route) => el("a").set("href", route.clone()),
        Target::Entry(entry) => el("a")
            .set("href", format!("#entry-{}-{}", entry.kind.as_str(), entry.id))
            .set("aria-haspopup", "dialog")
            .on(Action::Open(*entry)),
    };
    let heading =
        if it.heading.is_empty() { speech.say(kind) } else { format!("{} · {}", speech.say(kind), it.heading) };
    el("li")
        .class("result")
        .set("data-result", "")
        .add(link.class("result__title").maybe("lang", book.tongue(&it.title)).add_all(marked(query, &it.title)))
        .add(el("p").class("small").add(heading))
        .add(
            el("p")
                .class("result__text")
                .maybe("lang", book.tongue(&it.text))
                .add_all(marked(query, &query.excerpt(&it.text, folded))),
        )
}

/// A text with its hits marked.
fn marked(query: &Query, words: &str) -> Vec<Markup> {
    let pieces = query.highlight(words).into_iter().enumerate();
    pieces
        .filter(|(_, piece)| !piece.is_empty())
        .map(|(place, piece)| match place % 2 {
            0 => text(piece.to_owned()),
            _ => el("mark").add(piece.to_owned()).into(),
        })
        .collect()
}

/// The address of a search, to be shared or gone back to.
pub fn address(typed: &str) -> String {
    let mut address = Route::Search.to_string();
    if !typed.is_empty() {
        address.push_str("?q=");
        for byte in typed.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => address.push(char::from(byte)),
                other => {
                    address.push('%');
                    for half in [other >> 4, other & 15] {
                        address.push(char::from(if half < 10 { b'0' + half } else { b'A' + half - 10 }));
                    }
                }
            }
        }
    }
    address
}

/// What an address looks for; what is not written as it should be is passed over.
pub fn typed(fragment: &str) -> String {
    let query = fragment.split_once("?q=").map(|(_, query)| query).unwrap_or_default();
    let query = query.split('&').next().unwrap_or_default();
    let mut bytes = Vec::new();
    let mut rest = query.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut half = || rest.next().and_then(|it| char::from(it).to_digit(16));
                match (half(), half()) {
                    (Some(high), Some(low)) => u8::try_from(high * 16 + low).unwrap_or(b' '),
                    _ => b' ',
                }
            }
            other => other,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_was_looked_for_in_any_script() {
        for words in ["snare", "art. 98(12)", "ភស្តុតាង ៩៨", "50% & more + ?q=", ""] {
            assert_eq!(typed(&address(words)), words);
            assert_eq!(Route::parse(&address(words)), Some(Route::Search));
        }
        assert_eq!(typed("#/search?q=a+b&x=1"), "a b");
        assert_eq!(typed("#/search?q=%zz%E1"), " \u{fffd}");
    }
}
