//! Where the record is kept, and whose it is.

use super::super::{Book, button};
use crate::markup::action::{Action, OfficeAction, PersonAction};
use crate::markup::page::dialog;
use crate::markup::{Element, Markup, el, icon, number};
use crate::model::Phrase;
use crate::storage::profiles::{Colour, Profile, ProfileState};
use crate::storage::{Import, Keeping, Room};

/// What browsers give a site, in units of 16 bits: 5 MiB by common practice, of which they count both bytes of a unit
/// or one.
const ROOM_UNITS: usize = 5 * 1024 * 1024;
/// Loose entries that are worth putting together by hand.
const LOOSE_WORTH: usize = 100;
/// Answers and endings after which a copy is worth a reminder.
const REMINDER_AFTER: u64 = 20;

/// How the record is kept, and whose it is.
pub struct Kept<'a> {
    /// Whether it is stored.
    pub keeping: Keeping,
    /// How much room it takes.
    pub room: Room,
    /// What the browser said when it was asked to keep it for good.
    pub persisted: Option<bool>,
    /// Who learns now.
    pub profile: &'a Profile,
    /// Everybody on this computer.
    pub profiles: &'a [Profile],
    /// Files that were read in.
    pub imports: &'a [Import],
}

/// A name to be shown, for who has none too.
pub fn name_of(profile: &Profile, phrase: Phrase, book: &Book<'_>) -> String {
    if profile.name.is_empty() { book.speech.say(phrase) } else { profile.name.clone() }
}

/// A colour beside a name.
pub fn dot(colour: Colour) -> Element {
    el("span").class("dot").set("data-colour", colour.as_str()).set("aria-hidden", "true")
}

/// That much work has no copy; none while it is little.
fn alone(book: &Book<'_>) -> Option<String> {
    let count = book.progress.not_exported();
    (REMINDER_AFTER <= count).then(|| book.speech.fill(Phrase::TakeReminder, &[&book.speech.number(count)]))
}

/// The same as a notice, with the way to a copy.
pub fn reminder(book: &Book<'_>) -> Option<Element> {
    alone(book).map(|words| {
        let export = button(
            Action::Office(OfficeAction::Export),
            "export",
            book.speech.say(Phrase::DownloadRecord),
            Some("#i-export"),
        );
        el("section")
            .class("notice")
            .set("data-state", "quiet")
            .set("data-notice", "copy")
            .add(icon("#i-export"))
            .add(el("p").add(words))
            .add(el("p").class("cluster").add(export))
    })
}

impl Kept<'_> {
    /// The notes beside the record.
    pub fn aside(&self, book: &Book<'_>) -> Vec<Element> {
        vec![self.storage(book), self.take(book), self.people(book)]
    }

    fn section(&self, book: &Book<'_>, name: Phrase) -> Element {
        el("section").class("marginal").add(el("h2").say(book.speech, name))
    }

    fn storage(&self, book: &Book<'_>) -> Element {
        let speech = book.speech;
        let (sign, phrase) = match self.keeping {
            Keeping::Saved => ("#i-saved", Phrase::RecordSavedWords),
            Keeping::MemoryOnly => ("#i-unsaved", Phrase::KeptMemoryOnlyWords),
            Keeping::ReadOnly => ("#i-unsaved", Phrase::KeptReadOnlyWords),
            Keeping::Full => ("#i-unsaved", Phrase::KeptFullWords),
        };
        let state = el("p")
            .class("kept")
            .set("data-keeping", self.keeping.as_str())
            .add(icon(sign))
            .add(el("span").say(speech, phrase));
        let kilobytes = |units: usize| speech.number(units.div_ceil(1024) as u64);
        let used = speech.fill(Phrase::RoomUsed, &[&kilobytes(self.room.units), &kilobytes(ROOM_UNITS)]);
        let meter = el("progress")
            .class("room")
            .set("value", self.room.units.to_string())
            .set("max", ROOM_UNITS.to_string())
            .set("aria-label", used.clone());
        let persisted = match self.persisted {
            Some(true) => Some(Phrase::PersistYes),
            Some(false) => Some(Phrase::PersistNo),
            None => None,
        };
        let tidy = (LOOSE_WORTH <= self.room.loose && self.keeping != Keeping::ReadOnly).then(|| {
            let words = speech.fill(Phrase::RoomLoose, &[&speech.number(self.room.loose as u64)]);
            let tidy = button(Action::Office(OfficeAction::Tidy), "tidy", speech.say(Phrase::RoomTidy), None);
            Markup::Row(vec![el("p").class("field__hint").add(words).into(), tidy.into()])
        });
        self.section(book, Phrase::RecordStorage)
            .add(state)
            .add_some(persisted.map(|phrase| el("p").set("data-persisted", "").say(speech, phrase)))
            .add(el("p").add(meter).add(used))
            .add_some(tidy)
    }

    fn take(&self, book: &Book<'_>) -> Element {
        let speech = book.speech;
        let last = match book.progress.last_export() {
            Some(export) => {
                let (year, month, day) = (export.day.year(), export.day.month(), export.day.day());
                speech.fill(Phrase::TakeLast, &[&number::date(year, month, day, speech.locale)])
            }
            None => speech.say(Phrase::TakeNever),
        };
        let input = el("input")
            .class("unseen")
            .set("type", "file")
            .set("id", "import-file")
            .set("accept", ".json,application/json")
            .on(Action::Office(OfficeAction::PickFile));
        let import = el("label")
            .class("button")
            .set("data-action", "import")
            .add(input)
            .add(icon("#i-import"))
            .say(speech, Phrase::TakeImport);
        let export = button(
            Action::Office(OfficeAction::Export),
            "export",
            speech.say(Phrase::DownloadRecord),
            Some("#i-export"),
        );
        let all = button(Action::ExportAll, "export-all", speech.say(Phrase::DownloadAll), Some("#i-export"));
        let mut section = self
            .section(book, Phrase::TakeTitle)
            .add(el("p").say(speech, Phrase::TakeWords))
            .add_some(alone(book).map(|words| el("p").add(words)))
            .add(el("p").class("cluster").add(export).add(import).add(all))
            .add(el("p").class("field__hint").add(last).add(" ").say(speech, Phrase::TakeDrop));
        if !self.imports.is_empty() {
            let mut list = el("ul").class("people");
            for import in self.imports {
                let from = import.header.from.clone().unwrap_or_default();
                let words = speech.fill(Phrase::TakeRead, &[&from, &speech.number(import.count as u64)]);
                let back = button(
                    Action::Office(OfficeAction::TakeBack(import.key.clone())),
                    "take-back",
                    speech.say(Phrase::TakeBack),
                    Some("#i-back"),
                );
                list = list.add(el("li").add(el("span").add(words)).add(back));
            }
            section = section.add(el("h3").say(speech, Phrase::TakeReads)).add(list);
        }
        section
    }

    fn people(&self, book: &Book<'_>) -> Element {
        let speech = book.speech;
        let name = el("input")
            .class("input")
            .set("id", "person-name")
            .set("type", "text")
            .set("autocomplete", "off")
            .set("maxlength", "60")
            .set("value", self.profile.name.clone())
            .set("placeholder", speech.say(Phrase::WhoNobody))
            .on(Action::Office(OfficeAction::NamePerson));
        let name = el("label").class("field").add(el("span").say(speech, Phrase::WhoName)).add(name);
        let mut colours = el("fieldset").class("colours").add(el("legend").say(speech, Phrase::WhoColour));
        for (colour, phrase) in Colour::ALL.iter().zip(COLOURS) {
            let input = el("input")
                .set("type", "radio")
                .set("name", "colour")
                .set("value", colour.as_str())
                .mark("checked", self.profile.colour == *colour)
                .on(Action::Office(OfficeAction::Paint(*colour)));
            let words = el("span").class("unseen").say(speech, phrase);
            colours = colours.add(el("label").class("colours__one").add(input).add(dot(*colour)).add(words));
        }
        let add = button(
            Action::Office(OfficeAction::AddPerson),
            "add-person",
            speech.say(Phrase::WhoAdd),
            Some("#i-person"),
        );
        let mut section = self
            .section(book, Phrase::WhoTitle)
            .add(el("p").class("field__hint").say(speech, Phrase::WhoWords))
            .add(name)
            .add(colours)
            .add(self.list(book, ProfileState::Active))
            .add(add);
        for (state, phrase) in
            [(ProfileState::Archived, Phrase::WhoArchived), (ProfileState::Deleted, Phrase::WhoDeleted)]
        {
            if self.profiles.iter().any(|it| it.state == state) {
                section = section.add(el("h3").say(speech, phrase)).add(self.list(book, state));
            }
        }
        section
    }

    /// The people in one state, with what can be done with each.
    fn list(&self, book: &Book<'_>, state: ProfileState) -> Element {
        let say = |phrase| book.speech.say(phrase);
        let mut list = el("ul").class("people");
        for profile in self.profiles.iter().filter(|it| it.state == state) {
            let act = |act, hook, phrase| {
                button(Action::Office(OfficeAction::Person(profile.id, act)), hook, say(phrase), None)
            };
            let name = name_of(profile, Phrase::WhoNobody, book);
            let is_here = profile.id == self.profile.id;
            let mut row = el("li")
                .set("data-person", profile.id.to_string())
                .maybe("aria-current", is_here.then_some("true"))
                .add(el("span").class("people__name").add(dot(profile.colour)).add(name.clone()));
            row = match state {
                ProfileState::Active => {
                    let go_on = book.speech.fill(Phrase::WhoSwitch, &[&name]);
                    row.add_some((!is_here).then(|| {
                        button(
                            Action::Office(OfficeAction::Person(profile.id, PersonAction::Switch)),
                            "switch",
                            go_on,
                            Some("#i-person"),
                        )
                    }))
                    .add(act(PersonAction::Archive, "archive", Phrase::WhoArchive))
                    .add(act(PersonAction::Delete, "delete", Phrase::WhoDelete))
                }
                ProfileState::Archived => row.add(act(PersonAction::Restore, "restore", Phrase::WhoBack)),
                ProfileState::Deleted => row.add(act(PersonAction::Restore, "restore", Phrase::WhoBack)).add(act(
                    PersonAction::AskErase,
                    "ask-erase",
                    Phrase::WhoErase,
                )),
            };
            list = list.add(row);
        }
        list
    }
}

/// The names of the colours, in the order of [`Colour::ALL`].
const COLOURS: [Phrase; 6] = [
    Phrase::ColourGreen,
    Phrase::ColourOchre,
    Phrase::ColourBlue,
    Phrase::ColourRed,
    Phrase::ColourPlum,
    Phrase::ColourSlate,
];

/// Who goes on, after a pause in which somebody else may have sat down.
pub fn not_me(book: &Book<'_>, profile: &Profile, profiles: &[Profile]) -> Element {
    let name = name_of(profile, Phrase::WhoSomebody, book);
    let yes = button(Action::ItIsMe, "it-is-me", book.speech.say(Phrase::WhoItIsMe), None).set("data-weight", "main");
    let mut answers = el("p").class("cluster").add(yes);
    for other in profiles.iter().filter(|it| it.state == ProfileState::Active && it.id != profile.id) {
        let go_on = book.speech.fill(Phrase::WhoSwitch, &[&name_of(other, Phrase::WhoNobody, book)]);
        answers = answers.add(button(
            Action::Office(OfficeAction::Person(other.id, PersonAction::Switch)),
            "switch",
            go_on,
            None,
        ));
    }
    let add = button(
        Action::Office(OfficeAction::AddPerson),
        "add-person",
        book.speech.say(Phrase::WhoAdd),
        Some("#i-person"),
    );
    el("section")
        .class("notice")
        .set("data-state", "quiet")
        .set("data-notice", "who")
        .add(icon("#i-person"))
        .add(el("p").add(dot(profile.colour)).add(book.speech.fill(Phrase::WhoNotMe, &[&name])))
        .add(answers.add(add))
}

/// Whether to erase somebody's record.
pub fn erase(book: &Book<'_>, profile: &Profile) -> Vec<Markup> {
    let name = name_of(profile, Phrase::WhoNobody, book);
    let yes = Action::Office(OfficeAction::Person(profile.id, PersonAction::Erase));
    let yes = button(yes, "erase", book.speech.say(Phrase::WhoErase), None);
    let no = button(Action::Close, "keep", book.speech.say(Phrase::WhoEraseNo), None).set("data-weight", "main");
    vec![
        dialog::heading(book.speech.fill(Phrase::WhoEraseSure, &[&name])).into(),
        el("p").say(book.speech, Phrase::WhoEraseWords).into(),
        el("p").class("cluster").add(no).add(yes).into(),
    ]
}
