//! Preferences survive damage field by field, and damage to the record.

use kouprey::engine::progress::FeedbackTiming;
use kouprey::model::Locale;
use kouprey::storage::{MemoryStore, PREFERENCES_KEY, Preferences, SearchKey, Shown, TextSize, Theme};

use super::support::{Tab, id};

/// No field has its default.
fn wishes() -> Preferences {
    Preferences {
        locale: Some(Locale::Km),
        theme: Theme::Dark,
        text_size: TextSize::Larger,
        trainer_notes: Shown::Shown,
        feedback: FeedbackTiming::AtTheEnd,
        search_key: SearchKey::Off,
        profile: Some(id("sokha-2")),
    }
}

const WRITTEN: &str = concat!(
    r#"{"locale":"km","theme":"dark","text-size":"larger","#,
    r#""trainer-notes":"shown","feedback":"at-the-end","search-key":"off","profile":"sokha-2"}"#,
);

#[test]
fn preferences_are_written_as_they_were_released() {
    assert_eq!(wishes().to_text(), WRITTEN);
    assert_eq!(
        Preferences::default().to_text(),
        r#"{"theme":"system","text-size":"normal","trainer-notes":"hidden","feedback":"at-once","search-key":"on"}"#
    );
}

#[test]
fn what_is_saved_is_found_later() {
    let store = MemoryStore::default();
    Tab::open(&store, 1).journal.save_preferences(&wishes());
    assert_eq!(Tab::open(&store, 2).journal.preferences(), wishes());
    assert_eq!(Preferences::load(&store), wishes());
}

#[test]
fn every_value_of_every_field_reads_back() {
    let mut tried = 0;
    for locale in [None, Some(Locale::En), Some(Locale::Km)] {
        for theme in Theme::ALL {
            for text_size in TextSize::ALL {
                for trainer_notes in Shown::ALL {
                    for feedback in FeedbackTiming::ALL {
                        let (theme, text_size, trainer_notes) = (*theme, *text_size, *trainer_notes);
                        for search_key in SearchKey::ALL {
                            let wishes = Preferences {
                                locale,
                                theme,
                                text_size,
                                trainer_notes,
                                feedback,
                                search_key: *search_key,
                                profile: None,
                            };
                            assert_eq!(Preferences::from_text(&wishes.to_text()), wishes);
                            tried += 1;
                        }
                    }
                }
            }
        }
    }
    assert_eq!(tried, 3 * 3 * 3 * 2 * 2 * 2);
}

#[test]
fn a_damaged_field_costs_itself_alone() {
    let defaults = Preferences::default();
    for other in ["\"purple\"", "\"\"", "null", "true", "7", "-7", "1.5", "[\"dark\",{}]", "{\"dark\":[1]}"] {
        let changed = |from: &str| Preferences::from_text(&WRITTEN.replace(from, other));
        assert_eq!(changed("\"km\""), Preferences { locale: None, ..wishes() }, "{other}");
        assert_eq!(changed("\"dark\""), Preferences { theme: defaults.theme, ..wishes() }, "{other}");
        assert_eq!(changed("\"larger\""), Preferences { text_size: defaults.text_size, ..wishes() }, "{other}");
        assert_eq!(changed("\"shown\""), Preferences { trainer_notes: defaults.trainer_notes, ..wishes() }, "{other}");
        assert_eq!(changed("\"at-the-end\""), Preferences { feedback: defaults.feedback, ..wishes() }, "{other}");
    }
}

#[test]
fn what_stands_before_a_break_holds() {
    let cut = WRITTEN.find("\"trainer-notes\"").unwrap();
    let found = Preferences::from_text(&WRITTEN[..cut]);
    assert_eq!((found.locale, found.theme, found.text_size), (Some(Locale::Km), Theme::Dark, TextSize::Larger));
    assert_eq!((found.trainer_notes, found.feedback), (Shown::Hidden, FeedbackTiming::AtOnce));
    for cut in 0..WRITTEN.len() {
        // Whatever is left out, it is no more than the rest of the text.
        let found = Preferences::from_text(&WRITTEN[..cut]);
        assert!(found.locale.is_none() || WRITTEN[..cut].contains("\"km\""));
    }
}

#[test]
fn what_is_not_preferences_gives_the_defaults() {
    let long = WRITTEN.replace('}', &format!(",\"more\":\"{}\"}}", "x".repeat(5_000)));
    for text in ["", "null", "undefined", "[]", "\"dark\"", "0", "{\"theme\"", "\u{0}", long.as_str()] {
        assert_eq!(Preferences::from_text(text), Preferences::default(), "{text}");
    }
}

#[test]
fn a_field_of_a_newer_build_does_no_harm() {
    let text = WRITTEN.replace('{', "{\"motion\":{\"of\":[\"the\",\"page\"]},");
    assert_eq!(Preferences::from_text(&text), wishes());
}

#[test]
fn damaged_bytes_stay_until_the_learner_changes_something() {
    let damaged = "{\"theme\":\"dark\",\"locale\":";
    let store = MemoryStore::with_entries([(PREFERENCES_KEY.to_owned(), damaged.to_owned())]);
    let mut tab = Tab::open(&store, 1);
    let found = tab.journal.preferences();
    assert_eq!(found.theme, Theme::Dark);
    assert_eq!(store.entries()[PREFERENCES_KEY], damaged);
    assert!(tab.journal.quarantined().is_empty());
    tab.journal.save_preferences(&Preferences { locale: Some(Locale::Km), ..found });
    assert_eq!(tab.journal.preferences(), Preferences { locale: Some(Locale::Km), ..found });
}

#[test]
fn a_broken_record_does_not_cost_the_language() {
    let store = MemoryStore::with_entries([
        ("kouprey.event.brokenxx.0000000001".to_owned(), "?".to_owned()),
        ("kouprey.format".to_owned(), "?".to_owned()),
        (PREFERENCES_KEY.to_owned(), WRITTEN.to_owned()),
    ]);
    assert_eq!(Tab::open(&store, 1).journal.preferences(), wishes());
}

#[test]
fn letters_grow_in_steps_of_a_quarter() {
    let sizes: Vec<u16> = TextSize::ALL.iter().map(|size| size.percent()).collect();
    assert_eq!(sizes, [100, 125, 150]);
}
