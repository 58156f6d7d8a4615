//! The look-up of offences: what is filtered and what is compared.

use std::rc::Rc;

use super::fetch::Missing;
use super::part::Part;
use super::session::Session;
use crate::markup::action::DeskAction;
use crate::markup::page::offences::{self, Finder};
use crate::markup::{Action, Markup};

/// Every offence, ready to be looked up.
pub struct Offences(Rc<Finder>);

impl Offences {
    /// Takes the offences from the shelf.
    pub fn open(session: Session, file: &str) -> Result<Self, Missing> {
        Ok(Self(session.shelf.take(file)?))
    }
}

impl Part for Offences {
    fn page(&self, session: Session) -> Vec<Markup> {
        let wanted = session.wanted.get();
        session.with_still_book(|book| offences::offences(book, &self.0, &wanted))
    }

    fn carry_out(&self, session: Session, action: Action, value: String) {
        let Action::Desk(action) = action else { return };
        session.wanted.update(|wanted| match action {
            DeskAction::Filter(by) => wanted.filter(by, value.parse().ok()),
            DeskAction::Clear => {
                *wanted = offences::Wanted { compared: std::mem::take(&mut wanted.compared), ..Default::default() }
            }
            DeskAction::Compare(id) => wanted.compare(id),
            DeskAction::ClearCompared => wanted.compared.clear(),
        });
    }
}
