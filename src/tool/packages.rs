//! Installing through package managers: npm, apt, and the announcement that goes with each.

use std::fs;
use std::process::Command;

use super::error::ToolError;
use super::place::Place;
use super::run::{self, Progress};
use crate::compiler::hash::short_hash;

/// What a person reads when something is installed.
pub struct Announcement<'a> {
    /// What is installed.
    pub what: &'a str,
    /// What it is for.
    pub why: &'a str,
    /// About how long it takes.
    pub about: &'a str,
}

impl Announcement<'_> {
    fn begin(&self) -> Progress {
        let Self { what, why, about } = self;
        Progress::begin(&format!("installing {what}: {why}; takes about {about}"))
    }
}

/// Runs an installation, announced.
pub fn install(place: &Place, announcement: &Announcement<'_>, command: Command) -> Result<(), ToolError> {
    let progress = announcement.begin();
    let outcome = run::logged(place, "set-up", command);
    progress.end(outcome)
}

/// A folder with a package.json and its lock file.
pub struct Modules<'a> {
    /// The folder, from the repository.
    pub folder: &'a str,
    /// What to say when it is installed.
    pub announcement: Announcement<'a>,
}

/// Installs the npm packages of a folder, exactly as its lock file has them.
pub fn modules(place: &Place, modules: &Modules<'_>) -> Result<(), ToolError> {
    let folder = place.root().join(modules.folder);
    let lock = folder.join("package-lock.json");
    let wanted = short_hash(&fs::read(&lock).map_err(ToolError::file("read", &lock))?);
    // Our own mark, because npm takes a second to find out that nothing has changed.
    let mark = folder.join("node_modules").join(".kouprey-lock");
    if fs::read_to_string(&mark).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    let mut command = place.command("npm");
    // Nothing here needs an install script, so none gets to run.
    command.current_dir(&folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]);
    install(place, &modules.announcement, command)?;
    fs::write(&mark, wanted).map_err(ToolError::file("write", &mark))
}

/// Installs system packages: the first of the alternatives that this system has.
pub fn apt(place: &Place, announcement: &Announcement<'_>, alternatives: &[&[&str]]) -> Result<(), ToolError> {
    let names = alternatives.first().map(|packages| packages.join(" ")).unwrap_or_default();
    if run::answer(place.command("apt-get").arg("--version")).is_none() {
        let hint = "This system has no apt-get: install it with the system's own package manager, then start again.";
        return Err(ToolError::missing(announcement.what, hint));
    }
    let rights: &[&str] = if run::answer(place.command("id").arg("-u")).is_some_and(|id| id == "0") {
        &[]
    } else if run::answer(place.command("sudo").args(["-n", "true"])).is_some() {
        &["sudo", "-n"]
    } else {
        let command = format!("sudo apt-get update && sudo apt-get install {names}");
        return Err(ToolError::Administrator { thing: announcement.what.to_owned(), command });
    };
    let progress = announcement.begin();
    let update = run::logged(place, "set-up", apt_get(place, rights, &["update"]));
    progress.end(update.and_then(|()| {
        first_success(alternatives, |packages| {
            let mut words = vec!["install", "--yes", "--no-install-recommends"];
            words.extend_from_slice(packages);
            run::logged(place, "set-up", apt_get(place, rights, &words))
        })
    }))
}

/// `apt-get` with the rights it takes; through `env`, because sudo drops the environment.
fn apt_get(place: &Place, rights: &[&str], words: &[&str]) -> Command {
    let mut all = rights.to_vec();
    all.extend_from_slice(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    all.extend_from_slice(words);
    let mut all = all.into_iter();
    let mut command = place.command(all.next().unwrap_or("env"));
    command.args(all);
    command
}

/// Tries one after another; the failure of the first is the one worth reading.
fn first_success(
    alternatives: &[&[&str]],
    mut attempt: impl FnMut(&[&str]) -> Result<(), ToolError>,
) -> Result<(), ToolError> {
    let mut failure = None;
    for packages in alternatives {
        match attempt(packages) {
            Ok(()) => return Ok(()),
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    failure.map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_package_is_tried_when_the_first_is_unknown() {
        let mut tried = Vec::new();
        let outcome = first_success(&[&["chromium"], &["chromium-browser"]], |packages| {
            tried.push(packages.join(" "));
            if tried.len() == 1 { Err(ToolError::missing("chromium", "")) } else { Ok(()) }
        });
        assert!(outcome.is_ok());
        assert_eq!(tried, ["chromium", "chromium-browser"]);
    }

    #[test]
    fn the_first_failure_is_reported() {
        let outcome = first_success(&[&["a"], &["b"]], |packages| Err(ToolError::missing(packages.join(" "), "")));
        assert_eq!(outcome.map_err(|error| error.to_string()), Err("a is missing\n".to_owned()));
    }
}
