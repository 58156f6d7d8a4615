//! The proof of a case: every node reached, every ending reached, no dead end, no idle flag.

use super::diagnostic::{Findings, Rule};
use super::scenario::ReadScenario;
use crate::engine::explore::{self, Flaw};
use crate::model::Target;

/// Proves the case sound, or says where it is not.
pub fn check(read: &ReadScenario, findings: &mut Findings) {
    let scenario = &read.scenario;
    let mut bad = false;
    for (index, node) in scenario.nodes.iter().enumerate() {
        let place = read.node_places.get(index).unwrap_or(&read.place);
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
    let guards = explore::guards(scenario);
    let guards = guards.iter().flat_map(|guard| guard.alternatives());
    for (node, choice) in guards.flat_map(|guard| guard.took.iter().chain(&guard.untook)) {
        if scenario.node(*node).and_then(|it| it.choice(*choice)).is_none() {
            bad = true;
            findings.add(
                Rule::LinkResolves,
                &read.place,
                format!("a guard names `{node}.{choice}`, which is no choice"),
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
        explore::flaws(scenario).iter().for_each(|flaw| say(flaw, read, findings));
    }
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
