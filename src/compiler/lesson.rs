//! Lessons: `lesson.toml`, the items and one Markdown file a language.

use super::diagnostic::{Findings, Place, Rule};
use super::fields::read_file;
use super::figures::{self, RawFigure};
use super::items::{Bank, read_spoken};
use super::markdown::{self, Document, Piece, PieceKind};
use super::source::SourceTree;
use super::words::References;
use super::{fields::Placed, script};
use crate::model::law::Spoken;
use crate::model::{
    Block, Callout, CalloutKind, Inline, Inlines, ItemId, Lesson, LessonId, LessonWords, Locale, ObjectiveId,
    ReviewState, SectionId, SectionWords,
};

/// A lesson as read.
#[derive(Debug)]
pub struct ReadLesson {
    /// The language-free part.
    pub lesson: Lesson,
    /// About how long it takes.
    pub minutes: u16,
    /// The words, in the order of [`Locale::ALL`]; `None` where the language is absent.
    pub words: [Option<LessonWords>; 2],
    /// What the words refer to, in the same order.
    pub references: [References; 2],
    /// Where each block of each section begins, in the original.
    pub places: Vec<Vec<Place>>,
}

/// What `lesson.toml` says.
struct Plan {
    minutes: u16,
    review: [ReviewState; 2],
    objectives: Vec<(Option<ObjectiveId>, Spoken<Placed>)>,
    figures: Vec<RawFigure>,
}

/// Reads a lesson; its items are in the bank already.
pub fn read(tree: &SourceTree, id: LessonId, bank: &Bank, findings: &mut Findings) -> Option<ReadLesson> {
    let plan = plan(tree, id, findings)?;
    let mut lesson = Lesson { id, sections: Vec::new(), items: Vec::new() };
    let mut places = Vec::new();
    let mut words = [None, None];
    let mut references = [References::default(), References::default()];
    for (index, locale) in Locale::ALL.into_iter().enumerate() {
        let path = format!("lessons/{id}/{}.md", locale.tag());
        let Some(text) = text_of(tree, &path, locale, findings) else { continue };
        let (Some(refs), Some(slot)) = (references.get_mut(index), words.get_mut(index)) else { continue };
        if locale == Locale::Km {
            check_script(&path, &text, findings);
        }
        let document = markdown::read(&path, &text, refs, findings);
        if locale == Locale::En {
            lesson.sections = section_ids(&document, findings);
            lesson.items = items_in(&document, bank, findings);
            places = document
                .sections
                .iter()
                .map(|it| it.pieces.iter().map(|piece| piece.place.clone()).collect())
                .collect();
            check_figures_placed(&document, &plan.figures, findings);
            check_objectives(&plan, &lesson, id, findings);
        } else {
            check_sections(&document, &lesson.sections, findings);
        }
        let review = plan.review.get(index).copied().unwrap_or(ReviewState::Draft);
        *slot = Some(words_of(document, locale, &plan, &lesson, bank, review, refs, findings));
    }
    Some(ReadLesson { lesson, minutes: plan.minutes, words, references, places })
}

fn plan(tree: &SourceTree, id: LessonId, findings: &mut Findings) -> Option<Plan> {
    read_file(tree, &format!("lessons/{id}/lesson.toml"), findings, |fields, findings| {
        let minutes = fields.integer_within("minutes", 1, 240, findings).unwrap_or(1);
        let review = fields.table("review", findings, |fields, findings| {
            ["en", "km"].map(|locale| match fields.text(locale, findings) {
                Some(text) if text.text == "reviewed" => ReviewState::Reviewed,
                Some(text) if text.text != "draft" => {
                    findings.add(
                        Rule::BadValue,
                        &text.place,
                        format!("`{}` is no review state", text.text),
                        "draft or reviewed",
                    );
                    ReviewState::Draft
                }
                _ => ReviewState::Draft,
            })
        });
        let objectives = fields.tables("objective", findings, |fields, findings| {
            (fields.parsed_needed("id", Rule::IdGrammar, findings), fields.spoken_needed("text", findings))
        });
        if objectives.is_empty() {
            fields.missing("objective", findings);
        }
        let figures = figures::read(fields, findings);
        Plan {
            minutes: u16::try_from(minutes).unwrap_or(1),
            review: review.unwrap_or([ReviewState::Draft; 2]),
            objectives,
            figures,
        }
    })
}

/// The text of a page. The original must be there; a translation may be absent, which is counted.
pub fn text_of(tree: &SourceTree, path: &str, locale: Locale, findings: &mut Findings) -> Option<String> {
    let top = Place { file: path.to_owned(), line: 1, column: 1 };
    match tree.get(path).map(|file| file.text.clone()) {
        Some(Ok(text)) => {
            check_age(tree, path, locale, &top, findings);
            Some(text)
        }
        Some(Err(why)) => {
            findings.add(Rule::FileMissing, &top, format!("this file can't be read: {why}"), "save it as UTF-8 text");
            None
        }
        None if locale == Locale::En => {
            findings.add(Rule::FileMissing, &top, "this file is missing", "write it; AUTHORING.md shows its form");
            None
        }
        None => {
            findings.add(
                Rule::LocaleAbsent,
                &top,
                "not translated yet",
                "English is shown with a notice until this file is there",
            );
            None
        }
    }
}

/// A translation that was not touched for a day after its original changed may be out of date.
fn check_age(tree: &SourceTree, path: &str, locale: Locale, top: &Place, findings: &mut Findings) {
    if locale == Locale::En {
        return;
    }
    let original = path.replace(&format!("{}.md", locale.tag()), "en.md");
    let changed = |path: &str| tree.get(path).and_then(|file| file.changed);
    let (Some(translated), Some(written)) = (changed(path), changed(&original)) else { return };
    // A fresh clone writes all files within seconds; a real edit lies further apart.
    if written.duration_since(translated).is_ok_and(|age| 24 * 60 * 60 < age.as_secs()) {
        findings.add(
            Rule::TranslationAge,
            top,
            "the original has changed since this was written",
            "compare the two and save this file",
        );
    }
}

/// Checks the script of a Khmer page line by line.
pub fn check_script(path: &str, text: &str, findings: &mut Findings) {
    for (index, line) in text.lines().enumerate() {
        // Ids, citations and links are ASCII by nature.
        let plain: String = strip_marks(line);
        script::check(&plain, &Place { file: path.to_owned(), line: index + 1, column: 1 }, findings);
    }
}

/// A line without ids in brackets and braces.
fn strip_marks(line: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0usize;
    for letter in line.chars() {
        match letter {
            '[' | '{' | '(' => {
                depth += 1;
                plain.push(' ');
            }
            ']' | '}' | ')' => {
                depth = depth.saturating_sub(1);
                plain.push(' ');
            }
            _ if depth == 0 || !letter.is_ascii() => plain.push(letter),
            _ => plain.push(' '),
        }
    }
    plain
}

fn section_ids(document: &Document, findings: &mut Findings) -> Vec<SectionId> {
    let mut ids: Vec<SectionId> = Vec::new();
    for section in &document.sections {
        match section.id.parse::<SectionId>() {
            Ok(id) if ids.contains(&id) => {
                findings.add(
                    Rule::IdUnique,
                    &section.place,
                    format!("`{id}` stands twice on this page"),
                    "give one section another id",
                );
            }
            Ok(id) => ids.push(id),
            Err(error) => {
                let message = format!("the id of this section, `{}`: {error}", section.id);
                findings.add(Rule::IdGrammar, &section.place, message, "write `## Heading {#an-id}`");
            }
        }
    }
    ids
}

fn check_sections(document: &Document, sections: &[SectionId], findings: &mut Findings) {
    let found: Vec<&str> = document.sections.iter().map(|it| it.id.as_str()).collect();
    let wanted: Vec<&str> = sections.iter().map(SectionId::as_str).collect();
    if found != wanted {
        let place = document.sections.first().map(|it| it.place.clone()).unwrap_or_default();
        let message = format!("sections are {}, in the original {}", found.join(", "), wanted.join(", "));
        findings.add(
            Rule::LocaleParity,
            &place,
            message,
            "give the same sections in the same order, with the same ids",
        );
    }
}

fn embeds(document: &Document) -> impl Iterator<Item = (&str, &str, &Place)> {
    let pieces = document.lead.iter().chain(document.sections.iter().flat_map(|section| &section.pieces));
    pieces.filter_map(|piece| match &piece.kind {
        PieceKind::Embed { kind, id } => Some((kind.as_str(), id.as_str(), &piece.place)),
        _ => None,
    })
}

fn items_in(document: &Document, bank: &Bank, findings: &mut Findings) -> Vec<crate::model::Item> {
    let mut items: Vec<crate::model::Item> = Vec::new();
    for (_, id, place) in embeds(document).filter(|(kind, ..)| *kind == "item") {
        match id.parse::<ItemId>().ok().and_then(|id| bank.0.get(&id)) {
            Some(found) if items.iter().any(|it| it.id == found.item.id) => {
                findings.add(
                    Rule::IdUnique,
                    place,
                    format!("item `{id}` stands twice in this lesson"),
                    "take one of them out",
                );
            }
            Some(found) => items.push(found.item.clone()),
            None => findings.add(
                Rule::LinkResolves,
                place,
                format!("no item `{id}`"),
                "add it to items.toml or mend the id",
            ),
        }
    }
    items
}

fn check_figures_placed(document: &Document, figures: &[RawFigure], findings: &mut Findings) {
    for (kind, id, place) in embeds(document).filter(|(kind, ..)| *kind != "item") {
        if !figures.iter().any(|it| it.embed == kind && it.id.as_str() == id) {
            findings.add(
                Rule::LinkResolves,
                place,
                format!("no {kind} `{id}` in lesson.toml"),
                "embeds are chart/, table/, map/ or item/ and an id",
            );
        }
    }
    for figure in figures {
        if !embeds(document).any(|(kind, id, _)| kind == figure.embed && id == figure.id.as_str()) {
            let message = format!("`{}` is nowhere in the text", figure.id);
            findings.add(
                Rule::LinkResolves,
                &figure.place,
                message,
                format!("write ![[{}/{}]] where it belongs", figure.embed, figure.id),
            );
        }
    }
}

fn check_objectives(plan: &Plan, lesson: &Lesson, id: LessonId, findings: &mut Findings) {
    let place = Place { file: format!("lessons/{id}/lesson.toml"), line: 1, column: 1 };
    for objective in plan.objectives.iter().filter_map(|(objective, _)| *objective) {
        if !lesson.items.iter().any(|item| item.objective == objective) {
            let message = format!("no item tests objective `{objective}`");
            findings.add(Rule::ObjectiveCovered, &place, message, "write an item for it, or take the objective out");
        }
    }
    for item in &lesson.items {
        if !plan.objectives.iter().any(|(objective, _)| *objective == Some(item.objective)) {
            let message = format!("item `{}` tests objective `{}`, which this lesson lacks", item.id, item.objective);
            findings.add(Rule::ObjectiveCovered, &place, message, "add the objective or mend the item");
        }
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "what one language of one lesson is made from; a struct would only rename it"
)]
fn words_of(
    document: Document,
    locale: Locale,
    plan: &Plan,
    lesson: &Lesson,
    bank: &Bank,
    review: ReviewState,
    references: &mut References,
    findings: &mut Findings,
) -> LessonWords {
    let lead = document.lead.into_iter().filter_map(|piece| lead_paragraph(piece, findings)).collect();
    let sections = document
        .sections
        .into_iter()
        .map(|section| SectionWords { title: section.title, blocks: blocks(section.pieces, findings) })
        .collect();
    // Citations of items and figures are one group: they are not numbered in the text.
    references.section = usize::MAX;
    let items = lesson
        .items
        .iter()
        .filter_map(|item| bank.0.get(&item.id))
        .map(|item| item.words(locale, references, findings))
        .collect();
    let figures = plan.figures.iter().map(|figure| figure.figure(locale, references, findings)).collect();
    let objectives = plan
        .objectives
        .iter()
        .map(|(_, words)| super::words::plain(&read_spoken(words, locale, references, findings)))
        .collect();
    LessonWords { locale, title: document.title, lead, objectives, sections, figures, items, notes: Vec::new(), review }
}

/// A paragraph of the lead; nothing else may stand there.
pub fn lead_paragraph(piece: Piece, findings: &mut Findings) -> Option<Inlines> {
    match piece.kind {
        PieceKind::Block(Block::Paragraph(words)) => Some(words),
        _ => {
            findings.add(
                Rule::Markdown,
                &piece.place,
                "only paragraphs may stand before the first section",
                "move it into a section",
            );
            None
        }
    }
}

/// The pieces of a lesson's section as blocks.
fn blocks(pieces: Vec<Piece>, findings: &mut Findings) -> Vec<Block> {
    pieces.into_iter().filter_map(|piece| block(piece, findings)).collect()
}

fn block(piece: Piece, findings: &mut Findings) -> Option<Block> {
    match piece.kind {
        PieceKind::Block(block) => Some(block),
        PieceKind::Heading { words, .. } => Some(Block::Heading(words)),
        PieceKind::Embed { kind, id } if kind == "item" => id.parse().ok().map(Block::Item),
        PieceKind::Embed { id, .. } => id.parse().ok().map(Block::Figure),
        PieceKind::Quote { kind, title, pieces } => {
            let Some(kind) = CalloutKind::ALL.into_iter().find(|it| it.as_str() == kind) else {
                let hint = "law, impact, caution, practice, document, discuss, trainer or stage";
                findings.add(Rule::Markdown, &piece.place, format!("`[!{kind}]` is no callout of a lesson"), hint);
                return None;
            };
            Some(Block::Callout(callout(kind, title, pieces, findings)))
        }
    }
}

fn callout(kind: CalloutKind, title: Inlines, pieces: Vec<Piece>, findings: &mut Findings) -> Callout {
    let (figure, title) = if kind == CalloutKind::Impact { split_figure(title) } else { (None, title) };
    Callout { kind, figure, title, blocks: plain_blocks(pieces, findings) }
}

/// Pieces that hold plain blocks only: inside a callout, an exhibit, a feedback.
pub fn plain_blocks(pieces: Vec<Piece>, findings: &mut Findings) -> Vec<Block> {
    let mut blocks = Vec::new();
    for piece in pieces {
        match piece.kind {
            PieceKind::Block(block) => blocks.push(block),
            PieceKind::Heading { words, .. } => blocks.push(Block::Heading(words)),
            _ => findings.add(
                Rule::Markdown,
                &piece.place,
                "this can't stand inside a callout or a document",
                "only paragraphs, lists, tables and definition lists",
            ),
        }
    }
    blocks
}

/// `2,777 | What stands behind the weight`: the figure and the heading.
fn split_figure(title: Inlines) -> (Option<String>, Inlines) {
    let mut title = title;
    let Some(Inline::Text(first)) = title.first_mut() else { return (None, title) };
    let Some((figure, rest)) = first.split_once('|') else { return (None, title) };
    let figure = figure.trim().to_owned();
    *first = rest.trim_start().to_owned();
    (Some(figure), title)
}
