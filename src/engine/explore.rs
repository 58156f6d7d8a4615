//! The exhaustive explorer: what a scenario can come to, over every way through it.
//!
//! The compiler proves a case sound with it, the debrief says what was still possible.
//!
//! Here stand the questions; `walk` beside this file does the walking.

use super::scenario::{Standing, Step, Trail, advance, offered, stand};
pub use super::walk::{ENDINGS_MAX, Reach, STATES_MAX};
use super::walk::{Walk, Ways, add_once, widen};
use crate::model::{ChoiceId, Effect, EndingId, FlagId, Guard, NodeId, Scenario, ValueId};

/// Why a scenario is not sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// No way leads to the node.
    Unreachable {
        /// Which node.
        node: NodeId,
    },
    /// No way leads to the ending.
    UnreachedEnding {
        /// Which ending.
        ending: EndingId,
    },
    /// Some way leads to the node and finds no choice on offer.
    DeadEnd {
        /// Which node.
        node: NodeId,
    },
    /// Some way comes to the end and finds no ending whose guard holds.
    NoEnding,
    /// A guard reads a value that the flag neither starts with nor is ever set to.
    NeverSet {
        /// Which flag.
        flag: FlagId,
        /// Which value.
        value: ValueId,
    },
    /// No guard reads the flag.
    NeverRead {
        /// Which flag.
        flag: FlagId,
    },
    /// Ways lead to the node, and on none of them is the choice on offer.
    NeverOffered {
        /// Which node.
        node: NodeId,
        /// Which choice.
        choice: ChoiceId,
    },
    /// A choice leads back to the node from one that it leads to. Such a choice is not followed.
    Loop {
        /// The node that it leads back to.
        node: NodeId,
    },
    /// More than [`STATES_MAX`] states, [`ENDINGS_MAX`] endings, [`super::scenario::TRAIL_STEPS_MAX`] decisions in a
    /// row, 32 flags, 64 values of a flag or 256 choices: too large to be walked, so the flaws that only a walk can show are not known.
    TooLarge,
}

/// What is still possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prospects {
    /// The endings, in the order of [`Scenario::endings`].
    pub endings: Vec<EndingId>,
    /// The least and the greatest final value of each dimension over all ways on.
    pub reach: Reach,
}

/// Everything that is wrong with the scenario.
pub fn flaws(scenario: &Scenario) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    flag_flaws(scenario, &mut flaws);
    let mut walk = Walk::new(scenario);
    flaws.extend(walk.loops().into_iter().map(|node| Flaw::Loop { node }));
    let ways = match stand(scenario, &Trail::default()) {
        Ok(standing) => walk.ways(&standing),
        Err(_) => Some(Ways::NONE),
    };
    let Some(ways) = ways else {
        flaws.push(Flaw::TooLarge);
        return flaws;
    };
    for (node, seen) in scenario.nodes.iter().zip(&walk.seen) {
        if !seen.is_reached {
            flaws.push(Flaw::Unreachable { node: node.id });
            continue;
        }
        if seen.is_stuck {
            flaws.push(Flaw::DeadEnd { node: node.id });
        }
        let unseen = node.choices.iter().filter(|choice| !seen.offered.contains(&choice.id));
        flaws.extend(unseen.map(|choice| Flaw::NeverOffered { node: node.id, choice: choice.id }));
    }
    if walk.lacks_ending {
        flaws.push(Flaw::NoEnding);
    }
    let unreached = scenario.endings.iter().enumerate().filter(|(place, _)| !ways.reaches(*place));
    flaws.extend(unreached.map(|(_, ending)| Flaw::UnreachedEnding { ending: ending.id }));
    flaws
}

/// An explorer that keeps in mind what it has walked: for several questions about one scenario.
pub struct Explorer<'s> {
    scenario: &'s Scenario,
    walk: Walk<'s>,
}

impl<'s> Explorer<'s> {
    /// An explorer that has walked nothing yet.
    pub fn new(scenario: &'s Scenario) -> Self {
        Self { scenario, walk: Walk::new(scenario) }
    }

    /// What is still possible from where the trail stands.
    ///
    /// None if the scenario does not allow the trail, is too large to walk, or leads nowhere from there.
    pub fn prospects(&mut self, trail: &Trail) -> Option<Prospects> {
        let standing = stand(self.scenario, trail).ok()?;
        let ways = self.walk.ways(&standing)?;
        if ways.paths.is_empty() {
            return None;
        }
        let possible = self.scenario.endings.iter().enumerate().filter(|(place, _)| ways.reaches(*place));
        let endings = possible.map(|(_, ending)| ending.id).collect();
        let mut reach = Ways::NONE.reach;
        widen(&mut reach, &ways.reach, &standing.state().moved.map(|moved| (moved, moved)));
        Some(Prospects { endings, reach })
    }
}

/// What is still possible from where the trail stands; see [`Explorer::prospects`].
pub fn prospects(scenario: &Scenario, trail: &Trail) -> Option<Prospects> {
    Explorer::new(scenario).prospects(trail)
}

/// How many ways lead from the start to each ending, in the order of [`Scenario::endings`]; none if there are too many
/// to be walked.
pub fn paths(scenario: &Scenario) -> Option<Vec<u64>> {
    let standing = stand(scenario, &Trail::default()).ok()?;
    let mut paths = Walk::new(scenario).ways(&standing)?.paths;
    paths.resize(scenario.endings.len(), 0);
    Some(paths)
}

/// How many ways lead from the start to an ending; `u64::MAX` also stands for too many to be walked.
pub fn path_count(scenario: &Scenario) -> u64 {
    match stand(scenario, &Trail::default()) {
        Ok(standing) => Walk::new(scenario).ways(&standing).map_or(u64::MAX, |ways| ways.count()),
        Err(_) => 0,
    }
}

/// A shortest trail to the ending; of two, the one whose choices were authored first.
pub fn find_trail(scenario: &Scenario, ending: EndingId) -> Option<Trail> {
    let mut walk = Walk::new(scenario);
    walk.target = Some(scenario.ending_place(ending)?);
    let mut trail = Trail::default();
    loop {
        let standing = stand(scenario, &trail).ok()?;
        walk.ways(&standing)?.nearest?;
        let Standing::Deciding { node, state } = standing else {
            return Some(trail);
        };
        let mut nearest: Option<(u8, Trail)> = None;
        for choice in offered(node, scenario, &state) {
            let Ok(longer) = advance(scenario, &trail, Step::ChoiceTaken(choice.id)) else {
                continue;
            };
            let steps = walk.ways(&stand(scenario, &longer).ok()?)?.nearest;
            let Some(steps) = steps else {
                continue;
            };
            if nearest.as_ref().is_none_or(|(least, _)| steps < *least) {
                nearest = Some((steps, longer));
            }
        }
        trail = nearest?.1;
    }
}

/// Flags that are read and never set, or never read.
fn flag_flaws(scenario: &Scenario, flaws: &mut Vec<Flaw>) {
    let mut set: Vec<(FlagId, ValueId)> = Vec::new();
    set.extend(scenario.flags.iter().filter_map(|flag| flag.values.first().map(|value| (flag.id, *value))));
    set.extend(effects(scenario).flat_map(|effect| effect.sets.iter().copied()));
    let guards = guards(scenario);
    let mut read: Vec<FlagId> = Vec::new();
    for (flag, values) in guards.iter().flat_map(|guard| guard.alternatives()).flat_map(|guard| &guard.flags) {
        read.push(*flag);
        for value in values.iter().filter(|value| !set.contains(&(*flag, **value))) {
            add_once(flaws, Flaw::NeverSet { flag: *flag, value: *value });
        }
    }
    let unread = scenario.flags.iter().filter(|flag| !read.contains(&flag.id));
    flaws.extend(unread.map(|flag| Flaw::NeverRead { flag: flag.id }));
}

fn effects(scenario: &Scenario) -> impl Iterator<Item = &Effect> {
    scenario.nodes.iter().flat_map(|node| node.choices.iter().flat_map(|it| &it.effects).chain(&node.effects))
}

/// Every guard of a scenario.
pub fn guards(scenario: &Scenario) -> Vec<&Guard> {
    let mut guards: Vec<&Guard> = scenario.endings.iter().map(|ending| &ending.when).collect();
    guards.extend(scenario.exhibits.iter().flat_map(|exhibit| &exhibit.versions).map(|version| &version.when));
    guards.extend(scenario.points.iter().map(|point| &point.when));
    guards.extend(scenario.court.iter().map(|line| &line.when));
    guards.extend(effects(scenario).map(|effect| &effect.when));
    for node in &scenario.nodes {
        guards.extend(node.passages.iter().map(|passage| &passage.when));
        guards.extend(node.choices.iter().map(|choice| &choice.when));
        guards.extend(node.choices.iter().flat_map(|choice| &choice.answers).map(|answer| &answer.when));
    }
    guards
}
