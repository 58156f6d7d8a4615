//! The release site in `dist/`.

use super::arguments::Shown;
use super::check;
use super::error::ToolError;
use super::place::Place;
use super::run::{self, Progress};
use super::setup;
use super::sizes;

/// Builds the standard library anew for the page, without the words of panics that a reader never sees: that is an
/// eighth of what a reader downloads. It asks the stable compiler for features that are not stable yet, for this one
/// build; nothing in the source depends on them. The hook in Trunk.toml takes these out again.
const SMALL_STD: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Clink-args=--emit-relocs -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none",
    ),
];

/// `cargo handbook build`.
pub fn build(place: &Place) -> Result<(), ToolError> {
    setup::ensure(place, setup::SITE.iter().copied())?;
    check::report(&check::compile(place), Shown::Errors).verdict()?;
    let progress = Progress::begin("building the release site");
    progress.end(release(place))?;
    let files = sizes::list(&place.dist())?;
    let sent: u64 = files.iter().map(sizes::FileSize::sent).sum();
    run::say(&format!("dist/ is ready: {} files, {sent} bytes as sent", files.len()));
    Ok(())
}

/// Builds with Trunk, which calls `cargo handbook pages` at the end; everything must be set up.
pub fn release(place: &Place) -> Result<(), ToolError> {
    let mut command = place.command("trunk");
    command.args(["build", "--release", "--offline"]).envs(SMALL_STD);
    run::logged(place, "site", command)
}

/// Fails unless `dist/` holds a release site.
pub fn must_be_built(place: &Place) -> Result<(), ToolError> {
    // Only a release has compressed files beside the others; `serve` leaves them out.
    if place.dist().join("index.html.br").is_file() {
        return Ok(());
    }
    Err(ToolError::missing("the release site in dist/", "Build it first: cargo handbook build"))
}
