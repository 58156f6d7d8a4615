//! Where the trainer counts hands, and takes what the room decides in a case.

use super::{Console, act};
use crate::engine::workshop::Round;
use crate::markup::action::WorkshopAction;
use crate::markup::page::button;
use crate::markup::page::workshop::Hall;
use crate::markup::page::workshop::stage::counted;
use crate::markup::page::workshop::wall::{OptionStanding, Taking, WallVote};
use crate::markup::{Element, Markup, el, icon, number};
use crate::model::{ChoiceId, Phrase};

impl Console<'_> {
    /// Where hands are counted, and a decision of a case is taken.
    pub(super) fn counts(&self, hall: &Hall<'_>, vote: &WallVote) -> Element {
        let speech = hall.book.speech;
        let round = hall.session.showing.round;
        let held = hall.session.vote(vote.ballot, round);
        let own = held.and_then(|it| it.of(self.table)).map(<[u16]>::to_vec).unwrap_or_default();
        let name = match round {
            Round::First => Phrase::WorkFirstVote,
            Round::Second => Phrase::WorkSecondVote,
        };
        let title = format!("{} · {}", speech.say(name), counted(hall, vote, round));
        let rows = vote.options.iter().map(|option| {
            let label =
                if option.text.is_empty() { option.letter.clone() } else { Markup::Row(option.text.clone()).words() };
            let place = option.place;
            let count = own.get(usize::from(place)).copied().unwrap_or_default();
            let step = |action, sign: &'static str, phrase| {
                el("button")
                    .set("type", "button")
                    .set("aria-label", speech.fill(phrase, &[&option.letter]))
                    .on(act(action))
                    .add(sign)
            };
            let field = el("input")
                .class("count__field")
                .set("type", "text")
                .set("inputmode", "numeric")
                .set("aria-label", speech.fill(Phrase::WorkCountFor, &[&option.letter]))
                .set("value", number::whole(i64::from(count), speech.locale))
                .on(act(WorkshopAction::Count(place)));
            let set = el("span")
                .class("count__set")
                .add(step(WorkshopAction::Less(place), "−", Phrase::WorkOneLess))
                .add(field)
                .add(step(WorkshopAction::More(place), "+", Phrase::WorkOneMore));
            let is_key = vote.decision.is_none() && option.standing == OptionStanding::Key;
            el("li")
                .class("count")
                .set("data-option", option.letter.to_lowercase())
                .maybe("data-key", is_key.then_some("yes"))
                .add(el("span").class("count__letter").add(option.letter.clone()))
                .add(el("span").add(label).add_some(is_key.then(|| icon("#i-correct"))).add_some(self.tick(
                    hall,
                    vote,
                    option.choice,
                    &option.letter,
                )))
                .add(set)
        });
        let tables = (0..=hall.session.plan.tables).map(|table| {
            let words = match table {
                0 => speech.say(Phrase::WorkWholeRoom),
                table => speech.fill(Phrase::WorkTable, &[&speech.number(table)]),
            };
            let is_chosen = self.table.unwrap_or_default() == table;
            el("option").set("value", table.to_string()).mark("selected", is_chosen).add(words)
        });
        let by = el("p")
            .class("field field--line")
            .add(el("label").set("for", "table").say(speech, Phrase::WorkCountBy))
            .add(
                el("select")
                    .class("input")
                    .set("id", "table")
                    .on(act(WorkshopAction::Table))
                    .add_all(tables.collect::<Vec<_>>()),
            );
        let clear = button(act(WorkshopAction::ClearCounts), "clear", speech.say(Phrase::WorkClearCounts), None);
        el("section")
            .class("block")
            .set("data-block", "counts")
            .set("aria-labelledby", "counts-title")
            .add(el("h2").class("console__label").set("id", "counts-title").add(title))
            .add(by)
            .add(el("ul").class("counts").add_all(rows.collect::<Vec<_>>()))
            .add_some(self.decide(hall, vote))
            .add(el("p").add(clear))
    }

    /// The mark of a choice that the room is to take.
    fn tick(&self, hall: &Hall<'_>, vote: &WallVote, choice: Option<ChoiceId>, letter: &str) -> Option<Element> {
        let (choice, taking) = (choice?, vote.decision?);
        let kind = match taking {
            Taking::One | Taking::Next => "radio",
            Taking::Some | Taking::Term(..) => "checkbox",
            Taking::Done => return None,
        };
        let input = el("input")
            .set("type", kind)
            .set("name", "take")
            .set("value", choice.to_string())
            .mark("checked", self.taking.contains(&choice))
            .on(act(WorkshopAction::Take(choice)));
        Some(
            el("label")
                .class("count__take")
                .add(input)
                .add(" ")
                .say(hall.book.speech, Phrase::WorkTake)
                .add(el("span").class("unseen").add(format!(" ({letter})"))),
        )
    }

    fn decide(&self, hall: &Hall<'_>, vote: &WallVote) -> Option<Element> {
        let speech = hall.book.speech;
        let taking = vote.decision?;
        if taking == Taking::Done {
            let back = button(act(WorkshopAction::Undecide), "undecide", speech.say(Phrase::WorkUndecide), None);
            return Some(el("p").add(back));
        }
        let term = match taking {
            Taking::Term(_, most) => {
                let shown = self.months.map(|it| number::whole(i64::from(it), speech.locale)).unwrap_or_default();
                let input = el("input")
                    .class("input input--short")
                    .set("type", "text")
                    .set("inputmode", "numeric")
                    .set("id", "term")
                    .set("value", shown)
                    .on(act(WorkshopAction::Term));
                let label = speech.fill(Phrase::WorkTerm, &[&speech.number(most)]);
                Some(el("p").class("field field--line").add(el("label").set("for", "term").add(label)).add(input))
            }
            _ => None,
        };
        let take = button(act(WorkshopAction::Decide), "decide", speech.say(Phrase::WorkDecide), None)
            .set("data-weight", "main");
        let back = (taking == Taking::Next).then(|| {
            let words = speech.say(Phrase::WorkUndecideQuestion);
            button(act(WorkshopAction::Undecide), "undecide", words, None)
        });
        let hint = el("span").class("field__hint").say(speech, Phrase::WorkDecideHint);
        let ways = el("p").class("cluster").add(take).add_some(back).add(hint);
        Some(el("div").class("stack").add_some(term).add(ways))
    }
}
