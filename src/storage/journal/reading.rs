//! Taking in what stands in the store: all at an opening, what is new later.

use super::{Change, FORMAT_KEY, Import, Journal, Keeping, Unsaved};
use crate::engine::progress::{Progress, Stamped};
use crate::storage::event::{self, Read};
use crate::storage::key::{Key, KeyKind, is_of_log};
use crate::storage::log::{Log, Place};
use crate::storage::quarantine::{Damage, QUARANTINE_KEY, marks};
use crate::storage::segment;
use crate::storage::store::Store;

impl<S: Store> Journal<S> {
    /// Forgets everything but what is unsaved, and reads.
    pub(super) fn read_all(&mut self) -> Progress {
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
    pub(super) fn add(&mut self, keys: Vec<String>) -> (Change, bool) {
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
    pub(super) fn change(&mut self, mut added: Vec<Stamped>) -> Change {
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

    pub(super) fn read_entry(&mut self, key: &str, text: &str, events: &mut Vec<Stamped>) {
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

    pub(super) fn mark_damage(&mut self) {
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
}
