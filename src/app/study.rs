//! Reviews, tests and the certificate.

use super::fetch::Missing;
use super::items::{self, Bank};
use super::part::Part;
use super::platform;
use super::session::Session;
use crate::engine::assessment;
use crate::engine::grade;
use crate::engine::progress::{AnswerId, Attempt, Event, Sitting, When};
use crate::engine::review::{self, Forecast};
use crate::markup::action::StudyAction;
use crate::markup::item::{ItemState, ItemView, Purpose};
use crate::markup::page::study::Round;
use crate::markup::page::{Book, assessment as pages, study};
use crate::markup::route::Route;
use crate::markup::tree::BankEntry;
use crate::markup::{Action, Element, Markup};
use crate::model::{ItemId, PartId};

/// Reviews, tests and the certificate.
pub struct Studying;

impl Studying {
    /// With the items in these files, which must be on the shelf; none if only what is due is asked for.
    pub fn open(session: Session, files: &[String]) -> Result<Self, Missing> {
        let parts = files.iter().map(|file| session.shelf.take(file)).collect::<Result<_, _>>()?;
        if !files.is_empty() {
            session.bank.set(Bank::of(parts));
        }
        count_due(session);
        Ok(Self)
    }
}

/// Every item of the handbook with its present meaning.
fn all_items(book: &Book<'_>) -> Vec<(ItemId, u16)> {
    book.handbook.lessons().flat_map(|(_, lesson)| lesson.items.iter().copied()).collect()
}

fn forecast(book: &Book<'_>) -> Forecast {
    let mut items = all_items(book);
    items.sort_unstable();
    items.dedup();
    Forecast::of(book.progress, items.into_iter(), platform::today())
}

/// Counts what is due, for the pages that lead here.
fn count_due(session: Session) {
    let due = session.with_still_book(|book| forecast(book).now);
    session.due.set(Some(due));
}

impl Part for Studying {
    fn page(&self, session: Session) -> Vec<Markup> {
        let study = session.study.get();
        match session.view.peek(|view| view.route) {
            Route::Tests => session.with_book(pages::tests),
            Route::Certificate => {
                let name = session.profile().name;
                session.with_book(|book| pages::certificate(book, &name))
            }
            Route::Test(part, when) => test(session, part, when, study.question),
            _ => match study.round {
                None => session.with_book(|book| {
                    let today = platform::today();
                    let asked = review::session(book.progress, all_items(book).into_iter(), today, study.size).len();
                    study::start(book, forecast(book), asked, study.size, today)
                }),
                Some(round) => reviewing(session, &round),
            },
        }
    }

    fn carry_out(&self, session: Session, action: Action, _value: String) {
        let Action::Study(action) = action else { return };
        match action {
            StudyAction::Size(size) => session.study.update(|study| study.size = size),
            StudyAction::Begin => begin(session),
            StudyAction::Next => {
                let answer =
                    session.study.peek(|study| study.round.as_ref()?.item()).and_then(|id| answer(session, id));
                session.study.update(|study| {
                    if let Some(round) = &mut study.round {
                        round.answers.extend(answer);
                        round.place += 1;
                    }
                });
                ask(session);
            }
            StudyAction::Undo => undo(session),
            StudyAction::Leave => {
                session.study.update(|study| study.round = None);
                count_due(session);
                to_head();
            }
            StudyAction::BeginTest => begin_test(session),
            StudyAction::Forward => step(session, true),
            StudyAction::Backward => step(session, false),
            StudyAction::HandIn => hand_in(session),
        }
    }

    fn visited(&self, session: Session) {
        session.items.set(Vec::new());
        if let Route::Test(part, when) = session.view.peek(|view| view.route) {
            let first = session.progress.peek(|progress| {
                let sitting = assessment::open(progress, part, when)?;
                sitting.items.iter().position(|item| sitting.answer(*item).is_none())
            });
            session.study.update(|study| study.question = first.unwrap_or_default());
            prepare(session);
        } else {
            ask(session);
        }
    }
}

/// The reader is led to the head of the page: the next question begins there.
fn to_head() {
    platform::after_paint(|| {
        platform::window().scroll_to_with_x_and_y(0.0, 0.0);
        if let Some(heading) = platform::find("main") {
            platform::focus_quietly(&heading);
        }
    });
}

fn drawn(session: Session, id: ItemId, purpose: Purpose) -> Option<(Element, BankEntry)> {
    let entry = session.bank.with(|bank| bank.get(id).cloned())?;
    let state = items::state(session, id)?.get();
    let item = session.with_still_book(|book| {
        ItemView { item: &entry.item, words: &entry.words, speech: book.speech, state: &state, purpose }.markup()
    });
    Some((item, entry))
}

/// The answer to an item of the review that is in view; none as long as it has not been checked.
fn answer(session: Session, id: ItemId) -> Option<(ItemId, AnswerId)> {
    let is_checked = items::state(session, id)?.with(|state| state.grade.is_some());
    let last = session.progress.peek(|progress| progress.attempts(id).last().map(Attempt::id));
    last.filter(|_| is_checked).map(|answer| (id, answer))
}

fn reviewing(session: Session, round: &Round) -> Vec<Markup> {
    let Some((id, (item, entry))) = round.item().and_then(|id| Some((id, drawn(session, id, Purpose::Review)?))) else {
        return session.with_book(|book| study::end(book, round, platform::today()));
    };
    let is_answered = answer(session, id).is_some();
    session.with_book(|book| study::item(book, round, is_answered, entry.lesson, item))
}

fn begin(session: Session) {
    let size = session.study.peek(|study| study.size);
    let items = session
        .with_still_book(|book| review::session(book.progress, all_items(book).into_iter(), platform::today(), size));
    let is_here = |id: &ItemId| session.bank.peek(|bank| bank.get(*id).is_some());
    let items: Vec<ItemId> = items.into_iter().filter(is_here).collect();
    session.study.update(|study| study.round = Some(Round { items, ..Round::default() }));
    ask(session);
}

/// Lets the item in view begin afresh.
fn ask(session: Session) {
    match session.study.peek(|study| study.round.as_ref().and_then(Round::item)) {
        Some(item) => items::begin(session, item),
        None => count_due(session),
    }
    to_head();
}

/// Takes the last answer of the review back, and asks again.
fn undo(session: Session) {
    let Some(mut round) = session.study.peek(|study| study.round.clone()) else { return };
    let Some((item, answer)) = round.item().and_then(|id| answer(session, id)).or_else(|| round.answers.pop()) else {
        return;
    };
    session.record(Event::AnswerWithdrawn { item, answer });
    round.place = round.items.iter().position(|it| *it == item).unwrap_or(round.place);
    session.study.update(|study| study.round = Some(round));
    ask(session);
}

/// The anchor items of each part whose items are here. Parts that are not here come out empty.
fn anchors(session: Session, book: &Book<'_>) -> Vec<Vec<ItemId>> {
    let of_part = |part: &crate::model::Part| {
        session.bank.peek(|bank| {
            let mine =
                bank.iter().filter(|it| it.item.anchor && part.lessons.iter().any(|lesson| lesson.id == it.lesson));
            mine.map(|it| it.item.id).collect()
        })
    };
    book.handbook.parts.iter().map(of_part).collect()
}

fn questions(session: Session, book: &Book<'_>, part: Option<PartId>) -> Vec<ItemId> {
    let place = part.and_then(|id| book.handbook.parts.iter().position(|it| it.id == id));
    match (part, place) {
        (Some(_), None) => Vec::new(),
        _ => assessment::questions(&anchors(session, book), place),
    }
}

fn test(session: Session, part: Option<PartId>, when: When, place: usize) -> Vec<Markup> {
    let sitting = session.progress.with(|progress| assessment::open(progress, part, when).cloned());
    if let Some(sitting) = sitting {
        let drawn = sitting.items.get(place).and_then(|id| drawn(session, *id, Purpose::Test));
        let item = drawn.map(|(item, _)| item).unwrap_or_else(|| crate::markup::el("p"));
        return session.with_book(|book| pages::question(book, &sitting, place, item));
    }
    let ended = session.progress.with(|progress| assessment::last(progress, part, when).cloned());
    session.with_book(|book| match ended {
        Some(sitting) => pages::result(book, &sitting, answered(session, book, &sitting)),
        None => pages::begin(book, part, when, questions(session, book, part).len()),
    })
}

/// The questions of a test that was handed in, with what was answered and why; after the second test only.
fn answered(session: Session, book: &Book<'_>, sitting: &Sitting) -> Vec<Element> {
    if sitting.when == When::Before {
        return Vec::new();
    }
    let shown = |id: &ItemId| {
        let answer = sitting.answer(*id)?;
        let entry = session.bank.peek(|bank| bank.get(*id).cloned());
        let entry = entry.filter(|entry| entry.item.meaning == answer.meaning)?;
        let state = ItemState {
            order: grade::shown_order(&entry.item, answer.seed),
            response: Some(answer.response.clone()),
            sure: None,
            prompt: None,
            grade: Some(grade::grade(&entry.item, &answer.response).ok()?),
            is_live: true,
        };
        let view = ItemView {
            item: &entry.item,
            words: &entry.words,
            speech: book.speech,
            state: &state,
            purpose: Purpose::Test,
        };
        Some(view.markup())
    };
    sitting.items.iter().filter_map(shown).collect()
}

fn begin_test(session: Session) {
    let Route::Test(part, when) = session.view.peek(|view| view.route) else { return };
    let items = session.with_still_book(|book| questions(session, book, part));
    let sitting = session.next_name();
    session.record(Event::TestBegan { sitting, part, when, items });
    session.study.update(|study| study.question = 0);
    prepare(session);
}

/// The test in view that is not handed in yet.
fn sitting(session: Session) -> Option<Sitting> {
    let Route::Test(part, when) = session.view.peek(|view| view.route) else { return None };
    session.progress.peek(|progress| assessment::open(progress, part, when).cloned())
}

/// Shows the question in view as it was answered, or fresh.
fn prepare(session: Session) {
    let Some(sitting) = sitting(session) else { return to_head() };
    let place = session.study.peek(|study| study.question);
    if let Some(id) = sitting.items.get(place).copied() {
        let state = items::with_item(session, id, |item| match sitting.answer(id) {
            Some(answer) => ItemState {
                order: grade::shown_order(item, answer.seed),
                response: Some(answer.response.clone()),
                ..ItemState::first(item, true)
            },
            None => ItemState { order: grade::shown_order(item, seed(&sitting)), ..ItemState::first(item, true) },
        });
        if let Some(state) = state {
            items::put(session, id, state);
        }
    }
    to_head();
}

/// What the options of a test are shuffled from: its own name.
fn seed(sitting: &Sitting) -> crate::engine::shuffle::Seed {
    crate::engine::shuffle::Seed(sitting.id.counter)
}

/// Keeps the answer to the question in view, if there is one.
fn keep(session: Session) {
    let Some(sitting) = sitting(session) else { return };
    let place = session.study.peek(|study| study.question);
    let Some(item) = sitting.items.get(place).copied() else { return };
    // Steps that nobody has moved are no answer in a test: the question may have been passed over.
    let is_touched = items::state(session, item).is_some_and(|state| state.peek(|state| state.response.is_some()));
    if !is_touched {
        return;
    }
    if let Some(Ok((response, grade, meaning))) = items::graded(session, item)
        && sitting.answer(item).is_none_or(|before| before.response != response)
    {
        let (outcome, seed) = (grade.outcome, seed(&sitting));
        session.record(Event::TestAnswered { sitting: sitting.id, item, meaning, response, outcome, seed });
    }
}

fn step(session: Session, is_forward: bool) {
    keep(session);
    session.study.update(|study| {
        study.question = if is_forward { study.question + 1 } else { study.question.saturating_sub(1) };
    });
    prepare(session);
}

fn hand_in(session: Session) {
    keep(session);
    if let Some(sitting) = sitting(session) {
        session.record(Event::TestEnded { sitting: sitting.id });
    }
    to_head();
}
