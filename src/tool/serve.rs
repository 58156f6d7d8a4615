//! The site while it is being written: built, served on this machine only, rebuilt on every change.

use super::arguments::Shown;
use super::check;
use super::error::ToolError;
use super::place::Place;
use super::run;
use super::setup;

/// `cargo handbook serve`; ends when the author ends it.
pub fn serve(place: &Place, port: u16) -> Result<(), ToolError> {
    setup::ensure(place, setup::SITE.iter().copied())?;
    let tally = check::report(&check::compile(place), Shown::Errors);
    if 0 < tally.errors {
        // Not the end: an author starts this to mend things, and each saved file is another try.
        run::note(&format!(
            "{} error(s) in the content: the site appears once they are mended; saving a file tries again.",
            tally.errors
        ));
    }
    run::note(&format!(
        "building (the first time takes some minutes), then serving on http://127.0.0.1:{port}/ until Ctrl-C"
    ));
    let mut command = place.command("trunk");
    command.args(["serve", "--offline", "--port"]).arg(port.to_string());
    run::shown(command)
}
