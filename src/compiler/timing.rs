//! How long the rules of a case take in this tool, and a class of many files: it is built with little optimisation, so
//! these are upper bounds.

use std::time::Instant;

use serde::Serialize;

use super::{Compiled, emit};
use crate::engine::class::{Learner, class};
use crate::engine::grade::Outcome;
use crate::engine::progress::{Day, Event, Progress, ReplicaId, Stamp, Stamped, Sure};
use crate::engine::scenario::{Step, Trail, advance};
use crate::engine::shuffle::Seed;
use crate::engine::{explore, hindsight};
use crate::markup::page::Book;
use crate::markup::page::workshop::class::class_page;
use crate::markup::{Markup, Speech};
use crate::model::{ItemId, Locale, Response, Scenario};
use crate::storage::event;
use crate::storage::key::first_profile;
use crate::storage::profiles::Profile;
use crate::storage::transfer::{export, read_file};

/// Files of the class that is timed.
const CLASS_FILES: u64 = 60;
/// Events in each.
const CLASS_EVENTS: u64 = 2_000;

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

/// What a class of many files costs.
#[derive(Serialize)]
pub struct ClassTiming {
    /// How many files.
    pub files_count: u64,
    /// How many events in each.
    pub events_count: u64,
    /// Milliseconds to read them and add them up.
    pub read_ms: f64,
    /// Milliseconds to make the picture and draw its page.
    pub draw_ms: f64,
}

/// Times a class of answers drawn by a small generator.
pub fn classes(compiled: &Compiled) -> ClassTiming {
    let items: Vec<ItemId> = compiled.lessons.iter().flat_map(|it| &it.lesson.items).map(|it| it.id).collect();
    let files: Vec<String> = (0..CLASS_FILES).map(|learner| record(learner, &items)).collect();
    let began = Instant::now();
    let incoming = files.iter().filter_map(|text| read_file(text).ok()).flatten();
    let learners: Vec<Learner> = incoming
        .enumerate()
        .map(|(place, it)| Learner { name: format!("{place:02}"), progress: it.progress })
        .collect();
    let read_ms = ms(began);
    let (handbook, words) = emit::contents_in(compiled, Locale::En);
    let speech = Speech { locale: Locale::En, phrases: &words.phrases, root: "./" };
    let progress = Progress::default();
    let book = Book { handbook: &handbook, words: &words, progress: &progress, speech: &speech };
    let began = Instant::now();
    let drawn = class_page(&book, &class(&learners, &handbook), &[], &[]);
    // Printing stands in for what the browser does with the tree.
    let printed = Markup::Row(drawn).to_string();
    let draw_ms = if printed.is_empty() { 0.0 } else { ms(began) };
    ClassTiming { files_count: CLASS_FILES, events_count: CLASS_EVENTS, read_ms, draw_ms }
}

/// The file of one learner.
fn record(learner: u64, items: &[ItemId]) -> String {
    let replica = ReplicaId::from_random(learner + 1);
    let mut seed = learner.wrapping_mul(0x9E37_79B9) + 1;
    let mut draw = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below.max(1)
    };
    let entries = (1..=CLASS_EVENTS).filter_map(|counter| {
        let stamp = Stamp { counter, replica, at_ms: counter as i64 * 60_000, day: Day::from_instant(0, 0) };
        let event = Event::ItemAnswered {
            item: *items.get(draw(items.len()))?,
            meaning: 1,
            response: Response::Chosen(Vec::new()),
            outcome: *Outcome::ALL.get(draw(Outcome::ALL.len()))?,
            sure: Sure::ALL.get(draw(Sure::ALL.len())).copied(),
            seed: Seed(counter),
        };
        let text = event::text_of(&Stamped { stamp, event });
        Some((stamp.order(), text))
    });
    let entries: Vec<_> = entries.collect();
    export(&Profile::new(first_profile()), &entries, 0)
}

fn ms(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1000.0
}
