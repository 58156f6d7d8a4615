//! A workshop as a trainer plans it: facts only. What happened, and what it adds up to, stands in `engine::workshop`.

use super::id::{InstrumentId, LessonId, PartId, ProvinceId, ScenarioId, SectionId, TemplateId};
use super::wire::{wire_enum, wire_struct};

/// Days of a session.
pub const DAYS_MAX: usize = 5;
/// Entries of an agenda, all days together: its event keeps to its 16 kB with Khmer titles as long as they may be.
pub const ENTRIES_MAX: usize = 45;
/// People in the room.
pub const PEOPLE_MAX: u16 = 500;
/// Tables in the room.
pub const TABLES_MAX: u8 = 30;
/// Minutes planned for one entry.
pub const ENTRY_MINUTES_MAX: u16 = 480;
/// Letters of the title of a session or of an entry.
pub const TITLE_LETTERS_MAX: usize = 60;

/// Whether a test comes before or after the lessons that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// Before.
    Before,
    /// After.
    After,
}

impl When {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Before, Self::After];

    /// The word in the record and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }
}

/// What an entry of the agenda is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Something that the trainer says under a title: a welcome, a summary.
    Talk,
    /// A break.
    Break,
    /// The room tells what it knows.
    Discussion,
    /// A lesson, or one of its sections.
    Lesson(LessonId, Option<SectionId>),
    /// A case that the room plays.
    Case(ScenarioId),
    /// A test on paper, of a part or of the whole.
    Test(Option<PartId>, When),
}

/// An entry of an agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaEntry {
    /// Its number within the session: it stays when entries are moved. From 1.
    pub id: u16,
    /// What it is about.
    pub subject: Subject,
    /// Its own title; empty where that of the subject does.
    pub title: String,
    /// Planned minutes, from 1 to [`ENTRY_MINUTES_MAX`].
    pub minutes: u16,
}

/// A day of a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionDay {
    /// When it begins, in minutes after midnight.
    pub starts: u16,
    /// When it should end although what is to come was shortened since, in minutes after midnight; none where the
    /// entries say it.
    pub ends: Option<u16>,
    /// Its entries in order.
    pub entries: Vec<AgendaEntry>,
}

impl SessionDay {
    /// When it should end, in minutes after midnight.
    pub fn end(&self) -> i64 {
        let minutes: i64 = self.entries.iter().map(|entry| i64::from(entry.minutes)).sum();
        self.ends.map_or(i64::from(self.starts) + minutes, i64::from)
    }
}

/// What a trainer has planned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What the session is called; at most [`TITLE_LETTERS_MAX`] letters.
    pub title: String,
    /// People in the room, at most [`PEOPLE_MAX`].
    pub people: u16,
    /// Tables in the room, from 1 to [`TABLES_MAX`].
    pub tables: u8,
    /// The days, at most [`DAYS_MAX`].
    pub days: Vec<SessionDay>,
}

impl Plan {
    /// All entries in order, each with the place of its day.
    pub fn entries(&self) -> impl Iterator<Item = (usize, &AgendaEntry)> {
        self.days.iter().enumerate().flat_map(|(day, it)| it.entries.iter().map(move |entry| (day, entry)))
    }

    /// An entry with the place of its day.
    pub fn entry(&self, id: u16) -> Option<(usize, &AgendaEntry)> {
        self.entries().find(|(_, entry)| entry.id == id)
    }

    /// The least number after `highest` that no entry has.
    pub fn fresh_id(&self, highest: u16) -> u16 {
        let is_free = |id: &u16| self.entry(*id).is_none();
        (highest.saturating_add(1)..=u16::MAX).chain(1..=u16::MAX).find(is_free).unwrap_or(u16::MAX)
    }

    /// The plan within its limits: what is beyond them is cut off.
    #[must_use]
    pub fn clamped(mut self) -> Self {
        self.title = short(&self.title);
        self.people = self.people.min(PEOPLE_MAX);
        self.tables = self.tables.clamp(1, TABLES_MAX);
        self.days.truncate(DAYS_MAX);
        let mut room = ENTRIES_MAX;
        for day in &mut self.days {
            day.starts = day.starts.min(24 * 60 - 1);
            day.entries.truncate(room);
            room -= day.entries.len();
            for entry in &mut day.entries {
                entry.title = short(&entry.title);
                entry.minutes = entry.minutes.clamp(1, ENTRY_MINUTES_MAX);
            }
        }
        self
    }
}

/// A title within its limit, in one line, of letters that take three bytes at most.
fn short(title: &str) -> String {
    let line = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters = line.chars().filter(|letter| !letter.is_control() && letter.len_utf8() <= 3);
    letters.take(TITLE_LETTERS_MAX).collect::<String>().trim().to_owned()
}

/// An agenda to begin from, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its id.
    pub id: TemplateId,
    /// Its name.
    pub title: String,
    /// What it is good for.
    pub lead: String,
    /// Its days.
    pub days: Vec<SessionDay>,
}

/// What the pages of the workshop need of the handbook, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkshopIndex {
    /// Agendas to begin from.
    pub templates: Vec<Template>,
    /// The slides of each lesson: the name of their file.
    pub decks: Vec<(LessonId, String)>,
    /// Provinces that a contribution can come from, in the order of the language.
    pub provinces: Vec<(ProvinceId, String)>,
    /// Instruments that a contribution can be about.
    pub instruments: Vec<(InstrumentId, String)>,
    /// Interface wording that only these pages need: what comes after [`Phrase::SENT`](super::Phrase::SENT).
    pub phrases: Vec<String>,
}

wire_struct! {
    AgendaEntry { id, subject, title, minutes }
    SessionDay { starts, ends, entries }
    Template { id, title, lead, days }
    WorkshopIndex { templates, decks, provinces, instruments, phrases }
}

wire_enum! {
    When { 0 Before, 1 After; else Self::Before }
    Subject { 0 Talk, 1 Break, 2 Discussion, 3 Lesson(a, b), 4 Case(a), 5 Test(a, b); else Self::Talk }
}
