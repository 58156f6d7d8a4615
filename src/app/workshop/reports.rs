//! What came of sessions: the report of one, and the reports of many together.

mod telling;

use std::rc::Rc;

use super::base::{Base, Opened, read_picked};
use crate::app::fetch::Missing;
use crate::app::live::Live;
use crate::app::part::Part;
use crate::app::session::Session as App;
use crate::markup::action::WorkshopAction;
use crate::markup::page::workshop::reports::reports_page;
use crate::markup::route::{Route, WorkshopPage};
use crate::markup::{Action, Markup};
use crate::storage::report::{self, Report};
use crate::storage::transfer::Refusal;

/// Reports that are read together.
const REPORTS_MAX: usize = 100;

/// The part of the program that tells what came of sessions.
#[derive(Clone)]
pub struct Reports {
    base: Rc<Base>,
    reports: Rc<Live<Opened<Report>>>,
}

impl Reports {
    /// Opens it.
    pub fn open(session: App, words: &[String; 2]) -> Result<Self, Missing> {
        Ok(Self { base: Base::open(session, words)?, reports: Rc::new(Live::new(Opened::default())) })
    }

    fn add(&self, files: Vec<(String, Option<String>)>) {
        self.reports.update(|opened| {
            opened.refused.clear();
            for (name, text) in files {
                match text.as_deref().map_or(Err(Refusal::NotJson), report::read) {
                    Ok(_) if REPORTS_MAX <= opened.found.len() => opened.refused.push((name, Refusal::TooLarge)),
                    // The same file once more says nothing new; of one session the page shows the newest.
                    Ok(report) if opened.found.contains(&report) => {}
                    Ok(report) => opened.found.push(report),
                    Err(why) => opened.refused.push((name, why)),
                }
            }
        });
    }
}

impl Part for Reports {
    fn page(&self, session: App) -> Vec<Markup> {
        let (route, locale) = session.view.peek(|view| (view.route, view.locale));
        self.base.arrived.get();
        if route != Route::Workshop(WorkshopPage::Reports) {
            return self.report_page(session, locale);
        }
        self.reports.with(|opened| {
            self.base.with_book(session, locale, |book| reports_page(book, &opened.found, &opened.refused))
        })
    }

    fn carry_out(&self, session: App, action: Action, _: String) {
        match action {
            Action::Workshop(WorkshopAction::SaveReport) => self.save_report(session),
            Action::Workshop(WorkshopAction::SaveCsv) => self.save_csv(session),
            Action::Workshop(WorkshopAction::ReportsClear) => self.reports.set(Opened::default()),
            Action::Workshop(WorkshopAction::ReportFiles) => {
                let reports = self.clone();
                read_picked(session, "#report-files", move |files| reports.add(files));
            }
            _ => {}
        }
    }
}
