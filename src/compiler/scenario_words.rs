//! Cases: one Markdown file a language to words.
//!
//! Everything that is read is told twice: as the words that readers get, and as stretches that remember the lines
//! of this file, so that what is found in them later is said there.

use super::blocks::plain_blocks;
use super::choices::node_words;
use super::diagnostic::{Findings, Place, Rule};
use super::items::read_spoken;
use super::markdown::{self, Document, Piece, PieceKind, Section};
use super::page;
use super::scenario::ReadScenario;
use super::source::SourceTree;
use super::stretch::{Stretch, Voice};
use super::words::{self, Cite, References};
use crate::model::{
    Block, EndingWords, Inline, Inlines, Locale, NodeWords, Passage, ReviewState, ScenarioWords, VersionWords,
};

/// Reads the words of a case in one language, with the places of its parts. In the original the verdicts are written
/// into the graph; a translation must agree with them.
pub fn read(
    tree: &SourceTree,
    read: &mut ReadScenario,
    locale: Locale,
    references: &mut References,
    findings: &mut Findings,
) -> Option<(ScenarioWords, Vec<Stretch>)> {
    let path = format!("scenarios/{}/{}.md", read.scenario.id, locale.tag());
    let text = page::text_of(tree, &path, locale, findings)?;
    let mut document = markdown::read(&path, &text, references, findings);
    let title = std::mem::take(&mut document.title);
    let (lead, stretch) = page::lead(std::mem::take(&mut document.lead), Voice::Story, &path, findings);
    let place = Place { file: path, line: 1, column: 1 };
    let mut teller = Teller { document, place, stretches: vec![stretch], findings };
    let brief = teller.take("brief").map(|it| (it.title.clone(), teller.section(it, Voice::Story))).unwrap_or_default();
    let mut nodes = Vec::new();
    for node in &mut read.scenario.nodes {
        let section = teller.take(node.id.as_str());
        nodes.push(section.map_or_else(empty_node, |section| node_words(section, node, locale, &mut teller)));
    }
    let exhibits = &read.scenario.exhibits;
    let exhibits =
        exhibits.iter().map(|it| it.versions.iter().map(|it| teller.version(it.id.as_str())).collect()).collect();
    let endings = read.scenario.endings.iter().map(|it| teller.ending(it.id.as_str())).collect();
    let questions = teller.take("debrief").map(|it| teller.questions(it)).unwrap_or_default();
    let court = teller.take("court").map(|it| teller.court(it, &read.scenario.court)).unwrap_or_default();
    let kit = teller.take("kit").map(|it| teller.section(it, Voice::Story)).unwrap_or_default();
    let roles = teller.take("roles").map(|it| teller.roles(it)).unwrap_or_default();
    let stretches = teller.finish();
    let clocks = clocks(read, locale, references);
    let objectives = read.objectives.iter();
    let objectives = objectives.map(|it| words::plain(&read_spoken(it, locale, references, findings))).collect();
    let review = read.review.get(locale as usize).copied().unwrap_or(ReviewState::Draft);
    let notes = Vec::new();
    // What the law desk says of the points is filled in once it has been read: see `case_law`.
    let (points, offences) = (Vec::new(), Vec::new());
    let words = ScenarioWords {
        locale,
        title,
        lead,
        objectives,
        brief,
        nodes,
        exhibits,
        endings,
        questions,
        clocks,
        points,
        offences,
        court,
        kit,
        roles,
        notes,
        review,
    };
    Some((words, stretches))
}

/// The names of the clocks. The article that one rests on is cited, so that it gets its note.
fn clocks(read: &ReadScenario, locale: Locale, references: &mut References) -> Vec<(String, Option<u16>)> {
    let clocks = read.clocks.iter().map(|(name, article)| {
        let cite = article.as_ref().and_then(|id| id.as_str().rsplit_once('-')).map(|(instrument, number)| Cite {
            id: instrument.to_owned(),
            locator: format!("art. {number}"),
            mark: None,
            place: name.en.place.clone(),
            section: 0,
        });
        (name.in_locale(locale).text.clone(), cite.map(|cite| references.cite(cite)))
    });
    clocks.collect()
}

fn empty_node() -> NodeWords {
    NodeWords { title: Vec::new(), blocks: Vec::new(), ask: Vec::new(), choices: Vec::new() }
}

/// The sections that have not been told yet, and what has been told.
pub struct Teller<'f> {
    document: Document,
    place: Place,
    stretches: Vec<Stretch>,
    /// What is wrong.
    pub findings: &'f mut Findings,
}

impl Teller<'_> {
    fn take(&mut self, id: &str) -> Option<Section> {
        let Some(index) = self.document.sections.iter().position(|it| it.id == id) else {
            let hint = format!("write `## Heading {{#{id}}}`");
            self.findings.add(Rule::LocaleParity, &self.place, format!("no section `{id}`"), hint);
            return None;
        };
        Some(self.document.sections.remove(index))
    }

    fn finish(self) -> Vec<Stretch> {
        for section in self.document.sections {
            let message = format!("`{}` is nothing in scenario.toml, or stands here twice", section.id);
            let hint = "sections are brief, nodes, exhibit versions, endings, debrief, court, kit and roles";
            self.findings.add(Rule::LinkResolves, &section.place, message, hint);
        }
        self.stretches
    }

    /// Remembers where blocks stand.
    pub fn tell(
        &mut self,
        key: String,
        name: String,
        voice: Voice,
        place: &Place,
        blocks: &[Block],
        places: Vec<Place>,
    ) {
        self.stretches.push(Stretch { key, name, voice, place: place.clone(), blocks: blocks.to_vec(), places });
    }

    /// Remembers where one run of words stands.
    pub fn tell_run(&mut self, key: String, name: String, voice: Voice, place: &Place, words: &[Inline]) {
        self.tell(key, name, voice, place, &[Block::Paragraph(words.to_vec())], vec![place.clone()]);
    }

    /// A section of plain blocks.
    fn section(&mut self, section: Section, voice: Voice) -> Vec<Block> {
        let (blocks, places) = plain_blocks(section.pieces, self.findings);
        self.tell(section.id, words::plain(&section.title), voice, &section.place, &blocks, places);
        blocks
    }

    fn ending(&mut self, id: &str) -> EndingWords {
        match self.take(id) {
            Some(section) => EndingWords { title: section.title.clone(), blocks: self.section(section, Voice::Story) },
            None => EndingWords { title: Vec::new(), blocks: Vec::new() },
        }
    }

    fn version(&mut self, id: &str) -> VersionWords {
        let Some(mut section) = self.take(id) else {
            return VersionWords { title: Vec::new(), note: Vec::new(), blocks: Vec::new() };
        };
        let mut note: Option<Inlines> = None;
        let mut rest = Vec::new();
        for piece in std::mem::take(&mut section.pieces) {
            match piece.kind {
                PieceKind::Quote { kind, .. } if kind == "note" && note.is_some() => {
                    let message = "a second `[!note]` under one exhibit";
                    self.findings.add(Rule::Markdown, &piece.place, message, "write both in one note");
                }
                PieceKind::Quote { kind, title, pieces } if kind == "note" => {
                    let words = self.note(title, pieces);
                    let name = format!("the note of {}", words::plain(&section.title));
                    self.tell_run(format!("{id}/note"), name, Voice::Aside, &piece.place, &words);
                    note = Some(words);
                }
                kind => rest.push(Piece { kind, place: piece.place }),
            }
        }
        section.pieces = rest;
        let title = section.title.clone();
        VersionWords { title, note: note.unwrap_or_default(), blocks: self.section(section, Voice::Aside) }
    }

    /// The words of a note: its first line and its paragraphs in one run.
    fn note(&mut self, title: Inlines, pieces: Vec<Piece>) -> Inlines {
        let mut note = title;
        for piece in pieces {
            match piece.kind {
                PieceKind::Block(Block::Paragraph(words)) => {
                    if !note.is_empty() {
                        note.push(Inline::Text(" ".to_owned()));
                    }
                    note.extend(words);
                }
                _ => self.findings.add(
                    Rule::Markdown,
                    &piece.place,
                    "only words may stand in a note",
                    "write it in the document",
                ),
            }
        }
        note
    }

    /// What the court will see: one passage for each line of the graph.
    fn court(&mut self, section: Section, lines: &[Passage]) -> Vec<Vec<Block>> {
        let mut written: Vec<(String, Vec<Block>)> = Vec::new();
        for piece in section.pieces {
            match piece.kind {
                PieceKind::Quote { kind, title, pieces } if kind == "passage" => {
                    let id = words::plain(&title).trim().to_owned();
                    let (blocks, places) = plain_blocks(pieces, self.findings);
                    let name = format!("the line `{id}`");
                    self.tell(format!("court/{id}"), name, Voice::Story, &piece.place, &blocks, places);
                    if !lines.iter().any(|it| it.id.as_str() == id) || written.iter().any(|(it, _)| *it == id) {
                        let message = format!("`{id}` is no `[[court]]` of scenario.toml, or stands here twice");
                        self.findings.add(Rule::LinkResolves, &piece.place, message, "add it, or mend the name");
                    }
                    written.push((id, blocks));
                }
                _ => {
                    let message = "what the court will see is a list of passages";
                    self.findings.add(Rule::Markdown, &piece.place, message, "write `> [!passage] id`");
                }
            }
        }
        let mut court = Vec::new();
        for line in lines {
            let found = written.iter().find(|(id, _)| id == line.id.as_str());
            if found.is_none() {
                let message = format!("no words for what the court will see: `{}`", line.id);
                self.findings.add(Rule::LocaleParity, &section.place, message, "write `> [!passage] id` here");
            }
            court.push(found.map(|(_, blocks)| blocks.clone()).unwrap_or_default());
        }
        court
    }

    /// The cards of those who play: one definition list.
    fn roles(&mut self, section: Section) -> Vec<(Inlines, Inlines)> {
        let (mut blocks, mut places) = (Vec::new(), Vec::new());
        let mut cards = Vec::new();
        for piece in section.pieces {
            match piece.kind {
                PieceKind::Block(block @ Block::Pairs(_)) => {
                    if let Block::Pairs(pairs) = &block {
                        cards.extend(pairs.iter().cloned());
                    }
                    blocks.push(block);
                    places.push(piece.place);
                }
                _ => {
                    let hint = "write the role on a line, and on the next `: ` and what its holder knows";
                    self.findings.add(Rule::Markdown, &piece.place, "the cards are a definition list", hint);
                }
            }
        }
        self.tell(section.id, "the role cards".to_owned(), Voice::Story, &section.place, &blocks, places);
        cards
    }

    fn questions(&mut self, section: Section) -> Vec<Inlines> {
        let (mut blocks, mut places) = (Vec::new(), Vec::new());
        let mut questions = Vec::new();
        for piece in section.pieces {
            match piece.kind {
                PieceKind::Block(block @ (Block::List(_) | Block::Steps(_))) => {
                    if let Block::List(items) | Block::Steps(items) = &block {
                        questions.extend(items.iter().cloned());
                    }
                    blocks.push(block);
                    places.push(piece.place);
                }
                _ => {
                    let message = "the debrief is a list of questions";
                    self.findings.add(Rule::Markdown, &piece.place, message, "begin each question with a hyphen");
                }
            }
        }
        self.tell(section.id, "the debrief".to_owned(), Voice::Story, &section.place, &blocks, places);
        questions
    }
}
