//! Bytes: how the record is kept, and what is done when it can't be.
//!
//! The record is an append-only log with one key an event (`event`), so that two tabs never write under
//! the same key. [`Journal`] reads it once, adds it up ([`crate::engine::progress`]) and appends to it. What
//! it promises:
//!
//! - An event that [`Journal::keeping`] calls saved was written, and can be read back.
//! - Nothing that this build can't read is ever changed or removed: not a damaged entry, not an unknown
//!   kind of event, not a store of a newer build.
//! - Nothing read from a store can make the program fail.
//! - A language is never part of a key or an event. It stands in the preferences alone.
//!
//! | key | what it holds |
//! |---|---|
//! | `kouprey.event.…`, `kouprey.segment.…`, `kouprey.import.…` | the log ([`key`]) |
//! | `kouprey.profile.<id>` | the name of a learner ([`profiles`]) |
//! | `kouprey.preferences` | the learner's wishes |
//! | `kouprey.quarantine` | marks on damaged entries, written anew at each opening |
//! | `kouprey.format` | the layout of the whole; absent, it is 1 |
//! | `kouprey.probe` | written and removed at each opening |
//!
//! Whoever lays the record out in another way raises `kouprey.format` first, so that older
//! builds open it read-only instead of taking what they can read for all there is.
//!
//! Absent on purpose: Leptos, the clock, randomness. Only `browser` knows the browser. How much the record
//! may hold is the browser's to say; one entry is at most [`event::EVENT_BYTES_MAX`] long.

#[cfg(feature = "app")]
pub mod browser;
pub mod event;
mod event_json;
mod journal;
pub mod json;
pub mod key;
mod log;
mod memory;
mod preferences;
pub mod profiles;
mod quarantine;
mod raw;
pub mod report;
pub mod segment;
mod store;
pub mod transfer;

pub use journal::{Change, FORMAT_KEY, Import, Journal, Keeping, LOOSE_MAX, Room, Unsaved};
pub use log::{Log, Place};
pub use memory::{Fault, MemoryStore};
pub use preferences::{PREFERENCES_KEY, Preferences, SearchKey, Shown, TextSize, Theme};
pub use quarantine::{Damage, MARKS_MAX, QUARANTINE_KEY};
pub use store::{NoStore, PREFIX, Store, StoreError};
