//! Grading, item kind by item kind.

use kouprey::engine::grade::{Grade, Incomplete, OptionVerdict, Outcome, check, grade, shown_order};
use kouprey::engine::shuffle::{Seed, shuffled};
use kouprey::model::{Item, ItemKind, OptionId, Range, Response, Scale};
use proptest::prelude::*;

use crate::storage::support::{answered, kept};
use crate::support::{dice, id, ids, is_key, item, key_of, listed, options, random_item, random_response};

fn chosen(text: &str) -> Response {
    Response::Chosen(ids(text))
}

fn ordered(text: &str) -> Response {
    Response::Ordered(ids(text))
}

/// Pairs, parted by spaces: `left=right`.
fn matched(text: &str) -> Response {
    let pair = |word: &str| word.split_once('=').map(|(left, right)| (id(left), id(right))).unwrap();
    Response::Matched(text.split_whitespace().map(pair).collect())
}

fn single() -> Item {
    item(ItemKind::Single(options("arrest arrival* charge")))
}

fn multiple() -> Item {
    item(ItemKind::Multiple(options("photo* seal* scale* press sand")))
}

fn ordering() -> Item {
    item(ItemKind::Ordering(ids("freeze photo number cut seal")))
}

fn matching() -> Item {
    item(ItemKind::Matching(ids("court customs forestry"), ids("press")))
}

fn judgement(min: i32, max: i32, step: i32, low: i32, high: i32) -> Item {
    item(ItemKind::Judgement(Scale { min, max, step }, Range { low, high }))
}

/// The grade in words, such as `partly: photo correct, press wrong`.
#[track_caller]
fn earns(item: &Item, response: &Response, expected: &str) {
    let Grade { outcome, options } = grade(item, response).unwrap();
    let options: Vec<String> = options.iter().map(|(id, verdict)| format!("{id} {}", verdict.as_str())).collect();
    assert_eq!(format!("{}: {}", outcome.as_str(), options.join(", ")), expected);
}

#[track_caller]
fn refused(item: &Item, response: &Response, expected: Incomplete) {
    assert_eq!(check(item, response), Err(expected));
    assert_eq!(grade(item, response), Err(expected));
}

#[test]
fn a_single_choice_is_right_or_wrong_and_says_which_one_was_right() {
    earns(&single(), &chosen("arrival"), "correct: arrest left, arrival correct, charge left");
    earns(&single(), &chosen("charge"), "wrong: arrest left, arrival missed, charge wrong");
}

#[test]
fn a_vignette_is_graded_as_a_single_choice() {
    let vignette = item(ItemKind::Vignette(options("arrest arrival* charge")));
    earns(&vignette, &chosen("arrival"), "correct: arrest left, arrival correct, charge left");
    refused(&vignette, &chosen("arrival arrest"), Incomplete::OtherKind);
}

#[test]
fn multiple_choice_is_correct_with_all_keys_and_nothing_else() {
    earns(
        &multiple(),
        &chosen("scale photo seal"),
        "correct: photo correct, seal correct, scale correct, press left, sand left",
    );
}

#[test]
fn multiple_choice_is_partly_right_while_keys_outnumber_what_is_wrong() {
    earns(&multiple(), &chosen("photo"), "partly: photo correct, seal missed, scale missed, press left, sand left");
    earns(
        &multiple(),
        &chosen("photo seal press"),
        "partly: photo correct, seal correct, scale missed, press wrong, sand left",
    );
    earns(
        &multiple(),
        &chosen("photo press"),
        "wrong: photo correct, seal missed, scale missed, press wrong, sand left",
    );
    earns(&multiple(), &chosen("sand"), "wrong: photo missed, seal missed, scale missed, press left, sand wrong");
}

#[test]
fn choosing_everything_is_never_correct() {
    let everything = grade(&multiple(), &chosen("photo seal scale press sand")).unwrap();
    assert_eq!(everything.outcome, Outcome::Partly);
}

#[test]
fn an_order_is_correct_only_when_every_step_is_in_its_place() {
    earns(
        &ordering(),
        &ordered("freeze photo number cut seal"),
        "correct: freeze correct, photo correct, number correct, cut correct, seal correct",
    );
}

#[test]
fn an_order_is_partly_right_while_half_of_the_neighbours_follow_each_other() {
    // Nothing in its place, yet three steps of four follow the one before.
    earns(
        &ordering(),
        &ordered("photo number cut seal freeze"),
        "partly: freeze wrong, photo wrong, number wrong, cut wrong, seal wrong",
    );
    // Exactly half: freeze before photo, number before cut.
    earns(
        &ordering(),
        &ordered("freeze seal number cut photo"),
        "partly: freeze correct, photo wrong, number correct, cut correct, seal wrong",
    );
    // One of four: freeze before photo.
    earns(
        &ordering(),
        &ordered("seal cut number freeze photo"),
        "wrong: freeze wrong, photo wrong, number correct, cut wrong, seal wrong",
    );
}

#[test]
fn an_order_without_all_of_its_steps_is_not_graded() {
    refused(&ordering(), &ordered(""), Incomplete::Nothing);
    refused(&ordering(), &ordered("freeze photo"), Incomplete::Unordered { missing: 3 });
    refused(&ordering(), &ordered("freeze photo number cut cut"), Incomplete::Unknown);
    refused(&ordering(), &ordered("freeze photo number cut burn"), Incomplete::Unknown);
}

#[test]
fn pairs_are_graded_by_their_left_hand_entry() {
    earns(
        &matching(),
        &matched("forestry=forestry court=court customs=customs"),
        "correct: court correct, customs correct, forestry correct",
    );
    earns(
        &matching(),
        &matched("court=court customs=customs forestry=press"),
        "partly: court correct, customs correct, forestry wrong",
    );
    earns(
        &matching(),
        &matched("court=court customs=forestry forestry=customs"),
        "wrong: court correct, customs wrong, forestry wrong",
    );
}

#[test]
fn half_of_the_pairs_is_enough_for_partly() {
    let four = item(ItemKind::Matching(ids("a b c d"), Vec::new()));
    assert_eq!(grade(&four, &matched("a=a b=b c=d d=c")).unwrap().outcome, Outcome::Partly);
    assert_eq!(grade(&four, &matched("a=a b=c c=d d=b")).unwrap().outcome, Outcome::Wrong);
}

#[test]
fn pairs_that_are_not_whole_are_not_graded() {
    refused(&matching(), &matched(""), Incomplete::Nothing);
    refused(&matching(), &matched("court=court"), Incomplete::Unmatched { missing: 2 });
    // A spare has no left-hand entry.
    refused(&matching(), &matched("press=court"), Incomplete::Unknown);
    refused(&matching(), &matched("court=court court=customs customs=press"), Incomplete::Unknown);
    refused(&matching(), &matched("court=court customs=court forestry=press"), Incomplete::Unknown);
}

#[test]
fn a_judgement_inside_the_range_is_correct_and_one_step_outside_partly() {
    let ten = judgement(0, 10, 1, 3, 5);
    for (place, expected) in
        [(1, "wrong: "), (2, "partly: "), (3, "correct: "), (5, "correct: "), (6, "partly: "), (7, "wrong: ")]
    {
        earns(&ten, &Response::Placed(place), expected);
    }
}

#[test]
fn a_step_outside_is_as_wide_as_the_scale_makes_it() {
    let fines = judgement(0, 100, 10, 30, 50);
    earns(&fines, &Response::Placed(60), "partly: ");
    earns(&fines, &Response::Placed(70), "wrong: ");
}

#[test]
fn a_scale_of_months_forgives_three_steps() {
    let months = judgement(12, 60, 1, 24, 36);
    earns(&months, &Response::Placed(39), "partly: ");
    earns(&months, &Response::Placed(40), "wrong: ");
    earns(&months, &Response::Placed(21), "partly: ");
    earns(&months, &Response::Placed(20), "wrong: ");
    // Twenty-four places are still a scale of steps, one more is a scale of months.
    earns(&judgement(1, 24, 1, 10, 10), &Response::Placed(12), "wrong: ");
    earns(&judgement(0, 24, 1, 10, 10), &Response::Placed(12), "partly: ");
}

#[test]
fn a_place_off_the_scale_or_between_two_steps_is_not_graded() {
    let fines = judgement(-20, 100, 10, 30, 50);
    refused(&fines, &Response::Placed(-30), Incomplete::Unplaced);
    refused(&fines, &Response::Placed(110), Incomplete::Unplaced);
    refused(&fines, &Response::Placed(45), Incomplete::Unplaced);
    refused(&fines, &Response::Placed(i32::MIN), Incomplete::Unplaced);
    // A scale that does not step would divide by zero.
    refused(&judgement(0, 10, 0, 1, 2), &Response::Placed(5), Incomplete::Unplaced);
    earns(&judgement(i32::MIN, i32::MAX, 1, i32::MIN, i32::MAX), &Response::Placed(i32::MAX), "correct: ");
}

#[test]
fn a_choice_that_is_not_whole_is_not_graded() {
    for item in [single(), multiple()] {
        refused(&item, &chosen(""), Incomplete::Nothing);
        refused(&item, &chosen("nonsense"), Incomplete::Unknown);
        refused(&item, &chosen("nonsense seal arrival"), Incomplete::Unknown);
        refused(&item, &ordered("photo seal"), Incomplete::OtherKind);
        refused(&item, &Response::Placed(1), Incomplete::OtherKind);
    }
    refused(&multiple(), &chosen("photo photo"), Incomplete::Unknown);
    refused(&single(), &chosen("arrival charge"), Incomplete::OtherKind);
    refused(&ordering(), &chosen("freeze"), Incomplete::OtherKind);
}

#[test]
fn the_record_and_the_page_know_the_outcomes_by_the_same_words() {
    assert_eq!(Outcome::ALL.map(Outcome::as_str), ["correct", "partly", "wrong"]);
    for outcome in Outcome::ALL {
        let (text, _) = kept(answered("inv-05", outcome));
        assert!(text.contains(&format!("\"outcome\":\"{}\"", outcome.as_str())), "{text}");
    }
    let verdicts =
        [OptionVerdict::Chosen, OptionVerdict::Missed, OptionVerdict::WronglyChosen, OptionVerdict::RightlyLeft];
    assert_eq!(verdicts.map(OptionVerdict::as_str), ["correct", "missed", "wrong", "left"]);
}

#[test]
fn steps_are_never_shown_in_the_right_order() {
    let two = ids("first second");
    let three = ids("first second third");
    let mut shuffles_that_change_nothing = 0;
    for seed in (0..200).map(Seed) {
        assert_ne!(shown_order(&item(ItemKind::Ordering(two.clone())), seed), two);
        assert_ne!(shown_order(&item(ItemKind::Ordering(three.clone())), seed), three);
        shuffles_that_change_nothing += usize::from(shuffled(&three, seed) == three);
    }
    assert!(0 < shuffles_that_change_nothing, "the rule was never needed");
    assert_eq!(shown_order(&item(ItemKind::Ordering(ids("only"))), Seed(1)), ids("only"));
}

#[test]
fn a_spare_may_stand_anywhere_among_the_right_hand_entries() {
    let places: Vec<bool> = (0..4)
        .map(|place| (0..100).any(|seed| shown_order(&matching(), Seed(seed)).get(place) == Some(&id("press"))))
        .collect();
    assert_eq!(places, [true; 4]);
}

proptest! {
    #[test]
    fn the_key_is_correct_and_nothing_else_is(mut dice in dice()) {
        let item = random_item(&mut dice);
        let response = random_response(&mut dice, &item);
        prop_assert_eq!(grade(&item, &key_of(&item)).map(|grade| grade.outcome), Ok(Outcome::Correct));
        let is_correct = grade(&item, &response).is_ok_and(|grade| grade.outcome == Outcome::Correct);
        prop_assert_eq!(is_correct, is_key(&item, &response), "{:?} {:?}", item, response);
    }

    #[test]
    fn what_may_be_graded_is_graded_option_by_option(mut dice in dice()) {
        let item = random_item(&mut dice);
        let response = random_response(&mut dice, &item);
        let graded = grade(&item, &response);
        prop_assert_eq!(check(&item, &response), graded.clone().map(|_| ()));
        if let Ok(grade) = graded {
            let options: Vec<OptionId> = grade.options.iter().map(|(id, _)| *id).collect();
            prop_assert_eq!(options, listed(&item));
        }
    }

    #[test]
    fn what_is_shown_is_what_can_be_given(mut dice in dice(), seed in any::<u64>()) {
        let item = random_item(&mut dice);
        let mut shown = shown_order(&item, Seed(seed));
        prop_assert_eq!(&shown, &shown_order(&item, Seed(seed)), "not stable");
        let mut all = listed(&item);
        if let ItemKind::Matching(_, spares) = &item.kind {
            all.extend(spares);
        }
        shown.sort_unstable();
        all.sort_unstable();
        prop_assert_eq!(shown, all);
    }
}
