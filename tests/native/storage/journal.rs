//! The log of one tab: what is written when, and what is said about it.

use kouprey::engine::grade::Outcome;
use kouprey::engine::progress::{Event, Progress, Stamped};
use kouprey::model::Locale;
use kouprey::storage::event::text_of;
use kouprey::storage::key::first_profile;
use kouprey::storage::{
    FORMAT_KEY, Fault, Journal, Keeping, MemoryStore, NoStore, PREFERENCES_KEY, Preferences, Store, StoreError,
};
use serde_json::Value;

use super::support::{
    AT, Tab, answered, found_later, id, ids, key_of, replica, samples, stamp, store_with, today, walk, work,
};

fn planted(counter: u64, number: u64, event: Event) -> Stamped {
    Stamped { stamp: stamp(counter, replica(number)), event }
}

fn answer() -> Event {
    answered("inv-05", Outcome::Correct)
}

/// The raw record, read.
fn raw(tab: &Tab) -> Value {
    serde_json::from_str(&tab.journal.raw_record(AT)).unwrap()
}

#[test]
fn an_event_is_written_before_append_returns() {
    let store = MemoryStore::default();
    let mut tab = Tab::open(&store, 1);
    for event in work() {
        let stamped = tab.record(event);
        assert_eq!(store.entries().get(&key_of(&stamped.stamp)), Some(&text_of(&stamped)));
        assert_eq!(tab.journal.keeping(), Keeping::Saved);
        assert!(tab.journal.unsaved().is_empty());
    }
}

#[test]
fn a_later_visit_finds_the_same_progress() {
    let store = MemoryStore::default();
    let mut tab = Tab::open(&store, 1);
    for event in work() {
        tab.record(event);
        assert_eq!(found_later(&store), tab.progress);
    }
    assert_eq!(tab.progress.counts().attempts, 4);
}

#[test]
fn a_first_visit_writes_nothing() {
    let store = MemoryStore::default();
    let tab = Tab::open(&store, 1);
    assert_eq!(store.entries().len(), 0);
    assert_eq!(tab.journal.keeping(), Keeping::Saved);
    assert_eq!(tab.progress, Progress::default());
}

#[test]
fn two_tabs_at_once_lose_nothing() {
    let store = MemoryStore::default();
    let (mut one, mut other) = (Tab::open(&store, 1), Tab::open(&store, 2));
    for _ in 0..20 {
        one.record(answer());
        other.record(answer());
    }
    assert_eq!(found_later(&store).attempts(id("inv-05")).len(), 40);
}

#[test]
fn a_counter_is_one_more_than_any_seen() {
    let foreign = text_of(&planted(41, 8, answer())).replace("item-answered", "item-dreamt");
    let foreign_key = key_of(&stamp(41, replica(8)));
    let mut entries = store_with(&[planted(3, 7, answer())]).entries();
    assert_eq!(Tab::open(&MemoryStore::with_entries(entries.clone()), 1).record(answer()).stamp.counter, 4);
    entries.insert(foreign_key, foreign);
    assert_eq!(Tab::open(&MemoryStore::with_entries(entries), 1).record(answer()).stamp.counter, 42);
}

#[test]
fn a_walk_is_named_after_the_stamp_of_its_beginning() {
    let mut tab = Tab::open(&store_with(&[planted(3, 7, answer())]), 1);
    let name = tab.journal.next_name();
    let stamped = tab.record(answer());
    assert_eq!((name.1, name.0), stamped.stamp.order());
    assert_ne!(tab.journal.next_name(), name);
}

#[test]
fn an_unknown_kind_and_another_profile_stay_as_they_are() {
    let text = text_of(&planted(2, 7, answer()));
    let unknown = (key_of(&stamp(2, replica(7))), text.replace("item-answered", "item-dreamt"));
    let other = (key_of(&stamp(2, replica(8))).replace(".main.", ".sokha."), text_of(&planted(2, 8, answer())));
    let store = MemoryStore::with_entries([unknown.clone(), other.clone()]);
    let mut tab = Tab::open(&store, 1);
    tab.record(answer());
    assert_eq!(tab.journal.keeping(), Keeping::Saved);
    assert_eq!(tab.journal.foreign_count(), 1, "another profile's are not even looked at");
    assert!(tab.journal.quarantined().is_empty());
    assert_eq!(tab.progress.counts().attempts, 1, "another profile's answers are not this learner's");
    for (key, text) in [unknown, other] {
        assert_eq!(store.entries().get(&key), Some(&text));
    }
}

#[track_caller]
fn check_read_only(store: &MemoryStore, attempts: u64) {
    let before = store.entries();
    store.fail_writes(Fault::Full, 0, 0);
    let mut tab = Tab::open(store, 1);
    assert_eq!(tab.progress.counts().attempts, attempts, "what can be read is shown");
    assert_eq!(tab.journal.keeping(), Keeping::ReadOnly);
    tab.record(answer());
    assert_eq!(tab.journal.save_preferences(&Preferences::default()), Keeping::ReadOnly);
    assert_eq!(tab.journal.keeping(), Keeping::ReadOnly);
    assert_eq!(tab.progress.counts().attempts, attempts + 1, "work goes on");
    assert_eq!(store.writes_count(), 0);
    assert_eq!(store.entries(), before);
    let raw = raw(&tab);
    assert_eq!(raw["entries"].as_object().unwrap().len(), before.len());
    assert_eq!(raw["unsaved"].as_object().unwrap().len(), 1);
}

#[test]
fn an_event_of_a_newer_format_makes_the_record_read_only() {
    let newer = text_of(&planted(2, 7, answer())).replace("\"format\":2", "\"format\":3");
    let mut entries = store_with(&[planted(1, 7, answer())]).entries();
    entries.insert(key_of(&stamp(2, replica(7))), newer);
    // A damaged entry beside it is not marked either: that would be a write.
    entries.insert("kouprey.event.broken".to_owned(), "?".to_owned());
    check_read_only(&MemoryStore::with_entries(entries), 1);
}

#[test]
fn a_record_of_a_newer_format_is_read_only() {
    let mut entries = store_with(&[planted(1, 7, answer())]).entries();
    entries.insert(FORMAT_KEY.to_owned(), "3".to_owned());
    check_read_only(&MemoryStore::with_entries(entries), 1);
}

#[test]
fn a_record_of_this_format_is_not_read_only() {
    let store = MemoryStore::with_entries([(FORMAT_KEY.to_owned(), "1".to_owned())]);
    assert_eq!(Tab::open(&store, 1).journal.keeping(), Keeping::Saved);
}

#[test]
fn without_a_store_work_goes_on_in_memory() {
    let (mut journal, progress) = Journal::open(NoStore, replica(1), first_profile(), Keeping::MemoryOnly);
    assert_eq!(progress, Progress::default());
    journal.append(answer(), AT, today());
    assert_eq!(journal.keeping(), Keeping::MemoryOnly);
    assert_eq!(journal.unsaved().len(), 1);
    let raw: Value = serde_json::from_str(&journal.raw_record(AT)).unwrap();
    assert_eq!(raw["unsaved"].as_object().unwrap().len(), 1);
}

#[test]
fn a_store_that_turns_out_to_be_denied_is_said() {
    // Whatever the probe said.
    let (journal, _) = Journal::open(NoStore, replica(1), first_profile(), Keeping::Saved);
    assert_eq!(journal.keeping(), Keeping::MemoryOnly);
}

#[test]
fn a_store_that_can_only_be_read_shows_what_it_holds() {
    let store = store_with(&[planted(1, 7, answer())]);
    store.fail_writes(Fault::Denied, 0, usize::MAX);
    let (mut journal, progress) = Journal::open(store.clone(), replica(1), first_profile(), Keeping::MemoryOnly);
    assert_eq!(progress.counts().attempts, 1);
    journal.append(answer(), AT, today());
    assert_eq!(journal.keeping(), Keeping::MemoryOnly);
}

#[test]
fn a_full_store_takes_everything_in_as_soon_as_there_is_room() {
    let store = MemoryStore::default();
    let mut tab = Tab::open(&store, 1);
    tab.record(answer());
    let room_bytes: usize = store.entries().iter().map(|(key, text)| key.len() + text.len()).sum();
    store.limit_capacity(room_bytes + 10);
    for waiting in 1..=5 {
        tab.record(answer());
        assert_eq!(tab.journal.keeping(), Keeping::Full);
        assert_eq!(tab.journal.unsaved().len(), waiting);
    }
    assert_eq!(found_later(&store).counts().attempts, 1);
    store.mend();
    tab.record(answer());
    assert_eq!(tab.journal.keeping(), Keeping::Saved);
    assert!(tab.journal.unsaved().is_empty());
    assert_eq!(found_later(&store), tab.progress);
    assert_eq!(tab.progress.counts().attempts, 7);
}

#[test]
fn saving_preferences_tries_what_waits_once_more() {
    let store = MemoryStore::default();
    let mut tab = Tab::open(&store, 1);
    // The mark of the format and the event.
    store.fail_writes(Fault::Full, 0, 2);
    tab.record(answer());
    assert_eq!(tab.journal.keeping(), Keeping::Full);
    assert_eq!(tab.journal.save_preferences(&Preferences::default()), Keeping::Saved);
    assert_eq!(found_later(&store), tab.progress);
}

#[test]
fn preferences_that_can_not_be_stored_are_said() {
    let store = MemoryStore::default();
    let mut tab = Tab::open(&store, 1);
    store.fail_writes(Fault::Denied, 0, 1);
    assert_eq!(tab.journal.save_preferences(&Preferences::default()), Keeping::MemoryOnly);
    assert_eq!(tab.journal.keeping(), Keeping::MemoryOnly);
}

#[test]
fn an_event_too_long_to_be_read_back_is_not_called_saved_and_holds_up_no_other() {
    let store = MemoryStore::default();
    let mut tab = Tab::open(&store, 1);
    let (_, mut long) = samples().swap_remove(7);
    let Event::PlaythroughBegan { trail, .. } = &mut long else { panic!("the eighth sample begins a walk") };
    *trail = ids(&"a-choice-with-a-very-long-name-indeed ".repeat(500));
    tab.record(long);
    assert_eq!(tab.journal.keeping(), Keeping::MemoryOnly);
    tab.record(answer());
    assert_eq!(tab.journal.keeping(), Keeping::MemoryOnly, "something is still not kept");
    assert_eq!(tab.journal.unsaved().len(), 1);
    assert_eq!(found_later(&store).counts().attempts, 1);
    assert!(found_later(&store).playthrough(walk()).is_none());
}

#[test]
fn a_counter_that_has_run_out_is_said_and_overwrites_nothing() {
    let last = planted(9_999_999_999, 1, answer());
    let store = store_with(std::slice::from_ref(&last));
    let mut tab = Tab::open(&store, 1);
    tab.record(answer());
    assert_eq!(tab.journal.keeping(), Keeping::MemoryOnly);
    let mark = (FORMAT_KEY.to_owned(), "2".to_owned());
    assert_eq!(store.entries(), store_with(&[last]).entries().into_iter().chain([mark]).collect());
    assert_eq!(raw(&tab)["unsaved"].as_object().unwrap().len(), 1);
}

#[test]
fn the_raw_record_holds_every_entry_of_ours_exactly_as_stored() {
    let mut entries = store_with(&[planted(1, 7, answer())]).entries();
    entries.insert("kouprey.event.broken".to_owned(), "{\"x\":\u{1}\"គោព្រៃ\\".to_owned());
    entries.insert("kouprey.something-else".to_owned(), String::new());
    let store = MemoryStore::with_entries(entries);
    let mut tab = Tab::open(&store, 1);
    tab.record(answer());
    tab.journal.save_preferences(&Preferences { locale: Some(Locale::Km), ..Preferences::default() });
    let ours = store.entries();
    // Another program of the same origin.
    let shared = MemoryStore::with_entries(ours.clone().into_iter().chain([("other".to_owned(), "x".to_owned())]));
    let raw = raw(&Tab::open(&shared, 2));
    assert_eq!(raw["product"], "kouprey");
    assert_eq!(raw["kind"], "raw-record");
    assert_eq!(raw["format"], 1);
    assert_eq!(raw["made"], AT);
    let found = raw["entries"].as_object().unwrap();
    assert_eq!(found.len(), ours.len());
    for (key, text) in &ours {
        assert_eq!(found[key], text.as_str(), "{key}");
    }
}

#[test]
fn an_entry_that_the_store_does_not_give_is_said_and_the_rest_lives() {
    /// A store that fails to read one key.
    struct Flaky(MemoryStore);
    const BAD: &str = "kouprey.event.0000000a.0000000001";
    impl Store for Flaky {
        fn keys(&self) -> Result<Vec<String>, StoreError> {
            self.0.keys()
        }
        fn read(&self, key: &str) -> Result<Option<String>, StoreError> {
            if key == BAD {
                return Err(StoreError::Failed { key: key.to_owned(), detail: "torn".to_owned() });
            }
            self.0.read(key)
        }
        fn write(&self, key: &str, text: &str) -> Result<(), StoreError> {
            self.0.write(key, text)
        }
        fn remove(&self, key: &str) -> Result<(), StoreError> {
            self.0.remove(key)
        }
    }
    let mut entries = store_with(&[planted(1, 7, answer())]).entries();
    entries.insert(BAD.to_owned(), "x".to_owned());
    let (journal, progress) =
        Journal::open(Flaky(MemoryStore::with_entries(entries)), replica(1), first_profile(), Keeping::Saved);
    assert_eq!(progress.counts().attempts, 1);
    assert_eq!(journal.quarantined()[0].key, BAD);
    let raw: Value = serde_json::from_str(&journal.raw_record(AT)).unwrap();
    assert_eq!(raw["entries"].get(BAD), Some(&Value::Null), "it is there, and could not be had");
}

#[test]
fn a_reset_leaves_the_log_and_the_preferences() {
    let store = MemoryStore::default();
    let mut tab = Tab::open(&store, 1);
    tab.journal.save_preferences(&Preferences { locale: Some(Locale::Km), ..Preferences::default() });
    tab.record(answer());
    let before = store.entries();
    tab.record(Event::RecordReset { seen: None });
    assert_eq!(found_later(&store), Progress::default());
    for (key, text) in before {
        assert_eq!(store.entries().get(&key), Some(&text));
    }
    assert_eq!(tab.journal.preferences().locale, Some(Locale::Km));
}

#[test]
fn no_key_and_no_event_knows_a_language() {
    fn holds_a_language(value: &Value) -> bool {
        match value {
            Value::String(text) => Locale::ALL.iter().any(|locale| text == locale.tag()),
            Value::Array(list) => list.iter().any(holds_a_language),
            Value::Object(fields) => fields.iter().any(|(name, field)| {
                ["locale", "lang", "language"].contains(&name.as_str()) || holds_a_language(field)
            }),
            _ => false,
        }
    }
    let store = MemoryStore::default();
    let mut tab = Tab::open(&store, 1);
    tab.journal.save_preferences(&Preferences { locale: Some(Locale::Km), ..Preferences::default() });
    for (_, event) in samples() {
        tab.record(event);
    }
    let entries = store.entries();
    let stored = serde_json::from_str(&entries[PREFERENCES_KEY]).unwrap();
    assert!(holds_a_language(&stored), "the preferences do, so the test can tell");
    for (key, text) in entries.iter().filter(|(key, _)| *key != PREFERENCES_KEY) {
        assert!(!key.split('.').any(|word| Locale::ALL.iter().any(|locale| word == locale.tag())), "{key}");
        assert!(!holds_a_language(&serde_json::from_str(text).unwrap()), "{key}: {text}");
    }
}

#[test]
fn the_words_for_keeping_are_those_of_the_hooks() {
    let words = [Keeping::Saved, Keeping::MemoryOnly, Keeping::ReadOnly, Keeping::Full].map(Keeping::as_str);
    assert_eq!(words, ["saved", "memory-only", "read-only", "full"]);
}

#[test]
fn a_journal_works_on_a_boxed_store_too() {
    let store = MemoryStore::default();
    let boxed: Box<dyn Store> = Box::new(store.clone());
    let (mut journal, _) = Journal::open(boxed, replica(1), first_profile(), Keeping::Saved);
    journal.append(answer(), AT, today());
    assert_eq!(journal.keeping(), Keeping::Saved);
    assert_eq!(found_later(&store).counts().attempts, 1);
}
