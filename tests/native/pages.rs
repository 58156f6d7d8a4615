//! Whole pages: their words, their structure, the files they are made of, routes and numbers.
//!
//! What is looked at is what is printed: the static pages as they are written, and the pages of the app as
//! the same trees print them. `html` reads them back.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail the test when something is not there"
)]

/// The files of the site, and what they name.
mod files;
/// Hand-outs and kits: who may read what on paper.
mod handouts;
/// HTML, read back into elements.
mod html;
/// Items before and after checking.
mod items;
/// The static page of a lesson holds all its words.
mod lessons;
/// Numbers and dates in both languages.
mod numbers;
/// Addresses of pages.
mod routes;
/// The sites that tests look at, and their pages.
mod site;
/// Headings, names, ids: what holds on every page.
mod structure;
