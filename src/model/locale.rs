//! The languages of the handbook.

use std::str::FromStr;

use super::wire::wire_enum;

/// A language that the handbook speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Locale {
    /// English, the original.
    En,
    /// Khmer.
    Km,
}

impl Locale {
    /// Every language, the original first.
    pub const ALL: [Self; 2] = [Self::En, Self::Km];

    /// The BCP 47 tag, as in `html[lang]` and in file names.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Km => "km",
        }
    }

    /// The language that the switch leads to.
    pub fn other(self) -> Self {
        match self {
            Self::En => Self::Km,
            Self::Km => Self::En,
        }
    }
}

/// The text names no language of the handbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a language of the handbook: en or km")]
pub struct UnknownLocale;

impl FromStr for Locale {
    type Err = UnknownLocale;

    fn from_str(text: &str) -> Result<Self, UnknownLocale> {
        Self::ALL.into_iter().find(|locale| locale.tag() == text).ok_or(UnknownLocale)
    }
}

wire_enum! {
    Locale { 0 En, 1 Km; else Self::En }
}
