//! Content diagnostics on the terminal.

use crate::compiler::{self, Compilation, Severity, SourceTree};

use super::arguments::Shown;
use super::error::ToolError;
use super::place::Place;
use super::run;

/// How many findings there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that stop the build.
    pub errors: usize,
    /// Those that don't.
    pub warnings: usize,
    /// Pages that are still to be translated.
    pub notes: usize,
}

/// `cargo handbook check`: prints the findings; fails if there are errors.
pub fn check(place: &Place, shown: Shown) -> Result<(), ToolError> {
    let tally = report(&compile(place), shown);
    run::say(&format!("content: {} error(s), {} warning(s)", tally.errors, tally.warnings));
    if 0 < tally.notes {
        run::say(&format!("not translated yet: {} page(s); `cargo handbook status` counts them", tally.notes));
    }
    tally.verdict()
}

/// `cargo handbook check --case ID`: prints the findings of one case and draws its graph; fails if there are errors.
pub fn check_case(place: &Place, id: &str) -> Result<(), ToolError> {
    let mut compilation = compile(place);
    let folder = format!("scenarios/{id}/");
    compilation.diagnostics.retain(|it| it.place.file.starts_with(&folder));
    let tally = report(&compilation, Shown::All);
    let tree = SourceTree::from_dir(&place.root().join("content")).ok();
    let graph = tree.zip(id.parse().ok()).and_then(|(tree, id)| compiler::draw_case(&tree, id));
    match graph {
        Some(graph) => run::say(&graph),
        None => run::say(&format!("{folder}scenario.toml can't be drawn: it is missing, or lacks what a graph needs")),
    }
    run::say(&format!("{folder}: {} error(s), {} warning(s)", tally.errors, tally.warnings));
    tally.verdict()
}

/// Compiles the content of the repository.
pub fn compile(place: &Place) -> Compilation {
    compiler::compile(place.root())
}

/// Prints the findings and counts them.
pub fn report(compilation: &Compilation, shown: Shown) -> Tally {
    let mut tally = Tally::default();
    for diagnostic in &compilation.diagnostics {
        let is_shown = match diagnostic.severity {
            Severity::Error => {
                tally.errors += 1;
                true
            }
            Severity::Warning => {
                tally.warnings += 1;
                shown == Shown::All
            }
            Severity::Note => {
                tally.notes += 1;
                false
            }
        };
        if is_shown {
            run::say(&format!("{diagnostic}\n"));
        }
    }
    tally
}

impl Tally {
    /// An error if there is one.
    pub fn verdict(self) -> Result<(), ToolError> {
        if self.errors == 0 { Ok(()) } else { Err(ToolError::Content { errors: self.errors }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_errors_stop_the_build() {
        assert!(Tally { errors: 0, warnings: 9, notes: 9 }.verdict().is_ok());
        assert!(Tally { errors: 1, warnings: 0, notes: 0 }.verdict().is_err());
    }
}
