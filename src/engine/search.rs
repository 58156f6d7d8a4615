//! Search: words folded, then looked for as they stand.
//!
//! Khmer has no spaces between words and its letters can be typed in more than one way, so nothing is cut into words:
//! both sides are folded to one way of writing and compared as substrings (`research/khmer.md` §4.3). At the size of
//! the handbook that takes less than a frame.

mod fold;

use memchr::memmem::Finder;

pub use fold::fold;
use fold::{Folded, Plain, unfolded};

/// Letters of a query that are looked at.
pub const QUERY_LETTERS_MAX: usize = 100;
/// Words of a query that are looked at.
const QUERY_WORDS_MAX: usize = 8;
/// Letters shown before the first hit in a text, and after it.
const BEFORE: usize = 60;
const AFTER: usize = 140;

/// What can be found, folded: the title, the heading above it, the text, one behind the other, so that whatever does
/// not fit is passed over at one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Searchable {
    all: Plain,
    /// Where the heading begins.
    heading: usize,
    /// Where the text begins.
    text: usize,
}

/// Parts title, heading and text: nobody types it.
const BETWEEN: u8 = 0;

impl Searchable {
    /// Folds what can be found.
    pub fn of(title: &str, heading: &str, text: &str) -> Self {
        let mut all = fold(title);
        all.push(BETWEEN);
        let heading_at = all.len();
        all.extend(fold(heading));
        all.push(BETWEEN);
        let text_at = all.len();
        all.extend(fold(text));
        Self { all, heading: heading_at, text: text_at }
    }

    fn title(&self) -> &[u8] {
        self.all.get(..self.heading.saturating_sub(1)).unwrap_or_default()
    }

    fn heading(&self) -> &[u8] {
        self.all.get(self.heading..self.text.saturating_sub(1)).unwrap_or_default()
    }

    fn text(&self) -> &[u8] {
        self.all.get(self.text..).unwrap_or_default()
    }
}

/// A query, folded and cut at its gaps.
#[derive(Clone, Debug)]
pub struct Query {
    whole: Needle,
    words: Vec<Needle>,
}

/// Something to look for.
#[derive(Clone, Debug)]
struct Needle {
    text: Plain,
    finder: Finder<'static>,
}

impl Needle {
    fn of(text: &[u8]) -> Self {
        Self { text: text.to_owned(), finder: Finder::new(text).into_owned() }
    }

    fn find(&self, text: &[u8]) -> Option<usize> {
        self.finder.find(text)
    }

    fn is_in(&self, text: &[u8]) -> bool {
        self.find(text).is_some()
    }

    /// Whether a word of the text begins so.
    fn begins_word(&self, text: &[u8]) -> bool {
        let is_letter = |it: &u8| it.is_ascii_alphanumeric() || 0x80 <= *it;
        self.finder
            .find_iter(text)
            .any(|at| !at.checked_sub(1).and_then(|before| text.get(before)).is_some_and(is_letter))
    }
}

impl Query {
    /// What a reader has typed.
    pub fn of(text: &str) -> Self {
        let short: String = text.chars().take(QUERY_LETTERS_MAX).collect();
        let folded = fold(&short);
        let whole = folded.trim_ascii();
        let words =
            whole.split(|it| *it == b' ').filter(|it| !it.is_empty()).take(QUERY_WORDS_MAX).map(Needle::of).collect();
        Self { whole: Needle::of(whole), words }
    }

    /// Whether there is nothing to look for. One Latin letter finds everything and says nothing.
    pub fn is_empty(&self) -> bool {
        self.whole.text.len() < 2
    }

    /// How well something fits: every word must stand in it; a title counts more than a heading, a heading more than a
    /// text, and words that stand together more than words apart. Zero if it does not fit.
    pub fn rank(&self, it: &Searchable) -> u32 {
        let mut sum = 0;
        for word in &self.words {
            let Some(first) = word.find(&it.all) else { return 0 };
            sum += match first {
                at if at < it.heading => {
                    if word.begins_word(it.title()) {
                        60
                    } else {
                        40
                    }
                }
                at if at < it.text => {
                    if word.begins_word(it.heading()) {
                        16
                    } else {
                        12
                    }
                }
                _ => 4,
            };
        }
        sum /= u32::try_from(self.words.len()).unwrap_or(1).max(1);
        sum += match () {
            () if it.title() == self.whole.text => 100,
            () if it.title().starts_with(&self.whole.text) => 50,
            () if self.whole.is_in(it.title()) => 30,
            () if 1 < self.words.len() && self.whole.is_in(it.heading()) => 10,
            () if 1 < self.words.len() && self.whole.is_in(it.text()) => 6,
            () => 0,
        };
        sum
    }

    /// The places of the best, the best first; equals in their own order. Also how many there are in all.
    pub fn find(&self, all: &[Searchable], max: usize) -> (Vec<usize>, usize) {
        if self.is_empty() {
            return (Vec::new(), 0);
        }
        let ranked = all.iter().enumerate().map(|(place, it)| (self.rank(it), place));
        let mut found: Vec<(u32, usize)> = ranked.filter(|(rank, _)| 0 < *rank).collect();
        found.sort_by_key(|(rank, place)| (std::cmp::Reverse(*rank), *place));
        let count = found.len();
        (found.into_iter().take(max).map(|(_, place)| place).collect(), count)
    }

    /// A text in pieces, of which every second one is a hit: plain, hit, plain, hit, plain …
    pub fn highlight<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let folded = Folded::of(text);
        let mut hits: Vec<(usize, usize)> = Vec::new();
        for word in &self.words {
            let mut from = 0;
            while let Some(at) = folded.text.get(from..).and_then(|rest| word.find(rest)) {
                let (start, end) = (from + at, from + at + word.text.len());
                hits.push(folded.original(start, end));
                from = end;
            }
        }
        hits.sort_unstable_by_key(|(start, end)| (*start, std::cmp::Reverse(*end)));
        let mut pieces = Vec::new();
        let mut done = 0;
        for (start, end) in hits {
            if start < done || end <= start {
                continue;
            }
            pieces.push(text.get(done..start).unwrap_or_default());
            pieces.push(text.get(start..end).unwrap_or_default());
            done = end;
        }
        pieces.push(text.get(done..).unwrap_or_default());
        pieces
    }

    /// The piece of a text around its first hit; `it` is the same, folded. With an ellipsis where it was cut.
    pub fn excerpt(&self, text: &str, it: &Searchable) -> String {
        let at = self.whole.find(it.text()).or_else(|| self.words.iter().filter_map(|word| word.find(it.text())).min());
        let at = at.map(|at| unfolded(text, at)).unwrap_or_default();
        let from = cut(text, at, BEFORE, true);
        let to = cut(text, at, AFTER, false);
        let mut excerpt = String::new();
        if 0 < from {
            excerpt.push('…');
        }
        excerpt.push_str(text.get(from..to).unwrap_or_default().trim());
        if to < text.len() {
            excerpt.push('…');
        }
        excerpt
    }
}

/// The place so many letters before or after `at`, at a gap if there is one near.
fn cut(text: &str, at: usize, letters: usize, is_before: bool) -> usize {
    if is_before {
        let before = text.get(..at).unwrap_or_default();
        let mut places = before.char_indices().rev().map(|(place, letter)| (place, letter == ' '));
        let Some((far, _)) = places.by_ref().nth(letters) else { return 0 };
        let next_gap = before.get(far..).and_then(|rest| rest.find(' ')).map(|gap| far + gap + 1);
        return next_gap.unwrap_or(far);
    }
    let after = text.get(at..).unwrap_or_default();
    let Some((far, _)) = after.char_indices().nth(letters) else { return text.len() };
    let last_gap = after.get(..far).and_then(|rest| rest.rfind(' ')).filter(|gap| letters / 2 < *gap);
    at + last_gap.unwrap_or(far)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_stands_before_a_heading_and_a_heading_before_a_text() {
        let all = [
            Searchable::of("Exhibits", "Custody", "a snare and its wire"),
            Searchable::of("Wire", "Snare lines", "nothing"),
            Searchable::of("Snare", "", "a loop"),
            Searchable::of("Nothing", "", "else"),
        ];
        assert_eq!(Query::of("SNARE").find(&all, 10), (vec![2, 1, 0], 3));
        assert_eq!(Query::of("snare wire").find(&all, 10), (vec![1, 0], 2), "every word must be there");
        assert_eq!(Query::of("snare").find(&all, 1), (vec![2], 3));
        assert_eq!(Query::of("s").find(&all, 10), (vec![], 0));
        assert_eq!(Query::of("  ").find(&all, 10), (vec![], 0));
    }

    #[test]
    fn hits_are_marked_in_the_text_as_it_was_written() {
        assert_eq!(Query::of("kilo").highlight("48 Kilograms, kilo"), ["48 ", "Kilo", "grams, ", "kilo", ""]);
        assert_eq!(Query::of("98").highlight("មាត្រា ៩៨ នៃច្បាប់"), ["មាត្រា ", "៩៨", " នៃច្បាប់"]);
        assert_eq!(Query::of("ស្តី").highlight("ស្ដីពី"), ["", "ស្ដី", "ពី"]);
        assert_eq!(Query::of("aa a").highlight("aaa"), ["", "aa", "", "a", ""]);
        assert_eq!(Query::of("x").highlight(""), [""]);
    }

    #[test]
    fn an_excerpt_is_cut_at_gaps_around_the_first_hit() {
        let long = format!("{}the snare here {}", "word ".repeat(60), "more ".repeat(60));
        let excerpt_of = |text: &str| Query::of("snare").excerpt(text, &Searchable::of("", "", text));
        let excerpt = excerpt_of(&long);
        assert!(
            excerpt.starts_with("…word") && excerpt.ends_with("more…") && excerpt.contains("the snare here"),
            "{excerpt}"
        );
        assert_eq!(excerpt_of("A snare."), "A snare.");
    }
}
