//! How Khmer is written in the handbook (`khmer.md` §4.2): what a build refuses.

use super::diagnostic::{Findings, Place, Rule};

/// Says what is wrong with a Khmer text.
pub fn check(text: &str, place: &Place, findings: &mut Findings) {
    for (wrong, hint) in faults(text) {
        findings.add(Rule::KhmerScript, place, wrong, hint);
    }
}

/// What is wrong with a Khmer text, each fault once.
fn faults(text: &str) -> Vec<(String, &'static str)> {
    let mut faults = Vec::new();
    let letters: Vec<char> = text.chars().collect();
    if letters.iter().any(|c| matches!(c, '\u{200b}' | '\u{ad}' | '\u{feff}')) {
        faults.push((
            "a character that can't be seen (U+200B, U+00AD or U+FEFF)".to_owned(),
            "take it out; the browser breaks Khmer lines by itself",
        ));
    }
    if letters.iter().any(|c| matches!(c, '\u{17a3}' | '\u{17a4}' | '\u{17b4}' | '\u{17b5}')) {
        faults.push(("a deprecated Khmer letter".to_owned(), "type the word anew"));
    }
    let pairs = || letters.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)));
    if pairs().any(|(a, b)| a == '\u{17d2}' && !is_letter(b)) || letters.last() == Some(&'\u{17d2}') {
        faults.push(("a subscript sign without a letter after it".to_owned(), "type the word anew"));
    }
    if pairs().any(|(a, b)| a == '\u{17d2}' && b == 'ដ') {
        faults.push(("subscript DA".to_owned(), "write subscript TA, as in ស្តីពី; the two are drawn alike"));
    }
    let triples = letters.windows(3).filter_map(|it| Some((*it.first()?, *it.get(1)?, *it.get(2)?)));
    if triples.clone().any(|(a, b, c)| a == '\u{17d2}' && b == 'រ' && c == '\u{17d2}') {
        faults.push(("subscript RO before another subscript".to_owned(), "write subscript RO last, as in ស្ត្រី"));
    }
    if pairs().any(|(a, b)| (is_khmer(a) && b.is_ascii_digit()) || (a.is_ascii_digit() && is_khmer(b))) {
        faults.push(("an ASCII digit beside a Khmer letter".to_owned(), "write Khmer digits in Khmer text"));
    }
    faults
}

fn is_letter(c: char) -> bool {
    ('\u{1780}'..='\u{17b3}').contains(&c)
}

fn is_khmer(c: char) -> bool {
    ('\u{1780}'..='\u{17dd}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_faults(text: &str, count: usize) {
        assert_eq!(faults(text).len(), count, "{:?}", faults(text));
    }

    #[test]
    fn canonical_khmer_passes() {
        check_faults("ស្ត្រី មាត្រា\u{a0}៩៧ ស្តីពី អណ្តើក CITES E6", 0);
    }

    #[test]
    fn look_alikes_and_hidden_characters_are_found() {
        check_faults("ស្រ្តី", 1);
        check_faults("ស្ដីពី", 1);
        check_faults("ព្រៃ\u{200b}ឈើ", 1);
        check_faults("មាត្រា97", 1);
        check_faults("ក្", 1);
    }
}
