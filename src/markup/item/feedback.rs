//! An item after checking: the outcome, and why each option is right or wrong.

use super::{ItemView, Purpose, sure_phrase};
use crate::engine::grade::{Grade, OptionVerdict, Outcome};
use crate::markup::action::ItemAction;
use crate::markup::tree::OptionTree;
use crate::markup::{Element, Markup, el, icon, text};
use crate::model::{ItemKind, OptionId, Phrase, Range, Response};

impl ItemView<'_> {
    pub(super) fn feedback(&self, frame: Element, grade: &Grade) -> Element {
        let (sign, phrase) = match grade.outcome {
            Outcome::Correct => ("#i-correct", Phrase::FeedbackCorrect),
            Outcome::Partly => ("#i-partly", Phrase::FeedbackPartly),
            Outcome::Wrong => ("#i-wrong", Phrase::FeedbackWrong),
        };
        let words = el("div")
            .add(el("p").class("feedback__word").say(self.speech, phrase))
            .add(el("p").add_all(self.words.why.clone()));
        let feedback = el("div")
            .class("feedback")
            .set("data-feedback", grade.outcome.as_str())
            .set("role", "status")
            .set("tabindex", "-1")
            .add(icon(sign))
            .add(words);
        let rows = match &self.item.kind {
            ItemKind::Judgement(_, range) => vec![self.range(*range)],
            _ => grade
                .options
                .iter()
                .filter_map(|(id, verdict)| self.explained(*id, *verdict))
                .chain(self.spares())
                .collect(),
        };
        let said = self.state.sure.map(|sure| {
            let sure = self.say(sure_phrase(sure));
            el("p").class("item__kind").add(self.speech.fill(Phrase::FeedbackYouSaid, &[&sure]))
        });
        let again = el("button")
            .class("button")
            .set("type", "button")
            .set("data-action", "again")
            .mark("disabled", !self.state.is_live)
            .on(self.on(ItemAction::Again))
            .add(icon("#i-back"))
            .say(self.speech, Phrase::Again);
        let again = (self.purpose == Purpose::Practice).then_some(again);
        frame.add(feedback).add(el("ul").class("item__options").add_all(rows)).add_some(said).add_some(again)
    }

    /// An option after checking: what it was, and why.
    fn explained(&self, id: OptionId, verdict: OptionVerdict) -> Option<Element> {
        let words = self.option(id)?;
        let is_right = matches!(verdict, OptionVerdict::Chosen);
        let verdict_words = match &self.item.kind {
            ItemKind::Ordering(steps) => {
                let place = steps.iter().position(|it| *it == id).map_or(0, |place| place + 1);
                if is_right {
                    self.say(Phrase::VerdictPlaced)
                } else {
                    self.speech.fill(Phrase::VerdictMisplaced, &[&self.speech.number(place as u64)])
                }
            }
            ItemKind::Matching(..) if is_right => self.say(Phrase::VerdictMatched),
            ItemKind::Matching(..) => {
                let right = Markup::Row(words.right.clone()).words();
                self.speech.fill(Phrase::VerdictMismatched, &[&right])
            }
            _ => self.say(match verdict {
                OptionVerdict::Chosen => Phrase::VerdictCorrect,
                OptionVerdict::Missed => Phrase::VerdictMissed,
                OptionVerdict::WronglyChosen => Phrase::VerdictWrong,
                OptionVerdict::RightlyLeft => Phrase::VerdictLeft,
            }),
        };
        let sign = match verdict {
            OptionVerdict::Chosen => "#i-correct",
            OptionVerdict::Missed => "#i-partly",
            OptionVerdict::WronglyChosen => "#i-wrong",
            OptionVerdict::RightlyLeft => "#i-left",
        };
        let mut shown = words.text.clone();
        if matches!(self.item.kind, ItemKind::Matching(..)) {
            shown.push(text(" — "));
            shown.extend(words.right.clone());
        }
        Some(self.row(id, verdict.as_str(), sign, shown, verdict_words, words))
    }

    fn row(
        &self,
        id: OptionId,
        state: &'static str,
        sign: &'static str,
        shown: Vec<Markup>,
        verdict: String,
        words: &OptionTree,
    ) -> Element {
        let why = el("p")
            .class("option__why")
            .add(el("b").class("option__verdict").add(verdict))
            .add(" ")
            .add_all(words.why.clone());
        el("li")
            .class("option")
            .set("data-option", id.to_string())
            .set("data-state", state)
            .add(icon(sign))
            .add(el("p").add(el("span").class("option__text").add_all(shown)))
            .add(why)
    }

    /// Right-hand entries that fit nothing.
    fn spares(&self) -> Vec<Element> {
        let ItemKind::Matching(_, spares) = &self.item.kind else { return Vec::new() };
        let row = |id: &OptionId| {
            let words = self.option(*id)?;
            let verdict = self.say(Phrase::VerdictSpare);
            Some(self.row(*id, "left", "#i-left", words.right.clone(), verdict, words))
        };
        spares.iter().filter_map(row).collect()
    }

    fn range(&self, range: Range) -> Element {
        let shown = |place: i32| self.speech.number(place);
        let placed = match &self.state.response {
            Some(Response::Placed(place)) => shown(*place),
            _ => String::new(),
        };
        let line = self.speech.fill(Phrase::FeedbackRange, &[&shown(range.low), &shown(range.high), &placed]);
        let ends = self.words.options.iter().map(|end| el("p").class("option__why").add_all(end.why.clone()));
        el("li")
            .class("option")
            .add(icon("#i-turning"))
            .add(el("p").add(el("b").class("option__text").add(line)))
            .add_all(ends.collect::<Vec<_>>())
    }
}
