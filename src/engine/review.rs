//! When an item is due again: spaced repetition by FSRS.
//!
//! Memory is two numbers, stability (days after which the learner still knows it nine times out of ten) and
//! difficulty (1 to 10). The formulas are those of FSRS-5 with its published weights, from `rs-fsrs`
//! (<https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm>). Memory is a fold over the attempts:
//! nothing of it is stored.

use rs_fsrs::{Parameters, Rating, Seed};

use super::grade::Outcome;
use super::progress::{Attempt, Day, Progress, Sure};
use crate::model::ItemId;

/// Days of a forecast, from tomorrow on.
pub const FORECAST_DAYS: usize = 7;
/// The longest wait in days: two years, which is what a posting lasts.
const INTERVAL_DAYS_MAX: i32 = 730;

/// What a learner remembers of an item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// Days after which the learner still knows it nine times out of ten.
    pub stability_days: f64,
    /// From 1 to 10.
    pub difficulty: f64,
    /// The day of the last attempt.
    pub seen_on: Day,
}

impl Memory {
    /// From the attempts, the oldest first, at an item as it means now; none where there is none.
    pub fn of(attempts: &[Attempt], meaning: u16) -> Option<Self> {
        let parameters = parameters();
        let mut memory: Option<Self> = None;
        for attempt in attempts.iter().filter(|attempt| attempt.meaning == meaning) {
            let rating = rating(attempt.outcome, attempt.sure);
            memory = Some(match memory {
                None => Self {
                    stability_days: parameters.init_stability(rating),
                    difficulty: parameters.init_difficulty(rating),
                    seen_on: attempt.day,
                },
                Some(memory) => memory.after(rating, attempt.day, &parameters),
            });
        }
        memory
    }

    fn after(self, rating: Rating, day: Day, parameters: &Parameters) -> Self {
        // A clock that went back counts as the same day.
        let elapsed_days = (day.number() - self.seen_on.number()).max(0);
        let (stability, difficulty) = (self.stability_days, self.difficulty);
        let recall = Parameters::forgetting_curve(elapsed_days as f64, stability);
        let stability_days = match rating {
            _ if elapsed_days == 0 => parameters.short_term_stability(stability, rating),
            Rating::Again => parameters.next_forget_stability(difficulty, stability, recall).min(stability),
            _ => parameters.next_recall_stability(difficulty, stability, recall, rating),
        };
        Self {
            stability_days: stability_days.clamp(0.01, f64::from(INTERVAL_DAYS_MAX)),
            difficulty: parameters.next_difficulty(difficulty, rating),
            seen_on: day.max(self.seen_on),
        }
    }

    /// The day on which it is due, in days from 1 January 1970.
    pub fn due_on(&self) -> i64 {
        // The interval is at least one day and at most the limit, so it fits.
        self.seen_on.number() + parameters().next_interval(self.stability_days, 0) as i64
    }
}

/// What an attempt says of memory: a guess that was right is barely remembered.
fn rating(outcome: Outcome, sure: Option<Sure>) -> Rating {
    match (outcome, sure) {
        (Outcome::Wrong, _) => Rating::Again,
        (Outcome::Partly, _) | (Outcome::Correct, Some(Sure::Guess)) => Rating::Hard,
        (Outcome::Correct, None | Some(Sure::Fairly)) => Rating::Good,
        (Outcome::Correct, Some(Sure::Certain)) => Rating::Easy,
    }
}

/// Weights and retention as published. Field by field, since the library's own default asks for the time.
fn parameters() -> Parameters {
    Parameters {
        request_retention: 0.9,
        maximum_interval: INTERVAL_DAYS_MAX,
        w: [
            0.4072, 1.1829, 3.1262, 15.4722, 7.2102, 0.5316, 1.0651, 0.0234, 1.616, 0.1544, 1.0824, 1.9813, 0.0953,
            0.2975, 2.2042, 0.2407, 2.9466, 0.5034, 0.6567,
        ],
        decay: Parameters::DECAY,
        factor: Parameters::FACTOR,
        enable_short_term: true,
        enable_fuzz: false,
        seed: Seed::Empty,
    }
}

/// Items that a session of review asks at least, where so many were ever answered.
pub const SESSION_MIN: usize = 5;

/// The items of a session of review: what is due, the longest overdue first; where that is less than
/// [`SESSION_MIN`], what is due next. Items that were never answered are not reviewed.
pub fn session(
    progress: &Progress,
    items: impl Iterator<Item = (ItemId, u16)>,
    today: Day,
    size: usize,
) -> Vec<ItemId> {
    let mut known: Vec<(i64, ItemId)> = items
        .filter_map(|(item, meaning)| Some((Memory::of(progress.attempts(item), meaning)?.due_on(), item)))
        .collect();
    known.sort_unstable();
    known.dedup_by_key(|(_, item)| *item);
    let due = known.iter().filter(|(day, _)| *day <= today.number()).count();
    known.into_iter().take(due.max(SESSION_MIN).min(size)).map(|(_, item)| item).collect()
}

/// How many items come back when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    /// Due today or before.
    pub now: usize,
    /// Due on each of the days from tomorrow on.
    pub days: [usize; FORECAST_DAYS],
}

impl Forecast {
    /// For these items with their present meaning. Items that were never answered are not due.
    pub fn of(progress: &Progress, items: impl Iterator<Item = (ItemId, u16)>, today: Day) -> Self {
        let mut forecast = Self::default();
        for (item, meaning) in items {
            let Some(memory) = Memory::of(progress.attempts(item), meaning) else { continue };
            match usize::try_from(memory.due_on() - today.number()) {
                Ok(0) | Err(_) => forecast.now += 1,
                Ok(ahead) => {
                    if let Some(count) = forecast.days.get_mut(ahead - 1) {
                        *count += 1;
                    }
                }
            }
        }
        forecast
    }
}
