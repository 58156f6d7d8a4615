//! Entries as released builds wrote them. These files never change; a new format gets a folder of its own.

use std::fs;
use std::path::PathBuf;

use kouprey::engine::progress::{Event, Progress, Stamped};
use kouprey::storage::event::{FORMAT, Read, text_of};

use super::support::{Tab, fixture_replica, key_of, key_of_1, read, samples, stamp};

/// The samples of format 1, in the order of their counters; those after them came with format 2.
const SAMPLES_OF_1: usize = 13;

fn folder(format: u32) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/record/v{format}"))
}

fn fixture(format: u32, name: &str) -> String {
    let path = folder(format).join(name).with_extension("json");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The samples as entries: fixture `n` from 1 has the counter `n`.
fn entries(format: u32) -> Vec<(&'static str, Stamped)> {
    let counted = (1..).zip(samples());
    let entries =
        counted.map(|(counter, (name, event))| (name, Stamped { stamp: stamp(counter, fixture_replica()), event }));
    entries.take(if format == 1 { SAMPLES_OF_1 } else { usize::MAX }).collect()
}

fn key(format: u32, stamped: &Stamped) -> String {
    if format == 1 { key_of_1(&stamped.stamp) } else { key_of(&stamped.stamp) }
}

#[test]
fn every_released_entry_is_read_for_ever() {
    for format in 1..=FORMAT {
        for (name, stamped) in entries(format) {
            assert_eq!(read(&key(format, &stamped), &fixture(format, name)), Read::Known(stamped), "{format}: {name}");
        }
    }
}

#[test]
fn a_format_is_written_as_it_was_released() {
    for (name, stamped) in entries(FORMAT) {
        assert_eq!(text_of(&stamped), fixture(FORMAT, name).trim_end(), "{name}");
    }
}

#[test]
fn every_kind_has_a_fixture_and_every_fixture_is_read() {
    for format in 1..=FORMAT {
        let names: Vec<&str> = entries(format).iter().map(|(name, _)| *name).collect();
        for kind in Event::KINDS.iter().take(if format == 1 { 9 } else { usize::MAX }) {
            assert!(names.iter().any(|name| name.starts_with(kind)), "{format}: {kind}");
        }
        for file in fs::read_dir(folder(format)).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap();
            assert!(names.contains(&name), "{format}: {name}");
        }
    }
}

#[test]
fn a_released_record_adds_up_as_it_did() {
    for format in 1..=FORMAT {
        let is_work = |stamped: &Stamped| !matches!(stamped.event, Event::RecordReset { .. });
        let work: Vec<_> = entries(format).into_iter().filter(|(_, stamped)| is_work(stamped)).collect();
        let store = kouprey::storage::MemoryStore::with_entries(
            work.iter().map(|(name, stamped)| (key(format, stamped), fixture(format, name).trim_end().to_owned())),
        );
        let mut tab = Tab::open(&store, 1);
        assert_eq!(tab.progress, Progress::from_events(work.into_iter().map(|(_, stamped)| stamped).collect()));
        let counts = tab.progress.counts();
        assert_eq!((counts.attempts, counts.items, counts.sections_read), (4, 4, 1));
        assert_eq!((counts.playthroughs, counts.playthroughs_ended, counts.days), (1, 1, 1));
        assert_eq!(tab.journal.foreign_count(), 0);
        assert!(tab.journal.quarantined().is_empty());
        // Put together with today's, it still does.
        tab.journal.compact().unwrap();
        assert_eq!(Tab::open(&store, 2).progress, tab.progress);
    }
}
