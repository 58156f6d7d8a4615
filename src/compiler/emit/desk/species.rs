//! Species. Class in Cambodian law, CITES Appendix and Red List status are three separate columns.

use super::{DeskPages, entry_ref, table};
use crate::markup::figure::table::wide;
use crate::markup::page::mark;
use crate::markup::route::DeskPage;
use crate::markup::tree::PageTree;
use crate::markup::{Element, Markup, el, text};
use crate::model::law::{Offence, Species};
use crate::model::{EntryKind, EntryRef, Locale, Mark, NoteKind, Phrase};

impl DeskPages<'_> {
    /// The name of a species: in Khmer the scientific one where the research has no other.
    pub(super) fn species_name(&self, it: &Species) -> Markup {
        match (self.locale(), &it.name.km) {
            (Locale::Km, None) => el("span").set("lang", "la").class("binomial").add(it.scientific.clone()).into(),
            _ => text(self.said(&it.name).clone()),
        }
    }

    /// Every species, in the order of its names.
    pub(super) fn all_species(&self) -> PageTree {
        let mut species: Vec<&Species> = self.compiled.desk.species.iter().collect();
        species.sort_by(|a, b| self.order.compare(self.said(&a.name), self.said(&b.name)));
        let rows = species.into_iter().map(|it| {
            let binomial = el("span").set("lang", "la").class("binomial").add(it.scientific.clone());
            let name = el("th")
                .set("scope", "row")
                .add(self.link(DeskPage::Species(it.id), self.species_name(it)))
                .add(el("br"))
                .add(binomial);
            el("tr")
                .add(name)
                .add(el("td").add(self.class(it)))
                .add(el("td").add(self.listed(it.cites.as_ref())))
                .add(el("td").add(self.listed(it.iucn.as_ref())))
        });
        let heads = [Phrase::EntrySpecies, Phrase::FactClass, Phrase::FactCites, Phrase::FactIucn];
        let heads = heads.map(|head| self.say(head)).to_vec();
        let name = self.say(Phrase::DeskSpecies);
        let table = table(heads, rows.collect()).class("data");
        let page = self
            .chapter(Phrase::DeskSpecies, Phrase::DeskSpeciesLead)
            .add_some(self.caution(vec![el("p").add(self.say(Phrase::DeskClassCaution)).into()]))
            .add(wide(name.clone(), table));
        self.page(name, page)
    }

    fn class(&self, it: &Species) -> Vec<Markup> {
        let found = it
            .class
            .and_then(|(id, sure)| Some((self.compiled.desk.classes.iter().find(|class| class.id == id)?, sure)));
        match found {
            Some((class, sure)) => self.marked(self.said(&class.name).clone(), sure),
            None => vec![text(self.say(Phrase::FactClassNone))],
        }
    }

    fn listed(&self, it: Option<&(String, Mark)>) -> Vec<Markup> {
        it.map(|(words, sure)| self.marked(words.clone(), *sure))
            .unwrap_or_else(|| vec![text(self.say(Phrase::FactClassNone))])
    }

    fn marked(&self, words: String, sure: Mark) -> Vec<Markup> {
        vec![text(words), text(" "), mark(sure, NoteKind::Source, self.speech()).into()]
    }

    /// One species: what is known of it, and which offences ask for its class.
    pub(super) fn species(&self, it: &Species) -> PageTree {
        let own: Vec<EntryRef> = entry_ref(EntryKind::Species, it.id.as_str()).into_iter().collect();
        let title = self.said(&it.name).clone();
        let title = match (self.locale(), &it.name.km) {
            (Locale::Km, None) => it.scientific.clone(),
            _ => title,
        };
        let other = match self.locale() {
            Locale::En => it.name.km.clone().map(|words| el("span").set("lang", "km").add(words)),
            Locale::Km => Some(el("span").set("lang", "en").add(it.name.en.clone())),
        };
        let facts = el("p")
            .class("title__facts")
            .add(el("span").class("binomial").set("lang", "la").add(it.scientific.clone()))
            .add_some(other);
        let head = self.head(DeskPage::AllSpecies, Phrase::DeskSpecies, title.clone(), Some(facts));
        let why: Vec<Markup> = it
            .why
            .iter()
            .map(|why| el("p").class("lead").add_all(self.setting().inline(why.in_locale(self.locale()))).into())
            .collect();
        let list = el("dl")
            .class("facts")
            .add(self.row(Phrase::FactClass, self.class(it)))
            .add(self.row(Phrase::FactCites, self.listed(it.cites.as_ref())))
            .add(self.row(Phrase::FactIucn, self.listed(it.iucn.as_ref())));
        let main = el("div")
            .class("stack beside__main")
            .add_all(why)
            .add(list)
            .add_some(self.caution(vec![el("p").add(self.say(Phrase::DeskClassCaution)).into()]))
            .add_some(self.offences_for(it));
        let margin = el("div").class("stack").add_some(self.mentioned(&own)).add(self.sourced(
            it.source.as_str(),
            it.class.map_or(Mark::Unverified, |(_, mark)| mark),
            NoteKind::Source,
        ));
        let page = el("div").class("beside").add(head.class("beside__wide")).add(main).add(margin);
        self.page(title, page)
    }

    /// Offences that ask for the class of a species, with what they allow.
    fn offences_for(&self, it: &Species) -> Option<Element> {
        let (class, _) = it.class?;
        let asks = |offence: &&Offence| offence.class == Some(class);
        let rows: Vec<Element> = self
            .compiled
            .desk
            .instruments
            .iter()
            .flat_map(|instrument| instrument.offences.iter().filter(asks).map(move |offence| (instrument, offence)))
            .map(|(instrument, offence)| {
                let place = format!("{}, {}", self.said(&instrument.short), self.locator(offence));
                let link = self.link(DeskPage::Offence(offence.id), self.said(&offence.title).clone());
                el("tr")
                    .add(el("th").set("scope", "row").add(link).add(el("br")).add(el("span").class("small").add(place)))
                    .add(el("td").add(self.acts(offence)))
                    .add(el("td").add(self.penalty.prison(offence.prison_months)))
                    .add(el("td").add(self.penalty.fine(offence.fine_riel)))
            })
            .collect();
        let heads = [Phrase::EntryOffence, Phrase::FactActs, Phrase::FactPrison, Phrase::FactFine];
        let heads = heads.map(|head| self.say(head)).to_vec();
        let name = self.say(Phrase::DeskOffencesForClass);
        (!rows.is_empty())
            .then(|| {
                self.block(Phrase::DeskOffencesForClass, vec![wide(name, table(heads, rows).class("data")).into()])
            })
            .flatten()
    }
}
