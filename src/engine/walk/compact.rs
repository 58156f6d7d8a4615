//! A scenario in numbers: what a walk over a hundred thousand states can carry along and compare.
//!
//! The rules are those of `engine::scenario`; the property tests hold the two together.

use crate::engine::scenario::State;
use crate::model::{Choice, ChoiceId, ChoiceKind, Effect, Guard, Moves, Node, NodeId, Scenario, Target, Task};

/// Most flags, values of one flag, and choices of all nodes together.
const FLAGS_MAX: usize = 32;
const VALUES_MAX: usize = 64;
const CHOICES_MAX: usize = 256;

/// Choices of a scenario, a bit each.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Choices([u64; CHOICES_MAX / 64]);

impl Choices {
    pub(super) fn insert(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / 64) {
            *word |= 1 << (index % 64);
        }
    }

    fn has(&self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        let mut both = *self;
        both.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
        both
    }

    pub(super) fn join(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// Adds the bits to a key, as far as the scenario has choices.
    pub(super) fn tell(&self, count: usize, key: &mut Vec<u8>) {
        let bytes = self.0.iter().flat_map(|word| word.to_le_bytes());
        key.extend(bytes.take(count.div_ceil(8)));
    }
}

/// What the choices so far have changed.
#[derive(Clone, Copy, Default)]
pub(super) struct Stage {
    /// The place of each flag's value.
    pub(super) flags: [u8; FLAGS_MAX],
    /// The choices taken.
    pub(super) took: Choices,
    /// Where each dimension stands.
    pub(super) moved: [i16; 6],
}

/// One alternative of a guard.
#[derive(Clone, Default)]
pub(super) struct Conditions {
    /// The place of a flag and, as bits, the places of its values.
    pub(super) flags: Vec<(usize, u64)>,
    /// The place of a dimension, and both ends.
    pub(super) spans: Vec<(usize, Option<i16>, Option<i16>)>,
    pub(super) took: Choices,
    of: u32,
    pub(super) untook: Choices,
}

impl Conditions {
    fn holds(&self, stage: &Stage) -> bool {
        let has_value = |(flag, values): &(usize, u64)| {
            stage.flags.get(*flag).is_some_and(|value| values >> u32::from(*value) & 1 == 1)
        };
        let lies_within = |(dimension, min, max): &(usize, Option<i16>, Option<i16>)| {
            let value = stage.moved.get(*dimension).copied().unwrap_or_default();
            min.is_none_or(|min| min <= value) && max.is_none_or(|max| value <= max)
        };
        self.flags.iter().all(has_value)
            && self.spans.iter().all(lies_within)
            && self.of <= self.took.and(&stage.took).count()
            && self.untook.and(&stage.took).count() == 0
    }
}

/// A guard: its alternatives.
pub(super) type Gate = Vec<Conditions>;

fn opens(gate: &Gate, stage: &Stage) -> bool {
    gate.iter().any(|it| it.holds(stage))
}

/// What a choice or a task changes, if its guard holds.
pub(super) struct Change {
    pub(super) when: Gate,
    sets: Vec<(usize, u8)>,
    pub(super) moves: Moves,
}

/// A choice.
pub(super) struct Step {
    pub(super) id: ChoiceId,
    /// Its place among all choices of the scenario.
    index: usize,
    pub(super) kind: ChoiceKind,
    pub(super) to: Target,
    pub(super) when: Gate,
    pub(super) changes: Vec<Change>,
}

/// A node.
pub(super) struct Stop {
    pub(super) task: Task,
    pub(super) steps: Vec<Step>,
    pub(super) changes: Vec<Change>,
    /// Its own choices.
    pub(super) own: Choices,
}

/// The scenario.
pub(super) struct Compact {
    pub(super) stops: Vec<Stop>,
    pub(super) endings: Vec<Gate>,
    /// How many choices there are.
    pub(super) choices_count: usize,
    /// Whether all of it has a number.
    pub(super) fits: bool,
}

impl Compact {
    pub(super) fn of(scenario: &Scenario) -> Self {
        let indices = Indices { scenario };
        let choices_count = scenario.nodes.iter().map(|node| node.choices.len()).sum();
        let fits = scenario.flags.len() <= FLAGS_MAX
            && scenario.flags.iter().all(|flag| flag.values.len() <= VALUES_MAX)
            && choices_count <= CHOICES_MAX;
        Self {
            stops: scenario.nodes.iter().map(|node| indices.stop(node)).collect(),
            endings: scenario.endings.iter().map(|ending| indices.gate(&ending.when)).collect(),
            choices_count,
            fits,
        }
    }

    /// The places of the choices on offer at a node.
    pub(super) fn offered(&self, stop: &Stop, stage: &Stage) -> Vec<usize> {
        let last = stop.steps.iter().rposition(|step| stage.took.has(step.index));
        let is_on_offer = |(place, step): &(usize, &Step)| {
            let may_follow = match step.kind {
                ChoiceKind::Decision | ChoiceKind::Term(..) => true,
                ChoiceKind::Question => !stage.took.has(step.index),
                ChoiceKind::Confirm => last.is_some(),
                _ => last.is_none_or(|last| last < *place),
            };
            may_follow && opens(&step.when, stage)
        };
        stop.steps.iter().enumerate().filter(is_on_offer).map(|(place, _)| place).collect()
    }

    /// Changes the stage by a choice. Returns where it leads; nowhere while a task goes on.
    pub(super) fn take(&self, stop: &Stop, step: &Step, stage: &mut Stage) -> Option<Target> {
        stage.took.insert(step.index);
        change(stage, &step.changes);
        let goes_on = match (stop.task, step.kind) {
            (Task::Examination(asks), ChoiceKind::Question) => stage.took.and(&stop.own).count() < u32::from(asks),
            (_, kind) => kind.is_picked(),
        };
        if goes_on {
            return None;
        }
        change(stage, &stop.changes);
        Some(step.to)
    }

    /// The place of the ending that a case at this stage comes to.
    pub(super) fn ending(&self, stage: &Stage) -> Option<usize> {
        self.endings.iter().position(|gate| opens(gate, stage))
    }
}

fn change(stage: &mut Stage, changes: &[Change]) {
    for change in changes {
        if !opens(&change.when, stage) {
            continue;
        }
        for (flag, value) in &change.sets {
            if let Some(slot) = stage.flags.get_mut(*flag) {
                *slot = *value;
            }
        }
        for (moved, by) in stage.moved.iter_mut().zip(&change.moves) {
            *moved = moved.saturating_add(i16::from(*by));
        }
    }
}

/// A stage in numbers.
pub(super) fn stage_of(scenario: &Scenario, state: &State) -> Stage {
    let indices = Indices { scenario };
    let mut stage = Stage { moved: state.moved, ..Stage::default() };
    for ((slot, flag), value) in stage.flags.iter_mut().zip(&scenario.flags).zip(&state.flags) {
        let place = flag.values.iter().position(|it| it == value);
        *slot = place.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX);
    }
    for (node, choice) in &state.took {
        if let Some(index) = indices.choice(*node, *choice) {
            stage.took.insert(index);
        }
    }
    stage
}

/// Where things stand in the scenario.
struct Indices<'s> {
    scenario: &'s Scenario,
}

impl Indices<'_> {
    fn choice(&self, node: NodeId, choice: ChoiceId) -> Option<usize> {
        let place = self.scenario.node_place(node)?;
        let before: usize = self.scenario.nodes.iter().take(place).map(|node| node.choices.len()).sum();
        let within = self.scenario.nodes.get(place)?.choices.iter().position(|it| it.id == choice)?;
        Some(before + within)
    }

    fn stop(&self, node: &Node) -> Stop {
        let steps: Vec<Step> = node.choices.iter().map(|choice| self.step(node, choice)).collect();
        let mut own = Choices::default();
        steps.iter().for_each(|step| own.insert(step.index));
        Stop { task: node.task, steps, changes: self.changes(&node.effects), own }
    }

    fn step(&self, node: &Node, choice: &Choice) -> Step {
        Step {
            id: choice.id,
            index: self.choice(node.id, choice.id).unwrap_or(CHOICES_MAX),
            kind: choice.kind,
            to: choice.to,
            when: self.gate(&choice.when),
            changes: self.changes(&choice.effects),
        }
    }

    fn changes(&self, effects: &[Effect]) -> Vec<Change> {
        let change = |effect: &Effect| {
            let sets = effect.sets.iter().filter_map(|(flag, value)| {
                let place = self.scenario.flags.iter().position(|it| it.id == *flag)?;
                let value = self.scenario.flags.get(place)?.values.iter().position(|it| it == value)?;
                Some((place, u8::try_from(value).ok()?))
            });
            Change { when: self.gate(&effect.when), sets: sets.collect(), moves: effect.moves }
        };
        effects.iter().map(change).collect()
    }

    fn gate(&self, guard: &Guard) -> Gate {
        guard.alternatives().map(|it| self.conditions(it)).collect()
    }

    fn conditions(&self, guard: &Guard) -> Conditions {
        let flags = guard.flags.iter().map(|(flag, wanted)| {
            let place = self.scenario.flags.iter().position(|it| it.id == *flag);
            let values = place.and_then(|place| self.scenario.flags.get(place)).map(|it| it.values.as_slice());
            let bits = values.unwrap_or_default().iter().take(VALUES_MAX).enumerate();
            let bits = bits.filter(|(_, value)| wanted.contains(value)).map(|(place, _)| 1_u64 << place);
            // A flag that is not there has no value, so the guard never holds.
            (place.unwrap_or(FLAGS_MAX), bits.sum())
        });
        let choices = |list: &[(NodeId, ChoiceId)]| {
            let mut set = Choices::default();
            list.iter().filter_map(|(node, choice)| self.choice(*node, *choice)).for_each(|it| set.insert(it));
            set
        };
        Conditions {
            flags: flags.collect(),
            spans: guard.spans.iter().map(|(dimension, span)| (dimension.place(), span.min, span.max)).collect(),
            took: choices(&guard.took),
            of: if guard.took.is_empty() { 0 } else { u32::from(guard.of.max(1)) },
            untook: choices(&guard.untook),
        }
    }
}
