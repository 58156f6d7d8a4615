//! Many entries in one text.
//!
//! The first line says what it is and how many entries follow, each on a line of its own. Entries of one tab
//! begin alike, so a line says how much of the line before it repeats: `61|3,"counter":12…`. That leaves about
//! two thirds of what the entries take under keys of their own. Every [`WHOLE_EVERY`]th line is whole, so that
//! damage spoils no more than the lines up to the next.
//!
//! Reading is total, and line by line: what is broken is counted, and the rest lives.

use super::event::EVENT_BYTES_MAX;
use super::json::{self, Json, push_field, push_name, push_number};

/// The format that this build writes.
const FORMAT: u64 = 1;
/// How often a line repeats nothing of the line before it.
const WHOLE_EVERY: usize = 32;

/// What a segment says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Where it was read in from: the name of a file. None for entries of this browser.
    pub from: Option<String>,
    /// The day on which it was read in, as `yyyy-mm-dd`.
    pub day: Option<String>,
}

/// A segment that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// What it says of itself.
    pub header: Header,
    /// The entries that could be made out.
    pub lines: Vec<String>,
    /// How many entries are missing or broken.
    pub broken: usize,
    /// Whether its format is newer than ours: then nothing of it was read.
    pub is_newer: bool,
}

/// Entries as one text. An entry must stand on one line.
pub fn pack<'t>(header: &Header, entries: impl ExactSizeIterator<Item = &'t str>) -> String {
    let mut text = String::from("{");
    push_name(&mut text, "segment");
    push_number(&mut text, FORMAT, 1);
    push_name(&mut text, "entries");
    push_number(&mut text, entries.len() as u64, 1);
    for (name, value) in [("from", &header.from), ("day", &header.day)] {
        if let Some(value) = value {
            push_field(&mut text, name, value);
        }
    }
    text.push('}');
    let mut before = "";
    for (place, entry) in entries.enumerate() {
        let shared = if place % WHOLE_EVERY == 0 { 0 } else { shared_bytes(before, entry) };
        text.push('\n');
        push_number(&mut text, shared as u64, 1);
        text.push('|');
        text.push_str(entry.get(shared..).unwrap_or_default());
        before = entry;
    }
    text
}

/// How many bytes two texts begin with alike; no letter is cut.
fn shared_bytes(a: &str, b: &str) -> usize {
    let alike = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    alike.map(|(letter, _)| letter.len_utf8()).sum()
}

/// The entries of a text. `None` if it is no segment at all.
pub fn unpack(text: &str) -> Option<Segment> {
    let mut lines = text.split('\n');
    let head = json::parse(lines.next()?)?;
    let format = head.field("segment")?.whole()?;
    if FORMAT < format {
        return Some(Segment { is_newer: true, ..Segment::default() });
    }
    let count = usize::try_from(head.field("entries")?.whole()?).ok()?;
    let say = |name: &str| head.field(name).and_then(Json::text).map(str::to_owned);
    let mut segment = Segment { header: Header { from: say("from"), day: say("day") }, ..Segment::default() };
    let mut found = 0;
    let mut is_after_break = true;
    for line in lines {
        found += 1;
        let before = segment.lines.last().filter(|_| !is_after_break).map(String::as_str);
        let entry = line_after(before, line);
        is_after_break = entry.is_none();
        match entry {
            Some(entry) => segment.lines.push(entry),
            None => segment.broken += 1,
        }
    }
    segment.broken += count.saturating_sub(found);
    Some(segment)
}

/// A line with what it repeats; `None` if that is broken, or if it is itself.
fn line_after(before: Option<&str>, line: &str) -> Option<String> {
    let (shared, rest) = line.split_once('|')?;
    let shared: usize = shared.parse().ok()?;
    let mut entry = match shared {
        0 => String::new(),
        _ => before?.get(..shared)?.to_owned(),
    };
    // A line can repeat a long one over and over: what is longer than an entry can be is let go at once.
    if EVENT_BYTES_MAX < entry.len() + rest.len() {
        return None;
    }
    entry.push_str(rest);
    Some(entry)
}
