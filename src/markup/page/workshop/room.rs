//! A case that the room plays: its slides, and the roads that a minority wanted.

use super::Hall;
use super::wall::{Hands, OptionStanding, Taking, WallOption, WallSlide, WallVote};
use crate::engine::hindsight::{self, Visit};
use crate::engine::progress::{Day, FeedbackTiming, Playthrough, PlaythroughId, ReplicaId};
use crate::engine::scenario::{self, Standing, State, Trail};
use crate::engine::shuffle::Seed;
use crate::engine::workshop::{About, Ballot, Session, Vote};
use crate::markup::page::case::{CasePage, LETTERS, Played};
use crate::markup::route::{DeskPage, Route};
use crate::markup::tree::{CaseTree, NodeTree, Row};
use crate::markup::{Element, Markup, el};
use crate::model::{Choice, ChoiceId, ChoiceKind, EndingId, Node, NodeId, Phrase, Scenario, Task};

/// Letters of a situation or a judgment that fit on a slide.
const SLIDE_LETTERS: usize = 620;

/// A case as far as the room has come.
pub struct Room<'a> {
    /// The graph.
    pub scenario: &'a Scenario,
    /// The words.
    pub words: &'a CaseTree,
    /// What the room decided.
    pub road: &'a [(ChoiceId, Option<u16>)],
}

/// A road that a minority wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherRoad {
    /// The place of the decision among those taken.
    pub visit: usize,
    /// The decision.
    pub node: NodeId,
    /// The choice that was not taken.
    pub choice: ChoiceId,
    /// How many wanted it.
    pub votes: u16,
    /// How the case would have ended, the rest decided as it was.
    pub ending: EndingId,
}

impl Room<'_> {
    /// The choices so far.
    pub fn trail(&self) -> Trail {
        Trail::from(self.road.iter().map(|(choice, _)| *choice).collect::<Vec<_>>())
    }

    /// The votes on a decision: those of the second round where there was one. Empty without any.
    pub fn votes(&self, session: &Session, node: NodeId) -> Vec<u16> {
        let ballot = Ballot::Decision(self.scenario.id, node);
        session.voted(ballot).map(Vote::total).unwrap_or_default()
    }

    /// The roads that a minority wanted, in the order of the decisions.
    pub fn other_roads(&self, session: &Session) -> Vec<OtherRoad> {
        let trail = self.trail();
        let mut roads = Vec::new();
        for (place, visit) in hindsight::visits(self.scenario, &trail).iter().enumerate() {
            let Some(node) = self.scenario.node(visit.node).filter(|it| it.task == Task::Decision) else { continue };
            for (choice, votes) in node.choices.iter().zip(self.votes(session, visit.node)) {
                if votes == 0 || visit.choices.contains(&choice.id) {
                    continue;
                }
                if let Some(ending) = hindsight::ending_with(self.scenario, &trail, place, choice.id) {
                    roads.push(OtherRoad { visit: place, node: visit.node, choice: choice.id, votes, ending });
                }
            }
        }
        roads
    }
}

/// Whether hands go up for a choice: the term is said in months, and what was ticked is confirmed without a vote.
pub fn is_voted_on(choice: &Choice) -> bool {
    !matches!(choice.kind, ChoiceKind::Confirm | ChoiceKind::Term(..))
}

/// The slides of a case: the brief, every decision with what was said of it, and the one that is to be taken or the end.
pub fn case_slides(hall: &Hall<'_>, room: &Room<'_>) -> Vec<WallSlide> {
    let trail = room.trail();
    let playthrough = walked(room);
    let played = Played { playthrough: &playthrough, visits: hindsight::visits(room.scenario, &trail), trail };
    let page =
        CasePage { book: hall.book, scenario: room.scenario, words: room.words, feedback: FeedbackTiming::AtOnce };
    let layout = Layout { hall, room, page };
    let mut slides = layout.brief();
    let standing = scenario::stand(room.scenario, &played.trail);
    for visit in &played.visits {
        let Some(node) = room.scenario.node(visit.node) else { continue };
        let Some(state) = played.state_at(room.scenario, visit.arrived) else { continue };
        let goes_on = matches!(&standing, Ok(Standing::Deciding { node: here, .. }) if here.id == node.id);
        slides.extend(layout.situation(node, &state));
        if goes_on {
            // Only the answers: what else could be asked is said at the end.
            slides.extend(layout.told(node, visit, &played).into_iter().take(visit.choices.len()));
        } else {
            slides.push(layout.decision(node, &state, Some(visit)));
            slides.extend(layout.told(node, visit, &played));
        }
    }
    match standing {
        Ok(Standing::Deciding { node, state }) => {
            if played.visits.last().is_none_or(|last| last.node != node.id) {
                slides.extend(layout.situation(node, &state));
            }
            slides.push(layout.decision(node, &state, None));
        }
        Ok(Standing::Ended { ending, .. }) => {
            slides.extend(layout.ending(ending));
            slides.push(layout.roads(&played, ending));
        }
        // The graph was changed since: what was decided stays in the report.
        Err(_) => {}
    }
    slides
}

/// The road of the room in the form in which a learner's is kept: what is said of a decision is said alike.
fn walked(room: &Room<'_>) -> Playthrough {
    let nobody = ReplicaId::from_random(0);
    let terms = room.road.iter().enumerate().filter_map(|(place, (_, months))| Some((place, (*months)?)));
    Playthrough {
        id: PlaythroughId::from((nobody, 0)),
        scenario: room.scenario.id,
        seed: Seed(0),
        feedback: FeedbackTiming::AtOnce,
        shape: 0,
        began_at_ms: 0,
        began_on: Day::from_instant(0, 0),
        trail: room.road.iter().map(|(choice, _)| *choice).collect(),
        terms: terms.collect(),
        end: None,
    }
}

struct Layout<'a> {
    hall: &'a Hall<'a>,
    room: &'a Room<'a>,
    page: CasePage<'a>,
}

impl Layout<'_> {
    fn slide(&self, kind: &'static str, title: Row, body: Row, node: Option<NodeId>) -> WallSlide {
        let running = self.room.words.title.clone();
        let about = About::Case(self.room.scenario.id, node);
        WallSlide::plain(kind, self.room.words.locale, running, title, body, about)
    }

    fn brief(&self) -> Vec<WallSlide> {
        let lead = self.room.words.lead.iter().map(|it| el("p").add_all(it.clone()).into()).collect();
        let fictional = el("p").class("slide__fine").say(self.hall.book.speech, Phrase::CaseFictional);
        let mut first = self.slide("title", vec![self.room.words.title.clone().into()], lead, None);
        first.running = self.hall.session.plan.title.clone();
        let kit = self.hall.book.speech.href(Route::Desk(DeskPage::Kit(self.room.scenario.id)));
        let kit = el("a").set("href", kit).say(self.hall.book.speech, Phrase::WorkHandout);
        first.notes = vec![el("p").add(kit).into()];
        first.body.push(fictional.into());
        let mut slides = vec![first];
        let title = &self.room.words.brief_title;
        slides
            .extend(grouped(&self.room.words.brief).into_iter().map(|it| self.slide("text", title.clone(), it, None)));
        slides
    }

    fn situation(&self, node: &Node, state: &State) -> Vec<WallSlide> {
        let Some(words) = self.page.node_words(node) else { return Vec::new() };
        let shown = self.page.shown_blocks(node, state);
        let slides = grouped(&shown).into_iter().map(|it| self.slide("text", words.title.clone(), it, Some(node.id)));
        slides.collect()
    }

    /// The vote on a decision: on what is on offer while it is to be taken, on what was taken once it is.
    fn decision(&self, node: &Node, state: &State, visit: Option<&Visit>) -> WallSlide {
        let Some(words) = self.page.node_words(node) else {
            return self.slide("text", Vec::new(), Vec::new(), Some(node.id));
        };
        let offered: Vec<ChoiceId> =
            scenario::offered(node, self.room.scenario, state).iter().map(|it| it.id).collect();
        let options = (0..).zip(node.choices.iter().zip(&words.choices).zip(LETTERS));
        // Letters and counts stay with their choices, so that an option that is closed leaves a gap and moves no other.
        let options = options.filter(|(_, ((choice, _), _))| is_voted_on(choice) && offered.contains(&choice.id));
        let options = options.map(|(place, ((choice, words), letter))| WallOption {
            place,
            letter: letter.to_owned(),
            text: words.text.clone(),
            why: words.why.clone(),
            standing: match visit {
                Some(visit) if visit.choices.contains(&choice.id) => OptionStanding::Key,
                _ => OptionStanding::Open,
            },
            choice: Some(choice.id),
        });
        let is_begun = !scenario::taken_at(node, state).is_empty();
        let (hands, taking) = match node.task {
            Task::Examination(_) if is_begun => (Hands::Once, Taking::Next),
            Task::Decision | Task::Examination(_) => (Hands::Once, Taking::One),
            Task::Sentence(scale) => (Hands::ForEach, Taking::Term(0, scale.most)),
            Task::Charging | Task::Reasons => (Hands::ForEach, Taking::Some),
        };
        let mut slide = self.slide("poll", words.ask.clone(), Vec::new(), Some(node.id));
        if visit.is_none() {
            slide.notes = vec![self.key(node, words, &offered).into()];
        }
        slide.vote = Some(WallVote {
            ballot: Ballot::Decision(self.room.scenario.id, node.id),
            options: options.collect(),
            hands,
            answer: Vec::new(),
            decision: Some(if visit.is_some() { Taking::Done } else { taking }),
        });
        slide
    }

    /// For the trainer alone: how each option serves the case, why, and on what ground.
    fn key(&self, node: &Node, words: &NodeTree, offered: &[ChoiceId]) -> Element {
        let options = node.choices.iter().zip(&words.choices).zip(LETTERS);
        let options = options.filter(|((choice, _), _)| is_voted_on(choice) && offered.contains(&choice.id));
        let rows = options.map(|((choice, words), letter)| {
            el("li").add(el("b").add(letter)).add(self.page.feedback(choice.verdict, words))
        });
        el("details")
            .class("figure__data fold")
            .add(el("summary").class("fold__line").say(self.hall.book.speech, Phrase::WorkKey))
            .add(el("ul").class("console__key").add_all(rows.collect::<Vec<_>>()))
    }

    /// What is said of a decision, a part on each slide.
    fn told(&self, node: &Node, visit: &Visit, played: &Played<'_>) -> Vec<WallSlide> {
        let title = self.page.said(node, visit);
        let told = self.page.told(visit, played, true).into_iter();
        told.map(|it| self.slide("verdict", title.clone(), vec![it.into()], Some(node.id))).collect()
    }

    fn ending(&self, ending: EndingId) -> Vec<WallSlide> {
        let place = self.room.scenario.endings.iter().position(|it| it.id == ending);
        let Some(words) = place.and_then(|place| self.room.words.endings.get(place)) else { return Vec::new() };
        grouped(&words.blocks).into_iter().map(|it| self.slide("ending", words.title.clone(), it, None)).collect()
    }

    /// What the minority wanted, and where that would have led.
    fn roads(&self, played: &Played<'_>, ended: EndingId) -> WallSlide {
        let speech = self.hall.book.speech;
        let roads = self.room.other_roads(self.hall.session);
        let name = |id| self.hall.book.ending_title(self.room.scenario.id, id).unwrap_or_default().to_owned();
        let rows = roads.iter().filter_map(|road| {
            let node = self.room.scenario.node(road.node)?;
            let (_, _, words) = self.page.choice_words(node, road.choice)?;
            let number = speech.fill(Phrase::DecisionNumber, &[&speech.number((road.visit + 1) as u64)]);
            let led = match road.ending == ended {
                true => speech.say(Phrase::WorkSameEnding),
                false => speech.fill(Phrase::WorkOtherEnding, &[&name(road.ending)]),
            };
            let votes = speech.fill(Phrase::WorkVotes, &[&speech.number(road.votes)]);
            Some(
                el("li")
                    .add(el("b").add(number))
                    .add(" ")
                    .add_all(words.text.clone())
                    .add(el("br"))
                    .add(el("span").class("slide__fine").add(format!("{votes} · {led}"))),
            )
        });
        let rows: Vec<_> = rows.collect();
        let body: Markup = match rows.is_empty() {
            true => el("p").say(speech, Phrase::WorkNoOtherRoads).into(),
            false => el("ul").class("list").add_all(rows).into(),
        };
        let count = speech.fill(Phrase::WorkDecided, &[&speech.number(played.visits.len() as u64), &name(ended)]);
        let first = el("p").class("slide__fine").add(count).into();
        self.slide("roads", vec![speech.say(Phrase::WorkOtherRoads).into()], vec![first, body], None)
    }
}

/// Blocks in groups that fit on a slide; a block that is too long for one stands alone.
fn grouped(blocks: &[Markup]) -> Vec<Row> {
    let mut groups: Vec<Row> = Vec::new();
    let mut letters = 0;
    for block in blocks {
        let length = block.words().chars().count();
        match groups.last_mut().filter(|_| letters + length <= SLIDE_LETTERS) {
            Some(group) => {
                group.push(block.clone());
                letters += length;
            }
            None => {
                groups.push(vec![block.clone()]);
                letters = length;
            }
        }
    }
    groups
}
