//! Tables: the ones that authors write, and the data behind a drawing.

use crate::markup::{Element, Markup, Speech, el, number};
use crate::model::figure::{FigureBody, TableBody};
use crate::model::{Chart, ChartKind, Figure, Inlines, Map, Phrase, Point};

use super::{chart, lines, map};

/// A table as its author wrote it; the first cell of a row names the row.
pub fn table(body: &TableBody, inlines: &dyn Fn(&Inlines) -> Vec<Markup>) -> Element {
    grid(set(&body.head, inlines), body.rows.iter().map(|row| set(row, inlines)).collect())
}

/// Something that may be wider than its place. Nothing else on a page scrolls sideways, so it can
/// be reached by keyboard and has a name.
pub fn wide(name: String, content: impl Into<Markup>) -> Element {
    el("div").class("wide").set("tabindex", "0").set("role", "region").set("aria-label", name).add(content)
}

/// The data behind a drawing, folded. A table is its own data.
pub(super) fn data(figure: &Figure, speech: &Speech<'_>) -> Option<Element> {
    let tables: Vec<Markup> = match &figure.body {
        FigureBody::Chart(body) => vec![of_chart(body, speech).into()],
        FigureBody::Map(body) => of_map(body, speech),
        FigureBody::Table(_) => return None,
    };
    let name = speech.fill(Phrase::FigureDataOf, &[figure.title.as_str()]);
    Some(
        el("details")
            .class("figure__data fold")
            .add(el("summary").class("fold__line").add(speech.say(Phrase::FigureData)))
            .add(wide(name, tables)),
    )
}

fn of_chart(chart: &Chart, speech: &Speech<'_>) -> Element {
    match chart.kind {
        ChartKind::Bars => of_bars(chart, speech),
        ChartKind::Spans => of_spans(chart, speech),
        ChartKind::Lines => of_lines(chart, speech),
    }
}

fn of_bars(chart: &Chart, speech: &Speech<'_>) -> Element {
    let rows = chart.rows.iter().map(|row| {
        let value = row.points.first().map(|point| chart::value(&row.shown, point, "", speech));
        cells([row.label.clone(), value.unwrap_or_default()])
    });
    let head = [chart.label.clone(), measured(Phrase::FigureValue, chart, speech)];
    grid(cells(head), rows.collect())
}

fn of_spans(chart: &Chart, speech: &Speech<'_>) -> Element {
    let written = |end: Option<&Point>| end.map(|point| number::decimal(point.y, speech.locale)).unwrap_or_default();
    let rows = chart
        .rows
        .iter()
        .map(|row| cells([row.label.clone(), written(row.points.first()), written(row.points.last())]));
    let [from, to] = [Phrase::FigureFrom, Phrase::FigureTo].map(|head| measured(head, chart, speech));
    grid(cells([chart.label.clone(), from, to]), rows.collect())
}

fn of_lines(chart: &Chart, speech: &Speech<'_>) -> Element {
    let points = chart.rows.iter().flat_map(|row| row.points.iter().map(move |point| (row, point)));
    let rows = points.map(|(row, point)| {
        let value = chart::value("", point, "", speech);
        cells([row.label.clone(), lines::year(point.x, speech.locale), value])
    });
    let head = [chart.label.clone(), speech.say(Phrase::FigureX), measured(Phrase::FigureValue, chart, speech)];
    grid(cells(head), rows.collect())
}

fn of_map(map: &Map, speech: &Speech<'_>) -> Vec<Markup> {
    let named = |place: usize, label: &str| format!("{}. {label}", speech.number(place + 1));
    let places = map.places.iter().enumerate().map(|(place, it)| {
        let [longitude, latitude] = it.at.map(|angle| map::degrees(angle, speech.locale));
        cells([named(place, &it.label), latitude, longitude])
    });
    let head = [Phrase::FigurePlaces, Phrase::FigureLatitude, Phrase::FigureLongitude];
    let mut tables = vec![Markup::from(grid(cells(head.map(|phrase| speech.say(phrase))), places.collect()))];
    if !map.routes.is_empty() {
        let routes = map.routes.iter().map(|route| {
            let through = route.through.iter().map(|place| usize::from(*place));
            let through = through.filter_map(|place| map.places.get(place).map(|it| named(place, &it.label)));
            cells([route.label.clone(), through.collect::<Vec<String>>().join(" → ")])
        });
        let head = [Phrase::FigureRoutes, Phrase::FigurePlaces];
        tables.push(grid(cells(head.map(|phrase| speech.say(phrase))), routes.collect()).into());
    }
    tables
}

/// The head of a column of numbers, with their unit.
fn measured(head: Phrase, chart: &Chart, speech: &Speech<'_>) -> String {
    let words = speech.say(head);
    if chart.unit.is_empty() { words } else { format!("{words} ({})", chart.unit) }
}

/// The words of a row, set with their emphasis, links and citations.
fn set(cells: &[Inlines], inlines: &dyn Fn(&Inlines) -> Vec<Markup>) -> Vec<Markup> {
    cells.iter().map(|cell| Markup::Row(inlines(cell))).collect()
}

fn cells<const COUNT: usize>(words: [String; COUNT]) -> Vec<Markup> {
    words.into_iter().map(Markup::from).collect()
}

fn grid(head: Vec<Markup>, rows: Vec<Vec<Markup>>) -> Element {
    let heads = head.into_iter().map(|cell| el("th").set("scope", "col").add(cell));
    let rows = rows.into_iter().map(|row| {
        let cells = row.into_iter().enumerate().map(|(place, cell)| match place {
            0 => el("th").set("scope", "row").add(cell),
            _ => el("td").add(cell),
        });
        el("tr").add_all(cells)
    });
    el("table").add(el("thead").add(el("tr").add_all(heads))).add(el("tbody").add_all(rows))
}
