//! Charts, tables and maps of a lesson: TOML to figures.

use super::diagnostic::{Findings, Place, Rule};
use super::fields::{Fields, Placed};
use super::items::read_spoken;
use super::once::Once;
use super::words::{References, parse_cite};
use crate::model::figure::{Area, FigureBody, Place as MapPlace, Route, TableBody};
use crate::model::law::Spoken;
use crate::model::{Axis, Chart, ChartKind, Figure, FigureId, Inlines, Locale, Map, Point, Row, TableFigure};

/// A figure as written.
#[derive(Debug)]
pub struct RawFigure {
    /// Its id within the lesson.
    pub id: FigureId,
    /// The word before the stroke of its embed.
    pub embed: &'static str,
    /// Where it stands.
    pub place: Place,
    sources: Vec<Placed>,
    title: Spoken<Placed>,
    deck: Spoken<Placed>,
    note: Spoken<Placed>,
    body: RawBody,
}

#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "a lesson has a handful of them, for the time of one build")]
enum RawBody {
    Chart {
        kind: ChartKind,
        unit: Spoken<Placed>,
        label: Spoken<Placed>,
        axis: Axis,
        rows: Vec<RawRow>,
    },
    Table {
        columns: Spoken<Vec<Placed>>,
        rows: Vec<Spoken<Vec<Placed>>>,
    },
    Map {
        bounds: [f64; 4],
        areas: Vec<(Spoken<Placed>, Vec<[f64; 2]>)>,
        places: Vec<(String, Spoken<Placed>, [f64; 2])>,
        routes: Vec<(Spoken<Placed>, Vec<Placed>)>,
    },
}

#[derive(Debug)]
struct RawRow {
    label: Spoken<Placed>,
    shown: Spoken<Placed>,
    series: u8,
    points: Vec<Point>,
}

/// Reads the figures of a lesson.
pub fn read(fields: &mut Fields<'_>, findings: &mut Findings) -> Vec<RawFigure> {
    let mut figures = fields.tables("chart", findings, |fields, findings| figure(fields, findings, "chart", chart));
    figures.extend(fields.tables("table", findings, |fields, findings| figure(fields, findings, "table", table)));
    figures.extend(fields.tables("map", findings, |fields, findings| figure(fields, findings, "map", map)));
    let figures: Vec<RawFigure> = figures.into_iter().flatten().collect();
    let mut once = Once::within("in this lesson");
    figures.iter().for_each(|figure| once.see(Some(figure.id), &figure.place, findings));
    figures
}

impl RawFigure {
    /// The figure in one language.
    pub fn figure(&self, locale: Locale, references: &mut References, findings: &mut Findings) -> Figure {
        let sources = self.sources.iter().map(|it| references.cite(parse_cite(&it.text, &it.place))).collect();
        let mut say = |spoken: &Spoken<Placed>| super::words::plain(&read_spoken(spoken, locale, references, findings));
        let (title, deck, note) = (say(&self.title), say(&self.deck), say(&self.note));
        let body = match &self.body {
            RawBody::Chart { kind, unit, label, axis, rows } => FigureBody::Chart(Chart {
                kind: *kind,
                unit: say(unit),
                label: say(label),
                axis: axis.clone(),
                rows: rows
                    .iter()
                    .map(|row| Row {
                        label: say(&row.label),
                        shown: say(&row.shown),
                        series: row.series,
                        points: row.points.clone(),
                    })
                    .collect(),
            }),
            RawBody::Table { columns, rows } => {
                let mut cells = |list: &Spoken<Vec<Placed>>| cells_in(list, locale, &self.place, references, findings);
                let head = cells(columns);
                let rows = rows.iter().map(cells).collect();
                FigureBody::Table(TableFigure { body: TableBody { head, rows } })
            }
            RawBody::Map { bounds, areas, places, routes } => FigureBody::Map(Map {
                bounds: *bounds,
                areas: areas.iter().map(|(label, points)| Area { label: say(label), points: points.clone() }).collect(),
                places: places.iter().map(|(_, label, at)| MapPlace { label: say(label), at: *at }).collect(),
                routes: routes
                    .iter()
                    .map(|(label, through)| Route { label: say(label), through: indices(through, places) })
                    .collect(),
            }),
        };
        Figure { id: self.id, title, deck, note, sources, body }
    }
}

fn indices(through: &[Placed], places: &[(String, Spoken<Placed>, [f64; 2])]) -> Vec<u16> {
    let index =
        |id: &Placed| places.iter().position(|(name, ..)| *name == id.text).and_then(|it| u16::try_from(it).ok());
    through.iter().filter_map(index).collect()
}

fn cells_in(
    list: &Spoken<Vec<Placed>>,
    locale: Locale,
    place: &Place,
    references: &mut References,
    findings: &mut Findings,
) -> Vec<Inlines> {
    let cells = list.in_locale(locale);
    if locale == Locale::Km && list.km.as_ref().is_none_or(|km| km.len() != list.en.len()) {
        findings.add(
            Rule::LocaleParity,
            place,
            "a row of this table is not whole in Khmer",
            "write as many `km.` cells as `en.` cells",
        );
    }
    cells
        .iter()
        .map(|cell| {
            if locale == Locale::Km {
                super::script::check(&cell.text, &cell.place, findings);
            }
            super::markdown::read_words(&cell.text, &cell.place, references, findings)
        })
        .collect()
}

fn figure(
    fields: &mut Fields<'_>,
    findings: &mut Findings,
    embed: &'static str,
    body: impl FnOnce(&mut Fields<'_>, &mut Findings) -> RawBody,
) -> Option<RawFigure> {
    let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
    let sources = fields.texts("sources", findings);
    if sources.is_empty() {
        fields.missing("sources", findings);
    }
    let title = fields.spoken_needed("title", findings);
    let deck = fields.spoken("deck", findings);
    let note = fields.spoken("note", findings);
    let body = body(fields, findings);
    Some(RawFigure { id: id?, embed, place: fields.place(), sources, title, deck, note, body })
}

fn chart(fields: &mut Fields<'_>, findings: &mut Findings) -> RawBody {
    let known = [("bars", ChartKind::Bars), ("spans", ChartKind::Spans), ("lines", ChartKind::Lines)];
    let kind = fields.word_needed("kind", &known, findings).unwrap_or(ChartKind::Bars);
    let unit = fields.spoken_needed("unit", findings);
    let label = fields.spoken_needed("label", findings);
    let rows = fields.tables("row", findings, |fields, findings| row(fields, findings, kind));
    if rows.is_empty() {
        fields.missing("row", findings);
    }
    let given = fields.table("axis", findings, |fields, findings| Axis {
        min: fields.number("min", findings).unwrap_or_default(),
        max: fields.number("max", findings).unwrap_or_default(),
        ticks: fields.numbers("ticks", findings),
    });
    let axis = given.unwrap_or_else(|| axis_of(&rows));
    if axis.max <= axis.min {
        findings.add(
            Rule::FigureData,
            &fields.place(),
            "the axis has no length",
            "the greatest value must lie above the least",
        );
    }
    let outside = |point: &Point| point.y < axis.min || axis.max < point.high.unwrap_or(point.y).max(point.y);
    if rows.iter().flat_map(|row| &row.points).any(outside) {
        findings.add(
            Rule::FigureData,
            &fields.place(),
            "a value lies outside the axis",
            "widen `axis` or mend the value",
        );
    }
    RawBody::Chart { kind, unit, label, axis, rows }
}

/// Zero to the greatest value: zero is always shown.
fn axis_of(rows: &[RawRow]) -> Axis {
    let max = rows.iter().flat_map(|row| &row.points).map(|point| point.high.unwrap_or(point.y)).fold(0.0, f64::max);
    Axis { min: 0.0, max, ticks: Vec::new() }
}

fn row(fields: &mut Fields<'_>, findings: &mut Findings, kind: ChartKind) -> RawRow {
    let label = fields.spoken_needed("label", findings);
    let shown = fields.spoken("shown", findings);
    let series = if fields.has("series") { fields.integer_within("series", 1, 3, findings).unwrap_or(1) } else { 1 };
    let value = |y| Point { x: 0.0, y, low: None, high: None };
    let points = match kind {
        ChartKind::Bars => {
            let y = number_needed(fields, "value", findings);
            let low = fields.number("low", findings);
            let high = fields.number("high", findings);
            vec![Point { x: 0.0, y, low, high }]
        }
        ChartKind::Spans => {
            vec![value(number_needed(fields, "from", findings)), value(number_needed(fields, "to", findings))]
        }
        ChartKind::Lines => fields.tables("points", findings, |fields, findings| Point {
            x: number_needed(fields, "x", findings),
            y: number_needed(fields, "y", findings),
            low: fields.number("low", findings),
            high: fields.number("high", findings),
        }),
    };
    if kind == ChartKind::Spans && points.first().zip(points.get(1)).is_some_and(|(from, to)| to.y < from.y) {
        findings.add(
            Rule::FigureData,
            &fields.place(),
            "this span ends before it begins",
            "`from` must not lie above `to`",
        );
    }
    if kind == ChartKind::Lines && points.len() < 2 {
        findings.add(
            Rule::FigureData,
            &fields.place(),
            "a line needs two points or more",
            "add `{ x = …, y = … }` to `points`",
        );
    }
    RawRow { label, shown, series: u8::try_from(series).unwrap_or(1), points }
}

fn number_needed(fields: &mut Fields<'_>, key: &str, findings: &mut Findings) -> f64 {
    if !fields.has(key) {
        fields.missing(key, findings);
    }
    fields.number(key, findings).unwrap_or_default()
}

fn table(fields: &mut Fields<'_>, findings: &mut Findings) -> RawBody {
    let columns = fields.spoken_list("columns", findings);
    let width = columns.en.len();
    let rows = fields.tables("row", findings, |fields, findings| {
        let cells = fields.spoken_list("cells", findings);
        if cells.en.len() != width {
            let message = format!("{} cells under {width} columns", cells.en.len());
            findings.add(Rule::FigureData, &fields.place(), message, "write one cell for each column");
        }
        cells
    });
    RawBody::Table { columns, rows }
}

fn map(fields: &mut Fields<'_>, findings: &mut Findings) -> RawBody {
    let bounds = fields.table("bounds", findings, |fields, findings| {
        ["west", "south", "east", "north"].map(|side| number_needed(fields, side, findings))
    });
    let bounds = bounds.unwrap_or_default();
    let [west, south, east, north] = bounds;
    if east <= west || north <= south {
        findings.add(
            Rule::FigureData,
            &fields.place(),
            "the map has no room",
            "`bounds = { west, south, east, north }` in degrees",
        );
    }
    let areas = fields.tables("area", findings, |fields, findings| {
        fields.text_needed("id", findings);
        let label = fields.spoken("label", findings);
        (label, fields.number_pairs("points", findings))
    });
    let mut once = Once::within("on this map");
    let places = fields.tables("place", findings, |fields, findings| {
        let id = fields.text_needed("id", findings).text;
        once.see((!id.is_empty()).then_some(&id), &fields.place(), findings);
        let at = [number_needed(fields, "lon", findings), number_needed(fields, "lat", findings)];
        if at[0] < west || east < at[0] || at[1] < south || north < at[1] {
            findings.add(
                Rule::FigureData,
                &fields.place(),
                format!("`{id}` lies outside the map"),
                "mend `lon` and `lat`, or `bounds`",
            );
        }
        (id, fields.spoken_needed("label", findings), at)
    });
    let routes = fields.tables("route", findings, |fields, findings| {
        fields.text_needed("id", findings);
        let label = fields.spoken_needed("label", findings);
        (label, fields.texts("through", findings))
    });
    for stop in routes.iter().flat_map(|(_, through)| through) {
        if !places.iter().any(|(id, ..)| *id == stop.text) {
            findings.add(
                Rule::LinkResolves,
                &stop.place,
                format!("no place `{}` on this map", stop.text),
                "add `[[map.place]]` with that id",
            );
        }
    }
    RawBody::Map { bounds, areas, places, routes }
}
