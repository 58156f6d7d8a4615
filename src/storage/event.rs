//! One event as a text, and back.
//!
//! An entry is one JSON object. Reading it is total: whatever stands under a key comes out as an event, as
//! something to carry along untouched, or as damage. Formats are frozen when they are released; the fixtures
//! in `tests/fixtures/record/` hold this to account.
//!
//! A field that we don't know is passed over, whatever it holds.

use super::event_json::{event_of, kind_of, write_event};
use super::json::{self, Json, push_field, push_integer, push_name, push_number};
use crate::engine::progress::{Event, ReplicaId, Stamp, Stamped};

/// The format that this build writes.
pub const FORMAT: u32 = 1;
/// Longest text of one event. An answer takes about 300 bytes, the longest trail 3,000.
pub const EVENT_BYTES_MAX: usize = 16 * 1024;
/// What the key of an event begins with.
pub const EVENT_PREFIX: &str = "kouprey.event.";

/// The one profile that this build knows. Events of others belong to somebody else: they are carried along.
const PROFILE: &str = "main";
const COUNTER_DIGITS: usize = 10;

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
        why: &'static str,
    },
}

/// The key of an event.
pub fn key_of(stamp: &Stamp) -> String {
    let mut key = String::from(EVENT_PREFIX);
    key.push_str(stamp.replica.as_str());
    key.push('.');
    push_number(&mut key, stamp.counter, COUNTER_DIGITS);
    key
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
    let mut json = String::from("{");
    push_name(&mut json, "format");
    push_number(&mut json, u64::from(FORMAT), 1);
    push_field(&mut json, "profile", PROFILE);
    push_name(&mut json, "counter");
    push_number(&mut json, counter, 1);
    push_field(&mut json, "replica", replica.as_str());
    push_name(&mut json, "at");
    push_integer(&mut json, at_ms);
    push_name(&mut json, "day");
    json.push('"');
    push_number(&mut json, u64::from(day.year()), 4);
    json.push('-');
    push_number(&mut json, u64::from(day.month()), 2);
    json.push('-');
    push_number(&mut json, u64::from(day.day()), 2);
    json.push('"');
    push_name(&mut json, "event");
    write_event(&stamped.event, &mut json);
    json.push('}');
    json
}

/// What stands under a key that begins with [`EVENT_PREFIX`].
pub fn read(key: &str, text: &str) -> Read {
    let Some(order) = order_of(key) else {
        return damaged("the key is not that of an event");
    };
    if EVENT_BYTES_MAX < text.len() {
        return damaged("longer than an event can be");
    }
    let Some(entry) = json::parse(text) else {
        return damaged("not JSON");
    };
    let format = entry.field("format").and_then(Json::whole);
    let Some(format) = format.and_then(|format| u32::try_from(format).ok()) else {
        return damaged("its format is missing or no number");
    };
    // A newer format may have changed anything else.
    if FORMAT < format {
        return Read::Foreign { newer: true };
    }
    if format < FORMAT {
        return damaged("no build has written this format");
    }
    let Some((stamp, profile, event)) = parts_of(&entry) else {
        return damaged("a field of the entry is missing or wrong");
    };
    let Some(kind) = kind_of(event) else {
        return damaged("the event has no kind");
    };
    if stamp.order() != order {
        return damaged("the key and the entry name different events");
    }
    if profile != PROFILE {
        return Read::Foreign { newer: false };
    }
    match event_of(event) {
        Some(event) => Read::Known(Stamped { stamp, event }),
        None if Event::KINDS.contains(&kind) => damaged("a field of the event is missing or wrong"),
        None => Read::Foreign { newer: false },
    }
}

/// The stamp, the profile and the event of an entry.
fn parts_of(entry: &Json) -> Option<(Stamp, &str, &Json)> {
    let stamp = Stamp {
        counter: entry.field("counter")?.whole()?,
        replica: entry.field("replica")?.text()?.parse().ok()?,
        at_ms: entry.field("at")?.integer()?,
        day: entry.field("day")?.text()?.parse().ok()?,
    };
    Some((stamp, entry.field("profile")?.text()?, entry.field("event")?))
}

fn damaged(why: &'static str) -> Read {
    Read::Damaged { why }
}
