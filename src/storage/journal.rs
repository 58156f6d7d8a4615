//! The log of one profile, as one tab holds it: read once, then appended to and kept in step with other tabs.
//!
//! [`Journal::append`] writes before it returns and never fails: what can't be written is held in memory,
//! counted in [`Journal::unsaved`], and tried again at each later append. The first failure ends a round, so
//! that what is stored is always a beginning of what happened. Nothing unsaved is ever dropped, as it exists
//! nowhere else; its limit is the visit.
//!
//! What other tabs wrote is taken in by union ([`Log`]), whenever and in whatever order it comes to light:
//! [`Journal::take_in`] for one key, [`Journal::refresh`] for all. Nothing here waits or locks, but for
//! [`Journal::compact`], which one tab at a time may run.

mod compact;
mod import;
mod reading;

use super::event::{self, Read};
use super::key::{Key, KeyKind, is_of_log};
use super::log::Log;
use super::preferences::{PREFERENCES_KEY, Preferences};
use super::profiles::Profile;
use super::quarantine::Damage;
use super::raw::raw_record;
use super::store::{Store, StoreError};
use crate::engine::progress::{Day, Event, Progress, ReplicaId, Stamp, Stamped};
use crate::model::ProfileId;
pub(super) use import::COUNTER_MAX;
pub use import::Import;

/// Where the format of the whole record stands; absent, it is 1.
pub const FORMAT_KEY: &str = "kouprey.format";
/// Loose events above which they are put together.
pub const LOOSE_MAX: usize = 500;

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

/// An entry that is not stored, as it would be.
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
        match Key::parse(&self.key) {
            Some(key) if key.kind == KeyKind::Event => matches!(event::read_at(&key, &self.text), Read::Known(_)),
            found => found.is_some(),
        }
    }
}

/// What has come to light.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing that counts.
    Nothing,
    /// Events after all that were known, in order: they can be added to the progress.
    Added(Vec<Stamped>),
    /// Events among those known, or fewer of them: this is the progress now.
    Anew(Box<Progress>),
}

/// How much the record takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// Keys of ours, of all profiles.
    pub entries: usize,
    /// Letters of keys and texts as browsers count them, in units of 16 bits.
    pub units: usize,
    /// Events of this profile that are not put together.
    pub loose: usize,
}

/// The log of one profile in one tab.
#[derive(Debug)]
pub struct Journal<S: Store> {
    store: S,
    replica: ReplicaId,
    profile: ProfileId,
    /// The highest counter seen.
    counter: u64,
    keeping: Keeping,
    unsaved: Vec<Unsaved>,
    quarantined: Vec<Damage>,
    foreign_count: usize,
    log: Log,
    /// Keys of this profile that were looked at, sorted.
    known: Vec<String>,
    imports: Vec<Import>,
    /// Whether the store says that its format is ours.
    is_marked: bool,
}

impl<S: Store> Journal<S> {
    /// Reads a profile's whole record and adds it up.
    ///
    /// `replica` must be new at each opening. `keeping` is what the probe of the store found.
    pub fn open(store: S, replica: ReplicaId, profile: ProfileId, keeping: Keeping) -> (Self, Progress) {
        let mut journal = Self {
            store,
            replica,
            profile,
            counter: 0,
            keeping,
            unsaved: Vec::new(),
            quarantined: Vec::new(),
            foreign_count: 0,
            log: Log::default(),
            known: Vec::new(),
            imports: Vec::new(),
            is_marked: false,
        };
        let progress = journal.read_all();
        (journal, progress)
    }

    /// Goes over to another profile. What is unsaved of the one before stays so, and is tried again.
    pub fn turn_to(&mut self, profile: ProfileId) -> Progress {
        self.profile = profile;
        self.read_all()
    }

    /// Records a fact. It is written when this returns, or [`Self::keeping`] says why not.
    pub fn append(&mut self, event: Event, at_ms: i64, day: Day) -> Stamped {
        let counter = self.next_counter();
        let stamp = Stamp { counter, replica: self.replica, at_ms, day };
        let stamped = Stamped { stamp, event };
        let key = Key::of_event(self.profile, &stamp).text();
        self.remember(&key);
        self.unsaved.push(Unsaved { key, text: event::text_of(&stamped) });
        self.save_unsaved();
        self.log.insert(stamped.clone());
        stamped
    }

    /// A reset of all that is known here.
    pub fn reset(&self) -> Event {
        Event::RecordReset { seen: self.log.seen() }
    }

    /// Takes in what another tab wrote under one key.
    pub fn take_in(&mut self, key: &str) -> Change {
        match Key::parse(key) {
            Some(parsed) if parsed.profile != self.profile => Change::Nothing,
            // An import may have been taken back.
            Some(parsed) if parsed.kind == KeyKind::Import => self.refresh(),
            None if key != FORMAT_KEY => Change::Nothing,
            _ => {
                // Another tab has put the entry together with others: it is known and stands elsewhere now.
                if let Ok(place) = self.known.binary_search_by(|it| it.as_str().cmp(key))
                    && self.store.read(key) == Ok(None)
                {
                    self.known.remove(place);
                    return Change::Nothing;
                }
                self.add(vec![key.to_owned()]).0
            }
        }
    }

    /// Looks for whatever other tabs have done meanwhile.
    pub fn refresh(&mut self) -> Change {
        let Ok(keys) = self.store.keys() else { return Change::Nothing };
        let is_gone = |key: &String| !keys.contains(key);
        // An import that was taken back takes its events along; a segment only moves them.
        if self.imports.iter().any(|import| is_gone(&import.key) && !self.is_unsaved(&import.key)) {
            return Change::Anew(Box::new(self.read_all()));
        }
        if !self.log.events().is_empty() && !keys.iter().any(|key| is_of_log(key)) {
            self.hold_all();
            return Change::Nothing;
        }
        let (change, _) = self.add(keys);
        change
    }

    /// What the events add up to, from the first to the last.
    pub fn progress(&self) -> Progress {
        self.log.progress()
    }

    /// The name for a walk whose beginning is the next thing to be appended.
    pub fn next_name(&self) -> (ReplicaId, u64) {
        (self.replica, self.counter.saturating_add(1))
    }

    /// Takes note of a counter that another window has told of: whatever is appended from now on comes after it.
    pub fn witness(&mut self, counter: u64) {
        if counter <= COUNTER_MAX {
            self.counter = self.counter.max(counter);
        }
    }

    /// Whose record this is.
    pub fn profile(&self) -> ProfileId {
        self.profile
    }

    /// Whether work is kept.
    pub fn keeping(&self) -> Keeping {
        self.keeping
    }

    /// Entries that are not stored, the oldest first.
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

    /// Files that were read in and can be taken back, the oldest first.
    pub fn imports(&self) -> &[Import] {
        &self.imports
    }

    /// The store.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// How much the record takes.
    pub fn room(&self) -> Room {
        let mut room = Room::default();
        for key in self.store.keys().unwrap_or_default() {
            let text = self.store.read(&key).ok().flatten().unwrap_or_default();
            room.entries += 1;
            room.units += key.len() + text.encode_utf16().count();
            room.loose += usize::from(self.is_loose(&key));
        }
        room
    }

    /// Whether there are so many loose events that they should be put together.
    pub fn wants_compaction(&self) -> bool {
        LOOSE_MAX < self.known.iter().filter(|key| self.is_loose(key)).count()
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
        self.write_apart(PREFERENCES_KEY, &preferences.to_text());
        self.keeping
    }

    /// Stores a learner's name, colour and state, and says whether that worked.
    pub fn save_profile(&mut self, profile: &Profile) -> Keeping {
        self.write_apart(&profile.key(), &profile.to_text());
        self.keeping
    }

    /// Writes what isn't part of the log.
    fn write_apart(&mut self, key: &str, text: &str) {
        if self.keeping != Keeping::ReadOnly {
            match self.store.write(key, text) {
                // The write has shown that there is a way again.
                Ok(()) => self.save_unsaved(),
                Err(error) => self.keeping = Keeping::after(&error),
            }
        }
    }

    fn next_counter(&mut self) -> u64 {
        self.counter = self.counter.saturating_add(1);
        self.counter
    }

    fn is_loose(&self, key: &str) -> bool {
        Key::parse(key).is_some_and(|key| key.kind == KeyKind::Event && key.profile == self.profile)
    }

    fn is_unsaved(&self, key: &str) -> bool {
        self.unsaved.iter().any(|it| it.key == key)
    }

    fn remember(&mut self, key: &str) {
        if let Err(place) = self.known.binary_search_by(|it| it.as_str().cmp(key)) {
            self.known.insert(place, key.to_owned());
        }
    }

    /// The store was emptied while this tab was open: what it knows exists nowhere else now. It is written again
    /// with the next thing that the learner does, and can be downloaded until then.
    fn hold_all(&mut self) {
        self.known.clear();
        self.is_marked = false;
        self.unsaved.clear();
        for stamped in self.log.events() {
            let key = Key::of_event(self.profile, &stamped.stamp).text();
            self.unsaved.push(Unsaved { key: key.clone(), text: event::text_of(stamped) });
            self.known.push(key);
        }
        self.known.sort_unstable();
        if self.keeping == Keeping::Saved {
            self.keeping = Keeping::MemoryOnly;
        }
    }

    fn save_unsaved(&mut self) {
        if self.keeping == Keeping::ReadOnly {
            return;
        }
        // An older build must not take what it can read for all there is. If this fails, so will what follows.
        if !self.is_marked {
            self.is_marked = self.store.write(FORMAT_KEY, &event::FORMAT.to_string()).is_ok();
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
