//! One event as a text, and back.
//!
//! An entry is one JSON object on one line. Reading it is total: whatever stands there comes out as an event, as
//! something to carry along untouched, or as damage. Formats are frozen when they are released; the fixtures
//! in `tests/fixtures/record/` hold this to account.
//!
//! | format | what it changed |
//! |---|---|
//! | 1 | – |
//! | 2 | whose the entry is stands in its key, not in the entry; numbers of 64 bits are texts of sixteen digits; a reset names what it had seen; what changes least stands first, so that entries side by side share their beginning |
//!
//! A field that we don't know is passed over, whatever it holds.

use super::event_json::{event_of, kind_of, upcast_from_1, write_event};
use super::json::{self, Json, push_field, push_integer, push_json, push_name, push_number};
use super::key::{Key, Order};
use crate::engine::progress::{Event, Stamp, Stamped};

/// The format that this build writes.
pub const FORMAT: u32 = 2;
/// Longest text of one event. An answer takes about 300 bytes, the longest trail 3,000.
pub const EVENT_BYTES_MAX: usize = 16 * 1024;

/// The one profile of format 1.
const PROFILE_OF_1: &str = "main";

/// What a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// An event of ours.
    Known(Stamped),
    /// Something that another build wrote: carried along untouched, never dropped.
    Foreign {
        /// Its place, if it names one: an unknown kind does, a newer format may not.
        order: Option<Order>,
        /// Whether its format is newer than ours; else it is an unknown kind.
        newer: bool,
    },
    /// Neither. The bytes stay where they are.
    Damaged {
        /// What is wrong, for whoever mends it.
        why: &'static str,
    },
}

impl Read {
    /// The place in the record.
    pub fn order(&self) -> Option<Order> {
        match self {
            Self::Known(stamped) => Some(stamped.stamp.order()),
            Self::Foreign { order, .. } => *order,
            Self::Damaged { .. } => None,
        }
    }
}

/// The text of an event.
pub fn text_of(stamped: &Stamped) -> String {
    let Stamp { counter, replica, at_ms, day } = stamped.stamp;
    let mut json = String::from("{");
    push_name(&mut json, "format");
    push_number(&mut json, u64::from(FORMAT), 1);
    push_field(&mut json, "replica", replica.as_str());
    push_name(&mut json, "day");
    json.push('"');
    push_number(&mut json, u64::from(day.year()), 4);
    json.push('-');
    push_number(&mut json, u64::from(day.month()), 2);
    json.push('-');
    push_number(&mut json, u64::from(day.day()), 2);
    json.push('"');
    push_name(&mut json, "at");
    push_integer(&mut json, at_ms);
    push_name(&mut json, "counter");
    push_number(&mut json, counter, 1);
    push_name(&mut json, "event");
    write_event(&stamped.event, &mut json);
    json.push('}');
    json
}

/// What stands under the key of an event.
pub fn read_at(key: &Key, text: &str) -> Read {
    let found = read(text);
    match found.order() {
        Some(order) if order != key.order => damaged("the key and the entry name different events"),
        _ => found,
    }
}

/// What a text is.
pub fn read(text: &str) -> Read {
    if EVENT_BYTES_MAX < text.len() {
        return damaged("longer than an event can be");
    }
    match json::parse(text) {
        Some(entry) => read_json(entry),
        None => damaged("not JSON"),
    }
}

/// An entry that was read as part of a file, and its text on one line; none where part of it is lost.
pub(super) fn read_within(entry: Json) -> (Read, Option<String>) {
    let mut text = String::new();
    let is_whole = push_json(&mut text, &entry) && text.len() <= EVENT_BYTES_MAX;
    (read_json(entry), is_whole.then_some(text))
}

fn read_json(mut entry: Json) -> Read {
    let format = entry.field("format").and_then(Json::whole);
    let Some(format) = format.and_then(|format| u32::try_from(format).ok()) else {
        return damaged("its format is missing or no number");
    };
    // A newer format may have changed anything else.
    if FORMAT < format {
        return Read::Foreign { order: stamp_of(&entry).map(|stamp| stamp.order()), newer: true };
    }
    if format == 0 {
        return damaged("no build has written this format");
    }
    let Some(stamp) = stamp_of(&entry) else {
        return damaged("a field of the entry is missing or wrong");
    };
    let order = Some(stamp.order());
    if format == 1 && entry.field("profile").and_then(Json::text) != Some(PROFILE_OF_1) {
        return Read::Foreign { order, newer: false };
    }
    let Some(event) = entry.field_mut("event") else {
        return damaged("a field of the entry is missing or wrong");
    };
    if format == 1 {
        upcast_from_1(event);
    }
    let Some(kind) = kind_of(event) else {
        return damaged("the event has no kind");
    };
    match event_of(event) {
        Some(event) => Read::Known(Stamped { stamp, event }),
        None if Event::KINDS.contains(&kind) => damaged("a field of the event is missing or wrong"),
        None => Read::Foreign { order, newer: false },
    }
}

fn stamp_of(entry: &Json) -> Option<Stamp> {
    Some(Stamp {
        counter: entry.field("counter")?.whole()?,
        replica: entry.field("replica")?.text()?.parse().ok()?,
        at_ms: entry.field("at")?.integer()?,
        day: entry.field("day")?.text()?.parse().ok()?,
    })
}

fn damaged(why: &'static str) -> Read {
    Read::Damaged { why }
}
