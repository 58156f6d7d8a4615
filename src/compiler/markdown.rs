//! Markdown to pieces: CommonMark as `pulldown-cmark` reads it, with the handbook's conventions.
//!
//! What a quote or a small heading means depends on the page: lessons and cases say so themselves.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::diagnostic::{Findings, Place, Rule};
use super::source::Lines;
use super::words::{self, References};
use crate::model::figure::TableBody;
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
    let mut reader = Reader { events: events.into_iter().peekable(), lines: &lines, references, findings: &mut inner };
    let mut pieces = reader.pieces(None);
    // Places inside the text are those of the text itself: it is one line in its file.
    for mut finding in inner.0 {
        finding.place = place.clone();
        findings.0.push(finding);
    }
    for cite in references.cites.iter_mut().filter(|cite| cite.place.file == place.file && cite.place.line <= 1) {
        cite.place = place.clone();
    }
    for (_, at) in references.links.iter_mut().filter(|(_, at)| at.file == place.file && at.line <= 1) {
        *at = place.clone();
    }
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
                match level {
                    HeadingLevel::H1 => document.title = words::plain(&self.inlines(TagEnd::Heading(level))),
                    HeadingLevel::H2 => {
                        self.references.section += 1;
                        let title = self.inlines(TagEnd::Heading(level));
                        document.sections.push(Section { id, title, place, pieces: Vec::new() });
                    }
                    _ => {
                        let words = self.inlines(TagEnd::Heading(level));
                        self.keep(&mut document, Piece { kind: PieceKind::Heading { id, words }, place });
                    }
                }
                continue;
            }
            for piece in self.piece(event, range) {
                self.keep(&mut document, piece);
            }
        }
        document
    }

    fn keep(&mut self, document: &mut Document, piece: Piece) {
        match document.sections.last_mut() {
            Some(section) => section.pieces.push(piece),
            None => document.lead.push(piece),
        }
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
        let mut inlines = self.inlines(TagEnd::Paragraph);
        if let Some((kind, id)) = embed(&inlines) {
            return vec![Piece { kind: PieceKind::Embed { kind, id }, place }];
        }
        join_lines(&mut inlines);
        vec![Piece { kind: PieceKind::Block(Block::Paragraph(inlines)), place }]
    }

    /// A quote: its lines that begin with `[!kind]` each open a callout.
    fn quote(&mut self, end: TagEnd, place: Place) -> Vec<Piece> {
        let mut quotes: Vec<Piece> = Vec::new();
        while let Some((event, range)) = self.events.next() {
            if matches!(&event, Event::End(found) if *found == end) {
                break;
            }
            let at = self.lines.place(range.start);
            if !matches!(event, Event::Start(Tag::Paragraph)) {
                let inner = self.piece(event, range);
                self.put_into_quote(&mut quotes, inner, &place);
                continue;
            }
            for (offset, mut line) in split_callouts(self.inlines(TagEnd::Paragraph)) {
                let at = Place { line: at.line + offset, ..at.clone() };
                match take_kind(&mut line) {
                    Some(kind) => {
                        let mut lines = split_first_line(line);
                        join_lines(&mut lines.0);
                        join_lines(&mut lines.1);
                        let mut pieces = Vec::new();
                        if !lines.1.is_empty() {
                            pieces.push(Piece { kind: PieceKind::Block(Block::Paragraph(lines.1)), place: at.clone() });
                        }
                        quotes.push(Piece { kind: PieceKind::Quote { kind, title: lines.0, pieces }, place: at });
                    }
                    None => {
                        join_lines(&mut line);
                        let piece = Piece { kind: PieceKind::Block(Block::Paragraph(line)), place: at };
                        self.put_into_quote(&mut quotes, vec![piece], &place);
                    }
                }
            }
        }
        quotes
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

    fn list(&mut self, ordered: bool, place: &Place) -> Vec<Inlines> {
        let mut items = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::End(TagEnd::List(found)) if found == ordered => break,
                Event::Start(Tag::Item) => {
                    let mut words = self.inlines(TagEnd::Item);
                    join_lines(&mut words);
                    items.push(words);
                }
                _ => self.refuse(place, "a list inside a list", "write two lists, or one sentence"),
            }
        }
        items
    }

    fn table(&mut self) -> TableBody {
        let mut body = TableBody { head: Vec::new(), rows: Vec::new() };
        let mut row = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => row.push(self.inlines(TagEnd::TableCell)),
                Event::End(TagEnd::TableHead) => body.head = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => body.rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        body
    }

    fn pairs(&mut self) -> Vec<(Inlines, Inlines)> {
        let mut pairs: Vec<(Inlines, Inlines)> = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    let mut title = self.inlines(TagEnd::DefinitionListTitle);
                    join_lines(&mut title);
                    pairs.push((title, Inlines::new()));
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let mut words = self.inlines(TagEnd::DefinitionListDefinition);
                    join_lines(&mut words);
                    if let Some((_, said)) = pairs.last_mut() {
                        if !said.is_empty() {
                            said.push(Inline::Break);
                        }
                        said.append(&mut words);
                    }
                }
                Event::End(TagEnd::DefinitionList) => break,
                _ => {}
            }
        }
        pairs
    }

    /// Words up to the end of their container. Paragraph marks inside (loose lists) part the words by a break.
    fn inlines(&mut self, end: TagEnd) -> Inlines {
        let mut inlines = Inlines::new();
        let mut run = String::new();
        let mut run_start = 0;
        while let Some((event, range)) = self.events.next() {
            if matches!(&event, Event::End(found) if *found == end) {
                break;
            }
            if run.is_empty() {
                run_start = range.start;
            }
            match event {
                Event::Text(text) => {
                    run.push_str(&text);
                    continue;
                }
                Event::SoftBreak => {
                    run.push('\n');
                    continue;
                }
                _ => self.flush(&mut inlines, &mut run, run_start),
            }
            let place = self.lines.place(range.start);
            match event {
                Event::HardBreak => inlines.push(Inline::Break),
                Event::Start(Tag::Strong) => inlines.push(Inline::Strong(self.inlines(TagEnd::Strong))),
                Event::Start(Tag::Emphasis) => inlines.push(Inline::Emphasis(self.inlines(TagEnd::Emphasis))),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let inner = self.inlines(TagEnd::Link);
                    self.link(&mut inlines, &dest_url, inner, &place);
                }
                Event::Start(Tag::Paragraph) => {
                    if !inlines.is_empty() {
                        inlines.push(Inline::Break);
                    }
                }
                Event::End(_) => {}
                Event::Start(tag) => {
                    self.refuse(
                        &place,
                        "this kind of Markdown",
                        "only words, emphasis, links and citations may stand here",
                    );
                    let end = tag.to_end();
                    self.inlines(end);
                }
                _ => self.refuse(&place, "this kind of Markdown", "write plain words"),
            }
        }
        self.flush(&mut inlines, &mut run, run_start);
        inlines
    }

    fn flush(&mut self, inlines: &mut Inlines, run: &mut String, start: usize) {
        if !run.is_empty() {
            let place = self.lines.place(start);
            let words = words::scan(run, &place, self.references, self.findings);
            words::append(inlines, words);
            run.clear();
        }
    }

    fn link(&mut self, inlines: &mut Inlines, target: &str, inner: Inlines, place: &Place) {
        match words::parse_destination(target) {
            Ok(destination) => {
                inlines.push(match destination {
                    words::Destination::Entry(entry) => Inline::Entry(entry, inner),
                    words::Destination::Lesson(lesson, section) => Inline::Lesson(lesson, section, inner),
                    words::Destination::Case(case) => Inline::Case(case, inner),
                });
                self.references.links.push((destination, place.clone()));
            }
            Err(why) => {
                let hint = "links are offence:, article:, species:, term:, org:, lesson: or case: and an id";
                self.findings.add(Rule::LinkResolves, place, format!("`{target}`: {why}"), hint);
                inlines.extend(inner);
            }
        }
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

/// Splits a paragraph before each line that begins with `[!`, with the number of lines before it.
fn split_callouts(inlines: Inlines) -> Vec<(usize, Inlines)> {
    let mut parts: Vec<(usize, Inlines)> = vec![(0, Inlines::new())];
    let mut line = 0;
    for inline in inlines {
        let Inline::Text(text) = inline else {
            if let Some((_, part)) = parts.last_mut() {
                part.push(inline);
            }
            continue;
        };
        let mut rest = text.as_str();
        while let Some(place) = rest.find("\n[!") {
            let (before, after) = rest.split_at(place);
            line += before.matches('\n').count() + 1;
            if let Some((_, part)) = parts.last_mut() {
                part.push(Inline::Text(before.to_owned()));
            }
            parts.push((line, Inlines::new()));
            rest = after.trim_start_matches('\n');
        }
        line += rest.matches('\n').count();
        if let Some((_, part)) = parts.last_mut() {
            part.push(Inline::Text(rest.to_owned()));
        }
    }
    parts
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
            other if ended => rest.push(other),
            other => first.push(other),
        }
    }
    first.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    rest.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    (first, rest)
}
