//! What came of a session, as a page to read and to print: the agenda as it ran, votes, tests, cases, and what the
//! room said.
//!
//! The words of a report are in one language, those of the page may be in the other: what differs says so by `lang`.

mod agenda;
pub(super) mod heard;
mod papers;
pub(super) mod polls;
mod roads;
pub mod words;

use crate::engine::progress::Day;
use crate::markup::action::WorkshopAction;
use crate::markup::page::{Book, button};
use crate::markup::{Action, Element, Markup, el, number};
use crate::model::{Locale, Phrase};
use crate::storage::report::Report;

/// What can be done with a report besides reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportTools {
    /// The session is of this computer: its report can be printed and taken away as files.
    Own,
    /// The report came as a file: it can be printed.
    Opened,
}

/// The page.
pub fn report_page(book: &Book<'_>, report: &Report, edit: ReportTools) -> Vec<Markup> {
    let page = el("div")
        .class("chapter report")
        .set("data-report", report.session.to_string())
        .add(head(book, report))
        .add(tools(book, edit))
        .add(glance(book, report))
        .add(agenda::chapter(book, report))
        .add(polls::chapter(book, report))
        .add(papers::chapter(book, report))
        .add(roads::chapter(book, report))
        .add(heard::chapter(book, report))
        .add(el("p").class("small").say(book.speech, Phrase::RepNoNames));
    vec![page.into()]
}

/// The title block: the session, its day, and of which edition the words are.
fn head(book: &Book<'_>, report: &Report) -> Element {
    let speech = book.speech;
    let title = match report.title.is_empty() {
        true => el("h1").say(speech, Phrase::RepUntitled),
        false => said(book, "h1", &report.title),
    };
    let edition = speech.fill(Phrase::AboutEdition, &[&number::digits(&report.edition, speech.locale)]);
    let law = report.law_date.map(|date| speech.fill(Phrase::LawStated, &[&day(book, date)]));
    let source: Vec<String> = std::iter::once(edition).chain(law).collect();
    el("header")
        .class("title")
        .add(el("p").class("title__running").say(speech, Phrase::RepRunning))
        .add(title)
        .add(el("p").class("title__lead").add(day(book, report.day)))
        .add(el("p").class("small").add(source.join(" · ")))
}

fn tools(book: &Book<'_>, edit: ReportTools) -> Element {
    let speech = book.speech;
    let print = button(Action::Print, "print", speech.say(Phrase::Print), Some("#i-print"));
    let row = el("p").class("cluster");
    match edit {
        ReportTools::Opened => row.add(print),
        ReportTools::Own => {
            let save =
                |action, hook, phrase| button(Action::Workshop(action), hook, speech.say(phrase), Some("#i-export"));
            row.add(print.set("data-weight", "main"))
                .add(save(WorkshopAction::SaveReport, "save-report", Phrase::RepSave))
                .add(save(WorkshopAction::SaveCsv, "save-csv", Phrase::RepSaveCsv))
        }
    }
}

/// The few numbers that say most.
fn glance(book: &Book<'_>, report: &Report) -> Element {
    let speech = book.speech;
    let mut facts = vec![
        (speech.say(Phrase::RepPlannedFor), speech.number(report.people)),
        (speech.say(Phrase::WorkTables), speech.number(report.tables)),
    ];
    for (day, present) in &report.present {
        let name = speech.fill(Phrase::RepPresentOn, &[&speech.number(u16::from(*day) + 1)]);
        facts.push((name, speech.number(*present)));
    }
    facts.push((speech.say(Phrase::RepPolls), speech.number(report.polls.len() as u64)));
    facts.push((speech.say(Phrase::RepContributions), speech.number(report.contributions.len() as u64)));
    let rows = facts.into_iter().map(|(name, value)| el("div").add(el("dt").add(name)).add(el("dd").add(value)));
    let list = el("dl").class("glance").add_all(rows.collect::<Vec<_>>());
    block(book, "report-glance", Phrase::ProgTitle, vec![list.into()])
}

/// A chapter of the page; `hook` is its name for tests.
pub(super) fn block(book: &Book<'_>, hook: &'static str, name: Phrase, content: Vec<Markup>) -> Element {
    el("section").class("block").set("data-block", hook).add(el("h2").say(book.speech, name)).add_all(content)
}

/// What stands in a chapter that has nothing in it.
pub(super) fn nothing(book: &Book<'_>, phrase: Phrase) -> Vec<Markup> {
    vec![el("p").class("empty").say(book.speech, phrase).into()]
}

/// A table with heads, which scrolls on a narrow page.
pub(super) fn table(book: &Book<'_>, name: String, heads: &[Phrase], rows: Vec<Element>) -> Element {
    let heads = heads.iter().map(|phrase| el("th").set("scope", "col").say(book.speech, *phrase));
    let head = el("thead").add(el("tr").add_all(heads.collect::<Vec<_>>()));
    crate::markup::figure::table::wide(name, el("table").add(head).add(el("tbody").add_all(rows)))
}

/// Words of a report in an element that says their language where it is not that of the page.
pub(super) fn said(book: &Book<'_>, tag: &'static str, words: &str) -> Element {
    let is_khmer = words.chars().any(|letter| ('\u{1780}'..='\u{17ff}').contains(&letter));
    let locale = if is_khmer { Locale::Km } else { Locale::En };
    let is_other = locale != book.speech.locale;
    el(tag).maybe("lang", is_other.then_some(locale.tag())).add(words.to_owned())
}

/// A date in words.
pub(super) fn day(book: &Book<'_>, day: Day) -> String {
    number::date(day.year(), day.month(), day.day(), book.speech.locale)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::engine::progress::{ContributionId, Progress};
    use crate::engine::workshop::{About, Ballot, Papers, Speaker};
    use crate::markup::Speech;
    use crate::model::{Handbook, HandbookWords, ItemId, Phrases, Subject, When};
    use crate::storage::report::{
        ReportContribution, ReportDecision, ReportEntry, ReportOption, ReportPapers, ReportPoll, ReportRoad,
    };

    /// A page as it is printed, in a handbook without lessons whose phrases are their ids with all gaps.
    pub(in crate::markup::page::workshop) fn printed(page: impl Fn(&Book<'_>) -> Vec<Markup>) -> String {
        let phrases = Phrases::new(Phrase::ALL.iter().map(|(_, id)| format!("{id}({{0}},{{1}},{{2}})")).collect());
        let speech = Speech { locale: Locale::En, phrases: &phrases, root: "./" };
        let (handbook, words, progress) = (Handbook::default(), HandbookWords::default(), Progress::default());
        let book = Book { handbook: &handbook, words: &words, progress: &progress, speech: &speech };
        page(&book).iter().map(Markup::to_string).collect()
    }

    /// A report of a session in which nothing was counted or said.
    pub(in crate::markup::page::workshop) fn bare(session: &str) -> Report {
        Report {
            made_ms: 5,
            edition: "0.4".to_owned(),
            law_date: Day::new(2026, 11, 1),
            locale: Locale::En,
            session: session.parse().unwrap(),
            title: "Takeo".to_owned(),
            day: "2026-11-21".parse().unwrap(),
            people: 60,
            tables: 10,
            present: Vec::new(),
            agenda: Vec::new(),
            polls: Vec::new(),
            papers: Vec::new(),
            roads: Vec::new(),
            contributions: Vec::new(),
        }
    }

    /// A vote of 20 people on two options, before and after the discussion.
    pub(in crate::markup::page::workshop) fn poll(first: [u16; 2], second: [u16; 2]) -> ReportPoll {
        let option =
            |letter: &str, is_key| ReportOption { letter: letter.to_owned(), text: format!("Option {letter}"), is_key };
        ReportPoll {
            ballot: Ballot::Item("inv-01".parse().unwrap()),
            entry: None,
            place: "The first 48 hours".to_owned(),
            question: "តើពេលណា?".to_owned(),
            options: vec![option("A", false), option("B", true)],
            first: first.to_vec(),
            second: second.to_vec(),
        }
    }

    /// Something that was said about a section.
    pub(in crate::markup::page::workshop) fn contribution(words: &str) -> ReportContribution {
        let lesson = "first-48-hours".parse().unwrap();
        ReportContribution {
            id: "fixture1-9".parse::<ContributionId>().unwrap(),
            entry: None,
            about: About::Lesson(lesson, Some("one-clock".parse().unwrap())),
            part: Some("Investigation".to_owned()),
            place: "The first 48 hours".to_owned(),
            detail: Some("One clock".to_owned()),
            role: Speaker::Prosecutor,
            province: Some(("takeo".parse().unwrap(), "តាកែវ".to_owned())),
            words: words.to_owned(),
        }
    }

    fn papers(when: When, papers: u16, right: u16) -> ReportPapers {
        let item: ItemId = "law-01".parse().unwrap();
        let counted = Papers { part: None, when, papers, right: vec![(item, right)] };
        ReportPapers { title: "All".to_owned(), counted }
    }

    #[test]
    fn every_chapter_says_that_there_is_nothing() {
        let page = printed(|book| report_page(book, &bare("fixture1-1"), ReportTools::Opened));
        assert_eq!(page.matches("class=\"empty\"").count(), 5, "{page}");
        assert!(!page.contains("save-report") && page.contains("data-action=\"print\""), "{page}");
    }

    #[test]
    fn a_vote_has_two_bars_for_each_option_and_its_shift_in_words() {
        let report = Report { polls: vec![poll([30, 15], [12, 33])], ..bare("fixture1-1") };
        let page = printed(|book| report_page(book, &report, ReportTools::Own));
        assert!(page.contains("data-ballot=\"inv-01\"") && page.contains("data-action=\"save-csv\""), "{page}");
        for width in ["50%", "20%", "25%", "55%"] {
            assert!(page.contains(&format!("width=\"{width}\"")), "{width} of a room of 60: {page}");
        }
        assert!(page.contains("data-shift=\"more\">rep-shift-more(18,15,33)<"), "{page}");
        assert!(page.contains("<li data-option=\"B\" data-key>"), "{page}");
        assert!(page.contains("<h3 lang=\"km\">តើពេលណា?</h3>"), "{page}");
    }

    #[test]
    fn the_agenda_shows_what_was_planned_and_what_it_took() {
        let entry = |id, took_minutes: Option<u16>| ReportEntry {
            id,
            day: 0,
            subject: Subject::Talk,
            title: "Opening".to_owned(),
            planned_from: 510,
            planned_minutes: 30,
            from: took_minutes.map(|_| 515),
            took_minutes,
        };
        let agenda = vec![entry(1, Some(45)), entry(2, None)];
        let report = Report { agenda, present: vec![(0, 58)], ..bare("fixture1-1") };
        let page = printed(|book| report_page(book, &report, ReportTools::Own));
        assert!(page.contains("<td>08:30</td><td>08:35</td>"), "{page}");
        assert!(page.contains("<td>30</td><td>45</td><td>+15</td>"), "{page}");
        assert!(page.contains("<td>30</td><td>rep-not-held({0},{1},{2})</td><td>—</td>"), "{page}");
        assert!(page.contains("<td>60</td><td>45</td><td>+15</td>"), "what was left out took no time: {page}");
    }

    #[test]
    fn a_gain_on_few_papers_is_shown_with_a_caution() {
        let report =
            Report { papers: vec![papers(When::Before, 12, 6), papers(When::After, 12, 9)], ..bare("fixture1-1") };
        let page = printed(|book| report_page(book, &report, ReportTools::Own));
        assert!(page.contains("rep-mean(50,12,{2})") && page.contains("rep-mean(75,12,{2})"), "{page}");
        assert!(page.contains("0.50 · rep-gain-medium") && page.contains("data-thin"), "{page}");
    }

    #[test]
    fn a_road_shows_what_a_minority_wanted() {
        let decision = ReportDecision {
            node: "call".parse().unwrap(),
            title: "The call".to_owned(),
            taken: "Go".to_owned(),
            votes: vec![("Go".to_owned(), 40), ("Wait".to_owned(), 18), ("Leave".to_owned(), 0)],
        };
        let scenario = "beans-and-beams".parse().unwrap();
        let road = ReportRoad { scenario, title: "Beans".to_owned(), decisions: vec![decision], ending: None };
        let page = printed(|book| {
            report_page(book, &Report { roads: vec![road.clone()], ..bare("fixture1-1") }, ReportTools::Own)
        });
        let (_, minority) = page.split_once("data-minority").unwrap();
        assert!(minority.contains("Wait") && !minority.contains("Leave"), "{minority}");
    }

    #[test]
    fn what_was_said_stands_under_its_place_with_role_and_province() {
        let report = Report {
            contributions: vec![contribution("Line one.\nបន្ទាត់ទីពីរ។")], ..bare("fixture1-1")
        };
        let page = printed(|book| report_page(book, &report, ReportTools::Own));
        for piece in [
            "<h3>Investigation</h3><h4>The first 48 hours</h4>",
            "data-about=\"lesson/first-48-hours/one-clock\"",
            "<p>Line one.</p><p lang=\"km\">បន្ទាត់ទីពីរ។</p>",
            "<span lang=\"km\">តាកែវ</span>",
        ] {
            assert!(page.contains(piece), "{piece}: {page}");
        }
    }
}
