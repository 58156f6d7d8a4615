//! Damaged entries: the bytes stay, a mark is made, the rest lives.

use kouprey::engine::grade::Outcome;
use kouprey::engine::progress::Stamped;
use kouprey::storage::{FORMAT_KEY, Fault, Keeping, MARKS_MAX, MemoryStore, QUARANTINE_KEY};
use serde_json::Value;

use super::support::{Tab, answered, key_of, replica, stamp, store_with};

const BROKEN_KEY: &str = "kouprey.event.brokenxx.0000000005";
const BROKEN_TEXT: &str = "{\"format\":1,\"profile\":";

fn answer(counter: u64) -> Stamped {
    Stamped { stamp: stamp(counter, replica(7)), event: answered("inv-05", Outcome::Correct) }
}

/// Two answers, and a damaged entry between them.
fn store() -> MemoryStore {
    let mut entries = store_with(&[answer(1), answer(9)]).entries();
    entries.insert(BROKEN_KEY.to_owned(), BROKEN_TEXT.to_owned());
    MemoryStore::with_entries(entries)
}

fn marked_keys(store: &MemoryStore) -> Vec<String> {
    let marks: Value = serde_json::from_str(&store.entries()[QUARANTINE_KEY]).unwrap();
    marks.as_array().unwrap().iter().map(|mark| mark["key"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_damaged_entry_is_marked_where_it_stands_and_the_rest_lives() {
    let store = store();
    let mut tab = Tab::open(&store, 1);
    assert_eq!(tab.progress.counts().attempts, 2);
    assert_eq!(store.entries()[BROKEN_KEY], BROKEN_TEXT);
    assert_eq!(marked_keys(&store), [BROKEN_KEY]);
    assert_eq!(tab.journal.quarantined().len(), 1);
    assert!(!tab.journal.quarantined()[0].why.is_empty());
    tab.record(answer(0).event);
    assert_eq!(tab.journal.keeping(), Keeping::Saved);
    assert_eq!(store.entries()[BROKEN_KEY], BROKEN_TEXT);
}

#[test]
fn marks_are_written_once() {
    let store = store();
    Tab::open(&store, 1);
    store.fail_writes(Fault::Full, 0, 0);
    Tab::open(&store, 2);
    assert_eq!(store.writes_count(), 0);
}

#[test]
fn a_mark_goes_when_the_entry_can_be_read_again_or_is_gone() {
    let store = store();
    Tab::open(&store, 1);
    let mut entries = store.entries();
    entries.remove(BROKEN_KEY);
    let mended = MemoryStore::with_entries(entries);
    let tab = Tab::open(&mended, 2);
    assert!(tab.journal.quarantined().is_empty());
    assert_eq!(mended.entries().get(QUARANTINE_KEY), None);
}

#[test]
fn a_mark_that_can_not_be_written_lives_in_memory() {
    let store = store();
    let before = store.entries();
    store.fail_writes(Fault::Full, 0, usize::MAX);
    let tab = Tab::open(&store, 1);
    assert_eq!(tab.journal.quarantined().len(), 1);
    assert_eq!(store.entries(), before);
}

#[test]
fn bytes_under_a_key_of_this_replica_are_not_written_over() {
    let key = key_of(&stamp(1, replica(1)));
    let store = MemoryStore::with_entries([(key.clone(), BROKEN_TEXT.to_owned())]);
    let stamped = Tab::open(&store, 1).record(answer(0).event);
    assert_eq!(stamped.stamp.counter, 2);
    assert_eq!(store.entries()[&key], BROKEN_TEXT);
}

#[test]
fn a_damaged_entry_of_somebody_else_does_not_run_the_counter_out() {
    let key = key_of(&stamp(9_999_999_999, replica(7)));
    let store = MemoryStore::with_entries([(key, BROKEN_TEXT.to_owned())]);
    let mut tab = Tab::open(&store, 1);
    tab.record(answer(0).event);
    assert_eq!(tab.journal.keeping(), Keeping::Saved);
}

#[test]
fn damaged_marks_are_made_anew() {
    let mut entries = store().entries();
    entries.insert(QUARANTINE_KEY.to_owned(), "[{\"key\":".to_owned());
    let store = MemoryStore::with_entries(entries);
    Tab::open(&store, 1);
    assert_eq!(marked_keys(&store), [BROKEN_KEY]);
}

#[test]
fn a_damaged_format_is_marked_and_the_record_stays_open() {
    for text in ["", "one", "-1", "1.5", "{\"format\":1}"] {
        let store = MemoryStore::with_entries([(FORMAT_KEY.to_owned(), text.to_owned())]);
        let tab = Tab::open(&store, 1);
        assert_eq!(tab.journal.keeping(), Keeping::Saved, "{text}");
        assert_eq!(marked_keys(&store), [FORMAT_KEY], "{text}");
        assert_eq!(store.entries()[FORMAT_KEY], text);
    }
}

#[test]
fn the_list_of_marks_is_limited_and_all_damage_is_known() {
    let count = MARKS_MAX + 50;
    let mut entries: Vec<(String, String)> =
        (0..count).map(|number| (format!("kouprey.event.broken{number:04}"), "?".to_owned())).collect();
    // A key too long to be worth repeating.
    entries.push((format!("kouprey.event.{}", "a".repeat(100_000)), "?".to_owned()));
    let store = MemoryStore::with_entries(entries);
    let tab = Tab::open(&store, 1);
    assert_eq!(tab.journal.quarantined().len(), count + 1);
    assert_eq!(marked_keys(&store).len(), MARKS_MAX);
    assert!(store.entries()[QUARANTINE_KEY].len() < 50_000);
}

#[test]
fn markup_in_an_entry_is_carried_as_text() {
    let key = "kouprey.event.<img src=x onerror=alert(1)>";
    let store = MemoryStore::with_entries([(key.to_owned(), "<script>".to_owned())]);
    Tab::open(&store, 1);
    assert_eq!(marked_keys(&store), [key]);
}
