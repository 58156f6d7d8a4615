//! Content to handbook: Markdown and TOML become the typed model, or a list of everything that is wrong.
//!
//! The stages follow each other and none stops at the first finding: read (`source`, `fields`,
//! `markdown`), lower (`desk`, `items`, `lesson`, `scenario`), resolve (`notes`), check (`sentences`,
//! `parity`, `script`), write (`entries`, `emit`). Only `source` reads files; writing them is the tool's.

pub mod desk;
pub mod diagnostic;
pub mod emit;
mod entries;
mod fields;
mod figures;
pub mod hash;
mod items;
mod lesson;
mod markdown;
mod notes;
mod parity;
mod plan;
mod scenario;
mod scenario_words;
mod script;
mod sentences;
pub mod source;
pub mod status;
mod words;

use std::path::Path;

pub use diagnostic::{Diagnostic, Place, Rule, Severity};
pub use source::SourceTree;

use desk::Desk;
use diagnostic::Findings;
use items::Bank;
use lesson::ReadLesson;
use notes::Pages;
use plan::Plan;
use scenario::ReadScenario;
use sentences::Demand;
use words::References;

use crate::model::{Entry, Lesson, LessonWords, Locale, Phrases, Scenario, ScenarioWords};

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
            findings.add(Rule::FileMissing, &Place::default(), format!("content/ can't be read: {error}"), hint);
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
    check_items_placed(&bank, &lessons, findings);
    let cases: Vec<ReadCase> = plan.cases.iter().filter_map(|id| read_case(tree, *id, findings)).collect();
    let pages = Pages {
        lessons: lessons.iter().map(|it| (it.lesson.id, it.lesson.sections.as_slice())).collect(),
        cases: plan.cases.clone(),
    };
    for references in lessons.iter().flat_map(|it| &it.references).chain(cases.iter().flat_map(|it| &it.references)) {
        notes::check_links(references, &desk, &pages, findings);
    }
    for lesson in &lessons {
        check_lesson(lesson, &bank, &desk, findings);
    }
    for case in &cases {
        check_case(case, &desk, findings);
    }
    let lessons = lessons.into_iter().filter_map(|it| finish_lesson(it, &desk, findings)).collect();
    let cases = cases.into_iter().filter_map(|it| finish_case(it, &desk, findings)).collect();
    let entries = Locale::ALL.map(|locale| {
        let phrases = phrases.get(locale as usize).cloned().unwrap_or_default();
        entries::entries(&desk, &phrases, locale)
    });
    Some(Compiled { plan, lessons, cases, desk, phrases, entries })
}

/// A case with its words as read.
struct ReadCase {
    read: ReadScenario,
    words: [Option<ScenarioWords>; 2],
    references: [References; 2],
}

fn read_case(tree: &SourceTree, id: crate::model::ScenarioId, findings: &mut Findings) -> Option<ReadCase> {
    let mut read = scenario::read(tree, id, findings)?;
    scenario::check(&read, findings);
    let mut references = [References::default(), References::default()];
    let [en, km] = &mut references;
    let words = [
        scenario_words::read(tree, &mut read, Locale::En, en, findings),
        scenario_words::read(tree, &mut read, Locale::Km, km, findings),
    ];
    Some(ReadCase { read, words, references })
}

fn check_items_placed(bank: &Bank, lessons: &[ReadLesson], findings: &mut Findings) {
    for (id, item) in &bank.0 {
        if !lessons.iter().any(|lesson| lesson.lesson.item(*id).is_some()) {
            let hint = format!("write ![[item/{id}]] where it belongs");
            findings.add(Rule::ItemPlaced, &item.place, format!("item `{id}` stands in no lesson"), hint);
        }
    }
}

fn check_lesson(read: &ReadLesson, bank: &Bank, desk: &Desk, findings: &mut Findings) {
    let nowhere = Vec::new();
    for (words, references) in
        read.words.iter().zip(&read.references).filter_map(|(words, refs)| Some((words.as_ref()?, refs)))
    {
        // Places are the original's: the translation mirrors it block by block.
        for (index, section) in words.sections.iter().enumerate() {
            let places = read.places.get(index).unwrap_or(&nowhere);
            sentences::check_blocks(&section.blocks, places, Demand::Cited, references, desk, findings);
        }
        for (item, words) in read.lesson.items.iter().zip(&words.items) {
            let place = bank.0.get(&item.id).map(|it| it.place.clone()).unwrap_or_default();
            let runs = words.options.iter().flat_map(|it| [&it.text, &it.right, &it.why]);
            for run in runs.chain([&words.ask, &words.story, &words.why]) {
                sentences::check_words(run, &place, Demand::Held, references, desk, findings);
            }
        }
    }
    let ([Some(en), Some(km)], [en_refs, km_refs]) = (&read.words, &read.references) else { return };
    for (index, (original, translated)) in en.sections.iter().zip(&km.sections).enumerate() {
        let places = read.places.get(index).unwrap_or(&nowhere);
        let original_side = parity::Side { blocks: &original.blocks, references: en_refs };
        let translated_side = parity::Side { blocks: &translated.blocks, references: km_refs };
        parity::check_blocks(original_side, translated_side, places, &words::plain(&original.title), findings);
    }
    for ((item, original), translated) in read.lesson.items.iter().zip(&en.items).zip(&km.items) {
        let place = bank.0.get(&item.id).map(|it| it.place.clone()).unwrap_or_default();
        parity::check_item(original, en_refs, translated, km_refs, &place, findings);
    }
}

fn check_case(case: &ReadCase, desk: &Desk, findings: &mut Findings) {
    for (words, references) in
        case.words.iter().zip(&case.references).filter_map(|(words, refs)| Some((words.as_ref()?, refs)))
    {
        for (node, place) in words.nodes.iter().zip(&case.read.node_places) {
            let place = std::slice::from_ref(place);
            sentences::check_blocks(&node.blocks, place, Demand::Held, references, desk, findings);
            for choice in &node.choices {
                let feedback = &choice.feedback;
                for blocks in [&feedback.why, &feedback.ground, &feedback.weight, &feedback.nullity] {
                    sentences::check_blocks(blocks, place, Demand::Held, references, desk, findings);
                }
            }
        }
    }
    if let ([Some(en), Some(km)], [en_refs, km_refs]) = (&case.words, &case.references) {
        parity::check_scenario(en, en_refs, km, km_refs, &case.read.place, findings);
    }
}

fn finish_lesson(read: ReadLesson, desk: &Desk, findings: &mut Findings) -> Option<CompiledLesson> {
    let [en, km] = read.words;
    let [en_refs, km_refs] = read.references;
    let mut en = en?;
    en.notes = notes::resolve(&en_refs, desk, Locale::En, findings);
    let km = match km {
        Some(mut km) => {
            km.notes = notes::resolve(&km_refs, desk, Locale::Km, findings);
            km
        }
        None => en.clone(),
    };
    Some(CompiledLesson { lesson: read.lesson, minutes: read.minutes, words: [en, km] })
}

fn finish_case(case: ReadCase, desk: &Desk, findings: &mut Findings) -> Option<CompiledCase> {
    let [en, km] = case.words;
    let [en_refs, km_refs] = case.references;
    let mut en = en?;
    en.notes = notes::resolve(&en_refs, desk, Locale::En, findings);
    let km = match km {
        Some(mut km) => {
            km.notes = notes::resolve(&km_refs, desk, Locale::Km, findings);
            km
        }
        None => en.clone(),
    };
    Some(CompiledCase { scenario: case.read.scenario, minutes: case.read.minutes, words: [en, km] })
}
