//! What the handbook holds.

use crate::compiler;

use super::arguments::{Form, Shown};
use super::check;
use super::error::ToolError;
use super::place::Place;
use super::run;

/// `cargo handbook status`.
pub fn status(place: &Place, form: Form) -> Result<(), ToolError> {
    let compilation = check::compile(place);
    let status = compiler::status::status(&compilation);
    match form {
        Form::Text => run::say(&status.to_string()),
        Form::Json => {
            let json = serde_json::to_string_pretty(&status);
            run::say(&json.map_err(|source| ToolError::Json { what: "the status", source })?);
            // The findings are for people; a machine asks `check` and looks at its exit code.
            return Ok(());
        }
    }
    check::report(&compilation, Shown::Errors).verdict()
}
