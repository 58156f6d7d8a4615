//! Items before and after checking: the hooks that outside tests drive, the words, the digits.

use kouprey::engine::grade::{Incomplete, grade};
use kouprey::engine::progress::{Progress, Sure};
use kouprey::markup::Markup;
use kouprey::markup::item::{ItemState, ItemView, Purpose};
use kouprey::model::{Item, ItemKind, Locale, OptionId, Phrase, Response};

use super::html::{Node, parse};
use super::site::{in_locale, lesson_tree, said, sites};
use crate::support::{id, ids, key_of};

/// The item of the tiny handbook that is of this kind.
#[track_caller]
fn item(kind: &str) -> &'static Item {
    let [_, tiny] = sites();
    let mut items = tiny.compiled.lessons.iter().flat_map(|lesson| &lesson.lesson.items);
    items.find(|item| item.kind.as_str() == kind).unwrap()
}

/// An item as it is shown in this state.
fn shown(item: &Item, locale: Locale, state: &ItemState) -> Node {
    let [_, tiny] = sites();
    let lesson = tiny.compiled.lessons.first().unwrap();
    let html = tiny.show(locale, &Progress::default(), |book| {
        let tree = lesson_tree(book, lesson);
        let place = lesson.lesson.items.iter().position(|it| it.id == item.id).unwrap();
        let words = tree.items.get(place).unwrap();
        Markup::from(ItemView { item, words, speech: book.speech, state, purpose: Purpose::Practice }.markup())
            .to_string()
    });
    parse(&html)
}

/// An item that nobody has touched, with controls that answer.
fn open(kind: &str, locale: Locale) -> Node {
    let item = item(kind);
    shown(item, locale, &ItemState::first(item, true))
}

/// An item after this response was checked.
fn checked(kind: &str, locale: Locale, response: Response) -> Node {
    let item = item(kind);
    let graded = grade(item, &response).unwrap();
    let state = ItemState {
        grade: Some(graded),
        response: Some(response),
        sure: Some(Sure::Fairly),
        ..ItemState::first(item, true)
    };
    shown(item, locale, &state)
}

/// The values of an attribute, in the order of the page.
fn values<'n>(page: &'n Node, name: &str) -> Vec<&'n str> {
    page.with(name).into_iter().filter_map(|node| node.get(name)).collect()
}

fn sorted(mut names: Vec<&str>) -> Vec<&str> {
    names.sort_unstable();
    names
}

/// The controls with which an answer is given.
fn answers(page: &Node) -> Vec<&Node> {
    page.with("data-option")
}

const KINDS: [&str; 6] = ["single", "multiple", "vignette", "ordering", "matching", "judgement"];

#[test]
fn an_open_item_says_which_it_is_and_has_one_button_to_check_it() {
    for locale in Locale::ALL {
        for kind in KINDS {
            let page = open(kind, locale);
            let frame = page.the("data-item", item(kind).id.as_str());
            assert_eq!(frame.tag, "form", "{kind}");
            assert_eq!(frame.get("data-kind"), Some(kind));
            assert_eq!(frame.get("data-state"), Some("open"), "{kind}");
            let check = page.the("data-action", "check");
            assert_eq!((check.tag.as_str(), check.get("type")), ("button", Some("submit")), "{kind}: Enter presses it");
            assert!(!check.has("disabled"), "{kind}: the button that checks is never disabled");
            assert!(page.with("data-feedback").is_empty(), "{kind}");
            assert!(page.with("checked").is_empty(), "{kind}");
        }
    }
}

#[test]
fn before_the_program_has_come_no_control_answers() {
    for kind in KINDS {
        let item = item(kind);
        let page = shown(item, Locale::En, &ItemState::first(item, false));
        for control in page.all() {
            if matches!(control.tag.as_str(), "input" | "select" | "button") {
                assert!(control.has("disabled"), "{kind}: {:?}", control.attributes);
            }
        }
    }
}

#[test]
fn one_option_of_a_single_item_or_a_vignette_is_picked_by_a_radio() {
    for (kind, options) in
        [("single", ["a-week", "one-day", "two-days"]), ("vignette", ["photograph", "press", "wait"])]
    {
        let page = open(kind, Locale::En);
        assert_eq!(sorted(values(&page, "data-option")), options);
        for control in answers(&page) {
            assert_eq!((control.tag.as_str(), control.get("type")), ("input", Some("radio")), "{kind}");
            assert_eq!(control.get("name"), Some(format!("answer-it-{kind}").as_str()));
        }
    }
    assert!(open("vignette", Locale::En).words().contains("A van is stopped on Tuesday."));
}

#[test]
fn options_of_a_multiple_item_are_taken_by_checkboxes_and_stay_taken() {
    let page = open("multiple", Locale::En);
    assert_eq!(sorted(values(&page, "data-option")), ["ivory", "message", "scales", "voice"]);
    assert!(answers(&page).iter().all(|control| control.get("type") == Some("checkbox")));
    let item = item("multiple");
    let state = ItemState { response: Some(Response::Chosen(ids("ivory voice"))), ..ItemState::first(item, true) };
    let page = shown(item, Locale::En, &state);
    let taken: Vec<&str> =
        answers(&page).into_iter().filter(|it| it.has("checked")).filter_map(|it| it.get("data-option")).collect();
    assert_eq!(sorted(taken), ["ivory", "voice"]);
}

#[test]
fn steps_are_moved_up_and_down_and_never_stand_right_at_first() {
    let page = open("ordering", Locale::En);
    let steps = values(&page, "data-step");
    assert_eq!(sorted(steps.clone()), ["photograph", "seal", "stop"]);
    assert_ne!(steps, ["stop", "photograph", "seal"]);
    for step in page.with("data-step") {
        assert_eq!(values(step, "data-way"), ["up", "down"]);
        assert!(answers(step).iter().all(|button| button.get("data-option") == step.get("data-step")));
        assert!(answers(step).iter().all(|button| button.get("aria-label").is_some_and(|label| !label.is_empty())));
    }
    // The ends of the list are said, not disabled, so that no focus is lost.
    let ends: Vec<(Option<&str>, Option<&str>)> = page
        .with("aria-disabled")
        .into_iter()
        .map(|button| (button.get("data-option"), button.get("data-way")))
        .collect();
    assert_eq!(ends, [(steps.first().copied(), Some("up")), (steps.last().copied(), Some("down"))]);
    // The learner's order stands, whatever was shown first.
    let item = item("ordering");
    let state =
        ItemState { response: Some(Response::Ordered(ids("seal stop photograph"))), ..ItemState::first(item, true) };
    assert_eq!(values(&shown(item, Locale::En, &state), "data-step"), ["seal", "stop", "photograph"]);
}

#[test]
fn each_left_hand_entry_has_a_list_of_all_right_hand_entries() {
    let page = open("matching", Locale::En);
    assert_eq!(values(&page, "data-option"), ["ivory", "animal", "money"]);
    for list in answers(&page) {
        assert_eq!(list.tag, "select");
        let entries: Vec<&str> = list.tagged("option").into_iter().filter_map(|entry| entry.get("value")).collect();
        assert_eq!(sorted(entries), ["-", "animal", "ivory", "money", "press"]);
        let selected: Vec<&Node> = list.tagged("option").into_iter().filter(|entry| entry.has("selected")).collect();
        assert_eq!(selected.iter().map(|entry| entry.get("value")).collect::<Vec<_>>(), [Some("-")]);
    }
    let item = item("matching");
    let given: (OptionId, OptionId) = (id("ivory"), id("press"));
    let state = ItemState { response: Some(Response::Matched(vec![given])), ..ItemState::first(item, true) };
    let page = shown(item, Locale::En, &state);
    let list = page.the("data-option", "ivory");
    let selected = list.tagged("option").into_iter().find(|entry| entry.has("selected"));
    assert_eq!(selected.and_then(|entry| entry.get("value")), Some("press"));
}

#[test]
fn a_judgement_is_placed_on_a_scale_between_two_named_ends() {
    for (locale, places, ends) in [
        (Locale::En, ["0", "2", "4", "6", "8", "10"], ["Not at all", "Very strong"]),
        (Locale::Km, ["០", "២", "៤", "៦", "៨", "១០"], ["មិនរឹងមាំទេ", "រឹងមាំណាស់"]),
    ] {
        let page = open("judgement", locale);
        // What a hook names is the same in every language; what a reader sees is not.
        assert_eq!(values(&page, "data-option"), ["0", "2", "4", "6", "8", "10"]);
        let labels = page.tagged("label").into_iter().filter(|label| label.get("class") == Some("scale__place"));
        assert_eq!(labels.map(Node::words).collect::<Vec<_>>(), places);
        let words = page.words();
        assert!(ends.iter().all(|end| words.contains(end)), "{words}");
    }
}

#[test]
fn khmer_items_are_written_in_khmer_digits_before_and_after() {
    for kind in KINDS {
        let item = item(kind);
        let pages = [open(kind, Locale::Km), checked(kind, Locale::Km, key_of(item))];
        for page in &pages {
            let words = page.words();
            let digits: String = words.chars().filter(char::is_ascii_digit).collect();
            assert_eq!(digits, "", "{kind}: {words}");
        }
    }
    assert!(open("ordering", Locale::Km).words().contains('១'));
    assert!(checked("judgement", Locale::Km, Response::Placed(10)).words().contains("១០"));
}

#[test]
fn an_incomplete_response_gets_a_prompt_that_fits_the_item() {
    let mut prompts = Vec::new();
    for kind in KINDS {
        let item = item(kind);
        let alert = |state: &ItemState| shown(item, Locale::En, state).the("role", "alert").words();
        assert_eq!(alert(&ItemState::first(item, true)), "", "{kind} prompts before anybody has tried");
        let prompt = alert(&ItemState { prompt: Some(Incomplete::Nothing), ..ItemState::first(item, true) });
        assert!(!prompt.is_empty() && !prompt.contains('{'), "{kind}: {prompt}");
        prompts.push(prompt);
    }
    prompts.sort();
    prompts.dedup();
    assert!(4 <= prompts.len(), "{prompts:?}");
    let item = item("matching");
    let state = ItemState { prompt: Some(Incomplete::Unmatched { missing: 2 }), ..ItemState::first(item, true) };
    assert!(shown(item, Locale::En, &state).the("role", "alert").words().contains('2'));
    assert!(shown(item, Locale::Km, &state).the("role", "alert").words().contains('២'));
}

#[test]
fn how_sure_a_learner_is_is_asked_before_and_said_after() {
    for kind in KINDS {
        let page = open(kind, Locale::En);
        let sure = page
            .tagged("input")
            .into_iter()
            .filter(|input| input.get("name") == Some(format!("sure-it-{kind}").as_str()));
        let degrees: Vec<&str> = sure.filter_map(|input| input.get("value")).collect();
        assert_eq!(degrees, Sure::ALL.map(Sure::as_str), "{kind}");
    }
}

#[test]
fn a_checked_item_shows_its_outcome_where_the_focus_can_go() {
    for (kind, response, outcome) in [
        ("single", Response::Chosen(ids("two-days")), "correct"),
        ("single", Response::Chosen(ids("one-day")), "wrong"),
        ("multiple", Response::Chosen(ids("ivory scales")), "correct"),
        ("multiple", Response::Chosen(ids("ivory")), "partly"),
        ("vignette", Response::Chosen(ids("wait")), "wrong"),
        ("ordering", Response::Ordered(ids("stop photograph seal")), "correct"),
        ("ordering", Response::Ordered(ids("photograph seal stop")), "partly"),
        ("ordering", Response::Ordered(ids("seal photograph stop")), "wrong"),
        ("judgement", Response::Placed(4), "correct"),
        ("judgement", Response::Placed(6), "partly"),
        ("judgement", Response::Placed(10), "wrong"),
    ] {
        for locale in Locale::ALL {
            let page = checked(kind, locale, response.clone());
            let frame = page.the("data-item", item(kind).id.as_str());
            assert_eq!((frame.tag.as_str(), frame.get("data-state")), ("section", Some(outcome)), "{kind}");
            let feedback = page.the("data-feedback", outcome);
            assert_eq!((feedback.get("role"), feedback.get("tabindex")), (Some("status"), Some("-1")), "{kind}");
            assert!(page.with("data-action").iter().all(|it| it.get("data-action") == Some("again")), "{kind}");
            assert_eq!(page.the("data-action", "again").tag, "button", "{kind}");
        }
    }
}

#[test]
fn every_option_is_explained_after_checking_in_the_order_of_the_key() {
    let states = |page: &Node| -> Vec<(String, String)> {
        let rows = page.tagged("li").into_iter().filter(|row| row.has("data-option"));
        rows.map(|row| (row.get("data-option").unwrap().to_owned(), row.get("data-state").unwrap().to_owned()))
            .collect()
    };
    let named = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(id, state)| ((*id).to_owned(), (*state).to_owned())).collect()
    };
    let page = checked("multiple", Locale::En, Response::Chosen(ids("ivory message")));
    let expected = named(&[("ivory", "correct"), ("scales", "missed"), ("message", "wrong"), ("voice", "left")]);
    assert_eq!(states(&page), expected);
    let page = checked("ordering", Locale::En, Response::Ordered(ids("stop seal photograph")));
    assert_eq!(states(&page), named(&[("stop", "correct"), ("photograph", "wrong"), ("seal", "wrong")]));
    let pairs = [("ivory", "ivory"), ("animal", "press"), ("money", "money")];
    let pairs: [(OptionId, OptionId); 3] = pairs.map(|(left, right)| (id(left), id(right)));
    let page = checked("matching", Locale::En, Response::Matched(pairs.to_vec()));
    let expected = named(&[("ivory", "correct"), ("animal", "wrong"), ("money", "correct"), ("press", "left")]);
    assert_eq!(states(&page), expected);
}

#[test]
fn the_explanation_of_the_item_and_of_every_option_is_shown_after_checking() {
    let [_, tiny] = sites();
    let lesson = tiny.compiled.lessons.first().unwrap();
    for locale in Locale::ALL {
        let words = in_locale(&lesson.words, locale);
        for (item, words) in lesson.lesson.items.iter().zip(&words.items) {
            let page = checked(item.kind.as_str(), locale, key_of(item)).words();
            // A citation stands where the full stop is, so only what is before it is looked for.
            let start = |words: &str| words.trim_end_matches(['.', '។', ' ']).to_owned();
            for why in words.options.iter().map(|option| &option.why).chain([&words.why]) {
                assert!(page.contains(&start(&said(why))), "{}: {} is not in {page}", item.id, said(why));
            }
        }
    }
}

#[test]
fn a_judgement_is_compared_with_the_reasoned_range() {
    let page = checked("judgement", Locale::En, Response::Placed(10)).words();
    let ItemKind::Judgement(_, range) = item("judgement").kind else { panic!("not a judgement") };
    for number in [range.low.to_string(), range.high.to_string(), "10".to_owned()] {
        assert!(page.contains(&number), "{number} is not in {page}");
    }
}

#[test]
fn what_was_said_of_being_sure_is_said_again() {
    let graded = checked("single", Locale::En, Response::Chosen(ids("two-days"))).words();
    let [_, tiny] = sites();
    let fairly = tiny.show(Locale::En, &Progress::default(), |book| book.speech.say(Phrase::SureFairly));
    assert!(graded.contains(&fairly), "{fairly} is not in {graded}");
}
