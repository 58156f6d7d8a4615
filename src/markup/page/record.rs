//! The record: what the learner did, and where it is kept.

pub mod import;
pub mod keep;
pub mod standing;

use super::{Book, button, title};
use crate::engine::grade::Outcome;
use crate::engine::mastery::Calibration;
use crate::engine::progress::{Day, Playthrough};
use crate::markup::route::Route;
use crate::markup::{Action, Element, Markup, el, number};
use crate::model::{LessonEntry, Objective, Phrase};
use keep::Kept;

/// The page. `objectives` are those of all lessons, in their order.
pub fn record(book: &Book<'_>, kept: &Kept<'_>, objectives: &[Vec<Objective>], today: Day) -> Vec<Markup> {
    let speech = book.speech;
    let name = Some(kept.profile.name.clone()).filter(|name| !name.is_empty());
    let head = title(name, speech.say(Phrase::RecordTitle), Some(speech.say(Phrase::RecordLead)));
    let counts = book.progress.counts();
    let is_empty = counts.attempts == 0 && counts.sections_read == 0 && counts.playthroughs == 0;
    let main = el("div").class("beside__main stack");
    let main = if is_empty {
        let start = el("a")
            .class("button")
            .set("data-weight", "main")
            .set("href", speech.href(Route::Home))
            .say(speech, Phrase::ToContents);
        main.add(el("p").class("empty").say(speech, Phrase::RecordNothing)).add(el("p").add(start))
    } else {
        let print = button(Action::Print, "print", speech.say(Phrase::PrintRecord), Some("#i-print"));
        main.add(standing::glance(book))
            .add(lessons(book))
            .add(cases(book))
            .add(super::notes::link(book))
            .add_some(standing::objectives(book, objectives))
            .add_some(standing::calibration(book, Calibration::of(book.progress)))
            .add_some(standing::forecast(book, today))
            .add_some(standing::by_day(book))
            .add_some(roads(book))
            .add_some(super::assessment::gains(book))
            .add_some(history(book))
            .add(el("p").class("cluster").add(print))
    };
    let page = el("div")
        .class("beside")
        .add(el("div").class("beside__wide").add(head))
        .add(main)
        .add(el("div").class("stack record__aside").add_all(kept.aside(book)));
    vec![page.into()]
}

/// A chapter of the page; `hook` is its name for tests.
fn block(book: &Book<'_>, hook: &'static str, name: Phrase, content: Element) -> Element {
    el("section").class("block").set("data-block", hook).add(el("h2").say(book.speech, name)).add(content)
}

/// A share as a bar, with the words that say it beside it.
fn bar(value: usize, whole: usize, label: &str, words: String) -> Element {
    let bar = el("progress")
        .set("value", value.to_string())
        .set("max", whole.max(1).to_string())
        .set("aria-label", label.to_owned());
    el("td").class("share").add(bar).add(" ").add(words)
}

fn table(book: &Book<'_>, name: Phrase, heads: &[Phrase], rows: Vec<Element>) -> Element {
    let heads = heads.iter().map(|phrase| el("th").set("scope", "col").say(book.speech, *phrase));
    let table =
        el("table").add(el("thead").add(el("tr").add_all(heads.collect::<Vec<_>>()))).add(el("tbody").add_all(rows));
    el("div")
        .class("wide")
        .set("tabindex", "0")
        .set("role", "region")
        .set("aria-label", book.speech.say(name))
        .add(table)
}

fn of(book: &Book<'_>, part: usize, whole: usize) -> String {
    book.speech.fill(Phrase::RecordOf, &[&book.speech.number(part as u64), &book.speech.number(whole as u64)])
}

fn lessons(book: &Book<'_>) -> Element {
    let rows = book.handbook.lessons().map(|(_, lesson)| {
        let read = book.progress.sections_read(lesson.id);
        let read = lesson.sections.iter().filter(|it| read.contains(it)).count();
        let (answered, right) = answered(book, lesson);
        let link = el("a")
            .set("href", book.speech.href(Route::Lesson(lesson.id, None)))
            .add(book.lesson_title(lesson).to_owned());
        let sections = lesson.sections.len();
        el("tr")
            .add(el("th").set("scope", "row").add(link))
            .add(bar(read, sections, book.lesson_title(lesson), of(book, read, sections)))
            .add(el("td").add(of(book, answered, lesson.items.len())))
            .add(el("td").add(of(book, right, lesson.items.len())))
    });
    let heads =
        [Phrase::RecordLesson, Phrase::RecordSectionsRead, Phrase::RecordItemsAnswered, Phrase::RecordItemsRight];
    block(book, "lessons", Phrase::RecordLessons, table(book, Phrase::RecordLessons, &heads, rows.collect()))
}

/// Items answered in their present meaning, and right at the last try.
fn answered(book: &Book<'_>, lesson: &LessonEntry) -> (usize, usize) {
    let last = lesson
        .items
        .iter()
        .filter_map(|(item, meaning)| book.progress.attempts(*item).iter().rev().find(|it| it.meaning == *meaning));
    let outcomes: Vec<Outcome> = last.map(|it| it.outcome).collect();
    (outcomes.len(), outcomes.iter().filter(|it| **it == Outcome::Correct).count())
}

fn cases(book: &Book<'_>) -> Element {
    let rows = book.handbook.cases.iter().map(|case| {
        let played = book.progress.playthroughs_of(case.id).count();
        let found = book.progress.endings_found(case.id).len();
        let link = el("a").set("href", book.speech.href(Route::Case(case.id))).add(book.case_words(case).0.to_owned());
        el("tr").add(el("td").add(link)).add(el("td").add(book.speech.number(played as u64))).add(el("td").add(of(
            book,
            found,
            case.endings.len(),
        )))
    });
    block(
        book,
        "cases",
        Phrase::RecordCases,
        table(
            book,
            Phrase::RecordCases,
            &[Phrase::RecordCase, Phrase::RecordPlayed, Phrase::RecordEndings],
            rows.collect(),
        ),
    )
}

fn day(book: &Book<'_>, day: Day) -> String {
    number::date(day.year(), day.month(), day.day(), book.speech.locale)
}

fn roads(book: &Book<'_>) -> Option<Element> {
    let row = |it: &Playthrough| {
        let case = book
            .handbook
            .case(it.scenario)
            .map(|(_, case)| book.case_words(case).0.to_owned())
            .unwrap_or_else(|| it.scenario.to_string());
        let ending = match &it.end {
            None => book.speech.say(Phrase::RecordUnfinished),
            Some(end) => {
                book.ending_title(it.scenario, end.ending).map_or_else(|| end.ending.to_string(), str::to_owned)
            }
        };
        el("tr").add(el("td").add(day(book, it.began_on))).add(el("td").add(case)).add(el("td").add(ending))
    };
    let rows: Vec<Element> = book.progress.playthroughs().iter().rev().take(50).map(row).collect();
    let heads = [Phrase::RecordWhen, Phrase::RecordCase, Phrase::RecordEnding];
    (!rows.is_empty()).then(|| {
        block(book, "roads", Phrase::RecordPlaythroughs, table(book, Phrase::RecordPlaythroughs, &heads, rows))
    })
}

/// Answers to items that have changed their meaning or gone: they stay, and count no more.
fn history(book: &Book<'_>) -> Option<Element> {
    let meaning = |id| {
        book.handbook
            .lessons()
            .find_map(|(_, lesson)| lesson.items.iter().find(|(item, _)| *item == id).map(|(_, meaning)| *meaning))
    };
    let mut rows = Vec::new();
    for (item, attempts) in book.progress.items() {
        let present = meaning(item);
        for attempt in attempts.iter().filter(|it| Some(it.meaning) != present) {
            let outcome = match attempt.outcome {
                Outcome::Correct => Phrase::FeedbackCorrect,
                Outcome::Partly => Phrase::FeedbackPartly,
                Outcome::Wrong => Phrase::FeedbackWrong,
            };
            rows.push(
                el("tr")
                    .add(el("td").add(item.to_string()))
                    .add(el("td").add(day(book, attempt.day)))
                    .add(el("td").say(book.speech, outcome)),
            );
        }
    }
    let heads = [Phrase::RecordItem, Phrase::RecordWhen, Phrase::RecordOutcome];
    (!rows.is_empty())
        .then(|| block(book, "history", Phrase::RecordHistory, table(book, Phrase::RecordHistory, &heads, rows)))
}
