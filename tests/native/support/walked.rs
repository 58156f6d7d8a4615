//! The explorer's answers without its cunning: one way after the other, nothing kept in mind.

use std::collections::{BTreeMap, BTreeSet};

use kouprey::engine::explore::{Flaw, Prospects, Reach};
use kouprey::engine::scenario::{Standing, Trail, TrailError, offered, stand};
use kouprey::model::{ChoiceId, EndingId, NodeId, Scenario};

/// What walking one way after the other finds, without keeping anything in mind.
#[derive(Default)]
pub struct Walked {
    /// How many ways reach an ending.
    pub ways: u64,
    /// Fewest choices to each ending that was reached.
    pub shortest: BTreeMap<EndingId, usize>,
    reach: Option<Reach>,
    met: BTreeSet<NodeId>,
    stuck: BTreeSet<NodeId>,
    offered: BTreeSet<(NodeId, ChoiceId)>,
    lacks_ending: bool,
}

impl Walked {
    /// Walks every way on from where the trail stands.
    pub fn from(scenario: &Scenario, trail: &Trail) -> Self {
        let mut walked = Self::default();
        walked.walk(scenario, trail);
        walked
    }

    fn walk(&mut self, scenario: &Scenario, trail: &Trail) {
        match stand(scenario, trail) {
            Ok(Standing::Ended { ending, state }) => {
                self.ways += 1;
                let shortest = self.shortest.entry(ending).or_insert(trail.len());
                *shortest = trail.len().min(*shortest);
                let reach = self.reach.get_or_insert(state.moved.map(|moved| (moved, moved)));
                for (span, moved) in reach.iter_mut().zip(state.moved) {
                    *span = (moved.min(span.0), moved.max(span.1));
                }
            }
            Ok(Standing::Deciding { node, state }) => {
                self.met.insert(node.id);
                let choices = offered(node, scenario, &state);
                if choices.is_empty() {
                    self.stuck.insert(node.id);
                }
                for choice in choices {
                    self.offered.insert((node.id, choice.id));
                    self.walk(scenario, &longer(trail, choice.id));
                }
            }
            Err(TrailError::Broken { .. }) => self.lacks_ending = true,
            Err(error) => panic!("{error}"),
        }
    }

    /// The flaws that only a walk can show.
    pub fn flaws(&self, scenario: &Scenario) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        for node in &scenario.nodes {
            if self.met.contains(&node.id) {
                let never = node.choices.iter().filter(|choice| !self.offered.contains(&(node.id, choice.id)));
                flaws.extend(never.map(|choice| Flaw::NeverOffered { node: node.id, choice: choice.id }));
            } else {
                flaws.push(Flaw::Unreachable { node: node.id });
            }
        }
        flaws.extend(self.stuck.iter().map(|node| Flaw::DeadEnd { node: *node }));
        flaws.extend(self.lacks_ending.then_some(Flaw::NoEnding));
        let unreached = scenario.endings.iter().filter(|ending| !self.shortest.contains_key(&ending.id));
        flaws.extend(unreached.map(|ending| Flaw::UnreachedEnding { ending: ending.id }));
        flaws
    }

    /// What is still possible.
    pub fn prospects(&self, scenario: &Scenario) -> Option<Prospects> {
        let endings = scenario.endings.iter().map(|ending| ending.id);
        let endings = endings.filter(|ending| self.shortest.contains_key(ending)).collect();
        self.reach.map(|reach| Prospects { endings, reach })
    }
}

fn longer(trail: &Trail, choice: ChoiceId) -> Trail {
    let mut choices = trail.choices().to_vec();
    choices.push(choice);
    Trail::from(choices)
}

/// The steps that lost an ending which another choice on offer would have kept, and how many they lost.
pub fn losses(scenario: &Scenario, trail: &Trail) -> Vec<(usize, usize)> {
    let mut losses = Vec::new();
    for step in 0..trail.len() {
        let Ok(Standing::Deciding { node, state }) = stand(scenario, &trail.first(step)) else {
            panic!("not on the way")
        };
        let kept = Walked::from(scenario, &trail.first(step + 1)).shortest;
        let mut lost = BTreeSet::new();
        for other in offered(node, scenario, &state) {
            let others = Walked::from(scenario, &longer(&trail.first(step), other.id)).shortest;
            lost.extend(others.into_keys().filter(|ending| !kept.contains_key(ending)));
        }
        if !lost.is_empty() {
            losses.push((step, lost.len()));
        }
    }
    losses
}
