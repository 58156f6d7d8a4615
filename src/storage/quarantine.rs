//! Marks on damaged entries.
//!
//! The bytes stay where they are, since moving them needs room and a newer build may be able to read them.
//! The list of marks is made anew at each opening, so it is written and never read.

use serde::Serialize;

/// Where the marks stand.
pub const QUARANTINE_KEY: &str = "kouprey.quarantine";
/// Marks that are written; the rest is known in memory alone.
pub const MARKS_MAX: usize = 200;
/// Longest key that is marked.
const MARKED_KEY_BYTES_MAX: usize = 200;

/// An entry that can't be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Damage {
    /// Where it stands.
    pub key: String,
    /// What is wrong, for whoever mends it.
    pub why: String,
}

/// The list to be written; none where nothing is damaged.
pub(super) fn marks(damages: &[Damage]) -> Option<String> {
    if damages.is_empty() {
        return None;
    }
    let short = damages.iter().filter(|damage| damage.key.len() <= MARKED_KEY_BYTES_MAX);
    serde_json::to_string(&short.take(MARKS_MAX).collect::<Vec<_>>()).ok()
}
