//! Cases: `scenario.toml` to a graph.

use super::diagnostic::{Findings, Place, Rule};
use super::fields::{Fields, Placed, read_file};
use super::guards::{flags, guard, moves, sets, slug};
use super::once::Once;
use super::page;
use super::source::SourceTree;
use crate::model::law::Spoken;
use crate::model::{
    Choice, Clock, ClockId, Effect, Ending, Exhibit, ExhibitState, Flag, Guard, Node, ObjectiveId, Passage,
    ReviewState, Role, Scenario, ScenarioId, Target, Verdict, Version,
};

/// Choices that a decision may offer.
pub const CHOICES_MAX: usize = 8;

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

/// A case as read, before its words.
#[derive(Debug)]
pub struct ReadScenario {
    /// The graph.
    pub scenario: Scenario,
    /// About how long it takes.
    pub minutes: u16,
    /// Whether a lawyer has read the words, in the order of the languages.
    pub review: [ReviewState; 2],
    /// What a learner can do afterwards.
    pub objectives: Vec<Spoken<Placed>>,
    /// Where the file begins.
    pub place: Place,
    /// Where each node stands.
    pub node_places: Vec<Place>,
}

/// What later parts of the file refer to.
struct Known {
    flags: Vec<Flag>,
    clocks: Vec<ClockId>,
    /// Nodes, versions and endings are all sections of one page, so no two may bear one id.
    sections: Once,
}

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
        let role = fields.word_needed("role", &ROLES, findings).unwrap_or(Role::Prosecutor);
        let minutes = fields.integer_within("minutes", 1, 240, findings).unwrap_or(1);
        let review = page::review(fields, findings);
        let start = fields.parsed_needed("start", Rule::IdGrammar, findings);
        let flags = flags(fields, findings);
        let clocks = clocks(fields, findings);
        let objectives = objectives(fields, findings);
        let mut known =
            Known { flags, clocks: clocks.iter().map(|it| it.id).collect(), sections: Once::within("in this case") };
        for section in ["brief", "debrief"] {
            known.sections.see(Some(section), &place, findings);
        }
        let mut once = Once::within("among the exhibits");
        let exhibits =
            fields.tables("exhibit", findings, |fields, findings| exhibit(fields, &mut once, &mut known, findings));
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
            Some(Ending { id: id?, when })
        });
        let scenario = Scenario {
            id,
            role,
            start: start?,
            flags: known.flags,
            clocks,
            exhibits: exhibits.into_iter().flatten().collect(),
            nodes: nodes.into_iter().flatten().collect(),
            endings: endings.into_iter().flatten().collect(),
        };
        let minutes = u16::try_from(minutes).unwrap_or(1);
        Some(ReadScenario { scenario, minutes, review, objectives, place, node_places })
    })
    .flatten()
}

fn clocks(fields: &mut Fields<'_>, findings: &mut Findings) -> Vec<Clock> {
    let mut once = Once::within("among the clocks");
    let clocks = fields.tables("clock", findings, |fields, findings| {
        let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
        once.see(id, &fields.place(), findings);
        let limit = fields.integer_within("limit_hours", 1, 10_000, findings)?;
        Some(Clock { id: id?, limit_hours: u16::try_from(limit).ok()? })
    });
    clocks.into_iter().flatten().collect()
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

fn node(fields: &mut Fields<'_>, known: &mut Known, findings: &mut Findings) -> Option<Node> {
    let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
    known.sections.see(id, &fields.place(), findings);
    let clocks = fields.table("clock", findings, |fields, findings| hours(fields, &known.clocks, findings));
    let mut once = Once::within("in this decision");
    let passages = fields.tables("passage", findings, |fields, findings| {
        let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
        once.see(id, &fields.place(), findings);
        let when = guard(fields, findings, &known.flags);
        Some(Passage { id: id?, when })
    });
    let mut once = Once::within("in this decision");
    let choices =
        fields.tables("choice", findings, |fields, findings| choice(fields, &mut once, &known.flags, findings));
    if choices.len() < 2 {
        findings.add(Rule::CaseEnds, &fields.place(), "a decision needs two choices or more", "add `[[node.choice]]`");
    }
    if CHOICES_MAX < choices.len() {
        let message = format!("a decision with {} choices", choices.len());
        findings.add(
            Rule::CaseEnds,
            &fields.place(),
            message,
            format!("offer {CHOICES_MAX} at most, or part the decision in two"),
        );
    }
    Some(Node {
        id: id?,
        clocks: clocks.unwrap_or_default(),
        passages: passages.into_iter().flatten().collect(),
        choices: choices.into_iter().flatten().collect(),
    })
}

/// Hours used on each clock: the table `clock` of a node.
fn hours(fields: &mut Fields<'_>, known: &[ClockId], findings: &mut Findings) -> Vec<(ClockId, u16)> {
    let mut clocks = Vec::new();
    for key in fields.keys() {
        let hours = fields.integer_within(&key.text, 0, 10_000, findings).and_then(|hours| u16::try_from(hours).ok());
        let id: Option<ClockId> = slug(&key, findings);
        if id.is_some_and(|id| !known.contains(&id)) {
            let message = format!("no clock `{}`", key.text);
            findings.add(Rule::LinkResolves, &key.place, message, "add `[[clock]]` with that id, or mend the name");
        }
        clocks.extend(id.zip(hours));
    }
    clocks
}

fn choice(fields: &mut Fields<'_>, once: &mut Once, flags: &[Flag], findings: &mut Findings) -> Option<Choice> {
    let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
    once.see(id, &fields.place(), findings);
    let to = fields.text_needed("to", findings);
    let to = match to.text.as_str() {
        "" => None,
        "end" => Some(Target::End),
        _ => slug(&to, findings).map(Target::Node),
    };
    let when = guard(fields, findings, flags);
    let mut effects =
        vec![Effect { when: Guard::default(), sets: sets(fields, findings, flags), moves: moves(fields, findings) }];
    effects.extend(fields.tables("effect", findings, |fields, findings| Effect {
        when: guard(fields, findings, flags),
        sets: sets(fields, findings, flags),
        moves: moves(fields, findings),
    }));
    // The verdict stands with the words; see `choices`.
    Some(Choice { id: id?, to: to?, when, verdict: Verdict::Even, effects })
}
