//! `workshop.toml`: agendas to begin from, and provinces that a contribution can come from.

use super::diagnostic::{Findings, Place, Rule};
use super::fields::{Fields, Placed, check_khmer, read_file};
use super::once::Once;
use super::source::SourceTree;
use crate::model::law::Spoken;
use crate::model::workshop::{DAYS_MAX, ENTRIES_MAX, ENTRY_MINUTES_MAX, TITLE_LETTERS_MAX};
use crate::model::{
    AgendaEntry, LessonId, Locale, PartId, ProvinceId, ScenarioId, SectionId, SessionDay, Subject, Template,
    TemplateId, When,
};

/// What a trainer begins from, in the order of [`Locale::ALL`].
#[derive(Debug, Default)]
pub struct Workshop {
    /// Agendas.
    pub templates: [Vec<Template>; 2],
    /// Provinces, as authored.
    pub provinces: [Vec<(ProvinceId, String)>; 2],
}

/// What an agenda can name.
pub struct Known<'a> {
    /// Lessons with their sections.
    pub lessons: Vec<(LessonId, &'a [SectionId])>,
    /// Cases.
    pub cases: Vec<ScenarioId>,
    /// Parts.
    pub parts: Vec<PartId>,
}

/// Reads it; without the file there are no agendas.
pub fn read(tree: &SourceTree, known: &Known<'_>, findings: &mut Findings) -> Workshop {
    let mut workshop = Workshop::default();
    if tree.get("workshop.toml").is_none() {
        return workshop;
    }
    read_file(tree, "workshop.toml", findings, |fields, findings| {
        let mut once = Once::within("among the agendas");
        fields.tables("template", findings, |fields, findings| {
            if let Some(read) = template(fields, known, &mut once, findings) {
                workshop.templates.iter_mut().zip(read).for_each(|(all, one)| all.push(one));
            }
        });
        let mut once = Once::within("among the provinces");
        fields.tables("province", findings, |fields, findings| {
            let id: Option<ProvinceId> = fields.parsed_needed("id", Rule::IdGrammar, findings);
            once.see(id, &fields.place(), findings);
            let name = Spoken { en: fields.text_needed("en", findings), km: fields.text("km", findings) };
            check_khmer(&name, findings);
            if let Some(id) = id {
                for (all, locale) in workshop.provinces.iter_mut().zip(Locale::ALL) {
                    all.push((id, said(&name, locale)));
                }
            }
        });
    });
    workshop
}

fn said(words: &Spoken<Placed>, locale: Locale) -> String {
    words.in_locale(locale).text.clone()
}

fn template(
    fields: &mut Fields<'_>,
    known: &Known<'_>,
    once: &mut Once,
    findings: &mut Findings,
) -> Option<[Template; 2]> {
    let id: Option<TemplateId> = fields.parsed_needed("id", Rule::IdGrammar, findings);
    once.see(id, &fields.place(), findings);
    let (title, lead) = (fields.spoken_needed("title", findings), fields.spoken_needed("lead", findings));
    check_khmer(&title, findings);
    check_khmer(&lead, findings);
    check_title(&title, &fields.place(), findings);
    let mut next = 1;
    let place = fields.place();
    let days = fields.tables("day", findings, |fields, findings| day(fields, known, &mut next, findings));
    if DAYS_MAX < days.len() || ENTRIES_MAX < usize::from(next) - 1 {
        let hint = "make it shorter";
        findings.add(Rule::BadValue, &place, format!("over {DAYS_MAX} days or {ENTRIES_MAX} entries"), hint);
    }
    let id = id?;
    Some(Locale::ALL.map(|locale| Template {
        id,
        title: said(&title, locale),
        lead: said(&lead, locale),
        days: days.iter().map(|it| it.in_locale(locale)).collect(),
    }))
}

/// A day with titles in both languages.
struct ReadDay {
    starts: u16,
    entries: Vec<(AgendaEntry, Option<Spoken<Placed>>)>,
}

impl ReadDay {
    fn in_locale(&self, locale: Locale) -> SessionDay {
        let entries = self.entries.iter().map(|(entry, title)| {
            let title = title.as_ref().map(|it| said(it, locale)).unwrap_or_default();
            AgendaEntry { title, ..entry.clone() }
        });
        SessionDay { starts: self.starts, ends: None, entries: entries.collect() }
    }
}

fn day(fields: &mut Fields<'_>, known: &Known<'_>, next: &mut u16, findings: &mut Findings) -> ReadDay {
    let starts = fields.text_needed("starts", findings);
    let minutes = minutes_of(&starts.text);
    if minutes.is_none() {
        let hint = "write it as `08:00`";
        findings.add(Rule::BadValue, &starts.place, format!("`{}` is no time of day", starts.text), hint);
    }
    let entries = fields.tables("entry", findings, |fields, findings| entry(fields, known, next, findings));
    ReadDay { starts: minutes.unwrap_or_default(), entries: entries.into_iter().flatten().collect() }
}

fn minutes_of(time: &str) -> Option<u16> {
    let (hours, minutes) = time.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

fn entry(
    fields: &mut Fields<'_>,
    known: &Known<'_>,
    next: &mut u16,
    findings: &mut Findings,
) -> Option<(AgendaEntry, Option<Spoken<Placed>>)> {
    let place = fields.place();
    let kinds = ["talk", "break", "discussion", "lesson", "case", "test"].map(|it| (it, it));
    let kind = fields.word_needed("kind", &kinds, findings);
    let minutes = fields.integer_within("minutes", 1, i64::from(ENTRY_MINUTES_MAX), findings);
    let title = (fields.has("en") || fields.has_table("en")).then(|| fields.spoken_needed("title", findings));
    if let Some(title) = &title {
        check_khmer(title, findings);
        check_title(title, &place, findings);
    }
    let subject = match kind? {
        "break" => Subject::Break,
        "discussion" => Subject::Discussion,
        "lesson" => lesson(fields, known, findings)?,
        "case" => {
            let case: ScenarioId = fields.parsed_needed("case", Rule::IdGrammar, findings)?;
            check(known.cases.contains(&case), "case", case.as_str(), &place, findings);
            Subject::Case(case)
        }
        "test" => {
            let when = fields.word_needed("when", &When::ALL.map(|it| (it.as_str(), it)), findings)?;
            let part: Option<PartId> = fields.parsed("part", Rule::IdGrammar, findings);
            if let Some(part) = part {
                check(known.parts.contains(&part), "part", part.as_str(), &place, findings);
            }
            Subject::Test(part, when)
        }
        _ => Subject::Talk,
    };
    if title.is_none() && matches!(subject, Subject::Talk | Subject::Discussion) {
        fields.missing("en.title", findings);
    }
    let id = *next;
    *next = next.saturating_add(1);
    Some((AgendaEntry { id, subject, title: String::new(), minutes: u16::try_from(minutes?).ok()? }, title))
}

/// Says that a title is too long for a plan.
fn check_title(title: &Spoken<Placed>, place: &Place, findings: &mut Findings) {
    if Locale::ALL.iter().any(|locale| TITLE_LETTERS_MAX < said(title, *locale).chars().count()) {
        findings.add(Rule::BadValue, place, format!("a title over {TITLE_LETTERS_MAX} letters"), "make it shorter");
    }
}

fn lesson(fields: &mut Fields<'_>, known: &Known<'_>, findings: &mut Findings) -> Option<Subject> {
    let place = fields.place();
    let lesson: LessonId = fields.parsed_needed("lesson", Rule::IdGrammar, findings)?;
    let section: Option<SectionId> = fields.parsed("section", Rule::IdGrammar, findings);
    match (known.lessons.iter().find(|(id, _)| *id == lesson), section) {
        (Some((_, sections)), Some(section)) => {
            check(sections.contains(&section), "section", section.as_str(), &place, findings);
        }
        (found, _) => check(found.is_some(), "lesson", lesson.as_str(), &place, findings),
    }
    Some(Subject::Lesson(lesson, section))
}

/// Says that an agenda names something that is not there.
fn check(is_there: bool, what: &str, id: &str, place: &Place, findings: &mut Findings) {
    if !is_there {
        findings.add(Rule::LinkResolves, place, format!("no {what} `{id}`"), "mend the id");
    }
}
