//! The engines: grading, reading, cases, the explorer, the shuffle.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail the test when something is not there"
)]

mod class;
mod explore;
mod grade;
mod hindsight;
mod lesson;
mod review;
mod scenario;
mod shuffle;
mod workshop;
