//! Where a reader can be. Hash routes, so that the same build runs from any static host, in any
//! sub-folder and in a frame.

use std::fmt;

use crate::engine::progress::{SessionId, When};
use crate::model::{InstrumentId, LessonId, Locale, OffenceId, PartId, ScenarioId, SectionId, SpeciesId};

/// A page of the app. `parse` and `to_string` are inverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// The table of contents.
    Home,
    /// A lesson, perhaps at one of its sections.
    Lesson(LessonId, Option<SectionId>),
    /// The list of cases.
    Cases,
    /// A case: its brief, its decision or its debrief, as the record says.
    Case(ScenarioId),
    /// A page of the desk.
    Desk(DeskPage),
    /// The search; what is looked for stands behind it in the address.
    Search,
    /// What the learner marked and wrote.
    Notes,
    /// Items that come back.
    Review,
    /// Every test, and what was gained.
    Tests,
    /// A test of a part, or of the whole.
    Test(Option<PartId>, When),
    /// What the learner can print when all is done.
    Certificate,
    /// What the learner did.
    Record,
    /// Sessions, reports, the class.
    Workshop(WorkshopPage),
    /// What the room sees.
    Stage,
    /// Language, theme, size of letters.
    Settings,
    /// Edition, sources, what is not verified.
    About,
    /// An address that is no page of the handbook.
    NotFound,
}

impl Route {
    /// Reads the fragment of an address. `None` if it is no route: a fragment that does not begin
    /// with `#/` leads to a place on the page and is the browser's.
    pub fn parse(fragment: &str) -> Option<Self> {
        let path = match fragment {
            "" | "#" => "",
            _ => fragment.strip_prefix("#/")?,
        };
        // What is looked for is no part of the way.
        let path = path.split('?').next().unwrap_or_default();
        let words: Vec<&str> = path.strip_suffix('/').unwrap_or(path).split('/').collect();
        Some(match words.as_slice() {
            [""] => Self::Home,
            ["lesson", lesson] => lesson.parse().map_or(Self::NotFound, |lesson| Self::Lesson(lesson, None)),
            ["lesson", lesson, section] => match (lesson.parse(), section.parse()) {
                (Ok(lesson), Ok(section)) => Self::Lesson(lesson, Some(section)),
                _ => Self::NotFound,
            },
            ["cases"] => Self::Cases,
            ["case", case] => case.parse().map_or(Self::NotFound, Self::Case),
            ["desk", rest @ ..] => DeskPage::parse(rest).map_or(Self::NotFound, Self::Desk),
            ["search"] => Self::Search,
            ["notes"] => Self::Notes,
            ["review"] => Self::Review,
            ["tests"] => Self::Tests,
            ["test", part, when] => parse_test(part, when).unwrap_or(Self::NotFound),
            ["certificate"] => Self::Certificate,
            ["record"] => Self::Record,
            ["workshop", rest @ ..] => WorkshopPage::parse(rest).map_or(Self::NotFound, Self::Workshop),
            ["stage"] => Self::Stage,
            ["settings"] => Self::Settings,
            ["about"] => Self::About,
            _ => Self::NotFound,
        })
    }

    /// The value of `main[data-page]`.
    pub fn page(&self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Lesson(..) => "lesson",
            Self::Cases => "cases",
            Self::Case(_) => "case",
            Self::Desk(_) => "desk",
            Self::Search => "search",
            Self::Notes => "notes",
            Self::Review => "review",
            Self::Tests => "tests",
            Self::Test(..) => "test",
            Self::Certificate => "certificate",
            Self::Record => "record",
            Self::Workshop(_) => "workshop",
            Self::Stage => "stage",
            Self::Settings => "settings",
            Self::About => "about",
            Self::NotFound => "not-found",
        }
    }
}

/// The word for the test of the whole handbook; no part is called so.
const WHOLE: &str = "all";

fn parse_test(part: &str, when: &str) -> Option<Route> {
    let part = if part == WHOLE { None } else { Some(part.parse().ok()?) };
    let when = When::ALL.into_iter().find(|it| it.as_str() == when)?;
    Some(Route::Test(part, when))
}

/// A page of the workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WorkshopPage {
    /// Sessions, and what can be opened beside them.
    Index,
    /// The agenda of a session.
    Agenda(SessionId),
    /// What the trainer sees while a session runs.
    Console(SessionId),
    /// What came of a session.
    Report(SessionId),
    /// What many sessions said.
    Reports,
    /// The records of a class together.
    Class,
}

impl WorkshopPage {
    fn parse(words: &[&str]) -> Option<Self> {
        Some(match words {
            [] => Self::Index,
            ["agenda", id] => Self::Agenda(id.parse().ok()?),
            ["console", id] => Self::Console(id.parse().ok()?),
            ["report", id] => Self::Report(id.parse().ok()?),
            ["reports"] => Self::Reports,
            ["class"] => Self::Class,
            _ => return None,
        })
    }
}

impl fmt::Display for WorkshopPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index => f.write_str("#/workshop"),
            Self::Agenda(id) => write!(f, "#/workshop/agenda/{id}"),
            Self::Console(id) => write!(f, "#/workshop/console/{id}"),
            Self::Report(id) => write!(f, "#/workshop/report/{id}"),
            Self::Reports => f.write_str("#/workshop/reports"),
            Self::Class => f.write_str("#/workshop/class"),
        }
    }
}

/// A page of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeskPage {
    /// What the desk holds.
    Index,
    /// Offences, to be filtered and compared.
    Offences,
    /// One offence.
    Offence(OffenceId),
    /// Instruments.
    Law,
    /// One instrument with its articles.
    Instrument(InstrumentId),
    /// Every species.
    AllSpecies,
    /// One species.
    Species(SpeciesId),
    /// Terms in both languages.
    Glossary,
    /// Who can help a court.
    Organisations,
    /// Works that the handbook cites.
    Sources,
    /// What the law leaves open.
    Questions,
    /// What a trainer prints to play a case in a room.
    Kit(ScenarioId),
    /// What a trainer prints to teach a lesson.
    Handout(LessonId),
    /// A test on paper, of a part or of the whole.
    Paper(Option<PartId>),
}

impl DeskPage {
    fn parse(words: &[&str]) -> Option<Self> {
        Some(match words {
            [] => Self::Index,
            ["offences"] => Self::Offences,
            ["offences", id] => Self::Offence(id.parse().ok()?),
            ["law"] => Self::Law,
            ["law", id] => Self::Instrument(id.parse().ok()?),
            ["species"] => Self::AllSpecies,
            ["species", id] => Self::Species(id.parse().ok()?),
            ["glossary"] => Self::Glossary,
            ["organisations"] => Self::Organisations,
            ["sources"] => Self::Sources,
            ["questions"] => Self::Questions,
            ["kit", id] => Self::Kit(id.parse().ok()?),
            ["handout", id] => Self::Handout(id.parse().ok()?),
            ["paper", id] if *id == WHOLE => Self::Paper(None),
            ["paper", id] => Self::Paper(Some(id.parse().ok()?)),
            _ => return None,
        })
    }

    /// What stands behind `#/desk/`; also its name in the directory of the desk.
    pub fn path(&self) -> String {
        match self {
            Self::Index => String::new(),
            Self::Offences => "offences".to_owned(),
            Self::Offence(id) => format!("offences/{id}"),
            Self::Law => "law".to_owned(),
            Self::Instrument(id) => format!("law/{id}"),
            Self::AllSpecies => "species".to_owned(),
            Self::Species(id) => format!("species/{id}"),
            Self::Glossary => "glossary".to_owned(),
            Self::Organisations => "organisations".to_owned(),
            Self::Sources => "sources".to_owned(),
            Self::Questions => "questions".to_owned(),
            Self::Kit(id) => format!("kit/{id}"),
            Self::Handout(id) => format!("handout/{id}"),
            Self::Paper(part) => format!("paper/{}", part.as_ref().map_or(WHOLE, PartId::as_str)),
        }
    }
}

/// The address of the contents as a page of its own, from the root of the site. The English one is also the page
/// that asks the browser which language its reader wants.
pub fn home_file(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "index.html",
        Locale::Km => "home.km.html",
    }
}

/// The address of a lesson's own page, from the root of the site.
pub fn lesson_file(lesson: LessonId, locale: Locale) -> String {
    format!("lesson/{lesson}.{}.html", locale.tag())
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => f.write_str("#/"),
            Self::Lesson(lesson, None) => write!(f, "#/lesson/{lesson}"),
            Self::Lesson(lesson, Some(section)) => write!(f, "#/lesson/{lesson}/{section}"),
            Self::Cases => f.write_str("#/cases"),
            Self::Case(case) => write!(f, "#/case/{case}"),
            Self::Desk(DeskPage::Index) => f.write_str("#/desk"),
            Self::Desk(page) => write!(f, "#/desk/{}", page.path()),
            Self::Search => f.write_str("#/search"),
            Self::Notes => f.write_str("#/notes"),
            Self::Review => f.write_str("#/review"),
            Self::Tests => f.write_str("#/tests"),
            Self::Test(part, when) => {
                write!(f, "#/test/{}/{}", part.as_ref().map_or(WHOLE, PartId::as_str), when.as_str())
            }
            Self::Certificate => f.write_str("#/certificate"),
            Self::Record => f.write_str("#/record"),
            Self::Workshop(page) => page.fmt(f),
            Self::Stage => f.write_str("#/stage"),
            Self::Settings => f.write_str("#/settings"),
            Self::About => f.write_str("#/about"),
            Self::NotFound => f.write_str("#/not-found"),
        }
    }
}
