//! Lists, tables and definition lists.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Reader, join_lines};
use crate::compiler::diagnostic::Place;
use crate::model::figure::TableBody;
use crate::model::{Inline, Inlines};

impl Reader<'_, '_> {
    pub(super) fn list(&mut self, ordered: bool, place: &Place) -> Vec<Inlines> {
        let mut items = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::End(TagEnd::List(found)) if found == ordered => break,
                Event::Start(Tag::Item) => {
                    let mut words = self.inlines(TagEnd::Item);
                    join_lines(&mut words);
                    items.push(words);
                }
                _ => self.refuse(place, "a list inside a list", "write two lists, or one sentence"),
            }
        }
        items
    }

    pub(super) fn table(&mut self) -> TableBody {
        let mut body = TableBody { head: Vec::new(), rows: Vec::new() };
        let mut row = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => row.push(self.inlines(TagEnd::TableCell)),
                Event::End(TagEnd::TableHead) => body.head = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => body.rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        body
    }

    pub(super) fn pairs(&mut self) -> Vec<(Inlines, Inlines)> {
        let mut pairs: Vec<(Inlines, Inlines)> = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    let mut title = self.inlines(TagEnd::DefinitionListTitle);
                    join_lines(&mut title);
                    pairs.push((title, Inlines::new()));
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let mut words = self.inlines(TagEnd::DefinitionListDefinition);
                    join_lines(&mut words);
                    if let Some((_, said)) = pairs.last_mut() {
                        if !said.is_empty() {
                            said.push(Inline::Break);
                        }
                        said.append(&mut words);
                    }
                }
                Event::End(TagEnd::DefinitionList) => break,
                _ => {}
            }
        }
        pairs
    }
}
