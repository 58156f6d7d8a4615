//! Figures in sentences: every figure needs a citation, and the number must stand in what is cited.

use super::desk::{self, Desk};
use super::diagnostic::{Findings, Place, Rule};
use super::words::References;
use crate::model::{Block, CalloutKind, Inline};

/// Words that may stand in one paragraph.
pub const PARAGRAPH_WORDS_MAX: usize = 120;

/// A sentence with the citations that stand in it.
#[derive(Debug, Default)]
struct Sentence {
    text: String,
    cites: Vec<u16>,
    is_marked: bool,
}

/// What is asked of a run of words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// A figure needs a citation, and the citation must hold it.
    Cited,
    /// Where there is a citation it must hold the figure; fictional figures need none.
    Held,
}

/// Checks the blocks of one section; `places` are those of the blocks in the original.
pub fn check_blocks(
    blocks: &[Block],
    places: &[Place],
    demand: Demand,
    references: &References,
    desk: &Desk,
    findings: &mut Findings,
) {
    for (index, block) in blocks.iter().enumerate() {
        let place = places.get(index).or(places.last()).cloned().unwrap_or_default();
        check_block(block, &place, demand, references, desk, findings);
    }
}

fn check_block(
    block: &Block,
    place: &Place,
    demand: Demand,
    references: &References,
    desk: &Desk,
    findings: &mut Findings,
) {
    let mut check = |words: &[Inline]| check_words(words, place, demand, references, desk, findings);
    match block {
        Block::Paragraph(words) => check(words),
        Block::List(items) | Block::Steps(items) => items.iter().for_each(|words| check(words)),
        Block::Table(table) => {
            // The cells of a row are read together: the last one often holds the citation.
            table.rows.iter().for_each(|row| check(&row.concat()));
        }
        Block::Pairs(pairs) => pairs.iter().for_each(|(_, words)| check(words)),
        Block::Callout(callout) => {
            let demand = match callout.kind {
                CalloutKind::Document | CalloutKind::Discuss | CalloutKind::Trainer | CalloutKind::Stage => {
                    Demand::Held
                }
                _ => demand,
            };
            if let Some(figure) = &callout.figure {
                check_hung_figure(figure, &callout.blocks, place, references, desk, findings);
            }
            for inner in &callout.blocks {
                check_block(inner, place, demand, references, desk, findings);
            }
        }
        Block::Passage(_, inner) => {
            inner.iter().for_each(|it| check_block(it, place, demand, references, desk, findings))
        }
        Block::Heading(_) | Block::Figure(_) | Block::Item(_) => {}
    }
}

/// The figure hung beside an impact callout must stand in one of the callout's sources.
fn check_hung_figure(
    figure: &str,
    blocks: &[Block],
    place: &Place,
    references: &References,
    desk: &Desk,
    findings: &mut Findings,
) {
    let mut cites = Vec::new();
    for block in blocks {
        if let Block::Paragraph(words) = block {
            split(words).into_iter().for_each(|sentence| cites.extend(sentence.cites));
        }
    }
    for number in figures(figure) {
        if !holds(&cites, &number, references, desk) {
            let message = format!("the figure {number} stands in no source of this callout");
            findings.add(
                Rule::FigureSourced,
                place,
                message,
                "cite its source in the callout, with the figure among its facts",
            );
        }
    }
}

/// Checks one run of words.
pub fn check_words(
    words: &[Inline],
    place: &Place,
    demand: Demand,
    references: &References,
    desk: &Desk,
    findings: &mut Findings,
) {
    let count = super::words::plain(words).split_whitespace().count();
    if PARAGRAPH_WORDS_MAX < count {
        let message = format!("{count} words in one paragraph");
        findings.add(Rule::ParagraphLength, place, message, "part it in two: 120 words are the most");
    }
    for sentence in split(words) {
        let figures = figures(&sentence.text);
        if figures.is_empty() || (sentence.cites.is_empty() && sentence.is_marked) {
            continue;
        }
        if sentence.cites.is_empty() {
            if demand == Demand::Cited {
                let message = format!("a figure without a citation: {}", figures.join(", "));
                findings.add(
                    Rule::FigureCited,
                    place,
                    message,
                    "cite its source in the same sentence, before the full stop",
                );
            }
            continue;
        }
        for number in &figures {
            if !holds(&sentence.cites, number, references, desk) {
                let named: Vec<&str> = sentence
                    .cites
                    .iter()
                    .filter_map(|it| references.cites.get(usize::from(*it)))
                    .map(|it| it.id.as_str())
                    .collect();
                let message = format!("{number} is not among the facts of {}", named.join(", "));
                findings.add(
                    Rule::FigureSourced,
                    place,
                    message,
                    "mend the figure, or add the fact to the source after the research",
                );
            }
        }
    }
}

fn holds(cites: &[u16], number: &str, references: &References, desk: &Desk) -> bool {
    cites.iter().filter_map(|it| references.cites.get(usize::from(*it))).any(|cite| {
        let texts = desk::quotable(desk, cite).unwrap_or_default();
        let of_mark = texts.iter().filter(|(_, mark)| cite.mark.is_none_or(|wanted| wanted == *mark));
        of_mark.into_iter().any(|(text, _)| numbers(text).iter().any(|it| it == number))
            || numbers(&cite.locator).iter().any(|it| it == number)
    })
}

/// Sentences of a run, each with its citations.
fn split(words: &[Inline]) -> Vec<Sentence> {
    let mut sentences = vec![Sentence::default()];
    gather(words, &mut sentences);
    sentences
}

fn gather(words: &[Inline], sentences: &mut Vec<Sentence>) {
    for inline in words {
        match inline {
            Inline::Text(text) => gather_text(text, sentences),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Foreign(_, inner) => gather(inner, sentences),
            Inline::Entry(_, inner) | Inline::Lesson(_, _, inner) | Inline::Case(_, inner) => gather(inner, sentences),
            Inline::Cite(index) => {
                if let Some(sentence) = sentences.last_mut() {
                    sentence.cites.push(*index);
                }
            }
            Inline::Claim(_) => {
                if let Some(sentence) = sentences.last_mut() {
                    sentence.is_marked = true;
                }
            }
            Inline::Break => sentences.push(Sentence::default()),
        }
    }
}

fn gather_text(text: &str, sentences: &mut Vec<Sentence>) {
    let letters: Vec<char> = text.chars().collect();
    for (index, letter) in letters.iter().enumerate() {
        if let Some(sentence) = sentences.last_mut() {
            sentence.text.push(*letter);
        }
        let next = letters.get(index + 1).copied();
        let after = letters.get(index + 2).copied();
        let ends = match letter {
            '។' | '?' | '!' => true,
            // "art. 96" and "e.g. this" go on; "1.5" has no space.
            '.' => {
                next.is_none_or(|next| next == ' ') && !after.is_some_and(|it| it.is_lowercase() || it.is_ascii_digit())
            }
            _ => false,
        };
        if ends {
            sentences.push(Sentence::default());
        }
    }
}

/// Words after which a number is a place in a law and no figure.
const LOCATORS: [&str; 14] = [
    "art.",
    "arts",
    "article",
    "articles",
    "annex",
    "appendix",
    "no.",
    "number",
    "prakas",
    "class",
    "មាត្រា",
    "ប្រកាស",
    "លេខ",
    "ថ្នាក់ទី",
];

/// The figures of a sentence: numbers that say how much or how many.
fn figures(sentence: &str) -> Vec<String> {
    let plain: String = sentence.replace('\u{a0}', " ").to_lowercase();
    let mut figures = Vec::new();
    for (start, number) in numbers_with_places(&plain) {
        let before = plain.get(..start).unwrap_or_default();
        let after =
            plain.get(start..).unwrap_or_default().trim_start_matches(|c: char| is_digit(c) || ".,".contains(c));
        let near: Vec<&str> = before.split_whitespace().rev().take(3).collect();
        let is_locator = near.iter().any(|word| LOCATORS.iter().any(|it| word.trim_matches(['(', ',', ';']) == *it));
        let is_time = after.starts_with(':') || before.ends_with(':');
        let is_tag =
            before.chars().next_back().is_some_and(|c| c.is_alphabetic() || c == '(' && after.starts_with(')'));
        let is_year = number.parse::<u32>().is_ok_and(|it| (1900..=2100).contains(&it));
        let is_small = number.parse::<u32>().is_ok_and(|it| it <= 12);
        let has_unit = after.starts_with('%') || before.trim_end().ends_with("usd") || before.trim_end().ends_with('$');
        if is_locator || is_time || is_tag || (is_year && !has_unit) || (is_small && !has_unit) {
            continue;
        }
        figures.push(number);
    }
    figures
}

/// All numbers of a text, written plainly: `3,813` and `៣.៨១៣` are `3813`, `២,៦` is `2.6`.
pub fn numbers(text: &str) -> Vec<String> {
    numbers_with_places(text).into_iter().map(|(_, number)| number).collect()
}

fn numbers_with_places(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut run = String::new();
    let mut start = 0;
    for (place, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        if is_digit(letter) || (!run.is_empty() && matches!(letter, '.' | ',')) {
            if run.is_empty() {
                start = place;
            }
            run.push(letter);
        } else if !run.is_empty() {
            found.push((start, plain_number(run.trim_end_matches(['.', ',']))));
            run.clear();
        }
    }
    found
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || ('០'..='៩').contains(&letter)
}

fn plain_number(run: &str) -> String {
    let is_khmer = run.chars().any(|c| ('០'..='៩').contains(&c));
    let (thousands, decimal) = if is_khmer { ('.', ',') } else { (',', '.') };
    let digit = |c: char| {
        let value = (c as u32).wrapping_sub('០' as u32);
        if value <= 9 { char::from_digit(value, 10).unwrap_or(c) } else { c }
    };
    let plain: String =
        run.chars().filter(|c| *c != thousands).map(|c| if c == decimal { '.' } else { digit(c) }).collect();
    // 2.60 and 2.6, 007 and 7 are the same number.
    let plain = if plain.contains('.') { plain.trim_end_matches('0').trim_end_matches('.').to_owned() } else { plain };
    let whole = plain.trim_start_matches('0');
    if whole.is_empty() || whole.starts_with('.') { format!("0{whole}") } else { whole.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn khmer_and_latin_numbers_are_the_same_number() {
        assert_eq!(numbers("3,813 nests, 2.6 million, 1–2%"), ["3813", "2.6", "1", "2"]);
        assert_eq!(numbers("៣.៨១៣ សំបុក ២,៦ លាន"), ["3813", "2.6"]);
        assert_eq!(numbers("10:05 and 0.17"), ["10", "5", "0.17"]);
    }

    #[test]
    fn times_articles_tags_and_years_are_no_figures() {
        assert!(figures("At 08:10 on 3 May 2026, art. 96 and Articles 91, 93 (E16) held.").is_empty());
        assert_eq!(figures("About 71% fruit, 5% leaves, 48 hours, USD 3"), ["71", "5", "48", "3"]);
        assert!(figures("មាត្រា\u{a0}៩៧ នៃច្បាប់").is_empty());
    }

    #[test]
    fn a_citation_serves_its_own_sentence_only() {
        let words = vec![
            Inline::Text("First 20 ".to_owned()),
            Inline::Cite(0),
            Inline::Text(". Second 30 of art. 96 here.".to_owned()),
        ];
        let sentences = split(&words);
        assert_eq!(sentences[0].cites, [0]);
        assert!(sentences[1].cites.is_empty());
        assert!(sentences[1].text.contains("art. 96 here"));
    }
}
