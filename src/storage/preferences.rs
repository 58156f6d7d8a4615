//! The learner's wishes, apart from the record: broken progress never costs the language choice.
//!
//! Reading is tolerant field by field. What can't be read gives its default, and the bytes stay as they are
//! until the learner changes something. There is no format number: a field that an older build doesn't know
//! is passed over, one that it misses is its default.

use super::json::{Json, parse_beginning};
use super::store::Store;
use crate::engine::progress::FeedbackTiming;
use crate::model::{Locale, ProfileId};

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

pub(super) use wishes;

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
    /// Whether `/` leads to the search.
    SearchKey {
        /// It does.
        #[default]
        On = "on",
        /// It is a letter like any other.
        Off = "off",
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
    /// Whether `/` leads to the search.
    pub search_key: SearchKey,
    /// Who learnt here last; none stands for the first profile.
    pub profile: Option<ProfileId>,
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
        if text.len() <= PREFERENCES_BYTES_MAX
            && let Some(Json::Map(fields)) = parse_beginning(text)
        {
            fields.iter().for_each(|(name, value)| found.set(name, value));
        }
        found
    }

    /// The wishes as a text. Every word is plain ASCII, so nothing needs quoting.
    pub fn to_text(&self) -> String {
        let Self { locale, theme, text_size, trainer_notes, feedback, search_key, profile } = self;
        let fields = [
            ("locale", locale.map(Locale::tag)),
            ("theme", Some(theme.as_str())),
            ("text-size", Some(text_size.as_str())),
            ("trainer-notes", Some(trainer_notes.as_str())),
            ("feedback", Some(feedback.as_str())),
            ("search-key", Some(search_key.as_str())),
            ("profile", profile.as_ref().map(ProfileId::as_str)),
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

    /// Takes one field; what isn't one of its words gives the default.
    fn set(&mut self, name: &str, value: &Json) {
        match name {
            "locale" => self.locale = value.word(&Locale::ALL, Locale::tag),
            "theme" => self.theme = value.word(Theme::ALL, Theme::as_str).unwrap_or_default(),
            "text-size" => self.text_size = value.word(TextSize::ALL, TextSize::as_str).unwrap_or_default(),
            "trainer-notes" => self.trainer_notes = value.word(Shown::ALL, Shown::as_str).unwrap_or_default(),
            "feedback" => {
                self.feedback = value.word(&FeedbackTiming::ALL, FeedbackTiming::as_str).unwrap_or_default();
            }
            "search-key" => self.search_key = value.word(SearchKey::ALL, SearchKey::as_str).unwrap_or_default(),
            "profile" => self.profile = value.text().and_then(|it| it.parse().ok()),
            // A newer build's.
            _ => {}
        }
    }
}
