//! The learner's wishes, apart from the record: broken progress never costs the language choice.
//!
//! Reading is tolerant field by field. What can't be read gives its default, and the bytes stay as they are
//! until the learner changes something. There is no format number: a field that an older build doesn't know
//! is passed over, one that it misses is its default.

use std::fmt;

use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::store::Store;
use crate::engine::progress::FeedbackTiming;
use crate::model::Locale;

/// Where they stand.
pub const PREFERENCES_KEY: &str = "kouprey.preferences";
/// Longest text that is looked at; today's are about 120 bytes.
const PREFERENCES_BYTES_MAX: usize = 4 * 1024;

macro_rules! wishes {
    ($($(#[$doc:meta])* $name:ident { $($(#[$wish_doc:meta])* $wish:ident = $word:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $name {
            $($(#[$wish_doc])* $wish,)+
        }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$wish,)+];

            /// The word in the preferences and in attributes.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$wish => $word,)+
                }
            }
        }
    )+};
}

wishes! {
    /// Light or dark.
    Theme {
        /// As the device has it.
        #[default]
        System = "system",
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
    }
    /// The size of the letters.
    TextSize {
        /// As designed.
        #[default]
        Normal = "normal",
        /// 125 %.
        Large = "large",
        /// 150 %.
        Larger = "larger",
    }
    /// Whether something is on the page.
    Shown {
        /// It is not.
        #[default]
        Hidden = "hidden",
        /// It is.
        Shown = "shown",
    }
}

impl TextSize {
    /// In per cent of the size as designed.
    pub fn percent(self) -> u16 {
        match self {
            Self::Normal => 100,
            Self::Large => 125,
            Self::Larger => 150,
        }
    }
}

/// The learner's wishes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The language; none until one was chosen.
    pub locale: Option<Locale>,
    /// Light or dark.
    pub theme: Theme,
    /// The size of the letters.
    pub text_size: TextSize,
    /// Whether the trainer's notes are on the page.
    pub trainer_notes: Shown,
    /// When a case shows its feedback.
    pub feedback: FeedbackTiming,
}

impl Preferences {
    /// The wishes in a store, each its default where it is missing or can't be read.
    pub fn load<S: Store + ?Sized>(store: &S) -> Self {
        let text = store.read(PREFERENCES_KEY).ok().flatten();
        text.map(|text| Self::from_text(&text)).unwrap_or_default()
    }

    /// The wishes in a text. Of a text that breaks off, what stands before the break holds.
    pub fn from_text(text: &str) -> Self {
        let mut found = Self::default();
        if text.len() <= PREFERENCES_BYTES_MAX {
            let mut deserializer = serde_json::Deserializer::from_str(text);
            // The fields before an error are taken; the error itself has nobody to tell.
            let _ = deserializer.deserialize_map(Fields(&mut found));
        }
        found
    }

    /// The wishes as a text. Every word is plain ASCII, so nothing needs quoting.
    pub fn to_text(&self) -> String {
        let Self { locale, theme, text_size, trainer_notes, feedback } = self;
        let fields = [
            ("locale", locale.map(Locale::tag)),
            ("theme", Some(theme.as_str())),
            ("text-size", Some(text_size.as_str())),
            ("trainer-notes", Some(trainer_notes.as_str())),
            ("feedback", Some(feedback.as_str())),
        ];
        let mut text = String::from("{");
        for (name, word) in fields {
            let Some(word) = word else { continue };
            let start = if text.len() == 1 { "\"" } else { ",\"" };
            for piece in [start, name, "\":\"", word, "\""] {
                text.push_str(piece);
            }
        }
        text.push('}');
        text
    }

    /// Takes one field; a word that isn't one of its values gives the default.
    fn set(&mut self, name: &str, word: &str) {
        match name {
            "locale" => self.locale = word.parse().ok(),
            "theme" => self.theme = named(Theme::ALL, Theme::as_str, word),
            "text-size" => self.text_size = named(TextSize::ALL, TextSize::as_str, word),
            "trainer-notes" => self.trainer_notes = named(Shown::ALL, Shown::as_str, word),
            "feedback" => self.feedback = named(&FeedbackTiming::ALL, FeedbackTiming::as_str, word),
            // A newer build's.
            _ => {}
        }
    }
}

fn named<T: Copy + Default>(all: &[T], as_str: fn(T) -> &'static str, word: &str) -> T {
    all.iter().copied().find(|value| as_str(*value) == word).unwrap_or_default()
}

/// Takes the fields one by one, so that an error in one spares those before it.
struct Fields<'p>(&'p mut Preferences);

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("preferences")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            let Word(word) = map.next_value()?;
            self.0.set(&name, &word);
        }
        Ok(())
    }
}

/// A string; whatever else stands in its place is passed over and counts as the empty one.
struct Word(String);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordVisitor)
    }
}

struct WordVisitor;

impl<'de> Visitor<'de> for WordVisitor {
    type Value = Word;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Word, E> {
        Ok(Word(word.to_owned()))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Word, E> {
        Ok(Word(String::new()))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Word, E> {
        Ok(Word(String::new()))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Word, E> {
        Ok(Word(String::new()))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Word, E> {
        Ok(Word(String::new()))
    }

    fn visit_unit<E: Error>(self) -> Result<Word, E> {
        Ok(Word(String::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Word, A::Error> {
        while let Some(IgnoredAny) = list.next_element()? {}
        Ok(Word(String::new()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Word, A::Error> {
        while let Some((IgnoredAny, IgnoredAny)) = map.next_entry()? {}
        Ok(Word(String::new()))
    }
}
