//! What can go wrong in the tool, each with what to do about it.

use std::fmt;
use std::io;
use std::path::Path;

/// Why a command did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum ToolError {
    /// Another program ran and failed.
    #[error("{0}")]
    Failed(Box<Failure>),
    /// Another program could not be started at all.
    #[error("cannot start {program}: {source}\n{hint}")]
    Start {
        /// Its name.
        program: String,
        /// What the system says.
        source: io::Error,
        /// Where it comes from.
        hint: &'static str,
    },
    /// A file or folder could not be read or written.
    #[error("cannot {action} {path}: {source}")]
    File {
        /// What was tried, such as `read`.
        action: &'static str,
        /// The file or folder.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// Something that must be there is not, and the tool can't get it by itself.
    #[error("{thing} is missing\n{hint}")]
    Missing {
        /// What.
        thing: String,
        /// How to get it.
        hint: String,
    },
    /// Something has to be installed by a user with more rights.
    #[error("{thing} is missing, and installing it takes more rights. Type this, then start again:\n\n  {command}")]
    Administrator {
        /// What.
        thing: String,
        /// What to type.
        command: String,
    },
    /// The content has errors; they were printed one by one.
    #[error("the content has {errors} error(s); each is said above, with file, line and how to mend it")]
    Content {
        /// How many.
        errors: usize,
    },
    /// Files of the site that are larger than a reader should have to load.
    #[error("over the size budget:\n{0}")]
    Budget(String),
    /// No step of the test has such a name.
    #[error("no step begins with '{name}'; there are: {known}")]
    UnknownStep {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// A step of the test failed.
    #[error("the step '{name}' failed\n\n{source}\n\nto repeat it: cargo handbook test --only {name}")]
    Step {
        /// Its name on the command line.
        name: &'static str,
        /// Why.
        source: Box<ToolError>,
    },
    /// What should be JSON is not, or can't become JSON.
    #[error("{what} is not the JSON it should be: {source}")]
    Json {
        /// Which.
        what: &'static str,
        /// Where it breaks.
        source: serde_json::Error,
    },
}

impl ToolError {
    /// Turns an error of the system on a file into ours, for `map_err`.
    pub fn file(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.display().to_string();
        move |source| Self::File { action, path, source }
    }

    /// Something that must be there is not.
    pub fn missing(thing: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Missing { thing: thing.into(), hint: hint.into() }
    }
}

/// A program that ran and failed.
#[derive(Debug)]
pub struct Failure {
    /// The command as one would type it.
    pub command: String,
    /// How it ended, such as `exit status: 1`.
    pub ending: String,
    /// The last lines that it printed; empty if they were on the screen already.
    pub tail: String,
    /// Where all of its output is; empty if it was on the screen already.
    pub log: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` failed ({})", self.command, self.ending)?;
        if !self.tail.is_empty() {
            write!(f, "; its last lines:\n\n{}", self.tail)?;
        }
        if !self.log.is_empty() {
            write!(f, "\n\nall of its output: {}", self.log)?;
        }
        Ok(())
    }
}
