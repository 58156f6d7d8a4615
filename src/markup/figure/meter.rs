//! Two small drawings of a case: the clock of a custody and the bar of a dimension.

use crate::markup::{Element, Markup, Speech, el, number};
use crate::model::{Clock, ClockUnit, Phrase};

use super::{breadth, line, percent};

/// How far the scale of the dimensions reaches to either side, at least.
pub const SCALE: i16 = 8;

/// The narrowest drawing in pixels, in which labels must not touch.
const NARROW: f64 = 280.0;

/// The scale that all dimensions of a case share: wide enough for every value and reach given.
pub fn scale(values: impl IntoIterator<Item = i16>) -> i16 {
    values.into_iter().map(i16::saturating_abs).fold(SCALE, i16::max)
}

/// A period that runs: what is left in words, what has passed as a bar. `law` says which article, if one does.
pub fn clock(name: &str, used: u16, clock: &Clock, speech: &Speech<'_>, law: Markup) -> Element {
    let limit = clock.limit;
    let (long, short) = match clock.unit {
        ClockUnit::Hours => (Phrase::HoursLong, Phrase::Hours),
        ClockUnit::Days => (Phrase::Days, Phrase::Days),
    };
    let (long, short) = (speech.say(long), speech.say(short));
    let left = limit.saturating_sub(used);
    let (state, words) = match left {
        0 => ("over", speech.say(Phrase::ClockOver)),
        _ => ("running", speech.fill(Phrase::ClockLeft, &[speech.number(left).as_str(), &long])),
    };
    let numbers = [used, limit].map(|it| speech.number(it));
    let [passed, whole] = numbers.each_ref().map(String::as_str);
    let label = speech.fill(Phrase::ClockLabel, &[name, passed, whole, &long]);
    let face = el("svg")
        .class("chart clock__face")
        .set("width", "100%")
        .set("height", "4em")
        .set("role", "img")
        .set("aria-label", label)
        .add_all(face(used, limit))
        .add_all(hours(used, limit, &short, speech));
    el("div")
        .class("clock")
        .set("data-state", state)
        .add(el("p").class("clock__left").add(words))
        .add(face)
        .add(el("p").add(name.to_owned()).add(" ").add(law))
}

/// What the decisions moved on one dimension, beside how far the other roads of the case reach.
/// `scale` is the end of the scale on both sides of zero; see [`scale()`].
pub fn dimension(name: &str, value: i16, reach: (i16, i16), scale: i16, speech: &Speech<'_>) -> Element {
    let (low, high) = (reach.0.min(reach.1), reach.0.max(reach.1));
    let place = |value: i16| (f64::from(value) / f64::from(scale.max(1)) / 2.0 + 0.5).clamp(0.0, 1.0);
    let at = |value: i16| percent(place(value));
    let signed = |value: i16| number::signed(i64::from(value), speech.locale);
    let said = [signed(value), signed(low), signed(high)];
    let [shown, from, to] = said.each_ref().map(String::as_str);
    let bar = el("rect")
        .class("chart__bar")
        .set("x", at(value.min(0)))
        .set("width", percent((place(value) - place(0)).abs()))
        .set("y", "3")
        .set("height", "10");
    let drawing = el("svg")
        .class("chart")
        .set("width", "100%")
        .set("height", "20")
        .set("role", "img")
        .set("aria-label", speech.fill(Phrase::DimsLabel, &[name, shown, from, to]))
        .add(line("chart__axis", (at(low), at(high)), ("8", "8")))
        .add(line("chart__axis", (at(low), at(low)), ("4", "12")))
        .add(line("chart__axis", (at(high), at(high)), ("4", "12")))
        .add(bar)
        .add(line("chart__axis", (at(0), at(0)), ("0", "16")));
    let words =
        el("p").class("dims__name").add(el("span").add(name.to_owned())).add(" ").add(el("b").add(shown.to_owned()));
    el("div").class("dims__row").add(words).add(drawing)
}

/// How far along the clock an hour lies.
fn share(hour: u16, limit: u16) -> f64 {
    f64::from(hour.min(limit)) / f64::from(limit.max(1))
}

/// Hours with a tick, every fourth with a long one: each three hours, wider apart on long clocks.
fn ticks(limit: u16) -> impl Iterator<Item = (u16, bool)> {
    let step = limit.div_ceil(24).max(3);
    (0..limit).step_by(usize::from(step)).enumerate().map(|(place, hour)| (hour, place % 4 == 0))
}

fn face(used: u16, limit: u16) -> Vec<Element> {
    let now = percent(share(used, limit));
    let bar = || el("rect").class("chart__bar").set("y", "0.5").set("height", "12");
    let mut drawn = vec![bar().set("data-series", "rest").set("width", "100%"), bar().set("width", now.clone())];
    let ticks = ticks(limit).chain([(limit, true)]).map(|(hour, long)| {
        let at = percent(share(hour, limit));
        line("chart__axis", (at.clone(), at), (if long { "14" } else { "18" }, "26"))
    });
    drawn.extend(ticks);
    drawn.push(line("chart__now", (now.clone(), now), ("-4", "28")));
    drawn
}

/// The numbers under the clock. Those near the present hour give way to it.
fn hours(used: u16, limit: u16, unit: &str, speech: &Speech<'_>) -> Vec<Element> {
    let now = share(used, limit);
    let running = 0 < used && used < limit;
    let end = format!("{}\u{a0}{unit}", speech.number(limit));
    // At the end of the axis there may be no room for both: then they share one label.
    let room = |words: &str| f64::from(breadth(words) + 16) / NARROW;
    let shared = running && 1.0 - now < room(&end);
    let strong = || speech.number(used);
    let close = if shared { room(&[strong().as_str(), " / ", &end].concat()) } else { room(&end) };
    let label = |at: f64, anchor: &'static str, class: &'static str| {
        el("text").class(class).set("x", percent(at)).set("y", "28").set("dy", "1.2em").set("text-anchor", anchor)
    };
    let mut drawn = Vec::new();
    for (hour, _) in ticks(limit).filter(|(_, long)| *long) {
        let at = share(hour, limit);
        let (anchor, away) = if hour == 0 { ("start", 0.08) } else { ("middle", 0.12) };
        let crowded = running && (at - now).abs() < away;
        if !crowded && close < 1.0 - at {
            drawn.push(label(at, anchor, "chart__soft").add(speech.number(hour)));
        }
    }
    if running && !shared {
        drawn.push(label(now, "middle", "chart__strong").add(strong()));
    }
    let last = label(1.0, "end", "chart__soft");
    drawn.push(if shared {
        last.add(el("tspan").class("chart__strong").add(strong())).add(" / ").add(end)
    } else {
        last.add(end)
    });
    drawn
}
