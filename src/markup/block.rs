//! Words with structure to elements: paragraphs with their notes, lists, tables, callouts.

mod callout;

use super::route::Route;
use super::{Element, Markup, Region, Speech, el, entry_link, figure, icon, text};
use crate::model::{Block, CalloutKind, EntryRef, Figure, FigureId, Inline, Inlines, Mark, Note, NoteKind, Phrase};

/// What a run of words stands in: it decides how a citation looks.
pub struct Setting<'a> {
    /// The language and its phrases.
    pub speech: &'a Speech<'a>,
    /// What the citations of the page say.
    pub notes: &'a [Note],
}

/// Numbers of the notes beside the text, in the order of reading.
#[derive(Debug, Default)]
pub struct Numbering {
    /// Notes in the order of reading.
    notes: Vec<u16>,
    /// Entries whose words a note has shown: once a lesson is enough.
    shown: Vec<EntryRef>,
}

impl Numbering {
    /// The number of a note, from 1, and whether it is met for the first time.
    fn number(&mut self, note: u16) -> (usize, bool) {
        match self.notes.iter().position(|it| *it == note) {
            Some(place) => (place + 1, false),
            None => {
                self.notes.push(note);
                (self.notes.len(), true)
            }
        }
    }
}

/// Everything that blocks of a lesson need.
pub struct Prose<'a> {
    /// Language and notes.
    pub setting: Setting<'a>,
    /// Figures of the lesson.
    pub figures: &'a [Figure],
    /// Whether a block can be flipped to the other language.
    pub can_flip: bool,
}

impl Prose<'_> {
    /// The blocks of a section of a lesson, with margin notes and flips.
    pub fn section(&self, section: usize, blocks: &[Block], numbering: &mut Numbering) -> Vec<Markup> {
        let mut markup = Vec::new();
        for (index, block) in blocks.iter().enumerate() {
            match block {
                Block::Heading(words) => markup.push(el("h3").add_all(self.setting.inline(words)).into()),
                Block::Figure(id) => markup.extend(self.figure(*id)),
                Block::Item(id) => markup.push(Region::Item(*id).into()),
                Block::Callout(callout) => {
                    let callout = self.setting.callout(callout, section, index);
                    markup.push(self.flipped(callout.into(), section, index));
                }
                other => markup.push(self.paragraph(other, section, index, numbering)),
            }
        }
        markup
    }

    /// A figure of the lesson.
    pub fn figure(&self, id: FigureId) -> Option<Markup> {
        let drawn = self.figures.iter().find(|figure| figure.id == id)?;
        let inline = |words: &Inlines| self.setting.inline(words);
        let source = |note: &Note| self.setting.source(note);
        Some(figure::figure(drawn, self.setting.notes, self.setting.speech, &inline, &source).into())
    }

    /// A block of running text: its notes stand first, because they float from where they stand.
    fn paragraph(&self, block: &Block, section: usize, index: usize, numbering: &mut Numbering) -> Markup {
        let mut notes = Vec::new();
        let words = self.setting.block(block, &mut |note| {
            let (number, is_new) = numbering.number(note);
            if is_new {
                notes.extend(self.setting.note(note, number, &mut numbering.shown).map(Markup::from));
            }
            reference(number, self.setting.speech).into()
        });
        let words = self.flipped(words, section, index);
        if notes.is_empty() {
            return words;
        }
        el("div").class("para").add_all(notes).add(words).into()
    }

    /// A block with the button that shows it in the other language.
    fn flipped(&self, block: Markup, section: usize, index: usize) -> Markup {
        match flip_number(section, index).filter(|_| self.can_flip) {
            Some(number) => el("div").class("flip").add(block).add(Region::Flip(number)).into(),
            None => block,
        }
    }
}

/// The number under which a block is flipped: its section and its place there.
pub fn flip_number(section: usize, index: usize) -> Option<u16> {
    let (section, index) = (u16::try_from(section).ok()?, u16::try_from(index).ok()?);
    (section < 256 && index < 256).then_some(section << 8 | index)
}

/// The section and the place there that a flip number names.
pub fn flip_place(number: u16) -> (usize, usize) {
    (usize::from(number >> 8), usize::from(number & 255))
}

/// Whether a callout is shown only to those who teach: the style hides it from others.
pub fn is_for_trainers(kind: CalloutKind) -> bool {
    matches!(kind, CalloutKind::Trainer | CalloutKind::Stage)
}

fn reference(number: usize, speech: &Speech<'_>) -> Element {
    let shown = speech.number(number as u64);
    el("a")
        .class("para__ref")
        .set("href", format!("#note-{number}"))
        .set("aria-label", speech.fill(Phrase::NoteNumber, &[&shown]))
        .add(shown)
}

impl Setting<'_> {
    /// A run of words in which a citation is a link to its source, in brackets.
    pub fn inline(&self, words: &[Inline]) -> Vec<Markup> {
        self.run(words, &mut |note| self.bracketed(note))
    }

    /// A run of words without its citations, where a source line gathers them.
    pub fn uncited(&self, words: &[Inline]) -> Vec<Markup> {
        self.run(words, &mut |_| Markup::Row(Vec::new()))
    }

    fn run(&self, words: &[Inline], cite: &mut dyn FnMut(u16) -> Markup) -> Vec<Markup> {
        let mut markup = Vec::new();
        for (index, inline) in words.iter().enumerate() {
            let piece = match inline {
                // The space before a citation is the citation's: a raised number stands close to its word, and
                // where the citation is gathered elsewhere the full stop does.
                Inline::Text(words_before)
                    if matches!(words.get(index + 1), Some(Inline::Cite(_) | Inline::Claim(_))) =>
                {
                    text(words_before.trim_end().to_owned())
                }
                Inline::Text(words) => text(words.clone()),
                Inline::Strong(inner) => el("strong").add_all(self.run(inner, cite)).into(),
                Inline::Emphasis(inner) => el("em").add_all(self.run(inner, cite)).into(),
                Inline::Foreign(tongue, inner) => {
                    el("span").set("lang", tongue.tag()).add_all(self.run(inner, cite)).into()
                }
                Inline::Entry(entry, inner) => entry_link(*entry, self.run(inner, cite)).into(),
                Inline::Lesson(lesson, section, inner) => {
                    let href = self.speech.href(Route::Lesson(*lesson, *section));
                    el("a").set("href", href).add_all(self.run(inner, cite)).into()
                }
                Inline::Case(case, inner) => {
                    el("a").set("href", self.speech.href(Route::Case(*case))).add_all(self.run(inner, cite)).into()
                }
                Inline::Cite(note) => cite(*note),
                // A sign never begins a line.
                Inline::Claim(mark) => Markup::Row(vec![text("\u{a0}"), self.claim(*mark)]),
                Inline::Break => el("br").into(),
            };
            markup.push(piece);
        }
        markup
    }

    /// A statement without a source: the sign of how sure we are, with its words for those who can't see it.
    fn claim(&self, mark: Mark) -> Markup {
        let words = self.speech.say(mark_phrase(mark, NoteKind::Source));
        el("span")
            .class("claim")
            .set("data-state", mark.as_str())
            .set("title", words.clone())
            .add(icon(mark_icon(mark)))
            .add(el("span").class("unseen").add(words))
            .into()
    }

    /// A citation in brackets with its mark, as items and feedback show it.
    fn bracketed(&self, note: u16) -> Markup {
        let Some(note) = self.notes.get(usize::from(note)) else { return Markup::Row(Vec::new()) };
        let link = entry_link(note.entry, vec![text(note.short.clone())]);
        Markup::Row(vec![text(" "), el("span").class("cite").add("(").add(link).add(self.sign(note)).add(")").into()])
    }

    /// The mark of a note as a sign, its words unseen.
    fn sign(&self, note: &Note) -> Element {
        let words = self.speech.say(mark_phrase(note.mark, note.kind));
        el("span")
            .class("sign")
            .set("data-state", note.mark.as_str())
            .set("title", words.clone())
            .add(icon(mark_icon(note.mark)))
            // Whoever hears it, or reads it as mere words, hears a remark on what stands before.
            .add(el("span").class("unseen").add(", ").add(words))
    }

    /// The rule that a clock follows: a link and its mark; nothing without a note.
    pub fn rule(&self, note: Option<u16>) -> Vec<Markup> {
        let Some(note) = note.and_then(|note| self.notes.get(usize::from(note))) else { return Vec::new() };
        let link = entry_link(note.entry, vec![text(note.short.clone())]);
        vec![link.into(), text(" "), self.mark(note.mark, note.kind).into()]
    }

    /// A source with its mark in words, as it stands under figures and callouts.
    pub fn source(&self, note: &Note) -> Markup {
        let link = entry_link(note.entry, vec![text(note.cited.clone())]);
        el("span").class("source").add(link).add(" ").add(self.mark(note.mark, note.kind)).into()
    }

    /// A confidence mark: sign and words.
    pub fn mark(&self, mark: Mark, kind: NoteKind) -> Element {
        super::page::mark(mark, kind, self.speech)
    }

    /// A note in the margin; on a phone a line that folds open.
    fn note(&self, index: u16, number: usize, shown: &mut Vec<EntryRef>) -> Option<Element> {
        let note = self.notes.get(usize::from(index))?;
        let is_first = !shown.contains(&note.entry);
        shown.push(note.entry);
        let kind = if note.kind == NoteKind::Law { "law" } else { "source" };
        let summary = el("summary")
            .class("fold__line")
            .add(el("span").class("note__number").add(self.speech.number(number as u64)))
            .add(note.title.clone());
        let words = (is_first && !note.words.is_empty()).then(|| el("p").add_all(self.uncited(&note.words)));
        let caution = (is_first && !note.caution.is_empty())
            .then(|| el("p").class("note__caution").add(icon("#i-caution")).add(el("span").add(note.caution.clone())));
        let cited = el("p")
            .add(entry_link(note.entry, vec![text(note.cited.clone())]))
            .add(el("br"))
            .add(self.mark(note.mark, note.kind));
        let body = el("div").class("note__body").add_some(words).add_some(caution).add(cited);
        Some(
            el("details")
                .class("note fold")
                .set("data-kind", kind)
                .set("id", format!("note-{number}"))
                .add(summary)
                .add(body),
        )
    }

    /// A plain block: paragraph, list, table, pairs. `cite` says how a citation looks.
    pub fn block(&self, block: &Block, cite: &mut dyn FnMut(u16) -> Markup) -> Markup {
        match block {
            Block::Paragraph(words) => el("p").add_all(self.run(words, cite)).into(),
            Block::Heading(words) => el("h4").add_all(self.run(words, cite)).into(),
            Block::List(items) => {
                let items = items.iter().map(|item| el("li").add_all(self.run(item, cite))).collect::<Vec<_>>();
                el("ul").class("list").add_all(items).into()
            }
            Block::Steps(items) => {
                let items = items.iter().map(|item| el("li").add_all(self.run(item, cite))).collect::<Vec<_>>();
                el("ol").class("list").set("data-kind", "steps").add_all(items).into()
            }
            Block::Table(table) => {
                let head = table
                    .head
                    .iter()
                    .map(|cell| el("th").set("scope", "col").add_all(self.run(cell, cite)))
                    .collect::<Vec<_>>();
                let rows = table
                    .rows
                    .iter()
                    .map(|row| {
                        el("tr")
                            .add_all(row.iter().map(|cell| el("td").add_all(self.run(cell, cite))).collect::<Vec<_>>())
                    })
                    .collect::<Vec<_>>();
                let head = el("thead").add(el("tr").add_all(head));
                let label = self.speech.say(Phrase::FigureData);
                let table = el("table").add(head).add(el("tbody").add_all(rows));
                el("div")
                    .class("wide")
                    .set("tabindex", "0")
                    .set("role", "region")
                    .set("aria-label", label)
                    .add(table)
                    .into()
            }
            Block::Pairs(pairs) => {
                let boxes = pairs.iter().map(|(name, said)| {
                    el("div")
                        .class("paper__box")
                        .add(el("dt").add_all(self.run(name, cite)))
                        .add(el("dd").add_all(self.run(said, cite)))
                });
                el("dl").class("paper__form").add_all(boxes.collect::<Vec<_>>()).into()
            }
            Block::Passage(_, blocks) => Markup::Row(blocks.iter().map(|it| self.block(it, cite)).collect()),
            Block::Callout(callout) => self.callout(callout, 0, 0).into(),
            Block::Figure(_) | Block::Item(_) => Markup::Row(Vec::new()),
        }
    }

    /// Plain blocks in which citations are links in brackets.
    pub fn blocks(&self, blocks: &[Block]) -> Vec<Markup> {
        blocks.iter().map(|block| self.block(block, &mut |note| self.bracketed(note))).collect()
    }
}

/// The sign of a mark; the shape says it first.
pub fn mark_icon(mark: Mark) -> &'static str {
    match mark {
        Mark::Verified => "#i-verified",
        Mark::Secondary | Mark::Inference | Mark::Derived => "#i-secondary",
        Mark::Unverified | Mark::Open => "#i-unverified",
    }
}

/// The words of a mark. Of law we say that the text was verified, of a work that it was seen.
pub fn mark_phrase(mark: Mark, kind: NoteKind) -> Phrase {
    match (mark, kind) {
        (Mark::Verified, NoteKind::Law) => Phrase::MarkVerifiedLaw,
        (Mark::Verified, NoteKind::Source) => Phrase::MarkVerified,
        (Mark::Secondary, _) => Phrase::MarkSecondary,
        (Mark::Unverified, _) => Phrase::MarkUnverified,
        (Mark::Inference, _) => Phrase::MarkInference,
        (Mark::Derived, _) => Phrase::MarkDerived,
        (Mark::Open, _) => Phrase::MarkOpen,
    }
}
