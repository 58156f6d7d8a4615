//! The debrief beside other roads: what the file proved, and how earlier walks ended.

use super::Debrief;
use crate::engine::progress::Playthrough;
use crate::engine::scenario::{self, Standing, Trail};
use crate::markup::page::case::{Played, is_for};
use crate::markup::{Element, el, icon, number};
use crate::model::{Dimension, Phrase, PointToProve};

impl Debrief<'_> {
    /// Other walks through this very graph that have ended, in the order of beginning.
    pub(super) fn others(&self) -> impl DoubleEndedIterator<Item = &Playthrough> {
        let mine = self.played.playthrough;
        let all = self.case.book.progress.playthroughs_of(self.case.scenario.id);
        all.filter(move |it| it.id != mine.id && it.end.is_some() && it.shape == mine.shape)
    }

    /// The points to prove: what the file had for each at the end, beside what the learner pinned.
    pub(super) fn held(&self) -> Element {
        let speech = self.case.book.speech;
        let pins = self.case.pins(None);
        let heads = [Phrase::PointsElement, Phrase::PointsFile, Phrase::PointsMine]
            .map(|phrase| el("th").set("scope", "col").say(speech, phrase));
        let bodies = self.case.offences().into_iter().map(|(offence, name)| {
            let head = el("tr").add(el("th").set("scope", "rowgroup").set("colspan", "3").add(name.to_owned()));
            let rows = self.case.points_of(offence).map(|(_, point, words)| {
                let is_proved = scenario::is_proved(point, self.case.scenario, self.state);
                let (sign, said) = if is_proved {
                    ("#i-correct", speech.fill(Phrase::CaseWith, &[&self.case.tags(point, self.state)]))
                } else {
                    ("#i-wrong", self.say(Phrase::CaseNotProved))
                };
                let mine = pins.iter().filter(|(pin, _)| is_for(pin, point));
                let mine: Vec<Element> = mine.map(|(pin, tag)| el("div").add(self.case.pin_words(pin, tag))).collect();
                el("tr")
                    .set("data-proved", if is_proved { "yes" } else { "no" })
                    .add(el("td").add(words.to_owned()))
                    .add(el("td").class("held__file").add(icon(sign)).add(" ").add(said))
                    .add(el("td").add_all(mine))
            });
            el("tbody").add(head).add_all(rows.collect::<Vec<_>>())
        });
        let bodies: Vec<Element> = bodies.collect();
        let table = el("table").add(el("thead").add(el("tr").add_all(heads))).add_all(bodies);
        let proved = |point: &&PointToProve| scenario::is_proved(point, self.case.scenario, self.state);
        let count = self.case.scenario.points.iter().filter(proved).count();
        let line = speech.fill(Phrase::PointsOf, &[&self.number(count), &self.number(self.case.scenario.points.len())]);
        let fold = el("details")
            .class("figure__data fold")
            .add(el("summary").class("fold__line").add(line))
            .add(self.wide(Phrase::PointsHeld, table));
        self.block("held", Phrase::PointsHeld, fold)
    }

    /// This road beside the others: how each ended, what it moved, and where it parted from this one. Nothing while
    /// this is the only one.
    pub(super) fn compared(&self) -> Option<Element> {
        let speech = self.case.book.speech;
        self.others().next()?;
        let mine = self.played.playthrough.id;
        let all = self.case.book.progress.playthroughs_of(self.case.scenario.id);
        let roads = all.filter(|it| it.id == mine || self.others().any(|other| other.id == it.id));
        let rows = roads.enumerate().filter_map(|(index, playthrough)| {
            let trail = Trail::from(playthrough.trail.clone());
            let Ok(Standing::Ended { ending, state }) = scenario::stand(self.case.scenario, &trail) else {
                return None;
            };
            let is_this = playthrough.id == mine;
            let signed = |moved: &i16| number::signed(i64::from(*moved), speech.locale);
            let moved = state.moved.iter().map(|it| el("td").class("compared__number").add(signed(it)));
            let parted = if is_this { self.say(Phrase::ComparedThis) } else { self.parted(playthrough) };
            Some(
                el("tr")
                    .maybe("aria-current", is_this.then_some("true"))
                    .add(el("th").set("scope", "row").add(self.number(index + 1)))
                    .add(el("td").add(self.ending_title(ending)))
                    .add_all(moved.collect::<Vec<_>>())
                    .add(el("td").add(parted)),
            )
        });
        let rows: Vec<Element> = rows.collect();
        let head = |words: String| el("th").set("scope", "col").add(words);
        let heads = el("tr")
            .add(head(self.say(Phrase::ComparedRoad)))
            .add(head(self.say(Phrase::ComparedEnding)))
            .add_all(Dimension::ALL.map(|it| head(self.dimension(it))))
            .add(head(self.say(Phrase::ComparedParted)));
        let table = el("table").add(el("thead").add(heads)).add(el("tbody").add_all(rows));
        Some(self.block("compared", Phrase::ComparedTitle, self.wide(Phrase::ComparedTitle, table)))
    }

    /// A table that scrolls on a narrow page.
    fn wide(&self, name: Phrase, table: Element) -> Element {
        let wide = el("div").class("wide").set("tabindex", "0").set("role", "region");
        wide.set("aria-label", self.say(name)).add(table)
    }

    fn block(&self, id: &'static str, title: Phrase, content: Element) -> Element {
        el("section")
            .class("block")
            .set("data-block", id)
            .set("aria-labelledby", id)
            .add(el("h2").set("id", id).say(self.case.book.speech, title))
            .add(content)
    }

    /// The first decision at which another walk went a different way.
    fn parted(&self, other: &Playthrough) -> String {
        let other = Played::of(other, self.case.scenario);
        let mine = self.played.visits.iter();
        match mine.zip(&other.visits).position(|(mine, other)| mine.choices != other.choices) {
            Some(place) => self.case.book.speech.fill(Phrase::DecisionNumber, &[&self.number(place + 1)]),
            None => self.say(Phrase::ComparedNever),
        }
    }
}
