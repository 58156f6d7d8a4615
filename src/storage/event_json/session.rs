//! Facts of workshop sessions as JSON, and back. Frozen like all of the record's format.

use super::{name, optional, optional_slug, slug, slug_of, variant, whole};
use crate::engine::progress::Event;
use crate::engine::workshop::{
    About, Ballot, Contribution, Face, LIT_MAX, OPTIONS_MAX, PAPER_ITEMS_MAX, Round, SIZE_MAX, SIZE_MIN, SessionFact,
    Showing, Speaker, Tongues,
};
use crate::model::{AgendaEntry, ChoiceId, ItemId, Plan, SessionDay, Subject, When};
use crate::storage::json::{Json, part, push_field, push_integer, push_name, push_number, push_text};

/// The fact of this kind; none if a field of it is missing or wrong, or if the kind is another's.
pub(super) fn session_event_of(kind: &str, fields: &Json) -> Option<Event> {
    let fact = match kind {
        "session-planned" => SessionFact::Planned(plan_of(fields)?),
        "session-removed" => SessionFact::Removed,
        "stage-set" => SessionFact::StageSet(showing_of(fields)?),
        "votes-counted" => SessionFact::VotesCounted {
            ballot: ballot_of(fields)?,
            entry: optional_number(fields, "entry")?,
            round: fields.field("round")?.word(&Round::ALL, Round::as_str)?,
            table: optional_number(fields, "table")?,
            counts: numbers(fields.field("counts")?, OPTIONS_MAX)?,
        },
        "room-decided" => SessionFact::RoomDecided {
            scenario: slug(fields, "scenario")?.into(),
            trail: fields.field("trail")?.list()?.iter().map(step_of).collect::<Option<_>>()?,
        },
        "papers-counted" => SessionFact::PapersCounted {
            part: optional_slug(fields, "part")?,
            when: fields.field("when")?.word(&When::ALL, When::as_str)?,
            papers: number(fields, "papers")?,
            right: right_of(fields.field("right")?)?,
        },
        "people-counted" => {
            SessionFact::PeopleCounted { day: number(fields, "day")?, present: number(fields, "present")? }
        }
        "contribution-written" => SessionFact::ContributionWritten(contribution_of(fields)?),
        "contribution-removed" => SessionFact::ContributionRemoved(name(fields, "contribution")?),
        _ => return None,
    };
    Some(Event::Session(name(fields, "session")?, Box::new(fact)))
}

/// The name of a fact's kind.
fn kind_of(fact: &SessionFact) -> &'static str {
    match fact {
        SessionFact::Planned(_) => "session-planned",
        SessionFact::Removed => "session-removed",
        SessionFact::StageSet(_) => "stage-set",
        SessionFact::VotesCounted { .. } => "votes-counted",
        SessionFact::RoomDecided { .. } => "room-decided",
        SessionFact::PapersCounted { .. } => "papers-counted",
        SessionFact::PeopleCounted { .. } => "people-counted",
        SessionFact::ContributionWritten(_) => "contribution-written",
        SessionFact::ContributionRemoved(_) => "contribution-removed",
    }
}

/// Writes a fact, up to its closing braces. Names that were made while writing are texts.
pub(super) fn write_session_event(session: &str, fact: &SessionFact, json: &mut String) {
    json.push('{');
    push_name(json, kind_of(fact));
    json.push('{');
    push_field(json, "session", session);
    match fact {
        SessionFact::Planned(plan) => push_plan(json, plan),
        SessionFact::Removed => {}
        SessionFact::StageSet(showing) => push_showing(json, showing),
        SessionFact::VotesCounted { ballot, entry, round, table, counts } => {
            push_ballot(json, *ballot);
            if let Some(entry) = entry {
                push_whole(json, "entry", u64::from(*entry));
            }
            push_field(json, "round", round.as_str());
            if let Some(table) = table {
                push_whole(json, "table", u64::from(*table));
            }
            push_numbers(json, "counts", counts);
        }
        SessionFact::RoomDecided { scenario, trail } => {
            push_field(json, "scenario", scenario.as_str());
            push_list(json, "trail", trail, |json, (choice, months)| match months {
                Some(months) => push_pair(json, choice.as_str(), *months),
                None => push_text(json, choice.as_str()),
            });
        }
        SessionFact::PapersCounted { part, when, papers, right } => {
            if let Some(part) = part {
                push_field(json, "part", part.as_str());
            }
            push_field(json, "when", when.as_str());
            push_whole(json, "papers", u64::from(*papers));
            push_list(json, "right", right, |json, (item, count)| push_pair(json, item.as_str(), *count));
        }
        SessionFact::PeopleCounted { day, present } => {
            push_whole(json, "day", u64::from(*day));
            push_whole(json, "present", u64::from(*present));
        }
        SessionFact::ContributionWritten(contribution) => push_contribution(json, contribution),
        SessionFact::ContributionRemoved(id) => push_field(json, "contribution", &id.to_string()),
    }
}

fn plan_of(fields: &Json) -> Option<Plan> {
    let days = fields.field("days")?.list()?;
    let plan = Plan {
        title: fields.field("title")?.text()?.to_owned(),
        people: number(fields, "people")?,
        tables: number(fields, "tables")?,
        days: days.iter().map(day_of).collect::<Option<_>>()?,
    };
    Some(plan)
}

fn day_of(json: &Json) -> Option<SessionDay> {
    let entries = json.field("entries")?.list()?;
    Some(SessionDay {
        starts: number(json, "starts")?,
        ends: optional_number(json, "ends")?,
        entries: entries.iter().map(entry_of).collect::<Option<_>>()?,
    })
}

/// What an entry is about.
pub(in crate::storage) fn subject_of(json: &Json) -> Option<Subject> {
    let subject = match json.field("kind")?.text()? {
        "talk" => Subject::Talk,
        "break" => Subject::Break,
        "discussion" => Subject::Discussion,
        "lesson" => Subject::Lesson(slug(json, "lesson")?.into(), optional_slug(json, "section")?),
        "case" => Subject::Case(slug(json, "scenario")?.into()),
        "test" => Subject::Test(optional_slug(json, "part")?, json.field("when")?.word(&When::ALL, When::as_str)?),
        _ => return None,
    };
    Some(subject)
}

fn entry_of(json: &Json) -> Option<AgendaEntry> {
    let subject = subject_of(json)?;
    let title = match optional(json, "title") {
        Some(title) => title.text()?.to_owned(),
        None => String::new(),
    };
    Some(AgendaEntry { id: number(json, "id")?, subject, title, minutes: number(json, "minutes")? })
}

fn push_plan(json: &mut String, plan: &Plan) {
    push_field(json, "title", &plan.title);
    push_whole(json, "people", u64::from(plan.people));
    push_whole(json, "tables", u64::from(plan.tables));
    push_list(json, "days", &plan.days, |json, day| {
        json.push('{');
        push_whole(json, "starts", u64::from(day.starts));
        if let Some(ends) = day.ends {
            push_whole(json, "ends", u64::from(ends));
        }
        push_list(json, "entries", &day.entries, push_entry);
        json.push('}');
    });
}

fn push_entry(json: &mut String, entry: &AgendaEntry) {
    json.push('{');
    push_whole(json, "id", u64::from(entry.id));
    push_subject(json, &entry.subject);
    if !entry.title.is_empty() {
        push_field(json, "title", &entry.title);
    }
    push_whole(json, "minutes", u64::from(entry.minutes));
    json.push('}');
}

/// Writes what an entry is about, as fields of the map that is open.
pub(in crate::storage) fn push_subject(json: &mut String, subject: &Subject) {
    match subject {
        Subject::Talk => push_field(json, "kind", "talk"),
        Subject::Break => push_field(json, "kind", "break"),
        Subject::Discussion => push_field(json, "kind", "discussion"),
        Subject::Lesson(lesson, section) => {
            push_field(json, "kind", "lesson");
            push_field(json, "lesson", lesson.as_str());
            if let Some(section) = section {
                push_field(json, "section", section.as_str());
            }
        }
        Subject::Case(scenario) => {
            push_field(json, "kind", "case");
            push_field(json, "scenario", scenario.as_str());
        }
        Subject::Test(part, when) => {
            push_field(json, "kind", "test");
            if let Some(part) = part {
                push_field(json, "part", part.as_str());
            }
            push_field(json, "when", when.as_str());
        }
    }
}

fn showing_of(fields: &Json) -> Option<Showing> {
    let size = match optional(fields, "size") {
        Some(size) => i8::try_from(size.integer()?).ok().filter(|it| (SIZE_MIN..=SIZE_MAX).contains(it))?,
        None => 0,
    };
    Some(Showing {
        entry: optional_number(fields, "entry")?,
        slide: number(fields, "slide")?,
        face: fields.field("face")?.word(&Face::ALL, Face::as_str)?,
        round: fields.field("round")?.word(&Round::ALL, Round::as_str)?,
        is_black: match optional(fields, "black") {
            Some(Json::Bool(is_black)) => *is_black,
            Some(_) => return None,
            None => false,
        },
        size,
        tongues: fields.field("tongues")?.word(&Tongues::ALL, Tongues::as_str)?,
        lit: match optional(fields, "lit") {
            Some(lit) => numbers(lit, LIT_MAX).filter(|lit| lit.is_sorted())?,
            None => Vec::new(),
        },
    })
}

fn push_showing(json: &mut String, showing: &Showing) {
    if let Some(entry) = showing.entry {
        push_whole(json, "entry", u64::from(entry));
    }
    push_whole(json, "slide", u64::from(showing.slide));
    push_field(json, "face", showing.face.as_str());
    push_field(json, "round", showing.round.as_str());
    push_field(json, "tongues", showing.tongues.as_str());
    if showing.is_black {
        push_name(json, "black");
        json.push_str("true");
    }
    if showing.size != 0 {
        push_name(json, "size");
        push_integer(json, i64::from(showing.size));
    }
    if !showing.lit.is_empty() {
        push_numbers(json, "lit", &showing.lit);
    }
}

pub(in crate::storage) fn ballot_of(fields: &Json) -> Option<Ballot> {
    match optional(fields, "item") {
        Some(item) => Some(Ballot::Item(slug_of(item)?.into())),
        None => Some(Ballot::Decision(slug(fields, "scenario")?.into(), slug(fields, "node")?.into())),
    }
}

pub(in crate::storage) fn push_ballot(json: &mut String, ballot: Ballot) {
    match ballot {
        Ballot::Item(item) => push_field(json, "item", item.as_str()),
        Ballot::Decision(scenario, node) => {
            push_field(json, "scenario", scenario.as_str());
            push_field(json, "node", node.as_str());
        }
    }
}

fn step_of(json: &Json) -> Option<(ChoiceId, Option<u16>)> {
    match json {
        Json::List(_) => pair_of(json).map(|(choice, months): (ChoiceId, u16)| (choice, Some(months))),
        _ => Some((slug_of(json)?.into(), None)),
    }
}

fn right_of(json: &Json) -> Option<Vec<(ItemId, u16)>> {
    let list = json.list()?;
    if PAPER_ITEMS_MAX < list.len() { None } else { list.iter().map(pair_of).collect() }
}

fn contribution_of(fields: &Json) -> Option<Contribution> {
    let (kind, about) = variant(fields.field("about")?)?;
    let about = match kind {
        "handbook" => About::Handbook,
        "lesson" => About::Lesson(slug(about, "lesson")?.into(), optional_slug(about, "section")?),
        "case" => About::Case(slug(about, "scenario")?.into(), optional_slug(about, "node")?),
        "law" => About::Law(slug(about, "instrument")?.into(), optional_slug(about, "article")?),
        _ => return None,
    };
    Some(Contribution {
        id: name(fields, "contribution")?,
        entry: optional_number(fields, "entry")?,
        about,
        role: fields.field("role")?.word(&Speaker::ALL, Speaker::as_str)?,
        province: optional_slug(fields, "province")?,
        words: fields.field("words")?.text()?.to_owned(),
    })
}

fn push_contribution(json: &mut String, contribution: &Contribution) {
    let Contribution { id, entry, about, role, province, words } = contribution;
    push_field(json, "contribution", &id.to_string());
    if let Some(entry) = entry {
        push_whole(json, "entry", u64::from(*entry));
    }
    push_name(json, "about");
    let mut push_about = |kind: &str, first: (&str, &str), second: Option<(&str, &str)>| {
        json.push('{');
        push_name(json, kind);
        json.push('{');
        push_field(json, first.0, first.1);
        if let Some((name, id)) = second {
            push_field(json, name, id);
        }
        json.push_str("}}");
    };
    match about {
        About::Handbook => push_text(json, "handbook"),
        About::Lesson(lesson, section) => {
            push_about("lesson", ("lesson", lesson.as_str()), section.as_ref().map(|it| ("section", it.as_str())));
        }
        About::Case(scenario, node) => {
            push_about("case", ("scenario", scenario.as_str()), node.as_ref().map(|it| ("node", it.as_str())));
        }
        About::Law(instrument, article) => {
            push_about("law", ("instrument", instrument.as_str()), article.as_ref().map(|it| ("article", it.as_str())));
        }
    }
    push_field(json, "role", role.as_str());
    if let Some(province) = province {
        push_field(json, "province", province.as_str());
    }
    push_field(json, "words", words);
}

fn number<N: TryFrom<u64>>(fields: &Json, field: &str) -> Option<N> {
    N::try_from(whole(fields, field)?).ok()
}

/// A number that may be left out. `None` if it is there and wrong.
fn optional_number<N: TryFrom<u64>>(fields: &Json, field: &str) -> Option<Option<N>> {
    match optional(fields, field) {
        Some(number) => Some(Some(N::try_from(number.whole()?).ok()?)),
        None => Some(None),
    }
}

fn numbers(json: &Json, most: usize) -> Option<Vec<u16>> {
    let list = json.list()?;
    if most < list.len() {
        return None;
    }
    list.iter().map(|it| it.whole().and_then(|it| u16::try_from(it).ok())).collect()
}

/// An id with a number.
fn pair_of<T: From<crate::model::Slug>>(json: &Json) -> Option<(T, u16)> {
    let [id, number] = json.list()? else { return None };
    Some((slug_of(id)?.into(), u16::try_from(number.whole()?).ok()?))
}

pub(in crate::storage) fn push_pair(json: &mut String, id: &str, number: u16) {
    json.push('[');
    push_text(json, id);
    json.push(',');
    push_number(json, u64::from(number), 1);
    json.push(']');
}

pub(in crate::storage) fn push_whole(json: &mut String, name: &str, number: u64) {
    push_name(json, name);
    push_number(json, number, 1);
}

pub(in crate::storage) fn push_numbers(json: &mut String, name: &str, numbers: &[u16]) {
    push_list(json, name, numbers, |json, number| push_number(json, u64::from(*number), 1));
}

pub(in crate::storage) fn push_list<T>(json: &mut String, name: &str, list: &[T], push: impl Fn(&mut String, &T)) {
    push_name(json, name);
    json.push('[');
    for it in list {
        part(json);
        push(json, it);
    }
    json.push(']');
}
