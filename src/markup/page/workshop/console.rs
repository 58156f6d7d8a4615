//! The console: what the trainer sees while the room sees the wall.

mod counts;

use super::Hall;
use super::agenda::running;
use super::contributions::{self, Chosen, Places};
use super::stage::{self, Place};
use super::wall::{OptionStanding, WallSlide, clock, entry_title};
use crate::engine::workshop::{Face, Resumed, Round, Showing, Tongues, minute_of, schedule};
use crate::markup::action::{StageAction, WorkshopAction};
use crate::markup::page::button;
use crate::markup::{Action, Element, Markup, el, icon, number};
use crate::model::{ChoiceId, Phrase};

/// What the console is drawn from, beside the session.
pub struct Console<'a> {
    /// What contributions can come from and be about.
    pub places: &'a Places<'a>,
    /// The slides of the entry on the wall.
    pub slides: &'a [WallSlide],
    /// The same in the other language; empty where one language is shown.
    pub others: &'a [WallSlide],
    /// Windows that show the wall.
    pub stages: Stages,
    /// The table that is being counted; none for the whole room.
    pub table: Option<u8>,
    /// What is ticked in a case.
    pub taking: &'a [ChoiceId],
    /// The term that was placed, in months.
    pub months: Option<u16>,
    /// What was refused, in words.
    pub problem: Option<String>,
    /// Whether the pointer is on.
    pub is_pointing: bool,
    /// Whether the list of keys is open.
    pub is_listing_keys: bool,
    /// Where papers are counted.
    pub papers: Option<Element>,
    /// What is chosen in the form for contributions.
    pub draft: Chosen,
    /// The session that the wall shows, if it is another.
    pub wall_title: Option<String>,
}

/// Windows that show the wall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stages {
    /// How many answered lately.
    pub open: usize,
    /// How many of them are of another version.
    pub foreign: usize,
    /// Whether the browser refused to open one.
    pub is_blocked: bool,
}

fn act(action: WorkshopAction) -> Action {
    Action::Workshop(action)
}

fn turn(action: StageAction) -> Action {
    act(WorkshopAction::Stage(action))
}

impl Console<'_> {
    /// The page.
    pub fn page(self, hall: &Hall<'_>) -> Vec<Markup> {
        let showing = &hall.session.showing;
        let at = usize::from(showing.slide).min(self.slides.len().saturating_sub(1));
        let here = self.slides.get(at);
        let problem = self.problem.as_deref().map(contributions::refused);
        let left = el("div")
            .class("stack")
            .add(el("div").add_some(self.elsewhere(hall)))
            .add(self.wall(hall, at))
            .add(self.controls(hall, here))
            // Each in a place of its own: what comes and goes must not move the others, nor the focus in them.
            .add(el("div").add_some(problem))
            .add(el("div").add_some(here.and_then(|it| it.vote.as_ref()).map(|vote| self.counts(hall, vote))))
            .add(el("div").add_some(self.papers.clone()))
            .add(self.slide_list(hall, at));
        let about = here.map_or(crate::engine::workshop::About::Handbook, |it| it.about);
        let right = el("div")
            .class("stack")
            .add(self.next(hall, at))
            .add_some(here.map(|it| self.notes(hall, it)))
            .add(contributions::form(hall, self.places, &about, &self.draft))
            .add(running(hall))
            .add(people(hall));
        let page = el("div")
            .class("console")
            .set("data-session", hall.session.id.to_string())
            .set("data-entry", showing.entry.map(|it| it.to_string()).unwrap_or_default())
            .set("data-slide", showing.slide.to_string())
            .add(self.bar(hall))
            .add(left)
            .add(right)
            .add_some(self.is_listing_keys.then(|| keys(hall)));
        vec![page.into()]
    }

    /// That the wall shows another session, and the way to change that.
    fn elsewhere(&self, hall: &Hall<'_>) -> Option<Element> {
        let speech = hall.book.speech;
        let words = speech.fill(Phrase::WorkWallOther, &[self.wall_title.as_deref()?]);
        let put = button(act(WorkshopAction::PutOnWall), "put-on-wall", speech.say(Phrase::WorkPutOnWall), None);
        let words = el("div").class("stack").add(el("p").add(words)).add(el("p").add(put));
        let notice = el("div").class("notice").set("data-state", "caution").set("data-notice", "wall");
        Some(notice.add(icon("#i-caution")).add(words))
    }

    /// The clock, the entry, what comes next, and the way on.
    fn bar(&self, hall: &Hall<'_>) -> Element {
        let speech = hall.book.speech;
        let now = minute_of(hall.now_ms, hall.minutes_east);
        let running = hall.session.showing.entry.and_then(|id| hall.session.plan.entry(id));
        let entry = match running {
            Some((_, entry)) => {
                let took = hall.session.took_ms(entry.id, hall.now_ms) / 60_000;
                let words = speech.fill(
                    Phrase::WorkMinutesUsed,
                    &[&number::whole(took, speech.locale), &speech.number(entry.minutes)],
                );
                let is_over = i64::from(entry.minutes) < took;
                el("p")
                    .class("console__entry")
                    .maybe("data-state", is_over.then_some("over"))
                    .add(el("b").add(words))
                    .add(el("br"))
                    .add(entry_title(&hall.book, entry))
            }
            None => el("p").add(el("b").say(speech, Phrase::WorkResting)),
        };
        let slots = schedule(hall.session, hall.now_ms, hall.minutes_east);
        let place = slots.iter().position(|it| Some(it.entry) == hall.session.showing.entry);
        let resumed = hall.session.resumed(hall.today());
        let next = match (place, resumed) {
            (Some(place), _) => slots.get(place + 1),
            (None, Some(Resumed::Here(id) | Resumed::Anew(id))) => slots.iter().find(|it| it.entry == id),
            (None, None) => None,
        };
        let next = next.and_then(|slot| {
            let (_, entry) = hall.session.plan.entry(slot.entry)?;
            let words =
                speech.fill(Phrase::WorkNextAt, &[&entry_title(&hall.book, entry), &clock(slot.from, speech.locale)]);
            Some(el("p").add(words))
        });
        let held = (place.is_none() && resumed.is_none()).then(|| el("p").say(speech, Phrase::WorkHeld));
        let day_ends = slots.iter().filter(|it| it.day == hall.day()).map(|it| it.to).max();
        let ends = day_ends.map(|to| el("p").add(speech.fill(Phrase::WorkDayEnds, &[&clock(to, speech.locale)])));
        let back =
            button(turn(StageAction::Previous), "previous", speech.say(Phrase::WorkBackward), Some("#i-previous"));
        let on = button(turn(StageAction::Next), "next", speech.say(Phrase::WorkForward), None)
            .set("data-weight", "main")
            .add(icon("#i-next"));
        el("header")
            .class("console__bar")
            .add(el("h1").class("unseen").say(speech, Phrase::WorkConsole))
            .add(el("p").add(el("span").class("console__time").add(clock(now, speech.locale))))
            .add(entry)
            .add_some(next)
            .add_some(held)
            .add_some(ends)
            .add(el("p").class("cluster").add(back).add(on))
    }

    fn wall(&self, hall: &Hall<'_>, at: usize) -> Element {
        let speech = hall.book.speech;
        let showing = &hall.session.showing;
        let name = speech
            .fill(Phrase::WorkOnTheWall, &[&speech.number((at + 1) as u64), &speech.number(self.slides.len() as u64)]);
        let slide = self.slides.get(at);
        let slide = slide.map(|it| stage::slide(hall, it, self.others.get(at), showing, self.place(at)));
        el("section")
            .set("aria-labelledby", "on-wall")
            .set("data-wall", "")
            .add(el("h2").class("console__label").set("id", "on-wall").add(name))
            .add_some(slide)
    }

    fn place(&self, at: usize) -> Place {
        Place { at, of: self.slides.len(), heading: "p" }
    }

    fn next(&self, hall: &Hall<'_>, at: usize) -> Element {
        let speech = hall.book.speech;
        let next = self.slides.get(at + 1);
        let shown = next.map(|it| {
            let showing = Showing { tongues: hall.session.showing.tongues, ..Showing::default() };
            let slide = stage::slide(hall, it, self.others.get(at + 1), &showing, self.place(at + 1));
            el("div").class("console__small").set("aria-hidden", "true").mark("inert", true).add(slide)
        });
        el("section")
            .set("aria-labelledby", "next-slide")
            .add(el("h2").class("console__label").set("id", "next-slide").say(speech, Phrase::WorkNextSlide))
            .add(match shown {
                Some(shown) => shown,
                None => el("p").class("field__hint").say(speech, Phrase::WorkLastSlide),
            })
    }

    /// What the wall does, and where it is seen.
    fn controls(&self, hall: &Hall<'_>, here: Option<&WallSlide>) -> Element {
        let speech = hall.book.speech;
        let showing = &hall.session.showing;
        let press = |action, hook, phrase, is_on: bool| {
            button(turn(action), hook, speech.say(phrase), None)
                .set("aria-pressed", if is_on { "true" } else { "false" })
        };
        let has_vote = here.is_some_and(|it| it.vote.is_some());
        let vote = has_vote.then(|| {
            let votes = press(StageAction::Votes, "votes", Phrase::WorkShowVotes, showing.face == Face::Votes);
            let is_item = here.and_then(|it| it.vote.as_ref()).is_some_and(|it| it.decision.is_none());
            let answer = press(StageAction::Answer, "answer", Phrase::WorkShowAnswer, showing.face == Face::Answer);
            let answer = is_item.then_some(answer);
            let again = press(StageAction::Round, "round", Phrase::WorkVoteAgain, showing.round == Round::Second);
            el("p").class("cluster").add(votes).add_some(answer).add(again)
        });
        let languages = Tongues::ALL.map(|tongues| {
            let phrase = match tongues {
                Tongues::En => Phrase::WorkEnglish,
                Tongues::Km => Phrase::WorkKhmer,
                Tongues::Both => Phrase::WorkBoth,
            };
            button(act(WorkshopAction::Tongues(tongues)), "tongues", speech.say(phrase), None)
                .set("data-tongues", tongues.as_str())
                .set("aria-pressed", if showing.tongues == tongues { "true" } else { "false" })
        });
        let look = el("p")
            .class("cluster")
            .add(press(StageAction::Black, "black", Phrase::WorkBlack, showing.is_black))
            .add(button(turn(StageAction::Smaller), "smaller", speech.say(Phrase::WorkSmaller), None))
            .add(button(turn(StageAction::Larger), "larger", speech.say(Phrase::WorkLarger), None))
            .add_all(languages)
            .add(button(turn(StageAction::Rest), "rest", speech.say(Phrase::WorkRest), None))
            .add(press(StageAction::Pointer, "pointer", Phrase::WorkKeyPointer, self.is_pointing))
            .add(button(turn(StageAction::Keys), "keys", speech.say(Phrase::WorkKeys), None));
        let open = button(act(WorkshopAction::OpenStage), "stage", speech.say(Phrase::WorkOpenStage), None);
        let here = el("a").set("href", "#/stage").say(speech, Phrase::WorkStageHere);
        el("section")
            .class("console__controls stack")
            .set("aria-label", speech.say(Phrase::WorkWall))
            .add(el("div").add_some(vote))
            .add(look)
            .add(el("p").class("cluster").add(open).add(here).add(self.stages(hall)))
    }

    /// What is known of the windows that show the wall.
    fn stages(&self, hall: &Hall<'_>) -> Element {
        let speech = hall.book.speech;
        let (state, sign, words) = match self.stages {
            Stages { foreign: 1.., .. } => ("caution", "#i-caution", speech.say(Phrase::WorkStageForeign)),
            Stages { open: 0, is_blocked: true, .. } => ("caution", "#i-caution", speech.say(Phrase::WorkStageBlocked)),
            Stages { open: 0, .. } => ("closed", "#i-left", speech.say(Phrase::WorkStageClosed)),
            Stages { open: 1, .. } => ("open", "#i-done", speech.say(Phrase::WorkStageOpen)),
            Stages { open, .. } => {
                ("open", "#i-done", speech.fill(Phrase::WorkStagesOpen, &[&speech.number(open as u64)]))
            }
        };
        el("span")
            .class("mark")
            .set("data-stages", self.stages.open.to_string())
            .set("data-window", state)
            .set("role", "status")
            .add(icon(sign))
            .add(el("span").add(words))
    }

    /// The trainer's notes, and the key with its reasons.
    fn notes(&self, hall: &Hall<'_>, slide: &WallSlide) -> Element {
        let speech = hall.book.speech;
        let notes = match slide.notes.is_empty() {
            true => el("p").class("field__hint").say(speech, Phrase::WorkNoNotes),
            false => el("div").class("console__notes").set("lang", slide.locale.tag()).add_all(slide.notes.clone()),
        };
        let key = slide.vote.as_ref().filter(|it| it.decision.is_none()).map(|vote| {
            let reasons = vote.options.iter().filter(|it| !it.why.is_empty()).map(|option| {
                let sign = if option.standing == OptionStanding::Key { "#i-correct" } else { "#i-wrong" };
                el("li")
                    .add(el("b").add(option.letter.clone()))
                    .add(" ")
                    .add(icon(sign))
                    .add(el("span").add(" ").add_all(option.why.clone()))
            });
            el("details")
                .class("figure__data fold")
                .add(el("summary").class("fold__line").say(speech, Phrase::WorkKey))
                .add(el("ul").class("list").add_all(reasons.collect::<Vec<_>>()))
                .add_all(vote.answer.clone())
        });
        el("section")
            .class("block")
            .set("data-block", "notes")
            .add(el("h2").class("console__label").say(speech, Phrase::WorkNotes))
            .add(notes)
            .add_some(key)
    }

    /// Every slide of the entry, to go to.
    fn slide_list(&self, hall: &Hall<'_>, at: usize) -> Element {
        let speech = hall.book.speech;
        let rows = self.slides.iter().enumerate().map(|(place, slide)| {
            let words = Markup::Row(slide.title.clone()).words();
            let go = el("button")
                .class("agenda__go")
                .set("type", "button")
                .set("lang", slide.locale.tag())
                .maybe("aria-current", (place == at).then_some("true"))
                .on(act(WorkshopAction::Slide(u16::try_from(place).unwrap_or(u16::MAX))))
                .add(words);
            el("li").add(el("span").class("agenda__time").add(speech.number((place + 1) as u64))).add(go)
        });
        el("details")
            .class("figure__data fold")
            .set("data-block", "slides")
            .add(el("summary").class("fold__line").say(speech, Phrase::WorkSlides))
            .add(el("ol").class("agenda__run").add_all(rows.collect::<Vec<_>>()))
    }
}

/// How many are there today.
fn people(hall: &Hall<'_>) -> Element {
    let speech = hall.book.speech;
    let label = speech.fill(Phrase::WorkPresent, &[&speech.number((hall.day() + 1) as u64)]);
    let field = el("input")
        .class("input input--short")
        .set("type", "text")
        .set("inputmode", "numeric")
        .set("id", "present")
        .set("value", number::whole(i64::from(hall.present()), speech.locale))
        .on(act(WorkshopAction::Present));
    el("p").class("field field--line").add(el("label").set("for", "present").add(label)).add(field)
}

/// The list of keys.
pub fn keys(hall: &Hall<'_>) -> Element {
    let speech = hall.book.speech;
    let lines = [
        ("→ ↓ PgDn Space", Phrase::WorkForward),
        ("← ↑ PgUp", Phrase::WorkBackward),
        ("B .", Phrase::WorkBlack),
        ("F", Phrase::WorkKeyFull),
        ("+ −", Phrase::WorkKeySize),
        ("1 – 9", Phrase::WorkKeyCount),
        ("Shift 1 – 9", Phrase::WorkKeyCountLess),
        ("V", Phrase::WorkShowVotes),
        ("A", Phrase::WorkShowAnswer),
        ("R", Phrase::WorkVoteAgain),
        ("P", Phrase::WorkKeyPointer),
        ("H", Phrase::WorkKeyLight),
        ("?", Phrase::WorkKeys),
    ];
    let rows =
        lines.map(|(keys, phrase)| el("div").add(el("dt").add(el("b").add(keys))).add(el("dd").say(speech, phrase)));
    let close = button(turn(StageAction::Keys), "keys", speech.say(Phrase::Close), None);
    el("aside")
        .class("keys")
        .set("aria-label", speech.say(Phrase::WorkKeys))
        .set("lang", speech.locale.tag())
        .add(el("h2").say(speech, Phrase::WorkKeys))
        .add(el("dl").class("keys__list").add_all(rows))
        .add(close)
}
