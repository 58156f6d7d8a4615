//! The slides of lessons, and what a trainer begins from.

use crate::compiler::order::Order;
use crate::compiler::{Compiled, CompiledLesson};
use crate::markup::block::{Prose, Setting};
use crate::markup::page::Book;
use crate::markup::still::{still, still_row};
use crate::markup::tree::{BankEntry, Deck, ItemTree, Row, Slide, SlideKind};
use crate::markup::{Markup, el};
use crate::model::{Block, Callout, CalloutKind, Lesson, LessonId, LessonWords, Phrases, SectionId, WorkshopIndex};

/// The slides of every lesson.
pub fn decks(compiled: &Compiled, book: &Book<'_>, index: usize) -> Vec<(LessonId, Deck)> {
    let deck = |it: &CompiledLesson| {
        let words = it.words.get(index)?;
        let setting = Setting { speech: book.speech, notes: &words.notes };
        let prose = Prose { setting, figures: &words.figures, can_flip: false };
        Some((it.lesson.id, Slides { lesson: &it.lesson, words, prose }.deck()))
    };
    compiled.lessons.iter().filter_map(deck).collect()
}

/// What a trainer begins from; the names of the decks come later.
pub fn index(compiled: &Compiled, book: &Book<'_>, index: usize) -> WorkshopIndex {
    let of = |all: &[Vec<_>; 2]| all.get(index).cloned().unwrap_or_default();
    let locale = book.speech.locale;
    let mut provinces = compiled.workshop.provinces.get(index).cloned().unwrap_or_default();
    let order = Order::of(locale);
    provinces.sort_by(|(_, a), (_, b)| order.compare(a, b));
    let instruments = compiled.desk.instruments.iter();
    WorkshopIndex {
        templates: of(&compiled.workshop.templates),
        decks: Vec::new(),
        provinces,
        instruments: instruments.map(|it| (it.id, it.title.in_locale(locale).clone())).collect(),
        phrases: compiled.phrases.get(index).map(Phrases::of_workshop).unwrap_or_default(),
    }
}

/// A lesson being laid out as slides.
struct Slides<'a> {
    lesson: &'a Lesson,
    words: &'a LessonWords,
    prose: Prose<'a>,
}

impl Slides<'_> {
    fn deck(&self) -> Deck {
        let mut slides = vec![self.title()];
        let mut notes = Vec::new();
        for (section, words) in self.lesson.sections.iter().zip(&self.words.sections) {
            let title = still_row(self.prose.setting.uncited(&words.title));
            // The marked lines come first, wherever they stand: they say what the section is about.
            let is_stage = |it: &&Block| matches!(it, Block::Callout(it) if it.kind == CalloutKind::Stage);
            let (stage, rest): (Vec<&Block>, Vec<&Block>) = words.blocks.iter().partition(|it| is_stage(it));
            slides.extend(stage.iter().chain(&rest).filter_map(|it| self.slide(*section, &title, it)));
            let told = words.blocks.iter().filter_map(|it| match it {
                Block::Callout(it) if it.kind == CalloutKind::Trainer => {
                    let title = self.prose.setting.uncited(&it.title);
                    let title = (!title.is_empty()).then(|| Markup::from(el("p").add(el("strong").add_all(title))));
                    Some(title.into_iter().chain(self.prose.setting.blocks(&it.blocks)).collect::<Vec<_>>())
                }
                _ => None,
            });
            notes.push((Some(*section), still_row(told.flatten().collect())));
        }
        let items = self.lesson.items.iter().zip(&self.words.items).map(|(item, words)| BankEntry {
            item: item.clone(),
            words: still_item(ItemTree::of(words, &self.prose.setting)),
            lesson: self.lesson.id,
        });
        Deck { locale: self.words.locale, title: self.words.title.clone(), slides, items: items.collect(), notes }
    }

    fn title(&self) -> Slide {
        let objectives = self.words.objectives.iter().map(|it| el("li").add(it.clone()));
        Slide {
            kind: SlideKind::Title,
            section: None,
            title: vec![self.words.title.clone().into()],
            body: vec![el("ul").class("list").add_all(objectives.collect::<Vec<_>>()).into()],
            item: None,
        }
    }

    fn slide(&self, section: SectionId, title: &Row, block: &Block) -> Option<Slide> {
        let section = Some(section);
        let slide = |kind, title, body| Slide { kind, section, title, body, item: None };
        Some(match block {
            Block::Item(id) => {
                Slide { kind: SlideKind::Item, section, title: title.clone(), body: Vec::new(), item: Some(*id) }
            }
            Block::Figure(id) => slide(SlideKind::Figure, title.clone(), vec![still(self.prose.figure(*id)?)]),
            Block::Callout(callout) => {
                let kind = kind_of(callout.kind)?;
                let own = still_row(self.prose.setting.uncited(&callout.title));
                let title = if own.is_empty() { title.clone() } else { own };
                slide(kind, title, self.callout(callout))
            }
            _ => return None,
        })
    }

    fn callout(&self, callout: &Callout) -> Row {
        let mut body: Row = Vec::new();
        if let Some(figure) = &callout.figure {
            body.push(el("p").class("slide__big").add(figure.clone()).into());
        }
        body.extend(self.prose.setting.blocks(&callout.blocks).into_iter().map(still));
        body
    }
}

/// The slide of a callout; trainer's notes are none, and the lines for the stage are points.
fn kind_of(kind: CalloutKind) -> Option<SlideKind> {
    Some(match kind {
        CalloutKind::Law => SlideKind::Law,
        CalloutKind::Impact => SlideKind::Impact,
        CalloutKind::Caution => SlideKind::Caution,
        CalloutKind::Practice => SlideKind::Practice,
        CalloutKind::Document => SlideKind::Document,
        CalloutKind::Discuss => SlideKind::Discuss,
        CalloutKind::Stage => SlideKind::Points,
        CalloutKind::Trainer => return None,
    })
}

fn still_item(mut item: ItemTree) -> ItemTree {
    for row in [&mut item.story, &mut item.ask, &mut item.why] {
        *row = still_row(std::mem::take(row));
    }
    for option in &mut item.options {
        for row in [&mut option.text, &mut option.right, &mut option.why] {
            *row = still_row(std::mem::take(row));
        }
    }
    item
}
