//! An event as JSON, and back: kind by kind, by hand.
//!
//! The names, their order and what may be left out are the format of the record. They are frozen with it:
//! `tests/fixtures/record/` has an entry of every kind.

pub(super) mod session;
mod write;

use std::str::FromStr;

use super::json::{Json, push_hex};
use crate::engine::grade::Outcome;
use crate::engine::progress::{Event, FeedbackTiming, Pin, Seen, Sure, When};
use crate::engine::shuffle::Seed;
use crate::model::{Response, Slug};

pub(super) use write::write_event;

/// The name of an event's kind, whether we know it or not.
pub(super) fn kind_of(json: &Json) -> Option<&str> {
    match json {
        Json::Text(kind) => Some(kind.as_str()),
        // Whatever else a newer build may put beside it, the kind comes first.
        Json::Map(fields) => fields.first().map(|(kind, _)| kind.as_str()),
        _ => None,
    }
}

/// The event; none if its kind is not known or a field of it is missing or wrong. A field that we don't know
/// is passed over.
pub(super) fn event_of(json: &Json) -> Option<Event> {
    let (kind, fields) = variant(json)?;
    let event = match kind {
        "section-read" => {
            Event::SectionRead { lesson: slug(fields, "lesson")?.into(), section: slug(fields, "section")?.into() }
        }
        "place-visited" => {
            Event::PlaceVisited { lesson: slug(fields, "lesson")?.into(), section: optional_slug(fields, "section")? }
        }
        "item-answered" => Event::ItemAnswered {
            item: slug(fields, "item")?.into(),
            meaning: u16::try_from(whole(fields, "meaning")?).ok()?,
            response: response_of(fields.field("response")?)?,
            outcome: fields.field("outcome")?.word(&Outcome::ALL, Outcome::as_str)?,
            sure: match optional(fields, "sure") {
                Some(sure) => Some(sure.word(&Sure::ALL, Sure::as_str)?),
                None => None,
            },
            seed: Seed(hex(fields, "seed")?),
        },
        "playthrough-began" => Event::PlaythroughBegan {
            scenario: slug(fields, "scenario")?.into(),
            playthrough: name(fields, "playthrough")?,
            seed: Seed(hex(fields, "seed")?),
            trail: ids(fields.field("trail")?)?,
            feedback: fields.field("feedback")?.word(&FeedbackTiming::ALL, FeedbackTiming::as_str)?,
            shape: hex(fields, "shape")?,
        },
        "choice-taken" => Event::ChoiceTaken {
            playthrough: name(fields, "playthrough")?,
            node: slug(fields, "node")?.into(),
            choice: slug(fields, "choice")?.into(),
        },
        "term-placed" => Event::TermPlaced {
            playthrough: name(fields, "playthrough")?,
            node: slug(fields, "node")?.into(),
            choice: slug(fields, "choice")?.into(),
            months: u16::try_from(whole(fields, "months")?).ok()?,
        },
        "stepped-back" => Event::SteppedBack { playthrough: name(fields, "playthrough")? },
        "playthrough-ended" => Event::PlaythroughEnded {
            playthrough: name(fields, "playthrough")?,
            ending: slug(fields, "ending")?.into(),
        },
        "case-visited" => Event::CaseVisited { scenario: slug(fields, "scenario")?.into() },
        "answer-withdrawn" => {
            Event::AnswerWithdrawn { item: slug(fields, "item")?.into(), answer: name(fields, "answer")? }
        }
        "test-began" => Event::TestBegan {
            sitting: name(fields, "sitting")?,
            part: optional_slug(fields, "part")?,
            when: fields.field("when")?.word(&When::ALL, When::as_str)?,
            items: ids(fields.field("items")?)?,
        },
        "test-answered" => Event::TestAnswered {
            sitting: name(fields, "sitting")?,
            item: slug(fields, "item")?.into(),
            meaning: u16::try_from(whole(fields, "meaning")?).ok()?,
            response: response_of(fields.field("response")?)?,
            outcome: fields.field("outcome")?.word(&Outcome::ALL, Outcome::as_str)?,
            seed: Seed(hex(fields, "seed")?),
        },
        "test-ended" => Event::TestEnded { sitting: name(fields, "sitting")? },
        "note-written" => Event::NoteWritten {
            note: name(fields, "note")?,
            lesson: slug(fields, "lesson")?.into(),
            section: optional_slug(fields, "section")?,
            quote: fields.field("quote")?.text()?.to_owned(),
            words: fields.field("words")?.text()?.to_owned(),
        },
        "note-removed" => Event::NoteRemoved { note: name(fields, "note")? },
        "evidence-pinned" => Event::EvidencePinned(Box::new(Pin {
            id: name(fields, "pin")?,
            scenario: slug(fields, "scenario")?.into(),
            version: slug(fields, "version")?.into(),
            quote: fields.field("quote")?.text()?.to_owned(),
            offence: slug(fields, "offence")?.into(),
            element: slug(fields, "element")?.into(),
        })),
        "pin-removed" => Event::PinRemoved { pin: name(fields, "pin")? },
        "record-reset" if matches!(fields, Json::Null) => Event::RecordReset { seen: None },
        "record-reset" => Event::RecordReset { seen: Some(seen_of(fields.field("seen")?)?) },
        "record-exported" if matches!(fields, Json::Null) => Event::RecordExported,
        _ => return session::session_event_of(kind, fields),
    };
    Some(event)
}

/// A name with what belongs to it; with nothing, where the name stands alone.
fn variant(json: &Json) -> Option<(&str, &Json)> {
    match json {
        Json::Text(name) => Some((name.as_str(), &Json::Null)),
        Json::Map(fields) => match fields.as_slice() {
            [(name, it)] => Some((name.as_str(), it)),
            _ => None,
        },
        _ => None,
    }
}

/// A field that may be left out; `null` says the same.
fn optional<'j>(fields: &'j Json, name: &str) -> Option<&'j Json> {
    fields.field(name).filter(|it| !matches!(it, Json::Null))
}

fn slug(fields: &Json, name: &str) -> Option<Slug> {
    slug_of(fields.field(name)?)
}

fn slug_of(json: &Json) -> Option<Slug> {
    json.text()?.parse().ok()
}

fn whole(fields: &Json, name: &str) -> Option<u64> {
    fields.field(name)?.whole()
}

/// A number of 64 bits, as sixteen digits.
fn hex(fields: &Json, name: &str) -> Option<u64> {
    let digits = fields.field(name)?.text()?;
    let is_hex = digits.len() == 16 && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    if is_hex { u64::from_str_radix(digits, 16).ok() } else { None }
}

fn seen_of(json: &Json) -> Option<Seen> {
    let mut seen = Seen::new();
    for pair in json.list()? {
        let [replica, counter] = pair.list()? else { return None };
        seen.push((replica.text()?.parse().ok()?, counter.whole()?));
    }
    Some(seen)
}

/// Mends an event of format 1, which wrote numbers of 64 bits as numbers: JavaScript reads them wrongly.
pub(super) fn upcast_from_1(event: &mut Json) {
    let Json::Map(variant) = event else { return };
    for (_, fields) in variant {
        let Json::Map(fields) = fields else { continue };
        for (name, value) in fields {
            if let (true, Some(number)) = (matches!(name.as_str(), "seed" | "shape"), value.whole()) {
                let mut digits = String::new();
                push_hex(&mut digits, number);
                *value = Json::Text(digits.trim_matches('"').to_owned());
            }
        }
    }
}

/// A name that was made while writing.
fn name<N: FromStr>(fields: &Json, field: &str) -> Option<N> {
    fields.field(field)?.text()?.parse().ok()
}

/// An id that may be left out. `None` if it is there and wrong.
fn optional_slug<T: From<Slug>>(fields: &Json, field: &str) -> Option<Option<T>> {
    match optional(fields, field) {
        Some(id) => Some(Some(slug_of(id)?.into())),
        None => Some(None),
    }
}

fn ids<T: From<Slug>>(json: &Json) -> Option<Vec<T>> {
    let mut ids = Vec::new();
    for id in json.list()? {
        ids.push(slug_of(id)?.into());
    }
    Some(ids)
}

fn response_of(json: &Json) -> Option<Response> {
    let (kind, given) = variant(json)?;
    match kind {
        "chosen" => ids(given).map(Response::Chosen),
        "ordered" => ids(given).map(Response::Ordered),
        "matched" => {
            let mut matched = Vec::new();
            for pair in given.list()? {
                let [left, right] = pair.list()? else { return None };
                matched.push((slug_of(left)?.into(), slug_of(right)?.into()));
            }
            Some(Response::Matched(matched))
        }
        "placed" => i32::try_from(given.integer()?).ok().map(Response::Placed),
        _ => None,
    }
}
