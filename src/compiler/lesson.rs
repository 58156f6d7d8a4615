//! Lessons: `lesson.toml`, the items and one Markdown file a language.

use super::blocks::blocks;
use super::diagnostic::{Findings, Place, Rule};
use super::fields::{Placed, read_file};
use super::figures::{self, RawFigure};
use super::items::{Bank, read_spoken};
use super::markdown::{self, Document, PieceKind};
use super::once::Once;
use super::page;
use super::source::SourceTree;
use super::stretch::{Stretch, Voice};
use super::words::{self, References};
use crate::model::law::Spoken;
use crate::model::{
    Item, ItemId, Lesson, LessonId, LessonWords, Locale, ObjectiveId, ReviewState, SectionId, SectionWords,
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
    /// Lead and sections with their places, in the same order.
    pub stretches: [Vec<Stretch>; 2],
    /// Where each figure stands, in the order of the words.
    pub figure_places: Vec<Place>,
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
    let mut read = ReadLesson {
        lesson: Lesson {
            id,
            sections: Vec::new(),
            items: Vec::new(),
            objectives: plan.objectives.iter().filter_map(|(objective, _)| *objective).collect(),
        },
        minutes: plan.minutes,
        words: [None, None],
        references: [References::default(), References::default()],
        stretches: [Vec::new(), Vec::new()],
        figure_places: plan.figures.iter().map(|figure| figure.place.clone()).collect(),
    };
    let [en, km] = &mut read.references;
    for (locale, references) in [(Locale::En, en), (Locale::Km, km)] {
        let path = format!("lessons/{id}/{}.md", locale.tag());
        let Some(text) = page::text_of(tree, &path, locale, findings) else { continue };
        let document = markdown::read(&path, &text, references, findings);
        if locale == Locale::En {
            read.lesson.sections = section_ids(&document, findings);
            read.lesson.items = items_in(&document, bank, findings);
            check_figures_placed(&document, &plan.figures, findings);
            check_objectives(&plan, &read.lesson, bank, findings);
        } else {
            check_sections(&document, &path, &read.lesson.sections, findings);
        }
        let mut reader = WordsReader { plan: &plan, lesson: &read.lesson, bank, references, findings };
        let (words, stretches) = reader.words(document, &path, locale);
        let index = locale as usize;
        if let (Some(slot), Some(found)) = (read.words.get_mut(index), read.stretches.get_mut(index)) {
            (*slot, *found) = (Some(words), stretches);
        }
    }
    Some(read)
}

fn plan(tree: &SourceTree, id: LessonId, findings: &mut Findings) -> Option<Plan> {
    read_file(tree, &format!("lessons/{id}/lesson.toml"), findings, |fields, findings| {
        let minutes = fields.integer_within("minutes", 1, 240, findings).unwrap_or(1);
        let review = page::review(fields, findings);
        let mut once = Once::within("among the objectives");
        let objectives = fields.tables("objective", findings, |fields, findings| {
            let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
            once.see(id, &fields.place(), findings);
            (id, fields.spoken_needed("text", findings))
        });
        if objectives.is_empty() {
            fields.missing("objective", findings);
        }
        let figures = figures::read(fields, findings);
        Plan { minutes: u16::try_from(minutes).unwrap_or(1), review, objectives, figures }
    })
}

fn section_ids(document: &Document, findings: &mut Findings) -> Vec<SectionId> {
    let mut once = Once::within("on this page");
    let mut ids: Vec<SectionId> = Vec::new();
    for section in &document.sections {
        match section.id.parse::<SectionId>() {
            Ok(id) => {
                once.see(Some(id), &section.place, findings);
                ids.push(id);
            }
            Err(error) => {
                let message = format!("the id of this section, `{}`: {error}", section.id);
                findings.add(Rule::IdGrammar, &section.place, message, "write `## Heading {#an-id}`");
            }
        }
    }
    ids
}

fn check_sections(document: &Document, path: &str, sections: &[SectionId], findings: &mut Findings) {
    let found: Vec<&str> = document.sections.iter().map(|it| it.id.as_str()).collect();
    let wanted: Vec<&str> = sections.iter().map(SectionId::as_str).collect();
    if found != wanted {
        let top = Place { file: path.to_owned(), line: 1, column: 1 };
        let place = document.sections.first().map_or(&top, |it| &it.place);
        let message = format!("sections are {}, in the original {}", found.join(", "), wanted.join(", "));
        findings.add(Rule::LocaleParity, place, message, "give the same sections in the same order, with the same ids");
    }
}

fn embeds(document: &Document) -> impl Iterator<Item = (&str, &str, &Place)> {
    let pieces = document.lead.iter().chain(document.sections.iter().flat_map(|section| &section.pieces));
    pieces.filter_map(|piece| match &piece.kind {
        PieceKind::Embed { kind, id } => Some((kind.as_str(), id.as_str(), &piece.place)),
        _ => None,
    })
}

fn items_in(document: &Document, bank: &Bank, findings: &mut Findings) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
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

/// Objectives and items of a lesson belong together; an item that another lesson keeps tests an objective of that one.
fn check_objectives(plan: &Plan, lesson: &Lesson, bank: &Bank, findings: &mut Findings) {
    let place = Place { file: format!("lessons/{}/lesson.toml", lesson.id), line: 1, column: 1 };
    let is_kept = |item: &&Item| bank.0.get(&item.id).is_some_and(|it| it.lesson == lesson.id);
    let kept: Vec<&Item> = lesson.items.iter().filter(is_kept).collect();
    for objective in plan.objectives.iter().filter_map(|(objective, _)| *objective) {
        if !kept.iter().any(|item| item.objective == objective) {
            let message = format!("no item tests objective `{objective}`");
            findings.add(Rule::ObjectiveCovered, &place, message, "write an item for it, or take the objective out");
        }
    }
    for item in kept {
        if !plan.objectives.iter().any(|(objective, _)| *objective == Some(item.objective)) {
            let message = format!("item `{}` tests objective `{}`, which this lesson lacks", item.id, item.objective);
            findings.add(Rule::ObjectiveCovered, &place, message, "add the objective or mend the item");
        }
    }
}

/// What the words of one language are made from.
struct WordsReader<'r> {
    plan: &'r Plan,
    lesson: &'r Lesson,
    bank: &'r Bank,
    references: &'r mut References,
    findings: &'r mut Findings,
}

impl WordsReader<'_> {
    fn words(&mut self, document: Document, path: &str, locale: Locale) -> (LessonWords, Vec<Stretch>) {
        let (lead, stretch) = page::lead(document.lead, Voice::Text, path, self.findings);
        let mut stretches = vec![stretch];
        let mut sections = Vec::new();
        for section in document.sections {
            let (blocks, places) = blocks(section.pieces, self.findings);
            stretches.push(Stretch {
                key: section.id,
                name: words::plain(&section.title),
                voice: Voice::Text,
                place: section.place,
                blocks: blocks.clone(),
                places,
            });
            sections.push(SectionWords { title: section.title, blocks });
        }
        // Citations of items and figures are one group: they are not numbered in the text.
        self.references.section = usize::MAX;
        let Self { plan, lesson, bank, .. } = *self;
        let items = lesson.items.iter().filter_map(|item| bank.0.get(&item.id));
        let items = items.map(|item| item.words(locale, self.references, self.findings)).collect();
        let figures = plan.figures.iter().map(|figure| figure.figure(locale, self.references, self.findings)).collect();
        let objectives = plan.objectives.iter();
        let objectives = objectives
            .map(|(_, said)| words::plain(&read_spoken(said, locale, self.references, self.findings)))
            .collect();
        let review = plan.review.get(locale as usize).copied().unwrap_or(ReviewState::Draft);
        let title = document.title;
        let words = LessonWords {
            locale,
            has_other: false,
            title,
            lead,
            objectives,
            sections,
            figures,
            items,
            notes: Vec::new(),
            review,
        };
        (words, stretches)
    }
}
