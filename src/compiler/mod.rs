//! Content to handbook: Markdown and TOML become the typed model, or a list of everything that is wrong.
//!
//! The stages follow each other and none stops at the first finding: read (`source`, `fields`,
//! `markdown`), lower (`desk`, `items`, `lesson`, `scenario`), resolve (`notes`), check (`check`: `sentences`,
//! `parity`; `script` while reading), write (`entries`, `emit`). Only `source` reads files; writing them is the
//! tool's.

mod blocks;
mod case_law;
mod check;
mod choices;
pub mod desk;
pub mod diagnostic;
pub mod emit;
mod entries;
mod fields;
mod figures;
pub mod graph;
mod guards;
pub mod hash;
mod items;
mod lesson;
mod markdown;
mod mentions;
mod nodes;
mod notes;
mod numbers;
mod once;
mod order;
mod page;
mod parity;
mod penalty;
mod plan;
mod proof;
mod provision;
mod scenario;
mod scenario_words;
mod script;
mod sentences;
pub mod source;
pub mod status;
mod strategies;
mod stretch;
pub mod timing;
mod words;
pub mod workshop;

use std::path::Path;

pub use diagnostic::{Diagnostic, Place, Rule, Severity};
pub use source::SourceTree;

use desk::Desk;
use diagnostic::Findings;
use items::Bank;
use lesson::ReadLesson;
use notes::Pages;
use once::Once;
use plan::Plan;
use scenario::ReadScenario;
use stretch::Stretch;
use words::References;
use workshop::Workshop;

use crate::model::{Entry, Lesson, LessonWords, Locale, Phrases, Scenario, ScenarioId, ScenarioWords};

/// What compiling came to.
#[derive(Debug)]
pub struct Compilation {
    /// Everything that was found, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
    /// The handbook, if no finding stops the build.
    pub site: Option<Compiled>,
}

/// The compiled handbook.
#[derive(Debug)]
pub struct Compiled {
    /// Parts, edition and date.
    pub plan: Plan,
    /// Lessons in order.
    pub lessons: Vec<CompiledLesson>,
    /// Cases in order.
    pub cases: Vec<CompiledCase>,
    /// The desk.
    pub desk: Desk,
    /// Interface wording, in the order of [`Locale::ALL`].
    pub phrases: [Phrases; 2],
    /// Entries of the desk, in the same order.
    pub entries: [Vec<Entry>; 2],
    /// What a trainer begins from.
    pub workshop: Workshop,
}

/// A lesson with its words in the order of [`Locale::ALL`]; an absent language holds the original's words.
#[derive(Debug)]
pub struct CompiledLesson {
    /// The language-free part.
    pub lesson: Lesson,
    /// About how long it takes.
    pub minutes: u16,
    /// The words.
    pub words: [LessonWords; 2],
}

/// A case with its words in the order of [`Locale::ALL`]; an absent language holds the original's words.
#[derive(Debug)]
pub struct CompiledCase {
    /// The graph.
    pub scenario: Scenario,
    /// About how long it takes.
    pub minutes: u16,
    /// The words.
    pub words: [ScenarioWords; 2],
}

/// Compiles the folder `content/` under `root`.
pub fn compile(root: &Path) -> Compilation {
    let folder = root.join("content");
    match SourceTree::from_dir(&folder) {
        Ok(tree) => compile_tree(&tree),
        Err(error) => {
            let mut findings = Findings::default();
            let hint = "run the command in the folder of the handbook";
            // The first file that would have been read.
            let place = Place { file: "handbook.toml".to_owned(), line: 1, column: 1 };
            findings.add(Rule::FileMissing, &place, format!("content/ can't be read: {error}"), hint);
            Compilation { diagnostics: findings.sorted(), site: None }
        }
    }
}

/// Compiles a tree of sources.
pub fn compile_tree(tree: &SourceTree) -> Compilation {
    let mut findings = Findings::default();
    let site = compile_into(tree, &mut findings);
    let diagnostics = findings.sorted();
    let has_errors = diagnostics.iter().any(|it| it.severity == Severity::Error);
    Compilation { diagnostics, site: site.filter(|_| !has_errors) }
}

fn compile_into(tree: &SourceTree, findings: &mut Findings) -> Option<Compiled> {
    let desk = desk::read(tree, findings);
    let phrases = plan::phrases(tree, findings);
    let plan = plan::read(tree, findings)?;
    let mut bank = Bank::default();
    for lesson in plan.lessons() {
        bank.read(tree, lesson, findings);
    }
    let lessons: Vec<ReadLesson> = plan.lessons().filter_map(|id| lesson::read(tree, id, &bank, findings)).collect();
    check::items_placed(&bank, &lessons, findings);
    let cases = read_cases(tree, findings);
    let pages = Pages {
        lessons: lessons.iter().map(|it| (it.lesson.id, it.lesson.sections.as_slice())).collect(),
        cases: cases.iter().map(|it| it.read.scenario.id).collect(),
    };
    let references = lessons.iter().flat_map(|it| &it.references).chain(cases.iter().flat_map(|it| &it.references));
    let known = workshop::Known {
        lessons: pages.lessons.clone(),
        cases: pages.cases.clone(),
        parts: plan.parts.iter().map(|it| it.id).collect(),
    };
    let workshop = workshop::read(tree, &known, findings);
    for references in references.chain([&desk.references]) {
        notes::check_links(references, &desk, &pages, findings);
    }
    // What entries cite is not numbered, so these notes are shown nowhere; but what is cited must be there.
    notes::resolve(&desk.references, &desk, Locale::En, findings);
    lessons.iter().for_each(|it| check::lesson(it, &bank, &desk, findings));
    cases.iter().for_each(|it| check::case(it, &desk, findings));
    let lessons = lessons.into_iter().filter_map(|it| finish_lesson(it, &desk, findings)).collect();
    let cases = cases.into_iter().filter_map(|it| finish_case(it, &desk, findings)).collect();
    let entries = Locale::ALL.map(|locale| {
        let phrases = phrases.get(locale as usize).cloned().unwrap_or_default();
        entries::entries(&desk, &phrases, locale)
    });
    Some(Compiled { plan, lessons, cases, desk, phrases, entries, workshop })
}

/// The graph of a case as text, as far as it can be read; findings are for [`compile_tree`] to say.
pub fn draw_case(tree: &SourceTree, id: ScenarioId) -> Option<String> {
    // With its words, since the verdicts stand there.
    let case = read_case(tree, id, &mut Findings::default())?;
    Some(graph::draw(&case.read.scenario))
}

/// A case with its words as read, in the order of [`Locale::ALL`].
struct ReadCase {
    read: ReadScenario,
    words: [Option<ScenarioWords>; 2],
    references: [References; 2],
    stretches: [Vec<Stretch>; 2],
}

/// The cases, a folder each, in the order that they give themselves.
fn read_cases(tree: &SourceTree, findings: &mut Findings) -> Vec<ReadCase> {
    let mut names: Vec<&str> = tree.under("scenarios/").filter_map(|file| file.path.split('/').nth(1)).collect();
    names.dedup();
    let mut cases: Vec<ReadCase> = Vec::new();
    for name in names {
        match name.parse() {
            Ok(id) => cases.extend(read_case(tree, id, findings)),
            Err(error) => {
                let place = Place { file: format!("scenarios/{name}"), line: 1, column: 1 };
                let hint = "a case is a folder; name it in lower-case words joined by hyphens";
                findings.add(Rule::IdGrammar, &place, format!("`{name}`: {error}"), hint);
            }
        }
    }
    let mut once = Once::within("among the cases");
    cases.iter().for_each(|it| once.see(Some(it.read.order), &it.read.place, findings));
    cases.sort_by_key(|it| it.read.order);
    cases
}

fn read_case(tree: &SourceTree, id: ScenarioId, findings: &mut Findings) -> Option<ReadCase> {
    let mut read = scenario::read(tree, id, findings)?;
    proof::check(&read, findings);
    let mut references = [References::default(), References::default()];
    let [en, km] = &mut references;
    let en = scenario_words::read(tree, &mut read, Locale::En, en, findings);
    let km = scenario_words::read(tree, &mut read, Locale::Km, km, findings);
    let [(en, en_stretches), (km, km_stretches)] =
        [en, km].map(|it| it.map_or((None, Vec::new()), |(words, it)| (Some(words), it)));
    Some(ReadCase { read, words: [en, km], references, stretches: [en_stretches, km_stretches] })
}

fn finish_lesson(read: ReadLesson, desk: &Desk, findings: &mut Findings) -> Option<CompiledLesson> {
    let [en, km] = read.words;
    let [en_refs, km_refs] = read.references;
    let mut en = en?;
    en.notes = notes::resolve(&en_refs, desk, Locale::En, findings);
    let km = match km {
        Some(mut km) => {
            km.notes = notes::resolve(&km_refs, desk, Locale::Km, findings);
            (en.has_other, km.has_other) = (true, true);
            km
        }
        None => en.clone(),
    };
    Some(CompiledLesson { lesson: read.lesson, minutes: read.minutes, words: [en, km] })
}

fn finish_case(mut case: ReadCase, desk: &Desk, findings: &mut Findings) -> Option<CompiledCase> {
    case_law::fill(&mut case.read, desk, findings);
    let [en, km] = case.words;
    let [en_refs, km_refs] = case.references;
    let mut finish = |words: &mut ScenarioWords, references: &References, locale| {
        words.notes = notes::resolve(references, desk, locale, findings);
        case_law::tell(&case.read.scenario, words, desk, locale);
    };
    let mut en = en?;
    finish(&mut en, &en_refs, Locale::En);
    let km = match km {
        Some(mut km) => {
            finish(&mut km, &km_refs, Locale::Km);
            km
        }
        None => en.clone(),
    };
    strategies::check(&case.read, &en, findings);
    Some(CompiledCase { scenario: case.read.scenario, minutes: case.read.minutes, words: [en, km] })
}
