//! What a room decides in a case.

use super::Workshop;
use super::act::day_of;
use crate::app::session::Session as App;
use crate::engine::hindsight;
use crate::engine::scenario::{self, Standing, Step, Trail};
use crate::engine::workshop::{Ballot, Round, Session, SessionFact, Vote, turn};
use crate::markup::number;
use crate::markup::page::workshop::room::Room;
use crate::markup::page::workshop::wall::{Taking, WallVote};
use crate::model::{ChoiceId, ChoiceKind, Node, NodeId, Phrase, Scenario, ScenarioId, Task};

/// The road of a room: choices, each with the term that was placed.
type RoadOf = Vec<(ChoiceId, Option<u16>)>;

impl Workshop {
    pub(super) fn take(&self, session: App, held: &Session, choice: ChoiceId) {
        let Some(vote) = self.vote_here(session, held) else { return };
        self.0.taking.update(|taking| match vote.decision {
            Some(Taking::Some | Taking::Term(..)) => match taking.iter().position(|it| *it == choice) {
                Some(place) => drop(taking.remove(place)),
                None => taking.push(choice),
            },
            _ => *taking = vec![choice],
        });
    }

    pub(super) fn place_term(&self, session: App, held: &Session, value: &str) {
        let Some(Taking::Term(from, to)) = self.vote_here(session, held).and_then(|it| it.decision) else { return };
        match number::typed(value).filter(|it| (from..=to).contains(it)) {
            Some(months) => self.0.months.set(Some(months)),
            None => self.0.base.refuse_number(session, from, to),
        }
    }

    /// Takes what is ticked; without a tick, what most have voted for.
    pub(super) fn decide(&self, session: App, held: &Session) {
        let Some(vote) = self.vote_here(session, held) else { return };
        let taking = self.0.taking.now();
        let present = held.present(day_of(held));
        let chosen = if taking.is_empty() { majority(held, &vote, present) } else { taking };
        let months = self.0.months.now();
        let locale = super::stage::first(held.showing.tongues);
        let longer = self.with_room(session, locale, held, |room| longer(room, &chosen, months)).flatten();
        let Some((scenario, road, goes_on)) = longer else {
            let is_term = matches!(vote.decision, Some(Taking::Term(..))) && months.is_none();
            let phrase = if is_term { Phrase::WorkProblemTerm } else { Phrase::WorkProblemTake };
            return self.0.base.refuse(session, phrase, &[]);
        };
        self.record(session, held.id, SessionFact::RoomDecided { scenario, trail: road });
        self.0.taking.set(Vec::new());
        self.0.months.set(None);
        let Some(held) = self.here_now(session) else { return };
        if goes_on {
            // The next question is voted on afresh.
            self.uncount(session, &held, vote.ballot, &Round::ALL);
        }
        let slides = u16::try_from(self.slides(session, &held).0.len()).unwrap_or(u16::MAX);
        // What is said of the decision comes next; of an answer, just before the question that follows.
        let next = if goes_on { slides.saturating_sub(2) } else { held.showing.slide.saturating_add(1) };
        self.show(session, &held, turn::at_slide(&held.showing, next.min(slides.saturating_sub(1))));
    }

    /// Takes the decision on the wall back, with all that came after it; of an examination that goes on, the question
    /// that was put last.
    pub(super) fn undecide(&self, session: App, held: &Session) {
        let locale = super::stage::first(held.showing.tongues);
        let Some(vote) = self.vote_here(session, held) else { return };
        let Ballot::Decision(scenario, node) = vote.ballot else { return };
        let shorter = self.with_room(session, locale, held, |room| {
            let visits = hindsight::visits(room.scenario, &room.trail());
            let place = visits.iter().rposition(|it| it.node == node)?;
            let keeps = match vote.decision {
                Some(Taking::Done) => visits.get(place)?.arrived,
                _ => room.road.len().saturating_sub(1),
            };
            let after: Vec<NodeId> = visits.iter().skip(place + 1).map(|it| it.node).collect();
            Some((room.road.iter().take(keeps).copied().collect::<RoadOf>(), after))
        });
        let Some((trail, after)) = shorter.flatten() else { return };
        self.record(session, held.id, SessionFact::RoomDecided { scenario, trail });
        // What was voted on later was another case.
        for node in after {
            self.uncount(session, held, Ballot::Decision(scenario, node), &Round::ALL);
        }
        let Some(held) = self.here_now(session) else { return };
        let last = u16::try_from(self.slides(session, &held).0.len()).unwrap_or(1).saturating_sub(1);
        self.show(session, &held, turn::at_slide(&held.showing, last));
    }
}

/// What most have voted for: the one with most votes, if no other has as many; of a set, all that more than half of
/// the room want.
fn majority(held: &Session, vote: &WallVote, present: u16) -> Vec<ChoiceId> {
    let Some(total) = held.voted(vote.ballot).map(Vote::total) else { return Vec::new() };
    let count = |place: u16| total.get(usize::from(place)).copied().unwrap_or_default();
    let options = vote.options.iter().filter_map(|option| Some((option.choice?, count(option.place))));
    let most = vote.options.iter().map(|it| count(it.place)).max().unwrap_or_default();
    match vote.decision {
        Some(Taking::One | Taking::Next) => {
            let first: Vec<ChoiceId> = options.filter(|(_, count)| *count == most).map(|(choice, _)| choice).collect();
            if first.len() == 1 { first } else { Vec::new() }
        }
        _ => {
            options.filter(|(_, count)| u32::from(present) < 2 * u32::from(*count)).map(|(choice, _)| choice).collect()
        }
    }
}

/// The road with these choices, as the scenario allows them, and whether the task goes on. None if something is missing.
fn longer(room: &Room<'_>, chosen: &[ChoiceId], months: Option<u16>) -> Option<(ScenarioId, RoadOf, bool)> {
    let before = room.trail();
    let Ok(Standing::Deciding { node, .. }) = scenario::stand(room.scenario, &before) else { return None };
    let steps = steps(node, chosen, months)?;
    let mut trail = before;
    let mut road: RoadOf = room.road.to_vec();
    for (choice, months) in steps {
        trail = scenario::advance(room.scenario, &trail, Step::ChoiceTaken(choice)).ok()?;
        road.push((choice, months));
    }
    if road.len() == room.road.len() {
        return None;
    }
    Some((room.scenario.id, road, still_at(room.scenario, &trail, node)))
}

fn still_at(scenario: &Scenario, trail: &Trail, node: &Node) -> bool {
    matches!(scenario::stand(scenario, trail), Ok(Standing::Deciding { node: next, .. }) if next.id == node.id)
}

/// The steps of a decision, in the order of the graph.
fn steps(node: &Node, chosen: &[ChoiceId], months: Option<u16>) -> Option<Vec<(ChoiceId, Option<u16>)>> {
    if let Task::Decision | Task::Examination(_) = node.task {
        return Some(vec![(*chosen.first()?, None)]);
    }
    let mut steps: Vec<(ChoiceId, Option<u16>)> =
        node.choices.iter().filter(|it| chosen.contains(&it.id)).map(|it| (it.id, None)).collect();
    let last = node.choices.iter().find(|it| match it.kind {
        ChoiceKind::Confirm => !steps.is_empty(),
        ChoiceKind::Term(min, max) => months.is_some_and(|months| min <= months && months <= max),
        _ => false,
    })?;
    let placed = months.filter(|_| matches!(last.kind, ChoiceKind::Term(..)));
    steps.push((last.id, placed));
    Some(steps)
}
