//! Scenarios, and walks through them.

use kouprey::engine::scenario::{Standing, Trail, offered, stand};
use kouprey::model::{
    Choice, ChoiceId, ChoiceKind, Clock, ClockUnit, Dimension, Effect, Ending, Exhibit, ExhibitState, Flag, Guard,
    Node, Role, Scenario, Span, Target, Task, Verdict, Version,
};

use super::{Dice, id};

/// A guard: `chain=intact|repaired rights>=2 evidence<=0 took:call.press|call.wait of:2 untook:call.sand`; behind `or`
/// stands another that is enough.
pub fn guard(text: &str) -> Guard {
    let mut alternatives = text.split(" or ").map(conditions);
    let mut guard = alternatives.next().unwrap();
    guard.or = alternatives.collect();
    guard
}

fn conditions(text: &str) -> Guard {
    let mut guard = Guard::default();
    let choices = |text: &str| -> Vec<_> {
        let taken = text.split('|').map(|choice| choice.split_once('.').unwrap());
        taken.map(|(node, choice)| (id(node), id(choice))).collect()
    };
    for word in text.split_whitespace() {
        if let Some(taken) = word.strip_prefix("took:") {
            guard.took = choices(taken);
        } else if let Some(untaken) = word.strip_prefix("untook:") {
            guard.untook = choices(untaken);
        } else if let Some(of) = word.strip_prefix("of:") {
            guard.of = of.parse().unwrap();
        } else if let Some((name, min)) = word.split_once(">=") {
            guard.spans.push((dimension(name), Span { min: Some(min.parse().unwrap()), max: None }));
        } else if let Some((name, max)) = word.split_once("<=") {
            guard.spans.push((dimension(name), Span { min: None, max: Some(max.parse().unwrap()) }));
        } else {
            let (flag, values) = word.split_once('=').unwrap();
            guard.flags.push((id(flag), values.split('|').map(id).collect()));
        }
    }
    guard
}

fn dimension(name: &str) -> Dimension {
    Dimension::ALL.into_iter().find(|it| it.as_str() == name).unwrap()
}

/// An effect; what it changes reads `leak=yes evidence:-2`.
pub fn effect(when: &str, changes: &str) -> Effect {
    let mut effect = Effect { when: guard(when), sets: Vec::new(), moves: [0; 6] };
    for word in changes.split_whitespace() {
        if let Some((name, by)) = word.split_once(':') {
            effect.moves[dimension(name).place()] = by.parse().unwrap();
        } else {
            let (flag, value) = word.split_once('=').unwrap();
            effect.sets.push((id(flag), id(value)));
        }
    }
    effect
}

/// A choice that leads to a node or to `end`; its effects are pairs of a guard and what they change.
pub fn choice(name: &str, to: &str, when: &str, effects: &[(&str, &str)]) -> Choice {
    let to = if to == "end" { Target::End } else { Target::Node(id(to)) };
    let effects = effects.iter().map(|(when, changes)| effect(when, changes)).collect();
    let (kind, answers) = (ChoiceKind::Decision, Vec::new());
    Choice { id: id(name), kind, to, when: guard(when), verdict: Verdict::Even, effects, answers }
}

/// A part of a task: like a decision, but for its kind.
pub fn part(kind: ChoiceKind, name: &str, to: &str, when: &str, effects: &[(&str, &str)]) -> Choice {
    Choice { kind, ..choice(name, to, when, effects) }
}

/// A node where these clocks run.
pub fn node(name: &str, clocks: &[(&str, u16)], choices: Vec<Choice>) -> Node {
    let clocks = clocks.iter().map(|(clock, hours)| (id(clock), *hours)).collect();
    Node { id: id(name), task: Task::Decision, clocks, passages: Vec::new(), choices, effects: Vec::new() }
}

/// A node with a task; what the whole of it changes are pairs of a guard and changes.
pub fn task(name: &str, task: Task, choices: Vec<Choice>, effects: &[(&str, &str)]) -> Node {
    let effects = effects.iter().map(|(when, changes)| effect(when, changes)).collect();
    Node { task, effects, ..node(name, &[], choices) }
}

/// A scenario that starts at its first node; flags read `chain=intact|broken leak=no|yes`.
pub fn scenario(flags: &str, nodes: Vec<Node>, endings: &[(&str, &str)]) -> Scenario {
    let flag = |word: &str| {
        let (name, values) = word.split_once('=').unwrap();
        Flag { id: id(name), values: values.split('|').map(id).collect() }
    };
    Scenario {
        id: id("test-case"),
        role: Role::Prosecutor,
        start: nodes[0].id,
        flags: flags.split_whitespace().map(flag).collect(),
        clocks: Vec::new(),
        points: Vec::new(),
        exhibits: Vec::new(),
        court: Vec::new(),
        nodes,
        endings: endings.iter().map(|(name, when)| Ending { id: id(name), when: guard(when) }).collect(),
        best: id(endings.first().map_or("none", |(name, _)| name)),
        worst: id(endings.last().map_or("none", |(name, _)| name)),
    }
}

/// Three decisions on a seizure, with a bit of everything that a case can hold. Sound.
///
/// Eleven ways lead through it: one by `wait`, six after `freeze`, four after `press`.
pub fn the_seizure() -> Scenario {
    let call = vec![
        choice("freeze", "search", "", &[("", "evidence:+2")]),
        choice("press", "search", "", &[("", "leak=yes chain=broken evidence:-2 network:-1")]),
        choice("wait", "end", "", &[("", "time:-2")]),
    ];
    let search = vec![
        choice("witnesses", "hearing", "", &[("", "evidence:+2 rights:+1")]),
        choice("bank", "hearing", "", &[("", "money=yes network:+2"), ("leak=yes", "network:-2")]),
        choice("publish", "hearing", "leak=no", &[("", "leak=yes")]),
    ];
    let hearing = vec![
        choice("repair", "end", "chain=broken", &[("", "chain=repaired time:-1"), ("chain=repaired", "evidence:+1")]),
        choice("candid", "end", "", &[("", "rights:+2"), ("took:hearing.candid", "law:+1")]),
        choice("hide", "end", "evidence>=1", &[("", "rights:-2")]),
    ];
    let nodes = vec![
        node("call", &[], call),
        node("search", &[("custody", 6)], search),
        node("hearing", &[("notice", 24)], hearing),
    ];
    let endings = [
        ("the-chain", "money=yes rights>=2 chain=intact|repaired"),
        ("the-leak", "leak=yes"),
        ("too-late", "took:call.wait"),
        ("solid", ""),
    ];
    let mut scenario = scenario("chain=intact|repaired|broken leak=no|yes money=no|yes", nodes, &endings);
    scenario.clocks = vec![clock("custody", 48), clock("notice", 72)];
    let version = |name: &str, when: &str, state: ExhibitState| Version { id: id(name), when: guard(when), state };
    scenario.exhibits = vec![
        Exhibit {
            id: id("scales"),
            tag: "E6".to_owned(),
            versions: vec![
                version("two-scales", "chain=broken", ExhibitState::Weak),
                version("one-scale", "", ExhibitState::Sound),
            ],
        },
        Exhibit {
            id: id("bank-record"),
            tag: "E10".to_owned(),
            versions: vec![version("bank-record", "money=yes", ExhibitState::New)],
        },
    ];
    scenario
}

/// A period in hours.
pub fn clock(name: &str, limit: u16) -> Clock {
    Clock { id: id(name), limit, unit: ClockUnit::Hours }
}

/// A node that offers to stay where one is.
pub fn the_waiting_room() -> Scenario {
    let choices = vec![choice("stay", "room", "", &[("", "time:-2")]), choice("leave", "end", "", &[])];
    scenario("", vec![node("room", &[], choices)], &[("out", "")])
}

/// A trail of these choices, whether or not a scenario allows it.
pub fn trail(text: &str) -> Trail {
    Trail::from(text.split_whitespace().map(id).collect::<Vec<ChoiceId>>())
}

/// Whether choices may lead back.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Every choice leads to a later node or to the end.
    Forward,
    /// A choice leads anywhere.
    Looping,
}

/// A scenario of two to five nodes `n0`, `n1` and so on, each with one to three choices from `c0`.
///
/// Its guards may well shut a node, a choice or an ending off, or leave a way without an ending.
pub fn random_scenario(dice: &mut Dice, shape: Shape) -> Scenario {
    let count = 2 + dice.roll(4);
    let mut nodes = Vec::new();
    for place in 0..count {
        let mut choices: Vec<Choice> =
            (0..1 + dice.roll(3)).map(|which| random_choice(dice, shape, place, count, which)).collect();
        // One node in three is a task; all its parts lead where the first one leads.
        let kind = match dice.roll(9) {
            0 => Some((Task::Examination(1 + dice.roll(2) as u8), ChoiceKind::Question)),
            1 => Some((Task::Reasons, ChoiceKind::Paragraph)),
            2 => Some((Task::Charging, ChoiceKind::Charge(id("fl-1")))),
            _ => None,
        };
        let name = format!("n{place}");
        nodes.push(match (kind, shape) {
            (Some((what, kind)), Shape::Forward) => {
                let to = choices[0].to;
                choices.iter_mut().for_each(|it| (it.kind, it.to) = (kind, to));
                if kind.is_picked() {
                    choices.push(Choice { to, ..part(ChoiceKind::Confirm, "done", "end", "", &[]) });
                }
                let changes = random_changes(dice);
                task(&name, what, choices, &[(random_guard(dice, count).as_str(), changes.as_str())])
            }
            _ => node(&name, &[], choices),
        });
    }
    let mut scenario = scenario("f0=a|b f1=a|b|c", nodes, &[]);
    for place in 0..3 {
        scenario.endings.push(Ending { id: id(&format!("e{place}")), when: guard(&random_guard(dice, count)) });
    }
    if dice.roll(5) < 4 {
        scenario.endings.push(Ending { id: id("e3"), when: Guard::default() });
    }
    scenario
}

fn random_choice(dice: &mut Dice, shape: Shape, place: usize, count: usize, which: usize) -> Choice {
    let to = match shape {
        Shape::Forward => (place + 1..count).nth(dice.roll(count - place)),
        Shape::Looping => (0..count).nth(dice.roll(count + 1)),
    };
    let to = to.map_or("end".to_owned(), |to| format!("n{to}"));
    let when = if dice.roll(10) < 7 { String::new() } else { random_guard(dice, count) };
    let mut effects = vec![(String::new(), random_changes(dice))];
    if dice.roll(2) == 1 {
        effects.push((random_guard(dice, count), random_changes(dice)));
    }
    let effects: Vec<(&str, &str)> = effects.iter().map(|(when, changes)| (when.as_str(), changes.as_str())).collect();
    choice(&format!("c{which}"), &to, &when, &effects)
}

fn random_changes(dice: &mut Dice) -> String {
    let set = dice.pick(&["", "f0=a", "f0=b", "f1=a", "f1=b", "f1=c"]);
    let by = ["0", "-2", "-1", "1", "2"];
    format!("{set} evidence:{} rights:{}", dice.pick(&by), dice.pick(&by))
}

fn random_guard(dice: &mut Dice, count: usize) -> String {
    match dice.roll(4) {
        0 => dice.pick(&["f0=a", "f0=b", "f1=a", "f1=b|c"]).to_owned(),
        1 => format!("took:n{}.c{}", dice.roll(count), dice.roll(3)),
        _ => {
            let dimension = dice.pick(&["evidence", "rights"]);
            format!("{dimension}{}{}", dice.pick(&[">=", "<="]), dice.pick(&["-2", "-1", "0", "1", "2"]))
        }
    }
}

/// A trail of choices on offer, as far as the dice and the scenario carry it.
pub fn random_trail(dice: &mut Dice, scenario: &Scenario) -> Trail {
    let mut choices: Vec<ChoiceId> = Vec::new();
    for _ in 0..dice.roll(12) {
        let Ok(Standing::Deciding { node, state }) = stand(scenario, &Trail::from(choices.clone())) else { break };
        let on_offer = offered(node, scenario, &state);
        if on_offer.is_empty() {
            break;
        }
        choices.push(on_offer[dice.roll(on_offer.len())].id);
    }
    // The last choice may have come to the end of a case without an ending.
    while stand(scenario, &Trail::from(choices.clone())).is_err() {
        choices.pop();
    }
    Trail::from(choices)
}
