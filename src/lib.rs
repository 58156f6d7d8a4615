//! Kouprey: an interactive handbook on wildlife-trafficking cases for Cambodian judges and prosecutors.
//!
//! One package, two features as walls. With both off, what is left is the pure core, and that build is
//! part of the tests. Arrows point one way:
//!
//! ```text
//! model <- engine <- storage <- markup <- app        (feature "app": Leptos, the browser)
//! model, engine, markup <- compiler <- tool          (feature "compiler": files, TOML, Markdown)
//! ```
//!
//! ARCHITECTURE.md has the map and the reasons.

pub mod engine;
pub mod markup;
pub mod model;
pub mod storage;

#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "compiler")]
pub mod compiler;
#[cfg(feature = "compiler")]
pub mod tool;
