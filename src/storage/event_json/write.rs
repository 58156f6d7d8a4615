//! An event as JSON: the names and their order are the format of the record.

use super::session::write_session_event;
use crate::engine::progress::{Event, Pin, ReplicaId};
use crate::model::{OptionId, Response};
use crate::storage::json::{part, push_field, push_hex, push_integer, push_name, push_number, push_text, push_texts};

/// Writes an event.
pub(in crate::storage) fn write_event(event: &Event, json: &mut String) {
    match event {
        Event::SectionRead { lesson, section } => {
            begin(json, "section-read");
            push_field(json, "lesson", lesson.as_str());
            push_field(json, "section", section.as_str());
        }
        Event::PlaceVisited { lesson, section } => {
            begin(json, "place-visited");
            push_field(json, "lesson", lesson.as_str());
            if let Some(section) = section {
                push_field(json, "section", section.as_str());
            }
        }
        Event::ItemAnswered { item, meaning, response, outcome, sure, seed } => {
            begin(json, "item-answered");
            push_field(json, "item", item.as_str());
            push_whole(json, "meaning", u64::from(*meaning));
            push_response(json, response);
            push_field(json, "outcome", outcome.as_str());
            if let Some(sure) = sure {
                push_field(json, "sure", sure.as_str());
            }
            push_name(json, "seed");
            push_hex(json, seed.0);
        }
        Event::PlaythroughBegan { scenario, playthrough, seed, trail, feedback, shape } => {
            begin(json, "playthrough-began");
            push_field(json, "scenario", scenario.as_str());
            push_made(json, "playthrough", playthrough.replica, playthrough.counter);
            push_name(json, "seed");
            push_hex(json, seed.0);
            push_name(json, "trail");
            push_texts(json, &mut trail.iter().map(|choice| choice.as_str()));
            push_field(json, "feedback", feedback.as_str());
            push_name(json, "shape");
            push_hex(json, *shape);
        }
        Event::ChoiceTaken { playthrough, node, choice } => {
            begin(json, "choice-taken");
            push_made(json, "playthrough", playthrough.replica, playthrough.counter);
            push_field(json, "node", node.as_str());
            push_field(json, "choice", choice.as_str());
        }
        Event::TermPlaced { playthrough, node, choice, months } => {
            begin(json, "term-placed");
            push_made(json, "playthrough", playthrough.replica, playthrough.counter);
            push_field(json, "node", node.as_str());
            push_field(json, "choice", choice.as_str());
            push_whole(json, "months", u64::from(*months));
        }
        Event::SteppedBack { playthrough } => {
            begin(json, "stepped-back");
            push_made(json, "playthrough", playthrough.replica, playthrough.counter);
        }
        Event::PlaythroughEnded { playthrough, ending } => {
            begin(json, "playthrough-ended");
            push_made(json, "playthrough", playthrough.replica, playthrough.counter);
            push_field(json, "ending", ending.as_str());
        }
        Event::CaseVisited { scenario } => {
            begin(json, "case-visited");
            push_field(json, "scenario", scenario.as_str());
        }
        Event::AnswerWithdrawn { item, answer } => {
            begin(json, "answer-withdrawn");
            push_field(json, "item", item.as_str());
            push_made(json, "answer", answer.replica, answer.counter);
        }
        Event::TestBegan { sitting, part, when, items } => {
            begin(json, "test-began");
            push_made(json, "sitting", sitting.replica, sitting.counter);
            if let Some(part) = part {
                push_field(json, "part", part.as_str());
            }
            push_field(json, "when", when.as_str());
            push_name(json, "items");
            push_texts(json, &mut items.iter().map(|item| item.as_str()));
        }
        Event::TestAnswered { sitting, item, meaning, response, outcome, seed } => {
            begin(json, "test-answered");
            push_made(json, "sitting", sitting.replica, sitting.counter);
            push_field(json, "item", item.as_str());
            push_whole(json, "meaning", u64::from(*meaning));
            push_response(json, response);
            push_field(json, "outcome", outcome.as_str());
            push_name(json, "seed");
            push_hex(json, seed.0);
        }
        Event::TestEnded { sitting } => {
            begin(json, "test-ended");
            push_made(json, "sitting", sitting.replica, sitting.counter);
        }
        Event::NoteWritten { note, lesson, section, quote, words } => {
            begin(json, "note-written");
            push_made(json, "note", note.replica, note.counter);
            push_field(json, "lesson", lesson.as_str());
            if let Some(section) = section {
                push_field(json, "section", section.as_str());
            }
            push_field(json, "quote", quote);
            push_field(json, "words", words);
        }
        Event::NoteRemoved { note } => {
            begin(json, "note-removed");
            push_made(json, "note", note.replica, note.counter);
        }
        Event::EvidencePinned(pin) => {
            let Pin { id, scenario, version, quote, offence, element } = &**pin;
            begin(json, "evidence-pinned");
            push_made(json, "pin", id.replica, id.counter);
            push_field(json, "scenario", scenario.as_str());
            push_field(json, "version", version.as_str());
            push_field(json, "quote", quote);
            push_field(json, "offence", offence.as_str());
            push_field(json, "element", element.as_str());
        }
        Event::PinRemoved { pin } => {
            begin(json, "pin-removed");
            push_made(json, "pin", pin.replica, pin.counter);
        }
        Event::Session(session, fact) => write_session_event(&session.to_string(), fact, json),
        Event::RecordReset { seen: None } => return push_text(json, "record-reset"),
        Event::RecordExported => return push_text(json, "record-exported"),
        Event::RecordReset { seen: Some(seen) } => {
            begin(json, "record-reset");
            push_name(json, "seen");
            json.push('[');
            for (replica, counter) in seen {
                part(json);
                json.push('[');
                push_text(json, replica.as_str());
                json.push(',');
                push_number(json, *counter, 1);
                json.push(']');
            }
            json.push(']');
        }
    }
    json.push_str("}}");
}

/// Begins the map of a kind with fields.
fn begin(json: &mut String, kind: &str) {
    json.push('{');
    push_name(json, kind);
    json.push('{');
}

fn push_whole(json: &mut String, name: &str, number: u64) {
    push_name(json, name);
    push_number(json, number, 1);
}

/// A name that was made while writing.
fn push_made(json: &mut String, field: &str, replica: ReplicaId, counter: u64) {
    push_name(json, field);
    json.push('"');
    json.push_str(replica.as_str());
    json.push('-');
    push_number(json, counter, 1);
    json.push('"');
}

fn push_response(json: &mut String, response: &Response) {
    push_name(json, "response");
    json.push('{');
    match response {
        Response::Chosen(options) => push_options(json, "chosen", options),
        Response::Ordered(options) => push_options(json, "ordered", options),
        Response::Matched(pairs) => {
            push_name(json, "matched");
            json.push('[');
            for (left, right) in pairs {
                part(json);
                push_texts(json, &mut [left.as_str(), right.as_str()].into_iter());
            }
            json.push(']');
        }
        Response::Placed(place) => {
            push_name(json, "placed");
            push_integer(json, i64::from(*place));
        }
    }
    json.push('}');
}

fn push_options(json: &mut String, name: &str, options: &[OptionId]) {
    push_name(json, name);
    push_texts(json, &mut options.iter().map(|option| option.as_str()));
}
