//! A file before it is read in: what it holds, whose record it joins, and why one is refused.

use super::keep::{dot, name_of};
use crate::markup::action::{Action, OfficeAction};
use crate::markup::page::{Book, button, dialog};
use crate::markup::{Markup, el};
use crate::model::Phrase;
use crate::storage::profiles::Profile;
use crate::storage::transfer::{Incoming, Refusal};

/// A file on the desk, before it is read in.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportDesk {
    /// The name of the file.
    pub file: String,
    /// What it holds, learner by learner.
    pub people: Vec<Incoming>,
    /// How many entries are new, learner by learner, if it is read into the record of whoever learns now or, for
    /// more than one learner, into their own.
    pub new: Vec<usize>,
    /// Whether it becomes a record of its own.
    pub is_apart: bool,
    /// Who learns now.
    pub owner: Profile,
}

/// What a file holds, and whether to read it in.
pub fn holdings(book: &Book<'_>, desk: &ImportDesk) -> Vec<Markup> {
    let speech = book.speech;
    let number = |count: usize| speech.number(count as u64);
    let mut content: Vec<Markup> = vec![
        dialog::heading(speech.say(Phrase::ImportTitle)).into(),
        el("p").class("field__hint").add(desk.file.clone()).into(),
    ];
    let is_one = desk.people.len() == 1;
    for (incoming, new) in desk.people.iter().zip(&desk.new) {
        let name = name_of(&incoming.profile, Phrase::WhoNobody, book);
        let counts = incoming.progress.counts();
        let holds = [counts.attempts as usize, counts.playthroughs, counts.days].map(number);
        let new = if desk.is_apart && is_one { incoming.entries.len() } else { *new };
        let added = match new {
            0 => speech.say(Phrase::ImportKnown),
            new => speech.fill(Phrase::ImportNew, &[&number(new)]),
        };
        let damaged = (0 < incoming.damaged)
            .then(|| el("p").add(speech.fill(Phrase::ImportDamaged, &[&number(incoming.damaged)])));
        let words = el("div")
            .class("stack__tight")
            .add(
                el("p")
                    .class("people__name")
                    .add(dot(incoming.profile.colour))
                    .add(speech.fill(Phrase::ImportOf, &[&name])),
            )
            .add(
                el("p")
                    .add(speech.fill(Phrase::ImportHolds, &holds.each_ref().map(String::as_str)))
                    .add(" ")
                    .add(added),
            )
            .add_some(damaged);
        content.push(words.into());
    }
    if is_one {
        let choice = |is_apart: bool, label: String| {
            let input = el("input")
                .set("type", "radio")
                .set("name", "where")
                .mark("checked", desk.is_apart == is_apart)
                .on(Action::Office(OfficeAction::ImportApart(is_apart)));
            el("label").class("settings__choice").add(input).add(label)
        };
        let owner = name_of(&desk.owner, Phrase::WhoSomebody, book);
        let where_to = el("fieldset")
            .class("stack__tight")
            .add(el("legend").say(speech, Phrase::ImportWhere))
            .add(choice(false, speech.fill(Phrase::ImportMine, &[&owner])))
            .add(choice(true, speech.say(Phrase::ImportApart)));
        content.push(where_to.into());
    }
    let yes = button(Action::Office(OfficeAction::Import), "read-in", speech.say(Phrase::ImportYes), Some("#i-import"))
        .set("data-weight", "main");
    let no = button(Action::Close, "keep", speech.say(Phrase::ImportNo), None);
    content.push(el("p").class("cluster").add(yes).add(no).into());
    content
}

/// The reason why a file is not read in.
pub fn refusal_phrase(refusal: Refusal) -> Phrase {
    match refusal {
        Refusal::TooLarge => Phrase::RefusedTooLarge,
        Refusal::NotJson => Phrase::RefusedNotJson,
        Refusal::Foreign => Phrase::RefusedForeign,
        Refusal::Newer => Phrase::RefusedNewer,
        Refusal::Empty => Phrase::RefusedEmpty,
    }
}

/// Why a file is not read in.
pub fn refused(book: &Book<'_>, refusal: Refusal) -> Vec<Markup> {
    let why = refusal_phrase(refusal);
    vec![
        dialog::heading(book.speech.say(Phrase::RefusedTitle)).into(),
        el("p").set("data-refused", refusal.as_str()).say(book.speech, why).into(),
        el("p").say(book.speech, Phrase::RefusedUnchanged).into(),
    ]
}
