//! What mattered on a road that has been walked, and what a different choice would have changed.
//!
//! Nothing here is written by hand: the explorer says which endings a decision closed, and the road is walked again
//! with another choice in its place and the rest as it was decided.

use std::cmp::Reverse;

use super::explore::Explorer;
use super::scenario::{Standing, State, Step, TRAIL_STEPS_MAX, Trail, advance, offered, stand, stand_at};
use crate::model::{Choice, ChoiceId, ChoiceKind, EndingId, Node, NodeId, Scenario, Task, Verdict};

/// Most decisions that are said to have mattered: a debrief on everything is a debrief on nothing.
pub const TURNS_MAX: usize = 2;

/// A stay at a node: one choice, or all the steps of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The node.
    pub node: NodeId,
    /// How many choices the trail held on arrival.
    pub arrived: usize,
    /// What was taken here.
    pub choices: Vec<ChoiceId>,
}

/// A visit that mattered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Its place among the visits.
    pub visit: usize,
    /// Endings that it closed and that another choice would have kept.
    pub lost: Vec<EndingId>,
    /// What would have come of the choice that serves the case best here, the rest decided as it was.
    pub instead: Option<Instead>,
}

/// What would have come of another choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instead {
    /// The other choice, or the other steps of a task.
    pub choices: Vec<ChoiceId>,
    /// How the case would have ended.
    pub ending: EndingId,
    /// How much further each dimension would have moved than it did.
    pub gain: [i16; 6],
    /// Whether a later choice was no longer on offer, so that the strongest one stood in for it.
    pub departs: bool,
}

/// The visits of a trail, in order; the last may be unfinished. Empty if the scenario does not allow the trail.
pub fn visits(scenario: &Scenario, trail: &Trail) -> Vec<Visit> {
    let mut visits: Vec<Visit> = Vec::new();
    for (arrived, choice) in trail.choices().iter().enumerate() {
        let Ok(Standing::Deciding { node, state }) = stand_at(scenario, trail, arrived) else { return Vec::new() };
        let goes_on = node.task != Task::Decision && state.took.iter().any(|(at, _)| *at == node.id);
        match visits.last_mut() {
            Some(visit) if goes_on => visit.choices.push(*choice),
            _ => visits.push(Visit { node: node.id, arrived, choices: vec![*choice] }),
        }
    }
    visits
}

/// The visits of an ended trail that mattered most, the greatest first; at most [`TURNS_MAX`].
///
/// Those that closed most endings come first, then those where another choice would have moved most, then the earlier.
/// Empty if the scenario does not allow the trail, is too large to walk, or the trail has not ended.
pub fn turns(scenario: &Scenario, trail: &Trail, explorer: &mut Explorer<'_>) -> Vec<Turn> {
    let Ok(Standing::Ended { ending, state }) = stand(scenario, trail) else { return Vec::new() };
    let visits = visits(scenario, trail);
    let mut turns: Vec<(usize, i16, Turn)> = Vec::new();
    for (place, visit) in visits.iter().enumerate() {
        let before = explorer.prospects(&trail.first(visit.arrived));
        let after = explorer.prospects(&trail.first(visit.arrived + visit.choices.len()));
        let (Some(before), Some(after)) = (before, after) else { return Vec::new() };
        let lost: Vec<EndingId> = before.endings.into_iter().filter(|it| !after.endings.contains(it)).collect();
        let instead = instead(scenario, trail, &visits, place, &state);
        let gain = instead.as_ref().map_or(0, Instead::sum);
        // A visit that closed nothing and could not have gone better has not turned the case.
        let helps = instead.as_ref().is_some_and(|it| it.ending != ending || 0 < gain);
        if !lost.is_empty() || helps {
            turns.push((lost.len(), gain, Turn { visit: place, lost, instead }));
        }
    }
    turns.sort_by_key(|(lost, gain, turn)| (Reverse(*lost), Reverse(*gain), turn.visit));
    turns.truncate(TURNS_MAX);
    turns.into_iter().map(|(_, _, turn)| turn).collect()
}

impl Instead {
    /// By how much it would have moved further, all dimensions together.
    pub fn sum(&self) -> i16 {
        self.gain.iter().sum()
    }
}

/// The other choice that serves the case best: by its ending, then by how far it moves.
fn instead(scenario: &Scenario, trail: &Trail, visits: &[Visit], place: usize, state: &State) -> Option<Instead> {
    let visit = visits.get(place)?;
    let Ok(Standing::Deciding { node, state: there }) = stand_at(scenario, trail, visit.arrived) else { return None };
    let others: Vec<Trail> = match node.task {
        Task::Decision => offered(node, scenario, &there)
            .into_iter()
            .filter(|it| !visit.choices.contains(&it.id))
            .filter_map(|it| advance(scenario, &trail.first(visit.arrived), Step::ChoiceTaken(it.id)).ok())
            .collect(),
        _ => strongest_task(scenario, trail.first(visit.arrived), node).into_iter().collect(),
    };
    let later = visits.get(place + 1..).unwrap_or_default();
    let outcomes = others.into_iter().filter_map(|other| {
        let choices = other.choices().get(visit.arrived..)?.to_vec();
        let (ended, departs) = go_on(scenario, other, later)?;
        let Ok(Standing::Ended { ending, state: moved }) = stand(scenario, &ended) else { return None };
        let mut gain = moved.moved;
        gain.iter_mut().zip(&state.moved).for_each(|(gain, was)| *gain = gain.saturating_sub(*was));
        (choices != visit.choices).then_some(Instead { choices, ending, gain, departs })
    });
    // Of two that serve equally, `max_by_key` would take the last: the first authored is the one to show.
    let outcomes: Vec<Instead> = outcomes.collect();
    outcomes.into_iter().rev().max_by_key(|it| (it.ending == scenario.best, it.ending != scenario.worst, it.sum()))
}

/// How the case would have ended with another choice at a visit, the rest decided as it was.
///
/// None if the choice was not on offer there, or the scenario does not allow the trail.
pub fn ending_with(scenario: &Scenario, trail: &Trail, place: usize, choice: ChoiceId) -> Option<EndingId> {
    let visits = visits(scenario, trail);
    let visit = visits.get(place)?;
    let other = advance(scenario, &trail.first(visit.arrived), Step::ChoiceTaken(choice)).ok()?;
    let (ended, _) = go_on(scenario, other, visits.get(place + 1..).unwrap_or_default())?;
    match stand(scenario, &ended).ok()? {
        Standing::Ended { ending, .. } => Some(ending),
        Standing::Deciding { .. } => None,
    }
}

/// The trail with a task carried out as strongly as it can be.
fn strongest_task(scenario: &Scenario, mut trail: Trail, node: &Node) -> Option<Trail> {
    loop {
        match stand(scenario, &trail).ok()? {
            Standing::Deciding { node: here, state } if here.id == node.id => {
                trail = advance(scenario, &trail, Step::ChoiceTaken(strongest(here, scenario, &state)?)).ok()?;
            }
            _ => return Some(trail),
        }
    }
}

/// Walks to the end: as it was decided later, and by the strongest choice where that is not on offer. Also says
/// whether that happened.
fn go_on(scenario: &Scenario, mut trail: Trail, later: &[Visit]) -> Option<(Trail, bool)> {
    let mut departs = false;
    for _ in 0..TRAIL_STEPS_MAX {
        let (node, state) = match stand(scenario, &trail).ok()? {
            Standing::Ended { .. } => return Some((trail, departs)),
            Standing::Deciding { node, state } => (node, state),
        };
        let on_offer = offered(node, scenario, &state);
        let planned = later.iter().find(|it| it.node == node.id).into_iter().flat_map(|it| &it.choices);
        let planned = planned
            .copied()
            .find(|id| !state.took.contains(&(node.id, *id)) && on_offer.iter().any(|choice| choice.id == *id));
        departs |= planned.is_none();
        let next = planned.or_else(|| strongest(node, scenario, &state))?;
        trail = advance(scenario, &trail, Step::ChoiceTaken(next)).ok()?;
    }
    None
}

/// The road that takes the strongest choice at every node, and where it ends.
pub fn strongest_road(scenario: &Scenario) -> Option<(Trail, EndingId)> {
    let (trail, _) = go_on(scenario, Trail::default(), &[])?;
    match stand(scenario, &trail).ok()? {
        Standing::Ended { ending, .. } => Some((trail, ending)),
        Standing::Deciding { .. } => None,
    }
}

/// The strongest choice on offer; of two, the one authored first. Of a set, all that belong are picked, and no other.
pub fn strongest(node: &Node, scenario: &Scenario, state: &State) -> Option<ChoiceId> {
    let on_offer = offered(node, scenario, state);
    let rank = |choice: &&Choice| match (choice.kind, choice.verdict) {
        (kind, Verdict::Better) if kind.is_picked() => 0,
        (ChoiceKind::Confirm, _) => 1,
        (kind, _) if kind.is_picked() => 5,
        (_, Verdict::Better) => 2,
        (_, Verdict::Even) => 3,
        (_, Verdict::Worse) => 4,
    };
    on_offer.into_iter().min_by_key(rank).map(|it| it.id)
}
