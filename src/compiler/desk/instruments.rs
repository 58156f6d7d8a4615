//! A file under `law/`: an instrument, its articles, its offences.

use super::{Desk, both, id, keep, mark, needed, optional, source_of};
use crate::compiler::diagnostic::{Findings, Rule};
use crate::compiler::fields::{Fields, Placed};
use crate::compiler::once::Once;
use crate::compiler::words::article_id;
use crate::model::law::{Article, Bounds, Combination, Grade, Instrument, Offence, OffenceElement, Spoken};
use crate::model::{ArticleId, EntryKind, Slug};

/// The grades, as authors write them.
const GRADES: [(&str, Grade); 4] = [
    ("felony", Grade::Felony),
    ("misdemeanour", Grade::Misdemeanour),
    ("petty", Grade::Petty),
    ("unstated", Grade::Unstated),
];

/// How prison and fine go together, as authors write it.
const COMBINATIONS: [(&str, Combination); 7] = [
    ("prison-only", Combination::PrisonOnly),
    ("fine-only", Combination::FineOnly),
    ("and", Combination::And),
    ("and-or", Combination::AndOr),
    ("or", Combination::Or),
    ("prison-confiscation", Combination::PrisonConfiscation),
    ("unstated", Combination::Unstated),
];

/// Reads a file under `law/`.
pub fn instrument(fields: &mut Fields<'_>, findings: &mut Findings, desk: &mut Desk) -> Option<Instrument> {
    let id: Option<crate::model::InstrumentId> = id(fields, findings);
    let name = id.map(|id| id.to_string()).unwrap_or_default();
    keep(desk, EntryKind::Article, &name, &fields.place(), findings);
    let number = optional(fields, "number", findings);
    let date = optional(fields, "date", findings);
    fields.date("date", findings);
    let mark = mark(fields, "mark", findings);
    let source = source_of(fields, findings);
    let title = needed(fields, "title", findings);
    let short = needed(fields, "short", findings);
    let status = needed(fields, "status", findings);
    let articles = fields.tables("article", findings, |fields, findings| article(fields, findings, &name, desk));
    let offences = fields.tables("offence", findings, |fields, findings| offence(fields, findings, &name, desk));
    Some(Instrument {
        id: id?,
        number,
        date,
        mark,
        source: source?,
        title,
        short,
        status,
        articles: articles.into_iter().flatten().collect(),
        offences: offences.into_iter().flatten().collect(),
    })
}

fn article(fields: &mut Fields<'_>, findings: &mut Findings, instrument: &str, desk: &mut Desk) -> Option<Article> {
    let number = fields.text_needed("number", findings).text;
    let id = article_id(instrument, &number);
    if let Some(id) = id {
        keep(desk, EntryKind::Article, id.as_str(), &fields.place(), findings);
    }
    let mark = mark(fields, "mark", findings);
    let source = source_of(fields, findings);
    let title = needed(fields, "title", findings);
    let text = needed(fields, "text", findings);
    let caution = fields.table("caution", findings, |fields, findings| {
        let en = fields.text_needed("en", findings);
        let km = fields.text("km", findings);
        both(Spoken { en, km }, findings)
    });
    let id: ArticleId = id?.as_str().parse().ok()?;
    Some(Article { id, number, mark, source: source?, title, text, caution })
}

fn offence(fields: &mut Fields<'_>, findings: &mut Findings, instrument: &str, desk: &mut Desk) -> Option<Offence> {
    let id: Option<crate::model::OffenceId> = id(fields, findings);
    keep(desk, EntryKind::Offence, &id.map(|id| id.to_string()).unwrap_or_default(), &fields.place(), findings);
    let article = article_of(fields, instrument, findings);
    let locator = optional(fields, "locator", findings);
    let class = fields.parsed("class", Rule::IdGrammar, findings);
    let grade = fields.word_needed("grade", &GRADES, findings).unwrap_or(Grade::Unstated);
    let mark = mark(fields, "mark", findings);
    let source = source_of(fields, findings);
    let prison_months = fields.table("prison_months", findings, bounds);
    let fine_riel = fields.table("fine_riel", findings, bounds);
    let combination = fields.word_needed("combination", &COMBINATIONS, findings).unwrap_or(Combination::AndOr);
    let title = needed(fields, "title", findings);
    let conduct = needed(fields, "conduct", findings);
    let note = needed(fields, "note", findings);
    let acts = fields.texts("acts", findings).into_iter().filter_map(|it| slug(&it, findings)).collect();
    let attempt = said(fields, "attempt", findings);
    let repeat = said(fields, "repeat", findings);
    let prescription = said(fields, "prescription", findings);
    let orders = said(fields, "orders", findings);
    let mut once = Once::within("in this offence");
    let elements = fields.tables("element", findings, |fields, findings| {
        let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
        once.see(id, &fields.place(), findings);
        let text = needed(fields, "text", findings);
        Some(OffenceElement { id: id?, text })
    });
    if elements.is_empty() {
        fields.missing("element", findings);
    }
    Some(Offence {
        id: id?,
        article,
        locator,
        class,
        grade,
        mark,
        source: source?,
        prison_months,
        fine_riel,
        combination,
        title,
        conduct,
        elements: elements.into_iter().flatten().collect(),
        acts,
        attempt,
        repeat,
        prescription,
        orders,
        note,
    })
}

/// The article that forbids an offence. Where a text was not seen its number may be left out.
fn article_of(fields: &mut Fields<'_>, instrument: &str, findings: &mut Findings) -> Option<ArticleId> {
    let number = fields.text("article", findings)?;
    let id = article_id(instrument, &number.text).and_then(|id| id.as_str().parse().ok());
    if id.is_none() {
        let message = format!("`{}` is no number of an article", number.text);
        findings.add(Rule::BadValue, &number.place, message, "write its number, or leave `article` and `locator` out");
    }
    id
}

/// Words that may be left out.
fn said(fields: &mut Fields<'_>, key: &str, findings: &mut Findings) -> Option<Spoken<String>> {
    let words = both(fields.spoken(key, findings), findings);
    (!words.en.is_empty()).then_some(words)
}

fn slug(words: &Placed, findings: &mut Findings) -> Option<Slug> {
    let slug = words.text.parse::<Slug>();
    if let Err(wrong) = &slug {
        findings.add(Rule::IdGrammar, &words.place, format!("`{}`: {wrong}", words.text), "name an act of acts.toml");
    }
    slug.ok()
}

/// The two ends of a penalty: neither may be negative, nor the least above the most.
fn bounds(fields: &mut Fields<'_>, findings: &mut Findings) -> Bounds {
    let place = fields.place();
    let mut end = |key| {
        let number = fields.integer(key, findings)?;
        if number < 0 {
            findings.add(
                Rule::BadValue,
                &place,
                format!("`{key} = {number}` is below zero"),
                "write a number of months or riel",
            );
        }
        u64::try_from(number).ok()
    };
    let bounds = Bounds { min: end("min"), max: end("max") };
    if let Bounds { min: Some(min), max: Some(max) } = bounds
        && max < min
    {
        findings.add(
            Rule::BadValue,
            &place,
            format!("the least, {min}, is above the most, {max}"),
            "put the two in order",
        );
    }
    bounds
}
