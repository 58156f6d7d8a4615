//! Files of the handbook that the console and the wall need, and the papers of a test.

use super::Workshop;
use super::act::day_of;
use crate::app::session::Session as App;
use crate::engine::assessment;
use crate::engine::workshop::{Session, SessionFact};
use crate::markup::page::workshop::papers;
use crate::markup::{Element, Markup, number};
use crate::model::Phrase;
use crate::model::{ItemId, Locale, PartId, Subject, When};

impl Workshop {
    /// The files that the entry on the wall needs.
    pub(super) fn files_of(&self, session: App, held: &Session) -> Vec<String> {
        let entry = held.showing.entry.and_then(|id| held.plan.entry(id)).map(|(_, entry)| entry.subject);
        let locales = held.showing.tongues.locales().iter().copied();
        match entry {
            Some(Subject::Lesson(lesson, _)) => locales.filter_map(|locale| self.0.base.deck(locale, lesson)).collect(),
            Some(Subject::Case(case)) => {
                let structure = session.handbook.peek(|it| it.case(case).map(|(_, entry)| entry.file.clone()));
                let words = locales.filter_map(|locale| self.0.base.case_words(session, locale, case));
                structure.into_iter().chain(words).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The questions of a test on paper.
    fn asked(&self, session: App, locale: Locale, part: Option<PartId>) -> Vec<(ItemId, String)> {
        let banks = self.0.base.banks(session, locale);
        let anchors = banks
            .iter()
            .map(|bank| bank.iter().filter(|it| it.item.anchor).map(|it| it.item.id).collect::<Vec<ItemId>>());
        let anchors: Vec<Vec<ItemId>> = anchors.collect();
        let place = part.and_then(|id| session.handbook.peek(|it| it.parts.iter().position(|part| part.id == id)));
        let words = |id: &ItemId| {
            let found = banks.iter().flat_map(|it| it.iter()).find(|it| it.item.id == *id);
            found.map(|it| Markup::Row(it.words.ask.clone()).words()).unwrap_or_default()
        };
        assessment::questions(&anchors, place).into_iter().map(|id| (id, words(&id))).collect()
    }

    /// Where the papers of the test on the wall are counted.
    pub(super) fn papers_form(&self, session: App, locale: Locale, held: &Session) -> Option<Element> {
        let (part, when) = test_here(held)?;
        self.0.base.bring(session, &self.0.base.all_banks(locale));
        let items = self.asked(session, locale, part);
        Some(self.0.base.with_hall(session, locale, held, |hall| papers::form(hall, part, when, &items)))
    }

    pub(super) fn count_papers(&self, session: App, held: &Session, value: &str) {
        let Some((part, when)) = test_here(held) else { return };
        let right = held.papers(part, when).map(|it| it.right.clone()).unwrap_or_default();
        // No more than there are people, and no fewer than were right already.
        let from = right.iter().map(|(_, count)| *count).max().unwrap_or_default();
        let to = held.present(day_of(held));
        let Some(papers) = number::typed(value).filter(|it| (from..=to).contains(it)) else {
            return self.0.base.refuse_number(session, from, to);
        };
        self.record(session, held.id, SessionFact::PapersCounted { part, when, papers, right });
    }

    pub(super) fn count_right(&self, session: App, held: &Session, item: ItemId, value: &str) {
        let Some((part, when)) = test_here(held) else { return };
        let Some(known) = held.papers(part, when).filter(|it| 0 < it.papers) else {
            return self.0.base.refuse(session, Phrase::WorkProblemPapers, &[]);
        };
        let Some(count) = number::typed(value).filter(|it| *it <= known.papers) else {
            return self.0.base.refuse_number(session, 0, known.papers);
        };
        let mut right = known.right.clone();
        right.retain(|(id, _)| *id != item);
        right.push((item, count));
        self.record(session, held.id, SessionFact::PapersCounted { part, when, papers: known.papers, right });
    }
}

/// The test that the wall shows.
fn test_here(held: &Session) -> Option<(Option<PartId>, When)> {
    match held.showing.entry.and_then(|id| held.plan.entry(id)).map(|(_, entry)| entry.subject) {
        Some(Subject::Test(part, when)) => Some((part, when)),
        _ => None,
    }
}
