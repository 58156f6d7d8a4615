//! The wall: one slide, drawn from its words and from what was counted.

use super::Hall;
use super::wall::{Hands, OptionStanding, Taking, WallOption, WallSlide, WallVote};
use crate::engine::workshop::{Face, Round, Showing};
use crate::markup::action::{StageAction, WorkshopAction};
use crate::markup::still::still_row;
use crate::markup::tree::Row;
use crate::markup::{Action, Element, Markup, el, icon, number};
use crate::model::Phrase;

/// Where a slide stands among those of its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 0.
    pub at: usize,
    /// How many there are.
    pub of: usize,
    /// The tag of the heading: on the wall it is that of the page, on the console there are others.
    pub heading: &'static str,
}

/// A slide in one language, or in two side by side.
pub fn slide(
    hall: &Hall<'_>,
    first: &WallSlide,
    second: Option<&WallSlide>,
    showing: &Showing,
    place: Place,
) -> Element {
    let speech = hall.book.speech;
    // Where the words are not there in the other language, one is enough; and two figures side by side would be two
    // that nobody can read.
    let second = second.filter(|it| it.locale != first.locale && it.kind != "figure");
    let running = el("p").class("slide__running").set("lang", first.locale.tag()).add(first.running.clone());
    let sheet = el("div").class("slide__sheet").add(el("header").add(running));
    let sheet = match (&first.vote, second) {
        (Some(vote), _) => poll(hall, sheet, first, (vote, second), showing, place.heading),
        (None, Some(second)) => {
            let half = |it: &WallSlide, from| {
                el("div").set("lang", it.locale.tag()).add(heading(it, place.heading)).add_all(lines(it, showing, from))
            };
            sheet.add(el("div").class("slide__half").add(half(first, 0)).add(half(second, HALF)))
        }
        (None, None) => {
            let body = el("div").class("slide__body").set("lang", first.locale.tag());
            sheet.add(body.add(heading(first, place.heading)).add_all(lines(first, showing, 0)))
        }
    };
    let counted = first.vote.as_ref().map(|vote| counted(hall, vote, showing.round));
    let number = format!("{}/{}", speech.number((place.at + 1) as u64), speech.number(place.of as u64));
    let foot = el("div")
        .class("slide__foot")
        .set("lang", speech.locale.tag())
        .add(el("span").add(counted.unwrap_or_default()))
        .add(el("span").add(drafts(hall, first, second)))
        .add(el("span").add(number));
    el("section")
        .class("slide")
        .set("data-stage", first.kind)
        .set("data-size", showing.size.to_string())
        .set("data-face", showing.face.as_str())
        .set("data-round", showing.round.as_str())
        .mark("data-black", showing.is_black)
        .mark("data-two", second.is_some())
        .add(sheet.add(foot))
}

/// The first place of the second language's lines among those that can be highlighted.
const HALF: u16 = 100;

/// That the Khmer on the wall is a draft; the words of a lesson say which language they are really in.
fn drafts(hall: &Hall<'_>, first: &WallSlide, second: Option<&WallSlide>) -> String {
    let is_khmer = |it: &WallSlide| it.locale == crate::model::Locale::Km;
    if is_khmer(first) || second.is_some_and(is_khmer) {
        hall.book.speech.say(Phrase::WorkDraft)
    } else {
        String::new()
    }
}

fn heading(slide: &WallSlide, tag: &'static str) -> Element {
    el(tag).class("slide__title").add_all(still_row(slide.title.clone()))
}

/// The body, each line with its place, so that it can be highlighted.
fn lines(slide: &WallSlide, showing: &Showing, from: u16) -> Row {
    let mut next = from;
    still_row(slide.body.clone()).into_iter().map(|it| numbered(it, &mut next, showing)).collect()
}

fn numbered(markup: Markup, next: &mut u16, showing: &Showing) -> Markup {
    match markup {
        Markup::Element(mut element) if matches!(element.tag, "p" | "li" | "tr" | "h3" | "h4" | "dd") => {
            let line = *next;
            *next = next.saturating_add(1);
            let action = Action::Workshop(WorkshopAction::Stage(StageAction::Light(line)));
            element = element.set("data-line", line.to_string()).on(action);
            element.mark("data-lit", showing.lit.contains(&line)).into()
        }
        Markup::Element(mut element) => {
            let children = std::mem::take(&mut element.children);
            element.children = children.into_iter().map(|it| numbered(it, next, showing)).collect();
            element.into()
        }
        Markup::Row(row) => Markup::Row(row.into_iter().map(|it| numbered(it, next, showing)).collect()),
        other => other,
    }
}

fn poll(
    hall: &Hall<'_>,
    sheet: Element,
    slide: &WallSlide,
    (vote, second): (&WallVote, Option<&WallSlide>),
    showing: &Showing,
    tag: &'static str,
) -> Element {
    let ask = el(tag).class("slide__ask").set("lang", slide.locale.tag()).add_all(still_row(slide.title.clone()));
    let also =
        second.map(|it| el("p").class("slide__also").set("lang", it.locale.tag()).add_all(still_row(it.title.clone())));
    let others = second.and_then(|it| it.vote.as_ref()).map(|it| it.options.as_slice()).unwrap_or_default();
    let tally = Tally::of(hall, vote);
    let rows = vote.options.iter().enumerate().map(|(at, option)| {
        let also = others.get(at).map(|it| (it, second.map_or(slide.locale, |it| it.locale)));
        row(hall, vote, option, also, &tally, showing)
    });
    let list = el("ol")
        .class("poll")
        .set("lang", slide.locale.tag())
        .set("data-count", vote.options.len().to_string())
        .mark("data-bare", vote.options.iter().all(|it| it.text.is_empty()))
        .add_all(rows.collect::<Vec<_>>());
    // What was to be put in order stands in order now.
    let is_solved = showing.face == Face::Answer && vote.options.iter().all(|it| it.standing == OptionStanding::Open);
    let body = (!slide.body.is_empty() && !is_solved)
        .then(|| el("div").class("slide__story").set("lang", slide.locale.tag()).add_all(lines(slide, showing, 0)));
    let answer = (showing.face == Face::Answer && !vote.answer.is_empty()).then(|| {
        el("div").class("slide__answer").set("lang", slide.locale.tag()).add_all(still_row(vote.answer.clone()))
    });
    sheet.add(el("div").class("slide__body").add(ask).add_some(also).add_some(body).add(list).add_some(answer))
}

/// What was counted, in both rounds.
struct Tally {
    first: Vec<u16>,
    second: Vec<u16>,
    most: u16,
}

impl Tally {
    fn of(hall: &Hall<'_>, vote: &WallVote) -> Self {
        let total = |round| hall.session.vote(vote.ballot, round).map(|it| it.total()).unwrap_or_default();
        let (first, second) = (total(Round::First), total(Round::Second));
        let most = first.iter().chain(&second).copied().max().unwrap_or_default();
        Self { first, second, most }
    }

    fn count(&self, round: Round, place: usize) -> u16 {
        let counts = if round == Round::First { &self.first } else { &self.second };
        counts.get(place).copied().unwrap_or_default()
    }
}

fn row(
    hall: &Hall<'_>,
    vote: &WallVote,
    option: &WallOption,
    also: Option<(&WallOption, crate::model::Locale)>,
    tally: &Tally,
    showing: &Showing,
) -> Element {
    let speech = hall.book.speech;
    let place = usize::from(option.place);
    let is_open = showing.face != Face::Question;
    let is_told = showing.face == Face::Answer || vote.decision == Some(Taking::Done);
    let standing = match (is_told, option.standing) {
        (true, OptionStanding::Key) => Some("key"),
        (true, OptionStanding::Other) => Some("other"),
        _ => None,
    };
    let words = |it: &WallOption, lang: Option<crate::model::Locale>| {
        let words = el("p").class("poll__text").maybe("lang", lang.map(|it| it.tag()));
        words.add_all(still_row(it.text.clone()))
    };
    let text = el("div")
        .add(el("span").class("unseen").add(format!("{}. ", option.letter)))
        .add(words(option, None))
        .add_some(also.map(|(it, locale)| words(it, Some(locale))));
    let counts = match (is_open, showing.round) {
        (false, _) => Vec::new(),
        (true, Round::First) => vec![(Round::First, "now")],
        (true, Round::Second) => vec![(Round::First, "before"), (Round::Second, "now")],
    };
    let bars = counts.iter().map(|(round, state)| bar(tally.count(*round, place), tally.most, state));
    let shown = counts.last().map(|(round, _)| speech.number(tally.count(*round, place)));
    let shift = (counts.len() == 2).then(|| {
        let by = i64::from(tally.count(Round::Second, place)) - i64::from(tally.count(Round::First, place));
        el("small").add(number::signed(by, speech.locale))
    });
    let sign = (standing == Some("key")).then(|| icon("#i-correct"));
    el("li")
        .class("poll__row")
        .set("data-option", option.letter.to_lowercase())
        .maybe("data-state", standing)
        .add(card(place, &option.letter))
        .add(text.add_all(bars.collect::<Vec<_>>()))
        .add(
            el("p")
                .class("poll__count")
                .set("lang", speech.locale.tag())
                .add_some(sign)
                .add(shown.unwrap_or_default())
                .add_some(shift),
        )
}

fn bar(count: u16, most: u16, state: &'static str) -> Element {
    // The longest bar leaves room for a longer one in the second vote.
    let width = if most == 0 { 0.0 } else { f64::from(count) / f64::from(most) * 90.0 };
    el("svg")
        .class("poll__track")
        .set("data-state", state)
        .set("width", "100%")
        .set("aria-hidden", "true")
        .add(el("rect").set("width", "100%").set("height", "100%"))
        .add(el("rect").class("poll__bar").set("width", format!("{width:.1}%")).set("height", "100%"))
}

/// The card that is held up: a shape for the first four, so that colour alone says nothing.
pub fn card(place: usize, letter: &str) -> Element {
    let shape = match place {
        0 => el("circle").set("cx", "18").set("cy", "18").set("r", "17"),
        1 => el("rect").set("x", "2").set("y", "2").set("width", "32").set("height", "32"),
        2 => el("path").set("d", "M18 1 35 34H1z"),
        3 => el("path").set("d", "M18 0 36 18 18 36 0 18z"),
        _ => el("rect").set("x", "2").set("y", "6").set("width", "32").set("height", "24").set("rx", "4"),
    };
    let foot = if place == 2 { "29" } else { "23.5" };
    el("svg").class("poll__card").set("viewBox", "0 0 36 36").set("aria-hidden", "true").add(shape).add(
        el("text")
            .class("poll__letter")
            .set("x", "18")
            .set("y", foot)
            .set("text-anchor", "middle")
            .add(letter.to_owned()),
    )
}

/// How many were counted, of how many.
pub fn counted(hall: &Hall<'_>, vote: &WallVote, round: Round) -> String {
    let speech = hall.book.speech;
    let counts = hall.session.vote(vote.ballot, round).map(|it| it.total()).unwrap_or_default();
    let people = speech.number(hall.present());
    match vote.hands {
        Hands::Once => {
            let sum: u16 = counts.iter().fold(0, |sum, it| sum.saturating_add(*it));
            speech.fill(Phrase::WorkCounted, &[&speech.number(sum), &people])
        }
        Hands::ForEach => speech.fill(Phrase::WorkCountedEach, &[&people]),
    }
}
