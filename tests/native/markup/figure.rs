//! Drawn figures: what they say, how long their bars are, and that nothing odd reaches an attribute.

use std::sync::LazyLock;

use kouprey::markup::figure::road::{EndingState, Road, RoadChoice, RoadEnding, RoadState, Stop, road};
use kouprey::markup::figure::{figure, meter};
use kouprey::markup::{Element, Markup, Speech, text};
use kouprey::model::figure::{Area, FigureBody, Place, Route, TableBody};
use kouprey::model::{
    Axis, Chart, ChartKind, Figure, Inline, Inlines, Locale, Map, Mark, Note, NoteKind, Phrase, Phrases, Point, Row,
    TableFigure,
};
use proptest::prelude::*;

use crate::support::{clock, id};

/// The wording of the interface in English and in Khmer, read as plainly as the file is written.
static PHRASES: LazyLock<[Phrases; 2]> = LazyLock::new(|| ["en", "km"].map(phrases));

fn phrases(language: &str) -> Phrases {
    let file = include_str!("../../../content/phrases.toml");
    let words = |name: &str| {
        let (_, entry) = file.split_once(&format!("\n[{name}]\n")).unwrap();
        let entry = format!("\n{}", entry.split("\n[").next().unwrap());
        let (_, words) = entry.split_once(&format!("\n{language} = \"")).unwrap();
        words.split_once('"').unwrap().0.to_owned()
    };
    Phrases::new(Phrase::ALL.iter().map(|(_, name)| words(name)).collect())
}

fn speech(locale: Locale) -> Speech<'static> {
    let [english, khmer] = &*PHRASES;
    Speech { locale, phrases: if locale == Locale::Km { khmer } else { english }, root: "./" }
}

fn note() -> Note {
    Note {
        kind: NoteKind::Source,
        entry: "source:impact-s76".parse().unwrap(),
        title: String::new(),
        words: Vec::new(),
        cited: "A newspaper".to_owned(),
        short: "A newspaper".to_owned(),
        mark: Mark::Secondary,
        caution: String::new(),
    }
}

fn draw(body: FigureBody, locale: Locale) -> Markup {
    let drawn = Figure {
        id: id("large-seizures"),
        title: "ការរឹបអូសធំៗ".to_owned(),
        deck: "គិតជាគីឡូក្រាម".to_owned(),
        note: "ការរឹបអូសមិនមែនជាការជួញដូរទាំងអស់ទេ។".to_owned(),
        sources: vec![0, 7],
        body,
    };
    let plain = |words: &Inlines| {
        let words = words.iter().filter_map(|it| if let Inline::Text(it) = it { Some(it.clone()) } else { None });
        words.map(text).collect::<Vec<Markup>>()
    };
    figure(&drawn, &[note()], &speech(locale), &plain, &|note: &Note| text(note.short.clone())).into()
}

fn row(label: &str, series: u8, points: &[(f64, f64)]) -> Row {
    let points = points.iter().map(|(x, y)| Point { x: *x, y: *y, low: None, high: None }).collect();
    Row { label: label.to_owned(), shown: String::new(), series, points }
}

fn bar(label: &str, series: u8, value: f64) -> Row {
    row(label, series, &[(0.0, value)])
}

fn chart(kind: ChartKind, rows: Vec<Row>) -> FigureBody {
    let axis = Axis { min: 0.0, max: 100.0, ticks: vec![0.0, 50.0, 100.0] };
    FigureBody::Chart(Chart { kind, unit: "kg".to_owned(), label: "Place".to_owned(), axis, rows })
}

fn seizures() -> FigureBody {
    let mut first = bar("Svay Rieng", 1, 250.0);
    first.shown = "more than 250".to_owned();
    let mut third = bar("Phnom Penh", 3, 1580.0);
    third.shown = "up to 1,580, mixed".to_owned();
    let rows = vec![first, bar("Sihanoukville", 1, 3000.0), third, bar("Port", 3, 941.5)];
    chart(ChartKind::Bars, rows)
}

fn counts() -> FigureBody {
    let mut falling = row("Florican", 1, &[(2012.0, 88.0), (2018.0, 41.0)]);
    falling.points[0].low = Some(70.0);
    falling.points[0].high = Some(95.5);
    let rising = row("Ibis", 2, &[(2012.0, 20.0), (2015.0, 30.0), (2018.0, 39.0)]);
    chart(ChartKind::Lines, vec![falling, rising])
}

fn routes() -> FigureBody {
    let place = |label: &str, at: [f64; 2]| Place { label: label.to_owned(), at };
    let square = vec![[102.5, 10.5], [107.5, 10.5], [107.5, 14.5], [102.5, 14.5]];
    FigureBody::Map(Map {
        bounds: [102.0, 10.0, 108.0, 15.0],
        areas: vec![
            Area { label: "Land".to_owned(), points: square.clone() },
            Area { label: String::new(), points: square },
        ],
        places: vec![
            place("Port", [103.52, 10.64]),
            place("Capital", [104.92, 11.56]),
            place("Beside it", [104.93, 11.57]),
        ],
        routes: vec![Route { label: "By road".to_owned(), through: vec![0, 1, 99] }],
    })
}

fn stop(title: &str, states: &[RoadState], turning: bool) -> Stop {
    let letters = states.iter().zip(["A", "B", "C", "D", "E", "F"]);
    let letters = letters.map(|(state, letter)| RoadChoice { letter: letter.to_owned(), state: *state }).collect();
    Stop { title: title.to_owned(), letters, turning }
}

fn the_road() -> Road {
    use RoadState::{Before, Open, Shut, Taken};
    let ending = |title: &str, state| RoadEnding { title: title.to_owned(), state };
    Road {
        stops: vec![
            stop("The call", &[Open, Taken, Open], false),
            stop("Search and record", &[Open, Before, Open, Taken], true),
            stop("Custody attacked", &[Taken, Shut, Open, Open, Open, Open], false),
        ],
        endings: vec![
            ending("Follow the beams", EndingState::Here),
            ending("The name on the paper", EndingState::Found),
            ending("Nobody knows", EndingState::NotFound),
        ],
        title_id: "road-title",
    }
}

/// Everything that can be drawn.
fn everything(locale: Locale) -> Vec<Markup> {
    let speech = speech(locale);
    let spans = vec![row("Scene", 1, &[(0.0, 0.0), (0.0, 24.0)]), row("Record", 3, &[(0.0, 24.0), (0.0, 100.0)])];
    let cell = |words: &str| vec![Inline::Text(words.to_owned())];
    let table = TableBody { head: vec![cell("Animal")], rows: vec![vec![cell("Banteng")]] };
    vec![
        draw(seizures(), locale),
        draw(chart(ChartKind::Spans, spans), locale),
        draw(counts(), locale),
        draw(routes(), locale),
        draw(FigureBody::Table(TableFigure { body: table }), locale),
        meter::clock("Custody", 31, &clock("custody", 48), &speech, text("CCP")).into(),
        meter::dimension("Evidence", -3, (-12, 7), meter::scale([-12, 7]), &speech).into(),
        road(&the_road(), &speech).into(),
    ]
}

fn elements(markup: &Markup) -> Vec<&Element> {
    match markup {
        Markup::Element(element) => {
            std::iter::once(element).chain(element.children.iter().flat_map(elements)).collect()
        }
        Markup::Row(row) => row.iter().flat_map(elements).collect(),
        Markup::Text(_) | Markup::Region(_) => Vec::new(),
    }
}

fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.attributes.iter().find(|(it, _)| *it == name).map(|(_, value)| value.as_ref())
}

fn of_class<'a>(markup: &'a Markup, class: &str) -> Vec<&'a Element> {
    let has = |element: &&Element| {
        attribute(element, "class").is_some_and(|classes| classes.split(' ').any(|it| it == class))
    };
    elements(markup).into_iter().filter(has).collect()
}

fn words(element: &Element) -> String {
    element.children.iter().map(Markup::words).collect()
}

fn percentage(element: &Element, name: &str) -> f64 {
    attribute(element, name).unwrap().strip_suffix('%').unwrap().parse().unwrap()
}

#[test]
fn a_bar_is_as_long_as_its_value_is_great() {
    let drawn = draw(seizures(), Locale::En);
    let widths: Vec<f64> = of_class(&drawn, "chart__bar").iter().map(|bar| percentage(bar, "width")).collect();
    for (width, value) in widths.iter().zip([250.0, 3000.0, 1580.0, 941.5]) {
        assert!((width - value / 30.0).abs() < 0.01, "{value} is {width} % long");
    }
    assert_eq!(widths.len(), 4);
}

#[test]
fn bars_begin_at_zero_even_if_the_axis_does_not() {
    let axis = Axis { min: 50.0, max: 100.0, ticks: Vec::new() };
    let rows = vec![bar("a", 1, 100.0), bar("b", 1, 50.0), bar("c", 1, -100.0)];
    let body = Chart { kind: ChartKind::Bars, unit: String::new(), label: String::new(), axis, rows };
    let drawn = draw(FigureBody::Chart(body), Locale::En);
    let bars: Vec<[f64; 2]> =
        of_class(&drawn, "chart__bar").iter().map(|bar| ["x", "width"].map(|name| percentage(bar, name))).collect();
    assert_eq!(bars, [[50.0, 50.0], [50.0, 25.0], [0.0, 50.0]]);
}

#[test]
fn the_unit_follows_numbers_and_not_words() {
    let drawn = draw(seizures(), Locale::En);
    let values: Vec<String> = of_class(&drawn, "chart-rows__value").into_iter().map(words).collect();
    assert_eq!(values, ["more than 250\u{a0}kg", "3,000\u{a0}kg", "up to 1,580, mixed", "941.5\u{a0}kg"]);
}

#[test]
fn an_interval_is_drawn_and_written() {
    let mut florican = bar("Bengal florican", 1, 138.0);
    florican.points[0].low = Some(119.0);
    florican.points[0].high = Some(156.0);
    let drawn = draw(chart(ChartKind::Bars, vec![florican]), Locale::En);
    let whiskers = of_class(&drawn, "chart__whisker");
    assert_eq!(whiskers.len(), 3);
    // The axis was too short for the interval and has grown.
    assert_eq!(percentage(whiskers[0], "x2"), 100.0);
    assert!(words(of_class(&drawn, "figure__data")[0]).contains("138 (119 to 156)"));
}

#[test]
fn the_table_of_data_holds_every_number_drawn() {
    let table = |body: FigureBody| words(of_class(&draw(body, Locale::En), "figure__data")[0]);
    let bars = table(seizures());
    for number in ["more than 250", "3,000", "up to 1,580, mixed", "941.5", "(kg)"] {
        assert!(bars.contains(number), "{number} is not in the table");
    }
    let lines = table(counts());
    for number in ["2012", "2015", "2018", "88 (70 to 95.5)", "41", "20", "30", "39"] {
        assert!(lines.contains(number), "{number} is not in the table");
    }
    let spans = table(chart(ChartKind::Spans, vec![row("Scene", 1, &[(0.0, 2.0), (0.0, 6.0)])]));
    assert!(spans.contains("From (kg)To (kg)Scene26"), "{spans}");
    let map = table(routes());
    for words in ["1. Port10.64103.52", "3. Beside it", "By road1. Port → 2. Capital"] {
        assert!(map.contains(words), "{words} is not in the table");
    }
}

#[test]
fn a_table_is_its_own_data() {
    let drawn = everything(Locale::En).swap_remove(4);
    assert!(of_class(&drawn, "figure__data").is_empty());
    assert_eq!(drawn.words().matches("Banteng").count(), 1);
}

#[test]
fn a_figure_names_its_sources_and_passes_over_one_that_is_not_there() {
    let drawn = draw(seizures(), Locale::En);
    let lines: Vec<String> = of_class(&drawn, "figure__source").into_iter().map(words).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1], "Source: A newspaper");
}

#[test]
fn the_hatch_is_defined_once_and_belongs_to_the_figure() {
    let drawn = draw(seizures(), Locale::En);
    let all = elements(&drawn);
    let ids: Vec<&str> = all.iter().filter(|it| it.tag == "pattern").filter_map(|it| attribute(it, "id")).collect();
    assert_eq!(ids, ["hatch-large-seizures"]);
    let hatched = all.iter().filter(|it| attribute(it, "fill") == Some("url(#hatch-large-seizures)"));
    assert_eq!(hatched.count(), 2);
}

#[test]
fn each_line_is_named_where_it_ends() {
    let drawn = draw(counts(), Locale::En);
    let lines = elements(&drawn).into_iter().filter(|it| it.tag == "polyline").count();
    let names: Vec<&Element> = elements(&drawn).into_iter().filter(|it| attribute(it, "data-at").is_some()).collect();
    assert_eq!(lines, 2);
    // Both end near 40 and still don't share a row; the higher one stands first.
    assert_eq!(names.iter().map(|it| words(it)).collect::<Vec<_>>(), ["Florican 41\u{a0}kg", "Ibis 39\u{a0}kg"]);
    assert_eq!(names.iter().filter_map(|it| attribute(it, "data-at")).collect::<Vec<_>>(), ["6", "7"]);
}

#[test]
fn more_lines_than_rows_for_their_names_follow_each_other() {
    let rows = (0..12).map(|_| row("a", 1, &[(2000.0, 5.0), (2001.0, 6.0)])).collect();
    let drawn = draw(chart(ChartKind::Lines, rows), Locale::En);
    assert!(elements(&drawn).iter().all(|it| attribute(it, "data-at").is_none()));
}

#[test]
fn numbers_on_a_map_stand_apart() {
    let drawn = draw(routes(), Locale::En);
    let numbers = of_class(&drawn, "map__number");
    assert_eq!(numbers.iter().map(|it| words(it)).collect::<Vec<_>>(), ["1", "2", "3", "4"]);
    // The second and the third place almost coincide; their numbers don't.
    let offset = |it: &Element| ["x", "y"].map(|name| attribute(it, name).unwrap().to_owned());
    assert_ne!(offset(numbers[1]), offset(numbers[2]));
}

#[test]
fn the_clock_counts_down_and_then_stands_still() {
    let running: Markup =
        meter::clock("Custody", 31, &clock("custody", 48), &speech(Locale::En), text("CCP art. 96")).into();
    let bars = of_class(&running, "chart__bar");
    assert_eq!(attribute(bars[1], "width"), Some("64.58%"));
    let labels: Vec<String> = elements(&running).into_iter().filter(|it| it.tag == "text").map(words).collect();
    assert_eq!(labels, ["0", "12", "24", "31", "48\u{a0}h"]);
    assert!(running.words().starts_with("17 hours"));
    let over: Markup = meter::clock("Custody", 60, &clock("custody", 48), &speech(Locale::En), text("")).into();
    assert_eq!(attribute(of_class(&over, "clock")[0], "data-state"), Some("over"));
    assert_eq!(attribute(of_class(&over, "chart__bar")[1], "width"), Some("100%"));
}

#[test]
fn the_last_hours_share_a_label_with_the_end_of_the_clock() {
    let running: Markup = meter::clock("Custody", 46, &clock("custody", 48), &speech(Locale::En), text("")).into();
    let last = elements(&running).into_iter().filter(|it| it.tag == "text").map(words).next_back();
    assert_eq!(last.as_deref(), Some("46 / 48\u{a0}h"));
}

#[test]
fn a_dimension_grows_from_the_middle() {
    let up: Markup = meter::dimension("Law", 5, (-6, 5), 8, &speech(Locale::En)).into();
    let bar = of_class(&up, "chart__bar")[0];
    assert_eq!([attribute(bar, "x"), attribute(bar, "width")], [Some("50%"), Some("31.25%")]);
    let label = elements(&up).into_iter().find_map(|it| attribute(it, "aria-label"));
    assert_eq!(label, Some("Law: +5. On other roads from −6 to +5."));
    let down: Markup = meter::dimension("Law", -8, (-8, 0), 8, &speech(Locale::En)).into();
    assert_eq!(attribute(of_class(&down, "chart__bar")[0], "x"), Some("0%"));
    assert_eq!(meter::scale([-12, 7]), 12);
    assert_eq!(meter::scale([3]), 8);
}

#[test]
fn a_road_has_a_disc_for_each_choice_and_an_end_for_each_ending() {
    let drawn: Markup = road(&the_road(), &speech(Locale::En)).into();
    let map: Markup = of_class(&drawn, "road")[0].clone().into();
    assert_eq!(of_class(&map, "road__disc").len(), 13);
    assert_eq!(of_class(&map, "road__letter").len(), 13);
    assert_eq!(of_class(&map, "road__end").len(), 3);
    assert_eq!(of_class(&map, "road__turn").len(), 1);
    let ways = of_class(&map, "road__way");
    assert_eq!(ways.len(), 16);
    // The road taken lies on top of the others.
    let states: Vec<Option<&str>> = ways.iter().map(|way| attribute(way, "data-state")).collect();
    assert!(states.ends_with(&[Some("before"), Some("taken"), Some("taken"), Some("taken"), Some("taken")]));
    assert_eq!(states.first(), Some(&Some("shut")));
}

#[test]
fn an_ending_that_was_not_found_keeps_its_name_to_itself() {
    let drawn: Markup = road(&the_road(), &speech(Locale::En)).into();
    assert!(!drawn.words().contains("Nobody knows"));
    assert!(drawn.words().contains("The name on the paper"));
    assert!(drawn.words().contains("not found yet"));
}

#[test]
fn the_key_of_a_road_explains_only_what_is_there() {
    let stops = vec![stop("The call", &[RoadState::Taken, RoadState::Open, RoadState::Open], false)];
    let plain = Road { stops, endings: Vec::new(), title_id: "road-title" };
    let drawn: Markup = road(&plain, &speech(Locale::En)).into();
    assert!(!drawn.words().contains("an earlier time"));
    assert!(!drawn.words().contains("turning point"));
    let drawn: Markup = road(&the_road(), &speech(Locale::En)).into();
    assert!(drawn.words().contains("an earlier time"));
    assert!(drawn.words().contains("turning point"));
}

#[test]
fn nothing_carries_a_style() {
    for drawn in everything(Locale::En) {
        assert!(elements(&drawn).iter().all(|it| attribute(it, "style").is_none() && it.tag != "style"));
    }
}

/// Every drawing has a name, or says that the words beside it are enough.
#[test]
fn every_drawing_is_named_or_hidden() {
    fn check(markup: &Markup) {
        match markup {
            Markup::Element(it) if it.tag == "svg" => {
                let named = attribute(it, "aria-label").or(attribute(it, "aria-labelledby")).is_some();
                let is_image = attribute(it, "role") == Some("img");
                assert!((is_image && named) || attribute(it, "aria-hidden") == Some("true"), "{markup}");
            }
            Markup::Element(it) => it.children.iter().for_each(check),
            Markup::Row(row) => row.iter().for_each(check),
            Markup::Text(_) | Markup::Region(_) => {}
        }
    }
    everything(Locale::En).iter().for_each(check);
}

#[test]
fn khmer_figures_use_khmer_digits() {
    let mut drawn = everything(Locale::Km);
    // Written numbers come from authors, and so in the digits that they chose.
    drawn[0] = draw(chart(ChartKind::Bars, vec![bar("ទីក្រុង", 1, 4321.5)]), Locale::Km);
    for drawn in drawn {
        let labels = elements(&drawn).into_iter().filter_map(|it| attribute(it, "aria-label"));
        let said: String = labels.chain([drawn.words().as_str()]).collect();
        assert!(!said.contains(|letter: char| letter.is_ascii_digit()), "{said}");
    }
    let bars = draw(chart(ChartKind::Bars, vec![bar("ទីក្រុង", 1, 4321.5)]), Locale::Km).words();
    assert!(bars.contains("៤.៣២១,៥"));
}

/// Numbers as an author may mistype them, and now and then none at all.
fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![8 => -1e4..1e4_f64, 1 => Just(0.0), 1 => any::<f64>(), 1 => Just(f64::NAN), 1 => Just(f64::INFINITY)]
}

fn any_point() -> impl Strategy<Value = Point> {
    let end = || proptest::option::of(any_number());
    (any_number(), any_number(), end(), end()).prop_map(|(x, y, low, high)| Point { x, y, low, high })
}

fn any_row() -> impl Strategy<Value = Row> {
    let points = proptest::collection::vec(any_point(), 0..5);
    (0..5_u8, points).prop_map(|(series, points)| Row {
        label: "Place".to_owned(),
        shown: String::new(),
        series,
        points,
    })
}

fn any_chart() -> impl Strategy<Value = FigureBody> {
    let kind = prop_oneof![Just(ChartKind::Bars), Just(ChartKind::Spans), Just(ChartKind::Lines)];
    let ticks = proptest::collection::vec(any_number(), 0..6);
    let rows = proptest::collection::vec(any_row(), 0..14);
    (kind, any_number(), any_number(), ticks, rows).prop_map(|(kind, min, max, ticks, rows)| {
        let axis = Axis { min, max, ticks };
        FigureBody::Chart(Chart { kind, unit: "kg".to_owned(), label: "Place".to_owned(), axis, rows })
    })
}

fn any_map() -> impl Strategy<Value = FigureBody> {
    let at = || [any_number(), any_number()];
    let bounds = [any_number(), any_number(), any_number(), any_number()];
    let places = proptest::collection::vec(at(), 0..8);
    let area = proptest::collection::vec(at(), 0..6);
    (bounds, places, area).prop_map(|(bounds, places, points)| {
        let place = |at| Place { label: "Place".to_owned(), at };
        FigureBody::Map(Map {
            bounds,
            areas: vec![Area { label: "Area".to_owned(), points }],
            places: places.into_iter().map(place).collect(),
            routes: vec![Route { label: "Route".to_owned(), through: (0..9).collect() }],
        })
    })
}

fn any_road() -> impl Strategy<Value = Road> {
    let states = [RoadState::Taken, RoadState::Before, RoadState::Open, RoadState::Shut];
    let states = proptest::collection::vec(proptest::sample::select(states.to_vec()), 0..7);
    let titles =
        ["", "The call", "ការហៅទូរសព្ទ", "ការឆែកឆេរ និងកំណត់ហេតុ", "A heading with far more words than a map has room for"];
    let title = proptest::sample::select(titles.to_vec());
    let stop = (title, states, any::<bool>()).prop_map(|(title, states, turning)| stop(title, &states, turning));
    let endings = [EndingState::Here, EndingState::Found, EndingState::NotFound];
    let ending = proptest::sample::select(endings.to_vec())
        .prop_map(|state| RoadEnding { title: "An ending".to_owned(), state });
    (proptest::collection::vec(stop, 0..10), proptest::collection::vec(ending, 0..8))
        .prop_map(|(stops, endings)| Road { stops, endings, title_id: "road-title" })
}

/// Whether everything that places or sizes something is made of numbers.
fn is_sound(drawn: &Markup) -> bool {
    let places = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height", "points", "d", "viewBox"];
    elements(drawn)
        .iter()
        .flat_map(|it| &it.attributes)
        .filter(|(name, _)| places.contains(name))
        .all(|(_, value)| !value.contains("NaN") && !value.contains("inf"))
}

proptest! {
    #[test]
    fn no_chart_is_too_odd_to_be_drawn(body in any_chart(), khmer in any::<bool>()) {
        let drawn = draw(body, if khmer { Locale::Km } else { Locale::En });
        prop_assert!(is_sound(&drawn));
        for bar in of_class(&drawn, "chart__bar") {
            prop_assert!((0.0..=100.0).contains(&percentage(bar, "width")));
            prop_assert!((0.0..=100.0).contains(&percentage(bar, "x")));
        }
    }

    #[test]
    fn no_map_is_too_odd_to_be_drawn(body in any_map()) {
        prop_assert!(is_sound(&draw(body, Locale::Km)));
    }

    #[test]
    fn every_road_has_its_discs_and_ends(plan in any_road(), khmer in any::<bool>()) {
        let choices: usize = plan.stops.iter().map(|stop| stop.letters.len()).sum();
        let endings = plan.endings.len();
        let drawn: Markup = road(&plan, &speech(if khmer { Locale::Km } else { Locale::En })).into();
        let map: Markup = of_class(&drawn, "road")[0].clone().into();
        prop_assert!(is_sound(&drawn));
        prop_assert_eq!(of_class(&map, "road__disc").len(), choices);
        prop_assert_eq!(of_class(&map, "road__end").len(), endings);
    }

    #[test]
    fn no_clock_is_too_odd_to_be_drawn(used in any::<u16>(), limit in any::<u16>()) {
        let clock: Markup = meter::clock("Custody", used, &clock("custody", limit), &speech(Locale::Km), text("")).into();
        prop_assert!(is_sound(&clock));
        prop_assert!(of_class(&clock, "chart__axis").len() < 30);
    }

    #[test]
    fn no_dimension_leaves_its_drawing(value in any::<i16>(), reach in any::<(i16, i16)>(), scale in any::<i16>()) {
        let drawn: Markup = meter::dimension("Law", value, reach, scale, &speech(Locale::En)).into();
        prop_assert!(is_sound(&drawn));
        let bar = of_class(&drawn, "chart__bar")[0];
        prop_assert!((0.0..=100.0).contains(&percentage(bar, "width")));
    }
}
