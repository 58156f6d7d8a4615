//! A session: what its facts add up to.

use super::fact::{Ballot, Contribution, OPTIONS_MAX, Round, SessionFact, Showing};
use super::run::{Begun, Ran};
use crate::engine::progress::{ContributionId, Day, Event, SessionId, Stamp, Stamped};
use crate::model::{ChoiceId, ItemId, PartId, Plan, ScenarioId, When};

/// Contributions of one session.
pub const CONTRIBUTIONS_MAX: usize = 1_000;

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its name.
    pub id: SessionId,
    /// When it was planned first.
    pub made_at_ms: i64,
    /// The day on which it was planned first.
    pub day: Day,
    /// What is planned.
    pub plan: Plan,
    /// The highest number that an entry ever had: what was said and shown under it stays its own.
    pub highest_entry: u16,
    /// What the wall shows.
    pub showing: Showing,
    /// The place of that in the order of facts; zero before anything was shown.
    pub shown_at: u64,
    /// The entries as they ran, in order: one that is come back to stands there twice.
    pub ran: Vec<Ran>,
    /// Days of the agenda as they were planned when they began: what was shortened or taken away since is still told.
    pub begun: Vec<Begun>,
    /// The UTC instant of the newest fact, in milliseconds from 1970.
    pub last_at_ms: i64,
    /// What was voted.
    pub votes: Vec<Vote>,
    /// How far the room has come in each case.
    pub roads: Vec<Road>,
    /// Tests on paper.
    pub papers: Vec<Papers>,
    /// How many people were there on each day, in the order of the days.
    pub present: Vec<(u8, u16)>,
    /// What was said, in the order in which it was first written.
    pub contributions: Vec<Contribution>,
}

/// The votes on one question in one round, as the tables or the whole room gave them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// What was voted on.
    pub ballot: Ballot,
    /// The entry of the agenda during which it was voted on first.
    pub entry: Option<u16>,
    /// Which vote.
    pub round: Round,
    /// Counts of each table, or of the whole room under `None`; the newest count of each holds.
    pub counts: Vec<(Option<u8>, Vec<u16>)>,
}

impl Vote {
    /// The counts of the room: those that were taken of the whole room, else those of the tables together.
    pub fn total(&self) -> Vec<u16> {
        let room = self.counts.iter().find(|(table, _)| table.is_none());
        if let Some((_, counts)) = room.filter(|(_, counts)| counts.iter().any(|it| 0 < *it)) {
            return counts.clone();
        }
        let mut total: Vec<u16> = Vec::new();
        for (_, counts) in &self.counts {
            total.resize(total.len().max(counts.len()), 0);
            total.iter_mut().zip(counts).for_each(|(total, count)| *total = total.saturating_add(*count));
        }
        total
    }

    /// The counts of a table, or those that were taken of the whole room.
    pub fn of(&self, table: Option<u8>) -> Option<&[u16]> {
        self.counts.iter().find(|(it, _)| *it == table).map(|(_, counts)| counts.as_slice())
    }
}

/// What a room decided in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Road {
    /// The case.
    pub scenario: ScenarioId,
    /// Its choices, each with the term in months where one was placed.
    pub trail: Vec<(ChoiceId, Option<u16>)>,
}

/// A test on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Papers {
    /// The part that it is about; none for the whole.
    pub part: Option<PartId>,
    /// Whether before or after.
    pub when: When,
    /// How many papers.
    pub papers: u16,
    /// For each item, on how many papers it was right.
    pub right: Vec<(ItemId, u16)>,
}

/// The session that the wall shows: the one that was put there last, none if that was removed since.
pub fn on_wall<'f>(facts: impl IntoIterator<Item = &'f Stamped>) -> Option<Session> {
    let facts: Vec<&Stamped> = facts.into_iter().collect();
    let shows =
        |it: &&&Stamped| matches!(&it.event, Event::Session(_, fact) if matches!(**fact, SessionFact::StageSet(_)));
    let newest = facts.iter().filter(shows).max_by_key(|it| it.stamp.order())?;
    let Event::Session(shown, _) = &newest.event else { return None };
    sessions(facts).into_iter().find(|it| it.id == *shown)
}

/// Every session that these facts tell of, the newest first. The facts may come in any order and more than once.
pub fn sessions<'f>(facts: impl IntoIterator<Item = &'f Stamped>) -> Vec<Session> {
    let mut facts: Vec<&Stamped> = facts.into_iter().collect();
    facts.sort_by_key(|it| it.stamp.order());
    facts.dedup_by_key(|it| it.stamp.order());
    let mut found: Vec<Session> = Vec::new();
    let mut gone: Vec<SessionId> = Vec::new();
    // Only a plan begins a session; but of a plan that was changed the first may not have been heard of, so what came
    // before the one that was counts all the same.
    for Stamped { stamp, event } in &facts {
        let Event::Session(id, fact) = event else { continue };
        if let SessionFact::Planned(plan) = &**fact
            && !found.iter().any(|it| it.id == *id)
        {
            found.push(Session::begun(*id, stamp, plan));
        }
    }
    for Stamped { stamp, event } in facts {
        let Event::Session(id, fact) = event else { continue };
        match (&**fact, found.iter_mut().find(|it| it.id == *id)) {
            (SessionFact::Removed, _) => gone.push(*id),
            (fact, Some(session)) => session.apply(stamp, fact),
            _ => {}
        }
    }
    found.retain(|it| !gone.contains(&it.id));
    found.reverse();
    found
}

impl Session {
    fn begun(id: SessionId, stamp: &Stamp, plan: &Plan) -> Self {
        let mut session = Self {
            id,
            highest_entry: 0,
            made_at_ms: stamp.at_ms,
            day: stamp.day,
            plan: plan.clone().clamped(),
            showing: Showing::default(),
            shown_at: 0,
            ran: Vec::new(),
            begun: Vec::new(),
            last_at_ms: stamp.at_ms,
            votes: Vec::new(),
            roads: Vec::new(),
            papers: Vec::new(),
            present: Vec::new(),
            contributions: Vec::new(),
        };
        session.count_entries();
        session
    }

    fn count_entries(&mut self) {
        let highest = self.plan.entries().map(|(_, entry)| entry.id).max().unwrap_or_default();
        self.highest_entry = self.highest_entry.max(highest);
    }

    fn apply(&mut self, stamp: &Stamp, fact: &SessionFact) {
        self.last_at_ms = self.last_at_ms.max(stamp.at_ms);
        match fact {
            SessionFact::Planned(plan) => {
                self.plan = plan.clone().clamped();
                self.count_entries();
            }
            SessionFact::StageSet(showing) => self.show(stamp, showing),
            SessionFact::VotesCounted { ballot, entry, round, table, counts } => {
                let counts: Vec<u16> = counts.iter().copied().take(OPTIONS_MAX).collect();
                let place = self.votes.iter().position(|it| it.ballot == *ballot && it.round == *round);
                let place = place.unwrap_or_else(|| {
                    self.votes.push(Vote { ballot: *ballot, entry: *entry, round: *round, counts: Vec::new() });
                    self.votes.len() - 1
                });
                if let Some(vote) = self.votes.get_mut(place) {
                    vote.counts.retain(|(it, _)| it != table);
                    // A count of nothing takes back what was counted.
                    if !counts.is_empty() {
                        vote.counts.push((*table, counts));
                    }
                }
                self.votes.retain(|it| !it.counts.is_empty());
            }
            SessionFact::RoomDecided { scenario, trail } => {
                self.roads.retain(|it| it.scenario != *scenario);
                self.roads.push(Road { scenario: *scenario, trail: trail.clone() });
            }
            SessionFact::PapersCounted { part, when, papers, right } => {
                self.papers.retain(|it| (it.part, it.when) != (*part, *when));
                self.papers.push(Papers { part: *part, when: *when, papers: *papers, right: right.clone() });
            }
            SessionFact::PeopleCounted { day, present } => {
                self.present.retain(|(it, _)| it != day);
                self.present.push((*day, *present));
                self.present.sort_unstable();
            }
            SessionFact::ContributionWritten(written) => {
                let has_room = self.contributions.len() < CONTRIBUTIONS_MAX;
                match self.contributions.iter_mut().find(|it| it.id == written.id) {
                    Some(before) => *before = written.clone(),
                    None if has_room => self.contributions.push(written.clone()),
                    None => {}
                }
            }
            SessionFact::ContributionRemoved(id) => self.contributions.retain(|it| it.id != *id),
            SessionFact::Removed => {}
        }
    }

    fn show(&mut self, stamp: &Stamp, showing: &Showing) {
        self.end_night(stamp.day);
        if self.showing.entry != showing.entry {
            if let Some(last) = self.ran.last_mut() {
                last.to_ms.get_or_insert(stamp.at_ms.max(last.from_ms));
            }
            if let Some(entry) = showing.entry {
                self.begin(entry, stamp.day);
                self.ran.push(Ran { entry, from_ms: stamp.at_ms, to_ms: None, day: stamp.day });
            }
        }
        self.showing = showing.clone();
        self.shown_at = stamp.counter;
    }

    /// The vote on a question in a round.
    pub fn vote(&self, ballot: Ballot, round: Round) -> Option<&Vote> {
        self.votes.iter().find(|it| it.ballot == ballot && it.round == round)
    }

    /// What the room decided in a case so far.
    pub fn road(&self, scenario: ScenarioId) -> &[(ChoiceId, Option<u16>)] {
        self.roads.iter().find(|it| it.scenario == scenario).map(|it| it.trail.as_slice()).unwrap_or_default()
    }

    /// A test on paper.
    pub fn papers(&self, part: Option<PartId>, when: When) -> Option<&Papers> {
        self.papers.iter().find(|it| (it.part, it.when) == (part, when))
    }

    /// How many people were there on a day; where nobody counted, as many as were planned for.
    pub fn present(&self, day: usize) -> u16 {
        let counted = self.present.iter().find(|(it, _)| usize::from(*it) == day);
        counted.map_or(self.plan.people, |(_, present)| *present)
    }

    /// A contribution.
    pub fn contribution(&self, id: ContributionId) -> Option<&Contribution> {
        self.contributions.iter().find(|it| it.id == id)
    }

    /// The vote on a question that counts: the second, if hands went up for it.
    pub fn voted(&self, ballot: Ballot) -> Option<&Vote> {
        let counted = |round| self.vote(ballot, round).filter(|it| it.total().iter().any(|it| 0 < *it));
        counted(Round::Second).or_else(|| counted(Round::First))
    }

    /// The facts that say how things stand at the place that the wall shows, as they would be recorded: what one window
    /// tells another, so that whatever was missed is mended.
    pub fn standing<'f>(
        &self,
        facts: impl IntoIterator<Item = &'f Stamped, IntoIter: DoubleEndedIterator>,
        ballot: Option<Ballot>,
    ) -> Vec<&'f Stamped> {
        let mut held: Vec<&'f Stamped> = Vec::new();
        let mut seen: Vec<Standing<'f>> = Vec::new();
        for stamped in facts.into_iter().rev() {
            let Event::Session(id, fact) = &stamped.event else { continue };
            let standing = match &**fact {
                SessionFact::Planned(_) => Standing::Plan,
                SessionFact::StageSet(_) => Standing::Showing,
                SessionFact::RoomDecided { scenario, .. } => Standing::Road(*scenario),
                SessionFact::VotesCounted { ballot: on, round, table, .. } if Some(*on) == ballot => {
                    Standing::Votes(*round, table)
                }
                _ => continue,
            };
            if *id == self.id && !seen.contains(&standing) {
                seen.push(standing);
                held.push(stamped);
            }
        }
        held
    }
}

/// What a fact is the newest of.
#[derive(PartialEq, Eq)]
enum Standing<'f> {
    Plan,
    Showing,
    Road(ScenarioId),
    Votes(Round, &'f Option<u8>),
}
