//! The release site in `dist/`.

use super::arguments::Shown;
use super::check;
use super::error::ToolError;
use super::place::Place;
use super::run::{self, Progress};
use super::setup;
use super::sizes;

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
    command.args(["build", "--release", "--offline"]);
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
