//! Votes of the room as bars, the first and the second for each option, with the shift in words.

use super::{block, nothing, said};
use crate::markup::figure::percent;
use crate::markup::page::Book;
use crate::markup::{Element, Markup, el, icon};
use crate::model::Phrase;
use crate::storage::report::{Report, ReportOption, ReportPoll};

/// Counts of a question: of one room, or of many rooms together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::markup::page::workshop) struct Tally<'r> {
    options: &'r [ReportOption],
    /// Both rounds, each in the order of the options; empty where none was held.
    rounds: [Vec<u32>; 2],
    /// People in the room or rooms.
    room: u32,
}

/// What stands beside the bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::markup::page::workshop) enum Labels {
    /// Letter and words of each option.
    Words,
    /// The letter alone: the words stand nearby.
    Letters,
}

/// The chapter.
pub(super) fn chapter(book: &Book<'_>, report: &Report) -> Element {
    let content = match report.polls.is_empty() {
        true => nothing(book, Phrase::RepPollsNone),
        false => report.polls.iter().map(|it| poll(book, report, it).into()).collect(),
    };
    block(book, "report-polls", Phrase::RepPolls, content)
}

fn poll(book: &Book<'_>, report: &Report, poll: &ReportPoll) -> Element {
    let tally = Tally::of(report, poll);
    question(book, poll).add(tally.counted(book)).add(tally.bars(book, Labels::Words)).add_some(tally.shift(book))
}

/// The head of a vote: where it stands, and what was asked.
pub(in crate::markup::page::workshop) fn question(book: &Book<'_>, poll: &ReportPoll) -> Element {
    el("article")
        .class("tally stack__tight")
        .set("data-ballot", poll.name())
        .add(said(book, "p", &poll.place).class("small"))
        .add(said(book, "h3", &poll.question))
}

impl<'r> Tally<'r> {
    /// The counts of one room.
    pub(in crate::markup::page::workshop) fn of(report: &Report, poll: &'r ReportPoll) -> Self {
        let mut tally = Self::empty(&poll.options);
        tally.add(report, poll);
        tally
    }

    /// No counts yet.
    pub(in crate::markup::page::workshop) fn empty(options: &'r [ReportOption]) -> Self {
        Self { options, rounds: [Vec::new(), Vec::new()], room: 0 }
    }

    /// Adds the counts of another room on the same options.
    pub(in crate::markup::page::workshop) fn add(&mut self, report: &Report, poll: &ReportPoll) {
        self.room = self.room.saturating_add(u32::from(report.room_at(poll.entry)));
        for (round, counts) in self.rounds.iter_mut().zip([&poll.first, &poll.second]) {
            if !counts.is_empty() {
                round.resize(self.options.len(), 0);
                round.iter_mut().zip(counts).for_each(|(sum, count)| *sum = sum.saturating_add(u32::from(*count)));
            }
        }
    }

    /// The rounds that were held, each with its name and its series.
    fn held(&self) -> impl Iterator<Item = (Phrase, &'static str, &[u32])> {
        let names = [(Phrase::WorkFirstVote, "1"), (Phrase::WorkSecondVote, "2")];
        let rounds = names.into_iter().zip(&self.rounds).filter(|(_, counts)| !counts.is_empty());
        rounds.map(|((name, series), counts)| (name, series, counts.as_slice()))
    }

    /// How many votes there were in each round, and how many people.
    pub(in crate::markup::page::workshop) fn counted(&self, book: &Book<'_>) -> Element {
        let speech = book.speech;
        let mut words: Vec<String> = self
            .held()
            .map(|(name, _, counts)| {
                speech.fill(Phrase::RepRound, &[&speech.say(name), &speech.number(sum(counts.iter()))])
            })
            .collect();
        words.push(speech.fill(Phrase::RepRoom, &[&speech.number(self.room)]));
        el("p").class("field__hint").add(words.join(" · "))
    }

    /// A list of the options with a bar for each round. Bars are as long as the room is large, so that those of all
    /// questions can be compared.
    pub(in crate::markup::page::workshop) fn bars(&self, book: &Book<'_>, labels: Labels) -> Element {
        let rows = self.options.iter().enumerate().map(|(place, option)| self.row(book, labels, place, option));
        el("ul").class("chart-rows").set("data-kind", "bars").set("role", "list").add_all(rows.collect::<Vec<_>>())
    }

    fn row(&self, book: &Book<'_>, labels: Labels, place: usize, option: &ReportOption) -> Element {
        let speech = book.speech;
        let letter = (!option.letter.is_empty()).then(|| el("b").add(option.letter.clone()));
        let text = (labels == Labels::Words).then(|| said(book, "span", &option.text));
        let key = option.is_key.then(|| {
            el("span").class("tally__key").add(icon("#i-correct")).add(" ").add(el("b").say(speech, Phrase::RepKey))
        });
        let name = el("p").class("tally__option").add_some(letter).add(" ").add_some(text).add(" ").add_some(key);
        let most = self.held().flat_map(|(_, _, counts)| counts.iter().copied()).max().unwrap_or_default();
        let whole = f64::from(self.room.max(most).max(1));
        let rounds = self.held().map(|(name, series, counts)| {
            let count = counts.get(place).copied().unwrap_or_default();
            let words = el("div")
                .class("chart-rows__label")
                .add(el("span").say(speech, name))
                .add(" ")
                .add(el("b").class("chart-rows__value").add(speech.number(count)));
            el("div").class("tally__round").add(words).add(bar(f64::from(count) / whole, series))
        });
        el("li")
            .set("data-option", option.letter.clone())
            .mark("data-key", option.is_key)
            .add(name)
            .add_all(rounds.collect::<Vec<_>>())
    }

    /// How many more voted for what is right after the discussion; none without two votes, or if nothing is right.
    pub(in crate::markup::page::workshop) fn shift(&self, book: &Book<'_>) -> Option<Element> {
        let speech = book.speech;
        let has_key = self.options.iter().any(|it| it.is_key);
        if !has_key || self.rounds.iter().any(Vec::is_empty) {
            return None;
        }
        let [before, after] = self.rounds.each_ref().map(|counts| {
            let right = counts.iter().zip(self.options).filter(|(_, option)| option.is_key);
            sum(right.map(|(count, _)| count))
        });
        let (state, phrase) = match after.cmp(&before) {
            std::cmp::Ordering::Greater => ("more", Phrase::RepShiftMore),
            std::cmp::Ordering::Less => ("less", Phrase::RepShiftLess),
            std::cmp::Ordering::Equal => ("same", Phrase::RepShiftSame),
        };
        let values = [after.abs_diff(before), before, after].map(|it| speech.number(it));
        let words = speech.fill(phrase, &values.each_ref().map(String::as_str));
        Some(el("p").class("tally__shift").set("data-shift", state).add(words))
    }
}

/// A bar in its track. The count stands beside it in words, so nobody has to hear of it.
fn bar(share: f64, series: &'static str) -> Markup {
    let rect = |series: &'static str, width: String| {
        el("rect").class("chart__bar").set("data-series", series).set("width", width).set("height", "12")
    };
    el("svg")
        .class("chart tally__track")
        .set("width", "100%")
        .set("height", "12")
        .set("aria-hidden", "true")
        .add(rect("rest", "100%".to_owned()))
        .add(rect(series, percent(share)))
        .into()
}

fn sum<'c>(counts: impl Iterator<Item = &'c u32>) -> u32 {
    counts.fold(0_u32, |sum, count| sum.saturating_add(*count))
}
