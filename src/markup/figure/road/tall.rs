//! The road map from top to bottom: for a narrow page and for a sheet of paper, on which it is legible at its own size.

use crate::markup::{Element, Speech, el};

use super::plan::{TITLE, half, name, spacing, whole, wrapped};
use super::{EndingState, LETTER, Road, RoadState, circle, label, state, way};
use crate::markup::figure::length;

/// The width of the map: it fits a window of 320 pixels with its margins.
const WIDTH: i32 = 288;
/// The line on which the decisions lie, from the left; their titles stand before it.
const AXIS: i32 = 198;
/// From the top to the first decision, and from one decision to the next.
const ABOVE: i32 = 16;
const STEP: i32 = 92;
/// From one line of a title to the next, and from one ending to the next.
const LEADING: i32 = 18;
const ENDING_STEP: i32 = 40;
/// The line of an ending's name, before the axis.
const NAME: i32 = 170;
/// From one disc to the next, at most.
const SPREAD: i32 = 42;

/// The map, without a key.
pub(super) fn tall(road: &Road, speech: &Speech<'_>) -> Element {
    let top = |place: usize| ABOVE + STEP * whole(place);
    let parting = top(road.stops.len());
    let height = parting + 24 + ENDING_STEP * whole(road.endings.len());
    let mut ways = Vec::new();
    let mut signs = Vec::new();
    for (place, stop) in road.stops.iter().enumerate() {
        let (from, to) = (top(place), top(place + 1));
        let (count, middle) = (stop.letters.len(), from + STEP / 2);
        // The outermost discs stay within the map.
        let room = 2 * (WIDTH - AXIS - 12) / whole(count.saturating_sub(1)).max(1);
        let step = spacing(count).min(SPREAD).min(room);
        for (which, choice) in stop.letters.iter().enumerate() {
            let x = AXIS - half(count, step) + whole(which) * step;
            let (steep, back) = (from + STEP / 4, to - STEP / 4);
            let path = format!("M{AXIS} {from}C{AXIS} {steep} {x} {steep} {x} {middle}S{AXIS} {back} {AXIS} {to}");
            ways.push((choice.state, way(choice.state, path)));
            let taken = state(choice.state);
            signs.push(circle("road__disc", x, middle, "11").maybe("data-state", taken));
            let letter = label(Some("road__letter"), x, middle + 5, "middle").maybe("data-state", taken);
            signs.push(letter.add(choice.letter.clone()));
        }
        signs.push(if stop.turning {
            el("path").class("road__turn").set("d", format!("M{AXIS} {}l11 11-11 11-11-11z", from - 11))
        } else {
            circle("road__node", AXIS, from, "6")
        });
        let number = speech.number((place + 1) as u64);
        signs.push(label(Some("road__strong"), 0, from + 5, "start").add(number));
        for (line, words) in wrapped(&stop.title, TITLE).into_iter().enumerate() {
            signs.push(label(None, 22, from + 5 + LEADING * whole(line), "start").add(words));
        }
    }
    signs.push(circle("road__node", AXIS, parting, "6"));
    for (place, ending) in road.endings.iter().enumerate() {
        let (taken, found, class) = match ending.state {
            EndingState::Here => (RoadState::Taken, Some("here"), Some("road__strong")),
            EndingState::Found => (RoadState::Before, Some("found"), None),
            EndingState::NotFound => (RoadState::Open, None, Some("road__soft")),
        };
        let y = parting + 34 + ENDING_STEP * whole(place);
        let path = format!("M{AXIS} {parting}C{AXIS} {y} {AXIS} {y} 252 {y}");
        ways.push((taken, way(taken, path)));
        signs.push(circle("road__end", 258, y, "8").maybe("data-state", found));
        let lines = wrapped(&name(ending, speech), NAME);
        let first = y + 5 - (LEADING - 2) * (whole(lines.len()) - 1) / 2;
        for (line, words) in lines.into_iter().enumerate() {
            signs.push(label(class, 190, first + (LEADING - 2) * whole(line), "end").add(words));
        }
    }
    // What was taken is drawn last, over the others.
    ways.sort_by_key(|(state, _)| *state);
    el("svg")
        .class("road road--tall")
        .set("viewBox", format!("0 0 {WIDTH} {height}"))
        .set("width", length(f64::from(WIDTH) / LETTER) + "em")
        .set("role", "img")
        .set("aria-labelledby", road.title_id)
        .add_all(ways.into_iter().map(|(_, way)| way).collect::<Vec<_>>())
        .add_all(signs)
}
