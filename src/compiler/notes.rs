//! Citations to notes: what a reader sees beside the text.

use super::desk::Desk;
use super::diagnostic::{Findings, Rule};
use super::words::{Cite, Destination, References};
use crate::model::law::{Instrument, Source};
use crate::model::{EntryKind, EntryRef, Inline, LessonId, Locale, Mark, Note, NoteKind, ScenarioId, SectionId, Slug};

/// Notes for every citation of a page, in the order of their indices.
pub fn resolve(references: &References, desk: &Desk, locale: Locale, findings: &mut Findings) -> Vec<Note> {
    references.cites.iter().map(|cite| note(cite, desk, locale, findings)).collect()
}

fn note(cite: &Cite, desk: &Desk, locale: Locale, findings: &mut Findings) -> Note {
    if let Some(instrument) = desk.instrument(&cite.id) {
        return of_instrument(cite, instrument, desk, locale, findings);
    }
    match desk.source(&cite.id) {
        Some(source) => of_source(cite, source, findings),
        None => {
            let hint = "list it in sources.toml, or write the id of an instrument and `art. N`";
            findings.add(Rule::CitationResolves, &cite.place, format!("no source or instrument `{}`", cite.id), hint);
            unknown(cite)
        }
    }
}

fn unknown(cite: &Cite) -> Note {
    Note {
        kind: NoteKind::Source,
        // The build stops at the finding, so this entry is never shown.
        entry: EntryRef { kind: EntryKind::Source, id: Slug::default().into() },
        title: cite.id.clone(),
        words: Vec::new(),
        cited: cite.id.clone(),
        short: cite.id.clone(),
        mark: Mark::Unverified,
        caution: String::new(),
    }
}

fn of_instrument(cite: &Cite, instrument: &Instrument, desk: &Desk, locale: Locale, findings: &mut Findings) -> Note {
    let title = instrument.title.in_locale(locale);
    let short = instrument.short.in_locale(locale);
    let entry = |id: &str| id.parse().ok().map(|id| EntryRef { kind: EntryKind::Article, id });
    if cite.locator.is_empty() {
        let Some(entry) = entry(instrument.id.as_str()) else { return unknown(cite) };
        check_mark(cite, &[instrument.mark], findings);
        return Note {
            kind: NoteKind::Law,
            entry,
            title: short.clone(),
            words: vec![Inline::Text(instrument.status.in_locale(locale).clone())],
            cited: title.clone(),
            short: short.clone(),
            mark: cite.mark.unwrap_or(instrument.mark),
            caution: String::new(),
        };
    }
    let Some(article) = desk.article(instrument, &cite.locator) else {
        let message = format!("`{}` holds no `{}`", cite.id, cite.locator);
        findings.add(Rule::CitationResolves, &cite.place, message, format!("add the article to law/{}.toml", cite.id));
        return unknown(cite);
    };
    let mut marks = vec![article.mark];
    marks.extend(instrument.offences.iter().filter(|it| it.article == Some(article.id)).map(|it| it.mark));
    check_mark(cite, &marks, findings);
    let Some(entry) = entry(article.id.as_str()) else { return unknown(cite) };
    let locator = locator_in(&cite.locator, locale);
    Note {
        kind: NoteKind::Law,
        entry,
        title: article.title.in_locale(locale).clone(),
        words: vec![Inline::Text(article.text.in_locale(locale).clone())],
        cited: join(title, &locator, locale),
        short: join(short, &locator, locale),
        mark: cite.mark.unwrap_or(article.mark),
        caution: article.caution.as_ref().map(|it| it.in_locale(locale).clone()).unwrap_or_default(),
    }
}

fn join(title: &str, locator: &str, locale: Locale) -> String {
    match locale {
        Locale::En => format!("{title}, {locator}"),
        Locale::Km => format!("{title} {locator}"),
    }
}

/// `art. 98(12)` in the words of the language; a no-break space keeps the number with its noun.
fn locator_in(locator: &str, locale: Locale) -> String {
    let number = locator.trim_start_matches("arts").trim_start_matches("art").trim_start_matches('.').trim();
    match locale {
        Locale::En => format!("art.\u{a0}{number}"),
        Locale::Km => format!("មាត្រា\u{a0}{}", crate::markup::number::digits(number, locale)),
    }
}

fn of_source(cite: &Cite, source: &Source, findings: &mut Findings) -> Note {
    let mut marks = vec![source.mark];
    marks.extend(source.facts.iter().filter_map(|fact| fact.mark));
    check_mark(cite, &marks, findings);
    let mut cited = source.title.clone();
    for part in [&source.by, &source.year] {
        if !part.is_empty() {
            cited.push_str(", ");
            cited.push_str(part);
        }
    }
    let who = if source.by.is_empty() { &source.title } else { &source.by };
    let short = if source.year.is_empty() { who.clone() } else { format!("{who}, {}", source.year) };
    let entry = source.id.as_str().parse().ok().map(|id| EntryRef { kind: EntryKind::Source, id });
    let Some(entry) = entry else { return unknown(cite) };
    Note {
        kind: NoteKind::Source,
        entry,
        title: short.clone(),
        words: Vec::new(),
        cited,
        short,
        mark: cite.mark.unwrap_or(source.mark),
        caution: String::new(),
    }
}

fn check_mark(cite: &Cite, marks: &[Mark], findings: &mut Findings) {
    let Some(mark) = cite.mark else { return };
    if !marks.contains(&mark) {
        let known: Vec<&str> = marks.iter().map(|mark| mark.as_str()).collect();
        let message = format!("`{}` is cited as {}, its entry says {}", cite.id, mark.as_str(), known.join(" or "));
        findings.add(
            Rule::CitationMark,
            &cite.place,
            message,
            "take the mark out, or mend the entry after the research",
        );
    }
}

/// Lessons and cases that links may lead to.
pub struct Pages<'a> {
    /// Lessons with their sections.
    pub lessons: Vec<(LessonId, &'a [SectionId])>,
    /// Cases.
    pub cases: Vec<ScenarioId>,
}

/// Says which links lead nowhere.
pub fn check_links(references: &References, desk: &Desk, pages: &Pages<'_>, findings: &mut Findings) {
    for (destination, place) in &references.links {
        let (found, name, hint) = match destination {
            Destination::Entry(entry) => (desk.has(entry), entry.to_string(), hint_for(entry.kind)),
            Destination::Lesson(lesson, section) => {
                let sections = pages.lessons.iter().find(|(id, _)| id == lesson).map(|(_, sections)| *sections);
                let found = sections.is_some_and(|sections| section.is_none_or(|section| sections.contains(&section)));
                (found, format!("lesson:{lesson}"), "lessons stand in handbook.toml, sections in their en.md")
            }
            Destination::Case(case) => {
                (pages.cases.contains(case), format!("case:{case}"), "cases stand in handbook.toml")
            }
        };
        if !found {
            findings.add(Rule::LinkResolves, place, format!("`{name}` leads nowhere"), hint);
        }
    }
}

fn hint_for(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Offence => "add `[[offence]]` to a file under law/, or mend the id",
        EntryKind::Article => "add `[[article]]` to the instrument's file under law/, or mend the number",
        EntryKind::Species => "add `[[species]]` to species.toml, or mend the id",
        EntryKind::Term => "add `[[term]]` to glossary.toml, or mend the id",
        EntryKind::Organisation => "add `[[organisation]]` to organisations.toml, or mend the id",
        EntryKind::Source => "add `[[source]]` to sources.toml, or mend the id",
    }
}
