//! Files: those of the handbook that a page needs, and those that a trainer opens.

use super::{Opened, Workshop};
use crate::app::platform;
use crate::app::session::Session as App;
use crate::engine::assessment;
use crate::engine::class::{LEARNERS_MAX, Learner};
use crate::engine::workshop::{Session, SessionFact};
use crate::markup::action::WorkshopAction;
use crate::markup::page::workshop::papers;
use crate::markup::tree::BankEntry;
use crate::markup::{Element, Markup, number};
use crate::model::workshop::PEOPLE_MAX;
use crate::model::{ItemId, LessonId, Locale, PartId, Phrase, ScenarioId, Subject, When};
use crate::storage::key::Order;
use crate::storage::report;
use crate::storage::transfer::{FILE_BYTES_MAX, Incoming, Refusal, read_file};

/// Names of files with their text; none where it can't be read.
type Texts = Vec<(String, Option<String>)>;

/// One of a class.
#[derive(Clone)]
pub(super) struct Member {
    /// The place of the first entry of the record: no two records begin with the same.
    first: Order,
    /// How many entries there are.
    entries: usize,
    /// What they add up to.
    pub(super) learner: Learner,
}

/// Reports that are read together.
const REPORTS_MAX: usize = 100;

impl Workshop {
    /// The files that the entry on the wall needs.
    pub(super) fn files_of(&self, session: App, held: &Session) -> Vec<String> {
        let entry = held.showing.entry.and_then(|id| held.plan.entry(id)).map(|(_, entry)| entry.subject);
        let locales = held.showing.tongues.locales().iter().copied();
        match entry {
            Some(Subject::Lesson(lesson, _)) => locales.filter_map(|locale| self.deck(locale, lesson)).collect(),
            Some(Subject::Case(case)) => {
                let structure = session.handbook.peek(|it| it.case(case).map(|(_, entry)| entry.file.clone()));
                let words = locales.filter_map(|locale| self.case_words(session, locale, case));
                structure.into_iter().chain(words).collect()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn deck(&self, locale: Locale, lesson: LessonId) -> Option<String> {
        self.index(locale).decks.iter().find(|(id, _)| *id == lesson).map(|(_, name)| name.clone())
    }

    pub(super) fn case_words(&self, session: App, locale: Locale, case: ScenarioId) -> Option<String> {
        session.handbook.peek(|handbook| {
            handbook.case(case).and_then(|(_, entry)| entry.words.get(locale as usize)).map(|it| it.name.clone())
        })
    }

    /// Brings files that are not there yet; the page is drawn again when they are.
    pub(super) fn bring(&self, session: App, files: &[String]) {
        let new: Vec<String> = {
            let coming = self.0.coming.borrow();
            files.iter().filter(|it| !session.shelf.has(it) && !coming.contains(it)).cloned().collect()
        };
        if new.is_empty() {
            return;
        }
        self.0.coming.borrow_mut().extend(new.iter().cloned());
        let hub = self.clone();
        platform::spawn(async move {
            let brought = session.shelf.bring(new.clone()).await;
            hub.0.coming.borrow_mut().retain(|it| !new.contains(it));
            match brought {
                Ok(()) => hub.0.arrived.update(|count| *count = count.wrapping_add(1)),
                // It is asked for again with whatever is done next.
                Err(file) => hub.refuse(session, Phrase::WorkProblemFile, &[&file]),
            }
        });
    }

    /// The items of all parts.
    pub(super) fn all_banks(&self, locale: Locale) -> Vec<String> {
        let words = self.0.words.get(locale as usize);
        words.map(|it| it.banks.iter().map(|it| it.name.clone()).collect()).unwrap_or_default()
    }

    /// The items of each part, as far as their files are there.
    pub(super) fn banks(&self, session: App, locale: Locale) -> Vec<Vec<BankEntry>> {
        let banks = self.all_banks(locale);
        let taken = banks.iter().map(|name| session.shelf.take::<Vec<BankEntry>>(name).ok());
        taken.map(|it| it.map(|it| (*it).clone()).unwrap_or_default()).collect()
    }

    /// What every item asks, in words, with its lesson.
    pub(super) fn questions(&self, session: App, locale: Locale) -> Vec<(ItemId, LessonId, String)> {
        let all = self.banks(session, locale).into_iter().flatten();
        all.map(|it| (it.item.id, it.lesson, Markup::Row(it.words.ask).words())).collect()
    }

    /// The questions of a test on paper.
    fn asked(&self, session: App, locale: Locale, part: Option<PartId>) -> Vec<(ItemId, String)> {
        let banks = self.banks(session, locale);
        let anchors = banks
            .iter()
            .map(|bank| bank.iter().filter(|it| it.item.anchor).map(|it| it.item.id).collect::<Vec<ItemId>>());
        let anchors: Vec<Vec<ItemId>> = anchors.collect();
        let place = part.and_then(|id| session.handbook.peek(|it| it.parts.iter().position(|part| part.id == id)));
        let words = |id: &ItemId| {
            let found = banks.iter().flatten().find(|it| it.item.id == *id);
            found.map(|it| Markup::Row(it.words.ask.clone()).words()).unwrap_or_default()
        };
        assessment::questions(&anchors, place).into_iter().map(|id| (id, words(&id))).collect()
    }

    /// Where the papers of the test on the wall are counted.
    pub(super) fn papers_form(&self, session: App, locale: Locale, held: &Session) -> Option<Element> {
        let (part, when) = test_here(held)?;
        self.bring(session, &self.all_banks(locale));
        let items = self.asked(session, locale, part);
        Some(self.with_hall(session, locale, held, |hall| papers::form(hall, part, when, &items)))
    }

    pub(super) fn count_papers(&self, session: App, held: &Session, value: &str) {
        let Some((part, when)) = test_here(held) else { return };
        let Some(papers) = number::typed(value).filter(|it| *it <= PEOPLE_MAX) else {
            return self.refuse_number(session, 0, PEOPLE_MAX);
        };
        let locale = session.view.peek(|view| view.locale);
        let known = held.papers(part, when).map(|it| it.right.clone());
        let none = || self.asked(session, locale, part).into_iter().map(|(item, _)| (item, 0)).collect();
        let mut right = known.unwrap_or_else(none);
        right.iter_mut().for_each(|(_, count)| *count = papers.min(*count));
        self.record(session, held.id, SessionFact::PapersCounted { part, when, papers, right });
    }

    pub(super) fn count_right(&self, session: App, held: &Session, item: ItemId, value: &str) {
        let Some((part, when)) = test_here(held) else { return };
        let Some(known) = held.papers(part, when).filter(|it| 0 < it.papers) else {
            return self.refuse(session, Phrase::WorkProblemPapers, &[]);
        };
        let Some(count) = number::typed(value).filter(|it| *it <= known.papers) else {
            return self.refuse_number(session, 0, known.papers);
        };
        let mut right = known.right.clone();
        right.retain(|(id, _)| *id != item);
        right.push((item, count));
        self.record(session, held.id, SessionFact::PapersCounted { part, when, papers: known.papers, right });
    }

    /// Opens what the trainer picked, or puts it away.
    pub(super) fn act_on_files(&self, session: App, action: WorkshopAction) {
        match action {
            WorkshopAction::ReportsClear => self.0.reports.set(Opened::default()),
            WorkshopAction::ClassClear => self.0.learners.set(Opened::default()),
            WorkshopAction::ReportFiles => self.read_picked("#report-files", session, Self::add_reports),
            WorkshopAction::ClassFiles => self.read_picked("#class-files", session, Self::add_learners),
            _ => {}
        }
    }

    fn read_picked(&self, field: &str, session: App, add: fn(&Self, App, Texts)) {
        let files = platform::all_picked(field);
        let hub = self.clone();
        platform::spawn(async move {
            let mut texts = Vec::new();
            for file in files {
                let is_small = file.size() <= FILE_BYTES_MAX as f64;
                let text = if is_small { platform::text_of(&file).await } else { None };
                texts.push((file.name(), text));
            }
            add(&hub, session, texts);
        });
    }

    fn add_reports(&self, _: App, files: Texts) {
        self.0.reports.update(|Opened { found: held, refused }| {
            refused.clear();
            for (name, text) in files {
                match text.as_deref().map_or(Err(Refusal::NotJson), report::read) {
                    // The same session saved again is the newer of the two.
                    Ok(report) => {
                        held.retain(|it| it.session != report.session || it.made_ms > report.made_ms);
                        let is_newer = held.iter().all(|it| it.session != report.session);
                        if is_newer && held.len() < REPORTS_MAX {
                            held.push(report);
                        }
                    }
                    Err(why) => refused.push((name, why)),
                }
            }
        });
    }

    fn add_learners(&self, session: App, files: Texts) {
        let mut refused = Vec::new();
        let mut found: Vec<Incoming> = Vec::new();
        for (name, text) in files {
            match text.as_deref().map_or(Err(Refusal::NotJson), read_file) {
                Ok(people) => found.extend(people),
                Err(why) => refused.push((name, why)),
            }
        }
        let nameless = self.say(session, Phrase::WhoNobody, &[]);
        self.0.learners.update(|Opened { found: held, refused: before }| {
            *before = refused;
            for incoming in found {
                // Everybody's first record is called the same, but no two begin with the same entry: a file that was
                // picked twice, or saved again later, is one learner. The longer of the two is the later.
                let Some((first, _)) = incoming.entries.first() else { continue };
                let member = Member {
                    first: *first,
                    entries: incoming.entries.len(),
                    learner: Learner {
                        name: match incoming.profile.name.as_str() {
                            "" => format!("{nameless} {}", first.1.as_str()),
                            name => name.to_owned(),
                        },
                        progress: incoming.progress,
                    },
                };
                let has_room = held.len() < LEARNERS_MAX;
                match held.iter_mut().find(|it| it.first == member.first) {
                    Some(known) if known.entries < member.entries => *known = member,
                    Some(_) => {}
                    None if has_room => held.push(member),
                    None => {}
                }
            }
        });
    }
}

/// The test that the wall shows.
fn test_here(held: &Session) -> Option<(Option<PartId>, When)> {
    match held.showing.entry.and_then(|id| held.plan.entry(id)).map(|(_, entry)| entry.subject) {
        Some(Subject::Test(part, when)) => Some((part, when)),
        _ => None,
    }
}
