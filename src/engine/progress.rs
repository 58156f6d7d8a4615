//! What the learner did: events, and the progress that they add up to.
//!
//! [`Progress`] is a fold over the events in the order of their stamps, and nothing else: the same set of
//! events gives the same progress, wherever and however often it is added up. It holds facts (attempts,
//! sections read, trails), no percentages and no verdicts: those are computed by whoever shows them.
//!
//! Every list has a limit. Reaching one drops the oldest from the projection, never from the log.
//!
//! Absent on purpose: clock, randomness, storage, text. Ids that the handbook no longer knows are kept:
//! content may come back, and a removed item is still history.

mod effort;
mod event;
mod history;
mod playthrough;
mod sitting;
mod stamp;

pub use event::{Event, FeedbackTiming, NOTE_LETTERS_MAX, QUOTE_LETTERS_MAX, SEEN_MAX, Seen, Stamped, Sure, When};
pub use history::{Attempt, Counts, LastExport, LastPlace, Pin, StudyNote};
pub use playthrough::{End, Playthrough};
pub use sitting::{Sitting, TestAnswer};
pub use stamp::{
    AnswerId, ContributionId, Day, NoteId, PinId, PlaythroughId, ReplicaId, SessionId, SittingId, Stamp, StampError,
};

use crate::model::{EndingId, ItemId, LessonId, ScenarioId, SectionId};
use effort::Effort;
use history::{ItemHistory, LessonHistory, drop_oldest, push_newest, push_session_fact};

/// Attempts kept for one item.
pub const ATTEMPTS_PER_ITEM_MAX: usize = 200;
/// Items with attempts.
pub const ITEMS_MAX: usize = 5_000;
/// Lessons opened.
pub const LESSONS_MAX: usize = 500;
/// Sections read of one lesson.
pub const SECTIONS_PER_LESSON_MAX: usize = 200;
/// Walks through scenarios.
pub const PLAYTHROUGHS_MAX: usize = 500;
/// Tests taken.
pub const SITTINGS_MAX: usize = 200;
/// Notes.
pub const NOTES_MAX: usize = 2_000;
/// Pins.
pub const PINS_MAX: usize = 1_000;
/// Facts of workshops: some ten sessions of two days, every count of every hand.
pub const SESSION_FACTS_MAX: usize = 20_000;
/// Days of work.
pub const DAYS_MAX: usize = 5_000;

/// What the events add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Sorted by item, for a quick look-up.
    items: Vec<ItemHistory>,
    /// In the order of their first opening.
    lessons: Vec<LessonHistory>,
    last_place: Option<LastPlace>,
    /// In the order of their beginning.
    playthroughs: Vec<Playthrough>,
    /// In the order of their beginning.
    sittings: Vec<Sitting>,
    /// In the order of their first writing.
    notes: Vec<StudyNote>,
    /// In the order of pinning.
    pins: Vec<Pin>,
    /// In their order; what they add up to, `engine::workshop` says.
    session_facts: Vec<Stamped>,
    /// Sorted and distinct.
    days: Vec<Day>,
    attempts_count: u64,
    effort: Effort,
    last_export: Option<LastExport>,
    /// Answers and endings since the last export.
    not_exported: u64,
}

impl Progress {
    /// The progress that a set of events adds up to, in whatever order they come.
    pub fn from_events(mut events: Vec<Stamped>) -> Self {
        events.sort_unstable_by_key(|stamped| stamped.stamp.order());
        // The same fact comes twice when two copies of a record meet.
        events.dedup_by_key(|stamped| stamped.stamp.order());
        Self::from_sorted(&events)
    }

    /// The progress that distinct events in the order of their stamps add up to.
    pub fn from_sorted(events: &[Stamped]) -> Self {
        let is_reset = |it: &&Stamped| matches!(it.event, Event::RecordReset { .. });
        let resets: Vec<&Stamped> = events.iter().filter(is_reset).collect();
        let mut progress = Self::default();
        for stamped in events {
            if !resets.iter().any(|reset| reset.forgets(&stamped.stamp)) {
                progress.apply(&stamped.stamp, &stamped.event);
            }
        }
        progress
    }

    /// Adds one event, which must come after all those added before in the order of the stamps.
    ///
    /// A reset that names what it had seen needs all that came before: add those up with [`Self::from_sorted`].
    pub fn apply(&mut self, stamp: &Stamp, event: &Event) {
        if let Event::RecordReset { seen } = event {
            if seen.is_none() {
                *self = Self::default();
            }
            return;
        }
        // A workshop is work of the room, not study of the trainer's.
        if let Event::Session(..) = event {
            let event = event.clone();
            return push_session_fact(&mut self.session_facts, Stamped { stamp: *stamp, event });
        }
        self.add_day(stamp.day);
        self.effort.add(stamp);
        match event {
            Event::SectionRead { lesson, section } => {
                if let Some(history) = self.opened(*lesson)
                    && !history.sections_read.contains(section)
                {
                    push_newest(&mut history.sections_read, *section, SECTIONS_PER_LESSON_MAX);
                }
            }
            Event::PlaceVisited { lesson, section } => {
                if let Some(history) = self.opened(*lesson) {
                    history.place = *section;
                }
                self.last_place = Some(LastPlace::Lesson { lesson: *lesson, section: *section, at_ms: stamp.at_ms });
            }
            Event::CaseVisited { scenario } => {
                self.last_place = Some(LastPlace::Case { scenario: *scenario, at_ms: stamp.at_ms });
            }
            Event::ItemAnswered { item, meaning, response, outcome, sure, seed } => {
                let attempt = Attempt {
                    counter: stamp.counter,
                    replica: stamp.replica,
                    at_ms: stamp.at_ms,
                    day: stamp.day,
                    meaning: *meaning,
                    response: response.clone(),
                    outcome: *outcome,
                    sure: *sure,
                    seed: *seed,
                };
                self.add_attempt(*item, attempt);
                self.not_exported = self.not_exported.saturating_add(1);
            }
            Event::AnswerWithdrawn { item, answer } => self.withdraw(*item, *answer),
            Event::TestBegan { .. } => {
                if let Some(begun) = Sitting::begun(event)
                    && self.sitting(begun.id).is_none()
                {
                    push_newest(&mut self.sittings, begun, SITTINGS_MAX);
                }
            }
            Event::TestAnswered { sitting, .. } | Event::TestEnded { sitting } => {
                if let Some(known) = self.sittings.iter_mut().rev().find(|known| known.id == *sitting) {
                    known.go_on(stamp, event);
                    self.not_exported = self.not_exported.saturating_add(1);
                }
            }
            Event::NoteWritten { .. } => {
                if let Some(written) = StudyNote::written(stamp, event) {
                    match self.notes.iter_mut().find(|it| it.id == written.id) {
                        Some(before) => *before = written,
                        None => push_newest(&mut self.notes, written, NOTES_MAX),
                    }
                    self.not_exported = self.not_exported.saturating_add(1);
                }
            }
            Event::NoteRemoved { note } => self.notes.retain(|it| it.id != *note),
            Event::PlaythroughBegan { .. } => {
                // A name that is taken belongs to the walk that began first.
                if let Some(begun) = Playthrough::begun(stamp, event)
                    && self.playthrough(begun.id).is_none()
                {
                    push_newest(&mut self.playthroughs, begun, PLAYTHROUGHS_MAX);
                }
            }
            Event::EvidencePinned(pin) => {
                // The same passage proves the same point once.
                if !self.pins.iter().any(|it| Pin { id: pin.id, ..it.clone() } == **pin) {
                    push_newest(&mut self.pins, (**pin).clone(), PINS_MAX);
                }
            }
            Event::PinRemoved { pin } => self.pins.retain(|it| it.id != *pin),
            Event::ChoiceTaken { playthrough, .. }
            | Event::TermPlaced { playthrough, .. }
            | Event::SteppedBack { playthrough }
            | Event::PlaythroughEnded { playthrough, .. } => {
                if let Some(known) = self.playthroughs.iter_mut().rev().find(|known| known.id == *playthrough) {
                    let was_open = known.end.is_none();
                    known.go_on(stamp, event);
                    self.not_exported += u64::from(was_open && known.end.is_some());
                }
            }
            Event::RecordExported => {
                self.last_export = Some(LastExport { at_ms: stamp.at_ms, day: stamp.day });
                self.not_exported = 0;
            }
            Event::RecordReset { .. } | Event::Session(..) => {}
        }
    }

    /// Attempts at an item, the oldest first.
    pub fn attempts(&self, item: ItemId) -> &[Attempt] {
        let place = self.items.binary_search_by_key(&item, |history| history.item).ok();
        place.and_then(|place| self.items.get(place)).map(|history| history.attempts.as_slice()).unwrap_or_default()
    }

    /// Every item with its attempts, in the order of their ids.
    pub fn items(&self) -> impl Iterator<Item = (ItemId, &[Attempt])> {
        self.items.iter().map(|history| (history.item, history.attempts.as_slice()))
    }

    /// Sections read of a lesson, in the order of reading.
    pub fn sections_read(&self, lesson: LessonId) -> &[SectionId] {
        self.lesson(lesson).map(|history| history.sections_read.as_slice()).unwrap_or_default()
    }

    /// Whether a lesson was ever opened.
    pub fn is_opened(&self, lesson: LessonId) -> bool {
        self.lesson(lesson).is_some()
    }

    /// Where the learner was last in a lesson; none stands for its head.
    pub fn place_in(&self, lesson: LessonId) -> Option<SectionId> {
        self.lesson(lesson)?.place
    }

    /// Lessons opened, in the order of their first opening.
    pub fn lessons(&self) -> impl Iterator<Item = LessonId> {
        self.lessons.iter().map(|history| history.lesson)
    }

    /// Where the learner was last.
    pub fn last_place(&self) -> Option<LastPlace> {
        self.last_place
    }

    /// Every test taken, in the order of beginning.
    pub fn sittings(&self) -> &[Sitting] {
        &self.sittings
    }

    /// A taking of a test by its name.
    pub fn sitting(&self, id: SittingId) -> Option<&Sitting> {
        self.sittings.iter().rev().find(|it| it.id == id)
    }

    /// Notes, in the order of their first writing.
    pub fn notes(&self) -> &[StudyNote] {
        &self.notes
    }

    /// What is pinned in a scenario, in the order of pinning.
    pub fn pins(&self, scenario: ScenarioId) -> impl Iterator<Item = &Pin> {
        self.pins.iter().filter(move |pin| pin.scenario == scenario)
    }

    /// Every walk, in the order of beginning.
    pub fn playthroughs(&self) -> &[Playthrough] {
        &self.playthroughs
    }

    /// A walk by its name.
    pub fn playthrough(&self, id: PlaythroughId) -> Option<&Playthrough> {
        self.playthroughs.iter().rev().find(|playthrough| playthrough.id == id)
    }

    /// The walks through a scenario, in the order of beginning.
    pub fn playthroughs_of(&self, scenario: ScenarioId) -> impl DoubleEndedIterator<Item = &Playthrough> {
        self.playthroughs.iter().filter(move |playthrough| playthrough.scenario == scenario)
    }

    /// The newest walk through a scenario that has not ended. Compare its shape before resuming it.
    pub fn playthrough_open(&self, scenario: ScenarioId) -> Option<&Playthrough> {
        self.playthroughs_of(scenario).rev().find(|playthrough| playthrough.end.is_none())
    }

    /// The endings of a scenario that were reached, in the order of finding.
    pub fn endings_found(&self, scenario: ScenarioId) -> Vec<EndingId> {
        let mut found = Vec::new();
        for end in self.playthroughs_of(scenario).filter_map(|playthrough| playthrough.end) {
            if !found.contains(&end.ending) {
                found.push(end.ending);
            }
        }
        found
    }

    /// The local days on which something was done, sorted.
    pub fn days(&self) -> &[Day] {
        &self.days
    }

    /// The time spent, in milliseconds: an estimate, as [`Effort`] says.
    pub fn time_ms(&self) -> u64 {
        self.effort.total_ms()
    }

    /// The time spent on each of the newest days, sorted by day, in milliseconds.
    pub fn time_by_day(&self) -> &[(Day, u64)] {
        self.effort.by_day()
    }

    /// When a copy of the record was last taken.
    pub fn last_export(&self) -> Option<LastExport> {
        self.last_export
    }

    /// Facts of workshop sessions, in their order.
    pub fn session_facts(&self) -> &[Stamped] {
        &self.session_facts
    }

    /// Answers and endings that no copy holds.
    pub fn not_exported(&self) -> u64 {
        self.not_exported
    }

    /// The instant of the last thing that was done, as far as the clock was right.
    pub fn last_at_ms(&self) -> Option<i64> {
        self.effort.last_at_ms()
    }

    /// How much there is.
    pub fn counts(&self) -> Counts {
        Counts {
            attempts: self.attempts_count,
            items: self.items.len(),
            sections_read: self.lessons.iter().map(|history| history.sections_read.len()).sum(),
            playthroughs: self.playthroughs.len(),
            playthroughs_ended: self.playthroughs.iter().filter(|playthrough| playthrough.end.is_some()).count(),
            days: self.days.len(),
        }
    }

    fn lesson(&self, lesson: LessonId) -> Option<&LessonHistory> {
        self.lessons.iter().find(|history| history.lesson == lesson)
    }

    /// What was done in a lesson, which from now on was opened. There always is one.
    fn opened(&mut self, lesson: LessonId) -> Option<&mut LessonHistory> {
        if !self.is_opened(lesson) {
            let history = LessonHistory { lesson, sections_read: Vec::new(), place: None };
            push_newest(&mut self.lessons, history, LESSONS_MAX);
        }
        self.lessons.iter_mut().rev().find(|history| history.lesson == lesson)
    }

    fn add_attempt(&mut self, item: ItemId, attempt: Attempt) {
        self.attempts_count = self.attempts_count.saturating_add(1);
        match self.items.binary_search_by_key(&item, |history| history.item) {
            Ok(place) => {
                if let Some(history) = self.items.get_mut(place) {
                    push_newest(&mut history.attempts, attempt, ATTEMPTS_PER_ITEM_MAX);
                }
            }
            Err(place) => {
                self.items.insert(place, ItemHistory { item, attempts: vec![attempt] });
                self.drop_stalest_item();
            }
        }
    }

    /// Takes an answer back, as if it had not been given; that work was done on that day stays.
    fn withdraw(&mut self, item: ItemId, answer: AnswerId) {
        let Ok(place) = self.items.binary_search_by_key(&item, |history| history.item) else { return };
        let Some(history) = self.items.get_mut(place) else { return };
        let before = history.attempts.len();
        history.attempts.retain(|attempt| attempt.id() != answer);
        let gone = before - history.attempts.len();
        self.attempts_count = self.attempts_count.saturating_sub(gone as u64);
        if history.attempts.is_empty() {
            self.items.remove(place);
        }
    }

    /// Keeps [`ITEMS_MAX`]: the item whose last attempt is oldest goes.
    fn drop_stalest_item(&mut self) {
        if self.items.len() <= ITEMS_MAX {
            return;
        }
        let histories = self.items.iter().enumerate();
        let stalest = histories.min_by_key(|(_, history)| history.attempts.last().map(|attempt| attempt.counter));
        if let Some(place) = stalest.map(|(place, _)| place) {
            self.items.remove(place);
        }
    }

    fn add_day(&mut self, day: Day) {
        if let Err(place) = self.days.binary_search(&day) {
            self.days.insert(place, day);
            drop_oldest(&mut self.days, DAYS_MAX);
        }
    }
}
