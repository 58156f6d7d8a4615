//! The graph of a case as text, for its author.

use std::fmt::Write as _;

use crate::engine::explore;
use crate::model::{ChoiceKind, Counts, Dimension, Effect, Guard, Moves, Node, Scenario, Target, Task};

/// The graph, node by node, and what it comes to.
pub fn draw(scenario: &Scenario) -> String {
    let mut text = format!("{} ({} nodes, {} endings)\n", scenario.id, scenario.nodes.len(), scenario.endings.len());
    for (index, node) in scenario.nodes.iter().enumerate() {
        draw_node(&mut text, index + 1, node);
    }
    draw_endings(&mut text, scenario);
    text
}

fn draw_node(text: &mut String, number: usize, node: &Node) {
    let task = match node.task {
        Task::Decision => String::new(),
        Task::Examination(asks) => format!(", examination: {asks} questions"),
        Task::Charging => ", charging".to_owned(),
        Task::Reasons => ", reasons".to_owned(),
        Task::Sentence(scale) => format!(", sentence for {}: 0 to {} months", scale.offence, scale.most),
    };
    let _ = write!(text, "\n{number:>2}  {}{task}\n", node.id);
    for choice in node.choices.iter().filter(|it| it.kind != ChoiceKind::Confirm) {
        let kind = match choice.kind {
            ChoiceKind::Charge(offence) => format!(" ({offence})"),
            ChoiceKind::Term(min, max) => format!(" ({min} to {max} months)"),
            ChoiceKind::Reason(Counts::Up) => " (up)".to_owned(),
            ChoiceKind::Reason(Counts::Down) => " (down)".to_owned(),
            ChoiceKind::Reason(Counts::Not) => " (not to be counted)".to_owned(),
            _ => String::new(),
        };
        let leads = if node.task == Task::Decision { format!(" -> {}", target(choice.to)) } else { String::new() };
        let when = if choice.when.is_empty() { String::new() } else { format!(" if {}", guard(&choice.when)) };
        let verdict = choice.verdict.as_str();
        let _ = writeln!(text, "    |- {}{kind}{leads}  [{verdict}]{when}", choice.id);
        draw_effects(text, &choice.effects);
    }
    if !node.effects.is_empty() {
        text.push_str("    |  afterwards\n");
        draw_effects(text, &node.effects);
    }
    if let (false, Some(choice)) = (node.task == Task::Decision, node.choices.first()) {
        let _ = writeln!(text, "    '-> {}", target(choice.to));
    }
}

fn draw_effects(text: &mut String, effects: &[Effect]) {
    for effect in effects {
        let mut changes: Vec<String> = effect.sets.iter().map(|(flag, value)| format!("{flag}={value}")).collect();
        changes.extend(moves(&effect.moves));
        if !changes.is_empty() {
            let when = if effect.when.is_empty() { String::new() } else { format!(" if {}", guard(&effect.when)) };
            let _ = writeln!(text, "    |     {}{when}", changes.join(" "));
        }
    }
}

fn moves(moves: &Moves) -> Vec<String> {
    let moved = Dimension::ALL.into_iter().zip(moves).filter(|(_, by)| **by != 0);
    moved.map(|(dimension, by)| format!("{}{by:+}", dimension.as_str())).collect()
}

fn target(to: Target) -> String {
    match to {
        Target::Node(node) => node.to_string(),
        Target::End => "end".to_owned(),
    }
}

fn guard(all: &Guard) -> String {
    let one = |guard: &Guard| {
        let choices = |list: &[(crate::model::NodeId, crate::model::ChoiceId)]| {
            list.iter().map(|(node, choice)| format!("{node}.{choice}")).collect::<Vec<_>>().join("|")
        };
        let mut parts: Vec<String> = Vec::new();
        for (flag, values) in &guard.flags {
            let values: Vec<&str> = values.iter().map(|it| it.as_str()).collect();
            parts.push(format!("{flag}={}", values.join("|")));
        }
        for (dimension, span) in &guard.spans {
            let name = dimension.as_str();
            parts.extend(span.min.map(|min| format!("{name}>={min}")));
            parts.extend(span.max.map(|max| format!("{name}<={max}")));
        }
        if !guard.took.is_empty() {
            let of = if 1 < guard.of { format!("{} of ", guard.of) } else { String::new() };
            parts.push(format!("took {of}{}", choices(&guard.took)));
        }
        if !guard.untook.is_empty() {
            parts.push(format!("not took {}", choices(&guard.untook)));
        }
        parts.join(" and ")
    };
    all.alternatives().map(one).collect::<Vec<_>>().join(", or ")
}

fn draw_endings(text: &mut String, scenario: &Scenario) {
    let Some(paths) = explore::paths(scenario) else {
        text.push_str("\nThe endings can't be counted: the case is too large to be walked.\n");
        return;
    };
    let all: u64 = paths.iter().fold(0, |sum, it| sum.saturating_add(*it));
    let _ = write!(text, "\nendings, tested in this order ({all} paths)\n");
    for (ending, paths) in scenario.endings.iter().zip(paths) {
        let share = paths as f64 * 100.0 / all.max(1) as f64;
        let grade = match ending.id {
            id if id == scenario.best => ", best",
            id if id == scenario.worst => ", worst",
            _ => "",
        };
        let when = if ending.when.is_empty() { "otherwise".to_owned() } else { guard(&ending.when) };
        let _ = writeln!(text, "    {}{grade}: {share:.1} %  ({when})", ending.id);
        if let Some(trail) = explore::find_trail(scenario, ending.id) {
            let road: Vec<String> = trail.choices().iter().map(ToString::to_string).collect();
            let _ = writeln!(text, "        shortest road: {}", road.join(" "));
        }
    }
}
