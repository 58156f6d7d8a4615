//! Several learners on one computer: who goes on, and what becomes of a record.

use crate::app::platform;
use crate::app::session::Session;
use crate::markup::action::PersonAction;
use crate::markup::page::case::Desk;
use crate::markup::route::Route;
use crate::model::ProfileId;
use crate::storage::key::first_profile;
use crate::storage::profiles::{Colour, Profile, ProfileState, clean_name, erase, profiles};

/// Carries out what was asked of a person. Returns whoever must be asked about first.
pub fn act(session: Session, id: ProfileId, action: PersonAction) -> Option<ProfileId> {
    match action {
        PersonAction::Switch => switch(session, id),
        PersonAction::Archive => put(session, id, ProfileState::Archived),
        PersonAction::Delete => put(session, id, ProfileState::Deleted),
        PersonAction::Restore => put(session, id, ProfileState::Active),
        PersonAction::AskErase => return Some(id),
        PersonAction::Erase => {
            session.answered();
            // What could not be removed is still in the list, to be tried again.
            let _ = session.journal.peek(|journal| erase(journal.store(), id));
            show(session);
        }
    }
    None
}

/// Goes on as somebody else.
pub fn switch(session: Session, id: ProfileId) {
    let progress = session.journal.amend(|journal| journal.turn_to(id));
    session.wish(|wishes| wishes.profile = Some(id));
    session.items.set(Vec::new());
    session.desk.set(Desk::default());
    session.is_after_pause.set(false);
    session.progress.set(progress);
    session.show_keeping();
    show(session);
    if session.view.peek(|view| view.route) != Route::Record {
        platform::lead(Route::Home);
    }
}

/// Begins a record for somebody new, who gives a name next.
pub fn add(session: Session) {
    let taken = session.profiles.now();
    let id = fresh_id();
    // The colour that fewest have.
    let count =
        |colour: Colour| taken.iter().filter(|it| it.colour == colour && it.state == ProfileState::Active).count();
    let colour = Colour::ALL.iter().copied().min_by_key(|colour| count(*colour)).unwrap_or_default();
    save(session, &Profile { colour, ..Profile::new(id) });
    switch(session, id);
    platform::lead(Route::Record);
    platform::after_paint(|| platform::after_paint(|| platform::bring("#person-name")));
}

/// A name for the record of somebody new.
pub fn fresh_id() -> ProfileId {
    let id = format!("p{}", crate::engine::progress::ReplicaId::from_random(platform::random_bits()));
    id.parse().unwrap_or_else(|_| first_profile())
}

/// Gives who learns now a name.
pub fn name(session: Session, name: &str) {
    let profile = session.profile();
    save(session, &Profile { name: clean_name(name), ..profile });
}

/// Gives who learns now a colour.
pub fn paint(session: Session, colour: Colour) {
    let profile = session.profile();
    save(session, &Profile { colour, ..profile });
}

/// Stores a profile.
pub fn save(session: Session, profile: &Profile) {
    session.journal.amend(|journal| {
        journal.save_profile(profile);
    });
    session.show_keeping();
    let mut all = session.profiles.now();
    match all.iter_mut().find(|it| it.id == profile.id) {
        Some(held) => *held = profile.clone(),
        None => all.push(profile.clone()),
    }
    // What can't be stored holds for this visit.
    session.profiles.set(all);
}

/// Puts a profile away, deletes it or brings it back. Somebody else goes on if it was whose turn it was.
fn put(session: Session, id: ProfileId, state: ProfileState) {
    let found = session.profiles.peek(|all| all.iter().find(|it| it.id == id).cloned());
    let Some(profile) = found else { return };
    save(session, &Profile { state, ..profile });
    if state != ProfileState::Active && session.journal.peek(|journal| journal.profile()) == id {
        let next = session.profiles.peek(|all| all.iter().find(|it| it.state == ProfileState::Active).map(|it| it.id));
        match next {
            Some(next) => switch(session, next),
            None => add(session),
        }
    }
}

/// Shows who is on this computer as it is stored.
fn show(session: Session) {
    session.profiles.set(session.journal.peek(|journal| profiles(journal.store())));
}
