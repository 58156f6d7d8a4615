//! The file of a case: the exhibits that are in it now, and the one that lies open.

use super::CasePage;
use crate::engine::scenario::{self, State};
use crate::markup::action::CaseAction;
use crate::markup::tree::VersionTree;
use crate::markup::{Action, Element, el, icon};
use crate::model::{ExhibitState, Phrase, VersionId};

impl CasePage<'_> {
    /// The exhibits that are in the file now, and the one that lies open.
    pub(super) fn file(&self, state: &State, open: Option<VersionId>) -> Element {
        let speech = self.book.speech;
        let there = self.scenario.exhibits.iter().enumerate().filter_map(|(index, exhibit)| {
            let (place, version) = scenario::exhibit_version(exhibit, self.scenario, state)?;
            Some((exhibit, version, self.words.exhibits.get(index)?.get(place)?))
        });
        let there: Vec<_> = there.collect();
        let new = there.iter().filter(|(_, version, _)| version.state == ExhibitState::New).count();
        let count = speech.number(there.len() as u64);
        let count = match new {
            0 => speech.fill(Phrase::CaseExhibits, &[&count]),
            new => speech.fill(Phrase::CaseExhibitsNew, &[&count, &speech.number(new as u64)]),
        };
        let here = there.iter().find(|(_, version, _)| Some(version.id) == open).or(there.first());
        let tabs = there.iter().map(|(exhibit, version, words)| {
            let note = match version.state {
                ExhibitState::Sound => None,
                ExhibitState::Weak => Some(Phrase::CaseExhibitWeak),
                ExhibitState::New => Some(Phrase::CaseExhibitNew),
            };
            let is_here = here.is_some_and(|(_, open, _)| open.id == version.id);
            let name =
                el("span").add_all(words.title.clone()).add_some(note.map(|it| el("small").say(self.book.speech, it)));
            let tab = el("button")
                .set("type", "button")
                .maybe("aria-current", is_here.then_some("true"))
                .on(Action::Case(CaseAction::Read(version.id)))
                .add(el("b").add(exhibit.tag.clone()))
                .add(name);
            el("li").set("data-exhibit", exhibit.id.to_string()).set("data-state", version.state.as_str()).add(tab)
        });
        let head = el("div")
            .class("file__head")
            .add(el("h2").class("file__title").set("id", "file-title").say(self.book.speech, Phrase::CaseFile))
            .add(el("span").class("mark").add(icon("#i-exhibit")).add(el("span").add(count)));
        let paper = here
            .map(|(exhibit, version, words)| self.paper(&exhibit.tag, exhibit.id.to_string(), version.state, words));
        el("section")
            .class("desk__file")
            .set("aria-labelledby", "file-title")
            .add(head)
            .add(el("ol").class("file__tabs").add_all(tabs.collect::<Vec<_>>()))
            .add_some(paper)
    }

    fn paper(&self, tag: &str, id: String, state: ExhibitState, words: &VersionTree) -> Element {
        let note = (!words.note.is_empty()).then(|| el("span").add_all(words.note.clone()));
        el("article")
            .class("paper")
            .set("id", "exhibit")
            .set("tabindex", "-1")
            .set("data-exhibit", id)
            .set("data-state", state.as_str())
            .set("aria-labelledby", "exhibit-name")
            .add(el("p").class("paper__tag").add(el("b").add(tag.to_owned())).add_some(note))
            .add(el("h3").class("paper__name").set("id", "exhibit-name").add_all(words.title.clone()))
            .add(el("div").class("paper__body").add_all(words.blocks.clone()))
    }
}
