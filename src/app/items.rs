//! Items of a lesson: what the learner does with each, until it is checked and recorded.

use std::rc::Rc;

use super::live::Live;
use super::platform;
use super::session::{Content, Session};
use crate::engine::grade::{self, Grade, Incomplete};
use crate::engine::progress::Event;
use crate::engine::shuffle::{Seed, seed_for};
use crate::markup::action::ItemAction;
use crate::markup::item::{FIRST_SEED, ItemState};
use crate::markup::tree::BankEntry;
use crate::model::{Item, ItemId, ItemKind, OptionId, Response};

/// Items apart from their lessons, part by part, for reviews and tests.
#[derive(Clone, Default)]
pub struct Bank(Vec<Rc<Vec<BankEntry>>>);

impl Bank {
    /// The items of these parts.
    pub fn of(parts: Vec<Rc<Vec<BankEntry>>>) -> Self {
        Self(parts)
    }

    /// Every item, in the order of the handbook.
    pub fn iter(&self) -> impl Iterator<Item = &BankEntry> {
        self.0.iter().flat_map(|part| part.iter())
    }

    /// An item.
    pub fn get(&self, id: ItemId) -> Option<&BankEntry> {
        self.iter().find(|it| it.item.id == id)
    }
}

/// The state of an item; made from the record when the item is met for the first time.
pub fn state(session: Session, id: ItemId) -> Option<Rc<Live<ItemState>>> {
    if let Some(state) =
        session.items.peek(|items| items.iter().find(|(it, _)| *it == id).map(|(_, state)| state.clone()))
    {
        return Some(state);
    }
    let first = with_item(session, id, |item| from_record(session, item))?;
    let state = Rc::new(Live::new(first));
    session.items.amend(|items| items.push((id, state.clone())));
    see(session, id);
    Some(state)
}

fn attempts(session: Session, id: ItemId) -> usize {
    session.progress.peek(|progress| progress.attempts(id).len())
}

/// Remembers that the state of an item holds what the record says of it.
fn see(session: Session, id: ItemId) {
    let count = attempts(session, id);
    session.attempts_seen.amend(|seen| {
        seen.retain(|(it, _)| *it != id);
        seen.push((id, count));
    });
}

/// Calls `read` with an item of the lesson in view, or of what a review or a test may ask.
pub fn with_item<T>(session: Session, id: ItemId, read: impl FnOnce(&Item) -> T) -> Option<T> {
    session.view.peek(|view| match &view.content {
        Content::Lesson(lesson, _) => lesson.item(id).map(|(_, item)| read(item)),
        _ => session.bank.peek(|bank| bank.get(id).map(|it| read(&it.item))),
    })
}

/// Lets an item begin afresh, as it is asked next.
pub fn begin(session: Session, id: ItemId) {
    let first = with_item(session, id, |item| ItemState {
        order: order(item, seed_of(session, id)),
        ..ItemState::first(item, true)
    });
    if let Some(first) = first {
        put(session, id, first);
    }
}

/// Gives an item this state.
pub fn put(session: Session, id: ItemId, state: ItemState) {
    match session.items.peek(|items| items.iter().find(|(it, _)| *it == id).map(|(_, state)| state.clone())) {
        Some(held) => held.set(state),
        None => session.items.amend(|items| items.push((id, Rc::new(Live::new(state))))),
    }
    see(session, id);
}

/// What a response earns as it stands now; none if there is no such item here.
pub fn graded(session: Session, id: ItemId) -> Option<Result<(Response, Grade, u16), Incomplete>> {
    let state = state(session, id)?;
    with_item(session, id, |item| {
        let response = settled(&item.kind, state.now()).ok_or(Incomplete::Nothing)?;
        state.update(|state| state.response = Some(response.clone()));
        let grade = grade::grade(item, &response)?;
        Ok((response, grade, item.meaning))
    })
}

/// The last answer to the item as it means now, with its feedback; or an item that nobody has touched.
fn from_record(session: Session, item: &Item) -> ItemState {
    let last = session.progress.peek(|progress| progress.attempts(item.id).last().cloned());
    let Some(attempt) = last.filter(|attempt| attempt.meaning == item.meaning) else {
        return ItemState::first(item, true);
    };
    match grade::grade(item, &attempt.response) {
        Ok(grade) => ItemState {
            order: order(item, attempt.seed),
            response: Some(attempt.response),
            sure: attempt.sure,
            prompt: None,
            grade: Some(grade),
            is_live: true,
        },
        // The item has lost an option since: the answer is history, and the item begins afresh.
        Err(_) => ItemState::first(item, true),
    }
}

/// What another tab did shows in the items of the lesson in view, but not in one that is being answered here.
pub fn follow_record(session: Session) {
    for (id, state) in session.items.now() {
        // An item that nobody has answered meanwhile stays as it is: it may have been begun again.
        let count = attempts(session, id);
        let before = session.attempts_seen.amend(|seen| {
            let held = seen.iter_mut().find(|(it, _)| *it == id);
            held.map(|(_, held)| std::mem::replace(held, count))
        });
        if before == Some(count) {
            continue;
        }
        let is_open = state.peek(|state| state.grade.is_none() && state.response.is_some());
        let fresh = with_item(session, id, |item| from_record(session, item));
        if let Some(fresh) = fresh.filter(|fresh| !is_open && state.peek(|state| state != fresh)) {
            state.set(fresh);
        }
    }
}

/// The seed of an attempt: the first is the static page's, so that the app takes over without a flash.
fn seed_of(session: Session, id: ItemId) -> Seed {
    match session.progress.peek(|progress| progress.attempts(id).len()) {
        0 => FIRST_SEED,
        count => seed_for(Seed(count as u64), id.as_str()),
    }
}

fn order(item: &Item, seed: Seed) -> Vec<OptionId> {
    grade::shown_order(item, seed)
}

/// Carries out what the learner did within an item.
pub fn act(session: Session, id: ItemId, action: ItemAction, value: &str) {
    let Some(state) = state(session, id) else { return };
    match action {
        ItemAction::Check => check(session, id, &state),
        ItemAction::Again => {
            begin(session, id);
            platform::after_paint(move || platform::bring(&format!("#item-{id} :is(input, select, button)")));
        }
        ItemAction::Sure(sure) => state.update(|state| state.sure = Some(sure)),
        other => {
            let is_several =
                with_item(session, id, |item| matches!(item.kind, ItemKind::Multiple(_))).unwrap_or_default();
            state.update(|state| {
                state.prompt = None;
                change(state, &other, value, is_several);
            });
            if let ItemAction::Up(step) | ItemAction::Down(step) = other {
                let way = if matches!(other, ItemAction::Up(_)) { "up" } else { "down" };
                // The row has moved; the focus goes with it.
                platform::after_paint(move || {
                    if let Some(button) =
                        platform::find(&format!("#item-{id} [data-step=\"{step}\"] [data-way=\"{way}\"]"))
                    {
                        platform::focus_quietly(&button);
                    }
                });
            }
        }
    }
}

fn change(state: &mut ItemState, action: &ItemAction, value: &str, is_several: bool) {
    match action {
        ItemAction::Choose(option) if is_several => {
            let mut chosen = match state.response.take() {
                Some(Response::Chosen(chosen)) => chosen,
                _ => Vec::new(),
            };
            match chosen.iter().position(|it| it == option) {
                Some(place) => {
                    chosen.remove(place);
                }
                None => chosen.push(*option),
            }
            state.response = Some(Response::Chosen(chosen));
        }
        ItemAction::Choose(option) => state.response = Some(Response::Chosen(vec![*option])),
        ItemAction::Up(step) | ItemAction::Down(step) => {
            let mut steps = match state.response.take() {
                Some(Response::Ordered(steps)) => steps,
                _ => state.order.clone(),
            };
            let place = steps.iter().position(|it| it == step);
            let other = place.and_then(|place| match action {
                ItemAction::Up(_) => place.checked_sub(1),
                _ => Some(place + 1).filter(|place| *place < steps.len()),
            });
            if let (Some(place), Some(other)) = (place, other) {
                steps.swap(place, other);
            }
            state.response = Some(Response::Ordered(steps));
        }
        ItemAction::Match(left) => {
            let mut matched = match state.response.take() {
                Some(Response::Matched(matched)) => matched,
                _ => Vec::new(),
            };
            let right: Option<OptionId> = value.parse().ok();
            matched.retain(|(it, _)| it != left);
            matched.extend(right.map(|right| (*left, right)));
            state.response = (!matched.is_empty()).then_some(Response::Matched(matched));
        }
        ItemAction::Place => state.response = value.parse().ok().map(Response::Placed),
        ItemAction::Sure(_) | ItemAction::Check | ItemAction::Again => {}
    }
}

fn check(session: Session, id: ItemId, state: &Live<ItemState>) {
    match graded(session, id) {
        Some(Ok((response, grade, meaning))) => {
            let outcome = grade.outcome;
            let seed = seed_of(session, id);
            // Stored before the feedback is painted: an answer that was acknowledged is kept.
            session.record(Event::ItemAnswered {
                item: id,
                meaning,
                response,
                outcome,
                sure: state.peek(|it| it.sure),
                seed,
            });
            see(session, id);
            state.update(|state| {
                state.prompt = None;
                state.grade = Some(grade);
            });
            platform::after_paint(move || {
                if let Some(feedback) = platform::find(&format!("#item-{id} [data-feedback]")) {
                    platform::focus_quietly(&feedback);
                }
            });
        }
        Some(Err(incomplete)) => state.update(|state| state.prompt = Some(incomplete)),
        None => {}
    }
}

/// The response that is graded when the learner asks for it.
fn settled(kind: &ItemKind, state: ItemState) -> Option<Response> {
    match (kind, state.response) {
        // Steps that were left as they stood are an answer too.
        (ItemKind::Ordering(_), None) => Some(Response::Ordered(state.order)),
        // A right-hand entry has one partner, the last it was given to. This is settled only now: on its
        // way down a list the arrow key passes entries that belong to others, and must not take them.
        (_, Some(Response::Matched(matched))) => {
            let mut kept: Vec<(OptionId, OptionId)> = Vec::new();
            for pair in matched {
                kept.retain(|(_, right)| *right != pair.1);
                kept.push(pair);
            }
            Some(Response::Matched(kept))
        }
        (_, response) => response,
    }
}
