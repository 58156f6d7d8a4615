//! Pieces of Markdown to blocks: what may stand in a section of a lesson, in a callout, in an exhibit.

use super::diagnostic::{Findings, Place, Rule};
use super::markdown::{Piece, PieceKind};
use crate::model::{Block, Callout, CalloutKind, Inline, Inlines};

/// The pieces of a lesson's section as blocks, each with its place.
pub fn blocks(pieces: Vec<Piece>, findings: &mut Findings) -> (Vec<Block>, Vec<Place>) {
    pieces.into_iter().filter_map(|piece| Some((block(piece.kind, &piece.place, findings)?, piece.place))).unzip()
}

fn block(kind: PieceKind, place: &Place, findings: &mut Findings) -> Option<Block> {
    match kind {
        PieceKind::Block(block) => Some(block),
        PieceKind::Heading { words, .. } => Some(Block::Heading(words)),
        PieceKind::Embed { kind, id } if kind == "item" => id.parse().ok().map(Block::Item),
        PieceKind::Embed { id, .. } => id.parse().ok().map(Block::Figure),
        PieceKind::Quote { kind, title, pieces } => {
            let Some(kind) = CalloutKind::ALL.into_iter().find(|it| it.as_str() == kind) else {
                let hint = "law, impact, caution, practice, document, discuss, trainer or stage";
                findings.add(Rule::Markdown, place, format!("`[!{kind}]` is no callout of a lesson"), hint);
                return None;
            };
            Some(Block::Callout(callout(kind, title, pieces, findings)))
        }
    }
}

fn callout(kind: CalloutKind, title: Inlines, pieces: Vec<Piece>, findings: &mut Findings) -> Callout {
    let (figure, title) = if kind == CalloutKind::Impact { split_figure(title) } else { (None, title) };
    let (blocks, _) = plain_blocks(pieces, findings);
    Callout { kind, figure, title, blocks }
}

/// Pieces that hold plain blocks only: inside a callout, an exhibit, a feedback. Each has its place.
pub fn plain_blocks(pieces: Vec<Piece>, findings: &mut Findings) -> (Vec<Block>, Vec<Place>) {
    let (mut blocks, mut places) = (Vec::new(), Vec::new());
    for piece in pieces {
        match piece.kind {
            PieceKind::Block(block) => blocks.push(block),
            PieceKind::Heading { words, .. } => blocks.push(Block::Heading(words)),
            _ => {
                let message = "this can't stand inside a callout or a document";
                findings.add(
                    Rule::Markdown,
                    &piece.place,
                    message,
                    "only paragraphs, lists, tables and definition lists",
                );
                continue;
            }
        }
        places.push(piece.place);
    }
    (blocks, places)
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
