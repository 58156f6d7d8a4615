//! A report as one long table for a spreadsheet, which can be filtered by its first column.
//!
//! UTF-8 with a byte order mark, without which Excel takes Khmer for another encoding; lines end in CR LF, fields are
//! quoted as in RFC 4180. What people wrote is made harmless: a spreadsheet would run a field that begins like a
//! formula, so an apostrophe is put before it (OWASP, "CSV Injection",
//! <https://owasp.org/www-community/attacks/CSV_Injection>). Numbers are whole or have a point and no separators, so
//! that no language of the spreadsheet takes them for a date.

use std::borrow::Cow;

use super::{Report, ReportContribution, ReportDecision, ReportEntry, ReportPapers, ReportPoll, ReportRoad};
use crate::engine::workshop::{About, Gain, Speaker};
use crate::model::{PartId, Subject, When};

/// Columns of the table.
pub const COLUMNS: usize = 12;

/// Kinds of entries of an agenda.
pub const SUBJECTS: usize = 6;

/// What programs take for the beginning of a formula, or pass over to find one.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// What makes quotes necessary. The semicolon and the tab part fields in some languages of a spreadsheet.
const PARTING: [char; 6] = [',', ';', '\t', '"', '\r', '\n'];

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The session: its date, its people and its tables.
    Session,
    /// How many were there on a day, and how many were planned for.
    Attendance,
    /// An entry of the agenda: when it began, its planned minutes and those that it took.
    Entry,
    /// An option of a vote: the first and the second count.
    Poll,
    /// A test on paper: papers, and right answers in per cent.
    Test,
    /// A gain, and the smaller number of papers.
    Gain,
    /// An option of a decision in a case, with its votes.
    Decision,
    /// How a case ended.
    Ending,
    /// What somebody said.
    Contribution,
}

impl RowKind {
    /// Every kind, in the order of the rows.
    pub const ALL: [Self; 9] = [
        Self::Session,
        Self::Attendance,
        Self::Entry,
        Self::Poll,
        Self::Test,
        Self::Gain,
        Self::Decision,
        Self::Ending,
        Self::Contribution,
    ];
}

/// The words of the table in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvWords {
    /// Heads: kind, day, part, place, id, subject, detail, role, province, value, second value, text.
    pub heads: [String; COLUMNS],
    /// Kinds of rows, in the order of [`RowKind::ALL`].
    pub kinds: [String; RowKind::ALL.len()],
    /// Kinds of entries: talk, break, discussion, lesson, case, test.
    pub subjects: [String; SUBJECTS],
    /// Before and after, in the order of [`When::ALL`].
    pub whens: [String; When::ALL.len()],
    /// Roles, in the order of [`Speaker::ALL`].
    pub roles: [String; Speaker::ALL.len()],
    /// Beside an option that is right.
    pub key: String,
    /// Beside an option that the room took.
    pub taken: String,
}

/// A row of the table. Texts are what people wrote; values are ours.
struct Row<'r> {
    kind: RowKind,
    day: Option<u8>,
    part: &'r str,
    place: &'r str,
    id: String,
    subject: Cow<'r, str>,
    detail: Cow<'r, str>,
    role: Option<Speaker>,
    province: &'r str,
    value: String,
    second: String,
    text: &'r str,
}

impl Row<'_> {
    /// A row of this kind with nothing in it.
    fn of(kind: RowKind) -> Self {
        Self {
            kind,
            day: None,
            part: "",
            place: "",
            id: String::new(),
            subject: Cow::Borrowed(""),
            detail: Cow::Borrowed(""),
            role: None,
            province: "",
            value: String::new(),
            second: String::new(),
            text: "",
        }
    }
}

/// A report as a table, in the words of one language. Days are counted from 1.
pub fn csv(report: &Report, words: &CsvWords) -> String {
    let mut csv = String::from("\u{feff}");
    push_fields(&mut csv, words.heads.iter().map(|head| (head.as_str(), Field::Text)));
    for row in rows(report, words) {
        push_row(&mut csv, &row, words);
    }
    csv
}

fn rows<'r>(report: &'r Report, words: &'r CsvWords) -> Vec<Row<'r>> {
    let mut rows = vec![session(report)];
    rows.extend(report.present.iter().map(|(day, present)| Row {
        day: Some(*day),
        value: present.to_string(),
        second: report.people.to_string(),
        ..Row::of(RowKind::Attendance)
    }));
    rows.extend(report.agenda.iter().map(|it| entry(it, words)));
    rows.extend(report.polls.iter().flat_map(|it| poll(report, it, words)));
    rows.extend(report.papers.iter().map(|it| test(report, it, words)));
    rows.extend(gains(report));
    rows.extend(report.roads.iter().flat_map(|it| road(it, words)));
    rows.extend(report.contributions.iter().map(|it| contribution(report, it)));
    rows
}

fn session(report: &Report) -> Row<'_> {
    Row {
        place: &report.title,
        id: report.session.to_string(),
        subject: report.day.to_string().into(),
        detail: Cow::Borrowed(report.edition.as_str()),
        value: report.people.to_string(),
        second: report.tables.to_string(),
        ..Row::of(RowKind::Session)
    }
}

fn entry<'r>(entry: &'r ReportEntry, words: &'r CsvWords) -> Row<'r> {
    let place = match entry.subject {
        Subject::Talk => 0,
        Subject::Break => 1,
        Subject::Discussion => 2,
        Subject::Lesson(..) => 3,
        Subject::Case(_) => 4,
        Subject::Test(..) => 5,
    };
    let began = entry.from.map(|minute| format!("{:02}:{:02}", minute / 60, minute % 60));
    Row {
        day: Some(entry.day),
        place: &entry.title,
        id: entry.id.to_string(),
        subject: word(&words.subjects, Some(place)).into(),
        detail: began.unwrap_or_default().into(),
        value: entry.planned_minutes.to_string(),
        second: some(entry.took_minutes),
        ..Row::of(RowKind::Entry)
    }
}

fn poll<'r>(report: &'r Report, poll: &'r ReportPoll, words: &'r CsvWords) -> Vec<Row<'r>> {
    let rows = poll.options.iter().enumerate().map(|(place, option)| {
        let [first, second] = poll.votes(place).map(some);
        Row {
            day: report.day_of(poll.entry),
            place: &poll.place,
            id: poll.name(),
            subject: Cow::Borrowed(poll.question.as_str()),
            detail: marked(&option.letter, if option.is_key { words.key.as_str() } else { "" }),
            value: first,
            second,
            text: &option.text,
            ..Row::of(RowKind::Poll)
        }
    });
    rows.collect()
}

fn test<'r>(report: &'r Report, tested: &'r ReportPapers, words: &'r CsvWords) -> Row<'r> {
    let papers = &tested.counted;
    let gain = report.gains().into_iter().find(|it| it.part == papers.part);
    let mean = gain.and_then(|it| match papers.when {
        When::Before => it.gain.before,
        When::After => it.gain.after,
    });
    let when = When::ALL.iter().position(|it| *it == papers.when);
    Row {
        part: &tested.title,
        id: part_id(papers.part),
        subject: word(&words.whens, when).into(),
        value: papers.papers.to_string(),
        second: mean.map(|it| it.percent().to_string()).unwrap_or_default(),
        ..Row::of(RowKind::Test)
    }
}

fn gains(report: &Report) -> Vec<Row<'_>> {
    let rows = report.gains().into_iter().filter_map(|gain| {
        let tested = report.papers.iter().find(|it| it.counted.part == gain.part)?;
        let Gain { before, after, hundredths } = gain.gain;
        let (hundredths, least) = (hundredths?, before?.papers.min(after?.papers));
        let (sign, size) = (if hundredths < 0 { "-" } else { "" }, hundredths.unsigned_abs());
        Some(Row {
            part: &tested.title,
            id: part_id(gain.part),
            value: format!("{sign}{}.{:02}", size / 100, size % 100),
            second: least.to_string(),
            ..Row::of(RowKind::Gain)
        })
    });
    rows.collect()
}

fn road<'r>(road: &'r ReportRoad, words: &'r CsvWords) -> Vec<Row<'r>> {
    let mut rows: Vec<Row<'r>> = road.decisions.iter().flat_map(|it| decision(road, it, words)).collect();
    if let Some(ending) = &road.ending {
        let id = road.scenario.to_string();
        rows.push(Row { place: &road.title, id, text: ending, ..Row::of(RowKind::Ending) });
    }
    rows
}

/// The options with their votes. What was taken without a vote of its own has a row before them.
fn decision<'r>(road: &'r ReportRoad, decision: &'r ReportDecision, words: &'r CsvWords) -> Vec<Row<'r>> {
    let row = |text: &'r str, votes: Option<u16>| Row {
        place: &road.title,
        id: format!("{}/{}", road.scenario, decision.node),
        subject: Cow::Borrowed(decision.title.as_str()),
        detail: Cow::Borrowed(if decision.took(text) { words.taken.as_str() } else { "" }),
        value: some(votes),
        text,
        ..Row::of(RowKind::Decision)
    };
    let is_voted = decision.votes.iter().any(|(text, _)| decision.took(text));
    let mut rows = if is_voted { Vec::new() } else { vec![row(&decision.taken, None)] };
    rows.extend(decision.votes.iter().map(|(text, votes)| row(text, Some(*votes))));
    rows
}

fn contribution<'r>(report: &'r Report, said: &'r ReportContribution) -> Row<'r> {
    let subject = match said.about {
        About::Handbook => String::new(),
        About::Lesson(lesson, section) => path(lesson.as_str(), section.as_ref().map(|it| it.as_str())),
        About::Case(scenario, node) => path(scenario.as_str(), node.as_ref().map(|it| it.as_str())),
        About::Law(instrument, article) => path(instrument.as_str(), article.as_ref().map(|it| it.as_str())),
    };
    Row {
        day: report.day_of(said.entry),
        part: said.part.as_deref().unwrap_or_default(),
        place: &said.place,
        id: said.id.to_string(),
        subject: subject.into(),
        detail: Cow::Borrowed(said.detail.as_deref().unwrap_or_default()),
        role: Some(said.role),
        province: said.province.as_ref().map_or("", |(_, name)| name.as_str()),
        text: &said.words,
        ..Row::of(RowKind::Contribution)
    }
}

/// Two ids, the second within the first.
fn path(outer: &str, inner: Option<&str>) -> String {
    match inner {
        Some(inner) => format!("{outer}/{inner}"),
        None => outer.to_owned(),
    }
}

/// The id of a part; the whole handbook is called as in addresses.
fn part_id(part: Option<PartId>) -> String {
    part.map_or_else(|| "all".to_owned(), |it| it.to_string())
}

fn some(number: Option<u16>) -> String {
    number.map(|it| it.to_string()).unwrap_or_default()
}

fn marked<'r>(letter: &'r str, mark: &str) -> Cow<'r, str> {
    if mark.is_empty() { Cow::Borrowed(letter) } else { Cow::Owned(format!("{letter} ({mark})")) }
}

fn word(words: &[String], place: Option<usize>) -> &str {
    place.and_then(|it| words.get(it)).map(String::as_str).unwrap_or_default()
}

/// Whether a field may hold what a spreadsheet would run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    /// Words, from wherever.
    Text,
    /// A number of ours: a minus at its beginning is one.
    Number,
}

fn push_row(csv: &mut String, row: &Row<'_>, words: &CsvWords) {
    let kind = word(&words.kinds, RowKind::ALL.iter().position(|it| *it == row.kind));
    let role = row.role.map(|role| word(&words.roles, Speaker::ALL.iter().position(|it| *it == role)));
    let day = row.day.map(|day| (u16::from(day) + 1).to_string()).unwrap_or_default();
    let fields: [(&str, Field); COLUMNS] = [
        (kind, Field::Text),
        (&day, Field::Number),
        (row.part, Field::Text),
        (row.place, Field::Text),
        (&row.id, Field::Text),
        (&row.subject, Field::Text),
        (&row.detail, Field::Text),
        (role.unwrap_or_default(), Field::Text),
        (row.province, Field::Text),
        (&row.value, Field::Number),
        (&row.second, Field::Number),
        (row.text, Field::Text),
    ];
    push_fields(csv, fields.into_iter());
}

fn push_fields<'f>(csv: &mut String, fields: impl Iterator<Item = (&'f str, Field)>) {
    for (place, (text, field)) in fields.enumerate() {
        if 0 < place {
            csv.push(',');
        }
        push_field(csv, text, field);
    }
    csv.push_str("\r\n");
}

fn push_field(csv: &mut String, text: &str, field: Field) {
    let is_quoted = text.contains(PARTING);
    if is_quoted {
        csv.push('"');
    }
    if field == Field::Text && text.starts_with(FORMULA) {
        csv.push('\'');
    }
    for letter in text.chars() {
        if letter == '"' {
            csv.push('"');
        }
        csv.push(letter);
    }
    if is_quoted {
        csv.push('"');
    }
}
