//! As SQLite does for memory: fail the first write, then the second, until none is left to fail.

use kouprey::engine::progress::Stamped;
use kouprey::storage::event::text_of;
use kouprey::storage::{Fault, Keeping, MemoryStore};
use serde_json::Value;

use super::support::{AT, Tab, found_later, key_of, work};

/// A store whose first opening writes a mark, so that this write is in the sweep too.
fn store_with_damage() -> MemoryStore {
    MemoryStore::with_entries([("kouprey.event.brokenxx.0000000005".to_owned(), "{".to_owned())])
}

/// Every event is stored, or in the raw record among what is not.
#[track_caller]
fn assert_nothing_lost(tab: &Tab, store: &MemoryStore, done: &[Stamped], place: &str) {
    let raw: Value = serde_json::from_str(&tab.journal.raw_record(AT)).unwrap();
    for stamped in done {
        let (key, text) = (key_of(&stamped.stamp), text_of(stamped));
        let is_stored = store.entries().get(&key) == Some(&text);
        let is_unsaved = raw["unsaved"].get(&key).and_then(Value::as_str) == Some(text.as_str());
        assert!(is_stored != is_unsaved, "{place}: {key} is stored: {is_stored}, unsaved: {is_unsaved}");
        if is_stored {
            assert_eq!(raw["entries"][&key], text.as_str(), "{place}");
        }
    }
    if tab.journal.keeping() == Keeping::Saved {
        assert_eq!(found_later(store), tab.progress, "{place}: acknowledged, yet not there later");
    } else {
        assert!(!tab.journal.unsaved().is_empty(), "{place}: a failure was said, yet nothing waits");
    }
}

/// Lets the writes `first..first + count` fail. Answers whether one did.
fn sweep(fault: Fault, first: usize, count: usize) -> bool {
    let place = format!("{fault:?} from write {first} on, {count} times");
    let store = store_with_damage();
    store.fail_writes(fault, first, count);
    let mut tab = Tab::open(&store, 1);
    assert_eq!(tab.journal.quarantined().len(), 1, "{place}");
    let mut done = Vec::new();
    for event in work() {
        done.push(tab.record(event));
        assert_nothing_lost(&tab, &store, &done, &place);
    }
    let has_fired = store.has_fault_fired();
    // Once the store works again, the next event brings everything in.
    store.mend();
    done.push(tab.record(work().remove(0)));
    assert_eq!(tab.journal.keeping(), Keeping::Saved, "{place}");
    assert_nothing_lost(&tab, &store, &done, &place);
    has_fired
}

#[track_caller]
fn sweep_until_nothing_fails(fault: Fault, count: usize) {
    for first in 0.. {
        if !sweep(fault, first, count) {
            // The mark on the damage, the mark of the format and each event were tried.
            assert_eq!(first, 2 + work().len());
            return;
        }
    }
}

#[test]
fn one_write_that_finds_no_room_loses_nothing() {
    sweep_until_nothing_fails(Fault::Full, 1);
}

#[test]
fn one_write_that_is_denied_loses_nothing() {
    sweep_until_nothing_fails(Fault::Denied, 1);
}

#[test]
fn a_store_that_is_full_from_some_write_on_loses_nothing() {
    sweep_until_nothing_fails(Fault::Full, usize::MAX);
}

#[test]
fn a_store_that_is_denied_from_some_write_on_loses_nothing() {
    sweep_until_nothing_fails(Fault::Denied, usize::MAX);
}

#[test]
fn three_failures_in_a_row_lose_nothing() {
    sweep_until_nothing_fails(Fault::Full, 3);
}

#[test]
fn what_is_stored_is_always_a_beginning_of_what_happened() {
    for first in 0..=work().len() + 1 {
        let store = MemoryStore::default();
        store.fail_writes(Fault::Full, first, usize::MAX);
        let mut tab = Tab::open(&store, 1);
        let done: Vec<Stamped> = work().into_iter().map(|event| tab.record(event)).collect();
        let kept: Vec<bool> =
            done.iter().map(|stamped| store.entries().contains_key(&key_of(&stamped.stamp))).collect();
        let wanted: Vec<bool> = (0..done.len()).map(|place| place + 1 < first).collect();
        assert_eq!(kept, wanted, "full from write {first} on");
    }
}
