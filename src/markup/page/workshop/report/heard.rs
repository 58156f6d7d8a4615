//! What was said, by the places of the handbook that it is about: of one session, or of many together.

use super::{block, day, nothing, said};
use crate::engine::workshop::About;
use crate::markup::page::Book;
use crate::markup::page::workshop::contributions::role_phrase;
use crate::markup::{Element, Markup, el};
use crate::model::{LessonEntry, Phrase};
use crate::storage::report::{Report, ReportContribution};

/// What was said about one place.
pub(in crate::markup::page::workshop) struct Heard<'r> {
    /// The place.
    about: About,
    /// The part of the handbook, or what the place belongs to otherwise.
    part: String,
    /// The lesson, case or instrument; empty for the handbook as a whole.
    place: String,
    /// The section, decision or article.
    detail: Option<String>,
    /// What was said, each with its session.
    said: Vec<(&'r Report, &'r ReportContribution)>,
}

/// Whose words stand on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::markup::page::workshop) enum Rooms {
    /// Those of one session, which the page names at its head.
    One,
    /// Those of many: each names its session.
    Many,
}

/// The chapter of one session.
pub(super) fn chapter(book: &Book<'_>, report: &Report) -> Element {
    let heard = heard(book, &[report]);
    let content = match heard.is_empty() {
        true => nothing(book, Phrase::RepContributionsNone),
        false => list(book, &heard, Rooms::One),
    };
    block(book, "report-contributions", Phrase::RepContributions, content)
}

/// What was said in these sessions, place by place in the order of the handbook: lessons, cases, law, the whole.
pub(in crate::markup::page::workshop) fn heard<'r>(book: &Book<'_>, reports: &[&'r Report]) -> Vec<Heard<'r>> {
    let mut heard: Vec<Heard<'r>> = Vec::new();
    for report in reports.iter().copied() {
        for said in &report.contributions {
            match heard.iter_mut().find(|it| it.about == said.about) {
                Some(place) => place.said.push((report, said)),
                None => heard.push(Heard::of(book, report, said)),
            }
        }
    }
    heard.sort_by_cached_key(|it| rank(book, it.about));
    heard
}

/// Where a place stands: lessons and sections as in the handbook, those that it does not have behind them.
fn rank(book: &Book<'_>, about: About) -> (u8, usize, usize, About) {
    let (kind, outer, inner) = match about {
        About::Lesson(lesson, section) => {
            let entry = book.handbook.lesson(lesson).map(|(_, entry)| entry);
            let place = |entry: &LessonEntry| section.and_then(|id| entry.sections.iter().position(|it| *it == id));
            let inner = entry.and_then(place).map_or(0, |place| place + 1);
            (0, entry.map_or(usize::MAX, |it| it.place), inner)
        }
        About::Case(case, _) => (1, book.handbook.case(case).map_or(usize::MAX, |(place, _)| place), 0),
        About::Law(..) => (2, 0, 0),
        About::Handbook => (3, 0, 0),
    };
    (kind, outer, inner, about)
}

impl<'r> Heard<'r> {
    /// A place with the first that was said about it. Titles are those of this handbook where it has the place, else
    /// those that came with the report.
    fn of(book: &Book<'_>, report: &'r Report, said: &'r ReportContribution) -> Self {
        let speech = book.speech;
        let (mut place, mut detail) = (said.place.clone(), said.detail.clone());
        let part = match said.about {
            About::Lesson(lesson, section) => match book.handbook.lesson(lesson) {
                Some((part, entry)) => {
                    place = book.lesson_title(entry).to_owned();
                    let known = section.and_then(|id| entry.sections.iter().position(|it| *it == id));
                    detail = known.map(|it| book.section_title(entry, it).to_owned()).or(detail);
                    book.part_name(part)
                }
                None => said.part.clone().unwrap_or_else(|| speech.say(Phrase::NotesGone)),
            },
            About::Case(case, _) => {
                let known = book.handbook.case(case).map(|(_, entry)| book.case_words(entry).0.to_owned());
                place = known.unwrap_or(place);
                speech.say(Phrase::RecordCases)
            }
            About::Law(..) => speech.say(Phrase::FinderLaw),
            About::Handbook => {
                place = String::new();
                speech.say(Phrase::WorkAboutHandbook)
            }
        };
        Self { about: said.about, part, place, detail, said: vec![(report, said)] }
    }

    /// The value of `data-about`.
    fn name(&self) -> String {
        let (kind, outer, inner) = match self.about {
            About::Handbook => return "handbook".to_owned(),
            About::Lesson(lesson, section) => ("lesson", lesson.to_string(), section.map(|it| it.to_string())),
            About::Case(case, node) => ("case", case.to_string(), node.map(|it| it.to_string())),
            About::Law(law, article) => ("law", law.to_string(), article.map(|it| it.to_string())),
        };
        let words: Vec<String> = [kind.to_owned(), outer].into_iter().chain(inner).collect();
        words.join("/")
    }
}

/// What was said, under the headings of the handbook: part, then lesson or case, then section.
pub(in crate::markup::page::workshop) fn list(book: &Book<'_>, heard: &[Heard<'_>], rooms: Rooms) -> Vec<Markup> {
    let mut content: Vec<Markup> = Vec::new();
    let mut before: Option<&Heard<'_>> = None;
    for it in heard {
        let is_new_part = before.is_none_or(|last| last.part != it.part);
        if is_new_part {
            content.push(said(book, "h3", &it.part).into());
        }
        let is_new_place = is_new_part || before.is_some_and(|last| last.place != it.place);
        if is_new_place && !it.place.is_empty() {
            content.push(said(book, "h4", &it.place).into());
        }
        let detail = it.detail.as_ref().map(|detail| Markup::from(said(book, "p", detail).class("figure__deck")));
        content.extend(detail);
        let rows = it.said.iter().map(|(report, said)| row(book, report, said, rooms));
        let rows = el("ul").class("notes-list").set("data-about", it.name()).add_all(rows.collect::<Vec<_>>());
        content.push(rows.into());
        before = Some(it);
    }
    content
}

fn row(book: &Book<'_>, report: &Report, contribution: &ReportContribution, rooms: Rooms) -> Element {
    let speech = book.speech;
    let lines = contribution.words.lines().map(|line| said(book, "p", line));
    let mut who = vec![el("span").say(speech, role_phrase(contribution.role))];
    who.extend(contribution.province.iter().map(|(_, name)| said(book, "span", name)));
    if rooms == Rooms::Many {
        who.push(session(book, report));
        who.push(el("span").add(day(book, report.day)));
    }
    let mut source = el("p").class("small");
    for (place, words) in who.into_iter().enumerate() {
        source = source.add(if place == 0 { "" } else { " · " }).add(words);
    }
    el("li").set("data-contribution", contribution.id.to_string()).add_all(lines.collect::<Vec<_>>()).add(source)
}

/// The title of a session, for one without a title too.
pub(in crate::markup::page::workshop) fn session(book: &Book<'_>, report: &Report) -> Element {
    match report.title.is_empty() {
        true => el("span").say(book.speech, Phrase::RepUntitled),
        false => said(book, "span", &report.title),
    }
}
