//! A translation that is there must be whole: the same blocks, citations and numbers as the original.

use super::diagnostic::{Findings, Place, Rule};
use super::numbers::numbers;
use super::stretch::Stretch;
use super::words::{References, plain};
use crate::model::figure::FigureBody;
use crate::model::{Block, Figure, Inline, Inlines, ItemWords};

/// Which of two places a finding names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The original's, for its blocks are counted there.
    Original,
    /// The translation's, where the mistake is to be mended.
    Translation,
}

/// What the two languages of a page refer to.
#[derive(Clone, Copy)]
pub struct Parity<'a> {
    /// The original.
    pub en: &'a References,
    /// The translation.
    pub km: &'a References,
}

impl Parity<'_> {
    /// Compares the stretches of a page. One that a language lacks has been missed when it was read.
    pub fn check(self, en: &[Stretch], km: &[Stretch], named: Side, findings: &mut Findings) {
        for original in en {
            if let Some(translated) = km.iter().find(|it| it.key == original.key) {
                self.check_stretch(original, translated, named, findings);
            }
        }
    }

    fn check_stretch(self, en: &Stretch, km: &Stretch, named: Side, findings: &mut Findings) {
        let what = &en.name;
        let place = |index: usize| match named {
            Side::Original => en.place_of(index),
            Side::Translation => km.place_of(index),
        };
        if en.blocks.len() != km.blocks.len() {
            let message = format!("{what} has {} blocks, in Khmer {}", en.blocks.len(), km.blocks.len());
            // Beyond both ends: the last block there is.
            let last = en.blocks.len().max(km.blocks.len());
            findings.add(
                Rule::LocaleParity,
                place(last),
                message,
                "give the translation the same blocks in the same order",
            );
            return;
        }
        for (index, (original, translated)) in en.blocks.iter().zip(&km.blocks).enumerate() {
            if shape(original) != shape(translated) {
                let message =
                    format!("block {} of {what} is {}, in Khmer {}", index + 1, shape(original), shape(translated));
                findings.add(
                    Rule::LocaleParity,
                    place(index),
                    message,
                    "give the translation the same kind of block, with as many entries",
                );
                continue;
            }
            let what = format!("block {} of {what}", index + 1);
            self.check_words(&words_of(original), &words_of(translated), place(index), &what, findings);
        }
    }

    /// Compares citations and numbers of two runs.
    fn check_words(self, en: &[Inline], km: &[Inline], place: &Place, what: &str, findings: &mut Findings) {
        let (cited, translated) = (cites(en, self.en), cites(km, self.km));
        if cited != translated {
            let message = format!("{what} cites {}, in Khmer {}", cited.join("; "), translated.join("; "));
            findings.add(Rule::LocaleParity, place, message, "keep every citation with its locator and mark");
        }
        check_numbers(&plain(en), &plain(km), place, what, findings);
    }

    /// Compares the words of an item.
    pub fn check_item(self, en: &ItemWords, km: &ItemWords, place: &Place, findings: &mut Findings) {
        let mut check = |en: &[Inline], km: &[Inline], what: &str| self.check_words(en, km, place, what, findings);
        check(&en.ask, &km.ask, "the question");
        check(&en.story, &km.story, "the story");
        check(&en.why, &km.why, "the explanation");
        for (index, (original, translated)) in en.options.iter().zip(&km.options).enumerate() {
            let what = format!("option {}", index + 1);
            check(&original.text, &translated.text, &what);
            check(&original.right, &translated.right, &what);
            check(&original.why, &translated.why, &what);
        }
    }

    /// Compares what a figure says beside its data, which both languages share.
    pub fn check_figure(self, en: &Figure, km: &Figure, place: &Place, findings: &mut Findings) {
        let (original, translated) = (labels(en), labels(km));
        for ((what, original), (_, translated)) in original.iter().zip(&translated) {
            self.check_words(original, translated, place, &format!("{what} of `{}`", en.id), findings);
        }
    }
}

/// Compares the numbers of two texts.
fn check_numbers(en: &str, km: &str, place: &Place, what: &str, findings: &mut Findings) {
    let (original, khmer) = (numbers(en), numbers(km));
    let lost: Vec<&String> = original.iter().filter(|it| !khmer.contains(it)).collect();
    // Khmer writes small numbers in digits where English has a word.
    let small = |number: &str| number.parse::<u32>().is_ok_and(|it| it <= 31);
    let added: Vec<&String> = khmer.iter().filter(|it| !original.contains(it) && !small(it)).collect();
    if !lost.is_empty() || !added.is_empty() {
        let message = format!("{what}: numbers differ; only in the original {lost:?}, only in Khmer {added:?}");
        findings.add(Rule::LocaleParity, place, message, "a translation never changes a number");
    }
}

/// The words of a figure, each with what it is.
fn labels(figure: &Figure) -> Vec<(String, Inlines)> {
    let said = |text: &str| vec![Inline::Text(text.to_owned())];
    let named = |what: &str, index: usize| format!("{what} {}", index + 1);
    let mut labels: Vec<(String, Inlines)> = vec![
        ("the title".to_owned(), said(&figure.title)),
        ("the deck".to_owned(), said(&figure.deck)),
        ("the note".to_owned(), said(&figure.note)),
    ];
    match &figure.body {
        FigureBody::Chart(chart) => {
            labels.push(("the head".to_owned(), said(&format!("{} {}", chart.label, chart.unit))));
            let rows = chart.rows.iter().enumerate();
            labels
                .extend(rows.map(|(index, row)| (named("row", index), said(&format!("{} {}", row.label, row.shown)))));
        }
        FigureBody::Table(table) => {
            let gap = Inline::Text(" ".to_owned());
            labels.push(("the head".to_owned(), table.body.head.join(&gap)));
            let rows = table.body.rows.iter().enumerate();
            labels.extend(rows.map(|(index, row)| (named("row", index), row.join(&gap))));
        }
        FigureBody::Map(map) => {
            labels.extend(map.areas.iter().enumerate().map(|(index, it)| (named("area", index), said(&it.label))));
            labels.extend(map.places.iter().enumerate().map(|(index, it)| (named("place", index), said(&it.label))));
            labels.extend(map.routes.iter().enumerate().map(|(index, it)| (named("route", index), said(&it.label))));
        }
    }
    labels
}

fn cites(words: &[Inline], references: &References) -> Vec<String> {
    let mut cites = Vec::new();
    collect_cites(words, references, &mut cites);
    cites.sort();
    cites
}

fn collect_cites(words: &[Inline], references: &References, cites: &mut Vec<String>) {
    for inline in words {
        match inline {
            Inline::Cite(index) => {
                if let Some(cite) = references.cites.get(usize::from(*index)) {
                    let mark = cite.mark.map(|it| it.as_str()).unwrap_or_default();
                    cites.push(format!("{} {} {mark}", cite.id, cite.locator).trim().to_owned());
                }
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Foreign(_, inner) => {
                collect_cites(inner, references, cites)
            }
            Inline::Entry(_, inner) | Inline::Lesson(_, _, inner) | Inline::Case(_, inner) => {
                collect_cites(inner, references, cites)
            }
            Inline::Text(_) | Inline::Claim(_) | Inline::Break => {}
        }
    }
}

/// All words of a block in one run.
pub fn words_of(block: &Block) -> Vec<Inline> {
    match block {
        Block::Paragraph(words) | Block::Heading(words) => words.clone(),
        Block::List(items) | Block::Steps(items) => items.join(&Inline::Break),
        Block::Table(table) => table
            .rows
            .iter()
            .chain([&table.head])
            .flatten()
            .flat_map(|cell| cell.iter().cloned().chain([Inline::Break]))
            .collect(),
        Block::Pairs(pairs) => pairs
            .iter()
            .flat_map(|(a, b)| a.iter().chain([&Inline::Break]).chain(b).cloned().chain([Inline::Break]))
            .collect(),
        Block::Callout(callout) => {
            let figure = callout.figure.iter().map(|figure| Inline::Text(format!("{figure} ")));
            figure
                .chain(callout.title.iter().cloned())
                .chain([Inline::Break])
                .chain(callout.blocks.iter().flat_map(apart))
                .collect()
        }
        Block::Passage(_, blocks) => blocks.iter().flat_map(apart).collect(),
        Block::Figure(_) | Block::Item(_) => Vec::new(),
    }
}

/// All words of a block, parted from those of the next: two numbers must not become one.
fn apart(block: &Block) -> Vec<Inline> {
    let mut words = words_of(block);
    words.push(Inline::Break);
    words
}

/// What kind of block it is and how many entries it has.
fn shape(block: &Block) -> String {
    match block {
        Block::Paragraph(_) => "a paragraph".to_owned(),
        Block::Heading(_) => "a heading".to_owned(),
        Block::List(items) => format!("a list of {}", items.len()),
        Block::Steps(items) => format!("a numbered list of {}", items.len()),
        Block::Table(table) => format!("a table of {} by {}", table.rows.len(), table.head.len()),
        Block::Pairs(pairs) => format!("{} pairs", pairs.len()),
        Block::Callout(callout) => {
            let inner: Vec<String> = callout.blocks.iter().map(shape).collect();
            format!("a {} callout with {}", callout.kind.as_str(), inner.join(", "))
        }
        Block::Figure(id) => format!("the figure {id}"),
        Block::Item(id) => format!("the item {id}"),
        Block::Passage(id, blocks) => format!("the passage {id} with {} blocks", blocks.len()),
    }
}
