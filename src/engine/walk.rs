//! How the explorer walks: every way through a scenario, each state once.
//!
//! Ways that differ only in what nothing ahead can tell apart are walked once. Of a state the walk
//! therefore keeps the node, the flags and choices that some guard ahead reads, and of a dimension only
//! on which side of the guards' limits it lies once what is ahead can no longer carry it across.
//! Passages and exhibits are left out: they change what is shown, never where a way leads.

mod outlook;

use std::collections::BTreeMap;

use super::scenario::{Standing, State, TRAIL_STEPS_MAX, ending_of, offered, take};
use crate::model::{Choice, ChoiceId, NodeId, Scenario, Target, Task};
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
    fn join(&mut self, way: &Self, before: &State, after: &State) {
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
    /// Places of the nodes that the start leads to, each after those that it leads to itself.
    order: Vec<usize>,
    /// What lies ahead of each node.
    outlooks: Vec<Outlook>,
    /// States that may still be walked.
    states_left: usize,
    /// The states walked, each with what lies ahead of it.
    walked: BTreeMap<Vec<u8>, Ways>,
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
        // The guards of the endings lie ahead of every node.
        let mut at_end = Outlook::default();
        for ending in &scenario.endings {
            at_end.read(scenario, &ending.when);
        }
        let mut outlooks = vec![at_end.clone(); count];
        let nothing = Outlook::default();
        for place in &order {
            let mut outlook = at_end.clone();
            let next = |choice| next_place(scenario, &order, *place, choice).and_then(|next| outlooks.get(next));
            match scenario.nodes.get(*place) {
                Some(node) if node.task != Task::Decision => {
                    let after = node.choices.first().and_then(next);
                    outlook.join_task(scenario, node, after.unwrap_or(&nothing));
                }
                _ => choices_at(scenario, *place)
                    .iter()
                    .for_each(|choice| outlook.join(scenario, choice, next(choice).unwrap_or(&nothing))),
            }
            if let Some(slot) = outlooks.get_mut(*place) {
                *slot = outlook;
            }
        }
        let steps = outlooks.iter().map(|outlook| outlook.steps).max().unwrap_or_default();
        let fits = scenario.endings.len() <= ENDINGS_MAX && steps <= TRAIL_STEPS_MAX;
        let states_left = if fits { STATES_MAX } else { 0 };
        let (walked, seen) = (BTreeMap::new(), vec![Seen::default(); count]);
        Self { scenario, order, outlooks, states_left, walked, target: None, seen, lacks_ending: false }
    }

    /// What lies ahead; none if the scenario is too large to be walked.
    pub(super) fn ways(&mut self, standing: &Standing<'_>) -> Option<Ways> {
        match standing {
            Standing::Deciding { node, state } => {
                let place = self.scenario.node_place(node.id)?;
                self.onward(place, state)
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
                    && next_place(self.scenario, &self.order, *place, choice).is_none()
                {
                    add_once(&mut loops, node);
                }
            }
        }
        loops
    }

    fn onward(&mut self, place: usize, state: &State) -> Option<Ways> {
        let key = self.key(place, state);
        if let Some(ways) = self.walked.get(&key) {
            return Some(ways.clone());
        }
        self.states_left = self.states_left.checked_sub(1)?;
        let scenario = self.scenario;
        let node = scenario.nodes.get(place)?;
        let choices = offered(node, scenario, state);
        if let Some(seen) = self.seen.get_mut(place) {
            seen.is_reached = true;
            seen.is_stuck |= choices.is_empty();
            choices.iter().for_each(|choice| add_once(&mut seen.offered, choice.id));
        }
        let mut ways = Ways::NONE;
        for choice in choices {
            let mut after = state.clone();
            let way = match take(scenario, &mut after, node, choice) {
                None => self.onward(place, &after)?,
                Some(Target::End) => self.end(&after),
                Some(Target::Node(_)) => match next_place(scenario, &self.order, place, choice) {
                    Some(next) => self.onward(next, &after)?,
                    None => Ways::NONE,
                },
            };
            ways.join(&way, state, &after);
        }
        self.walked.insert(key, ways.clone());
        Some(ways)
    }

    fn end(&mut self, state: &State) -> Ways {
        let place = ending_of(self.scenario, state).and_then(|ending| self.scenario.ending_place(ending.id));
        self.lacks_ending |= place.is_none();
        place.map_or(Ways::NONE, |place| Ways::ended(place, self.target))
    }

    /// The state as far as something ahead of the node can tell it apart.
    fn key(&self, place: usize, state: &State) -> Vec<u8> {
        let mut key = (place as u16).to_le_bytes().to_vec();
        if let Some(outlook) = self.outlooks.get(place) {
            outlook.tell(self.scenario, state, &mut key);
        }
        // What of a task is done, which says what of it is still on offer.
        if let Some(node) = self.scenario.nodes.get(place).filter(|node| node.task != Task::Decision) {
            key.extend(node.choices.iter().map(|choice| u8::from(state.took.contains(&(node.id, choice.id)))));
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

/// Where the choice leads, unless it closes a loop.
fn next_place(scenario: &Scenario, order: &[usize], place: usize, choice: &Choice) -> Option<usize> {
    let Target::Node(next) = choice.to else { return None };
    let next = scenario.node_place(next)?;
    order.iter().take_while(|it| **it != place).find(|it| **it == next).copied()
}

pub(super) fn add_once<T: PartialEq>(list: &mut Vec<T>, it: T) {
    if !list.contains(&it) {
        list.push(it);
    }
}
