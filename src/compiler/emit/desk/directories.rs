//! Glossary, organisations and sources.

use super::{DeskPages, entry_ref};
use crate::markup::page::mark;
use crate::markup::tree::PageTree;
use crate::markup::{Element, Markup, el};
use crate::model::law::{Source, Term};
use crate::model::{EntryKind, Locale, NoteKind, Phrase};

impl DeskPages<'_> {
    /// Terms in both languages, in the order of this one.
    pub(super) fn glossary(&self) -> PageTree {
        let mut terms: Vec<&Term> = self.compiled.desk.terms.iter().collect();
        terms.sort_by(|a, b| self.order.compare(self.said(&a.term), self.said(&b.term)));
        let mut letters: Vec<(String, Vec<Element>)> = Vec::new();
        for term in terms {
            let letter = self.order.letter(self.said(&term.term));
            match letters.last_mut().filter(|(it, _)| *it == letter) {
                Some((_, rows)) => rows.push(self.term(term)),
                None => letters.push((letter, vec![self.term(term)])),
            }
        }
        let links = letters
            .iter()
            .enumerate()
            .map(|(place, (letter, _))| el("a").set("href", format!("#letter-{place}")).add(letter.clone()));
        let nav = el("nav")
            .class("letters")
            .set("aria-label", self.say(Phrase::DeskLetters))
            .add_all(links.collect::<Vec<_>>());
        let groups = letters.into_iter().enumerate().map(|(place, (letter, rows))| {
            el("section")
                .class("letter")
                .set("id", format!("letter-{place}"))
                .set("tabindex", "-1")
                .add(el("h2").add(letter))
                .add(el("dl").class("terms").add_all(rows))
        });
        let page =
            self.chapter(Phrase::DeskGlossary, Phrase::DeskGlossaryLead).add(nav).add_all(groups.collect::<Vec<_>>());
        self.page(self.say(Phrase::DeskGlossary), page)
    }

    fn term(&self, it: &Term) -> Element {
        let other = self.locale().other();
        let in_other = match other {
            Locale::En => Some(&it.term.en),
            Locale::Km => it.term.km.as_ref(),
        };
        let head = el("dt")
            .set("id", format!("term-{}", it.id))
            .add(el("b").add(self.said(&it.term).clone()))
            .add(" ")
            .add_some(
                in_other.map(|words| el("span").class("terms__other").set("lang", other.tag()).add(words.clone())),
            )
            .add(" ")
            .add(mark(it.mark, NoteKind::Source, self.speech()));
        el("div").class("terms__one").add(head).add(el("dd").add(self.said(&it.text).clone()))
    }

    /// Who can help a court, with what, and by which channel.
    pub(super) fn organisations(&self) -> PageTree {
        let rows = self.compiled.desk.organisations.iter().map(|it| {
            let own: Vec<_> = entry_ref(EntryKind::Organisation, it.id.as_str()).into_iter().collect();
            el("section")
                .class("question")
                .set("id", format!("org-{}", it.id))
                .add(el("h2").add(self.said(&it.name).clone()))
                .add(el("p").add(self.said(&it.can).clone()))
                .add(el("dl").class("facts").add(self.row(Phrase::FactChannel, self.said(&it.channel).clone())))
                .add_some(self.places(&own))
                .add(self.sourced(it.source.as_str(), it.mark, NoteKind::Source))
        });
        let page =
            self.chapter(Phrase::DeskOrganisations, Phrase::DeskOrganisationsLead).add_all(rows.collect::<Vec<_>>());
        self.page(self.say(Phrase::DeskOrganisations), page)
    }

    /// Lessons and cases that speak of these entries, in one line.
    fn places(&self, entries: &[crate::model::EntryRef]) -> Option<Element> {
        let links: Vec<Markup> =
            self.mentions.of_any(entries).into_iter().filter_map(|it| Some(self.place(it)?.into())).collect();
        (!links.is_empty()).then(|| {
            let mut line = el("p").class("small").add(self.say(Phrase::DeskCited));
            for (place, link) in links.into_iter().enumerate() {
                line = line.add(if place == 0 { " " } else { " · " }).add(link);
            }
            line
        })
    }

    /// Every source, with what is taken from it and where it is cited.
    pub(super) fn sources(&self) -> PageTree {
        let mut sources: Vec<&Source> = self.compiled.desk.sources.iter().collect();
        let order = super::Order::of(Locale::En);
        sources.sort_by(|a, b| order.compare(&a.title, &b.title));
        let rows = sources.into_iter().map(|it| self.source(it));
        let page = self
            .chapter(Phrase::DeskSources, Phrase::DeskSourcesLead)
            .add(el("ul").class("sources").add_all(rows.collect::<Vec<_>>()));
        self.page(self.say(Phrase::DeskSources), page)
    }

    fn source(&self, it: &Source) -> Element {
        let own: Vec<_> = entry_ref(EntryKind::Source, it.id.as_str()).into_iter().collect();
        let by: Vec<&str> = [it.by.as_str(), it.year.as_str()].into_iter().filter(|words| !words.is_empty()).collect();
        let title = match it.url.as_str() {
            "" => el("b").add(it.title.clone()),
            url => el("a")
                .set("href", url.to_owned())
                .set("target", "_blank")
                .set("rel", "noopener noreferrer")
                .add(it.title.clone())
                .add(el("span").class("unseen").add(format!(" ({})", self.say(Phrase::NewWindow)))),
        };
        let facts = it.facts.iter().map(|fact| {
            let sure =
                fact.mark.filter(|mark| *mark != it.mark).map(|sure| mark(sure, NoteKind::Source, self.speech()));
            el("li").add(fact.text.clone()).add(" ").add_some(sure)
        });
        let facts = (!it.facts.is_empty()).then(|| {
            el("details")
                .class("fold")
                .add(el("summary").class("fold__line").add(self.say(Phrase::DeskTaken)))
                .add(el("ul").class("list").set("lang", "en").add_all(facts.collect::<Vec<_>>()))
        });
        let head = el("p")
            .add(el("span").set("lang", "en").add(title).add(if by.is_empty() { "" } else { ", " }).add(by.join(", ")))
            .add(" ")
            .add(mark(it.mark, NoteKind::Source, self.speech()));
        el("li").set("id", format!("source-{}", it.id)).add(head).add_some(self.places(&own)).add_some(facts)
    }
}
