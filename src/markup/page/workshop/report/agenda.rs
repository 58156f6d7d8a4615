//! The agenda as it ran: planned, taken, and the difference.

use super::words::subject_phrase;
use super::{block, nothing, said, table};
use crate::markup::page::Book;
use crate::markup::page::workshop::wall::clock;
use crate::markup::{Element, Markup, el, number};
use crate::model::Phrase;
use crate::storage::report::{Report, ReportEntry};

/// The chapter, day by day.
pub(super) fn chapter(book: &Book<'_>, report: &Report) -> Element {
    let days = report.days();
    let content = match days.is_empty() {
        true => nothing(book, Phrase::RepAgendaNone),
        false => days.into_iter().flat_map(|it| day(book, report, it)).collect(),
    };
    block(book, "report-agenda", Phrase::RepAgenda, content)
}

fn day(book: &Book<'_>, report: &Report, day: u8) -> Vec<Markup> {
    let speech = book.speech;
    let name = speech.fill(Phrase::WorkDay, &[&speech.number(u16::from(day) + 1)]);
    let present = report.present_on(day).map(|present| {
        let words = speech.fill(Phrase::RepPresentOf, &[&speech.number(present), &speech.number(report.people)]);
        Markup::from(el("p").add(words))
    });
    let entries: Vec<&ReportEntry> = report.agenda.iter().filter(|it| it.day == day).collect();
    let table = (!entries.is_empty()).then(|| {
        let mut rows: Vec<Element> = entries.iter().map(|it| row(book, it)).collect();
        rows.push(together(book, &entries));
        let heads = [
            Phrase::RepPlannedAt,
            Phrase::RepBeganAt,
            Phrase::WorkWhat,
            Phrase::RepPlanned,
            Phrase::RepTook,
            Phrase::RepDifference,
        ];
        Markup::from(table(book, name.clone(), &heads, rows))
    });
    let mut content: Vec<Markup> = vec![el("h3").add(name.clone()).into()];
    content.extend(present);
    content.extend(table);
    content
}

fn row(book: &Book<'_>, entry: &ReportEntry) -> Element {
    let speech = book.speech;
    let at = |minute: u16| clock(i64::from(minute), speech.locale);
    let took = match entry.took_minutes {
        Some(minutes) => speech.number(minutes),
        None => speech.say(Phrase::RepNotHeld),
    };
    let shift = entry.took_minutes.map(|took| i64::from(took) - i64::from(entry.planned_minutes));
    let kind = el("span").class("small").say(speech, subject_phrase(entry.subject));
    el("tr")
        .set("data-entry", entry.id.to_string())
        .add(el("td").add(at(entry.planned_from)))
        .add(el("td").add(entry.from.map_or_else(dash, at)))
        .add(el("th").set("scope", "row").add(said(book, "span", &entry.title)).add(" ").add(kind))
        .add(el("td").add(speech.number(entry.planned_minutes)))
        .add(el("td").add(took))
        .add(el("td").add(shift.map_or_else(dash, |it| number::signed(it, speech.locale))))
}

/// The sums of a day. The difference is that of what was held: what was left out took no time.
fn together(book: &Book<'_>, entries: &[&ReportEntry]) -> Element {
    let speech = book.speech;
    let planned: i64 = entries.iter().map(|it| i64::from(it.planned_minutes)).sum();
    let held: Vec<(i64, i64)> =
        entries.iter().filter_map(|it| Some((i64::from(it.planned_minutes), i64::from(it.took_minutes?)))).collect();
    let took: i64 = held.iter().map(|(_, took)| took).sum();
    let shift: i64 = held.iter().map(|(planned, took)| took - planned).sum();
    el("tr")
        .set("data-entry", "all")
        .add(el("td"))
        .add(el("td"))
        .add(el("th").set("scope", "row").say(speech, Phrase::RepTogether))
        .add(el("td").add(speech.number(planned)))
        .add(el("td").add(speech.number(took)))
        .add(el("td").add(number::signed(shift, speech.locale)))
}

fn dash() -> String {
    "—".to_owned()
}
