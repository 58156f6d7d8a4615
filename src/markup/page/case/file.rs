//! The file of a case: the exhibits that are in it now, and the one that lies open.

use super::{CasePage, Desk};
use crate::engine::scenario::{self, State};
use crate::markup::action::CaseAction;
use crate::markup::page::button;
use crate::markup::tree::VersionTree;
use crate::markup::{Action, Element, el, icon};
use crate::model::{Exhibit, ExhibitState, Phrase, Version};

impl CasePage<'_> {
    /// The exhibits that are in the file now, and the one that lies open.
    pub(super) fn file(&self, state: &State, desk: &Desk) -> Element {
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
        let here = there.iter().find(|(_, version, _)| Some(version.id) == desk.exhibit).or(there.first());
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
            .add(el("span").class("mark").add(icon("#i-exhibit")).add(el("span").add(count.clone())));
        let paper = here.map(|(exhibit, version, words)| self.paper(exhibit, version, words));
        let pinning = here.map(|(_, version, _)| self.pinning(version.id, desk));
        let open = speech.fill(Phrase::FileOpen, &[&count]);
        let (action, name, words) = if desk.is_file_open {
            (CaseAction::ShowFile(false), "file-close", self.say(Phrase::FileClose))
        } else {
            (CaseAction::ShowFile(true), "file-open", open)
        };
        // On a narrow page the file lies under the decision like a drawer, and this pulls it out.
        let drawer = button(Action::Case(action), name, words, None)
            .class_also("drawer__handle")
            .set("aria-expanded", if desk.is_file_open { "true" } else { "false" })
            .set("aria-controls", "file");
        let body = el("div")
            .class("drawer__body stack")
            .set("id", "file")
            .add(head)
            .add(el("ol").class("file__tabs").add_all(tabs.collect::<Vec<_>>()))
            .add_some(paper)
            .add_some(pinning)
            .add_some(self.court(state))
            .add(self.points(state));
        el("section")
            .class("desk__file drawer")
            .set("data-open", if desk.is_file_open { "yes" } else { "no" })
            .set("aria-labelledby", "file-title")
            .add(drawer)
            .add(body)
    }

    /// What the court will see of the file as it stands.
    fn court(&self, state: &State) -> Option<Element> {
        let lines = self.scenario.court.iter().zip(&self.words.court);
        let lines = lines.filter(|(line, _)| scenario::holds(&line.when, self.scenario, state));
        let lines: Vec<Element> =
            lines.map(|(line, words)| el("li").set("data-court", line.id.to_string()).add_all(words.clone())).collect();
        (!lines.is_empty()).then(|| {
            el("section")
                .class("court")
                .set("aria-labelledby", "court-title")
                .add(el("h2").class("court__title").set("id", "court-title").say(self.book.speech, Phrase::CourtTitle))
                .add(el("ul").class("list").add_all(lines))
        })
    }

    fn paper(&self, exhibit: &Exhibit, version: &Version, words: &VersionTree) -> Element {
        let note = (!words.note.is_empty()).then(|| el("span").add_all(words.note.clone()));
        el("article")
            .class("paper")
            .set("id", "exhibit")
            .set("tabindex", "-1")
            .set("data-exhibit", exhibit.id.to_string())
            .set("data-version", version.id.to_string())
            .set("data-state", version.state.as_str())
            .set("aria-labelledby", "exhibit-name")
            .add(el("p").class("paper__tag").add(el("b").add(exhibit.tag.clone())).add_some(note))
            .add(el("h3").class("paper__name").set("id", "exhibit-name").add_all(words.title.clone()))
            .add(el("div").class("paper__body").add_all(words.blocks.clone()))
    }
}
