//! The report of a session: from what was recorded to a value with words, and to files.

use super::Reports;
use crate::app::platform;
use crate::app::session::Session as App;
use crate::app::workshop::base::Base;
use crate::engine::hindsight;
use crate::engine::progress::Day;
use crate::engine::scenario::{self, Standing};
use crate::engine::workshop::{About, Ballot, Round, Session, Vote, minute_of};
use crate::markup::Markup;
use crate::markup::page::case::LETTERS;
use crate::markup::page::shell;
use crate::markup::page::workshop::contributions::{Places, about_words};
use crate::markup::page::workshop::report::words::csv_words;
use crate::markup::page::workshop::report::{ReportTools, report_page};
use crate::markup::page::workshop::room::{Room, is_voted_on};
use crate::markup::page::workshop::wall::{OptionStanding, entry_title, item_vote, lesson_title};
use crate::markup::page::workshop::{self, Hall};
use crate::markup::tree::{BankEntry, CaseTree};
use crate::model::{LessonId, Locale, Phrase, Scenario, ScenarioId, Subject};
use crate::storage::report::{
    self, Report, ReportContribution, ReportDecision, ReportEntry, ReportOption, ReportPapers, ReportPoll, ReportRoad,
};

impl Reports {
    pub(super) fn report_page(&self, session: App, locale: Locale) -> Vec<Markup> {
        let Some(held) = Base::recorded(session) else {
            return self.base.with_book(session, locale, workshop::no_session);
        };
        self.base.bring(session, &self.report_files(session, locale, &held));
        match self.report(session, locale, &held) {
            Some(report) => self.base.with_book(session, locale, |book| report_page(book, &report, ReportTools::Own)),
            // A file that did not come is said in the place of waiting for it.
            None => {
                shell::loading(self.base.problem.get().unwrap_or_else(|| self.base.say(session, Phrase::Loading, &[])))
            }
        }
    }

    pub(super) fn save_report(&self, session: App) {
        if let Some((_, report)) = self.own(session) {
            platform::download(&format!("kouprey-report-{}.json", platform::today()), &report::write(&report));
        }
    }

    pub(super) fn save_csv(&self, session: App) {
        if let Some((locale, report)) = self.own(session) {
            let table = self.base.with_book(session, locale, |book| report::csv(&report, &csv_words(book.speech)));
            platform::download(&format!("kouprey-report-{}.csv", platform::today()), &table);
        }
    }

    /// The report of the page, in its language.
    fn own(&self, session: App) -> Option<(Locale, Report)> {
        let locale = session.view.peek(|view| view.locale);
        Some((locale, self.report(session, locale, &Base::recorded(session)?)?))
    }

    /// The words that a report needs: the items, and the cases that were played.
    fn report_files(&self, session: App, locale: Locale, held: &Session) -> Vec<String> {
        let mut files = self.base.all_banks(locale);
        for case in cases_of(held) {
            let structure = session.handbook.peek(|it| it.case(case).map(|(_, entry)| entry.file.clone()));
            files.extend(structure.into_iter().chain(self.base.case_words(session, locale, case)));
        }
        files
    }

    /// The report; none until what it needs is there.
    fn report(&self, session: App, locale: Locale, held: &Session) -> Option<Report> {
        if self.report_files(session, locale, held).iter().any(|it| !session.shelf.has(it)) {
            return None;
        }
        let banks: Vec<BankEntry> = self.base.banks(session, locale).iter().flat_map(|it| it.iter().cloned()).collect();
        let cases: Vec<Case> = cases_of(held)
            .into_iter()
            .filter_map(|id| {
                let structure = session.handbook.peek(|it| it.case(id).map(|(_, entry)| entry.file.clone()))?;
                let scenario = session.shelf.take::<Scenario>(&structure).ok()?;
                let words = session.shelf.take::<CaseTree>(&self.base.case_words(session, locale, id)?).ok()?;
                Some(Case { scenario, words })
            })
            .collect();
        let index = self.base.index(locale);
        Some(
            self.base
                .with_hall(session, locale, held, |hall| Told { hall, index, banks: &banks, cases: &cases }.report()),
        )
    }
}

/// Every case that the session planned, played or voted on.
fn cases_of(held: &Session) -> Vec<ScenarioId> {
    let planned = held.plan.entries().filter_map(|(_, entry)| match entry.subject {
        Subject::Case(id) => Some(id),
        _ => None,
    });
    let voted = held.votes.iter().filter_map(|vote| match vote.ballot {
        Ballot::Decision(id, _) => Some(id),
        Ballot::Item(_) => None,
    });
    let mut all: Vec<ScenarioId> = planned.chain(voted).chain(held.roads.iter().map(|it| it.scenario)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

struct Case {
    scenario: std::rc::Rc<Scenario>,
    words: std::rc::Rc<CaseTree>,
}

/// What a report is made of.
struct Told<'a> {
    hall: &'a Hall<'a>,
    index: &'a crate::model::WorkshopIndex,
    banks: &'a [BankEntry],
    cases: &'a [Case],
}

impl Told<'_> {
    fn report(&self) -> Report {
        let (hall, held) = (self.hall, self.hall.session);
        let (year, month, day) = hall.book.handbook.law_date;
        Report {
            made_ms: hall.now_ms,
            edition: hall.book.handbook.edition.clone(),
            law_date: Day::new(year, month, day),
            locale: hall.book.speech.locale,
            session: held.id,
            title: held.plan.title.clone(),
            day: held.began_on(),
            people: held.plan.people,
            tables: held.plan.tables,
            present: held.present.clone(),
            agenda: self.agenda(),
            polls: held
                .votes
                .iter()
                .filter(|it| it.round == Round::First || held.vote(it.ballot, Round::First).is_none())
                .filter_map(|vote| self.poll(vote))
                .collect(),
            papers: held
                .papers
                .iter()
                .map(|it| ReportPapers { title: self.hall.book.scope_title(it.part), counted: it.clone() })
                .collect(),
            roads: held.roads.iter().filter_map(|it| self.road(it.scenario)).collect(),
            contributions: held.contributions.iter().map(|it| self.contribution(it)).collect(),
        }
    }

    fn agenda(&self) -> Vec<ReportEntry> {
        let (hall, held) = (self.hall, self.hall.session);
        let minute = |ms: i64| u16::try_from(minute_of(ms, hall.minutes_east)).unwrap_or_default();
        let mut all = Vec::new();
        for (place, day) in held.agenda_as_planned().into_iter().enumerate() {
            let mut planned = day.starts;
            for entry in &day.entries {
                let first = held.stays(entry.id).next();
                // What is still on the wall took as long as anything was done in it.
                let took = held.took_ms(entry.id, held.last_at_ms).div_euclid(60_000);
                all.push(ReportEntry {
                    id: entry.id,
                    day: u8::try_from(place).unwrap_or(u8::MAX),
                    subject: entry.subject,
                    title: entry_title(&hall.book, entry),
                    planned_from: planned,
                    planned_minutes: entry.minutes,
                    from: first.map(|it| minute(it.from_ms)),
                    took_minutes: first.map(|_| u16::try_from(took).unwrap_or(u16::MAX)),
                });
                planned = planned.saturating_add(entry.minutes);
            }
        }
        all
    }

    fn poll(&self, vote: &Vote) -> Option<ReportPoll> {
        let held = self.hall.session;
        // Each with the place of its count.
        let (place, question, options): (_, _, Vec<(u16, ReportOption)>) = match vote.ballot {
            Ballot::Item(id) => {
                let entry = self.banks.iter().find(|it| it.item.id == id)?;
                let asked = item_vote(self.hall, entry);
                let options = asked.options.into_iter().map(|it| {
                    let is_key = it.standing == OptionStanding::Key;
                    (it.place, ReportOption { letter: it.letter, text: plain(&it.text), is_key })
                });
                (lesson_title(&self.hall.book, entry.lesson, None), plain(&entry.words.ask), options.collect())
            }
            Ballot::Decision(id, node) => {
                let case = self.case(id)?;
                let place = case.scenario.node_place(node)?;
                let (node, words) = (case.scenario.nodes.get(place)?, case.words.nodes.get(place)?);
                let options = (0..).zip(node.choices.iter().zip(&words.choices).zip(LETTERS));
                let options = options.filter(|(_, ((choice, _), _))| is_voted_on(choice));
                let options = options.map(|(place, ((choice, words), letter))| {
                    let is_key = choice.verdict == crate::model::Verdict::Better;
                    (place, ReportOption { letter: letter.to_owned(), text: plain(&words.text), is_key })
                });
                (case.words.title.clone(), plain(&words.ask), options.collect())
            }
        };
        let counts = |round| {
            let total = held.vote(vote.ballot, round).map(Vote::total).unwrap_or_default();
            let of = |place: u16| total.get(usize::from(place)).copied().unwrap_or_default();
            if total.is_empty() { Vec::new() } else { options.iter().map(|(place, _)| of(*place)).collect() }
        };
        let (first, second) = (counts(Round::First), counts(Round::Second));
        Some(ReportPoll {
            ballot: vote.ballot,
            entry: vote.entry,
            place,
            question,
            options: options.into_iter().map(|(_, option)| option).collect(),
            first,
            second,
        })
    }

    fn case(&self, id: ScenarioId) -> Option<&Case> {
        self.cases.iter().find(|it| it.scenario.id == id)
    }

    fn road(&self, id: ScenarioId) -> Option<ReportRoad> {
        let case = self.case(id)?;
        let room = Room { scenario: &case.scenario, words: &case.words, road: self.hall.session.road(id) };
        let trail = room.trail();
        let decisions = hindsight::visits(&case.scenario, &trail).into_iter().filter_map(|visit| {
            let place = case.scenario.node_place(visit.node)?;
            let (node, words) = (case.scenario.nodes.get(place)?, case.words.nodes.get(place)?);
            let of = |choice| {
                let place = node.choices.iter().position(|it| it.id == choice)?;
                words.choices.get(place).map(|it| plain(&it.text)).filter(|it| !it.is_empty())
            };
            let taken: Vec<String> = visit.choices.iter().filter_map(|it| of(*it)).collect();
            let votes = room.votes(self.hall.session, visit.node);
            let votes = words.choices.iter().zip(votes).map(|(words, votes)| (plain(&words.text), votes));
            Some(ReportDecision {
                node: visit.node,
                title: plain(&words.title),
                taken: taken.join(" / "),
                votes: votes.filter(|(text, _)| !text.is_empty()).collect(),
            })
        });
        let ending = match scenario::stand(&case.scenario, &trail) {
            Ok(Standing::Ended { ending, .. }) => self.hall.book.ending_title(id, ending).map(str::to_owned),
            _ => None,
        };
        Some(ReportRoad { scenario: id, title: case.words.title.clone(), decisions: decisions.collect(), ending })
    }

    fn contribution(&self, it: &crate::engine::workshop::Contribution) -> ReportContribution {
        let book = &self.hall.book;
        let part_of = |lesson: LessonId| {
            let (part, _) = book.handbook.lesson(lesson)?;
            book.part_title(part.id).map(str::to_owned)
        };
        let places = Places { index: self.index, decision: &|_, _| None };
        let (part, place, detail) = match it.about {
            About::Lesson(lesson, section) => {
                let detail = section.and_then(|section| {
                    let (_, entry) = book.handbook.lesson(lesson)?;
                    let place = entry.sections.iter().position(|known| *known == section)?;
                    Some(book.section_title(entry, place).to_owned())
                });
                (part_of(lesson), lesson_title(book, lesson, None), detail)
            }
            About::Case(case, node) => {
                let detail = node.and_then(|node| {
                    let case = self.case(case)?;
                    case.words.nodes.get(case.scenario.node_place(node)?).map(|it| plain(&it.title))
                });
                (None, about_words(book, &places, &About::Case(case, None)), detail)
            }
            About::Law(law, article) => {
                (None, about_words(book, &places, &About::Law(law, None)), article.map(|it| it.to_string()))
            }
            About::Handbook => (None, about_words(book, &places, &it.about), None),
        };
        let province = it.province.and_then(|id| self.index.provinces.iter().find(|(known, _)| *known == id).cloned());
        ReportContribution {
            id: it.id,
            entry: it.entry,
            about: it.about,
            part,
            place,
            detail,
            role: it.role,
            province,
            words: it.words.clone(),
        }
    }
}

fn plain(row: &[Markup]) -> String {
    Markup::Row(row.to_vec()).words().trim().to_owned()
}
