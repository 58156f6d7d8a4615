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

use super::event::{self, Read};
use super::key::{Key, KeyKind, is_of_log};
use super::log::{Log, Place};
use super::preferences::{PREFERENCES_KEY, Preferences};
use super::profiles::Profile;
use super::quarantine::{Damage, QUARANTINE_KEY, marks};
use super::raw::raw_record;
use super::segment;
use super::store::{Store, StoreError};
use crate::engine::progress::{Day, Event, PlaythroughId, Progress, ReplicaId, Stamp, Stamped};
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
            _ => self.add(vec![key.to_owned()]).0,
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
    pub fn next_playthrough(&self) -> PlaythroughId {
        PlaythroughId { replica: self.replica, counter: self.counter.saturating_add(1) }
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

    /// Forgets everything but what is unsaved, and reads.
    fn read_all(&mut self) -> Progress {
        (self.log, self.known) = (Log::default(), Vec::new());
        self.is_marked = false;
        self.quarantined.clear();
        self.imports.clear();
        self.foreign_count = 0;
        match self.store.keys() {
            Ok(keys) => {
                // What another tab puts together while this reads is found under its new key.
                let mut keys = keys;
                for _ in 0..8 {
                    let (_, has_vanished) = self.add(keys);
                    if !has_vanished {
                        break;
                    }
                    keys = self.store.keys().unwrap_or_default();
                }
            }
            Err(error) => self.keeping = Keeping::after(&error),
        }
        for Unsaved { key, text } in self.unsaved.clone() {
            if Key::parse(&key).is_some_and(|key| key.profile == self.profile) {
                self.read_entry(&key, &text, &mut Vec::new());
            }
        }
        self.mark_damage();
        self.progress()
    }

    /// Takes in what stands under those of these keys that are new; says too whether one of them had gone.
    fn add(&mut self, keys: Vec<String>) -> (Change, bool) {
        let mut new: Vec<String> = keys.into_iter().filter(|key| self.known.binary_search(key).is_err()).collect();
        new.retain(|key| *key == FORMAT_KEY || is_of_log(key));
        let (mut added, mut has_vanished, mut found) = (Vec::new(), false, Vec::new());
        let damaged_before = self.quarantined.len();
        for key in new {
            match self.store.read(&key) {
                Ok(Some(text)) => self.read_entry(&key, &text, &mut added),
                Ok(None) => {
                    has_vanished = true;
                    continue;
                }
                Err(error) => self.put_aside(&key, error.to_string()),
            }
            if key != FORMAT_KEY {
                found.push(key);
            }
        }
        self.known.append(&mut found);
        self.known.sort_unstable();
        if self.quarantined.len() != damaged_before {
            self.mark_damage();
        }
        (self.change(added), has_vanished)
    }

    /// Puts events into the log.
    fn change(&mut self, mut added: Vec<Stamped>) -> Change {
        if self.log.events().is_empty() {
            let is_empty = added.is_empty();
            self.log = Log::new(added);
            return if is_empty { Change::Nothing } else { Change::Anew(Box::new(self.progress())) };
        }
        added.sort_by_key(|stamped| stamped.stamp.order());
        let (mut new, mut is_anew) = (Vec::new(), false);
        for stamped in added {
            match self.log.insert(stamped.clone()) {
                Place::Known => {}
                Place::Last => new.push(stamped),
                Place::Among => is_anew = true,
            }
        }
        if is_anew {
            Change::Anew(Box::new(self.progress()))
        } else if new.is_empty() {
            Change::Nothing
        } else {
            Change::Added(new)
        }
    }

    fn read_entry(&mut self, key: &str, text: &str, events: &mut Vec<Stamped>) {
        match Key::parse(key) {
            None if key == FORMAT_KEY => self.read_format(text),
            None => self.put_aside(key, "the key is not one of the record".to_owned()),
            Some(parsed) if parsed.profile != self.profile => {}
            Some(parsed) => {
                // The counter of a damaged entry can't be trusted, but bytes under a key of ours must not be
                // written over.
                if parsed.order.1 == self.replica {
                    self.counter = self.counter.max(parsed.order.0);
                }
                match parsed.kind {
                    KeyKind::Event => {
                        let found = event::read_at(&parsed, text);
                        self.take(key, found, events);
                    }
                    KeyKind::Segment | KeyKind::Import => self.read_segment(key, &parsed, text, events),
                }
            }
        }
    }

    fn read_segment(&mut self, key: &str, parsed: &Key, text: &str, events: &mut Vec<Stamped>) {
        let Some(found) = segment::unpack(text) else {
            return self.put_aside(key, "not entries put together".to_owned());
        };
        if found.is_newer {
            self.foreign_count += 1;
            self.keeping = Keeping::ReadOnly;
            return;
        }
        self.counter = self.counter.max(parsed.order.0);
        for _ in 0..found.broken {
            self.put_aside(key, "an entry is missing or broken".to_owned());
        }
        if parsed.kind == KeyKind::Import {
            self.imports.push(Import { key: key.to_owned(), count: found.lines.len(), header: found.header });
        }
        for line in found.lines {
            let read = event::read(&line);
            self.take(key, read, events);
        }
    }

    /// Takes in one entry as it was read.
    fn take(&mut self, key: &str, read: Read, events: &mut Vec<Stamped>) {
        if let Some((counter, _)) = read.order() {
            self.counter = self.counter.max(counter);
        }
        match read {
            Read::Known(stamped) => events.push(stamped),
            Read::Foreign { newer, .. } => {
                self.foreign_count += 1;
                if newer {
                    self.keeping = Keeping::ReadOnly;
                }
            }
            Read::Damaged { why } => self.put_aside(key, why.to_owned()),
        }
    }

    fn read_format(&mut self, text: &str) {
        match text.trim().parse::<u32>() {
            Ok(format) if event::FORMAT < format => self.keeping = Keeping::ReadOnly,
            Ok(format) => self.is_marked = format == event::FORMAT,
            // Each event names its own format too, so a damaged number hides no newer one.
            // Nor is it written over.
            Err(_) if self.is_marked => {}
            Err(_) => {
                self.is_marked = true;
                self.put_aside(FORMAT_KEY, "not the number of a format".to_owned());
            }
        }
    }

    /// Remembers damage in the order of the keys: stores give them in any.
    fn put_aside(&mut self, key: &str, why: String) {
        let place = self.quarantined.partition_point(|damage| damage.key.as_str() < key);
        self.quarantined.insert(place, Damage { key: key.to_owned(), why });
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
