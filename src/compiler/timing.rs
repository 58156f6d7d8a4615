//! How long the rules of a case take in this tool, which is built with little optimisation: upper bounds.

use std::time::Instant;

use serde::Serialize;

use super::Compiled;
use crate::engine::scenario::{Step, Trail, advance};
use crate::engine::{explore, hindsight};
use crate::model::Scenario;

/// What the rules of a case cost.
#[derive(Serialize)]
pub struct CaseTiming {
    /// The case.
    pub case: String,
    /// Number of different roads through it.
    pub paths_count: u64,
    /// Milliseconds to explore it fully.
    pub explore_ms: f64,
    /// Milliseconds of the slowest step on the road of the strongest choices.
    pub advance_ms: f64,
}

/// Times every case; the one that takes longest to explore comes first.
pub fn cases(compiled: &Compiled) -> Vec<CaseTiming> {
    let mut timings: Vec<CaseTiming> = compiled.cases.iter().map(|case| time(&case.scenario)).collect();
    timings.sort_by(|a, b| b.explore_ms.total_cmp(&a.explore_ms));
    timings
}

fn time(scenario: &Scenario) -> CaseTiming {
    let began = Instant::now();
    let paths_count = explore::path_count(scenario);
    let explore_ms = ms(began);
    let mut advance_ms: f64 = 0.0;
    let mut trail = Trail::default();
    let road = hindsight::strongest_road(scenario).map(|(trail, _)| trail).unwrap_or_default();
    for choice in road.choices() {
        let began = Instant::now();
        if let Ok(longer) = advance(scenario, &trail, Step::ChoiceTaken(*choice)) {
            trail = longer;
        }
        advance_ms = advance_ms.max(ms(began));
    }
    CaseTiming { case: scenario.id.to_string(), paths_count, explore_ms, advance_ms }
}

fn ms(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1000.0
}
