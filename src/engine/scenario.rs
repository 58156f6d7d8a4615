//! A learner's walk through one scenario.
//!
//! A [`Trail`] is only the list of choices taken. Where that leads, what was changed on the way and
//! whether an ending was reached are computed from it, so a record cannot contradict the scenario.
//!
//! Absent on purpose: the clock of the wall, chance, storage, text. Choices come in the order in which
//! they were authored; whoever shows them shuffles them.

use crate::model::{
    Choice, ChoiceId, ChoiceKind, ClockId, Effect, Ending, EndingId, Exhibit, ExhibitId, FlagId, Guard, Node, NodeId,
    PointToProve, Scenario, Target, Task, ValueId, Version,
};

/// Most choices in a trail. A case has about ten nodes; an examination or a charge sheet takes several steps.
pub const TRAIL_STEPS_MAX: usize = 64;

/// The choices taken so far, from the first node on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail(Vec<ChoiceId>);

impl Trail {
    /// The choices in order.
    pub fn choices(&self) -> &[ChoiceId] {
        &self.0
    }

    /// How many choices were taken.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no choice was taken yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The trail as it was after its first `count` choices.
    pub fn first(&self, count: usize) -> Self {
        Self(self.0.iter().take(count).copied().collect())
    }
}

impl From<Vec<ChoiceId>> for Trail {
    fn from(choices: Vec<ChoiceId>) -> Self {
        Self(choices)
    }
}

/// What happens to a trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The learner took a choice.
    ChoiceTaken(ChoiceId),
    /// The learner went back to the decision before.
    SteppedBack,
    /// The learner began again.
    Restarted,
}

/// What the choices so far have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The value of each flag, in the order of [`Scenario::flags`].
    pub flags: Vec<ValueId>,
    /// Where each dimension stands, in the order of [`crate::model::Dimension::ALL`].
    pub moved: [i16; 6],
    /// Hours used on each clock, in the order of [`Scenario::clocks`]; none where it does not run.
    pub clocks: Vec<Option<u16>>,
    /// The choices taken, each with the node where it was taken.
    pub took: Vec<(NodeId, ChoiceId)>,
}

/// What a trail amounts to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing<'s> {
    /// A decision is open.
    Deciding {
        /// Where the learner stands.
        node: &'s Node,
        /// What the choices so far have changed.
        state: State,
    },
    /// The case is over.
    Ended {
        /// How it ended.
        ending: EndingId,
        /// What the choices have changed.
        state: State,
    },
}

impl Standing<'_> {
    /// What the choices so far have changed.
    pub fn state(&self) -> &State {
        match self {
            Self::Deciding { state, .. } | Self::Ended { state, .. } => state,
        }
    }
}

/// Why a scenario does not allow a trail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrailError {
    /// Nothing was chosen yet, so there is nothing to take back.
    #[error("the trail is at its start")]
    AtStart,
    /// The node has no such choice, or its guard does not hold.
    #[error("step {step}: {node} does not offer {choice}")]
    NotOffered {
        /// Place of the choice in the trail, from 0.
        step: usize,
        /// Where the learner stood.
        node: NodeId,
        /// What the trail says was chosen.
        choice: ChoiceId,
    },
    /// The case was over before this choice.
    #[error("step {step}: the case is over")]
    PastEnding {
        /// Place of the choice in the trail, from 0.
        step: usize,
    },
    /// The scenario lacks a node, a value of a flag or an ending; impossible in compiled content.
    #[error("step {step}: the scenario leads nowhere")]
    Broken {
        /// Place of the choice in the trail, from 0.
        step: usize,
    },
    /// More than [`TRAIL_STEPS_MAX`] choices.
    #[error("more than {} choices", TRAIL_STEPS_MAX)]
    TooLong,
}

/// The trail after `step`, or why the scenario does not allow it.
pub fn advance(scenario: &Scenario, trail: &Trail, step: Step) -> Result<Trail, TrailError> {
    match step {
        Step::Restarted => Ok(Trail::default()),
        // The rest is not replayed: the way back stays open from a trail that an edit of the case broke.
        Step::SteppedBack => match trail.0.split_last() {
            Some((_, rest)) => Ok(Trail(rest.to_vec())),
            None => Err(TrailError::AtStart),
        },
        Step::ChoiceTaken(choice) => {
            let mut longer = trail.clone();
            longer.0.push(choice);
            // Replaying refuses a choice that is not on offer and a step past the ending.
            stand(scenario, &longer)?;
            Ok(longer)
        }
    }
}

/// Replays the trail from the first node.
pub fn stand<'s>(scenario: &'s Scenario, trail: &Trail) -> Result<Standing<'s>, TrailError> {
    if TRAIL_STEPS_MAX < trail.len() {
        return Err(TrailError::TooLong);
    }
    let mut standing = start(scenario).ok_or(TrailError::Broken { step: 0 })?;
    for (step, choice) in trail.0.iter().enumerate() {
        standing = stand_after(scenario, standing, step, *choice)?;
    }
    Ok(standing)
}

/// Where the trail stood after its first `count` choices.
pub fn stand_at<'s>(scenario: &'s Scenario, trail: &Trail, count: usize) -> Result<Standing<'s>, TrailError> {
    stand(scenario, &trail.first(count))
}

/// Whether all of the guard holds, or one of its alternatives.
pub fn holds(guard: &Guard, scenario: &Scenario, state: &State) -> bool {
    let has_value = |(flag, values): &(FlagId, Vec<ValueId>)| {
        let value = flag_place(scenario, *flag).and_then(|place| state.flags.get(place));
        value.is_some_and(|value| values.contains(value))
    };
    let holds_whole = |guard: &Guard| {
        guard.flags.iter().all(has_value)
            && guard.spans.iter().all(|(dimension, span)| {
                let value = state.moved.get(dimension.place()).copied().unwrap_or_default();
                span.min.is_none_or(|min| min <= value) && span.max.is_none_or(|max| value <= max)
            })
            && (guard.took.is_empty() || usize::from(guard.of.max(1)) <= taken_of(&guard.took, state))
            && taken_of(&guard.untook, state) == 0
    };
    guard.alternatives().any(holds_whole)
}

fn taken_of(choices: &[(NodeId, ChoiceId)], state: &State) -> usize {
    choices.iter().filter(|choice| state.took.contains(choice)).count()
}

/// The choices on offer, as authored.
///
/// In a task each part is taken once, and parts of a set are taken in the order in which they were authored, so that
/// one set is one way through the case.
pub fn offered<'s>(node: &'s Node, scenario: &Scenario, state: &State) -> Vec<&'s Choice> {
    let is_taken = |choice: &Choice| state.took.contains(&(node.id, choice.id));
    let last = node.choices.iter().rposition(is_taken);
    let is_on_offer = |(place, choice): &(usize, &Choice)| {
        let may_follow = match choice.kind {
            ChoiceKind::Decision | ChoiceKind::Term(..) => true,
            ChoiceKind::Question => !is_taken(choice),
            ChoiceKind::Charge(_) | ChoiceKind::Paragraph | ChoiceKind::Reason(_) => {
                last.is_none_or(|last| last < *place)
            }
            ChoiceKind::Confirm => last.is_some(),
        };
        may_follow && holds(&choice.when, scenario, state)
    };
    node.choices.iter().enumerate().filter(is_on_offer).map(|(_, choice)| choice).collect()
}

/// The choices taken at a node so far, in the order in which they were taken.
pub fn taken_at<'s>(node: &'s Node, state: &State) -> Vec<&'s Choice> {
    let here = state.took.iter().filter(|(at, _)| *at == node.id);
    here.filter_map(|(_, choice)| node.choice(*choice)).collect()
}

/// The answer that a witness gives to a question: its place among the answers of the words.
pub fn answer_place(question: &Choice, scenario: &Scenario, state: &State) -> usize {
    let given = question.answers.iter().position(|answer| holds(&answer.when, scenario, state));
    given.unwrap_or(question.answers.len())
}

/// Whether the file proves a point: its guard holds, and something that goes to prove it is in the file.
pub fn is_proved(point: &PointToProve, scenario: &Scenario, state: &State) -> bool {
    let is_there = |id: &ExhibitId| {
        let exhibit = scenario.exhibits.iter().find(|it| it.id == *id);
        exhibit.is_some_and(|it| exhibit_version(it, scenario, state).is_some())
    };
    holds(&point.when, scenario, state) && point.exhibits.iter().any(is_there)
}

/// The version of the exhibit that is in the file, and its place; none while the exhibit is not there.
pub fn exhibit_version<'s>(exhibit: &'s Exhibit, scenario: &Scenario, state: &State) -> Option<(usize, &'s Version)> {
    exhibit.versions.iter().enumerate().find(|(_, version)| holds(&version.when, scenario, state))
}

/// The ending that a case in this state comes to: the first whose guard holds.
pub fn ending_of<'s>(scenario: &'s Scenario, state: &State) -> Option<&'s Ending> {
    scenario.endings.iter().find(|ending| holds(&ending.when, scenario, state))
}

/// Where a flag stands in [`Scenario::flags`] and in [`State::flags`].
fn flag_place(scenario: &Scenario, flag: FlagId) -> Option<usize> {
    scenario.flags.iter().position(|it| it.id == flag)
}

/// Changes the state by a choice that is taken at `node`. Returns where it leads; nowhere while a task goes on.
///
/// The choice counts as taken, and each effect sees what those before it have changed.
fn take(scenario: &Scenario, state: &mut State, node: &Node, choice: &Choice) -> Option<Target> {
    state.took.push((node.id, choice.id));
    change_by(scenario, state, &choice.effects);
    let goes_on = match (node.task, choice.kind) {
        (Task::Examination(asks), ChoiceKind::Question) => taken_at(node, state).len() < usize::from(asks),
        (_, kind) => kind.is_picked(),
    };
    if goes_on {
        return None;
    }
    change_by(scenario, state, &node.effects);
    Some(choice.to)
}

fn change_by(scenario: &Scenario, state: &mut State, effects: &[Effect]) {
    for effect in effects {
        if holds(&effect.when, scenario, state) {
            change(scenario, state, effect);
        }
    }
}

fn change(scenario: &Scenario, state: &mut State, effect: &Effect) {
    for (flag, value) in &effect.sets {
        if let Some(slot) = flag_place(scenario, *flag).and_then(|place| state.flags.get_mut(place)) {
            *slot = *value;
        }
    }
    for (moved, by) in state.moved.iter_mut().zip(&effect.moves) {
        *moved = moved.saturating_add(i16::from(*by));
    }
}

fn start(scenario: &Scenario) -> Option<Standing<'_>> {
    let flags = scenario.flags.iter().map(|flag| flag.values.first().copied()).collect::<Option<Vec<ValueId>>>()?;
    let state = State { flags, moved: [0; 6], clocks: Vec::new(), took: Vec::new() };
    enter(scenario, scenario.start, state)
}

fn stand_after<'s>(
    scenario: &'s Scenario,
    standing: Standing<'s>,
    step: usize,
    choice: ChoiceId,
) -> Result<Standing<'s>, TrailError> {
    let (node, mut state) = match standing {
        Standing::Deciding { node, state } => (node, state),
        Standing::Ended { .. } => return Err(TrailError::PastEnding { step }),
    };
    let Some(taken) = offered(node, scenario, &state).into_iter().find(|it| it.id == choice) else {
        return Err(TrailError::NotOffered { step, node: node.id, choice });
    };
    let next = match take(scenario, &mut state, node, taken) {
        None => Some(Standing::Deciding { node, state }),
        Some(Target::Node(next)) => enter(scenario, next, state),
        Some(Target::End) => end(scenario, state),
    };
    next.ok_or(TrailError::Broken { step })
}

/// A clock shows what the node says; one that the node does not name has stopped.
fn enter(scenario: &Scenario, id: NodeId, mut state: State) -> Option<Standing<'_>> {
    let node = scenario.node(id)?;
    let hours = |clock: ClockId| node.clocks.iter().find(|(it, _)| *it == clock).map(|(_, hours)| *hours);
    state.clocks = scenario.clocks.iter().map(|clock| hours(clock.id)).collect();
    Some(Standing::Deciding { node, state })
}

fn end(scenario: &Scenario, state: State) -> Option<Standing<'_>> {
    let ending = ending_of(scenario, &state)?.id;
    Some(Standing::Ended { ending, state })
}
