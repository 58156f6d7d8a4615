//! How far a learner is in a lesson.

use kouprey::engine::lesson::{LessonStatus, lesson_status, minutes_left};
use kouprey::model::SectionId;
use proptest::prelude::*;

use crate::support::id;

fn sections(text: &str) -> Vec<SectionId> {
    text.split_whitespace().map(id).collect()
}

fn status(read: &str, visited: bool) -> LessonStatus {
    lesson_status(&sections("clocks custody search"), &sections(read), visited)
}

#[test]
fn a_lesson_is_done_when_all_of_its_sections_were_read() {
    assert_eq!(status("", false), LessonStatus::NotBegun);
    assert_eq!(status("", true), LessonStatus::Begun);
    assert_eq!(status("custody", false), LessonStatus::Begun);
    assert_eq!(status("search clocks", true), LessonStatus::Begun);
    assert_eq!(status("search clocks custody", true), LessonStatus::Done);
}

#[test]
fn sections_that_an_edition_dropped_do_not_count() {
    assert_eq!(status("dropped", false), LessonStatus::NotBegun);
    assert_eq!(status("dropped clocks custody", true), LessonStatus::Begun);
    assert_eq!(status("dropped clocks custody search", true), LessonStatus::Done);
}

#[test]
fn a_lesson_without_sections_is_done_once_it_was_opened() {
    assert_eq!(lesson_status(&[], &[], false), LessonStatus::NotBegun);
    assert_eq!(lesson_status(&[], &[], true), LessonStatus::Done);
}

#[test]
fn the_style_sheet_knows_the_three_states() {
    let states = [LessonStatus::NotBegun, LessonStatus::Begun, LessonStatus::Done].map(LessonStatus::as_str);
    assert_eq!(states, ["left", "partly", "done"]);
}

#[test]
fn minutes_are_rounded_up_and_end_at_nothing() {
    assert_eq!(minutes_left(12, 6, 0), 12);
    assert_eq!(minutes_left(12, 6, 3), 6);
    assert_eq!(minutes_left(10, 3, 1), 7);
    assert_eq!(minutes_left(10, 3, 3), 0);
    // Never "0 minutes left" beside something unread.
    assert_eq!(minutes_left(1, 9, 8), 1);
    assert_eq!(minutes_left(0, 2, 1), 1);
    // An older edition had more sections, or the lesson has none.
    assert_eq!(minutes_left(10, 3, 5), 0);
    assert_eq!(minutes_left(10, 0, 0), 0);
}

proptest! {
    #[test]
    fn reading_on_never_adds_minutes(minutes in any::<u16>(), sections in 1_usize..60, read in 0_usize..60) {
        let before = minutes_left(minutes, sections, read);
        let after = minutes_left(minutes, sections, read + 1);
        prop_assert!(after <= before);
        prop_assert!(before <= minutes.max(1));
        prop_assert_eq!(before == 0, sections <= read);
    }
}
