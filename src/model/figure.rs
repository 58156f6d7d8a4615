//! Figures drawn from data: charts, tables, maps. Numbers and labels, no drawing.

use super::block::Inlines;
use super::id::FigureId;
use super::wire::{wire_enum, wire_struct};

/// A figure of a lesson in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its id within the lesson.
    pub id: FigureId,
    /// The finding, in one line.
    pub title: String,
    /// The unit and how to read it; may be empty.
    pub deck: String,
    /// What stands under the drawing; may be empty.
    pub note: String,
    /// Indices of the notes that name its sources.
    pub sources: Vec<u16>,
    /// What is drawn.
    pub body: FigureBody,
}

/// What a figure draws.
#[derive(Clone, Debug, PartialEq)]
pub enum FigureBody {
    /// Bars, spans or lines.
    Chart(Chart),
    /// Rows and columns.
    Table(TableFigure),
    /// Places and routes.
    Map(Map),
}

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// How the numbers are drawn.
    pub kind: ChartKind,
    /// The unit, written after a number.
    pub unit: String,
    /// Head of the first column of the table of data.
    pub label: String,
    /// The axis that all rows share.
    pub axis: Axis,
    /// What is drawn, from the top.
    pub rows: Vec<Row>,
}

/// How the numbers of a chart are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// A bar from zero for each row.
    Bars,
    /// A bar from one value to another for each row.
    Spans,
    /// A line through points for each row.
    Lines,
}

/// The axis of a chart. For lines it is the axis of values; years run along the other one.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The value at the start.
    pub min: f64,
    /// The value at the end; greater than `min`.
    pub max: f64,
    /// Where the axis is labelled.
    pub ticks: Vec<f64>,
}

impl Axis {
    /// How far along the axis a value lies, from 0 at `min` to 1 at `max`.
    pub fn share(&self, value: f64) -> f64 {
        let length = self.max - self.min;
        if length <= 0.0 { 0.0 } else { ((value - self.min) / length).clamp(0.0, 1.0) }
    }
}

/// One row of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What the row is.
    pub label: String,
    /// How its value is written; empty where the number alone is exact.
    pub shown: String,
    /// The shade, 1 to 3.
    pub series: u8,
    /// What is drawn: one point for a bar, two for a span, two or more for a line.
    pub points: Vec<Point>,
}

/// One value, with the interval that belongs to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Where along the other axis: a year for a line; unused for bars and spans.
    pub x: f64,
    /// The value.
    pub y: f64,
    /// Lower end of the interval, where the source gives one.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
}

/// A table with a caption and sources.
#[derive(Clone, Debug, PartialEq)]
pub struct TableFigure {
    /// Heads and rows.
    pub body: TableBody,
}

/// Heads and rows of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableBody {
    /// Heads of the columns.
    pub head: Vec<Inlines>,
    /// Rows, each as long as the head.
    pub rows: Vec<Vec<Inlines>>,
}

/// A map: areas, places and the routes between them. Degrees of longitude and latitude (WGS 84).
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// West, south, east, north.
    pub bounds: [f64; 4],
    /// Outlines, drawn first.
    pub areas: Vec<Area>,
    /// Points with a label.
    pub places: Vec<Place>,
    /// Lines through places.
    pub routes: Vec<Route>,
}

/// An outline on a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Its name; may be empty.
    pub label: String,
    /// Corners, longitude first.
    pub points: Vec<[f64; 2]>,
}

/// A point on a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its name.
    pub label: String,
    /// Longitude and latitude.
    pub at: [f64; 2],
}

/// A line through places of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Its name.
    pub label: String,
    /// Indices of the places, in order.
    pub through: Vec<u16>,
}

wire_struct! {
    Figure { id, title, deck, note, sources, body }
    Chart { kind, unit, label, axis, rows }
    Axis { min, max, ticks }
    Row { label, shown, series, points }
    Point { x, y, low, high }
    TableFigure { body }
    TableBody { head, rows }
    Map { bounds, areas, places, routes }
    Area { label, points }
    Place { label, at }
    Route { label, through }
}

wire_enum! {
    FigureBody { 0 Chart(a), 1 Table(a), 2 Map(a); else Self::Table(TableFigure { body: TableBody { head: Vec::new(), rows: Vec::new() } }) }
    ChartKind { 0 Bars, 1 Spans, 2 Lines; else Self::Bars }
}
