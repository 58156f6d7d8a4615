//! What stands around every page: masthead, lasting messages, foot.

use super::{Book, button};
use crate::markup::page::record::keep::{dot, name_of};
use crate::markup::route::{DeskPage, Route, WorkshopPage, home_file, lesson_file};
use crate::markup::{Action, Element, Markup, el, icon};
use crate::model::{Locale, Phrase};
use crate::storage::profiles::Profile;
use crate::storage::{Keeping, Theme};

/// What the shell shows besides the page.
pub struct Shell<'a> {
    /// The table of contents and its words.
    pub book: Book<'a>,
    /// Where the reader is.
    pub route: Route,
    /// Whether the work is kept; `None` as long as the app is not there to keep any.
    pub keeping: Option<Keeping>,
    /// How many entries of the record could not be read.
    pub damaged: usize,
    /// Whether the page is dark now.
    pub is_dark: bool,
    /// Who learns now, where several people share the computer.
    pub who: Option<&'a Profile>,
}

impl Shell<'_> {
    fn say(&self, phrase: Phrase) -> String {
        self.book.speech.say(phrase)
    }

    fn href(&self, route: Route) -> String {
        self.book.speech.href(route)
    }

    /// The masthead.
    pub fn masthead(&self) -> Element {
        let brand = el("a")
            .class("masthead__brand")
            .set("href", self.href(Route::Home))
            .add(icon("#i-kouprey"))
            .say(self.book.speech, Phrase::Brand);
        let pages = [
            (Route::Home, Phrase::NavContents),
            (Route::Cases, Phrase::NavCases),
            (Route::Desk(DeskPage::Index), Phrase::NavDesk),
            (Route::Review, Phrase::NavReview),
            (Route::Record, Phrase::NavRecord),
            (Route::Workshop(WorkshopPage::Index), Phrase::NavWorkshop),
        ];
        let links = pages.map(|(route, phrase)| {
            let is_here = match (route, self.route) {
                // The kit of a case stands with the cases.
                (Route::Desk(_), Route::Desk(DeskPage::Kit(_) | DeskPage::Handout(_) | DeskPage::Paper(_))) => false,
                (Route::Home, Route::Lesson(..))
                | (Route::Cases, Route::Case(_) | Route::Desk(DeskPage::Kit(_)))
                | (
                    Route::Workshop(_),
                    Route::Workshop(_) | Route::Stage | Route::Desk(DeskPage::Handout(_) | DeskPage::Paper(_)),
                )
                | (Route::Desk(_), Route::Desk(_))
                | (Route::Review, Route::Tests | Route::Test(..)) => true,
                (a, b) => a == b,
            };
            el("a")
                .set("href", self.href(route))
                .maybe("aria-current", is_here.then_some("page"))
                .say(self.book.speech, phrase)
        });
        let nav = el("nav").class("masthead__nav").set("aria-label", self.say(Phrase::NavMain)).add_all(links);
        let tools = el("div")
            .class("masthead__tools")
            .add_some(self.who())
            .add(self.search())
            .add(self.language())
            .add(self.theme())
            .add(self.kept());
        let row = el("div").class("masthead__row").add(brand).add(nav).add(tools);
        el("header").class("masthead page").add(row)
    }

    /// The switch that keeps the place. It is a link where there is a page to lead to, so that it works without the app.
    fn language(&self) -> Element {
        let locale = self.book.speech.locale.other();
        let page = |file: &str| el("a").set("href", format!("{}{file}", self.book.speech.root));
        let tool = match (self.route, self.keeping) {
            (Route::Lesson(lesson, _), None) => page(&lesson_file(lesson, locale)),
            (Route::Home, None) => page(home_file(locale)),
            _ => el("button").set("type", "button").mark("disabled", self.keeping.is_none()).on(Action::Speak(locale)),
        };
        let label = match locale {
            // The Khmer word is drawn, so that an English page loads no Khmer font.
            Locale::Km => el("svg")
                .class("script")
                .set("viewBox", "0 0 88.2 84.3")
                .set("aria-hidden", "true")
                .add(el("use").set("href", "#i-km")),
            Locale::En => el("span").add("English"),
        };
        let name = match locale {
            Locale::Km => "ភាសាខ្មែរ",
            Locale::En => "English",
        };
        tool.class("tool")
            .set("data-action", "language")
            .set("hreflang", locale.tag())
            .set("lang", locale.tag())
            .set("aria-label", name)
            .add(label)
    }

    /// Who learns now, where several people share the computer; it leads to where that can be changed.
    fn who(&self) -> Option<Element> {
        let profile = self.who?;
        let name = name_of(profile, Phrase::WhoNobody, &self.book);
        let words = el("span").class("who__name").add(name.clone());
        Some(
            el("a")
                .class("who")
                .set("href", self.href(Route::Record))
                .set("aria-label", format!("{}: {name}", self.say(Phrase::WhoTitle)))
                .add(dot(profile.colour))
                .add(words),
        )
    }

    fn search(&self) -> Element {
        el("a")
            .class("tool")
            .set("data-action", "search")
            .set("href", self.href(Route::Search))
            .set("aria-label", self.say(Phrase::SearchTitle))
            .maybe("aria-current", (self.route == Route::Search).then_some("page"))
            .add(icon("#i-search"))
    }

    fn theme(&self) -> Element {
        let (theme, phrase) =
            if self.is_dark { (Theme::Light, Phrase::ThemeToLight) } else { (Theme::Dark, Phrase::ThemeToDark) };
        el("button")
            .class("tool")
            .set("type", "button")
            .set("data-action", "theme")
            .set("aria-label", self.say(phrase))
            .mark("disabled", self.keeping.is_none())
            .on(Action::Paint(theme))
            .add(icon("#i-theme"))
    }

    fn kept(&self) -> Element {
        let (sign, phrase) = match self.keeping {
            None => return el("span").class("kept").add(el("span").class("kept__word")),
            Some(Keeping::Saved) => ("#i-saved", Phrase::KeptSaved),
            Some(Keeping::MemoryOnly) => ("#i-unsaved", Phrase::KeptMemoryOnly),
            Some(Keeping::ReadOnly) => ("#i-unsaved", Phrase::KeptReadOnly),
            Some(Keeping::Full) => ("#i-unsaved", Phrase::KeptFull),
        };
        let state = self.keeping.map(Keeping::as_str).unwrap_or_default();
        el("span")
            .class("kept")
            .set("data-storage", state)
            .set("role", "status")
            .add(icon(sign))
            .add(el("span").class("kept__word").say(self.book.speech, phrase))
    }

    /// Lasting messages: they stay until their cause is gone.
    pub fn notices(&self) -> Vec<Markup> {
        let mut notices = Vec::new();
        let words = match self.keeping {
            Some(Keeping::MemoryOnly) => Some((Phrase::KeptMemoryOnlyTitle, Phrase::KeptMemoryOnlyWords)),
            Some(Keeping::ReadOnly) => Some((Phrase::KeptReadOnlyTitle, Phrase::KeptReadOnlyWords)),
            Some(Keeping::Full) => Some((Phrase::KeptFullTitle, Phrase::KeptFullWords)),
            Some(Keeping::Saved) | None => None,
        };
        if let Some((title, words)) = words {
            notices.push(self.notice("storage", self.say(title), self.say(words)).into());
        }
        if 0 < self.damaged {
            let count = self.book.speech.number(self.damaged as u64);
            let title = self.book.speech.fill(Phrase::QuarantineTitle, &[&count]);
            notices.push(self.notice("damage", title, self.say(Phrase::QuarantineWords)).into());
        }
        notices
    }

    fn notice(&self, kind: &'static str, title: String, words: String) -> Element {
        let export = button(Action::ExportAll, "export", self.say(Phrase::DownloadRecord), Some("#i-export"));
        let words = el("div").add(el("p").add(el("strong").add(title))).add(el("p").add(words));
        el("section")
            .class("notice")
            .set("data-notice", kind)
            .set("role", "alert")
            .add(icon("#i-caution"))
            .add(words)
            .add(el("p").class("cluster").add(export))
    }

    /// The foot of every page.
    pub fn foot(&self) -> Element {
        let edition = self.book.speech.fill(
            Phrase::AboutEdition,
            &[&super::super::number::digits(&self.book.handbook.edition, self.book.speech.locale)],
        );
        let date = self.book.law_date();
        let links = [(Route::Settings, Phrase::NavSettings), (Route::About, Phrase::NavAbout)]
            .map(|(route, phrase)| el("a").set("href", self.href(route)).say(self.book.speech, phrase));
        let row = el("div")
            .class("foot__row")
            .add(el("span").add(edition))
            .add(el("span").add(self.book.speech.fill(Phrase::LawStated, &[&date])))
            .add(el("span").class("foot__links").add_all(links));
        el("footer").class("foot page").add(row)
    }

    /// The first thing a keyboard reaches.
    pub fn skip(&self) -> Element {
        el("a").class("skip").set("href", "#text").say(self.book.speech, Phrase::SkipToText)
    }
}

/// The main part of a page, around what the page shows.
pub fn main(route: Route, is_busy: bool, content: Vec<Markup>) -> Element {
    el("main")
        .class("page")
        .set("id", "text")
        .set("data-page", route.page())
        .set("tabindex", "-1")
        .maybe("aria-busy", is_busy.then_some("true"))
        .add_all(content)
}

/// What is shown while a file is on its way.
pub fn loading(words: String) -> Vec<Markup> {
    vec![el("p").class("loading").set("role", "status").add(words).into()]
}

/// What is shown when a file did not arrive whole.
pub fn failed(book: &Book<'_>, file: &str) -> Vec<Markup> {
    let speech = book.speech;
    let words = el("div")
        .add(el("h1").say(speech, Phrase::FailedTitle))
        .add(el("p").add(speech.fill(Phrase::FailedWords, &[file])));
    let retry = button(Action::Retry, "retry", speech.say(Phrase::Retry), None).set("data-weight", "main");
    let home = el("a").set("href", speech.href(Route::Home)).say(speech, Phrase::ToContents);
    let notice = el("section").class("notice").set("role", "alert").add(icon("#i-caution")).add(words);
    vec![el("div").class("chapter").add(notice.add(el("p").class("cluster").add(retry).add(home))).into()]
}

/// An address that is no page of the handbook.
pub fn not_found(book: &Book<'_>) -> Vec<Markup> {
    let speech = book.speech;
    let links = [
        (Route::Home, Phrase::NavContents),
        (Route::Cases, Phrase::NavCases),
        (Route::Desk(DeskPage::Index), Phrase::NavDesk),
        (Route::Record, Phrase::NavRecord),
    ]
    .map(|(route, phrase)| el("li").add(el("a").set("href", speech.href(route)).say(speech, phrase)));
    let title = super::title(None, speech.say(Phrase::NotFoundTitle), Some(speech.say(Phrase::NotFoundWords)));
    vec![el("div").class("chapter").add(title).add(el("ul").class("list").add_all(links)).into()]
}
