//! What is decided: choices, questions, a charge sheet, paragraphs of a decision, a term of prison.

use super::{CasePage, Desk, LETTERS, Played};
use crate::engine::hindsight::Visit;
use crate::engine::progress::Playthrough;
use crate::engine::scenario::{self, State};
use crate::markup::action::CaseAction;
use crate::markup::figure::meter;
use crate::markup::page::button;
use crate::markup::tree::ChoiceTree;
use crate::markup::{Action, Element, Markup, el, text};
use crate::model::{Choice, ChoiceId, ChoiceKind, Counts, Node, OffenceId, Phrase, Task, TermScale};

impl CasePage<'_> {
    /// What there is to decide, with its question.
    pub(super) fn task(&self, node: &Node, state: &State, played: &Played<'_>, desk: &Desk) -> Element {
        let playthrough = played.playthrough;
        let ask = self.node_words(node).map(|words| words.ask.clone()).unwrap_or_default();
        let (body, decide, prompt) = match node.task {
            Task::Decision => {
                (self.choices(node, state, playthrough, desk), Phrase::CaseDecide, Phrase::CaseDecideFirst)
            }
            Task::Examination(asks) => {
                (self.examination(node, state, played, asks, desk), Phrase::CaseAsk, Phrase::CaseAskFirst)
            }
            Task::Charging => {
                (self.set(node, state, playthrough, desk), Phrase::CaseConfirmCharges, Phrase::CasePickFirst)
            }
            Task::Reasons => {
                (self.set(node, state, playthrough, desk), Phrase::CaseConfirmReasons, Phrase::CasePickFirst)
            }
            Task::Sentence(scale) => (
                self.set(node, state, playthrough, desk).add(self.placing(&scale, desk)),
                Phrase::TermPlace,
                Phrase::TermFirst,
            ),
        };
        let decide =
            button(Action::Case(CaseAction::Decide), "next", self.say(decide), None).set("data-weight", "main");
        let back = (!played.visits.is_empty()).then(|| self.back(played.visits.len()));
        let prompt = desk.is_prompted.then(|| text(self.say(prompt)));
        el("section")
            .set("aria-labelledby", "ask")
            .add(el("h2").class("choices__ask").set("id", "ask").add_all(ask))
            .add(body)
            .add(el("p").class("item__prompt").set("role", "alert").add_some(prompt))
            .add(el("p").class("cluster").add(decide).add_some(back))
    }

    /// The way back to the decision with this number.
    pub(super) fn back(&self, number: usize) -> Element {
        let words = self.book.speech.fill(Phrase::CaseBack, &[&self.book.speech.number(number as u64)]);
        button(Action::Case(CaseAction::StepBack), "back", words, Some("#i-back"))
    }

    fn choices(&self, node: &Node, state: &State, playthrough: &Playthrough, desk: &Desk) -> Element {
        let rows = self.shown(node, state, playthrough).into_iter().zip(LETTERS).filter_map(|(id, letter)| {
            let (_, _, words) = self.choice_words(node, id)?;
            Some(leaning(id, letter.to_owned(), words, desk))
        });
        el("div").class("choices").add_all(rows.collect::<Vec<_>>())
    }

    /// What has been asked and answered, and what can still be asked.
    fn examination(&self, node: &Node, state: &State, played: &Played<'_>, asks: u8, desk: &Desk) -> Element {
        let speech = self.book.speech;
        let here = played.visits.last().filter(|it| it.node == node.id);
        let asked = here.map_or(0, |it| it.choices.len());
        let of = speech.fill(Phrase::CaseAskOf, &[&speech.number((asked + 1) as u64), &speech.number(asks)]);
        let rows = self.shown(node, state, played.playthrough).into_iter().filter_map(|id| {
            let (_, _, words) = self.choice_words(node, id)?;
            Some(leaning(id, "?".to_owned(), words, desk))
        });
        el("div")
            .class("stack")
            .add_some(here.map(|visit| self.transcript(node, visit, played)))
            .add(el("p").class("item__kind").add(of))
            .add(el("div").class("choices").add_all(rows.collect::<Vec<_>>()))
    }

    /// Questions and answers, in the order in which they were asked.
    pub(super) fn transcript(&self, node: &Node, visit: &Visit, played: &Played<'_>) -> Element {
        let rows = self.exchanges(node, visit, played).into_iter();
        let rows = rows.map(|(question, _, said)| el("li").set("data-asked", question.id.to_string()).add_all(said));
        el("section")
            .class("transcript")
            .set("aria-labelledby", "asked")
            .add(el("h3").class("transcript__title").set("id", "asked").say(self.book.speech, Phrase::CaseAsked))
            .add(el("ol").set("aria-live", "polite").add_all(rows.collect::<Vec<_>>()))
    }

    /// Each question asked with its answer, as it was given then: what was asked later does not change it.
    pub(super) fn exchanges<'n>(
        &'n self,
        node: &'n Node,
        visit: &Visit,
        played: &Played<'_>,
    ) -> Vec<(&'n Choice, &'n ChoiceTree, Vec<Markup>)> {
        let exchange = |(place, id): (usize, &ChoiceId)| {
            let (_, question, words) = self.choice_words(node, *id)?;
            let state = played.state_at(self.scenario, visit.arrived + place)?;
            let answer = words.answers.get(scenario::answer_place(question, self.scenario, &state)).cloned();
            let said: Vec<Markup> = vec![
                el("p").class("transcript__q").add_all(words.text.clone()).into(),
                el("div")
                    .class("transcript__a")
                    .add(el("span").class("unseen").say(self.book.speech, Phrase::CaseAnswer))
                    .add_all(answer.unwrap_or_default())
                    .into(),
            ];
            Some((question, words, said))
        };
        visit.choices.iter().enumerate().filter_map(exchange).collect()
    }

    /// Charges, paragraphs or reasons to tick.
    fn set(&self, node: &Node, state: &State, playthrough: &Playthrough, desk: &Desk) -> Element {
        let open: Vec<&Choice> = node.choices.iter().filter(|it| self.may_pick(it, state)).collect();
        let order = self.order(node, playthrough);
        let rows = order.into_iter().filter_map(|id| open.iter().find(|it| it.id == id)).filter_map(|choice| {
            let (_, _, words) = self.choice_words(node, choice.id)?;
            let input = el("input")
                .set("type", "checkbox")
                .set("name", "pick")
                .set("value", choice.id.to_string())
                .set("data-choice", choice.id.to_string())
                .mark("checked", desk.picked.contains(&choice.id))
                .on(Action::Case(CaseAction::Pick(choice.id)));
            let label = el("label")
                .class("option")
                .add(input)
                .add(el("span").class("option__text").add_all(words.text.clone()));
            let elements = match choice.kind {
                ChoiceKind::Charge(offence) => Some(self.elements(offence)),
                _ => None,
            };
            Some(el("div").class("pick").add(label).add_some(elements))
        });
        let legend = match node.task {
            Task::Sentence(_) => Phrase::TermReasons,
            Task::Charging => Phrase::CaseChargesLegend,
            _ => Phrase::CaseReasonsLegend,
        };
        el("fieldset")
            .class("item__options")
            .add(
                el("legend")
                    .maybe("class", (!matches!(node.task, Task::Sentence(_))).then_some("unseen"))
                    .say(self.book.speech, legend),
            )
            .add_all(rows.collect::<Vec<_>>())
    }

    /// Whether something of a set can be ticked; what is ticked together with it does not matter here.
    pub(super) fn may_pick(&self, choice: &Choice, state: &State) -> bool {
        choice.kind.is_picked() && scenario::holds(&choice.when, self.scenario, state)
    }

    /// The elements of an offence, folded.
    fn elements(&self, offence: OffenceId) -> Element {
        let speech = self.book.speech;
        let points = self.scenario.points.iter().zip(&self.words.points).filter(|(point, _)| point.offence == offence);
        let rows: Vec<Element> = points.map(|(_, words)| el("li").add(words.clone())).collect();
        let line = speech.fill(Phrase::CaseElements, &[&speech.number(rows.len() as u64)]);
        el("details")
            .class("fold pick__elements")
            .add(el("summary").class("fold__line").add(line))
            .add(el("ol").class("elements").add_all(rows))
    }

    fn placing(&self, scale: &TermScale, desk: &Desk) -> Element {
        let speech = self.book.speech;
        let shown = match desk.months {
            Some(months) => speech.fill(Phrase::TermMonths, &[&speech.number(months)]),
            None => self.say(Phrase::TermNone),
        };
        let slider = el("input")
            .set("type", "range")
            .set("name", "months")
            .set("min", "0")
            .set("max", scale.most.to_string())
            .set("step", "1")
            .set("value", desk.months.unwrap_or_default().to_string())
            .set("aria-valuetext", shown.clone())
            .on(Action::Case(CaseAction::Place));
        el("div")
            .class("term")
            .add(el("output").class("clock__left").add(shown))
            .add(el("label").add(el("span").class("term__title").say(speech, Phrase::TermTitle)).add(slider))
            .add(meter::term(scale, None, desk.months, speech))
    }

    /// Which way a reason counts, in words.
    pub(super) fn counts(&self, counts: Counts) -> String {
        self.say(match counts {
            Counts::Up => Phrase::CountsUp,
            Counts::Down => Phrase::CountsDown,
            Counts::Not => Phrase::CountsNot,
        })
    }
}

/// A choice or a question that can be leant to.
fn leaning(id: ChoiceId, sign: String, words: &ChoiceTree, desk: &Desk) -> Element {
    el("button")
        .class("choice")
        .set("type", "button")
        .set("data-choice", id.to_string())
        .set("aria-pressed", if desk.leaning == Some(id) { "true" } else { "false" })
        .on(Action::Case(CaseAction::Lean(id)))
        .add(el("span").class("choice__letter").add(sign))
        .add(el("span").add_all(words.text.clone()))
}
