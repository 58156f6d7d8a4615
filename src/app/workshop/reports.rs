//! What came of sessions: the report of one, the reports of many, a class.

mod telling;

use std::rc::Rc;

use super::base::Base;
use crate::app::fetch::Missing;
use crate::app::live::Live;
use crate::app::part::Part;
use crate::app::platform;
use crate::app::session::Session as App;
use crate::engine::class::{self, LEARNERS_MAX, Learner};
use crate::markup::action::WorkshopAction;
use crate::markup::page::workshop::{class as class_markup, reports as reports_markup};
use crate::markup::route::{Route, WorkshopPage};
use crate::markup::{Action, Markup};
use crate::model::{Locale, Phrase};
use crate::storage::key::Order;
use crate::storage::report::{self, Report};
use crate::storage::transfer::{FILE_BYTES_MAX, Incoming, Refusal, read_file};

/// Reports that are read together.
const REPORTS_MAX: usize = 100;

/// Names of files with their text; none where it can't be read.
type Texts = Vec<(String, Option<String>)>;

/// One of a class.
#[derive(Clone)]
struct Member {
    /// The place of the first entry of the record: no two records begin with the same.
    first: Order,
    /// How many entries there are.
    entries: usize,
    /// What they add up to.
    learner: Learner,
}

/// Files that a trainer opened: what they hold, and those that were refused.
#[derive(Clone)]
struct Opened<T> {
    found: Vec<T>,
    refused: Vec<(String, Refusal)>,
}

impl<T> Default for Opened<T> {
    fn default() -> Self {
        Self { found: Vec::new(), refused: Vec::new() }
    }
}

/// The part of the program that tells what came of sessions.
#[derive(Clone)]
pub struct Reports {
    base: Rc<Base>,
    learners: Rc<Live<Opened<Member>>>,
    reports: Rc<Live<Opened<Report>>>,
}

impl Reports {
    /// Opens it.
    pub fn open(session: App, words: &[String; 2]) -> Result<Self, Missing> {
        let base = Base::open(session, words)?;
        Ok(Self {
            base,
            learners: Rc::new(Live::new(Opened::default())),
            reports: Rc::new(Live::new(Opened::default())),
        })
    }

    fn class_page(&self, session: App, locale: Locale) -> Vec<Markup> {
        self.base.bring(session, &self.base.all_banks(locale));
        let questions = self.base.questions(session, locale);
        let handbook = session.handbook.now();
        self.learners.with(|Opened { found: members, refused }| {
            let learners: Vec<Learner> = members.iter().map(|it| it.learner.clone()).collect();
            let picture = class::class(&learners, &handbook);
            self.base.with_book(session, locale, |book| class_markup::class_page(book, &picture, &questions, refused))
        })
    }

    /// Opens what the trainer picked, or puts it away.
    fn act_on_files(&self, session: App, action: WorkshopAction) {
        match action {
            WorkshopAction::ReportsClear => self.reports.set(Opened::default()),
            WorkshopAction::ClassClear => self.learners.set(Opened::default()),
            WorkshopAction::ReportFiles => self.read_picked("#report-files", session, Self::add_reports),
            WorkshopAction::ClassFiles => self.read_picked("#class-files", session, Self::add_learners),
            _ => {}
        }
    }

    fn read_picked(&self, field: &str, session: App, add: fn(&Self, App, Texts)) {
        let files = platform::all_picked(field);
        let hub = self.clone();
        platform::spawn(async move {
            let mut texts = Vec::new();
            for file in files {
                let is_small = file.size() <= FILE_BYTES_MAX as f64;
                let text = if is_small { platform::text_of(&file).await } else { None };
                texts.push((file.name(), text));
            }
            add(&hub, session, texts);
        });
    }

    fn add_reports(&self, _: App, files: Texts) {
        self.reports.update(|Opened { found: held, refused }| {
            refused.clear();
            for (name, text) in files {
                match text.as_deref().map_or(Err(Refusal::NotJson), report::read) {
                    // The same session saved again is the newer of the two.
                    Ok(report) => {
                        held.retain(|it| it.session != report.session || it.made_ms > report.made_ms);
                        let is_newer = held.iter().all(|it| it.session != report.session);
                        if is_newer && held.len() < REPORTS_MAX {
                            held.push(report);
                        }
                    }
                    Err(why) => refused.push((name, why)),
                }
            }
        });
    }

    fn add_learners(&self, session: App, files: Texts) {
        let mut refused = Vec::new();
        let mut found: Vec<Incoming> = Vec::new();
        for (name, text) in files {
            match text.as_deref().map_or(Err(Refusal::NotJson), read_file) {
                Ok(people) => found.extend(people),
                Err(why) => refused.push((name, why)),
            }
        }
        let nameless = self.base.say(session, Phrase::WhoNobody, &[]);
        self.learners.update(|Opened { found: held, refused: before }| {
            *before = refused;
            for incoming in found {
                // Everybody's first record is called the same, but no two begin with the same entry: a file that was
                // picked twice, or saved again later, is one learner. The longer of the two is the later.
                let Some((first, _)) = incoming.entries.first() else { continue };
                let member = Member {
                    first: *first,
                    entries: incoming.entries.len(),
                    learner: Learner {
                        name: match incoming.profile.name.as_str() {
                            "" => format!("{nameless} {}", first.1.as_str()),
                            name => name.to_owned(),
                        },
                        progress: incoming.progress,
                    },
                };
                let has_room = held.len() < LEARNERS_MAX;
                match held.iter_mut().find(|it| it.first == member.first) {
                    Some(known) if known.entries < member.entries => *known = member,
                    Some(_) => {}
                    None if has_room => held.push(member),
                    None => {}
                }
            }
        });
    }
}

impl Part for Reports {
    fn page(&self, session: App) -> Vec<Markup> {
        let (route, locale) = session.view.peek(|view| (view.route, view.locale));
        self.base.arrived.get();
        match route {
            Route::Workshop(WorkshopPage::Class) => self.class_page(session, locale),
            Route::Workshop(WorkshopPage::Reports) => {
                let Opened { found, refused } = self.reports.get();
                self.base.with_book(session, locale, |book| reports_markup::reports_page(book, &found, &refused))
            }
            _ => self.report_page(session, locale),
        }
    }

    fn carry_out(&self, session: App, action: Action, _: String) {
        let Action::Workshop(action) = action else { return };
        match action {
            WorkshopAction::SaveReport => self.save_report(session),
            WorkshopAction::SaveCsv => self.save_csv(session),
            other => self.act_on_files(session, other),
        }
    }
}
