//! What is said of a decision once it has been taken.

use super::{CasePage, Desk, Played};
use crate::engine::hindsight::Visit;
use crate::engine::progress::{FeedbackTiming, Playthrough};
use crate::engine::scenario::{self, Standing, State};
use crate::markup::action::CaseAction;
use crate::markup::figure::meter;
use crate::markup::page::button;
use crate::markup::tree::ChoiceTree;
use crate::markup::{Action, Element, Markup, Speech, el, icon};
use crate::model::{Choice, ChoiceKind, Node, OffenceId, Phrase, Task, TermScale, Verdict};

impl CasePage<'_> {
    /// The feedback of the last decision as a panel of its own. A case that keeps its feedback for the end still lets
    /// the last answer of an examination be heard.
    pub fn feedback_panel(&self, played: &Played<'_>, is_last: bool) -> Element {
        let found = played.visits.last().and_then(|visit| Some((visit, self.scenario.node(visit.node)?)));
        let Some((visit, node)) = found else { return el("section") };
        let speech = self.book.speech;
        let go_on = if is_last { Phrase::CaseToDebrief } else { Phrase::CaseGoOn };
        let number = speech.fill(Phrase::DecisionNumber, &[&speech.number(played.visits.len() as u64)]);
        let kind = el("p").class("item__kind").add(number).add(" ");
        let kind = if node.task == Task::Decision { kind.say(speech, Phrase::CaseYouDecided) } else { kind };
        let title = el("h2").class("decided").set("id", "node-title").set("tabindex", "-1");
        let head = el("div").class("node__head").add(kind).add(title.add_all(self.said(node, visit)));
        let go_on = button(Action::Case(CaseAction::GoOn), "next", self.say(go_on), None).set("data-weight", "main");
        let at_once = played.playthrough.feedback == FeedbackTiming::AtOnce;
        el("section")
            .class("stack")
            .set("aria-labelledby", "node-title")
            .add(head)
            .add_all(self.told(visit, played, at_once))
            .add(el("p").class("cluster").add(go_on).add(self.back(played.visits.len())))
    }

    /// The feedback of the decision that ended the case, before the judgment.
    pub fn last_feedback(&self, played: &Played<'_>, desk: &Desk) -> Vec<Markup> {
        let Some(visit) = played.visits.last() else { return Vec::new() };
        let Ok(Standing::Deciding { node, state }) = scenario::stand_at(self.scenario, &played.trail, visit.arrived)
        else {
            return Vec::new();
        };
        let page = self
            .page_of(node)
            .add(self.head().class_also("desk__head"))
            .add(self.feedback_panel(played, true))
            .add(self.file(&state, desk));
        vec![page.into()]
    }

    /// What is said of a visit: of its choice, or of every part of its task.
    pub fn told(&self, visit: &Visit, played: &Played<'_>, at_once: bool) -> Vec<Element> {
        let Some(node) = self.scenario.node(visit.node) else { return Vec::new() };
        let Some(before) = played.state_at(self.scenario, visit.arrived) else { return Vec::new() };
        match node.task {
            Task::Decision => {
                let taken = visit.choices.first().and_then(|id| self.choice_words(node, *id));
                taken.map(|(_, choice, words)| self.feedback(choice.verdict, words)).into_iter().collect()
            }
            Task::Examination(_) if !at_once => vec![self.transcript(node, visit, played)],
            Task::Examination(_) => self.told_examination(node, visit, played),
            Task::Charging | Task::Reasons => self.told_set(node, visit, &before),
            Task::Sentence(scale) => self.told_sentence(node, visit, &before, played.playthrough, &scale),
        }
    }

    fn told_examination(&self, node: &Node, visit: &Visit, played: &Played<'_>) -> Vec<Element> {
        let asked = self.exchanges(node, visit, played).into_iter().map(|(question, words, said)| {
            el("section")
                .class("part-told")
                .set("data-asked", question.id.to_string())
                .add_all(said)
                .add(self.feedback(question.verdict, words))
        });
        let mut told: Vec<Element> = asked.collect();
        let missed = node.choices.iter().filter(|it| it.verdict == Verdict::Better && !visit.choices.contains(&it.id));
        let missed: Vec<Element> =
            missed.filter_map(|it| Some(el("li").add_all(self.choice_words(node, it.id)?.2.text.clone()))).collect();
        if !missed.is_empty() {
            let title = el("h3").class("transcript__title").say(self.book.speech, Phrase::CaseNotAsked);
            told.push(el("section").class("part-told").add(title).add(el("ul").class("list").add_all(missed)));
        }
        told
    }

    /// Every part of a set: whether it was picked, and whether that was right.
    fn told_set(&self, node: &Node, visit: &Visit, state: &State) -> Vec<Element> {
        let parts = node.choices.iter().filter(|it| self.may_pick(it, state));
        parts
            .filter_map(|choice| Some(self.told_part(choice, self.choice_words(node, choice.id)?.2, visit, state)))
            .collect()
    }

    fn told_part(&self, choice: &Choice, words: &ChoiceTree, visit: &Visit, state: &State) -> Element {
        let speech = self.book.speech;
        let is_picked = visit.choices.contains(&choice.id);
        let is_right = is_picked == (choice.verdict == Verdict::Better) || choice.verdict == Verdict::Even;
        let (sign, outcome) = match (is_right, choice.verdict) {
            (true, Verdict::Even) => ("#i-partly", "partly"),
            (true, _) => ("#i-correct", "correct"),
            (false, _) => ("#i-wrong", "wrong"),
        };
        let picked = el("span")
            .class("option__verdict")
            .say(speech, if is_picked { Phrase::CasePicked } else { Phrase::CaseLeft });
        let counts = match choice.kind {
            ChoiceKind::Reason(counts) => Some(el("small").add(self.counts(counts))),
            _ => None,
        };
        let head = el("div")
            .class("feedback part-told__head")
            .set("data-feedback", outcome)
            .add(icon(sign))
            .add(el("span").add_all(words.text.clone()).add(" ").add_some(counts).add(" ").add(picked));
        let points = match choice.kind {
            ChoiceKind::Charge(offence) => Some(self.proof(offence, state)),
            _ => None,
        };
        el("section")
            .class("part-told")
            .set("data-part", choice.id.to_string())
            .set("data-picked", if is_picked { "yes" } else { "no" })
            .add(head)
            .add_some(points)
            .add(
                el("div")
                    .class("verdict")
                    .add(el("div").class("part-told__why").add_all(words.why.clone()))
                    .add_all(grounds(words, self.book.speech)),
            )
    }

    /// The elements of an offence, each with what the file has for it now.
    pub fn proof(&self, offence: OffenceId, state: &State) -> Element {
        let points = self.scenario.points.iter().zip(&self.words.points).filter(|(point, _)| point.offence == offence);
        let rows = points.map(|(point, words)| {
            let is_proved = scenario::is_proved(point, self.scenario, state);
            let (sign, phrase) =
                if is_proved { ("#i-correct", Phrase::CaseProved) } else { ("#i-wrong", Phrase::CaseNotProved) };
            let with = is_proved.then(|| self.tags(point, state)).filter(|it| !it.is_empty());
            let with = with.map(|tags| el("small").add(self.book.speech.fill(Phrase::CaseWith, &[&tags])));
            el("li").set("data-proved", if is_proved { "yes" } else { "no" }).add(icon(sign)).add(
                el("span")
                    .add(words.clone())
                    .add(" ")
                    .add(el("span").class("unseen").say(self.book.speech, phrase))
                    .add_some(with),
            )
        });
        el("ul").class("proof").add_all(rows.collect::<Vec<_>>())
    }

    fn told_sentence(
        &self,
        node: &Node,
        visit: &Visit,
        state: &State,
        playthrough: &Playthrough,
        scale: &TermScale,
    ) -> Vec<Element> {
        let term = visit.choices.last().and_then(|id| self.choice_words(node, *id));
        // The exact term stands in the record; a road of an older record may have only its band.
        let last = visit.arrived + visit.choices.len().saturating_sub(1);
        let months = playthrough.terms.iter().find(|(step, _)| *step == last).map(|(_, months)| *months);
        let reasoned = node.choices.iter().find_map(|it| match (it.kind, it.verdict) {
            (ChoiceKind::Term(min, max), Verdict::Better) => Some((min, max)),
            _ => None,
        });
        let mut told = vec![
            el("div")
                .class("term")
                .add(meter::term(scale, reasoned, months, self.book.speech))
                .add(el("p").class("figure__source").say(self.book.speech, Phrase::TermAid)),
        ];
        told.extend(term.map(|(_, choice, words)| {
            let name = el("p").class("transcript__q").add_all(words.text.clone());
            el("section").class("part-told").add(name).add(self.feedback(choice.verdict, words))
        }));
        told.extend(self.told_set(node, visit, state));
        told
    }

    /// Verdict, ground, weight, nullity: the last two never merged.
    pub fn feedback(&self, verdict: Verdict, words: &ChoiceTree) -> Element {
        let (sign, phrase, outcome) = match verdict {
            Verdict::Better => ("#i-correct", Phrase::VerdictBetter, "correct"),
            Verdict::Even => ("#i-partly", Phrase::VerdictEven, "partly"),
            Verdict::Worse => ("#i-wrong", Phrase::VerdictWorse, "wrong"),
        };
        let why =
            el("div").add(el("p").class("feedback__word").say(self.book.speech, phrase)).add_all(words.why.clone());
        el("div")
            .class("verdict")
            .add(el("div").class("feedback").set("data-feedback", outcome).add(icon(sign)).add(why))
            .add_all(grounds(words, self.book.speech))
    }
}

/// Ground, weight and nullity, each by itself.
pub fn grounds(words: &ChoiceTree, speech: &Speech<'_>) -> Vec<Element> {
    let part = |kind: &'static str, sign: &'static str, phrase: Phrase, blocks: &[Markup]| {
        (!blocks.is_empty()).then(|| {
            let name = el("p").class("ground__name").add(icon(sign)).say(speech, phrase);
            el("div").class("ground").set("data-kind", kind).add(name).add_all(blocks.to_vec())
        })
    };
    let parts = [
        part("ground", "#i-law", Phrase::Ground, &words.ground),
        part("weight", "#i-exhibit", Phrase::Weight, &words.weight),
        part("nullity", "#i-caution", Phrase::Nullity, &words.nullity),
    ];
    parts.into_iter().flatten().collect()
}
