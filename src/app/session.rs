//! The session: the one reactive boundary. It holds the signals; pages are drawn from them, and what
//! the reader does comes back here.

use std::ops::Deref;
use std::rc::Rc;

use reactive_graph::graph::untrack;

use super::fetch::{Missing, Shelf};
use super::items::Bank;
use super::live::Live;
use super::part::{self, Part};
use super::platform::{self, Config};
use crate::engine::progress::{Event, Progress, ReplicaId};
use crate::markup::action::NoteAction;
use crate::markup::item::ItemState;
use crate::markup::page::Book;
use crate::markup::page::case::Desk;
use crate::markup::page::notes::Passage;
use crate::markup::page::offences::Wanted;
use crate::markup::page::search::Typed;
use crate::markup::page::study::Study;
use crate::markup::route::Route;
use crate::markup::tree::{EntryTree, LessonTree, PageTree, Row};
use crate::markup::{Action, Speech};
use crate::model::{EntryRef, Handbook, HandbookWords, ItemId, Lesson, Locale, SectionId};
use crate::storage::profiles::{Profile, profiles};
use crate::storage::{Journal, Keeping, Preferences, Store};

/// What stands in the main part of the window.
#[derive(Clone)]
pub struct View {
    /// Where the reader is.
    pub route: Route,
    /// The language.
    pub locale: Locale,
    /// The table of contents in that language.
    pub words: Rc<HandbookWords>,
    /// What the page is drawn from.
    pub content: Content,
}

/// What a page is drawn from.
#[derive(Clone)]
pub enum Content {
    /// The table of contents and the record are enough.
    Plain,
    /// A lesson.
    Lesson(Rc<Lesson>, Rc<LessonTree>),
    /// A part of the program that came with its page.
    Part(Rc<dyn Part>),
    /// A page that the tool has made whole.
    Page(Rc<PageTree>),
    /// A file that did not arrive whole, and the language in which the page was wanted.
    Failed(Missing, Locale),
}

/// What the dialog shows.
#[derive(Clone)]
pub enum Dialog {
    /// Nothing: it is closed.
    Closed,
    /// An entry; `None` if it is on its way or not in the handbook.
    Entry(Option<Row>),
    /// What a part of the program has to ask or to say.
    Part(Rc<dyn Part>),
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
    pub handbook: Live<Rc<Handbook>>,
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
    /// Items apart from their lessons, part by part, for reviews and tests.
    pub bank: Live<Bank>,
    /// Where the reader is in a review or a test.
    pub study: Live<Study>,
    /// What was typed into the search.
    pub typed: Live<Typed>,
    /// How many items are due, once that was counted.
    pub due: Live<Option<usize>>,
    /// What is looked for among the offences.
    pub wanted: Live<Wanted>,
    /// What is open on the desk of the case.
    pub desk: Live<Desk>,
    /// What the learner has done with each item of the lesson.
    pub items: Live<Vec<(ItemId, Rc<Live<ItemState>>)>>,
    /// How many attempts each of these items had when its state was last brought in step with the record.
    pub attempts_seen: Live<Vec<(ItemId, usize)>>,
    /// Paragraphs shown in the other language: their numbers.
    pub flipped: Live<Vec<u16>>,
    /// The words of the lesson in the other language, once a paragraph was flipped.
    pub other_words: Live<Option<Rc<LessonTree>>>,
    /// Everybody on this computer.
    pub profiles: Live<Vec<Profile>>,
    /// What the browser said when it was asked to keep the record for good.
    pub persisted: Live<Option<bool>>,
    /// Whether somebody else may be sitting here: the last work was long ago.
    pub is_after_pause: Live<bool>,
    /// The log. What changes in it is shown through the values above.
    pub journal: Live<Journal<Box<dyn Store>>>,
    /// What keeps the record, once something was asked of it.
    pub office: Live<Option<Rc<dyn Part>>>,
    /// What keeps the notes, once something was asked of it.
    pub notes: Live<Option<Rc<dyn Part>>>,
    /// What runs a workshop, once one was opened: two of its windows know each other through it.
    pub workshop: Live<Option<Rc<dyn Part>>>,
    /// The passage that is selected.
    pub passage: Live<Option<Passage>>,
    /// Files that were dropped on the page.
    pub dropped: Live<Vec<web_sys::File>>,
    /// Files of the handbook.
    pub shelf: Shelf,
    ticket: Live<u32>,
}

impl Session {
    /// Opens a session. Until the table of contents is there, it is empty.
    pub fn new(config: Config, locale: Locale, journal: Journal<Box<dyn Store>>, progress: Progress) -> Self {
        let view = View { route: Route::Home, locale, words: Rc::default(), content: Content::Plain };
        Self(Box::leak(Box::new(State {
            shelf: Shelf::new(config.base.clone()),
            config: Live::new(config),
            handbook: Live::new(Rc::default()),
            view: Live::new(view),
            is_busy: Live::new(false),
            progress: Live::new(progress),
            preferences: Live::new(journal.preferences()),
            keeping: Live::new(journal.keeping()),
            damaged: Live::new(journal.quarantined().len()),
            dialog: Live::new(Dialog::Closed),
            here: Live::new(None),
            bank: Live::new(Bank::default()),
            study: Live::new(Study::default()),
            typed: Live::new(Typed::of(String::new())),
            due: Live::new(None),
            wanted: Live::new(Wanted::default()),
            desk: Live::new(Desk::default()),
            items: Live::new(Vec::new()),
            attempts_seen: Live::new(Vec::new()),
            flipped: Live::new(Vec::new()),
            other_words: Live::new(None),
            profiles: Live::new(profiles(journal.store())),
            persisted: Live::new(None),
            is_after_pause: Live::new(false),
            office: Live::new(None),
            notes: Live::new(None),
            workshop: Live::new(None),
            passage: Live::new(None),
            dropped: Live::new(Vec::new()),
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
        match stamped.event {
            // What came before may count again, or no more.
            Event::RecordReset { .. } => self.progress.set(self.journal.peek(Journal::progress)),
            _ => self.progress.update(|progress| progress.apply(&stamped.stamp, &stamped.event)),
        }
        self.show_keeping();
        super::keep::after_writing(self);
    }

    /// Shows how the record is kept, where that has changed.
    pub fn show_keeping(self) {
        let (keeping, damaged) = self.journal.peek(|journal| (journal.keeping(), journal.quarantined().len()));
        if self.keeping.now() != keeping {
            self.keeping.set(keeping);
        }
        if self.damaged.now() != damaged {
            self.damaged.set(damaged);
        }
    }

    /// Who learns now.
    pub fn profile(self) -> Profile {
        let id = self.journal.peek(Journal::profile);
        self.profiles
            .with(|all| all.iter().find(|profile| profile.id == id).cloned())
            .unwrap_or_else(|| Profile::new(id))
    }

    /// Lets what keeps the record carry something out; it is loaded first if need be.
    pub fn in_office(self, action: Action, value: String) {
        in_part(self, &self.0.office, part::office(self, None), action, value);
    }

    /// Lets what keeps the notes carry something out; it is loaded first if need be.
    pub fn in_notes(self, action: NoteAction) {
        in_part(self, &self.0.notes, part::notes(), Action::Note(action), String::new());
    }

    /// Shows what the office has to ask.
    pub fn ask(self) {
        if let Some(office) = self.office.now() {
            self.dialog.set(Dialog::Part(office));
        }
    }

    /// Closes the dialog.
    pub fn answered(self) {
        self.dialog.set(Dialog::Closed);
    }

    /// The name for a walk whose beginning is recorded next.
    pub fn next_name<N: From<(ReplicaId, u64)>>(self) -> N {
        self.journal.peek(Journal::next_name).into()
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
                    View { route, content: Content::Failed(file, locale), ..view }
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

    /// Opens an entry of the desk in the dialog.
    pub fn open_entry(self, id: EntryRef) {
        let name =
            self.view.peek(|view| view.words.entries.get(id.shard()).map(|it| it.name.clone()).unwrap_or_default());
        platform::spawn(async move {
            // Without its file the dialog says that the entry is not there; it can be opened again.
            let _ = self.shelf.bring(vec![name.clone()]).await;
            let entries: Option<Rc<Vec<EntryTree>>> = self.shelf.take(&name).ok();
            let entry =
                entries.and_then(|entries| entries.iter().find(|entry| entry.id == id).map(|it| it.content.clone()));
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
            let Ok(View { content: Content::Lesson(_, words), .. }) = self.fetch(route, locale.other()).await else {
                return;
            };
            self.other_words.set(Some(words));
            self.flipped.update(|flipped| flipped.push(number));
        });
    }
}

/// Lets a part of the program that no page has brought carry something out. If it doesn't come, nothing happens: the
/// control can be used again.
fn in_part(
    session: Session,
    held: &'static Live<Option<Rc<dyn Part>>>,
    coming: impl Future<Output = Result<Rc<dyn Part>, Missing>> + 'static,
    action: Action,
    value: String,
) {
    if let Some(part) = held.now() {
        return part.carry_out(session, action, value);
    }
    platform::spawn(async move {
        if let Ok(part) = coming.await {
            held.set(Some(part.clone()));
            part.carry_out(session, action, value);
        }
    });
}
