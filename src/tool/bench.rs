//! Sizes of the release site, and timings in a browser beside a static page.

use serde::Serialize;
use serde_json::Value;

use super::arguments::{Form, Subject};
use super::check;
use super::error::ToolError;
use super::place::Place;
use super::run::{self, Progress};
use super::setup;
use super::site;
use super::sizes::{self, FileSize};
use crate::compiler::timing::{self, CaseTiming, ClassTiming};

/// What `bench --json` prints.
#[derive(Serialize)]
struct Measured {
    sizes: Vec<FileSize>,
    cases: Vec<CaseTiming>,
    class: Option<ClassTiming>,
    timings: Value,
}

/// `cargo handbook bench`.
pub fn bench(place: &Place, form: Form, subject: Subject) -> Result<(), ToolError> {
    match subject {
        Subject::Fresh => {
            setup::ensure(place, setup::SITE.iter().chain(setup::BROWSER).copied())?;
            let progress = Progress::begin("building the release site");
            progress.end(site::release(place))?;
        }
        Subject::AsBuilt => setup::ensure(place, setup::BROWSER.iter().copied())?,
    }
    site::must_be_built(place)?;
    let sizes = sizes::list(&place.dist())?;
    let site = check::compile(place).site;
    let cases = site.as_ref().map(timing::cases).unwrap_or_default();
    let class = site.as_ref().map(timing::classes);
    let mut command = place.command("node");
    command.arg("tests/browser/bench.mjs").arg(place.dist()).env("CHROMIUM", setup::browser(place)?);
    match form {
        Form::Text => {
            run::say(&sizes::table(&sizes));
            run::say("");
            run::say(&cases_table(&cases));
            run::say("");
            class.iter().for_each(|it| run::say(&class_line(it)));
            run::say("");
            run::shown(command)
        }
        Form::Json => {
            command.arg("--json");
            let not_json = |what| move |source| ToolError::Json { what, source };
            let timings =
                serde_json::from_slice(&run::captured(command)?).map_err(not_json("what bench.mjs prints"))?;
            let text = serde_json::to_string_pretty(&Measured { sizes, cases, class, timings })
                .map_err(not_json("the measurement"))?;
            run::say(&text);
            Ok(())
        }
    }
}

/// A class in words.
fn class_line(timing: &ClassTiming) -> String {
    let ClassTiming { files_count, events_count, read_ms, draw_ms } = timing;
    format!(
        "a class of {files_count} files of {events_count} events: {read_ms:.0} ms to read, {draw_ms:.0} ms to draw (limit 2,000 ms together)"
    )
}

/// The largest cases in words.
fn cases_table(timings: &[CaseTiming]) -> String {
    let mut text = String::from("Cases, in this tool (the largest three):");
    for CaseTiming { case, paths_count, explore_ms, advance_ms } in timings.iter().take(3) {
        text.push_str(&format!(
            "\n  {case:<28}{explore_ms:>8.0} ms to explore {paths_count} roads, {advance_ms:.2} ms for the slowest step"
        ));
    }
    text
}
