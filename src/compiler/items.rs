//! Items: `items.toml` to keys and words.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::diagnostic::{Findings, Place, Rule};
use super::fields::{Fields, Placed, check_khmer, read_file};
use super::markdown;
use super::once::Once;
use super::source::SourceTree;
use super::words::References;
use crate::model::law::Spoken;
use crate::model::{
    Inlines, Item, ItemId, ItemKind, ItemWords, KeyedOption, LessonId, Locale, OptionId, OptionWords, Range, Scale,
};

/// All items of the handbook.
#[derive(Debug, Default)]
pub struct Bank(pub BTreeMap<ItemId, BankItem>);

/// An item as written.
#[derive(Debug)]
pub struct BankItem {
    /// Where it stands.
    pub place: Place,
    /// The lesson that keeps it.
    pub lesson: LessonId,
    /// Its key.
    pub item: Item,
    story: Spoken<Placed>,
    ask: Spoken<Placed>,
    why: Spoken<Placed>,
    options: Vec<RawOption>,
}

/// An option, step, pair or spare as written.
#[derive(Debug)]
struct RawOption {
    id: Option<OptionId>,
    key: bool,
    text: Spoken<Placed>,
    right: Spoken<Placed>,
    why: Spoken<Placed>,
}

impl Bank {
    /// Reads the items that a lesson keeps.
    pub fn read(&mut self, tree: &SourceTree, lesson: LessonId, findings: &mut Findings) {
        let path = format!("lessons/{lesson}/items.toml");
        let items = read_file(tree, &path, findings, |fields, findings| {
            fields.tables("item", findings, |fields, findings| item(fields, lesson, findings))
        });
        for item in items.into_iter().flatten().flatten() {
            if let Some(first) = self.0.get(&item.item.id) {
                let message =
                    format!("`{}` stands here and in content/{}:{}", item.item.id, first.place.file, first.place.line);
                findings.add(
                    Rule::IdUnique,
                    &item.place,
                    message,
                    "an item belongs to one lesson; the other embeds it",
                );
                continue;
            }
            self.0.insert(item.item.id, item);
        }
    }
}

impl BankItem {
    /// The words in one language; what is missing in it is a finding.
    pub fn words(&self, locale: Locale, references: &mut References, findings: &mut Findings) -> ItemWords {
        let mut read = |spoken: &Spoken<Placed>| read_spoken(spoken, locale, references, findings);
        ItemWords {
            story: read(&self.story),
            ask: read(&self.ask),
            why: read(&self.why),
            options: self
                .options
                .iter()
                .map(|it| OptionWords { text: read(&it.text), right: read(&it.right), why: read(&it.why) })
                .collect(),
        }
    }
}

/// Words of a TOML text in one language.
pub fn read_spoken(
    spoken: &Spoken<Placed>,
    locale: Locale,
    references: &mut References,
    findings: &mut Findings,
) -> Inlines {
    if locale == Locale::Km {
        check_khmer(spoken, findings);
    }
    let placed = spoken.in_locale(locale);
    markdown::read_words(&placed.text, &placed.place, references, findings)
}

/// The kinds of items, as authors write them.
const KINDS: [&str; 6] = ["single", "multiple", "ordering", "matching", "vignette", "judgement"];

fn item(fields: &mut Fields<'_>, lesson: LessonId, findings: &mut Findings) -> Option<BankItem> {
    let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
    let kind = fields.word_needed("kind", &KINDS.map(|kind| (kind, kind)), findings);
    let objective = fields.parsed_needed("objective", Rule::IdGrammar, findings);
    let difficulty = fields.integer_within("difficulty", 1, 3, findings).unwrap_or(1);
    let anchor = fields.is("anchor", findings);
    let meaning = fields.integer_within("meaning", 1, 999, findings).unwrap_or(1);
    let ask = fields.spoken_needed("ask", findings);
    let why = fields.spoken_needed("why", findings);
    let story = if kind == Some("vignette") { fields.spoken_needed("story", findings) } else { Spoken::default() };
    let Some(kind) = kind else {
        // Which parts belong to it nobody knows; that has been said, and is not said again of each of them.
        ["option", "step", "pair", "spare", "scale", "range"].iter().for_each(|part| fields.pass_over(part));
        for words in ["story", "low", "high", "below", "above"] {
            fields.spoken(words, findings);
        }
        return None;
    };
    let (kind, options) = kind_of(kind, fields, findings);
    let item = Item {
        id: id?,
        objective: objective?,
        difficulty: u8::try_from(difficulty).unwrap_or(1),
        anchor,
        meaning: u16::try_from(meaning).unwrap_or(1),
        kind,
    };
    Some(BankItem { place: fields.place(), lesson, item, story, ask, why, options })
}

fn kind_of(kind: &str, fields: &mut Fields<'_>, findings: &mut Findings) -> (ItemKind, Vec<RawOption>) {
    match kind {
        "ordering" => {
            let steps = fields.tables("step", findings, |fields, findings| raw(fields, findings, "text"));
            check_count("step", steps.len(), 3..=7, &fields.place(), findings);
            check_unique(&steps, &fields.place(), findings);
            (ItemKind::Ordering(ids(&steps)), steps)
        }
        "matching" => matching(fields, findings),
        "judgement" => judgement(fields, findings),
        "multiple" => {
            let options = options(fields, 4..=6, findings);
            let keys = options.iter().filter(|it| it.key).count();
            if keys < 2 || keys == options.len() {
                let hint = "two or more, and at least one wrong option";
                findings.add(Rule::AnswerKey, &fields.place(), format!("{keys} keys"), hint);
            }
            (ItemKind::Multiple(keyed(&options)), options)
        }
        _ => {
            let options = options(fields, 3..=5, findings);
            let keys = options.iter().filter(|it| it.key).count();
            if keys != 1 {
                let hint = "exactly one option has `key = true`";
                findings.add(Rule::AnswerKey, &fields.place(), format!("{keys} keys"), hint);
            }
            let keyed = keyed(&options);
            (if kind == "vignette" { ItemKind::Vignette(keyed) } else { ItemKind::Single(keyed) }, options)
        }
    }
}

fn options(fields: &mut Fields<'_>, count: RangeInclusive<usize>, findings: &mut Findings) -> Vec<RawOption> {
    let options = fields.tables("option", findings, |fields, findings| {
        let mut raw = raw(fields, findings, "text");
        raw.key = fields.is("key", findings);
        raw
    });
    check_count("option", options.len(), count, &fields.place(), findings);
    check_unique(&options, &fields.place(), findings);
    options
}

fn matching(fields: &mut Fields<'_>, findings: &mut Findings) -> (ItemKind, Vec<RawOption>) {
    let pairs = fields.tables("pair", findings, |fields, findings| {
        let mut pair = raw(fields, findings, "left");
        pair.right = fields.spoken_needed("right", findings);
        pair
    });
    check_count("pair", pairs.len(), 3..=5, &fields.place(), findings);
    let spares = fields.tables("spare", findings, |fields, findings| RawOption {
        id: fields.parsed_needed("id", Rule::IdGrammar, findings),
        key: false,
        text: Spoken::default(),
        right: fields.spoken_needed("right", findings),
        why: fields.spoken_needed("why", findings),
    });
    let kind = ItemKind::Matching(ids(&pairs), ids(&spares));
    // A spare with the id of a pair would be graded as its right-hand entry.
    let options: Vec<RawOption> = pairs.into_iter().chain(spares).collect();
    check_unique(&options, &fields.place(), findings);
    (kind, options)
}

fn raw(fields: &mut Fields<'_>, findings: &mut Findings, text: &str) -> RawOption {
    let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
    let text = fields.spoken_needed(text, findings);
    let why = fields.spoken("why", findings);
    if why.en.text.trim().is_empty() {
        findings.add(
            Rule::Explained,
            &fields.place(),
            "this option has no explanation",
            "add `en.why = …`: why it is right or wrong",
        );
    }
    RawOption { id, key: false, text, right: Spoken::default(), why }
}

fn check_count(what: &str, count: usize, bounds: RangeInclusive<usize>, place: &Place, findings: &mut Findings) {
    if !bounds.contains(&count) {
        let message = format!("{count} × `[[item.{what}]]`");
        findings.add(Rule::AnswerKey, place, message, format!("write {} to {}", bounds.start(), bounds.end()));
    }
}

fn check_unique(options: &[RawOption], place: &Place, findings: &mut Findings) {
    let mut once = Once::within("in this item");
    options.iter().for_each(|it| once.see(it.id, place, findings));
}

fn keyed(options: &[RawOption]) -> Vec<KeyedOption> {
    options.iter().filter_map(|it| Some(KeyedOption { id: it.id?, key: it.key })).collect()
}

fn ids(options: &[RawOption]) -> Vec<OptionId> {
    options.iter().filter_map(|it| it.id).collect()
}

fn judgement(fields: &mut Fields<'_>, findings: &mut Findings) -> (ItemKind, Vec<RawOption>) {
    let whole = |fields: &mut Fields<'_>, key: &str, findings: &mut Findings| {
        let number = fields.integer_within(key, -100_000, 100_000, findings).unwrap_or_default();
        i32::try_from(number).unwrap_or_default()
    };
    let scale = fields.table("scale", findings, |fields, findings| Scale {
        min: whole(fields, "min", findings),
        max: whole(fields, "max", findings),
        step: whole(fields, "step", findings),
    });
    let range = fields.table("range", findings, |fields, findings| Range {
        low: whole(fields, "low", findings),
        high: whole(fields, "high", findings),
    });
    if scale.is_none() {
        fields.missing("scale", findings);
    }
    if range.is_none() {
        fields.missing("range", findings);
    }
    let scale = scale.unwrap_or(Scale { min: 0, max: 1, step: 1 });
    let range = range.unwrap_or(Range { low: 0, high: 0 });
    if !fits(scale, range) {
        let hint = "min < max, 0 < step, and the range begins and ends on places of the scale";
        findings.add(Rule::AnswerKey, &fields.place(), "scale and range do not fit together", hint);
    }
    let mut end = |label: &str, why: &str| RawOption {
        id: None,
        key: true,
        text: fields.spoken_needed(label, findings),
        right: Spoken::default(),
        why: fields.spoken_needed(why, findings),
    };
    let ends = vec![end("low", "below"), end("high", "above")];
    (ItemKind::Judgement(scale, range), ends)
}

/// Whether a range begins and ends on places of a scale, which are all that a learner can choose.
fn fits(scale: Scale, range: Range) -> bool {
    let is_place = |number: i32| (number - scale.min) % scale.step == 0;
    0 < scale.step
        && scale.min < scale.max
        && (scale.min..=scale.max).contains(&range.low)
        && (range.low..=scale.max).contains(&range.high)
        && is_place(range.low)
        && is_place(range.high)
}
