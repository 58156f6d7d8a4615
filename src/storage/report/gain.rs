//! What was gained, test by test, as a report tells it.

use super::Report;
use crate::engine::workshop::Gain;
use crate::model::{PartId, When};

/// What was gained on a part, or on the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportGain {
    /// The part; none for the whole.
    pub part: Option<PartId>,
    /// Its title.
    pub title: String,
    /// The tests, and what lies between.
    pub gain: Gain,
}

impl Report {
    /// What was gained, part by part, in the order in which the parts were tested first.
    pub fn gains(&self) -> Vec<ReportGain> {
        let mut gains: Vec<ReportGain> = Vec::new();
        for tested in &self.papers {
            let part = tested.counted.part;
            if gains.iter().any(|it| it.part == part) {
                continue;
            }
            let find =
                |when: When| self.papers.iter().map(|it| &it.counted).find(|it| it.part == part && it.when == when);
            let gain = Gain::between(find(When::Before), find(When::After));
            gains.push(ReportGain { part, title: tested.title.clone(), gain });
        }
        gains
    }
}
