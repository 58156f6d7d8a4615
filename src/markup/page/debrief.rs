//! The debrief: the judgment, the road beside the roads not taken, turning points, weight and nullity.

mod compared;

use super::button;
use super::case::{CasePage, LETTERS, Played};
use crate::engine::explore::{Explorer, Prospects};
use crate::engine::hindsight::{self, Turn, Visit};
use crate::engine::scenario::{self, State, Trail};
use crate::markup::action::CaseAction;
use crate::markup::figure::{meter, road};
use crate::markup::route::Route;
use crate::markup::tree::ChoiceTree;
use crate::markup::{Action, Element, Markup, el, icon, number};
use crate::model::{ChoiceId, Dimension, EndingId, Node, Phrase, Task, Verdict};

/// A playthrough that has ended.
pub struct Debrief<'a> {
    /// The case.
    pub case: CasePage<'a>,
    /// The playthrough.
    pub played: Played<'a>,
    /// Where it ended.
    pub ending: EndingId,
    /// What it moved.
    pub state: &'a State,
}

/// A decision of the road, as it was taken.
struct Taken<'s> {
    node: &'s Node,
    visit: &'s Visit,
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
        let mut explorer = Explorer::new(self.case.scenario);
        let turns = hindsight::turns(self.case.scenario, &self.played.trail, &mut explorer);
        let pair = |a: Element, b: Element| el("div").class("pair").add(a).add(b);
        let page = el("div")
            .class("chapter")
            .set("data-case", self.case.scenario.id.to_string())
            .set("data-debrief", self.ending.to_string())
            .set("data-ending", self.ending.to_string())
            .add(self.judgment())
            .add(self.road(&taken, &turns, &mut explorer))
            .add(pair(self.turning(&taken, &turns), self.dimensions(explorer.prospects(&Trail::default()))))
            .add(pair(self.weight(&taken), self.nullity(&taken)))
            .add(self.held())
            .add_some(self.compared())
            .add(self.questions());
        vec![page.into()]
    }

    fn taken(&self) -> Vec<Taken<'_>> {
        let visits = self.played.visits.iter();
        visits.filter_map(|visit| Some(Taken { node: self.case.scenario.node(visit.node)?, visit })).collect()
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
        let place = self.case.order(node, self.played.playthrough).iter().position(|it| *it == choice);
        place.and_then(|place| LETTERS.get(place)).copied().unwrap_or_default().to_owned()
    }

    /// What stands for a decision on the map: its letter, or how many parts of a task were right.
    fn sign(&self, step: &Taken<'_>) -> String {
        match step.node.task {
            Task::Decision => step.visit.choices.first().map(|it| self.letter(step.node, *it)).unwrap_or_default(),
            _ => self.number(self.right(step)),
        }
    }

    /// How many of the parts of a task that were picked belong.
    fn right(&self, step: &Taken<'_>) -> usize {
        let picked = step.visit.choices.iter().filter_map(|id| step.node.choice(*id));
        picked.filter(|it| it.verdict == Verdict::Better).count()
    }

    fn road(&self, taken: &[Taken<'_>], turns: &[Turn], explorer: &mut Explorer<'_>) -> Element {
        let earlier = self.earlier();
        let found = self.case.book.progress.endings_found(self.case.scenario.id);
        let stops = taken.iter().enumerate().map(|(index, step)| road::Stop {
            title: self.node_title(step.node),
            letters: self.letters(step, &earlier),
            turning: turns.iter().any(|turn| turn.visit == index),
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
        let letters: Vec<String> = taken.iter().map(|step| self.sign(step)).collect();
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
            .add(self.list(taken, explorer))
    }

    fn node_title(&self, node: &Node) -> String {
        self.case.node_words(node).map(|it| Markup::Row(it.title.clone()).words()).unwrap_or_default()
    }

    /// Visits of the playthrough before this one, to be drawn beside it.
    fn earlier(&self) -> Vec<Visit> {
        self.others().next_back().map(|it| Played::of(it, self.case.scenario).visits).unwrap_or_default()
    }

    fn letters(&self, step: &Taken<'_>, earlier: &[Visit]) -> Vec<road::RoadChoice> {
        if step.node.task != Task::Decision {
            return vec![road::RoadChoice { letter: self.sign(step), state: road::RoadState::Taken }];
        }
        let offered: Vec<ChoiceId> = self
            .played
            .state_at(self.case.scenario, step.visit.arrived)
            .map(|state| scenario::offered(step.node, self.case.scenario, &state).iter().map(|it| it.id).collect())
            .unwrap_or_default();
        let before = earlier.iter().find(|it| it.node == step.node.id);
        let order = self.case.order(step.node, self.played.playthrough);
        let choices = order.into_iter().zip(LETTERS).map(|(id, letter)| {
            let state = if step.visit.choices.contains(&id) {
                road::RoadState::Taken
            } else if before.is_some_and(|it| it.choices.contains(&id)) {
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
    fn list(&self, taken: &[Taken<'_>], explorer: &mut Explorer<'_>) -> Element {
        let heads = [Phrase::RoadDecision, Phrase::RoadChose, Phrase::RoadStill]
            .map(|phrase| el("th").set("scope", "col").say(self.case.book.speech, phrase));
        let heads = el("tr").add_all(heads).add(
            el("th").set("scope", "col").add(el("span").class("unseen").say(self.case.book.speech, Phrase::RoadBack)),
        );
        let rows = taken.iter().enumerate().map(|(index, step)| {
            let until = step.visit.arrived + step.visit.choices.len();
            let still = explorer.prospects(&self.played.trail.first(until)).map(|it| it.endings).unwrap_or_default();
            let still: Vec<String> = still.into_iter().map(|it| self.ending_title(it)).collect();
            let from = CaseAction::PlayFrom(step.visit.arrived);
            let back = button(Action::Case(from), "back", self.say(Phrase::RoadBack), None);
            el("tr")
                .add(el("td").add(format!("{}. {}", self.number(index + 1), self.node_title(step.node))))
                .add(el("td").add_all(self.chosen(step)))
                .add(el("td").add(still.join(" · ")))
                .add(el("td").add(back))
        });
        let rows: Vec<Element> = rows.collect();
        let table = el("table").add(el("thead").add(heads)).add(el("tbody").add_all(rows));
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

    /// What was decided at a stop, in words.
    fn chosen(&self, step: &Taken<'_>) -> Vec<Markup> {
        let words = |id: &ChoiceId| {
            let (_, _, words) = self.case.choice_words(step.node, *id)?;
            (!words.text.is_empty()).then(|| words.text.clone())
        };
        if step.node.task == Task::Decision {
            let text = step.visit.choices.first().and_then(words).unwrap_or_default();
            return vec![el("b").add(self.sign(step)).into(), " ".into(), Markup::Row(text)];
        }
        let parts = step.visit.choices.iter().filter_map(words).map(|it| el("li").add_all(it));
        vec![el("ul").class("list").add_all(parts.collect::<Vec<_>>()).into()]
    }

    fn turning(&self, taken: &[Taken<'_>], turns: &[Turn]) -> Element {
        // The greatest come first from the engine; here they stand along the road.
        let shown = (0..taken.len()).filter_map(|place| {
            let turn = turns.iter().find(|it| it.visit == place)?;
            Some(self.turn(taken.get(place)?, turn))
        });
        let shown: Vec<Element> = shown.collect();
        let none = shown.is_empty().then(|| el("p").say(self.case.book.speech, Phrase::TurningNone));
        el("section")
            .class("block")
            .set("aria-labelledby", "turning")
            .add(el("h2").set("id", "turning").say(self.case.book.speech, Phrase::TurningTitle))
            .add_all(shown)
            .add_some(none)
    }

    fn turn(&self, step: &Taken<'_>, turn: &Turn) -> Element {
        let speech = self.case.book.speech;
        let text = Markup::Row(self.case.said(step.node, step.visit)).words();
        let line = speech.fill(Phrase::TurningPoint, &[&self.number(turn.visit + 1), &text]);
        let lost: Vec<String> = turn.lost.iter().map(|it| self.ending_title(*it)).collect();
        let lost = (!lost.is_empty()).then(|| el("p").add(speech.fill(Phrase::TurningLost, &[&lost.join(" · ")])));
        let ground = step.visit.choices.first().filter(|_| step.node.task == Task::Decision);
        let ground = ground.and_then(|id| self.case.choice_words(step.node, *id));
        let ground = ground.map(|(_, _, words)| el("div").class("turn__ground").add_all(words.ground.clone()));
        el("div").class("turn").set("data-turn", step.node.id.to_string()).add(icon("#i-turning")).add(
            el("div")
                .add(el("p").add(el("strong").add(line)))
                .add_some(lost)
                .add_all(self.instead(step, turn))
                .add_some(ground),
        )
    }

    /// What a different choice would have changed, in words.
    fn instead(&self, step: &Taken<'_>, turn: &Turn) -> Vec<Element> {
        let speech = self.case.book.speech;
        let Some(instead) = turn.instead.as_ref().filter(|it| it.ending != self.ending || 0 < it.sum()) else {
            return vec![el("p").say(speech, Phrase::TurnNothing)];
        };
        let ending = self.ending_title(instead.ending);
        let line = match (step.node.task, instead.choices.first()) {
            (Task::Decision, Some(choice)) => {
                let words = self.case.choice_words(step.node, *choice).map(|(_, _, words)| words.text.clone());
                let words = words.map(|it| Markup::Row(it).words()).unwrap_or_default();
                speech.fill(Phrase::TurnInstead, &[words.trim_end_matches('.'), &ending])
            }
            _ => speech.fill(Phrase::TurnTask, &["", &ending]),
        };
        let gains = Dimension::ALL.into_iter().zip(instead.gain).filter(|(_, gain)| *gain != 0);
        let gains: Vec<String> = gains
            .map(|(dimension, gain)| {
                format!("{} {}", self.dimension(dimension), number::signed(i64::from(gain), speech.locale))
            })
            .collect();
        let gains = (!gains.is_empty()).then(|| el("p").add(speech.fill(Phrase::TurnGain, &[&gains.join(", ")])));
        let departs = instead.departs.then(|| el("p").say(speech, Phrase::TurnDeparts));
        [Some(el("p").class("turn__instead").add(line)), gains, departs].into_iter().flatten().collect()
    }

    fn dimension(&self, dimension: Dimension) -> String {
        self.say(match dimension {
            Dimension::Law => Phrase::DimLaw,
            Dimension::Evidence => Phrase::DimEvidence,
            Dimension::Rights => Phrase::DimRights,
            Dimension::Network => Phrase::DimNetwork,
            Dimension::Welfare => Phrase::DimWelfare,
            Dimension::Time => Phrase::DimTime,
        })
    }

    fn dimensions(&self, prospects: Option<Prospects>) -> Element {
        let reach = prospects.map(|it| it.reach).unwrap_or_default();
        let scale = meter::scale(reach.iter().flat_map(|(low, high)| [*low, *high]));
        let rows = Dimension::ALL.into_iter().filter_map(|dimension| {
            let value = self.state.moved.get(dimension.place()).copied()?;
            let reach = reach.get(dimension.place()).copied()?;
            Some(meter::dimension(&self.dimension(dimension), value, reach, scale, self.case.book.speech))
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
        let mut rows = Vec::new();
        for (index, step) in taken.iter().enumerate() {
            for id in &step.visit.choices {
                let Some((_, _, words)) = self.case.choice_words(step.node, *id) else { continue };
                let blocks = pick(words);
                let number = self.case.book.speech.fill(Phrase::DecisionNumber, &[&self.number(index + 1)]);
                if !blocks.is_empty() {
                    rows.push(el("li").add_all(blocks.clone()).add(el("small").add(number)));
                }
            }
        }
        rows
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
            .add(el("p").class("cluster").add(again).add(print).add(self.case.kit_link()).add(all))
    }
}
