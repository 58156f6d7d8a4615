//! Numbers, dates and hours as each language writes them.
//!
//! Chromium has no Khmer data for `Intl`, so this is our own (`khmer.md` §5): dots between
//! thousands, a comma for decimals, Khmer digits.

use crate::model::Locale;

const KHMER_DIGITS: [char; 10] = ['០', '១', '២', '៣', '៤', '៥', '៦', '៧', '៨', '៩'];

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const MONTHS_KM: [&str; 12] = ["មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា", "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ"];

/// A text with Latin digits in the place of Khmer ones.
pub fn latin(words: &str) -> String {
    let letters = words.chars().map(|letter| match letter {
        '\u{17e0}'..='\u{17e9}' => char::from_digit(u32::from(letter) - 0x17e0, 10).unwrap_or(letter),
        other => other,
    });
    letters.collect()
}

/// The number that somebody typed, in the digits of either language; none if it is not one.
pub fn typed(words: &str) -> Option<u16> {
    let digits = latin(words.trim());
    if digits.is_empty() || !digits.bytes().all(|it| it.is_ascii_digit()) { None } else { digits.parse().ok() }
}

/// The digits of a text in the digits of the language.
pub fn digits(text: &str, locale: Locale) -> String {
    match locale {
        Locale::En => text.to_owned(),
        Locale::Km => text.chars().map(khmer_digit).collect(),
    }
}

fn khmer_digit(letter: char) -> char {
    letter.to_digit(10).and_then(|digit| KHMER_DIGITS.get(digit as usize)).copied().unwrap_or(letter)
}

/// A whole number: `4,000,000` or `៤.០០០.០០០`.
pub fn whole(number: i64, locale: Locale) -> String {
    let plain = number.unsigned_abs().to_string();
    let mut grouped = String::new();
    if number < 0 {
        grouped.push('−');
    }
    let separator = if locale == Locale::Km { '.' } else { ',' };
    for (place, digit) in plain.chars().enumerate() {
        if 0 < place && (plain.len() - place).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    digits(&grouped, locale)
}

/// A number with one decimal where it has one: `1.3` or `១,៣`.
pub fn decimal(number: f64, locale: Locale) -> String {
    // Tenths, rounded: charts show no finer values, and integer printing is small in wasm.
    let tenths = (number * 10.0).round() as i64;
    let mut shown = whole(tenths / 10, locale);
    if tenths < 0 && tenths / 10 == 0 {
        shown.insert(0, '−');
    }
    let rest = (tenths % 10).abs();
    if rest != 0 {
        shown.push(if locale == Locale::Km { ',' } else { '.' });
        shown.push_str(&digits(&rest.to_string(), locale));
    }
    shown
}

/// A number with its sign: `+3`, `−2`, `0`.
pub fn signed(number: i64, locale: Locale) -> String {
    let shown = whole(number, locale);
    if 0 < number { format!("+{shown}") } else { shown }
}

/// A date: `21 November 2026` or `ថ្ងៃទី២១ ខែវិច្ឆិកា ឆ្នាំ២០២៦`. A month outside 1 to 12 gives the numbers alone.
pub fn date(year: u16, month: u8, day: u8, locale: Locale) -> String {
    let place = usize::from(month).wrapping_sub(1);
    match (locale, MONTHS_EN.get(place), MONTHS_KM.get(place)) {
        (Locale::En, Some(name), _) => format!("{day} {name} {year}"),
        (Locale::Km, _, Some(name)) => digits(&format!("ថ្ងៃទី{day:02} ខែ{name} ឆ្នាំ{year}"), locale),
        _ => digits(&format!("{year}-{month}-{day}"), locale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn khmer_numbers_are_written_as_in_its_codes() {
        assert_eq!(whole(4_000_000, Locale::Km), "៤.០០០.០០០");
        assert_eq!(decimal(41.5, Locale::Km), "៤១,៥");
        assert_eq!(date(2024, 6, 29, Locale::Km), "ថ្ងៃទី២៩ ខែមិថុនា ឆ្នាំ២០២៤");
    }

    #[test]
    fn english_numbers_are_grouped_and_signed() {
        assert_eq!(whole(-1234, Locale::En), "−1,234");
        assert_eq!(whole(999, Locale::En), "999");
        assert_eq!(decimal(0.17, Locale::En), "0.2");
        assert_eq!(decimal(36.0, Locale::En), "36");
        assert_eq!(decimal(-0.4, Locale::En), "−0.4");
        assert_eq!(signed(3, Locale::En), "+3");
        assert_eq!(signed(0, Locale::En), "0");
    }

    #[test]
    fn an_impossible_month_does_not_panic() {
        assert_eq!(date(2026, 0, 1, Locale::En), "2026-0-1");
        assert_eq!(date(2026, 13, 1, Locale::Km), "២០២៦-១៣-១");
    }
}
