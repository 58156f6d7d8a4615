//! Review: items that come back, one after the other, with a look at oneself at the end.

use super::record::standing;
use super::{Book, button, title};
use crate::engine::mastery::Calibration;
use crate::engine::progress::{AnswerId, Attempt, Day, Progress};
use crate::engine::review::Forecast;
use crate::markup::action::StudyAction;
use crate::markup::route::Route;
use crate::markup::{Action, Element, Markup, el, icon};
use crate::model::{ItemId, LessonId, Phrase};

/// How many items a review may ask.
pub const SIZES: [usize; 3] = [5, 10, 20];

/// Where the reader is in a review or a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Study {
    /// How many items a review asks.
    pub size: usize,
    /// The review that is going on.
    pub round: Option<Round>,
    /// The question of the test that is in view.
    pub question: usize,
}

impl Default for Study {
    fn default() -> Self {
        let [_, size, _] = SIZES;
        Self { size, round: None, question: 0 }
    }
}

/// A review that is going on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// What it asks, in order.
    pub items: Vec<ItemId>,
    /// The item in view; as many as there are items once it is over.
    pub place: usize,
    /// What was answered to the items before it.
    pub answers: Vec<(ItemId, AnswerId)>,
}

impl Round {
    /// The item in view, if the review is not over.
    pub fn item(&self) -> Option<ItemId> {
        self.items.get(self.place).copied()
    }

    /// The answers that it holds, as the record has them.
    fn attempts<'p>(&self, progress: &'p Progress) -> Vec<&'p Attempt> {
        let found = |(item, answer): &(ItemId, AnswerId)| progress.attempts(*item).iter().find(|it| it.id() == *answer);
        self.answers.iter().filter_map(found).collect()
    }
}

/// The page before a review: how much is due, and how much to do now.
pub fn start(book: &Book<'_>, forecast: Forecast, asked: usize, size: usize, today: Day) -> Vec<Markup> {
    let speech = book.speech;
    let head = title(None, speech.say(Phrase::NavReview), Some(speech.say(Phrase::ReviewLead)));
    let tests = el("p").add(el("a").set("href", speech.href(Route::Tests)).say(speech, Phrase::ReviewToTests));
    if asked == 0 {
        let start = el("a")
            .class("button")
            .set("data-weight", "main")
            .set("href", speech.href(Route::Home))
            .say(speech, Phrase::ToContents);
        let page = el("div")
            .class("chapter")
            .add(head)
            .add(el("p").class("empty").say(speech, Phrase::ReviewNothing))
            .add(el("p").class("cluster").add(start))
            .add(tests);
        return vec![page.into()];
    }
    let due = match forecast.now {
        0 => speech.say(Phrase::ReviewNoneDue),
        count => speech.fill(Phrase::ReviewDue, &[&speech.number(count as u64)]),
    };
    let sizes = SIZES.map(|it| {
        let control = el("input")
            .set("type", "radio")
            .set("name", "review-size")
            .set("value", it.to_string())
            .mark("checked", it == size)
            .on(Action::Study(StudyAction::Size(it)));
        el("label").class("settings__option").add(control).add(el("span").add(speech.number(it as u64)))
    });
    let sizes =
        el("fieldset").class("settings__choice").add(el("legend").say(speech, Phrase::ReviewHowMany)).add_all(sizes);
    let begin = button(Action::Study(StudyAction::Begin), "start", speech.say(Phrase::ReviewBegin), None)
        .set("data-weight", "main");
    let page = el("div")
        .class("chapter")
        .add(head)
        .add(el("p").class("lead").set("data-due", forecast.now.to_string()).add(due))
        .add(sizes)
        .add(el("p").class("cluster").add(begin))
        .add_some(standing::forecast(book, today))
        .add(tests);
    vec![page.into()]
}

/// An item of the review, which `lesson` keeps. `item` is the item itself.
pub fn item(book: &Book<'_>, round: &Round, is_answered: bool, lesson: LessonId, item: Element) -> Vec<Markup> {
    let speech = book.speech;
    let place = speech.fill(
        Phrase::ReviewPlace,
        &[&speech.number((round.place + 1) as u64), &speech.number(round.items.len() as u64)],
    );
    let from = book.handbook.lesson(lesson).map(|(_, entry)| {
        let link =
            el("a").set("href", speech.href(Route::Lesson(entry.id, None))).add(book.lesson_title(entry).to_owned());
        el("p").class("small").say(speech, Phrase::ReviewFrom).add(" ").add(link)
    });
    let next = is_answered.then(|| {
        button(Action::Study(StudyAction::Next), "next", speech.say(Phrase::Next), None)
            .set("data-weight", "main")
            .add(icon("#i-next"))
    });
    let undo = (is_answered || !round.answers.is_empty()).then(|| undo(book));
    let leave = button(Action::Study(StudyAction::Leave), "leave", speech.say(Phrase::ReviewLeave), None);
    let bar = el("progress")
        .class("room")
        .set("value", (round.answers.len() + usize::from(is_answered)).to_string())
        .set("max", round.items.len().to_string())
        .set("aria-label", place.clone());
    let head = el("header")
        .class("title")
        .add(el("p").class("title__running").say(speech, Phrase::NavReview))
        .add(el("h1").class("study__place").add(place));
    let page = el("div")
        .class("chapter study")
        .add(head)
        .add(bar)
        .add(item)
        .add_some(from.filter(|_| is_answered))
        .add(el("p").class("cluster").add_some(next).add_some(undo).add(leave));
    vec![page.into()]
}

/// The button that takes the last answer back.
fn undo(book: &Book<'_>) -> Element {
    button(Action::Study(StudyAction::Undo), "undo", book.speech.say(Phrase::ReviewUndo), Some("#i-back"))
}

/// The page after a review.
pub fn end(book: &Book<'_>, round: &Round, today: Day) -> Vec<Markup> {
    let speech = book.speech;
    let attempts = round.attempts(book.progress);
    let right = attempts.iter().filter(|it| it.outcome == crate::engine::grade::Outcome::Correct).count();
    let line = speech.fill(Phrase::ReviewDone, &[&speech.number(right as u64), &speech.number(attempts.len() as u64)]);
    let calibration = Calibration::over(attempts.into_iter());
    let again = button(Action::Study(StudyAction::Leave), "again", speech.say(Phrase::ReviewAgain), None)
        .set("data-weight", "main");
    let home = el("a").class("button").set("href", speech.href(Route::Home)).say(speech, Phrase::ToContents);
    let undo = (!round.answers.is_empty()).then(|| undo(book));
    let page = el("div")
        .class("chapter study")
        .add(title(Some(speech.say(Phrase::NavReview)), speech.say(Phrase::ReviewOver), Some(line)))
        .add(el("p").class("cluster").add(again).add(home).add_some(undo))
        .add_some(standing::calibration(book, calibration))
        .add_some(standing::forecast(book, today));
    vec![page.into()]
}
