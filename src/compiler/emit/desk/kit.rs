//! What a trainer prints to play a case in a room: the plan of the hour, the file as sheets, the decisions, a
//! points-to-prove sheet, a custody log and role cards.

use super::DeskPages;
use crate::compiler::CompiledCase;
use crate::engine::scenario::{self, Trail};
use crate::markup::block::Setting;
use crate::markup::page::case::LETTERS;
use crate::markup::page::title;
use crate::markup::route::Route;
use crate::markup::tree::{CaseTree, NodeTree, PageTree, VersionTree};
use crate::markup::{Action, Element, Markup, el, icon};
use crate::model::{ChoiceKind, Inlines, Node, Phrase, VersionId};

/// Empty lines of a custody log: as many as fit on a sheet.
const LOG_LINES: usize = 14;

impl DeskPages<'_> {
    /// The kit of a case.
    pub(super) fn kit(&self, case: &CompiledCase) -> Option<PageTree> {
        let words = case.words.get(self.locale() as usize)?;
        let setting = Setting { speech: self.speech(), notes: &words.notes };
        let tree = CaseTree::of(words, &setting);
        let name = self.speech().fill(Phrase::KitTitle, &[&words.title]);
        let print = el("button")
            .class("button")
            .set("type", "button")
            .set("data-action", "print")
            .set("data-weight", "main")
            .on(Action::Print)
            .add(icon("#i-print"))
            .add(self.say(Phrase::KitPrint));
        let back =
            el("a").set("href", self.speech().href(Route::Case(case.scenario.id))).add(self.say(Phrase::KitBack));
        let head = title(Some(self.say(Phrase::NavCases)), name.clone(), Some(self.say(Phrase::KitLead)))
            .add(el("p").class("cluster").add(print).add(back));
        let brief = el("section")
            .class("prose sheet")
            .add(el("h2").add_all(tree.brief_title.clone()))
            .add_all(tree.brief.clone());
        let page = el("div")
            .class("chapter kit")
            .set("data-kit", case.scenario.id.to_string())
            .add(head)
            .add(el("section").class("prose").add_all(setting.blocks(&words.kit)))
            .add(brief)
            .add(self.kit_file(case, &tree))
            .add(self.kit_decisions(case, &tree))
            .add(self.kit_points(case, &tree))
            .add(self.kit_log())
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
            .add(el("h2").add(self.say(Phrase::KitFile)))
            .add(el("p").add(self.say(Phrase::KitFileWords)))
            .add_all(first)
            .add(el("h2").add(self.say(Phrase::KitLater)))
            .add_all(later)
    }

    /// The decisions with their options as authored: in a room everybody sees the same letters.
    fn kit_decisions(&self, case: &CompiledCase, tree: &CaseTree) -> Element {
        let nodes = case.scenario.nodes.iter().zip(&tree.nodes).enumerate();
        let nodes = nodes.map(|(index, (node, words))| self.kit_decision(index + 1, node, words));
        let nodes: Vec<Element> = nodes.collect();
        el("section").class("stack sheet").add(el("h2").add(self.say(Phrase::KitDecisions))).add_all(nodes)
    }

    fn kit_decision(&self, number: usize, node: &Node, words: &NodeTree) -> Element {
        let shown = words.blocks.iter().filter(|(passage, _)| passage.is_none());
        let shown: Vec<Markup> = shown.flat_map(|(_, block)| block.clone()).collect();
        let options = node.choices.iter().zip(&words.choices).filter(|(choice, _)| choice.kind != ChoiceKind::Confirm);
        let options = options.zip(LETTERS).map(|((_, words), letter)| {
            el("li").add(el("b").add(letter)).add(" ").add(el("span").add_all(words.text.clone()))
        });
        let options: Vec<Element> = options.collect();
        el("article")
            .class("kit__decision prose")
            .add(el("h3").add(format!("{}. ", self.speech().number(number as u64))).add_all(words.title.clone()))
            .add_all(shown)
            .add(el("p").add(el("strong").add_all(words.ask.clone())))
            .add(el("ul").class("kit__options").add_all(options))
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
        self.kit_table(Phrase::KitPoints, &heads, rows)
    }

    fn kit_log(&self) -> Element {
        let heads = [
            Phrase::KitLogDate,
            Phrase::KitLogWhat,
            Phrase::KitLogFrom,
            Phrase::KitLogTo,
            Phrase::KitLogWhy,
            Phrase::KitLogSign,
        ];
        let rows = (0..LOG_LINES).map(|_| el("tr").add_all(heads.map(|_| el("td"))));
        self.kit_table(Phrase::KitLog, &heads, rows.collect())
    }

    fn kit_table(&self, name: Phrase, heads: &[Phrase], rows: Vec<Element>) -> Element {
        let heads = heads.iter().map(|it| el("th").set("scope", "col").add(self.say(*it)));
        let heads: Vec<Element> = heads.collect();
        let table =
            el("table").class("kit__form").add(el("thead").add(el("tr").add_all(heads))).add(el("tbody").add_all(rows));
        let wide = el("div").class("wide").set("tabindex", "0").set("role", "region").set("aria-label", self.say(name));
        el("section").class("sheet").add(el("h2").add(self.say(name))).add(wide.add(table))
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
