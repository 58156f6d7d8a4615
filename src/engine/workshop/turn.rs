//! Turning the wall: what the next press of a key shows.

use super::fact::{Face, LIT_MAX, Round, SIZE_MAX, SIZE_MIN, Showing};
use crate::model::Plan;

/// What the wall stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ground {
    /// How many slides the entry has now.
    pub slides: u16,
    /// What can be voted on at this slide.
    pub vote: Voting,
}

/// What can be voted on at a slide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voting {
    /// Nothing.
    Nothing,
    /// A question, whose votes have been counted or not.
    Question(Counted),
    /// A decision of a case that the room has yet to take.
    Decision(Counted),
}

/// Whether anything has been counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Not yet.
    No,
    /// Something.
    Yes,
}

/// What a press leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turned {
    /// Another showing.
    To(Showing),
    /// The room takes what most have voted for.
    Majority,
    /// Nothing.
    Stay,
}

/// What comes after a showing: first the wall is lit again, then the votes and the answer of a question, then the next
/// slide, then the next entry. So a clicker with one button leads through a whole day.
pub fn next(plan: &Plan, showing: &Showing, ground: Ground) -> Turned {
    if showing.is_black {
        return Turned::To(Showing { is_black: false, ..showing.clone() });
    }
    match (ground.vote, showing.face) {
        (Voting::Question(Counted::Yes) | Voting::Decision(Counted::Yes), Face::Question) => {
            return Turned::To(facing(showing, Face::Votes));
        }
        (Voting::Question(_), Face::Question | Face::Votes) => return Turned::To(facing(showing, Face::Answer)),
        (Voting::Decision(Counted::Yes), _) => return Turned::Majority,
        // Nobody counts: the second press leaves the case where it is.
        (Voting::Decision(Counted::No), Face::Question) => return Turned::To(facing(showing, Face::Votes)),
        _ => {}
    }
    if showing.entry.is_some() && showing.slide.saturating_add(1) < ground.slides {
        return Turned::To(at_slide(showing, showing.slide + 1));
    }
    let ids: Vec<u16> = plan.entries().map(|(_, entry)| entry.id).collect();
    let here = showing.entry.and_then(|id| ids.iter().position(|it| *it == id));
    let next = here.map_or(0, |place| place + 1);
    match ids.get(next) {
        Some(id) => Turned::To(at_entry(showing, *id)),
        None => Turned::Stay,
    }
}

/// What comes before a showing: a question that has been turned up is turned down again, else the slide before, else
/// the entry before.
pub fn previous(plan: &Plan, showing: &Showing) -> Turned {
    if showing.is_black {
        return Turned::To(Showing { is_black: false, ..showing.clone() });
    }
    if showing.face != Face::Question {
        return Turned::To(facing(showing, Face::Question));
    }
    if let Some(before) = showing.slide.checked_sub(1) {
        return Turned::To(at_slide(showing, before));
    }
    let ids: Vec<u16> = plan.entries().map(|(_, entry)| entry.id).collect();
    let here = showing.entry.and_then(|id| ids.iter().position(|it| *it == id));
    match here.and_then(|place| place.checked_sub(1)).and_then(|place| ids.get(place)) {
        Some(id) => Turned::To(at_entry(showing, *id)),
        None => Turned::Stay,
    }
}

/// The first slide of an entry.
#[must_use]
pub fn at_entry(showing: &Showing, entry: u16) -> Showing {
    Showing { entry: Some(entry), ..at_slide(showing, 0) }
}

/// Another slide of the entry, as it is when it comes up.
#[must_use]
pub fn at_slide(showing: &Showing, slide: u16) -> Showing {
    Showing { slide, face: Face::Question, round: Round::First, is_black: false, lit: Vec::new(), ..showing.clone() }
}

/// The slide with more or less of it turned up.
#[must_use]
pub fn facing(showing: &Showing, face: Face) -> Showing {
    Showing { face, ..showing.clone() }
}

/// With larger letters, or smaller ones, as far as it goes.
#[must_use]
pub fn sized(showing: &Showing, by: i8) -> Showing {
    Showing { size: showing.size.saturating_add(by).clamp(SIZE_MIN, SIZE_MAX), ..showing.clone() }
}

/// With the next of so many lines highlighted alone; after the last with none.
#[must_use]
pub fn lit_next(showing: &Showing, lines: u16) -> Showing {
    let next = showing.lit.last().map_or(0, |line| line.saturating_add(1));
    Showing { lit: (next < lines).then_some(next).into_iter().collect(), ..showing.clone() }
}

/// With a line highlighted, or no more.
#[must_use]
pub fn lit(showing: &Showing, line: u16) -> Showing {
    let mut lit = showing.lit.clone();
    match lit.binary_search(&line) {
        Ok(place) => drop(lit.remove(place)),
        Err(place) if lit.len() < LIT_MAX => lit.insert(place, line),
        Err(_) => {}
    }
    Showing { lit, ..showing.clone() }
}
