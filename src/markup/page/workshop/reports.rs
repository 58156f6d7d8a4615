//! Reports of many sessions side by side: what all of them said about one place of the handbook, and how all of them
//! voted. Files are opened and read on this computer, and put away when the page is left.

use super::opened::Opener;
use super::report::heard::{Rooms, heard, list, session};
use super::report::polls::{Labels, Tally, question};
use super::report::{block, day, nothing, table};
use crate::engine::workshop::Ballot;
use crate::markup::action::WorkshopAction;
use crate::markup::page::{Book, title};
use crate::markup::{Element, Markup, el};
use crate::model::{ItemId, Phrase};
use crate::storage::report::{Report, ReportPoll};
use crate::storage::transfer::Refusal;

/// The page.
pub fn reports_page(book: &Book<'_>, reports: &[Report], refused: &[(String, Refusal)]) -> Vec<Markup> {
    let speech = book.speech;
    let kept = newest(reports);
    let head = title(None, speech.say(Phrase::WorkReports), Some(speech.say(Phrase::RepReportsLead)));
    let page = el("div")
        .class("chapter reports")
        .add(head)
        .add(opener(book).controls(!reports.is_empty(), refused))
        .add_some(opener(book).refusals(refused));
    let page = match kept.is_empty() {
        true => page.add_all(nothing(book, Phrase::RepReportsNone)),
        false => page.add(sessions(book, &kept, reports.len())).add(contributions(book, &kept)).add(polls(book, &kept)),
    };
    vec![page.into()]
}

/// The newest report of each session, sessions in the order of their days.
fn newest(reports: &[Report]) -> Vec<&Report> {
    let mut kept: Vec<&Report> = Vec::new();
    for report in reports {
        match kept.iter_mut().find(|it| it.session == report.session) {
            Some(it) if it.made_ms < report.made_ms => *it = report,
            Some(_) => {}
            None => kept.push(report),
        }
    }
    kept.sort_by_key(|it| (it.day, it.session));
    kept
}

/// Where files are picked or dropped. A record is of Kouprey too, so what is no report says just that.
fn opener<'a>(book: &'a Book<'a>) -> Opener<'a> {
    Opener {
        book,
        field: "report-files",
        open: (WorkshopAction::ReportFiles, Phrase::RepOpen),
        clear: ("reports-clear", WorkshopAction::ReportsClear, Phrase::RepClear),
        private: Phrase::RepPrivate,
        count: Phrase::RepRefused,
        foreign: Phrase::RepRefusedForeign,
    }
}

fn sessions(book: &Book<'_>, kept: &[&Report], given: usize) -> Element {
    let speech = book.speech;
    let row = |report: &&Report| {
        let present: Vec<String> = report.present.iter().map(|(_, present)| speech.number(*present)).collect();
        let present = if present.is_empty() { "—".to_owned() } else { present.join(" / ") };
        el("tr")
            .set("data-report", report.session.to_string())
            .add(el("th").set("scope", "row").add(session(book, report)))
            .add(el("td").add(day(book, report.day)))
            .add(el("td").add(present))
            .add(el("td").add(speech.number(report.polls.len() as u64)))
            .add(el("td").add(speech.number(report.contributions.len() as u64)))
    };
    let heads =
        [Phrase::RepSession, Phrase::RecordWhen, Phrase::RepPresent, Phrase::RepPolls, Phrase::RepContributions];
    let rows = kept.iter().map(row).collect();
    let mut content: Vec<Markup> = vec![table(book, speech.say(Phrase::WorkSessions), &heads, rows).into()];
    let older = given.saturating_sub(kept.len());
    if 0 < older {
        let words = speech.fill(Phrase::RepOlder, &[&speech.number(older as u64)]);
        content.push(el("p").class("field__hint").set("data-older", "").add(words).into());
    }
    block(book, "reports-sessions", Phrase::WorkSessions, content)
}

fn contributions(book: &Book<'_>, kept: &[&Report]) -> Element {
    let heard = heard(book, kept);
    let content = match heard.is_empty() {
        true => nothing(book, Phrase::RepContributionsNone),
        false => list(book, &heard, Rooms::Many),
    };
    block(book, "reports-contributions", Phrase::RepContributions, content)
}

/// The same question in many rooms.
type Asked<'r> = Vec<(&'r Report, &'r ReportPoll)>;

fn polls(book: &Book<'_>, kept: &[&Report]) -> Element {
    let asked = asked(book, kept);
    let content = match asked.is_empty() {
        true => nothing(book, Phrase::RepPollsNone),
        false => asked.iter().filter_map(|rooms| poll(book, rooms)).map(Markup::from).collect(),
    };
    block(book, "reports-polls", Phrase::RepPolls, content)
}

/// Votes on the same question, in the order of the handbook. Counts are added only where the options are as many and
/// the same of them are right: otherwise an edition has changed the question.
fn asked<'r>(book: &Book<'_>, kept: &[&'r Report]) -> Vec<Asked<'r>> {
    let mut asked: Vec<Asked<'r>> = Vec::new();
    for report in kept.iter().copied() {
        for poll in &report.polls {
            let same = asked.iter_mut().find(|rooms| rooms.first().is_some_and(|(_, other)| is_same(other, poll)));
            match same {
                Some(rooms) => rooms.push((report, poll)),
                None => asked.push(vec![(report, poll)]),
            }
        }
    }
    asked.sort_by_cached_key(|rooms| rooms.first().map(|(_, poll)| rank(book, poll.ballot)));
    asked
}

fn is_same(one: &ReportPoll, other: &ReportPoll) -> bool {
    let keys = one.options.iter().map(|it| it.is_key);
    one.ballot == other.ballot && keys.eq(other.options.iter().map(|it| it.is_key))
}

/// Where a question stands in the handbook; what it does not have comes last.
fn rank(book: &Book<'_>, ballot: Ballot) -> (u8, usize, usize, Ballot) {
    let of_item = |id: ItemId| {
        book.handbook.lessons().find_map(|(_, lesson)| {
            let place = lesson.items.iter().position(|(item, _)| *item == id)?;
            Some((lesson.place, place))
        })
    };
    let (kind, (outer, inner)) = match ballot {
        Ballot::Item(item) => (0, of_item(item).unwrap_or((usize::MAX, 0))),
        Ballot::Decision(case, _) => (1, (book.handbook.case(case).map_or(usize::MAX, |(place, _)| place), 0)),
    };
    (kind, outer, inner, ballot)
}

/// A question with the counts of all rooms, and those of each folded under them. Its words are those of a report in
/// the language of the page, if there is one.
fn poll(book: &Book<'_>, rooms: &[(&Report, &ReportPoll)]) -> Option<Element> {
    let speech = book.speech;
    let is_mine = |(report, _): &&(&Report, &ReportPoll)| report.locale == speech.locale;
    let (_, shown) = *rooms.iter().find(is_mine).or_else(|| rooms.first())?;
    let mut all = Tally::empty(&shown.options);
    for (report, poll) in rooms {
        all.add(report, poll);
    }
    let fold = (1 < rooms.len()).then(|| {
        let each = rooms.iter().map(|(report, poll)| room(book, report, poll));
        el("details")
            .class("figure__data fold")
            .add(el("summary").class("fold__line").say(speech, Phrase::RepEach))
            .add(el("div").class("stack").add_all(each.collect::<Vec<_>>()))
    });
    let count = speech.fill(Phrase::RepRooms, &[&speech.number(rooms.len() as u64)]);
    Some(
        question(book, shown)
            .add(el("p").class("field__hint").add(count))
            .add(all.counted(book))
            .add(all.bars(book, Labels::Words))
            .add_some(all.shift(book))
            .add_some(fold),
    )
}

fn room(book: &Book<'_>, report: &Report, poll: &ReportPoll) -> Element {
    let tally = Tally::of(report, poll);
    let name = el("p").add(session(book, report)).add(" · ").add(day(book, report.day));
    el("div")
        .class("stack__tight")
        .set("data-room", report.session.to_string())
        .add(name)
        .add(tally.counted(book))
        .add(tally.bars(book, Labels::Letters))
        .add_some(tally.shift(book))
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::{bare, contribution, poll, printed};
    use super::*;

    #[test]
    fn votes_of_many_rooms_are_added_and_shown_room_by_room() {
        let one = Report { polls: vec![poll([10, 10], [5, 15])], ..bare("fixture1-1") };
        let two = Report { polls: vec![poll([20, 10], [0, 30])], ..bare("fixture2-1") };
        let page = printed(|book| reports_page(book, &[one.clone(), two.clone()], &[]));
        assert!(page.contains("data-shift=\"more\">rep-shift-more(25,20,45)<"), "{page}");
        assert_eq!(page.matches("data-room=").count(), 2, "{page}");
        assert_eq!(page.matches("data-ballot=").count(), 1, "{page}");
    }

    #[test]
    fn a_question_that_was_changed_is_not_added_to_the_old_one() {
        let mut changed = poll([20, 10], [0, 30]);
        changed.options.reverse();
        let one = Report { polls: vec![poll([10, 10], [5, 15])], ..bare("fixture1-1") };
        let two = Report { polls: vec![changed], ..bare("fixture2-1") };
        let page = printed(|book| reports_page(book, &[one.clone(), two.clone()], &[]));
        assert_eq!(page.matches("data-ballot=").count(), 2, "{page}");
    }

    #[test]
    fn of_one_session_the_newest_report_counts() {
        let report =
            |made_ms, words: &str| Report { made_ms, contributions: vec![contribution(words)], ..bare("fixture1-1") };
        let page = printed(|book| reports_page(book, &[report(2, "new words"), report(1, "old words")], &[]));
        assert!(page.contains("new words") && !page.contains("old words") && page.contains("data-older"), "{page}");
        assert!(page.contains("Takeo</span> · <span>21 November 2026</span>"), "{page}");
    }

    #[test]
    fn a_refused_file_is_named_with_its_reason() {
        let page = printed(|book| reports_page(book, &[], &[("holiday.jpg".to_owned(), Refusal::NotJson)]));
        assert!(page.contains("data-refused=\"not-json\"><strong>holiday.jpg</strong> refused-not-json"), "{page}");
        assert!(page.contains("data-private") && page.contains("id=\"report-files\""), "{page}");
        assert!(page.contains("multiple"), "{page}");
    }
}
