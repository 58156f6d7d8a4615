//! Running other programs: what they print goes to a log, what a person sees is one line.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::error::{Failure, ToolError};
use super::place::Place;

/// How much of a failed program's output is shown.
const TAIL_LINES: usize = 40;

/// How long a program may be silent before a line says that it still works.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);

/// Longest pause between two looks at whether a program has ended.
const PAUSE_MAX: Duration = Duration::from_millis(100);

/// Endings by which the name of a host is known when it stands without a scheme.
const HOST_ENDINGS: [&str; 4] = ["com", "io", "net", "org"];

/// Prints a result. Nobody may be listening (`| head`), which is no reason to fail.
pub fn say(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// Prints how things go; to standard error, so that results stay clean.
pub fn note(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// A line for something that takes a while: its title at once, how long it took at the end.
pub struct Progress {
    start: Instant,
}

impl Progress {
    /// Prints the title and leaves the line open.
    pub fn begin(title: &str) -> Self {
        let mut terminal = io::stderr();
        let _ = write!(terminal, "{title} …").and_then(|()| terminal.flush());
        Self { start: Instant::now() }
    }

    /// Closes the line with how it went, and hands that on.
    pub fn end<T>(self, outcome: Result<T, ToolError>) -> Result<T, ToolError> {
        let word = if outcome.is_ok() { "" } else { "failed after " };
        note(&format!(" {word}{:.1} s", self.start.elapsed().as_secs_f64()));
        outcome
    }
}

/// Runs a program to its end with its output in the log of that name; shows the last lines if it fails.
pub fn logged(place: &Place, name: &str, mut command: Command) -> Result<(), ToolError> {
    let log = place.log(name)?;
    let output = File::create(&log).map_err(ToolError::file("write", &log))?;
    // The same open file, so that the lines of both stand in the order in which they were printed.
    let errors = output.try_clone().map_err(ToolError::file("write", &log))?;
    command.stdin(Stdio::null()).stdout(output).stderr(errors);
    let mut child = command.spawn().map_err(|source| not_started(&command, source))?;
    let status = wait(&mut child, &log).map_err(|source| not_started(&command, source))?;
    if status.success() {
        return Ok(());
    }
    let text = fs::read(&log).map_err(ToolError::file("read", &log))?;
    Err(ToolError::Failed(Box::new(Failure {
        command: spelled(&command),
        ending: status.to_string(),
        tail: without_hosts(&last_lines(&String::from_utf8_lossy(&text), TAIL_LINES)),
        log: log.display().to_string(),
    })))
}

/// Runs a program to its end on the terminal, keyboard included.
pub fn shown(mut command: Command) -> Result<(), ToolError> {
    let status = command.status().map_err(|source| not_started(&command, source))?;
    ended(&command, status)
}

/// Runs a program to its end and returns what it prints as its result.
pub fn captured(mut command: Command) -> Result<Vec<u8>, ToolError> {
    command.stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = command.output().map_err(|source| not_started(&command, source))?;
    ended(&command, output.status)?;
    Ok(output.stdout)
}

/// The answer of a program to a quick question; nothing if it isn't there or doesn't know.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn ended(command: &Command, status: ExitStatus) -> Result<(), ToolError> {
    if status.success() {
        return Ok(());
    }
    let (tail, log) = (String::new(), String::new());
    Err(ToolError::Failed(Box::new(Failure { command: spelled(command), ending: status.to_string(), tail, log })))
}

fn wait(child: &mut Child, log: &Path) -> io::Result<ExitStatus> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(2);
    let mut next_sign = SIGN_OF_LIFE;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(PAUSE_MAX);
        if next_sign <= start.elapsed() {
            let text = fs::read(log).unwrap_or_default();
            let line = without_hosts(&last_lines(&String::from_utf8_lossy(&text), 1));
            let mut terminal = io::stderr();
            let _ = write!(terminal, "\n    … {} s: {}", next_sign.as_secs(), line.trim());
            next_sign += SIGN_OF_LIFE;
        }
    }
}

fn not_started(command: &Command, source: io::Error) -> ToolError {
    let program = command.get_program().to_string_lossy().into_owned();
    let hint = match program.as_str() {
        "cargo" | "rustc" | "rustup" => "It comes with Rust, installed through rustup.",
        "node" | "npm" | "npx" => "It comes with Node.js 20 or later.",
        _ => "Is it installed, and on PATH?",
    };
    ToolError::Start { program, source, hint }
}

/// The command as one would type it.
fn spelled(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| {
            let word = word.to_string_lossy();
            if word.contains(char::is_whitespace) { format!("'{word}'") } else { word.into_owned() }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// The last lines that aren't empty space at the end.
fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    lines.get(lines.len().saturating_sub(count)..).unwrap_or_default().join("\n")
}

/// The text without the names of other machines: which registry or mirror a machine uses is its owner's business.
fn without_hosts(text: &str) -> String {
    text.split_inclusive(char::is_whitespace).map(without_host).collect()
}

fn without_host(word: &str) -> String {
    if ["127.0.0.1", "localhost", "file://"].iter().any(|own| word.contains(own)) {
        return word.to_owned();
    }
    if let Some((before, after)) = word.split_once("://") {
        let end = after.find(|it: char| it == '/' || it.is_whitespace()).unwrap_or(after.len());
        return format!("{before}://…{}", after.get(end..).unwrap_or_default());
    }
    let bare = word.trim_matches(|it: char| !it.is_ascii_alphanumeric());
    let labels: Vec<&str> = bare.split('.').collect();
    let is_host = 1 < labels.len() && labels.last().is_some_and(|last| HOST_ENDINGS.contains(last));
    if is_host { word.replace(bare, "…") } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_are_the_last_ones_with_words() {
        assert_eq!(last_lines("a\nb\nc\n\n", 2), "b\nc");
        assert_eq!(last_lines("a", 5), "a");
        assert_eq!(last_lines("", 5), "");
    }

    #[test]
    fn names_of_other_machines_are_taken_out() {
        for (line, without) in [
            ("npm error GET https://registry.example/x 404", "npm error GET https://…/x 404"),
            ("Could not resolve host: index.crates.io", "Could not resolve host: …"),
            ("Temporary failure resolving 'deb.debian.org'\n", "Temporary failure resolving '…'\n"),
            ("http://127.0.0.1:8080/ refused", "http://127.0.0.1:8080/ refused"),
            ("src/model/slug.rs:12 is v0.21.14, isn't it.", "src/model/slug.rs:12 is v0.21.14, isn't it."),
        ] {
            assert_eq!(without_hosts(line), without);
        }
    }

    #[test]
    fn a_command_is_spelled_as_one_would_type_it() {
        let mut command = Command::new("cargo");
        command.args(["test", "--features", "a b"]);
        assert_eq!(spelled(&command), "cargo test --features 'a b'");
    }

    #[test]
    fn a_program_that_is_not_there_gives_no_answer() {
        assert_eq!(answer(&mut Command::new("no-such-program-here")), None);
    }
}
