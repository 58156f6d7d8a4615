//! The command line, read by hand: there are few words on it.

/// What `cargo handbook help` prints.
pub const USAGE: &str = "\
Usage: cargo handbook <command>

  serve [--port N]          set up what is missing, build, serve on 127.0.0.1:8080, rebuild on change
  test                      set up what is missing, then run every check
       --fast               only the checks that need no browser and no wasm
       --only STEP          only the steps whose name begins so: format, lint, core, native, content,
                            build, sizes, browser
  check [--quiet-warnings]  say what is wrong with the content, and how to mend it
        --case ID           of one case only, and draw its graph
  build                     the release site in dist/
  status [--json]           what the handbook holds
  bench [--json]            sizes and timings of the release site, beside a static page
        [--as-built]        of the site that is in dist/ already
  help                      this text";

/// Where `serve` listens unless told otherwise.
pub const PORT: u16 = 8080;

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Print the usage.
    Help,
    /// Build, serve and rebuild.
    Serve {
        /// The port on the loopback address.
        port: u16,
    },
    /// The release site.
    Build,
    /// Content diagnostics.
    Check(Shown),
    /// Diagnostics of one case, and its graph.
    CheckCase(String),
    /// What the handbook holds.
    Status(Form),
    /// Trunk's hook, which people don't type.
    Pages,
    /// Every check, or some.
    Test(Selection),
    /// Sizes and timings.
    Bench {
        /// For people or machines.
        form: Form,
        /// Of which site.
        subject: Subject,
    },
}

/// Which findings are printed one by one; all are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Errors and warnings.
    All,
    /// Errors.
    Errors,
}

/// How a result is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// Which steps of the test run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// All of them.
    All,
    /// Those that need no browser and no wasm.
    Fast,
    /// Those whose name begins so.
    Named(String),
}

/// Which site is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// One built now.
    Fresh,
    /// The one in `dist/`.
    AsBuilt,
}

/// Why a command line isn't understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UsageError {
    /// Nothing was asked for.
    #[error("a command is missing")]
    NoCommand,
    /// No command of that name.
    #[error("there is no command '{0}'")]
    UnknownCommand(String),
    /// A command with words that it doesn't take.
    #[error("'{command}' doesn't take '{options}'")]
    Options {
        /// The command.
        command: String,
        /// All that followed it.
        options: String,
    },
    /// Not a port.
    #[error("'{0}' is not a port: a number from 1 to 65535")]
    Port(String),
}

/// Reads the words after `cargo handbook`.
pub fn parse(arguments: &[String]) -> Result<Command, UsageError> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => Err(UsageError::NoCommand),
        ["help" | "--help" | "-h", ..] | [_, "--help" | "-h"] => Ok(Command::Help),
        ["serve"] => Ok(Command::Serve { port: PORT }),
        ["serve", "--port", port] => Ok(Command::Serve { port: parse_port(port)? }),
        ["build"] => Ok(Command::Build),
        ["check"] => Ok(Command::Check(Shown::All)),
        ["check", "--quiet-warnings"] => Ok(Command::Check(Shown::Errors)),
        ["check", "--case", id] => Ok(Command::CheckCase((*id).to_owned())),
        ["status"] => Ok(Command::Status(Form::Text)),
        ["status", "--json"] => Ok(Command::Status(Form::Json)),
        ["pages"] => Ok(Command::Pages),
        ["test"] => Ok(Command::Test(Selection::All)),
        ["test", "--fast"] => Ok(Command::Test(Selection::Fast)),
        ["test", "--only", step] => Ok(Command::Test(Selection::Named((*step).to_owned()))),
        ["bench", options @ ..] => parse_bench(options),
        [command @ ("serve" | "build" | "check" | "status" | "pages" | "test"), options @ ..] => {
            Err(wrong_options(command, options))
        }
        [unknown, ..] => Err(UsageError::UnknownCommand((*unknown).to_owned())),
    }
}

fn parse_port(text: &str) -> Result<u16, UsageError> {
    text.parse::<u16>().ok().filter(|port| 0 < *port).ok_or_else(|| UsageError::Port(text.to_owned()))
}

fn parse_bench(options: &[&str]) -> Result<Command, UsageError> {
    let (form, subject) = match options {
        [] => (Form::Text, Subject::Fresh),
        ["--json"] => (Form::Json, Subject::Fresh),
        ["--as-built"] => (Form::Text, Subject::AsBuilt),
        ["--json", "--as-built"] | ["--as-built", "--json"] => (Form::Json, Subject::AsBuilt),
        _ => return Err(wrong_options("bench", options)),
    };
    Ok(Command::Bench { form, subject })
}

fn wrong_options(command: &str, options: &[&str]) -> UsageError {
    UsageError::Options { command: command.to_owned(), options: options.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Result<Command, UsageError>) {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        assert_eq!(parse(&words), expected, "{line}");
    }

    #[test]
    fn every_command_of_the_usage_is_understood() {
        check("serve", Ok(Command::Serve { port: 8080 }));
        check("serve --port 9000", Ok(Command::Serve { port: 9000 }));
        check("build", Ok(Command::Build));
        check("check", Ok(Command::Check(Shown::All)));
        check("check --quiet-warnings", Ok(Command::Check(Shown::Errors)));
        check("check --case seat-27", Ok(Command::CheckCase("seat-27".to_owned())));
        check("status", Ok(Command::Status(Form::Text)));
        check("status --json", Ok(Command::Status(Form::Json)));
        check("test", Ok(Command::Test(Selection::All)));
        check("test --fast", Ok(Command::Test(Selection::Fast)));
        check("test --only lint", Ok(Command::Test(Selection::Named("lint".to_owned()))));
        check("bench", Ok(Command::Bench { form: Form::Text, subject: Subject::Fresh }));
        check("bench --as-built --json", Ok(Command::Bench { form: Form::Json, subject: Subject::AsBuilt }));
    }

    #[test]
    fn help_is_understood_wherever_people_put_it() {
        for line in ["help", "--help", "-h", "serve --help", "bench -h"] {
            check(line, Ok(Command::Help));
        }
    }

    #[test]
    fn what_is_not_understood_is_named() {
        check("", Err(UsageError::NoCommand));
        check("deploy", Err(UsageError::UnknownCommand("deploy".to_owned())));
        let options = |command: &str, options: &str| {
            Err(UsageError::Options { command: command.to_owned(), options: options.to_owned() })
        };
        check("check --quiet", options("check", "--quiet"));
        check("test --only", options("test", "--only"));
        check("bench --json --json", options("bench", "--json --json"));
        check("serve --port 0", Err(UsageError::Port("0".to_owned())));
        check("serve --port 65536", Err(UsageError::Port("65536".to_owned())));
    }
}
