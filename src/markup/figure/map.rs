//! Maps: areas, routes and places. The land stretches with the page; numbers and dots keep their
//! size on a second sheet above it. Names stand beside the map, so that nothing overlaps.

use crate::markup::{Element, Speech, el, number};
use crate::model::figure::{Area, Place, Route};
use crate::model::{Figure, Locale, Map, Phrase};

use super::{breadth, length, percent, title_id};

/// The width of the land in its own units.
const WIDTH: f64 = 640.0;

/// The width in pixels for which numbers find their places: what fits on a small phone fits anywhere.
const NARROW: f64 = 280.0;

/// Where a number can stand beside its dot, the best first. The middle is for areas, which have no dot.
const BESIDE: [(f64, f64); 9] = [
    (0.0, 0.0),
    (13.0, 0.0),
    (-13.0, 0.0),
    (0.0, -14.0),
    (0.0, 14.0),
    (12.0, -12.0),
    (-12.0, -12.0),
    (12.0, 12.0),
    (-12.0, 12.0),
];

/// The window on the world that a map shows.
struct Frame {
    west: f64,
    north: f64,
    wide: f64,
    tall: f64,
    height: f64,
}

/// A number on the map.
struct Spot {
    x: f64,
    y: f64,
    number: String,
    dot: bool,
}

/// The drawing of a map.
pub(super) fn map(figure: &Figure, map: &Map, speech: &Speech<'_>) -> Element {
    let frame = Frame::of(map);
    let areas = map.areas.iter().map(|area| el("path").class("map__area").set("d", outline(area, &frame)));
    let routes = map.routes.iter().enumerate().map(|(place, route)| {
        el("polyline")
            .class("map__route")
            .set("data-series", series(place))
            .set("points", corners(stops(route, map).map(|stop| stop.at), &frame))
    });
    let land = el("svg")
        .class("map__land")
        .set("viewBox", ["0 0 640 ", &length(frame.height)].concat())
        .set("role", "img")
        .set("aria-labelledby", title_id(figure))
        .add_all(areas)
        .add_all(routes);
    let sheet = el("div").class("map__sheet").add(land).add(numbers(map, &frame, speech));
    el("div").class("map").add(sheet).add(key(map, speech))
}

/// Degrees as a table shows them: to the hundredth, about a kilometre.
pub(super) fn degrees(angle: f64, locale: Locale) -> String {
    let shown = length(angle).replace('-', "−");
    number::digits(&if locale == Locale::Km { shown.replace('.', ",") } else { shown }, locale)
}

impl Frame {
    fn of(map: &Map) -> Self {
        let [west, south, east, north] = map.bounds;
        let wide = positive(east - west);
        let tall = positive(north - south);
        let height = WIDTH * tall / (wide * cosine((south + north) / 2.0));
        Self { west, north, wide, tall, height: positive(height).clamp(WIDTH / 8.0, WIDTH * 4.0) }
    }

    /// Shares of the width and of the height, from the top.
    fn at(&self, [longitude, latitude]: [f64; 2]) -> (f64, f64) {
        ((longitude - self.west) / self.wide, (self.north - latitude) / self.tall)
    }
}

/// The value, or 1 where nothing can be divided by it.
fn positive(value: f64) -> f64 {
    if value.is_finite() && 0.0 < value { value } else { 1.0 }
}

/// The cosine of an angle in degrees after Bhaskara, within 0.002: a map needs no better, and the
/// library's own costs kilobytes in the browser.
fn cosine(degrees: f64) -> f64 {
    let square = degrees.clamp(-85.0, 85.0).powi(2);
    (32_400.0 - 4.0 * square) / (32_400.0 + square)
}

fn corners(points: impl Iterator<Item = [f64; 2]>, frame: &Frame) -> String {
    let corners = points.map(|point| {
        let (x, y) = frame.at(point);
        [length(x * WIDTH), length(y * frame.height)].join(" ")
    });
    corners.collect::<Vec<String>>().join(" ")
}

fn outline(area: &Area, frame: &Frame) -> String {
    if area.points.is_empty() {
        return String::new();
    }
    ["M", &corners(area.points.iter().copied(), frame), "z"].concat()
}

/// The places of a route. An index that leads nowhere was reported when the content was checked.
fn stops<'a>(route: &'a Route, map: &'a Map) -> impl Iterator<Item = &'a Place> {
    route.through.iter().filter_map(move |place| map.places.get(usize::from(*place)))
}

fn series(place: usize) -> &'static str {
    match place % 3 {
        0 => "1",
        1 => "2",
        _ => "3",
    }
}

/// Areas that have a name, with the number that follows those of the places.
fn named_areas(map: &Map) -> impl Iterator<Item = (usize, &Area)> {
    let named = map.areas.iter().filter(|area| !area.label.is_empty() && !area.points.is_empty());
    named.enumerate().map(move |(place, area)| (map.places.len() + place + 1, area))
}

fn numbers(map: &Map, frame: &Frame, speech: &Speech<'_>) -> Element {
    let mut spots: Vec<Spot> = Vec::new();
    for (place, it) in map.places.iter().enumerate() {
        let (x, y) = frame.at(it.at);
        spots.push(Spot { x, y, number: speech.number(place + 1), dot: true });
    }
    for (place, area) in named_areas(map) {
        let count = area.points.len() as f64;
        let (x, y) = area
            .points
            .iter()
            .map(|point| frame.at(*point))
            .fold((0.0, 0.0), |(x, y), (right, down)| (x + right / count, y + down / count));
        spots.push(Spot { x, y, number: speech.number(place), dot: false });
    }
    let offsets = offsets(&spots, NARROW * frame.height / WIDTH);
    let drawn = spots.iter().zip(offsets).map(|(spot, (right, down))| {
        let dot = spot.dot.then(|| el("circle").class("map__place").set("r", "4"));
        let number = el("text")
            .class("map__number")
            .maybe("data-kind", (!spot.dot).then_some("area"))
            .set("x", length(right))
            .set("y", length(down))
            .set("dy", "0.35em")
            .set("text-anchor", "middle")
            .add(spot.number.clone());
        let (x, y) = (percent(spot.x.clamp(0.0, 1.0)), percent(spot.y.clamp(0.0, 1.0)));
        el("svg").set("x", x).set("y", y).set("overflow", "visible").add_some(dot).add(number)
    });
    el("svg").class("map__marks").set("width", "100%").set("height", "100%").set("aria-hidden", "true").add_all(drawn)
}

/// Where each number stands from its spot, in pixels: beside dots and other numbers, not on them.
fn offsets(spots: &[Spot], height: f64) -> Vec<(f64, f64)> {
    // Boxes that are taken: middle, half width, half height.
    let dots = spots.iter().filter(|spot| spot.dot);
    let mut taken: Vec<[f64; 4]> = dots.map(|spot| [spot.x * NARROW, spot.y * height, 5.0, 5.0]).collect();
    let mut offsets = Vec::with_capacity(spots.len());
    for spot in spots {
        let half = f64::from(breadth(&spot.number)) / 2.0;
        let boxed = |(right, down): (f64, f64)| [spot.x * NARROW + right, spot.y * height + down, half, 7.0];
        let is_free = |offset: &(f64, f64)| {
            let [x, y, ..] = boxed(*offset);
            let inside = (0.0..=NARROW).contains(&x) && (0.0..=height).contains(&y);
            inside && !taken.iter().any(|other| touch(&boxed(*offset), other))
        };
        let offset = BESIDE.into_iter().find(is_free).unwrap_or((13.0, 0.0));
        taken.push(boxed(offset));
        offsets.push(offset);
    }
    offsets
}

fn touch([x, y, wide, tall]: &[f64; 4], [other_x, other_y, other_wide, other_tall]: &[f64; 4]) -> bool {
    (x - other_x).abs() < wide + other_wide && (y - other_y).abs() < tall + other_tall
}

/// What the numbers and lines of the map mean, in words.
fn key(map: &Map, speech: &Speech<'_>) -> Element {
    let numbered = |number: usize, label: &str| {
        let number = el("b").class("map__of").add(speech.number(number));
        el("li").add(number).add(" ").add(el("span").add(label.to_owned()))
    };
    let places = map.places.iter().enumerate().map(|(place, it)| numbered(place + 1, &it.label));
    let areas = named_areas(map).map(|(place, area)| numbered(place, &area.label));
    let places =
        el("ol").set("role", "list").set("aria-label", speech.say(Phrase::FigurePlaces)).add_all(places).add_all(areas);
    let routes = map.routes.iter().enumerate().map(|(place, route)| {
        let sample = el("svg")
            .class("map__of")
            .set("viewBox", "0 0 32 12")
            .set("aria-hidden", "true")
            .add(el("path").class("map__route").set("data-series", series(place)).set("d", "M0 6h32"));
        let through = route.through.iter().filter(|place| usize::from(**place) < map.places.len());
        let through: Vec<String> = through.map(|place| speech.number(u32::from(*place) + 1)).collect();
        let words = el("span").add(route.label.clone()).add(" ").add(el("b").add(through.join(" → ")));
        el("li").add(sample).add(" ").add(words)
    });
    let routes = (!map.routes.is_empty())
        .then(|| el("ul").set("role", "list").set("aria-label", speech.say(Phrase::FigureRoutes)).add_all(routes));
    el("div").class("map__key").add(places).add_some(routes)
}
