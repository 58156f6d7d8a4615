//! Evidence pinned to points to prove.

use super::{CasePage, Desk};
use crate::engine::progress::Pin;
use crate::engine::scenario::{self, State};
use crate::markup::action::CaseAction;
use crate::markup::page::button;
use crate::markup::{Action, Element, Markup, el, text};
use crate::model::{OffenceId, Phrase, PointToProve, VersionId};

/// Letters of a pinned passage that are shown.
const QUOTE_SHOWN: usize = 80;

impl CasePage<'_> {
    /// The offences of the points, in order, each with its name.
    pub fn offences(&self) -> Vec<(OffenceId, &str)> {
        let mut offences: Vec<OffenceId> = Vec::new();
        for point in &self.scenario.points {
            if !offences.contains(&point.offence) {
                offences.push(point.offence);
            }
        }
        offences.into_iter().zip(self.words.offences.iter().map(String::as_str)).collect()
    }

    /// The points of an offence, each with its place and its words.
    pub fn points_of(&self, offence: OffenceId) -> impl Iterator<Item = (usize, &PointToProve, &str)> {
        let points = self.scenario.points.iter().zip(&self.words.points).enumerate();
        let points = points.filter(move |(_, (point, _))| point.offence == offence);
        points.map(|(place, (point, words))| (place, point, words.as_str()))
    }

    /// The tags of what goes to prove a point and is in the file.
    pub fn tags(&self, point: &PointToProve, state: &State) -> String {
        let exhibits = self.scenario.exhibits.iter().filter(|it| point.exhibits.contains(&it.id));
        let there = exhibits.filter(|it| scenario::exhibit_version(it, self.scenario, state).is_some());
        there.map(|it| it.tag.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The form that pins the open exhibit, or the words selected in it, to a point.
    pub(super) fn pinning(&self, version: VersionId, desk: &Desk) -> Element {
        let speech = self.book.speech;
        let first = el("option").set("value", "").mark("selected", desk.point.is_none()).say(speech, Phrase::PinChoose);
        let groups = self.offences().into_iter().map(|(offence, name)| {
            let options = self.points_of(offence).map(|(place, _, words)| {
                el("option")
                    .set("value", place.to_string())
                    .mark("selected", desk.point == Some(place))
                    .add(words.to_owned())
            });
            el("optgroup").set("label", name.to_owned()).add_all(options.collect::<Vec<_>>())
        });
        let select = el("select")
            .set("name", "point")
            .set("aria-label", self.say(Phrase::PinTo))
            .on(Action::Case(CaseAction::Point))
            .add(first)
            .add_all(groups.collect::<Vec<_>>());
        let words = if desk.quote.is_empty() { Phrase::PinWhole } else { Phrase::PinPassage };
        let pin = button(Action::Case(CaseAction::Pin(version)), "pin", self.say(words), None);
        let shown = match desk.quote.as_str() {
            "" => el("p").class("pinning__hint").say(speech, Phrase::PinHint),
            quote => el("blockquote").class("note-quote").add(shortened(quote)),
        };
        let prompt = desk.is_pin_prompted.then(|| text(self.say(Phrase::PinFirst)));
        el("div")
            .class("pinning")
            .add(el("p").class("pinning__name").say(speech, Phrase::PinTo))
            .add(select)
            .add(shown)
            .add(el("p").class("item__prompt").set("role", "alert").add_some(prompt))
            .add(el("p").class("cluster").add(pin))
    }

    /// The points to prove, each with what the learner has pinned to it, folded.
    pub(super) fn points(&self, state: &State) -> Element {
        let speech = self.book.speech;
        let pins: Vec<(&Pin, &str)> = self.pins(Some(state));
        let has_pin = |point: &&PointToProve| pins.iter().any(|(pin, _)| is_for(pin, point));
        let count = self.scenario.points.iter().filter(has_pin).count();
        let line = speech.fill(
            Phrase::PointsPinned,
            &[&speech.number(count as u64), &speech.number(self.scenario.points.len() as u64)],
        );
        let blocks = self.offences().into_iter().map(|(offence, name)| {
            let rows = self.points_of(offence).map(|(_, point, words)| {
                let pinned = pins.iter().filter(|(pin, _)| is_for(pin, point)).map(|(pin, tag)| self.pinned(pin, tag));
                let pinned: Vec<Element> = pinned.collect();
                let list = (!pinned.is_empty()).then(|| el("ul").class("pins").add_all(pinned));
                el("li")
                    .set("data-point", format!("{}.{}", point.offence, point.element))
                    .add(words.to_owned())
                    .add_some(list)
            });
            el("div")
                .add(el("h3").class("points__offence").add(name.to_owned()))
                .add(el("ol").class("elements").add_all(rows.collect::<Vec<_>>()))
        });
        el("details")
            .class("fold points")
            .add(el("summary").class("fold__line").add(el("b").say(speech, Phrase::PointsTitle)).add(" ").add(line))
            .add_all(blocks.collect::<Vec<_>>())
    }

    /// What the learner has pinned, with the tag of the exhibit; only what lies in the file, if a state is given.
    pub fn pins(&self, state: Option<&State>) -> Vec<(&Pin, &str)> {
        let pins = self.book.progress.pins(self.scenario.id);
        let placed = pins.filter_map(|pin| {
            let exhibit = self.scenario.exhibits.iter().find(|it| it.versions.iter().any(|it| it.id == pin.version))?;
            let is_there = state.is_none_or(|state| {
                scenario::exhibit_version(exhibit, self.scenario, state).is_some_and(|(_, it)| it.id == pin.version)
            });
            is_there.then_some((pin, exhibit.tag.as_str()))
        });
        placed.collect()
    }

    fn pinned(&self, pin: &Pin, tag: &str) -> Element {
        let off = button(
            Action::Case(CaseAction::Unpin(pin.id)),
            "unpin",
            self.book.speech.fill(Phrase::PinOff, &[tag]),
            None,
        );
        el("li").add(self.pin_words(pin, tag)).add(" ").add(off.set("data-weight", "quiet"))
    }

    /// A pin in words: the tag of the exhibit, and the passage.
    pub fn pin_words(&self, pin: &Pin, tag: &str) -> Markup {
        let quote = (!pin.quote.is_empty()).then(|| el("q").add(shortened(&pin.quote)));
        el("span").add(el("b").add(tag.to_owned())).add(" ").add_some(quote).into()
    }
}

/// Whether a pin stands at a point.
pub fn is_for(pin: &Pin, point: &PointToProve) -> bool {
    (pin.offence, pin.element) == (point.offence, point.element)
}

/// The beginning of a long passage.
fn shortened(quote: &str) -> String {
    let mut shown: String = quote.chars().take(QUOTE_SHOWN).collect();
    if shown.len() < quote.len() {
        shown.push('…');
    }
    shown
}
