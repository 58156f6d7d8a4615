//! Nodes of a case: decisions, examinations, charge sheets, reasons and sentences, with their choices.

use super::diagnostic::{Findings, Rule};
use super::fields::Fields;
use super::guards::{guard, moves, sets, slug};
use super::once::Once;
use super::scenario::Known;
use crate::model::{
    Choice, ChoiceId, ChoiceKind, ClockId, Counts, Effect, Flag, Guard, Node, Passage, Slug, Target, Task, TermScale,
    Verdict,
};

/// Choices that a decision may offer.
pub const CHOICES_MAX: usize = 8;
/// Choices that a task may offer: questions, charges, paragraphs, or reasons and bands together.
pub const PARTS_MAX: usize = 14;

/// What stands in a trail where a set was confirmed.
const CONFIRM: &str = "done";

/// The tasks, as authors write them.
const TASKS: [(&str, Kind); 5] = [
    ("decision", Kind::Decision),
    ("examination", Kind::Examination),
    ("charging", Kind::Charging),
    ("reasons", Kind::Reasons),
    ("sentence", Kind::Sentence),
];

/// Which way a reason counts, as authors write it.
const COUNTS: [(&str, Counts); 3] = [("up", Counts::Up), ("down", Counts::Down), ("not", Counts::Not)];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Decision,
    Examination,
    Charging,
    Reasons,
    Sentence,
}

/// Reads a node.
pub fn node(fields: &mut Fields<'_>, known: &mut Known, findings: &mut Findings) -> Option<Node> {
    let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
    known.sections.see(id, &fields.place(), findings);
    let clocks = fields.table("clock", findings, |fields, findings| hours(fields, &known.clocks, findings));
    let passages = passages(fields, "passage", &known.flags, findings);
    let kind = fields.word("task", &TASKS, findings).unwrap_or(Kind::Decision);
    let to = if kind == Kind::Decision { None } else { target(fields, findings) };
    let task = task(kind, fields, findings);
    let effects = if kind == Kind::Decision { Vec::new() } else { effects(fields, &known.flags, findings) };
    let mut once = Once::within("in this decision");
    let choices = fields
        .tables("choice", findings, |fields, findings| choice(fields, kind, to, &mut once, &known.flags, findings));
    let mut choices: Vec<Choice> = choices.into_iter().flatten().collect();
    check_count(kind, choices.len(), fields, findings);
    if let (Kind::Charging | Kind::Reasons, Some(to), Ok(id)) = (kind, to, CONFIRM.parse::<Slug>()) {
        choices.push(confirm(id.into(), to));
    }
    if let Task::Sentence(scale) = task? {
        check_bands(&choices, scale.most, fields, findings);
    }
    Some(Node { id: id?, task: task?, clocks: clocks.unwrap_or_default(), passages, choices, effects })
}

fn passages(fields: &mut Fields<'_>, key: &str, flags: &[Flag], findings: &mut Findings) -> Vec<Passage> {
    let mut once = Once::within("in this decision");
    let passages = fields.tables(key, findings, |fields, findings| {
        let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
        once.see(id, &fields.place(), findings);
        let when = guard(fields, findings, flags);
        Some(Passage { id: id?, when })
    });
    passages.into_iter().flatten().collect()
}

fn task(kind: Kind, fields: &mut Fields<'_>, findings: &mut Findings) -> Option<Task> {
    Some(match kind {
        Kind::Decision => Task::Decision,
        Kind::Charging => Task::Charging,
        Kind::Reasons => Task::Reasons,
        Kind::Examination => {
            let asks = fields.integer_within("asks", 2, 12, findings)?;
            Task::Examination(u8::try_from(asks).ok()?)
        }
        Kind::Sentence => {
            let offence = fields.parsed_needed("offence", Rule::IdGrammar, findings);
            let most = fields.integer_within("most", 1, 600, findings)?;
            // The range of the law is filled in from the desk: see `check::case`.
            Task::Sentence(TermScale { offence: offence?, most: u16::try_from(most).ok()?, law: (None, None) })
        }
    })
}

fn check_count(kind: Kind, count: usize, fields: &Fields<'_>, findings: &mut Findings) {
    let max = if kind == Kind::Decision { CHOICES_MAX } else { PARTS_MAX };
    if count < 2 {
        findings.add(Rule::CaseEnds, &fields.place(), "a decision needs two choices or more", "add `[[node.choice]]`");
    }
    if max < count {
        let hint = format!("offer {max} at most, or part the decision in two");
        findings.add(Rule::CaseEnds, &fields.place(), format!("a decision with {count} choices"), hint);
    }
}

/// The bands of a scale leave no month out and share none.
fn check_bands(choices: &[Choice], most: u16, fields: &Fields<'_>, findings: &mut Findings) {
    let mut bands: Vec<(u16, u16)> = choices
        .iter()
        .filter_map(|it| match it.kind {
            ChoiceKind::Term(min, max) => Some((min, max)),
            _ => None,
        })
        .collect();
    bands.sort_unstable();
    let mut next = 0;
    let is_whole = bands.iter().all(|(min, max)| {
        let joins = *min == next && min <= max;
        next = max.saturating_add(1);
        joins
    });
    if !is_whole || next != most.saturating_add(1) {
        let hint = format!("let the bands go from 0 to {most} without gap or overlap");
        findings.add(Rule::CaseEnds, &fields.place(), "the bands of this scale do not join", hint);
    }
}

/// Hours or days used on each clock: the table `clock` of a node.
fn hours(fields: &mut Fields<'_>, known: &[ClockId], findings: &mut Findings) -> Vec<(ClockId, u16)> {
    let mut clocks = Vec::new();
    for key in fields.keys() {
        let hours = fields.integer_within(&key.text, 0, 10_000, findings).and_then(|hours| u16::try_from(hours).ok());
        let id: Option<ClockId> = slug(&key, findings);
        if id.is_some_and(|id| !known.contains(&id)) {
            let message = format!("no clock `{}`", key.text);
            findings.add(Rule::LinkResolves, &key.place, message, "add `[[clock]]` with that id, or mend the name");
        }
        clocks.extend(id.zip(hours));
    }
    clocks
}

fn target(fields: &mut Fields<'_>, findings: &mut Findings) -> Option<Target> {
    let to = fields.text_needed("to", findings);
    match to.text.as_str() {
        "" => None,
        "end" => Some(Target::End),
        _ => slug(&to, findings).map(Target::Node),
    }
}

fn choice(
    fields: &mut Fields<'_>,
    kind: Kind,
    to: Option<Target>,
    once: &mut Once,
    flags: &[Flag],
    findings: &mut Findings,
) -> Option<Choice> {
    let id: Option<ChoiceId> = fields.parsed_needed("id", Rule::IdGrammar, findings);
    once.see(id, &fields.place(), findings);
    if kind != Kind::Decision && id.is_some_and(|id| id.as_str() == CONFIRM) {
        let message = format!("the id `{CONFIRM}` is taken by the tool");
        findings.add(Rule::IdUnique, &fields.place(), message, "choose another");
    }
    let to = if kind == Kind::Decision { target(fields, findings) } else { to };
    let choice_kind = choice_kind(kind, fields, findings);
    let answers = if kind == Kind::Examination { passages(fields, "answer", flags, findings) } else { Vec::new() };
    let when = guard(fields, findings, flags);
    let mut all =
        vec![Effect { when: Guard::default(), sets: sets(fields, findings, flags), moves: moves(fields, findings) }];
    all.extend(effects(fields, flags, findings));
    // The verdict stands with the words; see `choices`.
    Some(Choice { id: id?, kind: choice_kind?, to: to?, when, verdict: Verdict::Even, effects: all, answers })
}

fn choice_kind(kind: Kind, fields: &mut Fields<'_>, findings: &mut Findings) -> Option<ChoiceKind> {
    Some(match kind {
        Kind::Decision => ChoiceKind::Decision,
        Kind::Examination => ChoiceKind::Question,
        Kind::Reasons => ChoiceKind::Paragraph,
        Kind::Charging => ChoiceKind::Charge(fields.parsed_needed("offence", Rule::IdGrammar, findings)?),
        Kind::Sentence if fields.has("months") => {
            let (min, max) = fields.table("months", findings, |fields, findings| {
                let mut end =
                    |name| fields.integer_within(name, 0, 600, findings).and_then(|it| u16::try_from(it).ok());
                Some((end("min")?, end("max")?))
            })??;
            ChoiceKind::Term(min, max)
        }
        Kind::Sentence => {
            if !fields.has("counts") {
                let hint = "a band has `months = { min, max }`, a reason `counts = \"up\"`, `\"down\"` or `\"not\"`";
                findings.add(Rule::MissingKey, &fields.place(), "neither a band nor a reason", hint);
            }
            ChoiceKind::Reason(fields.word("counts", &COUNTS, findings)?)
        }
    })
}

fn effects(fields: &mut Fields<'_>, flags: &[Flag], findings: &mut Findings) -> Vec<Effect> {
    fields.tables("effect", findings, |fields, findings| Effect {
        when: guard(fields, findings, flags),
        sets: sets(fields, findings, flags),
        moves: moves(fields, findings),
    })
}

fn confirm(id: ChoiceId, to: Target) -> Choice {
    Choice {
        id,
        kind: ChoiceKind::Confirm,
        to,
        when: Guard::default(),
        verdict: Verdict::Even,
        effects: Vec::new(),
        answers: Vec::new(),
    }
}
