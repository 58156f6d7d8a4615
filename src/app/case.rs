//! A case being played: which playthrough it is, and what a decision leads to.

use std::rc::Rc;

use super::fetch::Missing;
use super::part::Part;
use super::platform;
use super::session::Session;
use crate::engine::progress::{Event, FeedbackTiming, Playthrough};
use crate::engine::scenario::{self, Standing, Trail};
use crate::engine::shuffle::Seed;
use crate::markup::action::CaseAction;
use crate::markup::page::Book;
use crate::markup::page::case::{CasePage, Desk};
use crate::markup::page::debrief::Debrief;
use crate::markup::tree::CaseTree;
use crate::markup::{Action, Markup};
use crate::model::{ChoiceId, Scenario, ScenarioId};

/// The fingerprint of a graph: the hash in the name of its file.
fn shape(book: &Book<'_>, id: ScenarioId) -> u64 {
    let name = book.handbook.case(id).map(|(_, entry)| entry.file.as_str()).unwrap_or_default();
    let hash = name.trim_end_matches(".json").rsplit('.').next().unwrap_or_default();
    u64::from_str_radix(hash, 16).unwrap_or_default()
}

/// The newest playthrough of this very graph.
fn newest<'b>(book: &Book<'b>, id: ScenarioId) -> Option<&'b Playthrough> {
    book.progress.playthroughs_of(id).next_back().filter(|it| it.shape == shape(book, id))
}

/// A case: its graph and its words.
pub struct Case {
    scenario: Rc<Scenario>,
    words: Rc<CaseTree>,
}

impl Case {
    /// The case in these files, which must be on the shelf.
    pub fn open(session: Session, files: &[String]) -> Result<Self, Missing> {
        let [scenario, words] = files else { return Err(Missing::new()) };
        Ok(Self { scenario: session.shelf.take(scenario)?, words: session.shelf.take(words)? })
    }
}

impl Part for Case {
    fn page(&self, session: Session) -> Vec<Markup> {
        session.with_book(|book| page(session, book, &self.scenario, &self.words))
    }

    fn carry_out(&self, session: Session, action: Action, _value: String) {
        let Action::Case(action) = action else { return };
        match action {
            CaseAction::Begin => begin(session, &self.scenario, None),
            CaseAction::PlayFrom(place) => begin(session, &self.scenario, Some(place)),
            CaseAction::Lean(choice) => {
                session.desk.update(|desk| *desk = Desk { leaning: Some(choice), is_prompted: false, ..*desk })
            }
            CaseAction::Decide => decide(session, &self.scenario),
            CaseAction::GoOn => go_on(session, &self.scenario),
            CaseAction::StepBack => step_back(session, &self.scenario),
            CaseAction::Read(version) => {
                session.desk.update(|desk| desk.exhibit = Some(version));
                // On a narrow page the paper lies below its tabs.
                platform::after_paint(|| {
                    if let Some(paper) = platform::find("#exhibit") {
                        platform::focus_quietly(&paper);
                    }
                });
            }
        }
    }

    /// The learner opened the case: Home leads back here.
    fn visited(&self, session: Session) {
        end(session, &self.scenario);
        session.record(Event::CaseVisited { scenario: self.scenario.id });
    }
}

/// The page: brief, decision or debrief, as the record says.
fn page(session: Session, book: &Book<'_>, scenario: &Scenario, words: &CaseTree) -> Vec<Markup> {
    let desk = session.desk.get();
    let feedback = session.preferences.with(|it| it.feedback);
    let case = CasePage { book: *book, scenario, words, feedback };
    let Some(playthrough) = newest(book, scenario.id) else {
        let is_changed = book.progress.playthroughs_of(scenario.id).next().is_some();
        return case.brief(is_changed);
    };
    let trail = Trail::from(playthrough.trail.clone());
    match scenario::stand(scenario, &trail) {
        Ok(Standing::Deciding { .. }) => case.decision(playthrough, &trail, desk),
        Ok(Standing::Ended { ending, state }) => {
            if desk.is_reading && playthrough.end.is_none() {
                return case.last_feedback(&trail);
            }
            Debrief { case, playthrough, trail: &trail, ending, state: &state }.page()
        }
        // The record holds a trail that this graph does not know: it stays a record.
        Err(_) => case.brief(true),
    }
}

/// Begins a case afresh, or again from the decision with place `from` of the newest road.
fn begin(session: Session, scenario: &Scenario, from: Option<usize>) {
    let event = session.with_still_book(|book| {
        let trail = match (from, newest(book, scenario.id)) {
            (Some(from), Some(playthrough)) => Trail::from(playthrough.trail.clone()).first(from).choices().to_vec(),
            _ => Vec::new(),
        };
        Event::PlaythroughBegan {
            scenario: scenario.id,
            playthrough: session.next_name(),
            seed: Seed(platform::random_bits()),
            trail,
            feedback: session.preferences.peek(|it| it.feedback),
            shape: shape(book, scenario.id),
        }
    });
    session.record(event);
    session.desk.set(Desk::default());
    show_decision();
}

/// Takes the choice that the learner leans to.
fn decide(session: Session, scenario: &Scenario) {
    let Some(choice) = session.desk.peek(|desk| desk.leaning) else {
        session.desk.update(|desk| desk.is_prompted = true);
        return;
    };
    let taken = session.with_still_book(|book| taken(book, scenario, choice));
    let Some((event, timing)) = taken else { return };
    session.record(event);
    session.desk.update(|desk| {
        *desk = Desk { is_reading: timing == FeedbackTiming::AtOnce, exhibit: desk.exhibit, ..Desk::default() }
    });
    if timing == FeedbackTiming::AtTheEnd {
        end(session, scenario);
    }
    show_decision();
}

fn taken(book: &Book<'_>, scenario: &Scenario, choice: ChoiceId) -> Option<(Event, FeedbackTiming)> {
    let playthrough = newest(book, scenario.id)?;
    let trail = Trail::from(playthrough.trail.clone());
    let Ok(Standing::Deciding { node, state }) = scenario::stand(scenario, &trail) else { return None };
    // A choice that is no longer on offer can't be taken, whatever the page still shows.
    scenario::offered(node, scenario, &state).iter().find(|it| it.id == choice)?;
    Some((Event::ChoiceTaken { playthrough: playthrough.id, node: node.id, choice }, playthrough.feedback))
}

/// Records the end of a road that has reached it.
fn end(session: Session, scenario: &Scenario) {
    let ended = session.with_still_book(|book| {
        let playthrough = newest(book, scenario.id).filter(|it| it.end.is_none())?;
        match scenario::stand(scenario, &Trail::from(playthrough.trail.clone())) {
            Ok(Standing::Ended { ending, .. }) => Some(Event::PlaythroughEnded { playthrough: playthrough.id, ending }),
            _ => None,
        }
    });
    if let Some(event) = ended {
        session.record(event);
    }
}

/// Reads on after the feedback.
fn go_on(session: Session, scenario: &Scenario) {
    end(session, scenario);
    session.desk.update(|desk| desk.is_reading = false);
    show_decision();
}

/// Undoes the last decision.
fn step_back(session: Session, scenario: &Scenario) {
    let back =
        session.with_still_book(|book| newest(book, scenario.id).map(|it| Event::SteppedBack { playthrough: it.id }));
    if let Some(event) = back {
        session.record(event);
        session.desk.set(Desk::default());
        show_decision();
    }
}

fn show_decision() {
    platform::after_paint(|| {
        platform::window().scroll_to_with_x_and_y(0.0, 0.0);
        if let Some(title) = platform::find("#node-title") {
            platform::focus_quietly(&title);
        }
    });
}
