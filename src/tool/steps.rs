//! The steps of `cargo handbook test`, in order: the quick ones first.

use super::arguments::{Selection, Shown};
use super::check;
use super::error::ToolError;
use super::place::Place;
use super::run;
use super::setup::{self, Need};
use super::site;
use super::sizes;

/// One check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Is the code formatted?
    Format,
    /// Lint of the core alone.
    LintCore,
    /// Lint of compiler and tool, with their tests.
    LintTool,
    /// Lint of the page.
    LintApp,
    /// Does the core stand without the app and the compiler?
    Core,
    /// Unit, property and golden tests.
    Native,
    /// Is the content without errors?
    Content,
    /// The release site.
    Build,
    /// Is each file within its budget?
    Sizes,
    /// Journeys through the site.
    Browser,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 10] = [
        Self::Format,
        Self::LintCore,
        Self::LintTool,
        Self::LintApp,
        Self::Core,
        Self::Native,
        Self::Content,
        Self::Build,
        Self::Sizes,
        Self::Browser,
    ];

    /// The steps that were asked for.
    pub fn selected(selection: &Selection) -> Result<Vec<Self>, ToolError> {
        let steps: Vec<Self> = Self::ALL.into_iter().filter(|step| step.is_selected(selection)).collect();
        match selection {
            Selection::Named(name) if steps.is_empty() => {
                let known = Self::ALL.map(Self::name).join(", ");
                Err(ToolError::UnknownStep { name: name.clone(), known })
            }
            _ => Ok(steps),
        }
    }

    fn is_selected(self, selection: &Selection) -> bool {
        match selection {
            Selection::All => true,
            // What needs neither wasm nor browser; that is also what is quick.
            Selection::Fast => !matches!(self, Self::LintApp | Self::Build | Self::Sizes | Self::Browser),
            Selection::Named(name) => !name.is_empty() && self.name().starts_with(name.as_str()),
        }
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::LintCore => "lint-core",
            Self::LintTool => "lint-tool",
            Self::LintApp => "lint-app",
            Self::Core => "core",
            Self::Native => "native",
            Self::Content => "content",
            Self::Build => "build",
            Self::Sizes => "sizes",
            Self::Browser => "browser",
        }
    }

    /// What a person reads while it runs.
    pub fn title(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::LintCore => "lint of the core",
            Self::LintTool => "lint of compiler and tool",
            Self::LintApp => "lint of the page (wasm)",
            Self::Core => "the core on its own",
            Self::Native => "native tests",
            Self::Content => "content",
            Self::Build => "release build",
            Self::Sizes => "size budget",
            Self::Browser => "browser tests",
        }
    }

    /// What must be set up for it.
    pub fn needs(self) -> &'static [Need] {
        match self {
            Self::Format | Self::Content | Self::Sizes => &[],
            Self::LintCore | Self::LintTool | Self::Core | Self::Native => &[Need::Crates],
            Self::LintApp => &[Need::WasmTarget, Need::Crates],
            Self::Build => setup::SITE,
            Self::Browser => setup::BROWSER,
        }
    }

    /// Runs it.
    pub fn run(self, place: &Place) -> Result<(), ToolError> {
        match self.work() {
            Work::Cargo(words) => {
                let mut command = place.command("cargo");
                command.args(words.split_whitespace());
                run::logged(place, self.name(), command)
            }
            Work::Content => content(place),
            Work::Build => site::release(place),
            Work::Sizes => {
                site::must_be_built(place)?;
                sizes::check(&sizes::list(&place.dist())?)
            }
            Work::Browser => browser(place),
        }
    }

    fn work(self) -> Work {
        match self {
            Self::Format => Work::Cargo("fmt --check"),
            Self::LintCore => Work::Cargo("clippy --lib --no-default-features -- -D warnings"),
            Self::LintTool => {
                Work::Cargo("clippy --all-targets --no-default-features --features compiler -- -D warnings")
            }
            Self::LintApp => Work::Cargo(
                "clippy --lib --bin kouprey --no-default-features --features app \
                 --target wasm32-unknown-unknown -- -D warnings",
            ),
            Self::Core => Work::Cargo("check --lib --no-default-features"),
            Self::Native => Work::Cargo("test --no-default-features --features compiler"),
            Self::Content => Work::Content,
            Self::Build => Work::Build,
            Self::Sizes => Work::Sizes,
            Self::Browser => Work::Browser,
        }
    }
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    /// Cargo does it: the words that follow `cargo`.
    Cargo(&'static str),
    Content,
    Build,
    Sizes,
    Browser,
}

fn content(place: &Place) -> Result<(), ToolError> {
    let compilation = check::compile(place);
    if compilation.site.is_none() {
        // The findings begin on a line of their own, below the open line of the progress.
        run::note("");
    }
    check::report(&compilation, Shown::Errors).verdict()
}

fn browser(place: &Place) -> Result<(), ToolError> {
    site::must_be_built(place)?;
    let mut command = place.command("npx");
    command
        .current_dir(place.root().join("tests").join("browser"))
        .args(["playwright", "test"])
        .env("CHROMIUM", setup::browser(place)?);
    run::logged(place, "browser", command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(selection: &Selection) -> String {
        let steps = Step::selected(selection).unwrap_or_default();
        steps.into_iter().map(Step::name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn all_steps_run_unless_told_otherwise() {
        assert_eq!(
            names(&Selection::All),
            "format lint-core lint-tool lint-app core native content build sizes browser"
        );
    }

    #[test]
    fn the_fast_ones_set_up_neither_wasm_nor_browser() {
        assert_eq!(names(&Selection::Fast), "format lint-core lint-tool core native content");
        let steps = Step::selected(&Selection::Fast).unwrap_or_default();
        assert!(steps.into_iter().flat_map(Step::needs).all(|need| *need == Need::Crates));
    }

    #[test]
    fn a_step_is_named_by_its_beginning() {
        assert_eq!(names(&Selection::Named("lint".to_owned())), "lint-core lint-tool lint-app");
        assert_eq!(names(&Selection::Named("browser".to_owned())), "browser");
    }

    #[test]
    fn a_name_that_no_step_has_is_an_error() {
        for name in ["", "deploy"] {
            assert!(Step::selected(&Selection::Named(name.to_owned())).is_err(), "{name}");
        }
    }
}
