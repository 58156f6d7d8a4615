//! The tool behind `cargo handbook`: sets up, checks, builds, serves, tests and measures.
//!
//! ```text
//! arguments -> Command -> serve | build | check | status | test | bench | pages
//!                           |       |                      |      |
//!                         setup   setup, check, site     steps   sizes, tests/browser/bench.mjs
//!
//! site -> trunk -> (hook) pages -> compiler, tools/css.mjs, tools/compress.mjs
//! ```
//!
//! Results go to standard output, progress to standard error, so that `--json` stays clean. What another
//! program prints goes to a log and is shown only when that program fails.
//!
//! Absent on purpose: content rules and page markup (see `crate::compiler`).

mod arguments;
mod bench;
mod check;
mod error;
mod packages;
mod pages;
mod place;
mod run;
mod serve;
mod setup;
mod site;
mod sizes;
mod split;
mod status;
mod steps;
mod test;
mod version;

use std::process::ExitCode;

use arguments::Command;
use error::ToolError;
use place::Place;

/// What a wrong command line ends with, as is the custom.
const EXIT_USAGE: u8 = 2;

/// Carries out one command line, without the name of the program.
pub fn main(arguments: &[String]) -> ExitCode {
    let command = match arguments::parse(arguments) {
        Ok(command) => command,
        Err(error) => {
            run::note(&format!("{error}\n\n{}", arguments::USAGE));
            return ExitCode::from(EXIT_USAGE);
        }
    };
    match carry_out(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            run::note(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn carry_out(command: Command) -> Result<(), ToolError> {
    match command {
        Command::Help => {
            run::say(arguments::USAGE);
            Ok(())
        }
        Command::Serve { port } => serve::serve(&Place::find()?, port),
        Command::Build => site::build(&Place::find()?),
        Command::Check(shown) => check::check(&Place::find()?, shown),
        Command::CheckCase(id) => check::check_case(&Place::find()?, &id),
        Command::Status(form) => status::status(&Place::find()?, form),
        Command::Pages => pages::pages(&Place::find()?),
        Command::Test(selection) => test::test(&Place::find()?, &selection),
        Command::Bench { form, subject } => bench::bench(&Place::find()?, form, subject),
    }
}
