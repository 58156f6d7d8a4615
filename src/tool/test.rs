//! Every check, one after another, up to the first that fails.

use super::arguments::Selection;
use super::error::ToolError;
use super::place::Place;
use super::run::{self, Progress};
use super::setup;
use super::steps::Step;

/// `cargo handbook test`.
pub fn test(place: &Place, selection: &Selection) -> Result<(), ToolError> {
    let steps = Step::selected(selection)?;
    setup::ensure(place, steps.iter().flat_map(|step| step.needs().iter().copied()))?;
    let count = steps.len();
    for (done, step) in steps.into_iter().enumerate() {
        let progress = Progress::begin(&format!("[{}/{count}] {}", done + 1, step.title()));
        if let Err(source) = progress.end(step.run(place)) {
            run::say(&format!("{done} passed, 1 failed"));
            return Err(ToolError::Step { name: step.name(), source: Box::new(source) });
        }
    }
    run::say(&format!("{count} passed, 0 failed"));
    Ok(())
}
