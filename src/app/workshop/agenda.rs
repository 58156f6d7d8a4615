//! Changing an agenda.

use super::base::Base;
use super::planning::Planning;
use crate::app::platform;
use crate::app::session::Session as App;
use crate::engine::workshop::{Session, SessionFact};
use crate::markup::action::AgendaAction;
use crate::markup::number;
use crate::markup::page::workshop::agenda::subject_of;
use crate::model::workshop::{ENTRIES_MAX, ENTRY_MINUTES_MAX, PEOPLE_MAX, TABLES_MAX};
use crate::model::{AgendaEntry, Phrase, Plan, SessionDay, Subject};

/// When a day begins that is added.
const STARTS_FIRST: u16 = 8 * 60;

/// Why a change is refused.
enum Refused {
    Number(u16, u16),
    Time,
    Full,
}

impl Planning {
    pub(super) fn change_agenda(&self, session: App, held: &Session, action: AgendaAction, value: &str) {
        let locale = session.view.peek(|view| view.locale);
        let mut plan = held.plan.clone();
        let changed = match action {
            AgendaAction::Add(day) => {
                let value = platform::value_of(&format!("#add-{day}")).unwrap_or_default();
                let added = self.base.with_book(session, locale, |book| subject_of(&value, book));
                match added {
                    Some((subject, minutes)) => add(&mut plan, held.highest_entry, day, subject, minutes),
                    None => Ok(()),
                }
            }
            other => change(&mut plan, other, value),
        };
        // The focus goes along with what is moved.
        if let AgendaAction::Up(id) | AgendaAction::Down(id) = action {
            let way = if matches!(action, AgendaAction::Up(_)) { "up" } else { "down" };
            platform::after_paint(move || {
                if let Some(control) = platform::find(&format!("[data-entry=\"{id}\"] [data-way=\"{way}\"]")) {
                    platform::focus_quietly(&control);
                }
            });
        }
        match changed {
            Ok(()) if plan != held.plan => {
                // Whoever changes when a day begins or what it holds says anew when it ends.
                let length = |day: &SessionDay| (day.starts, day.entries.iter().map(|it| it.minutes).sum::<u16>());
                for (place, day) in plan.days.iter_mut().enumerate() {
                    if held.plan.days.get(place).is_none_or(|before| length(before) != length(day)) {
                        day.ends = None;
                    }
                }
                Base::record(session, held.id, SessionFact::Planned(plan.clamped()));
            }
            Ok(()) => {}
            Err(Refused::Number(from, to)) => self.base.refuse_number(session, from, to),
            Err(Refused::Time) => self.base.refuse(session, Phrase::WorkProblemTime, &[]),
            Err(Refused::Full) => self.base.refuse(session, Phrase::WorkProblemFull, &[]),
        }
    }
}

fn add(plan: &mut Plan, highest: u16, day: usize, subject: Subject, minutes: u16) -> Result<(), Refused> {
    if ENTRIES_MAX <= plan.entries().count() {
        return Err(Refused::Full);
    }
    let id = plan.fresh_id(highest);
    if let Some(day) = plan.days.get_mut(day) {
        day.entries.push(AgendaEntry { id, subject, title: String::new(), minutes });
    }
    Ok(())
}

fn within(value: &str, from: u16, to: u16) -> Result<u16, Refused> {
    number::typed(value).filter(|it| (from..=to).contains(it)).ok_or(Refused::Number(from, to))
}

fn change(plan: &mut Plan, action: AgendaAction, value: &str) -> Result<(), Refused> {
    match action {
        AgendaAction::Title if !value.trim().is_empty() => plan.title = value.to_owned(),
        AgendaAction::People => plan.people = within(value, 1, PEOPLE_MAX)?,
        AgendaAction::Tables => {
            plan.tables = u8::try_from(within(value, 1, u16::from(TABLES_MAX))?).unwrap_or(TABLES_MAX);
        }
        AgendaAction::Starts(day) => {
            let starts = time(value).ok_or(Refused::Time)?;
            if let Some(day) = plan.days.get_mut(day) {
                day.starts = starts;
            }
        }
        AgendaAction::AddDay => plan.days.push(SessionDay { starts: STARTS_FIRST, ends: None, entries: Vec::new() }),
        AgendaAction::RemoveDay if plan.days.last().is_some_and(|it| it.entries.is_empty()) => drop(plan.days.pop()),
        AgendaAction::Up(id) => move_by(plan, id, -1),
        AgendaAction::Down(id) => move_by(plan, id, 1),
        AgendaAction::Remove(id) => plan.days.iter_mut().for_each(|day| day.entries.retain(|it| it.id != id)),
        AgendaAction::Minutes(id) => {
            let minutes = within(value, 1, ENTRY_MINUTES_MAX)?;
            if let Some(entry) = entry(plan, id) {
                entry.minutes = minutes;
            }
        }
        AgendaAction::Name(id) => {
            if let Some(entry) = entry(plan, id) {
                entry.title = value.to_owned();
            }
        }
        AgendaAction::Section(id) => {
            if let Some(entry) = entry(plan, id)
                && let Subject::Lesson(lesson, _) = entry.subject
            {
                entry.subject = Subject::Lesson(lesson, value.parse().ok());
            }
        }
        _ => {}
    }
    Ok(())
}

fn entry(plan: &mut Plan, id: u16) -> Option<&mut AgendaEntry> {
    plan.days.iter_mut().flat_map(|day| &mut day.entries).find(|it| it.id == id)
}

/// Moves an entry by one place; beyond the end of its day it goes to the neighbouring one.
fn move_by(plan: &mut Plan, id: u16, by: isize) {
    let Some(day) = plan.days.iter().position(|it| it.entries.iter().any(|entry| entry.id == id)) else { return };
    let Some(entries) = plan.days.get_mut(day).map(|it| &mut it.entries) else { return };
    let Some(place) = entries.iter().position(|it| it.id == id) else { return };
    if let Some(other) = place.checked_add_signed(by).filter(|it| *it < entries.len()) {
        return entries.swap(place, other);
    }
    let Some(next) = day.checked_add_signed(by).filter(|it| *it < plan.days.len()) else { return };
    let Some(moved) = plan.days.get_mut(day).map(|it| it.entries.remove(place)) else { return };
    if let Some(next) = plan.days.get_mut(next) {
        let place = if by < 0 { next.entries.len() } else { 0 };
        next.entries.insert(place, moved);
    }
}

/// A time of day as people write it: `8:30`, `08.30`, `០៨:៣០`.
fn time(value: &str) -> Option<u16> {
    let value = value.replace(['.', 'h'], ":");
    let (hours, minutes) = value.split_once(':')?;
    let (hours, minutes) = (number::typed(hours)?, number::typed(minutes)?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}
