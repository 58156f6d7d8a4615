//! Cases that the room played: what it decided, and what a minority wanted.

use super::{block, nothing, said};
use crate::markup::page::Book;
use crate::markup::{Element, Markup, el};
use crate::model::Phrase;
use crate::storage::report::{Report, ReportDecision, ReportRoad};

/// The chapter.
pub(super) fn chapter(book: &Book<'_>, report: &Report) -> Element {
    let content = match report.roads.is_empty() {
        true => nothing(book, Phrase::RepRoadsNone),
        false => report.roads.iter().flat_map(|it| road(book, it)).collect(),
    };
    block(book, "report-roads", Phrase::RepRoads, content)
}

fn road(book: &Book<'_>, road: &ReportRoad) -> Vec<Markup> {
    let speech = book.speech;
    let decisions = road.decisions.iter().enumerate().map(|(place, it)| decision(book, place, it));
    let list =
        el("ol").class("notes-list").set("data-road", road.scenario.to_string()).add_all(decisions.collect::<Vec<_>>());
    let ending = match &road.ending {
        Some(ending) => {
            el("p").add(el("b").say(speech, Phrase::RecordEnding)).add(": ").add(said(book, "span", ending))
        }
        None => el("p").say(speech, Phrase::RepUnfinished),
    };
    vec![said(book, "h3", &road.title).into(), list.into(), ending.into()]
}

fn decision(book: &Book<'_>, place: usize, decision: &ReportDecision) -> Element {
    let speech = book.speech;
    let number = speech.fill(Phrase::DecisionNumber, &[&speech.number((place + 1) as u64)]);
    let title = el("p").class("small").add(number).add(" ").add(said(book, "span", &decision.title));
    let votes = decision.votes.iter().find(|(text, _)| *text == decision.taken).map(|(_, votes)| *votes);
    let taken = el("p")
        .add(el("b").say(speech, Phrase::RepTaken))
        .add(" ")
        .add(said(book, "span", &decision.taken))
        .add_some(votes.map(|votes| count(book, votes)));
    let others = decision
        .minority()
        .into_iter()
        .map(|(text, votes)| el("li").add(said(book, "span", text)).add(count(book, votes)));
    let others: Vec<Element> = others.collect();
    let minority = (!others.is_empty()).then(|| {
        let name = el("p").add(el("b").say(speech, Phrase::RepMinority));
        el("div").set("data-minority", "").add(name).add(el("ul").class("list").add_all(others))
    });
    el("li").set("data-node", decision.node.to_string()).add(title).add(taken).add_some(minority)
}

/// Votes behind what they were for.
fn count(book: &Book<'_>, votes: u16) -> Markup {
    let words = book.speech.fill(Phrase::WorkVotes, &[&book.speech.number(votes)]);
    Markup::Row(vec![" ".into(), el("span").class("small").add(words).into()])
}
