//! An item on paper: the question with room for an answer, and the same with its key and the reasons.

use crate::engine::grade::shown_order;
use crate::markup::figure::percent;
use crate::markup::item::{ENTRY_LETTERS, FIRST_SEED};
use crate::markup::page::case::LETTERS;
use crate::markup::tree::{ItemTree, OptionTree};
use crate::markup::{Element, Markup, Speech, el, text};
use crate::model::{Item, ItemKind, KeyedOption, OptionId, Phrase, Range, Scale};

/// Numbers that have room below a scale.
const NUMBERS_MAX: usize = 13;

/// An item with its number on the sheet.
pub(in crate::compiler::emit::desk) struct PaperItem<'a> {
    /// Its number, from 1.
    pub(in crate::compiler::emit::desk) number: usize,
    /// What is asked for, and the key.
    pub(in crate::compiler::emit::desk) item: &'a Item,
    /// The words.
    pub(in crate::compiler::emit::desk) words: &'a ItemTree,
    /// The language and its phrases.
    pub(in crate::compiler::emit::desk) speech: &'a Speech<'a>,
}

impl PaperItem<'_> {
    /// The question with room for an answer; nothing of the key.
    pub(in crate::compiler::emit::desk) fn open(&self) -> Element {
        let answer = match &self.item.kind {
            ItemKind::Single(options) | ItemKind::Multiple(options) | ItemKind::Vignette(options) => {
                let ids = options.iter().map(|it| it.id).zip(LETTERS);
                list(ids.filter_map(|(id, letter)| Some(row(id, letter).add(said(self.option(id)?)))))
            }
            ItemKind::Ordering(_) => {
                // Never the right order.
                let order = shown_order(self.item, FIRST_SEED).into_iter();
                list(order.filter_map(|id| Some(row(id, "").add(said(self.option(id)?)))))
            }
            ItemKind::Matching(pairs, _) => self.columns(pairs),
            ItemKind::Judgement(scale, _) => self.scale(*scale),
        };
        self.frame().add(answer)
    }

    /// The question with its key, the reason of each option, and the lesson of the whole.
    pub(in crate::compiler::emit::desk) fn told(&self) -> Element {
        let key = match &self.item.kind {
            ItemKind::Single(options) | ItemKind::Multiple(options) | ItemKind::Vignette(options) => {
                list(options.iter().zip(LETTERS).filter_map(|(it, letter)| self.told_option(*it, letter)))
            }
            ItemKind::Ordering(steps) => {
                let steps = steps.iter().enumerate();
                list(steps.filter_map(|(place, id)| self.told_step(place, *id)))
            }
            ItemKind::Matching(pairs, spares) => {
                let letters = self.letters(pairs);
                let told = pairs.iter().enumerate().filter_map(|(place, id)| self.told_pair(place, *id, &letters));
                list(told.chain(spares.iter().filter_map(|id| self.told_spare(*id, &letters))))
            }
            ItemKind::Judgement(_, range) => self.told_range(*range),
        };
        let whole = el("p").class("handout__why").add_all(self.words.why.clone());
        self.frame().add(key).add(whole)
    }

    /// The kind, the story and the question.
    fn frame(&self) -> Element {
        let kind = match self.item.kind {
            ItemKind::Single(_) => Phrase::ItemSingle,
            ItemKind::Multiple(_) => Phrase::ItemMultiple,
            ItemKind::Vignette(_) => Phrase::ItemVignette,
            ItemKind::Ordering(_) => Phrase::ItemOrdering,
            ItemKind::Matching(..) => Phrase::ItemMatching,
            ItemKind::Judgement(..) => Phrase::ItemJudgement,
        };
        let story = (!self.words.story.is_empty()).then(|| el("p").add_all(self.words.story.clone()));
        let number = self.speech.number(self.number as u64);
        let ask = el("h4").class("handout__ask").add(format!("{number}. ")).add_all(self.words.ask.clone());
        el("article")
            .class("handout__item")
            .set("data-item", self.item.id.to_string())
            .set("data-kind", self.item.kind.as_str())
            .add(el("p").class("item__kind").say(self.speech, kind))
            .add_some(story)
            .add(ask)
    }

    /// The words of an option, step, pair or spare.
    fn option(&self, id: OptionId) -> Option<&OptionTree> {
        self.words.options.get(self.item.kind.place_of(id)?)
    }

    /// Left-hand entries with their numbers, right-hand entries with their letters.
    fn columns(&self, pairs: &[OptionId]) -> Element {
        let left = pairs.iter().enumerate().filter_map(|(place, id)| {
            let number = self.speech.number((place + 1) as u64);
            // The box for the letter stands behind the words.
            let blank = el("span").class("handout__sign").set("aria-hidden", "true");
            Some(row(*id, number).class_also("handout__left").add(said(self.option(*id)?)).add(blank))
        });
        let right = self
            .letters(pairs)
            .into_iter()
            .filter_map(|(id, letter)| Some(row(id, letter).add(el("span").add_all(self.option(id)?.right.clone()))));
        el("div")
            .class("handout__columns")
            .add(list(left).set("data-way", "left"))
            .add(list(right).set("data-way", "right"))
    }

    /// Right-hand entries in an order of their own: never all beside their partners.
    fn letters(&self, pairs: &[OptionId]) -> Vec<(OptionId, &'static str)> {
        let mut order = shown_order(self.item, FIRST_SEED);
        if order.starts_with(pairs) && 1 < order.len() {
            order.rotate_left(1);
        }
        order.into_iter().zip(ENTRY_LETTERS).collect()
    }

    /// A line from the lowest place to the highest, to mark one place on.
    fn scale(&self, scale: Scale) -> Element {
        let places = places(scale);
        let last = places.len().saturating_sub(1);
        let stride = places.len().div_ceil(NUMBERS_MAX).max(1);
        let mut drawn = vec![line("0%".to_owned(), "100%".to_owned(), ("14", "14"))];
        for (index, place) in places.iter().enumerate() {
            let at = percent(share(scale, *place));
            drawn.push(line(at.clone(), at.clone(), ("7", "21")));
            // The last number stands always; one that would touch it gives way.
            if index == last || (index.is_multiple_of(stride) && index + stride <= last) {
                let anchor = match index {
                    0 => "start",
                    index if index == last => "end",
                    _ => "middle",
                };
                let number = el("text").set("x", at).set("y", "22").set("dy", "1.1em").set("text-anchor", anchor);
                drawn.push(number.add(self.speech.number(*place)));
            }
        }
        let ends = [scale.min, scale.max].map(|it| self.speech.number(it));
        let drawing = el("svg")
            .class("chart handout__scale")
            .set("width", "100%")
            .set("height", "3.5em")
            .set("role", "img")
            .set("aria-label", self.speech.fill(Phrase::HandScale, &ends.each_ref().map(String::as_str)))
            .add_all(drawn);
        let ends = self.words.options.iter().map(|end| el("span").add_all(end.text.clone()));
        let ends: Vec<Element> = ends.collect();
        el("div").add(drawing).add(el("p").class("handout__ends").add_all(ends))
    }

    fn told_option(&self, option: KeyedOption, letter: &'static str) -> Option<Element> {
        let words = self.option(option.id)?;
        let (state, verdict) = if option.key { ("key", Phrase::HandRight) } else { ("other", Phrase::HandWrong) };
        let why = self.why(Some(verdict), words);
        Some(row(option.id, letter).set("data-state", state).add(told(words.text.clone(), why)))
    }

    fn told_step(&self, place: usize, id: OptionId) -> Option<Element> {
        let words = self.option(id)?;
        let number = self.speech.number((place + 1) as u64);
        Some(row(id, number).set("data-state", "key").add(told(words.text.clone(), self.why(None, words))))
    }

    fn told_pair(&self, place: usize, id: OptionId, letters: &[(OptionId, &'static str)]) -> Option<Element> {
        let words = self.option(id)?;
        let sign = format!("{} {}", self.speech.number((place + 1) as u64), letter_of(letters, id));
        let mut shown = words.text.clone();
        shown.push(text(" — "));
        shown.extend(words.right.clone());
        Some(row(id, sign).set("data-state", "key").add(told(shown, self.why(None, words))))
    }

    fn told_spare(&self, id: OptionId, letters: &[(OptionId, &'static str)]) -> Option<Element> {
        let words = self.option(id)?;
        let why = self.why(Some(Phrase::VerdictSpare), words);
        Some(row(id, letter_of(letters, id)).set("data-state", "other").add(told(words.right.clone(), why)))
    }

    /// The reasoned range, and why it ends where it does.
    fn told_range(&self, range: Range) -> Element {
        let ends = [range.low, range.high].map(|it| self.speech.number(it));
        let line = self.speech.fill(Phrase::HandRange, &ends.each_ref().map(String::as_str));
        let why = self.words.options.iter().map(|end| {
            let name = el("b").add_all(end.text.clone());
            el("p").class("handout__why").add(name).add(" ").add_all(end.why.clone())
        });
        let why: Vec<Element> = why.collect();
        el("div").add(el("p").set("data-state", "key").add(el("b").add(line))).add_all(why)
    }

    /// Why an option is right or wrong, behind its verdict.
    fn why(&self, verdict: Option<Phrase>, words: &OptionTree) -> Element {
        let verdict = verdict.map(|it| el("b").say(self.speech, it).add(" "));
        el("p").class("handout__why").add_some(verdict).add_all(words.why.clone())
    }
}

fn list(rows: impl Iterator<Item = Element>) -> Element {
    el("ol").class("handout__options").add_all(rows.collect::<Vec<_>>())
}

/// A row with its letter or number in a box; the box is empty where the reader writes.
fn row(id: OptionId, sign: impl Into<Markup>) -> Element {
    el("li")
        .class("handout__option")
        .set("data-part", id.to_string())
        .add(el("span").class("handout__sign").add(sign))
        .add(" ")
}

fn said(words: &OptionTree) -> Element {
    el("span").add_all(words.text.clone())
}

fn told(shown: Vec<Markup>, why: Element) -> Element {
    el("div").add(el("p").add_all(shown)).add(why)
}

fn letter_of(letters: &[(OptionId, &'static str)], id: OptionId) -> &'static str {
    letters.iter().find(|(it, _)| *it == id).map(|(_, letter)| *letter).unwrap_or_default()
}

fn places(scale: Scale) -> Vec<i32> {
    let step = usize::try_from(scale.step).unwrap_or_default().max(1);
    (scale.min..=scale.max).step_by(step).collect()
}

/// How far along the scale a place lies.
fn share(scale: Scale, place: i32) -> f64 {
    let whole = f64::from(scale.max) - f64::from(scale.min);
    (f64::from(place) - f64::from(scale.min)) / whole.max(1.0)
}

fn line(from: String, to: String, (top, foot): (&'static str, &'static str)) -> Element {
    el("line").class("chart__axis").set("x1", from).set("x2", to).set("y1", top).set("y2", foot)
}
