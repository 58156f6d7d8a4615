//! Markdown to pieces: CommonMark as `pulldown-cmark` reads it, with the handbook's conventions.
//!
//! What a quote or a small heading means depends on the page: lessons and cases say so themselves.

mod inlines;
mod lists;
mod quote;

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::diagnostic::{Findings, Place, Rule};
use super::source::Lines;
use super::words::{self, References};
use crate::model::{Block, Inline, Inlines};

/// A page as written.
#[derive(Debug, Default)]
pub struct Document {
    /// The first heading.
    pub title: String,
    /// What stands before the first section.
    pub lead: Vec<Piece>,
    /// Sections in order.
    pub sections: Vec<Section>,
}

/// A section as written.
#[derive(Debug)]
pub struct Section {
    /// The id in braces; empty if there is none.
    pub id: String,
    /// The heading.
    pub title: Inlines,
    /// Where the heading stands.
    pub place: Place,
    /// What it holds.
    pub pieces: Vec<Piece>,
}

/// A piece of a section and its place.
#[derive(Debug)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Where it begins.
    pub place: Place,
}

/// What a piece is.
#[derive(Debug)]
pub enum PieceKind {
    /// Something that means the same on every page.
    Block(Block),
    /// `![[kind/id]]` alone in a paragraph.
    Embed {
        /// The word before the stroke.
        kind: String,
        /// The id behind it.
        id: String,
    },
    /// A heading of the third level.
    Heading {
        /// The id in braces; empty if there is none.
        id: String,
        /// Its words.
        words: Inlines,
    },
    /// A quote that opens with `[!kind] title`.
    Quote {
        /// The word after the exclamation mark.
        kind: String,
        /// The rest of its first line.
        title: Inlines,
        /// What it holds.
        pieces: Vec<Piece>,
    },
}

/// Reads a page.
pub fn read(path: &str, text: &str, references: &mut References, findings: &mut Findings) -> Document {
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_DEFINITION_LIST;
    let events: Vec<_> = Parser::new_ext(text, options).into_offset_iter().collect();
    let lines = Lines::new(path, text);
    let mut reader = Reader { events: events.into_iter().peekable(), lines: &lines, references, findings };
    reader.document()
}

/// Reads words that stand in a TOML text: one paragraph, no blocks.
pub fn read_words(text: &str, place: &Place, references: &mut References, findings: &mut Findings) -> Inlines {
    let lines = Lines::new(&place.file, text);
    let events: Vec<_> = Parser::new_ext(text, Options::empty()).into_offset_iter().collect();
    let mut inner = Findings::default();
    let (cites, links) = (references.cites.len(), references.links.len());
    let mut reader = Reader { events: events.into_iter().peekable(), lines: &lines, references, findings: &mut inner };
    let mut pieces = reader.pieces(None);
    // Places inside the text are those of the text itself.
    for mut finding in inner.0 {
        finding.place = place.clone();
        findings.0.push(finding);
    }
    references.cites.iter_mut().skip(cites).for_each(|cite| cite.place = place.clone());
    references.links.iter_mut().skip(links).for_each(|(_, at)| *at = place.clone());
    match (pieces.pop(), pieces.is_empty()) {
        (Some(Piece { kind: PieceKind::Block(Block::Paragraph(words)), .. }), true) => words,
        (None, _) => Inlines::new(),
        _ => {
            findings.add(
                Rule::Markdown,
                place,
                "only one paragraph of words may stand here",
                "take out lists, headings and empty lines",
            );
            Inlines::new()
        }
    }
}

type Events<'t> = Peekable<IntoIter<(Event<'t>, Range<usize>)>>;

/// One cursor over one text. Its parts stand in the files of this folder.
struct Reader<'r, 't> {
    events: Events<'t>,
    lines: &'r Lines,
    references: &'r mut References,
    findings: &'r mut Findings,
}

impl<'t> Reader<'_, 't> {
    fn document(&mut self) -> Document {
        let mut document = Document::default();
        while let Some((event, range)) = self.events.next() {
            let place = self.lines.place(range.start);
            if let Event::Start(Tag::Heading { level, id, .. }) = &event {
                let (level, id) = (*level, id.as_ref().map(ToString::to_string).unwrap_or_default());
                // What a heading cites belongs to the section that it opens.
                self.references.section += usize::from(level == HeadingLevel::H2);
                let words = self.inlines(TagEnd::Heading(level));
                match level {
                    HeadingLevel::H1 if document.title.is_empty() => document.title = words::plain(&words),
                    HeadingLevel::H1 => {
                        self.refuse(&place, "a second `# Title`", "open a section with `## Heading {#id}`")
                    }
                    HeadingLevel::H2 => document.sections.push(Section { id, title: words, place, pieces: Vec::new() }),
                    _ => keep(&mut document, Piece { kind: PieceKind::Heading { id, words }, place }),
                }
                continue;
            }
            for piece in self.piece(event, range) {
                keep(&mut document, piece);
            }
        }
        if document.title.trim().is_empty() {
            let top = self.lines.place(0);
            self.findings.add(Rule::MissingKey, &top, "this page has no title", "begin the page with `# Title`");
        }
        document
    }

    /// Pieces up to the end of a container, or of the text.
    fn pieces(&mut self, end: Option<TagEnd>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        while let Some((event, range)) = self.events.next() {
            if matches!((&event, &end), (Event::End(found), Some(end)) if found == end) {
                break;
            }
            pieces.extend(self.piece(event, range));
        }
        pieces
    }

    /// The piece that an event begins. A quote may hold several callouts.
    fn piece(&mut self, event: Event<'t>, range: Range<usize>) -> Vec<Piece> {
        let place = self.lines.place(range.start);
        let block = match event {
            Event::Start(Tag::Paragraph) => return self.paragraph(place),
            Event::Start(Tag::BlockQuote(kind)) => return self.quote(TagEnd::BlockQuote(kind), place),
            Event::Start(Tag::List(first)) => {
                let items = self.list(first.is_some(), &place);
                if first.is_some() { Block::Steps(items) } else { Block::List(items) }
            }
            Event::Start(Tag::Table(_)) => Block::Table(self.table()),
            Event::Start(Tag::DefinitionList) => Block::Pairs(self.pairs()),
            Event::Start(Tag::HtmlBlock) | Event::Html(_) => {
                self.refuse(&place, "HTML", "write Markdown; there is no raw HTML in the handbook");
                return Vec::new();
            }
            Event::Start(Tag::CodeBlock(_)) => {
                self.refuse(&place, "a code block or an indented line", "begin the line at the margin");
                self.pieces(Some(TagEnd::CodeBlock));
                return Vec::new();
            }
            Event::Rule => {
                self.refuse(&place, "a rule", "sections part the page");
                return Vec::new();
            }
            Event::Start(Tag::Heading { level, .. }) => {
                self.refuse(&place, "a heading inside a quote", "use the first line of the quote as its heading");
                self.inlines(TagEnd::Heading(level));
                return Vec::new();
            }
            Event::Text(_) | Event::End(_) | Event::SoftBreak => return Vec::new(),
            _ => {
                self.refuse(&place, "this kind of Markdown", "AUTHORING.md lists what a page may hold");
                return Vec::new();
            }
        };
        vec![Piece { kind: PieceKind::Block(block), place }]
    }

    fn refuse(&mut self, place: &Place, what: &str, hint: &str) {
        self.findings.add(Rule::Markdown, place, format!("{what} can't stand here"), hint);
    }

    fn paragraph(&mut self, place: Place) -> Vec<Piece> {
        let (mut inlines, _) = self.run(TagEnd::Paragraph, false);
        if let Some((kind, id)) = embed(&inlines) {
            return vec![Piece { kind: PieceKind::Embed { kind, id }, place }];
        }
        self.refuse_embeds(&inlines, &place);
        join_lines(&mut inlines);
        vec![Piece { kind: PieceKind::Block(Block::Paragraph(inlines)), place }]
    }

    /// An embed that does not stand alone would be printed as it is written, brackets and all.
    fn refuse_embeds(&mut self, inlines: &[Inline], place: &Place) {
        if inlines.iter().any(|inline| matches!(inline, Inline::Text(text) if text.contains("![["))) {
            self.refuse(place, "an embed among words", "let `![[kind/id]]` stand alone, between two empty lines");
        }
    }
}

fn keep(document: &mut Document, piece: Piece) {
    match document.sections.last_mut() {
        Some(section) => section.pieces.push(piece),
        None => document.lead.push(piece),
    }
}

/// `![[kind/id]]` alone in a paragraph.
fn embed(inlines: &[Inline]) -> Option<(String, String)> {
    let [Inline::Text(text)] = inlines else { return None };
    let inner = text.trim().strip_prefix("![[")?.strip_suffix("]]")?;
    let (kind, id) = inner.split_once('/')?;
    Some((kind.to_owned(), id.to_owned()))
}

/// Line ends inside a paragraph are spaces.
fn join_lines(inlines: &mut Inlines) {
    for inline in inlines.iter_mut() {
        match inline {
            Inline::Text(text) => {
                if text.contains('\n') {
                    *text = text.replace('\n', " ");
                }
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Foreign(_, inner) => join_lines(inner),
            Inline::Entry(_, inner) | Inline::Lesson(_, _, inner) | Inline::Case(_, inner) => join_lines(inner),
            Inline::Cite(_) | Inline::Claim(_) | Inline::Break => {}
        }
    }
}
