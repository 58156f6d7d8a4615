//! The foot of a lesson's page: the entries that it names, for readers without script.

use crate::compiler::mentions::seen_in_lesson;
use crate::compiler::words::entries_named;
use crate::markup::block::Setting;
use crate::markup::page::mark;
use crate::markup::{Element, Markup, Speech, el};
use crate::model::{Entry, LessonWords, NoteKind, Phrase};

/// The entries that a lesson names or cites, and those that these name, each once.
pub fn entries(words: &LessonWords, entries: &[Entry], speech: &Speech<'_>) -> Vec<Markup> {
    let mut wanted = seen_in_lesson(words);
    let mut shown: Vec<&Entry> = Vec::new();
    while let Some(id) = wanted.pop() {
        let found = entries.iter().find(|entry| entry.id == id);
        if let Some(entry) = found.filter(|entry| shown.iter().all(|it| it.id != entry.id)) {
            entry.words.iter().for_each(|run| entries_named(run, &mut wanted));
            shown.push(entry);
        }
    }
    shown.sort_by_key(|entry| entry.id);
    let rows = shown.into_iter().map(|entry| row(entry, speech));
    vec![el("dl").class("facts").add_all(rows.collect::<Vec<_>>()).into()]
}

/// An entry with its mark and its caution: how sure we are of a statement is never left out.
fn row(entry: &Entry, speech: &Speech<'_>) -> Element {
    let setting = Setting { speech, notes: &[] };
    let kind = if entry.id.kind.is_law() { NoteKind::Law } else { NoteKind::Source };
    let words = entry.words.iter().map(|words| el("p").add_all(setting.inline(words)));
    let caution = (!entry.caution.is_empty())
        .then(|| el("p").add(el("strong").say(speech, Phrase::EntryCaution)).add("\u{a0}").add(entry.caution.clone()));
    let link = (!entry.url.is_empty())
        .then(|| el("a").set("href", entry.url.clone()).add(speech.say(Phrase::EntryOpenSource)).add(" "));
    let said = el("dd")
        .add_all(words.collect::<Vec<_>>())
        .add_some(caution)
        .add(el("p").add_some(link).add(mark(entry.mark, kind, speech)));
    let id = format!("entry-{}-{}", entry.id.kind.as_str(), entry.id.id);
    el("div").class("facts__row").set("id", id).add(el("dt").add(entry.title.clone())).add(said)
}
