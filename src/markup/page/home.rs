//! Home: the table of contents, and the way back to where the learner was.

use super::{Book, role_phrase};
use crate::engine::lesson::{LessonStatus, lesson_status, minutes_left};
use crate::engine::progress::LastPlace;
use crate::markup::route::Route;
use crate::markup::{Element, Markup, el, icon};
use crate::model::{CaseEntry, LessonEntry, Locale, Part, Phrase};

/// The page. `notices` stand above the way on.
pub fn home(book: &Book<'_>, notices: Vec<Element>) -> Vec<Markup> {
    let parts = el("div").class("beside__main").add_all(parts(book));
    let margin = el("div").class("stack").add(cases(book)).add(check(book)).add(law(book));
    let page = el("div")
        .class("beside")
        .add(el("div").class("beside__wide").add(cover(book)).add_all(notices).add_some(resume(book)))
        .add(margin)
        .add(parts);
    vec![page.into()]
}

fn cover(book: &Book<'_>) -> Element {
    let speech = book.speech;
    let other = match speech.locale {
        Locale::En => el("p").class("cover__khmer").set("role", "img").set("aria-label", "គោព្រៃ").set("lang", "km"),
        Locale::Km => el("p").class("cover__latin").set("lang", "en").add("Kouprey"),
    };
    let kbach = el("span").class("kbach").set("aria-hidden", "true");
    el("header").class("cover").add(kbach).add(el("h1").say(speech, Phrase::Brand)).add(other).add(
        el("p").class("cover__line").say(speech, Phrase::BrandLineOne).add(el("br")).say(speech, Phrase::BrandLineTwo),
    )
}

/// Where to go on: a case, a lesson, or the first lesson for those who are new.
fn resume(book: &Book<'_>) -> Option<Element> {
    let speech = book.speech;
    let (over, title, line, route, action, label) = match book.progress.last_place() {
        Some(LastPlace::Case { scenario, .. }) => resume_case(book, scenario)?,
        Some(LastPlace::Lesson { lesson, section, .. }) => {
            let (part, entry) = book.handbook.lesson(lesson)?;
            let place = section.and_then(|it| entry.sections.iter().position(|section| *section == it)).unwrap_or(0);
            let read = read_count(book, entry);
            let minutes = minutes_left(entry.minutes, entry.sections.len(), read);
            let section_line = speech.fill(
                Phrase::HomePlace,
                &[
                    &speech.number((place + 1) as u64),
                    &speech.number(entry.sections.len() as u64),
                    book.section_title(entry, place),
                ],
            );
            let left = speech.fill(Phrase::HomeMinutesLeft, &[&speech.number(minutes)]);
            let part = speech.fill(Phrase::HomePart, &[&speech.number(part.number)]);
            let line = if minutes == 0 {
                format!("{part} · {section_line}")
            } else {
                format!("{part} · {section_line} · {left}")
            };
            (
                speech.say(Phrase::HomeContinue),
                book.lesson_title(entry).to_owned(),
                line,
                Route::Lesson(lesson, section),
                "next",
                Phrase::Continue,
            )
        }
        None => {
            let (part, entry) = book.handbook.lessons().next()?;
            let part = speech.fill(Phrase::HomePart, &[&speech.number(part.number)]);
            let minutes = speech.fill(Phrase::LessonMinutes, &[&speech.number(entry.minutes)]);
            let title = book.lesson_title(entry).to_owned();
            (
                speech.say(Phrase::HomeBegin),
                title,
                format!("{part} · {minutes}"),
                Route::Lesson(entry.id, None),
                "start",
                Phrase::Start,
            )
        }
    };
    let words = el("div")
        .add(el("p").class("resume__over").add(over))
        .add(el("p").class("resume__title").add(title))
        .add(el("p").class("resume__line").add(line));
    let go = el("a")
        .class("button")
        .set("data-weight", "main")
        .set("data-action", action)
        .set("href", book.speech.href(route))
        .say(speech, label)
        .add(icon("#i-next"));
    Some(el("section").class("resume").add(words).add(go))
}

type Resume = (String, String, String, Route, &'static str, Phrase);

/// What comes back today.
pub fn due(book: &Book<'_>, count: usize) -> Element {
    let speech = book.speech;
    let words = speech.fill(Phrase::ReviewDue, &[&speech.number(count as u64)]);
    let go = el("a")
        .class("button")
        .set("data-action", "review")
        .set("href", speech.href(Route::Review))
        .say(speech, Phrase::ReviewBegin);
    el("section")
        .class("notice")
        .set("data-notice", "review")
        .set("data-state", "quiet")
        .add(icon("#i-back"))
        .add(el("div").add(el("p").add(el("strong").add(words))))
        .add(el("p").class("cluster").add(go))
}

fn resume_case(book: &Book<'_>, scenario: crate::model::ScenarioId) -> Option<Resume> {
    let speech = book.speech;
    let (_, entry) = book.handbook.case(scenario)?;
    let title = book.case_words(entry).0.to_owned();
    let line = match book.progress.playthrough_open(scenario) {
        Some(playthrough) => {
            let here = (playthrough.trail.len() + 1).min(usize::from(entry.decisions).max(1));
            speech.fill(Phrase::HomeDecision, &[&speech.number(here as u64), &speech.number(entry.decisions)])
        }
        None => found_line(book, entry),
    };
    Some((speech.say(Phrase::HomeContinueCase), title, line, Route::Case(scenario), "next", Phrase::Continue))
}

fn read_count(book: &Book<'_>, lesson: &LessonEntry) -> usize {
    let read = book.progress.sections_read(lesson.id);
    lesson.sections.iter().filter(|section| read.contains(section)).count()
}

fn status(book: &Book<'_>, lesson: &LessonEntry) -> LessonStatus {
    let read = book.progress.sections_read(lesson.id);
    lesson_status(&lesson.sections, read, book.progress.is_opened(lesson.id))
}

/// The sign and the unseen words of how far a lesson or section is.
pub fn status_icon(book: &Book<'_>, status: LessonStatus) -> Element {
    let (sign, phrase) = match status {
        LessonStatus::Done => ("#i-done", Phrase::StatusDone),
        LessonStatus::Begun => ("#i-partly", Phrase::StatusBegun),
        LessonStatus::NotBegun => ("#i-left", Phrase::StatusNotBegun),
    };
    el("svg")
        .class("icon")
        .set("role", "img")
        .set("aria-label", book.speech.say(phrase))
        .add(el("use").set("href", sign))
}

fn parts(book: &Book<'_>) -> Vec<Element> {
    book.handbook.parts.iter().enumerate().map(|(index, it)| part(book, index, it)).collect()
}

fn part(book: &Book<'_>, index: usize, part: &Part) -> Element {
    let speech = book.speech;
    let title = book.words.parts.get(index).cloned().unwrap_or_default();
    let done = part.lessons.iter().filter(|it| status(book, it) == LessonStatus::Done).count();
    let words =
        speech.fill(Phrase::HomeLessonsDone, &[&speech.number(done as u64), &speech.number(part.lessons.len() as u64)]);
    let progress = el("progress")
        .set("value", done.to_string())
        .set("max", part.lessons.len().to_string())
        .set("aria-label", title.clone());
    let lessons = part.lessons.iter().map(|lesson| {
        let link = el("a")
            .set("href", book.speech.href(Route::Lesson(lesson.id, None)))
            .add(status_icon(book, status(book, lesson)))
            .add(
                el("span")
                    .maybe("lang", book.tongue(book.lesson_title(lesson)))
                    .add(book.lesson_title(lesson).to_owned()),
            );
        el("li").set("data-state", status(book, lesson).as_str()).add(link)
    });
    el("section")
        .class("part")
        .set("data-part", part.id.to_string())
        .add(el("p").class("part__number").set("aria-hidden", "true").add(speech.number(part.number)))
        .add(el("h2").class("part__name").add(title))
        .add(el("p").class("part__progress").add(progress).add(words))
        .add(el("ol").class("part__lessons").add_all(lessons.collect::<Vec<_>>()))
}

fn found_line(book: &Book<'_>, case: &CaseEntry) -> String {
    let speech = book.speech;
    let found = book.progress.endings_found(case.id).len();
    if book.progress.playthroughs_of(case.id).next().is_none() {
        return speech.say(Phrase::CaseNotBegun);
    }
    speech.fill(Phrase::CaseEndingsFound, &[&speech.number(found as u64), &speech.number(case.endings.len() as u64)])
}

/// A case as an entry of a list.
pub fn case_card(book: &Book<'_>, case: &CaseEntry) -> Element {
    let (title, line) = book.case_words(case);
    let state = format!("{} · {}", book.speech.say(role_phrase(case.role)), found_line(book, case));
    el("a")
        .class("casecard")
        .set("href", book.speech.href(Route::Case(case.id)))
        .add(el("span").class("casecard__name").add(title.to_owned()))
        .add(el("span").class("casecard__line").add(line.to_owned()))
        .add(el("span").class("casecard__role").add(state))
}

fn cases(book: &Book<'_>) -> Element {
    let cards = book.handbook.cases.iter().map(|case| case_card(book, case));
    el("section").class("marginal").add(el("h2").say(book.speech, Phrase::NavCases)).add_all(cards.collect::<Vec<_>>())
}

/// What belongs to studying besides the lessons.
fn check(book: &Book<'_>) -> Element {
    let links = [
        (Route::Tests, Phrase::TestsTitle),
        (Route::Review, Phrase::NavReview),
        (Route::Notes, Phrase::NotesTitle),
        (Route::Certificate, Phrase::CertificateTitle),
    ]
    .map(|(route, phrase)| el("li").add(el("a").set("href", book.speech.href(route)).say(book.speech, phrase)));
    el("section")
        .class("marginal")
        .add(el("h2").say(book.speech, Phrase::HomeCheck))
        .add(el("ul").class("list").add_all(links))
}

fn law(book: &Book<'_>) -> Element {
    let speech = book.speech;
    let date = book.law_date();
    let unverified = el("p")
        .class("mark")
        .set("data-state", "unverified")
        .add(icon("#i-unverified"))
        .add(el("span").say(speech, Phrase::LawCodeMark));
    el("section")
        .class("marginal")
        .add(el("h2").say(speech, Phrase::LawInEdition))
        .add(el("p").add(speech.fill(Phrase::LawStated, &[&date])).add(". ").say(speech, Phrase::LawCodeWords))
        .add(unverified)
}
