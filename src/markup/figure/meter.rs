//! Two small drawings of a case: the clock of a custody and the bar of a dimension.

use crate::markup::{Element, Markup, Speech, el, number};
use crate::model::{Clock, ClockUnit, Phrase, TermScale};

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

/// The scale of a sentence: the range of the law, the reasoned range, and the term that was placed, in months.
pub fn term(scale: &TermScale, reasoned: Option<(u16, u16)>, placed: Option<u16>, speech: &Speech<'_>) -> Element {
    let at = |months: u16| percent(f64::from(months.min(scale.most)) / f64::from(scale.most.max(1)));
    let wide = |from: u16, to: u16| percent(f64::from(to.saturating_sub(from)) / f64::from(scale.most.max(1)));
    let (from, to) = (scale.law.0.unwrap_or_default(), scale.law.1.unwrap_or(scale.most));
    let band = |class: &'static str, from: u16, to: u16, y: &'static str, height: &'static str| {
        el("rect").class(class).set("x", at(from)).set("width", wide(from, to)).set("y", y).set("height", height)
    };
    let mut words = vec![span_words(Phrase::TermLaw, (from, to), speech)];
    let mut drawn = vec![
        line("chart__axis", ("0%".to_owned(), "100%".to_owned()), ("18", "18")),
        band("term__law", from, to, "12", "12"),
    ];
    for (months, anchor) in [(0, "start"), (from, "middle"), (to, "middle"), (scale.most, "end")] {
        drawn.push(line("chart__axis", (at(months), at(months)), ("8", "28")));
        drawn.push(
            el("text")
                .class("chart__soft")
                .set("x", at(months))
                .set("y", "30")
                .set("dy", "1.1em")
                .set("text-anchor", anchor)
                .add(speech.number(months)),
        );
    }
    if let Some(reasoned) = reasoned {
        drawn.push(band("term__reasoned", reasoned.0, reasoned.1, "14", "8"));
        words.push(span_words(Phrase::TermReasoned, reasoned, speech));
    }
    if let Some(placed) = placed {
        drawn.push(line("chart__now", (at(placed), at(placed)), ("0", "34")));
        words.push(speech.fill(Phrase::TermYours, &[&speech.number(placed)]));
    }
    let face = el("svg")
        .class("chart term__face")
        .set("width", "100%")
        .set("height", "3.4em")
        .set("role", "img")
        .set("aria-label", words.join(". "))
        .add_all(drawn);
    let words = words.into_iter().map(|words| el("li").add(words));
    el("div").class("term__scale").add(face).add(el("ul").class("term__words").add_all(words.collect::<Vec<_>>()))
}

fn span_words(phrase: Phrase, (from, to): (u16, u16), speech: &Speech<'_>) -> String {
    speech.fill(phrase, &[&speech.number(from), &speech.number(to)])
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
