//! About: edition, date of the law, marks, what is not verified, sources.

use super::{Book, mark, title};
use crate::markup::block::mark_phrase;
use crate::markup::{Element, Markup, el, entry_link, text};
use crate::model::{Entry, EntryKind, Mark, NoteKind, Phrase};

/// The page; `entries` are those of the desk.
pub fn about(book: &Book<'_>, entries: &[Entry]) -> Vec<Markup> {
    let speech = book.speech;
    let page = el("div")
        .class("chapter about")
        .add(title(None, speech.say(Phrase::AboutTitle), Some(speech.say(Phrase::AboutLead))))
        .add(law(book))
        .add(marks(book))
        .add(unverified(book, entries))
        .add(words(book, Phrase::AboutKhmerTitle, &[Phrase::AboutKhmerWords]))
        .add(words(book, Phrase::AboutPrivacyTitle, &[Phrase::AboutPrivacyWords]))
        .add(words(book, Phrase::AboutLicenceTitle, &[Phrase::AboutLicenceWords, Phrase::AboutFictionWords]))
        .add(sources(book, entries));
    vec![page.into()]
}

fn block(book: &Book<'_>, name: Phrase) -> Element {
    el("section").class("block").add(el("h2").add(book.speech.say(name)))
}

fn words(book: &Book<'_>, name: Phrase, paragraphs: &[Phrase]) -> Element {
    let paragraphs = paragraphs.iter().map(|phrase| el("p").add(book.speech.say(*phrase)));
    block(book, name).add_all(paragraphs.collect::<Vec<_>>())
}

fn law(book: &Book<'_>) -> Element {
    let speech = book.speech;
    let edition =
        speech.fill(Phrase::AboutEdition, &[&crate::markup::number::digits(&book.handbook.edition, speech.locale)]);
    let stated = speech.fill(Phrase::LawStated, &[&book.law_date()]);
    block(book, Phrase::AboutLawTitle)
        .add(el("p").add(el("strong").add(format!("{edition} · {stated}"))))
        .add(el("p").add(speech.say(Phrase::AboutLawWords)))
        .add(el("p").add(speech.say(Phrase::LawCodeWords)))
}

fn marks(book: &Book<'_>) -> Element {
    let speech = book.speech;
    let meaning = |it: Mark| match it {
        Mark::Verified => Phrase::AboutMarkVerified,
        Mark::Secondary => Phrase::AboutMarkSecondary,
        Mark::Unverified => Phrase::AboutMarkUnverified,
        Mark::Inference => Phrase::AboutMarkInference,
        Mark::Derived => Phrase::AboutMarkDerived,
        Mark::Open => Phrase::AboutMarkOpen,
    };
    let rows = Mark::ALL.map(|it| {
        el("div")
            .class("facts__row")
            .add(el("dt").add(mark(it, NoteKind::Source, speech)))
            .add(el("dd").add(speech.say(meaning(it))))
    });
    block(book, Phrase::AboutMarksTitle).add(el("dl").class("facts").add_all(rows))
}

/// Articles and offences whose text was not seen, and cautions of those that were.
fn unverified(book: &Book<'_>, entries: &[Entry]) -> Element {
    let speech = book.speech;
    let is_open = |entry: &&Entry| entry.id.kind.is_law() && matches!(entry.mark, Mark::Unverified | Mark::Open);
    let rows = entries.iter().filter(is_open).map(|entry| {
        let place = entry.facts.first().map(|fact| fact.value.clone()).unwrap_or_default();
        el("li").add(entry_link(entry.id, vec![text(entry.title.clone())])).add(format!(" — {place} ")).add(
            el("span")
                .class("mark")
                .set("data-state", entry.mark.as_str())
                .add(el("span").add(speech.say(mark_phrase(entry.mark, NoteKind::Law)))),
        )
    });
    block(book, Phrase::AboutUnverifiedTitle)
        .add(el("p").add(speech.say(Phrase::AboutUnverifiedWords)))
        .add(el("ul").class("list").add_all(rows.collect::<Vec<_>>()))
}

fn sources(book: &Book<'_>, entries: &[Entry]) -> Element {
    let speech = book.speech;
    let rows = entries.iter().filter(|entry| entry.id.kind == EntryKind::Source).map(|entry| {
        let facts: Vec<&str> = entry.facts.iter().map(|fact| fact.value.as_str()).collect();
        let by = if facts.is_empty() { String::new() } else { format!(", {}", facts.join(", ")) };
        el("li")
            .set("lang", "en")
            .add(entry_link(entry.id, vec![text(entry.title.clone())]))
            .add(by)
            .add(" ")
            .add(mark(entry.mark, NoteKind::Source, speech).set("lang", speech.locale.tag()))
    });
    block(book, Phrase::AboutSourcesTitle)
        .add(el("ol").class("list").set("data-kind", "steps").add_all(rows.collect::<Vec<_>>()))
}
