//! What ran, and on which day: stays at entries, nights, rehearsals, and with what a session goes on.

use super::session::Session;
use crate::engine::progress::Day;
use crate::model::{SessionDay, Subject};

/// A stay at an entry of the agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ran {
    /// The entry.
    pub entry: u16,
    /// When it began.
    pub from_ms: i64,
    /// When it ended; none while it goes on.
    pub to_ms: Option<i64>,
    /// The day on which it began.
    pub day: Day,
}

impl Ran {
    /// How long it took, or has taken by now, in milliseconds. A clock that jumped back gives none.
    pub fn took_ms(&self, now_ms: i64) -> i64 {
        self.to_ms.unwrap_or(now_ms).saturating_sub(self.from_ms).max(0)
    }
}

/// A day of the agenda as it was planned when it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The place of the day, from 0.
    pub day: usize,
    /// The date.
    pub on: Day,
    /// What was planned.
    pub planned: SessionDay,
}

/// With which entry a session goes on after a rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resumed {
    /// Where it was.
    Here(u16),
    /// From its beginning.
    Anew(u16),
}

impl Session {
    /// Nobody works through the night: what was left on the wall on another day ended when it was planned to, and the
    /// wall has rested since.
    pub(super) fn end_night(&mut self, today: Day) {
        let Some(last) = self.ran.last_mut().filter(|it| it.to_ms.is_none() && it.day != today) else { return };
        let planned = self.plan.entry(last.entry).map_or(0, |(_, entry)| i64::from(entry.minutes) * 60_000);
        last.to_ms = Some(last.from_ms.saturating_add(planned));
        self.showing.entry = None;
    }

    /// Keeps what was planned for the day of an entry when the day began. If little of it had run on another date, that
    /// was a rehearsal of this entry and all that comes after it: it is forgotten.
    pub(super) fn begin(&mut self, entry: u16, today: Day) {
        let Some((day, _)) = self.plan.entry(entry) else { return };
        let known = self.begun.iter().find(|it| it.day == day);
        if known.is_some_and(|it| it.on == today || self.was_held(day)) {
            return;
        }
        let Some(planned) = self.plan.days.get(day).cloned() else { return };
        for it in planned.entries.iter().skip_while(|it| it.id != entry) {
            self.ran.retain(|ran| ran.day == today || ran.entry != it.id);
            self.votes.retain(|vote| vote.entry != Some(it.id));
            match it.subject {
                Subject::Case(id) => self.roads.retain(|road| road.scenario != id),
                Subject::Test(part, when) => self.papers.retain(|it| (it.part, it.when) != (part, when)),
                _ => {}
            }
        }
        self.begun.retain(|it| it.day != day);
        self.begun.push(Begun { day, on: today, planned });
    }

    /// The session as it stands on a date.
    #[must_use]
    pub fn on(mut self, today: Day) -> Self {
        self.end_night(today);
        self
    }

    /// The day of the agenda, from 0, that a date belongs to: that of what is on the wall or was last on it, else the
    /// first that has not been held, else the last.
    pub fn day_on(&self, today: Day) -> usize {
        self.running_day(today).or_else(|| self.day_to_come()).unwrap_or(self.plan.days.len().saturating_sub(1))
    }

    /// The day of the agenda of which something was on the wall on this date.
    pub fn running_day(&self, today: Day) -> Option<usize> {
        let last = self.ran.last().filter(|it| it.day == today).map(|it| it.entry);
        self.showing.entry.or(last).and_then(|id| self.plan.entry(id)).map(|(day, _)| day)
    }

    /// The first day that has not been held.
    fn day_to_come(&self) -> Option<usize> {
        (0..self.plan.days.len()).find(|day| !self.was_held(*day))
    }

    /// Whether half of what is planned for a day, or more, ran on one date: less was a rehearsal. A day without entries
    /// needs no holding.
    fn was_held(&self, day: usize) -> bool {
        let Some(planned) = self.plan.days.get(day) else { return false };
        let minutes: i64 = planned.entries.iter().map(|it| i64::from(it.minutes)).sum();
        let is_of_day = |it: &&Ran| planned.entries.iter().any(|entry| entry.id == it.entry);
        let took = |on: Day| {
            let ran = self.ran.iter().filter(is_of_day).filter(|it| it.day == on);
            ran.map(|it| it.took_ms(it.from_ms)).fold(0, i64::saturating_add)
        };
        minutes == 0 || self.ran.iter().filter(is_of_day).any(|it| minutes * 30_000 <= took(it.day))
    }

    /// With which entry the wall goes on after a rest: with the last of this date, where it was; on another date with
    /// the first of the day to come. None if every day was held.
    pub fn resumed(&self, today: Day) -> Option<Resumed> {
        let last = self.ran.last().filter(|it| it.day == today && self.plan.entry(it.entry).is_some());
        if let Some(last) = last {
            return Some(Resumed::Here(last.entry));
        }
        let day = self.plan.days.get(self.day_to_come()?)?;
        day.entries.first().map(|it| Resumed::Anew(it.id))
    }

    /// The days as they were planned before the room ran late.
    pub fn days_as_planned(&self) -> Vec<SessionDay> {
        let mut days = self.plan.days.clone();
        for entry in days.iter_mut().flat_map(|day| &mut day.entries) {
            entry.minutes = self.planned_minutes(entry.id).unwrap_or(entry.minutes);
        }
        days.iter_mut().for_each(|day| day.ends = None);
        days
    }

    /// The days as they were planned when they began, with what was added since; what ran and was taken out of the plan
    /// stands at the end of its day.
    pub fn agenda_as_planned(&self) -> Vec<SessionDay> {
        let mut days = self.days_as_planned();
        for begun in &self.begun {
            let Some(day) = days.get_mut(begun.day) else { continue };
            day.starts = begun.planned.starts;
            let gone = begun.planned.entries.iter().filter(|it| self.plan.entry(it.id).is_none());
            day.entries.extend(gone.filter(|it| self.stays(it.id).next().is_some()).cloned());
        }
        days
    }

    /// The minutes that were planned for an entry when its day began; none if it was not planned then.
    pub fn planned_minutes(&self, entry: u16) -> Option<u16> {
        let mut planned = self.begun.iter().flat_map(|it| &it.planned.entries);
        planned.find(|it| it.id == entry).map(|it| it.minutes)
    }

    /// The date on which it began, rehearsals apart; the day on which it was planned if nothing did.
    pub fn began_on(&self) -> Day {
        self.begun.iter().map(|it| it.on).min().unwrap_or(self.day)
    }

    /// The stays at an entry on the newest date on which it was shown: what was there before was a rehearsal.
    pub fn stays(&self, entry: u16) -> impl Iterator<Item = &Ran> {
        let newest = self.ran.iter().filter(|it| it.entry == entry).map(|it| it.day).max();
        self.ran.iter().filter(move |it| it.entry == entry && Some(it.day) == newest)
    }

    /// How long an entry has run, its stays together, in milliseconds.
    pub fn took_ms(&self, entry: u16, now_ms: i64) -> i64 {
        self.stays(entry).map(|it| it.took_ms(now_ms)).fold(0, i64::saturating_add)
    }
}
