//! Places in a law, as each language writes them.

use crate::markup::number;
use crate::model::Locale;

/// What stands beside the numbers of a locator, longest first, and how Khmer says it.
const WORDS: [(&str, &str); 7] = [
    ("number believed ", "លេខដែលគេជឿថា "),
    (" last paragraph", " កថាខណ្ឌចុងក្រោយ"),
    (" and following", " និងមាត្រាបន្តបន្ទាប់"),
    (" para. ", " កថាខណ្ឌទី"),
    (" with ", " ផ្សំនឹងមាត្រា\u{a0}"),
    (" and ", " និង "),
    (" to ", " ដល់ "),
];

/// `98 last paragraph` as `art. 98 last paragraph`; in Khmer with its own digits and words.
pub fn provision(locator: &str, locale: Locale) -> String {
    match locale {
        Locale::En => format!("art.\u{a0}{locator}"),
        Locale::Km => {
            let words = WORDS.iter().fold(locator.to_owned(), |said, (en, km)| said.replace(en, km));
            format!("មាត្រា\u{a0}{}", number::digits(&words, Locale::Km))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_a_law_is_written_in_each_language() {
        assert_eq!(provision("98(12)", Locale::En), "art.\u{a0}98(12)");
        assert_eq!(provision("98(12)", Locale::Km), "មាត្រា\u{a0}៩៨(១២)");
        assert_eq!(provision("98 last paragraph", Locale::Km), "មាត្រា\u{a0}៩៨ កថាខណ្ឌចុងក្រោយ");
        assert_eq!(provision("35 para. 1", Locale::Km), "មាត្រា\u{a0}៣៥ កថាខណ្ឌទី១");
        assert_eq!(provision("404 to 406 and 409", Locale::Km), "មាត្រា\u{a0}៤០៤ ដល់ ៤០៦ និង ៤០៩");
    }
}
