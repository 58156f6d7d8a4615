//! How long somebody worked: an estimate from the instants of what they did.
//!
//! Between two things that one tab recorded, the time counts in full if it is at most [`PAUSE_MS`], and as that
//! much if it is longer: the reader may have been thinking, and may have been away. A clock that goes back adds
//! nothing, one that jumps ahead adds one pause. Tabs are measured apart, because their events lie between one
//! another in the order of the record.

use super::history::drop_oldest;
use super::stamp::{Day, ReplicaId, Stamp};

/// The longest time between two events that counts as work: four minutes, which is what a section of 250 words
/// and an item take together.
pub const PAUSE_MS: i64 = 4 * 60_000;
/// Days that are told apart.
pub const EFFORT_DAYS_MAX: usize = 60;
/// Tabs whose last instant is remembered.
const REPLICAS_MAX: usize = 16;

/// How long somebody worked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    total_ms: u64,
    /// Sorted by day.
    by_day: Vec<(Day, u64)>,
    /// The last instant of each tab, the tab that was heard of last at the end.
    last: Vec<(ReplicaId, i64)>,
}

impl Effort {
    /// Adds the time since the same tab's last event.
    pub(super) fn add(&mut self, stamp: &Stamp) {
        let place = self.last.iter().position(|(replica, _)| *replica == stamp.replica);
        let before = place.map(|place| self.last.remove(place).1);
        self.last.push((stamp.replica, stamp.at_ms));
        drop_oldest(&mut self.last, REPLICAS_MAX);
        let spent = before.map_or(0, |before| stamp.at_ms.saturating_sub(before).clamp(0, PAUSE_MS)).unsigned_abs();
        self.total_ms = self.total_ms.saturating_add(spent);
        match self.by_day.binary_search_by_key(&stamp.day, |(day, _)| *day) {
            Ok(place) => {
                if let Some((_, sum)) = self.by_day.get_mut(place) {
                    *sum = sum.saturating_add(spent);
                }
            }
            Err(place) => {
                self.by_day.insert(place, (stamp.day, spent));
                drop_oldest(&mut self.by_day, EFFORT_DAYS_MAX);
            }
        }
    }

    pub(super) fn total_ms(&self) -> u64 {
        self.total_ms
    }

    pub(super) fn by_day(&self) -> &[(Day, u64)] {
        &self.by_day
    }

    pub(super) fn last_at_ms(&self) -> Option<i64> {
        self.last.last().map(|(_, at_ms)| *at_ms)
    }
}
