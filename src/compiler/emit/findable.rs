//! What the search looks through, in one language.

use crate::compiler::Compiled;
use crate::compiler::parity::words_of;
use crate::compiler::provision::provision;
use crate::compiler::words::plain;
use crate::markup::block::is_for_trainers;
use crate::markup::number;
use crate::markup::page::Book;
use crate::markup::page::search::{Findable, FoundKind, Target};
use crate::markup::route::{DeskPage, Route};
use crate::model::law::{Instrument, Spoken};
use crate::model::{Block, EntryKind, EntryRef, Inlines, Locale};

/// Everything that can be found, lessons first.
pub fn findable(compiled: &Compiled, book: &Book<'_>) -> Vec<Findable> {
    let find = Find { compiled, locale: book.speech.locale };
    let mut found = find.lessons();
    found.extend(find.cases());
    for instrument in &compiled.desk.instruments {
        found.extend(find.offences(instrument));
        found.extend(find.articles(instrument));
    }
    found.extend(find.species());
    found.extend(find.terms());
    found.extend(find.organisations());
    found
}

struct Find<'c> {
    compiled: &'c Compiled,
    locale: Locale,
}

/// The words of blocks in a row, without what only trainers and the stage show.
fn text_of(blocks: &[Block]) -> String {
    let shown = blocks.iter().filter(|block| !matches!(block, Block::Callout(it) if is_for_trainers(it.kind)));
    shown.map(|block| plain(&words_of(block))).filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
}

fn paragraphs(runs: &[Inlines]) -> String {
    runs.iter().map(|run| plain(run)).collect::<Vec<_>>().join(" ")
}

impl Find<'_> {
    fn said<'s>(&self, words: &'s Spoken<String>) -> &'s str {
        words.in_locale(self.locale)
    }

    /// A name with that in the other language, so that it is found by either.
    fn both(&self, words: &Spoken<String>) -> String {
        let other = match self.locale {
            Locale::En => words.km.as_deref(),
            Locale::Km => Some(words.en.as_str()),
        };
        match other.filter(|other| *other != self.said(words)) {
            Some(other) => format!("{} · {other}", self.said(words)),
            None => self.said(words).to_owned(),
        }
    }

    fn lessons(&self) -> Vec<Findable> {
        let mut found = Vec::new();
        for lesson in &self.compiled.lessons {
            let Some(words) = lesson.words.get(self.locale as usize) else { continue };
            let page = |section| Target::Page(Route::Lesson(lesson.lesson.id, section).to_string());
            found.push(Findable {
                kind: FoundKind::Lesson,
                to: page(None),
                title: words.title.clone(),
                heading: String::new(),
                text: paragraphs(&words.lead),
            });
            for (id, section) in lesson.lesson.sections.iter().zip(&words.sections) {
                found.push(Findable {
                    kind: FoundKind::Lesson,
                    to: page(Some(*id)),
                    title: plain(&section.title),
                    heading: words.title.clone(),
                    text: text_of(&section.blocks),
                });
            }
        }
        found
    }

    fn cases(&self) -> Vec<Findable> {
        let one = |case: &crate::compiler::CompiledCase| {
            let words = case.words.get(self.locale as usize)?;
            Some(Findable {
                kind: FoundKind::Case,
                to: Target::Page(Route::Case(case.scenario.id).to_string()),
                title: words.title.clone(),
                heading: String::new(),
                text: format!("{} {}", paragraphs(&words.lead), text_of(&words.brief.1)),
            })
        };
        self.compiled.cases.iter().filter_map(one).collect()
    }

    fn provision(&self, locator: &str) -> String {
        match self.locale {
            Locale::En => format!("Art.\u{a0}{locator}"),
            Locale::Km => format!("មាត្រា\u{a0}{}", number::digits(locator, Locale::Km)),
        }
    }

    fn offences(&self, instrument: &Instrument) -> Vec<Findable> {
        let law = self.said(&instrument.title);
        let one = |it: &crate::model::law::Offence| {
            let elements: Vec<&str> = it.elements.iter().map(|it| self.said(&it.text)).collect();
            Findable {
                kind: FoundKind::Offence,
                to: Target::Page(Route::Desk(DeskPage::Offence(it.id)).to_string()),
                title: self.said(&it.title).to_owned(),
                heading: if it.locator.is_empty() {
                    law.to_owned()
                } else {
                    format!("{law}, {}", provision(&it.locator, self.locale))
                },
                text: format!("{} {}", self.said(&it.conduct), elements.join(" ")),
            }
        };
        instrument.offences.iter().map(one).collect()
    }

    fn articles(&self, instrument: &Instrument) -> Vec<Findable> {
        let law = self.said(&instrument.title);
        let whole = Findable {
            kind: FoundKind::Article,
            to: Target::Page(Route::Desk(DeskPage::Instrument(instrument.id)).to_string()),
            title: law.to_owned(),
            heading: self.said(&instrument.short).to_owned(),
            text: self.said(&instrument.status).to_owned(),
        };
        let one = |it: &crate::model::law::Article| {
            Some(Findable {
                kind: FoundKind::Article,
                to: Target::Entry(EntryRef { kind: EntryKind::Article, id: it.id.as_str().parse().ok()? }),
                title: format!("{} {}", self.provision(&it.number), self.said(&it.title)),
                heading: format!("{law} ({})", self.said(&instrument.short)),
                text: self.said(&it.text).to_owned(),
            })
        };
        std::iter::once(whole).chain(instrument.articles.iter().filter_map(one)).collect()
    }

    fn species(&self) -> Vec<Findable> {
        let one = |it: &crate::model::law::Species| Findable {
            kind: FoundKind::Species,
            to: Target::Page(Route::Desk(DeskPage::Species(it.id)).to_string()),
            title: self.both(&it.name),
            heading: it.scientific.clone(),
            text: it.why.as_ref().map(|why| plain(why.in_locale(self.locale))).unwrap_or_default(),
        };
        self.compiled.desk.species.iter().map(one).collect()
    }

    fn terms(&self) -> Vec<Findable> {
        let one = |it: &crate::model::law::Term| {
            Some(Findable {
                kind: FoundKind::Term,
                to: Target::Entry(EntryRef { kind: EntryKind::Term, id: it.id.as_str().parse().ok()? }),
                title: self.both(&it.term),
                heading: String::new(),
                text: self.said(&it.text).to_owned(),
            })
        };
        self.compiled.desk.terms.iter().filter_map(one).collect()
    }

    fn organisations(&self) -> Vec<Findable> {
        let one = |it: &crate::model::law::Organisation| {
            Some(Findable {
                kind: FoundKind::Organisation,
                to: Target::Entry(EntryRef { kind: EntryKind::Organisation, id: it.id.as_str().parse().ok()? }),
                title: self.both(&it.name),
                heading: String::new(),
                text: self.said(&it.can).to_owned(),
            })
        };
        self.compiled.desk.organisations.iter().filter_map(one).collect()
    }
}
