//! The words of a decision: its situation, its question, its choices and what is said of each afterwards.

use super::blocks::plain_blocks;
use super::diagnostic::{Place, Rule};
use super::markdown::{Piece, PieceKind, Section};
use super::scenario_words::Teller;
use super::stretch::Voice;
use super::words;
use crate::model::{Block, Choice, ChoiceKind, ChoiceWords, Feedback, Inlines, Locale, Node, NodeWords, Slug, Verdict};

/// A choice as written.
struct RawChoice {
    id: String,
    text: Inlines,
    place: Place,
    pieces: Vec<Piece>,
}

/// Reads the section of a node.
pub fn node_words(section: Section, node: &mut Node, locale: Locale, teller: &mut Teller<'_>) -> NodeWords {
    let Section { id, title, place, pieces } = section;
    let mut situation: Vec<(Block, Place)> = Vec::new();
    let mut choices: Vec<RawChoice> = Vec::new();
    for Piece { kind, place } in pieces {
        match (kind, choices.last_mut()) {
            (PieceKind::Heading { id, words }, _) => {
                choices.push(RawChoice { id, text: words, place, pieces: Vec::new() })
            }
            (kind, Some(choice)) => choice.pieces.push(Piece { kind, place }),
            (PieceKind::Quote { kind, title, pieces }, None) if kind == "passage" => {
                let block = passage(words::plain(&title).trim(), pieces, node, &situation, &place, teller);
                situation.extend(block.map(|block| (block, place)));
            }
            (PieceKind::Block(block), None) => situation.push((block, place)),
            (_, None) => {
                let hint = "paragraphs, lists, tables and `[!passage]`";
                teller.findings.add(Rule::Markdown, &place, "this can't stand in a decision", hint);
            }
        }
    }
    let name = words::plain(&title);
    let ask = match take_question(&mut situation) {
        Some((ask, at)) => {
            teller.tell_run(format!("{id}/ask"), format!("the question of {name}"), Voice::Story, &at, &ask);
            ask
        }
        None => {
            let hint = "end its situation with a paragraph that is the question";
            teller.findings.add(Rule::MissingKey, &place, "this decision asks nothing", hint);
            Inlines::new()
        }
    };
    check_passages(node, &situation, &place, teller);
    let (blocks, places): (Vec<Block>, Vec<Place>) = situation.into_iter().unzip();
    teller.tell(id, name, Voice::Story, &place, &blocks, places);
    let choices = choice_words(choices, node, locale, &place, teller);
    NodeWords { title, blocks, ask, choices }
}

fn passage(
    id: &str,
    pieces: Vec<Piece>,
    node: &Node,
    before: &[(Block, Place)],
    place: &Place,
    teller: &mut Teller<'_>,
) -> Option<Block> {
    let Some(passage) = node.passages.iter().find(|it| it.id.as_str() == id) else {
        let message = format!("no passage `{id}` in this node");
        teller.findings.add(Rule::LinkResolves, place, message, "add `[[node.passage]]` with that id");
        return None;
    };
    if before.iter().any(|(block, _)| matches!(block, Block::Passage(it, _) if *it == passage.id)) {
        let message = format!("passage `{id}` stands twice in this node");
        teller.findings.add(Rule::IdUnique, place, message, "write both in one passage");
    }
    let (blocks, _) = plain_blocks(pieces, teller.findings);
    Some(Block::Passage(passage.id, blocks))
}

/// Every passage of the graph has its words.
fn check_passages(node: &Node, situation: &[(Block, Place)], place: &Place, teller: &mut Teller<'_>) {
    for passage in &node.passages {
        if !situation.iter().any(|(block, _)| matches!(block, Block::Passage(found, _) if *found == passage.id)) {
            let message = format!("no words for the passage `{}`", passage.id);
            teller.findings.add(Rule::LocaleParity, place, message, "write `> [!passage] id` in this section");
        }
    }
}

/// The question is the last paragraph that is not a passage.
fn take_question(situation: &mut Vec<(Block, Place)>) -> Option<(Inlines, Place)> {
    let index = situation.iter().rposition(|(block, _)| matches!(block, Block::Paragraph(_)))?;
    match situation.remove(index) {
        (Block::Paragraph(words), place) => Some((words, place)),
        _ => None,
    }
}

fn choice_words(
    mut written: Vec<RawChoice>,
    node: &mut Node,
    locale: Locale,
    place: &Place,
    teller: &mut Teller<'_>,
) -> Vec<ChoiceWords> {
    let node_id = node.id;
    let mut choices = Vec::new();
    for choice in &mut node.choices {
        if choice.kind == ChoiceKind::Confirm {
            choices.push(ChoiceWords { text: Inlines::new(), answers: Vec::new(), feedback: silence() });
            continue;
        }
        let wanted = format!("{node_id}-{}", choice.id);
        let Some(index) = written.iter().position(|it| it.id == wanted) else {
            let message = format!("no words for the choice `{}`", choice.id);
            teller.findings.add(Rule::LocaleParity, place, message, format!("write `### Words {{#{wanted}}}`"));
            continue;
        };
        let RawChoice { id, text, place: at, mut pieces } = written.remove(index);
        let answers = answers(&id, choice, &mut pieces, &at, teller);
        teller.tell_run(format!("{id}/text"), format!("the choice `{id}`"), Voice::Story, &at, &text);
        let (verdict, feedback) = feedback(&id, pieces, &at, teller);
        match (locale, verdict) {
            (_, None) => {
                let hint = "begin with `> [!better]`, `> [!even]` or `> [!worse]`";
                teller.findings.add(Rule::Explained, &at, "this choice has no verdict", hint);
            }
            (Locale::En, Some(verdict)) => choice.verdict = verdict,
            (Locale::Km, Some(verdict)) if verdict != choice.verdict => {
                let hint = format!("write `[!{}]`", choice.verdict.as_str());
                teller.findings.add(Rule::LocaleParity, &at, "the verdict differs from the original", hint);
            }
            _ => {}
        }
        choices.push(ChoiceWords { text, answers, feedback });
    }
    for RawChoice { id, place, .. } in written {
        let message = format!("`{id}` is no choice of this node, or stands here twice");
        teller.findings.add(Rule::LinkResolves, &place, message, "choices are `### Words {#node-choice}`");
    }
    choices
}

fn silence() -> Feedback {
    Feedback { why: Vec::new(), ground: Vec::new(), weight: Vec::new(), nullity: Vec::new() }
}

/// What a witness answers, taken from under a question: those with an id in the order of the graph, then the one
/// without.
fn answers(
    id: &str,
    choice: &Choice,
    pieces: &mut Vec<Piece>,
    place: &Place,
    teller: &mut Teller<'_>,
) -> Vec<Vec<Block>> {
    if choice.kind != ChoiceKind::Question {
        return Vec::new();
    }
    let mut written: Vec<(String, Vec<Block>)> = Vec::new();
    let mut rest = Vec::new();
    for Piece { kind, place } in std::mem::take(pieces) {
        match kind {
            PieceKind::Quote { kind, title, pieces } if kind == "answer" => {
                let (mut blocks, mut places) = plain_blocks(pieces, teller.findings);
                let mut name = words::plain(&title).trim().to_owned();
                // Words on the first line are the answer itself, unless they could be an id.
                if !name.is_empty() && name.parse::<Slug>().is_err() {
                    blocks.insert(0, Block::Paragraph(title));
                    places.insert(0, place.clone());
                    name.clear();
                }
                let key = format!("{id}/answer-{name}");
                teller.tell(key, format!("an answer to `{id}`"), Voice::Aside, &place, &blocks, places);
                written.push((name, blocks));
            }
            kind => rest.push(Piece { kind, place }),
        }
    }
    *pieces = rest;
    let wanted = choice.answers.iter().map(|it| it.id.to_string()).chain([String::new()]);
    let mut answers = Vec::new();
    for name in wanted {
        match written.iter().position(|(it, _)| *it == name) {
            Some(index) => answers.push(written.remove(index).1),
            None => {
                let message = format!("the question `{id}` lacks the answer `{name}`");
                let hint = "write `> [!answer]`, and `> [!answer] id` for each `[[node.choice.answer]]`";
                teller.findings.add(Rule::LocaleParity, place, message, hint);
            }
        }
    }
    for (name, _) in written {
        let message = format!("`[!answer] {name}` is nothing in scenario.toml, or stands here twice");
        teller.findings.add(Rule::LinkResolves, place, message, "add `[[node.choice.answer]]` with that id");
    }
    answers
}

/// What is said of a choice afterwards; its parts each stand once, so that none is lost behind another.
fn feedback(id: &str, pieces: Vec<Piece>, place: &Place, teller: &mut Teller<'_>) -> (Option<Verdict>, Feedback) {
    let mut verdict = None;
    let mut feedback = silence();
    let mut told: Vec<&str> = Vec::new();
    for Piece { kind, place } in pieces {
        let PieceKind::Quote { kind, title, pieces } = kind else {
            let hint = "`[!better]`, `[!even]`, `[!worse]`, `[!ground]`, `[!weight]`, `[!nullity]`";
            teller.findings.add(Rule::Markdown, &place, "only quotes may stand under a choice", hint);
            continue;
        };
        let found = [Verdict::Better, Verdict::Even, Verdict::Worse].into_iter().find(|it| it.as_str() == kind);
        let (part, slot) = match kind.as_str() {
            _ if found.is_some() => ("verdict", &mut feedback.why),
            "ground" => ("ground", &mut feedback.ground),
            "weight" => ("weight", &mut feedback.weight),
            "nullity" => ("nullity", &mut feedback.nullity),
            other => {
                let message = format!("`[!{other}]` means nothing under a choice");
                teller.findings.add(Rule::Markdown, &place, message, "better, even, worse, ground, weight or nullity");
                continue;
            }
        };
        if told.contains(&part) {
            teller.findings.add(
                Rule::Markdown,
                &place,
                format!("a second {part} under one choice"),
                "write both in one quote",
            );
            continue;
        }
        told.push(part);
        verdict = verdict.or(found);
        let (mut blocks, mut places) = plain_blocks(pieces, teller.findings);
        if !title.is_empty() {
            blocks.insert(0, Block::Paragraph(title));
            places.insert(0, place.clone());
        }
        teller.tell(format!("{id}/{part}"), format!("the {part} of `{id}`"), Voice::Aside, &place, &blocks, places);
        *slot = blocks;
    }
    if feedback.ground.is_empty() {
        let hint = "add `> [!ground]`: the law, the technique or the source";
        teller.findings.add(Rule::Explained, place, "this choice has no ground", hint);
    }
    (verdict, feedback)
}
