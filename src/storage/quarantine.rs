//! Marks on damaged entries.
//!
//! The bytes stay where they are, since moving them needs room and a newer build may be able to read them.
//! The list of marks is made anew at each opening, so it is written and never read.

use super::json::{part, push_field};

/// Where the marks stand.
pub const QUARANTINE_KEY: &str = "kouprey.quarantine";
/// Marks that are written; the rest is known in memory alone.
pub const MARKS_MAX: usize = 200;
/// Longest key that is marked.
const MARKED_KEY_BYTES_MAX: usize = 200;

/// An entry that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    let mut json = String::from("[");
    for Damage { key, why } in short.take(MARKS_MAX) {
        part(&mut json);
        json.push('{');
        push_field(&mut json, "key", key);
        push_field(&mut json, "why", why);
        json.push('}');
    }
    json.push(']');
    Some(json)
}
