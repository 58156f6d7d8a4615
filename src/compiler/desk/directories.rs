//! Sources, species, terms and organisations.

use super::{Desk, id, keep, mark, needed, optional, source_of};
use crate::compiler::diagnostic::{Findings, Rule};
use crate::compiler::fields::{Fields, Placed, check_khmer};
use crate::compiler::once::Once;
use crate::compiler::words::{Destination, References, parse_destination};
use crate::compiler::{markdown, script};
use crate::model::law::{Act, OpenQuestion, Organisation, Source, SourceFact, Species, SpeciesClass, Spoken, Term};
use crate::model::{EntryKind, EntryRef, Inline, Inlines, Mark, OrganisationId, Slug, SourceId, SpeciesId, TermId};

/// Reads `[[source]]`.
pub fn source(fields: &mut Fields<'_>, findings: &mut Findings, desk: &mut Desk) -> Option<Source> {
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

/// Reads `[[class]]`.
pub fn class(fields: &mut Fields<'_>, once: &mut Once, findings: &mut Findings) -> Option<SpeciesClass> {
    let id: Option<Slug> = id(fields, findings);
    once.see(id, &fields.place(), findings);
    let name = needed(fields, "name", findings);
    let text = needed(fields, "text", findings);
    Some(SpeciesClass { id: id?, name, text })
}

/// Reads `[[species]]`.
pub fn species(fields: &mut Fields<'_>, findings: &mut Findings, desk: &mut Desk) -> Option<Species> {
    let id: Option<SpeciesId> = id(fields, findings);
    keep(desk, EntryKind::Species, &id.map(|id| id.to_string()).unwrap_or_default(), &fields.place(), findings);
    let scientific = fields.text_needed("scientific", findings).text;
    let name = fields.spoken_needed("name", findings);
    // Where the research has no Khmer name the scientific name stands, so none is asked for.
    if let Some(km) = &name.km {
        script::check(&km.text, &km.place, findings);
    }
    let name = Spoken { en: name.en.text, km: name.km.map(|km| km.text) };
    let class = fields.parsed("class", Rule::IdGrammar, findings);
    let class_mark = fields.parsed("class_mark", Rule::BadValue, findings).unwrap_or(Mark::Unverified);
    let cites = fields.text("cites", findings);
    let cites_mark = fields.parsed("cites_mark", Rule::BadValue, findings).unwrap_or(Mark::Unverified);
    let iucn = fields.text("iucn", findings);
    let iucn_mark = fields.parsed("iucn_mark", Rule::BadValue, findings).unwrap_or(Mark::Unverified);
    let source = source_of(fields, findings);
    let why = fields.spoken("why", findings);
    check_khmer(&why, findings);
    let why = (!why.en.text.is_empty()).then(|| Spoken {
        en: why_words(&why.en, &mut desk.references, findings),
        km: why.km.as_ref().map(|km| why_words(km, &mut desk.references, findings)),
    });
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

/// Words of an entry: emphasis and links are kept, citations are not numbered there and fall away.
fn why_words(words: &Placed, references: &mut References, findings: &mut Findings) -> Inlines {
    let mut inlines = markdown::read_words(&words.text, &words.place, references, findings);
    inlines.retain(|inline| !matches!(inline, Inline::Cite(_)));
    inlines
}

/// Reads `[[term]]`.
pub fn term(fields: &mut Fields<'_>, findings: &mut Findings, desk: &mut Desk) -> Option<Term> {
    let id: Option<TermId> = id(fields, findings);
    keep(desk, EntryKind::Term, &id.map(|id| id.to_string()).unwrap_or_default(), &fields.place(), findings);
    let mark = mark(fields, "mark", findings);
    let term = needed(fields, "term", findings);
    let text = needed(fields, "text", findings);
    Some(Term { id: id?, mark, term, text })
}

/// Reads `[[organisation]]`.
pub fn organisation(fields: &mut Fields<'_>, findings: &mut Findings, desk: &mut Desk) -> Option<Organisation> {
    let id: Option<OrganisationId> = id(fields, findings);
    keep(desk, EntryKind::Organisation, &id.map(|id| id.to_string()).unwrap_or_default(), &fields.place(), findings);
    let mark = mark(fields, "mark", findings);
    let source = source_of(fields, findings);
    let name = needed(fields, "name", findings);
    let can = needed(fields, "can", findings);
    let channel = needed(fields, "channel", findings);
    Some(Organisation { id: id?, mark, source: source?, name, can, channel })
}

/// Reads `[[act]]`.
pub fn act(fields: &mut Fields<'_>, once: &mut Once, findings: &mut Findings) -> Option<Act> {
    let id: Option<Slug> = id(fields, findings);
    once.see(id, &fields.place(), findings);
    let name = needed(fields, "name", findings);
    Some(Act { id: id?, name })
}

/// Reads `[[question]]`.
pub fn question(fields: &mut Fields<'_>, once: &mut Once, findings: &mut Findings) -> Option<OpenQuestion> {
    let id: Option<Slug> = id(fields, findings);
    once.see(id, &fields.place(), findings);
    let ask = needed(fields, "ask", findings);
    let text = needed(fields, "text", findings);
    let source = source_of(fields, findings);
    let touches = fields.texts("touches", findings).into_iter().filter_map(|it| entry(&it, findings)).collect();
    Some(OpenQuestion { id: id?, ask, text, touches, source: source? })
}

/// An entry, as a link names it: `article:fl-2002/98`.
fn entry(target: &Placed, findings: &mut Findings) -> Option<EntryRef> {
    match parse_destination(&target.text) {
        Ok(Destination::Entry(entry)) => Some(entry),
        Ok(_) => None,
        Err(wrong) => {
            findings.add(Rule::LinkResolves, &target.place, wrong, "write it as in a link");
            None
        }
    }
}
