//! Flags and guards of a case: what later decisions can depend on, and the tables `when`, `sets` and `moves`.

use super::diagnostic::{Findings, Rule};
use super::fields::{Fields, Placed};
use crate::model::{ChoiceId, Dimension, Flag, FlagId, Guard, Moves, NodeId, SlugError, Span, ValueId};

/// Reads `[flags]`.
pub fn flags(fields: &mut Fields<'_>, findings: &mut Findings) -> Vec<Flag> {
    let flags = fields.table("flags", findings, |fields, findings| {
        let mut flags = Vec::new();
        for key in fields.keys() {
            let values: Vec<ValueId> =
                fields.texts(&key.text, findings).iter().filter_map(|it| slug(it, findings)).collect();
            if values.is_empty() {
                findings.add(
                    Rule::BadValue,
                    &key.place,
                    "a flag needs values",
                    "write `flag = [\"first\", \"second\"]`",
                );
                continue;
            }
            flags.extend(slug(&key, findings).map(|id| Flag { id, values }));
        }
        flags
    });
    flags.unwrap_or_default()
}

/// Reads an id; what is wrong with it is a finding.
pub fn slug<T: std::str::FromStr<Err = SlugError>>(text: &Placed, findings: &mut Findings) -> Option<T> {
    text.text
        .parse()
        .map_err(|error| {
            findings.add(
                Rule::IdGrammar,
                &text.place,
                format!("`{}`: {error}", text.text),
                "write lower-case words joined by hyphens",
            )
        })
        .ok()
}

/// Reads `sets`: new values of flags.
pub fn sets(fields: &mut Fields<'_>, findings: &mut Findings, flags: &[Flag]) -> Vec<(FlagId, ValueId)> {
    let sets = fields.table("sets", findings, |fields, findings| {
        let keys = fields.keys();
        keys.iter()
            .filter_map(|key| {
                let value = fields.text(&key.text, findings)?;
                let flag = flag_of(key, flags, findings)?;
                Some((flag.id, value_of(&value, flag, findings)?))
            })
            .collect()
    });
    sets.unwrap_or_default()
}

fn flag_of<'f>(key: &Placed, flags: &'f [Flag], findings: &mut Findings) -> Option<&'f Flag> {
    let flag = flags.iter().find(|flag| flag.id.as_str() == key.text);
    if flag.is_none() {
        findings.add(
            Rule::FlagUsed,
            &key.place,
            format!("no flag `{}`", key.text),
            "add it to `[flags]` with its values",
        );
    }
    flag
}

fn value_of(value: &Placed, flag: &Flag, findings: &mut Findings) -> Option<ValueId> {
    let found = flag.values.iter().copied().find(|it| it.as_str() == value.text);
    if found.is_none() {
        let known: Vec<&str> = flag.values.iter().map(ValueId::as_str).collect();
        let message = format!("flag `{}` has no value `{}`", flag.id, value.text);
        findings.add(Rule::FlagUsed, &value.place, message, format!("its values are {}", known.join(", ")));
    }
    found
}

/// Reads `moves`: movement on the six dimensions.
pub fn moves(fields: &mut Fields<'_>, findings: &mut Findings) -> Moves {
    let moves = fields.table("moves", findings, |fields, findings| {
        let mut moves = Moves::default();
        for dimension in Dimension::ALL {
            if !fields.has(dimension.as_str()) {
                continue;
            }
            let by = fields.integer_within(dimension.as_str(), -9, 9, findings);
            if let (Some(slot), Some(by)) = (moves.get_mut(dimension.place()), by.and_then(|by| i8::try_from(by).ok()))
            {
                *slot = by;
            }
        }
        moves
    });
    moves.unwrap_or_default()
}

/// Reads the guard `when`: a table, or a list of tables of which one must hold. Without one it always holds.
pub fn guard(fields: &mut Fields<'_>, findings: &mut Findings, flags: &[Flag]) -> Guard {
    if fields.has_table("when") || !fields.has("when") {
        let guard = fields.table("when", findings, |fields, findings| conditions(fields, findings, flags));
        return guard.unwrap_or_default();
    }
    let place = fields.place();
    let mut all = fields.tables("when", findings, |fields, findings| conditions(fields, findings, flags)).into_iter();
    let Some(mut guard) = all.next() else {
        findings.add(Rule::BadValue, &place, "`when` lists no condition", "write a table, or leave `when` out");
        return Guard::default();
    };
    guard.or = all.collect();
    if guard.alternatives().any(Guard::is_empty) {
        let hint = "say what each asks for, or leave `when` out";
        findings.add(Rule::BadValue, &place, "one alternative of `when` asks for nothing", hint);
    }
    guard
}

fn conditions(fields: &mut Fields<'_>, findings: &mut Findings, flags: &[Flag]) -> Guard {
    let mut guard = Guard::default();
    for key in fields.keys() {
        let dimension = Dimension::ALL.into_iter().find(|it| it.as_str() == key.text);
        // A flag may bear the name of a dimension, as `time` does: a table means the dimension, a text or a
        // list the flag.
        let dimension = dimension.filter(|_| fields.has_table(&key.text) || !is_flag(&key.text, flags));
        if let "took" | "untook" = key.text.as_str() {
            let choices = fields.texts(&key.text, findings).iter().filter_map(|it| took(it, findings)).collect();
            let slot = if key.text == "took" { &mut guard.took } else { &mut guard.untook };
            *slot = choices;
        } else if key.text == "of" {
            let of = fields.integer_within("of", 1, 12, findings).and_then(|it| u8::try_from(it).ok());
            guard.of = of.unwrap_or_default();
        } else if let Some(dimension) = dimension {
            let span = fields.table(&key.text, findings, |fields, findings| {
                let mut end = |name| fields.integer(name, findings).and_then(|it| i16::try_from(it).ok());
                Span { min: end("min"), max: end("max") }
            });
            guard.spans.extend(span.map(|span| (dimension, span)));
        } else if let Some(flag) = flag_of(&key, flags, findings) {
            let values = fields.texts(&key.text, findings);
            let values = values.iter().filter_map(|it| value_of(it, flag, findings)).collect();
            guard.flags.push((flag.id, values));
        } else {
            fields.pass_over(&key.text);
        }
    }
    if guard.took.len() < usize::from(guard.of) {
        let message = format!("`of = {}` of {} choices in `took`", guard.of, guard.took.len());
        findings.add(Rule::BadValue, &fields.place(), message, "ask for as many as are listed, or fewer");
    }
    guard
}

fn is_flag(name: &str, flags: &[Flag]) -> bool {
    flags.iter().any(|flag| flag.id.as_str() == name)
}

fn took(text: &Placed, findings: &mut Findings) -> Option<(NodeId, ChoiceId)> {
    let parts = text.text.split_once('.').and_then(|(node, choice)| Some((node.parse().ok()?, choice.parse().ok()?)));
    if parts.is_none() {
        findings.add(Rule::IdGrammar, &text.place, format!("`{}` is no choice", text.text), "write `node.choice`");
    }
    parts
}
