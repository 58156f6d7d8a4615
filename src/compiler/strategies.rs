//! A case must not be won without reading it: by the longest option, or by the option at one place.

use super::diagnostic::{Findings, Rule};
use super::scenario::ReadScenario;
use super::words::plain;
use crate::engine::scenario::{Standing, State, Step, Trail, advance, offered, stand, taken_at};
use crate::model::{Choice, ChoiceId, ChoiceKind, EndingId, Node, Scenario, ScenarioWords, Task};

/// Refuses a case whose best ending is reached without reading. `words` are those of the original.
pub fn check(read: &ReadScenario, words: &ScenarioWords, findings: &mut Findings) {
    let scenario = &read.scenario;
    // What is wrong with it in other ways must be mended first: it may lead elsewhere then.
    if findings.has_any(&read.place.file) {
        return;
    }
    let mut try_out = |how: &str, pick: &dyn Fn(&Node, &[&Choice]) -> Option<ChoiceId>| {
        if follow(scenario, pick) == Some(scenario.best) {
            let message = format!("the best ending is reached by always taking {how}");
            let hint = "let the strongest option stand in varying places and be neither the longest nor the shortest";
            findings.add(Rule::CaseEnds, &read.place, message, hint);
        }
    };
    let length = |node: &Node, choice: &Choice| {
        let texts = scenario.node_place(node.id).and_then(|place| words.nodes.get(place));
        let place = node.choices.iter().position(|it| it.id == choice.id);
        let text = texts.zip(place).and_then(|(texts, place)| texts.choices.get(place));
        text.map_or(0, |it| plain(&it.text).chars().count())
    };
    let longest =
        |node: &Node, choices: &[&Choice]| choices.iter().rev().max_by_key(|it| length(node, it)).map(|it| it.id);
    try_out("the longest option", &longest);
    try_out("the last option", &|_, choices| choices.last().map(|it| it.id));
    let places = scenario.nodes.iter().map(|node| node.choices.len()).max().unwrap_or_default();
    for place in 0..places {
        let at = |_: &Node, choices: &[&Choice]| choices.get(place).map(|it| it.id);
        try_out(&format!("option {}", place + 1), &at);
    }
}

/// The ending that is reached by one way of picking. Of a set, one is picked and confirmed; a term is placed without
/// reasons.
fn follow(scenario: &Scenario, pick: &dyn Fn(&Node, &[&Choice]) -> Option<ChoiceId>) -> Option<EndingId> {
    let mut trail = Trail::default();
    loop {
        let (node, state) = match stand(scenario, &trail).ok()? {
            Standing::Ended { ending, .. } => return Some(ending),
            Standing::Deciding { node, state } => (node, state),
        };
        let choice = pick(node, &subject(node, scenario, &state))?;
        trail = advance(scenario, &trail, Step::ChoiceTaken(choice)).ok()?;
    }
}

fn subject<'s>(node: &'s Node, scenario: &Scenario, state: &State) -> Vec<&'s Choice> {
    let choices = offered(node, scenario, state).into_iter();
    match node.task {
        Task::Decision | Task::Examination(_) => choices.collect(),
        Task::Sentence(_) => choices.filter(|it| !it.kind.is_picked()).collect(),
        Task::Charging | Task::Reasons => {
            let has_picked = !taken_at(node, state).is_empty();
            choices.filter(|it| (it.kind == ChoiceKind::Confirm) == has_picked).collect()
        }
    }
}
