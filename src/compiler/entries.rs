//! The desk as entries in one language: what the dialogs show.

use super::desk::Desk;
use super::penalty::Penalty;
use super::provision::provision;
use crate::markup::number;
use crate::model::law::{Instrument, Offence, Species};
use crate::model::{Entry, EntryKind, EntryRef, Fact, Inline, Locale, Mark, Phrase, Phrases, Tongue};

/// Every entry of the desk in one language.
pub fn entries(desk: &Desk, phrases: &Phrases, locale: Locale) -> Vec<Entry> {
    let make = Make { desk, phrases, locale };
    let mut entries = Vec::new();
    for instrument in &desk.instruments {
        entries.extend(make.instrument(instrument));
        entries.extend(instrument.articles.iter().filter_map(|it| make.article(instrument, it)));
        entries.extend(instrument.offences.iter().filter_map(|it| make.offence(instrument, it)));
    }
    entries.extend(desk.species.iter().filter_map(|it| make.species(it)));
    entries.extend(desk.terms.iter().filter_map(|it| make.term(it)));
    entries.extend(desk.organisations.iter().filter_map(|it| make.organisation(it)));
    entries.extend(desk.sources.iter().filter_map(|it| make.source(it)));
    entries.sort_by_key(|entry| entry.id);
    entries
}

struct Make<'d> {
    desk: &'d Desk,
    phrases: &'d Phrases,
    locale: Locale,
}

impl Make<'_> {
    fn say(&self, phrase: Phrase) -> String {
        self.phrases.get(phrase).to_owned()
    }

    fn fact(&self, name: Phrase, value: impl Into<String>, mark: Option<Mark>) -> Fact {
        Fact { name: self.say(name), value: value.into(), mark }
    }

    fn entry(&self, kind: EntryKind, id: &str, title: String, mark: Mark) -> Option<Entry> {
        Some(Entry {
            id: EntryRef { kind, id: id.parse().ok()? },
            title,
            subtitle: Vec::new(),
            facts: Vec::new(),
            words: Vec::new(),
            elements: Vec::new(),
            caution: String::new(),
            mark,
            source: String::new(),
            url: String::new(),
        })
    }

    fn sourced(&self, mut entry: Entry, source: &str) -> Entry {
        if let Some(source) = self.desk.source(source) {
            entry.source =
                if source.by.is_empty() { source.title.clone() } else { format!("{}, {}", source.title, source.by) };
            entry.url = source.url.clone();
        }
        entry
    }

    fn instrument(&self, instrument: &Instrument) -> Option<Entry> {
        let title = instrument.title.in_locale(self.locale).clone();
        let mut entry = self.entry(EntryKind::Article, instrument.id.as_str(), title, instrument.mark)?;
        if !instrument.number.is_empty() {
            entry.facts.push(self.fact(Phrase::FactNumber, instrument.number.clone(), None));
        }
        entry.facts.push(self.fact(Phrase::FactStatus, instrument.status.in_locale(self.locale).clone(), None));
        Some(self.sourced(entry, instrument.source.as_str()))
    }

    fn article(&self, instrument: &Instrument, article: &crate::model::law::Article) -> Option<Entry> {
        let title = article.title.in_locale(self.locale).clone();
        let mut entry = self.entry(EntryKind::Article, article.id.as_str(), title, article.mark)?;
        let place = match self.locale {
            Locale::En => format!("{}, art.\u{a0}{}", instrument.title.en, article.number),
            Locale::Km => format!(
                "{} មាត្រា\u{a0}{}",
                instrument.title.in_locale(self.locale),
                number::digits(&article.number, self.locale)
            ),
        };
        entry.facts.push(self.fact(Phrase::FactProvision, place, None));
        entry.facts.push(self.fact(Phrase::FactStatus, instrument.status.in_locale(self.locale).clone(), None));
        entry.words.push(vec![Inline::Text(article.text.in_locale(self.locale).clone())]);
        entry.caution = article.caution.as_ref().map(|it| it.in_locale(self.locale).clone()).unwrap_or_default();
        Some(self.sourced(entry, article.source.as_str()))
    }

    fn offence(&self, instrument: &Instrument, offence: &Offence) -> Option<Entry> {
        let title = offence.title.in_locale(self.locale).clone();
        let mut entry = self.entry(EntryKind::Offence, offence.id.as_str(), title, offence.mark)?;
        let title = instrument.title.in_locale(self.locale);
        let place = match offence.locator.as_str() {
            "" => format!("{title}, {}", self.say(Phrase::DeskNoArticle)),
            locator => format!("{title}, {}", provision(locator, self.locale)),
        };
        entry.facts.push(self.fact(Phrase::FactProvision, place, None));
        if let Some(class) = offence.class.and_then(|id| self.desk.classes.iter().find(|it| it.id == id)) {
            entry.facts.push(self.fact(Phrase::FactClass, class.name.in_locale(self.locale).clone(), None));
        }
        let penalty = Penalty { phrases: self.phrases, locale: self.locale };
        entry.facts.push(self.fact(Phrase::FactGrade, penalty.grade(offence.grade), None));
        entry.facts.push(self.fact(Phrase::FactPrison, penalty.prison(offence.prison_months), None));
        entry.facts.push(self.fact(Phrase::FactFine, penalty.fine(offence.fine_riel), None));
        entry.facts.extend(penalty.combination(offence).map(|words| self.fact(Phrase::FactPenalty, words, None)));
        entry.words.push(vec![Inline::Text(offence.conduct.in_locale(self.locale).clone())]);
        entry.elements =
            offence.elements.iter().map(|it| vec![Inline::Text(it.text.in_locale(self.locale).clone())]).collect();
        entry.caution = offence.note.in_locale(self.locale).clone();
        Some(self.sourced(entry, offence.source.as_str()))
    }

    fn species(&self, species: &Species) -> Option<Entry> {
        let scientific = vec![Inline::Foreign(Tongue::La, vec![Inline::Text(species.scientific.clone())])];
        // Where the research has no Khmer name the scientific name stands, never a coined one.
        let title = match (self.locale, &species.name.km) {
            (Locale::En, _) => species.name.en.clone(),
            (Locale::Km, Some(km)) => km.clone(),
            (Locale::Km, None) => species.scientific.clone(),
        };
        let mark = species.class.map_or(Mark::Unverified, |(_, mark)| mark);
        let mut entry = self.entry(EntryKind::Species, species.id.as_str(), title, mark)?;
        entry.subtitle = scientific;
        match species.class.and_then(|(id, mark)| Some((self.desk.classes.iter().find(|it| it.id == id)?, mark))) {
            Some((class, mark)) => {
                entry.facts.push(self.fact(Phrase::FactClass, class.name.in_locale(self.locale).clone(), Some(mark)))
            }
            None => entry.facts.push(self.fact(Phrase::FactClass, self.say(Phrase::FactClassNone), None)),
        }
        if let Some((appendix, mark)) = &species.cites {
            entry.facts.push(self.fact(Phrase::FactCites, appendix.clone(), Some(*mark)));
        }
        if let Some((status, mark)) = &species.iucn {
            entry.facts.push(self.fact(Phrase::FactIucn, status.clone(), Some(*mark)));
        }
        entry.words = species.why.iter().map(|why| why.in_locale(self.locale).clone()).collect();
        Some(self.sourced(entry, species.source.as_str()))
    }

    fn term(&self, term: &crate::model::law::Term) -> Option<Entry> {
        let title = term.term.in_locale(self.locale).clone();
        let mut entry = self.entry(EntryKind::Term, term.id.as_str(), title, term.mark)?;
        let (tongue, other) = match self.locale {
            Locale::En => (Tongue::Km, term.term.km.clone()),
            Locale::Km => (Tongue::En, Some(term.term.en.clone())),
        };
        entry.subtitle = other.into_iter().map(|words| Inline::Foreign(tongue, vec![Inline::Text(words)])).collect();
        entry.words.push(vec![Inline::Text(term.text.in_locale(self.locale).clone())]);
        Some(entry)
    }

    fn organisation(&self, organisation: &crate::model::law::Organisation) -> Option<Entry> {
        let title = organisation.name.in_locale(self.locale).clone();
        let mut entry = self.entry(EntryKind::Organisation, organisation.id.as_str(), title, organisation.mark)?;
        entry.words.push(vec![Inline::Text(organisation.can.in_locale(self.locale).clone())]);
        entry.facts.push(self.fact(Phrase::FactChannel, organisation.channel.in_locale(self.locale).clone(), None));
        Some(self.sourced(entry, organisation.source.as_str()))
    }

    fn source(&self, source: &crate::model::law::Source) -> Option<Entry> {
        let mut entry = self.entry(EntryKind::Source, source.id.as_str(), source.title.clone(), source.mark)?;
        if !source.by.is_empty() {
            entry.facts.push(self.fact(Phrase::FactBy, source.by.clone(), None));
        }
        if !source.year.is_empty() {
            entry.facts.push(self.fact(Phrase::FactYear, number::digits(&source.year, self.locale), None));
        }
        entry.url = source.url.clone();
        Some(entry)
    }
}
