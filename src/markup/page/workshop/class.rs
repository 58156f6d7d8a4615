//! The class: what the records of many learners say together, on the trainer's own computer.
//!
//! Nobody is ranked: learners stand in the order of their pseudonyms, and what is pointed at are questions.

use super::opened::Opener;
use crate::engine::assessment::Score;
use crate::engine::class::{Class, ItemRow, LEARNERS_ENOUGH, LEARNERS_MAX, LearnerRow, LessonRow, TRIED_MIN, Tested};
use crate::engine::mastery::Calibration;
use crate::markup::action::WorkshopAction;
use crate::markup::figure::table::wide;
use crate::markup::page::{Book, title};
use crate::markup::route::Route;
use crate::markup::{Element, Markup, el, icon, number};
use crate::model::{ItemId, LessonId, Locale, Phrase};
use crate::storage::transfer::Refusal;

/// Questions that are listed as missed.
const MISSED_SHOWN: usize = 15;
/// What stands in a cell where nothing can be said.
const NOTHING: &str = "—";

/// The page. `questions` are the items in words, each with its lesson; `refused` are files that were not read in.
pub fn class_page(
    book: &Book<'_>,
    class: &Class,
    questions: &[(ItemId, LessonId, String)],
    refused: &[(String, Refusal)],
) -> Vec<Markup> {
    let speech = book.speech;
    let page = el("div")
        .class("chapter")
        .add(title(None, speech.say(Phrase::ClassTitle), Some(speech.say(Phrase::ClassLead))))
        .add(opener(book).controls(!class.learners.is_empty(), refused))
        .add_some(opener(book).refusals(refused));
    let page = if class.learners.is_empty() {
        page.add(el("p").class("empty").say(speech, Phrase::ClassEmpty))
    } else {
        page.add_some(caution(book, class))
            .add(learners(book, class))
            .add(lessons(book, class))
            .add(missed(book, class, questions))
            .add_some(calibration(book, class.calibration))
    };
    vec![page.into()]
}

/// Where files are picked or dropped.
fn opener<'a>(book: &'a Book<'a>) -> Opener<'a> {
    Opener {
        book,
        field: "class-files",
        open: (WorkshopAction::ClassFiles, Phrase::ClassFiles),
        clear: ("class-clear", WorkshopAction::ClassClear, Phrase::ClassClear),
        private: Phrase::ClassPrivate,
        count: Phrase::ClassRefused,
        foreign: Phrase::RefusedForeign,
    }
}

/// What to mind before the numbers are read: too few learners, or more than a class holds.
fn caution(book: &Book<'_>, class: &Class) -> Option<Element> {
    let speech = book.speech;
    let few = (class.learners.len() < LEARNERS_ENOUGH)
        .then(|| speech.fill(Phrase::ClassFew, &[&speech.number(LEARNERS_ENOUGH)]));
    let many = (0 < class.left_out)
        .then(|| speech.fill(Phrase::ClassLeftOut, &[&speech.number(LEARNERS_MAX), &speech.number(class.left_out)]));
    let (kind, words) = few.map(|words| ("few", words)).or_else(|| many.map(|words| ("many", words)))?;
    let notice = el("p").class("notice").set("data-state", "quiet").set("data-notice", kind);
    Some(notice.add(icon("#i-caution")).add(el("span").add(words)))
}

/// A chapter of the page; `hook` is its name for tests.
fn block(book: &Book<'_>, hook: &'static str, name: Phrase, content: Element) -> Element {
    el("section").class("block").set("data-block", hook).add(el("h2").say(book.speech, name)).add(content)
}

fn table(book: &Book<'_>, name: Phrase, heads: &[Phrase], rows: Vec<Element>) -> Element {
    let heads = heads.iter().map(|phrase| el("th").set("scope", "col").say(book.speech, *phrase));
    let table =
        el("table").add(el("thead").add(el("tr").add_all(heads.collect::<Vec<_>>()))).add(el("tbody").add_all(rows));
    wide(book.speech.say(name), table)
}

fn hint(words: String) -> Element {
    el("p").class("field__hint").add(words)
}

/// A share as a bar, with the words that say it beside it.
fn bar(value: usize, whole: usize, label: &str, words: String) -> Element {
    let bar = el("progress")
        .set("value", value.to_string())
        .set("max", whole.max(1).to_string())
        .set("aria-label", label.to_owned());
    el("td").class("share").add(bar).add(" ").add(words)
}

fn of(book: &Book<'_>, part: usize, whole: usize) -> String {
    book.speech.fill(Phrase::RecordOf, &[&book.speech.number(part), &book.speech.number(whole)])
}

/// A part of a whole in per cent, rounded.
fn percent(part: usize, whole: usize) -> usize {
    (part * 200 + whole).checked_div(whole * 2).unwrap_or_default()
}

fn percent_words(book: &Book<'_>, percent: usize) -> String {
    book.speech.fill(Phrase::ClassPercent, &[&book.speech.number(percent)])
}

fn learners(book: &Book<'_>, class: &Class) -> Element {
    let speech = book.speech;
    let lessons = class.lessons.len();
    let row = |it: &LearnerRow| {
        el("tr")
            .add(el("th").set("scope", "row").add(it.name.clone()))
            .add(finished(book, it, lessons))
            .add(el("td").add(of(book, it.answered, class.items_of)))
            .add(el("td").add(of(book, it.known, class.items_of)))
            .add(el("td").add(of(book, it.endings, class.endings_of)))
            .add(tests(book, &it.tests))
    };
    let heads = [
        Phrase::ClassName,
        Phrase::ClassLessonsFinished,
        Phrase::RecordItemsAnswered,
        Phrase::ProgKnown,
        Phrase::RecordEndings,
        Phrase::TestsTitle,
    ];
    let rows = class.learners.iter().map(row).collect();
    let count = speech.fill(Phrase::ClassCount, &[&speech.number(class.learners.len())]);
    let order = el("p").class("field__hint").add(count).add(" ").say(speech, Phrase::ClassOrder);
    block(book, "class-learners", Phrase::ClassLearners, table(book, Phrase::ClassLearners, &heads, rows))
        .add(order)
        .add(hint(speech.say(Phrase::ClassKnownHint)))
}

/// How many lessons somebody finished, and which.
fn finished(book: &Book<'_>, learner: &LearnerRow, all: usize) -> Element {
    let count = of(book, learner.lessons.len(), all);
    if learner.lessons.is_empty() {
        return el("td").add(count);
    }
    let rows = learner.lessons.iter().map(|it| el("li").add_some(lesson_link(book, *it)));
    let list = el("ul").class("list").add_all(rows.collect::<Vec<_>>());
    el("td").add(el("details").class("fold").add(el("summary").add(count)).add(list))
}

/// What was scored in tests, a line for each part.
fn tests(book: &Book<'_>, tests: &[Tested]) -> Element {
    let line = |it: &Tested| {
        let score =
            |score: Option<Score>| score.map_or_else(|| NOTHING.to_owned(), |it| percent_words(book, it.percent()));
        let words = [book.scope_title(it.part), score(it.before), score(it.after)];
        el("p").add(book.speech.fill(Phrase::ClassTest, &words.each_ref().map(String::as_str)))
    };
    match tests {
        [] => el("td").add(NOTHING),
        tests => el("td").add_all(tests.iter().map(line).collect::<Vec<_>>()),
    }
}

/// A lesson by its title, with the way to it; none if the handbook does not have it.
fn lesson_link(book: &Book<'_>, lesson: LessonId) -> Option<Element> {
    let (_, entry) = book.handbook.lesson(lesson)?;
    let title = book.lesson_title(entry);
    let link = el("a").set("href", book.speech.href(Route::Lesson(lesson, None)));
    Some(link.maybe("lang", book.tongue(title)).add(title.to_owned()))
}

fn lessons(book: &Book<'_>, class: &Class) -> Element {
    let learners = class.learners.len();
    let row = |it: &LessonRow| {
        let title = book.handbook.lesson(it.lesson).map(|(_, entry)| book.lesson_title(entry)).unwrap_or_default();
        el("tr")
            .add(el("th").set("scope", "row").add_some(lesson_link(book, it.lesson)))
            .add(bar(it.finished, learners, title, of(book, it.finished, learners)))
            .add(el("td").add(of(book, it.begun, learners)))
    };
    let heads = [Phrase::RecordLesson, Phrase::ClassFinished, Phrase::ClassBegun];
    let rows = class.lessons.iter().map(row).collect();
    block(book, "class-lessons", Phrase::RecordLessons, table(book, Phrase::RecordLessons, &heads, rows))
}

/// The questions that were missed most, each with what its numbers say of the question itself.
fn missed(book: &Book<'_>, class: &Class, questions: &[(ItemId, LessonId, String)]) -> Element {
    let speech = book.speech;
    let row = |it: &ItemRow| {
        let asked = questions.iter().find(|(item, _, _)| *item == it.item);
        let words = asked.map_or_else(|| it.item.to_string(), |(_, _, words)| words.clone());
        let lesson = match asked.and_then(|(_, lesson, _)| lesson_link(book, *lesson)) {
            Some(link) => el("td").add(link),
            None => el("td").add(NOTHING),
        };
        el("tr")
            .set("data-missed", it.item.to_string())
            .add(el("th").set("scope", "row").maybe("lang", book.tongue(&words)).add(words))
            .add(lesson)
            .add(el("td").add(speech.number(it.tried)))
            .add(el("td").add(percent_words(book, it.difficulty())))
            .add(discriminates(book, it))
    };
    let rows = class.items.iter().filter(|it| it.right < it.tried).take(MISSED_SHOWN);
    let rows: Vec<Element> = rows.map(row).collect();
    if rows.is_empty() {
        let none = el("p").say(speech, Phrase::ClassMissedNone);
        return block(book, "class-missed", Phrase::ClassMissed, none);
    }
    let heads = [
        Phrase::ClassQuestion,
        Phrase::RecordLesson,
        Phrase::ClassTried,
        Phrase::ClassRight,
        Phrase::ClassDiscrimination,
    ];
    let least = speech.number(TRIED_MIN);
    block(book, "class-missed", Phrase::ClassMissed, table(book, Phrase::ClassMissed, &heads, rows))
        .add(hint(speech.fill(Phrase::ClassRightHint, &[&least])))
        .add(hint(speech.fill(Phrase::ClassDiscriminationHint, &[&least])))
}

/// Whether a question tells apart those who know the rest from those who don't.
fn discriminates(book: &Book<'_>, item: &ItemRow) -> Element {
    let speech = book.speech;
    let words = item.discrimination.map_or_else(|| NOTHING.to_owned(), |it| signed_hundredths(it, speech.locale));
    let again = item.is_doubtful().then(|| {
        let look = el("small").set("data-look", "again").say(speech, Phrase::ClassLookAgain);
        Markup::Row(vec![" ".into(), look.into()])
    });
    el("td").add(words).add_some(again)
}

/// A number with its sign and two decimals: `+0.31`, `−0.08`.
fn signed_hundredths(value: f64, locale: Locale) -> String {
    // A correlation lies between −1 and 1, so its hundredths fit. Printing integers is small in wasm.
    let hundredths = (value * 100.0).round() as i64;
    let sign = match hundredths.signum() {
        1 => "+",
        -1 => "−",
        _ => "",
    };
    let point = if locale == Locale::Km { ',' } else { '.' };
    let size = hundredths.unsigned_abs();
    number::digits(&format!("{sign}{}{point}{:02}", size / 100, size % 100), locale)
}

/// How sure the learners were, and how often that was right; none if nobody said.
fn calibration(book: &Book<'_>, calibration: Calibration) -> Option<Element> {
    let speech = book.speech;
    let Calibration { said, right } = calibration;
    let names = [Phrase::SureGuess, Phrase::SureFairly, Phrase::SureCertain];
    let mut rows = Vec::new();
    for ((name, said), right) in names.into_iter().zip(said).zip(right).rev() {
        if 0 < said {
            let (said, right, name) = (said as usize, right as usize, speech.say(name));
            let numbers = [right, said, percent(right, said)].map(|it| speech.number(it));
            let words = speech.fill(Phrase::ClassShare, &numbers.each_ref().map(String::as_str));
            let share = bar(right, said, &name, words);
            rows.push(el("tr").add(el("th").set("scope", "row").add(name)).add(share));
        }
    }
    let heads = [Phrase::ClassSaid, Phrase::CalRight];
    (!rows.is_empty()).then(|| {
        block(book, "class-calibration", Phrase::CalTitle, table(book, Phrase::CalTitle, &heads, rows))
            .add(hint(speech.say(Phrase::ClassCalibrationHint)))
    })
}
