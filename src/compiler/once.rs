//! An id stands once where it may stand once.

use std::fmt::Display;

use super::diagnostic::{Findings, Place, Rule};

/// The ids of one kind that have been read so far.
pub struct Once {
    within: &'static str,
    seen: Vec<String>,
}

impl Once {
    /// Nothing has been read yet; `within` ends the sentence "`id` stands twice …".
    pub fn within(within: &'static str) -> Self {
        Self { within, seen: Vec::new() }
    }

    /// Remembers an id; if it has been read before, that is a finding. An id that could not be read is passed over:
    /// that has been said.
    pub fn see(&mut self, id: Option<impl Display>, place: &Place, findings: &mut Findings) {
        let Some(id) = id.map(|id| id.to_string()) else { return };
        if self.seen.contains(&id) {
            let message = format!("`{id}` stands twice {}", self.within);
            findings.add(Rule::IdUnique, place, message, "give one of them another id");
            return;
        }
        self.seen.push(id);
    }
}
