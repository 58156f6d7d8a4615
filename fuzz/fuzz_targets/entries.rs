//! Whatever stands in the storage gives a record to work with, and no byte of it is changed.
#![no_main]

use kouprey::engine::progress::{Event, ReplicaId};
use kouprey::storage::key::first_profile;
use kouprey::storage::{FORMAT_KEY, Journal, Keeping, MemoryStore, QUARANTINE_KEY};
use libfuzzer_sys::fuzz_target;

const KEYS: [&str; 6] = [
    "kouprey.event.00000001.0000000001",
    "kouprey.event.main.00000001.0000000002",
    "kouprey.segment.main.00000001.0000000003",
    "kouprey.import.main.00000001.0000000004",
    "kouprey.preferences",
    "kouprey.format",
];

fuzz_target!(|texts: [&str; 6]| {
    let entries = KEYS.iter().zip(texts).map(|(key, text)| ((*key).to_owned(), text.to_owned()));
    let store = MemoryStore::with_entries(entries);
    let before = store.entries();
    let (mut journal, _) =
        Journal::open(store.clone(), ReplicaId::from_random(7), first_profile(), Keeping::Saved);
    let _ = journal.preferences();
    let day = "2026-11-21".parse().unwrap_or_else(|_| unreachable!());
    journal.append(Event::RecordExported, 0, day);
    for (key, text) in before {
        if key != FORMAT_KEY && key != QUARANTINE_KEY {
            assert_eq!(store.entries().get(&key), Some(&text));
        }
    }
});
