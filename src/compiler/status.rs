//! What the handbook holds, for editors and for machines.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::{Compilation, Compiled, Severity};
use crate::engine::scenario::Trail;
use crate::engine::{explore, hindsight};
use crate::model::{ChoiceKind, EndingId, Locale, ReviewState, Scenario};

/// What the handbook holds.
#[derive(Debug, Default, Serialize)]
pub struct Status {
    /// The edition.
    pub edition: String,
    /// Parts that hold lessons.
    pub parts: Vec<String>,
    /// Lessons.
    pub lessons: Vec<LessonStatus>,
    /// Number of items.
    pub items_count: usize,
    /// Cases.
    pub scenarios: Vec<ScenarioStatus>,
    /// Entries of the desk by kind.
    pub entries: BTreeMap<&'static str, usize>,
    /// Articles and offences by how sure we are of their text: what is unverified says so on its page.
    pub law: BTreeMap<&'static str, usize>,
    /// What the law leaves open.
    pub open_questions_count: usize,
    /// Citations by mark.
    pub citations: BTreeMap<&'static str, usize>,
    /// Translation by language.
    pub locales: BTreeMap<&'static str, LocaleStatus>,
    /// Findings that stop the build.
    pub errors_count: usize,
    /// Findings that do not.
    pub warnings_count: usize,
}

/// What a lesson holds.
#[derive(Debug, Serialize)]
pub struct LessonStatus {
    /// Its id.
    pub id: String,
    /// Its sections.
    pub sections: Vec<String>,
    /// Its items.
    pub items: Vec<ItemStatus>,
    /// Words of running text in the original.
    pub words_count: usize,
    /// Its figures.
    pub figures: Vec<String>,
}

/// What an item is.
#[derive(Debug, Serialize)]
pub struct ItemStatus {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: &'static str,
}

/// What a case holds.
#[derive(Debug, Serialize)]
pub struct ScenarioStatus {
    /// Its id.
    pub id: String,
    /// Its nodes.
    pub nodes: Vec<String>,
    /// Its endings.
    pub endings: Vec<EndingStatus>,
    /// Number of choices.
    pub choices_count: usize,
    /// Number of exhibits.
    pub exhibits_count: usize,
    /// Number of different roads through it.
    pub paths_count: u64,
    /// A road to its best ending: by the strongest choice of each decision, if that leads there.
    pub best: Road,
    /// A shortest road to its worst.
    pub worst: Road,
}

/// How a case can end.
#[derive(Debug, Serialize)]
pub struct EndingStatus {
    /// Its id.
    pub id: String,
    /// Number of roads that lead to it.
    pub paths_count: u64,
    /// Their share of all roads in per cent.
    pub percent: f64,
}

/// A way through a case.
#[derive(Debug, Default, Serialize)]
pub struct Road {
    /// Where it ends.
    pub ending: String,
    /// What is taken on it.
    pub steps: Vec<RoadStep>,
}

/// One step of a way through a case.
#[derive(Debug, Serialize)]
pub struct RoadStep {
    /// The decision.
    pub node: String,
    /// The choice.
    pub choice: String,
    /// The term of prison that the choice stands for, in months.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<u16>,
}

/// How far a language is.
#[derive(Debug, Default, Serialize)]
pub struct LocaleStatus {
    /// Lessons and cases that have been written in it.
    pub pages_count: usize,
    /// Lessons and cases there are.
    pub pages_of: usize,
    /// Share of them in per cent.
    pub percent: usize,
    /// How many of them a lawyer has read.
    pub reviewed_count: usize,
}

/// Counts what a compilation holds.
pub fn status(compilation: &Compilation) -> Status {
    let count = |severity| compilation.diagnostics.iter().filter(|it| it.severity == severity).count();
    let mut status = compilation.site.as_ref().map(of_site).unwrap_or_default();
    status.errors_count = count(Severity::Error);
    status.warnings_count = count(Severity::Warning);
    status
}

fn of_site(site: &Compiled) -> Status {
    let mut citations = BTreeMap::new();
    let notes = site.lessons.iter().map(|it| &it.words[0].notes).chain(site.cases.iter().map(|it| &it.words[0].notes));
    for note in notes.flatten() {
        *citations.entry(note.mark.as_str()).or_default() += 1;
    }
    let mut entries = BTreeMap::new();
    for entry in &site.entries[0] {
        *entries.entry(entry.id.kind.as_str()).or_default() += 1;
    }
    let mut law = BTreeMap::new();
    for instrument in &site.desk.instruments {
        let marks = instrument.articles.iter().map(|it| it.mark).chain(instrument.offences.iter().map(|it| it.mark));
        marks.for_each(|mark| *law.entry(mark.as_str()).or_default() += 1);
    }
    let mut items: Vec<&str> = Vec::new();
    for item in site.lessons.iter().flat_map(|it| &it.lesson.items) {
        if !items.contains(&item.id.as_str()) {
            items.push(item.id.as_str());
        }
    }
    Status {
        edition: site.plan.edition.clone(),
        parts: site.plan.parts.iter().map(|it| it.id.to_string()).collect(),
        lessons: site.lessons.iter().map(lesson).collect(),
        items_count: items.len(),
        scenarios: site.cases.iter().map(scenario).collect(),
        entries,
        law,
        open_questions_count: site.desk.questions.len(),
        citations,
        locales: Locale::ALL.into_iter().map(|locale| (locale.tag(), locale_status(site, locale))).collect(),
        ..Status::default()
    }
}

fn lesson(it: &super::CompiledLesson) -> LessonStatus {
    let words = &it.words[0];
    LessonStatus {
        id: it.lesson.id.to_string(),
        sections: it.lesson.sections.iter().map(ToString::to_string).collect(),
        items: it
            .lesson
            .items
            .iter()
            .map(|item| ItemStatus { id: item.id.to_string(), kind: item.kind.as_str() })
            .collect(),
        words_count: super::emit::running_words(words),
        figures: words.figures.iter().map(|figure| figure.id.to_string()).collect(),
    }
}

fn scenario(it: &super::CompiledCase) -> ScenarioStatus {
    let paths = explore::paths(&it.scenario).unwrap_or_default();
    let all = paths.iter().fold(0_u64, |sum, paths| sum.saturating_add(*paths));
    let endings = it.scenario.endings.iter().zip(paths).map(|(ending, paths_count)| EndingStatus {
        id: ending.id.to_string(),
        paths_count,
        percent: (paths_count as f64 * 10_000.0 / all.max(1) as f64).round() / 100.0,
    });
    ScenarioStatus {
        id: it.scenario.id.to_string(),
        nodes: it.scenario.nodes.iter().map(|node| node.id.to_string()).collect(),
        endings: endings.collect(),
        choices_count: it.scenario.nodes.iter().map(|node| node.choices.len()).sum(),
        exhibits_count: it.scenario.exhibits.len(),
        paths_count: all,
        best: road(&it.scenario, it.scenario.best, hindsight::strongest_road(&it.scenario)),
        worst: road(&it.scenario, it.scenario.worst, None),
    }
}

/// A road to an ending: the one proposed if it comes there, else a shortest.
fn road(scenario: &Scenario, ending: EndingId, proposed: Option<(Trail, EndingId)>) -> Road {
    let proposed = proposed.filter(|(_, comes_to)| *comes_to == ending).map(|(trail, _)| trail);
    let trail = proposed.or_else(|| explore::find_trail(scenario, ending)).unwrap_or_default();
    let steps = hindsight::visits(scenario, &trail).into_iter().flat_map(|visit| {
        let node = scenario.node(visit.node);
        visit.choices.into_iter().map(move |choice| RoadStep {
            node: visit.node.to_string(),
            choice: choice.to_string(),
            months: node.and_then(|node| node.choice(choice)).and_then(|choice| match choice.kind {
                ChoiceKind::Term(min, _) => Some(min),
                _ => None,
            }),
        })
    });
    Road { ending: ending.to_string(), steps: steps.collect() }
}

fn locale_status(site: &Compiled, locale: Locale) -> LocaleStatus {
    let index = locale as usize;
    let lessons = site.lessons.iter().filter_map(|it| it.words.get(index)).map(|it| (it.locale, it.review));
    let cases = site.cases.iter().filter_map(|it| it.words.get(index)).map(|it| (it.locale, it.review));
    let pages: Vec<_> = lessons.chain(cases).collect();
    let written = pages.iter().filter(|(spoken, _)| *spoken == locale).count();
    LocaleStatus {
        pages_count: written,
        pages_of: pages.len(),
        percent: (written * 100).checked_div(pages.len()).unwrap_or(100),
        reviewed_count: pages
            .iter()
            .filter(|(spoken, review)| *spoken == locale && *review == ReviewState::Reviewed)
            .count(),
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "Edition {}: {} parts, {} lessons, {} items, {} cases",
            self.edition,
            self.parts.len(),
            self.lessons.len(),
            self.items_count,
            self.scenarios.len()
        )?;
        for lesson in &self.lessons {
            let LessonStatus { id, sections, items, words_count, figures } = lesson;
            writeln!(
                f,
                "  lesson {id}: {} sections, {} items, {} figures, {words_count} words",
                sections.len(),
                items.len(),
                figures.len()
            )?;
        }
        for case in &self.scenarios {
            let ScenarioStatus { id, nodes, endings, choices_count, exhibits_count, paths_count, .. } = case;
            writeln!(
                f,
                "  case {id}: {} nodes, {choices_count} choices, {exhibits_count} exhibits, {} endings, {paths_count} roads",
                nodes.len(),
                endings.len()
            )?;
            for EndingStatus { id, percent, .. } in endings {
                writeln!(f, "    {id}: {percent} % of the roads")?;
            }
        }
        let list = |map: &BTreeMap<&str, usize>| {
            map.iter().map(|(name, count)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
        };
        writeln!(f, "Desk: {}", list(&self.entries))?;
        writeln!(
            f,
            "Law by how sure we are of its text: {}; {} open questions",
            list(&self.law),
            self.open_questions_count
        )?;
        writeln!(f, "Citations: {}", list(&self.citations))?;
        for (locale, it) in &self.locales {
            writeln!(
                f,
                "Language {locale}: {} of {} pages ({} %), {} read by a lawyer",
                it.pages_count, it.pages_of, it.percent, it.reviewed_count
            )?;
        }
        write!(f, "Findings: {} errors, {} warnings", self.errors_count, self.warnings_count)
    }
}
