//! The offences as the look-up gets them: what they are filtered by, and what is compared.

use super::DeskPages;
use crate::markup::page::offences::{Finder, FinderOffence, Kind};
use crate::model::law::{Instrument, Offence};
use crate::model::{Phrase, Slug};

/// Every offence with what it can be found by.
pub fn finder(pages: &DeskPages<'_>) -> Finder {
    let desk = &pages.compiled.desk;
    let offences: Vec<FinderOffence> = pages
        .instruments()
        .into_iter()
        .flat_map(|instrument| instrument.offences.iter().map(move |offence| (instrument, offence)))
        .map(|(instrument, offence)| found(pages, instrument, offence))
        .collect();
    let kind = |id: Slug, name: &crate::model::law::Spoken<String>| Kind { id, name: pages.said(name).clone() };
    let is_asked = |id: &Slug| offences.iter().any(|it| it.acts.contains(id));
    let compared = [
        Phrase::FactProvision,
        Phrase::FactActs,
        Phrase::FactClass,
        Phrase::FactGrade,
        Phrase::FactPrison,
        Phrase::FactFine,
        Phrase::FactPenalty,
        Phrase::FactAttempt,
        Phrase::FactRepeat,
        Phrase::FactPrescription,
        Phrase::FactOrders,
    ];
    Finder {
        classes: desk.classes.iter().map(|it| kind(it.id, &it.name)).collect(),
        acts: desk.acts.iter().filter(|it| is_asked(&it.id)).map(|it| kind(it.id, &it.name)).collect(),
        instruments: pages
            .instruments()
            .into_iter()
            .filter(|it| !it.offences.is_empty())
            .filter_map(|it| Some(kind(it.id.as_str().parse().ok()?, &it.title)))
            .collect(),
        compared: compared.map(|name| pages.say(name)).to_vec(),
        months_max: desk
            .instruments
            .iter()
            .flat_map(|it| &it.offences)
            .filter_map(|it| it.prison_months?.max)
            .max()
            .and_then(|months| u16::try_from(months).ok())
            .unwrap_or(120),
        offences,
    }
}

fn found(pages: &DeskPages<'_>, instrument: &Instrument, it: &Offence) -> FinderOffence {
    let class = it.class.and_then(|id| pages.compiled.desk.classes.iter().find(|class| class.id == id));
    let place = format!("{}, {}", pages.said(&instrument.short), pages.locator(it));
    let said = |words: &Option<crate::model::law::Spoken<String>>| {
        words.as_ref().map(|words| pages.said(words).clone()).unwrap_or_default()
    };
    let cells = [
        place.clone(),
        pages.acts(it),
        class.map(|class| pages.said(&class.name).clone()).unwrap_or_default(),
        pages.penalty.grade(it.grade),
        pages.penalty.prison(it.prison_months),
        pages.penalty.fine(it.fine_riel),
        pages.penalty.combination(it).unwrap_or_default(),
        said(&it.attempt),
        said(&it.repeat),
        said(&it.prescription),
        said(&it.orders),
    ];
    let months = |end: Option<u64>| end.and_then(|it| u16::try_from(it).ok());
    FinderOffence {
        id: it.id,
        title: pages.said(&it.title).clone(),
        place,
        class: it.class,
        acts: it.acts.clone(),
        instrument: instrument.id.as_str().parse().unwrap_or_default(),
        months: it.prison_months.map(|it| (months(it.min).unwrap_or(0), months(it.max.or(it.min)).unwrap_or(0))),
        prison: pages.penalty.prison(it.prison_months),
        fine: it.fine_riel.map(|fine| pages.penalty.fine(Some(fine))).unwrap_or_default(),
        mark: it.mark,
        cells: cells.to_vec(),
    }
}
