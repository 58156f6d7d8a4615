//! A case: the list of cases, the brief, and the decision beside the file.

mod file;

use super::{Book, button, role_phrase, title};
use crate::engine::progress::{FeedbackTiming, Playthrough};
use crate::engine::scenario::{self, Standing, State, Trail};
use crate::engine::shuffle::{seed_for, shuffled};
use crate::markup::action::CaseAction;
use crate::markup::figure::meter;
use crate::markup::tree::{CaseTree, ChoiceTree, NodeTree};
use crate::markup::{Action, Element, Markup, el, icon, text};
use crate::model::{Choice, ChoiceId, Node, Phrase, Scenario, Verdict, VersionId};

/// The letters of choices, as on the cards held up in a room.
pub const LETTERS: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", "H"];

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

/// What is open on the desk while a decision is being made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// The choice the learner leans to.
    pub leaning: Option<ChoiceId>,
    /// The exhibit on the desk.
    pub exhibit: Option<VersionId>,
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
            .add(el("p").class("cluster").add(begin).add_some(found));
        vec![page.into()]
    }

    /// The choices on offer, in the order this playthrough shows them.
    pub fn shown(&self, node: &Node, state: &State, playthrough: &Playthrough) -> Vec<ChoiceId> {
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
    pub fn decision(&self, playthrough: &Playthrough, trail: &Trail, desk: Desk) -> Vec<Markup> {
        let Ok(Standing::Deciding { node, state }) = scenario::stand(self.scenario, trail) else { return Vec::new() };
        let before = trail.len().checked_sub(1).and_then(|count| scenario::stand_at(self.scenario, trail, count).ok());
        let last = match (&before, trail.choices().last()) {
            (Some(Standing::Deciding { node, .. }), Some(choice)) => Some((*node, *choice)),
            _ => None,
        };
        let page = el("div")
            .class("desk")
            .set("data-case", self.scenario.id.to_string())
            .set("data-node", node.id.to_string())
            .add(self.head().class_also("desk__head"));
        let page = match last {
            Some((node, choice)) if desk.is_reading => page.add(self.feedback_panel(node, choice, trail.len(), false)),
            _ => page.add(self.situation(node, &state, playthrough, trail, last)),
        };
        let page = page.add(self.file(&state, desk.exhibit));
        if desk.is_reading {
            return vec![page.into()];
        }
        vec![page.add(self.choices(node, &state, playthrough, trail, desk)).into()]
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

    fn situation(
        &self,
        node: &Node,
        state: &State,
        playthrough: &Playthrough,
        trail: &Trail,
        last: Option<(&Node, ChoiceId)>,
    ) -> Element {
        let Some(words) = self.scenario.node_place(node.id).and_then(|place| self.words.nodes.get(place)) else {
            return el("section");
        };
        let head = el("div")
            .class("node__head")
            .add(self.steps(trail.len()))
            .add(el("h2").set("id", "node-title").set("tabindex", "-1").add_all(words.title.clone()));
        let holds = |id| {
            node.passages
                .iter()
                .find(|it| it.id == id)
                .is_some_and(|it| scenario::holds(&it.when, self.scenario, state))
        };
        let shown = words.blocks.iter().filter(|(passage, _)| passage.is_none_or(holds));
        let shown: Vec<Markup> = shown.flat_map(|(_, block)| block.clone()).collect();
        let again = match (playthrough.feedback, last) {
            (FeedbackTiming::AtOnce, Some((node, choice))) => Some(self.last_decision(node, choice)),
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

    /// What was decided last, folded: so that it can be read again after a break.
    fn last_decision(&self, node: &Node, choice: ChoiceId) -> Element {
        let Some((_, structure, words)) = self.choice_words(node, choice) else { return el("div") };
        el("details")
            .class("figure__data fold")
            .add(
                el("summary")
                    .class("fold__line")
                    .say(self.book.speech, Phrase::CaseYouDecidedThis)
                    .add(" ")
                    .add(el("span").add_all(words.text.clone())),
            )
            .add(self.feedback(structure.verdict, words))
    }

    fn clocks(&self, state: &State) -> Vec<Element> {
        let clocks = self.scenario.clocks.iter().zip(&state.clocks).zip(&self.words.clocks);
        let shown = clocks.filter_map(|((clock, used), (name, law))| {
            Some(meter::clock(name, (*used)?, clock, self.book.speech, Markup::Row(law.clone())))
        });
        shown.collect()
    }

    fn choices(&self, node: &Node, state: &State, playthrough: &Playthrough, trail: &Trail, desk: Desk) -> Element {
        let place = self.scenario.node_place(node.id);
        let ask =
            place.and_then(|place| self.words.nodes.get(place)).map(|words| words.ask.clone()).unwrap_or_default();
        let rows = self.shown(node, state, playthrough).into_iter().zip(LETTERS).filter_map(|(id, letter)| {
            let (_, _, words) = self.choice_words(node, id)?;
            let is_leaning = desk.leaning == Some(id);
            Some(
                el("button")
                    .class("choice")
                    .set("type", "button")
                    .set("data-choice", id.to_string())
                    .set("aria-pressed", if is_leaning { "true" } else { "false" })
                    .on(Action::Case(CaseAction::Lean(id)))
                    .add(el("span").class("choice__letter").add(letter))
                    .add(el("span").add_all(words.text.clone())),
            )
        });
        let decide = button(Action::Case(CaseAction::Decide), "next", self.say(Phrase::CaseDecide), None)
            .set("data-weight", "main");
        let back = (!trail.is_empty()).then(|| {
            let number = self.book.speech.number(trail.len() as u64);
            button(
                Action::Case(CaseAction::StepBack),
                "back",
                self.book.speech.fill(Phrase::CaseBack, &[&number]),
                Some("#i-back"),
            )
        });
        let prompt = desk.is_prompted.then(|| text(self.say(Phrase::CaseDecideFirst)));
        el("section")
            .set("aria-labelledby", "ask")
            .add(el("h2").class("choices__ask").set("id", "ask").add_all(ask))
            .add(el("div").class("choices").add_all(rows.collect::<Vec<_>>()))
            .add(el("p").class("item__prompt").set("role", "alert").add_some(prompt))
            .add(el("p").class("cluster").add(decide).add_some(back))
    }

    /// The feedback of a decision as a panel of its own.
    pub fn feedback_panel(&self, node: &Node, choice: ChoiceId, number: usize, is_last: bool) -> Element {
        let Some((_, structure, words)) = self.choice_words(node, choice) else { return el("section") };
        let count = self.book.speech.number(number as u64);
        let go_on = if is_last { Phrase::CaseToDebrief } else { Phrase::CaseGoOn };
        let head = el("div")
            .class("node__head")
            .add(
                el("p")
                    .class("item__kind")
                    .add(self.book.speech.fill(Phrase::DecisionNumber, &[&count]))
                    .add(" ")
                    .say(self.book.speech, Phrase::CaseYouDecided),
            )
            .add(el("h2").class("decided").set("id", "node-title").set("tabindex", "-1").add_all(words.text.clone()));
        let back = button(
            Action::Case(CaseAction::StepBack),
            "back",
            self.book.speech.fill(Phrase::CaseBack, &[&count]),
            Some("#i-back"),
        );
        let go_on = button(Action::Case(CaseAction::GoOn), "next", self.say(go_on), None).set("data-weight", "main");
        el("section")
            .class("stack")
            .set("aria-labelledby", "node-title")
            .add(head)
            .add(self.feedback(structure.verdict, words))
            .add(el("p").class("cluster").add(go_on).add(back))
    }

    /// Verdict, ground, weight, nullity: the last two never merged.
    pub fn feedback(&self, verdict: Verdict, words: &ChoiceTree) -> Element {
        let (sign, phrase, outcome) = match verdict {
            Verdict::Better => ("#i-correct", Phrase::VerdictBetter, "correct"),
            Verdict::Even => ("#i-partly", Phrase::VerdictEven, "partly"),
            Verdict::Worse => ("#i-wrong", Phrase::VerdictWorse, "wrong"),
        };
        let part = |kind: &'static str, sign: &'static str, phrase: Phrase, blocks: &[Markup]| {
            (!blocks.is_empty()).then(|| {
                let name = el("p").class("ground__name").add(icon(sign)).say(self.book.speech, phrase);
                el("div").class("ground").set("data-kind", kind).add(name).add_all(blocks.to_vec())
            })
        };
        let why =
            el("div").add(el("p").class("feedback__word").say(self.book.speech, phrase)).add_all(words.why.clone());
        el("div")
            .class("verdict")
            .add(el("div").class("feedback").set("data-feedback", outcome).add(icon(sign)).add(why))
            .add_some(part("ground", "#i-law", Phrase::Ground, &words.ground))
            .add_some(part("weight", "#i-exhibit", Phrase::Weight, &words.weight))
            .add_some(part("nullity", "#i-caution", Phrase::Nullity, &words.nullity))
    }
}

impl CasePage<'_> {
    /// The feedback of the decision that ended the case, before the judgment.
    pub fn last_feedback(&self, trail: &Trail) -> Vec<Markup> {
        let before = trail.len().checked_sub(1).and_then(|count| scenario::stand_at(self.scenario, trail, count).ok());
        let (Some(Standing::Deciding { node, state }), Some(choice)) = (before, trail.choices().last()) else {
            return Vec::new();
        };
        let page = el("div")
            .class("desk")
            .set("data-case", self.scenario.id.to_string())
            .set("data-node", node.id.to_string())
            .add(self.head().class_also("desk__head"))
            .add(self.feedback_panel(node, *choice, trail.len(), true))
            .add(self.file(&state, None));
        vec![page.into()]
    }
}
