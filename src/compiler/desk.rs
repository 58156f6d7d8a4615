//! The desk: law, species and directories, from TOML to what pages can refer to.

mod directories;
mod instruments;
mod quotable;

use std::collections::BTreeMap;
use std::str::FromStr;

use super::diagnostic::{Findings, Place, Rule};
use super::fields::{Fields, Placed, check_khmer, read_file};
use super::once::Once;
use super::source::SourceTree;
use super::words::{References, article_number};
use crate::model::law::{
    Act, Article, Instrument, Offence, OpenQuestion, Organisation, Source, Species, SpeciesClass, Spoken, Term,
};
use crate::model::{EntryId, EntryKind, EntryRef, Mark, OffenceId, Slug, SourceId};
use directories::{act, class, organisation, question, source, species, term};
use instruments::instrument;

pub use quotable::quotable;

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
    /// Acts by which offences can be looked up.
    pub acts: Vec<Act>,
    /// What the law leaves open.
    pub questions: Vec<OpenQuestion>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Where each entry stands.
    pub places: BTreeMap<EntryRef, Place>,
    /// What the words of entries refer to.
    pub(super) references: References,
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

    /// An offence by id.
    pub fn offence(&self, id: OffenceId) -> Option<&Offence> {
        self.instruments.iter().flat_map(|it| &it.offences).find(|it| it.id == id)
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
        let mut once = Once::within("among the classes");
        let classes = fields.tables("class", findings, |fields, findings| class(fields, &mut once, findings));
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
    read_file(tree, "acts.toml", findings, |fields, findings| {
        let mut once = Once::within("among the acts");
        let acts = fields.tables("act", findings, |fields, findings| act(fields, &mut once, findings));
        desk.acts.extend(acts.into_iter().flatten());
    });
    let mut questions = Vec::new();
    read_file(tree, "open-questions.toml", findings, |fields, findings| {
        let mut once = Once::within("among the questions");
        let asked = fields.tables("question", findings, |fields, findings| {
            Some((fields.place(), question(fields, &mut once, findings)?))
        });
        questions.extend(asked.into_iter().flatten());
    });
    check_names(&desk, &questions, findings);
    desk.questions = questions.into_iter().map(|(_, question)| question).collect();
    desk
}

/// Sources, classes and articles that entries name must be there.
fn check_names(desk: &Desk, questions: &[(Place, OpenQuestion)], findings: &mut Findings) {
    let mut check = Names { desk, findings };
    for instrument in &desk.instruments {
        check.source(EntryKind::Article, instrument.id.as_str(), &instrument.source);
        for article in &instrument.articles {
            check.source(EntryKind::Article, article.id.as_str(), &article.source);
        }
        for offence in &instrument.offences {
            let id = offence.id.as_str();
            check.source(EntryKind::Offence, id, &offence.source);
            check.class(EntryKind::Offence, id, offence.class);
            for act in offence.acts.iter().filter(|act| desk.acts.iter().all(|it| it.id != **act)) {
                check.say(EntryKind::Offence, id, &format!("no act `{act}`"), "acts stand in acts.toml");
            }
            if let Some(article) = offence.article.filter(|id| !instrument.articles.iter().any(|it| it.id == *id)) {
                let message = format!("no article `{article}`");
                check.say(EntryKind::Offence, id, &message, "add `[[article]]` with that number to this file");
            }
        }
    }
    for species in &desk.species {
        check.source(EntryKind::Species, species.id.as_str(), &species.source);
        check.class(EntryKind::Species, species.id.as_str(), species.class.map(|(class, _)| class));
    }
    for organisation in &desk.organisations {
        check.source(EntryKind::Organisation, organisation.id.as_str(), &organisation.source);
    }
    for (place, question) in questions {
        if desk.source(question.source.as_str()).is_none() {
            let message = format!("no source `{}`", question.source);
            findings.add(Rule::CitationResolves, place, message, "list it in sources.toml");
        }
        for entry in question.touches.iter().filter(|entry| !desk.has(entry)) {
            findings.add(Rule::LinkResolves, place, format!("no entry `{entry}`"), "name an entry that is there");
        }
    }
}

/// What entries name, looked up.
struct Names<'a> {
    desk: &'a Desk,
    findings: &'a mut Findings,
}

impl Names<'_> {
    fn place(&self, kind: EntryKind, id: &str) -> Place {
        let id = id.parse::<EntryId>().ok();
        id.and_then(|id| self.desk.places.get(&EntryRef { kind, id })).cloned().unwrap_or_default()
    }

    fn say(&mut self, kind: EntryKind, id: &str, message: &str, hint: &str) {
        let place = self.place(kind, id);
        self.findings.add(Rule::LinkResolves, &place, message, hint);
    }

    fn source(&mut self, kind: EntryKind, id: &str, source: &SourceId) {
        if self.desk.source(source.as_str()).is_none() {
            let place = self.place(kind, id);
            self.findings.add(
                Rule::CitationResolves,
                &place,
                format!("no source `{source}`"),
                "list it in sources.toml",
            );
        }
    }

    fn class(&mut self, kind: EntryKind, id: &str, class: Option<Slug>) {
        if let Some(class) = class.filter(|class| self.desk.classes.iter().all(|it| it.id != *class)) {
            self.say(kind, id, &format!("no class `{class}`"), "classes stand in `[[class]]` of species.toml");
        }
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

/// Words in both languages, as they stand in the desk. A reader of Khmer who met English there would not know why.
fn both(words: Spoken<Placed>, findings: &mut Findings) -> Spoken<String> {
    check_khmer(&words, findings);
    Spoken { en: words.en.text, km: words.km.map(|km| km.text) }
}

fn needed(fields: &mut Fields<'_>, key: &str, findings: &mut Findings) -> Spoken<String> {
    let spoken = fields.spoken_needed(key, findings);
    both(spoken, findings)
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
