//! Where the learner stands: time, objectives, judgement of oneself, what comes back when.

use super::super::Book;
use super::{bar, block, day, of, table};
use crate::engine::mastery::{Calibration, Knowledge, knowledge};
use crate::engine::progress::Day;
use crate::engine::review::Forecast;
use crate::markup::{Element, el};
use crate::model::{ItemId, Objective, Phrase};

/// Days of work that are shown.
const DAYS_SHOWN: usize = 14;

/// Every item of the handbook once, with its present meaning.
fn items(book: &Book<'_>) -> Vec<(ItemId, u16)> {
    let mut items: Vec<(ItemId, u16)> =
        book.handbook.lessons().flat_map(|(_, lesson)| lesson.items.iter().copied()).collect();
    items.sort_unstable();
    items.dedup();
    items
}

fn known(book: &Book<'_>, items: &[(ItemId, u16)]) -> usize {
    let is_known =
        |(item, meaning): &&(ItemId, u16)| knowledge(book.progress.attempts(*item), *meaning) == Knowledge::Known;
    items.iter().filter(is_known).count()
}

/// Milliseconds as hours and minutes.
fn duration(book: &Book<'_>, milliseconds: u64) -> String {
    let minutes = milliseconds / 60_000;
    let number = |value: u64| book.speech.number(value);
    match minutes / 60 {
        0 => book.speech.fill(Phrase::ProgMinutes, &[&number(minutes)]),
        hours => book.speech.fill(Phrase::ProgHours, &[&number(hours), &number(minutes % 60)]),
    }
}

/// The few numbers that say most.
pub fn glance(book: &Book<'_>) -> Element {
    let items = items(book);
    let endings: usize = book.handbook.cases.iter().map(|case| case.endings.len()).sum();
    let found: usize = book.handbook.cases.iter().map(|case| book.progress.endings_found(case.id).len()).sum();
    let facts = [
        (Phrase::ProgTime, duration(book, book.progress.time_ms())),
        (Phrase::ProgDays, book.speech.number(book.progress.days().len() as u64)),
        (Phrase::ProgKnown, of(book, known(book, &items), items.len())),
        (Phrase::RecordEndings, of(book, found, endings)),
    ];
    let mut list = el("dl").class("glance");
    for (name, value) in facts {
        list = list.add(el("div").add(el("dt").say(book.speech, name)).add(el("dd").add(value)));
    }
    block(book, "glance", Phrase::ProgTitle, list)
        .add(el("p").class("field__hint").say(book.speech, Phrase::ProgTimeHint))
}

/// Objectives of the lessons that were begun, with the share of their items that is known.
pub fn objectives(book: &Book<'_>, objectives: &[Vec<Objective>]) -> Option<Element> {
    let items = items(book);
    let mut rows = Vec::new();
    for (_, lesson) in book.handbook.lessons().filter(|(_, lesson)| book.progress.is_opened(lesson.id)) {
        for objective in objectives.get(lesson.place).map(Vec::as_slice).unwrap_or_default() {
            let tested: Vec<(ItemId, u16)> =
                items.iter().copied().filter(|(item, _)| objective.items.contains(item)).collect();
            let known = known(book, &tested);
            let share = bar(known, tested.len(), &objective.words, of(book, known, tested.len()));
            rows.push(el("tr").add(el("th").set("scope", "row").add(objective.words.clone())).add(share));
        }
    }
    let heads = [Phrase::ProgObjective, Phrase::ProgKnown];
    (!rows.is_empty()).then(|| {
        block(book, "objectives", Phrase::ProgObjectives, table(book, Phrase::ProgObjectives, &heads, rows))
            .add(el("p").class("field__hint").say(book.speech, Phrase::ProgKnownHint))
    })
}

/// How sure the learner was, and how often that was right.
pub fn calibration(book: &Book<'_>, calibration: Calibration) -> Option<Element> {
    let Calibration { said, right } = calibration;
    let names = [Phrase::SureGuess, Phrase::SureFairly, Phrase::SureCertain];
    let mut rows = Vec::new();
    for ((name, said), right) in names.into_iter().zip(said).zip(right).rev() {
        if 0 < said {
            let (said, right, name) = (said as usize, right as usize, book.speech.say(name));
            let share = bar(right, said, &name, of(book, right, said));
            rows.push(el("tr").add(el("th").set("scope", "row").add(name)).add(share));
        }
    }
    let heads = [Phrase::CalSaid, Phrase::CalRight];
    (!rows.is_empty()).then(|| {
        block(book, "calibration", Phrase::CalTitle, table(book, Phrase::CalTitle, &heads, rows))
            .add(el("p").class("field__hint").say(book.speech, Phrase::CalHint))
    })
}

/// Rows of a count with a bar, all on one scale; `hook` is the chapter's name for tests.
fn counts(book: &Book<'_>, hook: &'static str, name: Phrase, heads: &[Phrase], rows: Vec<(String, usize)>) -> Element {
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or_default();
    let rows = rows.into_iter().map(|(label, count)| {
        let share = bar(count, most, &label, book.speech.number(count as u64));
        el("tr").add(el("th").set("scope", "row").add(label)).add(share)
    });
    block(book, hook, name, table(book, name, heads, rows.collect()))
}

/// When items come back.
pub fn forecast(book: &Book<'_>, today: Day) -> Option<Element> {
    let Forecast { now, days } = Forecast::of(book.progress, items(book).into_iter(), today);
    let mut rows = vec![(book.speech.say(Phrase::ForeNow), now)];
    for (place, count) in days.into_iter().enumerate() {
        let label = match place {
            0 => book.speech.say(Phrase::ForeTomorrow),
            _ => book.speech.fill(Phrase::ForeIn, &[&book.speech.number(place as u64 + 1)]),
        };
        rows.push((label, count));
    }
    rows.iter().any(|(_, count)| 0 < *count).then(|| {
        counts(book, "forecast", Phrase::ForeTitle, &[Phrase::RecordWhen, Phrase::ForeItems], rows)
            .add(el("p").class("field__hint").say(book.speech, Phrase::ForeHint))
    })
}

/// Minutes of work on the newest days, the newest first.
pub fn by_day(book: &Book<'_>) -> Option<Element> {
    let rows = book.progress.time_by_day().iter().rev().take(DAYS_SHOWN);
    let rows: Vec<(String, usize)> =
        rows.map(|(on, spent)| (day(book, *on), usize::try_from(spent / 60_000).unwrap_or(usize::MAX))).collect();
    let heads = [Phrase::ProgDay, Phrase::ProgByDay];
    rows.iter().any(|(_, minutes)| 0 < *minutes).then(|| counts(book, "days", Phrase::ProgByDay, &heads, rows))
}
