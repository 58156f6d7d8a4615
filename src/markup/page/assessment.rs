//! Tests before and after, what was gained, and the certificate.

use super::{Book, button, title};
use crate::engine::assessment::{Gain, Score, gain, last, open};
use crate::engine::grade::Outcome;
use crate::engine::lesson::{LessonStatus, lesson_status};
use crate::engine::progress::{Sitting, When};
use crate::markup::action::StudyAction;
use crate::markup::figure::table::wide;
use crate::markup::route::Route;
use crate::markup::{Action, Element, Markup, el, icon, number};
use crate::model::{PartId, Phrase};

/// The tests there are: the whole first, then each part.
fn scopes(book: &Book<'_>) -> Vec<Option<PartId>> {
    std::iter::once(None).chain(book.handbook.parts.iter().map(|part| Some(part.id))).collect()
}

fn when_phrase(when: When) -> Phrase {
    match when {
        When::Before => Phrase::TestsBefore,
        When::After => Phrase::TestsAfter,
    }
}

/// Points out of the questions; half points are written as such.
fn score(book: &Book<'_>, score: Score) -> String {
    let points = number::decimal(score.halves as f64 / 2.0, book.speech.locale);
    book.speech.fill(Phrase::RecordOf, &[&points, &book.speech.number(score.of as u64)])
}

/// Every test, with what was earned.
pub fn tests(book: &Book<'_>) -> Vec<Markup> {
    let speech = book.speech;
    let cell = |part: Option<PartId>, when: When| {
        let state = match (open(book.progress, part, when), last(book.progress, part, when)) {
            (Some(_), _) => speech.say(Phrase::StatusBegun),
            (None, Some(sitting)) => score(book, Score::of(sitting)),
            (None, None) => speech.say(Phrase::TestsTake),
        };
        let name = format!("{}, {}: {state}", book.scope_title(part), speech.say(when_phrase(when)));
        let link = el("a").set("href", speech.href(Route::Test(part, when))).set("aria-label", name).add(state);
        el("td").add(link)
    };
    let rows = scopes(book).into_iter().map(|part| {
        let gained = gain(book.progress, part).map(|it| points_gained(book, it)).unwrap_or_else(|| "—".to_owned());
        el("tr")
            .set("data-test", part.map_or_else(|| "all".to_owned(), |it| it.to_string()))
            .add(el("th").set("scope", "row").add(book.scope_title(part)))
            .add(cell(part, When::Before))
            .add(cell(part, When::After))
            .add(el("td").add(gained))
    });
    let heads = [Phrase::TestsAbout, Phrase::TestsBefore, Phrase::TestsAfter, Phrase::TestsGain];
    let heads = heads.map(|phrase| el("th").set("scope", "col").say(speech, phrase));
    let table = el("table")
        .class("data")
        .add(el("thead").add(el("tr").add_all(heads)))
        .add(el("tbody").add_all(rows.collect::<Vec<_>>()));
    let certificate = el("a").set("href", speech.href(Route::Certificate)).say(speech, Phrase::CertificateTitle);
    let page = el("div")
        .class("chapter")
        .add(title(None, speech.say(Phrase::TestsTitle), Some(speech.say(Phrase::TestsLead))))
        .add(wide(speech.say(Phrase::TestsTitle), table))
        .add(el("p").class("small").say(speech, Phrase::TestsHint))
        .add(el("p").add(certificate));
    vec![page.into()]
}

/// The difference in points on the questions that both tests asked.
fn points_gained(book: &Book<'_>, gain: Gain) -> String {
    let difference = (gain.after.halves as f64 - gain.before.halves as f64) / 2.0;
    let words = number::decimal(difference.abs(), book.speech.locale);
    let sign = match difference {
        it if it < 0.0 => "−",
        it if it > 0.0 => "+",
        _ => "",
    };
    format!("{sign}{words}")
}

/// What was gained, as a chapter of the record; none as long as no pair of tests is there.
pub fn gains(book: &Book<'_>) -> Option<Element> {
    let speech = book.speech;
    let rows: Vec<Element> = scopes(book)
        .into_iter()
        .filter_map(|part| {
            let gain = gain(book.progress, part)?;
            Some(
                el("tr")
                    .add(el("th").set("scope", "row").add(book.scope_title(part)))
                    .add(el("td").add(score(book, gain.before)))
                    .add(el("td").add(score(book, gain.after)))
                    .add(el("td").add(points_gained(book, gain))),
            )
        })
        .collect();
    let heads = [Phrase::TestsAbout, Phrase::TestsBefore, Phrase::TestsAfter, Phrase::TestsGain];
    let heads = heads.map(|phrase| el("th").set("scope", "col").say(speech, phrase));
    (!rows.is_empty()).then(|| {
        let table = el("table").add(el("thead").add(el("tr").add_all(heads))).add(el("tbody").add_all(rows));
        el("section")
            .class("block")
            .set("data-block", "tests")
            .add(el("h2").say(speech, Phrase::TestsTitle))
            .add(wide(speech.say(Phrase::TestsTitle), table))
    })
}

/// The heading of a page of a test.
fn head(book: &Book<'_>, part: Option<PartId>, when: When, line: Option<String>) -> Element {
    let running = el("p")
        .class("title__running")
        .add(el("a").set("href", book.speech.href(Route::Tests)).say(book.speech, Phrase::TestsTitle))
        .add(" · ")
        .add(book.speech.say(when_phrase(when)));
    el("header")
        .class("title")
        .add(running)
        .add(el("h1").add(book.scope_title(part)))
        .add_some(line.map(|line| el("p").class("title__lead").add(line)))
}

/// The page before a test: how many questions, and what happens.
pub fn begin(book: &Book<'_>, part: Option<PartId>, when: When, questions: usize) -> Vec<Markup> {
    let speech = book.speech;
    let lead = speech.fill(Phrase::TestsQuestions, &[&speech.number(questions as u64)]);
    let words = match when {
        When::Before => Phrase::TestsBeforeWords,
        When::After => Phrase::TestsAfterWords,
    };
    let go = button(Action::Study(StudyAction::BeginTest), "start", speech.say(Phrase::TestsBegin), None)
        .set("data-weight", "main");
    let page = el("div")
        .class("chapter study")
        .add(head(book, part, when, Some(lead)))
        .add(el("p").say(speech, Phrase::TestsRules))
        .add(el("p").say(speech, words))
        .add(el("p").class("cluster").add_some((0 < questions).then_some(go)));
    vec![page.into()]
}

/// A question of a test. `item` is the item itself.
pub fn question(book: &Book<'_>, sitting: &Sitting, place: usize, item: Element) -> Vec<Markup> {
    let speech = book.speech;
    let count = sitting.items.len();
    let line = speech.fill(Phrase::TestsPlace, &[&speech.number((place + 1) as u64), &speech.number(count as u64)]);
    let is_last = count <= place + 1;
    let back = (0 < place)
        .then(|| button(Action::Study(StudyAction::Backward), "previous", speech.say(Phrase::Previous), None));
    let forward = if is_last {
        button(Action::Study(StudyAction::HandIn), "hand-in", speech.say(Phrase::TestsHandIn), None)
    } else {
        button(Action::Study(StudyAction::Forward), "next", speech.say(Phrase::Next), None).add(icon("#i-next"))
    };
    let bar = el("progress")
        .class("room")
        .set("value", sitting.answers.len().to_string())
        .set("max", count.to_string())
        .set("aria-label", line.clone());
    let page = el("div")
        .class("chapter study")
        .add(head(book, sitting.part, sitting.when, Some(line)))
        .add(bar)
        .add(item)
        .add(el("p").class("cluster").add_some(back).add(forward.set("data-weight", "main")))
        .add(el("p").class("small").say(speech, Phrase::TestsSkip));
    vec![page.into()]
}

/// What a test earned. `items` are its questions with feedback; they are shown after the second test only, since the
/// same questions come again.
pub fn result(book: &Book<'_>, sitting: &Sitting, items: Vec<Element>) -> Vec<Markup> {
    let speech = book.speech;
    let earned = Score::of(sitting);
    let line = speech.fill(Phrase::TestsEarned, &[&score(book, earned), &speech.number(earned.percent() as u64)]);
    let gain = gain(book.progress, sitting.part).filter(|_| sitting.when == When::After).map(|gain| {
        let words = speech.fill(
            Phrase::TestsGained,
            &[&score(book, gain.before), &score(book, gain.after), &points_gained(book, gain)],
        );
        el("p").class("lead").set("data-gain", "").add(words)
    });
    let marks = sitting.items.iter().enumerate().map(|(place, id)| {
        let outcome = sitting.answer(*id).map_or(Outcome::Wrong, |it| it.outcome);
        let (sign, phrase) = match outcome {
            Outcome::Correct => ("#i-correct", Phrase::FeedbackCorrect),
            Outcome::Partly => ("#i-partly", Phrase::FeedbackPartly),
            Outcome::Wrong => ("#i-wrong", Phrase::FeedbackWrong),
        };
        el("li")
            .set("data-state", outcome.as_str())
            .add(icon(sign))
            .add(" ")
            .add(speech.fill(Phrase::TestsNumber, &[&speech.number((place + 1) as u64)]))
            .add(" ")
            .add(el("span").class("small").say(speech, phrase))
    });
    let again = button(Action::Study(StudyAction::BeginTest), "again", speech.say(Phrase::TestsAgain), None);
    let all = el("a").class("button").set("href", speech.href(Route::Tests)).say(speech, Phrase::TestsTitle);
    let words = match sitting.when {
        When::Before => Some(el("p").say(speech, Phrase::TestsNoKeys)),
        When::After => None,
    };
    let page = el("div")
        .class("chapter study")
        .add(head(book, sitting.part, sitting.when, None))
        .add(el("p").class("lead").set("data-score", earned.percent().to_string()).add(line))
        .add_some(gain)
        .add(el("ul").class("outcomes").add_all(marks.collect::<Vec<_>>()))
        .add_some(words)
        .add(el("p").class("cluster").add(all).add(again))
        .add_all(items);
    vec![page.into()]
}

/// What still stands between the learner and the certificate.
pub struct Missing {
    /// Lessons with sections that were not read.
    pub lessons: usize,
    /// Whether the test of the whole, before and after, is there.
    pub is_tested: bool,
}

impl Missing {
    /// As the record stands now.
    pub fn of(book: &Book<'_>) -> Self {
        let is_unread = |(_, lesson): &(_, &crate::model::LessonEntry)| {
            let read = book.progress.sections_read(lesson.id);
            lesson_status(&lesson.sections, read, book.progress.is_opened(lesson.id)) != LessonStatus::Done
        };
        Self {
            lessons: book.handbook.lessons().filter(is_unread).count(),
            is_tested: last(book.progress, None, When::After).is_some(),
        }
    }

    fn is_nothing(&self) -> bool {
        self.lessons == 0 && self.is_tested
    }
}

/// The certificate, or what is still to be done for it. `name` is the learner's; it may be empty.
pub fn certificate(book: &Book<'_>, name: &str) -> Vec<Markup> {
    let speech = book.speech;
    let missing = Missing::of(book);
    if !missing.is_nothing() {
        let lessons = (0 < missing.lessons).then(|| {
            let words = speech.fill(Phrase::CertificateLessons, &[&speech.number(missing.lessons as u64)]);
            el("li").add(el("a").set("href", speech.href(Route::Home)).add(words))
        });
        let test = (!missing.is_tested).then(|| {
            let href = speech.href(Route::Test(None, When::After));
            el("li").add(el("a").set("href", href).say(speech, Phrase::CertificateTest))
        });
        let page = el("div")
            .class("chapter")
            .add(title(None, speech.say(Phrase::CertificateTitle), Some(speech.say(Phrase::CertificateLead))))
            .add(el("p").say(speech, Phrase::CertificateMissing))
            .add(el("ul").class("list").add_some(lessons).add_some(test));
        return vec![page.into()];
    }
    let after = last(book.progress, None, When::After);
    let result = after.map(|it| {
        let earned = Score::of(it);
        speech.fill(Phrase::TestsEarned, &[&score(book, earned), &speech.number(earned.percent() as u64)])
    });
    let gained = gain(book.progress, None).map(|gain| {
        speech.fill(
            Phrase::TestsGained,
            &[&score(book, gain.before), &score(book, gain.after), &points_gained(book, gain)],
        )
    });
    let date = after.and_then(|it| it.ended_on).map(|on| number::date(on.year(), on.month(), on.day(), speech.locale));
    let sections: usize = book.handbook.lessons().map(|(_, lesson)| lesson.sections.len()).sum();
    let lessons = book.handbook.lessons().count();
    let read = speech.fill(Phrase::CertificateRead, &[&speech.number(lessons as u64), &speech.number(sections as u64)]);
    let edition = speech.fill(Phrase::AboutEdition, &[&number::digits(&book.handbook.edition, speech.locale)]);
    let paper = el("section")
        .class("certificate")
        .set("data-certificate", "")
        .add(el("span").class("kbach").set("aria-hidden", "true"))
        .add(el("p").class("certificate__brand").say(speech, Phrase::Brand))
        .add(el("h1").say(speech, Phrase::CertificateTitle))
        .add(el("p").class("certificate__name").add(if name.is_empty() {
            speech.say(Phrase::CertificateNameless)
        } else {
            name.to_owned()
        }))
        .add(el("p").add(read))
        .add_some(result.map(|line| el("p").say(speech, Phrase::CertificateResult).add(" ").add(line)))
        .add_some(gained.map(|line| el("p").add(line)))
        .add_some(date.map(|date| el("p").add(date)))
        .add(el("p").class("small").add(edition).add(" · ").add(speech.fill(Phrase::LawStated, &[&book.law_date()])))
        .add(el("p").class("certificate__honest").say(speech, Phrase::CertificateHonest));
    let print = button(Action::Print, "print", speech.say(Phrase::Print), Some("#i-print"));
    let page = el("div").class("chapter").add(paper).add(el("p").class("cluster").add(print));
    vec![page.into()]
}
