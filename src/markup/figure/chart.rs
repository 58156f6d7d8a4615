//! Bars and spans: one row each, its words in HTML and its bar in a strip of its own.

use crate::markup::{Element, Markup, Speech, el, number};
use crate::model::{Axis, Chart, ChartKind, Figure, Phrase, Point, Row};

use super::{breadth, line, lines, percent, title_id};

/// Between two labels of an axis, in pixels.
const GAP: f64 = 8.0;

/// How wide an axis is, in pixels.
pub(super) struct Widths {
    /// On a small phone.
    pub(super) narrow: f64,
    /// In the column of a lesson.
    pub(super) usual: f64,
}

/// The drawing of a chart.
pub(super) fn chart(figure: &Figure, chart: &Chart, speech: &Speech<'_>) -> Markup {
    let axis = holding(chart);
    match chart.kind {
        ChartKind::Bars => bars(figure, chart, &axis, speech).into(),
        ChartKind::Spans => spans(figure, chart, &axis, speech).into(),
        ChartKind::Lines => lines::lines(figure, chart, &axis, speech).into(),
    }
}

/// How a value is written: `more than 250 kg`, `138 (119 to 156)`. The unit follows a number, so it is
/// left out where `shown` ends in a word.
pub(super) fn value(shown: &str, point: &Point, unit: &str, speech: &Speech<'_>) -> String {
    let mut words = if shown.is_empty() { number::decimal(point.y, speech.locale) } else { shown.to_owned() };
    let ends_in_number =
        words.chars().next_back().is_some_and(|letter| letter.is_ascii_digit() || ('០'..='៩').contains(&letter));
    if ends_in_number && !unit.is_empty() {
        if unit != "%" {
            words.push('\u{a0}');
        }
        words.push_str(unit);
    }
    if let Some((low, high)) = interval(point) {
        let ends = [low, high].map(|end| number::decimal(end, speech.locale));
        let [low, high] = &ends;
        words.push_str(" (");
        words.push_str(&speech.fill(Phrase::FigureInterval, &[low.as_str(), high.as_str()]));
        words.push(')');
    }
    words
}

/// The interval of a value. Where the source gives one end only, the value is the other.
pub(super) fn interval(point: &Point) -> Option<(f64, f64)> {
    match (point.low, point.high) {
        (None, None) => None,
        (low, high) => Some((low.unwrap_or(point.y), high.unwrap_or(point.y))),
    }
}

/// The value of `data-series`.
pub(super) fn series(row: &Row) -> &'static str {
    match row.series {
        2 => "2",
        3 => "3",
        _ => "1",
    }
}

/// The foot of a chart: an axis with its labels. Ticks are shares of the width, from the start.
pub(super) fn foot(ticks: &[(f64, String)], widths: &Widths) -> Element {
    let labels = ticks.iter().zip(kept(ticks, widths.usual)).zip(kept(ticks, widths.narrow));
    let labels = labels.filter(|((_, usual), _)| *usual).map(|(((share, label), _), narrow)| {
        el("text")
            .class("chart__soft")
            .maybe("data-room", (!narrow).then_some("wide"))
            .set("x", percent(*share))
            .set("y", "1.5em")
            .set("text-anchor", anchor(*share).0)
            .add(label.clone())
    });
    el("svg")
        .class("chart chart__foot")
        .set("width", "100%")
        .set("height", "2em")
        .set("aria-hidden", "true")
        .add(line("chart__axis", ("0%", "100%"), ("0", "0")))
        .add_all(labels)
}

/// The axis of a chart, widened to hold everything drawn. Bars and lines always show zero: without
/// it their lengths and heights mislead.
fn holding(chart: &Chart) -> Axis {
    let points = chart.rows.iter().flat_map(|row| &row.points);
    let values = points.flat_map(|point| [Some(point.y), point.low, point.high]).flatten();
    let zero = (chart.kind != ChartKind::Spans).then_some(0.0);
    let (min, max) = values
        .chain(zero)
        .filter(|value| value.is_finite())
        .fold((chart.axis.min, chart.axis.max), |(min, max), value| (min.min(value), max.max(value)));
    Axis { min, max, ticks: chart.axis.ticks.clone() }
}

fn bars(figure: &Figure, chart: &Chart, axis: &Axis, speech: &Speech<'_>) -> Element {
    let zero = axis.share(0.0);
    // One pattern serves all strips of the figure: the first that needs it brings it.
    let hatched = chart.rows.iter().position(|row| row.series == 3 && !row.points.is_empty());
    let rows = chart.rows.iter().enumerate().filter_map(|(place, row)| {
        let point = row.points.first()?;
        let strip = strip()
            .add_some((hatched == Some(place)).then(|| hatch(figure)))
            .add_all(bar(figure, row, zero, axis.share(point.y)))
            .add_all(interval(point).map(|ends| whisker(axis, ends)).unwrap_or_default())
            .add(line("chart__axis", (percent(zero), percent(zero)), ("-3", "15")));
        let words = el("p")
            .class("chart-rows__label")
            .add(el("span").add(row.label.clone()))
            .add(" ")
            .add(el("b").class("chart-rows__value").add(value(&row.shown, point, &chart.unit, speech)));
        Some(el("li").add(words).add(strip))
    });
    list(figure, "bars").add_all(rows)
}

fn spans(figure: &Figure, chart: &Chart, axis: &Axis, speech: &Speech<'_>) -> Vec<Markup> {
    let hatched = chart.rows.iter().position(|row| row.series == 3 && !row.points.is_empty());
    let rows = chart.rows.iter().enumerate().filter_map(|(place, row)| {
        let (from, to) = (row.points.first()?.y, row.points.last()?.y);
        let strip = strip().add_some((hatched == Some(place)).then(|| hatch(figure))).add_all(bar(
            figure,
            row,
            axis.share(from),
            axis.share(to),
        ));
        let shown = if row.shown.is_empty() {
            [from, to].map(|end| number::decimal(end, speech.locale)).join("–")
        } else {
            row.shown.clone()
        };
        let words = el("p")
            .class("chart-rows__label")
            .add(el("b").class("chart-rows__value").add(shown))
            .add(" ")
            .add(el("span").add(row.label.clone()));
        Some(el("li").add(words).add(strip))
    });
    let ticks = ticks(chart, axis, speech);
    let grid = ticks.iter().map(|(share, _)| line("chart__grid", (percent(*share), percent(*share)), ("0%", "100%")));
    let grid = el("svg").class("chart chart-frame__grid").set("aria-hidden", "true").add_all(grid);
    let frame = el("div").class("chart-frame").add(grid).add(list(figure, "spans").add_all(rows));
    vec![frame.into(), foot(&ticks, &Widths { narrow: 280.0, usual: 540.0 }).into()]
}

/// Labels of the axis of values, the unit on the last.
fn ticks(chart: &Chart, axis: &Axis, speech: &Speech<'_>) -> Vec<(f64, String)> {
    let mut values: Vec<f64> = axis.ticks.iter().copied().filter(|tick| tick.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    let labels = values.into_iter().map(|tick| (axis.share(tick), number::decimal(tick, speech.locale)));
    let mut ticks: Vec<(f64, String)> = labels.collect();
    if let Some((_, label)) = ticks.last_mut()
        && !chart.unit.is_empty()
    {
        label.push('\u{a0}');
        label.push_str(&chart.unit);
    }
    ticks
}

fn list(figure: &Figure, kind: &'static str) -> Element {
    // Some readers forget that a list without bullets is one; the role reminds them.
    el("ol").class("chart-rows").set("data-kind", kind).set("role", "list").set("aria-labelledby", title_id(figure))
}

/// The place of one bar. Label and value stand beside it in words, so nobody has to hear of it.
fn strip() -> Element {
    el("svg").class("chart").set("width", "100%").set("height", "12").set("aria-hidden", "true")
}

/// A bar between two shares of the width.
fn bar(figure: &Figure, row: &Row, from: f64, to: f64) -> Vec<Element> {
    let shape =
        || el("rect").set("x", percent(from.min(to))).set("width", percent((to - from).abs())).set("height", "12");
    let mut drawn = vec![shape().class("chart__bar").set("data-series", series(row))];
    if row.series == 3 {
        drawn.push(shape().set("fill", format!("url(#{})", hatch_id(figure))));
    }
    drawn
}

/// An interval across a bar: a halo first, so that it is seen on dark bars too.
fn whisker(axis: &Axis, (low, high): (f64, f64)) -> Vec<Element> {
    let (low, high) = (percent(axis.share(low)), percent(axis.share(high)));
    let parts = [
        ((low.clone(), high.clone()), ("6", "6")),
        ((low.clone(), low), ("2", "10")),
        ((high.clone(), high), ("2", "10")),
    ];
    let halo = parts.clone().map(|(x, y)| line("chart__halo", x, y));
    halo.into_iter().chain(parts.map(|(x, y)| line("chart__whisker", x, y))).collect()
}

fn hatch_id(figure: &Figure) -> String {
    format!("hatch-{}", figure.id)
}

fn hatch(figure: &Figure) -> Element {
    let pattern = el("pattern")
        .set("id", hatch_id(figure))
        .set("width", "6")
        .set("height", "6")
        .set("patternUnits", "userSpaceOnUse")
        .set("patternTransform", "rotate(45)")
        .add(line("chart__hatch", ("0", "0"), ("0", "6")));
    el("defs").add(pattern)
}

/// How a label hangs on its tick, and which share of it lies before the tick. At both ends of the
/// axis it stays inside.
fn anchor(share: f64) -> (&'static str, f64) {
    if share < 0.02 {
        ("start", 0.0)
    } else if 0.98 < share {
        ("end", 1.0)
    } else {
        ("middle", 0.5)
    }
}

/// Which labels fit on an axis of this width without touching; the last always stays, it has the unit.
fn kept(ticks: &[(f64, String)], width: f64) -> Vec<bool> {
    let reach = |(share, label): &(f64, String)| {
        let long = f64::from(breadth(label));
        let from = *share * width - long * anchor(*share).1;
        (from, from + long)
    };
    let last = ticks.last().map(reach);
    let mut free = f64::NEG_INFINITY;
    let mut kept = Vec::with_capacity(ticks.len());
    for (place, tick) in ticks.iter().enumerate() {
        let (from, to) = reach(tick);
        let fits = free <= from && last.is_none_or(|(edge, _)| to + GAP <= edge);
        let stays = fits || place + 1 == ticks.len();
        if stays {
            free = to + GAP;
        }
        kept.push(stays);
    }
    kept
}
