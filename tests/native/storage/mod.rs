//! The record: nothing that was acknowledged is lost, and nothing that can't be read is touched.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod entries;
mod faults;
mod fixtures;
mod journal;
mod json;
mod preferences;
mod properties;
mod quarantine;
mod report;
pub mod support;
mod together;
