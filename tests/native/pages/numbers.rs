//! Numbers and dates in both languages.

use kouprey::markup::number::{date, decimal, digits, signed, whole};
use kouprey::model::Locale;
use proptest::prelude::*;

/// The Latin digits of a text, from either script.
fn latin(text: &str) -> String {
    let letter = |letter: char| match letter {
        '០'..='៩' => char::from_digit(letter as u32 - '០' as u32, 10).unwrap_or(letter),
        other => other,
    };
    text.chars().map(letter).collect()
}

/// The number that a text means; `thousands` is the mark between groups.
fn value(text: &str, thousands: char, point: char) -> f64 {
    let plain: String = latin(text).chars().filter(|letter| *letter != thousands).collect();
    plain.replace(point, ".").replace('−', "-").parse().unwrap()
}

proptest! {
    #[test]
    fn a_whole_number_keeps_its_digits_in_both_scripts(number in any::<i64>()) {
        for locale in Locale::ALL {
            let shown = whole(number, locale);
            let kept: String = latin(&shown).chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(kept, number.unsigned_abs().to_string());
            prop_assert_eq!(shown.starts_with('−'), number < 0);
        }
    }

    #[test]
    fn thousands_are_grouped_by_three(number in any::<i64>()) {
        let shown = whole(number, Locale::En);
        let groups: Vec<&str> = shown.trim_start_matches('−').split(',').collect();
        let (first, rest) = groups.split_first().unwrap();
        prop_assert!((1..=3).contains(&first.len()), "{shown}");
        prop_assert!(rest.iter().all(|group| group.len() == 3), "{shown}");
    }

    #[test]
    fn khmer_is_the_same_number_with_dots_and_khmer_digits(number in any::<i64>()) {
        let (en, km) = (whole(number, Locale::En), whole(number, Locale::Km));
        prop_assert_eq!(latin(&km), en.replace(',', "."));
        prop_assert!(!km.chars().any(|letter| letter.is_ascii_digit()));
    }

    #[test]
    fn a_decimal_is_right_to_a_tenth(tenths in -10_000_000_i64..10_000_000, rest in -0.049_f64..0.049) {
        let number = tenths as f64 / 10.0 + rest;
        let wanted = tenths as f64 / 10.0;
        for (locale, thousands, point) in [(Locale::En, ',', '.'), (Locale::Km, '.', ',')] {
            let shown = decimal(number, locale);
            prop_assert!((value(&shown, thousands, point) - wanted).abs() < 1e-6, "{number} is shown as {shown}");
            prop_assert!(!shown.ends_with(point), "{shown}");
            // Nothing is less than nothing.
            prop_assert!(tenths != 0 || !shown.contains('−'), "{number} is shown as {shown}");
        }
    }

    #[test]
    fn no_number_makes_a_decimal_panic(number in any::<f64>()) {
        for locale in Locale::ALL {
            prop_assert!(!decimal(number, locale).is_empty());
        }
    }

    #[test]
    fn a_signed_number_says_which_way_it_goes(number in any::<i64>()) {
        for locale in Locale::ALL {
            let shown = signed(number, locale);
            prop_assert_eq!(shown.starts_with('+'), 0 < number);
            prop_assert_eq!(shown.starts_with('−'), number < 0);
            prop_assert_eq!(shown.trim_start_matches('+'), whole(number, locale));
        }
    }

    #[test]
    fn digits_change_and_letters_stay(text in ".*") {
        prop_assert_eq!(digits(&text, Locale::En), text.clone());
        let km = digits(&text, Locale::Km);
        prop_assert!(!km.chars().any(|letter| letter.is_ascii_digit()));
        prop_assert_eq!(km.chars().count(), text.chars().count());
        prop_assert_eq!(latin(&km), latin(&text));
        prop_assert_eq!(digits(&km, Locale::Km), km);
    }

    #[test]
    fn a_date_holds_its_year_and_its_day(year in 1_u16..=9999, month in any::<u8>(), day in 1_u8..=31) {
        for locale in Locale::ALL {
            let shown = latin(&date(year, month, day, locale));
            prop_assert!(shown.contains(&year.to_string()), "{shown}");
            prop_assert!(shown.contains(&day.to_string()), "{shown}");
        }
        let km = date(year, month, day, Locale::Km);
        prop_assert!(!km.chars().any(|letter| letter.is_ascii_digit()), "{km}");
    }
}

#[test]
fn every_month_has_a_name_of_its_own() {
    for locale in Locale::ALL {
        let mut names: Vec<String> = (1..=12).map(|month| date(2026, month, 5, locale)).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 12);
    }
}
