//! One taking of a test: what it asked, what was answered.

use super::event::{Event, When};
use super::stamp::{Day, SittingId, Stamp};
use crate::engine::grade::Outcome;
use crate::engine::shuffle::Seed;
use crate::model::{ItemId, PartId, Response};

/// One taking of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// Its name.
    pub id: SittingId,
    /// The part that it is about; none stands for the whole handbook.
    pub part: Option<PartId>,
    /// Whether it comes before or after the lessons.
    pub when: When,
    /// What it asks, in order.
    pub items: Vec<ItemId>,
    /// What was answered, the last answer to each item, in the order of first answering.
    pub answers: Vec<TestAnswer>,
    /// The local day on which it was handed in, if it was.
    pub ended_on: Option<Day>,
}

/// An answer within a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestAnswer {
    /// The item.
    pub item: ItemId,
    /// What it meant at the time.
    pub meaning: u16,
    /// What the learner gave.
    pub response: Response,
    /// What it earned.
    pub outcome: Outcome,
    /// What the options were shuffled from.
    pub seed: Seed,
}

impl Sitting {
    /// A test that began with this event; none for other events.
    pub(super) fn begun(event: &Event) -> Option<Self> {
        let Event::TestBegan { sitting, part, when, items } = event else { return None };
        let (id, part, when, items) = (*sitting, *part, *when, items.clone());
        Some(Self { id, part, when, items, answers: Vec::new(), ended_on: None })
    }

    /// Adds what happened later. After the end nothing changes any more, and only what is asked can be answered.
    pub(super) fn go_on(&mut self, stamp: &Stamp, event: &Event) {
        if self.ended_on.is_some() {
            return;
        }
        match event {
            Event::TestAnswered { item, meaning, response, outcome, seed, .. } if self.items.contains(item) => {
                let (response, outcome, seed) = (response.clone(), *outcome, *seed);
                let answer = TestAnswer { item: *item, meaning: *meaning, response, outcome, seed };
                match self.answers.iter_mut().find(|it| it.item == *item) {
                    Some(before) => *before = answer,
                    None => self.answers.push(answer),
                }
            }
            Event::TestEnded { .. } => self.ended_on = Some(stamp.day),
            _ => {}
        }
    }

    /// The answer to an item, if there is one.
    pub fn answer(&self, item: ItemId) -> Option<&TestAnswer> {
        self.answers.iter().find(|it| it.item == item)
    }
}
