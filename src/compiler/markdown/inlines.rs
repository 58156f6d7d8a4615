//! Runs of words: emphasis, links, and what `words` finds in plain text.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Reader;
use crate::compiler::diagnostic::{Place, Rule};
use crate::compiler::words;
use crate::model::{Inline, Inlines};

impl Reader<'_, '_> {
    /// Words up to the end of their container. Paragraph marks inside (loose lists) part the words by a break.
    pub(super) fn inlines(&mut self, end: TagEnd) -> Inlines {
        let place = self.here();
        let (inlines, _) = self.run(end, false);
        self.refuse_embeds(&inlines, &place);
        inlines
    }

    /// Where the next event begins.
    pub(super) fn here(&mut self) -> Place {
        let start = self.events.peek().map_or(0, |(_, range)| range.start);
        self.lines.place(start)
    }

    /// Whether what comes next opens a callout; in the text, for the parser cuts `[!kind]` in pieces.
    fn opens_callout(&mut self) -> bool {
        self.events.peek().is_some_and(|(_, range)| self.lines.rest(range.start).starts_with("[!"))
    }

    /// Words up to the end of their container, and whether that was reached: in a quote they end before each line
    /// that opens a callout.
    pub(super) fn run(&mut self, end: TagEnd, is_quote: bool) -> (Inlines, bool) {
        let mut inlines = Inlines::new();
        let mut run = String::new();
        let mut run_start = 0;
        while let Some((event, range)) = self.events.next() {
            if matches!(&event, Event::End(found) if *found == end) {
                break;
            }
            if run.is_empty() {
                run_start = range.start;
            }
            // Two spaces at the end of the line before, which nobody sees, make its end a hard one.
            if is_quote && matches!(event, Event::SoftBreak | Event::HardBreak) && self.opens_callout() {
                self.flush(&mut inlines, &mut run, run_start);
                return (inlines, false);
            }
            match event {
                Event::Text(text) => {
                    run.push_str(&text);
                    continue;
                }
                Event::SoftBreak => {
                    run.push('\n');
                    continue;
                }
                _ => self.flush(&mut inlines, &mut run, run_start),
            }
            let place = self.lines.place(range.start);
            match event {
                Event::HardBreak => inlines.push(Inline::Break),
                Event::Start(Tag::Strong) => inlines.push(Inline::Strong(self.inlines(TagEnd::Strong))),
                Event::Start(Tag::Emphasis) => inlines.push(Inline::Emphasis(self.inlines(TagEnd::Emphasis))),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let inner = self.inlines(TagEnd::Link);
                    self.link(&mut inlines, &dest_url, inner, &place);
                }
                Event::Start(Tag::Paragraph) => {
                    if !inlines.is_empty() {
                        inlines.push(Inline::Break);
                    }
                }
                Event::End(_) => {}
                Event::Start(tag) => {
                    self.refuse(
                        &place,
                        "this kind of Markdown",
                        "only words, emphasis, links and citations may stand here",
                    );
                    let end = tag.to_end();
                    self.inlines(end);
                }
                _ => self.refuse(&place, "this kind of Markdown", "write plain words"),
            }
        }
        self.flush(&mut inlines, &mut run, run_start);
        (inlines, true)
    }

    fn flush(&mut self, inlines: &mut Inlines, run: &mut String, start: usize) {
        if !run.is_empty() {
            let place = self.lines.place(start);
            let words = words::scan(run, &place, self.references, self.findings);
            words::append(inlines, words);
            run.clear();
        }
    }

    fn link(&mut self, inlines: &mut Inlines, target: &str, inner: Inlines, place: &Place) {
        match words::parse_destination(target) {
            Ok(destination) => {
                inlines.push(match destination {
                    words::Destination::Entry(entry) => Inline::Entry(entry, inner),
                    words::Destination::Lesson(lesson, section) => Inline::Lesson(lesson, section, inner),
                    words::Destination::Case(case) => Inline::Case(case, inner),
                });
                self.references.links.push((destination, place.clone()));
            }
            Err(why) => {
                let hint = "links are offence:, article:, species:, term:, org:, lesson: or case: and an id";
                self.findings.add(Rule::LinkResolves, place, format!("`{target}`: {why}"), hint);
                inlines.extend(inner);
            }
        }
    }
}
