//! What came of a session of a workshop, as a value that travels.
//!
//! A report is read on other computers, in other editions and perhaps in the other language. So everything that its
//! reader needs stands in it as words of one language, with the ids beside them: by the words it can be read anywhere,
//! by the ids reports of many sessions are put together. It holds counts and what was said by role and province; there
//! is no place for a name.
//!
//! The file has the form of `docs/workshop-report.schema.json`. It is read whole or not at all. Whoever adds a word to
//! one of its lists of words (kinds, roles) raises [`FORMAT`], so that older builds say that the file is newer.
//!
//! Absent on purpose: what the pages look like; how a session becomes a report, which asks for bundles.

mod csv;
mod gain;
mod reading;
mod writing;

use super::json::{self, Json};
use super::transfer::Refusal;
use crate::engine::progress::{ContributionId, Day, SessionId};
use crate::engine::workshop::{About, Ballot, Papers, Speaker};
use crate::model::{Locale, NodeId, ProvinceId, ScenarioId, Subject};

pub use csv::{COLUMNS, CsvWords, RowKind, SUBJECTS, csv};
pub use gain::ReportGain;
pub use writing::write;

/// The largest file that is looked at: 1,000 contributions as long as they may be take 3 MB in Khmer.
pub const REPORT_BYTES_MAX: usize = 8 * 1024 * 1024;

/// The form that this build writes, and the newest that it reads.
pub const FORMAT: u64 = 1;

/// What stands between the choices that a room took together: the charges, the reasons.
pub const TAKEN_PARTING: &str = " / ";

const PRODUCT: &str = "kouprey";
const KIND: &str = "workshop-report";

/// What came of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// When the report was made: a UTC instant, in milliseconds from 1970.
    pub made_ms: i64,
    /// The edition of the handbook.
    pub edition: String,
    /// The date at which that edition states the law; none if it is not known.
    pub law_date: Option<Day>,
    /// The language of the words.
    pub locale: Locale,
    /// The session.
    pub session: SessionId,
    /// What the session is called; may be empty.
    pub title: String,
    /// The day of the session.
    pub day: Day,
    /// People that were planned for.
    pub people: u16,
    /// Tables in the room.
    pub tables: u8,
    /// How many people were counted on each day, days from 0.
    pub present: Vec<(u8, u16)>,
    /// The agenda as it ran.
    pub agenda: Vec<ReportEntry>,
    /// What was voted.
    pub polls: Vec<ReportPoll>,
    /// Tests on paper.
    pub papers: Vec<ReportPapers>,
    /// Cases that the room played.
    pub roads: Vec<ReportRoad>,
    /// What was said.
    pub contributions: Vec<ReportContribution>,
}

/// An entry of the agenda as it ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportEntry {
    /// Its number within the session.
    pub id: u16,
    /// Its day, from 0.
    pub day: u8,
    /// What it was about.
    pub subject: Subject,
    /// Its title in words: its own, or that of its subject.
    pub title: String,
    /// When it should have begun, in minutes after midnight.
    pub planned_from: u16,
    /// Planned minutes.
    pub planned_minutes: u16,
    /// When it began, in minutes after midnight; none if it was never shown.
    pub from: Option<u16>,
    /// The minutes that it took; none if it was never shown.
    pub took_minutes: Option<u16>,
}

/// A vote of the room, once or twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportPoll {
    /// What was voted on.
    pub ballot: Ballot,
    /// The entry of the agenda during which that was; none if it is not known.
    pub entry: Option<u16>,
    /// The title of the lesson or case.
    pub place: String,
    /// The question.
    pub question: String,
    /// What could be chosen.
    pub options: Vec<ReportOption>,
    /// The votes before the discussion, in the order of the options; empty if there was no such vote. A count more than
    /// there are options is of an option that an edition has taken away.
    pub first: Vec<u16>,
    /// The votes after it; empty if there was no such vote.
    pub second: Vec<u16>,
}

/// What could be chosen in a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportOption {
    /// The letter or number that the room saw beside it.
    pub letter: String,
    /// Its words.
    pub text: String,
    /// Whether it is right; of no option where none is right by itself, as in some decisions of cases.
    pub is_key: bool,
}

/// A test on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportPapers {
    /// The title of the part, or the words for the whole.
    pub title: String,
    /// What it is about, and what was counted.
    pub counted: Papers,
}

/// A case that the room played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportRoad {
    /// The case.
    pub scenario: ScenarioId,
    /// Its title.
    pub title: String,
    /// What was decided, in order.
    pub decisions: Vec<ReportDecision>,
    /// The title of the ending; none if the room did not come so far.
    pub ending: Option<String>,
}

/// A decision of the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportDecision {
    /// The decision.
    pub node: NodeId,
    /// Its title.
    pub title: String,
    /// What was taken; where that was more than one choice, they are parted by [`TAKEN_PARTING`].
    pub taken: String,
    /// The votes on it, the last ones: words of the option, and how many.
    pub votes: Vec<(String, u16)>,
}

/// What somebody in the room said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportContribution {
    /// Its name in the session.
    pub id: ContributionId,
    /// The entry of the agenda during which it was said; none if it is not known.
    pub entry: Option<u16>,
    /// What it is about.
    pub about: About,
    /// The part of the handbook that the lesson belongs to; none for what is no lesson.
    pub part: Option<String>,
    /// The title of the lesson, case or instrument; empty for the handbook as a whole.
    pub place: String,
    /// The title of the section, the decision or the article within it.
    pub detail: Option<String>,
    /// Who said it, by role.
    pub role: Speaker,
    /// Where from, with the name of the province; none where it wasn't said.
    pub province: Option<(ProvinceId, String)>,
    /// What was said.
    pub words: String,
}

impl Report {
    /// Whether nothing was planned, counted or said.
    pub fn is_empty(&self) -> bool {
        self.present.is_empty()
            && self.agenda.is_empty()
            && self.polls.is_empty()
            && self.papers.is_empty()
            && self.roads.is_empty()
            && self.contributions.is_empty()
    }

    /// The day of an entry of the agenda, from 0.
    pub fn day_of(&self, entry: Option<u16>) -> Option<u8> {
        let id = entry?;
        self.agenda.iter().find(|it| it.id == id).map(|it| it.day)
    }

    /// How many people were counted on a day.
    pub fn present_on(&self, day: u8) -> Option<u16> {
        self.present.iter().find(|(it, _)| *it == day).map(|(_, present)| *present)
    }

    /// The people in the room during an entry: as counted that day, else as planned for.
    pub fn room_at(&self, entry: Option<u16>) -> u16 {
        self.day_of(entry).and_then(|day| self.present_on(day)).unwrap_or(self.people)
    }

    /// The days that something is known of, in order.
    pub fn days(&self) -> Vec<u8> {
        let mut days: Vec<u8> =
            self.agenda.iter().map(|it| it.day).chain(self.present.iter().map(|(day, _)| *day)).collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}

impl ReportPoll {
    /// The votes for an option in both rounds; none for a round that was not held.
    pub fn votes(&self, option: usize) -> [Option<u16>; 2] {
        [&self.first, &self.second]
            .map(|round| (!round.is_empty()).then(|| round.get(option).copied().unwrap_or_default()))
    }

    /// The name of what was voted on: the id of the item, or those of the case and the decision.
    pub fn name(&self) -> String {
        match self.ballot {
            Ballot::Item(item) => item.to_string(),
            Ballot::Decision(scenario, node) => format!("{scenario}/{node}"),
        }
    }
}

impl ReportDecision {
    /// Whether an option was taken, alone or together with others.
    pub fn took(&self, text: &str) -> bool {
        self.taken == text || self.taken.split(TAKEN_PARTING).any(|it| it == text)
    }

    /// What the room did not follow: options with votes that were not taken, the one with most votes first.
    pub fn minority(&self) -> Vec<(&str, u16)> {
        let others = self.votes.iter().filter(|(text, votes)| !self.took(text) && 0 < *votes);
        let mut others: Vec<(&str, u16)> = others.map(|(text, votes)| (text.as_str(), *votes)).collect();
        others.sort_by_key(|(_, votes)| std::cmp::Reverse(*votes));
        others
    }
}

/// What a file holds.
///
/// # Errors
/// Why it is no report that this build can read.
pub fn read(text: &str) -> Result<Report, Refusal> {
    if REPORT_BYTES_MAX < text.len() {
        return Err(Refusal::TooLarge);
    }
    // Some editors put a mark before the text.
    let file = json::parse(text.trim_start_matches('\u{feff}')).ok_or(Refusal::NotJson)?;
    let word = |name: &str| file.field(name).and_then(Json::text);
    if word("product") != Some(PRODUCT) || word("kind") != Some(KIND) {
        return Err(Refusal::Foreign);
    }
    match file.field("format").and_then(Json::whole) {
        Some(FORMAT) => {}
        Some(format) if FORMAT < format => return Err(Refusal::Newer),
        _ => return Err(Refusal::Foreign),
    }
    let report = reading::report_of(&file).ok_or(Refusal::Foreign)?;
    if report.is_empty() { Err(Refusal::Empty) } else { Ok(report) }
}
