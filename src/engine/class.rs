//! The class: what the records of many learners say together.
//!
//! Trainers read the files of a room in; this adds them up. Learners stand in the order of their names, never by what
//! they scored: what is judged here are questions, not people.
//!
//! Questions are judged by first attempts alone, since whoever answers again has read the feedback. Attempts at an item
//! that meant something else then are left out, and so are items that the handbook no longer has.
//!
//! Absent on purpose: files and how they are put together, who a name stands for, words, clocks.

use std::cmp::Ordering;

use super::assessment::{Score, gain, last};
use super::grade::Outcome;
use super::lesson::{LessonStatus, lesson_status};
use super::mastery::{Calibration, Knowledge, knowledge};
use super::progress::{Progress, When};
use crate::model::{Handbook, ItemId, LessonEntry, LessonId, PartId};

/// Learners of one class.
pub const LEARNERS_MAX: usize = 200;
/// Learners below which nothing should be concluded from a class.
pub const LEARNERS_ENOUGH: usize = 20;
/// Learners who must have tried an item before it is said whether it discriminates.
pub const TRIED_MIN: usize = 10;
/// Discrimination below which a question should be looked at again: it hardly tells apart those who know the rest from
/// those who don't, or it is the first who miss it.
pub const DISCRIMINATION_LEAST: f64 = 0.1;

/// A learner whose record was read in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learner {
    /// The pseudonym, as it is shown.
    pub name: String,
    /// What the learner did.
    pub progress: Progress,
}

/// What the records of a class say together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Class {
    /// The learners, in the order of their names.
    pub learners: Vec<LearnerRow>,
    /// Learners beyond [`LEARNERS_MAX`], who are left out.
    pub left_out: usize,
    /// Lessons in the order of the handbook.
    pub lessons: Vec<LessonRow>,
    /// Items that somebody tried, the most missed first.
    pub items: Vec<ItemRow>,
    /// Items of the handbook.
    pub items_of: usize,
    /// Endings of all cases of the handbook.
    pub endings_of: usize,
    /// How sure the learners were, and how often that was right.
    pub calibration: Calibration,
}

/// What one learner did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LearnerRow {
    /// The pseudonym.
    pub name: String,
    /// Lessons of which every section was read, in the order of the handbook.
    pub lessons: Vec<LessonId>,
    /// Items that were answered as they mean now.
    pub answered: usize,
    /// Items among them that are known ([`Knowledge::Known`]).
    pub known: usize,
    /// Endings found, over all cases.
    pub endings: usize,
    /// Tests that were handed in: the whole first, then the parts in their order.
    pub tests: Vec<Tested>,
}

/// What one learner scored on a part, or on the whole. With both tests there, both are scored over the questions that
/// they share ([`gain`]); otherwise the last one that was handed in is scored as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tested {
    /// The part; none stands for the whole handbook.
    pub part: Option<PartId>,
    /// Before the lessons.
    pub before: Option<Score>,
    /// After them.
    pub after: Option<Score>,
}

/// How far the class is in a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LessonRow {
    /// The lesson.
    pub lesson: LessonId,
    /// Learners who opened it, also those who have finished it.
    pub begun: usize,
    /// Learners who have read every section.
    pub finished: usize,
}

/// What the class made of an item at the first attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ItemRow {
    /// The item.
    pub item: ItemId,
    /// Learners who tried it.
    pub tried: usize,
    /// Those whose first attempt was right.
    pub right: usize,
    /// Whether those who are right elsewhere are right here too, from −1 to 1: see [`discrimination`]. None where too
    /// few tried it, or where all did alike.
    pub discrimination: Option<f64>,
}

impl ItemRow {
    /// The difficulty p of classical test theory, in per cent, rounded: the share of learners who were right at the
    /// first attempt. An easy item has a high one.
    pub fn difficulty(&self) -> usize {
        (self.right * 200 + self.tried).checked_div(self.tried * 2).unwrap_or_default()
    }

    /// Whether the question should be looked at again.
    pub fn is_doubtful(&self) -> bool {
        self.discrimination.is_some_and(|it| it < DISCRIMINATION_LEAST)
    }

    /// Whether so few learners tried it that its share says little.
    fn is_rare(&self) -> bool {
        self.tried < TRIED_MIN
    }
}

/// What the records of these learners say together. They may come in any order; one who comes twice counts twice.
pub fn class(learners: &[Learner], handbook: &Handbook) -> Class {
    let mut order: Vec<&Learner> = learners.iter().collect();
    // Two may bear one name. The instant of what they did last parts them, and says nothing of how well they did it.
    order.sort_by(|a, b| (&a.name, a.progress.last_at_ms()).cmp(&(&b.name, b.progress.last_at_ms())));
    let left_out = order.len().saturating_sub(LEARNERS_MAX);
    order.truncate(LEARNERS_MAX);
    let items = items(handbook);
    let tries: Vec<FirstTries> = order.iter().map(|it| FirstTries::of(&it.progress, &items)).collect();
    let rows = items.iter().enumerate().map(|(place, (item, _))| item_row(place, *item, &tries));
    let mut rows: Vec<ItemRow> = rows.filter(|row| 0 < row.tried).collect();
    rows.sort_by(by_missed);
    let attempts = order.iter().flat_map(|it| it.progress.items()).flat_map(|(_, attempts)| attempts);
    Class {
        learners: order.iter().map(|it| learner_row(it, handbook, &items)).collect(),
        left_out,
        lessons: handbook.lessons().map(|(_, lesson)| lesson_row(lesson, &order)).collect(),
        items: rows,
        items_of: items.len(),
        endings_of: handbook.cases.iter().map(|case| case.endings.len()).sum(),
        calibration: Calibration::over(attempts),
    }
}

/// Every item of the handbook once, with its present meaning, in the order of ids.
fn items(handbook: &Handbook) -> Vec<(ItemId, u16)> {
    let mut items: Vec<(ItemId, u16)> =
        handbook.lessons().flat_map(|(_, lesson)| lesson.items.iter().copied()).collect();
    items.sort_unstable();
    items.dedup_by_key(|(item, _)| *item);
    items
}

fn learner_row(learner: &Learner, handbook: &Handbook, items: &[(ItemId, u16)]) -> LearnerRow {
    let progress = &learner.progress;
    let (mut answered, mut known) = (0, 0);
    for (item, meaning) in items {
        let found = knowledge(progress.attempts(*item), *meaning);
        answered += usize::from(found != Knowledge::Unseen);
        known += usize::from(found == Knowledge::Known);
    }
    // An ending that the case no longer has is history.
    let endings = handbook.cases.iter().map(|case| {
        let found = progress.endings_found(case.id);
        found.iter().filter(|it| case.endings.contains(it)).count()
    });
    let done = handbook.lessons().filter(|(_, it)| status(it, progress) == LessonStatus::Done);
    LearnerRow {
        name: learner.name.clone(),
        lessons: done.map(|(_, it)| it.id).collect(),
        answered,
        known,
        endings: endings.sum(),
        tests: tests(progress, handbook),
    }
}

fn tests(progress: &Progress, handbook: &Handbook) -> Vec<Tested> {
    let parts = handbook.parts.iter().map(|part| Some(part.id));
    let tested = |part: Option<PartId>| match gain(progress, part) {
        Some(gain) => Tested { part, before: Some(gain.before), after: Some(gain.after) },
        None => {
            let score = |when| last(progress, part, when).map(Score::of);
            Tested { part, before: score(When::Before), after: score(When::After) }
        }
    };
    let all = std::iter::once(None).chain(parts).map(tested);
    all.filter(|it| it.before.is_some() || it.after.is_some()).collect()
}

fn status(lesson: &LessonEntry, progress: &Progress) -> LessonStatus {
    lesson_status(&lesson.sections, progress.sections_read(lesson.id), progress.is_opened(lesson.id))
}

fn lesson_row(lesson: &LessonEntry, learners: &[&Learner]) -> LessonRow {
    let mut row = LessonRow { lesson: lesson.id, begun: 0, finished: 0 };
    for learner in learners {
        let status = status(lesson, &learner.progress);
        row.begun += usize::from(status != LessonStatus::NotBegun);
        row.finished += usize::from(status == LessonStatus::Done);
    }
    row
}

/// What one learner made of each item at the first attempt.
struct FirstTries {
    /// In the order of the items; none where the item was not tried.
    outcomes: Vec<Option<Outcome>>,
    /// Items tried.
    tried: usize,
    /// Items right.
    right: usize,
}

impl FirstTries {
    fn of(progress: &Progress, items: &[(ItemId, u16)]) -> Self {
        let first = |(item, meaning): &(ItemId, u16)| {
            progress.attempts(*item).iter().find(|it| it.meaning == *meaning).map(|it| it.outcome)
        };
        let outcomes: Vec<Option<Outcome>> = items.iter().map(first).collect();
        let tried = outcomes.iter().flatten().count();
        let right = outcomes.iter().flatten().filter(|it| **it == Outcome::Correct).count();
        Self { outcomes, tried, right }
    }

    fn outcome(&self, place: usize) -> Option<Outcome> {
        self.outcomes.get(place).copied().flatten()
    }

    /// The share of items right beside one with this outcome; none if no other was tried.
    fn share_beside(&self, outcome: Outcome) -> Option<f64> {
        let others = self.tried.saturating_sub(1);
        let right = self.right.saturating_sub(usize::from(outcome == Outcome::Correct));
        (0 < others).then(|| share(right, others))
    }
}

fn item_row(place: usize, item: ItemId, tries: &[FirstTries]) -> ItemRow {
    let mut row = ItemRow { item, tried: 0, right: 0, discrimination: None };
    let (mut of_right, mut of_others) = (Vec::new(), Vec::new());
    for learner in tries {
        let Some(outcome) = learner.outcome(place) else { continue };
        row.tried += 1;
        let elsewhere = learner.share_beside(outcome);
        if outcome == Outcome::Correct {
            row.right += 1;
            of_right.extend(elsewhere);
        } else {
            of_others.extend(elsewhere);
        }
    }
    row.discrimination = discrimination(&of_right, &of_others);
    row
}

/// The discrimination of an item: the point-biserial correlation between being right at it and the share right at the
/// other items that the learner tried. The item itself is left out of that share, or it would correlate with itself
/// ("corrected"; J. P. Guilford, The correlation of an item with a composite of the remaining items in a test,
/// Educational and Psychological Measurement 13, 1953, 87–93).
///
/// With M₁ and M₀ the mean shares of those who were right and of the others, s the standard deviation of all shares
/// (over n, not n − 1) and p the part of learners who were right: r = (M₁ − M₀) / s · √(p (1 − p)).
///
/// `of_right` and `of_others` are the shares elsewhere of those who were right and of those who were not. None with
/// less than [`TRIED_MIN`] learners, if all or none were right, or if all did equally well elsewhere.
pub fn discrimination(of_right: &[f64], of_others: &[f64]) -> Option<f64> {
    let shares = || of_right.iter().chain(of_others).copied();
    let count = of_right.len() + of_others.len();
    // Their mean may be rounded: whether shares differ is seen from the shares, not from their deviation.
    let (lowest, highest) = (shares().fold(f64::INFINITY, f64::min), shares().fold(f64::NEG_INFINITY, f64::max));
    if count < TRIED_MIN || of_right.is_empty() || of_others.is_empty() || highest <= lowest {
        return None;
    }
    let middle = mean(shares(), count);
    let variance = mean(shares().map(|it| (it - middle) * (it - middle)), count);
    let p = share(of_right.len(), count);
    let between = mean(of_right.iter().copied(), of_right.len()) - mean(of_others.iter().copied(), of_others.len());
    Some((between * (p * (1.0 - p) / variance).sqrt()).clamp(-1.0, 1.0))
}

fn mean(values: impl Iterator<Item = f64>, count: usize) -> f64 {
    values.sum::<f64>() / count.max(1) as f64
}

/// A part of a whole; nothing of nothing is nothing.
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// The item with the lowest share of right first attempts comes first; of two with the same, the one that more tried.
/// Items that few tried come behind the others: one miss of one learner would head the list.
fn by_missed(a: &ItemRow, b: &ItemRow) -> Ordering {
    // Shares are compared across, a/b as a·d to c·b, which is exact.
    let shares = (a.right * b.tried).cmp(&(b.right * a.tried));
    a.is_rare().cmp(&b.is_rare()).then(shares).then(b.tried.cmp(&a.tried)).then(a.item.cmp(&b.item))
}
