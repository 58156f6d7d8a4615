//! The compiled handbook as files: bundles for the app, and every lesson as a page of its own.

mod decks;
mod desk;
mod findable;
mod foot;
mod trees;

use super::hash::short_hash;
use super::{Compiled, CompiledCase, CompiledLesson};
use crate::engine::progress::Progress;
use crate::markup::item::{ItemState, ItemView, Purpose};
use crate::markup::page::lesson::{self, Article, LessonPage};
use crate::markup::page::shell::{self, Shell};
use crate::markup::page::{Book, home};
use crate::markup::route::{Route, home_file, lesson_file};
use crate::markup::tree::{ItemTree, LessonTree};
use crate::markup::{Markup, Region, Speech, el};
use crate::model::{
    CaseEntry, Entry, FileEntry, Handbook, HandbookWords, Inline, ItemId, Lesson, LessonEntry, LessonWords, Locale,
    Part, Phrase, ReviewState,
    wire::{self, Wire},
};
use trees::Trees;

/// The drawings that stand once on every page.
const ICONS: &str = include_str!("../../style/icons.svg");

/// Names of the files that the pages load.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The JavaScript that the program comes with, the main file first.
    pub scripts: Vec<String>,
    /// The program.
    pub wasm: String,
    /// Uncompressed size of the program.
    pub wasm_bytes: u64,
    /// The style of every page.
    pub css: String,
    /// The style of cases and workshops, which comes with them.
    pub practice_css: String,
    /// The start module.
    pub boot: String,
    /// The script that runs before the first paint.
    pub start: String,
}

/// The table of contents with its words in a language, before any file has a name.
pub fn contents_in(compiled: &Compiled, locale: Locale) -> (Handbook, HandbookWords) {
    (contents(compiled), index_words(compiled, locale))
}

/// Every file of the site, by its path from the root, except what Trunk builds.
pub fn site(compiled: &Compiled, assets: &Assets) -> Vec<(String, Vec<u8>)> {
    let bundles = Bundles::of(compiled);
    let mut files = bundles.files.clone();
    for locale in Locale::ALL {
        files.push((home_file(locale).to_owned(), bundles.home(locale, assets).into_bytes()));
        for (compiled, entry) in compiled.lessons.iter().zip(bundles.handbook.lessons().map(|(_, entry)| entry)) {
            files.push((lesson_file(entry.id, locale), bundles.lesson(compiled, entry, locale, assets).into_bytes()));
        }
    }
    files
}

/// Words of running text: paragraphs and lists of the sections, without what only trainers see.
pub fn running_words(words: &LessonWords) -> usize {
    let blocks = words.sections.iter().flat_map(|section| &section.blocks);
    blocks.map(block_words).sum::<usize>() + words.lead.iter().map(|it| count(it)).sum::<usize>()
}

fn block_words(block: &crate::model::Block) -> usize {
    use crate::model::Block;
    match block {
        Block::Paragraph(words) => count(words),
        Block::List(items) | Block::Steps(items) => items.iter().map(|it| count(it)).sum(),
        Block::Callout(callout) if !crate::markup::block::is_for_trainers(callout.kind) => {
            callout.blocks.iter().map(block_words).sum()
        }
        _ => 0,
    }
}

fn count(words: &[Inline]) -> usize {
    super::words::plain(words).split_whitespace().count()
}

/// The bundles and the index that names them.
struct Bundles<'c> {
    compiled: &'c Compiled,
    files: Vec<(String, Vec<u8>)>,
    handbook: Handbook,
    handbook_file: FileEntry,
    words: [HandbookWords; 2],
    words_files: [FileEntry; 2],
    progress: Progress,
}

fn put(files: &mut Vec<(String, Vec<u8>)>, name: &str, value: &impl Wire) -> FileEntry {
    let bytes = wire::to_json(value).into_bytes();
    let name = format!("content/{name}.{}.json", short_hash(&bytes));
    let entry = FileEntry { name: name.clone(), bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX) };
    files.push((name, bytes));
    entry
}

impl<'c> Bundles<'c> {
    fn of(compiled: &'c Compiled) -> Self {
        let mut files = Vec::new();
        // The trees name no files, so they are made with a table of contents that has none yet.
        let mut handbook = contents(compiled);
        let mut words = Locale::ALL.map(|locale| index_words(compiled, locale));
        let progress = Progress::default();
        // Both languages can be looked through from either.
        let mut search = Vec::new();
        for (index, locale) in Locale::ALL.into_iter().enumerate() {
            let Some(index_words) = words.get(index) else { continue };
            let speech = Speech { locale, phrases: &index_words.phrases, root: "./" };
            let book = Book { handbook: &handbook, words: index_words, progress: &progress, speech: &speech };
            let trees = Trees::of(compiled, &book, index);
            let mut named = trees.put(locale, &mut files);
            search.append(&mut named.search);
            named.into_index(&mut handbook, words.get_mut(index));
        }
        words.iter_mut().for_each(|words| words.search.clone_from(&search));
        put_structures(compiled, &mut handbook, &mut files);
        let handbook_file = put(&mut files, "handbook", &handbook);
        let [en, km] = &words;
        let words_files = [put(&mut files, "words.en", en), put(&mut files, "words.km", km)];
        Self { compiled, files, handbook, handbook_file, words, words_files, progress }
    }

    fn words(&self, locale: Locale) -> &HandbookWords {
        let [en, km] = &self.words;
        if locale == Locale::En { en } else { km }
    }

    fn entries(&self, locale: Locale) -> &[Entry] {
        let [en, km] = &self.compiled.entries;
        if locale == Locale::En { en } else { km }
    }

    fn home(&self, locale: Locale, assets: &Assets) -> String {
        let words = self.words(locale);
        let speech = Speech { locale, phrases: &words.phrases, root: "" };
        let book = Book { handbook: &self.handbook, words, progress: &self.progress, speech: &speech };
        let content = home::home(&book, Vec::new());
        let page = Page {
            book,
            route: Route::Home,
            title: speech.say(Phrase::Brand),
            root: "",
            preload: Vec::new(),
            extra: Vec::new(),
        };
        self.page(&page, content, assets)
    }

    fn lesson(&self, compiled: &CompiledLesson, entry: &LessonEntry, locale: Locale, assets: &Assets) -> String {
        let index = self.words(locale);
        let speech = Speech { locale, phrases: &index.phrases, root: "../" };
        let book = Book { handbook: &self.handbook, words: index, progress: &self.progress, speech: &speech };
        let [en, km] = &compiled.words;
        let words = if locale == Locale::En { en } else { km };
        let LessonTree { sections, article, items, .. } = Article { book, lesson: &compiled.lesson, words }.tree();
        let view = LessonPage { book, lesson: &compiled.lesson, sections: &sections };
        let mut region = |region: Region| match region {
            Region::Rail => view.rail(None).into(),
            Region::Dialog => Markup::Row(Vec::new()),
            Region::Flip(number) => Markup::Row(lesson::flip(&book, number, None, false)),
            Region::Item(id) => closed_item(&compiled.lesson, &items, id, &speech),
        };
        let content: Vec<Markup> = view.page(article).into_iter().map(|it| lesson::fill(it, &mut region)).collect();
        let title = speech.fill(Phrase::TitlePage, &[&words.title]);
        let preload = [Some(&entry.file), entry.words.get(locale as usize).map(|it| &it.name)];
        let page = Page {
            book,
            route: Route::Lesson(entry.id, None),
            title,
            root: "../",
            preload: preload.into_iter().flatten().cloned().collect(),
            extra: foot::entries(words, self.entries(locale), &speech),
        };
        self.page(&page, content, assets)
    }

    fn page(&self, page: &Page<'_>, content: Vec<Markup>, assets: &Assets) -> String {
        let shell = Shell { book: page.book, route: page.route, keeping: None, damaged: 0, is_dark: false, who: None };
        let app = el("div")
            .set("id", "app")
            .add(shell.skip())
            .add(shell.masthead())
            .add(shell::main(page.route, false, content))
            .add(shell.foot());
        let head = self.head(page, assets);
        let locale = page.book.speech.locale.tag();
        let Page { root, .. } = page;
        let data = format!(
            "data-app=\"starting\" data-root=\"{}\" data-handbook=\"{}\" data-words-en=\"{}\" data-words-km=\"{}\" data-practice-css=\"{}\"",
            if root.is_empty() { "./" } else { root },
            self.handbook_file.name,
            self.words_files[0].name,
            self.words_files[1].name,
            assets.practice_css,
        );
        let lesson = match page.route {
            Route::Lesson(lesson, _) => format!(" data-at-lesson=\"{lesson}\""),
            _ => String::new(),
        };
        let extra = if page.extra.is_empty() {
            String::new()
        } else {
            format!("<noscript><section class=\"page\">{}</section></noscript>", Markup::Row(page.extra.clone()))
        };
        format!(
            "<!doctype html>\n<html lang=\"{locale}\" {data}{lesson}>\n<head>\n{head}</head>\n<body>\n{ICONS}\n{}\n{START}{extra}\n</body>\n</html>\n",
            Markup::from(app)
        )
    }

    fn head(&self, page: &Page<'_>, assets: &Assets) -> String {
        let Page { root, .. } = page;
        let Assets { scripts, wasm, wasm_bytes, css, boot, start, .. } = assets;
        let js = scripts.first().map(String::as_str).unwrap_or_default();
        let mut head = String::from(
            "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
        );
        head.push_str(&Markup::from(el("title").add(page.title.clone())).to_string());
        let description =
            format!("{} {}", page.book.speech.say(Phrase::BrandLineOne), page.book.speech.say(Phrase::BrandLineTwo));
        head.push_str(&Markup::from(el("meta").set("name", "description").set("content", description)).to_string());
        head.push_str(&format!(
            "\n<link rel=\"stylesheet\" href=\"{root}{css}\">\n<script src=\"{root}{start}\"></script>\n"
        ));
        head.push_str(&format!("<link rel=\"icon\" href=\"{root}icons/kouprey.svg\" type=\"image/svg+xml\">\n"));
        if page.book.speech.locale == Locale::Km {
            head.push_str(&format!("<link rel=\"preload\" href=\"{root}fonts/noto-sans-khmer-khmer-400-normal.woff2\" as=\"font\" type=\"font/woff2\" crossorigin>\n"));
        }
        for script in scripts {
            head.push_str(&format!("<link rel=\"modulepreload\" href=\"{root}{script}\">\n"));
        }
        let [en, km] = &self.words_files;
        let words = if page.book.speech.locale == Locale::En { en } else { km };
        for file in [&self.handbook_file.name, &words.name].into_iter().chain(&page.preload) {
            head.push_str(&format!("<link rel=\"preload\" as=\"fetch\" href=\"{root}{file}\" crossorigin>\n"));
        }
        head.push_str(&format!(
            "<link rel=\"preload\" as=\"fetch\" href=\"{root}{wasm}\" crossorigin fetchpriority=\"low\">\n"
        ));
        for (lang, href) in self.other_pages(page) {
            head.push_str(&format!("<link rel=\"alternate\" hreflang=\"{lang}\" href=\"{href}\">\n"));
        }
        head.push_str(&format!(
            "<script type=\"module\" src=\"{root}{boot}\" data-js=\"{js}\" data-wasm=\"{wasm}\" data-wasm-bytes=\"{wasm_bytes}\"></script>\n"
        ));
        head
    }

    fn other_pages(&self, page: &Page<'_>) -> Vec<(&'static str, String)> {
        let other = page.book.speech.locale.other();
        match page.route {
            Route::Lesson(lesson, _) => vec![(other.tag(), format!("../{}", lesson_file(lesson, other)))],
            _ => Vec::new(),
        }
    }
}

/// A page to be written.
struct Page<'a> {
    book: Book<'a>,
    route: Route,
    title: String,
    root: &'a str,
    preload: Vec<String>,
    extra: Vec<Markup>,
}

/// What starting and failing look like, in both languages: it must speak before any file has arrived.
const START: &str = include_str!("../../public/start.html");

/// An item that nobody has touched, with controls that do not answer yet.
fn closed_item(lesson: &Lesson, items: &[ItemTree], id: ItemId, speech: &Speech<'_>) -> Markup {
    let Some((place, item)) = lesson.item(id) else { return Markup::Row(Vec::new()) };
    let Some(words) = items.get(place) else { return Markup::Row(Vec::new()) };
    let state = ItemState::first(item, false);
    ItemView { item, words, speech, state: &state, purpose: Purpose::Practice }.markup().into()
}

/// The table of contents, before any file has a name.
fn contents(compiled: &Compiled) -> Handbook {
    let entry = |(place, it): (usize, &CompiledLesson)| LessonEntry {
        id: it.lesson.id,
        place,
        minutes: it.minutes,
        sections: it.lesson.sections.clone(),
        items: it.lesson.items.iter().map(|item| (item.id, item.meaning)).collect(),
        file: String::new(),
        words: Vec::new(),
    };
    let lessons: Vec<LessonEntry> = compiled.lessons.iter().enumerate().map(entry).collect();
    let part = |part: &super::plan::PlanPart| Part {
        id: part.id,
        number: part.number,
        lessons: lessons.iter().filter(|it| part.lessons.contains(&it.id)).cloned().collect(),
    };
    let small = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
    let case = |it: &CompiledCase| CaseEntry {
        id: it.scenario.id,
        role: it.scenario.role,
        minutes: it.minutes,
        decisions: small(it.scenario.nodes.len()),
        endings: it.scenario.endings.iter().map(|ending| ending.id).collect(),
        file: String::new(),
        words: Vec::new(),
    };
    Handbook {
        edition: compiled.plan.edition.clone(),
        law_date: compiled.plan.law_date,
        parts: compiled.plan.parts.iter().map(part).collect(),
        cases: compiled.cases.iter().map(case).collect(),
    }
}

fn put_structures(compiled: &Compiled, handbook: &mut Handbook, files: &mut Vec<(String, Vec<u8>)>) {
    let lessons = handbook.parts.iter_mut().flat_map(|part| &mut part.lessons);
    for (entry, lesson) in lessons.zip(&compiled.lessons) {
        entry.file = put(files, &format!("lesson-{}", entry.id), &lesson.lesson).name;
    }
    for (entry, case) in handbook.cases.iter_mut().zip(&compiled.cases) {
        entry.file = put(files, &format!("case-{}", entry.id), &case.scenario).name;
    }
}

fn index_words(compiled: &Compiled, locale: Locale) -> HandbookWords {
    let index = locale as usize;
    let lessons: Vec<&LessonWords> = compiled.lessons.iter().filter_map(|it| it.words.get(index)).collect();
    let line =
        |words: &crate::model::ScenarioWords| words.lead.first().map(|it| super::words::plain(it)).unwrap_or_default();
    let nowhere = FileEntry { name: String::new(), bytes: 0 };
    HandbookWords {
        parts: compiled.plan.parts.iter().map(|part| part.title.in_locale(locale).clone()).collect(),
        lessons: lessons.iter().map(|it| it.title.clone()).collect(),
        sections: lessons
            .iter()
            .map(|it| it.sections.iter().map(|section| super::words::plain(&section.title)).collect())
            .collect(),
        cases: compiled
            .cases
            .iter()
            .filter_map(|it| it.words.get(index))
            .map(|it| (it.title.clone(), line(it)))
            .collect(),
        endings: compiled.cases.iter().filter_map(|it| it.words.get(index)).map(ending_titles).collect(),
        phrases: compiled.phrases.get(index).cloned().unwrap_or_default(),
        review: ReviewState::Draft,
        entries: Vec::new(),
        desk: nowhere.clone(),
        banks: Vec::new(),
        search: Vec::new(),
        about: nowhere.clone(),
        objectives: nowhere.clone(),
        workshop: nowhere,
    }
}

fn ending_titles(words: &crate::model::ScenarioWords) -> Vec<String> {
    words.endings.iter().map(|ending| super::words::plain(&ending.title)).collect()
}
