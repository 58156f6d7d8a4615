//! What the wall can show of an entry: its slides, in one language.

use super::Hall;
use crate::engine::grade::shown_order;
use crate::engine::workshop::{About, Ballot};
use crate::markup::item::{ENTRY_LETTERS, FIRST_SEED};
use crate::markup::page::Book;
use crate::markup::page::case::LETTERS;
use crate::markup::tree::{BankEntry, Deck, OptionTree, Row, SlideKind};
use crate::markup::{Markup, el, number};
use crate::model::{AgendaEntry, ChoiceId, ItemKind, LessonId, Locale, Phrase, Range, Scale, SectionId, Subject};

/// A slide, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct WallSlide {
    /// The value of `data-stage`.
    pub kind: &'static str,
    /// The language of its words.
    pub locale: Locale,
    /// The line above the heading.
    pub running: String,
    /// The heading.
    pub title: Row,
    /// What stands under it.
    pub body: Row,
    /// What is voted on.
    pub vote: Option<WallVote>,
    /// What the trainer alone reads.
    pub notes: Row,
    /// What a contribution made here is about.
    pub about: About,
}

/// A vote on a slide.
#[derive(Clone, Debug, PartialEq)]
pub struct WallVote {
    /// What is voted on.
    pub ballot: Ballot,
    /// What can be chosen, in the order of the letters.
    pub options: Vec<WallOption>,
    /// How often a hand may go up.
    pub hands: Hands,
    /// What the answer says; shown last.
    pub answer: Row,
    /// How far a decision of a case has come; none for an item.
    pub decision: Option<Taking>,
}

/// How often a hand may go up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hands {
    /// Once: the counts together are no more than the people.
    Once,
    /// Once for each option.
    ForEach,
}

/// How far a room has come with a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taking {
    /// One choice is to be taken.
    One,
    /// One more is to be taken, of an examination that goes on.
    Next,
    /// Some are to be ticked, and then taken together.
    Some,
    /// Some are to be ticked, and a term of prison placed: from and to, in months.
    Term(u16, u16),
    /// It is taken.
    Done,
}

/// What can be chosen in a vote.
#[derive(Clone, Debug, PartialEq)]
pub struct WallOption {
    /// Its place among the options as authored: that of its count, and of its key. Of a decision some may be closed.
    pub place: u16,
    /// Its letter.
    pub letter: String,
    /// Its words.
    pub text: Row,
    /// Why it is right or wrong.
    pub why: Row,
    /// How it stands once the answer is shown.
    pub standing: OptionStanding,
    /// The choice, in a case.
    pub choice: Option<ChoiceId>,
}

/// How an option stands once the answer is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionStanding {
    /// It is right, or was taken.
    Key,
    /// It is not.
    Other,
    /// Nothing is said of it.
    Open,
}

impl WallVote {
    /// How many counts the vote has: one for each option as authored, on offer or not.
    pub fn counts(&self) -> usize {
        self.options.iter().map(|it| usize::from(it.place) + 1).max().unwrap_or_default()
    }

    /// The option with this place among those on offer.
    pub fn option(&self, place: u16) -> Option<&WallOption> {
        self.options.iter().find(|it| it.place == place)
    }
}

impl WallSlide {
    /// A slide with a heading and nothing to vote on.
    pub fn plain(kind: &'static str, locale: Locale, running: String, title: Row, body: Row, about: About) -> Self {
        Self { kind, locale, running, title, body, vote: None, notes: Vec::new(), about }
    }
}

/// The title of an entry: its own, or that of what it is about.
pub fn entry_title(book: &Book<'_>, entry: &AgendaEntry) -> String {
    if !entry.title.is_empty() {
        return entry.title.clone();
    }
    let speech = book.speech;
    match entry.subject {
        Subject::Talk => speech.say(Phrase::WorkTalk),
        Subject::Break => speech.say(Phrase::WorkBreak),
        Subject::Discussion => speech.say(Phrase::WorkDiscussion),
        Subject::Lesson(lesson, section) => lesson_title(book, lesson, section),
        Subject::Case(case) => {
            let entry = book.handbook.case(case).map(|(_, entry)| entry);
            entry.map(|it| book.case_words(it).0.to_owned()).unwrap_or_else(|| case.to_string())
        }
        Subject::Test(part, when) => {
            let phrase = match when {
                crate::model::When::Before => Phrase::WorkTestBefore,
                crate::model::When::After => Phrase::WorkTestAfter,
            };
            speech.fill(phrase, &[&book.scope_title(part)])
        }
    }
}

/// The title of a lesson, with that of a section of it.
pub fn lesson_title(book: &Book<'_>, lesson: LessonId, section: Option<SectionId>) -> String {
    let Some((_, entry)) = book.handbook.lesson(lesson) else { return lesson.to_string() };
    let title = book.lesson_title(entry);
    match section.and_then(|section| entry.sections.iter().position(|it| *it == section)) {
        Some(place) => format!("{title}: {}", book.section_title(entry, place)),
        None => title.to_owned(),
    }
}

/// The slide of an entry that has no words of the handbook, or of a session that rests.
pub fn plain_slide(hall: &Hall<'_>, entry: Option<&AgendaEntry>, until: Option<i64>) -> WallSlide {
    let (book, speech) = (&hall.book, hall.book.speech);
    let Some(entry) = entry else {
        let title = vec![hall.session.plan.title.clone().into()];
        let body = vec![el("p").class("slide__fine").say(speech, Phrase::WorkRests).into()];
        return WallSlide::plain("rest", speech.locale, speech.say(Phrase::Brand), title, body, About::Handbook);
    };
    let until = until.map(|minute| speech.fill(Phrase::WorkUntil, &[&clock(minute, speech.locale)]));
    let line = |words: String| Markup::from(el("p").class("slide__fine").add(words));
    let (kind, body) = match entry.subject {
        Subject::Break => ("break", until.into_iter().map(line).collect()),
        Subject::Discussion => {
            ("discuss", vec![el("p").say(speech, Phrase::WorkAskRoom).into(), line(speech.say(Phrase::WorkNoNames))])
        }
        Subject::Test(part, _) => ("test", super::papers::wall(hall, part, until)),
        _ => ("talk", Vec::new()),
    };
    let title = vec![entry_title(book, entry).into()];
    WallSlide::plain(kind, speech.locale, hall.session.plan.title.clone(), title, body, About::Handbook)
}

/// The slides of a lesson, or of one of its sections.
pub fn lesson_slides(hall: &Hall<'_>, deck: &Deck, lesson: LessonId, only: Option<SectionId>) -> Vec<WallSlide> {
    let shown = deck.slides.iter().filter(|it| only.is_none() || it.section == only);
    let slides = shown.map(|slide| {
        let about = About::Lesson(lesson, slide.section);
        let notes = deck.notes.iter().find(|(section, _)| *section == slide.section);
        let notes = notes.map(|(_, notes)| notes.clone()).unwrap_or_default();
        let asked = slide.item.and_then(|id| deck.items.iter().find(|it| it.item.id == id));
        let (title, body, vote) = match asked {
            Some(entry) => {
                let body = story(hall, entry).into_iter().chain(jumbled(entry)).collect();
                (entry.words.ask.clone(), body, Some(item_vote(hall, entry)))
            }
            None => (slide.title.clone(), slide.body.clone(), None),
        };
        let running = match (slide.kind, asked) {
            (SlideKind::Title, _) => hall.session.plan.title.clone(),
            (_, Some(_)) => hall.book.speech.fill(Phrase::WorkShowCard, &[&deck.title]),
            _ => deck.title.clone(),
        };
        let kind = slide.kind.as_str();
        WallSlide { kind, locale: deck.locale, running, title, body, vote, notes, about }
    });
    let slides: Vec<WallSlide> = slides.collect();
    if !slides.is_empty() {
        return slides;
    }
    // A section with nothing for the wall still has a name.
    let title = vec![lesson_title(&hall.book, lesson, only).into()];
    vec![WallSlide::plain("title", deck.locale, deck.title.clone(), title, Vec::new(), About::Lesson(lesson, only))]
}

/// The short scenario before a question, and what the ends of a scale mean.
fn story(hall: &Hall<'_>, entry: &BankEntry) -> Row {
    let mut story = Row::new();
    if !entry.words.story.is_empty() {
        story.push(el("p").add_all(entry.words.story.clone()).into());
    }
    if let ItemKind::Judgement(scale, _) = &entry.item.kind {
        let ends = [scale.min, scale.max].into_iter().zip(&entry.words.options).map(|(place, end)| {
            let place = number::whole(i64::from(place), hall.book.speech.locale);
            el("span").add(el("b").add(place)).add(" ").add_all(end.text.clone()).add("  ")
        });
        story.push(el("p").class("slide__ends").add_all(ends.collect::<Vec<_>>()).into());
    }
    story
}

/// The vote on an item. What has an order or pairs is voted on by how many found it.
pub fn item_vote(hall: &Hall<'_>, entry: &BankEntry) -> WallVote {
    let (item, words) = (&entry.item, &entry.words);
    let mut answer = vec![el("p").add_all(words.why.clone()).into()];
    let (options, hands) = match &item.kind {
        ItemKind::Single(options) | ItemKind::Vignette(options) => {
            (lettered(options.iter().map(|it| it.key), &words.options), Hands::Once)
        }
        ItemKind::Multiple(options) => (lettered(options.iter().map(|it| it.key), &words.options), Hands::ForEach),
        ItemKind::Ordering(steps) => {
            let list = steps.iter().zip(&words.options).map(|(_, words)| el("li").add_all(words.text.clone()));
            answer.insert(0, el("ol").class("list").set("data-kind", "steps").add_all(list.collect::<Vec<_>>()).into());
            (outcomes(hall), Hands::Once)
        }
        ItemKind::Matching(..) => {
            let pairs = words.options.iter().filter(|it| !it.text.is_empty());
            let pairs = pairs.map(|it| el("li").add_all(it.text.clone()).add(" → ").add_all(it.right.clone()));
            answer.insert(0, el("ul").class("list").add_all(pairs.collect::<Vec<_>>()).into());
            (outcomes(hall), Hands::Once)
        }
        ItemKind::Judgement(scale, range) => (places(hall, scale, range), Hands::Once),
    };
    WallVote { ballot: Ballot::Item(item.id), options, hands, answer, decision: None }
}

fn lettered(keys: impl Iterator<Item = bool>, words: &[OptionTree]) -> Vec<WallOption> {
    let options = (0..).zip(keys.zip(words).zip(LETTERS)).map(|(place, ((is_key, words), letter))| WallOption {
        place,
        letter: letter.to_owned(),
        text: words.text.clone(),
        why: words.why.clone(),
        standing: if is_key { OptionStanding::Key } else { OptionStanding::Other },
        choice: None,
    });
    options.collect()
}

/// For what can't be answered with a card: who found it, shown by hands once the answer stands there.
fn outcomes(hall: &Hall<'_>) -> Vec<WallOption> {
    let words = [Phrase::WorkFoundAll, Phrase::WorkFoundMost, Phrase::WorkFoundLess];
    let options = (0..).zip(words.into_iter().zip(LETTERS)).map(|(place, (phrase, letter))| WallOption {
        place,
        letter: letter.to_owned(),
        text: vec![hall.book.speech.say(phrase).into()],
        why: Vec::new(),
        standing: OptionStanding::Open,
        choice: None,
    });
    options.collect()
}

fn places(hall: &Hall<'_>, scale: &Scale, range: &Range) -> Vec<WallOption> {
    let step = usize::try_from(scale.step).unwrap_or(1).max(1);
    let places = (scale.min..=scale.max).step_by(step).take(crate::engine::workshop::OPTIONS_MAX);
    let options = (0..).zip(places).map(|(at, place)| WallOption {
        place: at,
        letter: number::whole(i64::from(place), hall.book.speech.locale),
        text: Vec::new(),
        why: Vec::new(),
        standing: match range.low <= place && place <= range.high {
            true => OptionStanding::Key,
            false => OptionStanding::Other,
        },
        choice: None,
    });
    options.collect()
}

/// The steps or pairs of an item that can't be answered with a card, in the order of the sheet: it gives nothing away.
fn jumbled(entry: &BankEntry) -> Row {
    let order = |of: fn(&OptionTree) -> &Row| {
        let shown = shown_order(&entry.item, FIRST_SEED).into_iter();
        let list = shown.filter_map(|id| entry.words.options.get(entry.item.kind.place_of(id)?)).zip(ENTRY_LETTERS);
        let list = list.map(|(words, letter)| el("li").add(el("b").add(letter)).add(" ").add_all(of(words).clone()));
        el("ul").class("list slide__entries").add_all(list.collect::<Vec<_>>())
    };
    match &entry.item.kind {
        ItemKind::Ordering(_) => vec![order(|it| &it.text).into()],
        ItemKind::Matching(pairs, _) => {
            let left = pairs.iter().zip(&entry.words.options).map(|(_, words)| el("li").add_all(words.text.clone()));
            let left = el("ul").class("list").add_all(left.collect::<Vec<_>>());
            vec![el("div").class("slide__pairs").add(left).add(order(|it| &it.right)).into()]
        }
        _ => Vec::new(),
    }
}

/// A time of day, in the digits of the language.
pub fn clock(minute: i64, locale: Locale) -> String {
    let minute = minute.rem_euclid(24 * 60);
    number::digits(&format!("{:02}:{:02}", minute / 60, minute % 60), locale)
}
