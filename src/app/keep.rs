//! Keeping the record: in step with other tabs, tidy, and asked to be kept.

use wasm_bindgen::JsCast;
use web_sys::StorageEvent;

use super::items;
use super::platform;
use super::session::Session;
use crate::markup::Action;
use crate::markup::action::OfficeAction;
use crate::storage::profiles::{PROFILE_PREFIX, profiles};
use crate::storage::{Change, Keeping};

/// Work after which somebody else may have sat down, in milliseconds: half a day in court.
const PAUSE_MS: u64 = 4 * 60 * 60_000;

/// Listens for what other tabs do, and for the moments in which this one may have missed something.
pub fn follow(session: Session) {
    platform::listen("storage", move |event| {
        let key = event.dyn_into::<StorageEvent>().ok().and_then(|event| event.key());
        match key {
            Some(key) if key.starts_with(PROFILE_PREFIX) => show_profiles(session),
            Some(key) => see(session, session.journal.amend(|journal| journal.take_in(&key))),
            // The storage was emptied.
            None => refresh(session),
        }
    });
    // A page that was frozen or put away hears of nothing meanwhile.
    for event in ["pageshow", "focus", "visibilitychange"] {
        platform::listen(event, move |_| refresh(session));
    }
}

/// Whether somebody else may be sitting here now.
pub fn notice_pause(session: Session) {
    let last = session.progress.peek(|progress| progress.last_at_ms());
    let is_long = last.is_some_and(|last| PAUSE_MS < platform::now_ms().abs_diff(last));
    session.is_after_pause.set(is_long);
}

/// Looks for whatever other tabs have done.
pub fn refresh(session: Session) {
    see(session, session.journal.amend(|journal| journal.refresh()));
}

/// Shows what has come to light.
pub fn see(session: Session, change: Change) {
    match change {
        Change::Nothing => return session.show_keeping(),
        Change::Added(events) => session.progress.update(|progress| {
            for stamped in events {
                progress.apply(&stamped.stamp, &stamped.event);
            }
        }),
        Change::Anew(progress) => session.progress.set(*progress),
    }
    session.show_keeping();
    items::follow_record(session);
}

fn show_profiles(session: Session) {
    session.profiles.set(session.journal.peek(|journal| profiles(journal.store())));
}

/// What follows a write: many loose entries are put together, and so are they where there is no room left.
pub fn after_writing(session: Session) {
    let (keeping, is_crowded) = session.journal.peek(|journal| (journal.keeping(), journal.wants_compaction()));
    if is_crowded || keeping == Keeping::Full {
        session.in_office(Action::Office(OfficeAction::Tidy), String::new());
    }
    if session.is_after_pause.now() {
        session.is_after_pause.set(false);
    }
    ask_to_keep(session);
}

/// Asks the browser once, after the first answer or the first plan of a session, to keep the record when it needs room.
fn ask_to_keep(session: Session) {
    if session.persisted.now().is_some()
        || session.progress.peek(|progress| progress.counts().attempts == 0 && progress.session_facts().is_empty())
    {
        return;
    }
    session.persisted.amend(|persisted| *persisted = Some(false));
    platform::persist(move |is_kept| session.persisted.set(Some(is_kept)));
}
