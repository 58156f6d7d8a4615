//! What a trainer does.

use std::rc::Rc;

use super::Workshop;
use crate::app::platform;
use crate::app::session::{Dialog, Session as App};
use crate::engine::workshop::turn::{self, Counted, Ground, Turned, Voting};
use crate::engine::workshop::{
    About, CONTRIBUTION_LETTERS_MAX, Contribution, Face, Round, Session, SessionFact, Showing, Speaker, caught_up,
    late, schedule,
};
use crate::markup::action::{StageAction, WorkshopAction};
use crate::markup::number;
use crate::markup::page::workshop::contributions::about_of;
use crate::markup::page::workshop::wall::{Hands, Taking, WallVote};
use crate::model::Phrase;
use crate::model::workshop::PEOPLE_MAX;

impl Workshop {
    /// Carries out an action; `value` is that of the control that was used.
    pub(super) fn act(&self, session: App, action: WorkshopAction, value: &str) {
        let Some(held) = self.here_now(session) else { return };
        match action {
            WorkshopAction::CatchUp => self.catch_up(session, &held),
            WorkshopAction::OpenStage => {
                let is_open = platform::open_window("#/stage", "kouprey-stage");
                self.0.is_blocked.set(!is_open);
            }
            WorkshopAction::Stage(action) => self.turn(session, &held, action),
            WorkshopAction::GoTo(entry) if held.plan.entry(entry).is_some() => {
                self.show(session, &held, turn::at_entry(&held.showing, entry));
            }
            WorkshopAction::Slide(slide) => self.show(session, &held, turn::at_slide(&held.showing, slide)),
            WorkshopAction::Tongues(tongues) => {
                self.show(session, &held, Showing { tongues, lit: Vec::new(), ..held.showing.clone() });
            }
            WorkshopAction::Table => self.0.table.set(value.parse().ok().filter(|it| *it != 0)),
            WorkshopAction::More(place) => self.count(session, &held, place, |count| count.checked_add(1)),
            WorkshopAction::Less(place) => self.count(session, &held, place, |count| Some(count.saturating_sub(1))),
            WorkshopAction::Count(place) => {
                let typed = number::typed(value);
                self.count(session, &held, place, |_| typed);
            }
            WorkshopAction::ClearCounts => self.clear_counts(session, &held),
            WorkshopAction::Take(choice) => self.take(session, &held, choice),
            WorkshopAction::Term => self.place_term(session, &held, value),
            WorkshopAction::Decide => self.decide(session, &held),
            WorkshopAction::Undecide => self.undecide(session, &held),
            WorkshopAction::Present => self.count_people(session, &held, value),
            WorkshopAction::Papers => self.count_papers(session, &held, value),
            WorkshopAction::Right(item) => self.count_right(session, &held, item, value),
            WorkshopAction::Contribute => self.contribute(session, &held),
            WorkshopAction::EditContribution(id) => {
                self.0.editing.set(Some(id));
                session.dialog.set(Dialog::Part(Rc::new(self.clone())));
            }
            WorkshopAction::RemoveContribution(id) => {
                self.record(session, held.id, SessionFact::ContributionRemoved(id));
                session.answered();
            }
            _ => {}
        }
    }

    /// Shows something on the wall.
    pub(super) fn show(&self, session: App, held: &Session, showing: Showing) {
        if showing != held.showing {
            if (showing.entry, showing.slide) != (held.showing.entry, held.showing.slide) {
                self.0.taking.set(Vec::new());
                self.0.months.set(None);
            }
            self.record(session, held.id, SessionFact::StageSet(showing));
        }
    }

    fn turn(&self, session: App, held: &Session, action: StageAction) {
        let showing = &held.showing;
        let vote = self.vote_here(session, held);
        let turned = match action {
            // After a rest it goes on where it was.
            StageAction::Next if showing.entry.is_none() && !held.ran.is_empty() => {
                let last = held.ran.last().map(|it| it.entry).filter(|it| held.plan.entry(*it).is_some());
                last.map_or(Turned::Stay, |entry| Turned::To(turn::at_entry(showing, entry)))
            }
            StageAction::Next => turn::next(&held.plan, showing, self.ground(session, held, vote.as_ref())),
            StageAction::Previous => turn::previous(&held.plan, showing),
            StageAction::Black => Turned::To(Showing { is_black: !showing.is_black, ..showing.clone() }),
            StageAction::Larger => Turned::To(turn::sized(showing, 1)),
            StageAction::Smaller => Turned::To(turn::sized(showing, -1)),
            StageAction::Votes if vote.is_some() => {
                let face = if showing.face == Face::Votes { Face::Question } else { Face::Votes };
                Turned::To(turn::facing(showing, face))
            }
            StageAction::Answer if vote.as_ref().is_some_and(|it| it.decision.is_none()) => {
                let face = if showing.face == Face::Answer { Face::Question } else { Face::Answer };
                Turned::To(turn::facing(showing, face))
            }
            StageAction::Round if vote.is_some() => {
                let round = if showing.round == Round::First { Round::Second } else { Round::First };
                Turned::To(Showing { round, face: Face::Question, ..showing.clone() })
            }
            StageAction::Rest => {
                Turned::To(Showing { entry: None, size: showing.size, tongues: showing.tongues, ..Showing::default() })
            }
            StageAction::Light(line) => Turned::To(turn::lit(showing, line)),
            StageAction::FullScreen => {
                platform::full_screen();
                Turned::Stay
            }
            StageAction::Pointer => {
                let is_on = !self.0.is_pointing.now();
                self.0.is_pointing.set(is_on);
                if !is_on {
                    self.point(session, None);
                }
                Turned::Stay
            }
            StageAction::Keys => {
                let is_open = !self.0.is_listing_keys.now();
                self.0.is_listing_keys.set(is_open);
                Turned::Stay
            }
            StageAction::CloseKeys => {
                self.0.is_listing_keys.set(false);
                Turned::Stay
            }
            _ => Turned::Stay,
        };
        match turned {
            Turned::To(showing) => self.show(session, held, showing),
            Turned::Majority => self.decide(session, held),
            Turned::Stay => {}
        }
    }

    fn ground(&self, session: App, held: &Session, vote: Option<&WallVote>) -> Ground {
        let slides = self.slides(session, held).0.len();
        let counted = |vote: &WallVote| {
            let total = held.vote(vote.ballot, held.showing.round).map(|it| it.total()).unwrap_or_default();
            if total.iter().any(|it| 0 < *it) { Counted::Yes } else { Counted::No }
        };
        let vote = match vote {
            Some(vote) if vote.decision.is_none() => Voting::Question(counted(vote)),
            Some(vote) if vote.decision != Some(Taking::Done) => Voting::Decision(counted(vote)),
            _ => Voting::Nothing,
        };
        Ground { slides: u16::try_from(slides).unwrap_or(u16::MAX), vote }
    }

    fn catch_up(&self, session: App, held: &Session) {
        let slots = schedule(held, platform::now_ms(), platform::minutes_east());
        let shown = held.showing.entry.and_then(|id| held.plan.entry(id));
        let day = shown.map_or(0, |(day, _)| day);
        let minutes = u16::try_from(late(&held.plan, &slots, day)).unwrap_or_default();
        let plan = caught_up(&held.plan, &slots, day, minutes);
        if plan != held.plan {
            self.record(session, held.id, SessionFact::Planned(plan));
        }
    }

    /// Changes the count of an option, if the room can have so many.
    fn count(&self, session: App, held: &Session, place: u16, change: impl FnOnce(u16) -> Option<u16>) {
        let Some(vote) = self.vote_here(session, held) else { return };
        let place = usize::from(place);
        if vote.decision == Some(Taking::Done) || vote.options.len() <= place {
            return;
        }
        let round = held.showing.round;
        let table = self.0.table.now();
        let known = held.vote(vote.ballot, round);
        let mut counts = known.and_then(|it| it.of(table)).map(<[u16]>::to_vec).unwrap_or_default();
        counts.resize(vote.options.len(), 0);
        let present = held.present(self.day_of(held));
        let Some(count) = counts.get_mut(place) else { return };
        let Some(new) = change(*count) else {
            return self.0.base.refuse_number(session, 0, present);
        };
        if *count == new {
            return;
        }
        *count = new;
        // What other tables have said stands; a count of the whole room stands for all of them.
        let others: u32 = match (table, known) {
            (Some(_), Some(known)) => known
                .counts
                .iter()
                .filter(|(it, _)| it.is_some() && *it != table)
                .flat_map(|(_, counts)| match vote.hands {
                    Hands::Once => counts.iter().map(|it| u32::from(*it)).collect::<Vec<_>>(),
                    Hands::ForEach => counts.get(place).map(|it| u32::from(*it)).into_iter().collect(),
                })
                .sum(),
            _ => 0,
        };
        let own: u32 = match vote.hands {
            Hands::Once => counts.iter().map(|it| u32::from(*it)).sum(),
            Hands::ForEach => u32::from(new),
        };
        if u32::from(present) < own + others {
            let (all, present) =
                (self.0.base.number(session, (own + others).into()), self.0.base.number(session, present.into()));
            return self.0.base.refuse(session, Phrase::WorkProblemPeople, &[&all, &present]);
        }
        let ballot = vote.ballot;
        self.record(session, held.id, SessionFact::VotesCounted { ballot, round, table, counts });
    }

    fn clear_counts(&self, session: App, held: &Session) {
        let Some(vote) = self.vote_here(session, held) else { return };
        let round = held.showing.round;
        let tables: Vec<Option<u8>> = held
            .vote(vote.ballot, round)
            .map(|it| it.counts.iter().map(|(table, _)| *table).collect())
            .unwrap_or_default();
        for table in tables {
            let counts = Vec::new();
            self.record(session, held.id, SessionFact::VotesCounted { ballot: vote.ballot, round, table, counts });
        }
    }

    pub(super) fn day_of(&self, held: &Session) -> usize {
        let shown = held.showing.entry.or_else(|| held.ran.last().map(|it| it.entry));
        shown.and_then(|id| held.plan.entry(id)).map_or(0, |(day, _)| day)
    }

    fn count_people(&self, session: App, held: &Session, value: &str) {
        match number::typed(value).filter(|it| *it <= PEOPLE_MAX) {
            Some(present) => {
                let day = u8::try_from(self.day_of(held)).unwrap_or_default();
                self.record(session, held.id, SessionFact::PeopleCounted { day, present });
            }
            None => self.0.base.refuse_number(session, 0, PEOPLE_MAX),
        }
    }

    fn contribute(&self, session: App, held: &Session) {
        // The dialog may have been left without keeping anything.
        let is_open = session.dialog.peek(|dialog| matches!(dialog, Dialog::Part(_)));
        let editing = self.0.editing.get().filter(|_| is_open).and_then(|id| held.contribution(id));
        let field = if editing.is_some() { "edited" } else { "contribution" };
        let words = platform::written(&format!("#{field}")).unwrap_or_default();
        let words: String = words.trim().chars().take(CONTRIBUTION_LETTERS_MAX).collect();
        if words.is_empty() {
            return self.0.base.refuse(session, Phrase::WorkProblemWords, &[]);
        }
        let chosen = |name: &str| platform::value_of(&format!("#{field}-{name}")).unwrap_or_default();
        let role = chosen("role");
        let mut about = about_of(&chosen("about")).unwrap_or(About::Handbook);
        if let About::Law(law, _) = about {
            about = About::Law(law, chosen("article").trim().to_lowercase().parse().ok());
        }
        let written = Contribution {
            id: editing.map_or_else(|| session.next_name(), |it| it.id),
            entry: editing.map_or(held.showing.entry, |it| it.entry),
            about,
            role: Speaker::ALL.into_iter().find(|it| it.as_str() == role).unwrap_or_default(),
            province: chosen("province").parse().ok(),
            words,
        };
        self.record(session, held.id, SessionFact::ContributionWritten(written));
        if editing.is_some() {
            self.0.editing.set(None);
            session.answered();
        } else {
            platform::clear("#contribution");
            platform::clear("#contribution-article");
        }
    }
}
