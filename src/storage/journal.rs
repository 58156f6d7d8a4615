//! The log of one tab: read once, then appended to.
//!
//! [`Journal::append`] writes before it returns and never fails: what can't be written is held in memory,
//! counted in [`Journal::unsaved`], and tried again at each later append. The first failure ends a round, so
//! that what is stored is always a beginning of what happened. Nothing unsaved is ever dropped, as it exists
//! nowhere else; its limit is the visit.

use super::event::{self, Read};
use super::preferences::{PREFERENCES_KEY, Preferences};
use super::quarantine::{Damage, QUARANTINE_KEY, marks};
use super::raw::raw_record;
use super::store::{Store, StoreError};
use crate::engine::progress::{Day, Event, PlaythroughId, Progress, ReplicaId, Stamp, Stamped};

/// Where the format of the whole record stands; absent, it is 1.
pub const FORMAT_KEY: &str = "kouprey.format";

/// Whether work is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// Everything is stored.
    Saved,
    /// The store refuses: work is kept in memory, for this visit.
    MemoryOnly,
    /// A newer build wrote the record: it is shown and not written to. Work is kept in memory.
    ReadOnly,
    /// There is no room: work is kept in memory, and stored as soon as there is.
    Full,
}

impl Keeping {
    /// The value of `data-storage`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::MemoryOnly => "memory-only",
            Self::ReadOnly => "read-only",
            Self::Full => "full",
        }
    }

    /// How work is kept after a write has failed.
    pub fn after(error: &StoreError) -> Self {
        match error {
            StoreError::Full { .. } => Self::Full,
            StoreError::Denied | StoreError::Failed { .. } => Self::MemoryOnly,
        }
    }
}

/// An event that is not stored, as it would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsaved {
    /// Its key.
    pub key: String,
    /// Its text.
    pub text: String,
}

impl Unsaved {
    /// Whether it could be read back; what can't be is never called saved.
    fn can_be_read(&self) -> bool {
        matches!(event::read(&self.key, &self.text), Read::Known(_))
    }
}

/// The log of one tab.
#[derive(Debug)]
pub struct Journal<S: Store> {
    store: S,
    replica: ReplicaId,
    /// The highest counter seen.
    counter: u64,
    keeping: Keeping,
    unsaved: Vec<Unsaved>,
    quarantined: Vec<Damage>,
    foreign_count: usize,
}

impl<S: Store> Journal<S> {
    /// Reads the whole record and adds it up.
    ///
    /// `replica` must be new at each opening. `keeping` is what the probe of the store found.
    pub fn open(store: S, replica: ReplicaId, keeping: Keeping) -> (Self, Progress) {
        let (unsaved, quarantined) = (Vec::new(), Vec::new());
        let mut journal = Self { store, replica, counter: 0, keeping, unsaved, quarantined, foreign_count: 0 };
        let mut events = Vec::new();
        match journal.store.keys() {
            Ok(keys) => {
                for key in keys {
                    journal.take_in(key, &mut events);
                }
            }
            Err(error) => journal.keeping = Keeping::after(&error),
        }
        journal.mark_damage();
        (journal, Progress::from_events(events))
    }

    /// Records a fact. It is written when this returns, or [`Self::keeping`] says why not.
    pub fn append(&mut self, event: Event, at_ms: i64, day: Day) -> Stamped {
        self.counter = self.counter.saturating_add(1);
        let stamp = Stamp { counter: self.counter, replica: self.replica, at_ms, day };
        let stamped = Stamped { stamp, event };
        self.unsaved.push(Unsaved { key: event::key_of(&stamp), text: event::text_of(&stamped) });
        self.save_unsaved();
        stamped
    }

    /// The name for a walk whose beginning is the next thing to be appended.
    pub fn next_playthrough(&self) -> PlaythroughId {
        PlaythroughId { replica: self.replica, counter: self.counter.saturating_add(1) }
    }

    /// Whether work is kept.
    pub fn keeping(&self) -> Keeping {
        self.keeping
    }

    /// Events that are not stored, the oldest first.
    pub fn unsaved(&self) -> &[Unsaved] {
        &self.unsaved
    }

    /// Entries that could not be read, in the order of their keys.
    pub fn quarantined(&self) -> &[Damage] {
        &self.quarantined
    }

    /// How many entries are carried along for other builds.
    pub fn foreign_count(&self) -> usize {
        self.foreign_count
    }

    /// The whole record as a readable JSON file, each entry exactly as stored.
    pub fn raw_record(&self, at_ms: i64) -> String {
        raw_record(&self.store, &self.unsaved, at_ms)
    }

    /// The learner's wishes as stored.
    pub fn preferences(&self) -> Preferences {
        Preferences::load(&self.store)
    }

    /// Stores the learner's wishes, and says whether that worked.
    ///
    /// They are the learner's at once in any case: whoever shows them holds them in memory.
    pub fn save_preferences(&mut self, preferences: &Preferences) -> Keeping {
        if self.keeping != Keeping::ReadOnly {
            match self.store.write(PREFERENCES_KEY, &preferences.to_text()) {
                // The write has shown that there is a way again.
                Ok(()) => self.save_unsaved(),
                Err(error) => self.keeping = Keeping::after(&error),
            }
        }
        self.keeping
    }

    fn take_in(&mut self, key: String, events: &mut Vec<Stamped>) {
        let is_event = key.starts_with(event::EVENT_PREFIX);
        if !is_event && key != FORMAT_KEY {
            return;
        }
        match self.store.read(&key) {
            Ok(Some(text)) if is_event => self.take_in_event(key, &text, events),
            Ok(Some(text)) => self.take_in_format(key, &text),
            // Another tab took it away in between.
            Ok(None) => {}
            Err(error) => self.put_aside(key, error.to_string()),
        }
    }

    fn take_in_event(&mut self, key: String, text: &str, events: &mut Vec<Stamped>) {
        let order = event::order_of(&key);
        match event::read(&key, text) {
            Read::Known(stamped) => events.push(stamped),
            Read::Foreign { newer } => {
                self.foreign_count += 1;
                if newer {
                    self.keeping = Keeping::ReadOnly;
                }
            }
            Read::Damaged { why } => {
                self.put_aside(key, why.to_owned());
                // Its counter can't be trusted, but bytes under a key of ours must not be written over.
                if order.is_none_or(|(_, replica)| replica != self.replica) {
                    return;
                }
            }
        }
        if let Some((counter, _)) = order {
            self.counter = self.counter.max(counter);
        }
    }

    fn take_in_format(&mut self, key: String, text: &str) {
        match text.trim().parse::<u32>() {
            Ok(format) if event::FORMAT < format => self.keeping = Keeping::ReadOnly,
            Ok(_) => {}
            // Each event names its own format too, so a damaged number hides no newer one.
            Err(_) => self.put_aside(key, "not the number of a format".to_owned()),
        }
    }

    /// Remembers damage in the order of the keys: stores give them in any.
    fn put_aside(&mut self, key: String, why: String) {
        let place = self.quarantined.partition_point(|damage| damage.key < key);
        self.quarantined.insert(place, Damage { key, why });
    }

    fn mark_damage(&mut self) {
        if self.keeping == Keeping::ReadOnly {
            return;
        }
        let wanted = marks(&self.quarantined);
        let found = self.store.read(QUARANTINE_KEY).ok().flatten();
        if wanted == found {
            return;
        }
        // A mark that can't be written stays in memory. No work is lost by that, so it changes nothing else.
        let _ = match wanted {
            Some(marks) => self.store.write(QUARANTINE_KEY, &marks),
            None => self.store.remove(QUARANTINE_KEY),
        };
    }

    fn save_unsaved(&mut self) {
        if self.keeping == Keeping::ReadOnly {
            return;
        }
        let store = &self.store;
        let mut failure = None;
        self.unsaved.retain(|entry| {
            // An entry that could not be read back would block the others for ever, so it steps aside.
            if failure.is_some() || !entry.can_be_read() {
                return true;
            }
            failure = store.write(&entry.key, &entry.text).err();
            failure.is_some()
        });
        self.keeping = match failure {
            Some(error) => Keeping::after(&error),
            None if self.unsaved.is_empty() => Keeping::Saved,
            None => Keeping::MemoryOnly,
        };
    }
}
