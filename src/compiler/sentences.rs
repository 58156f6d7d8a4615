//! Sentences and what they cite: every figure needs a citation, the number must stand in what is cited, and law that
//! was not seen must be marked so.

use super::desk::{Desk, quotable};
use super::diagnostic::{Findings, Place, Rule};
use super::numbers::{figures, numbers};
use super::stretch::{Stretch, Voice};
use super::words::{Cite, References};
use crate::model::{Block, CalloutKind, Inline, Mark};

/// Words that may stand in one paragraph.
pub const PARAGRAPH_WORDS_MAX: usize = 120;

/// A sentence with the citations that stand in it.
#[derive(Debug, Default)]
struct Sentence {
    text: String,
    cites: Vec<u16>,
    is_marked: bool,
}

/// What the sentences of a page are held against.
#[derive(Clone, Copy)]
pub struct Held<'a> {
    /// What the page refers to.
    pub references: &'a References,
    /// The law, the sources.
    pub desk: &'a Desk,
}

impl<'a> Held<'a> {
    /// Checks a stretch.
    pub fn check(self, stretch: &Stretch, findings: &mut Findings) {
        for (index, block) in stretch.blocks.iter().enumerate() {
            self.check_block(block, stretch.place_of(index), stretch.voice, findings);
        }
    }

    fn check_block(self, block: &Block, place: &Place, voice: Voice, findings: &mut Findings) {
        let mut check = |words: &[Inline]| self.check_words(words, place, voice, findings);
        match block {
            Block::Paragraph(words) => check(words),
            Block::List(items) | Block::Steps(items) => items.iter().for_each(|words| check(words)),
            Block::Table(table) => {
                // The cells of a row are read together, for the last one often holds the citation; but apart, lest
                // two figures become one.
                table.rows.iter().for_each(|row| check(&row.join(&Inline::Text(" ".to_owned()))));
            }
            Block::Pairs(pairs) => pairs.iter().for_each(|(_, words)| check(words)),
            Block::Callout(callout) => {
                let voice = match callout.kind {
                    CalloutKind::Document | CalloutKind::Discuss | CalloutKind::Trainer | CalloutKind::Stage => {
                        Voice::Aside
                    }
                    _ => Voice::Callout,
                };
                if let Some(figure) = &callout.figure {
                    self.check_hung_figure(figure, &callout.blocks, place, findings);
                }
                callout.blocks.iter().for_each(|inner| self.check_block(inner, place, voice, findings));
            }
            Block::Passage(_, inner) => inner.iter().for_each(|it| self.check_block(it, place, voice, findings)),
            Block::Heading(_) | Block::Figure(_) | Block::Item(_) => {}
        }
    }

    /// The figure hung beside an impact callout must stand in one of the callout's sources.
    fn check_hung_figure(self, figure: &str, blocks: &[Block], place: &Place, findings: &mut Findings) {
        let mut cites = Vec::new();
        for block in blocks {
            if let Block::Paragraph(words) = block {
                split(words).into_iter().for_each(|sentence| cites.extend(sentence.cites));
            }
        }
        for number in figures(figure).iter().filter(|number| !self.holds(&cites, number)) {
            let message = format!("the figure {number} stands in no source of this callout");
            findings.add(
                Rule::FigureSourced,
                place,
                message,
                "cite its source in the callout, with the figure among its facts",
            );
        }
    }

    /// Checks one run of words.
    pub fn check_words(self, words: &[Inline], place: &Place, voice: Voice, findings: &mut Findings) {
        let count = super::words::plain(words).split_whitespace().count();
        if PARAGRAPH_WORDS_MAX < count {
            let message = format!("{count} words in one paragraph");
            findings.add(Rule::ParagraphLength, place, message, "part it in two: 120 words are the most");
        }
        for sentence in split(words) {
            self.check_figures(&sentence, place, voice, findings);
            if voice.needs_marks() && !sentence.is_marked {
                self.check_marks(&sentence, place, findings);
            }
        }
    }

    fn check_figures(self, sentence: &Sentence, place: &Place, voice: Voice, findings: &mut Findings) {
        let figures = figures(&sentence.text);
        if sentence.cites.is_empty() {
            if !figures.is_empty() && !sentence.is_marked && voice.needs_citations() {
                let message = format!("a figure without a citation: {}", figures.join(", "));
                findings.add(
                    Rule::FigureCited,
                    place,
                    message,
                    "cite its source in the same sentence, before the full stop",
                );
            }
            return;
        }
        for number in figures.iter().filter(|number| !self.holds(&sentence.cites, number)) {
            let named: Vec<&str> = self.cited(&sentence.cites).map(|it| it.id.as_str()).collect();
            let message = format!("{number} is not among the facts of {}", named.join(", "));
            findings.add(
                Rule::FigureSourced,
                place,
                message,
                "mend the figure, or add the fact to the source after the research",
            );
        }
    }

    /// A reader must see of a rule of law that its text was not seen, also without a look at the note.
    fn check_marks(self, sentence: &Sentence, place: &Place, findings: &mut Findings) {
        for cite in self.cited(&sentence.cites).filter(|cite| cite.mark.is_none()) {
            let article = self.desk.instrument(&cite.id).and_then(|it| self.desk.article(it, &cite.locator));
            let Some(mark) = article.map(|it| it.mark).filter(|mark| matches!(mark, Mark::Unverified | Mark::Open))
            else {
                continue;
            };
            let (cited, mark) = (format!("{} {}", cite.id, cite.locator), mark.as_str());
            let message = format!("`{cited}` is {mark}, and this sentence does not say so");
            let hint =
                format!("write the mark in the citation, `[@{cited} {mark}]`, or end the sentence in `{{{mark}}}`");
            findings.add(Rule::UnverifiedMarked, place, message, hint);
        }
    }

    fn cited(self, cites: &[u16]) -> impl Iterator<Item = &'a Cite> {
        cites.iter().filter_map(move |it| self.references.cites.get(usize::from(*it)))
    }

    fn holds(self, cites: &[u16], number: &str) -> bool {
        self.cited(cites).any(|cite| {
            let texts = quotable(self.desk, cite).unwrap_or_default();
            let of_mark = texts.iter().filter(|(_, mark)| cite.mark.is_none_or(|wanted| wanted == *mark));
            of_mark.into_iter().any(|(text, _)| numbers(text).iter().any(|it| it == number))
                || numbers(&cite.locator).iter().any(|it| it == number)
        })
    }
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

#[cfg(test)]
mod tests {
    use super::*;

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
