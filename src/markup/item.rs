//! Items: from the question to the feedback, as a function of what the learner did.

mod feedback;

use super::action::ItemAction;
use super::tree::{ItemTree, OptionTree};
use super::{Action, Element, Markup, Speech, el, icon, text};
use crate::engine::grade::{Grade, Incomplete};
use crate::engine::progress::Sure;
use crate::model::{Item, ItemKind, OptionId, Phrase, Response, Scale};

/// What the learner has done with an item so far.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemState {
    /// Options, steps or right-hand entries in the order shown.
    pub order: Vec<OptionId>,
    /// What the learner has given so far.
    pub response: Option<Response>,
    /// How sure the learner is.
    pub sure: Option<Sure>,
    /// What is missing, once the learner has tried to check an incomplete response.
    pub prompt: Option<Incomplete>,
    /// What the response earned, once it was checked.
    pub grade: Option<Grade>,
    /// Whether controls answer yet.
    pub is_live: bool,
}

/// An item with its words, ready to be shown.
pub struct ItemView<'a> {
    /// The key.
    pub item: &'a Item,
    /// The words.
    pub words: &'a ItemTree,
    /// The language and its phrases.
    pub speech: &'a Speech<'a>,
    /// What the learner has done.
    pub state: &'a ItemState,
    /// What it is shown for.
    pub purpose: Purpose,
}

/// What an item is shown for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// In a lesson: checked at once, answered as often as the learner likes.
    Practice,
    /// In a review: checked at once, answered once.
    Review,
    /// In a test: nothing is said before the end.
    Test,
}

impl ItemView<'_> {
    /// The whole item.
    pub fn markup(&self) -> Element {
        let id = self.item.id;
        let state = match &self.state.grade {
            Some(grade) => grade.outcome.as_str(),
            None => "open",
        };
        let frame = el(if self.state.grade.is_some() { "section" } else { "form" })
            .class("item")
            .set("data-item", id.to_string())
            .set("data-kind", self.item.kind.as_str())
            .set("data-state", state)
            .set("id", format!("item-{id}"))
            .set("aria-labelledby", format!("ask-{id}"));
        let story =
            (!self.words.story.is_empty()).then(|| el("p").class("item__story").add_all(self.words.story.clone()));
        let stem = el("h3").class("item__stem").set("id", format!("ask-{id}")).add_all(self.words.ask.clone());
        let frame =
            frame.add(el("p").class("item__kind").say(self.speech, self.kind_phrase())).add_some(story).add(stem);
        match &self.state.grade {
            Some(grade) => self.feedback(frame, grade),
            None => self.question(frame),
        }
    }

    fn say(&self, phrase: Phrase) -> String {
        self.speech.say(phrase)
    }

    fn kind_phrase(&self) -> Phrase {
        match self.item.kind {
            ItemKind::Single(_) => Phrase::ItemSingle,
            ItemKind::Multiple(_) => Phrase::ItemMultiple,
            ItemKind::Vignette(_) => Phrase::ItemVignette,
            ItemKind::Ordering(_) => Phrase::ItemOrdering,
            ItemKind::Matching(..) => Phrase::ItemMatching,
            ItemKind::Judgement(..) => Phrase::ItemJudgement,
        }
    }

    fn on(&self, action: ItemAction) -> Action {
        Action::Item(self.item.id, action)
    }

    /// The words of an option, step, pair or spare.
    fn option(&self, id: OptionId) -> Option<&OptionTree> {
        self.words.options.get(self.item.kind.place_of(id)?)
    }

    fn question(&self, frame: Element) -> Element {
        let answer = match &self.item.kind {
            ItemKind::Single(_) | ItemKind::Vignette(_) => self.choices("radio"),
            ItemKind::Multiple(_) => self.choices("checkbox"),
            ItemKind::Ordering(_) => self.steps(),
            ItemKind::Matching(pairs, _) => self.pairs(pairs),
            ItemKind::Judgement(scale, _) => self.scale(*scale),
        };
        let prompt = self.state.prompt.as_ref().map(|it| self.prompt(it)).unwrap_or_default();
        let prompt =
            el("p").class("item__prompt").set("role", "alert").add_some((!prompt.is_empty()).then(|| text(prompt)));
        let check = el("button")
            .class("button")
            .set("data-weight", "main")
            .set("type", "submit")
            .set("data-action", "check")
            .mark("disabled", !self.state.is_live)
            .on(self.on(ItemAction::Check))
            .say(self.speech, Phrase::CheckAnswer);
        if self.purpose == Purpose::Test {
            return frame.add(answer).add(prompt);
        }
        frame.add(answer).add(self.sure()).add(prompt).add(check)
    }

    fn prompt(&self, incomplete: &Incomplete) -> String {
        match (incomplete, &self.item.kind) {
            (Incomplete::Unmatched { missing }, _) => {
                let missing = self.speech.number(*missing as u64);
                self.speech.fill(Phrase::PromptMatch, &[&missing])
            }
            (Incomplete::Nothing, ItemKind::Matching(pairs, _)) => {
                let missing = self.speech.number(pairs.len() as u64);
                self.speech.fill(Phrase::PromptMatch, &[&missing])
            }
            (_, ItemKind::Multiple(_)) => self.say(Phrase::PromptChooseSeveral),
            (_, ItemKind::Judgement(..)) => self.say(Phrase::PromptPlace),
            _ => self.say(Phrase::PromptChoose),
        }
    }

    fn legend(&self) -> Element {
        el("legend").class("unseen").say(self.speech, Phrase::ItemAnswer)
    }

    fn choices(&self, input: &'static str) -> Element {
        let chosen = match &self.state.response {
            Some(Response::Chosen(chosen)) => chosen.as_slice(),
            _ => &[],
        };
        let rows = self.state.order.iter().filter_map(|id| {
            let words = self.option(*id)?;
            let control = el("input")
                .set("type", input)
                .set("name", format!("answer-{}", self.item.id))
                .set("data-option", id.to_string())
                .mark("checked", chosen.contains(id))
                .mark("disabled", !self.state.is_live)
                .on(self.on(ItemAction::Choose(*id)));
            Some(
                el("label")
                    .class("option")
                    .add(control)
                    .add(el("span").class("option__text").add_all(words.text.clone())),
            )
        });
        el("fieldset").class("item__options").add(self.legend()).add_all(rows.collect::<Vec<_>>())
    }

    /// The steps in the learner's order, or as they are shown first.
    fn steps(&self) -> Element {
        let order = match &self.state.response {
            Some(Response::Ordered(order)) => order.as_slice(),
            _ => self.state.order.as_slice(),
        };
        let last = order.len().saturating_sub(1);
        let rows = order.iter().enumerate().filter_map(|(place, id)| {
            let words = self.option(*id)?;
            let name = crate::markup::Markup::Row(words.text.clone()).words();
            let button = |action: ItemAction,
                          phrase: Phrase,
                          sign: &'static str,
                          name: &str,
                          way: &'static str,
                          is_end: bool| {
                el("button")
                    .class("step__move")
                    .set("type", "button")
                    .set("data-option", id.to_string())
                    .set("data-way", way)
                    .set("aria-label", self.speech.fill(phrase, &[name]))
                    // The end of the list is said, not hidden: a button that vanishes would lose the focus.
                    .maybe("aria-disabled", is_end.then_some("true"))
                    .mark("disabled", !self.state.is_live)
                    .on(self.on(action))
                    .add(icon(sign))
            };
            let up = button(ItemAction::Up(*id), Phrase::MoveUp, "#i-up", &name, "up", place == 0);
            let down = button(ItemAction::Down(*id), Phrase::MoveDown, "#i-down", &name, "down", place == last);
            let number = el("span").class("step__place").add(self.speech.number((place + 1) as u64));
            let words = el("span").class("option__text").add_all(words.text.clone());
            Some(
                el("li")
                    .class("option step")
                    .set("data-step", id.to_string())
                    .add(number)
                    .add(words)
                    .add(el("span").class("step__moves").add(up).add(down)),
            )
        });
        el("ol").class("item__options").add_all(rows.collect::<Vec<_>>())
    }

    fn pairs(&self, pairs: &[OptionId]) -> Element {
        let matched = match &self.state.response {
            Some(Response::Matched(matched)) => matched.as_slice(),
            _ => &[],
        };
        let rows = pairs.iter().filter_map(|id| {
            let words = self.option(*id)?;
            let given = matched.iter().find(|(left, _)| left == id).map(|(_, right)| *right);
            let name = Markup::Row(words.text.clone()).words();
            let none =
                el("option").set("value", "-").mark("selected", given.is_none()).say(self.speech, Phrase::MatchNone);
            let entries = self.state.order.iter().filter_map(|right| {
                let words = self.option(*right)?;
                let name = Markup::Row(words.right.clone()).words();
                Some(el("option").set("value", right.to_string()).mark("selected", given == Some(*right)).add(name))
            });
            let select = el("select")
                .set("data-option", id.to_string())
                .set("aria-label", self.speech.fill(Phrase::MatchFor, &[&name]))
                .mark("disabled", !self.state.is_live)
                .on(self.on(ItemAction::Match(*id)))
                .add(none)
                .add_all(entries.collect::<Vec<_>>());
            Some(
                el("div")
                    .class("option match")
                    .add(el("span").class("option__text").add_all(words.text.clone()))
                    .add(select),
            )
        });
        el("fieldset").class("item__options").add(self.legend()).add_all(rows.collect::<Vec<_>>())
    }

    fn scale(&self, scale: Scale) -> Element {
        let placed = match &self.state.response {
            Some(Response::Placed(place)) => Some(*place),
            _ => None,
        };
        let mut places = Vec::new();
        let mut place = scale.min;
        while place <= scale.max && 0 < scale.step {
            let control = el("input")
                .set("type", "radio")
                .set("name", format!("answer-{}", self.item.id))
                .set("data-option", place.to_string())
                .set("value", place.to_string())
                .mark("checked", placed == Some(place))
                .mark("disabled", !self.state.is_live)
                .on(self.on(ItemAction::Place));
            places.push(el("label").class("scale__place").add(control).add(el("span").add(self.speech.number(place))));
            place += scale.step;
        }
        let end = |index: usize| {
            let words = self.words.options.get(index).map(|it| it.text.clone()).unwrap_or_default();
            el("p").class("scale__end").add_all(words)
        };
        el("fieldset")
            .class("item__options scale")
            .add(self.legend())
            .add(end(0))
            .add(el("div").class("scale__places").add_all(places))
            .add(end(1))
    }

    fn sure(&self) -> Element {
        let labels = Sure::ALL.into_iter().map(|sure| {
            let control = el("input")
                .set("type", "radio")
                .set("name", format!("sure-{}", self.item.id))
                .set("value", sure.as_str())
                .mark("checked", self.state.sure == Some(sure))
                .mark("disabled", !self.state.is_live)
                .on(self.on(ItemAction::Sure(sure)));
            el("label").add(control).say(self.speech, sure_phrase(sure))
        });
        el("fieldset")
            .class("item__sure")
            .add(el("legend").say(self.speech, Phrase::ItemSure))
            .add_all(labels.collect::<Vec<_>>())
    }
}

/// How sure, in words.
pub fn sure_phrase(sure: Sure) -> Phrase {
    match sure {
        Sure::Guess => Phrase::SureGuess,
        Sure::Fairly => Phrase::SureFairly,
        Sure::Certain => Phrase::SureCertain,
    }
}

impl ItemState {
    /// An item that nobody has touched. Options stand as authored until the app shuffles them, but steps never
    /// stand in the right order.
    pub fn first(item: &Item, is_live: bool) -> Self {
        let order = crate::engine::grade::shown_order(item, FIRST_SEED);
        Self { order, response: None, sure: None, prompt: None, grade: None, is_live }
    }
}

/// Letters of entries that are put in order or matched, on a wall and on paper: others than those of the voting cards,
/// with which a room says who found the order.
pub const ENTRY_LETTERS: [&str; 8] = ["P", "Q", "R", "S", "T", "U", "V", "W"];

/// The seed of the static pages and of every first attempt, so that the app takes over without a flash.
pub const FIRST_SEED: crate::engine::shuffle::Seed = crate::engine::shuffle::Seed(0x6b6f_7570_7265_7900);
