//! Cases: `scenario.toml` to a graph.

use super::diagnostic::{Findings, Place, Rule};
use super::fields::{Fields, Placed, read_file};
use super::source::SourceTree;
use crate::engine::explore::{self, Flaw};
use crate::model::law::Spoken;
use crate::model::{
    Choice, Clock, Dimension, Effect, Ending, Exhibit, ExhibitState, Flag, FlagId, Guard, Moves, Node, Passage, Role,
    Scenario, ScenarioId, Span, Target, ValueId, Verdict, Version,
};

/// A case as read, before its words.
#[derive(Debug)]
pub struct ReadScenario {
    /// The graph.
    pub scenario: Scenario,
    /// About how long it takes.
    pub minutes: u16,
    /// What a learner can do afterwards.
    pub objectives: Vec<Spoken<Placed>>,
    /// Where the file begins.
    pub place: Place,
    /// Where each node stands.
    pub node_places: Vec<Place>,
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
        let role = role(fields, findings);
        let minutes = fields.integer_within("minutes", 1, 240, findings).unwrap_or(1);
        let start = fields.parsed_needed("start", Rule::IdGrammar, findings);
        let flags = flags(fields, findings);
        let clocks = fields.tables("clock", findings, |fields, findings| {
            let id = fields.parsed_needed("id", Rule::IdGrammar, findings)?;
            let limit = fields.integer_within("limit_hours", 1, 10_000, findings)?;
            Some(Clock { id, limit_hours: u16::try_from(limit).ok()? })
        });
        let objectives = fields.tables("objective", findings, |fields, findings| {
            fields.text_needed("id", findings);
            fields.spoken_needed("text", findings)
        });
        let exhibits = fields.tables("exhibit", findings, |fields, findings| exhibit(fields, findings, &flags));
        let mut node_places = Vec::new();
        let nodes = fields.tables("node", findings, |fields, findings| {
            let node = node(fields, findings, &flags)?;
            node_places.push(fields.place());
            Some(node)
        });
        let endings = fields.tables("ending", findings, |fields, findings| {
            let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
            let when = guard(fields, findings, &flags);
            Some(Ending { id: id?, when })
        });
        let scenario = Scenario {
            id,
            role,
            start: start?,
            flags,
            clocks: clocks.into_iter().flatten().collect(),
            exhibits: exhibits.into_iter().flatten().collect(),
            nodes: nodes.into_iter().flatten().collect(),
            endings: endings.into_iter().flatten().collect(),
        };
        let minutes = u16::try_from(minutes).unwrap_or(1);
        Some(ReadScenario { scenario, minutes, objectives, place, node_places })
    })
    .flatten()
}

fn role(fields: &mut Fields<'_>, findings: &mut Findings) -> Role {
    let role = fields.text_needed("role", findings);
    match role.text.as_str() {
        "prosecutor" => Role::Prosecutor,
        "investigating-judge" => Role::InvestigatingJudge,
        "trial-judge" => Role::TrialJudge,
        "appeal-judge" => Role::AppealJudge,
        other => {
            let hint = "prosecutor, investigating-judge, trial-judge or appeal-judge";
            findings.add(Rule::BadValue, &role.place, format!("`{other}` is no role"), hint);
            Role::Prosecutor
        }
    }
}

fn flags(fields: &mut Fields<'_>, findings: &mut Findings) -> Vec<Flag> {
    let flags = fields.table("flags", findings, |fields, findings| {
        let mut flags = Vec::new();
        for key in fields.keys() {
            let values: Vec<ValueId> =
                fields.texts(&key.text, findings).iter().filter_map(|it| slug(it, findings)).collect();
            if values.is_empty() {
                findings.add(
                    Rule::BadValue,
                    &key.place,
                    "a flag needs values",
                    "write `flag = [\"first\", \"second\"]`",
                );
                continue;
            }
            flags.extend(slug(&key, findings).map(|id| Flag { id, values }));
        }
        flags
    });
    flags.unwrap_or_default()
}

fn slug<T: std::str::FromStr<Err = crate::model::SlugError>>(text: &Placed, findings: &mut Findings) -> Option<T> {
    text.text
        .parse()
        .map_err(|error| {
            findings.add(
                Rule::IdGrammar,
                &text.place,
                format!("`{}`: {error}", text.text),
                "write lower-case words joined by hyphens",
            )
        })
        .ok()
}

fn exhibit(fields: &mut Fields<'_>, findings: &mut Findings, flags: &[Flag]) -> Option<Exhibit> {
    let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
    let tag = fields.text_needed("tag", findings).text;
    let versions = fields.tables("version", findings, |fields, findings| {
        let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
        let when = guard(fields, findings, flags);
        let state = match fields.text("state", findings) {
            None => ExhibitState::Sound,
            Some(state) => match state.text.as_str() {
                "sound" => ExhibitState::Sound,
                "weak" => ExhibitState::Weak,
                "new" => ExhibitState::New,
                other => {
                    findings.add(Rule::BadValue, &state.place, format!("`{other}` is no state"), "sound, weak or new");
                    ExhibitState::Sound
                }
            },
        };
        Some(Version { id: id?, when, state })
    });
    if versions.is_empty() {
        fields.missing("version", findings);
    }
    Some(Exhibit { id: id?, tag, versions: versions.into_iter().flatten().collect() })
}

fn node(fields: &mut Fields<'_>, findings: &mut Findings, flags: &[Flag]) -> Option<Node> {
    let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
    let clocks = fields.table("clock", findings, |fields, findings| {
        let keys = fields.keys();
        keys.iter()
            .filter_map(|key| {
                let hours = fields.integer_within(&key.text, 0, 10_000, findings)?;
                Some((slug(key, findings)?, u16::try_from(hours).ok()?))
            })
            .collect()
    });
    let passages = fields.tables("passage", findings, |fields, findings| {
        let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
        let when = guard(fields, findings, flags);
        Some(Passage { id: id?, when })
    });
    let choices = fields.tables("choice", findings, |fields, findings| choice(fields, findings, flags));
    if choices.len() < 2 {
        findings.add(Rule::CaseEnds, &fields.place(), "a decision needs two choices or more", "add `[[node.choice]]`");
    }
    Some(Node {
        id: id?,
        clocks: clocks.unwrap_or_default(),
        passages: passages.into_iter().flatten().collect(),
        choices: choices.into_iter().flatten().collect(),
    })
}

fn choice(fields: &mut Fields<'_>, findings: &mut Findings, flags: &[Flag]) -> Option<Choice> {
    let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
    let to = match fields.text_needed("to", findings) {
        it if it.text == "end" => Some(Target::End),
        it => slug(&it, findings).map(Target::Node),
    };
    let when = guard(fields, findings, flags);
    let mut effects =
        vec![Effect { when: Guard::default(), sets: sets(fields, findings, flags), moves: moves(fields, findings) }];
    effects.extend(fields.tables("effect", findings, |fields, findings| Effect {
        when: guard(fields, findings, flags),
        sets: sets(fields, findings, flags),
        moves: moves(fields, findings),
    }));
    // The verdict stands with the words; see `scenario_words`.
    Some(Choice { id: id?, to: to?, when, verdict: Verdict::Even, effects })
}

fn sets(fields: &mut Fields<'_>, findings: &mut Findings, flags: &[Flag]) -> Vec<(FlagId, ValueId)> {
    let sets = fields.table("sets", findings, |fields, findings| {
        let keys = fields.keys();
        keys.iter()
            .filter_map(|key| {
                let value = fields.text(&key.text, findings)?;
                let flag = flag_of(key, flags, findings)?;
                Some((flag.id, value_of(&value, flag, findings)?))
            })
            .collect()
    });
    sets.unwrap_or_default()
}

fn flag_of<'f>(key: &Placed, flags: &'f [Flag], findings: &mut Findings) -> Option<&'f Flag> {
    let flag = flags.iter().find(|flag| flag.id.as_str() == key.text);
    if flag.is_none() {
        findings.add(
            Rule::FlagUsed,
            &key.place,
            format!("no flag `{}`", key.text),
            "add it to `[flags]` with its values",
        );
    }
    flag
}

fn value_of(value: &Placed, flag: &Flag, findings: &mut Findings) -> Option<ValueId> {
    let found = flag.values.iter().copied().find(|it| it.as_str() == value.text);
    if found.is_none() {
        let known: Vec<&str> = flag.values.iter().map(ValueId::as_str).collect();
        let message = format!("flag `{}` has no value `{}`", flag.id, value.text);
        findings.add(Rule::FlagUsed, &value.place, message, format!("its values are {}", known.join(", ")));
    }
    found
}

fn moves(fields: &mut Fields<'_>, findings: &mut Findings) -> Moves {
    let moves = fields.table("moves", findings, |fields, findings| {
        let mut moves = Moves::default();
        for dimension in Dimension::ALL {
            if !fields.has(dimension.as_str()) {
                continue;
            }
            let by = fields.integer_within(dimension.as_str(), -9, 9, findings);
            if let (Some(slot), Some(by)) = (moves.get_mut(dimension.place()), by.and_then(|by| i8::try_from(by).ok()))
            {
                *slot = by;
            }
        }
        moves
    });
    moves.unwrap_or_default()
}

/// Reads the guard `when`; without one it always holds.
fn guard(fields: &mut Fields<'_>, findings: &mut Findings, flags: &[Flag]) -> Guard {
    let guard = fields.table("when", findings, |fields, findings| {
        let mut guard = Guard::default();
        for key in fields.keys() {
            if key.text == "took" {
                guard.took = fields.texts("took", findings).iter().filter_map(|it| took(it, findings)).collect();
            } else if let Some(dimension) =
                Dimension::ALL.into_iter().find(|it| it.as_str() == key.text && !is_flag(&key.text, flags))
            {
                let span = fields.table(&key.text, findings, |fields, findings| {
                    let mut end = |name| fields.integer(name, findings).and_then(|it| i16::try_from(it).ok());
                    Span { min: end("min"), max: end("max") }
                });
                guard.spans.extend(span.map(|span| (dimension, span)));
            } else if let Some(flag) = flag_of(&key, flags, findings) {
                let values = fields.texts(&key.text, findings);
                let values = values.iter().filter_map(|it| value_of(it, flag, findings)).collect();
                guard.flags.push((flag.id, values));
            } else {
                fields.has(&key.text);
            }
        }
        guard
    });
    guard.unwrap_or_default()
}

/// A flag may bear the name of a dimension, as `time` does: in a guard a table means the dimension.
fn is_flag(name: &str, flags: &[Flag]) -> bool {
    flags.iter().any(|flag| flag.id.as_str() == name)
}

fn took(text: &Placed, findings: &mut Findings) -> Option<(crate::model::NodeId, crate::model::ChoiceId)> {
    let parts = text.text.split_once('.').and_then(|(node, choice)| Some((node.parse().ok()?, choice.parse().ok()?)));
    if parts.is_none() {
        findings.add(Rule::IdGrammar, &text.place, format!("`{}` is no choice", text.text), "write `node.choice`");
    }
    parts
}

/// Proves the case sound: every node reached, every ending reached, no dead end, no idle flag.
pub fn check(read: &ReadScenario, findings: &mut Findings) {
    let scenario = &read.scenario;
    let mut bad = false;
    for (index, node) in scenario.nodes.iter().enumerate() {
        let place = read.node_places.get(index).unwrap_or(&read.place);
        if scenario.nodes.iter().take(index).any(|it| it.id == node.id) {
            findings.add(
                Rule::IdUnique,
                place,
                format!("node `{}` stands twice", node.id),
                "give one of them another id",
            );
        }
        for choice in &node.choices {
            if let Target::Node(to) = choice.to
                && scenario.node(to).is_none()
            {
                bad = true;
                findings.add(
                    Rule::LinkResolves,
                    place,
                    format!("`{}` leads to `{to}`, which is no node", choice.id),
                    "mend `to`, or write the node",
                );
            }
        }
    }
    let guards = guards(scenario);
    for (node, choice) in guards.iter().flat_map(|guard| &guard.took) {
        if scenario.node(*node).and_then(|it| it.choice(*choice)).is_none() {
            bad = true;
            findings.add(
                Rule::LinkResolves,
                &read.place,
                format!("`took` names `{node}.{choice}`, which is no choice"),
                "mend the guard",
            );
        }
    }
    if scenario.node(scenario.start).is_none() {
        bad = true;
        findings.add(
            Rule::LinkResolves,
            &read.place,
            format!("`start` names `{}`, which is no node", scenario.start),
            "name the first node",
        );
    }
    if scenario.endings.last().is_none_or(|ending| !ending.when.is_empty()) {
        findings.add(
            Rule::CaseEnds,
            &read.place,
            "the last ending has a guard, so a path may have no ending",
            "take `when` out of the last ending",
        );
    }
    if !bad {
        explore::flaws(scenario).into_iter().for_each(|flaw| say(&flaw, read, findings));
    }
}

fn guards(scenario: &Scenario) -> Vec<&Guard> {
    let nodes = scenario.nodes.iter().flat_map(|node| {
        let choices =
            node.choices.iter().flat_map(|it| std::iter::once(&it.when).chain(it.effects.iter().map(|it| &it.when)));
        node.passages.iter().map(|it| &it.when).chain(choices)
    });
    let exhibits = scenario.exhibits.iter().flat_map(|it| it.versions.iter().map(|it| &it.when));
    nodes.chain(exhibits).chain(scenario.endings.iter().map(|it| &it.when)).collect()
}

fn say(flaw: &Flaw, read: &ReadScenario, findings: &mut Findings) {
    let at = |node| read.scenario.node_place(node).and_then(|index| read.node_places.get(index)).unwrap_or(&read.place);
    match flaw {
        Flaw::Unreachable { node } => {
            findings.add(
                Rule::CaseReachable,
                at(*node),
                format!("no path reaches `{node}`"),
                "lead a choice to it, or take it out",
            );
        }
        Flaw::UnreachedEnding { ending } => {
            let hint = "an ending above it may catch all its paths: compare their guards in order";
            findings.add(Rule::CaseReachable, &read.place, format!("no path reaches the ending `{ending}`"), hint);
        }
        Flaw::NeverOffered { node, choice } => {
            findings.add(Rule::CaseReachable, at(*node), format!("`{choice}` is never offered"), "mend its guard");
        }
        Flaw::DeadEnd { node } => {
            findings.add(
                Rule::CaseEnds,
                at(*node),
                format!("on some path nothing is offered at `{node}`"),
                "leave one choice without a guard",
            );
        }
        Flaw::Loop { node } => {
            findings.add(
                Rule::CaseEnds,
                at(*node),
                format!("a path comes back to `{node}`"),
                "lead it onwards; going back is the learner's own act",
            );
        }
        Flaw::NoEnding => {
            findings.add(
                Rule::CaseEnds,
                &read.place,
                "a path comes to the end and no ending holds",
                "leave the last ending without `when`",
            );
        }
        Flaw::NeverSet { flag, value } => {
            findings.add(
                Rule::FlagUsed,
                &read.place,
                format!("`{flag} = {value}` is read but never set"),
                "set it in a choice, or take the guard out",
            );
        }
        Flaw::NeverRead { flag } => {
            findings.add(
                Rule::FlagUsed,
                &read.place,
                format!("`{flag}` is set but nothing reads it"),
                "let a guard read it, or take it out",
            );
        }
        Flaw::TooLarge => {
            findings.add(
                Rule::CaseEnds,
                &read.place,
                "the case has too many states to be proved sound",
                "let fewer guards read flags",
            );
        }
    }
}
