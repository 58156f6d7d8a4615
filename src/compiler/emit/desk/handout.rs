//! What a trainer prints to teach a lesson: a sheet for participants without the answers, one for the trainer with
//! them, voting cards, a custody log and a points-to-prove sheet.

pub(super) mod items;

use std::slice::from_ref;

use super::DeskPages;
use crate::compiler::CompiledLesson;
use crate::compiler::mentions::seen_in_lesson;
use crate::markup::block::Setting;
use crate::markup::page::{draft, mark, title};
use crate::markup::route::Route;
use crate::markup::tree::{ItemTree, PageTree};
use crate::markup::{Element, Markup, el, icon};
use crate::model::law::Offence;
use crate::model::{
    Block, Callout, CalloutKind, EntryKind, Item, ItemKind, LessonId, LessonWords, NoteKind, Phrase, ReviewState,
    SectionWords,
};
use items::PaperItem;

/// Lines to write on below a question for the room.
const WRITING_LINES: usize = 4;
/// Offences of which a points-to-prove sheet lists the elements.
const OFFENCES_MAX: usize = 4;
/// Rows of a points-to-prove sheet for a lesson that names no offence.
const EMPTY_ROWS: usize = 12;

impl DeskPages<'_> {
    /// The hand-outs of a lesson.
    pub(super) fn handout(&self, lesson: &CompiledLesson) -> Option<PageTree> {
        let words = lesson.words.get(self.locale() as usize)?;
        let setting = Setting { speech: self.speech(), notes: &words.notes };
        let trees: Vec<ItemTree> = words.items.iter().map(|it| ItemTree::of(it, &setting)).collect();
        let items = lesson.lesson.items.iter().zip(&trees).enumerate();
        let items: Vec<PaperItem<'_>> = items
            .map(|(place, (item, words))| PaperItem { number: place + 1, item, words, speech: self.speech() })
            .collect();
        let page = el("div")
            .class("chapter kit")
            .set("data-handout", lesson.lesson.id.to_string())
            .add(self.handout_head(lesson.lesson.id, words))
            .add(self.participant_sheet(words, &setting, &items))
            .add(self.trainer_sheet(words, &setting, &items))
            .add(self.voting_cards(letters(&lesson.lesson.items)))
            .add(self.kit_log())
            .add(self.points_sheet(lesson));
        Some(self.page(self.speech().fill(Phrase::HandTitle, &[&words.title]), page))
    }

    /// The cover: where the lesson belongs, what is in the pile, how to print it.
    fn handout_head(&self, id: LessonId, words: &LessonWords) -> Element {
        let name = self.speech().fill(Phrase::HandTitle, &[&words.title]);
        let back = el("a").set("href", self.speech().href(Route::Lesson(id, None))).add(self.say(Phrase::HandBack));
        let sheets =
            [Phrase::HandParticipant, Phrase::HandTrainer, Phrase::HandCards, Phrase::KitLog, Phrase::KitPoints];
        let sheets = sheets.map(|it| el("li").add(self.say(it)));
        let absent = (words.locale != self.locale()).then(|| {
            let line = el("span").add(self.say(Phrase::EnglishOnly));
            el("p").class("notice").set("data-state", "quiet").add(icon("#i-draft")).add(line)
        });
        title(self.part_of(id), name, Some(self.say(Phrase::HandLead)))
            .add_some(absent)
            .add(el("ol").class("list").set("data-kind", "steps").add_all(sheets))
            .add(el("p").class("cluster").add(self.print_button(Phrase::HandPrint)).add(back))
    }

    /// The part that a lesson belongs to, with its number.
    fn part_of(&self, id: LessonId) -> Option<String> {
        self.book.handbook.lesson(id).map(|(part, _)| self.book.part_name(part))
    }

    /// A sheet with its name, and the line that says of a loose leaf what it belongs to.
    fn lesson_sheet(&self, hook: &'static str, name: Phrase, words: &LessonWords) -> Element {
        // Words that have not been translated are in the other language; what the tool says beside them is not.
        let is_other = words.locale != self.locale();
        let stated = self.speech().fill(Phrase::LawStated, &[&self.book.law_date()]);
        let state = (words.review == ReviewState::Draft).then(|| draft(Phrase::DraftThis, self.speech()));
        let line = el("p")
            .class("handout__line")
            .add(el("span").maybe("lang", is_other.then(|| words.locale.tag())).add(words.title.clone()))
            .add(" ")
            .add(el("span").add(stated))
            .add(" ")
            .add_some(state);
        let head = el("header")
            .class("handout__head")
            .maybe("lang", is_other.then(|| self.locale().tag()))
            .add(el("h2").add(self.say(name)))
            .add(line);
        el("section")
            .class("stack sheet")
            .set("data-sheet", hook)
            .maybe("lang", is_other.then(|| words.locale.tag()))
            .add(head)
    }

    /// What participants get: objectives, lines, documents, prompts with room to write, questions; no answers.
    fn participant_sheet(&self, words: &LessonWords, setting: &Setting<'_>, items: &[PaperItem<'_>]) -> Element {
        let objectives = words.objectives.iter().map(|it| el("li").add(it.clone()));
        let objectives = el("section")
            .class("objectives")
            .add(el("p").class("objectives__name").add(self.say(Phrase::LessonObjectives)))
            .add(el("ul").class("list").add_all(objectives));
        let sections = words.sections.iter().map(|section| {
            let lines = callouts(section, CalloutKind::Stage).map(|it| titled(it, setting));
            let documents = callouts(section, CalloutKind::Document).map(|it| document(it, setting));
            let prompts = callouts(section, CalloutKind::Discuss).map(|it| self.discussion(it, setting));
            named(section, setting).add_all(lines).add_all(documents).add_all(prompts)
        });
        let sections: Vec<Element> = sections.collect();
        self.lesson_sheet("participant", Phrase::HandParticipant, words)
            .add(objectives)
            .add_all(sections)
            .add_some(self.questions_of(items.iter().map(PaperItem::open).collect()))
    }

    /// What the trainer gets: the notes of each section with their timings, and every item with its key and reasons.
    fn trainer_sheet(&self, words: &LessonWords, setting: &Setting<'_>, items: &[PaperItem<'_>]) -> Element {
        let sections = words.sections.iter().filter_map(|section| {
            let notes = callouts(section, CalloutKind::Trainer).map(|it| titled(it, setting));
            let notes: Vec<Element> = notes.collect();
            (!notes.is_empty()).then(|| named(section, setting).add_all(notes))
        });
        let sections: Vec<Element> = sections.collect();
        self.lesson_sheet("trainer", Phrase::HandTrainer, words)
            .add(el("p").add(self.say(Phrase::HandTrainerWords)))
            .add_all(sections)
            .add_some(self.questions_of(items.iter().map(PaperItem::told).collect()))
    }

    fn questions_of(&self, items: Vec<Element>) -> Option<Element> {
        let name = el("h3").add(self.say(Phrase::HandQuestions));
        (!items.is_empty()).then(|| el("section").class("handout__section").add(name).add_all(items))
    }

    /// Questions for the room, each with lines to write on; where they are no list, the lines stand behind them all.
    fn discussion(&self, callout: &Callout, setting: &Setting<'_>) -> Element {
        let mut rows: Vec<Markup> = Vec::new();
        for block in &callout.blocks {
            match block {
                Block::List(prompts) | Block::Steps(prompts) => {
                    let prompts =
                        prompts.iter().map(|it| el("li").add(el("p").add_all(setting.inline(it))).add(ruled()));
                    rows.push(el("ul").class("handout__prompts").add_all(prompts).into());
                }
                other => rows.extend(setting.blocks(from_ref(other))),
            }
        }
        let has_list = callout.blocks.iter().any(|it| matches!(it, Block::List(_) | Block::Steps(_)));
        el("div")
            .class("handout__discuss")
            .add(el("p").class("item__kind").add(self.say(Phrase::CalloutDiscuss)))
            .add_some(heading(callout, setting))
            .add_all(rows)
            .add_some((!has_list).then(ruled))
    }

    /// The elements of the offences that a lesson names first, to be filled in; an empty sheet where it names none.
    fn points_sheet(&self, lesson: &CompiledLesson) -> Element {
        let blank = || el("tr").add(el("td")).add(el("td")).add(el("td"));
        let mut rows: Vec<Element> = Vec::new();
        for offence in self.offences_named(lesson) {
            let name = format!("{}: {} ", self.locator(offence), self.said(&offence.title));
            let sure = mark(offence.mark, NoteKind::Law, self.speech());
            rows.push(el("tr").add(el("th").set("scope", "rowgroup").set("colspan", "3").add(name).add(sure)));
            let elements = offence.elements.iter().map(|it| el("td").add(self.said(&it.text).clone()));
            rows.extend(elements.map(|it| el("tr").add(it).add(el("td")).add(el("td"))));
        }
        if rows.is_empty() {
            rows.extend((0..EMPTY_ROWS).map(|_| blank()));
        }
        let heads = [Phrase::PointsElement, Phrase::KitPointsHow, Phrase::KitPointsOpen];
        self.kit_table("points", Phrase::KitPoints, &heads, rows)
    }

    /// Offences with elements, in the order in which the original names them; not those of explanations, which would
    /// give answers away.
    fn offences_named(&self, lesson: &CompiledLesson) -> Vec<&Offence> {
        let seen = lesson.words.first().map(seen_in_lesson).unwrap_or_default().into_iter();
        let named = seen.filter(|it| it.kind == EntryKind::Offence);
        let mut offences: Vec<&Offence> = Vec::new();
        for offence in named.filter_map(|it| self.compiled.desk.offence(it.id.as_str().parse().ok()?)) {
            if !offence.elements.is_empty() && offences.iter().all(|it| it.id != offence.id) {
                offences.push(offence);
            }
        }
        offences.truncate(OFFENCES_MAX);
        offences
    }
}

/// The callouts of a section that are for this.
fn callouts(section: &SectionWords, kind: CalloutKind) -> impl Iterator<Item = &Callout> {
    section.blocks.iter().filter_map(move |it| match it {
        Block::Callout(callout) if callout.kind == kind => Some(callout),
        _ => None,
    })
}

fn named(section: &SectionWords, setting: &Setting<'_>) -> Element {
    el("section").class("handout__section").add(el("h3").add_all(setting.inline(&section.title)))
}

/// The words of a callout under its heading, without its frame: on paper the sheet says what they are for.
fn titled(callout: &Callout, setting: &Setting<'_>) -> Element {
    el("div").class("handout__note").add_some(heading(callout, setting)).add_all(setting.blocks(&callout.blocks))
}

fn heading(callout: &Callout, setting: &Setting<'_>) -> Option<Element> {
    (!callout.title.is_empty()).then(|| el("h4").add_all(setting.inline(&callout.title)))
}

fn document(callout: &Callout, setting: &Setting<'_>) -> Element {
    let name = heading(callout, setting).map(|it| it.class("paper__name"));
    let body = el("div").class("paper__body").add_all(setting.blocks(&callout.blocks));
    el("article").class("paper").add_some(name).add(body)
}

/// Lines to write on.
fn ruled() -> Element {
    el("div").class("ruled").set("aria-hidden", "true").add_all((0..WRITING_LINES).map(|_| el("span")))
}

/// How many letters the questions of a lesson ask for.
fn letters(items: &[Item]) -> usize {
    let options = items.iter().map(|it| match &it.kind {
        ItemKind::Single(options) | ItemKind::Multiple(options) | ItemKind::Vignette(options) => options.len(),
        ItemKind::Ordering(_) | ItemKind::Matching(..) | ItemKind::Judgement(..) => 0,
    });
    options.max().unwrap_or_default()
}
