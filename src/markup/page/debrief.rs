//! The debrief: the judgment, the road beside the roads not taken, turning points, weight and nullity.

use super::button;
use super::case::{CasePage, LETTERS};
use crate::engine::progress::Playthrough;
use crate::engine::scenario::{self, Standing, State, Trail};
use crate::engine::{explore, hindsight};
use crate::markup::action::CaseAction;
use crate::markup::figure::{meter, road};
use crate::markup::route::Route;
use crate::markup::tree::ChoiceTree;
use crate::markup::{Action, Element, Markup, el, icon};
use crate::model::{ChoiceId, Dimension, EndingId, Node, Phrase};

/// A playthrough that has ended.
pub struct Debrief<'a> {
    /// The case.
    pub case: CasePage<'a>,
    /// The playthrough.
    pub playthrough: &'a Playthrough,
    /// Its choices.
    pub trail: &'a Trail,
    /// Where it ended.
    pub ending: EndingId,
    /// What it moved.
    pub state: &'a State,
}

/// A decision of the road, as it was taken.
struct Taken<'s> {
    node: &'s Node,
    choice: ChoiceId,
}

impl Debrief<'_> {
    fn say(&self, phrase: Phrase) -> String {
        self.case.book.speech.say(phrase)
    }

    fn number(&self, number: usize) -> String {
        self.case.book.speech.number(number as u64)
    }

    /// The page.
    pub fn page(&self) -> Vec<Markup> {
        let taken = self.taken();
        let pair = |a: Element, b: Element| el("div").class("pair").add(a).add(b);
        let page = el("div")
            .class("chapter")
            .set("data-case", self.case.scenario.id.to_string())
            .set("data-debrief", self.ending.to_string())
            .set("data-ending", self.ending.to_string())
            .add(self.judgment())
            .add(self.road(&taken))
            .add(pair(self.turning(&taken), self.dimensions()))
            .add(pair(self.weight(&taken), self.nullity(&taken)))
            .add(self.questions());
        vec![page.into()]
    }

    fn taken(&self) -> Vec<Taken<'_>> {
        let step = |(index, choice): (usize, &ChoiceId)| match scenario::stand_at(self.case.scenario, self.trail, index)
        {
            Ok(Standing::Deciding { node, .. }) => Some(Taken { node, choice: *choice }),
            _ => None,
        };
        self.trail.choices().iter().enumerate().filter_map(step).collect()
    }

    fn ending_title(&self, id: EndingId) -> String {
        let words = self.case.scenario.ending_place(id).and_then(|place| self.case.words.endings.get(place));
        words.map(|it| Markup::Row(it.title.clone()).words()).unwrap_or_default()
    }

    fn judgment(&self) -> Element {
        let place = self.case.scenario.ending_place(self.ending);
        let words = place.and_then(|place| self.case.words.endings.get(place));
        let count = [
            self.case.words.title.clone(),
            self.number(place.unwrap_or_default() + 1),
            self.number(self.case.scenario.endings.len()),
        ];
        let over = self.case.book.speech.fill(Phrase::DebriefEnding, &count.each_ref().map(String::as_str));
        let kbach = el("span").class("kbach").set("aria-hidden", "true");
        let head = el("header")
            .class("judgment__head")
            .add(kbach)
            .add(el("p").add(over))
            .add(el("h1").set("tabindex", "-1").set("id", "node-title").add(self.ending_title(self.ending)))
            .add(el("p").say(self.case.book.speech, Phrase::DebriefSitting));
        let body = words.map(|it| it.blocks.clone()).unwrap_or_default();
        el("article")
            .class("judgment")
            .set("aria-labelledby", "node-title")
            .add(head)
            .add(el("div").class("judgment__body").add_all(body))
    }

    fn letter(&self, node: &Node, choice: ChoiceId) -> String {
        let place = self.case.order(node, self.playthrough).iter().position(|it| *it == choice);
        place.and_then(|place| LETTERS.get(place)).copied().unwrap_or_default().to_owned()
    }

    fn road(&self, taken: &[Taken<'_>]) -> Element {
        let turning = hindsight::turns(self.case.scenario, self.trail).iter().map(|it| it.visit).collect::<Vec<_>>();
        let earlier = self.earlier();
        let found = self.case.book.progress.endings_found(self.case.scenario.id);
        let stops = taken.iter().enumerate().map(|(index, step)| road::Stop {
            title: self.node_title(step.node),
            letters: self.letters(index, step, &earlier),
            turning: turning.contains(&index),
        });
        let endings = self.case.scenario.endings.iter().map(|ending| road::RoadEnding {
            title: self.ending_title(ending.id),
            state: if ending.id == self.ending {
                road::EndingState::Here
            } else if found.contains(&ending.id) {
                road::EndingState::Found
            } else {
                road::EndingState::NotFound
            },
        });
        let map = road::Road { stops: stops.collect(), endings: endings.collect(), title_id: "road-title" };
        let letters: Vec<String> = taken.iter().map(|step| self.letter(step.node, step.choice)).collect();
        let count = [
            self.number(taken.len()),
            letters.join(", "),
            self.number(found.len().max(1)),
            self.number(self.case.scenario.endings.len()),
        ];
        let deck = self.case.book.speech.fill(Phrase::RoadDeck, &count.each_ref().map(String::as_str));
        let caption = el("figcaption")
            .add(el("h2").class("figure__title").set("id", "road-title").say(self.case.book.speech, Phrase::RoadTitle))
            .add(el("p").class("figure__deck").add(deck));
        el("figure")
            .class("figure block")
            .add(caption)
            .add(road::road(&map, self.case.book.speech))
            .add(self.list(taken))
    }

    fn node_title(&self, node: &Node) -> String {
        let words = self.case.scenario.node_place(node.id).and_then(|place| self.case.words.nodes.get(place));
        words.map(|it| Markup::Row(it.title.clone()).words()).unwrap_or_default()
    }

    /// Choices of the playthrough before this one, to be drawn beside it.
    fn earlier(&self) -> Vec<ChoiceId> {
        let others = self.case.book.progress.playthroughs_of(self.case.scenario.id).rev();
        let earlier =
            others.filter(|it| it.id != self.playthrough.id && it.end.is_some() && it.shape == self.playthrough.shape);
        earlier.map(|it| it.trail.clone()).next().unwrap_or_default()
    }

    fn letters(&self, index: usize, step: &Taken<'_>, earlier: &[ChoiceId]) -> Vec<road::RoadChoice> {
        let offered: Vec<ChoiceId> = match scenario::stand_at(self.case.scenario, self.trail, index) {
            Ok(Standing::Deciding { node, state }) => {
                scenario::offered(node, self.case.scenario, &state).iter().map(|it| it.id).collect()
            }
            _ => Vec::new(),
        };
        let order = self.case.order(step.node, self.playthrough);
        let choices = order.into_iter().zip(LETTERS).map(|(id, letter)| {
            let state = if id == step.choice {
                road::RoadState::Taken
            } else if earlier.get(index) == Some(&id) {
                road::RoadState::Before
            } else if offered.contains(&id) {
                road::RoadState::Open
            } else {
                road::RoadState::Shut
            };
            road::RoadChoice { letter: letter.to_owned(), state }
        });
        choices.collect()
    }

    /// The same facts as the map, as a table with a way back to each decision.
    fn list(&self, taken: &[Taken<'_>]) -> Element {
        let heads = [Phrase::RoadDecision, Phrase::RoadChose, Phrase::RoadStill]
            .map(|phrase| el("th").set("scope", "col").say(self.case.book.speech, phrase));
        let heads = el("tr").add_all(heads).add(
            el("th").set("scope", "col").add(el("span").class("unseen").say(self.case.book.speech, Phrase::RoadBack)),
        );
        let rows = taken.iter().enumerate().map(|(index, step)| {
            let chosen = self
                .case
                .choice_words(step.node, step.choice)
                .map(|(_, _, words)| words.text.clone())
                .unwrap_or_default();
            let still = explore::prospects(self.case.scenario, &self.trail.first(index + 1))
                .map(|it| it.endings)
                .unwrap_or_default();
            let still: Vec<String> = still.into_iter().map(|it| self.ending_title(it)).collect();
            let back = button(Action::Case(CaseAction::PlayFrom(index)), "back", self.say(Phrase::RoadBack), None);
            el("tr")
                .add(el("td").add(format!("{}. {}", self.number(index + 1), self.node_title(step.node))))
                .add(el("td").add(el("b").add(self.letter(step.node, step.choice))).add(" ").add_all(chosen))
                .add(el("td").add(still.join(" · ")))
                .add(el("td").add(back))
        });
        let table = el("table").add(el("thead").add(heads)).add(el("tbody").add_all(rows.collect::<Vec<_>>()));
        let wide = el("div")
            .class("wide")
            .set("tabindex", "0")
            .set("role", "region")
            .set("aria-label", self.say(Phrase::RoadList))
            .add(table);
        el("details")
            .class("figure__data fold")
            .add(el("summary").class("fold__line").say(self.case.book.speech, Phrase::RoadList))
            .add(wide)
    }

    fn turning(&self, taken: &[Taken<'_>]) -> Element {
        // The greatest come first from the explorer; here they stand along the road.
        let points = hindsight::turns(self.case.scenario, self.trail).iter().map(|it| it.visit).collect::<Vec<_>>();
        let turns = (0..taken.len()).filter(|index| points.contains(index)).filter_map(|index| {
            let step = taken.get(index)?;
            let (_, _, words) = self.case.choice_words(step.node, step.choice)?;
            let text = Markup::Row(words.text.clone()).words();
            let line = self.case.book.speech.fill(Phrase::TurningPoint, &[&self.number(index + 1), &text]);
            let before = explore::prospects(self.case.scenario, &self.trail.first(index))?.endings;
            let after = explore::prospects(self.case.scenario, &self.trail.first(index + 1))?.endings;
            let lost: Vec<String> =
                before.into_iter().filter(|it| !after.contains(it)).map(|it| self.ending_title(it)).collect();
            let lost = self.case.book.speech.fill(Phrase::TurningLost, &[&lost.join(" · ")]);
            Some(
                el("div").class("turn").add(icon("#i-turning")).add(
                    el("div")
                        .add(el("p").add(el("strong").add(line)))
                        .add(el("p").add(lost))
                        .add(el("div").class("turn__ground").add_all(words.ground.clone())),
                ),
            )
        });
        let turns: Vec<Element> = turns.collect();
        let none = turns.is_empty().then(|| el("p").say(self.case.book.speech, Phrase::TurningNone));
        el("section")
            .class("block")
            .set("aria-labelledby", "turning")
            .add(el("h2").set("id", "turning").say(self.case.book.speech, Phrase::TurningTitle))
            .add_all(turns)
            .add_some(none)
    }

    fn dimensions(&self) -> Element {
        let reach = explore::prospects(self.case.scenario, &Trail::default()).map(|it| it.reach).unwrap_or_default();
        let scale = meter::scale(reach.iter().flat_map(|(low, high)| [*low, *high]));
        let rows = Dimension::ALL.into_iter().filter_map(|dimension| {
            let phrase = match dimension {
                Dimension::Law => Phrase::DimLaw,
                Dimension::Evidence => Phrase::DimEvidence,
                Dimension::Rights => Phrase::DimRights,
                Dimension::Network => Phrase::DimNetwork,
                Dimension::Welfare => Phrase::DimWelfare,
                Dimension::Time => Phrase::DimTime,
            };
            let value = self.state.moved.get(dimension.place()).copied()?;
            let reach = reach.get(dimension.place()).copied()?;
            Some(meter::dimension(&self.say(phrase), value, reach, scale, self.case.book.speech))
        });
        el("section")
            .class("block")
            .set("aria-labelledby", "dims")
            .add(el("h2").set("id", "dims").say(self.case.book.speech, Phrase::DimsTitle))
            .add(el("div").class("dims").add_all(rows.collect::<Vec<_>>()))
            .add(el("p").class("figure__source").say(self.case.book.speech, Phrase::DimsWords))
    }

    fn weight(&self, taken: &[Taken<'_>]) -> Element {
        let costs = self.ledger(taken, |words| &words.weight);
        let rule = el("p").class("ledger__rule").say(self.case.book.speech, Phrase::WeightRule);
        self.ledger_block("weight", Phrase::WeightTitle, rule, costs, Phrase::WeightNone)
    }

    fn nullity(&self, taken: &[Taken<'_>]) -> Element {
        let risks = self.ledger(taken, |words| &words.nullity);
        let mark = el("span")
            .class("mark")
            .set("data-state", "unverified")
            .add(icon("#i-unverified"))
            .add(el("span").say(self.case.book.speech, Phrase::NullityMark));
        let rule = el("p").class("ledger__rule").say(self.case.book.speech, Phrase::NullityRule).add(" ").add(mark);
        self.ledger_block("nullity", Phrase::NullityTitle, rule, risks, Phrase::NullityNone)
    }

    fn ledger(&self, taken: &[Taken<'_>], pick: fn(&ChoiceTree) -> &Vec<Markup>) -> Vec<Element> {
        let row = |(index, step): (usize, &Taken<'_>)| {
            let (_, _, words) = self.case.choice_words(step.node, step.choice)?;
            let blocks = pick(words);
            let number = self.case.book.speech.fill(Phrase::DecisionNumber, &[&self.number(index + 1)]);
            (!blocks.is_empty()).then(|| el("li").add_all(blocks.clone()).add(el("small").add(number)))
        };
        taken.iter().enumerate().filter_map(row).collect()
    }

    fn ledger_block(&self, id: &'static str, name: Phrase, rule: Element, rows: Vec<Element>, none: Phrase) -> Element {
        let none = rows.is_empty().then(|| el("li").say(self.case.book.speech, none));
        el("section")
            .class("ledger")
            .set("data-ledger", id)
            .set("aria-labelledby", id)
            .add(el("h2").class("ledger__name").set("id", id).say(self.case.book.speech, name))
            .add(rule)
            .add(el("ul").add_all(rows).add_some(none))
    }

    fn questions(&self) -> Element {
        let questions = self.case.words.questions.iter().map(|words| el("li").add_all(words.clone()));
        let again = button(Action::Case(CaseAction::Begin), "restart", self.say(Phrase::DebriefAgain), None)
            .set("data-weight", "main");
        let print = button(Action::Print, "print", self.say(Phrase::PrintDebrief), Some("#i-print"));
        let all =
            el("a").set("href", self.case.book.speech.href(Route::Cases)).say(self.case.book.speech, Phrase::AllCases);
        el("section")
            .class("block")
            .set("aria-labelledby", "talk")
            .add(el("h2").set("id", "talk").say(self.case.book.speech, Phrase::QuestionsTitle))
            .add(el("ol").class("list").set("data-kind", "steps").add_all(questions.collect::<Vec<_>>()))
            .add(el("p").class("cluster").add(again).add(print).add(all))
    }
}
