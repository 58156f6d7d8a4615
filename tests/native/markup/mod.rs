//! What a reader sees, as trees of elements.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail the test when something is not there"
)]

mod figure;
