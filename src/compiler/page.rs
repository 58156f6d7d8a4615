//! What the pages of lessons and of cases share: their text, its age, their lead, whether a lawyer has read them.

use super::diagnostic::{Findings, Place, Rule};
use super::fields::Fields;
use super::markdown::{Piece, PieceKind};
use super::script;
use super::source::SourceTree;
use super::stretch::{Stretch, Voice};
use crate::model::{Block, Inlines, Locale, ReviewState};

/// Whether a lawyer has read the words, in the order of [`Locale::ALL`]: `[review]` of `lesson.toml` or `scenario.toml`.
pub fn review(fields: &mut Fields<'_>, findings: &mut Findings) -> [ReviewState; 2] {
    let review = fields.table("review", findings, |fields, findings| {
        Locale::ALL.map(|locale| {
            let known = [("draft", ReviewState::Draft), ("reviewed", ReviewState::Reviewed)];
            fields.word(locale.tag(), &known, findings).unwrap_or(ReviewState::Draft)
        })
    });
    review.unwrap_or([ReviewState::Draft; 2])
}

/// The text of a page. The original must be there; a translation may be absent, which is counted.
pub fn text_of(tree: &SourceTree, path: &str, locale: Locale, findings: &mut Findings) -> Option<String> {
    let top = Place { file: path.to_owned(), line: 1, column: 1 };
    match tree.get(path).map(|file| file.text.clone()) {
        Some(Ok(text)) => {
            if locale == Locale::Km {
                check_age(tree, path, locale, &top, findings);
                check_script(path, &text, findings);
            }
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
fn check_script(path: &str, text: &str, findings: &mut Findings) {
    for (index, line) in text.lines().enumerate() {
        script::check(line, &Place { file: path.to_owned(), line: index + 1, column: 1 }, findings);
    }
}

/// The lead: paragraphs before the first section.
pub fn lead(pieces: Vec<Piece>, voice: Voice, path: &str, findings: &mut Findings) -> (Vec<Inlines>, Stretch) {
    let (mut lead, mut places) = (Vec::new(), Vec::new());
    for piece in pieces {
        match piece.kind {
            PieceKind::Block(Block::Paragraph(words)) => {
                lead.push(words);
                places.push(piece.place);
            }
            _ => {
                let message = "only paragraphs may stand before the first section";
                findings.add(Rule::Markdown, &piece.place, message, "move it into a section");
            }
        }
    }
    let stretch = Stretch {
        key: "lead".to_owned(),
        name: "the lead".to_owned(),
        voice,
        place: Place { file: path.to_owned(), line: 1, column: 1 },
        blocks: lead.iter().cloned().map(Block::Paragraph).collect(),
        places,
    };
    (lead, stretch)
}
