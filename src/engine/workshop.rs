//! A workshop: what happens in a session, what it adds up to, and how time runs.
//!
//! The facts of a session stand in the record of whoever trains, like all that was done; this says what they mean.
//! The wall, the console, the report: all are drawn from one [`Session`], which is a fold over facts, so a window that
//! was closed, reloaded or opened late stands where the others stand as soon as it has heard the same facts.
//!
//! Absent on purpose: windows, channels, clocks; the words of the handbook.

mod fact;
mod gain;
mod run;
mod schedule;
mod session;
pub mod turn;

pub use fact::{
    About, Ballot, CONTRIBUTION_LETTERS_MAX, Contribution, Face, LIT_MAX, OPTIONS_MAX, PAPER_ITEMS_MAX, Round,
    SIZE_MAX, SIZE_MIN, SessionFact, Showing, Speaker, Tongues,
};
pub use gain::{Band, Gain, Mean, PAPERS_MIN};
pub use run::{Begun, Ran, Resumed};
pub use schedule::{SHORTEST_MINUTES, Slot, SlotState, caught_up, late, minute_of, schedule};
pub use session::{CONTRIBUTIONS_MAX, Papers, Road, Session, Vote, on_wall, sessions};
