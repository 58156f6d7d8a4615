//! Who speaks of what: lessons and cases by the entries that they name or cite.

use std::collections::BTreeMap;

use super::parity::words_of;
use super::words::{entries_named, notes_cited};
use super::{CompiledCase, CompiledLesson};
use crate::model::figure::FigureBody;
use crate::model::{Block, EntryRef, Inline, LessonWords, ScenarioWords};

/// Where an entry is named or cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mention {
    /// In the lesson with this place in the handbook.
    Lesson(usize),
    /// In the case with this place.
    Case(usize),
}

/// Where each entry is named or cited.
#[derive(Debug, Default)]
pub struct Mentions(BTreeMap<EntryRef, Vec<Mention>>);

impl Mentions {
    /// Over all lessons and cases, in their original words.
    pub fn of(lessons: &[CompiledLesson], cases: &[CompiledCase]) -> Self {
        let mut mentions = Self::default();
        for (place, lesson) in lessons.iter().enumerate() {
            mentions.add(Mention::Lesson(place), in_lesson(&lesson.words[0]));
        }
        for (place, case) in cases.iter().enumerate() {
            mentions.add(Mention::Case(place), in_case(&case.words[0]));
        }
        mentions
    }

    fn add(&mut self, mention: Mention, named: Vec<EntryRef>) {
        for entry in named {
            let known = self.0.entry(entry).or_default();
            if !known.contains(&mention) {
                known.push(mention);
            }
        }
    }

    /// Where any of these is named, lessons first, each once.
    pub fn of_any(&self, entries: &[EntryRef]) -> Vec<Mention> {
        let mut found: Vec<Mention> = entries.iter().filter_map(|it| self.0.get(it)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Every entry that stands behind a word of a lesson: in the lead, the sections, the figures and the items.
pub fn in_lesson(words: &LessonWords) -> Vec<EntryRef> {
    let mut named: Vec<EntryRef> = words.notes.iter().map(|note| note.entry).collect();
    words.lead.iter().for_each(|run| entries_named(run, &mut named));
    for section in &words.sections {
        entries_named(&section.title, &mut named);
        in_blocks(&section.blocks, &mut named);
    }
    for figure in &words.figures {
        if let FigureBody::Table(table) = &figure.body {
            let cells = table.body.head.iter().chain(table.body.rows.iter().flatten());
            cells.for_each(|cell| entries_named(cell, &mut named));
        }
    }
    for item in &words.items {
        let options = item.options.iter().flat_map(|it| [&it.text, &it.right, &it.why]);
        options.chain([&item.story, &item.ask, &item.why]).for_each(|run| entries_named(run, &mut named));
    }
    named
}

/// Every entry behind a word that a reader without script sees: not what only the feedback of items names.
pub fn seen_in_lesson(words: &LessonWords) -> Vec<EntryRef> {
    let mut seen = Vec::new();
    let mut see = |run: &[Inline]| {
        entries_named(run, &mut seen);
        let mut cited = Vec::new();
        notes_cited(run, &mut cited);
        seen.extend(cited.into_iter().filter_map(|note| words.notes.get(usize::from(note))).map(|note| note.entry));
    };
    words.lead.iter().for_each(|run| see(run));
    for section in &words.sections {
        see(&section.title);
        section.blocks.iter().for_each(|block| see(&words_of(block)));
    }
    for figure in &words.figures {
        if let FigureBody::Table(table) = &figure.body {
            table.body.head.iter().chain(table.body.rows.iter().flatten()).for_each(|cell| see(cell));
        }
    }
    for item in &words.items {
        item.options
            .iter()
            .flat_map(|it| [&it.text, &it.right])
            .chain([&item.story, &item.ask])
            .for_each(|run| see(run));
    }
    let drawn = words.figures.iter().flat_map(|figure| &figure.sources);
    seen.extend(drawn.filter_map(|note| words.notes.get(usize::from(*note))).map(|note| note.entry));
    seen
}

/// Every entry that stands behind a word of a case.
fn in_case(words: &ScenarioWords) -> Vec<EntryRef> {
    let mut named: Vec<EntryRef> = words.notes.iter().map(|note| note.entry).collect();
    words.lead.iter().for_each(|run| entries_named(run, &mut named));
    in_blocks(&words.brief.1, &mut named);
    for node in &words.nodes {
        in_blocks(&node.blocks, &mut named);
        entries_named(&node.ask, &mut named);
        for choice in &node.choices {
            entries_named(&choice.text, &mut named);
            let said = &choice.feedback;
            [&said.why, &said.ground, &said.weight, &said.nullity].into_iter().for_each(|it| in_blocks(it, &mut named));
        }
    }
    words.exhibits.iter().flatten().for_each(|version| in_blocks(&version.blocks, &mut named));
    words.endings.iter().for_each(|ending| in_blocks(&ending.blocks, &mut named));
    words.questions.iter().for_each(|run| entries_named(run, &mut named));
    named
}

fn in_blocks(blocks: &[Block], named: &mut Vec<EntryRef>) {
    blocks.iter().for_each(|block| entries_named(&words_of(block), named));
}
