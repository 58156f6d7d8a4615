//! The pages: each a pure function from data to a tree.

pub mod about;
pub mod assessment;
pub mod case;
pub mod debrief;
pub mod dialog;
pub mod home;
pub mod lesson;
pub mod notes;
pub mod offences;
pub mod record;
pub mod search;
pub mod settings;
pub mod shell;
pub mod study;
pub mod workshop;

use super::block::{mark_icon, mark_phrase};
use super::{Element, Speech, el, icon};
use crate::engine::progress::Progress;
use crate::model::{
    CaseEntry, EndingId, Handbook, HandbookWords, LessonEntry, Locale, Mark, NoteKind, Part, PartId, Phrase, Role,
    ScenarioId,
};

/// What every page of the app knows: the table of contents, its words, and what the learner did.
#[derive(Clone, Copy)]
pub struct Book<'a> {
    /// The table of contents.
    pub handbook: &'a Handbook,
    /// Its words.
    pub words: &'a HandbookWords,
    /// What the learner did.
    pub progress: &'a Progress,
    /// The language and its phrases.
    pub speech: &'a Speech<'a>,
}

impl Book<'_> {
    /// The title of a lesson.
    pub fn lesson_title(&self, lesson: &LessonEntry) -> &str {
        self.words.lessons.get(lesson.place).map(String::as_str).unwrap_or_default()
    }

    /// The title of a part; none for a part of another edition.
    pub fn part_title(&self, id: PartId) -> Option<&str> {
        let place = self.handbook.parts.iter().position(|it| it.id == id)?;
        self.words.parts.get(place).map(String::as_str)
    }

    /// The number and title of a part.
    pub fn part_name(&self, part: &Part) -> String {
        let title = self.part_title(part.id).unwrap_or_default();
        self.speech.fill(Phrase::LessonPart, &[&self.speech.number(part.number), title])
    }

    /// What a test is about: a part, or the whole.
    pub fn scope_title(&self, part: Option<PartId>) -> String {
        let title = part.and_then(|it| self.part_title(it)).map(str::to_owned);
        title.unwrap_or_else(|| self.speech.say(Phrase::TestsWhole))
    }

    /// The language of words that may not have been translated yet, where it is not that of the page.
    pub fn tongue(&self, words: &str) -> Option<&'static str> {
        let is_khmer = words.chars().any(|letter| ('\u{1780}'..='\u{17ff}').contains(&letter));
        (self.speech.locale == Locale::Km && !is_khmer).then_some(Locale::En.tag())
    }

    /// The title of a section of a lesson, by its place there.
    pub fn section_title(&self, lesson: &LessonEntry, section: usize) -> &str {
        self.words
            .sections
            .get(lesson.place)
            .and_then(|titles| titles.get(section))
            .map(String::as_str)
            .unwrap_or_default()
    }

    /// The title of a case and one line about it.
    pub fn case_words(&self, case: &CaseEntry) -> (&str, &str) {
        let place = self.handbook.case(case.id).map(|(place, _)| place);
        let words = place.and_then(|place| self.words.cases.get(place));
        words.map(|(title, line)| (title.as_str(), line.as_str())).unwrap_or_default()
    }

    /// The name of an ending; none if the case or the ending has gone from the handbook.
    pub fn ending_title(&self, case: ScenarioId, ending: EndingId) -> Option<&str> {
        let (place, entry) = self.handbook.case(case)?;
        let index = entry.endings.iter().position(|it| *it == ending)?;
        self.words.endings.get(place)?.get(index).map(String::as_str)
    }

    /// The date at which the law is stated, in words.
    pub fn law_date(&self) -> String {
        let (year, month, day) = self.handbook.law_date;
        super::number::date(year, month, day, self.speech.locale)
    }
}

/// A confidence mark: the shape says it, the words say it again.
pub fn mark(mark: Mark, kind: NoteKind, speech: &Speech<'_>) -> Element {
    el("span")
        .class("mark")
        .set("data-state", mark.as_str())
        .add(icon(mark_icon(mark)))
        .add(el("span").add(speech.say(mark_phrase(mark, kind))))
}

/// That a lawyer has not read these words yet.
pub fn draft(phrase: Phrase, speech: &Speech<'_>) -> Element {
    el("span").class("mark").set("data-state", "draft").add(icon("#i-draft")).add(el("span").say(speech, phrase))
}

/// Who the learner is in a case.
pub fn role_phrase(role: Role) -> Phrase {
    match role {
        Role::Prosecutor => Phrase::CaseRoleProsecutor,
        Role::InvestigatingJudge => Phrase::CaseRoleInvestigatingJudge,
        Role::TrialJudge => Phrase::CaseRoleTrialJudge,
        Role::AppealJudge => Phrase::CaseRoleAppealJudge,
    }
}

/// A heading block of a page without a margin.
pub fn title(running: Option<String>, heading: String, lead: Option<String>) -> Element {
    el("header")
        .class("title")
        .add_some(running.map(|words| el("p").class("title__running").add(words)))
        .add(el("h1").add(heading))
        .add_some(lead.map(|words| el("p").class("title__lead").add(words)))
}

/// A button that carries out an action of the app.
pub fn button(action: super::Action, hook: &'static str, label: String, sign: Option<&'static str>) -> Element {
    el("button")
        .class("button")
        .set("type", "button")
        .set("data-action", hook)
        .on(action)
        .add_some(sign.map(icon))
        .add(label)
}
