//! Runs of words: citations, terms, marks and links inside a paragraph.
//!
//! What a page refers to is gathered in [`References`], with places, and resolved once everything
//! has been read.

use crate::model::{EntryId, EntryKind, EntryRef, Inline, Inlines, LessonId, Mark, ScenarioId, SectionId, Tongue};

use super::diagnostic::{Findings, Place, Rule};

/// What the words of one page refer to.
#[derive(Clone, Debug, Default)]
pub struct References {
    /// Citations; `Inline::Cite` holds the index.
    pub cites: Vec<Cite>,
    /// Links to entries, lessons and cases.
    pub links: Vec<(Destination, Place)>,
    /// Number of the section being read: a source is cited once a section.
    pub section: usize,
}

/// A citation as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Cite {
    /// The id of an instrument or a source.
    pub id: String,
    /// Where in it, such as `art. 96`; may be empty.
    pub locator: String,
    /// The mark, where it is given.
    pub mark: Option<Mark>,
    /// Where it is written first.
    pub place: Place,
    /// The section it stands in.
    pub section: usize,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Destination {
    /// An entry of the desk.
    Entry(EntryRef),
    /// A lesson, perhaps one of its sections.
    Lesson(LessonId, Option<SectionId>),
    /// A case.
    Case(ScenarioId),
}

impl References {
    /// The index of a citation; the same one in the same section is kept once.
    pub fn cite(&mut self, mut cite: Cite) -> u16 {
        cite.section = self.section;
        let same = |it: &Cite| {
            it.id == cite.id && it.locator == cite.locator && it.mark == cite.mark && it.section == cite.section
        };
        let index = self.cites.iter().position(same).unwrap_or_else(|| {
            self.cites.push(cite);
            self.cites.len() - 1
        });
        u16::try_from(index).unwrap_or(u16::MAX)
    }
}

/// Reads a citation: `id`, `id locator`, `id locator mark`.
pub fn parse_cite(text: &str, place: &Place) -> Cite {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let mark = words.last().and_then(|word| word.parse::<Mark>().ok()).filter(|_| 1 < words.len());
    if mark.is_some() {
        words.pop();
    }
    let (id, locator) =
        words.split_first().map_or((String::new(), String::new()), |(id, rest)| ((*id).to_owned(), rest.join(" ")));
    Cite { id, locator, mark, place: place.clone(), section: 0 }
}

/// Reads where a link leads.
pub fn parse_destination(text: &str) -> Result<Destination, String> {
    let (kind, rest) = text.split_once(':').ok_or("a link needs a kind and a colon")?;
    let bad = |error: crate::model::SlugError| format!("`{rest}`: {error}");
    match kind {
        "lesson" => {
            let (lesson, section) =
                rest.split_once('/').map_or((rest, None), |(lesson, section)| (lesson, Some(section)));
            let section = section.map(str::parse).transpose().map_err(bad)?;
            Ok(Destination::Lesson(lesson.parse().map_err(bad)?, section))
        }
        "case" => Ok(Destination::Case(rest.parse().map_err(bad)?)),
        "article" => {
            let (instrument, number) = rest.split_once('/').ok_or("an article is `article:instrument/number`")?;
            Ok(Destination::Entry(EntryRef {
                kind: EntryKind::Article,
                id: article_id(instrument, number).ok_or("no such number")?,
            }))
        }
        _ => text.parse().map(Destination::Entry).map_err(|error: crate::model::entry::UnknownEntry| error.to_string()),
    }
}

/// The id of an article: the instrument and the number without paragraph or point.
pub fn article_id(instrument: &str, number: &str) -> Option<EntryId> {
    format!("{instrument}-{}", article_number(number)).parse().ok()
}

/// The number of an article in a locator: `art. 98(12)` is `98`.
pub fn article_number(locator: &str) -> String {
    let start = locator.find(|c: char| c.is_ascii_digit()).unwrap_or(locator.len());
    let rest = locator.get(start..).unwrap_or_default();
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default().to_owned()
}

/// Reads plain words: citations, terms and marks become what they are.
pub fn scan(text: &str, place: &Place, references: &mut References, findings: &mut Findings) -> Inlines {
    let mut inlines = Inlines::new();
    let mut rest = text;
    while let Some((before, token, after)) = next_token(rest) {
        push_text(&mut inlines, before);
        match token {
            Token::Cite(cite) => inlines.push(Inline::Cite(references.cite(parse_cite(cite, place)))),
            Token::Term(id, words) => match id.parse() {
                Ok(id) => {
                    let entry = EntryRef { kind: EntryKind::Term, id };
                    references.links.push((Destination::Entry(entry), place.clone()));
                    inlines.push(Inline::Entry(entry, vec![Inline::Text(words.to_owned())]));
                }
                Err(error) => findings.add(
                    Rule::IdGrammar,
                    place,
                    format!("`[[{id}]]`: {error}"),
                    "write the term's id, then a bar and the words",
                ),
            },
            Token::Claim(mark) => inlines.push(Inline::Claim(mark)),
        }
        rest = after;
    }
    push_text(&mut inlines, rest);
    inlines
}

enum Token<'t> {
    Cite(&'t str),
    Term(&'t str, &'t str),
    Claim(Mark),
}

/// The first token of a text, with what stands before and after it.
fn next_token(text: &str) -> Option<(&str, Token<'_>, &str)> {
    for (start, letter) in text.char_indices() {
        let rest = text.get(start..)?;
        // `![[chart/id]]` is an embed, which stands alone in its paragraph and is read there.
        let embed = text.get(..start).is_some_and(|before| before.ends_with('!'));
        let found = match letter {
            '[' if !embed => bracketed(rest),
            '{' => braced(rest),
            _ => None,
        };
        if let Some((token, length)) = found {
            return Some((text.get(..start)?, token, rest.get(length..)?));
        }
    }
    None
}

fn bracketed(text: &str) -> Option<(Token<'_>, usize)> {
    if let Some(inner) = text.strip_prefix("[@") {
        let end = inner.find(']')?;
        return Some((Token::Cite(inner.get(..end)?), end + 3));
    }
    let inner = text.strip_prefix("[[")?;
    let end = inner.find("]]")?;
    let body = inner.get(..end)?;
    let (id, words) = body.split_once('|').unwrap_or((body, body));
    Some((Token::Term(id, words), end + 4))
}

fn braced(text: &str) -> Option<(Token<'_>, usize)> {
    let inner = text.strip_prefix('{')?;
    let end = inner.find('}')?;
    let mark = inner.get(..end)?.parse().ok()?;
    Some((Token::Claim(mark), end + 2))
}

fn push_text(inlines: &mut Inlines, text: &str) {
    if text.is_empty() {
        return;
    }
    // `*Manis javanica*{la}`: the tongue stands right behind the words it belongs to.
    let tongue = [("{la}", Tongue::La), ("{en}", Tongue::En), ("{km}", Tongue::Km)]
        .into_iter()
        .find_map(|(sign, tongue)| Some((tongue, text.strip_prefix(sign)?)));
    match (tongue, inlines.last_mut()) {
        (Some((tongue, rest)), Some(last @ Inline::Emphasis(_))) => {
            let Inline::Emphasis(words) = last else { return };
            *last = Inline::Foreign(tongue, std::mem::take(words));
            push_text(inlines, rest);
        }
        _ => inlines.push(Inline::Text(text.to_owned())),
    }
}

/// Joins a run that was read in pieces, so that a tongue sign finds the words before it.
pub fn append(inlines: &mut Inlines, more: Inlines) {
    for inline in more {
        match inline {
            Inline::Text(text) => push_text(inlines, &text),
            other => inlines.push(other),
        }
    }
}

/// The words of a run, without citations and marks.
pub fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    collect(inlines, &mut text);
    text
}

fn collect(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(words) => text.push_str(words),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Foreign(_, inner) => collect(inner, text),
            Inline::Entry(_, inner) | Inline::Lesson(_, _, inner) | Inline::Case(_, inner) => collect(inner, text),
            Inline::Break => text.push(' '),
            Inline::Cite(_) | Inline::Claim(_) => {}
        }
    }
}

/// The entries that a run names, but for those that it cites.
pub fn entries_named(inlines: &[Inline], named: &mut Vec<EntryRef>) {
    for inline in inlines {
        match inline {
            Inline::Entry(entry, inner) => {
                named.push(*entry);
                entries_named(inner, named);
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Foreign(_, inner) => entries_named(inner, named),
            Inline::Lesson(_, _, inner) | Inline::Case(_, inner) => entries_named(inner, named),
            Inline::Text(_) | Inline::Cite(_) | Inline::Claim(_) | Inline::Break => {}
        }
    }
}

/// The notes that a run cites.
pub fn notes_cited(inlines: &[Inline], cited: &mut Vec<u16>) {
    for inline in inlines {
        match inline {
            Inline::Cite(note) => cited.push(*note),
            Inline::Entry(_, inner) | Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Foreign(_, inner) => {
                notes_cited(inner, cited);
            }
            Inline::Lesson(_, _, inner) | Inline::Case(_, inner) => notes_cited(inner, cited),
            Inline::Text(_) | Inline::Claim(_) | Inline::Break => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Inlines, References, Findings) {
        let mut references = References::default();
        let mut findings = Findings::default();
        let inlines = scan(text, &Place::default(), &mut references, &mut findings);
        (inlines, references, findings)
    }

    #[test]
    fn a_citation_holds_id_locator_and_mark() {
        let (inlines, references, _) = read("It runs once [@ccp-2007 art. 96 verified].");
        assert_eq!(inlines.len(), 3);
        let cite = &references.cites[0];
        assert_eq!((cite.id.as_str(), cite.locator.as_str(), cite.mark), ("ccp-2007", "art. 96", Some(Mark::Verified)));
        assert_eq!(article_number("art. 98(12)"), "98");
    }

    #[test]
    fn the_same_source_is_cited_once_in_a_section() {
        let (inlines, references, _) = read("a [@law-s1] b [@law-s1] c [@law-s2]");
        assert_eq!(references.cites.len(), 2);
        assert_eq!(inlines[3], Inline::Cite(0));
    }

    #[test]
    fn terms_and_marks_are_found_and_other_brackets_stay_words() {
        let (inlines, references, findings) = read("a [[snare|snares]] {inference} [sic] {x}");
        assert_eq!(references.links.len(), 1);
        assert!(findings.0.is_empty());
        assert_eq!(plain(&inlines), "a snares  [sic] {x}");
    }

    #[test]
    fn links_lead_to_entries_lessons_and_cases() {
        assert!(matches!(parse_destination("offence:fl-98-12"), Ok(Destination::Entry(_))));
        assert!(matches!(parse_destination("lesson:first-48-hours/two-days"), Ok(Destination::Lesson(_, Some(_)))));
        assert!(parse_destination("https://example.org").is_err());
        assert!(parse_destination("case:Beans").is_err());
    }
}
