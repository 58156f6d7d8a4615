//! A translation that is there must be whole: the same blocks, citations and numbers as the original.

use super::diagnostic::{Findings, Place, Rule};
use super::sentences;
use super::words::{References, plain};
use crate::model::{Block, Inline, ItemWords, NodeWords, ScenarioWords, VersionWords};

/// One language of a page, for comparing.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The blocks.
    pub blocks: &'a [Block],
    /// What they refer to.
    pub references: &'a References,
}

/// Compares the blocks of a section. `places` are those of the original's blocks.
pub fn check_blocks(en: Side<'_>, km: Side<'_>, places: &[Place], what: &str, findings: &mut Findings) {
    let place = |index: usize| places.get(index).or(places.last()).cloned().unwrap_or_default();
    if en.blocks.len() != km.blocks.len() {
        let message = format!("{what} has {} blocks, in Khmer {}", en.blocks.len(), km.blocks.len());
        findings.add(
            Rule::LocaleParity,
            &place(en.blocks.len().saturating_sub(1)),
            message,
            "give the translation the same blocks in the same order",
        );
        return;
    }
    for (index, (original, translated)) in en.blocks.iter().zip(km.blocks).enumerate() {
        if shape(original) != shape(translated) {
            let message =
                format!("block {} of {what} is {}, in Khmer {}", index + 1, shape(original), shape(translated));
            findings.add(
                Rule::LocaleParity,
                &place(index),
                message,
                "give the translation the same kind of block, with as many entries",
            );
            continue;
        }
        let (en_words, km_words) = (words_of(original), words_of(translated));
        check_words(
            &en_words,
            en.references,
            &km_words,
            km.references,
            &place(index),
            &format!("block {} of {what}", index + 1),
            findings,
        );
    }
}

/// Compares citations and numbers of two runs.
fn check_words(
    en: &[Inline],
    en_refs: &References,
    km: &[Inline],
    km_refs: &References,
    place: &Place,
    what: &str,
    findings: &mut Findings,
) {
    let (cited, translated) = (cites(en, en_refs), cites(km, km_refs));
    if cited != translated {
        let message = format!("{what} cites {}, in Khmer {}", cited.join("; "), translated.join("; "));
        findings.add(Rule::LocaleParity, place, message, "keep every citation with its locator and mark");
    }
    let original = sentences::numbers(&plain(en));
    let khmer = sentences::numbers(&plain(km));
    let lost: Vec<&String> = original.iter().filter(|it| !khmer.contains(it)).collect();
    // Khmer writes small numbers in digits where English has a word.
    let small = |number: &str| number.parse::<u32>().is_ok_and(|it| it <= 31);
    let added: Vec<&String> = khmer.iter().filter(|it| !original.contains(it) && !small(it)).collect();
    if !lost.is_empty() || !added.is_empty() {
        let message = format!("{what}: numbers differ; only in the original {lost:?}, only in Khmer {added:?}");
        findings.add(Rule::LocaleParity, place, message, "a translation never changes a number");
    }
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
fn words_of(block: &Block) -> Vec<Inline> {
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
                .chain(callout.blocks.iter().flat_map(words_of))
                .collect()
        }
        Block::Passage(_, blocks) => blocks.iter().flat_map(words_of).collect(),
        Block::Figure(_) | Block::Item(_) => Vec::new(),
    }
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

/// Compares the words of an item.
pub fn check_item(
    en: &ItemWords,
    en_refs: &References,
    km: &ItemWords,
    km_refs: &References,
    place: &Place,
    findings: &mut Findings,
) {
    let mut check =
        |en: &[Inline], km: &[Inline], what: &str| check_words(en, en_refs, km, km_refs, place, what, findings);
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

/// Compares the words of a case.
pub fn check_scenario(
    en: &ScenarioWords,
    en_refs: &References,
    km: &ScenarioWords,
    km_refs: &References,
    place: &Place,
    findings: &mut Findings,
) {
    let places = [place.clone()];
    let mut compare = |en: &[Block], km: &[Block], what: &str| {
        let (en, km) = (Side { blocks: en, references: en_refs }, Side { blocks: km, references: km_refs });
        check_blocks(en, km, &places, what, findings);
    };
    compare(&en.brief.1, &km.brief.1, "the brief");
    for (original, translated) in en.nodes.iter().zip(&km.nodes) {
        compare_node(original, translated, &mut compare);
    }
    for (original, translated) in en.exhibits.iter().flatten().zip(km.exhibits.iter().flatten()) {
        compare_version(original, translated, &mut compare);
    }
    for (original, translated) in en.endings.iter().zip(&km.endings) {
        compare(&original.blocks, &translated.blocks, &plain(&original.title));
    }
    let questions = |words: &ScenarioWords| [Block::List(words.questions.clone())];
    compare(&questions(en), &questions(km), "the debrief");
}

fn compare_node(en: &NodeWords, km: &NodeWords, compare: &mut impl FnMut(&[Block], &[Block], &str)) {
    let title = plain(&en.title);
    compare(&en.blocks, &km.blocks, &title);
    compare(
        &[Block::Paragraph(en.ask.clone())],
        &[Block::Paragraph(km.ask.clone())],
        &format!("the question of {title}"),
    );
    for (original, translated) in en.choices.iter().zip(&km.choices) {
        let what = plain(&original.text);
        compare(&original.feedback.why, &translated.feedback.why, &what);
        compare(&original.feedback.ground, &translated.feedback.ground, &what);
        compare(&original.feedback.weight, &translated.feedback.weight, &what);
        compare(&original.feedback.nullity, &translated.feedback.nullity, &what);
    }
}

fn compare_version(en: &VersionWords, km: &VersionWords, compare: &mut impl FnMut(&[Block], &[Block], &str)) {
    compare(&en.blocks, &km.blocks, &plain(&en.title));
}

/// The entries that a block names in its words.
pub fn entries_named(block: &Block, named: &mut Vec<crate::model::EntryRef>) {
    fn collect(words: &[Inline], named: &mut Vec<crate::model::EntryRef>) {
        for inline in words {
            match inline {
                Inline::Entry(entry, inner) => {
                    named.push(*entry);
                    collect(inner, named);
                }
                Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Foreign(_, inner) => collect(inner, named),
                _ => {}
            }
        }
    }
    collect(&words_of(block), named);
}
