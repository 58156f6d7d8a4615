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
    if letters.iter().any(char::is_ascii_digit) {
        faults.extend(ascii_digits(&prose(&letters)));
    }
    faults
}

/// What is wrong with ASCII digits in Khmer prose.
fn ascii_digits(prose: &[char]) -> Option<(String, &'static str)> {
    let hint = "write Khmer digits in Khmer text";
    let mut pairs = prose.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)));
    if pairs.any(|(a, b)| (is_khmer(a) && b.is_ascii_digit()) || (a.is_ascii_digit() && is_khmer(b))) {
        return Some(("an ASCII digit beside a Khmer letter".to_owned(), hint));
    }
    ascii_number(prose).map(|number| (format!("`{number}` in ASCII digits among Khmer words"), hint))
}

/// A number in ASCII digits that stands among Khmer words; one within Latin words, such as `CoP 19`, belongs to them.
fn ascii_number(prose: &[char]) -> Option<String> {
    let text: String = prose.iter().collect();
    // The number of an entry of a list is Markdown, whatever the language.
    let text = text.trim_start_matches(['>', ' ']);
    let start = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let text = if start.starts_with(". ") { start } else { text };
    // What stands between two words but is none, such as the bar of a table, does not keep them apart.
    let words: Vec<&str> = text.split_whitespace().filter(|word| !word.chars().all(is_mark)).collect();
    words.iter().enumerate().find_map(|(index, word)| {
        let is_number = word.contains(|c: char| c.is_ascii_digit()) && !word.contains(|c: char| c.is_alphabetic());
        if !is_number {
            return None;
        }
        let before = index.checked_sub(1).and_then(|it| words.get(it)).map(|it| it.trim_end_matches(is_mark));
        let after = words.get(index + 1).map(|it| it.trim_start_matches(is_mark));
        let is_latin = before.is_some_and(|it| it.ends_with(|c: char| c.is_ascii_alphabetic()));
        let is_among_khmer =
            before.is_some_and(|it| it.ends_with(is_khmer)) || after.is_some_and(|it| it.starts_with(is_khmer));
        (is_among_khmer && !is_latin).then(|| word.trim_matches(is_mark).to_owned())
    })
}

/// Punctuation around a word.
fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() && !is_khmer(c)
}

/// The letters that are Khmer prose: what Markdown keeps for ids, citations and the targets of links gives way to
/// spaces, and so do words that are marked as another tongue.
fn prose(letters: &[char]) -> Vec<char> {
    let mut prose = letters.to_vec();
    let mut place = 0;
    while let Some(rest) = letters.get(place..).filter(|rest| !rest.is_empty()) {
        let length = aside(rest).unwrap_or(0);
        prose.iter_mut().skip(place).take(length).for_each(|letter| *letter = ' ');
        place += length.max(1);
    }
    prose
}

/// How many letters, from the first on, are no Khmer prose; none if they may be.
fn aside(rest: &[char]) -> Option<usize> {
    let until = |end: char| rest.iter().position(|c| *c == end).map(|place| place + 1);
    match rest {
        ['!', '[', '[', ..] => until(']').map(|place| place + 1),
        ['[', '@', ..] => until(']'),
        // Of a term the id; its words, where it has any, go on behind the bar.
        ['[', '[', ..] => [until('|'), until(']')].into_iter().flatten().min(),
        [']', '(', ..] => until(')'),
        ['{', ..] => until('}'),
        [sign @ ('*' | '_'), inner @ ..] => {
            let end = inner.iter().position(|c| c == sign)?;
            let behind = inner.get(end + 1..)?;
            matches!(behind, ['{', 'e', 'n', '}', ..] | ['{', 'l', 'a', '}', ..]).then_some(end + 2)
        }
        _ => None,
    }
}

fn is_letter(c: char) -> bool {
    ('\u{1780}'..='\u{17b3}').contains(&c)
}

fn is_khmer(c: char) -> bool {
    ('\u{1780}'..='\u{17f9}').contains(&c)
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
    fn digits_outside_khmer_prose_may_be_ascii() {
        for text in [
            "ត្រូវថ្លឹង [@law-s1 art. 97] ជាមុន",
            "សូមមើល[មាត្រា ៩៧](article:first-law/97)",
            "តាម *Prakas No. 240*{en} នៅឆ្នាំ២០១៨",
            "វត្ថុតាង E6 និង D1, W3 ក្នុង CoP 19 នេះ",
            "> 1. ចំណុចទីមួយ",
            "## រូប {#part-2} នេះ",
            "![[chart/large-5]]",
            "[[term-1|ពាក្យ]] នេះ",
            "នៅសល់ {0} នាទី",
        ] {
            check_faults(text, 0);
        }
    }

    #[test]
    fn look_alikes_and_hidden_characters_are_found() {
        check_faults("ស្រ្តី", 1);
        check_faults("ស្ដីពី", 1);
        check_faults("ព្រៃ\u{200b}ឈើ", 1);
        check_faults("មាត្រា97", 1);
        check_faults("រយៈពេល 48 ម៉ោង", 1);
        check_faults("មាត្រា\u{a0}97", 1);
        check_faults("(48 ម៉ោង)", 1);
        check_faults("[មាត្រា 97](article:first-law/97)", 1);
        check_faults("ក្", 1);
    }
}
