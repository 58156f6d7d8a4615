//! Words that are checked together: a lead, a section, a feedback, an exhibit.
//!
//! The typed pages know no places. A stretch keeps the blocks once more with the lines where they stand, so that
//! what is found in them is said there.

use super::diagnostic::Place;
use crate::model::Block;

/// Words that are checked together.
#[derive(Debug)]
pub struct Stretch {
    /// What pairs it with the same words of the other language.
    pub key: String,
    /// What a finding calls it.
    pub name: String,
    /// What is asked of it.
    pub voice: Voice,
    /// Where it begins.
    pub place: Place,
    /// Its words.
    pub blocks: Vec<Block>,
    /// Where each block begins.
    pub places: Vec<Place>,
}

/// How words speak, and so what is asked of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Running text of a lesson.
    Text,
    /// A callout of a lesson that states something: the mark stands with the citation.
    Callout,
    /// What a case tells: its figures may be fictional.
    Story,
    /// Items, feedback, exhibits and what is said in the room: fictional figures, and marks beside the citations.
    Aside,
}

impl Voice {
    /// Whether a figure needs a citation. Where there is one it must hold the figure, whoever speaks.
    pub fn needs_citations(self) -> bool {
        matches!(self, Self::Text | Self::Callout)
    }

    /// Whether a citation of law that was not seen must be marked so by the words themselves.
    pub fn needs_marks(self) -> bool {
        matches!(self, Self::Text | Self::Story)
    }
}

impl Stretch {
    /// Where a block begins; of one that is not there, where the last one does.
    pub fn place_of(&self, index: usize) -> &Place {
        self.places.get(index).or(self.places.last()).unwrap_or(&self.place)
    }
}
