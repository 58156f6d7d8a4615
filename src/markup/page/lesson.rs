//! A lesson: one page with all its sections.

use super::home::status_icon;
use super::{Book, draft};
use crate::engine::lesson::LessonStatus;
use crate::markup::action::NoteAction;
use crate::markup::block::{Numbering, Prose, Setting};
use crate::markup::route::Route;
use crate::markup::tree::{ItemTree, LessonTree};
use crate::markup::{Action, Element, Markup, Region, el, icon};
use crate::model::{Lesson, LessonWords, Locale, Phrase, ReviewState, SectionId, SectionWords};

/// A lesson ready to be shown: what stands around the article, and shows progress.
pub struct LessonPage<'a> {
    /// Contents and progress.
    pub book: Book<'a>,
    /// The structure.
    pub lesson: &'a Lesson,
    /// Headings of the sections.
    pub sections: &'a [String],
}

/// The article of a lesson, as the tool makes it from the typed words.
pub struct Article<'a> {
    /// Contents; progress does not matter here.
    pub book: Book<'a>,
    /// The structure.
    pub lesson: &'a Lesson,
    /// The words.
    pub words: &'a LessonWords,
}

impl LessonPage<'_> {
    /// The rail, the text and the pager.
    pub fn page(&self, article: Vec<Markup>) -> Vec<Markup> {
        let text = el("div").class("opening__text").add_all(article).add(self.pager());
        vec![el("div").class("opening").add(Region::Rail).add(text).into()]
    }

    /// The contents of the lesson. It stands apart from the article, because it shows progress.
    pub fn rail(&self, here: Option<SectionId>) -> Element {
        let speech = self.book.speech;
        let read = self.book.progress.sections_read(self.lesson.id);
        let place = here.and_then(|id| self.lesson.sections.iter().position(|it| *it == id)).unwrap_or(0);
        let entries = self.lesson.sections.iter().enumerate().map(|(index, id)| {
            let status = if read.contains(id) {
                LessonStatus::Done
            } else if here == Some(*id) {
                LessonStatus::Begun
            } else {
                LessonStatus::NotBegun
            };
            let link = el("a")
                .set("href", format!("#{id}"))
                .maybe("aria-current", (here == Some(*id)).then_some("true"))
                .add(status_icon(&self.book, status))
                .add(el("span").add(self.section_title(index)));
            el("li").set("data-state", status.as_str()).add(link)
        });
        let count = [
            speech.number((place + 1) as u64),
            speech.number(self.lesson.sections.len() as u64),
            self.section_title(place),
        ];
        let line = speech.fill(Phrase::LessonSectionHere, &count.each_ref().map(String::as_str));
        let nav = el("nav")
            .set("aria-label", speech.say(Phrase::LessonSections))
            .add(el("ol").class("rail__list").add_all(entries.collect::<Vec<_>>()));
        el("details")
            .class("opening__rail rail fold")
            .add(el("summary").class("fold__line").add(line))
            .add(el("p").class("rail__part").add(running(&self.book, self.lesson)))
            .add(nav)
            .add_some(here.map(|_| self.note()))
    }

    /// The way to write about the section that is being read; there as soon as the app is.
    fn note(&self) -> Element {
        let speech = self.book.speech;
        let write =
            super::button(Action::Note(NoteAction::WriteHere), "note", speech.say(Phrase::NoteHere), Some("#i-draft"));
        el("p").class("rail__note").add(write)
    }

    fn section_title(&self, index: usize) -> String {
        self.sections.get(index).cloned().unwrap_or_default()
    }

    fn pager(&self) -> Element {
        let speech = self.book.speech;
        let lessons: Vec<_> = self.book.handbook.lessons().map(|(_, entry)| entry).collect();
        let place = lessons.iter().position(|it| it.id == self.lesson.id);
        let previous = place.and_then(|it| it.checked_sub(1)).and_then(|it| lessons.get(it));
        let next = place.and_then(|it| lessons.get(it + 1));
        let href = |lesson| speech.href(Route::Lesson(lesson, None));
        let previous = previous.map(|lesson| {
            el("a")
                .set("href", href(lesson.id))
                .set("data-action", "previous")
                .set("rel", "prev")
                .add(el("span").class("pager__way").add(icon("#i-previous")).say(speech, Phrase::PreviousLesson))
                .add(el("span").class("pager__to").add(self.book.lesson_title(lesson).to_owned()))
        });
        let next = next.map(|lesson| {
            el("a")
                .set("href", href(lesson.id))
                .set("data-action", "next")
                .set("rel", "next")
                .add(el("span").class("pager__way").say(speech, Phrase::NextLesson).add(icon("#i-next")))
                .add(el("span").class("pager__to").add(self.book.lesson_title(lesson).to_owned()))
        });
        let home = el("a").class("pager__home").set("href", speech.href(Route::Home)).say(speech, Phrase::ToContents);
        el("nav")
            .class("pager")
            .set("aria-label", speech.say(Phrase::Pager))
            .add_some(previous)
            .add(home)
            .add_some(next)
    }
}

/// The part that a lesson belongs to, with its number.
fn running(book: &Book<'_>, lesson: &Lesson) -> String {
    book.handbook.lesson(lesson.id).map(|(part, _)| book.part_name(part)).unwrap_or_default()
}

impl Article<'_> {
    fn setting(&self) -> Setting<'_> {
        Setting { speech: self.book.speech, notes: &self.words.notes }
    }

    /// The lesson as the app gets it.
    pub fn tree(&self) -> LessonTree {
        let title = |words: &SectionWords| Markup::Row(self.setting().inline(&words.title)).words();
        LessonTree {
            locale: self.words.locale,
            sections: self.words.sections.iter().map(title).collect(),
            article: vec![self.article().into()],
            items: self.words.items.iter().map(|it| ItemTree::of(it, &self.setting())).collect(),
        }
    }

    /// The text: the same in the static page and in the app.
    pub fn article(&self) -> Element {
        let prose = Prose { setting: self.setting(), figures: &self.words.figures, can_flip: self.words.has_other };
        let mut numbering = Numbering::default();
        let sections = self.lesson.sections.iter().zip(&self.words.sections).enumerate().map(|(index, (id, words))| {
            let number = [
                self.book.speech.number((index + 1) as u64),
                self.book.speech.number(self.lesson.sections.len() as u64),
            ];
            let number = self.book.speech.fill(Phrase::LessonSectionOf, &number.each_ref().map(String::as_str));
            let head = el("header")
                .class("section__head")
                .add(el("p").class("section__number").add(number))
                .add(el("h2").set("id", format!("h-{id}")).add_all(self.setting().inline(&words.title)));
            el("section")
                .class("prose")
                .set("data-section", id.to_string())
                .set("id", id.to_string())
                .set("aria-labelledby", format!("h-{id}"))
                .set("tabindex", "-1")
                .add(head)
                .add_all(prose.section(index, &words.blocks, &mut numbering))
        });
        let sections: Vec<Element> = sections.collect();
        el("article")
            .set("data-lesson", self.lesson.id.to_string())
            .set("lang", self.words.locale.tag())
            .add(self.title())
            .add_all(sections)
    }

    fn title(&self) -> Element {
        let speech = self.book.speech;
        let minutes = self.book.handbook.lesson(self.lesson.id).map(|(_, entry)| entry.minutes).unwrap_or_default();
        let facts = el("p")
            .class("title__facts")
            .add(el("span").add(speech.fill(Phrase::LessonMinutes, &[&speech.number(minutes)])))
            .add(el("span").add(speech.fill(Phrase::LawStated, &[&self.book.law_date()])))
            .add_some((self.words.review == ReviewState::Draft).then(|| draft(Phrase::DraftThis, speech)));
        let absent = (self.words.locale != speech.locale).then(|| {
            el("p")
                .class("notice")
                .set("data-state", "quiet")
                .set("lang", speech.locale.tag())
                .add(icon("#i-draft"))
                .add(el("span").say(speech, Phrase::EnglishOnly))
        });
        let lead =
            self.words.lead.iter().map(|words| el("p").class("title__lead").add_all(self.setting().inline(words)));
        let objectives = self.words.objectives.iter().map(|words| el("li").add(words.clone()));
        let objectives = el("section")
            .class("objectives")
            .add(el("p").class("objectives__name").say(speech, Phrase::LessonObjectives))
            .add(el("ul").class("list").add_all(objectives.collect::<Vec<_>>()));
        el("header")
            .class("title")
            .add(el("p").class("title__running").add(running(&self.book, self.lesson)))
            .add(el("h1").add(self.words.title.clone()))
            .add_all(lead.collect::<Vec<_>>())
            .add(facts)
            .add_some(absent)
            .add(objectives)
    }
}

/// The button that shows a block in the other language, and the block once it is shown.
pub fn flip(book: &Book<'_>, number: u16, other: Option<Vec<Markup>>, is_live: bool) -> Vec<Markup> {
    let speech = book.speech;
    let locale = speech.locale.other();
    let phrase = if other.is_some() { Phrase::FlipHide } else { Phrase::FlipShow };
    let label = match locale {
        Locale::Km => el("svg")
            .class("script")
            .set("viewBox", "0 0 88.2 84.3")
            .set("aria-hidden", "true")
            .add(el("use").set("href", "#i-km")),
        Locale::En => el("span").set("lang", "en").set("aria-hidden", "true").add("En"),
    };
    let button = el("button")
        .class("flip__button")
        .set("type", "button")
        .set("data-flip", number.to_string())
        .set("aria-expanded", if other.is_some() { "true" } else { "false" })
        .set("aria-label", speech.say(phrase))
        .mark("disabled", !is_live)
        .on(crate::markup::Action::Flip(number))
        .add(label);
    let shown = other.map(|blocks| {
        el("div")
            .class("flip__other")
            .set("lang", locale.tag())
            .add_all(blocks)
            .add(el("p").set("lang", speech.locale.tag()).add(draft(Phrase::DraftOther, speech)))
    });
    let mut row: Vec<Markup> = vec![button.into()];
    row.extend(shown.map(Markup::from));
    row
}

/// The block that a flip shows: the one that stands before the region with that number.
pub fn block_at(row: &[Markup], number: u16) -> Option<Markup> {
    row.iter().find_map(|markup| match markup {
        Markup::Element(element) => {
            let place = element.children.iter().position(|it| *it == Markup::Region(Region::Flip(number)));
            match place.and_then(|place| place.checked_sub(1)) {
                Some(before) => element.children.get(before).cloned(),
                None => block_at(&element.children, number),
            }
        }
        Markup::Row(row) => block_at(row, number),
        Markup::Text(_) | Markup::Region(_) => None,
    })
}

/// Fills the regions of a tree: the static pages show each in its first state.
pub fn fill(markup: Markup, region: &mut dyn FnMut(Region) -> Markup) -> Markup {
    match markup {
        Markup::Region(it) => region(it),
        Markup::Row(row) => Markup::Row(row.into_iter().map(|it| fill(it, region)).collect()),
        Markup::Element(mut element) => {
            let children = std::mem::take(&mut element.children);
            element.children = children.into_iter().map(|it| fill(it, region)).collect();
            Markup::Element(element)
        }
        Markup::Text(words) => Markup::Text(words),
    }
}
