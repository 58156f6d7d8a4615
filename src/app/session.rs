//! The session: the one reactive boundary. It holds the signals; pages are drawn from them, and what
//! the reader does comes back here.

use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::untrack;

use super::fetch::{self, Coming, Missing};
use super::live::Live;
use super::platform::{self, Config};
use crate::engine::progress::{Event, Progress};
use crate::markup::item::ItemState;
use crate::markup::page::Book;
use crate::markup::page::case::Desk;
use crate::markup::route::Route;
use crate::markup::Speech;
use crate::markup::tree::{CaseTree, EntryTree, LessonTree, Row};
use crate::model::wire::Wire;
use crate::model::{EntryRef, FileEntry, Handbook, HandbookWords, ItemId, Lesson, Locale, Scenario, SectionId};
use crate::storage::{Journal, Keeping, Preferences, Store};

/// What stands in the main part of the window.
#[derive(Clone)]
pub struct View {
    /// Where the reader is.
    pub route: Route,
    /// The language.
    pub locale: Locale,
    /// The table of contents in that language.
    pub words: Arc<HandbookWords>,
    /// What the page is drawn from.
    pub content: Content,
}

/// What a page is drawn from.
#[derive(Clone)]
pub enum Content {
    /// The table of contents and the record are enough.
    Plain,
    /// A lesson.
    Lesson(Arc<Lesson>, Arc<LessonTree>),
    /// A case.
    Case(Arc<Scenario>, Arc<CaseTree>),
    /// A page that the tool has made whole.
    Page(Arc<Row>),
    /// A file that did not arrive whole.
    Failed(String),
}

/// A file that is here or on its way.
enum Asked<T> {
    Here(Arc<T>),
    Coming(Coming),
}

/// What the dialog shows.
#[derive(Clone)]
pub enum Dialog {
    /// Nothing: it is closed.
    Closed,
    /// An entry; `None` if it is on its way or not in the handbook.
    Entry(Option<Row>),
    /// Whether to start over.
    Reset,
}

/// A file that has arrived.
#[derive(Clone)]
enum Kept {
    Words(Arc<HandbookWords>),
    Lesson(Arc<Lesson>),
    LessonTree(Arc<LessonTree>),
    Scenario(Arc<Scenario>),
    CaseTree(Arc<CaseTree>),
    Entries(Arc<Vec<EntryTree>>),
    Page(Arc<Row>),
}

/// Files that have arrived, by name: a name holds a hash of the content, so what is kept stays true.
type Shelf = Vec<(String, Kept)>;

/// What can stand on the shelf.
trait Keep: Wire {
    fn keep(kept: Arc<Self>) -> Kept;
    fn kept(kept: &Kept) -> Option<Arc<Self>>;
}

macro_rules! keep {
    ($($kind:ty => $variant:ident,)*) => {$(
        impl Keep for $kind {
            fn keep(kept: Arc<Self>) -> Kept {
                Kept::$variant(kept)
            }

            fn kept(kept: &Kept) -> Option<Arc<Self>> {
                match kept {
                    Kept::$variant(it) => Some(it.clone()),
                    _ => None,
                }
            }
        }
    )*};
}

keep! {
    HandbookWords => Words,
    Lesson => Lesson,
    LessonTree => LessonTree,
    Scenario => Scenario,
    CaseTree => CaseTree,
    Vec<EntryTree> => Entries,
    Row => Page,
}

/// The session: one for as long as the page lives, so it is `Copy` and goes wherever it is needed.
#[derive(Clone, Copy)]
pub struct Session(&'static State);

impl Deref for Session {
    type Target = State;

    fn deref(&self) -> &State {
        self.0
    }
}

/// What the app knows.
pub struct State {
    /// What the page's own HTML says.
    pub config: Live<Config>,
    /// The table of contents.
    pub handbook: Live<Arc<Handbook>>,
    /// What stands in the main part.
    pub view: Live<View>,
    /// Whether a page is on its way.
    pub is_busy: Live<bool>,
    /// What the learner did.
    pub progress: Live<Progress>,
    /// What the learner wishes.
    pub preferences: Live<Preferences>,
    /// Whether the work is kept.
    pub keeping: Live<Keeping>,
    /// How many entries could not be read.
    pub damaged: Live<usize>,
    /// What the dialog shows.
    pub dialog: Live<Dialog>,
    /// Where the reader is in the lesson.
    pub here: Live<Option<SectionId>>,
    /// What is open on the desk of the case.
    pub desk: Live<Desk>,
    /// What the learner has done with each item of the lesson.
    pub items: Live<Vec<(ItemId, Rc<Live<ItemState>>)>>,
    /// Paragraphs shown in the other language: their numbers.
    pub flipped: Live<Vec<u16>>,
    /// The words of the lesson in the other language, once a paragraph was flipped.
    pub other_words: Live<Option<Arc<LessonTree>>>,
    shelf: Live<Shelf>,
    journal: Live<Journal<Box<dyn Store>>>,
    ticket: Live<u32>,
}

impl Session {
    /// Opens a session on what has been loaded and read.
    pub fn new(config: Config, handbook: Handbook, view: View, journal: Journal<Box<dyn Store>>, progress: Progress) -> Self {
        let index = config.words.get(view.locale as usize).cloned().unwrap_or_default();
        let shelf = vec![(index, Kept::Words(view.words.clone()))];
        Self(Box::leak(Box::new(State {
            config: Live::new(config),
            handbook: Live::new(Arc::new(handbook)),
            view: Live::new(view),
            is_busy: Live::new(false),
            progress: Live::new(progress),
            preferences: Live::new(journal.preferences()),
            keeping: Live::new(journal.keeping()),
            damaged: Live::new(journal.quarantined().len()),
            dialog: Live::new(Dialog::Closed),
            here: Live::new(None),
            desk: Live::new(Desk::default()),
            items: Live::new(Vec::new()),
            flipped: Live::new(Vec::new()),
            other_words: Live::new(None),
            shelf: Live::new(shelf),
            journal: Live::new(journal),
            ticket: Live::new(0),
        })))
    }

    /// Calls `show` with the table of contents, its words and the record as they are now.
    pub fn with_book<T>(self, show: impl FnOnce(&Book<'_>) -> T) -> T {
        let words = self.view.with(|view| (view.words.clone(), view.locale));
        let handbook = self.handbook.now();
        let speech = Speech { locale: words.1, phrases: &words.0.phrases, root: "./" };
        self.progress.with(|progress| show(&Book { handbook: &handbook, words: &words.0, progress, speech: &speech }))
    }

    /// Calls `show` as [`Self::with_book`] does, but without following the record.
    pub fn with_still_book<T>(self, show: impl FnOnce(&Book<'_>) -> T) -> T {
        untrack(|| self.with_book(show))
    }

    /// Records a fact. It is stored when this returns, or the shell says why not.
    pub fn record(self, event: Event) {
        let stamped = self.journal.amend(|journal| journal.append(event, platform::now_ms(), platform::today()));
        self.progress.update(|progress| progress.apply(&stamped.stamp, &stamped.event));
        self.show_keeping();
    }

    fn show_keeping(self) {
        let keeping = self.journal.peek(Journal::keeping);
        if self.keeping.now() != keeping {
            self.keeping.set(keeping);
        }
    }

    /// The name for a walk whose beginning is recorded next.
    pub fn next_playthrough(self) -> crate::engine::progress::PlaythroughId {
        self.journal.peek(Journal::next_playthrough)
    }

    /// The whole record as a file.
    pub fn raw_record(self) -> String {
        self.journal.peek(|journal| journal.raw_record(platform::now_ms()))
    }

    /// Changes a wish of the learner's and stores it.
    pub fn wish(self, change: impl FnOnce(&mut Preferences)) {
        self.preferences.update(change);
        let preferences = self.preferences.now();
        self.journal.amend(|journal| {
            journal.save_preferences(&preferences);
        });
        self.show_keeping();
    }

    /// Leads to a page. What is there stays until the new one is whole.
    pub fn go(self, route: Route, locale: Locale, arrive: impl FnOnce() + 'static) {
        let ticket = self.ticket.now().wrapping_add(1);
        self.ticket.set(ticket);
        self.is_busy.set(true);
        platform::spawn(async move {
            let view = match self.fetch(route, locale).await {
                Ok(view) => view,
                Err(file) => {
                    let view = self.view.now();
                    View { route, content: Content::Failed(file), ..view }
                }
            };
            // A later call has overtaken this one.
            if self.ticket.now() != ticket {
                return;
            }
            self.show(view);
            platform::after_paint(arrive);
        });
    }

    /// Puts a page in the main part.
    fn show(self, view: View) {
        let before = self.view.peek(|view| view.route);
        let is_same_lesson = matches!((before, view.route), (Route::Lesson(a, _), Route::Lesson(b, _)) if a == b);
        if !is_same_lesson {
            self.items.set(Vec::new());
            self.here.set(None);
        }
        self.flipped.set(Vec::new());
        self.other_words.set(None);
        if before != view.route {
            self.desk.set(Desk::default());
        }
        self.view.set(view);
        self.is_busy.set(false);
    }

    /// Everything that a page needs.
    pub async fn fetch(self, route: Route, locale: Locale) -> Result<View, Missing> {
        let words = self.index_words(locale).await?;
        let handbook = self.handbook.now();
        let index = locale as usize;
        let found = match route {
            Route::Lesson(id, _) => match handbook.lesson(id) {
                Some((_, entry)) => {
                    let (lesson, tree) = self.both(&entry.file, entry.words.get(index)).await?;
                    Some(Content::Lesson(lesson, tree))
                }
                None => None,
            },
            Route::Case(id) => match handbook.case(id) {
                Some((_, entry)) => {
                    let (scenario, tree) = self.both(&entry.file, entry.words.get(index)).await?;
                    Some(Content::Case(scenario, tree))
                }
                None => None,
            },
            Route::About => Some(Content::Page(self.take(self.ask(&words.about.name)).await?)),
            _ => Some(Content::Plain),
        };
        let (route, content) = found.map_or((Route::NotFound, Content::Plain), |content| (route, content));
        Ok(View { route, locale, words, content })
    }

    /// Asks for a file, unless it has arrived already.
    fn ask<T: Keep>(self, name: &str) -> Asked<T> {
        let kept = self.shelf.peek(|shelf| shelf.iter().find(|(it, _)| it == name).and_then(|(_, kept)| T::kept(kept)));
        match kept {
            Some(kept) => Asked::Here(kept),
            None => Asked::Coming(self.config.peek(|config| fetch::ask(&config.base, name))),
        }
    }

    /// The file once it is there, and kept.
    async fn take<T: Keep>(self, asked: Asked<T>) -> Result<Arc<T>, Missing> {
        match asked {
            Asked::Here(kept) => Ok(kept),
            Asked::Coming(coming) => {
                let name = coming.name().to_owned();
                let it: Arc<T> = Arc::new(coming.parsed().await?);
                self.shelf.amend(|shelf| shelf.push((name, T::keep(it.clone()))));
                Ok(it)
            }
        }
    }

    async fn index_words(self, locale: Locale) -> Result<Arc<HandbookWords>, Missing> {
        let name = self.config.peek(|config| config.words.get(locale as usize).cloned().unwrap_or_default());
        let words: Arc<HandbookWords> = self.take(self.ask(&name)).await?;
        if words.phrases.is_whole() { Ok(words) } else { Err(name) }
    }

    /// The structure and the words of a lesson or case: both are asked for before either is awaited.
    async fn both<A: Keep, B: Keep>(self, structure: &str, words: Option<&FileEntry>) -> Result<(Arc<A>, Arc<B>), Missing> {
        let words = words.map(|it| it.name.as_str()).unwrap_or_default();
        let (structure, words) = (self.ask(structure), self.ask(words));
        Ok((self.take(structure).await?, self.take(words).await?))
    }

    /// Opens an entry of the desk in the dialog.
    pub fn open_entry(self, id: EntryRef) {
        let words = self.view.peek(|view| view.words.clone());
        platform::spawn(async move {
            let entries: Result<Arc<Vec<EntryTree>>, Missing> = self.take(self.ask(&words.entries.name)).await;
            let entry = entries.ok().and_then(|entries| entries.iter().find(|entry| entry.id == id).map(|it| it.content.clone()));
            self.dialog.set(Dialog::Entry(entry));
        });
    }

    /// Shows a paragraph in the other language, or hides it again.
    pub fn flip(self, number: u16) {
        let (route, locale) = self.view.peek(|view| (view.route, view.locale));
        if self.flipped.peek(|flipped| flipped.contains(&number)) {
            self.flipped.update(|flipped| flipped.retain(|it| *it != number));
            return;
        }
        platform::spawn(async move {
            // A file that fails to come leaves the button as it was, to be tried again.
            let Ok(View { content: Content::Lesson(_, words), .. }) = self.fetch(route, locale.other()).await else { return };
            self.other_words.set(Some(words));
            self.flipped.update(|flipped| flipped.push(number));
        });
    }
}
