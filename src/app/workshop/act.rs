//! What a trainer does.

use std::rc::Rc;

use super::Workshop;
use crate::app::platform;
use crate::app::session::{Dialog, Session as App};
use crate::engine::workshop::turn::{self, Counted, Ground, Turned, Voting};
use crate::engine::workshop::{
    About, Ballot, CONTRIBUTION_LETTERS_MAX, CONTRIBUTIONS_MAX, Contribution, Face, Resumed, Round, Session,
    SessionFact, Showing, Speaker, Tongues, caught_up, late, schedule,
};
use crate::markup::action::{StageAction, Step, WorkshopAction};
use crate::markup::number;
use crate::markup::page::workshop::contributions::about_of;
use crate::markup::page::workshop::wall::{Hands, Taking, WallVote};
use crate::markup::route::{Route, WorkshopPage};
use crate::model::workshop::PEOPLE_MAX;
use crate::model::{Phrase, Subject};

impl Workshop {
    /// Carries out an action; `value` is that of the control that was used.
    pub(super) fn act(&self, session: App, action: WorkshopAction, value: &str) {
        let Some(held) = self.here_now(session) else { return };
        match action {
            WorkshopAction::CatchUp => self.catch_up(session, &held),
            WorkshopAction::PutOnWall => self.put_on_wall(session, &held),
            WorkshopAction::OpenStage => {
                self.put_on_wall(session, &held);
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
            WorkshopAction::Digit(digit, step) => self.press_digit(session, &held, digit, step),
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
        // A wall begins in the language of whoever leads.
        let showing = match held.shown_at {
            0 => Showing { tongues: Tongues::of(session.view.peek(|view| view.locale)), ..showing },
            _ => showing,
        };
        if showing != held.showing {
            if (showing.entry, showing.slide) != (held.showing.entry, held.showing.slide) {
                self.0.taking.set(Vec::new());
                self.0.months.set(None);
            }
            self.record(session, held.id, SessionFact::StageSet(showing));
        }
    }

    /// Lets the wall show this session, if it shows another or none.
    pub(super) fn put_on_wall(&self, session: App, held: &Session) {
        if self.on_wall_now(session).is_none_or(|it| it.id != held.id) {
            let tongues = match held.shown_at {
                0 => Tongues::of(session.view.peek(|view| view.locale)),
                _ => held.showing.tongues,
            };
            self.record(session, held.id, SessionFact::StageSet(Showing { tongues, ..held.showing.clone() }));
        }
    }

    fn turn(&self, session: App, held: &Session, action: StageAction) {
        let showing = &held.showing;
        let vote = self.vote_here(session, held);
        let turned = match action {
            // While its slides are on their way, an entry has but one.
            StageAction::Next if self.is_loading(session, held) => Turned::Stay,
            StageAction::Next if showing.entry.is_none_or(|id| held.plan.entry(id).is_none()) => self.resume(held),
            StageAction::Previous if showing.entry.is_none() => Turned::Stay,
            StageAction::Next => turn::next(&held.plan, showing, self.ground(session, held, vote.as_ref())),
            StageAction::Previous => turn::previous(&held.plan, showing),
            StageAction::Black => Turned::To(Showing { is_black: !showing.is_black, ..showing.clone() }),
            StageAction::Larger => Turned::To(turn::sized(showing, 1)),
            StageAction::Smaller => Turned::To(turn::sized(showing, -1)),
            StageAction::Votes if vote.is_some() => {
                let face = if showing.face == Face::Votes { Face::Question } else { Face::Votes };
                Turned::To(turn::facing(showing, face))
            }
            StageAction::Answer if vote.as_ref().is_some_and(|it| it.decision.is_none()) || is_test(held) => {
                let face = if showing.face == Face::Answer { Face::Question } else { Face::Answer };
                Turned::To(turn::facing(showing, face))
            }
            StageAction::Round if vote.is_some() => {
                let round = if showing.round == Round::First { Round::Second } else { Round::First };
                Turned::To(Showing { round, face: Face::Question, ..showing.clone() })
            }
            // The slide is kept, so that it goes on there.
            StageAction::Rest => Turned::To(Showing { entry: None, ..turn::at_slide(showing, showing.slide) }),
            StageAction::LightNext => {
                let lines = platform::find_all(".stage > .slide [data-line], [data-wall] > .slide [data-line]").len();
                Turned::To(turn::lit_next(showing, u16::try_from(lines).unwrap_or(u16::MAX)))
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
                    super::stage::show_pointer(None);
                }
                Turned::Stay
            }
            StageAction::Keys => {
                let is_open = !self.0.is_listing_keys.now();
                self.0.is_listing_keys.set(is_open);
                Turned::Stay
            }
            StageAction::CloseKeys => {
                let was_open = self.0.is_listing_keys.now();
                self.0.is_listing_keys.set(false);
                // Where one window is both, this leads back; where the room sees this one, it must not see the key.
                let is_alone = self.0.peers.peek(|peers| peers.iter().all(|it| it.is_stage));
                if !was_open && is_alone && session.view.peek(|view| view.route) == Route::Stage {
                    platform::lead(Route::Workshop(WorkshopPage::Console(held.id)));
                }
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

    /// Goes on after a rest.
    fn resume(&self, held: &Session) -> Turned {
        match held.resumed(platform::today()) {
            Some(Resumed::Here(id)) => {
                let showing = Showing { entry: Some(id), ..held.showing.clone() };
                Turned::To(turn::at_slide(&showing, held.showing.slide))
            }
            Some(Resumed::Anew(id)) => Turned::To(turn::at_entry(&held.showing, id)),
            None => Turned::Stay,
        }
    }

    fn is_loading(&self, session: App, held: &Session) -> bool {
        self.slides(session, held).0.first().is_some_and(|it| it.kind == "loading")
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
        let day = day_of(held);
        let minutes = u16::try_from(late(&held.plan, &slots, day)).unwrap_or_default();
        let plan = caught_up(&held.plan, &slots, day, minutes);
        if plan != held.plan {
            self.record(session, held.id, SessionFact::Planned(plan));
        }
    }

    /// Changes the count of an option, if the room can have so many.
    fn count(&self, session: App, held: &Session, place: u16, change: impl FnOnce(u16) -> Option<u16>) {
        let Some(vote) = self.vote_here(session, held) else { return };
        if vote.decision == Some(Taking::Done) || vote.option(place).is_none() {
            return;
        }
        let place = usize::from(place);
        let round = held.showing.round;
        let table = self.0.table.now().filter(|it| *it <= held.plan.tables);
        let known = held.vote(vote.ballot, round);
        let mut counts = known.and_then(|it| it.of(table)).map(<[u16]>::to_vec).unwrap_or_default();
        counts.resize(vote.counts(), 0);
        let present = held.present(day_of(held));
        let Some(count) = counts.get_mut(place) else { return };
        let Some(new) = change(*count) else {
            return self.0.base.refuse_number(session, 0, present);
        };
        if *count == new {
            return;
        }
        let grows = *count < new;
        *count = new;
        // A count of the whole room would hide those of the tables, and the other way round.
        let is_other = |it: &Option<u8>| it.is_none() != table.is_none();
        let has_others = known
            .is_some_and(|it| it.counts.iter().any(|(of, counts)| is_other(of) && counts.iter().any(|it| 0 < *it)));
        if has_others {
            return self.0.base.refuse(session, Phrase::WorkProblemTables, &[]);
        }
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
        if grows && u32::from(present) < own + others {
            let (all, present) =
                (self.0.base.number(session, (own + others).into()), self.0.base.number(session, present.into()));
            return self.0.base.refuse(session, Phrase::WorkProblemPeople, &[&all, &present]);
        }
        let ballot = vote.ballot;
        self.record(
            session,
            held.id,
            SessionFact::VotesCounted { ballot, entry: held.showing.entry, round, table, counts },
        );
    }

    /// A digit stands for the place on a scale that it names, else for the card that it counts to.
    fn press_digit(&self, session: App, held: &Session, digit: u16, step: Step) {
        let Some(vote) = self.vote_here(session, held) else { return };
        let named = vote.options.iter().find(|it| number::typed(&it.letter) == Some(digit)).map(|it| it.place);
        let Some(place) = named.or(digit.checked_sub(1)) else { return };
        match step {
            Step::More => self.count(session, held, place, |count| count.checked_add(1)),
            Step::Less => self.count(session, held, place, |count| Some(count.saturating_sub(1))),
        }
    }

    fn clear_counts(&self, session: App, held: &Session) {
        if let Some(vote) = self.vote_here(session, held) {
            self.uncount(session, held, vote.ballot, &[held.showing.round]);
        }
    }

    /// Takes back what was counted.
    pub(super) fn uncount(&self, session: App, held: &Session, ballot: Ballot, rounds: &[Round]) {
        for round in rounds.iter().copied() {
            let counts = held.vote(ballot, round).map(|it| it.counts.as_slice()).unwrap_or_default();
            for (table, _) in counts {
                let fact = SessionFact::VotesCounted {
                    ballot,
                    entry: held.showing.entry,
                    round,
                    table: *table,
                    counts: Vec::new(),
                };
                self.record(session, held.id, fact);
            }
        }
    }

    fn count_people(&self, session: App, held: &Session, value: &str) {
        match number::typed(value).filter(|it| *it <= PEOPLE_MAX) {
            Some(present) => {
                let day = u8::try_from(day_of(held)).unwrap_or_default();
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
            let typed = number::latin(&chosen("article")).trim().to_lowercase();
            let article = typed.parse().ok();
            if !typed.is_empty() && article.is_none() {
                return self.0.base.refuse_number(session, 1, 999);
            }
            about = About::Law(law, article);
        }
        if editing.is_none() && CONTRIBUTIONS_MAX <= held.contributions.len() {
            return self.0.base.refuse(session, Phrase::WorkProblemFull, &[]);
        }
        let written = Contribution {
            id: editing.map_or_else(|| session.next_name(), |it| it.id),
            entry: editing.map_or(held.showing.entry, |it| it.entry),
            about,
            role: Speaker::of(&role),
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

/// The day of the agenda that today belongs to.
pub(super) fn day_of(held: &Session) -> usize {
    held.day_on(platform::today())
}

/// Whether the wall shows a test.
fn is_test(held: &Session) -> bool {
    let entry = held.showing.entry.and_then(|id| held.plan.entry(id));
    entry.is_some_and(|(_, entry)| matches!(entry.subject, Subject::Test(..)))
}
