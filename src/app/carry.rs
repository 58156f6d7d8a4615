//! Carrying out what the reader does.

use super::platform::{self, Anchor};
use super::session::{Content, Dialog, Session};
use super::{case, items, keep, people, transfer};
use crate::markup::Action;
use crate::markup::page::case::Desk;

impl Session {
    /// Carries out an action; `value` is that of the control that was used.
    pub fn carry_out(self, action: Action, value: String) {
        match action {
            Action::Item(id, action) => items::act(self, id, action, &value),
            Action::Flip(number) => self.flip(number),
            Action::Open(entry) => self.open_entry(entry),
            Action::Close | Action::KeepRecord => self.dialog.set(Dialog::Closed),
            Action::Speak(locale) => {
                self.wish(|wishes| wishes.locale = Some(locale));
                let anchor = Anchor::here();
                let route = self.view.peek(|view| view.route);
                self.go(route, locale, move || {
                    if let Some(anchor) = anchor {
                        anchor.restore();
                    }
                });
            }
            Action::Paint(theme) => self.wish(|wishes| wishes.theme = theme),
            Action::Size(size) => self.wish(|wishes| wishes.text_size = size),
            Action::Train(shown) => self.wish(|wishes| wishes.trainer_notes = shown),
            Action::Time(timing) => self.wish(|wishes| wishes.feedback = timing),
            Action::Begin(_) => case::begin(self, None),
            Action::PlayFrom(place) => case::begin(self, Some(place)),
            Action::Lean(choice) => {
                self.desk.update(|desk| *desk = Desk { leaning: Some(choice), is_prompted: false, ..*desk })
            }
            Action::Decide => case::decide(self),
            Action::GoOn => case::go_on(self),
            Action::StepBack => case::step_back(self),
            Action::Read(version) => {
                self.desk.update(|desk| desk.exhibit = Some(version));
                // On a narrow page the paper lies below its tabs.
                platform::after_paint(|| {
                    if let Some(paper) = platform::find("#exhibit") {
                        platform::focus_quietly(&paper);
                    }
                });
            }
            Action::Export => transfer::export(self),
            Action::ExportAll => transfer::export_all(self),
            Action::PickFile => {
                if let Some(file) = platform::picked("#import-file") {
                    transfer::look_at(self, file);
                }
            }
            Action::ImportApart(is_apart) => transfer::choose(self, is_apart),
            Action::Import => transfer::import(self),
            Action::TakeBack(key) => transfer::take_back(self, &key),
            Action::Tidy => keep::tidy(self),
            Action::Person(id, action) => people::act(self, id, action),
            Action::AddPerson => people::add(self),
            Action::NamePerson => people::name(self, &value),
            Action::Paints(colour) => people::paint(self, colour),
            Action::ItIsMe => self.is_after_pause.set(false),
            Action::AskReset => self.dialog.set(Dialog::Reset),
            Action::Reset => {
                self.dialog.set(Dialog::Closed);
                let reset = self.journal.peek(|journal| journal.reset());
                self.record(reset);
                self.desk.set(Desk::default());
                self.items.set(Default::default());
            }
            Action::Retry => {
                let (route, locale) = self.view.peek(|view| match view.content {
                    Content::Failed(_, wanted) => (view.route, wanted),
                    _ => (view.route, view.locale),
                });
                self.go(route, locale, || {});
            }
            Action::Print => platform::print(),
        }
    }

    /// Whether a lesson is in view.
    pub fn has_lesson(self) -> bool {
        self.view.peek(|view| matches!(view.content, Content::Lesson(..)))
    }
}
