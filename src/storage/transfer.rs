//! The record as a file that goes from one computer to another, and back.
//!
//! A file is read in two steps: [`read_file`] says what it holds or why it is refused, and changes nothing;
//! [`Journal::import`](super::Journal::import) adds it. Its form stands in `docs/record.schema.json`.

use super::event::{self, FORMAT, Read, read_within};
use super::journal::COUNTER_MAX;
use super::json::{self, Json, push_field, push_integer, push_name, push_number};
use super::key::{Key, KeyKind, Order};
use super::profiles::{Colour, Profile};
use super::segment;
use crate::engine::progress::{Progress, Stamped};
use crate::model::ProfileId;

/// The largest file that is looked at: 25,000 answers take 7 MB.
pub const FILE_BYTES_MAX: usize = 30 * 1024 * 1024;

const PRODUCT: &str = "kouprey";
const RECORD: &str = "record";
const RAW_RECORD: &str = "raw-record";

/// Why a file is not read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// More than [`FILE_BYTES_MAX`].
    #[error("the file is too large to be a record")]
    TooLarge,
    /// A picture, an archive, a text of another kind, or a record that was cut short.
    #[error("not a record, or cut short")]
    NotJson,
    /// JSON of another product.
    #[error("not a record of Kouprey")]
    Foreign,
    /// A newer build wrote it.
    #[error("written by a newer edition")]
    Newer,
    /// A record without a single entry that can be read.
    #[error("nothing in it can be read")]
    Empty,
}

impl Refusal {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::TooLarge, Self::NotJson, Self::Foreign, Self::Newer, Self::Empty];

    /// The word in attributes.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::NotJson => "not-json",
            Self::Foreign => "foreign",
            Self::Newer => "newer",
            Self::Empty => "empty",
        }
    }
}

/// One learner's part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// Whose it is.
    pub profile: Profile,
    /// What can be added, in order: place and text.
    pub entries: Vec<(Order, String)>,
    /// What the known events among them add up to.
    pub progress: Progress,
    /// Entries that can't be read and are left out.
    pub damaged: usize,
}

/// The record of one profile as a file.
pub fn export(profile: &Profile, entries: &[(Order, String)], at_ms: i64) -> String {
    let mut file = String::from("{");
    push_field(&mut file, "product", PRODUCT);
    push_field(&mut file, "kind", RECORD);
    push_name(&mut file, "format");
    push_number(&mut file, u64::from(FORMAT), 1);
    push_name(&mut file, "made");
    push_integer(&mut file, at_ms);
    push_name(&mut file, "profile");
    file.push('{');
    push_field(&mut file, "id", profile.id.as_str());
    push_field(&mut file, "name", &profile.name);
    push_field(&mut file, "colour", profile.colour.as_str());
    file.push('}');
    push_name(&mut file, "entries");
    file.push('[');
    for (place, (_, text)) in entries.iter().enumerate() {
        file.push_str(if place == 0 { "\n" } else { ",\n" });
        file.push_str(text);
    }
    file.push_str("\n]}\n");
    file
}

/// What a file holds, learner by learner; at least one.
///
/// # Errors
/// Why nothing of it can be read in.
pub fn read_file(text: &str) -> Result<Vec<Incoming>, Refusal> {
    if FILE_BYTES_MAX < text.len() {
        return Err(Refusal::TooLarge);
    }
    // Some editors put a mark before the text.
    let file = json::parse(text.trim_start_matches('\u{feff}')).ok_or(Refusal::NotJson)?;
    let word = |name: &str| file.field(name).and_then(Json::text);
    if word("product") != Some(PRODUCT) {
        return Err(Refusal::Foreign);
    }
    let format = file.field("format").and_then(Json::whole).ok_or(Refusal::Foreign)?;
    let found = match word("kind") {
        Some(RECORD) if u64::from(FORMAT) < format => return Err(Refusal::Newer),
        Some(RECORD) => vec![record(file)?],
        Some(RAW_RECORD) if 1 < format => return Err(Refusal::Newer),
        Some(RAW_RECORD) => raw_record(&file),
        _ => return Err(Refusal::Foreign),
    };
    if found.iter().all(|incoming| incoming.entries.is_empty()) { Err(Refusal::Empty) } else { Ok(found) }
}

fn record(mut file: Json) -> Result<Incoming, Refusal> {
    let profile = file.field("profile").ok_or(Refusal::Foreign)?;
    let id: Option<ProfileId> = profile.field("id").and_then(Json::text).and_then(|id| id.parse().ok());
    let mut incoming = Gathered::of(id.ok_or(Refusal::Foreign)?);
    incoming.describe(profile);
    let Some(Json::List(entries)) = file.field_mut("entries") else { return Err(Refusal::Foreign) };
    for entry in std::mem::take(entries) {
        let (read, text) = read_within(entry);
        match text {
            Some(text) => incoming.add(read, text),
            None => incoming.damaged += 1,
        }
    }
    Ok(incoming.done())
}

/// A raw record: entries as they stood in a browser's storage, each under its key.
fn raw_record(file: &Json) -> Vec<Incoming> {
    let mut all: Vec<Gathered> = Vec::new();
    for part in ["entries", "unsaved"] {
        let Some(Json::Map(entries)) = file.field(part) else { continue };
        for (name, text) in entries {
            let (Some(key), Some(text)) = (Key::parse(name), text.text()) else { continue };
            let place = all.iter().position(|it| it.profile.id == key.profile).unwrap_or(all.len());
            if place == all.len() {
                all.push(Gathered::of(key.profile));
            }
            let Some(gathered) = all.get_mut(place) else { continue };
            if key.kind == KeyKind::Event {
                gathered.add(event::read_at(&key, text), text.to_owned());
                continue;
            }
            match segment::unpack(text) {
                Some(segment) => {
                    gathered.damaged += segment.broken;
                    for line in segment.lines {
                        gathered.add(event::read(&line), line);
                    }
                }
                None => gathered.damaged += 1,
            }
        }
    }
    let about = file.field("entries");
    for gathered in &mut all {
        let text = about.and_then(|it| it.field(&gathered.profile.key())).and_then(Json::text);
        if let Some(text) = text {
            gathered.profile = Profile::from_text(gathered.profile.id, text);
        }
    }
    all.into_iter().map(Gathered::done).collect()
}

/// One learner's part while it is being read.
struct Gathered {
    profile: Profile,
    /// Place and text, with the event where it is known: it is read once, since a class brings sixty such files.
    entries: Vec<(Order, String, Option<Stamped>)>,
    damaged: usize,
}

impl Gathered {
    fn of(id: ProfileId) -> Self {
        Self { profile: Profile::new(id), entries: Vec::new(), damaged: 0 }
    }

    /// Name and colour as an export states them.
    fn describe(&mut self, json: &Json) {
        if let Some(name) = json.field("name").and_then(Json::text) {
            self.profile.name = super::profiles::clean_name(name);
        }
        let colour = json.field("colour").and_then(|it| it.word(Colour::ALL, Colour::as_str));
        self.profile.colour = colour.unwrap_or_default();
    }

    fn add(&mut self, read: Read, text: String) {
        match (read.order(), read) {
            // In a segment an entry is a line.
            (Some(order), Read::Known(stamped)) if order.0 <= COUNTER_MAX => {
                let text = if text.contains('\n') { event::text_of(&stamped) } else { text };
                self.entries.push((order, text, Some(stamped)));
            }
            (Some(order), Read::Foreign { newer: false, .. }) if order.0 <= COUNTER_MAX && !text.contains('\n') => {
                self.entries.push((order, text, None));
            }
            _ => self.damaged += 1,
        }
    }

    fn done(self) -> Incoming {
        let Self { profile, mut entries, damaged } = self;
        // Where two claim one place, the one whose text comes first holds, here as in the log.
        entries.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        entries.dedup_by_key(|(order, ..)| *order);
        let mut known = Vec::new();
        let mut held = Vec::with_capacity(entries.len());
        for (order, text, stamped) in entries {
            known.extend(stamped);
            held.push((order, text));
        }
        let (entries, progress) = (held, Progress::from_events(known));
        Incoming { profile, entries, progress, damaged }
    }
}
