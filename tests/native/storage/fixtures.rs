//! Entries as released builds wrote them. These files never change; a new format gets a folder of its own.

use std::fs;
use std::path::PathBuf;

use kouprey::engine::progress::{Event, Progress, Stamped};
use kouprey::storage::event::{Read, key_of, read, text_of};

use super::support::{Tab, fixture_replica, samples, stamp};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/record/v1")
}

fn fixture(name: &str) -> String {
    let path = folder().join(name).with_extension("json");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The samples as entries: fixture `n` from 1 has the counter `n`.
fn entries() -> Vec<(&'static str, Stamped)> {
    let counted = (1..).zip(samples());
    counted
        .map(|(counter, (name, event))| (name, Stamped { stamp: stamp(counter, fixture_replica()), event }))
        .collect()
}

#[test]
fn every_released_entry_is_read_for_ever() {
    for (name, stamped) in entries() {
        assert_eq!(read(&key_of(&stamped.stamp), &fixture(name)), Read::Known(stamped), "{name}");
    }
}

#[test]
fn a_format_is_written_as_it_was_released() {
    for (name, stamped) in entries() {
        assert_eq!(text_of(&stamped), fixture(name).trim_end(), "{name}");
    }
}

#[test]
fn every_kind_has_a_fixture_and_every_fixture_is_read() {
    let names: Vec<&str> = samples().iter().map(|(name, _)| *name).collect();
    for kind in Event::KINDS {
        assert!(names.iter().any(|name| name.starts_with(kind)), "{kind}");
    }
    for file in fs::read_dir(folder()).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(names.contains(&name), "{name}");
    }
}

#[test]
fn a_released_record_adds_up_as_it_did() {
    let kept: Vec<Stamped> = entries()
        .into_iter()
        .map(|(_, stamped)| stamped)
        .filter(|stamped| stamped.event != Event::RecordReset)
        .collect();
    let store = kouprey::storage::MemoryStore::with_entries(
        entries()
            .iter()
            .filter(|(name, _)| *name != "record-reset")
            .map(|(name, stamped)| (key_of(&stamped.stamp), fixture(name))),
    );
    let tab = Tab::open(&store, 1);
    assert_eq!(tab.progress, Progress::from_events(kept));
    let counts = tab.progress.counts();
    assert_eq!((counts.attempts, counts.items, counts.sections_read), (4, 4, 1));
    assert_eq!((counts.playthroughs, counts.playthroughs_ended, counts.days), (1, 1, 1));
    assert_eq!(tab.journal.foreign_count(), 0);
    assert!(tab.journal.quarantined().is_empty());
}
