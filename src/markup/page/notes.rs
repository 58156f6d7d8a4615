//! Notes: passages that the learner marked, and what they wrote about them.

use super::dialog::{close, heading};
use super::{Book, button, title};
use crate::engine::progress::{NOTE_LETTERS_MAX, NoteId, StudyNote};
use crate::markup::action::NoteAction;
use crate::markup::route::Route;
use crate::markup::{Action, Element, Markup, Speech, el, icon, number};
use crate::model::{LessonId, Phrase, SectionId};

/// A passage that is selected on the page of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The lesson.
    pub lesson: LessonId,
    /// The section; none stands for the head of the lesson.
    pub section: Option<SectionId>,
    /// Its words, gaps made even; empty for a note on the section as a whole.
    pub quote: String,
}

/// A note as it is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The note that is written anew; none for a new one.
    pub note: Option<NoteId>,
    /// What it is about.
    pub passage: Passage,
    /// What was written so far.
    pub words: String,
}

/// What is offered for a selected passage.
pub fn offer(speech: &Speech<'_>) -> Element {
    let mark = button(Action::Note(NoteAction::Mark), "mark", speech.say(Phrase::NoteMark), Some("#i-draft"));
    let write = button(Action::Note(NoteAction::Write), "note", speech.say(Phrase::NoteWrite), None);
    el("div").class("offer").set("role", "group").set("aria-label", speech.say(Phrase::NoteOffer)).add(mark).add(write)
}

/// The dialog in which a note is written.
pub fn write(book: &Book<'_>, draft: &Draft) -> Vec<Markup> {
    let speech = book.speech;
    let quote = (!draft.passage.quote.is_empty())
        .then(|| el("blockquote").class("note-quote").add(draft.passage.quote.clone()));
    let field = el("textarea")
        .class("input")
        .set("id", "note-words")
        .set("rows", "6")
        .set("maxlength", NOTE_LETTERS_MAX.to_string())
        .set("value", draft.words.clone());
    let label = el("label").class("field").add(el("span").say(speech, Phrase::NoteWords)).add(field);
    let save =
        button(Action::Note(NoteAction::Save), "save", speech.say(Phrase::NoteSave), None).set("data-weight", "main");
    vec![
        heading(speech.say(Phrase::NoteTitle)).into(),
        el("div")
            .class("entry__body")
            .add_some(quote)
            .add(label)
            .add(el("p").class("field__hint").say(speech, Phrase::NotePrivate))
            .into(),
        el("p").class("cluster").add(save).into(),
        close(speech).into(),
    ]
}

/// Every note, by lesson in the order of the handbook.
pub fn notes(book: &Book<'_>) -> Vec<Markup> {
    let speech = book.speech;
    let head = title(None, speech.say(Phrase::NotesTitle), Some(speech.say(Phrase::NotesLead)));
    let page = el("div").class("chapter").add(head);
    let all = book.progress.notes();
    if all.is_empty() {
        let start = el("a").class("button").set("href", speech.href(Route::Home)).say(speech, Phrase::ToContents);
        let page =
            page.add(el("p").class("empty").say(speech, Phrase::NotesNone)).add(el("p").class("cluster").add(start));
        return vec![page.into()];
    }
    let download = button(
        Action::Note(NoteAction::Download),
        "download-notes",
        speech.say(Phrase::NotesDownload),
        Some("#i-export"),
    );
    let print = button(Action::Print, "print", speech.say(Phrase::Print), Some("#i-print"));
    let lessons = groups(book).into_iter().map(|(name, notes)| {
        let rows = notes.into_iter().map(|note| row(book, note));
        el("section")
            .class("block")
            .add(el("h2").add(name))
            .add(el("ul").class("notes-list").add_all(rows.collect::<Vec<_>>()))
    });
    let page = page.add(el("p").class("cluster").add(download).add(print)).add_all(lessons.collect::<Vec<_>>());
    vec![page.into()]
}

/// Notes of each lesson, lessons in the order of the handbook; those of lessons that have gone come last.
fn groups<'b>(book: &Book<'b>) -> Vec<(String, Vec<&'b StudyNote>)> {
    let mut groups: Vec<(String, Vec<&StudyNote>)> = Vec::new();
    let of =
        |lesson: LessonId| book.progress.notes().iter().filter(move |note| note.lesson == lesson).collect::<Vec<_>>();
    for (_, lesson) in book.handbook.lessons() {
        let mut notes = of(lesson.id);
        notes.sort_by_key(|note| note.section.and_then(|id| lesson.sections.iter().position(|it| *it == id)));
        if !notes.is_empty() {
            groups.push((book.lesson_title(lesson).to_owned(), notes));
        }
    }
    let gone: Vec<&StudyNote> =
        book.progress.notes().iter().filter(|note| book.handbook.lesson(note.lesson).is_none()).collect();
    if !gone.is_empty() {
        groups.push((book.speech.say(Phrase::NotesGone), gone));
    }
    groups
}

/// Where a note stands, in words.
fn place(book: &Book<'_>, note: &StudyNote) -> Option<String> {
    let (_, lesson) = book.handbook.lesson(note.lesson)?;
    let section = lesson.sections.iter().position(|it| Some(*it) == note.section)?;
    Some(book.section_title(lesson, section).to_owned())
}

fn row(book: &Book<'_>, note: &StudyNote) -> Element {
    let speech = book.speech;
    let quote = (!note.quote.is_empty()).then(|| el("blockquote").class("note-quote").add(note.quote.clone()));
    let words = note.words.lines().map(|line| el("p").add(line.to_owned()));
    let open = place(book, note).map(|title| {
        let href = speech.href(Route::Lesson(note.lesson, note.section));
        el("a").set("href", href).add(title)
    });
    let date = number::date(note.day.year(), note.day.month(), note.day.day(), speech.locale);
    let edit = button(Action::Note(NoteAction::Edit(note.id)), "edit", speech.say(Phrase::NoteEdit), None);
    let remove = button(Action::Note(NoteAction::Remove(note.id)), "remove", speech.say(Phrase::NoteRemove), None);
    el("li")
        .set("data-note", note.id.to_string())
        .add_some(quote)
        .add_all(words.collect::<Vec<_>>())
        .add(el("p").class("small cluster").add_some(open).add(el("span").add(date)))
        .add(el("p").class("cluster").add(edit).add(remove))
}

/// Every note as a text to take away.
pub fn as_text(book: &Book<'_>) -> String {
    let mut text = format!("# {}\n", book.speech.say(Phrase::NotesTitle));
    for (name, notes) in groups(book) {
        text.push_str(&format!("\n## {name}\n"));
        for note in notes {
            text.push('\n');
            if let Some(place) = place(book, note) {
                text.push_str(&format!("### {place}\n\n"));
            }
            if !note.quote.is_empty() {
                text.push_str(&format!("> {}\n\n", note.quote));
            }
            if !note.words.is_empty() {
                text.push_str(&note.words);
                text.push('\n');
            }
        }
    }
    text
}

/// What leads to the notes from other pages, with a sign.
pub fn link(book: &Book<'_>) -> Element {
    el("p").class("cluster").add(
        el("a")
            .set("href", book.speech.href(Route::Notes))
            .add(icon("#i-draft"))
            .add(" ")
            .say(book.speech, Phrase::NotesTitle),
    )
}
