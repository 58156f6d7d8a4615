//! Laws of the record that hold for whatever is in it.

use std::collections::BTreeMap;

use kouprey::engine::progress::{Progress, Stamped};
use kouprey::storage::event::{Read, text_of};
use kouprey::storage::key::{Key, first_profile};
use kouprey::storage::{FORMAT_KEY, Keeping, MemoryStore, Preferences, QUARANTINE_KEY, Store};
use proptest::collection::vec;
use proptest::prelude::*;

use super::support::{AT, Tab, any_event, any_record, any_stamped, found_later, key_of, read, store_with};

/// Any key, and often one of ours.
fn any_key() -> impl Strategy<Value = String> {
    prop_oneof![
        ".*",
        "kouprey\\..{0,20}",
        "kouprey\\.event\\.[a-z0-9]{8}\\.[0-9]{10}",
        "kouprey\\.(event|segment|import)\\.(main|sokha)\\.[0-2]0000000\\.000000000[0-9]",
        "kouprey\\.event\\.[0-2]0000000\\.000000000[0-9]",
        "kouprey\\.(format|quarantine|preferences|probe)",
    ]
}

/// Any text, and often one that is nearly an entry.
fn any_text() -> impl Strategy<Value = String> {
    let entry = any_stamped(9).prop_map(|stamped| text_of(&stamped));
    let spoilt = (any_stamped(9), any::<prop::sample::Index>(), any::<char>()).prop_map(|(stamped, place, new)| {
        let mut letters: Vec<char> = text_of(&stamped).chars().collect();
        let place = place.index(letters.len());
        letters[place] = new;
        letters.into_iter().collect::<String>()
    });
    prop_oneof![".*", "[{}\\[\\]\",:0-9a-z]{0,60}", "[0-9]{1,12}", entry, spoilt]
}

/// A set of entries that stand under their own keys, some spoilt.
fn any_entries() -> impl Strategy<Value = BTreeMap<String, String>> {
    let placed = any_stamped(9).prop_map(|stamped| (key_of(&stamped.stamp), text_of(&stamped)));
    vec(prop_oneof![(any_key(), any_text()), placed], 0..25).prop_map(|entries| entries.into_iter().collect())
}

/// A store that gives its keys in another order.
struct Backwards(MemoryStore);

impl Store for Backwards {
    fn keys(&self) -> Result<Vec<String>, kouprey::storage::StoreError> {
        self.0.keys().map(|keys| keys.into_iter().rev().collect())
    }
    fn read(&self, key: &str) -> Result<Option<String>, kouprey::storage::StoreError> {
        self.0.read(key)
    }
    fn write(&self, key: &str, text: &str) -> Result<(), kouprey::storage::StoreError> {
        self.0.write(key, text)
    }
    fn remove(&self, key: &str) -> Result<(), kouprey::storage::StoreError> {
        self.0.remove(key)
    }
}

proptest! {
    #[test]
    fn an_event_reads_back_as_it_was(stamped in any_stamped(9_999_999_999)) {
        let text = text_of(&stamped);
        prop_assert_eq!(read(&key_of(&stamped.stamp), &text), Read::Known(stamped));
    }

    #[test]
    fn reading_any_key_and_any_text_ends_well(key in any_key(), text in any_text()) {
        if let Read::Known(stamped) = read(&key, &text) {
            let order = Key::parse(&key).map(|key| key.order);
            prop_assert_eq!(order, Some(stamped.stamp.order()));
        }
        let _ = Preferences::from_text(&text);
    }

    #[test]
    fn progress_does_not_depend_on_the_order_of_the_events(
        (record, shuffled) in any_record().prop_flat_map(|record| {
            (Just(record.clone()), Just(record).prop_shuffle())
        })
    ) {
        prop_assert_eq!(Progress::from_events(record), Progress::from_events(shuffled));
    }

    #[test]
    fn an_event_that_comes_twice_counts_once(record in any_record()) {
        let twice: Vec<Stamped> = record.iter().chain(&record).cloned().collect();
        prop_assert_eq!(Progress::from_events(record), Progress::from_events(twice));
    }

    #[test]
    fn progress_does_not_depend_on_the_order_of_the_keys(record in any_record()) {
        let store = store_with(&record);
        let replica = super::support::replica(9);
        let (_, backwards) = kouprey::storage::Journal::open(Backwards(store.clone()), replica, first_profile(), Keeping::Saved);
        let forwards = Tab::open(&store, 9).progress;
        prop_assert_eq!(&backwards, &forwards);
        prop_assert_eq!(backwards, Progress::from_events(record));
    }

    #[test]
    fn what_was_recorded_is_found_later(events in vec(any_event(), 0..30)) {
        let store = MemoryStore::default();
        let mut tab = Tab::open(&store, 1);
        for event in events {
            tab.record(event);
        }
        prop_assert_eq!(tab.journal.keeping(), Keeping::Saved);
        prop_assert_eq!(found_later(&store), tab.progress);
    }

    #[test]
    fn whatever_is_in_the_store_gives_a_state_to_work_in(entries in any_entries(), events in vec(any_event(), 1..4)) {
        let store = MemoryStore::with_entries(entries.clone());
        let mut tab = Tab::open(&store, 1);
        for event in events {
            tab.record(event);
        }
        let raw: serde_json::Value = serde_json::from_str(&tab.journal.raw_record(AT)).unwrap();
        prop_assert!(raw["entries"].is_object());
        // No byte that was there has changed, but for the marks.
        let now = store.entries();
        let is_mark = |key: &str, text: &str| key == QUARANTINE_KEY || key == FORMAT_KEY && text.trim().parse::<u32>().is_ok();
        for (key, text) in entries.iter().filter(|(key, text)| !is_mark(key, text)) {
            prop_assert_eq!(now.get(key), Some(text));
        }
        match tab.journal.keeping() {
            Keeping::Saved => prop_assert_eq!(found_later(&store), tab.progress),
            Keeping::ReadOnly => prop_assert_eq!(now, entries),
            Keeping::MemoryOnly | Keeping::Full => prop_assert!(!tab.journal.unsaved().is_empty()),
        }
    }
}
