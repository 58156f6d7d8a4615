//! What came of a session, as a page to read and to print: the agenda as it ran, votes, tests, cases, and what the
//! room said.
//!
//! The words of a report are in one language, those of the page may be in the other: what differs says so by `lang`.

mod agenda;
pub(super) mod heard;
mod papers;
pub(super) mod polls;
mod roads;
pub mod words;

use crate::engine::progress::Day;
use crate::markup::action::WorkshopAction;
use crate::markup::page::{Book, button};
use crate::markup::{Action, Element, Markup, el, number};
use crate::model::{Locale, Phrase};
use crate::storage::report::Report;

pub use words::csv_words;

/// What can be done with a report besides reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportTools {
    /// The session is of this computer: its report can be printed and taken away as files.
    Own,
    /// The report came as a file: it can be printed.
    Opened,
}

/// The page.
pub fn report_page(book: &Book<'_>, report: &Report, edit: ReportTools) -> Vec<Markup> {
    let page = el("div")
        .class("chapter report")
        .set("data-report", report.session.to_string())
        .add(head(book, report))
        .add(tools(book, edit))
        .add(glance(book, report))
        .add(agenda::chapter(book, report))
        .add(polls::chapter(book, report))
        .add(papers::chapter(book, report))
        .add(roads::chapter(book, report))
        .add(heard::chapter(book, report))
        .add(el("p").class("small").say(book.speech, Phrase::RepNoNames));
    vec![page.into()]
}

/// The title block: the session, its day, and of which edition the words are.
fn head(book: &Book<'_>, report: &Report) -> Element {
    let speech = book.speech;
    let title = match report.title.is_empty() {
        true => el("h1").say(speech, Phrase::RepUntitled),
        false => said(book, "h1", &report.title),
    };
    let edition = speech.fill(Phrase::AboutEdition, &[&number::digits(&report.edition, speech.locale)]);
    let law = report.law_date.map(|date| speech.fill(Phrase::LawStated, &[&day(book, date)]));
    let source: Vec<String> = std::iter::once(edition).chain(law).collect();
    el("header")
        .class("title")
        .add(el("p").class("title__running").say(speech, Phrase::RepRunning))
        .add(title)
        .add(el("p").class("title__lead").add(day(book, report.day)))
        .add(el("p").class("small").add(source.join(" · ")))
}

fn tools(book: &Book<'_>, edit: ReportTools) -> Element {
    let speech = book.speech;
    let print = button(Action::Print, "print", speech.say(Phrase::Print), Some("#i-print"));
    let row = el("p").class("cluster");
    match edit {
        ReportTools::Opened => row.add(print),
        ReportTools::Own => {
            let save =
                |action, hook, phrase| button(Action::Workshop(action), hook, speech.say(phrase), Some("#i-export"));
            row.add(print.set("data-weight", "main"))
                .add(save(WorkshopAction::SaveReport, "save-report", Phrase::RepSave))
                .add(save(WorkshopAction::SaveCsv, "save-csv", Phrase::RepSaveCsv))
        }
    }
}

/// The few numbers that say most.
fn glance(book: &Book<'_>, report: &Report) -> Element {
    let speech = book.speech;
    let mut facts = vec![
        (speech.say(Phrase::RepPlannedFor), speech.number(report.people)),
        (speech.say(Phrase::WorkTables), speech.number(report.tables)),
    ];
    for (day, present) in &report.present {
        let name = speech.fill(Phrase::RepPresentOn, &[&speech.number(u16::from(*day) + 1)]);
        facts.push((name, speech.number(*present)));
    }
    facts.push((speech.say(Phrase::RepPolls), speech.number(report.polls.len() as u64)));
    facts.push((speech.say(Phrase::RepContributions), speech.number(report.contributions.len() as u64)));
    let rows = facts.into_iter().map(|(name, value)| el("div").add(el("dt").add(name)).add(el("dd").add(value)));
    let list = el("dl").class("glance").add_all(rows.collect::<Vec<_>>());
    block(book, "report-glance", Phrase::ProgTitle, vec![list.into()])
}

/// A chapter of the page; `hook` is its name for tests.
pub(super) fn block(book: &Book<'_>, hook: &'static str, name: Phrase, content: Vec<Markup>) -> Element {
    el("section").class("block").set("data-block", hook).add(el("h2").say(book.speech, name)).add_all(content)
}

/// What stands in a chapter that has nothing in it.
pub(super) fn nothing(book: &Book<'_>, phrase: Phrase) -> Vec<Markup> {
    vec![el("p").class("empty").say(book.speech, phrase).into()]
}

/// A table with heads, which scrolls on a narrow page.
pub(super) fn table(book: &Book<'_>, name: String, heads: &[Phrase], rows: Vec<Element>) -> Element {
    let heads = heads.iter().map(|phrase| el("th").set("scope", "col").say(book.speech, *phrase));
    let head = el("thead").add(el("tr").add_all(heads.collect::<Vec<_>>()));
    crate::markup::figure::table::wide(name, el("table").add(head).add(el("tbody").add_all(rows)))
}

/// Words of a report in an element that says their language where it is not that of the page.
pub(super) fn said(book: &Book<'_>, tag: &'static str, words: &str) -> Element {
    let is_khmer = words.chars().any(|letter| ('\u{1780}'..='\u{17ff}').contains(&letter));
    let locale = if is_khmer { Locale::Km } else { Locale::En };
    let is_other = locale != book.speech.locale;
    el(tag).maybe("lang", is_other.then_some(locale.tag())).add(words.to_owned())
}

/// A date in words.
pub(super) fn day(book: &Book<'_>, day: Day) -> String {
    number::date(day.year(), day.month(), day.day(), book.speech.locale)
}
