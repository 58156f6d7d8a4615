//! One walk through a scenario, as far as it was recorded.
//!
//! Only the choices are kept: `engine::scenario` replays them, and so finds out where they lead. A trail
//! without its head leads nowhere, so at [`TRAIL_STEPS_MAX`] it is the newest choice that is left out.

use super::event::{Event, FeedbackTiming};
use super::stamp::{Day, PlaythroughId, Stamp};
use crate::engine::scenario::TRAIL_STEPS_MAX;
use crate::engine::shuffle::Seed;
use crate::model::{ChoiceId, EndingId, ScenarioId};

/// One walk through a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Playthrough {
    /// Its name.
    pub id: PlaythroughId,
    /// The scenario.
    pub scenario: ScenarioId,
    /// What the choices are shuffled from.
    pub seed: Seed,
    /// When feedback is shown.
    pub feedback: FeedbackTiming,
    /// Fingerprint of the graph that was walked.
    pub shape: u64,
    /// The UTC instant of the beginning.
    pub began_at_ms: i64,
    /// The local day of the beginning.
    pub began_on: Day,
    /// Choices taken, from the start of the scenario.
    pub trail: Vec<ChoiceId>,
    /// Terms of prison that were placed: the step of the trail, and the months.
    pub terms: Vec<(usize, u16)>,
    /// How and when it ended, if it did.
    pub end: Option<End>,
}

/// How and when a walk ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The ending.
    pub ending: EndingId,
    /// The UTC instant.
    pub at_ms: i64,
}

impl Playthrough {
    /// The walk that an event begins; none if the event is of another kind.
    pub(super) fn begun(stamp: &Stamp, event: &Event) -> Option<Self> {
        let Event::PlaythroughBegan { scenario, playthrough, seed, trail, feedback, shape } = event else {
            return None;
        };
        Some(Self {
            id: *playthrough,
            scenario: *scenario,
            seed: *seed,
            feedback: *feedback,
            shape: *shape,
            began_at_ms: stamp.at_ms,
            began_on: stamp.day,
            trail: trail.iter().copied().take(TRAIL_STEPS_MAX).collect(),
            terms: Vec::new(),
            end: None,
        })
    }

    /// Adds what happened. A walk that has ended stays as it ended: going back begins another.
    pub(super) fn go_on(&mut self, stamp: &Stamp, event: &Event) {
        if self.end.is_some() {
            return;
        }
        match event {
            Event::ChoiceTaken { choice, .. } if self.trail.len() < TRAIL_STEPS_MAX => self.trail.push(*choice),
            Event::TermPlaced { choice, months, .. } if self.trail.len() < TRAIL_STEPS_MAX => {
                self.terms.push((self.trail.len(), *months));
                self.trail.push(*choice);
            }
            Event::SteppedBack { .. } => {
                self.trail.pop();
                self.terms.retain(|(step, _)| *step < self.trail.len());
            }
            Event::PlaythroughEnded { ending, .. } => {
                self.end = Some(End { ending: *ending, at_ms: stamp.at_ms });
            }
            _ => {}
        }
    }
}
