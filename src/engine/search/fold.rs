//! One way of writing for what can be typed in several (`research/khmer.md` §4.3).

/// COENG: the sign that hangs the next consonant below the one before.
const COENG: char = '\u{17d2}';
const RO: char = '\u{179a}';

/// A text as it is compared: a byte a letter, ASCII as it is and Khmer above it. In UTF-8 all Khmer letters begin with
/// the same two bytes, which is three times as much to look through and nothing rare to look for.
pub type Plain = Vec<u8>;

/// The byte of a folded letter. What is neither ASCII nor Khmer is all one: nobody looks for it.
fn byte(letter: char) -> u8 {
    match letter {
        ' '..='~' => letter as u8,
        '\u{1780}'..='\u{17ff}' => u8::try_from(u32::from(letter) - 0x1780).unwrap_or(0) | 0x80,
        _ => 0x7f,
    }
}

/// A text as it is compared, with where each of its letters comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: Plain,
    /// For each letter of it, the byte of the original at which it begins; and the end of the original.
    places: Vec<usize>,
}

/// Folds a text: case, accents, Khmer digits and ways of typing, signs that can't be seen.
pub fn fold(text: &str) -> Plain {
    let mut folded = Plain::with_capacity(text.len());
    fold_into(text, |letter, _| {
        folded.push(byte(letter));
        true
    });
    folded
}

impl Folded {
    /// Folds a text and remembers where its letters stood.
    pub fn of(text: &str) -> Self {
        let mut folded = Self::default();
        fold_into(text, |letter, place| {
            folded.text.push(byte(letter));
            folded.places.push(place);
            true
        });
        folded.places.push(text.len());
        folded
    }

    /// The piece of the original that stands behind these letters of the folded text.
    pub fn original(&self, from: usize, to: usize) -> (usize, usize) {
        let place = |at: usize| self.places.get(at).or(self.places.last()).copied().unwrap_or_default();
        (place(from), place(to))
    }
}

/// Hands out the letters of the folded text with their places, until `push` has seen enough.
fn fold_into(text: &str, mut push: impl FnMut(char, usize) -> bool) {
    let mut letters = text.char_indices().peekable();
    let mut was_space = true;
    while let Some((place, letter)) = letters.next() {
        let letter = match letter {
            // ASCII is most of the text.
            'A'..='Z' => letter.to_ascii_lowercase(),
            ' '..='~' => letter,
            '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{ad}' | '\u{feff}' | '«' | '»' | '“' | '”' | '„' => {
                continue;
            }
            '‘' | '’' => '\'',
            '–' | '—' | '−' | '\u{2010}' | '\u{2011}' => '-',
            // Signs over a letter that change no word: samyok sannya, and yuukaleapintu at its end.
            '\u{17d0}' | '\u{17c8}' => continue,
            '៖' => ':',
            '\u{17e0}'..='\u{17e9}' => digit(letter),
            // The two shifters, and the vowel that stands for them before another sign, are typed for each other.
            '\u{17c9}' | '\u{17ca}' => '\u{17bb}',
            // "and, or": two spellings each.
            'ឲ' => 'ឱ',
            // Below another letter DA and TA look alike.
            COENG => match letters.peek().copied() {
                Some((_, 'ដ')) => {
                    letters.next();
                    push(COENG, place);
                    'ត'
                }
                // RO below is written last; it may have been typed first.
                Some((_, RO)) => {
                    letters.next();
                    let mut ahead = letters.clone();
                    if let (Some((_, COENG)), Some((at, below))) = (ahead.next(), ahead.next()) {
                        letters = ahead;
                        push(COENG, at);
                        push(if below == 'ដ' { 'ត' } else { below }, at);
                    }
                    push(COENG, place);
                    RO
                }
                _ => COENG,
            },
            'អ' => {
                // "to let": spelt with the vowel or by the sound.
                let mut ahead = letters.clone();
                if let (Some((_, 'ោ')), Some((at, 'យ'))) = (ahead.next(), ahead.next()) {
                    letters = ahead;
                    push('ឱ', place);
                    push(COENG, at);
                    'យ'
                } else {
                    letter
                }
            }
            'រ' if matches!(letters.peek(), Some((_, '\u{17ba}'))) => {
                letters.next();
                'ឬ'
            }
            other if other.is_whitespace() => ' ',
            other => plain(other),
        };
        // However wide a gap is, it is one.
        if letter == ' ' && was_space {
            continue;
        }
        was_space = letter == ' ';
        if !push(letter, place) {
            return;
        }
    }
}

fn digit(letter: char) -> char {
    u8::try_from(u32::from(letter) - 0x17e0).map(|value| char::from(b'0' + value)).unwrap_or(letter)
}

/// A Latin letter without its accent, in lower case.
fn plain(letter: char) -> char {
    const PLAIN: [(&str, char); 10] = [
        ("àáâãäåāăąÀÁÂÃÄÅĀĂĄ", 'a'),
        ("çćčÇĆČ", 'c'),
        ("èéêëēėęÈÉÊËĒĖĘ", 'e'),
        ("ìíîïīÌÍÎÏĪ", 'i'),
        ("ñńÑŃ", 'n'),
        ("òóôõöøōÒÓÔÕÖØŌ", 'o'),
        ("ùúûüūưÙÚÛÜŪƯ", 'u'),
        ("ýÿÝ", 'y'),
        ("đĐ", 'd'),
        ("šŠ", 's'),
    ];
    PLAIN.iter().find(|(letters, _)| letters.contains(letter)).map_or(letter, |(_, plain)| *plain)
}

/// The place in a text of the letter with this number when it is folded.
pub fn unfolded(text: &str, at: usize) -> usize {
    let (mut length, mut found) = (0, None);
    fold_into(text, |_, place| {
        if at <= length && found.is_none() {
            found = Some(place);
        }
        length += 1;
        found.is_none()
    });
    found.unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_typing_the_same_khmer_word_are_one() {
        assert_eq!(fold("ស្ដីពី"), fold("ស្តីពី"), "DA or TA below");
        assert_eq!(fold("ស្រ្តី"), fold("ស្ត្រី"), "RO typed first");
        assert_eq!(fold("មាត្រា\u{200b}៩៨"), fold("មាត្រា98"), "a break that can't be seen, and digits");
        assert_eq!(fold("ភ័ស្តុតាង"), fold("ភស្តុតាង"));
        assert_eq!(fold("ឲ្យ"), fold("ឱ្យ"));
        assert_eq!(fold("អោយ"), fold("ឱ្យ"));
        assert_eq!(fold("រឺ"), fold("ឬ"));
        assert_eq!(fold("«សត្វ»"), fold("សត្វ"));
        assert_ne!(fold("សត្វ"), fold("សត្យ"));
    }

    #[test]
    fn case_accents_and_wide_gaps_do_not_part_latin_words() {
        assert_eq!(fold("Élan  VITAL\u{a0}— é"), b"elan vital - e");
        assert_eq!(fold("  two\nlines"), b"two lines");
    }
}
