//! The app: signals, routes, the browser.
//!
//! Pages are trees (`crate::markup`); this stratum builds them, keeps them up to date and carries out
//! what the reader does. `session` is the one reactive boundary: it holds the signals, and everything
//! else asks it. `platform` is the only module that talks to the browser, besides the record's store.
//!
//! Absent on purpose: rules (see `crate::engine`), words (see `content/`).

mod carry;
mod case;
mod desk;
mod draw;
mod effects;
mod fetch;
mod highlight;
mod items;
mod keep;
mod keys;
mod live;
mod notes;
mod office;
mod pages;
mod part;
mod platform;
mod root;
mod search;
mod select;
mod session;
mod study;
mod workshop;

/// Starts the app on the page that the browser has shown already.
pub fn run() {
    platform::spawn(async {
        if let Err(file) = root::start().await {
            platform::fail(&file);
        }
    });
}
