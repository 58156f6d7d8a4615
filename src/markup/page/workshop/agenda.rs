//! The agenda of a session: what is planned, to be changed and printed.

use super::contributions::refused;
use super::wall::{clock, entry_title};
use super::{Hall, no_session};
use crate::engine::workshop::{Slot, late, schedule};
use crate::markup::action::{AgendaAction, WorkshopAction};
use crate::markup::page::{Book, button, title};
use crate::markup::route::{DeskPage, Route, WorkshopPage};
use crate::markup::{Action, Element, Markup, el, icon, number};
use crate::model::workshop::{DAYS_MAX, TITLE_LETTERS_MAX};
use crate::model::{AgendaEntry, Phrase, Subject, When};

fn act(action: AgendaAction) -> Action {
    Action::Workshop(WorkshopAction::Agenda(action))
}

/// The page; without a session, that there is none.
pub fn agenda(book: &Book<'_>, hall: Option<&Hall<'_>>, problem: Option<&str>) -> Vec<Markup> {
    let Some(hall) = hall else { return no_session(book) };
    let speech = book.speech;
    let plan = &hall.session.plan;
    let slots = schedule(hall.session, hall.now_ms, hall.minutes_east);
    let console = Route::Workshop(WorkshopPage::Console(hall.session.id));
    let open = el("a")
        .class("button")
        .set("data-weight", "main")
        .set("href", speech.href(console))
        .say(speech, if hall.session.ran.is_empty() { Phrase::WorkBegin } else { Phrase::WorkGoOn });
    let print = button(Action::Print, "print", speech.say(Phrase::WorkPrint), Some("#i-print"));
    let back = el("a").set("href", speech.href(Route::Workshop(WorkshopPage::Index))).say(speech, Phrase::WorkBack);
    let head = title(Some(speech.say(Phrase::WorkAgenda)), plan.title.clone(), None)
        .add(el("p").class("cluster").add(open).add(print).add(back));
    let problem = problem.map(refused);
    let days = (0..plan.days.len()).map(|day| self::day(hall, day, &slots));
    let add = (plan.days.len() < DAYS_MAX)
        .then(|| button(act(AgendaAction::AddDay), "add-day", speech.say(Phrase::WorkAddDay), None));
    // A day is not thrown away with all that is in it.
    let is_empty = plan.days.last().is_some_and(|it| it.entries.is_empty());
    let remove = (1 < plan.days.len() && is_empty)
        .then(|| button(act(AgendaAction::RemoveDay), "remove-day", speech.say(Phrase::WorkRemoveDay), None));
    let page = el("div")
        .class("chapter agenda")
        .set("data-session", hall.session.id.to_string())
        .add(head)
        .add(el("div").add_some(problem))
        .add(basics(hall))
        .add_all(days.collect::<Vec<_>>())
        .add(el("p").class("cluster no-print").add_some(add).add_some(remove));
    vec![page.into()]
}

fn basics(hall: &Hall<'_>) -> Element {
    let speech = hall.book.speech;
    let plan = &hall.session.plan;
    let field = |id: &'static str, phrase, value: String, action, is_number: Kind| {
        let input = el("input").class("input").set("type", "text").set("id", id).set("value", value).on(act(action));
        let input = match is_number {
            Kind::Number => input.set("inputmode", "numeric"),
            Kind::Words => input.set("maxlength", TITLE_LETTERS_MAX.to_string()),
        };
        el("p").class("field").add(el("label").set("for", id).say(speech, phrase)).add(input)
    };
    let whole = |count: u64| number::whole(count as i64, speech.locale);
    el("section")
        .class("agenda__basics")
        .add(field("session-title", Phrase::WorkName, plan.title.clone(), AgendaAction::Title, Kind::Words))
        .add(field("session-people", Phrase::WorkPeople, whole(plan.people.into()), AgendaAction::People, Kind::Number))
        .add(field("session-tables", Phrase::WorkTables, whole(plan.tables.into()), AgendaAction::Tables, Kind::Number))
}

/// What is typed into a field.
#[derive(Clone, Copy)]
enum Kind {
    Number,
    Words,
}

fn day(hall: &Hall<'_>, day: usize, slots: &[Slot]) -> Element {
    let speech = hall.book.speech;
    let Some(it) = hall.session.plan.days.get(day) else { return el("section") };
    let id = format!("starts-{day}");
    let starts = el("input")
        .class("input input--short")
        .set("type", "text")
        .set("id", id.clone())
        .set("value", clock(i64::from(it.starts), speech.locale))
        .on(act(AgendaAction::Starts(day)));
    let ends = slots.iter().filter(|slot| slot.day == day).map(|slot| slot.to).max();
    let ends = ends.map(|to| speech.fill(Phrase::WorkEnds, &[&clock(to, speech.locale)]));
    let head = el("div")
        .class("agenda__day")
        .add(el("h2").add(speech.fill(Phrase::WorkDay, &[&speech.number((day + 1) as u64)])))
        .add(
            el("p")
                .class("cluster")
                .add(el("label").set("for", id).say(speech, Phrase::WorkStarts))
                .add(starts)
                .add_some(ends.map(|words| el("span").add(words))),
        );
    let rows = it.entries.iter().map(|entry| row(hall, entry, slots));
    let heads = [Phrase::WorkTime, Phrase::WorkWhat, Phrase::WorkMinutes];
    let heads = heads.map(|phrase| el("th").set("scope", "col").say(speech, phrase));
    let tools =
        el("th").set("scope", "col").class("no-print").add(el("span").class("unseen").say(speech, Phrase::WorkChange));
    let table = el("table")
        .class("agenda__table")
        .add(el("thead").add(el("tr").add_all(heads).add(tools)))
        .add(el("tbody").add_all(rows.collect::<Vec<_>>()));
    let wide = el("div")
        .class("wide")
        .set("tabindex", "0")
        .set("role", "region")
        .set("aria-label", speech.fill(Phrase::WorkDay, &[&speech.number((day + 1) as u64)]));
    el("section").class("block").set("data-day", day.to_string()).add(head).add(wide.add(table)).add(adder(hall, day))
}

fn row(hall: &Hall<'_>, entry: &AgendaEntry, slots: &[Slot]) -> Element {
    let speech = hall.book.speech;
    let slot = slots.iter().find(|it| it.entry == entry.id);
    let from = slot.map(|it| clock(it.from, speech.locale)).unwrap_or_default();
    let title = entry_title(&hall.book, entry);
    let own = el("input")
        .class("input")
        .set("type", "text")
        .set("maxlength", TITLE_LETTERS_MAX.to_string())
        .set("value", entry.title.clone())
        .set("placeholder", entry_title(&hall.book, &AgendaEntry { title: String::new(), ..entry.clone() }))
        .set("aria-label", speech.fill(Phrase::WorkTitleOf, &[&title]))
        .on(act(AgendaAction::Name(entry.id)));
    let minutes = el("input")
        .class("input input--short")
        .set("type", "text")
        .set("inputmode", "numeric")
        .set("value", number::whole(i64::from(entry.minutes), speech.locale))
        .set("aria-label", speech.fill(Phrase::WorkMinutesOf, &[&title]))
        .on(act(AgendaAction::Minutes(entry.id)));
    let small = |action, sign, phrase| {
        let way = match action {
            AgendaAction::Up(_) => "up",
            AgendaAction::Down(_) => "down",
            _ => "out",
        };
        el("button")
            .class("tool")
            .set("data-way", way)
            .set("type", "button")
            .set("aria-label", speech.fill(phrase, &[&title]))
            .on(act(action))
            .add(icon(sign))
    };
    let tools = el("td")
        .class("agenda__tools no-print")
        .add(small(AgendaAction::Up(entry.id), "#i-up", Phrase::WorkUp))
        .add(small(AgendaAction::Down(entry.id), "#i-down", Phrase::WorkDown))
        .add(small(AgendaAction::Remove(entry.id), "#i-wrong", Phrase::WorkRemoveEntry));
    el("tr")
        .set("data-entry", entry.id.to_string())
        .maybe("data-state", slot.map(|it| it.state.as_str()))
        .add(el("td").class("agenda__time").add(from))
        .add(el("td").add(own).add_some(section(hall, entry)).add_some(link(hall, entry)))
        .add(el("td").add(minutes))
        .add(tools)
}

/// Which section of its lesson an entry is about.
fn section(hall: &Hall<'_>, entry: &AgendaEntry) -> Option<Element> {
    let Subject::Lesson(lesson, chosen) = entry.subject else { return None };
    let (_, found) = hall.book.handbook.lesson(lesson)?;
    let speech = hall.book.speech;
    let whole = el("option").set("value", "").mark("selected", chosen.is_none()).say(speech, Phrase::WorkWholeLesson);
    let options = found.sections.iter().enumerate().map(|(place, id)| {
        el("option")
            .set("value", id.to_string())
            .mark("selected", chosen == Some(*id))
            .add(hall.book.section_title(found, place).to_owned())
    });
    Some(
        el("select")
            .class("input no-print")
            .set("aria-label", speech.fill(Phrase::WorkSectionOf, &[&entry_title(&hall.book, entry)]))
            .on(act(AgendaAction::Section(entry.id)))
            .add(whole)
            .add_all(options.collect::<Vec<_>>()),
    )
}

/// The way to what is printed for an entry.
fn link(hall: &Hall<'_>, entry: &AgendaEntry) -> Option<Element> {
    let page = match entry.subject {
        Subject::Lesson(lesson, _) => DeskPage::Handout(lesson),
        Subject::Case(case) => DeskPage::Kit(case),
        Subject::Test(part, _) => DeskPage::Paper(part),
        _ => return None,
    };
    let speech = hall.book.speech;
    Some(el("a").class("agenda__link").set("href", speech.href(Route::Desk(page))).say(speech, Phrase::WorkHandout))
}

/// What can be added to a day. Values are read back by [`subject_of`].
fn adder(hall: &Hall<'_>, day: usize) -> Element {
    let (book, speech) = (&hall.book, hall.book.speech);
    let option = |value: String, words: String| el("option").set("value", value).add(words);
    let say = |value: &str, phrase| option(value.to_owned(), speech.say(phrase));
    let group = |phrase: String, list: Vec<Element>| el("optgroup").set("label", phrase).add_all(list);
    let lessons = book.handbook.parts.iter().enumerate().map(|(place, part)| {
        let title = book.words.parts.get(place).cloned().unwrap_or_default();
        let lessons = part.lessons.iter();
        group(title, lessons.map(|it| option(format!("lesson {}", it.id), book.lesson_title(it).to_owned())).collect())
    });
    let cases = book.handbook.cases.iter();
    let cases = cases.map(|it| option(format!("case {}", it.id), book.case_words(it).0.to_owned())).collect();
    let tests = When::ALL.into_iter().flat_map(|when| {
        let parts = book.handbook.parts.iter().map(|it| Some(it.id));
        std::iter::once(None).chain(parts).map(move |part| (part, when))
    });
    let tests = tests.map(|(part, when)| {
        let entry = AgendaEntry { id: 0, subject: Subject::Test(part, when), title: String::new(), minutes: 1 };
        let part = part.map(|it| format!(" {it}")).unwrap_or_default();
        option(format!("test {}{part}", when.as_str()), entry_title(book, &entry))
    });
    let id = format!("add-{day}");
    let select = el("select")
        .class("input")
        .set("id", id.clone())
        .add(el("option").set("value", "").mark("selected", true).say(speech, Phrase::WorkAddChoose))
        .add(say("talk", Phrase::WorkTalk))
        .add(say("break", Phrase::WorkBreak))
        .add(say("discussion", Phrase::WorkDiscussion))
        .add_all(lessons.collect::<Vec<_>>())
        .add(group(speech.say(Phrase::NavCases), cases))
        .add(group(speech.say(Phrase::TestsTitle), tests.collect()));
    let add = button(act(AgendaAction::Add(day)), "add-entry", speech.say(Phrase::WorkAddThis), None);
    el("div")
        .class("agenda__add no-print")
        .add(el("p").class("field").add(el("label").set("for", id).say(speech, Phrase::WorkAdd)).add(select))
        .add(add)
}

/// What a value of the list of things to add stands for, with the minutes that it takes at first.
pub fn subject_of(value: &str, book: &Book<'_>) -> Option<(Subject, u16)> {
    let words: Vec<&str> = value.split(' ').collect();
    Some(match words.as_slice() {
        ["talk"] => (Subject::Talk, 10),
        ["break"] => (Subject::Break, 15),
        ["discussion"] => (Subject::Discussion, 30),
        ["lesson", id] => {
            let (_, entry) = book.handbook.lesson(id.parse().ok()?)?;
            (Subject::Lesson(entry.id, None), 60)
        }
        ["case", id] => {
            let (_, entry) = book.handbook.case(id.parse().ok()?)?;
            (Subject::Case(entry.id), entry.minutes)
        }
        ["test", when, part @ ..] => {
            let when = When::ALL.into_iter().find(|it| it.as_str() == *when)?;
            let part = match part {
                [id] => Some(id.parse().ok()?),
                _ => None,
            };
            (Subject::Test(part, when), 25)
        }
        _ => return None,
    })
}

/// The agenda as the console shows it: where the room is, and how late.
pub fn running(hall: &Hall<'_>) -> Element {
    let speech = hall.book.speech;
    let slots = schedule(hall.session, hall.now_ms, hall.minutes_east);
    let day = hall.day();
    let late = late(&hall.session.plan, &slots, day);
    let rows = slots.iter().filter(|it| it.day == day).filter_map(|slot| {
        let (_, entry) = hall.session.plan.entry(slot.entry)?;
        let go = el("button")
            .class("agenda__go")
            .set("type", "button")
            .maybe("aria-current", (hall.session.showing.entry == Some(slot.entry)).then_some("true"))
            .on(Action::Workshop(WorkshopAction::GoTo(slot.entry)))
            .add(entry_title(&hall.book, entry));
        let minutes = speech.number(entry.minutes);
        Some(
            el("li")
                .set("data-entry", slot.entry.to_string())
                .set("data-state", slot.state.as_str())
                .add(el("span").class("agenda__time").add(clock(slot.from, speech.locale)))
                .add(go)
                .add(el("span").class("agenda__time").add(minutes)),
        )
    });
    let catch_up = (0 < late).then(|| {
        let words = speech.fill(Phrase::WorkLate, &[&speech.number(late.unsigned_abs())]);
        let act = button(Action::Workshop(WorkshopAction::CatchUp), "catch-up", speech.say(Phrase::WorkCatchUp), None);
        el("div")
            .class("notice")
            .set("data-state", "quiet")
            .add(icon("#i-clock"))
            .add(el("div").class("stack").add(el("p").add(words)).add(el("p").add(act)))
    });
    let others = hall.session.plan.days.iter().enumerate().filter(|(it, _)| *it != day).filter_map(|(place, it)| {
        let first = it.entries.first()?;
        let words = speech.fill(Phrase::WorkToDay, &[&speech.number((place + 1) as u64)]);
        Some(button(Action::Workshop(WorkshopAction::GoTo(first.id)), "to-day", words, None))
    });
    let others: Vec<Element> = others.collect();
    let change = el("a")
        .set("href", speech.href(Route::Workshop(WorkshopPage::Agenda(hall.session.id))))
        .say(speech, Phrase::WorkChangeAgenda);
    let name = speech.fill(Phrase::WorkDay, &[&speech.number((day + 1) as u64)]);
    el("section")
        .class("block")
        .set("data-block", "agenda")
        .add(el("h2").class("console__label").add(name))
        .add_some(catch_up)
        .add(el("ol").class("agenda__run").add_all(rows.collect::<Vec<_>>()))
        .add(el("p").class("cluster").add_all(others).add(change))
}
