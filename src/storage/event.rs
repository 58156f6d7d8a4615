//! One event as a text, and back.
//!
//! An entry is one JSON object. Reading it is total: whatever stands under a key comes out as an event, as
//! something to carry along untouched, or as damage. Formats are frozen when they are released; the fixtures
//! in `tests/fixtures/record/` hold this to account.
//!
//! Deep nesting does no harm: known fields are shallow, and what is passed over is passed over without
//! recursion.

use std::fmt;

use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::engine::progress::{Day, Event, ReplicaId, Stamp, Stamped};

/// The format that this build writes.
pub const FORMAT: u32 = 1;
/// Longest text of one event. An answer takes about 300 bytes, the longest trail 3,000.
pub const EVENT_BYTES_MAX: usize = 16 * 1024;
/// What the key of an event begins with.
pub const EVENT_PREFIX: &str = "kouprey.event.";

/// The one profile that this build knows. Events of others belong to somebody else: they are carried along.
const PROFILE: &str = "main";
const COUNTER_DIGITS: usize = 10;
/// A parser's message may quote what it read.
const WHY_CHARACTERS_MAX: usize = 200;

/// What stands under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// An event of ours.
    Known(Stamped),
    /// Something that another build wrote: carried along untouched, never dropped.
    Foreign {
        /// Whether its format is newer than ours; else it is an unknown kind, or another profile's.
        newer: bool,
    },
    /// Neither. The bytes stay where they are.
    Damaged {
        /// What is wrong, for whoever mends it.
        why: String,
    },
}

/// An entry as written. `P` and `E` are the profile and the event, borrowed or owned, whole or in part.
#[derive(Serialize, Deserialize)]
struct Entry<P, E> {
    format: u32,
    profile: P,
    counter: u64,
    replica: ReplicaId,
    at: i64,
    day: Day,
    event: E,
}

/// As much as every format has.
#[derive(Deserialize)]
struct Format {
    format: u32,
}

/// The key of an event.
pub fn key_of(stamp: &Stamp) -> String {
    format!("{EVENT_PREFIX}{}.{:010}", stamp.replica, stamp.counter)
}

/// The counter and the replica that the key of an event names; none if it is no such key.
pub fn order_of(key: &str) -> Option<(u64, ReplicaId)> {
    let (replica, counter) = key.strip_prefix(EVENT_PREFIX)?.split_once('.')?;
    if counter.len() != COUNTER_DIGITS || !counter.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((counter.parse().ok()?, replica.parse().ok()?))
}

/// The text of an event.
pub fn text_of(stamped: &Stamped) -> String {
    let Stamp { counter, replica, at_ms, day } = stamped.stamp;
    let event = &stamped.event;
    let entry = Entry { format: FORMAT, profile: PROFILE, counter, replica, at: at_ms, day, event };
    // Plain data always has a text. The empty one would be read back as damaged, so never be called saved.
    serde_json::to_string(&entry).unwrap_or_default()
}

/// What stands under a key that begins with [`EVENT_PREFIX`].
pub fn read(key: &str, text: &str) -> Read {
    let Some(order) = order_of(key) else {
        return damaged("the key is not that of an event");
    };
    if EVENT_BYTES_MAX < text.len() {
        return damaged("longer than an event can be");
    }
    // The parser would also take an array for an object, and its first number for a format.
    if !text.trim_start().starts_with('{') {
        return damaged("not an object");
    }
    match serde_json::from_str::<Entry<String, Event>>(text) {
        Ok(entry) => check(order, &entry).unwrap_or_else(|| known(entry)),
        Err(error) => read_in_part(order, text, &error.to_string()),
    }
}

/// What an entry is that is not an event of ours: a second and slower look, for the few that need it.
fn read_in_part(order: (u64, ReplicaId), text: &str, why: &str) -> Read {
    // A newer format may have changed anything else.
    if serde_json::from_str::<Format>(text).is_ok_and(|found| FORMAT < found.format) {
        return Read::Foreign { newer: true };
    }
    let Ok(entry) = serde_json::from_str::<Entry<String, Kind>>(text) else {
        return damaged(why);
    };
    if let Some(found) = check(order, &entry) {
        found
    } else if Event::KINDS.contains(&entry.event.0.as_str()) {
        damaged(why)
    } else {
        Read::Foreign { newer: false }
    }
}

/// What keeps an entry from being an event of ours, apart from the event itself.
fn check<E>(order: (u64, ReplicaId), entry: &Entry<String, E>) -> Option<Read> {
    if FORMAT < entry.format {
        Some(Read::Foreign { newer: true })
    } else if entry.format < FORMAT {
        Some(damaged("no build has written this format"))
    } else if (entry.counter, entry.replica) != order {
        Some(damaged("the key and the entry name different events"))
    } else if entry.profile != PROFILE {
        Some(Read::Foreign { newer: false })
    } else {
        None
    }
}

fn known(entry: Entry<String, Event>) -> Read {
    let Entry { format: _, profile: _, counter, replica, at, day, event } = entry;
    Read::Known(Stamped { stamp: Stamp { counter, replica, at_ms: at, day }, event })
}

fn damaged(why: &str) -> Read {
    Read::Damaged { why: why.chars().take(WHY_CHARACTERS_MAX).collect() }
}

/// The name of an event's kind; its fields are passed over.
struct Kind(String);

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(KindVisitor)
    }
}

struct KindVisitor;

impl<'de> Visitor<'de> for KindVisitor {
    type Value = Kind;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Kind, E> {
        Ok(Kind(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Kind, A::Error> {
        let Some(kind) = map.next_key::<String>()? else {
            return Err(A::Error::custom("an event without a kind"));
        };
        map.next_value::<IgnoredAny>()?;
        while let Some((IgnoredAny, IgnoredAny)) = map.next_entry()? {}
        Ok(Kind(kind))
    }
}
