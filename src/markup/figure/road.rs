//! The road map of a case: every decision with its choices, the road taken, roads not taken, endings.
//!
//! The map has a coordinate system of its own and keeps its size; on a narrow page it scrolls. The page
//! that shows it also lists the road in words. An ending that was not found keeps its name to itself.

use crate::markup::{Element, Speech, el};
use crate::model::Phrase;

use super::{length, table};
use plan::{Plan, name};

mod plan;
mod tall;

/// The road map of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Road {
    /// Decisions, in the order of telling.
    pub stops: Vec<Stop>,
    /// Endings, in the order of the case.
    pub endings: Vec<RoadEnding>,
    /// The id of the heading that names the map.
    pub title_id: &'static str,
}

/// A decision on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// Its heading.
    pub title: String,
    /// Its choices, in the order in which the learner saw them.
    pub letters: Vec<RoadChoice>,
    /// Whether this decision closed roads.
    pub turning: bool,
}

/// A choice on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct RoadChoice {
    /// The letter that the learner saw.
    pub letter: String,
    /// What became of it.
    pub state: RoadState,
}

/// What became of a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoadState {
    /// Closed by what was decided before.
    Shut,
    /// Never taken.
    Open,
    /// Taken an earlier time.
    Before,
    /// Taken this time.
    Taken,
}

/// An ending on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct RoadEnding {
    /// Its name; shown once it was found.
    pub title: String,
    /// Whether it was found.
    pub state: EndingState,
}

/// Whether an ending was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndingState {
    /// This road ends here.
    Here,
    /// An earlier road ended here.
    Found,
    /// No road ended here yet.
    NotFound,
}

/// The size of the letters, in units of the map and so in pixels of a page at its normal size.
const LETTER: f64 = 14.0;

/// The map with its key.
pub fn road(road: &Road, speech: &Speech<'_>) -> Element {
    let plan = Plan::of(road, speech);
    let drawing = el("svg")
        .class("road road--wide")
        .set("viewBox", format!("0 0 {} {}", plan.width, plan.height))
        // In em, so that the map grows with the letters of the page.
        .set("width", length(f64::from(plan.width) / LETTER) + "em")
        .set("role", "img")
        .set("aria-labelledby", road.title_id)
        .add_all(ways(road, &plan))
        .add_all(discs(road, &plan))
        .add_all(nodes(road, &plan))
        .add_all(titles(&plan, speech))
        .add_all(endings(road, &plan, speech));
    // One of the two is shown: by the width of the page, and on paper the tall one.
    el("div")
        .class("road-map")
        .add(table::wide(speech.say(Phrase::RoadLabel), drawing).class_also("road-map__wide"))
        .add(tall::tall(road, speech))
        .add(key(road, speech))
}

/// The value of `data-state`; an open road is the plain case.
fn state(state: RoadState) -> Option<&'static str> {
    match state {
        RoadState::Shut => Some("shut"),
        RoadState::Open => None,
        RoadState::Before => Some("before"),
        RoadState::Taken => Some("taken"),
    }
}

fn way(taken: RoadState, path: String) -> Element {
    el("path").class("road__way").maybe("data-state", state(taken)).set("d", path)
}

/// The curves, the road taken on top.
fn ways(road: &Road, plan: &Plan) -> Vec<Element> {
    let mut ways = Vec::new();
    for (stop, from, to) in plan.columns(road) {
        let (step, middle, count) = (to - from, plan.middle, stop.letters.len());
        let (steep, flat, disc, back) = (from + step * 5 / 26, from + step / 4, from + step / 2, to - step / 4);
        for (place, choice) in stop.letters.iter().enumerate() {
            let y = plan.disc(place, count);
            let path = format!("M{from} {middle}C{flat} {middle} {steep} {y} {disc} {y}S{back} {middle} {to} {middle}");
            ways.push((choice.state, way(choice.state, path)));
        }
    }
    let (from, middle, count) = (plan.parting(), plan.middle, road.endings.len());
    for (place, ending) in road.endings.iter().enumerate() {
        let taken = match ending.state {
            EndingState::Here => RoadState::Taken,
            EndingState::Found => RoadState::Before,
            EndingState::NotFound => RoadState::Open,
        };
        let y = plan.ending(place, count);
        let path = format!("M{from} {middle}C{} {middle} {} {y} {} {y}", from + 34, from + 20, from + 58);
        ways.push((taken, way(taken, path)));
    }
    // What was taken is drawn last, over the others. Four passes are smaller than a sort.
    let order = [RoadState::Shut, RoadState::Open, RoadState::Before, RoadState::Taken];
    order.iter().flat_map(|state| ways.iter().filter(move |(it, _)| it == state).map(|(_, way)| way.clone())).collect()
}

fn label(class: Option<&'static str>, x: i32, y: i32, anchor: &'static str) -> Element {
    el("text").maybe("class", class).set("x", x.to_string()).set("y", y.to_string()).set("text-anchor", anchor)
}

fn circle(class: &'static str, x: i32, y: i32, radius: &'static str) -> Element {
    el("circle").class(class).set("cx", x.to_string()).set("cy", y.to_string()).set("r", radius)
}

fn discs(road: &Road, plan: &Plan) -> Vec<Element> {
    let mut drawn = Vec::new();
    for (stop, from, to) in plan.columns(road) {
        let (x, count) = (from + (to - from) / 2, stop.letters.len());
        for (place, choice) in stop.letters.iter().enumerate() {
            let y = plan.disc(place, count);
            let taken = state(choice.state);
            drawn.push(circle("road__disc", x, y, "11").maybe("data-state", taken));
            let letter = label(Some("road__letter"), x, y + 5, "middle").maybe("data-state", taken);
            drawn.push(letter.add(choice.letter.clone()));
        }
    }
    drawn
}

/// A ring before each decision, a diamond before a turning point, a ring before the endings.
fn nodes(road: &Road, plan: &Plan) -> Vec<Element> {
    let y = plan.middle;
    let decisions = plan.columns(road).map(|(stop, x, _)| {
        if stop.turning {
            el("path").class("road__turn").set("d", format!("M{x} {}l14 14-14 14-14-14z", y - 14))
        } else {
            circle("road__node", x, y, "6")
        }
    });
    decisions.chain([circle("road__node", plan.parting(), y, "6")]).collect()
}

fn titles(plan: &Plan, speech: &Speech<'_>) -> Vec<Element> {
    let mut drawn = Vec::new();
    let columns = plan.nodes.iter().zip(plan.nodes.iter().skip(1)).zip(&plan.titles);
    for (place, ((from, to), lines)) in columns.enumerate() {
        let x = from + (to - from) / 2;
        drawn.push(label(Some("road__strong"), x, plan.foot, "middle").add(speech.number(place + 1)));
        for (line, words) in lines.iter().enumerate() {
            let y = plan.title(line);
            drawn.push(label(None, x, y, "middle").add(words.clone()));
        }
    }
    drawn
}

fn endings(road: &Road, plan: &Plan, speech: &Speech<'_>) -> Vec<Element> {
    let (x, count) = (plan.parting() + 66, road.endings.len());
    let mut drawn = Vec::new();
    for (place, ending) in road.endings.iter().enumerate() {
        let y = plan.ending(place, count);
        let (found, class) = match ending.state {
            EndingState::Here => (Some("here"), Some("road__strong")),
            EndingState::Found => (Some("found"), None),
            EndingState::NotFound => (None, Some("road__soft")),
        };
        drawn.push(circle("road__end", x, y, "8").maybe("data-state", found));
        drawn.push(label(class, x + 16, y + 5, "start").add(name(ending, speech)));
    }
    drawn
}

/// What the lines and signs mean; only those that the map has.
fn key(road: &Road, speech: &Speech<'_>) -> Element {
    let has = |wanted: RoadState| road.stops.iter().any(|stop| stop.letters.iter().any(|it| it.state == wanted));
    let line = |taken: RoadState| el("svg").set("aria-hidden", "true").add(way(taken, "M2 8h31".to_owned()));
    let sign = |shape: Element| el("svg").set("viewBox", "0 0 20 20").set("aria-hidden", "true").add(shape);
    let turn = || el("path").class("road__turn").set("d", "M10 3l7 7-7 7-7-7z");
    let entries = [
        (true, line(RoadState::Taken), Phrase::RoadThis),
        (has(RoadState::Before), line(RoadState::Before), Phrase::RoadBefore),
        (has(RoadState::Open), line(RoadState::Open), Phrase::RoadOpen),
        (has(RoadState::Shut), line(RoadState::Shut), Phrase::RoadShut),
        (road.stops.iter().any(|stop| stop.turning), sign(turn()), Phrase::RoadTurning),
        (true, sign(circle("road__end", 10, 10, "7").set("data-state", "here")), Phrase::RoadEnding),
    ];
    let shown = entries.into_iter().filter(|(shown, ..)| *shown);
    el("p").class("key").add_all(shown.map(|(_, sample, words)| el("span").add(sample).add(speech.say(words))))
}
