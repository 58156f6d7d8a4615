//! A case being played: which playthrough it is, and what a decision leads to.

use std::rc::Rc;

use super::fetch::Missing;
use super::highlight;
use super::part::Part;
use super::platform;
use super::session::Session;
use crate::engine::hindsight;
use crate::engine::progress::{Event, FeedbackTiming, Pin, Playthrough};
use crate::engine::scenario::{self, Standing, Step, Trail};
use crate::engine::shuffle::Seed;
use crate::markup::action::CaseAction;
use crate::markup::page::Book;
use crate::markup::page::case::{CasePage, Desk, Played};
use crate::markup::page::debrief::Debrief;
use crate::markup::tree::CaseTree;
use crate::markup::{Action, Markup};
use crate::model::{Choice, ChoiceKind, Node, Scenario, ScenarioId, Task, VersionId};

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
        let id = self.scenario.id;
        platform::after_paint(move || paint(session, id));
        session.with_book(|book| page(session, book, &self.scenario, &self.words))
    }

    fn carry_out(&self, session: Session, action: Action, value: String) {
        let Action::Case(action) = action else { return };
        match action {
            CaseAction::Begin => begin(session, &self.scenario, None),
            CaseAction::PlayFrom(place) => begin(session, &self.scenario, Some(place)),
            CaseAction::Lean(choice) => session.desk.update(|desk| {
                desk.leaning = Some(choice);
                desk.is_prompted = false;
            }),
            CaseAction::Pick(choice) => session.desk.update(|desk| {
                match desk.picked.iter().position(|it| *it == choice) {
                    Some(place) => drop(desk.picked.remove(place)),
                    None => desk.picked.push(choice),
                }
                desk.is_prompted = false;
            }),
            CaseAction::Place => session.desk.update(|desk| {
                desk.months = value.parse().ok();
                desk.is_prompted = false;
            }),
            CaseAction::Decide => decide(session, &self.scenario),
            CaseAction::GoOn => go_on(session, &self.scenario),
            CaseAction::StepBack => step_back(session, &self.scenario),
            CaseAction::Read(version) => {
                session.desk.update(|desk| {
                    desk.exhibit = Some(version);
                    desk.quote.clear();
                });
                // On a narrow page the paper lies below its tabs.
                platform::after_paint(|| {
                    if let Some(paper) = platform::find("#exhibit") {
                        platform::focus_quietly(&paper);
                    }
                });
            }
            CaseAction::ShowFile(is_open) => session.desk.update(|desk| desk.is_file_open = is_open),
            CaseAction::Point => session.desk.update(|desk| {
                desk.point = value.parse().ok();
                desk.is_pin_prompted = false;
            }),
            CaseAction::Pin(version) => pin(session, &self.scenario, version),
            CaseAction::Unpin(pin) => session.record(Event::PinRemoved { pin }),
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
    let played = Played::of(playthrough, scenario);
    match scenario::stand(scenario, &played.trail) {
        Ok(Standing::Deciding { .. }) => case.decision(&played, &desk),
        Ok(Standing::Ended { ending, state }) => {
            if desk.is_reading && playthrough.end.is_none() {
                return case.last_feedback(&played, &desk);
            }
            Debrief { case, played, ending, state: &state }.page()
        }
        // The record holds a trail that this graph does not know: it stays a record.
        Err(_) => case.brief(true),
    }
}

/// Paints what is pinned of the exhibit that lies open.
fn paint(session: Session, id: ScenarioId) {
    let open = platform::find("#exhibit").and_then(|paper| paper.get_attribute("data-version"));
    let quotes: Vec<String> = session.progress.peek(|progress| {
        let pins = progress.pins(id).filter(|pin| !pin.quote.is_empty());
        pins.filter(|pin| Some(pin.version.as_str()) == open.as_deref()).map(|pin| pin.quote.clone()).collect()
    });
    highlight::paint("pin", quotes.into_iter().map(|quote| ("#exhibit".to_owned(), quote)));
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

/// Takes what the learner has leant to, picked or placed.
fn decide(session: Session, scenario: &Scenario) {
    let desk = session.desk.peek(Desk::clone);
    let Some(Taken { events, next }) = session.with_still_book(|book| taken(book, scenario, &desk)) else {
        session.desk.update(|desk| desk.is_prompted = true);
        return;
    };
    events.into_iter().for_each(|event| session.record(event));
    session.desk.set(Desk {
        is_reading: next == Next::Feedback,
        exhibit: desk.exhibit,
        point: desk.point,
        ..Desk::default()
    });
    match next {
        Next::Feedback => show_decision(),
        Next::Decision => {
            end(session, scenario);
            show_decision();
        }
        // The answer has come above the questions that are left.
        Next::Question => platform::after_paint(|| {
            if let Some(answer) = platform::find(".transcript li:last-child") {
                answer.scroll_into_view();
            }
        }),
    }
}

/// What a decision adds to the record, and what is shown then.
struct Taken {
    events: Vec<Event>,
    next: Next,
}

/// What is shown after a decision.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Feedback,
    Decision,
    Question,
}

/// The steps of the decision, each on offer after those before it. A choice that is no longer on offer can't be
/// taken, whatever the page still shows.
fn taken(book: &Book<'_>, scenario: &Scenario, desk: &Desk) -> Option<Taken> {
    let playthrough = newest(book, scenario.id)?;
    let mut trail = Trail::from(playthrough.trail.clone());
    let Ok(Standing::Deciding { node, .. }) = scenario::stand(scenario, &trail) else { return None };
    let mut events = Vec::new();
    for choice in steps(node, desk)? {
        let Ok(longer) = scenario::advance(scenario, &trail, Step::ChoiceTaken(choice.id)) else { continue };
        trail = longer;
        let (playthrough, node, months) = (playthrough.id, node.id, desk.months.unwrap_or_default());
        events.push(match choice.kind {
            ChoiceKind::Term(..) => Event::TermPlaced { playthrough, node, choice: choice.id, months },
            _ => Event::ChoiceTaken { playthrough, node, choice: choice.id },
        });
    }
    if events.is_empty() {
        return None;
    }
    let goes_on =
        matches!(scenario::stand(scenario, &trail), Ok(Standing::Deciding { node: next, .. }) if next.id == node.id);
    // The last answer of an examination is heard, whenever feedback is wanted.
    let reads = playthrough.feedback == FeedbackTiming::AtOnce || matches!(node.task, Task::Examination(_));
    let next = match (goes_on, reads) {
        (true, _) => Next::Question,
        (false, true) => Next::Feedback,
        (false, false) => Next::Decision,
    };
    Some(Taken { events, next })
}

/// What the learner has chosen at a node, in the order of the graph; none while something is missing.
fn steps<'s>(node: &'s Node, desk: &Desk) -> Option<Vec<&'s Choice>> {
    if let Task::Decision | Task::Examination(_) = node.task {
        return Some(vec![node.choice(desk.leaning?)?]);
    }
    let mut steps: Vec<&Choice> = node.choices.iter().filter(|it| desk.picked.contains(&it.id)).collect();
    steps.push(node.choices.iter().find(|it| match it.kind {
        ChoiceKind::Confirm => !desk.picked.is_empty(),
        ChoiceKind::Term(min, max) => desk.months.is_some_and(|months| min <= months && months <= max),
        _ => false,
    })?);
    Some(steps)
}

/// Pins an exhibit, or the words selected in it, to the chosen point.
fn pin(session: Session, scenario: &Scenario, version: VersionId) {
    let desk = session.desk.peek(Desk::clone);
    let Some(point) = desk.point.and_then(|place| scenario.points.get(place)) else {
        session.desk.update(|desk| desk.is_pin_prompted = true);
        return;
    };
    session.record(Event::EvidencePinned(Box::new(Pin {
        id: session.next_name(),
        scenario: scenario.id,
        version,
        quote: desk.quote,
        offence: point.offence,
        element: point.element,
    })));
    session.desk.update(|desk| desk.quote.clear());
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

/// Undoes the last decision: one question of an examination that goes on, or all that was taken at a node.
fn step_back(session: Session, scenario: &Scenario) {
    let back = session.with_still_book(|book| {
        let playthrough = newest(book, scenario.id)?;
        let trail = Trail::from(playthrough.trail.clone());
        let last = hindsight::visits(scenario, &trail).pop()?;
        let standing = scenario::stand(scenario, &trail);
        let goes_on = matches!(standing, Ok(Standing::Deciding { node, .. }) if node.id == last.node);
        let count = if goes_on { 1 } else { last.choices.len() };
        Some((Event::SteppedBack { playthrough: playthrough.id }, count))
    });
    if let Some((event, count)) = back {
        (0..count).for_each(|_| session.record(event.clone()));
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
