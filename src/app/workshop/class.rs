//! A class: learners' files from many laptops, read together and kept nowhere.

use std::rc::Rc;

use super::base::{Base, Opened, read_picked};
use crate::app::fetch::Missing;
use crate::app::live::Live;
use crate::app::part::Part;
use crate::app::session::Session as App;
use crate::engine::class::{self, Learner};
use crate::markup::action::WorkshopAction;
use crate::markup::page::workshop::class::class_page;
use crate::markup::{Action, Markup};
use crate::model::Phrase;
use crate::storage::key::Order;
use crate::storage::transfer::{Incoming, Refusal, read_file};

/// One of a class.
struct Member {
    /// The place of the first entry of the record: no two records begin with the same.
    first: Order,
    /// How many entries there are.
    entries: usize,
    /// What they add up to, under a pseudonym.
    learner: Learner,
}

/// The part of the program that shows a class.
#[derive(Clone)]
pub struct Class {
    base: Rc<Base>,
    members: Rc<Live<Opened<Member>>>,
}

impl Class {
    /// Opens it.
    pub fn open(session: App, words: &[String; 2]) -> Result<Self, Missing> {
        Ok(Self { base: Base::open(session, words)?, members: Rc::new(Live::new(Opened::default())) })
    }

    fn add(&self, session: App, files: Vec<(String, Option<String>)>) {
        let mut refused = Vec::new();
        let mut found: Vec<Incoming> = Vec::new();
        for (name, text) in files {
            match text.as_deref().map_or(Err(Refusal::NotJson), read_file) {
                Ok(people) => found.extend(people),
                Err(why) => refused.push((name, why)),
            }
        }
        self.members.update(|opened| {
            opened.refused = refused;
            for incoming in found {
                // Everybody's first record is called the same, but no two begin with the same entry: a file that was
                // picked twice, or saved again later, is one learner. The longer of the two is the later.
                let Some((first, _)) = incoming.entries.first() else { continue };
                // A learner's name may be a real one, so it is not shown.
                let mark: String = first.1.as_str().chars().take(4).collect();
                let name = self.base.say(session, Phrase::ClassPseudonym, &[&mark.to_uppercase()]);
                let learner = Learner { name, progress: incoming.progress };
                let member = Member { first: *first, entries: incoming.entries.len(), learner };
                match opened.found.iter_mut().find(|it| it.first == member.first) {
                    Some(known) if known.entries < member.entries => *known = member,
                    Some(_) => {}
                    // How many are too many, the picture says.
                    None => opened.found.push(member),
                }
            }
        });
    }
}

impl Part for Class {
    fn page(&self, session: App) -> Vec<Markup> {
        let locale = session.view.peek(|view| view.locale);
        self.base.arrived.get();
        self.base.bring(session, &self.base.all_banks(locale));
        let questions = self.base.questions(session, locale);
        let handbook = session.handbook.now();
        self.members.with(|opened| {
            let learners: Vec<Learner> = opened.found.iter().map(|it| it.learner.clone()).collect();
            let picture = class::class(&learners, &handbook);
            self.base.with_book(session, locale, |book| class_page(book, &picture, &questions, &opened.refused))
        })
    }

    fn carry_out(&self, session: App, action: Action, _: String) {
        match action {
            Action::Workshop(WorkshopAction::ClassClear) => self.members.set(Opened::default()),
            Action::Workshop(WorkshopAction::ClassFiles) => {
                let class = self.clone();
                read_picked(session, "#class-files", move |files| class.add(session, files));
            }
            _ => {}
        }
    }
}
