//! Cases: one Markdown file a language to words.

use super::diagnostic::{Findings, Place, Rule};
use super::items::read_spoken;
use super::lesson::{check_script, lead_paragraph, plain_blocks, text_of};
use super::markdown::{self, Document, Piece, PieceKind, Section};
use super::scenario::ReadScenario;
use super::source::SourceTree;
use super::words::{self, References};
use crate::model::{
    Block, ChoiceWords, EndingWords, Feedback, Inlines, Locale, Node, NodeWords, ReviewState, ScenarioWords, Verdict,
    VersionWords,
};

/// Reads the words of a case in one language. In the original the verdicts are written into the graph;
/// a translation must agree with them.
pub fn read(
    tree: &SourceTree,
    read: &mut ReadScenario,
    locale: Locale,
    references: &mut References,
    findings: &mut Findings,
) -> Option<ScenarioWords> {
    let path = format!("scenarios/{}/{}.md", read.scenario.id, locale.tag());
    let text = text_of(tree, &path, locale, findings)?;
    if locale == Locale::Km {
        check_script(&path, &text, findings);
    }
    let document = markdown::read(&path, &text, references, findings);
    let mut sections = Sections { document, place: Place { file: path, line: 1, column: 1 } };
    let title = std::mem::take(&mut sections.document.title);
    let lead = std::mem::take(&mut sections.document.lead);
    let lead = lead.into_iter().filter_map(|piece| lead_paragraph(piece, findings)).collect();
    let brief = sections.take("brief", findings).map(|it| (it.title, plain_blocks(it.pieces, findings)));
    let mut nodes = Vec::new();
    for node in &mut read.scenario.nodes {
        let section = sections.take(node.id.as_str(), findings);
        nodes.push(section.map_or_else(empty_node, |section| node_words(section, node, locale, findings)));
    }
    let exhibits = read
        .scenario
        .exhibits
        .iter()
        .map(|exhibit| {
            exhibit
                .versions
                .iter()
                .map(|version| version_words(sections.take(version.id.as_str(), findings), findings))
                .collect()
        })
        .collect();
    let endings = read
        .scenario
        .endings
        .iter()
        .map(|ending| {
            let section = sections.take(ending.id.as_str(), findings);
            section.map_or_else(
                || EndingWords { title: Vec::new(), blocks: Vec::new() },
                |it| EndingWords { title: it.title, blocks: plain_blocks(it.pieces, findings) },
            )
        })
        .collect();
    let questions = sections.take("debrief", findings).map(|it| questions(it, findings)).unwrap_or_default();
    sections.finish(findings);
    let objectives =
        read.objectives.iter().map(|it| words::plain(&read_spoken(it, locale, references, findings))).collect();
    Some(ScenarioWords {
        locale,
        title,
        lead,
        objectives,
        brief: brief.unwrap_or_default(),
        nodes,
        exhibits,
        endings,
        questions,
        notes: Vec::new(),
        review: ReviewState::Draft,
    })
}

fn empty_node() -> NodeWords {
    NodeWords { title: Vec::new(), blocks: Vec::new(), ask: Vec::new(), choices: Vec::new() }
}

/// The sections that have not been used yet.
struct Sections {
    document: Document,
    place: Place,
}

impl Sections {
    fn take(&mut self, id: &str, findings: &mut Findings) -> Option<Section> {
        let Some(index) = self.document.sections.iter().position(|it| it.id == id) else {
            findings.add(
                Rule::LocaleParity,
                &self.place,
                format!("no section `{id}`"),
                format!("write `## Heading {{#{id}}}`"),
            );
            return None;
        };
        Some(self.document.sections.remove(index))
    }

    fn finish(self, findings: &mut Findings) {
        for section in self.document.sections {
            let message = format!("`{}` is nothing in scenario.toml", section.id);
            findings.add(
                Rule::LinkResolves,
                &section.place,
                message,
                "sections are brief, nodes, exhibit versions, endings and debrief",
            );
        }
    }
}

fn node_words(section: Section, node: &mut Node, locale: Locale, findings: &mut Findings) -> NodeWords {
    let place = section.place.clone();
    let mut blocks: Vec<Block> = Vec::new();
    let mut choices: Vec<(String, Inlines, Vec<Piece>, Place)> = Vec::new();
    for piece in section.pieces {
        match (piece.kind, choices.last_mut()) {
            (PieceKind::Heading { id, words }, _) => choices.push((id, words, Vec::new(), piece.place)),
            (PieceKind::Quote { kind, title, pieces }, None) if kind == "passage" => {
                passage(&words::plain(&title), pieces, node, &piece.place, &mut blocks, findings);
            }
            (kind, Some((_, _, pieces, _))) => pieces.push(Piece { kind, place: piece.place }),
            (PieceKind::Block(block), None) => blocks.push(block),
            (_, None) => findings.add(
                Rule::Markdown,
                &piece.place,
                "this can't stand in a decision",
                "paragraphs, lists, tables and `[!passage]`",
            ),
        }
    }
    let ask = take_question(&mut blocks);
    if ask.is_empty() {
        findings.add(
            Rule::MissingKey,
            &place,
            "this decision asks nothing",
            "end its situation with a paragraph that is the question",
        );
    }
    let shown = |it: &Block, id: &str| matches!(it, Block::Passage(found, _) if found.as_str() == id);
    for passage in &node.passages {
        if !blocks.iter().any(|it| shown(it, passage.id.as_str())) {
            findings.add(
                Rule::LocaleParity,
                &place,
                format!("no words for the passage `{}`", passage.id),
                "write `> [!passage] id` in this section",
            );
        }
    }
    let node_id = node.id;
    let mut words = Vec::new();
    for choice in &mut node.choices {
        let wanted = format!("{node_id}-{}", choice.id);
        let Some(index) = choices.iter().position(|(id, ..)| *id == wanted) else {
            findings.add(
                Rule::LocaleParity,
                &place,
                format!("no words for the choice `{}`", choice.id),
                format!("write `### Words {{#{wanted}}}`"),
            );
            continue;
        };
        let (_, text, pieces, at) = choices.remove(index);
        let (verdict, feedback) = feedback(pieces, &at, findings);
        match (locale, verdict) {
            (_, None) => findings.add(
                Rule::Explained,
                &at,
                "this choice has no verdict",
                "begin with `> [!better]`, `> [!even]` or `> [!worse]`",
            ),
            (Locale::En, Some(verdict)) => choice.verdict = verdict,
            (Locale::Km, Some(verdict)) if verdict != choice.verdict => {
                findings.add(
                    Rule::LocaleParity,
                    &at,
                    "the verdict differs from the original",
                    format!("write `[!{}]`", choice.verdict.as_str()),
                );
            }
            _ => {}
        }
        words.push(ChoiceWords { text, feedback });
    }
    for (id, _, _, at) in choices {
        findings.add(
            Rule::LinkResolves,
            &at,
            format!("`{id}` is no choice of this node"),
            "choices are `### Words {#node-choice}`",
        );
    }
    NodeWords { title: section.title, blocks, ask, choices: words }
}

fn passage(id: &str, pieces: Vec<Piece>, node: &Node, place: &Place, blocks: &mut Vec<Block>, findings: &mut Findings) {
    match node.passages.iter().find(|it| it.id.as_str() == id.trim()) {
        Some(passage) => blocks.push(Block::Passage(passage.id, plain_blocks(pieces, findings))),
        None => findings.add(
            Rule::LinkResolves,
            place,
            format!("no passage `{id}` in this node"),
            "add `[[node.passage]]` with that id",
        ),
    }
}

/// The question is the last paragraph that is not a passage.
fn take_question(blocks: &mut Vec<Block>) -> Inlines {
    let Some(index) = blocks.iter().rposition(|block| matches!(block, Block::Paragraph(_))) else {
        return Inlines::new();
    };
    match blocks.remove(index) {
        Block::Paragraph(words) => words,
        _ => Inlines::new(),
    }
}

fn feedback(pieces: Vec<Piece>, place: &Place, findings: &mut Findings) -> (Option<Verdict>, Feedback) {
    let mut verdict = None;
    let mut feedback = Feedback { why: Vec::new(), ground: Vec::new(), weight: Vec::new(), nullity: Vec::new() };
    for piece in pieces {
        let PieceKind::Quote { kind, title, pieces } = piece.kind else {
            findings.add(
                Rule::Markdown,
                &piece.place,
                "only quotes may stand under a choice",
                "`[!better]`, `[!even]`, `[!worse]`, `[!ground]`, `[!weight]`, `[!nullity]`",
            );
            continue;
        };
        let mut blocks = plain_blocks(pieces, findings);
        if !title.is_empty() {
            blocks.insert(0, Block::Paragraph(title));
        }
        match kind.as_str() {
            "better" => (verdict, feedback.why) = (Some(Verdict::Better), blocks),
            "even" => (verdict, feedback.why) = (Some(Verdict::Even), blocks),
            "worse" => (verdict, feedback.why) = (Some(Verdict::Worse), blocks),
            "ground" => feedback.ground = blocks,
            "weight" => feedback.weight = blocks,
            "nullity" => feedback.nullity = blocks,
            other => findings.add(
                Rule::Markdown,
                &piece.place,
                format!("`[!{other}]` means nothing under a choice"),
                "better, even, worse, ground, weight or nullity",
            ),
        }
    }
    if feedback.ground.is_empty() {
        findings.add(
            Rule::Explained,
            place,
            "this choice has no ground",
            "add `> [!ground]`: the law, the technique or the source",
        );
    }
    (verdict, feedback)
}

fn version_words(section: Option<Section>, findings: &mut Findings) -> VersionWords {
    let Some(section) = section else {
        return VersionWords { title: Vec::new(), note: Vec::new(), blocks: Vec::new() };
    };
    let mut note = Inlines::new();
    let mut rest = Vec::new();
    for piece in section.pieces {
        match piece.kind {
            PieceKind::Quote { kind, title, pieces } if kind == "note" => {
                note = title;
                for block in plain_blocks(pieces, findings) {
                    if let Block::Paragraph(words) = block {
                        note.extend(words);
                    }
                }
            }
            kind => rest.push(Piece { kind, place: piece.place }),
        }
    }
    VersionWords { title: section.title, note, blocks: plain_blocks(rest, findings) }
}

fn questions(section: Section, findings: &mut Findings) -> Vec<Inlines> {
    let mut questions = Vec::new();
    for piece in section.pieces {
        match piece.kind {
            PieceKind::Block(Block::List(items) | Block::Steps(items)) => questions.extend(items),
            _ => findings.add(
                Rule::Markdown,
                &piece.place,
                "the debrief is a list of questions",
                "begin each question with a hyphen",
            ),
        }
    }
    questions
}
