//! Files: handing the record over, and reading one in.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::File;

use super::{Question, people};
use crate::app::platform;
use crate::app::session::Session;
use crate::engine::progress::Event;
use crate::markup::page::record::import::ImportDesk;
use crate::model::ProfileId;
use crate::storage::profiles::Profile;
use crate::storage::segment::Header;
use crate::storage::transfer::{self, FILE_BYTES_MAX, Incoming, Refusal, read_file};

/// Hands the record of who learns now over as a file, and remembers that.
pub fn export(session: Session) {
    let profile = session.profile();
    let entries = session.journal.peek(|journal| journal.entries());
    let name = format!("kouprey-{}-{}.json", profile.id, platform::today());
    platform::download(&name, &transfer::export(&profile, &entries, platform::now_ms()));
    session.record(Event::RecordExported);
}

/// Looks at a file and asks what to do with it.
pub fn look_at(session: Session, question: Rc<RefCell<Question>>, file: File) {
    platform::spawn(async move {
        let name = file.name();
        let read = if FILE_BYTES_MAX as f64 <= file.size() {
            Err(Refusal::TooLarge)
        } else {
            platform::text_of(&file).await.ok_or(Refusal::NotJson).and_then(|text| read_file(&text))
        };
        question.replace(match read {
            Ok(people) => Question::Import(desk(session, name, people)),
            Err(refusal) => Question::Refused(refusal),
        });
        session.ask();
    });
}

fn desk(session: Session, file: String, people: Vec<Incoming>) -> ImportDesk {
    let owner = session.profile();
    let is_one = people.len() == 1;
    let new_in = |incoming: &Incoming| {
        let into = if is_one { owner.id } else { incoming.profile.id };
        session.journal.peek(|journal| journal.count_new(into, &incoming.entries))
    };
    let new = people.iter().map(new_in).collect();
    // Somebody else's record must not run into this one unasked.
    let is_other = |incoming: &Incoming| {
        incoming.profile.name != owner.name && !incoming.profile.name.is_empty() && !owner.name.is_empty()
    };
    let is_apart = is_one && people.iter().any(is_other);
    ImportDesk { file, people, new, is_apart, owner }
}

/// Reads the file in that lies on the desk.
pub fn import(session: Session, desk: &ImportDesk) {
    let is_one = desk.people.len() == 1;
    for incoming in &desk.people {
        let into = match (is_one, desk.is_apart) {
            (true, false) => desk.owner.id,
            (true, true) => apart(session, &incoming.profile),
            (false, _) => known(session, &incoming.profile),
        };
        if session.journal.peek(|journal| journal.profile()) != into {
            session.journal.amend(|journal| journal.turn_to(into));
        }
        let header = Header { from: Some(desk.file.clone()), day: Some(platform::today().to_string()) };
        session.journal.amend(|journal| journal.import(&incoming.entries, header));
        people::switch(session, into);
    }
    if !is_one {
        people::switch(session, desk.owner.id);
    }
}

/// A record of its own, under its own id if that is free.
fn apart(session: Session, profile: &Profile) -> ProfileId {
    let is_taken = session.profiles.peek(|all| all.iter().any(|it| it.id == profile.id));
    let id = if is_taken { people::fresh_id() } else { profile.id };
    people::save(session, &Profile { id, ..profile.clone() });
    id
}

/// The record under the same id; a name that it has here stays.
fn known(session: Session, profile: &Profile) -> ProfileId {
    let is_named = session.profiles.peek(|all| all.iter().any(|it| it.id == profile.id && !it.name.is_empty()));
    if !is_named {
        people::save(session, profile);
    }
    profile.id
}
