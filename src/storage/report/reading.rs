//! A report from JSON. A field that is not known is passed over; one that is missing or wrong refuses the whole, since
//! half a report would be read as all there was.

use std::str::FromStr;

use super::{
    Report, ReportContribution, ReportDecision, ReportEntry, ReportOption, ReportPapers, ReportPoll, ReportRoad,
};
use crate::engine::workshop::{About, OPTIONS_MAX, PAPER_ITEMS_MAX, Papers, Speaker};
use crate::model::{ItemId, ProvinceId, When};
use crate::storage::event_json::session::{ballot_of, subject_of};
use crate::storage::json::Json;

/// The report that a file holds.
pub(super) fn report_of(file: &Json) -> Option<Report> {
    Some(Report {
        made_ms: file.field("made")?.integer()?,
        edition: text(file, "edition")?,
        law_date: optional_id(file, "law")?,
        locale: id(file, "locale")?,
        session: id(file, "session")?,
        title: text(file, "title")?,
        day: id(file, "day")?,
        people: number(file, "people")?,
        tables: number(file, "tables")?,
        present: list(file, "present", |it| Some((number(it, "day")?, number(it, "present")?)))?,
        agenda: list(file, "agenda", entry_of)?,
        polls: list(file, "polls", poll_of)?,
        papers: list(file, "papers", papers_of)?,
        roads: list(file, "roads", road_of)?,
        contributions: list(file, "contributions", contribution_of)?,
    })
}

fn entry_of(json: &Json) -> Option<ReportEntry> {
    Some(ReportEntry {
        id: number(json, "id")?,
        day: number(json, "day")?,
        subject: subject_of(json)?,
        title: text(json, "title")?,
        planned_from: number(json, "starts")?,
        planned_minutes: number(json, "minutes")?,
        from: optional_number(json, "from")?,
        took_minutes: optional_number(json, "took")?,
    })
}

fn when_of(json: &Json) -> Option<When> {
    json.field("when")?.word(&When::ALL, When::as_str)
}

fn poll_of(json: &Json) -> Option<ReportPoll> {
    let ballot = ballot_of(json)?;
    let poll = ReportPoll {
        ballot,
        entry: optional_number(json, "entry")?,
        place: text(json, "place")?,
        question: text(json, "question")?,
        options: list(json, "options", option_of)?,
        first: list(json, "first", count_of)?,
        second: list(json, "second", count_of)?,
    };
    let most = poll.options.len().max(poll.first.len()).max(poll.second.len());
    (most <= OPTIONS_MAX).then_some(poll)
}

fn option_of(json: &Json) -> Option<ReportOption> {
    let is_key = match optional(json, "key") {
        Some(Json::Bool(is_key)) => *is_key,
        Some(_) => return None,
        None => false,
    };
    Some(ReportOption { letter: text(json, "letter")?, text: text(json, "text")?, is_key })
}

fn count_of(json: &Json) -> Option<u16> {
    u16::try_from(json.whole()?).ok()
}

fn papers_of(json: &Json) -> Option<ReportPapers> {
    let right = list(json, "right", right_of)?;
    if PAPER_ITEMS_MAX < right.len() {
        return None;
    }
    let counted =
        Papers { part: optional_id(json, "part")?, when: when_of(json)?, papers: number(json, "papers")?, right };
    Some(ReportPapers { title: text(json, "title")?, counted })
}

fn right_of(json: &Json) -> Option<(ItemId, u16)> {
    let [item, count] = json.list()? else { return None };
    Some((item.text()?.parse().ok()?, count_of(count)?))
}

fn road_of(json: &Json) -> Option<ReportRoad> {
    Some(ReportRoad {
        scenario: id(json, "scenario")?,
        title: text(json, "title")?,
        decisions: list(json, "decisions", decision_of)?,
        ending: optional_text(json, "ending")?,
    })
}

fn decision_of(json: &Json) -> Option<ReportDecision> {
    Some(ReportDecision {
        node: id(json, "node")?,
        title: text(json, "title")?,
        taken: text(json, "taken")?,
        votes: list(json, "votes", |it| Some((text(it, "text")?, number(it, "votes")?)))?,
    })
}

fn contribution_of(json: &Json) -> Option<ReportContribution> {
    let province: Option<ProvinceId> = optional_id(json, "province")?;
    let name = optional_text(json, "province-name")?;
    // Without its name a province goes by its id.
    let province = province.map(|it| (it, name.unwrap_or_else(|| it.to_string())));
    Some(ReportContribution {
        id: id(json, "contribution")?,
        entry: optional_number(json, "entry")?,
        about: about_of(json.field("about")?)?,
        part: optional_text(json, "part")?,
        place: text(json, "place")?,
        detail: optional_text(json, "detail")?,
        role: json.field("role")?.word(&Speaker::ALL, Speaker::as_str)?,
        province,
        words: text(json, "words")?,
    })
}

fn about_of(json: &Json) -> Option<About> {
    Some(match json.field("kind")?.text()? {
        "handbook" => About::Handbook,
        "lesson" => About::Lesson(id(json, "lesson")?, optional_id(json, "section")?),
        "case" => About::Case(id(json, "scenario")?, optional_id(json, "node")?),
        "law" => About::Law(id(json, "instrument")?, optional_id(json, "article")?),
        _ => return None,
    })
}

fn list<T>(fields: &Json, name: &str, read: impl Fn(&Json) -> Option<T>) -> Option<Vec<T>> {
    fields.field(name)?.list()?.iter().map(read).collect()
}

fn text(fields: &Json, name: &str) -> Option<String> {
    fields.field(name)?.text().map(ToOwned::to_owned)
}

fn id<T: FromStr>(fields: &Json, name: &str) -> Option<T> {
    fields.field(name)?.text()?.parse().ok()
}

fn number<N: TryFrom<u64>>(fields: &Json, name: &str) -> Option<N> {
    N::try_from(fields.field(name)?.whole()?).ok()
}

/// A field that may be left out; `null` says the same.
fn optional<'j>(fields: &'j Json, name: &str) -> Option<&'j Json> {
    fields.field(name).filter(|it| !matches!(it, Json::Null))
}

/// A text that may be left out. `None` if something else stands there; so with those below.
fn optional_text(fields: &Json, name: &str) -> Option<Option<String>> {
    match optional(fields, name) {
        Some(_) => text(fields, name).map(Some),
        None => Some(None),
    }
}

fn optional_id<T: FromStr>(fields: &Json, name: &str) -> Option<Option<T>> {
    match optional(fields, name) {
        Some(_) => id(fields, name).map(Some),
        None => Some(None),
    }
}

fn optional_number<N: TryFrom<u64>>(fields: &Json, name: &str) -> Option<Option<N>> {
    match optional(fields, name) {
        Some(_) => number(fields, name).map(Some),
        None => Some(None),
    }
}
