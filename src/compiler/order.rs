//! The order of words in a dictionary, by the rules of each language.
//!
//! Browsers have no such data for Khmer (`research/khmer.md` §10), so what is sorted is sorted here.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::{Locale as Tag, locale};

use crate::model::Locale;

/// Letters of Khmer under which a dictionary lists words: consonants, then independent vowels.
fn is_khmer_letter(letter: char) -> bool {
    ('\u{1780}'..='\u{17b3}').contains(&letter)
}

/// Sorts words of a language.
pub struct Order {
    locale: Locale,
    /// None only if the library's own data lack the language; the order of code points stands in.
    collator: Option<CollatorBorrowed<'static>>,
}

impl Order {
    /// The order of a language.
    pub fn of(locale: Locale) -> Self {
        let tag: Tag = match locale {
            Locale::En => locale!("en"),
            Locale::Km => locale!("km"),
        };
        Self { locale, collator: Collator::try_new(tag.into(), CollatorOptions::default()).ok() }
    }

    /// Which of two words stands first.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.as_ref().map_or_else(|| a.cmp(b), |it| it.compare(a, b))
    }

    /// The letter under which a word is listed.
    pub fn letter(&self, word: &str) -> String {
        let mut letters = word.chars().filter(|it| match self.locale {
            Locale::En => it.is_alphabetic(),
            Locale::Km => is_khmer_letter(*it) || it.is_ascii_alphabetic(),
        });
        letters.next().map(|it| it.to_uppercase().to_string()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn khmer_words_stand_in_the_order_of_a_dictionary() {
        let mut words = ["ក្រពើ", "ឫស្សី", "កៅអី", "ស្រី", "កន្ធាយ", "រក", "កេងកង", "លក់"];
        let order = Order::of(Locale::Km);
        words.sort_by(|a, b| order.compare(a, b));
        // A subscript comes after every vowel of its letter, and ឫ beside រ.
        assert_eq!(words, ["កន្ធាយ", "កេងកង", "កៅអី", "ក្រពើ", "រក", "ឫស្សី", "លក់", "ស្រី"]);
    }

    #[test]
    fn case_and_accents_do_not_part_english_words() {
        let mut words = ["Weight", "attempt", "Élan", "appeal"];
        let order = Order::of(Locale::En);
        words.sort_by(|a, b| order.compare(a, b));
        assert_eq!(words, ["appeal", "attempt", "Élan", "Weight"]);
        assert_eq!(order.letter("«weight»"), "W");
        assert_eq!(Order::of(Locale::Km).letter("«ភស្តុតាង»"), "ភ");
    }
}
