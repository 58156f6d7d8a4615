//! Numbers in words: what a number is in two scripts, and which numbers are figures.

use std::ops::Range;

/// Words after which a number is a place in a law and no figure.
const LOCATORS: [&str; 11] =
    ["art.", "arts", "arts.", "article", "articles", "annex", "appendix", "no.", "number", "prakas", "class"];

/// The same in Khmer, which writes no spaces between words: they may end a longer one.
const KHMER_LOCATORS: [&str; 4] = ["មាត្រា", "ប្រកាស", "លេខ", "ថ្នាក់ទី"];

/// What joins the numbers of a list, as in `articles 91, 93 and 96`.
const JOINTS: [&str; 10] = ["", "and", "or", "to", "&", "–", "-", "និង", "ឬ", "ដល់"];

/// The figures of a sentence: numbers that say how much or how many.
pub fn figures(sentence: &str) -> Vec<String> {
    let plain: String = sentence.replace('\u{a0}', " ").to_lowercase();
    let mut figures = Vec::new();
    // Where the last number ended, if it was a place in a law.
    let mut place_in_law: Option<usize> = None;
    for (range, number) in numbers_with_places(&plain) {
        let before = plain.get(..range.start).unwrap_or_default();
        let after = plain.get(range.end..).unwrap_or_default();
        let joins = |end: usize| is_joint(plain.get(end..range.start).unwrap_or_default());
        if is_behind_locator(before) || place_in_law.is_some_and(joins) {
            place_in_law = Some(range.end);
            continue;
        }
        place_in_law = None;
        if is_how_much(before, after, &number) {
            figures.push(number);
        }
    }
    figures
}

/// Whether a locator stands right before a number, with nothing but a space or a bracket between them.
fn is_behind_locator(before: &str) -> bool {
    let word = before.trim_end_matches([' ', '(']).rsplit(' ').next().unwrap_or_default();
    let word = word.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    LOCATORS.contains(&word) || KHMER_LOCATORS.iter().any(|locator| word.ends_with(locator))
}

/// Whether words only join two numbers of a list.
fn is_joint(between: &str) -> bool {
    between.split([' ', ',', ';']).all(|word| JOINTS.contains(&word.trim_matches(['(', ')'])))
}

/// Whether a number that is no place in a law says how much or how many.
fn is_how_much(before: &str, after: &str, number: &str) -> bool {
    let is_time = after.starts_with(':') || before.ends_with(':');
    let is_tag = before.chars().next_back().is_some_and(|c| c.is_alphabetic() || c == '(' && after.starts_with(')'));
    let is_year = number.parse::<u32>().is_ok_and(|it| (1900..=2100).contains(&it));
    let is_small = number.parse::<u32>().is_ok_and(|it| it <= 12);
    let has_unit = after.starts_with('%') || before.trim_end().ends_with("usd") || before.trim_end().ends_with('$');
    !is_time && !is_tag && (has_unit || !is_year && !is_small)
}

/// All numbers of a text, written plainly: `3,813` and `៣.៨១៣` are `3813`, `២,៦` is `2.6`.
pub fn numbers(text: &str) -> Vec<String> {
    numbers_with_places(text).into_iter().map(|(_, number)| number).collect()
}

fn numbers_with_places(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut run = String::new();
    let mut start = 0;
    for (place, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        if is_digit(letter) || (!run.is_empty() && matches!(letter, '.' | ',')) {
            if run.is_empty() {
                start = place;
            }
            run.push(letter);
        } else if !run.is_empty() {
            let number = run.trim_end_matches(['.', ',']);
            found.push((start..start + number.len(), plain_number(number)));
            run.clear();
        }
    }
    found
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || ('០'..='៩').contains(&letter)
}

fn plain_number(run: &str) -> String {
    let is_khmer = run.chars().any(|c| ('០'..='៩').contains(&c));
    let (thousands, decimal) = if is_khmer { ('.', ',') } else { (',', '.') };
    let digit = |c: char| {
        let value = (c as u32).wrapping_sub('០' as u32);
        if value <= 9 { char::from_digit(value, 10).unwrap_or(c) } else { c }
    };
    let plain: String =
        run.chars().filter(|c| *c != thousands).map(|c| if c == decimal { '.' } else { digit(c) }).collect();
    // 2.60 and 2.6, 007 and 7 are the same number.
    let plain = if plain.contains('.') { plain.trim_end_matches('0').trim_end_matches('.').to_owned() } else { plain };
    let whole = plain.trim_start_matches('0');
    if whole.is_empty() || whole.starts_with('.') { format!("0{whole}") } else { whole.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn khmer_and_latin_numbers_are_the_same_number() {
        assert_eq!(numbers("3,813 nests, 2.6 million, 1–2%"), ["3813", "2.6", "1", "2"]);
        assert_eq!(numbers("៣.៨១៣ សំបុក ២,៦ លាន"), ["3813", "2.6"]);
        assert_eq!(numbers("10:05 and 0.17"), ["10", "5", "0.17"]);
    }

    #[test]
    fn times_articles_tags_and_years_are_no_figures() {
        assert!(figures("At 08:10 on 3 May 2026, art. 96 and Articles 91, 93 (E16) held.").is_empty());
        assert_eq!(figures("About 71% fruit, 5% leaves, 48 hours, USD 3"), ["71", "5", "48", "3"]);
        assert!(figures("មាត្រា\u{a0}៩៧ នៃច្បាប់").is_empty());
    }

    #[test]
    fn a_locator_serves_the_number_behind_it_and_the_list_that_it_opens() {
        assert!(figures("Articles 98(12), 99 and 100 of Prakas 240 (annex 31) hold.").is_empty());
        assert!(figures("តាមមាត្រា ៩១ និង ៩៦ ឬ ៩៨").is_empty());
        assert_eq!(figures("The number fell to 99, the article says 48 hours."), ["99", "48"]);
        assert_eq!(figures("Article 96 gives 48 hours and 24 more."), ["48", "24"]);
    }
}
