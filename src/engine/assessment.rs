//! Tests before and after: what they ask, what an answer is worth, and what was gained.

use super::grade::Outcome;
use super::progress::{Progress, Sitting, When};
use crate::model::{ItemId, PartId};

/// Questions of a test of one part, at most.
pub const PART_ITEMS_MAX: usize = 12;
/// Questions that each part gives to the test of the whole.
pub const WHOLE_ITEMS_PER_PART: usize = 3;

/// The questions of a test from the anchor items of each part, in the order of the handbook. The test before and the
/// test after ask the same.
pub fn questions(anchors: &[Vec<ItemId>], part: Option<usize>) -> Vec<ItemId> {
    match part {
        Some(part) => anchors.get(part).into_iter().flatten().take(PART_ITEMS_MAX).copied().collect(),
        None => anchors.iter().flat_map(|items| items.iter().take(WHOLE_ITEMS_PER_PART)).copied().collect(),
    }
}

/// What a test earned, in half points: an answer that is partly right earns half of one that is right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Half points.
    pub halves: usize,
    /// Questions.
    pub of: usize,
}

impl Score {
    /// Of a test that was handed in; a question without an answer earns nothing.
    pub fn of(sitting: &Sitting) -> Self {
        Self::over(sitting, &sitting.items)
    }

    fn over(sitting: &Sitting, items: &[ItemId]) -> Self {
        let worth = |item: &ItemId| match sitting.answer(*item).map(|answer| answer.outcome) {
            Some(Outcome::Correct) => 2,
            Some(Outcome::Partly) => 1,
            Some(Outcome::Wrong) | None => 0,
        };
        Self { halves: items.iter().map(worth).sum(), of: items.len() }
    }

    /// Share of the points, in per cent, rounded.
    pub fn percent(self) -> usize {
        (self.halves * 100 + self.of).checked_div(self.of * 2).unwrap_or_default()
    }
}

/// The same questions before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gain {
    /// The first test before.
    pub before: Score,
    /// The last test after.
    pub after: Score,
}

/// What was gained on a part, or on the whole: the first test before against the last one after that was handed in
/// later, over the questions that both asked and that still mean the same. None without two such tests.
pub fn gain(progress: &Progress, part: Option<PartId>) -> Option<Gain> {
    let mut ended = progress.sittings().iter().filter(|it| it.part == part && it.ended_on.is_some());
    let before = ended.find(|it| it.when == When::Before)?;
    let after = ended.rfind(|it| it.when == When::After)?;
    let means_the_same = |item: &ItemId| match (before.answer(*item), after.answer(*item)) {
        (Some(a), Some(b)) => a.meaning == b.meaning,
        _ => true,
    };
    let shared: Vec<ItemId> =
        before.items.iter().copied().filter(|item| after.items.contains(item) && means_the_same(item)).collect();
    Some(Gain { before: Score::over(before, &shared), after: Score::over(after, &shared) })
}

/// The test of this part and time that was begun and not handed in.
pub fn open(progress: &Progress, part: Option<PartId>, when: When) -> Option<&Sitting> {
    progress.sittings().iter().rev().find(|it| it.part == part && it.when == when && it.ended_on.is_none())
}

/// The last test of this part and time that was handed in.
pub fn last(progress: &Progress, part: Option<PartId>, when: When) -> Option<&Sitting> {
    progress.sittings().iter().rev().find(|it| it.part == part && it.when == when && it.ended_on.is_some())
}
