//! A case: the list of cases, the brief, and the decision beside the file.

mod feedback;
mod file;
mod pins;
mod tasks;

pub use feedback::grounds;
pub use pins::is_for;

use super::{Book, button, role_phrase, title};
use crate::engine::hindsight::{self, Visit};
use crate::engine::progress::{FeedbackTiming, Playthrough};
use crate::engine::scenario::{self, Standing, State, Trail};
use crate::engine::shuffle::{seed_for, shuffled};
use crate::markup::action::CaseAction;
use crate::markup::figure::meter;
use crate::markup::route::{DeskPage, Route};
use crate::markup::tree::{CaseTree, ChoiceTree, NodeTree};
use crate::markup::{Action, Element, Markup, el, icon};
use crate::model::{Choice, ChoiceId, Node, Phrase, Scenario, Task, VersionId};

/// The letters of choices, as on the cards held up in a room.
pub const LETTERS: [&str; 14] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N"];

/// The list of cases.
pub fn cases(book: &Book<'_>) -> Vec<Markup> {
    let speech = book.speech;
    let cards = book.handbook.cases.iter().map(|case| el("li").add(super::home::case_card(book, case)));
    let head = title(None, speech.say(Phrase::CasesTitle), Some(speech.say(Phrase::CasesLead)));
    vec![el("div").class("chapter").add(head).add(el("ul").class("caselist").add_all(cards.collect::<Vec<_>>())).into()]
}

/// A case ready to be shown.
pub struct CasePage<'a> {
    /// Contents and progress.
    pub book: Book<'a>,
    /// The graph.
    pub scenario: &'a Scenario,
    /// The words.
    pub words: &'a CaseTree,
    /// When the learner wants feedback; for the form that begins a case.
    pub feedback: FeedbackTiming,
}

/// A walk as far as it has come.
pub struct Played<'a> {
    /// The walk, as it was recorded.
    pub playthrough: &'a Playthrough,
    /// Its choices.
    pub trail: Trail,
    /// The nodes that it has been at; the last may be a task that goes on.
    pub visits: Vec<Visit>,
}

impl<'a> Played<'a> {
    /// The walk through a case.
    pub fn of(playthrough: &'a Playthrough, scenario: &Scenario) -> Self {
        let trail = Trail::from(playthrough.trail.clone());
        let visits = hindsight::visits(scenario, &trail);
        Self { playthrough, trail, visits }
    }

    /// What stood when the trail held so many choices.
    pub fn state_at(&self, scenario: &Scenario, count: usize) -> Option<State> {
        scenario::stand_at(scenario, &self.trail, count).ok().map(|it| it.state().clone())
    }
}

/// What is open on the desk while a decision is being made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// The choice or question the learner leans to.
    pub leaning: Option<ChoiceId>,
    /// Charges, paragraphs or reasons picked so far.
    pub picked: Vec<ChoiceId>,
    /// The term of prison, where it has been placed.
    pub months: Option<u16>,
    /// The exhibit on the desk.
    pub exhibit: Option<VersionId>,
    /// Whether the file covers the decision, on a narrow page.
    pub is_file_open: bool,
    /// The point that evidence is to be pinned to: its place.
    pub point: Option<usize>,
    /// Words selected in the exhibit.
    pub quote: String,
    /// Whether the learner tried to pin without a point.
    pub is_pin_prompted: bool,
    /// Whether the feedback of the last decision is being read.
    pub is_reading: bool,
    /// Whether the learner tried to decide without a choice.
    pub is_prompted: bool,
}

impl<'a> CasePage<'a> {
    fn say(&self, phrase: Phrase) -> String {
        self.book.speech.say(phrase)
    }

    fn head(&self) -> Element {
        let entry = self.book.handbook.case(self.scenario.id).map(|(_, entry)| entry);
        let minutes =
            entry.map(|it| self.book.speech.fill(Phrase::CaseMinutes, &[&self.book.speech.number(it.minutes)]));
        let facts = el("p")
            .class("title__facts")
            .add(el("span").add(self.say(role_phrase(self.scenario.role))))
            .add_some(minutes.map(|it| el("span").add(it)))
            .add(el("span").say(self.book.speech, Phrase::CaseFictional))
            .add(super::draft(Phrase::DraftThis, self.book.speech));
        let running = self.say(Phrase::NavCases);
        title(Some(running), self.words.title.clone(), None).add(facts)
    }

    /// The brief, before the first decision.
    pub fn brief(&self, is_changed: bool) -> Vec<Markup> {
        let speech = self.book.speech;
        let lead = self.words.lead.iter().map(|words| el("p").class("title__lead").add_all(words.clone()));
        let objectives = self.words.objectives.iter().map(|words| el("li").add(words.clone()));
        let objectives = el("section")
            .class("objectives")
            .add(el("p").class("objectives__name").say(self.book.speech, Phrase::CaseObjectives))
            .add(el("ul").class("list").add_all(objectives.collect::<Vec<_>>()));
        let changed = is_changed.then(|| {
            el("p")
                .class("notice")
                .set("data-state", "quiet")
                .add(icon("#i-caution"))
                .add(el("span").say(self.book.speech, Phrase::ChangedCase))
        });
        let timing = FeedbackTiming::ALL.into_iter().map(|timing| {
            let phrase = match timing {
                FeedbackTiming::AtOnce => Phrase::CaseFeedbackAtOnce,
                FeedbackTiming::AtTheEnd => Phrase::CaseFeedbackAtEnd,
            };
            let input = el("input")
                .set("type", "radio")
                .set("name", "feedback")
                .set("value", timing.as_str())
                .mark("checked", timing == self.feedback)
                .on(Action::Time(timing));
            el("label").add(input).say(self.book.speech, phrase)
        });
        let timing = el("fieldset")
            .class("item__sure")
            .add(el("legend").say(self.book.speech, Phrase::CaseFeedbackWhen))
            .add_all(timing.collect::<Vec<_>>());
        let begin = button(Action::Case(CaseAction::Begin), "start", self.say(Phrase::CaseBegin), None)
            .set("data-weight", "main");
        let brief = el("section")
            .class("prose")
            .add(el("h2").add_all(self.words.brief_title.clone()))
            .add_all(self.words.brief.clone());
        let found = self.book.progress.endings_found(self.scenario.id).len();
        let found = (0 < found).then(|| {
            let words = speech.fill(
                Phrase::CaseEndingsFound,
                &[&speech.number(found as u64), &speech.number(self.scenario.endings.len() as u64)],
            );
            el("p").class("mark").add(icon("#i-done")).add(el("span").add(words))
        });
        let page = el("div")
            .class("chapter case-brief")
            .set("data-case", self.scenario.id.to_string())
            .add(self.head().add_all(lead.collect::<Vec<_>>()))
            .add_some(changed)
            .add(objectives)
            .add(brief)
            .add(timing)
            .add(el("p").class("cluster").add(begin).add_some(found).add(self.kit_link()));
        vec![page.into()]
    }

    /// The way to what a trainer prints.
    pub fn kit_link(&self) -> Element {
        let href = self.book.speech.href(Route::Desk(DeskPage::Kit(self.scenario.id)));
        el("a").set("href", href).say(self.book.speech, Phrase::CaseKit)
    }

    /// The choices on offer, in the order this playthrough shows them.
    fn shown(&self, node: &Node, state: &State, playthrough: &Playthrough) -> Vec<ChoiceId> {
        let offered: Vec<ChoiceId> = scenario::offered(node, self.scenario, state).iter().map(|it| it.id).collect();
        self.order(node, playthrough).into_iter().filter(|id| offered.contains(id)).collect()
    }

    /// All choices of a node in the order of this playthrough: stable however often the page is built.
    pub fn order(&self, node: &Node, playthrough: &Playthrough) -> Vec<ChoiceId> {
        let ids: Vec<ChoiceId> = node.choices.iter().map(|it| it.id).collect();
        shuffled(&ids, seed_for(playthrough.seed, node.id.as_str()))
    }

    /// The words of a node and of one of its choices.
    pub fn choice_words<'n>(
        &'n self,
        node: &'n Node,
        choice: ChoiceId,
    ) -> Option<(&'n NodeTree, &'n Choice, &'n ChoiceTree)> {
        let words = self.words.nodes.get(self.scenario.node_place(node.id)?)?;
        let place = node.choices.iter().position(|it| it.id == choice)?;
        Some((words, node.choices.get(place)?, words.choices.get(place)?))
    }

    /// The decision, or the feedback of the last one, beside the file.
    pub fn decision(&self, played: &Played<'_>, desk: &Desk) -> Vec<Markup> {
        let Ok(Standing::Deciding { node, state }) = scenario::stand(self.scenario, &played.trail) else {
            return Vec::new();
        };
        // A task that goes on is not over.
        let goes_on = played.visits.last().is_some_and(|last| last.node == node.id);
        let done = played.visits.len() - usize::from(goes_on);
        let page = self.page_of(node).add(self.head().class_also("desk__head"));
        if desk.is_reading && !goes_on && 0 < done {
            return vec![page.add(self.feedback_panel(played, false)).add(self.file(&state, desk)).into()];
        }
        let page = page
            .add(self.situation(node, &state, played, done))
            .add(self.file(&state, desk))
            .add(self.task(node, &state, played, desk));
        vec![page.into()]
    }

    fn page_of(&self, node: &Node) -> Element {
        el("div")
            .class("desk")
            .set("data-case", self.scenario.id.to_string())
            .set("data-node", node.id.to_string())
            .set("data-task", task_name(node.task))
    }

    fn steps(&self, done: usize) -> Element {
        let count = self.scenario.nodes.len();
        let words = self.book.speech.fill(
            Phrase::CaseDecisionOf,
            &[&self.book.speech.number((done + 1) as u64), &self.book.speech.number(count as u64)],
        );
        let dots = (0..count).map(|index| {
            let state = if index < done {
                Some("taken")
            } else if index == done {
                Some("here")
            } else {
                None
            };
            el("span").class("steps__dot").maybe("data-state", state)
        });
        el("div")
            .class("steps")
            .set("role", "img")
            .set("aria-label", words.clone())
            .add_all(dots.collect::<Vec<_>>())
            .add(el("span").class("steps__word").set("aria-hidden", "true").add(words))
    }

    fn situation(&self, node: &Node, state: &State, played: &Played<'_>, done: usize) -> Element {
        let Some(words) = self.node_words(node) else { return el("section") };
        let head = el("div")
            .class("node__head")
            .add(self.steps(done))
            .add(el("h2").set("id", "node-title").set("tabindex", "-1").add_all(words.title.clone()));
        let shown = self.shown_blocks(node, state);
        let last = done.checked_sub(1).and_then(|place| played.visits.get(place));
        let again = match (played.playthrough.feedback, last) {
            (FeedbackTiming::AtOnce, Some(last)) => self.last_decision(last, played),
            _ => None,
        };
        el("section")
            .class("stack")
            .set("aria-labelledby", "node-title")
            .add(head)
            .add_some(again)
            .add_all(shown)
            .add_all(self.clocks(state))
    }

    /// The blocks of a situation: those of passages whose guard holds, and all others.
    pub fn shown_blocks(&self, node: &Node, state: &State) -> Vec<Markup> {
        let Some(words) = self.node_words(node) else { return Vec::new() };
        let holds = |id| {
            node.passages
                .iter()
                .find(|it| it.id == id)
                .is_some_and(|it| scenario::holds(&it.when, self.scenario, state))
        };
        let shown = words.blocks.iter().filter(|(passage, _)| passage.is_none_or(holds));
        shown.flat_map(|(_, block)| block.clone()).collect()
    }

    /// What was decided last, folded: so that it can be read again after a break.
    fn last_decision(&self, last: &Visit, played: &Played<'_>) -> Option<Element> {
        let node = self.scenario.node(last.node)?;
        let line = el("summary").class("fold__line").say(self.book.speech, Phrase::CaseYouDecidedThis).add(" ");
        Some(
            el("details")
                .class("figure__data fold")
                .add(line.add(el("span").add_all(self.said(node, last))))
                .add_all(self.told(last, played, true)),
        )
    }

    /// What a visit came to, in a line: the words of the choice, or the name of the task.
    pub fn said(&self, node: &Node, visit: &Visit) -> Vec<Markup> {
        let choice = visit.choices.first().filter(|_| node.task == Task::Decision);
        match choice.and_then(|choice| self.choice_words(node, *choice)) {
            Some((_, _, words)) => words.text.clone(),
            None => self.node_words(node).map(|it| it.title.clone()).unwrap_or_default(),
        }
    }

    /// The words of a node.
    pub fn node_words(&self, node: &Node) -> Option<&NodeTree> {
        self.words.nodes.get(self.scenario.node_place(node.id)?)
    }

    fn clocks(&self, state: &State) -> Vec<Element> {
        let clocks = self.scenario.clocks.iter().zip(&state.clocks).zip(&self.words.clocks);
        let shown = clocks.filter_map(|((clock, used), (name, law))| {
            Some(meter::clock(name, (*used)?, clock, self.book.speech, Markup::Row(law.clone())))
        });
        shown.collect()
    }
}

/// The value of `data-task`.
fn task_name(task: Task) -> &'static str {
    match task {
        Task::Decision => "decision",
        Task::Examination(_) => "examination",
        Task::Charging => "charging",
        Task::Reasons => "reasons",
        Task::Sentence(_) => "sentence",
    }
}
