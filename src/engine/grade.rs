//! Grading: whether a response may be graded, and what it earns.
//!
//! A response that is not whole yet is no mistake of the learner's, so it gets a prompt
//! ([`Incomplete`]) instead of a grade. [`grade`] refuses exactly what [`check`] refuses.

use super::shuffle::{Seed, shuffled};
use crate::model::{Item, ItemKind, KeyedOption, OptionId, Range, Response, Scale};

/// A scale with more places than this is a span of months, not a choice of ten.
const FINE_PLACES: i64 = 24;
/// How many steps outside the reasoned range still earn something on a fine scale.
const FINE_STEPS: i64 = 3;

/// What a response earns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All of it is right.
    Correct,
    /// Some of it is right, and more right than wrong.
    Partly,
    /// The rest.
    Wrong,
}

impl Outcome {
    /// Every outcome, the best first.
    pub const ALL: [Self; 3] = [Self::Correct, Self::Partly, Self::Wrong];

    /// The word in the record and the value of `data-feedback`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Correct => "correct",
            Self::Partly => "partly",
            Self::Wrong => "wrong",
        }
    }
}

/// How one option, step or pair was dealt with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionVerdict {
    /// A key that was chosen, a step at its place, a pair that belongs together.
    Chosen,
    /// A key that was left out.
    Missed,
    /// No key, yet chosen; a step out of its place, a pair that does not belong together.
    WronglyChosen,
    /// No key, and left out.
    RightlyLeft,
}

impl OptionVerdict {
    /// The value of `data-state`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Chosen => "correct",
            Self::Missed => "missed",
            Self::WronglyChosen => "wrong",
            Self::RightlyLeft => "left",
        }
    }
}

/// What a response earned, as a whole and option by option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// The whole.
    pub outcome: Outcome,
    /// Each option, step or left-hand entry, in the order of the key; empty for a judgement item.
    pub options: Vec<(OptionId, OptionVerdict)>,
}

/// Why a response cannot be graded yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Incomplete {
    /// Nothing was given.
    #[error("nothing was given")]
    Nothing,
    /// Some steps have no place yet.
    #[error("{missing} steps have no place")]
    Unordered {
        /// How many.
        missing: usize,
    },
    /// Some left-hand entries have no right-hand entry yet.
    #[error("{missing} entries have no partner")]
    Unmatched {
        /// How many.
        missing: usize,
    },
    /// The place is not one of the scale's.
    #[error("the place is not on the scale")]
    Unplaced,
    /// The response is of another kind than the item asks for; several options where one is asked for.
    #[error("the response is of another kind than the item")]
    OtherKind,
    /// The item has no such option, or the response holds one twice.
    #[error("an option is not in the item, or stands there twice")]
    Unknown,
}

/// Whether the response may be graded. Needs no key.
pub fn check(item: &Item, response: &Response) -> Result<(), Incomplete> {
    match (&item.kind, response) {
        (ItemKind::Single(options) | ItemKind::Vignette(options), Response::Chosen(chosen)) => {
            check_ids(chosen, &option_ids(options))?;
            match chosen.len() {
                1 => Ok(()),
                _ => Err(Incomplete::OtherKind),
            }
        }
        (ItemKind::Multiple(options), Response::Chosen(chosen)) => check_ids(chosen, &option_ids(options)),
        (ItemKind::Ordering(steps), Response::Ordered(ordered)) => {
            check_ids(ordered, steps)?;
            match steps.len().saturating_sub(ordered.len()) {
                0 => Ok(()),
                missing => Err(Incomplete::Unordered { missing }),
            }
        }
        (ItemKind::Matching(pairs, spares), Response::Matched(matched)) => {
            let lefts: Vec<OptionId> = matched.iter().map(|(left, _)| *left).collect();
            let rights: Vec<OptionId> = matched.iter().map(|(_, right)| *right).collect();
            check_ids(&lefts, pairs)?;
            check_ids(&rights, &right_hand(pairs, spares))?;
            match pairs.len().saturating_sub(matched.len()) {
                0 => Ok(()),
                missing => Err(Incomplete::Unmatched { missing }),
            }
        }
        (ItemKind::Judgement(scale, _), Response::Placed(place)) if is_on_scale(scale, *place) => Ok(()),
        (ItemKind::Judgement(..), Response::Placed(_)) => Err(Incomplete::Unplaced),
        _ => Err(Incomplete::OtherKind),
    }
}

/// What the response earns.
pub fn grade(item: &Item, response: &Response) -> Result<Grade, Incomplete> {
    check(item, response)?;
    match (&item.kind, response) {
        (ItemKind::Single(options) | ItemKind::Vignette(options), Response::Chosen(chosen)) => {
            let options = option_verdicts(options, chosen);
            let is_right = count(&options, OptionVerdict::WronglyChosen) == 0;
            let outcome = if is_right { Outcome::Correct } else { Outcome::Wrong };
            Ok(Grade { outcome, options })
        }
        (ItemKind::Multiple(options), Response::Chosen(chosen)) => Ok(grade_multiple(options, chosen)),
        (ItemKind::Ordering(steps), Response::Ordered(ordered)) => Ok(grade_ordering(steps, ordered)),
        (ItemKind::Matching(pairs, _), Response::Matched(matched)) => Ok(grade_matching(pairs, matched)),
        (ItemKind::Judgement(scale, range), Response::Placed(place)) => {
            let outcome = judged(scale, range, *place);
            Ok(Grade { outcome, options: Vec::new() })
        }
        _ => Err(Incomplete::OtherKind),
    }
}

/// The order in which options are shown: all of them for a choice, the steps of an ordering (never
/// already right where there are two or more), the right-hand entries of a matching. Empty for a
/// judgement item.
pub fn shown_order(item: &Item, seed: Seed) -> Vec<OptionId> {
    match &item.kind {
        ItemKind::Single(options) | ItemKind::Multiple(options) | ItemKind::Vignette(options) => {
            shuffled(&option_ids(options), seed)
        }
        ItemKind::Ordering(steps) => {
            let mut order = shuffled(steps, seed);
            if order == *steps && 1 < order.len() {
                order.rotate_left(1);
            }
            order
        }
        ItemKind::Matching(pairs, spares) => shuffled(&right_hand(pairs, spares), seed),
        ItemKind::Judgement(..) => Vec::new(),
    }
}

fn option_ids(options: &[KeyedOption]) -> Vec<OptionId> {
    options.iter().map(|option| option.id).collect()
}

fn right_hand(pairs: &[OptionId], spares: &[OptionId]) -> Vec<OptionId> {
    pairs.iter().chain(spares).copied().collect()
}

/// Whether something was given, all of it known and nothing twice.
fn check_ids(given: &[OptionId], known: &[OptionId]) -> Result<(), Incomplete> {
    if given.is_empty() {
        return Err(Incomplete::Nothing);
    }
    let is_sound = given.iter().enumerate().all(|(place, id)| {
        let is_first = given.iter().position(|it| it == id) == Some(place);
        is_first && known.contains(id)
    });
    if is_sound { Ok(()) } else { Err(Incomplete::Unknown) }
}

fn is_on_scale(scale: &Scale, place: i32) -> bool {
    let above_min = i64::from(place) - i64::from(scale.min);
    (scale.min..=scale.max).contains(&place) && 0 < scale.step && above_min % i64::from(scale.step) == 0
}

fn option_verdicts(options: &[KeyedOption], chosen: &[OptionId]) -> Vec<(OptionId, OptionVerdict)> {
    let verdict = |option: &KeyedOption| match (option.key, chosen.contains(&option.id)) {
        (true, true) => OptionVerdict::Chosen,
        (true, false) => OptionVerdict::Missed,
        (false, true) => OptionVerdict::WronglyChosen,
        (false, false) => OptionVerdict::RightlyLeft,
    };
    options.iter().map(|option| (option.id, verdict(option))).collect()
}

fn placed_verdict(is_right: bool) -> OptionVerdict {
    if is_right { OptionVerdict::Chosen } else { OptionVerdict::WronglyChosen }
}

fn count(options: &[(OptionId, OptionVerdict)], verdict: OptionVerdict) -> usize {
    options.iter().filter(|(_, it)| *it == verdict).count()
}

fn grade_multiple(options: &[KeyedOption], chosen: &[OptionId]) -> Grade {
    let options = option_verdicts(options, chosen);
    let found = count(&options, OptionVerdict::Chosen);
    let missed = count(&options, OptionVerdict::Missed);
    let wrong = count(&options, OptionVerdict::WronglyChosen);
    // Fewer wrong ones than keys found: choosing everything must not pay.
    let outcome = match (missed, wrong) {
        (0, 0) => Outcome::Correct,
        _ if wrong < found => Outcome::Partly,
        _ => Outcome::Wrong,
    };
    Grade { outcome, options }
}

fn grade_ordering(steps: &[OptionId], ordered: &[OptionId]) -> Grade {
    let place_of = |step: &OptionId| ordered.iter().position(|it| it == step);
    let verdict = |(place, step): (usize, &OptionId)| (*step, placed_verdict(place_of(step) == Some(place)));
    let options: Vec<_> = steps.iter().enumerate().map(verdict).collect();
    let is_right = count(&options, OptionVerdict::Chosen) == steps.len();
    // What follows what says more than the exact place: one step out of place shifts all the others.
    let is_followed = |pair: &&[OptionId]| matches!(pair, [first, second] if place_of(first) < place_of(second));
    let followed = steps.windows(2).filter(is_followed).count();
    let outcome = by_half(is_right, followed, steps.len().saturating_sub(1));
    Grade { outcome, options }
}

fn grade_matching(pairs: &[OptionId], matched: &[(OptionId, OptionId)]) -> Grade {
    // The two halves of a pair share its id.
    let verdict = |pair: &OptionId| (*pair, placed_verdict(matched.contains(&(*pair, *pair))));
    let options: Vec<_> = pairs.iter().map(verdict).collect();
    let right = count(&options, OptionVerdict::Chosen);
    let outcome = by_half(right == pairs.len(), right, pairs.len());
    Grade { outcome, options }
}

fn by_half(is_right: bool, right: usize, all: usize) -> Outcome {
    if is_right {
        Outcome::Correct
    } else if all <= 2 * right {
        Outcome::Partly
    } else {
        Outcome::Wrong
    }
}

fn judged(scale: &Scale, range: &Range, place: i32) -> Outcome {
    let step = i64::from(scale.step).max(1);
    let places = (i64::from(scale.max) - i64::from(scale.min)) / step + 1;
    let near = if FINE_PLACES < places { FINE_STEPS * step } else { step };
    let (low, high) = (i64::from(range.low), i64::from(range.high));
    let place = i64::from(place);
    if (low..=high).contains(&place) {
        Outcome::Correct
    } else if (low - near..=high + near).contains(&place) {
        Outcome::Partly
    } else {
        Outcome::Wrong
    }
}
