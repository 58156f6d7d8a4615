//! Tests on paper: what a room answers before and after a workshop, without names, and the key for whoever counts.

use super::DeskPages;
use super::handout::items::PaperItem;
use crate::engine::assessment;
use crate::markup::block::Setting;
use crate::markup::page::title;
use crate::markup::route::{DeskPage, Route, WorkshopPage};
use crate::markup::tree::{ItemTree, PageTree};
use crate::markup::{Element, el};
use crate::model::{Item, ItemId, ItemWords, LessonWords, PartId, Phrase};

impl DeskPages<'_> {
    /// The paper of every part that has a test, and of the whole.
    pub(super) fn papers(&self) -> Vec<(DeskPage, PageTree)> {
        let parts = self.compiled.plan.parts.iter();
        let mut asked: Vec<ItemId> = Vec::new();
        let anchors = parts.clone().map(|part| {
            let lessons = self.compiled.lessons.iter().filter(|it| part.lessons.contains(&it.lesson.id));
            let items = lessons.flat_map(|it| &it.lesson.items);
            let mut own: Vec<ItemId> = Vec::new();
            for item in items {
                // An item belongs to the part that asks it first.
                if !asked.contains(&item.id) {
                    asked.push(item.id);
                    own.extend(item.anchor.then_some(item.id));
                }
            }
            own
        });
        let anchors: Vec<Vec<ItemId>> = anchors.collect();
        let tests = std::iter::once(None).chain(parts.enumerate().map(Some));
        let pages = tests.filter_map(|test| {
            let items = assessment::questions(&anchors, test.map(|(place, _)| place));
            let name = match test {
                Some((_, part)) => part.title.in_locale(self.locale()).clone(),
                None => self.say(Phrase::TestsWhole),
            };
            let page = (!items.is_empty()).then(|| self.paper(test.map(|(_, part)| part.id), name, &items))?;
            Some((DeskPage::Paper(test.map(|(_, part)| part.id)), page))
        });
        pages.collect()
    }

    /// An item with its words, and the words of its lesson for what they cite.
    fn asked(&self, id: ItemId) -> Option<(&Item, &ItemWords, &LessonWords)> {
        self.compiled.lessons.iter().find_map(|it| {
            let words = it.words.get(self.locale() as usize)?;
            let (place, item) = it.lesson.item(id)?;
            Some((item, words.items.get(place)?, words))
        })
    }

    fn paper(&self, part: Option<PartId>, name: String, ids: &[ItemId]) -> PageTree {
        let speech = self.speech();
        let trees: Vec<(&Item, ItemTree)> = ids
            .iter()
            .filter_map(|id| {
                let (item, words, lesson) = self.asked(*id)?;
                Some((item, ItemTree::of(words, &Setting { speech, notes: &lesson.notes })))
            })
            .collect();
        let items = trees.iter().enumerate();
        let items: Vec<PaperItem<'_>> =
            items.map(|(place, (item, words))| PaperItem { number: place + 1, item, words, speech }).collect();
        let name = speech.fill(Phrase::HandPaper, &[&name]);
        let back = Route::Workshop(WorkshopPage::Index);
        let back = el("a").set("href", speech.href(back)).add(self.say(Phrase::WorkBack));
        let head = title(Some(self.say(Phrase::NavWorkshop)), name.clone(), Some(self.say(Phrase::HandPaperLead)))
            .add(el("p").class("cluster").add(self.print_button(Phrase::WorkPrint)).add(back));
        let sheet = |hook: &'static str, phrase, line, items: Vec<Element>| {
            el("section")
                .class("sheet stack")
                .set("data-sheet", hook)
                .add(el("h2").add(format!("{name}: {}", self.say(phrase))))
                .add(el("p").class("handout__line").add(self.say(line)))
                .add_all(items)
        };
        let open = sheet(
            "participant",
            Phrase::HandParticipant,
            Phrase::HandPaperCode,
            items.iter().map(PaperItem::open).collect(),
        );
        let told =
            sheet("trainer", Phrase::HandTrainer, Phrase::WorkPapersHint, items.iter().map(PaperItem::told).collect());
        let page = el("div")
            .class("chapter kit")
            .set("data-paper", part.as_ref().map_or("all", PartId::as_str).to_owned())
            .add(head)
            .add(open)
            .add(told);
        self.page(name, page)
    }
}
