//! What lies ahead of a node, and so what of a stage still matters there.

use super::compact::{Change, Choices, Gate, Stage, Step, Stop};
use super::{Reach, add_once, widen};
use crate::model::Task;

/// What lies ahead of a node, whichever choices are on offer.
#[derive(Clone, Default)]
pub(super) struct Outlook {
    /// Flags that the guards ahead read, as bits.
    flags: u64,
    /// Choices that they ask for.
    took: Choices,
    /// Limits of dimensions that they draw: the place of the dimension, and the least value beyond the limit.
    limits: Vec<(usize, i16)>,
    /// How far each dimension can move at any time ahead; holds 0.
    reach: Reach,
    /// Most choices ahead.
    pub(super) steps: usize,
}

impl Outlook {
    /// Adds what a guard reads.
    pub(super) fn read(&mut self, gate: &Gate) {
        for conditions in gate {
            for (flag, _) in &conditions.flags {
                self.flags |= 1_u64.checked_shl(*flag as u32).unwrap_or_default();
            }
            self.took.join(&conditions.took);
            self.took.join(&conditions.untook);
            for (dimension, min, max) in &conditions.spans {
                for limit in [*min, max.map(|max| max.saturating_add(1))].into_iter().flatten() {
                    add_once(&mut self.limits, (*dimension, limit));
                }
            }
        }
    }

    /// Adds a choice, with the outlook from where it leads.
    pub(super) fn join(&mut self, step: &Step, next: &Self) {
        let mut by: Reach = [(0, 0); 6];
        self.read(&step.when);
        self.read_changes(&step.changes, &mut by);
        self.go_on(next, &by, 1);
    }

    /// Adds a task as a whole, with the outlook from where it leads: it may move as far as all its parts together.
    pub(super) fn join_task(&mut self, stop: &Stop, next: &Self) {
        let mut by: Reach = [(0, 0); 6];
        for step in &stop.steps {
            self.read(&step.when);
            self.read_changes(&step.changes, &mut by);
        }
        self.read_changes(&stop.changes, &mut by);
        let steps = match stop.task {
            Task::Examination(asks) => usize::from(asks),
            _ => stop.steps.iter().filter(|it| it.kind.is_picked()).count() + 1,
        };
        self.go_on(next, &by, steps);
    }

    fn read_changes(&mut self, changes: &[Change], by: &mut Reach) {
        for change in changes {
            self.read(&change.when);
            for ((least, greatest), moved) in by.iter_mut().zip(&change.moves) {
                *least = least.saturating_add(i16::from(*moved).min(0));
                *greatest = greatest.saturating_add(i16::from(*moved).max(0));
            }
        }
    }

    fn go_on(&mut self, next: &Self, by: &Reach, steps: usize) {
        self.flags |= next.flags;
        self.took.join(&next.took);
        next.limits.iter().for_each(|limit| add_once(&mut self.limits, *limit));
        widen(&mut self.reach, &next.reach, by);
        self.steps = self.steps.max(steps + next.steps);
    }

    /// Adds to a key all of a stage that something ahead can tell apart, the same parts in the same order for every
    /// stage. `choices` is how many the scenario has.
    pub(super) fn tell(&self, stage: &Stage, choices: usize, key: &mut Vec<u8>) {
        let read = stage.flags.iter().enumerate().filter(|(place, _)| self.flags >> place & 1 == 1);
        key.extend(read.map(|(_, value)| *value));
        self.took.and(&stage.took).tell(choices, key);
        // Far below any value that a way can move to, so that the two kinds of side never meet.
        let mut sides = [(i16::MIN, false); 6];
        for (dimension, limit) in &self.limits {
            let here = stage.moved.get(*dimension).zip(self.reach.get(*dimension));
            if let (Some((passed, is_open)), Some((moved, reach))) = (sides.get_mut(*dimension), here) {
                let is_passed = *limit <= moved.saturating_add(reach.0);
                *passed += i16::from(is_passed);
                *is_open |= !is_passed && *limit <= moved.saturating_add(reach.1);
            }
        }
        for ((passed, is_open), moved) in sides.iter().zip(&stage.moved) {
            key.extend(if *is_open { *moved } else { *passed }.to_le_bytes());
        }
    }
}
