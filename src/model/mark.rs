//! How sure the handbook is of a statement.

use std::str::FromStr;

use super::wire::wire_enum;

/// The confidence mark that every citation carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Seen in the text of the law or in the cited work.
    Verified,
    /// Press, a summary, or a work that reports another.
    Secondary,
    /// Believed, not seen.
    Unverified,
    /// Our reading of a verified text.
    Inference,
    /// Our calculation from cited figures.
    Derived,
    /// The law was not found or is arguable.
    Open,
}

impl Mark {
    /// Every mark, from the surest.
    pub const ALL: [Self; 6] =
        [Self::Verified, Self::Secondary, Self::Unverified, Self::Inference, Self::Derived, Self::Open];

    /// The word authors write, also the value of `data-state`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Secondary => "secondary",
            Self::Unverified => "unverified",
            Self::Inference => "inference",
            Self::Derived => "derived",
            Self::Open => "open",
        }
    }
}

/// The text is no confidence mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a mark: verified, secondary, unverified, inference, derived or open")]
pub struct UnknownMark;

impl FromStr for Mark {
    type Err = UnknownMark;

    fn from_str(text: &str) -> Result<Self, UnknownMark> {
        Self::ALL.into_iter().find(|mark| mark.as_str() == text).ok_or(UnknownMark)
    }
}

wire_enum! {
    Mark { 0 Verified, 1 Secondary, 2 Unverified, 3 Inference, 4 Derived, 5 Open; else Self::Unverified }
}
