//! What a trainer prints to play a case in a room: the plan of the hour, the file as sheets, the decisions without
//! their answers and with them, a points-to-prove sheet, a custody log, voting cards and role cards.

use super::DeskPages;
use crate::compiler::CompiledCase;
use crate::engine::scenario::{self, Trail};
use crate::markup::block::Setting;
use crate::markup::page::case::{LETTERS, grounds};
use crate::markup::page::title;
use crate::markup::page::workshop::room::is_voted_on;
use crate::markup::page::workshop::stage::card;
use crate::markup::route::Route;
use crate::markup::tree::{CaseTree, ChoiceTree, NodeTree, PageTree, VersionTree};
use crate::markup::{Action, Element, Markup, el, icon};
use crate::model::{Choice, ChoiceKind, Counts, Inlines, Node, Phrase, Verdict, VersionId};

/// Empty lines of a custody log: as many as fit on a sheet.
const LOG_LINES: usize = 14;

impl DeskPages<'_> {
    /// The kit of a case.
    pub(super) fn kit(&self, case: &CompiledCase) -> Option<PageTree> {
        let words = case.words.get(self.locale() as usize)?;
        let setting = Setting { speech: self.speech(), notes: &words.notes };
        let tree = CaseTree::of(words, &setting);
        let name = self.speech().fill(Phrase::KitTitle, &[&words.title]);
        let back =
            el("a").set("href", self.speech().href(Route::Case(case.scenario.id))).add(self.say(Phrase::KitBack));
        let head = title(Some(self.say(Phrase::NavCases)), name.clone(), Some(self.say(Phrase::KitLead)))
            .add(el("p").class("cluster").add(self.print_button(Phrase::KitPrint)).add(back));
        let brief = el("section")
            .class("prose sheet")
            .set("data-sheet", "brief")
            .add(el("h2").add_all(tree.brief_title.clone()))
            .add_all(tree.brief.clone());
        let nodes = case.scenario.nodes.iter();
        let letters = nodes.map(|it| it.choices.iter().filter(|it| is_voted_on(it)).count()).max().unwrap_or_default();
        let page = el("div")
            .class("chapter kit")
            .set("data-kit", case.scenario.id.to_string())
            .add(head)
            .add(el("section").class("prose").add_all(setting.blocks(&words.kit)))
            .add(brief)
            .add(self.kit_file(case, &tree))
            .add(self.kit_decisions(case, &tree))
            .add(self.kit_told(case, &tree))
            .add(self.kit_points(case, &tree))
            .add(self.kit_log())
            .add(self.voting_cards(letters))
            .add(self.kit_roles(&setting, &words.roles));
        Some(self.page(name, page))
    }

    /// The exhibits: those that are there at the start, then those that decisions bring, each on a sheet.
    fn kit_file(&self, case: &CompiledCase, tree: &CaseTree) -> Element {
        let mut first: Vec<Element> = Vec::new();
        let mut later: Vec<Element> = Vec::new();
        let start = scenario::stand(&case.scenario, &Trail::default()).ok();
        for (exhibit, words) in case.scenario.exhibits.iter().zip(&tree.exhibits) {
            let there = start.as_ref().and_then(|it| scenario::exhibit_version(exhibit, &case.scenario, it.state()));
            let there: Option<VersionId> = there.map(|(_, version)| version.id);
            for (version, words) in exhibit.versions.iter().zip(words) {
                let sheet = paper(&exhibit.tag, words);
                if there == Some(version.id) { first.push(sheet) } else { later.push(sheet) }
            }
        }
        el("section")
            .class("stack sheet")
            .set("data-sheet", "file")
            .add(el("h2").add(self.say(Phrase::KitFile)))
            .add(el("p").add(self.say(Phrase::KitFileWords)))
            .add_all(first)
            .add(el("h2").add(self.say(Phrase::KitLater)))
            .add_all(later)
    }

    /// The decisions with their options as authored, for the tables: in a room everybody sees the same letters.
    fn kit_decisions(&self, case: &CompiledCase, tree: &CaseTree) -> Element {
        let nodes = case.scenario.nodes.iter().zip(&tree.nodes).enumerate();
        let nodes = nodes.map(|(index, (node, words))| self.kit_decision(index + 1, node, words));
        let nodes: Vec<Element> = nodes.collect();
        el("section")
            .class("stack sheet")
            .set("data-sheet", "participant")
            .add(el("h2").add(self.say(Phrase::KitDecisions)))
            .add_all(nodes)
    }

    fn kit_decision(&self, number: usize, node: &Node, words: &NodeTree) -> Element {
        let shown = words.blocks.iter().filter(|(passage, _)| passage.is_none());
        let shown: Vec<Markup> = shown.flat_map(|(_, block)| block.clone()).collect();
        let options = lettered(node, words).into_iter().map(|(letter, choice, words)| {
            option(letter, choice).add(el("span").class("kit__said").add_all(words.text.clone()))
        });
        let options: Vec<Element> = options.collect();
        self.kit_asked(number, words)
            .add_all(shown)
            .add(ask(words))
            .add(el("ul").class("kit__options").add_all(options))
    }

    /// The same decisions for the trainer: how each option serves the case, and on what ground.
    fn kit_told(&self, case: &CompiledCase, tree: &CaseTree) -> Element {
        let nodes = case.scenario.nodes.iter().zip(&tree.nodes).enumerate();
        let nodes = nodes.map(|(index, (node, words))| {
            let options = lettered(node, words).into_iter();
            let options = options.map(|(letter, choice, words)| self.kit_option(letter, choice, words));
            let options: Vec<Element> = options.collect();
            self.kit_asked(index + 1, words).add(ask(words)).add(el("ul").class("kit__options").add_all(options))
        });
        let nodes: Vec<Element> = nodes.collect();
        el("section")
            .class("stack sheet")
            .set("data-sheet", "trainer")
            .add(el("h2").add(self.say(Phrase::HandTrainer)))
            .add(el("p").add(self.say(Phrase::HandTrainerWords)))
            .add_all(nodes)
    }

    /// A decision under its number.
    fn kit_asked(&self, number: usize, words: &NodeTree) -> Element {
        let number = self.speech().number(number as u64);
        let name = el("h3").add(format!("{number}. ")).add_all(words.title.clone());
        el("article").class("kit__decision prose").add(name)
    }

    /// An option with its verdict, why, ground, weight and nullity: the last two never merged.
    fn kit_option(&self, letter: &'static str, choice: &Choice, words: &ChoiceTree) -> Element {
        let verdict = match choice.verdict {
            Verdict::Better => Phrase::VerdictBetter,
            Verdict::Even => Phrase::VerdictEven,
            Verdict::Worse => Phrase::VerdictWorse,
        };
        let counts = match choice.kind {
            ChoiceKind::Reason(Counts::Up) => Some(Phrase::CountsUp),
            ChoiceKind::Reason(Counts::Down) => Some(Phrase::CountsDown),
            ChoiceKind::Reason(Counts::Not) => Some(Phrase::CountsNot),
            _ => None,
        };
        let counts = counts.map(|phrase| format!(" ({})", self.say(phrase)));
        let verdict = el("p").add(el("strong").add(self.say(verdict))).add_some(counts);
        let said = el("div")
            .class("kit__said")
            .add(el("p").add_all(words.text.clone()))
            .add(verdict)
            .add_all(words.why.clone())
            .add_all(grounds(words, self.speech()));
        option(letter, choice).set("data-state", choice.verdict.as_str()).add(said)
    }

    fn kit_points(&self, case: &CompiledCase, tree: &CaseTree) -> Element {
        let mut offence = None;
        let mut names = tree.offences.iter();
        let mut rows: Vec<Element> = Vec::new();
        for (point, words) in case.scenario.points.iter().zip(&tree.points) {
            if offence.replace(point.offence) != Some(point.offence) {
                let name = names.next().cloned().unwrap_or_default();
                rows.push(el("tr").add(el("th").set("scope", "rowgroup").set("colspan", "3").add(name)));
            }
            rows.push(el("tr").add(el("td").add(words.clone())).add(el("td")).add(el("td")));
        }
        let heads = [Phrase::PointsElement, Phrase::KitPointsHow, Phrase::KitPointsOpen];
        self.kit_table("points", Phrase::KitPoints, &heads, rows)
    }

    /// An empty custody log.
    pub(super) fn kit_log(&self) -> Element {
        let heads = [
            Phrase::KitLogDate,
            Phrase::KitLogWhat,
            Phrase::KitLogFrom,
            Phrase::KitLogTo,
            Phrase::KitLogWhy,
            Phrase::KitLogSign,
        ];
        let rows = (0..LOG_LINES).map(|_| el("tr").add_all(heads.map(|_| el("td"))));
        self.kit_table("log", Phrase::KitLog, &heads, rows.collect())
    }

    /// A form on a sheet of its own; `hook` is its name for tests.
    pub(super) fn kit_table(&self, hook: &'static str, name: Phrase, heads: &[Phrase], rows: Vec<Element>) -> Element {
        let heads = heads.iter().map(|it| el("th").set("scope", "col").add(self.say(*it)));
        let heads: Vec<Element> = heads.collect();
        let table =
            el("table").class("kit__form").add(el("thead").add(el("tr").add_all(heads))).add(el("tbody").add_all(rows));
        let wide = el("div").class("wide").set("tabindex", "0").set("role", "region").set("aria-label", self.say(name));
        el("section").class("sheet").set("data-sheet", hook).add(el("h2").add(self.say(name))).add(wide.add(table))
    }

    /// The button that prints the page.
    pub(super) fn print_button(&self, name: Phrase) -> Element {
        el("button")
            .class("button")
            .set("type", "button")
            .set("data-action", "print")
            .set("data-weight", "main")
            .on(Action::Print)
            .add(icon("#i-print"))
            .add(self.say(name))
    }

    /// Cards to cut out and hold up, one for each letter that is asked for. The first four have a shape of their own,
    /// so that grey print keeps them apart.
    pub(super) fn voting_cards(&self, letters: usize) -> Element {
        let cards = LETTERS.into_iter().take(letters).enumerate().map(|(place, letter)| {
            let drawing = card(place, letter)
                .class_also("vote__shape")
                .set("role", "img")
                .set("aria-label", self.speech().fill(Phrase::HandCard, &[letter]));
            el("div").class("vote").set("data-card", letter).add(drawing)
        });
        el("section")
            .class("sheet")
            .set("data-sheet", "cards")
            .add(el("h2").add(self.say(Phrase::HandCards)))
            .add(el("p").add(self.say(Phrase::HandCardsWords)))
            .add(el("div").class("votes").add_all(cards.collect::<Vec<_>>()))
    }

    fn kit_roles(&self, setting: &Setting<'_>, roles: &[(Inlines, Inlines)]) -> Element {
        let cards = roles.iter().map(|(name, text)| {
            el("article")
                .class("kit__card")
                .add(el("h3").add_all(setting.inline(name)))
                .add(el("p").add_all(setting.inline(text)))
        });
        el("section")
            .class("sheet")
            .set("data-sheet", "roles")
            .add(el("h2").add(self.say(Phrase::KitRoles)))
            .add(el("div").class("kit__cards").add_all(cards.collect::<Vec<_>>()))
    }
}

fn paper(tag: &str, words: &VersionTree) -> Element {
    el("article")
        .class("paper sheet")
        .add(el("p").class("paper__tag").add(el("b").add(tag.to_owned())).add(el("span").add_all(words.note.clone())))
        .add(el("h3").class("paper__name").add_all(words.title.clone()))
        .add(el("div").class("paper__body").add_all(words.blocks.clone()))
}

/// The options that can be taken, as authored, each with its letter.
fn lettered<'n>(node: &'n Node, words: &'n NodeTree) -> Vec<(&'static str, &'n Choice, &'n ChoiceTree)> {
    let options = node.choices.iter().zip(&words.choices).filter(|(choice, _)| choice.kind != ChoiceKind::Confirm);
    options.zip(LETTERS).map(|((choice, words), letter)| (letter, choice, words)).collect()
}

fn option(letter: &'static str, choice: &Choice) -> Element {
    el("li").set("data-part", choice.id.to_string()).add(el("b").add(letter)).add(" ")
}

fn ask(words: &NodeTree) -> Element {
    el("p").add(el("strong").add_all(words.ask.clone()))
}
