//! The law, the species and the directories: TOML to the typed desk.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::diagnostic::{Findings, Place, Rule};
use super::fields::{Fields, Placed, read_file};
use super::source::SourceTree;
use super::words::{self, References, article_id, article_number};
use super::{markdown, script};
use crate::model::law::{
    Article, Bounds, Combination, Grade, Instrument, Offence, Organisation, Source, SourceFact, Species, SpeciesClass,
    Spoken, Term,
};
use crate::model::{ArticleId, EntryId, EntryKind, EntryRef, Inlines, Mark, SourceId};

/// Everything that a page can refer to outside lessons and cases.
#[derive(Debug, Default)]
pub struct Desk {
    /// Instruments with their articles and offences.
    pub instruments: Vec<Instrument>,
    /// Legal classes of species.
    pub classes: Vec<SpeciesClass>,
    /// Species.
    pub species: Vec<Species>,
    /// Glossary terms.
    pub terms: Vec<Term>,
    /// Organisations.
    pub organisations: Vec<Organisation>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Where each entry stands.
    pub places: BTreeMap<EntryRef, Place>,
}

impl Desk {
    /// An instrument by id.
    pub fn instrument(&self, id: &str) -> Option<&Instrument> {
        self.instruments.iter().find(|it| it.id.as_str() == id)
    }

    /// The article that a locator of an instrument names.
    pub fn article(&self, instrument: &Instrument, locator: &str) -> Option<&Article> {
        let number = article_number(locator);
        self.instruments.iter().find(|it| it.id == instrument.id)?.articles.iter().find(|it| it.number == number)
    }

    /// A source by id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|it| it.id.as_str() == id)
    }

    /// Whether there is such an entry.
    pub fn has(&self, entry: &EntryRef) -> bool {
        self.places.contains_key(entry)
    }
}

/// Reads the desk.
pub fn read(tree: &SourceTree, findings: &mut Findings) -> Desk {
    let mut desk = Desk::default();
    let paths: Vec<String> =
        tree.under("law/").filter(|file| file.path.ends_with(".toml")).map(|file| file.path.clone()).collect();
    for path in paths {
        let instrument = read_file(tree, &path, findings, |fields, findings| instrument(fields, findings, &mut desk));
        desk.instruments.extend(instrument.flatten());
    }
    read_file(tree, "sources.toml", findings, |fields, findings| {
        let sources = fields.tables("source", findings, |fields, findings| source(fields, findings, &mut desk));
        desk.sources.extend(sources.into_iter().flatten());
    });
    read_file(tree, "species.toml", findings, |fields, findings| {
        let classes = fields.tables("class", findings, class);
        desk.classes.extend(classes.into_iter().flatten());
        let species = fields.tables("species", findings, |fields, findings| species(fields, findings, &mut desk));
        desk.species.extend(species.into_iter().flatten());
    });
    read_file(tree, "glossary.toml", findings, |fields, findings| {
        let terms = fields.tables("term", findings, |fields, findings| term(fields, findings, &mut desk));
        desk.terms.extend(terms.into_iter().flatten());
    });
    read_file(tree, "organisations.toml", findings, |fields, findings| {
        let all = fields.tables("organisation", findings, |fields, findings| organisation(fields, findings, &mut desk));
        desk.organisations.extend(all.into_iter().flatten());
    });
    check_sources(&desk, findings);
    desk
}

/// Sources, classes and articles that entries name must be there.
fn check_sources(desk: &Desk, findings: &mut Findings) {
    let check = |source: &SourceId, place: Option<&Place>, findings: &mut Findings| {
        if desk.source(source.as_str()).is_none() {
            let place = place.cloned().unwrap_or_default();
            findings.add(Rule::CitationResolves, &place, format!("no source `{source}`"), "list it in sources.toml");
        }
    };
    for instrument in &desk.instruments {
        let entry = |kind, id: &str| id.parse::<EntryId>().ok().and_then(|id| desk.places.get(&EntryRef { kind, id }));
        check(&instrument.source, entry(EntryKind::Article, instrument.id.as_str()), findings);
        for article in &instrument.articles {
            check(&article.source, entry(EntryKind::Article, article.id.as_str()), findings);
        }
        for offence in &instrument.offences {
            let place = entry(EntryKind::Offence, offence.id.as_str());
            check(&offence.source, place, findings);
            if !instrument.articles.iter().any(|it| it.id == offence.article) {
                let place = place.cloned().unwrap_or_default();
                findings.add(
                    Rule::LinkResolves,
                    &place,
                    format!("no article `{}`", offence.article),
                    "add `[[article]]` with that number to this file",
                );
            }
        }
    }
    for species in &desk.species {
        let place =
            species.id.as_str().parse().ok().and_then(|id| desk.places.get(&EntryRef { kind: EntryKind::Species, id }));
        check(&species.source, place, findings);
        let known = species.class.is_none_or(|(class, _)| desk.classes.iter().any(|it| it.id == class));
        if !known {
            let place = place.cloned().unwrap_or_default();
            findings.add(Rule::LinkResolves, &place, "no such class", "classes stand in `[[class]]` of species.toml");
        }
    }
    for organisation in &desk.organisations {
        let id = organisation.id.as_str().parse().ok();
        let place = id.and_then(|id| desk.places.get(&EntryRef { kind: EntryKind::Organisation, id }));
        check(&organisation.source, place, findings);
    }
}

/// Remembers where an entry stands; the same id twice is a finding.
fn keep(desk: &mut Desk, kind: EntryKind, id: &str, place: &Place, findings: &mut Findings) {
    let Ok(id) = id.parse::<EntryId>() else { return };
    if let Some(first) = desk.places.insert(EntryRef { kind, id }, place.clone()) {
        let message = format!("`{id}` stands here and in content/{}:{}", first.file, first.line);
        findings.add(Rule::IdUnique, place, message, "give one of them another id");
    }
}

/// Words in both languages, checked for their script.
fn words(spoken: Spoken<Placed>, findings: &mut Findings) -> Spoken<String> {
    if let Some(km) = &spoken.km {
        script::check(&km.text, &km.place, findings);
    }
    Spoken { en: spoken.en.text, km: spoken.km.map(|km| km.text) }
}

fn needed(fields: &mut Fields<'_>, key: &str, findings: &mut Findings) -> Spoken<String> {
    let spoken = fields.spoken_needed(key, findings);
    words(spoken, findings)
}

fn mark(fields: &mut Fields<'_>, key: &str, findings: &mut Findings) -> Mark {
    fields.parsed_needed(key, Rule::BadValue, findings).unwrap_or(Mark::Unverified)
}

fn id<T: FromStr>(fields: &mut Fields<'_>, findings: &mut Findings) -> Option<T>
where
    T::Err: std::fmt::Display,
{
    fields.parsed_needed("id", Rule::IdGrammar, findings)
}

fn source_of(fields: &mut Fields<'_>, findings: &mut Findings) -> Option<SourceId> {
    fields.parsed_needed("source", Rule::IdGrammar, findings)
}

fn optional(fields: &mut Fields<'_>, key: &str, findings: &mut Findings) -> String {
    fields.text(key, findings).unwrap_or_default().text
}

fn instrument(fields: &mut Fields<'_>, findings: &mut Findings, desk: &mut Desk) -> Option<Instrument> {
    let id: Option<crate::model::InstrumentId> = id(fields, findings);
    let name = id.map(|id| id.to_string()).unwrap_or_default();
    keep(desk, EntryKind::Article, &name, &fields.place(), findings);
    let number = optional(fields, "number", findings);
    let date = optional(fields, "date", findings);
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
        let en = fields.text_needed("en", findings).text;
        let km = fields.text("km", findings).map(|km| km.text);
        Spoken { en, km }
    });
    let id: ArticleId = id?.as_str().parse().ok()?;
    Some(Article { id, number, mark, source: source?, title, text, caution })
}

fn offence(fields: &mut Fields<'_>, findings: &mut Findings, instrument: &str, desk: &mut Desk) -> Option<Offence> {
    let id: Option<crate::model::OffenceId> = id(fields, findings);
    keep(desk, EntryKind::Offence, &id.map(|id| id.to_string()).unwrap_or_default(), &fields.place(), findings);
    let article = fields.text_needed("article", findings).text;
    let locator = fields.text_needed("locator", findings).text;
    let class = fields.parsed("class", Rule::IdGrammar, findings);
    let grade = fields.text_needed("grade", findings);
    let mark = mark(fields, "mark", findings);
    let source = source_of(fields, findings);
    let prison_months = fields.table("prison_months", findings, bounds);
    let fine_riel = fields.table("fine_riel", findings, bounds);
    let combination = fields.text_needed("combination", findings);
    let title = needed(fields, "title", findings);
    let conduct = needed(fields, "conduct", findings);
    let note = needed(fields, "note", findings);
    let elements = fields.tables("element", findings, |fields, findings| {
        fields.text_needed("id", findings);
        needed(fields, "text", findings)
    });
    if elements.is_empty() {
        fields.missing("element", findings);
    }
    Some(Offence {
        id: id?,
        article: article_id(instrument, &article)?.as_str().parse().ok()?,
        locator,
        class,
        grade: grade_of(&grade, findings),
        mark,
        source: source?,
        prison_months,
        fine_riel,
        combination: combination_of(&combination, findings),
        title,
        conduct,
        elements,
        note,
    })
}

fn bounds(fields: &mut Fields<'_>, findings: &mut Findings) -> Bounds {
    let mut end = |key| fields.integer(key, findings).and_then(|number| u64::try_from(number).ok());
    Bounds { min: end("min"), max: end("max") }
}

fn grade_of(grade: &Placed, findings: &mut Findings) -> Grade {
    match grade.text.as_str() {
        "felony" => Grade::Felony,
        "misdemeanour" => Grade::Misdemeanour,
        "petty" => Grade::Petty,
        "unstated" => Grade::Unstated,
        other => {
            findings.add(
                Rule::BadValue,
                &grade.place,
                format!("`{other}` is no grade"),
                "felony, misdemeanour, petty or unstated",
            );
            Grade::Unstated
        }
    }
}

fn combination_of(text: &Placed, findings: &mut Findings) -> Combination {
    match text.text.as_str() {
        "prison-only" => Combination::PrisonOnly,
        "fine-only" => Combination::FineOnly,
        "and" => Combination::And,
        "and-or" => Combination::AndOr,
        "or" => Combination::Or,
        other => {
            let hint = "prison-only, fine-only, and, and-or or or";
            findings.add(Rule::BadValue, &text.place, format!("`{other}` is no combination"), hint);
            Combination::AndOr
        }
    }
}

fn source(fields: &mut Fields<'_>, findings: &mut Findings, desk: &mut Desk) -> Option<Source> {
    let id: Option<SourceId> = id(fields, findings);
    keep(desk, EntryKind::Source, &id.map(|id| id.to_string()).unwrap_or_default(), &fields.place(), findings);
    let title = fields.text_needed("title", findings).text;
    let by = optional(fields, "by", findings);
    let year = fields.text_or_integer("year", findings);
    let url = optional(fields, "url", findings);
    let mark = mark(fields, "mark", findings);
    let facts = fields.tables("fact", findings, |fields, findings| SourceFact {
        text: fields.text_needed("text", findings).text,
        mark: fields.parsed("mark", Rule::BadValue, findings),
    });
    Some(Source { id: id?, title, by, year, url, mark, facts })
}

fn class(fields: &mut Fields<'_>, findings: &mut Findings) -> Option<SpeciesClass> {
    let id = id(fields, findings);
    let name = needed(fields, "name", findings);
    let text = needed(fields, "text", findings);
    Some(SpeciesClass { id: id?, name, text })
}

fn species(fields: &mut Fields<'_>, findings: &mut Findings, desk: &mut Desk) -> Option<Species> {
    let id: Option<crate::model::SpeciesId> = id(fields, findings);
    keep(desk, EntryKind::Species, &id.map(|id| id.to_string()).unwrap_or_default(), &fields.place(), findings);
    let scientific = fields.text_needed("scientific", findings).text;
    let name = needed(fields, "name", findings);
    let class = fields.parsed("class", Rule::IdGrammar, findings);
    let class_mark = fields.parsed("class_mark", Rule::BadValue, findings).unwrap_or(Mark::Unverified);
    let cites = fields.text("cites", findings);
    let cites_mark = fields.parsed("cites_mark", Rule::BadValue, findings).unwrap_or(Mark::Unverified);
    let iucn = fields.text("iucn", findings);
    let iucn_mark = fields.parsed("iucn_mark", Rule::BadValue, findings).unwrap_or(Mark::Unverified);
    let source = source_of(fields, findings);
    let why = fields.spoken("why", findings);
    let why = (!why.en.text.is_empty())
        .then(|| Spoken { en: why_words(&why.en, findings), km: why.km.as_ref().map(|km| why_words(km, findings)) });
    Some(Species {
        id: id?,
        scientific,
        name,
        class: class.map(|class| (class, class_mark)),
        cites: cites.map(|it| (it.text, cites_mark)),
        iucn: iucn.map(|it| (it.text, iucn_mark)),
        source: source?,
        why,
    })
}

/// Words of an entry: emphasis is kept, citations are not numbered there and fall away.
fn why_words(words: &Placed, findings: &mut Findings) -> Inlines {
    let mut references = References::default();
    let mut inlines = markdown::read_words(&words.text, &words.place, &mut references, findings);
    inlines.retain(|inline| !matches!(inline, crate::model::Inline::Cite(_)));
    inlines
}

fn term(fields: &mut Fields<'_>, findings: &mut Findings, desk: &mut Desk) -> Option<Term> {
    let id: Option<crate::model::TermId> = id(fields, findings);
    keep(desk, EntryKind::Term, &id.map(|id| id.to_string()).unwrap_or_default(), &fields.place(), findings);
    let mark = mark(fields, "mark", findings);
    let term = needed(fields, "term", findings);
    let text = needed(fields, "text", findings);
    Some(Term { id: id?, mark, term, text })
}

fn organisation(fields: &mut Fields<'_>, findings: &mut Findings, desk: &mut Desk) -> Option<Organisation> {
    let id: Option<crate::model::OrganisationId> = id(fields, findings);
    keep(desk, EntryKind::Organisation, &id.map(|id| id.to_string()).unwrap_or_default(), &fields.place(), findings);
    let mark = mark(fields, "mark", findings);
    let source = source_of(fields, findings);
    let name = needed(fields, "name", findings);
    let can = needed(fields, "can", findings);
    let channel = needed(fields, "channel", findings);
    Some(Organisation { id: id?, mark, source: source?, name, can, channel })
}

/// The words that a reader of a citation sees, for tests of numbers: facts of a source or text of an article.
pub fn quotable(desk: &Desk, cite: &words::Cite) -> Option<Vec<(String, Mark)>> {
    if let Some(instrument) = desk.instrument(&cite.id) {
        let article = desk.article(instrument, &cite.locator)?;
        let mut texts = vec![(format!("{} {}", article.text.en, article.title.en), article.mark)];
        let of_article = instrument.offences.iter().filter(|offence| offence.article == article.id);
        texts.extend(of_article.map(|offence| (penalty_figures(offence), offence.mark)));
        return Some(texts);
    }
    let source = desk.source(&cite.id)?;
    let mut texts: Vec<(String, Mark)> =
        source.facts.iter().map(|fact| (fact.text.clone(), fact.mark.unwrap_or(source.mark))).collect();
    texts.push((format!("{} {}", source.title, source.year), source.mark));
    Some(texts)
}

fn penalty_figures(offence: &Offence) -> String {
    let ends = |bounds: &Option<Bounds>| bounds.iter().flat_map(|it| [it.min, it.max]).flatten().collect::<Vec<_>>();
    let mut text = offence.conduct.en.clone();
    for months in ends(&offence.prison_months) {
        text.push_str(&format!(" {months} months {} years", months / 12));
    }
    for riel in ends(&offence.fine_riel) {
        text.push_str(&format!(" {riel} riel {} million", riel / 1_000_000));
    }
    text
}
