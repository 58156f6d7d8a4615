//! Rules: what a response earns, where a trail leads, what is still possible.
//!
//! Every function here is pure, total and deterministic: the same arguments give the same answer on
//! every machine, and nothing read from a record or from the content can make one panic. State is a
//! value and change is a function that returns the next one.
//!
//! Absent on purpose: text, storage, the clock, randomness (seeds come in as arguments), the browser,
//! Leptos. An engine takes the language-free half of the handbook only, so that switching the language
//! cannot change an outcome.

pub mod assessment;
pub mod class;
pub mod explore;
pub mod grade;
pub mod hindsight;
pub mod lesson;
pub mod mastery;
pub mod progress;
pub mod review;
pub mod scenario;
pub mod search;
pub mod shuffle;
mod walk;
pub mod workshop;
