//! Everything that can be tested without a browser, in one binary.
//!
//! A test that needs the tool's half (TOML, Markdown, files) is here too, so the binary asks for the feature
//! `compiler`; that the core stands without it is shown by building it alone.

/// The compiler: every rule with the mistake that breaks it, and what good Markdown becomes.
mod compiler;
/// The real handbook: whole in both languages, its cases walked to every ending, its figures sourced.
mod content;
/// The rules: grading, reading, cases, the explorer, the shuffle.
mod engine;
/// Drawn figures, as trees.
mod markup;
/// Whole pages: their words, their structure, the files they are made of, routes and numbers.
mod pages;
/// What events add up to.
mod progress;
/// The record: nothing acknowledged is lost, nothing unreadable is touched.
mod storage;
/// Builders: items and scenarios in a few words each.
mod support;
/// Rules of the house that no compiler knows: arrows between modules, sizes, colours.
mod tidy;
