//! An entry of the desk, in a dialog over the page that names it.

use super::mark;
use crate::markup::block::Setting;
use crate::markup::route::{DeskPage, Route};
use crate::markup::{Action, Element, Markup, Speech, el, icon};
use crate::model::{Entry, EntryKind, NoteKind, Phrase};

/// The dialog's content, without the button that closes it.
pub fn entry(entry: &Entry, speech: &Speech<'_>) -> Vec<Markup> {
    let setting = Setting { speech, notes: &[] };
    let kind = if entry.id.kind.is_law() { NoteKind::Law } else { NoteKind::Source };
    let head = el("header")
        .class("entry__head")
        .add(el("p").class("entry__kind").add(speech.say(kind_phrase(entry.id.kind))))
        .add(el("h2").set("id", "entry-title").set("tabindex", "-1").set("autofocus", "").add(entry.title.clone()))
        .add_some(
            (!entry.subtitle.is_empty())
                .then(|| el("p").class("entry__subtitle").add_all(setting.inline(&entry.subtitle))),
        );
    let words = entry.words.iter().map(|words| el("p").add_all(setting.inline(words)));
    let facts = entry.facts.iter().map(|fact| {
        let value = el("dd")
            .add(fact.value.clone())
            .add_some(fact.mark.map(|it| Markup::Row(vec![" ".into(), mark(it, kind, speech).into()])));
        el("div").class("facts__row").add(el("dt").add(fact.name.clone())).add(value)
    });
    let elements = (!entry.elements.is_empty()).then(|| {
        let points = entry.elements.iter().map(|words| el("li").add(el("p").add_all(setting.inline(words))));
        el("section")
            .add(el("h3").say(speech, Phrase::EntryPoints))
            .add(el("ol").class("elements").add_all(points.collect::<Vec<_>>()))
    });
    let caution = (!entry.caution.is_empty()).then(|| {
        el("p").class("entry__caution").add(icon("#i-caution")).add(
            el("span").add(el("strong").say(speech, Phrase::EntryCaution).add("\u{a0}")).add(entry.caution.clone()),
        )
    });
    let body = el("div")
        .class("entry__body")
        .add_all(words.collect::<Vec<_>>())
        .add(el("dl").class("facts").add_all(facts.collect::<Vec<_>>()))
        .add_some(elements)
        .add_some(caution)
        .add(source(entry, speech, kind))
        .add_some(page_of(entry, speech));
    vec![head.into(), body.into()]
}

fn source(entry: &Entry, speech: &Speech<'_>, kind: NoteKind) -> Element {
    let from = (!entry.source.is_empty())
        .then(|| el("span").say(speech, Phrase::EntrySourceFrom).add(" ").add(entry.source.clone()));
    let link = (!entry.url.is_empty()).then(|| {
        let hint = el("span").class("unseen").add(format!(" ({})", speech.say(Phrase::NewWindow)));
        el("a")
            .set("href", entry.url.clone())
            .set("target", "_blank")
            .set("rel", "noopener noreferrer")
            .say(speech, Phrase::EntryOpenSource)
            .add(hint)
    });
    el("p").class("entry__source").add_some(from).add_some(link).add(mark(entry.mark, kind, speech))
}

/// The way to the page of an entry, where it has one.
fn page_of(entry: &Entry, speech: &Speech<'_>) -> Option<Element> {
    let id = entry.id.id.as_str();
    let page = match entry.id.kind {
        EntryKind::Offence => DeskPage::Offence(id.parse().ok()?),
        EntryKind::Species => DeskPage::Species(id.parse().ok()?),
        EntryKind::Article => DeskPage::Instrument(instrument_of(id).parse().ok()?),
        EntryKind::Term | EntryKind::Organisation | EntryKind::Source => return None,
    };
    let href = speech.href(Route::Desk(page));
    Some(el("p").class("cluster").add(el("a").class("button").set("href", href).say(speech, Phrase::DeskOpen)))
}

/// The instrument of an article: its id ends in the article's number, that of an instrument in a year or a name.
fn instrument_of(id: &str) -> &str {
    match id.rsplit_once('-') {
        Some((instrument, number)) if instrument.contains('-') && number.bytes().all(|it| it.is_ascii_digit()) => {
            instrument
        }
        _ => id,
    }
}

/// What a question or a message in the dialog is about. The focus goes there first.
pub fn heading(words: String) -> Element {
    el("h2").set("id", "entry-title").set("tabindex", "-1").set("autofocus", "").add(words)
}

/// The button that closes the dialog.
pub fn close(speech: &Speech<'_>) -> Element {
    el("button")
        .class("button entry__close")
        .set("type", "button")
        .set("data-action", "close")
        .on(Action::Close)
        .say(speech, Phrase::Close)
}

/// What kind of entry it is.
pub fn kind_phrase(kind: EntryKind) -> Phrase {
    match kind {
        EntryKind::Offence => Phrase::EntryOffence,
        EntryKind::Article => Phrase::EntryArticle,
        EntryKind::Species => Phrase::EntrySpecies,
        EntryKind::Term => Phrase::EntryTerm,
        EntryKind::Organisation => Phrase::EntryOrg,
        EntryKind::Source => Phrase::EntrySource,
    }
}

/// Starting over is asked for twice.
pub fn reset(speech: &Speech<'_>) -> Vec<Markup> {
    let yes = super::button(Action::Reset, "reset", speech.say(Phrase::ResetYes), None);
    let no = super::button(Action::KeepRecord, "keep", speech.say(Phrase::ResetNo), None).set("data-weight", "main");
    let export = super::button(Action::ExportAll, "export", speech.say(Phrase::DownloadRecord), Some("#i-export"));
    vec![
        heading(speech.say(Phrase::ResetSure)).into(),
        el("p").say(speech, Phrase::SettingsResetWords).into(),
        el("p").class("cluster").add(no).add(export).add(yes).into(),
    ]
}
