//! The clock of a session: when each entry begins and ends, as planned and as the room runs.

use super::session::Session;
use crate::model::{Plan, Subject};

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
            Self::Now => "now",
            Self::ToCome => "to-come",
        }
    }
}

/// The minute after local midnight at a UTC instant.
pub fn minute_of(at_ms: i64, minutes_east: i32) -> i64 {
    at_ms.div_euclid(MINUTE_MS).saturating_add(i64::from(minutes_east)).rem_euclid(DAY_MINUTES)
}

/// When every entry runs: what was shown as it was, what is to come at the pace of the room.
///
/// A day begins when it was planned to, or late: when its first entry is shown, or now if that hour has passed on the
/// day that runs. `now_ms` is the UTC instant, `minutes_east` the local time (Phnom Penh: 420).
pub fn schedule(session: &Session, now_ms: i64, minutes_east: i32) -> Vec<Slot> {
    let mut slots = Vec::new();
    let now = minute_of(now_ms, minutes_east);
    let running = session.showing.entry.and_then(|id| session.plan.entry(id)).map(|(day, _)| day);
    for (day, it) in session.plan.days.iter().enumerate() {
        let mut planned = it.starts;
        let mut cursor = i64::from(it.starts);
        for entry in &it.entries {
            let stays: Vec<_> = session.ran.iter().filter(|ran| ran.entry == entry.id).collect();
            let begun = stays.first().map(|ran| minute_of(ran.from_ms, minutes_east));
            let is_now = session.showing.entry == Some(entry.id);
            let (from, to, state) = match begun {
                Some(from) if is_now => (
                    from,
                    now.max(from + left_after(session, entry.id, entry.minutes, now_ms, now - from)),
                    SlotState::Now,
                ),
                Some(from) => {
                    let ended = stays.last().and_then(|ran| ran.to_ms).map_or(now, |to| minute_of(to, minutes_east));
                    (from, ended.max(from), SlotState::Done)
                }
                None => {
                    // On the day that runs, nothing that is to come begins before now.
                    let from = if running == Some(day) { cursor.max(now) } else { cursor };
                    (from, from + i64::from(entry.minutes), SlotState::ToCome)
                }
            };
            cursor = cursor.max(to);
            if state == SlotState::ToCome || begun.is_some() {
                slots.push(Slot { entry: entry.id, day, planned, from, to, state });
            }
            planned = planned.saturating_add(entry.minutes);
        }
    }
    slots
}

/// The minutes from its beginning after which an entry that runs will end: as planned, with what it has been away for.
fn left_after(session: &Session, entry: u16, minutes: u16, now_ms: i64, since_begun: i64) -> i64 {
    let took = session.took_ms(entry, now_ms).div_euclid(MINUTE_MS);
    since_begun - took + i64::from(minutes)
}

/// By how many minutes a day ends later than planned; less than zero if the room is ahead.
pub fn late(plan: &Plan, slots: &[Slot], day: usize) -> i64 {
    let Some(it) = plan.days.get(day) else { return 0 };
    let planned = i64::from(it.starts) + it.entries.iter().map(|entry| i64::from(entry.minutes)).sum::<i64>();
    slots.iter().filter(|slot| slot.day == day).map(|slot| slot.to).max().map_or(0, |to| to - planned)
}

/// The plan with what is to come on a day shortened by so many minutes, as far as it can be: each entry in proportion
/// to what it can give. Breaks and tests stay as they are; nothing gets shorter than [`SHORTEST_MINUTES`].
#[must_use]
pub fn caught_up(plan: &Plan, slots: &[Slot], day: usize, minutes: u16) -> Plan {
    let mut plan = plan.clone();
    let Some(it) = plan.days.get_mut(day) else { return plan };
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
