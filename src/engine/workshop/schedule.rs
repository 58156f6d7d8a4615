//! The clock of a session: when each entry begins and ends, as planned and as the room runs.

use super::session::Session;
use crate::engine::progress::Day;
use crate::model::{Plan, SessionDay, Subject};

const MINUTE_MS: i64 = 60_000;
const DAY_MINUTES: i64 = 24 * 60;
/// The least that a shortened entry keeps.
pub const SHORTEST_MINUTES: u16 = 5;

/// When an entry runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The entry.
    pub entry: u16,
    /// Its day, from 0.
    pub day: usize,
    /// When it should begin, in minutes after midnight.
    pub planned: u16,
    /// When it began, or will at this pace, in minutes after midnight of its day.
    pub from: i64,
    /// When it ended, or will.
    pub to: i64,
    /// How it stands.
    pub state: SlotState,
}

/// How an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotState {
    /// It was shown, and another is now.
    Done,
    /// It was passed over.
    Skipped,
    /// It is shown now.
    Now,
    /// It is to come.
    ToCome,
}

impl SlotState {
    /// The value of `data-state`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::Now => "now",
            Self::ToCome => "to-come",
        }
    }
}

/// The minute after local midnight at a UTC instant.
pub fn minute_of(at_ms: i64, minutes_east: i32) -> i64 {
    local_minute(at_ms, minutes_east).rem_euclid(DAY_MINUTES)
}

/// Minutes from 1 January 1970, local time.
fn local_minute(at_ms: i64, minutes_east: i32) -> i64 {
    at_ms.div_euclid(MINUTE_MS).saturating_add(i64::from(minutes_east))
}

/// When every entry runs: what was shown as it was, what is to come at the pace of the room.
///
/// A day begins when it was planned to, or late: nothing that is to come on the day that runs begins before now, also
/// while the wall rests. What ran on the newest date of a day moves the clock, a rehearsal the evening before does not;
/// of a day that is ended on the next, what came before was done. An entry that was passed over takes no time. `now_ms` is the UTC instant, `minutes_east` the local time (Phnom Penh: 420).
pub fn schedule(session: &Session, now_ms: i64, minutes_east: i32) -> Vec<Slot> {
    let running = session.running_day(Day::from_instant(now_ms, minutes_east));
    let clock = Clock { session, now: local_minute(now_ms, minutes_east), minutes_east };
    let days = session.plan.days.iter().enumerate();
    days.flat_map(|(day, it)| clock.day(day, it, running == Some(day))).collect()
}

struct Clock<'a> {
    session: &'a Session,
    now: i64,
    minutes_east: i32,
}

impl Clock<'_> {
    /// The stays at an entry on a date, in minutes from its midnight.
    fn stays(&self, entry: u16, date: i64) -> Vec<(i64, i64)> {
        let midnight = date * DAY_MINUTES;
        let ran = self.session.ran.iter().filter(|it| it.entry == entry);
        let minutes = ran.map(|it| {
            let from = local_minute(it.from_ms, self.minutes_east);
            let to = it.to_ms.map_or(self.now, |to| local_minute(to, self.minutes_east));
            (from, to.max(from))
        });
        let of_date = minutes.filter(|(from, _)| from.div_euclid(DAY_MINUTES) == date);
        of_date.map(|(from, to)| (from - midnight, to - midnight)).collect()
    }

    /// When an entry ran on the newest date before another, in minutes from the midnight of its own.
    fn before(&self, entry: u16, date: i64) -> Option<(i64, i64)> {
        let ran = self.session.ran.iter().filter(|it| it.entry == entry);
        let dates = ran.map(|it| local_minute(it.from_ms, self.minutes_east).div_euclid(DAY_MINUTES));
        let stays = self.stays(entry, dates.filter(|it| *it < date).max()?);
        Some((stays.first()?.0, stays.last()?.1))
    }

    /// The newest date on which something of a day ran; today, if nothing did.
    fn date(&self, day: &SessionDay) -> i64 {
        let ran = self.session.ran.iter().filter(|it| day.entries.iter().any(|entry| entry.id == it.entry));
        let dates = ran.map(|it| local_minute(it.from_ms, self.minutes_east).div_euclid(DAY_MINUTES));
        dates.max().unwrap_or_else(|| self.now.div_euclid(DAY_MINUTES))
    }

    fn day(&self, number: usize, day: &SessionDay, is_running: bool) -> Vec<Slot> {
        let date = self.date(day);
        let now = self.now - date * DAY_MINUTES;
        let stays: Vec<Vec<(i64, i64)>> = day.entries.iter().map(|entry| self.stays(entry.id, date)).collect();
        let shown_first = stays.iter().position(|it| !it.is_empty()).unwrap_or_default();
        let shown_last = stays.iter().rposition(|it| !it.is_empty());
        let mut has_run = false;
        let mut planned = day.starts;
        let mut cursor = i64::from(day.starts);
        let mut slots = Vec::new();
        for (place, (entry, stays)) in day.entries.iter().zip(&stays).enumerate() {
            let minutes = i64::from(entry.minutes);
            let is_now = self.session.showing.entry == Some(entry.id);
            let (from, to, state) = match (stays.first(), stays.last()) {
                (Some((from, _)), _) if is_now => {
                    // What it has been away for is added to the time that it needs.
                    let took: i64 = stays.iter().map(|(from, to)| to - from).sum();
                    (*from, now.max(now - took + minutes).max(*from), SlotState::Now)
                }
                (Some((from, _)), Some((_, to))) => (*from, *to, SlotState::Done),
                _ if place < shown_first
                    && let Some((from, to)) = self.before(entry.id, date) =>
                {
                    slots.push(Slot { entry: entry.id, day: number, planned, from, to, state: SlotState::Done });
                    planned = planned.saturating_add(entry.minutes);
                    continue;
                }
                _ if shown_last.is_some_and(|last| place < last) => (cursor, cursor, SlotState::Skipped),
                _ => {
                    let from = if is_running { cursor.max(now) } else { cursor };
                    (from, from + minutes, SlotState::ToCome)
                }
            };
            if state != SlotState::Skipped {
                // What runs or ran says where the clock stands; before the first of it, the plan does.
                cursor = if state == SlotState::ToCome || !has_run { to } else { to.max(cursor) };
                has_run = true;
            }
            slots.push(Slot { entry: entry.id, day: number, planned, from, to, state });
            planned = planned.saturating_add(entry.minutes);
        }
        slots
    }
}

/// By how many minutes a day ends later than planned; less than zero if the room is ahead.
pub fn late(plan: &Plan, slots: &[Slot], day: usize) -> i64 {
    let Some(it) = plan.days.get(day) else { return 0 };
    slots.iter().filter(|slot| slot.day == day).map(|slot| slot.to).max().map_or(0, |to| to - it.end())
}

/// The plan with what is to come on a day shortened by so many minutes, as far as it can be: each entry in proportion
/// to what it can give. Breaks and tests stay as they are; nothing gets shorter than [`SHORTEST_MINUTES`].
#[must_use]
pub fn caught_up(plan: &Plan, slots: &[Slot], day: usize, minutes: u16) -> Plan {
    let mut plan = plan.clone();
    let Some(it) = plan.days.get_mut(day) else { return plan };
    let end = u16::try_from(it.end()).ok();
    let to_come = |id: u16| slots.iter().any(|slot| slot.entry == id && slot.state == SlotState::ToCome);
    let mut givers: Vec<(&mut u16, u16)> = it
        .entries
        .iter_mut()
        .filter(|entry| to_come(entry.id) && !matches!(entry.subject, Subject::Break | Subject::Test(..)))
        .map(|entry| {
            let can_give = entry.minutes.saturating_sub(SHORTEST_MINUTES);
            (&mut entry.minutes, can_give)
        })
        .collect();
    let room: u32 = givers.iter().map(|(_, can_give)| u32::from(*can_give)).sum();
    let wanted = u32::from(minutes).min(room);
    if wanted == 0 {
        return plan;
    }
    // The day should still end when it should have: only so is it known how late the room is afterwards.
    it.ends = end;
    // Shares are rounded down; the rest is taken minute by minute from whoever can still give.
    let mut given = 0;
    for (minutes, can_give) in &mut givers {
        let share = (u32::from(*can_give) * wanted / room) as u16;
        **minutes -= share;
        *can_give -= share;
        given += u32::from(share);
    }
    while given < wanted {
        let Some((minutes, can_give)) = givers.iter_mut().max_by_key(|(_, can_give)| *can_give) else { break };
        **minutes -= 1;
        *can_give -= 1;
        given += 1;
    }
    plan
}
