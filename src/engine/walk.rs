//! How the explorer walks: every way through a scenario, each state once.
//!
//! Ways that differ only in what nothing ahead can tell apart are walked once. Of a state the walk
//! therefore keeps the node, the flags and choices that some guard ahead reads, and of a dimension only
//! on which side of the guards' limits it lies once what is ahead can no longer carry it across.
//! Passages and exhibits are left out: they change what is shown, never where a way leads.

mod compact;
mod outlook;

use std::collections::BTreeMap;

use super::scenario::{Standing, TRAIL_STEPS_MAX};
use crate::model::{Choice, ChoiceId, NodeId, Scenario, Target, Task};
use compact::{Compact, Stage, stage_of};
use outlook::Outlook;

/// Most states that the explorer tells apart; a case of usual size has some thousands.
pub const STATES_MAX: usize = 200_000;
/// Most endings that the explorer follows.
pub const ENDINGS_MAX: usize = 64;

/// The least and the greatest value of each dimension.
pub type Reach = [(i16, i16); 6];

/// What the ways on from a state come to.
#[derive(Clone)]
pub(super) struct Ways {
    /// How many of them reach each ending, in the order of [`Scenario::endings`]; those after the last that is reached
    /// are left out, so none reach an ending if this is empty.
    pub(super) paths: Vec<u64>,
    /// How far they still move each dimension; meaningless without paths.
    pub(super) reach: Reach,
    /// Fewest choices to the ending that is looked for.
    pub(super) nearest: Option<u8>,
}

impl Ways {
    /// No way leads on.
    pub(super) const NONE: Self = Self { paths: Vec::new(), reach: [(i16::MAX, i16::MIN); 6], nearest: None };

    fn ended(place: usize, target: Option<usize>) -> Self {
        let nearest = (target == Some(place)).then_some(0);
        let mut paths = vec![0; place];
        paths.push(1);
        Self { paths, reach: [(0, 0); 6], nearest }
    }

    /// How many of them reach an ending.
    pub(super) fn count(&self) -> u64 {
        self.paths.iter().fold(0, |sum, paths| sum.saturating_add(*paths))
    }

    /// Whether one of them reaches the ending at this place.
    pub(super) fn reaches(&self, place: usize) -> bool {
        self.paths.get(place).is_some_and(|paths| 0 < *paths)
    }

    /// Adds the ways on from `after`, which one choice has made of `before`.
    fn join(&mut self, way: &Self, before: &Stage, after: &Stage) {
        if way.paths.is_empty() {
            return;
        }
        self.paths.resize(self.paths.len().max(way.paths.len()), 0);
        for (paths, more) in self.paths.iter_mut().zip(&way.paths) {
            *paths = paths.saturating_add(*more);
        }
        let nearest = way.nearest.map(|steps| steps.saturating_add(1));
        self.nearest = [self.nearest, nearest].into_iter().flatten().min();
        let mut moved = after.moved;
        for (moved, before) in moved.iter_mut().zip(&before.moved) {
            *moved = moved.saturating_sub(*before);
        }
        widen(&mut self.reach, &way.reach, &moved.map(|moved| (moved, moved)));
    }
}

/// Widens a reach so that it holds that of a way, carried on by so much.
pub(super) fn widen(reach: &mut Reach, way: &Reach, by: &Reach) {
    for ((reach, way), by) in reach.iter_mut().zip(way).zip(by) {
        reach.0 = reach.0.min(way.0.saturating_add(by.0));
        reach.1 = reach.1.max(way.1.saturating_add(by.1));
    }
}

/// What a walk has met at a node.
#[derive(Clone, Default)]
pub(super) struct Seen {
    /// Some way leads here.
    pub(super) is_reached: bool,
    /// Some way finds no choice on offer here.
    pub(super) is_stuck: bool,
    /// Choices that some way finds on offer.
    pub(super) offered: Vec<ChoiceId>,
}

/// A walk over every way through a scenario.
pub(super) struct Walk<'s> {
    scenario: &'s Scenario,
    /// The same in numbers.
    compact: Compact,
    /// Places of the nodes that the start leads to, each after those that it leads to itself.
    order: Vec<usize>,
    /// What lies ahead of each node.
    outlooks: Vec<Outlook>,
    /// States that may still be walked.
    states_left: usize,
    /// The states walked, each with the place of what lies ahead of it.
    walked: BTreeMap<Vec<u8>, usize>,
    /// What lies ahead of states.
    ahead: Vec<Ways>,
    /// Place of the ending that is looked for.
    pub(super) target: Option<usize>,
    /// What was met at each node.
    pub(super) seen: Vec<Seen>,
    /// Some way came to the end and found no ending.
    pub(super) lacks_ending: bool,
}

impl<'s> Walk<'s> {
    pub(super) fn new(scenario: &'s Scenario) -> Self {
        let count = scenario.nodes.len();
        let mut order = Vec::new();
        if let Some(start) = scenario.node_place(scenario.start) {
            put_in_order(scenario, start, &mut vec![false; count], &mut order);
        }
        let compact = Compact::of(scenario);
        // The guards of the endings lie ahead of every node.
        let mut at_end = Outlook::default();
        compact.endings.iter().for_each(|gate| at_end.read(gate));
        let mut outlooks = vec![at_end.clone(); count];
        let nothing = Outlook::default();
        for place in &order {
            let Some(stop) = compact.stops.get(*place) else { continue };
            let mut outlook = at_end.clone();
            let next = |to| next_place(scenario, &order, *place, to).and_then(|next| outlooks.get(next));
            if stop.task == Task::Decision {
                stop.steps.iter().for_each(|step| outlook.join(step, next(step.to).unwrap_or(&nothing)));
            } else {
                let after = stop.steps.first().and_then(|step| next(step.to));
                outlook.join_task(stop, after.unwrap_or(&nothing));
            }
            if let Some(slot) = outlooks.get_mut(*place) {
                *slot = outlook;
            }
        }
        let steps = outlooks.iter().map(|outlook| outlook.steps).max().unwrap_or_default();
        let fits = compact.fits && scenario.endings.len() <= ENDINGS_MAX && steps <= TRAIL_STEPS_MAX;
        let states_left = if fits { STATES_MAX } else { 0 };
        let (walked, ahead, seen) = (BTreeMap::new(), Vec::new(), vec![Seen::default(); count]);
        Self { scenario, compact, order, outlooks, states_left, walked, ahead, target: None, seen, lacks_ending: false }
    }

    /// What lies ahead; none if the scenario is too large to be walked.
    pub(super) fn ways(&mut self, standing: &Standing<'_>) -> Option<Ways> {
        match standing {
            Standing::Deciding { node, state } => {
                let place = self.scenario.node_place(node.id)?;
                let ahead = self.onward(place, &stage_of(self.scenario, state))?;
                self.ahead.get(ahead).cloned()
            }
            Standing::Ended { ending, .. } => Some(Ways::ended(self.scenario.ending_place(*ending)?, self.target)),
        }
    }

    /// Nodes that a choice leads back to from one that they lead to.
    pub(super) fn loops(&self) -> Vec<NodeId> {
        let mut loops = Vec::new();
        for place in &self.order {
            for choice in choices_at(self.scenario, *place) {
                if let Target::Node(node) = choice.to
                    && self.scenario.node_place(node).is_some()
                    && next_place(self.scenario, &self.order, *place, choice.to).is_none()
                {
                    add_once(&mut loops, node);
                }
            }
        }
        loops
    }

    /// The place in `ahead` of what lies ahead of a stage.
    fn onward(&mut self, place: usize, stage: &Stage) -> Option<usize> {
        let key = self.key(place, stage);
        if let Some(known) = self.walked.get(&key) {
            return Some(*known);
        }
        self.states_left = self.states_left.checked_sub(1)?;
        let offered = self.compact.offered(self.compact.stops.get(place)?, stage);
        if let Some(seen) = self.seen.get_mut(place) {
            seen.is_reached = true;
            seen.is_stuck |= offered.is_empty();
        }
        let mut ways = Ways::NONE;
        for which in offered {
            let stop = self.compact.stops.get(place)?;
            let step = stop.steps.get(which)?;
            if let Some(seen) = self.seen.get_mut(place) {
                add_once(&mut seen.offered, step.id);
            }
            let mut after = *stage;
            let next = match self.compact.take(stop, step, &mut after) {
                None => Some(place),
                Some(Target::End) => {
                    ways.join(&self.end(&after), stage, &after);
                    None
                }
                Some(to) => next_place(self.scenario, &self.order, place, to),
            };
            if let Some(next) = next {
                let ahead = self.onward(next, &after)?;
                if let Some(way) = self.ahead.get(ahead) {
                    ways.join(way, stage, &after);
                }
            }
        }
        self.walked.insert(key, self.ahead.len());
        self.ahead.push(ways);
        Some(self.ahead.len() - 1)
    }

    fn end(&mut self, stage: &Stage) -> Ways {
        let place = self.compact.ending(stage);
        self.lacks_ending |= place.is_none();
        place.map_or(Ways::NONE, |place| Ways::ended(place, self.target))
    }

    /// The stage as far as something ahead of the node can tell it apart.
    fn key(&self, place: usize, stage: &Stage) -> Vec<u8> {
        let mut key = (place as u16).to_le_bytes().to_vec();
        let count = self.compact.choices_count;
        if let Some(outlook) = self.outlooks.get(place) {
            outlook.tell(stage, count, &mut key);
        }
        // What of a task is done, which says what of it is still on offer.
        if let Some(stop) = self.compact.stops.get(place).filter(|stop| stop.task != Task::Decision) {
            stop.own.and(&stage.took).tell(count, &mut key);
        }
        key
    }
}

/// Puts the places that `place` leads to before it. Depth first, so that an edge leads to an earlier
/// place unless it closes a loop.
fn put_in_order(scenario: &Scenario, place: usize, entered: &mut [bool], order: &mut Vec<usize>) {
    match entered.get_mut(place) {
        Some(is_entered) if !*is_entered => *is_entered = true,
        _ => return,
    }
    for choice in choices_at(scenario, place) {
        if let Target::Node(next) = choice.to
            && let Some(next) = scenario.node_place(next)
        {
            put_in_order(scenario, next, entered, order);
        }
    }
    order.push(place);
}

fn choices_at(scenario: &Scenario, place: usize) -> &[Choice] {
    match scenario.nodes.get(place) {
        Some(node) => &node.choices,
        None => &[],
    }
}

/// The place of the node that a choice at `place` leads to, unless it closes a loop.
fn next_place(scenario: &Scenario, order: &[usize], place: usize, to: Target) -> Option<usize> {
    let Target::Node(next) = to else { return None };
    let next = scenario.node_place(next)?;
    order.iter().take_while(|it| **it != place).find(|it| **it == next).copied()
}

pub(super) fn add_once<T: PartialEq>(list: &mut Vec<T>, it: T) {
    if !list.contains(&it) {
        list.push(it);
    }
}
