//! Builders: items and scenarios in a few words each, written down or made up.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a builder that is given nonsense fails the test, as it should"
)]

use std::fmt::Debug;
use std::str::FromStr;

use proptest::prelude::*;

mod items;
mod scenarios;
mod walked;

pub use items::{ids, is_key, item, key_of, listed, options, random_item, random_response};
pub use scenarios::{
    Shape, choice, clock, guard, node, part, random_scenario, random_trail, scenario, task, the_seizure,
    the_waiting_room, trail,
};
pub use walked::{Walked, losses};

/// An id of whatever kind is asked for.
pub fn id<T>(text: &str) -> T
where
    T: FromStr,
    T::Err: Debug,
{
    text.parse().unwrap()
}

/// Chance, out of bytes that a property test draws and can shrink: without bytes every roll is 0.
#[derive(Debug)]
pub struct Dice(std::vec::IntoIter<u8>);

impl Dice {
    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % sides
    }

    /// One of the words.
    pub fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words[self.roll(words.len())]
    }
}

/// Dice that are thrown anew for every case of a property test.
pub fn dice() -> impl Strategy<Value = Dice> {
    proptest::collection::vec(any::<u8>(), 400).prop_map(|bytes| Dice(bytes.into_iter()))
}
