//! Reading a file in: a union that can be taken back.

use super::{Change, Journal, Unsaved};
use crate::model::ProfileId;
use crate::storage::event::{self, Read};
use crate::storage::key::{Key, KeyKind, Order};
use crate::storage::segment::{self, Header};
use crate::storage::store::Store;

/// The highest counter that a file may bring: a life's work is far below, and what comes after it must still fit.
pub const COUNTER_MAX: u64 = 4_000_000_000;

/// A file that was read in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Where its entries stand.
    pub key: String,
    /// How many they are.
    pub count: usize,
    /// Where they come from.
    pub header: Header,
}

impl<S: Store> Journal<S> {
    /// Adds those of these entries that are not there yet. They stand under a key of their own, so that
    /// [`Self::take_back`] can remove them.
    pub fn import(&mut self, entries: &[(Order, String)], header: Header) -> Change {
        let new: Vec<&str> =
            entries.iter().filter(|(order, _)| !self.log.holds(*order)).map(|(_, text)| text.as_str()).collect();
        if new.is_empty() {
            return Change::Nothing;
        }
        // Counters of the file come first, so that what is done from now on comes after it.
        self.counter = entries.iter().map(|((counter, _), _)| *counter).fold(self.counter, u64::max);
        let key = Key { kind: KeyKind::Import, profile: self.profile, order: (self.next_counter(), self.replica) };
        let unsaved = Unsaved { key: key.text(), text: segment::pack(&header, new.iter().copied()) };
        let mut events = Vec::new();
        self.read_entry(&unsaved.key, &unsaved.text, &mut events);
        self.remember(&unsaved.key);
        self.unsaved.push(unsaved);
        self.save_unsaved();
        self.change(events)
    }

    /// How many of these entries a profile does not hold yet.
    pub fn count_new(&self, profile: ProfileId, entries: &[(Order, String)]) -> usize {
        let held = self.entries_of(profile);
        let is_new = |order: &Order| held.binary_search_by_key(order, |(order, _)| *order).is_err();
        entries.iter().filter(|(order, _)| is_new(order)).count()
    }

    /// Takes a file back: its entries are removed, and nothing else.
    pub fn take_back(&mut self, key: &str) -> Change {
        self.unsaved.retain(|entry| entry.key != key);
        match self.store.remove(key) {
            Ok(()) => Change::Anew(Box::new(self.read_all())),
            Err(_) => Change::Nothing,
        }
    }

    /// Every entry of this profile with its place, each once and in order: for the file that can be read in.
    pub fn entries(&self) -> Vec<(Order, String)> {
        self.entries_of(self.profile)
    }

    fn entries_of(&self, profile: ProfileId) -> Vec<(Order, String)> {
        let mut found = Vec::new();
        let stored = self.store.keys().unwrap_or_default();
        let stored = stored.into_iter().filter_map(|key| {
            let text = self.store.read(&key).ok().flatten()?;
            Some((key, text))
        });
        let unsaved = self.unsaved.iter().map(|Unsaved { key, text }| (key.clone(), text.clone()));
        for (key, text) in stored.chain(unsaved) {
            match Key::parse(&key).filter(|key| key.profile == profile) {
                Some(key) if key.kind == KeyKind::Event => push(&mut found, event::read_at(&key, &text), text),
                Some(_) => {
                    for line in segment::unpack(&text).unwrap_or_default().lines {
                        push(&mut found, event::read(&line), line);
                    }
                }
                None => {}
            }
        }
        found.sort();
        found.dedup_by_key(|(order, _)| *order);
        found
    }
}

fn push(found: &mut Vec<(Order, String)>, read: Read, text: String) {
    if let Some(order) = read.order() {
        found.push((order, text));
    }
}
