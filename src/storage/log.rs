//! The events of one profile as a set.
//!
//! Two logs meet by union: it doesn't matter in which order they meet, nor how often. Where two entries claim the
//! same place, which only a file edited by hand can bring about, the one whose text comes first holds.

use super::event::text_of;
use super::key::Order;
use crate::engine::progress::{Event, Progress, SEEN_MAX, Seen, Stamped};

/// Where an event came to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It was there already.
    Known,
    /// After all others: the progress can be carried on from where it stood.
    Last,
    /// Among others: the progress must be added up anew.
    Among,
}

/// Events in the order of their stamps, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log(Vec<Stamped>);

impl Log {
    /// The log of these events.
    pub fn new(mut events: Vec<Stamped>) -> Self {
        events.sort_by_key(|stamped| stamped.stamp.order());
        let mut log = Self(Vec::with_capacity(events.len()));
        for stamped in events {
            log.insert(stamped);
        }
        log
    }

    /// Takes an event in.
    pub fn insert(&mut self, stamped: Stamped) -> Place {
        let order = stamped.stamp.order();
        if self.0.last().is_none_or(|last| last.stamp.order() < order) {
            // What was done before a reset that comes to light later may count again.
            let is_reset = matches!(stamped.event, Event::RecordReset { .. });
            self.0.push(stamped);
            return if is_reset { Place::Among } else { Place::Last };
        }
        match self.find(order) {
            Err(place) => {
                self.0.insert(place, stamped);
                Place::Among
            }
            Ok(place) => match self.0.get_mut(place) {
                Some(held) if *held != stamped && text_of(&stamped) < text_of(held) => {
                    *held = stamped;
                    Place::Among
                }
                _ => Place::Known,
            },
        }
    }

    /// Whether an event has this place.
    pub fn holds(&self, order: Order) -> bool {
        self.find(order).is_ok()
    }

    /// The events in order.
    pub fn events(&self) -> &[Stamped] {
        &self.0
    }

    /// What they add up to.
    pub fn progress(&self) -> Progress {
        Progress::from_sorted(&self.0)
    }

    /// What a reset has before its eyes now; none if that is more than a reset can name.
    pub fn seen(&self) -> Option<Seen> {
        let mut seen = Seen::new();
        for stamped in &self.0 {
            let (counter, replica) = stamped.stamp.order();
            match seen.iter_mut().find(|(it, _)| *it == replica) {
                Some((_, highest)) => *highest = counter.max(*highest),
                None => seen.push((replica, counter)),
            }
        }
        (seen.len() <= SEEN_MAX).then_some(seen)
    }

    fn find(&self, order: Order) -> Result<usize, usize> {
        self.0.binary_search_by_key(&order, |stamped| stamped.stamp.order())
    }
}
