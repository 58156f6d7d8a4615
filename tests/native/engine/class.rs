//! What the records of a class say together.

use kouprey::engine::assessment::Score;
use kouprey::engine::class::{Class, ItemRow, LEARNERS_MAX, Learner, LessonRow, Tested, class, discrimination};
use kouprey::engine::grade::Outcome::{self, Correct, Partly, Wrong};
use kouprey::engine::mastery::Calibration;
use kouprey::engine::progress::{
    Day, Event, FeedbackTiming, PlaythroughId, Progress, SittingId, Stamp, Stamped, Sure, When,
};
use kouprey::engine::shuffle::Seed;
use kouprey::model::{CaseEntry, Handbook, ItemId, LessonEntry, Part, Response, Role};

use crate::storage::support::{AT, answered, ids, replica, stamp};
use crate::support::id;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 86_400_000;

/// Twelve learners: how many they have right of the four items beside `a`, and what they made of `a` at first.
const TWELVE: [(usize, Outcome); 12] = [
    (4, Correct),
    (4, Correct),
    (3, Correct),
    (3, Correct),
    (2, Correct),
    (2, Correct),
    (2, Partly),
    (2, Wrong),
    (1, Partly),
    (1, Wrong),
    (0, Partly),
    (0, Wrong),
];

fn lesson(name: &str, place: usize, sections: &str, items: &[(&str, u16)]) -> LessonEntry {
    LessonEntry {
        id: id(name),
        place,
        minutes: 10,
        sections: ids(sections),
        items: items.iter().map(|(item, meaning)| (id(item), *meaning)).collect(),
        file: String::new(),
        words: Vec::new(),
    }
}

/// Two lessons, the second with an item that the first has too, and a case with two endings.
fn handbook() -> Handbook {
    let first = lesson("first", 0, "one two", &[("a", 1), ("b", 1), ("c", 1)]);
    let second = lesson("second", 1, "three", &[("c", 1), ("d", 1), ("e", 1)]);
    let case = CaseEntry {
        id: id("case"),
        role: Role::Prosecutor,
        minutes: 30,
        decisions: 3,
        endings: ids("good bad"),
        file: String::new(),
        words: Vec::new(),
    };
    Handbook {
        parts: vec![Part { id: id("part"), number: 1, lessons: vec![first, second] }],
        cases: vec![case],
        ..Handbook::default()
    }
}

/// A learner to whom this happened, in this order.
fn learner(name: &str, events: impl IntoIterator<Item = Event>) -> Learner {
    let events = (1..).zip(events).map(|(counter, event)| Stamped { stamp: stamp(counter, replica(1)), event });
    Learner { name: name.to_owned(), progress: Progress::from_events(events.collect()) }
}

fn one_of_twelve(place: usize) -> Learner {
    let (right, first) = TWELVE[place];
    let others = ["b", "c", "d", "e"].into_iter().enumerate();
    let others = others.map(|(number, item)| answered(item, if number < right { Correct } else { Wrong }));
    // Whoever answers again has read the feedback: that counts for nothing here.
    let again = answered("a", Correct);
    learner(&format!("judge {place:02}"), [answered("a", first), again].into_iter().chain(others))
}

fn first_of_twelve(count: usize) -> Vec<Learner> {
    (0..count).map(one_of_twelve).collect()
}

fn row(class: &Class, item: &str) -> ItemRow {
    *class.items.iter().find(|it| it.item == id::<ItemId>(item)).unwrap()
}

fn order(class: &Class) -> Vec<&str> {
    class.items.iter().map(|it| it.item.as_str()).collect()
}

#[track_caller]
fn check_near(found: Option<f64>, expected: f64) {
    assert!((found.unwrap() - expected).abs() < 1e-9, "{found:?}, not {expected}");
}

#[test]
fn difficulty_is_the_share_of_learners_who_were_right_at_first() {
    let class = class(&first_of_twelve(12), &handbook());
    let a = row(&class, "a");
    assert_eq!((a.tried, a.right, a.difficulty()), (12, 6, 50));
    assert_eq!(order(&class), ["e", "d", "a", "c", "b"]);
    let rights: Vec<usize> = class.items.iter().map(|it| it.right).collect();
    assert_eq!(rights, [2, 4, 6, 8, 10]);
}

/// By hand: elsewhere those who were right at `a` have 3/4 on average and the others 1/4; the variance of all is
/// 1.25/12. So r = (3/4 − 1/4) · √(1/2 · 1/2 / (1.25/12)) = √0.6.
#[test]
fn discrimination_is_the_point_biserial_correlation_with_the_other_items() {
    let class = class(&first_of_twelve(12), &handbook());
    check_near(row(&class, "a").discrimination, 0.6_f64.sqrt());
    assert!(!row(&class, "a").is_doubtful());
    // The same learners the other way round: those who know the rest miss it.
    let (good, poor) = ([1.0, 1.0, 0.75, 0.75, 0.5, 0.5], [0.5, 0.5, 0.25, 0.25, 0.0, 0.0]);
    check_near(discrimination(&poor, &good), -(0.6_f64.sqrt()));
    let turned = ItemRow { discrimination: discrimination(&poor, &good), ..row(&class, "a") };
    assert!(turned.is_doubtful());
    check_near(discrimination(&[1.0; 5], &[0.0; 7]), 1.0);
}

#[test]
fn nothing_is_said_of_discrimination_where_few_tried_or_all_did_alike() {
    let handbook = handbook();
    let nine = class(&first_of_twelve(9), &handbook);
    assert_eq!((row(&nine, "a").tried, row(&nine, "a").discrimination), (9, None));
    assert!(!row(&nine, "a").is_doubtful());
    let ten = class(&first_of_twelve(10), &handbook);
    assert!(row(&ten, "a").discrimination.is_some());
    assert_eq!(row(&ten, "b").discrimination, None, "all ten were right");
    // Whoever tried nothing else says nothing of how those do who are right elsewhere.
    let mut learners = first_of_twelve(9);
    learners.push(learner("judge 10", [answered("a", Wrong)]));
    let with_one_more = class(&learners, &handbook);
    assert_eq!((row(&with_one_more, "a").tried, row(&with_one_more, "a").discrimination), (10, None));
    assert_eq!(discrimination(&[1.0 / 3.0; 6], &[1.0 / 3.0; 6]), None, "all were as good elsewhere");
    assert_eq!(discrimination(&[], &[]), None);
    assert_eq!(row(&class(&learners[9..], &handbook), "a").difficulty(), 0);
}

#[test]
fn an_item_that_few_tried_does_not_head_the_list() {
    let mut learners = first_of_twelve(12);
    learners.push(learner("judge 12", [answered("c", Correct)]));
    let mut handbook = handbook();
    handbook.parts[0].lessons.push(lesson("third", 2, "", &[("rare", 1), ("untried", 1)]));
    learners.push(learner("judge 13", [answered("rare", Wrong)]));
    let class = class(&learners, &handbook);
    assert_eq!(order(&class), ["e", "d", "a", "c", "b", "rare"]);
    assert_eq!(class.items_of, 7, "also the one that nobody tried");
}

#[test]
fn answers_to_an_older_meaning_are_left_out() {
    let mut handbook = handbook();
    handbook.parts[0].lessons[0].items[0].1 = 2;
    let anew = Event::ItemAnswered {
        item: id("a"),
        meaning: 2,
        response: Response::Chosen(Vec::new()),
        outcome: Wrong,
        sure: None,
        seed: Seed(1),
    };
    let old = learner("old", [answered("a", Correct), answered("gone", Correct)]);
    let both = learner("both", [answered("a", Correct), anew]);
    let only_old = class(std::slice::from_ref(&old), &handbook);
    assert!(only_old.items.is_empty(), "{:?}", only_old.items);
    assert_eq!(only_old.learners[0].answered, 0);
    let class = class(&[old, both], &handbook);
    let a = row(&class, "a");
    assert_eq!((class.items.len(), a.tried, a.right), (1, 1, 0));
}

#[test]
fn the_order_of_the_files_changes_nothing_and_learners_stand_by_name() {
    let mut learners = first_of_twelve(12);
    // Two chose one name; one of them worked later.
    let later = Stamp { at_ms: AT + DAY_MS, ..stamp(1, replica(2)) };
    let twin = Progress::from_events(vec![Stamped { stamp: later, event: answered("a", Wrong) }]);
    learners.push(Learner { name: "judge 03".to_owned(), progress: twin });
    let handbook = handbook();
    let expected = class(&learners, &handbook);
    let names: Vec<&str> = expected.learners.iter().map(|it| it.name.as_str()).collect();
    assert!(names.is_sorted(), "{names:?}");
    assert_eq!(expected.learners[4].answered, 1, "who worked later comes behind");
    for turn in 0..learners.len() {
        learners.rotate_left(1);
        assert_eq!(class(&learners, &handbook), expected, "turned by {turn}");
        let reversed: Vec<Learner> = learners.iter().rev().cloned().collect();
        assert_eq!(class(&reversed, &handbook), expected, "turned by {turn} and reversed");
    }
}

#[test]
fn a_class_of_nobody_is_empty() {
    assert_eq!(class(&[], &Handbook::default()), Class::default());
    let class = class(&[], &handbook());
    assert!(class.learners.is_empty() && class.items.is_empty());
    assert_eq!((class.items_of, class.endings_of, class.left_out), (5, 2, 0));
    assert_eq!(class.lessons.len(), 2);
    assert!(class.lessons.iter().all(|it| it.begun == 0 && it.finished == 0));
    assert_eq!(class.calibration, Calibration::default());
}

/// A walk through the case that began and came to this ending.
fn walked(counter: u64, ending: &str) -> [Event; 2] {
    let playthrough = PlaythroughId { replica: replica(1), counter };
    let began = Event::PlaythroughBegan {
        scenario: id("case"),
        playthrough,
        seed: Seed(1),
        trail: Vec::new(),
        feedback: FeedbackTiming::AtOnce,
        shape: 1,
    };
    [began, Event::PlaythroughEnded { playthrough, ending: id(ending) }]
}

/// A test that was handed in.
fn sat(counter: u64, part: Option<&str>, when: When, answers: &[(&str, Outcome)]) -> Vec<Event> {
    let sitting = SittingId { replica: replica(1), counter };
    let items = answers.iter().map(|(item, _)| id(item)).collect();
    let mut events = vec![Event::TestBegan { sitting, part: part.map(id), when, items }];
    events.extend(answers.iter().map(|(item, outcome)| Event::TestAnswered {
        sitting,
        item: id(item),
        meaning: 1,
        response: Response::Chosen(Vec::new()),
        outcome: *outcome,
        seed: Seed(1),
    }));
    events.push(Event::TestEnded { sitting });
    events
}

#[test]
fn one_learner_is_a_class_too() {
    let read = |lesson: &str, section: &str| Event::SectionRead { lesson: id(lesson), section: id(section) };
    let mut events = vec![read("first", "one"), read("first", "two")];
    events.push(Event::PlaceVisited { lesson: id("second"), section: None });
    // One ending twice, and one that the case no longer has.
    events.extend([walked(1, "good"), walked(2, "good"), walked(3, "gone")].concat());
    events.extend([answered("a", Correct), answered("c", Wrong)]);
    let class = class(&[learner("judge", events)], &handbook());
    let [only] = &class.learners[..] else { panic!("{:?}", class.learners) };
    assert_eq!((only.answered, only.known, only.endings), (2, 0, 1));
    assert_eq!(only.lessons, [id("first")]);
    let first = LessonRow { lesson: id("first"), begun: 1, finished: 1 };
    assert_eq!(class.lessons, [first, LessonRow { lesson: id("second"), begun: 1, finished: 0 }]);
    assert_eq!(order(&class), ["c", "a"]);
    assert!(class.items.iter().all(|it| it.discrimination.is_none()));
}

#[test]
fn an_item_is_known_as_in_the_record_of_one() {
    let at = |counter: u64, days: i64, minutes: i64, event: Event| {
        let at_ms = AT + days * DAY_MS + minutes * MINUTE_MS;
        Stamped { stamp: Stamp { at_ms, day: Day::from_instant(at_ms, 420), ..stamp(counter, replica(1)) }, event }
    };
    let progress = Progress::from_events(vec![
        at(1, 0, 0, answered("a", Correct)),
        at(2, 0, 3, answered("b", Correct)),
        at(3, 1, 0, answered("a", Correct)),
    ]);
    let class = class(&[Learner { name: "judge".to_owned(), progress }], &handbook());
    let only = &class.learners[0];
    assert_eq!((only.answered, only.known), (2, 1));
}

#[test]
fn tests_are_scored_as_handed_in_and_over_shared_questions_once_both_are_there() {
    let handbook = handbook();
    let before = sat(1, None, When::Before, &[("a", Correct), ("b", Partly)]);
    let tests = class(&[learner("judge", before.clone())], &handbook).learners[0].tests.clone();
    assert_eq!(tests, [Tested { part: None, before: Some(Score { halves: 3, of: 2 }), after: None }]);
    let mut events = before;
    events.extend(sat(2, None, When::After, &[("a", Correct), ("c", Wrong)]));
    events.extend(sat(3, Some("part"), When::After, &[("d", Correct), ("e", Wrong)]));
    let tests = class(&[learner("judge", events)], &handbook).learners[0].tests.clone();
    let right = Some(Score { halves: 2, of: 1 });
    let of_part = Some(Score { halves: 2, of: 2 });
    let expected = [
        Tested { part: None, before: right, after: right },
        Tested { part: Some(id("part")), before: None, after: of_part },
    ];
    assert_eq!(tests, expected);
}

#[test]
fn calibration_is_that_of_all_answers_together() {
    let sure = |outcome, sure| Event::ItemAnswered {
        item: id("a"),
        meaning: 1,
        response: Response::Chosen(Vec::new()),
        outcome,
        sure: Some(sure),
        seed: Seed(1),
    };
    let one = learner("one", [sure(Correct, Sure::Certain), sure(Wrong, Sure::Certain), answered("b", Correct)]);
    let two = learner("two", [sure(Wrong, Sure::Certain), sure(Partly, Sure::Guess), sure(Correct, Sure::Fairly)]);
    let class = class(&[one, two], &handbook());
    assert_eq!(class.calibration, Calibration { said: [1, 1, 3], right: [0, 1, 1] });
}

#[test]
fn a_class_has_a_limit_and_says_who_is_left_out() {
    let learners: Vec<Learner> =
        (0..LEARNERS_MAX + 3).rev().map(|number| learner(&format!("{number:03}"), [answered("a", Wrong)])).collect();
    let class = class(&learners, &handbook());
    assert_eq!((class.learners.len(), class.left_out), (LEARNERS_MAX, 3));
    assert_eq!(class.learners.last().unwrap().name, format!("{:03}", LEARNERS_MAX - 1));
    assert_eq!(row(&class, "a").tried, LEARNERS_MAX);
}

/// As many as the issue asks for. How long it takes, the bench says.
#[test]
fn sixty_records_of_two_thousand_events_are_added_up() {
    const LEARNERS: usize = 60;
    const EVENTS: usize = 2_000;
    const ITEMS: usize = 300;
    let names: Vec<String> = (0..ITEMS).map(|number| format!("item-{number}")).collect();
    let items: Vec<(&str, u16)> = names.iter().map(|name| (name.as_str(), 1)).collect();
    let mut handbook = handbook();
    handbook.parts[0].lessons = vec![lesson("all", 0, "one", &items)];
    let mut learners = Vec::new();
    for number in 0..LEARNERS {
        let events = (0..EVENTS).map(|event| {
            let item = event % ITEMS;
            // The later a learner stands, the more of the items are right, and never all or none.
            let is_right = (item * 7 + event / ITEMS) % 80 < number + 10;
            Event::ItemAnswered {
                item: id(&names[item]),
                meaning: 1,
                response: Response::Chosen(Vec::new()),
                outcome: if is_right { Correct } else { Wrong },
                sure: Some(Sure::Fairly),
                seed: Seed(1),
            }
        });
        learners.push(learner(&format!("judge {number:02}"), events));
    }
    let class = class(&learners, &handbook);
    assert_eq!((class.learners.len(), class.items.len()), (LEARNERS, ITEMS));
    assert!(class.items.iter().all(|it| it.tried == LEARNERS));
    assert!(class.items.is_sorted_by_key(|it| it.right));
    assert!(class.items.iter().filter_map(|it| it.discrimination).all(|it| 0.0 < it && it <= 1.0));
    assert!(class.items.iter().any(|it| it.discrimination.is_some()));
    let said = u32::try_from(LEARNERS * EVENTS).unwrap();
    assert_eq!(class.calibration.said, [0, said, 0]);
}
