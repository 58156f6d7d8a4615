//! The desk as pages: law, offences, species and directories, one language at a time.
//!
//! They are made whole by the tool; only the look-up of offences is filtered and compared in the browser
//! (`markup::page::offences`).

mod directories;
mod finder;
mod handout;
mod kit;
mod law;
mod paper;
mod species;

use std::cmp::Reverse;

use crate::compiler::mentions::{Mention, Mentions};
use crate::compiler::order::Order;
use crate::compiler::penalty::Penalty;
use crate::compiler::{Compiled, CompiledLesson};
use crate::markup::block::Setting;
use crate::markup::page::offences::Finder;
use crate::markup::page::{Book, mark, title};
use crate::markup::route::{DeskPage, Route};
use crate::markup::tree::PageTree;
use crate::markup::{Element, Markup, Speech, el, entry_link, icon, text};
use crate::model::law::{Instrument, OpenQuestion, Spoken};
use crate::model::{EntryKind, EntryRef, Locale, Mark, NoteKind, Phrase};

/// The desk in one language.
pub struct DeskPages<'a> {
    compiled: &'a Compiled,
    book: &'a Book<'a>,
    mentions: Mentions,
    order: Order,
    penalty: Penalty<'a>,
}

impl<'a> DeskPages<'a> {
    /// Makes ready to write the pages.
    pub fn of(compiled: &'a Compiled, book: &'a Book<'a>) -> Self {
        let speech = book.speech;
        Self {
            compiled,
            book,
            mentions: Mentions::of(&compiled.lessons, &compiled.cases),
            order: Order::of(speech.locale),
            penalty: Penalty { phrases: speech.phrases, locale: speech.locale },
        }
    }

    /// Every page but the look-up of offences.
    pub fn pages(&self) -> Vec<(DeskPage, PageTree)> {
        let desk = &self.compiled.desk;
        let mut pages = vec![
            (DeskPage::Index, self.index()),
            (DeskPage::Law, self.law()),
            (DeskPage::AllSpecies, self.all_species()),
            (DeskPage::Glossary, self.glossary()),
            (DeskPage::Organisations, self.organisations()),
            (DeskPage::Sources, self.sources()),
            (DeskPage::Questions, self.questions()),
        ];
        for instrument in &desk.instruments {
            pages.push((DeskPage::Instrument(instrument.id), self.instrument(instrument)));
            let offences = instrument.offences.iter();
            pages.extend(offences.map(|it| (DeskPage::Offence(it.id), self.offence(instrument, it))));
        }
        pages.extend(self.compiled.cases.iter().filter_map(|it| Some((DeskPage::Kit(it.scenario.id), self.kit(it)?))));
        let handout = |it: &CompiledLesson| Some((DeskPage::Handout(it.lesson.id), self.handout(it)?));
        pages.extend(self.compiled.lessons.iter().filter_map(handout));
        pages.extend(self.papers());
        pages.extend(desk.species.iter().map(|it| (DeskPage::Species(it.id), self.species(it))));
        pages
    }

    /// The look-up of offences.
    pub fn finder(&self) -> Finder {
        finder::finder(self)
    }

    /// Instruments, the one that holds most offences first: it is looked up most.
    fn instruments(&self) -> Vec<&'a Instrument> {
        let mut instruments: Vec<&Instrument> = self.compiled.desk.instruments.iter().collect();
        instruments.sort_by_key(|it| (Reverse(it.offences.len()), Reverse(it.articles.len())));
        instruments
    }

    fn speech(&self) -> &'a Speech<'a> {
        self.book.speech
    }

    fn locale(&self) -> Locale {
        self.book.speech.locale
    }

    fn said<'s>(&self, words: &'s Spoken<String>) -> &'s String {
        words.in_locale(self.locale())
    }

    fn say(&self, phrase: Phrase) -> String {
        self.speech().say(phrase)
    }

    fn href(&self, page: DeskPage) -> String {
        self.speech().href(Route::Desk(page))
    }

    fn setting(&self) -> Setting<'a> {
        Setting { speech: self.speech(), notes: &[] }
    }

    /// A page: its name, where it belongs, its parts one below the other.
    fn page(&self, title: String, page: Element) -> PageTree {
        PageTree { title, content: vec![page.into()] }
    }

    /// A page without a margin, with a lead.
    fn chapter(&self, name: Phrase, lead: Phrase) -> Element {
        let running = self.link(DeskPage::Index, self.say(Phrase::DeskTitle));
        let head = el("header")
            .class("title")
            .add(el("p").class("title__running").add(running))
            .add(el("h1").add(self.say(name)))
            .add(el("p").class("title__lead").add(self.say(lead)));
        el("div").class("chapter").add(head)
    }

    fn link(&self, page: DeskPage, words: impl Into<Markup>) -> Element {
        el("a").set("href", self.href(page)).add(words)
    }

    /// A block with a heading; none without content.
    fn block(&self, name: Phrase, content: Vec<Markup>) -> Option<Element> {
        (!content.is_empty()).then(|| el("section").class("block").add(el("h2").add(self.say(name))).add_all(content))
    }

    /// A row of names and what they are.
    fn row(&self, name: Phrase, value: impl Into<Markup>) -> Element {
        el("div").class("facts__row").add(el("dt").add(self.say(name))).add(el("dd").add(value))
    }

    fn index(&self) -> PageTree {
        let desk = &self.compiled.desk;
        let offences: usize = desk.instruments.iter().map(|it| it.offences.len()).sum();
        let rows = [
            (DeskPage::Offences, Phrase::DeskOffences, Phrase::DeskOffencesLine, offences),
            (DeskPage::Law, Phrase::DeskLaw, Phrase::DeskLawLine, desk.instruments.len()),
            (DeskPage::Questions, Phrase::DeskQuestions, Phrase::DeskQuestionsLine, desk.questions.len()),
            (DeskPage::AllSpecies, Phrase::DeskSpecies, Phrase::DeskSpeciesLine, desk.species.len()),
            (
                DeskPage::Organisations,
                Phrase::DeskOrganisations,
                Phrase::DeskOrganisationsLine,
                desk.organisations.len(),
            ),
            (DeskPage::Glossary, Phrase::DeskGlossary, Phrase::DeskGlossaryLine, desk.terms.len()),
            (DeskPage::Sources, Phrase::DeskSources, Phrase::DeskSourcesLine, desk.sources.len()),
        ]
        .into_iter()
        .filter(|(.., count)| 0 < *count)
        .map(|(page, name, line, count)| {
            let count = el("span").class("tools__count").add(self.speech().number(count as u64));
            let name = el("span").class("tools__name").add(self.say(name));
            el("li").add(
                el("a")
                    .class("tools__one")
                    .set("href", self.href(page))
                    .add(name)
                    .add(" ")
                    .add(count)
                    .add(el("span").class("tools__line").add(self.say(line))),
            )
        });
        let stated = self.speech().fill(Phrase::LawStated, &[&self.book.law_date()]);
        let page = el("div")
            .class("chapter")
            .add(title(None, self.say(Phrase::DeskTitle), Some(self.say(Phrase::DeskLead))))
            .add(el("ul").class("tools").add_all(rows.collect::<Vec<_>>()))
            .add(el("p").class("small").add(format!("{stated}. ")).add(self.say(Phrase::LawCodeWords)));
        self.page(self.say(Phrase::DeskTitle), page)
    }

    fn questions(&self) -> PageTree {
        let rows = self.compiled.desk.questions.iter().map(|question| {
            el("section")
                .class("question")
                .set("id", format!("question-{}", question.id))
                .add(el("h2").add(self.said(&question.ask).clone()))
                .add(el("p").add(self.said(&question.text).clone()))
                .add_some(self.touches(question))
                .add(self.sourced(question.source.as_str(), Mark::Open, NoteKind::Law))
        });
        let page = self.chapter(Phrase::DeskQuestions, Phrase::DeskQuestionsLead).add_all(rows.collect::<Vec<_>>());
        self.page(self.say(Phrase::DeskQuestions), page)
    }

    /// Links to the entries that a question touches.
    fn touches(&self, question: &OpenQuestion) -> Option<Element> {
        let links: Vec<Markup> = question.touches.iter().filter_map(|it| self.entry(*it)).collect();
        (!links.is_empty()).then(|| el("p").class("small cluster").add_all(links))
    }

    /// A link that opens an entry, by its title.
    fn entry(&self, id: EntryRef) -> Option<Markup> {
        let [en, km] = &self.compiled.entries;
        let entries = if self.locale() == Locale::En { en } else { km };
        let entry = entries.iter().find(|entry| entry.id == id)?;
        let place = entry.facts.first().filter(|_| id.kind.is_law()).map(|fact| fact.value.clone());
        Some(entry_link(id, vec![text(place.unwrap_or_else(|| entry.title.clone()))]).into())
    }

    /// Where something comes from and how sure we are.
    fn sourced(&self, source: &str, sure: Mark, kind: NoteKind) -> Element {
        let found = self.compiled.desk.source(source);
        let link = found.and_then(|source| {
            let id = EntryRef { kind: EntryKind::Source, id: source.id.as_str().parse().ok()? };
            Some(entry_link(id, vec![text(source.title.clone())]).set("lang", "en"))
        });
        el("p").class("entry__source").add_some(link).add(mark(sure, kind, self.speech()))
    }

    /// What must be checked, in a box; none where there is nothing.
    fn caution(&self, words: Vec<Markup>) -> Option<Element> {
        let kind = el("p").class("callout__kind").add(icon("#i-caution")).add(self.say(Phrase::EntryCaution));
        (!words.is_empty()).then(|| {
            el("aside")
                .class("callout")
                .set("data-kind", "caution")
                .add(kind)
                .add(el("div").class("callout__body").add_all(words))
        })
    }

    /// Questions that touch one of these entries, each a paragraph that leads to the page of questions.
    fn open(&self, entries: &[EntryRef]) -> Vec<Markup> {
        let touching = |it: &&OpenQuestion| it.touches.iter().any(|entry| entries.contains(entry));
        let questions = self.compiled.desk.questions.iter().filter(touching);
        questions
            .map(|question| {
                el("p")
                    .add(el("strong").add(self.said(&question.ask).clone()))
                    .add(" ")
                    .add(self.said(&question.text).clone())
                    .into()
            })
            .collect()
    }

    /// Lessons and cases that speak of these entries.
    fn mentioned(&self, entries: &[EntryRef]) -> Option<Element> {
        let rows: Vec<Markup> = self
            .mentions
            .of_any(entries)
            .into_iter()
            .filter_map(|it| Some(el("li").add(self.place(it)?).into()))
            .collect();
        let list = (!rows.is_empty()).then(|| el("ul").class("list").add_all(rows));
        list.map(|list| el("section").class("marginal").add(el("h2").add(self.say(Phrase::DeskMentioned))).add(list))
    }

    /// A link to a lesson or a case.
    fn place(&self, mention: Mention) -> Option<Element> {
        let (route, title) = match mention {
            Mention::Lesson(place) => {
                let lesson = self.compiled.lessons.get(place)?;
                (Route::Lesson(lesson.lesson.id, None), lesson.words.get(self.locale() as usize)?.title.clone())
            }
            Mention::Case(place) => {
                let case = self.compiled.cases.get(place)?;
                (Route::Case(case.scenario.id), case.words.get(self.locale() as usize)?.title.clone())
            }
        };
        let tongue = self.book.tongue(&title);
        Some(el("a").set("href", self.speech().href(route)).maybe("lang", tongue).add(title))
    }
}

/// An entry by kind and id; ids of the desk were checked when they were read.
fn entry_ref(kind: EntryKind, id: &str) -> Option<EntryRef> {
    Some(EntryRef { kind, id: id.parse().ok()? })
}

/// A table with heads.
fn table(heads: Vec<String>, rows: Vec<Element>) -> Element {
    let heads = heads.into_iter().map(|head| el("th").set("scope", "col").add(head));
    el("table").add(el("thead").add(el("tr").add_all(heads.collect::<Vec<_>>()))).add(el("tbody").add_all(rows))
}
