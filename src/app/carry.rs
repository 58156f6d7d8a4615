//! Carrying out what the reader does.

use super::platform::{self, Anchor};
use super::session::{Content, Dialog, Session};
use super::{effects, items};
use crate::markup::Action;

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
            Action::SearchKey(key) => self.wish(|wishes| wishes.search_key = key),
            Action::Time(timing) => self.wish(|wishes| wishes.feedback = timing),
            Action::Case(_) | Action::Desk(_) | Action::Study(_) | Action::Search(_) | Action::Workshop(_) => {
                if let Content::Part(part) = self.view.peek(|view| view.content.clone()) {
                    part.carry_out(self, action, value);
                }
            }
            Action::Note(action) => self.in_notes(action),
            Action::Office(_) | Action::AskReset | Action::Reset => self.in_office(action, value),
            Action::ExportAll => {
                let name = format!("kouprey-all-{}.json", platform::today());
                platform::download(&name, &self.journal.peek(|journal| journal.raw_record(platform::now_ms())));
            }
            Action::ItIsMe => self.is_after_pause.set(false),
            Action::Retry => {
                let (route, locale) = self.view.peek(|view| match view.content {
                    Content::Failed(_, wanted) => (view.route, wanted),
                    _ => (view.route, view.locale),
                });
                self.go(route, locale, move || effects::arrive(self, route));
            }
            Action::Print => platform::print(),
        }
    }

    /// Whether a lesson is in view.
    pub fn has_lesson(self) -> bool {
        self.view.peek(|view| matches!(view.content, Content::Lesson(..)))
    }
}
