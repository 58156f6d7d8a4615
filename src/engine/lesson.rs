//! How far a learner is in a lesson.

use crate::model::SectionId;

/// How far a learner is in a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LessonStatus {
    /// Never opened.
    NotBegun,
    /// Opened, with something left to read.
    Begun,
    /// Every section was read.
    Done,
}

impl LessonStatus {
    /// The value of `data-state`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotBegun => "left",
            Self::Begun => "partly",
            Self::Done => "done",
        }
    }
}

/// The status of a lesson with these sections.
///
/// Sections that were read but are no longer in the lesson do not count: an edition may drop some.
pub fn lesson_status(sections: &[SectionId], read: &[SectionId], visited: bool) -> LessonStatus {
    let read_count = sections.iter().filter(|section| read.contains(section)).count();
    if read_count == 0 && !visited {
        LessonStatus::NotBegun
    } else if read_count == sections.len() {
        LessonStatus::Done
    } else {
        LessonStatus::Begun
    }
}

/// About how many of the lesson's `minutes` are left, with `read` of its `sections` read.
///
/// Rounded up, and never 0 while something is unread: "0 minutes left" would be a lie.
pub fn minutes_left(minutes: u16, sections: usize, read: usize) -> u16 {
    let unread = sections.saturating_sub(read) as u64;
    if unread == 0 {
        return 0;
    }
    let left = (u64::from(minutes) * unread).div_ceil(sections as u64).max(1);
    u16::try_from(left).unwrap_or(minutes)
}
