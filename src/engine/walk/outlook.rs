//! What lies ahead of a node, and so what of a state still matters there.

use super::{Reach, add_once, widen};
use crate::engine::scenario::{State, flag_place};
use crate::model::{Choice, ChoiceId, Effect, Guard, Node, NodeId, Scenario, Task};

/// What a guard reads of a state.
#[derive(Clone, Copy, PartialEq)]
enum Sign {
    /// The value of the flag at this place.
    Flag(usize),
    /// Whether the choice was taken.
    Took(NodeId, ChoiceId),
    /// On which side of a limit a dimension lies: its place, and the least value beyond the limit.
    Limit(usize, i16),
}

/// What lies ahead of a node, whichever choices are on offer.
#[derive(Clone, Default)]
pub(super) struct Outlook {
    /// What the guards ahead read.
    signs: Vec<Sign>,
    /// How far each dimension can move at any time ahead; holds 0.
    reach: Reach,
    /// Most choices ahead.
    pub(super) steps: usize,
}

impl Outlook {
    /// Adds what a guard reads.
    pub(super) fn read(&mut self, scenario: &Scenario, guard: &Guard) {
        for guard in guard.alternatives() {
            for (flag, _) in &guard.flags {
                self.add(flag_place(scenario, *flag).map(Sign::Flag));
            }
            for (node, choice) in guard.took.iter().chain(&guard.untook) {
                self.add(Some(Sign::Took(*node, *choice)));
            }
            for (dimension, span) in &guard.spans {
                for limit in [span.min, span.max.map(|max| max.saturating_add(1))] {
                    self.add(limit.map(|limit| Sign::Limit(dimension.place(), limit)));
                }
            }
        }
    }

    fn add(&mut self, sign: Option<Sign>) {
        if let Some(sign) = sign {
            add_once(&mut self.signs, sign);
        }
    }

    /// Adds a choice, with the outlook from where it leads.
    pub(super) fn join(&mut self, scenario: &Scenario, choice: &Choice, next: &Self) {
        let mut by: Reach = [(0, 0); 6];
        self.read(scenario, &choice.when);
        self.read_effects(scenario, &choice.effects, &mut by);
        self.go_on(next, &by, 1);
    }

    /// Adds a task as a whole, with the outlook from where it leads: it may move as far as all its parts together.
    pub(super) fn join_task(&mut self, scenario: &Scenario, node: &Node, next: &Self) {
        let mut by: Reach = [(0, 0); 6];
        for choice in &node.choices {
            self.read(scenario, &choice.when);
            self.read_effects(scenario, &choice.effects, &mut by);
        }
        self.read_effects(scenario, &node.effects, &mut by);
        let steps = match node.task {
            Task::Examination(asks) => usize::from(asks),
            _ => node.choices.iter().filter(|it| it.kind.is_picked()).count() + 1,
        };
        self.go_on(next, &by, steps);
    }

    fn read_effects(&mut self, scenario: &Scenario, effects: &[Effect], by: &mut Reach) {
        for effect in effects {
            self.read(scenario, &effect.when);
            for ((least, greatest), moved) in by.iter_mut().zip(&effect.moves) {
                *least = least.saturating_add(i16::from(*moved).min(0));
                *greatest = greatest.saturating_add(i16::from(*moved).max(0));
            }
        }
    }

    fn go_on(&mut self, next: &Self, by: &Reach, steps: usize) {
        next.signs.iter().for_each(|sign| add_once(&mut self.signs, *sign));
        widen(&mut self.reach, &next.reach, by);
        self.steps = self.steps.max(steps + next.steps);
    }

    /// Adds to a key all of a state that something ahead can tell apart, the same parts in the same order for
    /// every state.
    pub(super) fn tell(&self, scenario: &Scenario, state: &State, key: &mut Vec<u8>) {
        // Far below any value that a way can move to, so that the two kinds of side never meet.
        let mut sides = [(i16::MIN, false); 6];
        for sign in &self.signs {
            match sign {
                Sign::Flag(place) => {
                    let values = scenario.flags.get(*place).map(|flag| &flag.values);
                    let value = state.flags.get(*place);
                    let known = values.and_then(|values| values.iter().position(|it| Some(it) == value));
                    push(key, known.map_or(-1, |known| known as i16));
                }
                Sign::Took(node, choice) => key.push(u8::from(state.took.contains(&(*node, *choice)))),
                Sign::Limit(dimension, limit) => {
                    let here = state.moved.get(*dimension).zip(self.reach.get(*dimension));
                    if let (Some((passed, is_open)), Some((moved, reach))) = (sides.get_mut(*dimension), here) {
                        let is_passed = *limit <= moved.saturating_add(reach.0);
                        *passed += i16::from(is_passed);
                        *is_open |= !is_passed && *limit <= moved.saturating_add(reach.1);
                    }
                }
            }
        }
        for ((passed, is_open), moved) in sides.iter().zip(&state.moved) {
            push(key, if *is_open { *moved } else { *passed });
        }
    }
}

fn push(key: &mut Vec<u8>, part: i16) {
    key.extend_from_slice(&part.to_le_bytes());
}
