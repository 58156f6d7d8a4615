//! Instruments with their articles, and offences.

use super::{DeskPages, entry_ref};
use crate::compiler::provision::provision;
use crate::compiler::words::article_number;
use crate::markup::page::mark;
use crate::markup::route::DeskPage;
use crate::markup::tree::PageTree;
use crate::markup::{Element, Markup, el, entry_link, figure, number, text};
use crate::model::law::{Article, Instrument, Offence, Species};
use crate::model::{
    Axis, Chart, ChartKind, EntryKind, EntryRef, Figure, Inlines, Locale, Mark, Note, NoteKind, Phrase, Point, Row,
    figure::FigureBody,
};

/// Offences drawn beside the one that a page is about.
const BESIDE_MAX: usize = 4;
/// Months in a year.
const YEAR: f64 = 12.0;

impl DeskPages<'_> {
    /// Every instrument.
    pub(super) fn law(&self) -> PageTree {
        let rows = self.instruments().into_iter().map(|it| {
            let count =
                |phrase: Phrase, count: usize| self.speech().fill(phrase, &[&self.speech().number(count as u64)]);
            let counts: Vec<String> =
                [(Phrase::DeskArticlesCount, it.articles.len()), (Phrase::DeskOffencesCount, it.offences.len())]
                    .into_iter()
                    .filter(|(_, count)| 0 < *count)
                    .map(|(phrase, number)| count(phrase, number))
                    .collect();
            el("li").add(
                el("a")
                    .class("tools__one")
                    .set("href", self.href(DeskPage::Instrument(it.id)))
                    .add(el("span").class("tools__name").add(self.said(&it.title).clone()))
                    .add(" ")
                    .add(el("span").class("tools__count").add(counts.join(" · ")))
                    .add(el("span").class("tools__line").add(self.said(&it.status).clone())),
            )
        });
        let page = self
            .chapter(Phrase::DeskLaw, Phrase::DeskLawLead)
            .add(el("ul").class("tools").add_all(rows.collect::<Vec<_>>()));
        self.page(self.say(Phrase::DeskLaw), page)
    }

    /// An instrument: what it is, then each article in our own words.
    pub(super) fn instrument(&self, it: &Instrument) -> PageTree {
        let own: Vec<EntryRef> = entry_ref(EntryKind::Article, it.id.as_str()).into_iter().collect();
        let title = self.said(&it.title).clone();
        let mut facts = el("dl").class("facts");
        if !it.number.is_empty() {
            let sure = mark(it.mark, NoteKind::Source, self.speech());
            facts = facts.add(self.row(Phrase::FactNumber, vec![text(format!("{} ", it.number)), sure.into()]));
        }
        if let Some(date) = self.date(&it.date) {
            facts = facts.add(self.row(Phrase::FactDate, date));
        }
        facts = facts
            .add(self.row(Phrase::FactStatus, self.said(&it.status).clone()))
            .add(self.row(Phrase::FactStated, self.book.law_date()));
        let articles = it.articles.iter().map(|article| Markup::from(self.article(it, article)));
        let none = it.articles.is_empty().then(|| el("p").add(self.say(Phrase::DeskNoArticles)).into());
        let head = self.head(DeskPage::Law, Phrase::DeskLaw, title.clone(), None);
        let page = el("div")
            .class("beside")
            .add(head.class("beside__wide"))
            .add(
                el("div")
                    .class("stack beside__main")
                    .add_some(self.caution(self.open(&own)))
                    .add(facts)
                    .add_some(self.block(Phrase::DeskArticles, articles.chain(none).collect())),
            )
            .add(
                el("div")
                    .class("stack")
                    .add_some(self.offences_of(it, |_| true))
                    .add_some(self.mentioned(&self.all_of(it)))
                    .add(self.sourced(it.source.as_str(), it.mark, NoteKind::Source)),
            );
        self.page(title, page)
    }

    /// The instrument itself, its articles and its offences.
    fn all_of(&self, it: &Instrument) -> Vec<EntryRef> {
        let articles = it.articles.iter().filter_map(|article| entry_ref(EntryKind::Article, article.id.as_str()));
        let offences = it.offences.iter().filter_map(|offence| entry_ref(EntryKind::Offence, offence.id.as_str()));
        entry_ref(EntryKind::Article, it.id.as_str()).into_iter().chain(articles).chain(offences).collect()
    }

    fn date(&self, date: &str) -> Option<String> {
        let mut parts = date.splitn(3, '-').map(str::parse::<u16>);
        let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) = (parts.next(), parts.next(), parts.next()) else {
            return None;
        };
        Some(number::date(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?, self.locale()))
    }

    /// The heading of a page of the desk, under the list that it belongs to.
    pub(super) fn head(&self, list: DeskPage, name: Phrase, title: String, facts: Option<Element>) -> Element {
        let running = el("p")
            .class("title__running")
            .add(self.link(DeskPage::Index, self.say(Phrase::DeskTitle)))
            .add(" › ")
            .add(self.link(list, self.say(name)));
        el("header").class("title").add(running).add(el("h1").add(title)).add_some(facts)
    }

    fn article(&self, instrument: &Instrument, article: &Article) -> Element {
        let place = match self.locale() {
            Locale::En => format!("Art.\u{a0}{}", article.number),
            Locale::Km => format!("មាត្រា\u{a0}{}", number::digits(&article.number, Locale::Km)),
        };
        let own: Vec<EntryRef> = entry_ref(EntryKind::Article, article.id.as_str()).into_iter().collect();
        let mut cautions: Vec<Markup> =
            article.caution.iter().map(|it| el("p").add(self.said(it).clone()).into()).collect();
        cautions.extend(self.open(&own));
        let offences = instrument.offences.iter().filter(|it| it.article == Some(article.id));
        let offences: Vec<Markup> = offences
            .map(|it| self.link(DeskPage::Offence(it.id), format!("{}: {}", self.locator(it), self.said(&it.title))))
            .map(|link| el("li").add(link).into())
            .collect();
        el("section")
            .class("article")
            .set("id", format!("article-{}", article.id))
            .add(
                el("h3")
                    .add(el("span").class("article__number").add(place))
                    .add(" ")
                    .add(self.said(&article.title).clone()),
            )
            .add(el("p").add(self.said(&article.text).clone()))
            .add_some(self.caution(cautions))
            .add_some((!offences.is_empty()).then(|| el("ul").class("list").add_all(offences)))
            .add(self.sourced(article.source.as_str(), article.mark, NoteKind::Law))
    }

    /// `art. 98(12)` in the digits of the language.
    pub(super) fn locator(&self, offence: &Offence) -> String {
        if offence.locator.is_empty() {
            return self.say(Phrase::DeskNoArticle);
        }
        provision(&offence.locator, self.locale())
    }

    fn offences_of(&self, it: &Instrument, keep: impl Fn(&Offence) -> bool) -> Option<Element> {
        let rows: Vec<Element> = it
            .offences
            .iter()
            .filter(|offence| keep(offence))
            .map(|offence| {
                let words = format!("{}: {}", self.locator(offence), self.said(&offence.title));
                el("li").add(self.link(DeskPage::Offence(offence.id), words))
            })
            .collect();
        (!rows.is_empty()).then(|| {
            el("section")
                .class("marginal")
                .add(el("h2").add(self.say(Phrase::DeskOffences)))
                .add(el("ul").class("list").add_all(rows))
        })
    }

    /// An offence: what must be proved, what the text allows, what is not known.
    pub(super) fn offence(&self, instrument: &Instrument, it: &Offence) -> PageTree {
        let article = it.article.and_then(|id| entry_ref(EntryKind::Article, id.as_str()));
        let own: Vec<EntryRef> = [
            entry_ref(EntryKind::Offence, it.id.as_str()),
            article,
            entry_ref(EntryKind::Article, instrument.id.as_str()),
        ]
        .into_iter()
        .flatten()
        .collect();
        let place = format!("{}, {}", self.said(&instrument.title), self.locator(it));
        let place = match article {
            Some(article) => Markup::from(entry_link(article, vec![text(place)])),
            None => text(place),
        };
        let facts = el("p")
            .class("title__facts")
            .add(el("span").add(place))
            .add(el("span").add(self.penalty.grade(it.grade)))
            .add(mark(it.mark, NoteKind::Law, self.speech()));
        let title = self.said(&it.title).clone();
        let mut cautions: Vec<Markup> = vec![el("p").add(self.said(&it.note).clone()).into()];
        cautions.extend(self.open(&own));
        let article_caution = instrument.articles.iter().find(|article| Some(article.id) == it.article);
        let article_caution = article_caution.and_then(|article| article.caution.as_ref());
        cautions.extend(article_caution.map(|words| el("p").add(self.said(words).clone()).into()));
        let elements = it.elements.iter().map(|it| el("li").add(el("p").add(self.said(&it.text).clone())));
        let elements = el("ol").class("elements").add_all(elements.collect::<Vec<_>>());
        let head = self.head(DeskPage::Offences, Phrase::DeskOffences, title.clone(), Some(facts));
        let main = el("div")
            .class("stack beside__main")
            .add(el("p").class("lead").add(self.said(&it.conduct).clone()))
            .add_some(self.caution(cautions))
            .add_some(self.block(Phrase::EntryPoints, vec![elements.into()]))
            .add_some(self.range(instrument, it))
            .add_some(self.block(Phrase::DeskText, vec![self.terms(it).into()]));
        let margin = el("div")
            .class("stack")
            .add_some(self.mentioned(own.get(..2).unwrap_or(&own)))
            .add_some(self.species_of(it))
            .add_some(self.offences_of(instrument, |other| {
                it.article.is_some() && other.article == it.article && other.id != it.id
            }))
            .add(self.sourced(it.source.as_str(), it.mark, NoteKind::Law))
            .add(el("p").class("small").add(self.speech().fill(Phrase::LawStated, &[&self.book.law_date()])));
        let page = el("div").class("beside").add(head.class("beside__wide")).add(main).add(margin);
        self.page(title, page)
    }

    /// Grade, penalty, attempt, repeat, prescription and orders, line by line.
    fn terms(&self, it: &Offence) -> Element {
        let class = it.class.and_then(|id| self.compiled.desk.classes.iter().find(|class| class.id == id));
        let words = [
            (Phrase::FactActs, Some(self.acts(it)).filter(|acts| !acts.is_empty())),
            (Phrase::FactClass, class.map(|class| self.said(&class.name).clone())),
            (Phrase::FactGrade, Some(self.penalty.grade(it.grade))),
            (Phrase::FactPrison, Some(self.penalty.prison(it.prison_months))),
            (Phrase::FactFine, Some(self.penalty.fine(it.fine_riel))),
            (Phrase::FactPenalty, self.penalty.combination(it)),
            (Phrase::FactAttempt, it.attempt.as_ref().map(|it| self.said(it).clone())),
            (Phrase::FactRepeat, it.repeat.as_ref().map(|it| self.said(it).clone())),
            (Phrase::FactPrescription, it.prescription.as_ref().map(|it| self.said(it).clone())),
            (Phrase::FactOrders, it.orders.as_ref().map(|it| self.said(it).clone())),
        ];
        let rows = words.into_iter().filter_map(|(name, words)| Some(self.row(name, words?)));
        el("dl").class("facts").add_all(rows.collect::<Vec<_>>())
    }

    /// The acts that an offence names.
    pub(super) fn acts(&self, it: &Offence) -> String {
        let name =
            |id| self.compiled.desk.acts.iter().find(|act| act.id == id).map(|act| self.said(&act.name).as_str());
        it.acts.iter().filter_map(|id| name(*id)).collect::<Vec<_>>().join(", ")
    }

    /// The range of prison as bars, with the offences that a court would look at beside it; none without prison.
    fn range(&self, instrument: &Instrument, it: &Offence) -> Option<Element> {
        it.prison_months?;
        let mut beside = self.beside(instrument, it);
        beside.truncate(BESIDE_MAX);
        let shown: Vec<(&Instrument, &Offence)> =
            std::iter::once((instrument, it)).chain(beside.into_iter().map(|other| (instrument, other))).collect();
        let rows: Vec<Row> =
            shown.iter().enumerate().filter_map(|(place, (_, offence))| self.bar(offence, place)).collect();
        let longest = rows.iter().flat_map(|row| &row.points).map(|point| point.y).fold(1.0, f64::max);
        let step = if longest <= 6.0 { 1.0 } else { 5.0 };
        let max = (longest / step).ceil() * step;
        let ticks = (0..).map(|tick| f64::from(tick) * step).take_while(|tick| *tick <= max).collect();
        let drawn = Figure {
            id: "range".parse().ok()?,
            title: self.say(Phrase::DeskRange),
            deck: self.say(Phrase::DeskRangeDeck),
            note: self.say(Phrase::DeskRangeNote),
            sources: Vec::new(),
            body: FigureBody::Chart(Chart {
                kind: ChartKind::Spans,
                unit: self.say(Phrase::DeskRangeUnit),
                label: self.say(Phrase::DeskOffences),
                axis: Axis { min: 0.0, max, ticks },
                rows,
            }),
        };
        let inlines = |words: &Inlines| self.setting().inline(words);
        let source = |note: &Note| self.setting().source(note);
        Some(figure::figure(&drawn, &[], self.speech(), &inlines, &source).class("block"))
    }

    /// A bar from the least to the most, in years.
    pub(super) fn bar(&self, it: &Offence, place: usize) -> Option<Row> {
        let bounds = it.prison_months?;
        let years = |months: Option<u64>| months.unwrap_or_default() as f64 / YEAR;
        let point = |y| Point { x: 0.0, y, low: None, high: None };
        Some(Row {
            label: format!("{}: {}", self.locator(it), self.said(&it.title)),
            shown: self.penalty.prison(it.prison_months),
            series: if place == 0 { 1 } else { 3 },
            points: vec![point(years(bounds.min)), point(years(bounds.max.or(bounds.min)))],
        })
    }

    /// Offences of the same instrument with a prison range that share the class or an act, the nearest first.
    fn beside<'d>(&self, instrument: &'d Instrument, it: &Offence) -> Vec<&'d Offence> {
        let near = |other: &Offence| {
            let shared = other.acts.iter().filter(|act| it.acts.contains(act)).count();
            shared * 2 + usize::from(other.class.is_some() && other.class == it.class)
        };
        let mut others: Vec<&Offence> = instrument
            .offences
            .iter()
            .filter(|other| other.id != it.id && other.prison_months.is_some() && 0 < near(other))
            .collect();
        let number = |other: &Offence| article_number(&other.locator).parse::<u32>().unwrap_or_default();
        others.sort_by_key(|other| (std::cmp::Reverse(near(other)), number(other).abs_diff(number(it))));
        others
    }

    /// Species whose class the offence asks for.
    fn species_of(&self, it: &Offence) -> Option<Element> {
        let class = it.class?;
        let is_of = |species: &&Species| species.class.is_some_and(|(it, _)| it == class);
        let rows: Vec<Element> =
            self.compiled
                .desk
                .species
                .iter()
                .filter(is_of)
                .map(|species| {
                    let sure = species.class.map_or(Mark::Unverified, |(_, mark)| mark);
                    el("li")
                        .add(self.link(DeskPage::Species(species.id), self.species_name(species)))
                        .add(" ")
                        .add(mark(sure, NoteKind::Source, self.speech()))
                })
                .collect();
        (!rows.is_empty()).then(|| {
            el("section")
                .class("marginal")
                .add(el("h2").add(self.say(Phrase::DeskSpeciesOfClass)))
                .add(el("p").add(self.say(Phrase::DeskClassCaution)))
                .add(el("ul").class("list").add_all(rows))
        })
    }
}
