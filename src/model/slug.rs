//! Names that authors give to things.
//!
//! Ids travel through files, links and saved progress, so their grammar is strict and never grows.

use std::fmt;
use std::str::FromStr;

/// Longest name an author may choose.
pub const SLUG_BYTES_MAX: usize = 40;

/// A kebab-case ASCII name, held inline: ids are `Copy`, and closures in views need no clones.
///
/// Invariant: words of `a-z0-9` joined by single hyphens; unused bytes are zero, so the derived
/// order is alphabetical.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug([u8; SLUG_BYTES_MAX]);

/// Why a text is not a name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SlugError {
    /// More than [`SLUG_BYTES_MAX`] bytes.
    #[error("{bytes} bytes long, at most 40 are allowed")]
    TooLong {
        /// Length of the text.
        bytes: usize,
    },
    /// A character outside `a-z`, `0-9` and `-`.
    #[error("'{found}' is not one of a-z, 0-9 and -")]
    Character {
        /// The first such character.
        found: char,
    },
    /// Empty, or with a leading, trailing or doubled hyphen.
    #[error("a word between hyphens is empty")]
    EmptyWord,
}

impl Slug {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        let length = self.0.iter().position(|byte| *byte == 0).unwrap_or(SLUG_BYTES_MAX);
        // The bytes are ASCII by the invariant; the empty text stands in for the impossible.
        self.0.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl Default for Slug {
    /// The name `x`: a stand-in where a finding has stopped the build already.
    fn default() -> Self {
        let mut bytes = [0; SLUG_BYTES_MAX];
        if let Some(first) = bytes.first_mut() {
            *first = b'x';
        }
        Self(bytes)
    }
}

impl FromStr for Slug {
    type Err = SlugError;

    fn from_str(text: &str) -> Result<Self, SlugError> {
        if let Some(found) = text.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '-')) {
            return Err(SlugError::Character { found });
        }
        // Splitting finds the empty text, a leading or trailing hyphen, and a doubled one.
        if text.split('-').any(str::is_empty) {
            return Err(SlugError::EmptyWord);
        }
        let mut bytes = [0; SLUG_BYTES_MAX];
        match bytes.get_mut(..text.len()) {
            Some(head) => head.copy_from_slice(text.as_bytes()),
            None => return Err(SlugError::TooLong { bytes: text.len() }),
        }
        Ok(Self(bytes))
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, SlugError>) {
        assert_eq!(text.parse::<Slug>().as_ref().map(Slug::as_str), expected.as_ref().map(|text| *text));
    }

    #[test]
    fn words_joined_by_single_hyphens_are_names() {
        check("inv-05", Ok("inv-05"));
        check("a", Ok("a"));
        let longest = "a".repeat(SLUG_BYTES_MAX);
        check(&longest, Ok(&longest));
    }

    #[test]
    fn anything_else_is_refused_with_its_reason() {
        check("", Err(SlugError::EmptyWord));
        check("-a", Err(SlugError::EmptyWord));
        check("a--b", Err(SlugError::EmptyWord));
        check("A", Err(SlugError::Character { found: 'A' }));
        check("ខ", Err(SlugError::Character { found: 'ខ' }));
        check(&"a".repeat(41), Err(SlugError::TooLong { bytes: 41 }));
    }

    #[test]
    fn order_is_alphabetical() {
        let names: Vec<Slug> = ["a", "a-b", "ab", "b"].iter().filter_map(|text| text.parse().ok()).collect();
        assert!(names.is_sorted());
        assert_eq!(names.len(), 4);
    }
}
