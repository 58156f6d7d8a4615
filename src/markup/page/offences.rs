//! The look-up of offences: filters by class, act and instrument, and two or three side by side.

use super::{Book, button, mark};
use crate::markup::action::DeskAction;
use crate::markup::figure::table::wide;
use crate::markup::route::{DeskPage, Route};
use crate::markup::{Action, Element, Markup, el};
use crate::model::wire::wire_struct;
use crate::model::{Mark, NoteKind, OffenceId, Phrase, Slug};

/// Offences that can be compared at once.
pub const COMPARED_MAX: usize = 3;

/// Every offence, as the tool writes it for one language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Finder {
    /// Classes of species.
    pub classes: Vec<Kind>,
    /// Acts.
    pub acts: Vec<Kind>,
    /// Instruments that hold offences.
    pub instruments: Vec<Kind>,
    /// What the rows of a comparison are about.
    pub compared: Vec<String>,
    /// The longest prison term of all, in months: the end of the scale.
    pub months_max: u16,
    /// The offences.
    pub offences: Vec<FinderOffence>,
}

/// Something to filter by.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// Its id.
    pub id: Slug,
    /// Its name.
    pub name: String,
}

/// An offence in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct FinderOffence {
    /// Its id.
    pub id: OffenceId,
    /// Its heading.
    pub title: String,
    /// Where it stands.
    pub place: String,
    /// The class that it asks for.
    pub class: Option<Slug>,
    /// The acts that it names.
    pub acts: Vec<Slug>,
    /// Its instrument.
    pub instrument: Slug,
    /// Prison from and to, in months; none where the text states none.
    pub months: Option<(u16, u16)>,
    /// Prison in words.
    pub prison: String,
    /// The fine in words; empty where the text states none.
    pub fine: String,
    /// How sure we are of the text.
    pub mark: Mark,
    /// What is compared, row by row; empty where the text says nothing.
    pub cells: Vec<String>,
}

wire_struct! {
    Finder { classes, acts, instruments, compared, months_max, offences }
    Kind { id, name }
    FinderOffence { id, title, place, class, acts, instrument, months, prison, fine, mark, cells }
}

/// What the reader looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The class of the species.
    pub class: Option<Slug>,
    /// What was done.
    pub act: Option<Slug>,
    /// The instrument.
    pub instrument: Option<Slug>,
    /// What is compared, in the order of picking.
    pub compared: Vec<OffenceId>,
}

/// What offences are filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// The class of the species.
    Class,
    /// What was done.
    Act,
    /// The instrument.
    Instrument,
}

impl Wanted {
    /// Whether an offence is looked for. One that asks for no class of species holds for every species.
    pub fn admits(&self, it: &FinderOffence) -> bool {
        self.class.is_none_or(|class| it.class.is_none_or(|own| own == class))
            && self.act.is_none_or(|act| it.acts.contains(&act))
            && self.instrument.is_none_or(|instrument| it.instrument == instrument)
    }

    /// Filters by something else.
    pub fn filter(&mut self, by: Filter, value: Option<Slug>) {
        match by {
            Filter::Class => self.class = value,
            Filter::Act => self.act = value,
            Filter::Instrument => self.instrument = value,
        }
    }

    /// Lays an offence beside the others, or takes it away. The first gives way to a fourth.
    pub fn compare(&mut self, id: OffenceId) {
        match self.compared.iter().position(|it| *it == id) {
            Some(place) => {
                self.compared.remove(place);
            }
            None => {
                if COMPARED_MAX <= self.compared.len() {
                    self.compared.remove(0);
                }
                self.compared.push(id);
            }
        }
    }
}

/// The page.
pub fn offences(book: &Book<'_>, finder: &Finder, wanted: &Wanted) -> Vec<Markup> {
    let speech = book.speech;
    let shown: Vec<&FinderOffence> = finder.offences.iter().filter(|it| wanted.admits(it)).collect();
    let running = el("p")
        .class("title__running")
        .add(el("a").set("href", speech.href(Route::Desk(DeskPage::Index))).say(speech, Phrase::NavDesk));
    let head = el("header")
        .class("title")
        .add(running)
        .add(el("h1").say(speech, Phrase::FinderTitle))
        .add(el("p").class("title__lead").say(speech, Phrase::FinderLead));
    let count = speech
        .fill(Phrase::FinderCount, &[&speech.number(shown.len() as u64), &speech.number(finder.offences.len() as u64)]);
    let is_filtered = wanted.class.or(wanted.act).or(wanted.instrument).is_some();
    let clear =
        is_filtered.then(|| button(Action::Desk(DeskAction::Clear), "clear", speech.say(Phrase::FinderClear), None));
    let status = el("p").class("cluster").add(el("strong").set("role", "status").add(count)).add_some(clear);
    let none = shown.is_empty().then(|| el("p").say(speech, Phrase::FinderNone));
    let rows = shown.into_iter().map(|it| row(book, finder, wanted, it));
    let page = el("div")
        .class("chapter")
        .add(head)
        .add(filters(book, finder, wanted))
        .add(status)
        .add_some(comparison(book, finder, wanted))
        .add_some(none)
        .add(el("ul").class("offences").add_all(rows.collect::<Vec<_>>()));
    vec![page.into()]
}

fn filters(book: &Book<'_>, finder: &Finder, wanted: &Wanted) -> Element {
    let one = |name: Phrase, by: Filter, hook: &'static str, kinds: &[Kind], value: Option<Slug>| {
        let all = el("option").set("value", "").mark("selected", value.is_none()).say(book.speech, Phrase::FinderAll);
        let options = kinds.iter().map(|kind| {
            el("option")
                .set("value", kind.id.to_string())
                .mark("selected", value == Some(kind.id))
                .add(kind.name.clone())
        });
        el("label").class("field").add(el("span").say(book.speech, name)).add(
            el("select")
                .class("input")
                .set("data-filter", hook)
                .on(Action::Desk(DeskAction::Filter(by)))
                .add(all)
                .add_all(options.collect::<Vec<_>>()),
        )
    };
    el("div")
        .class("filters")
        .set("role", "group")
        .set("aria-label", book.speech.say(Phrase::FinderFilters))
        .add(one(Phrase::FinderClass, Filter::Class, "class", &finder.classes, wanted.class))
        .add(one(Phrase::FinderAct, Filter::Act, "act", &finder.acts, wanted.act))
        .add(one(Phrase::FinderLaw, Filter::Instrument, "instrument", &finder.instruments, wanted.instrument))
}

fn row(book: &Book<'_>, finder: &Finder, wanted: &Wanted, it: &FinderOffence) -> Element {
    let speech = book.speech;
    let link = el("a")
        .class("offences__name")
        .set("href", speech.href(Route::Desk(DeskPage::Offence(it.id))))
        .add(it.title.clone());
    let compare = el("label")
        .class("offences__compare")
        .add(
            el("input")
                .set("type", "checkbox")
                .set("data-compare", it.id.to_string())
                .set("aria-label", speech.fill(Phrase::FinderCompareThis, &[&it.title]))
                .mark("checked", wanted.compared.contains(&it.id))
                .on(Action::Desk(DeskAction::Compare(it.id))),
        )
        .add(el("span").say(speech, Phrase::FinderCompare));
    let fine = (!it.fine.is_empty()).then(|| it.fine.clone());
    let prison = it.months.is_some().then(|| el("b").add(it.prison.clone()));
    let both = (prison.is_some() && fine.is_some()).then_some(" · ");
    let penalty: Vec<Markup> =
        [prison.map(Markup::from), both.map(Markup::from), fine.map(Markup::from)].into_iter().flatten().collect();
    el("li")
        .class("offences__one")
        .set("data-offence", it.id.to_string())
        .add(el("div").add(link).add(el("p").class("small").add(it.place.clone()).add(" ").add(mark(
            it.mark,
            NoteKind::Law,
            speech,
        ))))
        .add(
            el("div")
                .class("offences__range")
                .add(range(it, finder.months_max))
                .add(el("p").class("small").add_all(penalty)),
        )
        .add(compare)
}

/// The range of prison on the scale of all; the words beside it say the same.
fn range(it: &FinderOffence, most: u16) -> Element {
    let share = |months: u16| crate::markup::figure::percent(f64::from(months) / f64::from(most.max(1)));
    let bar = it.months.map(|(from, to)| {
        el("rect")
            .class("chart__bar")
            .set("x", share(from))
            .set("width", share(to.saturating_sub(from).max(most / 100)))
            .set("y", "4")
            .set("height", "8")
    });
    el("svg")
        .class("chart")
        .set("width", "100%")
        .set("height", "16")
        .set("aria-hidden", "true")
        .add(el("line").class("chart__grid").set("x1", "0%").set("x2", "100%").set("y1", "14").set("y2", "14"))
        .add_some(bar)
}

/// What was picked, side by side.
fn comparison(book: &Book<'_>, finder: &Finder, wanted: &Wanted) -> Option<Element> {
    let speech = book.speech;
    let picked: Vec<&FinderOffence> =
        wanted.compared.iter().filter_map(|id| finder.offences.iter().find(|it| it.id == *id)).collect();
    if picked.is_empty() {
        return None;
    }
    let section =
        el("section").class("block").set("data-block", "compare").add(el("h2").say(speech, Phrase::FinderCompared));
    if picked.len() < 2 {
        return Some(section.add(el("p").class("small").say(speech, Phrase::FinderCompareMore)));
    }
    let heads = picked.iter().map(|it| {
        let link = el("a").set("href", speech.href(Route::Desk(DeskPage::Offence(it.id)))).add(it.title.clone());
        el("th").set("scope", "col").add(link)
    });
    let head = el("tr").add(el("td")).add_all(heads.collect::<Vec<_>>());
    let rows = finder.compared.iter().enumerate().filter_map(|(place, name)| {
        let cells: Vec<&str> =
            picked.iter().map(|it| it.cells.get(place).map(String::as_str).unwrap_or_default()).collect();
        cells.iter().any(|words| !words.is_empty()).then(|| {
            let cells =
                cells.into_iter().map(|words| el("td").add(if words.is_empty() { "—" } else { words }.to_owned()));
            el("tr").add(el("th").set("scope", "row").add(name.clone())).add_all(cells.collect::<Vec<_>>())
        })
    });
    let table =
        el("table").class("compare").add(el("thead").add(head)).add(el("tbody").add_all(rows.collect::<Vec<_>>()));
    let clear =
        button(Action::Desk(DeskAction::ClearCompared), "clear-compared", speech.say(Phrase::FinderEmpty), None);
    Some(section.add(wide(speech.say(Phrase::FinderCompared), table)).add(el("p").class("cluster").add(clear)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offence(id: &str, class: Option<&str>, acts: &[&str]) -> FinderOffence {
        FinderOffence {
            id: id.parse().unwrap(),
            title: id.to_owned(),
            place: String::new(),
            class: class.map(|it| it.parse().unwrap()),
            acts: acts.iter().map(|it| it.parse().unwrap()).collect(),
            instrument: "fl-2002".parse().unwrap(),
            months: None,
            prison: String::new(),
            fine: String::new(),
            mark: Mark::Verified,
            cells: Vec::new(),
        }
    }

    #[test]
    fn an_offence_without_a_class_is_found_for_every_species() {
        let mut wanted = Wanted::default();
        wanted.filter(Filter::Class, Some("rare".parse().unwrap()));
        assert!(wanted.admits(&offence("a", Some("rare"), &[])));
        assert!(!wanted.admits(&offence("b", Some("endangered"), &[])));
        assert!(wanted.admits(&offence("c", None, &[])), "smuggling asks for no class");
        wanted.filter(Filter::Act, Some("trade".parse().unwrap()));
        assert!(wanted.admits(&offence("a", Some("rare"), &["trade"])));
        assert!(!wanted.admits(&offence("a", Some("rare"), &["possess"])));
    }

    #[test]
    fn a_fourth_offence_takes_the_place_of_the_first() {
        let mut wanted = Wanted::default();
        let ids = ["a", "b", "c", "d"].map(|id| id.parse::<OffenceId>().unwrap());
        ids.iter().for_each(|id| wanted.compare(*id));
        assert_eq!(wanted.compared, ids[1..]);
        wanted.compare(ids[2]);
        assert_eq!(wanted.compared, [ids[1], ids[3]], "picking again takes away");
    }
}
