//! What a room gained from the test before to the test after.
//!
//! The gain is normalised, on means of the class: `g = (after - before) / (100 - before)`, the share of what was still
//! to be learnt that was learnt. Below 0.3 it is called low, above 0.7 high (`research/technique.md` §5.2). It says
//! nothing of single people, and whoever left early is in the first mean only.

use super::Papers;
use crate::model::ItemId;

/// Papers below which chance weighs more than teaching.
pub const PAPERS_MIN: u16 = 20;

/// How a class did in a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mean {
    /// Papers.
    pub papers: u16,
    /// Answers that were right.
    pub right: u64,
    /// Answers that could be right: papers times items. Never zero.
    pub asked: u64,
}

/// How a class did before and after, and what lies between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gain {
    /// The test before; none without papers.
    pub before: Option<Mean>,
    /// The test after; none without papers.
    pub after: Option<Mean>,
    /// The gain in hundredths; none if a test is missing, if they share no item, or if nothing was left to be gained.
    pub hundredths: Option<i64>,
}

/// What a gain is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// Fewer right answers after than before.
    Lost,
    /// Below 0.3.
    Low,
    /// From 0.3 to 0.7.
    Medium,
    /// Above 0.7.
    High,
}

impl Gain {
    /// The gain from one test to the other.
    pub fn between(before: Option<&Papers>, after: Option<&Papers>) -> Self {
        let asks = |papers: &Papers, item: ItemId| papers.right.iter().any(|(other, _)| *other == item);
        // What only one of the two asked says nothing of a gain.
        let shared: Vec<ItemId> = match (before, after) {
            (Some(before), Some(after)) => {
                before.right.iter().map(|(item, _)| *item).filter(|item| asks(after, *item)).collect()
            }
            _ => Vec::new(),
        };
        let mean = |papers: Option<&Papers>| {
            papers.and_then(|it| Mean::of(it, |item| shared.is_empty() || shared.contains(&item)))
        };
        let (before, after) = (mean(before), mean(after));
        let means = before.zip(after).filter(|_| !shared.is_empty());
        Self { before, after, hundredths: means.and_then(|(before, after)| normalised(before, after)) }
    }

    /// What the gain is called.
    pub fn band(&self) -> Option<Band> {
        Some(match self.hundredths? {
            ..0 => Band::Lost,
            0..30 => Band::Low,
            30..=70 => Band::Medium,
            _ => Band::High,
        })
    }

    /// Whether there are too few papers to say much.
    pub fn is_thin(&self) -> bool {
        [self.before, self.after].into_iter().flatten().any(|it| it.papers < PAPERS_MIN)
    }
}

impl Mean {
    /// The mean over some items of a test; none without papers or items.
    fn of(papers: &Papers, is_counted: impl Fn(ItemId) -> bool) -> Option<Self> {
        let (mut right, mut asked) = (0_u64, 0_u64);
        for (item, count) in &papers.right {
            if is_counted(*item) {
                // More right answers than papers is a slip of whoever counted.
                right += u64::from((*count).min(papers.papers));
                asked += u64::from(papers.papers);
            }
        }
        (0 < asked).then_some(Self { papers: papers.papers, right, asked })
    }

    /// The share of right answers in tenths of a per cent, rounded.
    pub fn tenths(self) -> u64 {
        (self.right * 1_000 + self.asked / 2).checked_div(self.asked).unwrap_or_default()
    }

    /// The share of right answers in per cent, rounded.
    pub fn percent(self) -> u64 {
        (self.right * 100 + self.asked / 2).checked_div(self.asked).unwrap_or_default()
    }
}

/// The gain in hundredths, rounded. In whole numbers, so that every machine rounds alike.
fn normalised(before: Mean, after: Mean) -> Option<i64> {
    let whole = |number: u64| i64::try_from(number).ok();
    let (right_before, asked_before) = (whole(before.right)?, whole(before.asked)?);
    let (right_after, asked_after) = (whole(after.right)?, whole(after.asked)?);
    let gained = right_after.checked_mul(asked_before)? - right_before.checked_mul(asked_after)?;
    let open = asked_after.checked_mul(asked_before.checked_sub(right_before)?)?;
    if open <= 0 {
        return None;
    }
    Some(gained.checked_mul(100)?.checked_add(open / 2)?.div_euclid(open))
}
