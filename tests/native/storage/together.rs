//! Many tabs, many files, one record: union, putting together, reading in.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use kouprey::engine::grade::Outcome;
use kouprey::engine::progress::{Event, Progress, Stamped};
use kouprey::storage::event::text_of;
use kouprey::storage::key::{Key, Order, first_profile};
use kouprey::storage::profiles::{Profile, profiles};
use kouprey::storage::segment::{Header, pack, unpack};
use kouprey::storage::transfer::{FILE_BYTES_MAX, Refusal, export, read_file};
use kouprey::storage::{Fault, Keeping, LOOSE_MAX, Log, MemoryStore, Store, StoreError};
use proptest::collection::vec;
use proptest::prelude::*;

use super::support::{
    AT, Tab, answered, any_record, any_stamped, found_later, id, key_of, replica, samples, stamp, store_with, today,
};

fn answer(number: u64) -> Event {
    answered(&format!("item-{number}"), Outcome::Correct)
}

/// A record of so many answers, a hundred to a tab.
fn answers(count: u64) -> Vec<Stamped> {
    (0..count).map(|it| Stamped { stamp: stamp(it + 1, replica(it / 100)), event: answer(it) }).collect()
}

fn segments(store: &MemoryStore) -> usize {
    store.entries().keys().filter(|key| key.starts_with("kouprey.segment.")).count()
}

fn loose(store: &MemoryStore) -> usize {
    store.entries().keys().filter(|key| key.starts_with("kouprey.event.")).count()
}

fn import_all(tab: &mut Tab, entries: &[(Order, String)]) {
    let change = tab.journal.import(entries, Header::default());
    tab.see(change);
}

proptest! {
    #[test]
    fn logs_meet_in_any_order_and_any_number_of_times(a in vec(any_stamped(12), 0..20), b in vec(any_stamped(12), 0..20), c in vec(any_stamped(12), 0..20)) {
        // The same place may hold different events here, as after an edit by hand.
        let meet = |parts: &[&Vec<Stamped>]| Log::new(parts.iter().flat_map(|part| part.iter().cloned()).collect());
        let abc = meet(&[&a, &b, &c]);
        prop_assert_eq!(&abc, &meet(&[&c, &b, &a]), "commutative");
        let mut nested = meet(&[&b, &c]);
        for stamped in &a {
            nested.insert(stamped.clone());
        }
        prop_assert_eq!(&abc, &nested, "associative");
        prop_assert_eq!(&abc, &meet(&[&a, &b, &a, &c, &c, &b]), "idempotent");
        prop_assert_eq!(abc.progress(), Progress::from_sorted(abc.events()));
    }

    #[test]
    fn tabs_that_look_again_agree(steps in vec((0_usize..3, super::support::any_event(), any::<bool>()), 1..40)) {
        let store = MemoryStore::default();
        let mut tabs: Vec<Tab> = (0..3).map(|number| Tab::open(&store, number)).collect();
        for (place, event, looks) in steps {
            if looks {
                tabs[place].refresh();
            }
            tabs[place].record(event);
        }
        for tab in &mut tabs {
            tab.refresh();
        }
        prop_assert_eq!(&tabs[0].progress, &tabs[1].progress);
        prop_assert_eq!(&tabs[1].progress, &tabs[2].progress);
        prop_assert_eq!(found_later(&store), tabs[2].progress.clone());
    }

    #[test]
    fn one_key_at_a_time_comes_to_the_same_as_all_at_once(record in any_record(), mine in vec(super::support::any_event(), 0..5)) {
        let store = MemoryStore::default();
        let mut tab = Tab::open(&store, 7);
        for event in mine {
            tab.record(event);
        }
        for stamped in &record {
            let key = key_of(&stamped.stamp);
            store.write(&key, &text_of(stamped)).unwrap();
            let change = tab.journal.take_in(&key);
            tab.see(change);
        }
        prop_assert_eq!(found_later(&store), tab.progress);
    }

    #[test]
    fn what_is_put_together_adds_up_to_the_same(record in any_record()) {
        let store = store_with(&record);
        let mut tab = Tab::open(&store, 9);
        tab.journal.compact().unwrap();
        prop_assert_eq!(found_later(&store), tab.progress.clone());
        prop_assert_eq!(tab.progress, Progress::from_events(record));
    }

    #[test]
    fn lines_come_out_of_a_segment_as_they_went_in(lines in vec("[^\n]{0,80}", 0..100), from in proptest::option::of(".*"), day in proptest::option::of(".*")) {
        let header = Header { from, day };
        let found = unpack(&pack(&header, lines.iter().map(String::as_str))).unwrap();
        prop_assert_eq!(&found.lines, &lines);
        prop_assert_eq!((found.header, found.broken, found.is_newer), (header, 0, false));
    }

    #[test]
    fn any_text_at_all_is_a_segment_or_none(text in "(\\{\"segment\":1,\"entries\":[0-9]\\}\n)?([0-9]{0,3}\\|?.*\n?){0,6}") {
        if let Some(found) = unpack(&text) {
            prop_assert!(found.lines.len() <= text.lines().count());
        }
    }

    #[test]
    fn what_is_exported_and_read_in_is_the_same_record(record in any_record()) {
        let store = store_with(&record);
        let mine = Tab::open(&store, 9);
        let file = export(&Profile::new(first_profile()), &mine.journal.entries(), AT);
        let found = read_file(&file);
        if record.is_empty() {
            prop_assert_eq!(found, Err(Refusal::Empty));
            return Ok(());
        }
        let found = found.unwrap();
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!((&found[0].progress, found[0].damaged), (&mine.progress, 0));
        let other = MemoryStore::default();
        let mut theirs = Tab::open(&other, 10);
        import_all(&mut theirs, &found[0].entries);
        prop_assert_eq!(&theirs.progress, &mine.progress);
        prop_assert_eq!(theirs.journal.entries(), mine.journal.entries());
        prop_assert_eq!(found_later(&other), mine.progress.clone());
        // The raw record says the same.
        let raw = read_file(&mine.journal.raw_record(AT)).unwrap();
        prop_assert_eq!(&raw[0].entries, &found[0].entries);
    }

    #[test]
    fn reading_in_is_a_union_and_can_be_taken_back(mine in any_record(), theirs in any_record(), after in vec(super::support::any_event(), 0..4)) {
        let store = store_with(&mine);
        let mut tab = Tab::open(&store, 9);
        let entries = Tab::open(&store_with(&theirs), 10).journal.entries();
        import_all(&mut tab, &entries);
        let all: Vec<Stamped> = mine.iter().chain(&theirs).cloned().collect();
        let orders = all.iter().map(|it| it.stamp.order()).collect::<std::collections::BTreeSet<_>>();
        prop_assert_eq!(tab.journal.entries().len(), orders.len(), "nothing lost, nothing twice");
        let before = tab.progress.clone();
        import_all(&mut tab, &entries);
        prop_assert_eq!(&tab.progress, &before, "a second time adds nothing");

        let done: Vec<Stamped> = after.into_iter().map(|event| tab.record(event)).collect();
        let imports: Vec<String> = tab.journal.imports().iter().map(|import| import.key.clone()).collect();
        for key in imports {
            let change = tab.journal.take_back(&key);
            tab.see(change);
        }
        let left: Vec<Stamped> = mine.into_iter().chain(done).collect();
        prop_assert_eq!(&tab.progress, &Progress::from_events(left));
        prop_assert_eq!(found_later(&store), tab.progress);
    }

    #[test]
    fn any_file_at_all_is_a_record_or_is_refused(text in ".*") {
        let _ = read_file(&text);
    }

    #[test]
    fn a_file_that_is_nearly_a_record_is_a_record_or_is_refused(record in any_record(), place in any::<prop::sample::Index>(), new in any::<char>()) {
        let file = export(&Profile::new(first_profile()), &Tab::open(&store_with(&record), 9).journal.entries(), AT);
        let mut letters: Vec<char> = file.chars().collect();
        let place = place.index(letters.len());
        letters[place] = new;
        let spoilt: String = letters.into_iter().collect();
        for incoming in read_file(&spoilt).unwrap_or_default() {
            let mut tab = Tab::open(&MemoryStore::default(), 8);
            import_all(&mut tab, &incoming.entries);
            prop_assert_eq!(tab.progress, incoming.progress);
        }
    }
}

#[test]
fn a_tab_sees_what_another_did_at_once_and_says_nothing_twice() {
    let store = MemoryStore::default();
    let (mut a, mut b) = (Tab::open(&store, 1), Tab::open(&store, 2));
    let done = a.record(answer(1));
    let change = b.journal.take_in(&key_of(&done.stamp));
    b.see(change);
    assert_eq!(b.progress, a.progress);
    assert_eq!(b.journal.take_in(&key_of(&done.stamp)), kouprey::storage::Change::Nothing);
    assert_eq!(b.record(answer(2)).stamp.counter, 2, "what was seen comes before");
    assert_eq!(b.journal.refresh(), kouprey::storage::Change::Nothing);
}

#[test]
fn a_reset_forgets_what_was_seen_and_keeps_what_came_to_light_later() {
    let store = MemoryStore::default();
    let (mut a, mut b) = (Tab::open(&store, 1), Tab::open(&store, 2));
    a.record(answer(1));
    b.refresh();
    // Neither knows of what the other does now.
    b.record(answer(2));
    let reset = a.journal.reset();
    a.record(reset);
    assert_eq!(a.progress.counts().attempts, 0);
    b.record(answer(3));
    a.refresh();
    b.refresh();
    assert_eq!(a.progress, b.progress);
    assert_eq!(a.progress.counts().attempts, 2, "an answer that was acknowledged after the reset, or beside it, stays");
    assert!(a.progress.attempts(id("item-1")).is_empty());
    assert_eq!(found_later(&store), a.progress);
}

#[test]
fn a_reset_after_so_many_tabs_that_it_cannot_name_them_forgets_all_before_it() {
    let events: Vec<Stamped> =
        (0..600).map(|it| Stamped { stamp: stamp(it + 1, replica(it)), event: answer(it) }).collect();
    let store = store_with(&events);
    let mut tab = Tab::open(&store, 999);
    assert_eq!(tab.journal.reset(), Event::RecordReset { seen: None });
    let reset = tab.journal.reset();
    tab.record(reset);
    assert_eq!(tab.progress.counts().attempts, 0);
    assert_eq!(tab.journal.keeping(), Keeping::Saved);
}

#[test]
fn a_store_emptied_under_an_open_tab_is_said_and_filled_again_with_the_next_answer() {
    let store = MemoryStore::default();
    let mut tab = Tab::open(&store, 1);
    tab.record(answer(1));
    for key in store.keys().unwrap() {
        store.remove(&key).unwrap();
    }
    tab.refresh();
    assert_eq!(tab.journal.keeping(), Keeping::MemoryOnly);
    assert_eq!(tab.progress.counts().attempts, 1);
    assert_eq!(tab.journal.unsaved().len(), 1, "it can be downloaded");
    tab.record(answer(2));
    assert_eq!(tab.journal.keeping(), Keeping::Saved);
    assert_eq!(found_later(&store), tab.progress);
}

#[test]
fn many_loose_events_are_put_together_and_take_less_room() {
    let store = store_with(&answers(1_200));
    let mut tab = Tab::open(&store, 50);
    assert!(tab.journal.wants_compaction());
    let before = tab.journal.room();
    assert_eq!(tab.journal.compact(), Ok(1_200));
    assert_eq!((segments(&store), loose(&store)), (3, 0));
    assert!(!tab.journal.wants_compaction());
    let after = tab.journal.room();
    assert!(after.units * 10 < before.units * 7, "{} units of {} are left", after.units, before.units);
    assert_eq!(found_later(&store), tab.progress);
    // A second time there is nothing to do, and another tab that had all of it sees nothing new.
    assert_eq!(tab.journal.compact(), Ok(0));
    assert_eq!(tab.journal.refresh(), kouprey::storage::Change::Nothing);
    assert_eq!(LOOSE_MAX, 500);
}

#[test]
fn a_tab_that_hears_of_it_does_not_put_together_what_another_has() {
    let store = store_with(&answers(600));
    let (mut a, mut b) = (Tab::open(&store, 50), Tab::open(&store, 51));
    let keys = store.keys().unwrap();
    a.journal.compact().unwrap();
    let before = b.progress.clone();
    for key in keys.iter().chain(&store.keys().unwrap()) {
        let change = b.journal.take_in(key);
        b.see(change);
    }
    assert!(!b.journal.wants_compaction());
    assert_eq!(b.progress, before);
}

#[test]
fn damaged_entries_and_other_profiles_stay_where_they_are() {
    let mut entries = store_with(&answers(20)).entries();
    let damaged = key_of(&stamp(500, replica(3)));
    entries.insert(damaged.clone(), "{".to_owned());
    let others = key_of(&stamp(501, replica(3))).replace(".main.", ".sokha.");
    entries.insert(others.clone(), text_of(&Stamped { stamp: stamp(501, replica(3)), event: answer(1) }));
    let unknown = key_of(&stamp(502, replica(3)));
    let text = text_of(&Stamped { stamp: stamp(502, replica(3)), event: answer(1) }).replace("item-answered", "dreamt");
    entries.insert(unknown.clone(), text.clone());
    let store = MemoryStore::with_entries(entries);
    let mut tab = Tab::open(&store, 50);
    assert_eq!(tab.journal.compact(), Ok(21), "what another build wrote goes along");
    assert_eq!(store.entries().get(&damaged).map(String::as_str), Some("{"));
    assert!(store.entries().contains_key(&others));
    assert!(tab.journal.entries().contains(&((502, replica(3)), text)), "its bytes are the same");
}

/// A store that stops working for good after so many writes and removals, as when the browser is killed.
#[derive(Clone)]
struct Dying(MemoryStore, Rc<Cell<usize>>);

impl Dying {
    fn step(&self) -> Result<(), StoreError> {
        let left = self.1.get();
        self.1.set(left.saturating_sub(1));
        if left == 0 { Err(StoreError::Denied) } else { Ok(()) }
    }
}

impl Store for Dying {
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        self.0.keys()
    }
    fn read(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.0.read(key)
    }
    fn write(&self, key: &str, text: &str) -> Result<(), StoreError> {
        self.step()?;
        self.0.write(key, text)
    }
    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.step()?;
        self.0.remove(key)
    }
}

#[test]
fn whatever_step_putting_together_breaks_off_at_nothing_is_lost_or_counted_twice() {
    let whole = Progress::from_events(answers(40));
    for steps in 0..60 {
        let store = store_with(&answers(40));
        let dying = Dying(store.clone(), Rc::new(Cell::new(steps)));
        let (mut journal, _) = kouprey::storage::Journal::open(dying, replica(50), first_profile(), Keeping::Saved);
        let _ = journal.compact();
        assert_eq!(found_later(&store), whole, "after {steps} steps");
        // The next tab finishes it.
        let mut next = Tab::open(&store, 51);
        next.journal.compact().unwrap();
        assert_eq!(found_later(&store), whole, "after {steps} steps, and once more");
        assert!(loose(&store) < 8, "after {steps} steps {} are loose", loose(&store));
    }
}

#[test]
fn a_full_store_is_put_together_in_small_steps_and_has_room_again() {
    let store = store_with(&answers(600));
    let size = |store: &MemoryStore| store.entries().iter().map(|(key, text)| key.len() + text.len()).sum::<usize>();
    // Room for a small segment, and for nothing else.
    store.limit_capacity(size(&store) + 7_000);
    let mut tab = Tab::open(&store, 50);
    store.limit_capacity(size(&store) + 6_900);
    let done = tab.journal.compact().unwrap();
    assert_eq!(done, 600);
    assert_eq!(found_later(&store), Progress::from_events(answers(600)));
    for number in 600..800 {
        tab.record(answer(number));
    }
    assert_eq!(tab.journal.keeping(), Keeping::Saved, "there is room for 200 answers more");
}

#[test]
fn room_reached_at_any_write_of_putting_together_loses_nothing() {
    for first in 0..8 {
        let store = store_with(&answers(40));
        let mut tab = Tab::open(&store, 50);
        store.fail_writes(Fault::Full, first, usize::MAX);
        let _ = tab.journal.compact();
        tab.record(answer(41));
        store.mend();
        tab.record(answer(42));
        assert_eq!(found_later(&store), tab.progress, "full from write {first} on");
        assert_eq!(tab.progress.counts().attempts, 42);
    }
}

#[test]
fn a_damaged_line_of_a_segment_costs_the_lines_up_to_the_next_whole_one_and_is_said() {
    let events = answers(200);
    let texts: Vec<String> = events.iter().map(text_of).collect();
    let text = pack(&Header::default(), texts.iter().map(String::as_str));
    let key = "kouprey.segment.main.00000000.0000000900";
    let spoilt: Vec<String> =
        text.lines().enumerate().map(|(at, line)| if at == 41 { "oops".to_owned() } else { line.to_owned() }).collect();
    let tab = Tab::open(&MemoryStore::with_entries([(key.to_owned(), spoilt.join("\n"))]), 1);
    let lost = 200 - tab.progress.counts().attempts;
    assert!((1..32).contains(&lost), "{lost} are lost");
    assert_eq!(tab.journal.quarantined().len() as u64, lost);
    for cut in (0..text.len()).step_by(211) {
        let Some(cut) = text.get(..cut) else { continue };
        let tab = Tab::open(&MemoryStore::with_entries([(key.to_owned(), cut.to_owned())]), 1);
        assert!(!tab.journal.quarantined().is_empty(), "a segment cut after {} bytes", cut.len());
    }
}

#[test]
fn a_segment_of_a_newer_build_makes_the_record_read_only() {
    let key = "kouprey.segment.main.00000000.0000000900".to_owned();
    let store = MemoryStore::with_entries([(key, "{\"segment\":2,\"what\":[]}\nanything".to_owned())]);
    assert_eq!(Tab::open(&store, 1).journal.keeping(), Keeping::ReadOnly);
}

#[test]
fn an_import_taken_back_in_one_tab_is_gone_in_the_other() {
    let store = MemoryStore::default();
    let (mut a, mut b) = (Tab::open(&store, 1), Tab::open(&store, 2));
    let entries = Tab::open(&store_with(&answers(5)), 3).journal.entries();
    import_all(&mut a, &entries);
    b.refresh();
    assert_eq!((a.progress.counts().attempts, b.progress.counts().attempts), (5, 5));
    let key = b.journal.imports()[0].key.clone();
    let change = a.journal.take_back(&key);
    a.see(change);
    b.refresh();
    assert_eq!((a.progress.counts().attempts, b.progress.counts().attempts), (0, 0));
    assert!(b.journal.imports().is_empty());
}

#[test]
fn an_import_that_finds_no_room_is_held_and_said() {
    let store = MemoryStore::default();
    let mut tab = Tab::open(&store, 1);
    store.fail_writes(Fault::Full, 0, 3);
    let entries = Tab::open(&store_with(&answers(5)), 3).journal.entries();
    import_all(&mut tab, &entries);
    assert_eq!(tab.journal.keeping(), Keeping::Full);
    assert_eq!(tab.progress.counts().attempts, 5);
    store.mend();
    tab.record(answer(9));
    assert_eq!(tab.journal.keeping(), Keeping::Saved);
    assert_eq!(found_later(&store), tab.progress);
}

#[test]
fn files_that_are_no_record_are_refused_with_their_reason() {
    let good = export(&Profile::new(first_profile()), &Tab::open(&store_with(&answers(2)), 3).journal.entries(), AT);
    assert_eq!(read_file(&good).unwrap()[0].entries.len(), 2);
    let huge = " ".repeat(FILE_BYTES_MAX + 1);
    let deep = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
    for (text, refusal) in [
        ("", Refusal::NotJson),
        ("PK\u{3}\u{4}", Refusal::NotJson),
        ("\u{fffd}PNG\r\n\u{1a}\n", Refusal::NotJson),
        ("{\"type\":\"h5p\",\"format\":2}", Refusal::Foreign),
        ("[1,2,3]", Refusal::Foreign),
        ("\"kouprey\"", Refusal::Foreign),
        (&deep, Refusal::Foreign),
        (&huge, Refusal::TooLarge),
        (&good.replacen("\"format\":2", "\"format\":3", 1), Refusal::Newer),
        (&good.replacen("\"format\":2", "\"format\":\"2\"", 1), Refusal::Foreign),
        (&good.replacen("\"kind\":\"record\"", "\"kind\":\"workshop\"", 1), Refusal::Foreign),
        (&good.replacen("\"id\":\"main\"", "\"id\":\"<b>\"", 1), Refusal::Foreign),
        (&good.replace("item-answered", "section-read"), Refusal::Empty),
    ] {
        assert_eq!(
            read_file(text).map(|found| found.len()),
            Err(refusal),
            "{}",
            text.chars().take(60).collect::<String>()
        );
    }
    for cut in 0..good.trim_end().len() {
        assert_eq!(read_file(&good[..cut]).map(|found| found.len()), Err(Refusal::NotJson), "cut after {cut} bytes");
    }
    let marked = format!("\u{feff}{good}");
    assert_eq!(read_file(&marked), read_file(&good));
}

#[test]
fn an_entry_that_was_spoilt_by_hand_is_left_out_and_counted() {
    let good = export(&Profile::new(first_profile()), &Tab::open(&store_with(&answers(3)), 3).journal.entries(), AT);
    let spoilt = good.replacen("\"item-1\"", "\"<img src=x onerror=alert(1)>\"", 1);
    let found = &read_file(&spoilt).unwrap()[0];
    assert_eq!((found.entries.len(), found.damaged), (2, 1));
    // A counter so high that nothing could come after it.
    let high = good.replacen("\"counter\":2", "\"counter\":9999999999", 1);
    let found = &read_file(&high).unwrap()[0];
    assert_eq!((found.entries.len(), found.damaged), (2, 1));
}

#[test]
fn a_kind_that_this_build_does_not_know_goes_along_through_a_file() {
    let text = text_of(&Stamped { stamp: stamp(4, replica(3)), event: answer(1) });
    let text = text.replace("item-answered", "night-fallen").replace("\"meaning\":1", "\"stars\":[1.5e3,-0.25]");
    let key = key_of(&stamp(4, replica(3)));
    let store = MemoryStore::with_entries([(key, text.clone())]);
    let file = export(&Profile::new(first_profile()), &Tab::open(&store, 1).journal.entries(), AT);
    let found = read_file(&file).unwrap();
    assert_eq!(found[0].entries, [((4, replica(3)), text)]);
}

#[test]
fn names_are_kept_as_written_without_what_cannot_be_seen() {
    let store = MemoryStore::default();
    let mut tab = Tab::open(&store, 1);
    let khmer = "ចៅក្រម".repeat(40);
    for (number, (name, kept)) in [
        ("  Sokha \n", "Sokha".to_owned()),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>".to_owned()),
        ("a\u{202e}b\u{0}c", "abc".to_owned()),
        ("\u{200b}សុ\u{200b}ខា\u{200b}", "សុ\u{200b}ខា".to_owned()),
        (&khmer, khmer.chars().take(60).collect()),
    ]
    .into_iter()
    .enumerate()
    {
        let profile = Profile { name: name.to_owned(), ..Profile::new(id(&format!("p{number}"))) };
        tab.journal.save_profile(&profile);
        let found = profiles(&store).into_iter().find(|it| it.id == profile.id).unwrap();
        assert_eq!(found.name, kept);
    }
    assert_eq!(profiles(&store).len(), 6, "the first profile is there without a key");
}

#[test]
fn profiles_on_one_computer_have_records_of_their_own() {
    let store = MemoryStore::default();
    let mut tab = Tab::open(&store, 1);
    tab.record(answer(1));
    tab.progress = tab.journal.turn_to(id("sokha"));
    assert_eq!(tab.progress, Progress::default());
    tab.record(answer(2));
    tab.progress = tab.journal.turn_to(first_profile());
    assert_eq!(tab.progress.counts().attempts, 1);
    assert!(tab.progress.attempts(id("item-2")).is_empty());
    kouprey::storage::profiles::erase(&store, id("sokha")).unwrap();
    assert_eq!(found_later(&store), tab.progress);
    assert_eq!(profiles(&store).len(), 1);
    let of: BTreeMap<String, String> = store.entries();
    assert!(of.keys().all(|key| Key::parse(key).is_none_or(|key| key.profile == first_profile())));
}

#[test]
fn what_is_unsaved_of_one_profile_is_stored_under_it_while_another_learns() {
    let store = MemoryStore::default();
    let mut tab = Tab::open(&store, 1);
    store.fail_writes(Fault::Full, 0, usize::MAX);
    tab.record(answer(1));
    tab.progress = tab.journal.turn_to(id("sokha"));
    store.mend();
    tab.record(answer(2));
    assert_eq!(tab.journal.keeping(), Keeping::Saved);
    assert_eq!(found_later(&store).attempts(id("item-1")).len(), 1);
}

#[test]
fn time_spent_is_the_time_between_what_was_done_without_the_pauses() {
    let at = |minutes: i64, counter: u64, number: u64| {
        let mut stamp = stamp(counter, replica(number));
        stamp.at_ms += minutes * 60_000;
        Stamped { stamp, event: answer(counter) }
    };
    let minutes = |events: Vec<Stamped>| Progress::from_events(events).time_ms() / 60_000;
    assert_eq!(minutes(vec![at(0, 1, 1), at(3, 2, 1), at(5, 3, 1)]), 5);
    assert_eq!(minutes(vec![at(0, 1, 1), at(180, 2, 1)]), 4, "a pause counts as four minutes");
    assert_eq!(minutes(vec![at(0, 1, 1), at(-500_000, 2, 1), at(-499_999, 3, 1)]), 1, "a clock that goes back");
    assert_eq!(minutes(vec![at(0, 1, 1), at(9_000, 2, 2), at(2, 3, 1), at(9_001, 4, 2)]), 3, "tabs apart");
    assert_eq!(Progress::from_events(vec![at(0, 1, 1), at(3, 2, 1)]).time_by_day(), [(today(), 180_000)]);
}

#[test]
fn a_copy_is_remembered_with_what_came_after_it() {
    let store = MemoryStore::default();
    let mut tab = Tab::open(&store, 1);
    tab.record(answer(1));
    assert_eq!((tab.progress.last_export(), tab.progress.not_exported()), (None, 1));
    tab.record(Event::RecordExported);
    assert_eq!(tab.progress.not_exported(), 0);
    assert_eq!(tab.progress.last_export().map(|it| it.day), Some(today()));
    for (_, event) in samples().into_iter().filter(|(name, _)| !name.starts_with("record")) {
        tab.record(event);
    }
    assert_eq!(tab.progress.not_exported(), 8, "four answers, an ending, a test answered and handed in, a note");
}

proptest! {
    #[test]
    fn a_store_that_has_lost_some_of_its_keys_still_opens(record in any_record(), lost in vec(any::<prop::sample::Index>(), 0..10)) {
        let store = store_with(&record);
        let mut tab = Tab::open(&store, 9);
        tab.record(answer(1));
        let keys = store.keys().unwrap();
        for index in lost {
            store.remove(&keys[index.index(keys.len())]).unwrap();
        }
        let left = found_later(&store);
        prop_assert!(left.counts().attempts <= tab.progress.counts().attempts + record.len() as u64);
        // The tab that still knows everything writes on.
        tab.refresh();
        tab.record(answer(2));
        prop_assert_ne!(tab.progress.attempts(id("item-2")).len(), 0);
    }
}
