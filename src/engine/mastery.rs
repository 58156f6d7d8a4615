//! What a learner knows, and how well they judge that.

use super::grade::Outcome;
use super::progress::{Attempt, Progress, Sure};

/// How well an item is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knowledge {
    /// Never answered as it means now.
    Unseen,
    /// Answered, but not known yet.
    Learning,
    /// Right on two different days, and right the last time.
    Known,
}

/// How well an item is known, from its attempts, the oldest first. What was answered while the item meant
/// something else is history and counts for nothing.
pub fn knowledge(attempts: &[Attempt], meaning: u16) -> Knowledge {
    let mut first_right = None;
    let mut found = Knowledge::Unseen;
    for attempt in attempts.iter().filter(|attempt| attempt.meaning == meaning) {
        found = Knowledge::Learning;
        if attempt.outcome == Outcome::Correct {
            let first = *first_right.get_or_insert(attempt.day);
            if first != attempt.day {
                found = Knowledge::Known;
            }
        }
    }
    found
}

/// Of the answers for which it was said how sure the learner was, how many were right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calibration {
    /// Answers, in the order of [`Sure::ALL`].
    pub said: [u32; 3],
    /// Those that were right.
    pub right: [u32; 3],
}

impl Calibration {
    /// Over the whole record.
    pub fn of(progress: &Progress) -> Self {
        Self::over(progress.items().flat_map(|(_, attempts)| attempts))
    }

    /// Over these answers. One that is partly right is not right.
    pub fn over<'a>(attempts: impl Iterator<Item = &'a Attempt>) -> Self {
        let mut sum = Self::default();
        for attempt in attempts {
            let place = match attempt.sure {
                Some(Sure::Guess) => 0,
                Some(Sure::Fairly) => 1,
                Some(Sure::Certain) => 2,
                None => continue,
            };
            if let (Some(said), Some(right)) = (sum.said.get_mut(place), sum.right.get_mut(place)) {
                *said += 1;
                *right += u32::from(attempt.outcome == Outcome::Correct);
            }
        }
        sum
    }
}
