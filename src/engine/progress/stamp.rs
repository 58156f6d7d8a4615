//! When and where a fact was recorded.
//!
//! The order of the record is logical, `(counter, replica)`: clocks may jump either way and change
//! nothing in it. The instant and the local day are kept for people to read.
//!
//! Absent on purpose: any clock and any randomness. Both come in as arguments.

use std::fmt;
use std::str::FromStr;

const REPLICA_BYTES: usize = 8;
const REPLICA_BASE: u64 = 36;
const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 86_400_000;
const MINUTES_EAST_MAX: i32 = 24 * 60;
/// 1 January of the year 1, in days from 1 January 1970.
const DAY_NUMBER_MIN: i64 = -719_162;
/// 31 December 9999, in days from 1 January 1970.
const DAY_NUMBER_MAX: i64 = 2_932_896;

/// Why a text is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StampError {
    /// Not a [`ReplicaId`].
    #[error("not a replica: eight characters of a-z and 0-9")]
    Replica,
    /// Not a [`Day`].
    #[error("not a day: yyyy-mm-dd")]
    Day,
    /// Not a name such as [`PlaythroughId`].
    #[error("not a name: a replica, a hyphen and a number")]
    Name,
}

/// One writer of the record: a tab, from its opening to its closing.
///
/// No two writers share one, so no two ever write under the same key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReplicaId([u8; REPLICA_BYTES]);

impl ReplicaId {
    /// The replica named by 64 random bits.
    pub fn from_random(bits: u64) -> Self {
        let mut rest = bits;
        let mut text = [b'0'; REPLICA_BYTES];
        for place in &mut text {
            // The remainder is below 36, so it fits. 36^8 is far below 2^64: the digits come out evenly.
            let digit = (rest % REPLICA_BASE) as u8;
            *place = if digit < 10 { b'0' + digit } else { b'a' + (digit - 10) };
            rest /= REPLICA_BASE;
        }
        Self(text)
    }

    /// The eight characters.
    pub fn as_str(&self) -> &str {
        // The bytes are ASCII by construction; the empty text stands in for the impossible.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for ReplicaId {
    type Err = StampError;

    fn from_str(text: &str) -> Result<Self, StampError> {
        let bytes: [u8; REPLICA_BYTES] = text.as_bytes().try_into().map_err(|_| StampError::Replica)?;
        if bytes.iter().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9')) {
            Ok(Self(bytes))
        } else {
            Err(StampError::Replica)
        }
    }
}

impl fmt::Display for ReplicaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for ReplicaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A day of the learner's own calendar, from the year 1 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// The day, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let has_year = (1..=9999).contains(&year);
        let has_day = (1..=days_in_month(year, month)).contains(&day);
        (has_year && has_day).then_some(Self { year, month, day })
    }

    /// The day at a UTC instant, as many minutes east of Greenwich (Phnom Penh: 420).
    ///
    /// Total: a clock beyond the calendar gives its first or last day.
    pub fn from_instant(at_ms: i64, minutes_east: i32) -> Self {
        let minutes_east = minutes_east.clamp(-MINUTES_EAST_MAX, MINUTES_EAST_MAX);
        let local_ms = at_ms.saturating_add(i64::from(minutes_east) * MINUTE_MS);
        let number = local_ms.div_euclid(DAY_MS).clamp(DAY_NUMBER_MIN, DAY_NUMBER_MAX);
        // Civil date from a day count, with years that begin in March (H. Hinnant's algorithm).
        let shifted = number + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        // The clamp above keeps all three small.
        Self { year: year as u16, month: month as u8, day: day as u8 }
    }

    /// Days from 1 January 1970.
    pub fn number(self) -> i64 {
        // The inverse of what `from_instant` does, by the same author.
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month_from_march = (month + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }
}

impl FromStr for Day {
    type Err = StampError;

    fn from_str(text: &str) -> Result<Self, StampError> {
        let mut parts = text.split('-');
        let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(StampError::Day);
        };
        let found = match (digits(year, 4), digits(month, 2), digits(day, 2)) {
            // Two digits fit a byte.
            (Some(year), Some(month), Some(day)) => Self::new(year, month as u8, day as u8),
            _ => None,
        };
        found.ok_or(StampError::Day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Names that are made while writing: the replica that made it, and that replica's counter then. So no two writers ever
/// make the same.
macro_rules! names {
    ($($(#[$meta:meta])* $name:ident;)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            /// Who made it.
            pub replica: ReplicaId,
            /// The counter at the time.
            pub counter: u64,
        }

        impl FromStr for $name {
            type Err = StampError;

            fn from_str(text: &str) -> Result<Self, StampError> {
                let (replica, counter) = parse_name(text)?;
                Ok(Self { replica, counter })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}-{}", self.replica, self.counter)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl From<(ReplicaId, u64)> for $name {
            fn from((replica, counter): (ReplicaId, u64)) -> Self {
                Self { replica, counter }
            }
        }
    )*};
}

names! {
    /// One walk through a scenario.
    PlaythroughId;
    /// One checked response: its own stamp.
    AnswerId;
    /// One taking of a test.
    SittingId;
    /// A note on a passage.
    NoteId;
    /// Evidence pinned to a point to prove.
    PinId;
    /// A session of a workshop.
    SessionId;
    /// What somebody in the room said.
    ContributionId;
}

fn parse_name(text: &str) -> Result<(ReplicaId, u64), StampError> {
    let (replica, counter) = text.split_once('-').ok_or(StampError::Name)?;
    // The number's own parser would also take a plus sign.
    if !counter.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(StampError::Name);
    }
    let replica = replica.parse().map_err(|_| StampError::Name)?;
    Ok((replica, counter.parse().map_err(|_| StampError::Name)?))
}

/// When and where a fact was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Logical time: one more than any counter that the writer had seen.
    pub counter: u64,
    /// Who wrote it.
    pub replica: ReplicaId,
    /// The UTC instant, in milliseconds from 1970, as far as the clock was right.
    pub at_ms: i64,
    /// The learner's local day.
    pub day: Day,
}

impl Stamp {
    /// What the record is ordered by. No two facts share it.
    pub fn order(&self) -> (u64, ReplicaId) {
        (self.counter, self.replica)
    }
}

/// Zero for a month that doesn't exist.
fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

/// A number of exactly so many digits.
fn digits(text: &str, count: usize) -> Option<u16> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}
