//! The compiler: from this handbook, change that, and this is found.
//!
//! The handbook that is changed is `tests/fixtures/content/valid`, small and whole. It is frozen: tests name
//! its lines.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail the test when something is not there"
)]

/// The driver.
pub mod book;
/// What is wrong in a case, and where that is said.
mod cases;
/// What is wrong in law, species and directories.
mod desk;
/// What lies beside the mistakes of `let_through`: where else a rule holds, and where it must keep silent.
mod edges;
/// What is wrong in a lesson: items, figures, the translation.
mod lessons;
/// Mistakes that the compiler let through when it was first reviewed.
mod let_through;
/// What Markdown becomes, and what it may not hold.
mod markdown;
/// Every rule, with a mistake that breaks it.
mod rules;
/// Files: what is read, and how old it is.
mod source;
/// What the handbook holds, counted.
mod status;
/// Many mistakes in one run, and the exact words of five findings.
mod together;
