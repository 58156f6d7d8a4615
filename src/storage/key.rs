//! Keys of the record: whose an entry is, and which.
//!
//! | key | what it holds |
//! |---|---|
//! | `kouprey.event.<profile>.<replica>.<counter>` | one event |
//! | `kouprey.segment.<profile>.<replica>.<counter>` | many events that stood under keys of their own |
//! | `kouprey.import.<profile>.<replica>.<counter>` | many events that were read in from a file |
//! | `kouprey.event.<replica>.<counter>` | one event, as format 1 had it: there was one profile, `main` |
//!
//! Replica and counter are those of whoever wrote the key, so that no two writers ever share one.

use super::json::push_number;
use crate::engine::progress::{ReplicaId, Stamp};
use crate::model::{ProfileId, Slug};

/// What the key of an event begins with.
pub const EVENT_PREFIX: &str = "kouprey.event.";
/// What the key of a segment begins with.
pub const SEGMENT_PREFIX: &str = "kouprey.segment.";
/// What the key of an import begins with.
pub const IMPORT_PREFIX: &str = "kouprey.import.";

const COUNTER_DIGITS: usize = 10;
const FIRST_PROFILE: &str = "main";

/// A place in the order of the record.
pub type Order = (u64, ReplicaId);

/// The profile that is there from the start.
pub fn first_profile() -> ProfileId {
    // The word is a slug, so the stand-in is never used.
    FIRST_PROFILE.parse().unwrap_or_else(|_| ProfileId::from(Slug::default()))
}

/// What stands under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// One event.
    Event,
    /// Many events.
    Segment,
    /// Many events from a file.
    Import,
}

impl KeyKind {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Event, EVENT_PREFIX), (Self::Segment, SEGMENT_PREFIX), (Self::Import, IMPORT_PREFIX)];

    fn prefix(self) -> &'static str {
        match self {
            Self::Event => EVENT_PREFIX,
            Self::Segment => SEGMENT_PREFIX,
            Self::Import => IMPORT_PREFIX,
        }
    }
}

/// A key of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// What stands under it.
    pub kind: KeyKind,
    /// Whose it is.
    pub profile: ProfileId,
    /// Who wrote it, and when.
    pub order: Order,
}

impl Key {
    /// The key of an event.
    pub fn of_event(profile: ProfileId, stamp: &Stamp) -> Self {
        Self { kind: KeyKind::Event, profile, order: stamp.order() }
    }

    /// Reads a key of the log. `None` for another key of ours and for what only looks like one.
    pub fn parse(key: &str) -> Option<Self> {
        let (kind, rest) = KeyKind::ALL.iter().find_map(|(kind, prefix)| Some((*kind, key.strip_prefix(prefix)?)))?;
        let (rest, counter) = rest.rsplit_once('.')?;
        let (profile, replica) = match rest.split_once('.') {
            Some((profile, replica)) => (profile.parse().ok()?, replica),
            None if kind == KeyKind::Event => (first_profile(), rest),
            None => return None,
        };
        // A number's own parser would also take a plus sign, and more digits than we write.
        if counter.len() != COUNTER_DIGITS || !counter.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Some(Self { kind, profile, order: (counter.parse().ok()?, replica.parse().ok()?) })
    }

    /// The key as it is written today.
    pub fn text(&self) -> String {
        let (counter, replica) = &self.order;
        let mut text = String::from(self.kind.prefix());
        for part in [self.profile.as_str(), replica.as_str()] {
            text.push_str(part);
            text.push('.');
        }
        push_number(&mut text, *counter, COUNTER_DIGITS);
        text
    }
}

/// Whether a key belongs to the log, readable or not.
pub fn is_of_log(key: &str) -> bool {
    KeyKind::ALL.iter().any(|(_, prefix)| key.starts_with(prefix))
}
