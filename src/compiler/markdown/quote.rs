//! Quotes: their lines that begin with `[!kind]` each open a callout.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Piece, PieceKind, Reader, join_lines};
use crate::compiler::diagnostic::Place;
use crate::model::{Block, Inline, Inlines};

impl Reader<'_, '_> {
    /// A quote: one piece for each of its callouts.
    pub(super) fn quote(&mut self, end: TagEnd, place: Place) -> Vec<Piece> {
        let mut quotes: Vec<Piece> = Vec::new();
        while let Some((event, range)) = self.events.next() {
            if matches!(&event, Event::End(found) if *found == end) {
                break;
            }
            if !matches!(event, Event::Start(Tag::Paragraph)) {
                let inner = self.piece(event, range);
                self.put_into_quote(&mut quotes, inner, &place);
                continue;
            }
            for (at, mut words) in self.parts() {
                match take_kind(&mut words) {
                    Some(kind) => quotes.push(callout(kind, words, at)),
                    None => {
                        join_lines(&mut words);
                        let piece = Piece { kind: PieceKind::Block(Block::Paragraph(words)), place: at };
                        self.put_into_quote(&mut quotes, vec![piece], &place);
                    }
                }
            }
        }
        quotes
    }

    /// A paragraph of a quote, parted before each line that opens a callout, with the places of its parts.
    fn parts(&mut self) -> Vec<(Place, Inlines)> {
        let mut parts = Vec::new();
        loop {
            let place = self.here();
            let (words, has_ended) = self.run(TagEnd::Paragraph, true);
            self.refuse_embeds(&words, &place);
            parts.push((place, words));
            if has_ended {
                return parts;
            }
        }
    }

    fn put_into_quote(&mut self, quotes: &mut [Piece], inner: Vec<Piece>, place: &Place) {
        match quotes.last_mut() {
            Some(Piece { kind: PieceKind::Quote { pieces, .. }, .. }) => pieces.extend(inner),
            _ => self.refuse(
                place,
                "a quote without a kind",
                "begin its first line with [!law], [!impact], [!caution] …",
            ),
        }
    }
}

/// A callout of this kind: what is left of its first line is the title.
fn callout(kind: String, words: Inlines, place: Place) -> Piece {
    let (mut title, mut rest) = split_first_line(words);
    join_lines(&mut title);
    join_lines(&mut rest);
    let paragraph =
        (!rest.is_empty()).then(|| Piece { kind: PieceKind::Block(Block::Paragraph(rest)), place: place.clone() });
    Piece { kind: PieceKind::Quote { kind, title, pieces: paragraph.into_iter().collect() }, place }
}

/// Takes `[!kind]` off the front of a run.
fn take_kind(inlines: &mut Inlines) -> Option<String> {
    let Some(Inline::Text(text)) = inlines.first_mut() else { return None };
    let inner = text.strip_prefix("[!")?;
    let end = inner.find(']')?;
    let kind = inner.get(..end)?.to_owned();
    let rest = inner.get(end + 1..)?.trim_start_matches(' ').to_owned();
    *text = rest;
    Some(kind)
}

/// The first line of a run and the rest of it.
fn split_first_line(inlines: Inlines) -> (Inlines, Inlines) {
    let mut first = Inlines::new();
    let mut rest = Inlines::new();
    let mut ended = false;
    for inline in inlines {
        match inline {
            Inline::Text(text) if !ended => match text.split_once('\n') {
                Some((before, after)) => {
                    ended = true;
                    first.push(Inline::Text(before.to_owned()));
                    rest.push(Inline::Text(after.to_owned()));
                }
                None => first.push(Inline::Text(text)),
            },
            Inline::Break if !ended => ended = true,
            other if ended => rest.push(other),
            other => first.push(other),
        }
    }
    first.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    rest.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    (first, rest)
}
