//! What every page of the workshop stands on: the words of both languages, and files that come when they are needed.

use std::cell::RefCell;
use std::rc::Rc;

use crate::app::fetch::Missing;
use crate::app::live::Live;
use crate::app::platform;
use crate::app::session::Session as App;
use crate::engine::progress::{Event, SessionId};
use crate::engine::workshop::{Session, SessionFact, sessions};
use crate::markup::page::Book;
use crate::markup::page::workshop::Hall;
use crate::markup::route::{Route, WorkshopPage};
use crate::markup::tree::{BankEntry, CaseTree};
use crate::markup::{Markup, Speech};
use crate::model::{
    HandbookWords, ItemId, LessonId, Locale, NodeId, Phrase, Phrases, Scenario, ScenarioId, WorkshopIndex,
};
use crate::storage::transfer::{FILE_BYTES_MAX, Refusal};

/// Words of both languages, and what has been brought for the page.
pub(super) struct Base {
    /// What a trainer begins from, in the order of [`Locale::ALL`].
    index: [Rc<WorkshopIndex>; 2],
    /// The table of contents, in the same order.
    words: [Rc<HandbookWords>; 2],
    /// The wording of the interface with that of the workshop, in the same order.
    phrases: [Phrases; 2],
    /// Raised when a file has arrived.
    pub(super) arrived: Live<u32>,
    /// Files on their way.
    coming: RefCell<Vec<String>>,
    /// What was refused.
    pub(super) problem: Live<Option<String>>,
}

impl Base {
    /// Opens it; the tables of contents of both languages and what they name for the workshop must be on the shelf.
    pub(super) fn open(session: App, words: &[String; 2]) -> Result<Rc<Self>, Missing> {
        let [en, km] = words;
        let words: [Rc<HandbookWords>; 2] = [session.shelf.take(en)?, session.shelf.take(km)?];
        let [en, km] = &words;
        let index: [Rc<WorkshopIndex>; 2] =
            [session.shelf.take(&en.workshop.name)?, session.shelf.take(&km.workshop.name)?];
        let [en_index, km_index] = &index;
        let phrases = [en.phrases.with_workshop(&en_index.phrases), km.phrases.with_workshop(&km_index.phrases)];
        Ok(Rc::new(Self {
            index,
            words,
            phrases,
            arrived: Live::new(0),
            coming: RefCell::default(),
            problem: Live::new(None),
        }))
    }

    /// What a trainer begins from, in a language.
    pub(super) fn index(&self, locale: Locale) -> &WorkshopIndex {
        let [en, km] = &self.index;
        if locale == Locale::En { en } else { km }
    }

    /// Calls `show` with the handbook in a language, with the words of the workshop.
    pub(super) fn with_book<T>(&self, session: App, locale: Locale, show: impl FnOnce(&Book<'_>) -> T) -> T {
        let ([en_words, km_words], [en, km]) = (&self.words, &self.phrases);
        let (words, phrases) = if locale == Locale::En { (en_words, en) } else { (km_words, km) };
        let speech = Speech { locale, phrases, root: "./" };
        let handbook = session.handbook.now();
        session.progress.peek(|progress| show(&Book { handbook: &handbook, words, progress, speech: &speech }))
    }

    /// Calls `show` with a session as it is now.
    pub(super) fn with_hall<T>(
        &self,
        session: App,
        locale: Locale,
        held: &Session,
        show: impl FnOnce(&Hall<'_>) -> T,
    ) -> T {
        let (now_ms, minutes_east) = (platform::now_ms(), platform::minutes_east());
        self.with_book(session, locale, |book| show(&Hall { book: *book, session: held, now_ms, minutes_east }))
    }

    /// The session that the address of the page names, from the record.
    pub(super) fn recorded(session: App) -> Option<Session> {
        let route = session.view.peek(|view| view.route);
        let Route::Workshop(WorkshopPage::Agenda(id) | WorkshopPage::Report(id)) = route else { return None };
        let found =
            session.progress.with(|progress| sessions(progress.session_facts()).into_iter().find(|it| it.id == id));
        found.map(|it| it.on(platform::today()))
    }

    /// Records a fact of a session.
    pub(super) fn record(session: App, id: SessionId, fact: SessionFact) {
        session.record(Event::Session(id, Box::new(fact)));
    }

    /// Wording of the interface in the language of the page.
    pub(super) fn say(&self, session: App, phrase: Phrase, values: &[&str]) -> String {
        let locale = session.view.peek(|view| view.locale);
        self.with_book(session, locale, |book| book.speech.fill(phrase, values))
    }

    /// A number in the digits of the page.
    pub(super) fn number(&self, session: App, number: u64) -> String {
        let locale = session.view.peek(|view| view.locale);
        self.with_book(session, locale, |book| book.speech.number(number))
    }

    /// Says why something was not done.
    pub(super) fn refuse(&self, session: App, phrase: Phrase, values: &[&str]) {
        let words = self.say(session, phrase, values);
        // Said once: whoever draws the page again may run into the same.
        if self.problem.peek(|it| it.as_deref() != Some(words.as_str())) {
            self.problem.set(Some(words));
        }
    }

    /// Says between which numbers one must be.
    pub(super) fn refuse_number(&self, session: App, from: u16, to: u16) {
        let (from, to) = (self.number(session, from.into()), self.number(session, to.into()));
        self.refuse(session, Phrase::WorkProblemNumber, &[&from, &to]);
    }

    /// What was refused before is over with whatever is done next.
    pub(super) fn forget_problem(&self) {
        if self.problem.peek(Option::is_some) {
            self.problem.set(None);
        }
    }

    /// Brings files that are not there yet; the page is drawn again when they are.
    pub(super) fn bring(self: &Rc<Self>, session: App, files: &[String]) {
        let new: Vec<String> = {
            let coming = self.coming.borrow();
            files.iter().filter(|it| !session.shelf.has(it) && !coming.contains(it)).cloned().collect()
        };
        if new.is_empty() {
            return;
        }
        self.coming.borrow_mut().extend(new.iter().cloned());
        let base = self.clone();
        platform::spawn(async move {
            let brought = session.shelf.bring(new.clone()).await;
            base.coming.borrow_mut().retain(|it| !new.contains(it));
            match brought {
                Ok(()) => base.arrived.update(|count| *count = count.wrapping_add(1)),
                // It is asked for again with whatever is done next.
                Err(file) => base.refuse(session, Phrase::WorkProblemFile, &[&file]),
            }
        });
    }

    /// The slides of a lesson.
    pub(super) fn deck(&self, locale: Locale, lesson: LessonId) -> Option<String> {
        self.index(locale).decks.iter().find(|(id, _)| *id == lesson).map(|(_, name)| name.clone())
    }

    /// The words of a case.
    pub(super) fn case_words(&self, session: App, locale: Locale, case: ScenarioId) -> Option<String> {
        session.handbook.peek(|handbook| {
            handbook.case(case).and_then(|(_, entry)| entry.words.get(locale as usize)).map(|it| it.name.clone())
        })
    }

    /// The title of a decision of a case, if the case is on the shelf.
    pub(super) fn decision(&self, session: App, locale: Locale, case: ScenarioId, node: NodeId) -> Option<String> {
        let file = session.handbook.peek(|it| it.case(case).map(|(_, entry)| entry.file.clone()))?;
        let scenario = session.shelf.take::<Scenario>(&file).ok()?;
        let words = session.shelf.take::<CaseTree>(&self.case_words(session, locale, case)?).ok()?;
        let title = words.nodes.get(scenario.node_place(node)?)?.title.clone();
        Some(Markup::Row(title).words())
    }

    /// The items of all parts.
    pub(super) fn all_banks(&self, locale: Locale) -> Vec<String> {
        let words = self.words.get(locale as usize);
        words.map(|it| it.banks.iter().map(|it| it.name.clone()).collect()).unwrap_or_default()
    }

    /// The items of each part, as far as their files are there.
    pub(super) fn banks(&self, session: App, locale: Locale) -> Vec<Rc<Vec<BankEntry>>> {
        let banks = self.all_banks(locale);
        banks.iter().map(|name| session.shelf.take::<Vec<BankEntry>>(name).unwrap_or_default()).collect()
    }

    /// What every item asks, in words, with its lesson.
    pub(super) fn questions(&self, session: App, locale: Locale) -> Vec<(ItemId, LessonId, String)> {
        let banks = self.banks(session, locale);
        let all = banks.iter().flat_map(|it| it.iter());
        all.map(|it| (it.item.id, it.lesson, Markup::Row(it.words.ask.clone()).words())).collect()
    }
}

/// Files that a trainer opened: what they hold, and those that were refused.
pub(super) struct Opened<T> {
    pub(super) found: Vec<T>,
    pub(super) refused: Vec<(String, Refusal)>,
}

impl<T> Default for Opened<T> {
    fn default() -> Self {
        Self { found: Vec::new(), refused: Vec::new() }
    }
}

/// Reads the files that were dropped on the page, or else those picked in a field: their names, each with its text if it can be read.
pub(super) fn read_picked(session: App, field: &str, hear: impl FnOnce(Vec<(String, Option<String>)>) + 'static) {
    let dropped = session.dropped.amend(std::mem::take);
    let files = if dropped.is_empty() { platform::all_picked(field) } else { dropped };
    platform::spawn(async move {
        let mut texts = Vec::new();
        for file in files {
            let is_small = file.size() <= FILE_BYTES_MAX as f64;
            let text = if is_small { platform::text_of(&file).await } else { None };
            texts.push((file.name(), text));
        }
        hear(texts);
    });
}
