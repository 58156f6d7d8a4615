//! Files that a trainer opens: where they are picked or dropped, and what is said of those that are refused.

use crate::markup::action::WorkshopAction;
use crate::markup::page::record::import::refusal_phrase;
use crate::markup::page::{Book, button};
use crate::markup::{Action, Element, el, icon};
use crate::model::Phrase;
use crate::storage::transfer::Refusal;

/// A place where files are opened.
pub struct Opener<'a> {
    /// The contents and their words.
    pub book: &'a Book<'a>,
    /// The id of the field, and its hook.
    pub field: &'static str,
    /// What opens the files.
    pub open: (WorkshopAction, Phrase),
    /// What puts them away: hook, action, words.
    pub clear: (&'static str, WorkshopAction, Phrase),
    /// That nothing leaves the computer.
    pub private: Phrase,
    /// How many files were refused.
    pub count: Phrase,
    /// What is said of a file of another kind.
    pub foreign: Phrase,
}

impl Opener<'_> {
    /// The field, with what can be done once something lies open.
    pub fn controls(&self, is_open: bool, refused: &[(String, Refusal)]) -> Element {
        let speech = self.book.speech;
        let input = el("input")
            .class("unseen")
            .set("type", "file")
            .set("id", self.field)
            .set("accept", ".json,application/json")
            .mark("multiple", true)
            .on(Action::Workshop(self.open.0));
        let open = el("label")
            .class("button")
            .set("data-action", self.field)
            .set("data-weight", "main")
            .add(input)
            .add(icon("#i-import"))
            .say(speech, self.open.1);
        let (hook, action, words) = self.clear;
        let clear =
            (is_open || !refused.is_empty()).then(|| button(Action::Workshop(action), hook, speech.say(words), None));
        let print = is_open.then(|| button(Action::Print, "print", speech.say(Phrase::Print), Some("#i-print")));
        el("div")
            .class("stack")
            .add(el("p").set("data-private", "").say(speech, self.private))
            .add(el("p").class("cluster").add(open).add_some(clear).add_some(print))
    }

    /// Files that were not read in, each with the reason.
    pub fn refusals(&self, refused: &[(String, Refusal)]) -> Option<Element> {
        let speech = self.book.speech;
        let why = |refusal| match refusal {
            Refusal::Foreign => self.foreign,
            other => refusal_phrase(other),
        };
        let row = |(file, refusal): &(String, Refusal)| {
            el("li")
                .set("data-refused", refusal.as_str())
                .add(el("strong").add(file.clone()))
                .add(" ")
                .say(speech, why(*refusal))
        };
        (!refused.is_empty()).then(|| {
            let count = speech.fill(self.count, &[&speech.number(refused.len() as u64)]);
            let words = el("div")
                .add(el("p").add(el("strong").add(count)))
                .add(el("ul").class("list").add_all(refused.iter().map(row).collect::<Vec<_>>()))
                .add(el("p").say(speech, Phrase::RefusedUnchanged));
            el("section")
                .class("notice")
                .set("data-notice", "refused")
                .set("role", "alert")
                .add(icon("#i-caution"))
                .add(words)
        })
    }
}
