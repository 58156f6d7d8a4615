//! The trees of one language: what pages and entries look like before a program fills their regions.

use super::desk::DeskPages;
use super::{decks, findable, put};
use crate::compiler::{Compiled, CompiledLesson};
use crate::markup::block::Setting;
use crate::markup::page::lesson::Article;
use crate::markup::page::offences::Finder;
use crate::markup::page::search::Findable;
use crate::markup::page::{Book, about, dialog};
use crate::markup::route::DeskPage;
use crate::markup::tree::{BankEntry, CaseTree, Deck, DeskFile, EntryTree, ItemTree, LessonTree, PageTree};
use crate::model::entry::SHARDS;
use crate::model::{
    Entry, FileEntry, Handbook, HandbookWords, LessonId, Locale, Objective, PartId, Phrase, ScenarioId, WorkshopIndex,
};

/// The trees of one language.
pub struct Trees {
    lessons: Vec<(LessonId, LessonTree)>,
    cases: Vec<(ScenarioId, CaseTree)>,
    entries: Vec<EntryTree>,
    desk: Vec<(DeskPage, PageTree)>,
    finder: Finder,
    findable: Vec<Findable>,
    banks: Vec<(PartId, Vec<BankEntry>)>,
    about: PageTree,
    objectives: Vec<Vec<Objective>>,
    decks: Vec<(LessonId, Deck)>,
    workshop: WorkshopIndex,
}

/// Where the trees of one language were put.
pub struct Named {
    lessons: Vec<FileEntry>,
    cases: Vec<FileEntry>,
    entries: Vec<FileEntry>,
    desk: FileEntry,
    banks: Vec<FileEntry>,
    /// What can be found.
    pub search: Vec<FileEntry>,
    about: FileEntry,
    objectives: FileEntry,
    workshop: FileEntry,
}

impl Trees {
    /// Makes the trees of a language.
    pub fn of(compiled: &Compiled, book: &Book<'_>, index: usize) -> Self {
        let lessons = compiled.lessons.iter().filter_map(|it| {
            let words = it.words.get(index)?;
            Some((it.lesson.id, Article { book: *book, lesson: &it.lesson, words }.tree()))
        });
        let cases = compiled.cases.iter().filter_map(|it| {
            let words = it.words.get(index)?;
            Some((it.scenario.id, CaseTree::of(words, &Setting { speech: book.speech, notes: &words.notes })))
        });
        let nothing = Vec::new();
        let entries = compiled.entries.get(index).unwrap_or(&nothing);
        let tree = |entry: &Entry| EntryTree { id: entry.id, content: dialog::entry(entry, book.speech) };
        let desk = DeskPages::of(compiled, book);
        Self {
            lessons: lessons.collect(),
            cases: cases.collect(),
            entries: entries.iter().map(tree).collect(),
            desk: desk.pages(),
            finder: desk.finder(),
            findable: findable::findable(compiled, book),
            banks: banks(compiled, book, index),
            about: PageTree { title: book.speech.say(Phrase::AboutTitle), content: about::about(book, entries) },
            objectives: compiled.lessons.iter().map(|it| objectives(it, index)).collect(),
            decks: decks::decks(compiled, book, index),
            workshop: decks::index(compiled, book, index),
        }
    }

    /// Puts each tree into a file.
    pub fn put(&self, locale: Locale, files: &mut Vec<(String, Vec<u8>)>) -> Named {
        let tag = locale.tag();
        Named {
            lessons: self.lessons.iter().map(|(id, tree)| put(files, &format!("lesson-{id}.{tag}"), tree)).collect(),
            cases: self.cases.iter().map(|(id, tree)| put(files, &format!("case-{id}.{tag}"), tree)).collect(),
            entries: (0..SHARDS).map(|shard| self.put_entries(shard, tag, files)).collect(),
            desk: self.put_desk(tag, files),
            banks: self.banks.iter().map(|(id, bank)| put(files, &format!("bank-{id}.{tag}"), bank)).collect(),
            search: vec![put(files, &format!("search.{tag}"), &self.findable)],
            about: put(files, &format!("about.{tag}"), &self.about),
            objectives: put(files, &format!("objectives.{tag}"), &self.objectives),
            workshop: self.put_workshop(tag, files),
        }
    }
}

impl Trees {
    /// Puts the entries of a shard into a file.
    fn put_entries(&self, shard: usize, tag: &str, files: &mut Vec<(String, Vec<u8>)>) -> FileEntry {
        let entries: Vec<EntryTree> = self.entries.iter().filter(|it| it.id.shard() == shard).cloned().collect();
        put(files, &format!("entries-{shard}.{tag}"), &entries)
    }

    /// Puts the slides of each lesson into a file, and names them all beside what a trainer begins from.
    fn put_workshop(&self, tag: &str, files: &mut Vec<(String, Vec<u8>)>) -> FileEntry {
        let mut index = self.workshop.clone();
        index.decks =
            self.decks.iter().map(|(id, deck)| (*id, put(files, &format!("deck-{id}.{tag}"), deck).name)).collect();
        put(files, &format!("workshop.{tag}"), &index)
    }

    /// Puts the desk into files, a page each, and names them all in a directory.
    fn put_desk(&self, tag: &str, files: &mut Vec<(String, Vec<u8>)>) -> FileEntry {
        let mut directory = Vec::new();
        let mut add =
            |page: &DeskPage, file: FileEntry| directory.push(DeskFile { path: page.path(), name: file.name });
        for (page, tree) in &self.desk {
            let name = format!("desk/{}", page.path()).trim_end_matches('/').replace('/', "-");
            add(page, put(files, &format!("{name}.{tag}"), tree));
        }
        add(&DeskPage::Offences, put(files, &format!("desk-offences.{tag}"), &self.finder));
        put(files, &format!("desk-directory.{tag}"), &directory)
    }
}

impl Named {
    /// Writes the names of the files into the table of contents.
    pub fn into_index(self, handbook: &mut Handbook, words: Option<&mut HandbookWords>) {
        let lessons = handbook.parts.iter_mut().flat_map(|part| &mut part.lessons);
        for (lesson, file) in lessons.zip(self.lessons) {
            lesson.words.push(file);
        }
        for (case, file) in handbook.cases.iter_mut().zip(self.cases) {
            case.words.push(file);
        }
        if let Some(words) = words {
            words.entries = self.entries;
            words.desk = self.desk;
            words.banks = self.banks;
            words.about = self.about;
            words.objectives = self.objectives;
            words.workshop = self.workshop;
        }
    }
}

/// The items of each part, each where the handbook asks it first.
fn banks(compiled: &Compiled, book: &Book<'_>, index: usize) -> Vec<(PartId, Vec<BankEntry>)> {
    let mut asked = Vec::new();
    let parts = book.handbook.parts.iter();
    parts
        .map(|part| {
            let lessons =
                compiled.lessons.iter().filter(|it| part.lessons.iter().any(|entry| entry.id == it.lesson.id));
            let mut bank = Vec::new();
            for lesson in lessons {
                let Some(words) = lesson.words.get(index) else { continue };
                let setting = Setting { speech: book.speech, notes: &words.notes };
                for (item, words) in lesson.lesson.items.iter().zip(&words.items) {
                    if !asked.contains(&item.id) {
                        asked.push(item.id);
                        let words = ItemTree::of(words, &setting);
                        bank.push(BankEntry { item: item.clone(), words, lesson: lesson.lesson.id });
                    }
                }
            }
            (part.id, bank)
        })
        .collect()
}

/// What a learner can do after a lesson, with the items that test it.
fn objectives(compiled: &CompiledLesson, index: usize) -> Vec<Objective> {
    let words = compiled.words.get(index).map(|it| it.objectives.as_slice()).unwrap_or_default();
    let items =
        |id| compiled.lesson.items.iter().filter(move |item| item.objective == id).map(|item| item.id).collect();
    let ids = compiled.lesson.objectives.iter();
    ids.zip(words).map(|(id, words)| Objective { words: words.clone(), items: items(*id) }).collect()
}
