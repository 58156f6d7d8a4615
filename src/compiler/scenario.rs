//! Cases: `scenario.toml` to a graph.

use super::diagnostic::{Findings, Place, Rule};
use super::fields::{Fields, Placed, read_file};
use super::guards::{flags, guard, slug};
use super::nodes::node;
use super::once::Once;
use super::page;
use super::source::SourceTree;
use crate::model::law::Spoken;
use crate::model::{
    ArticleId, Clock, ClockId, ClockUnit, Ending, EndingId, Exhibit, ExhibitState, Flag, ObjectiveId, Passage,
    PointToProve, ReviewState, Role, Scenario, ScenarioId, Version,
};

/// The roles, as authors write them.
const ROLES: [(&str, Role); 4] = [
    ("prosecutor", Role::Prosecutor),
    ("investigating-judge", Role::InvestigatingJudge),
    ("trial-judge", Role::TrialJudge),
    ("appeal-judge", Role::AppealJudge),
];

/// What an exhibit is worth, as authors write it.
const STATES: [(&str, ExhibitState); 3] =
    [("sound", ExhibitState::Sound), ("weak", ExhibitState::Weak), ("new", ExhibitState::New)];

/// In what a period is counted, as authors write it.
const UNITS: [(&str, ClockUnit); 2] = [("hours", ClockUnit::Hours), ("days", ClockUnit::Days)];

/// Which of two endings an author marks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EndingGrade {
    Best,
    Worst,
}

/// How an ending serves the case, as authors write it.
const GRADES: [(&str, EndingGrade); 2] = [("best", EndingGrade::Best), ("worst", EndingGrade::Worst)];

/// A case as read, before its words.
#[derive(Debug)]
pub struct ReadScenario {
    /// The graph.
    pub scenario: Scenario,
    /// About how long it takes.
    pub minutes: u16,
    /// Whether a lawyer has read the words, in the order of the languages.
    pub review: [ReviewState; 2],
    /// Its place in the list of cases.
    pub order: i64,
    /// What a learner can do afterwards.
    pub objectives: Vec<Spoken<Placed>>,
    /// The names of the clocks, and the article that each rests on.
    pub clocks: Vec<(Spoken<Placed>, Option<ArticleId>)>,
    /// Where each point to prove stands.
    pub point_places: Vec<Place>,
    /// Where the file begins.
    pub place: Place,
    /// Where each node stands.
    pub node_places: Vec<Place>,
}

/// What later parts of the file refer to.
pub struct Known {
    /// The flags.
    pub flags: Vec<Flag>,
    /// The clocks.
    pub clocks: Vec<ClockId>,
    /// Nodes, versions and endings are all sections of one page, so no two may bear one id.
    pub sections: Once,
}

/// The sections of a case that are not made by its structure.
pub const SECTIONS: [&str; 5] = ["brief", "debrief", "court", "kit", "roles"];

/// Reads the graph of a case.
pub fn read(tree: &SourceTree, id: ScenarioId, findings: &mut Findings) -> Option<ReadScenario> {
    let path = format!("scenarios/{id}/scenario.toml");
    read_file(tree, &path, findings, |fields, findings| {
        let place = fields.place();
        let written: Option<ScenarioId> = fields.parsed_needed("id", Rule::IdGrammar, findings);
        if written.is_some_and(|written| written != id) {
            findings.add(
                Rule::IdGrammar,
                &place,
                "`id` is not the name of the folder",
                format!("write `id = \"{id}\"`"),
            );
        }
        let order = fields.integer_within("order", 1, 999, findings).unwrap_or(1);
        let role = fields.word_needed("role", &ROLES, findings).unwrap_or(Role::Prosecutor);
        let minutes = fields.integer_within("minutes", 1, 240, findings).unwrap_or(1);
        let review = page::review(fields, findings);
        let start = fields.parsed_needed("start", Rule::IdGrammar, findings);
        let flags = flags(fields, findings);
        let (clocks, clock_names) = clocks(fields, findings).into_iter().unzip::<Clock, _, Vec<_>, Vec<_>>();
        let objectives = objectives(fields, findings);
        let mut known =
            Known { flags, clocks: clocks.iter().map(|it| it.id).collect(), sections: Once::within("in this case") };
        for section in SECTIONS {
            known.sections.see(Some(section), &place, findings);
        }
        let mut once = Once::within("among the exhibits");
        let exhibits =
            fields.tables("exhibit", findings, |fields, findings| exhibit(fields, &mut once, &mut known, findings));
        let mut point_places = Vec::new();
        let points = fields.tables("point", findings, |fields, findings| {
            let point = point(fields, &known.flags, findings)?;
            point_places.push(fields.place());
            Some(point)
        });
        let mut once = Once::within("in what the court will see");
        let court = fields.tables("court", findings, |fields, findings| {
            let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
            once.see(id, &fields.place(), findings);
            let when = guard(fields, findings, &known.flags);
            Some(Passage { id: id?, when })
        });
        let mut node_places = Vec::new();
        let nodes = fields.tables("node", findings, |fields, findings| {
            let node = node(fields, &mut known, findings)?;
            node_places.push(fields.place());
            Some(node)
        });
        let endings = fields.tables("ending", findings, |fields, findings| {
            let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
            known.sections.see(id, &fields.place(), findings);
            let when = guard(fields, findings, &known.flags);
            let grade = fields.word("grade", &GRADES, findings);
            Some((Ending { id: id?, when }, grade))
        });
        let endings: Vec<(Ending, Option<EndingGrade>)> = endings.into_iter().flatten().collect();
        let best = graded(&endings, EndingGrade::Best, &place, findings);
        let worst = graded(&endings, EndingGrade::Worst, &place, findings);
        let scenario = Scenario {
            id,
            role,
            start: start?,
            flags: known.flags,
            clocks,
            points: points.into_iter().flatten().collect(),
            exhibits: exhibits.into_iter().flatten().collect(),
            court: court.into_iter().flatten().collect(),
            nodes: nodes.into_iter().flatten().collect(),
            endings: endings.into_iter().map(|(ending, _)| ending).collect(),
            best: best?,
            worst: worst?,
        };
        let minutes = u16::try_from(minutes).unwrap_or(1);
        Some(ReadScenario {
            scenario,
            minutes,
            review,
            order,
            objectives,
            clocks: clock_names,
            point_places,
            place,
            node_places,
        })
    })
    .flatten()
}

type NamedClock = (Clock, (Spoken<Placed>, Option<ArticleId>));

fn clocks(fields: &mut Fields<'_>, findings: &mut Findings) -> Vec<NamedClock> {
    let mut once = Once::within("among the clocks");
    let clocks = fields.tables("clock", findings, |fields, findings| {
        let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
        once.see(id, &fields.place(), findings);
        let limit = fields.integer_within("limit", 1, 10_000, findings);
        let unit = fields.word("unit", &UNITS, findings).unwrap_or(ClockUnit::Hours);
        let article = fields.parsed("article", Rule::IdGrammar, findings);
        let name = fields.spoken_needed("name", findings);
        Some((Clock { id: id?, limit: u16::try_from(limit?).ok()?, unit }, (name, article)))
    });
    clocks.into_iter().flatten().collect()
}

fn point(fields: &mut Fields<'_>, flags: &[Flag], findings: &mut Findings) -> Option<PointToProve> {
    let offence = fields.parsed_needed("offence", Rule::IdGrammar, findings);
    let element = fields.parsed_needed("element", Rule::IdGrammar, findings);
    let exhibits = fields.texts("exhibits", findings).iter().filter_map(|it| slug(it, findings)).collect();
    let when = guard(fields, findings, flags);
    Some(PointToProve { offence: offence?, element: element?, exhibits, when })
}

/// The one ending that is marked so.
fn graded(
    endings: &[(Ending, Option<EndingGrade>)],
    grade: EndingGrade,
    place: &Place,
    findings: &mut Findings,
) -> Option<EndingId> {
    let mut marked = endings.iter().filter(|(_, it)| *it == Some(grade)).map(|(ending, _)| ending.id);
    let found = marked.next();
    if found.is_none() || marked.next().is_some() {
        let word = GRADES.iter().find(|(_, it)| *it == grade).map(|(word, _)| *word).unwrap_or_default();
        let hint = format!("mark the one ending that serves the case so with `grade = \"{word}\"`");
        findings.add(Rule::CaseEnds, place, format!("not exactly one ending is `{word}`"), hint);
    }
    found
}

fn objectives(fields: &mut Fields<'_>, findings: &mut Findings) -> Vec<Spoken<Placed>> {
    let mut once = Once::within("among the objectives");
    fields.tables("objective", findings, |fields, findings| {
        let id: Option<ObjectiveId> = fields.parsed_needed("id", Rule::IdGrammar, findings);
        once.see(id, &fields.place(), findings);
        fields.spoken_needed("text", findings)
    })
}

fn exhibit(fields: &mut Fields<'_>, once: &mut Once, known: &mut Known, findings: &mut Findings) -> Option<Exhibit> {
    let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
    once.see(id, &fields.place(), findings);
    let tag = fields.text_needed("tag", findings).text;
    let versions = fields.tables("version", findings, |fields, findings| {
        let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
        known.sections.see(id, &fields.place(), findings);
        let when = guard(fields, findings, &known.flags);
        let state = fields.word("state", &STATES, findings).unwrap_or(ExhibitState::Sound);
        Some(Version { id: id?, when, state })
    });
    if versions.is_empty() {
        fields.missing("version", findings);
    }
    Some(Exhibit { id: id?, tag, versions: versions.into_iter().flatten().collect() })
}
