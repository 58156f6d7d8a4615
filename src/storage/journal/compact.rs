//! Putting loose events together, so that there are few keys and some room.
//!
//! A segment is written and read back before the first of its events is removed. So whatever breaks off at
//! whatever step, each event is there at least once, and reading is a union: twice counts once.

use super::{Journal, Keeping};
use crate::storage::event::{self, Read};
use crate::storage::key::{Key, KeyKind};
use crate::storage::segment::{self, Header};
use crate::storage::store::{Store, StoreError};

/// Events in one segment.
pub const SEGMENT_ENTRIES_MAX: usize = 500;
/// Fewer events than this are not worth a segment.
const SEGMENT_ENTRIES_MIN: usize = 8;

impl<S: Store> Journal<S> {
    /// Puts the loose events of this profile together and says how many they were. One tab at a time may do so.
    ///
    /// # Errors
    /// What the store said when it took not even a small segment. Nothing is lost by that.
    pub fn compact(&mut self) -> Result<usize, StoreError> {
        if self.keeping == Keeping::ReadOnly {
            return Ok(0);
        }
        let loose = self.loose()?;
        let (mut done, mut size) = (0, SEGMENT_ENTRIES_MAX);
        while SEGMENT_ENTRIES_MIN <= loose.len() - done {
            let Some(chunk) = loose.get(done..loose.len().min(done + size)) else { break };
            match self.put_together(chunk) {
                Ok(()) => done += chunk.len(),
                // There is room for less: what that frees makes room for more.
                Err(StoreError::Full { .. }) if SEGMENT_ENTRIES_MIN < size => size = SEGMENT_ENTRIES_MIN.max(size / 4),
                Err(error) => return if done == 0 { Err(error) } else { Ok(done) },
            }
        }
        if !self.unsaved.is_empty() {
            self.save_unsaved();
        }
        Ok(done)
    }

    /// Keys and texts of the events that can be put together, those of one tab side by side.
    fn loose(&self) -> Result<Vec<(Key, String, String)>, StoreError> {
        let mut loose = Vec::new();
        for name in self.store.keys()? {
            let Some(key) = Key::parse(&name) else { continue };
            if key.kind != KeyKind::Event || key.profile != self.profile {
                continue;
            }
            let Some(text) = self.store.read(&name)? else { continue };
            let is_readable = match event::read_at(&key, &text) {
                Read::Known(_) => true,
                Read::Foreign { newer, .. } => !newer,
                Read::Damaged { .. } => false,
            };
            // In a segment an entry is a line.
            if is_readable && !text.contains('\n') {
                loose.push((key, name, text));
            }
        }
        loose.sort_by_key(|(key, ..)| (key.order.1, key.order.0));
        Ok(loose)
    }

    fn put_together(&mut self, chunk: &[(Key, String, String)]) -> Result<(), StoreError> {
        let key = Key { kind: KeyKind::Segment, profile: self.profile, order: (self.next_counter(), self.replica) };
        let key = key.text();
        let text = segment::pack(&Header::default(), chunk.iter().map(|(_, _, text)| text.as_str()));
        self.store.write(&key, &text)?;
        if self.store.read(&key)?.as_deref() != Some(text.as_str()) {
            return Err(StoreError::Failed { key, detail: "not kept".to_owned() });
        }
        self.remember(&key);
        for (_, name, _) in chunk {
            self.store.remove(name)?;
            if let Ok(place) = self.known.binary_search(name) {
                self.known.remove(place);
            }
        }
        Ok(())
    }
}
