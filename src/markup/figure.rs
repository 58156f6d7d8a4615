//! Drawn figures: charts, maps, the custody clock, the bars of the dimensions, the road map.
//!
//! Letters inside an SVG don't wrap, so words that can be long stand in HTML beside the drawing.
//! Widths are percentages and letters are in rem: bars stretch, type does not. Every figure of a
//! lesson carries its data as a table.
//!
//! Absent on purpose: colours (`style/components`) and inline styles (the site's policy forbids them).

use std::borrow::Cow;

use super::{Element, Markup, Speech, el};
use crate::model::figure::FigureBody;
use crate::model::{Figure, Inlines, Note, Phrase};

mod chart;
mod lines;
mod map;
pub mod meter;
pub mod road;
pub mod table;

/// A figure of a lesson: the finding, the drawing, its sources, its data.
///
/// `inlines` sets the words of a table's cells; `source` names the source that a note cites.
pub fn figure(
    figure: &Figure,
    notes: &[Note],
    speech: &Speech<'_>,
    inlines: &dyn Fn(&Inlines) -> Vec<Markup>,
    source: &dyn Fn(&Note) -> Markup,
) -> Element {
    let drawing: Markup = match &figure.body {
        FigureBody::Chart(body) => chart::chart(figure, body, speech),
        FigureBody::Table(body) => table::wide(figure.title.clone(), table::table(&body.body, inlines)).into(),
        FigureBody::Map(body) => map::map(figure, body, speech).into(),
    };
    el("figure")
        .class("figure")
        .set("data-figure", figure.id.to_string())
        .add(caption(figure))
        .add(drawing)
        .add_all(sources(figure, notes, speech, source))
        .add_some(table::data(figure, speech))
}

/// The id of a figure's title; drawings are named by it.
pub fn title_id(figure: &Figure) -> String {
    format!("fig-{}", figure.id)
}

fn caption(figure: &Figure) -> Element {
    let deck = (!figure.deck.is_empty()).then(|| el("p").class("figure__deck").add(figure.deck.clone()));
    el("figcaption")
        .add(el("p").class("figure__title").set("id", title_id(figure)).add(figure.title.clone()))
        .add_some(deck)
}

/// What stands under the drawing: the note, then the line of sources.
fn sources(figure: &Figure, notes: &[Note], speech: &Speech<'_>, source: &dyn Fn(&Note) -> Markup) -> Vec<Element> {
    let mut under = Vec::new();
    if !figure.note.is_empty() {
        under.push(el("p").class("figure__source").add(figure.note.clone()));
    }
    let cited: Vec<&Note> = figure.sources.iter().filter_map(|place| notes.get(usize::from(*place))).collect();
    if !cited.is_empty() {
        let mut line = el("p").class("figure__source").add(speech.say(Phrase::FigureSource));
        for (place, note) in cited.into_iter().enumerate() {
            line = line.add(if place == 0 { " " } else { "; " }).add(source(note));
        }
        under.push(line);
    }
    under
}

/// A number for an attribute, with at most two decimals. What is no number becomes 0.
fn length(value: f64) -> String {
    // Hundredths as an integer: printing floats would bring its whole machinery into the page.
    let hundredths = (value * 100.0).round() as i64;
    let size = hundredths.unsigned_abs();
    let mut shown = String::new();
    if hundredths < 0 {
        shown.push('-');
    }
    shown.push_str(&(size / 100).to_string());
    match size % 100 {
        0 => {}
        rest if rest % 10 == 0 => {
            shown.push('.');
            shown.push_str(&(rest / 10).to_string());
        }
        rest => {
            shown.push_str(if rest < 10 { ".0" } else { "." });
            shown.push_str(&rest.to_string());
        }
    }
    shown
}

/// A share of the width or height as a percentage for an attribute.
pub fn percent(share: f64) -> String {
    let mut shown = length(share * 100.0);
    shown.push('%');
    shown
}

/// A straight line: its class, both ends across, both ends down.
fn line<X, Y>(class: &'static str, (x1, x2): (X, X), (y1, y2): (Y, Y)) -> Element
where
    X: Into<Cow<'static, str>>,
    Y: Into<Cow<'static, str>>,
{
    el("line").class(class).set("x1", x1).set("x2", x2).set("y1", y1).set("y2", y2)
}

/// About how wide words are in a drawing, in pixels of a label. Too wide rather than too narrow:
/// it only decides where there is room for letters.
fn breadth(words: &str) -> i32 {
    let mut after_coeng = false;
    let mut sum = 0;
    for letter in words.chars() {
        sum += match letter {
            // A consonant after COENG hangs below the one before it.
            _ if after_coeng => 0,
            // Vowels and signs above and below, and COENG itself.
            '\u{17b4}' | '\u{17b5}' | '\u{17b7}'..='\u{17bd}' | '\u{17c6}' | '\u{17c9}'..='\u{17d3}' | '\u{17dd}' => 0,
            '0'..='9' | '\u{17e0}'..='\u{17e9}' => 9,
            '\u{1780}'..='\u{17ff}' => 11,
            _ => 8,
        };
        after_coeng = letter == '\u{17d2}';
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_attributes_have_at_most_two_decimals() {
        assert_eq!(length(12.0), "12");
        assert_eq!(length(92.8793), "92.88");
        assert_eq!(length(4.1), "4.1");
        assert_eq!(length(0.05), "0.05");
        assert_eq!(length(-0.004), "0");
        assert_eq!(length(-7.25), "-7.25");
        assert_eq!(percent(0.5), "50%");
    }

    #[test]
    fn what_is_no_number_never_reaches_an_attribute() {
        assert_eq!(length(f64::NAN), "0");
        assert!(length(f64::INFINITY).chars().all(|letter| letter.is_ascii_digit() || letter == '.'));
    }

    #[test]
    fn signs_above_and_below_khmer_letters_take_no_room() {
        assert_eq!(breadth("ម៉ោង"), breadth("មោង"));
        assert_eq!(breadth("ស្រី"), breadth("ស"));
    }
}
