//! Tests on paper: what the wall says of them, and where the trainer writes the counts.

use super::Hall;
use crate::engine::workshop::{Face, Gain, Mean};
use crate::markup::action::{StageAction, WorkshopAction};
use crate::markup::page::button;
use crate::markup::{Action, Element, Markup, el, number};
use crate::model::{ItemId, PartId, Phrase, When};

/// What the wall says during a test: until when it lasts, and what was gained once both are counted.
pub fn wall(hall: &Hall<'_>, part: Option<PartId>, until: Option<String>) -> Vec<Markup> {
    let speech = hall.book.speech;
    let mut body: Vec<Markup> = vec![el("p").say(speech, Phrase::WorkPapersHowTo).into()];
    body.extend(until.map(|words| el("p").class("slide__fine").add(words).into()));
    let Gain { before, after, .. } = gain(hall, part);
    if let (Face::Answer, Some(before), Some(after)) = (hall.session.showing.face, before, after) {
        let words = speech.fill(Phrase::WorkPapersGained, &[&percent(hall, before), &percent(hall, after)]);
        body.push(el("p").class("slide__strong").add(words).into());
    }
    body
}

fn gain(hall: &Hall<'_>, part: Option<PartId>) -> Gain {
    let [before, after] = When::ALL.map(|when| hall.session.papers(part, when));
    Gain::between(before, after)
}

fn percent(hall: &Hall<'_>, mean: Mean) -> String {
    hall.book.speech.fill(Phrase::ClassPercent, &[&hall.book.speech.number(mean.percent())])
}

/// Where the trainer writes how the papers went: how many, and on how many each item was right.
pub fn form(hall: &Hall<'_>, part: Option<PartId>, when: When, items: &[(ItemId, String)]) -> Element {
    let speech = hall.book.speech;
    let papers = hall.session.papers(part, when);
    let shown = |count: u16| number::whole(i64::from(count), speech.locale);
    let field = |id: String, label: String, value: String, action| {
        el("input")
            .class("input count__field")
            .set("type", "text")
            .set("inputmode", "numeric")
            .set("id", id)
            .set("value", value)
            .set("aria-label", label)
            .on(Action::Workshop(action))
    };
    let count = papers.map(|it| shown(it.papers)).unwrap_or_default();
    let head = el("p")
        .class("count")
        .add(el("span").class("count__letter").add("n"))
        .add(el("span").say(speech, Phrase::WorkPapersCount))
        .add(field("papers".to_owned(), speech.say(Phrase::WorkPapersCount), count, WorkshopAction::Papers));
    let rows = items.iter().enumerate().map(|(place, (item, ask))| {
        let right = papers.and_then(|it| it.right.iter().find(|(id, _)| id == item)).map(|(_, right)| shown(*right));
        let label = speech.fill(Phrase::WorkPapersRight, &[&speech.number((place + 1) as u64)]);
        el("li")
            .class("count")
            .set("data-item", item.to_string())
            .add(el("span").class("count__letter").add(speech.number((place + 1) as u64)))
            .add(el("span").add(ask.clone()))
            .add(field(format!("right-{item}"), label, right.unwrap_or_default(), WorkshopAction::Right(*item)))
    });
    let rows: Vec<Element> = rows.collect();
    let is_shown = hall.session.showing.face == Face::Answer;
    let show = Action::Workshop(WorkshopAction::Stage(StageAction::Answer));
    let show = button(show, "answer", speech.say(Phrase::WorkShowGain), None)
        .set("aria-pressed", if is_shown { "true" } else { "false" });
    let gain = gain(hall, part);
    let gained = gain.hundredths.map(|hundredths| {
        let words = speech.fill(Phrase::WorkPapersGain, &[&number::signed(hundredths, speech.locale)]);
        let few = gain.is_thin().then(|| el("small").say(speech, Phrase::WorkPapersFew));
        el("p").class("notice").set("data-state", "quiet").add(el("span").add(words).add(" ").add_some(few))
    });
    el("section")
        .class("block")
        .set("data-block", "papers")
        .add(el("h2").class("console__label").say(speech, Phrase::WorkPapersTitle))
        .add(el("p").class("field__hint").say(speech, Phrase::WorkPapersHint))
        .add(head)
        .add(el("ol").class("counts").add_all(rows))
        .add(el("p").add(show))
        .add_some(gained)
}
