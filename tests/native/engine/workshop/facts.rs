//! What facts add up to, whoever has heard them.

use std::collections::BTreeMap;

use kouprey::engine::progress::{Event, ReplicaId, SessionId, Stamp, Stamped};
use kouprey::engine::workshop::{
    About, Ballot, CONTRIBUTIONS_MAX, Contribution, Road, Round, Session, SessionFact, Showing, Speaker, Vote, sessions,
};
use kouprey::model::Plan;
use proptest::collection::vec;
use proptest::prelude::*;

use super::{after_eight, any_ballot, any_fact, fact, of, one, plan, session_id, shows};
use crate::storage::support::{AT, made, replica, stamp};
use crate::support::id;

/// Facts of two sessions from two replicas, in their order: no two share a place.
fn any_facts() -> impl Strategy<Value = Vec<Stamped>> {
    let stamped = (1_u64..60, 1_u64..3, -600_i64..600, 1_u64..3, any_fact()).prop_map(
        |(counter, number, minute, session, fact)| {
            of(session, Stamp { at_ms: after_eight(minute), ..stamp(counter, replica(number)) }, fact)
        },
    );
    vec(stamped, 0..40).prop_map(|facts| {
        let set: BTreeMap<(u64, ReplicaId), Stamped> = facts.into_iter().map(|it| (it.stamp.order(), it)).collect();
        set.into_values().collect::<Vec<Stamped>>()
    })
}

fn is_plan(stamped: &Stamped) -> bool {
    matches!(&stamped.event, Event::Session(_, fact) if matches!(**fact, SessionFact::Planned(_)))
}

#[test]
fn sessions_stand_with_the_newest_first_and_a_plan_begins_each() {
    let facts = [
        fact(1, AT, SessionFact::Planned(plan(&[vec![30]]))),
        of(2, stamp(2, replica(2)), SessionFact::Planned(plan(&[vec![20]]))),
        of(3, stamp(3, replica(2)), shows(Some(1))),
        fact(4, after_eight(0), SessionFact::Planned(plan(&[vec![40]]))),
    ];
    let found = sessions(&facts);
    let named: Vec<SessionId> = found.iter().map(|it| it.id).collect();
    assert_eq!(named, [session_id(2), session_id(1)]);
    assert_eq!((found[1].made_at_ms, &found[1].plan), (AT, &plan(&[vec![40]])));
}

#[test]
fn a_session_that_was_removed_is_gone_wherever_the_removal_stands() {
    for counter in [1, 4, 9] {
        let facts = [
            fact(2, AT, SessionFact::Planned(plan(&[vec![30]]))),
            of(2, stamp(3, replica(2)), SessionFact::Planned(plan(&[vec![10]]))),
            fact(5, AT, shows(Some(1))),
            fact(8, AT, SessionFact::Planned(plan(&[vec![20]]))),
            fact(counter, AT, SessionFact::Removed),
        ];
        assert_eq!(one(&facts).id, session_id(2), "{counter}");
    }
}

#[test]
fn what_was_counted_anew_holds_and_the_rest_stays() {
    let ballot = Ballot::Item(id("inv-05"));
    let counted = |counter, round, table, counts: &[u16]| {
        fact(counter, AT, SessionFact::VotesCounted { ballot, entry: None, round, table, counts: counts.to_vec() })
    };
    let session = one(&[
        fact(1, AT, SessionFact::Planned(plan(&[vec![30]]))),
        counted(2, Round::First, Some(1), &[4, 2]),
        counted(3, Round::First, Some(2), &[1, 5]),
        counted(4, Round::Second, Some(1), &[6, 0]),
        counted(5, Round::First, Some(1), &[3, 3]),
        fact(6, AT, SessionFact::PeopleCounted { day: 0, present: 57 }),
        fact(7, AT, SessionFact::PeopleCounted { day: 0, present: 58 }),
    ]);
    let first = session.vote(ballot, Round::First).unwrap();
    assert_eq!((first.of(Some(1)), first.of(Some(2)), first.of(None)), (Some(&[3, 3][..]), Some(&[1, 5][..]), None));
    assert_eq!(first.total(), [4, 8]);
    assert_eq!(session.vote(ballot, Round::Second).map(Vote::total), Some(vec![6, 0]));
    assert_eq!(session.vote(Ballot::Item(id("inv-06")), Round::First), None);
    assert_eq!((session.present(0), session.present(1)), (58, 60), "where nobody counted, as many as planned");
}

fn vote(counts: Vec<(Option<u8>, Vec<u16>)>) -> Vote {
    Vote { ballot: Ballot::Item(id("inv-05")), entry: None, round: Round::First, counts }
}

#[test]
fn tables_add_up_and_a_count_of_the_whole_room_holds_before_them() {
    let tables = vec![(Some(1), vec![1, 2]), (Some(2), vec![3]), (Some(3), vec![0, 1, u16::MAX])];
    assert_eq!(vote(tables.clone()).total(), [4, 3, u16::MAX]);
    let room = vec![(None, vec![9, 8])];
    assert_eq!(vote([tables.clone(), room.clone()].concat()).total(), [9, 8]);
    assert_eq!(vote([room, tables].concat()).total(), [9, 8]);
    assert_eq!(vote(vec![(Some(1), vec![u16::MAX]), (Some(2), vec![1])]).total(), [u16::MAX], "it never overflows");
    assert_eq!(vote(Vec::new()).total(), Vec::<u16>::new());
}

#[test]
fn contributions_have_a_limit_and_those_that_are_there_can_still_be_written_anew() {
    let said = |counter: u64, name: u64, words: &str| {
        let (id, about, words) = (made(name).into(), About::Handbook, words.to_owned());
        let role = Speaker::Judge;
        let written = Contribution { id, entry: None, about, role, province: None, words };
        fact(counter, AT, SessionFact::ContributionWritten(written))
    };
    let mut facts = vec![fact(1, AT, SessionFact::Planned(plan(&[vec![30]])))];
    let most = u64::try_from(CONTRIBUTIONS_MAX).unwrap();
    facts.extend((0..=most).map(|name| said(name + 2, name, "said")));
    facts.push(said(most + 3, 0, "written anew"));
    let session = one(&facts);
    assert_eq!((session.contributions.len(), session.contribution(made(most).into())), (CONTRIBUTIONS_MAX, None));
    assert_eq!(session.contributions[0].words, "written anew", "and it stays in its place");
    facts.push(fact(most + 4, AT, SessionFact::ContributionRemoved(made(0).into())));
    assert_eq!(one(&facts).contributions.len(), CONTRIBUTIONS_MAX - 1);
}

proptest! {
    #[test]
    fn sessions_depend_neither_on_the_order_of_the_facts_nor_on_how_often_they_come(
        (facts, mixed) in any_facts().prop_flat_map(|facts| {
            let twice: Vec<Stamped> = facts.iter().chain(&facts).cloned().collect();
            (Just(facts), Just(twice).prop_shuffle())
        })
    ) {
        prop_assert_eq!(sessions(&facts), sessions(&mixed));
    }

    #[test]
    fn two_windows_that_put_their_facts_together_agree(facts in any_facts()) {
        let (here, there): (Vec<&Stamped>, Vec<&Stamped>) =
            facts.iter().partition(|it| it.stamp.replica == replica(1));
        let ours = sessions(here.iter().chain(&there).copied());
        let theirs = sessions(there.iter().chain(&here).chain(&there).copied());
        prop_assert_eq!(&ours, &theirs);
        prop_assert_eq!(ours, sessions(&facts));
    }

    #[test]
    fn without_a_plan_there_is_no_session(facts in any_facts()) {
        prop_assert!(sessions(facts.iter().filter(|it| !is_plan(it))).is_empty());
    }

    #[test]
    fn the_newest_count_of_a_table_holds(facts in any_facts()) {
        let begin = |session| of(session, stamp(0, replica(session)), SessionFact::Planned(Plan::default()));
        let facts: Vec<Stamped> = [begin(1), begin(2)].into_iter().chain(facts).collect();
        for session in sessions(&facts) {
            let mut newest = BTreeMap::new();
            for stamped in &facts {
                if let Event::Session(id, fact) = &stamped.event
                    && *id == session.id
                    && let SessionFact::VotesCounted { ballot, round, table, counts, .. } = &**fact
                {
                    newest.insert((*ballot, *round, *table), counts.as_slice());
                }
            }
            for ((ballot, round, table), counts) in newest {
                // A count of nothing takes back what was counted.
                let held = Some(counts).filter(|it| !it.is_empty());
                prop_assert_eq!(session.vote(ballot, round).and_then(|it| it.of(table)), held);
            }
        }
    }
}

/// What a window needs to show the same: all but the history.
fn stands(session: &Session, ballot: Ballot) -> (&Plan, &Showing, u64, [Option<&Vote>; 2], &[Road]) {
    let votes = Round::ALL.map(|round| session.vote(ballot, round));
    (&session.plan, &session.showing, session.shown_at, votes, session.roads.as_slice())
}

#[test]
fn a_window_that_hears_how_things_stand_shows_it_even_if_the_plan_was_changed_last() {
    let ballot = Ballot::Item(id("inv-05"));
    let (round, table, counts) = (Round::First, Some(2), vec![3, 4]);
    let facts = [
        fact(1, AT, SessionFact::Planned(plan(&[vec![30, 60]]))),
        fact(2, AT, shows(Some(1))),
        fact(3, AT, SessionFact::VotesCounted { ballot, entry: None, round, table, counts }),
        fact(4, AT, SessionFact::RoomDecided { scenario: id("beans-and-beams"), trail: vec![(id("wait"), None)] }),
        fact(5, AT, SessionFact::PeopleCounted { day: 0, present: 57 }),
        fact(6, AT, SessionFact::Planned(plan(&[vec![30, 45]]))),
    ];
    let session = one(&facts);
    let heard: Vec<Stamped> = session.standing(&facts, Some(ballot)).into_iter().cloned().collect();
    assert_eq!(stands(&one(&heard), ballot), stands(&session, ballot));
    let is_vote = |it: &&Stamped| it.stamp.counter == 3;
    assert!(!session.standing(&facts, None).iter().any(is_vote), "votes are told where they are shown");
}

proptest! {
    #[test]
    fn a_window_that_hears_only_how_things_stand_shows_the_same(facts in any_facts(), ballot in any_ballot()) {
        for session in sessions(&facts) {
            let heard = session.standing(&facts, Some(ballot));
            let found = sessions(heard.iter().copied());
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(stands(&found[0], ballot), stands(&session, ballot));
        }
    }
}
