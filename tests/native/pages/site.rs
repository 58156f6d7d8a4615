//! The sites that tests look at, and their pages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kouprey::compiler::emit::{self, Assets};
use kouprey::compiler::{Compilation, Compiled, CompiledCase, CompiledLesson};
use kouprey::engine::explore::find_trail;
use kouprey::engine::grade::{grade, shown_order};
use kouprey::engine::progress::{Event, FeedbackTiming, Playthrough, PlaythroughId, Progress, Stamped};
use kouprey::engine::scenario::{Trail, stand};
use kouprey::engine::shuffle::Seed;
use kouprey::markup::block::Setting;
use kouprey::markup::item::{ItemState, ItemView, Purpose};
use kouprey::markup::page::case::{CasePage, Desk, Played};
use kouprey::markup::page::debrief::Debrief;
use kouprey::markup::page::lesson::{self, Article, LessonPage};
use kouprey::markup::page::record::import::{self, ImportDesk};
use kouprey::markup::page::record::keep::{self, Kept, not_me};
use kouprey::markup::page::shell::{self, Shell};
use kouprey::markup::page::{self, about, case, home, record, settings};
use kouprey::markup::route::Route;
use kouprey::markup::tree::{CaseTree, LessonTree};
use kouprey::markup::{Markup, Region, Speech, el};
use kouprey::model::{
    CaseEntry, Entry, FileEntry, Handbook, HandbookWords, Inline, Inlines, LessonEntry, Locale, Objective, Part,
    ReviewState,
};
use kouprey::storage::profiles::{Profile, ProfileState};
use kouprey::storage::segment::Header;
use kouprey::storage::transfer::{Incoming, Refusal};
use kouprey::storage::{Import, Keeping, Preferences, Room};

use super::html::{Node, parse};
use crate::compiler::book::{Book, real, site};
use crate::storage::support::{replica, stamp};
use crate::support::key_of;

/// A compiled handbook with every file of its site.
pub struct Site {
    /// What was compiled.
    pub compiled: &'static Compiled,
    /// Every file by its path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The table of contents, as the app has it.
    handbook: Handbook,
    /// Its words, in the order of [`Locale::ALL`].
    words: [HandbookWords; 2],
}

/// The files that Trunk and the tool write beside the compiler's.
pub fn assets() -> Assets {
    let name = |name: &str| name.to_owned();
    Assets {
        scripts: vec![name("kouprey.1f.js"), name("split.1f.js")],
        wasm: name("kouprey_bg.1f.wasm"),
        wasm_bytes: 300_000,
        css: name("style.2a.css"),
        practice_css: name("practice.2b.css"),
        boot: name("boot.3b.js"),
        start: name("start.4c.js"),
    }
}

/// The site of this repository, and the tiny one of the fixtures, which has one of everything.
pub fn sites() -> [&'static Site; 2] {
    static TINY: LazyLock<Compilation> = LazyLock::new(|| Book::valid().compile());
    static SITES: LazyLock<[Site; 2]> = LazyLock::new(|| [Site::of(site(real())), Site::of(site(&TINY))]);
    SITES.each_ref()
}

impl Site {
    fn of(compiled: &'static Compiled) -> Self {
        let files = emit::site(compiled, &assets()).into_iter().collect();
        let words = Locale::ALL.map(|locale| words_of(compiled, locale));
        Self { compiled, files, handbook: handbook_of(compiled), words }
    }

    /// A page by its path, read back.
    #[track_caller]
    pub fn page(&self, path: &str) -> Node {
        let bytes = self.files.get(path).unwrap();
        parse(std::str::from_utf8(bytes).unwrap())
    }

    /// The paths of all pages.
    pub fn pages(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str).filter(|path| path.ends_with(".html"))
    }

    fn words(&self, locale: Locale) -> &HandbookWords {
        let [en, km] = &self.words;
        if locale == Locale::En { en } else { km }
    }

    /// The entries of the desk.
    pub fn entries(&self, locale: Locale) -> &'static [Entry] {
        let [en, km] = &self.compiled.entries;
        if locale == Locale::En { en } else { km }
    }

    /// Shows something of the handbook, as the app does.
    pub fn show<T>(&self, locale: Locale, progress: &Progress, show: impl FnOnce(&page::Book<'_>) -> T) -> T {
        let words = self.words(locale);
        let speech = Speech { locale, phrases: &words.phrases, root: "./" };
        show(&page::Book { handbook: &self.handbook, words, progress, speech: &speech })
    }
}

/// The words of a lesson or case in one language.
pub fn in_locale<T>(words: &[T; 2], locale: Locale) -> &T {
    let [en, km] = words;
    if locale == Locale::En { en } else { km }
}

/// The words of a run as a reader sees them, without citations.
pub fn said(words: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text(text) => text.clone(),
        Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Foreign(_, inner) => said(inner),
        Inline::Entry(_, inner) | Inline::Lesson(_, _, inner) | Inline::Case(_, inner) => said(inner),
        Inline::Break => " ".to_owned(),
        Inline::Cite(_) | Inline::Claim(_) => String::new(),
    };
    words.iter().map(one).collect()
}

fn handbook_of(compiled: &Compiled) -> Handbook {
    let file = || FileEntry { name: "content/none.json".to_owned(), bytes: 1 };
    let lesson = |place: usize, it: &CompiledLesson| LessonEntry {
        id: it.lesson.id,
        place,
        minutes: it.minutes,
        sections: it.lesson.sections.clone(),
        items: it.lesson.items.iter().map(|item| (item.id, item.meaning)).collect(),
        file: file().name,
        words: vec![file(), file()],
    };
    let lessons: Vec<LessonEntry> = compiled.lessons.iter().enumerate().map(|(place, it)| lesson(place, it)).collect();
    let part = |part: &kouprey::model::PartId, number: u8, ids: &[kouprey::model::LessonId]| Part {
        id: *part,
        number,
        lessons: lessons.iter().filter(|it| ids.contains(&it.id)).cloned().collect(),
    };
    let cases = compiled.cases.iter().map(|it| CaseEntry {
        id: it.scenario.id,
        role: it.scenario.role,
        minutes: it.minutes,
        decisions: u8::try_from(it.scenario.nodes.len()).unwrap(),
        endings: it.scenario.endings.iter().map(|ending| ending.id).collect(),
        file: file().name,
        words: vec![file(), file()],
    });
    Handbook {
        edition: compiled.plan.edition.clone(),
        law_date: compiled.plan.law_date,
        parts: compiled.plan.parts.iter().map(|it| part(&it.id, it.number, &it.lessons)).collect(),
        cases: cases.collect(),
    }
}

fn words_of(compiled: &Compiled, locale: Locale) -> HandbookWords {
    let lessons: Vec<_> = compiled.lessons.iter().map(|it| in_locale(&it.words, locale)).collect();
    let first = |lead: &[Inlines]| lead.first().map(|words| said(words)).unwrap_or_default();
    let cases = compiled.cases.iter().map(|it| in_locale(&it.words, locale));
    let names =
        |it: &CompiledCase| in_locale(&it.words, locale).endings.iter().map(|ending| said(&ending.title)).collect();
    HandbookWords {
        endings: compiled.cases.iter().map(names).collect(),
        parts: compiled.plan.parts.iter().map(|it| it.title.in_locale(locale).clone()).collect(),
        lessons: lessons.iter().map(|it| it.title.clone()).collect(),
        sections: lessons.iter().map(|it| it.sections.iter().map(|section| said(&section.title)).collect()).collect(),
        cases: cases.map(|it| (it.title.clone(), first(&it.lead))).collect(),
        phrases: in_locale(&compiled.phrases, locale).clone(),
        review: ReviewState::Draft,
        entries: Vec::new(),
        banks: Vec::new(),
        search: Vec::new(),
        desk: FileEntry { name: "content/none.json".to_owned(), bytes: 1 },
        about: FileEntry { name: "content/none.json".to_owned(), bytes: 1 },
        objectives: FileEntry { name: "content/none.json".to_owned(), bytes: 1 },
        workshop: FileEntry { name: "content/none.json".to_owned(), bytes: 1 },
    }
}

/// A page of the app as HTML: what the shell and the page print together.
fn whole(book: &page::Book<'_>, route: Route, content: Vec<Markup>) -> String {
    let people = people();
    let shell =
        Shell { book: *book, route, keeping: Some(Keeping::Full), damaged: 1, is_dark: true, who: people.get(2) };
    let page = el("div")
        .add(shell.skip())
        .add(shell.masthead())
        .add_all(shell.notices())
        .add(shell::main(route, false, content))
        .add(shell.foot());
    Markup::from(page).to_string()
}

/// The progress of a learner who took this trail and came to this ending.
fn walked(case: &CompiledCase, trail: &Trail, ending: kouprey::model::EndingId) -> Progress {
    let playthrough = PlaythroughId { replica: replica(1), counter: 1 };
    let began = Event::PlaythroughBegan {
        scenario: case.scenario.id,
        playthrough,
        seed: Seed(7),
        trail: trail.choices().to_vec(),
        feedback: FeedbackTiming::AtOnce,
        shape: 1,
    };
    let ended = Event::PlaythroughEnded { playthrough, ending };
    let events = [(1, began), (2, ended)].map(|(counter, event)| Stamped { stamp: stamp(counter, replica(1)), event });
    Progress::from_events(events.to_vec())
}

/// Three people: one who learns, one who was put away, one who was deleted and has an odd name.
fn people() -> Vec<Profile> {
    let person =
        |name: &str, id: &str, state| Profile { name: name.to_owned(), state, ..Profile::new(id.parse().unwrap()) };
    vec![
        person("Sokha", "main", ProfileState::Active),
        person("", "p2", ProfileState::Archived),
        person("<b>\"x\"</b> & ខ្ញុំ", "p3", ProfileState::Deleted),
    ]
}

/// The record page with everything that can stand on it.
fn the_record(book: &page::Book<'_>) -> Vec<Markup> {
    let people = people();
    let header = Header { from: Some("<i>.json".to_owned()), day: Some("2026-11-21".to_owned()) };
    let imports = [Import { key: "kouprey.import.main.00000001.0000000001".to_owned(), count: 3, header }];
    let room = Room { entries: 700, units: 123_456, loose: 600 };
    let kept = Kept {
        keeping: Keeping::Saved,
        room,
        persisted: Some(false),
        profile: &people[0],
        profiles: &people,
        imports: &imports,
    };
    let objectives = book.handbook.lessons().map(|(_, lesson)| {
        vec![Objective { words: "Say what was lost.".to_owned(), items: lesson.items.iter().map(|it| it.0).collect() }]
    });
    record::record(book, &kept, &objectives.collect::<Vec<_>>(), stamp(1, replica(1)).day)
}

/// A file on the desk with the records of so many people.
fn desk(count: usize) -> ImportDesk {
    let incoming = |profile| Incoming { profile, entries: Vec::new(), progress: Progress::default(), damaged: 2 };
    let people: Vec<Profile> = people();
    ImportDesk {
        file: "<u>.json".to_owned(),
        people: people.iter().take(count).cloned().map(incoming).collect(),
        new: vec![0, 5],
        is_apart: false,
        owner: people[0].clone(),
    }
}

/// What stands in a dialog, over a page with a heading.
fn over(dialog: Vec<Markup>) -> Vec<Markup> {
    [vec![el("h1").add("A page").into()], dialog].concat()
}

/// The pages that need neither lesson nor case.
fn plain_pages(site: &Site, locale: Locale) -> Vec<(String, String)> {
    let progress = Progress::default();
    site.show(locale, &progress, |book| {
        let preferences = Preferences::default();
        [
            ("home", Route::Home, home::home(book, vec![not_me(book, &people()[0], &people())])),
            ("cases", Route::Cases, case::cases(book)),
            ("record", Route::Record, the_record(book)),
            ("erase", Route::Record, over(keep::erase(book, &people()[1]))),
            ("import", Route::Record, over(import::holdings(book, &desk(1)))),
            ("import of several", Route::Record, over(import::holdings(book, &desk(2)))),
            ("refused", Route::Record, over(import::refused(book, Refusal::Newer))),
            ("settings", Route::Settings, settings::settings(book, &preferences)),
            ("about", Route::About, about::about(book, site.entries(locale))),
            ("not-found", Route::NotFound, shell::not_found(book)),
            ("failed", Route::Home, shell::failed(book, "content/none.json")),
        ]
        .map(|(name, route, content)| (name.to_owned(), whole(book, route, content)))
        .to_vec()
    })
}

/// The tree of a lesson in one language, as the tool makes it.
pub fn lesson_tree(book: &page::Book<'_>, lesson: &CompiledLesson) -> LessonTree {
    let words = in_locale(&lesson.words, book.speech.locale);
    Article { book: *book, lesson: &lesson.lesson, words }.tree()
}

/// The tree of a case in one language, as the tool makes it.
pub fn case_tree(book: &page::Book<'_>, case: &CompiledCase) -> CaseTree {
    let words = in_locale(&case.words, book.speech.locale);
    CaseTree::of(words, &Setting { speech: book.speech, notes: &words.notes })
}

/// A lesson in the app, with every item checked.
fn lesson_page(site: &Site, locale: Locale, lesson: &CompiledLesson) -> (String, String) {
    let progress = Progress::default();
    site.show(locale, &progress, |book| {
        let LessonTree { sections, article, items, .. } = lesson_tree(book, lesson);
        let view = LessonPage { book: *book, lesson: &lesson.lesson, sections: &sections };
        let mut fill = |region: Region| -> Markup {
            match region {
                Region::Rail => view.rail(lesson.lesson.sections.first().copied()).into(),
                Region::Dialog => Markup::Row(Vec::new()),
                Region::Item(id) => {
                    let (place, item) = lesson.lesson.item(id).unwrap();
                    let response = key_of(item);
                    let state = ItemState {
                        order: shown_order(item, Seed(3)),
                        grade: grade(item, &response).ok(),
                        response: Some(response),
                        sure: None,
                        prompt: None,
                        is_live: true,
                    };
                    let words = items.get(place).unwrap();
                    ItemView { item, words, speech: book.speech, state: &state, purpose: Purpose::Practice }
                        .markup()
                        .into()
                }
                Region::Flip(number) => Markup::Row(lesson::flip(book, number, None, true)),
            }
        };
        let content: Vec<Markup> = view.page(article).into_iter().map(|it| lesson::fill(it, &mut fill)).collect();
        (format!("lesson {}", lesson.lesson.id), whole(book, Route::Lesson(lesson.lesson.id, None), content))
    })
}

/// A case from its brief to the debrief, once for each ending up to a number of them.
fn case_pages(site: &Site, locale: Locale, compiled: &CompiledCase, endings: usize) -> Vec<(String, String)> {
    let scenario = &compiled.scenario;
    let route = Route::Case(scenario.id);
    let mut pages = Vec::new();
    for ending in scenario.endings.iter().take(endings) {
        let trail = find_trail(scenario, ending.id).unwrap();
        let progress = walked(compiled, &trail, ending.id);
        let standing = stand(scenario, &trail).unwrap();
        let playthrough = progress.playthroughs().last().unwrap();
        site.show(locale, &progress, |book| {
            let words = case_tree(book, compiled);
            let case = || CasePage { book: *book, scenario, words: &words, feedback: FeedbackTiming::AtOnce };
            let mut put = |name: String, content: Vec<Markup>| pages.push((name, whole(book, route, content)));
            put(format!("brief of {}", scenario.id), case().brief(true));
            for count in 0..trail.len() {
                for is_reading in [false, 0 < count] {
                    let desk = Desk { is_reading, is_prompted: true, ..Desk::default() };
                    let cut = Playthrough { trail: trail.choices()[..count].to_vec(), ..playthrough.clone() };
                    let content = case().decision(&Played::of(&cut, scenario), &desk);
                    put(format!("decision {count} to {}, feedback {is_reading}", ending.id), content);
                }
            }
            put(
                format!("last feedback to {}", ending.id),
                case().last_feedback(&Played::of(playthrough, scenario), &Desk::default()),
            );
            let played = Played::of(playthrough, scenario);
            let debrief = Debrief { case: case(), played, ending: ending.id, state: standing.state() };
            put(format!("debrief of {}", ending.id), debrief.page());
        });
    }
    pages
}

/// Every page there is, of both sites and in both languages: its name, and the page read back.
pub fn every_page() -> &'static [(String, Node)] {
    static PAGES: LazyLock<Vec<(String, Node)>> = LazyLock::new(|| {
        let mut pages = Vec::new();
        for (place, site) in sites().into_iter().enumerate() {
            pages.extend(site.pages().map(|path| (path.to_owned(), site.page(path))));
            for locale in Locale::ALL {
                let mut app = plain_pages(site, locale);
                app.extend(site.compiled.lessons.iter().map(|lesson| lesson_page(site, locale, lesson)));
                // The real case is large: one road through it in each language; the tiny one is walked to every ending.
                let endings = if place == 0 { 1 } else { usize::MAX };
                app.extend(site.compiled.cases.iter().flat_map(|case| case_pages(site, locale, case, endings)));
                pages.extend(app.into_iter().map(|(name, html)| (format!("{name} ({})", locale.tag()), parse(&html))));
            }
        }
        pages
    });
    &PAGES
}
