//! Lines through the years. The plot stretches; names stand at the ends of their lines, in HTML.

use crate::markup::{Element, Speech, el, number};
use crate::model::{Axis, Chart, Figure, Locale, Point, Row};

use super::{breadth, chart, length, line, percent, title_id};

/// The plane of the curves. It is stretched to the width of the page; strokes are not.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 320.0;

/// Rows of the column of names; `style/components/chart.css` has a rule for each.
const NAMES: usize = 10;

struct Plane<'a> {
    x: Axis,
    y: &'a Axis,
}

impl Plane<'_> {
    /// Shares of the width and of the height, from the top.
    fn at(&self, x: f64, y: f64) -> (f64, f64) {
        (self.x.share(x), 1.0 - self.y.share(y))
    }
}

/// The drawing of a chart of lines; `axis` holds every value and zero.
pub(super) fn lines(figure: &Figure, chart: &Chart, axis: &Axis, speech: &Speech<'_>) -> Element {
    let plane = Plane { x: years(chart), y: axis };
    let ticks = if axis.ticks.is_empty() { vec![axis.min, axis.max] } else { axis.ticks.clone() };
    let labels = plane.x.ticks.iter().map(|x| (plane.x.share(*x), year(*x, speech.locale)));
    let labels: Vec<(f64, String)> = labels.collect();
    el("div")
        .class("chart-lines")
        .add(scale(&plane, &ticks, speech))
        .add(plot(figure, chart, &plane, &ticks))
        // Less than the figure: the scale stands before the plot and the names, where there is room, after it.
        .add(chart::foot(&labels, &chart::Widths { narrow: 220.0, usual: 320.0 }))
        .add(names(chart, &plane, speech))
}

/// A year as it is written: without a separator, unlike other numbers.
pub(super) fn year(x: f64, locale: Locale) -> String {
    let tenths = (x * 10.0).round() as i64;
    let mut shown = (tenths / 10).to_string();
    let rest = (tenths % 10).unsigned_abs();
    if rest != 0 {
        shown.push(if locale == Locale::Km { ',' } else { '.' });
        shown.push_str(&rest.to_string());
    }
    number::digits(&shown, locale)
}

fn years(chart: &Chart) -> Axis {
    let points = chart.rows.iter().flat_map(|row| &row.points);
    let mut ticks: Vec<f64> = points.map(|point| point.x).filter(|x| x.is_finite()).collect();
    ticks.sort_by(f64::total_cmp);
    ticks.dedup();
    let min = ticks.first().copied().unwrap_or_default();
    let max = ticks.last().copied().unwrap_or_default();
    Axis { min, max, ticks }
}

/// The numbers of the axis of values, beside the plot and as wide as the longest.
fn scale(plane: &Plane<'_>, ticks: &[f64], speech: &Speech<'_>) -> Element {
    let labels: Vec<String> = ticks.iter().map(|tick| number::decimal(*tick, speech.locale)).collect();
    let widest = labels.iter().map(|label| breadth(label)).max().unwrap_or_default();
    let texts = ticks.iter().zip(labels).map(|(tick, label)| {
        let (_, y) = plane.at(0.0, *tick);
        el("text").set("x", "100%").set("y", percent(y)).set("dy", "0.35em").set("text-anchor", "end").add(label)
    });
    el("svg")
        .class("chart-lines__scale")
        .set("width", length(f64::from(widest) / 14.0) + "em")
        .set("aria-hidden", "true")
        .add_all(texts)
}

fn plot(figure: &Figure, chart: &Chart, plane: &Plane<'_>, ticks: &[f64]) -> Element {
    let grid = ticks.iter().chain(&[0.0]).map(|tick| {
        let (_, y) = plane.at(0.0, *tick);
        let class = if *tick == 0.0 { "chart__axis" } else { "chart__grid" };
        line(class, ("0%", "100%"), (percent(y), percent(y)))
    });
    let bands = chart.rows.iter().filter_map(|row| band(row, plane));
    let curves = chart.rows.iter().map(|row| {
        let corners = corners(row.points.iter().map(|point| plane.at(point.x, point.y)));
        el("polyline").class("chart__line").set("data-series", chart::series(row)).set("points", corners)
    });
    let stretched = el("svg")
        .class("chart-lines__curves")
        .set("viewBox", "0 0 640 320")
        .set("preserveAspectRatio", "none")
        .set("width", "100%")
        .set("height", "100%")
        .add_all(bands)
        .add_all(curves);
    let marks = chart.rows.iter().flat_map(|row| {
        let banded = band(row, plane).is_some();
        row.points.iter().flat_map(move |point| marked(row, point, banded, plane))
    });
    el("svg")
        .class("chart chart-lines__plot")
        .set("role", "img")
        .set("aria-labelledby", title_id(figure))
        .add_all(grid)
        .add(stretched)
        .add_all(marks)
}

/// The intervals of a row as one band, if all its points have one.
fn band(row: &Row, plane: &Plane<'_>) -> Option<Element> {
    let ends: Option<Vec<(f64, (f64, f64))>> =
        row.points.iter().map(|point| chart::interval(point).map(|ends| (point.x, ends))).collect();
    let ends = ends.filter(|ends| 1 < ends.len())?;
    let upper = ends.iter().map(|(x, (_, high))| plane.at(*x, *high));
    let lower = ends.iter().rev().map(|(x, (low, _))| plane.at(*x, *low));
    let corners = corners(upper.chain(lower));
    Some(el("polygon").class("chart__band").set("data-series", chart::series(row)).set("points", corners))
}

fn corners(shares: impl Iterator<Item = (f64, f64)>) -> String {
    let corners: Vec<String> = shares.map(|(x, y)| [length(x * WIDTH), length(y * HEIGHT)].join(",")).collect();
    corners.join(" ")
}

/// A point, with its interval unless a band shows it. It lies outside the stretched plane and so keeps its shape.
fn marked(row: &Row, point: &Point, banded: bool, plane: &Plane<'_>) -> Vec<Element> {
    let mut drawn = Vec::new();
    if let Some((low, high)) = chart::interval(point).filter(|_| !banded) {
        let ((x, low), (_, high)) = (plane.at(point.x, low), plane.at(point.x, high));
        drawn.push(line("chart__whisker", (percent(x), percent(x)), (percent(low), percent(high))));
    }
    let (x, y) = plane.at(point.x, point.y);
    drawn.push(el("svg").set("x", percent(x)).set("y", percent(y)).set("overflow", "visible").add(mark(row)));
    drawn
}

/// The sign of a series: a shape of its own, so that grey print keeps the lines apart.
fn mark(row: &Row) -> Element {
    let series = chart::series(row);
    let shape = match series {
        "2" => el("path").set("d", "M-4-4h8v8h-8z"),
        "3" => el("path").set("d", "M0-5.5 5 4H-5z"),
        _ => el("circle").set("r", "4.5"),
    };
    shape.class("chart__mark").set("data-series", series)
}

/// The name of each line at the height where the line ends.
fn names(chart: &Chart, plane: &Plane<'_>, speech: &Speech<'_>) -> Element {
    let ends = chart.rows.iter().filter_map(|row| row.points.last().map(|point| (row, point)));
    let mut ends: Vec<(f64, &Row, &Point)> = ends.map(|(row, point)| (plane.at(0.0, point.y).1, row, point)).collect();
    ends.sort_by(|(one, ..), (other, ..)| one.total_cmp(other));
    let heights: Vec<f64> = ends.iter().map(|(height, ..)| *height).collect();
    let places = places(&heights);
    let items = ends.into_iter().zip(places).map(|((_, row, point), place)| {
        let sample = el("svg")
            .class("chart__sample")
            .set("viewBox", "-16 -6 32 12")
            .set("aria-hidden", "true")
            .add(el("path").class("chart__line").set("data-series", chart::series(row)).set("d", "M-16 0h32"))
            .add(mark(row));
        let value = chart::value(&row.shown, point, &chart.unit, speech);
        let words = el("span").add(row.label.clone()).add(" ").add(el("b").add(value));
        el("li").maybe("data-at", place.map(|place| place.to_string())).add(sample).add(words)
    });
    el("ol").class("chart-lines__names").set("role", "list").add_all(items)
}

/// The row, from 1, of each name, the highest end first. Two names never share a row; if there are more
/// names than rows they simply follow each other.
fn places(heights: &[f64]) -> Vec<Option<usize>> {
    let count = heights.len();
    if NAMES < count {
        return vec![None; count];
    }
    let mut free = 1;
    let mut places = Vec::with_capacity(count);
    for (order, height) in heights.iter().enumerate() {
        let ideal = (height * NAMES as f64) as usize + 1;
        // Room stays for the names below.
        let lowest = NAMES + 1 + order - count;
        let place = ideal.max(free).min(lowest);
        free = place + 1;
        places.push(Some(place));
    }
    places
}
