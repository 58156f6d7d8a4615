//! JSON as the record needs it: a small tree to read into, and the pieces to write with.
//!
//! Our own, for what the page weighs: with `serde` and its derives, this was 65 kB of the program's 720
//! before compression, for one object an event. The compiler and the tool, which no reader has to load, go
//! on using `serde`.
//!
//! Reading takes any text and never calls itself. It accepts what `serde_json` does, and a little more: a
//! number may be too large for any type ([`Json::Odd`]), and a nest as deep as its text is long ([`Json::Lost`]).

mod write;

use std::mem;

pub use write::{part, push_field, push_hex, push_integer, push_json, push_name, push_number, push_text, push_texts};

/// How many lists and maps around one another are held. Known fields lie four deep.
pub const DEPTH_MAX: usize = 64;

/// What stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// Nothing, said in so many words.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number. Its sign stands apart, so that every `u64` (seeds) and every `i64` (instants) has a
    /// place without wider arithmetic.
    Number {
        /// Whether it has a minus.
        is_negative: bool,
        /// The number without its sign.
        digits: u64,
    },
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// Names and what stands under them, as written: a name may come twice.
    Map(Vec<(String, Self)>),
    /// A number that no field of ours can be: with a fraction, an exponent or more than 64 bits. It stands as it
    /// was written. It isn't refused: a field that we pass over may be such.
    Odd(String),
    /// A list or map deeper than [`DEPTH_MAX`], with nothing of what it held; and what stands under a name that
    /// comes twice.
    Lost,
}

impl Json {
    /// What stands under a name in a map. Under a name that comes twice stands [`Json::Lost`], which fits
    /// nothing: nobody can know which of the two was meant.
    pub fn field(&self, name: &str) -> Option<&Self> {
        let Self::Map(fields) = self else { return None };
        let mut found = fields.iter().filter(|(it, _)| it.as_str() == name);
        let (_, value) = found.next()?;
        if found.next().is_some() { Some(&Self::Lost) } else { Some(value) }
    }

    /// As [`Self::field`], to be changed.
    pub fn field_mut(&mut self, name: &str) -> Option<&mut Self> {
        let Self::Map(fields) = self else { return None };
        let mut found = fields.iter_mut().filter(|(it, _)| it.as_str() == name);
        let (_, value) = found.next()?;
        if found.next().is_some() { None } else { Some(value) }
    }

    /// The text that this is.
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The list that this is.
    pub fn list(&self) -> Option<&[Self]> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    /// The number that this is, if it has no minus.
    pub fn whole(&self) -> Option<u64> {
        if let Self::Number { is_negative: false, digits } = self { Some(*digits) } else { None }
    }

    /// The number that this is, with its sign. A zero with a minus is none: no build has ever taken it.
    pub fn integer(&self) -> Option<i64> {
        match self {
            Self::Number { is_negative: false, digits } => i64::try_from(*digits).ok(),
            Self::Number { is_negative: true, digits } => 0_i64.checked_sub_unsigned(*digits).filter(|it| *it != 0),
            _ => None,
        }
    }

    /// The one of these values whose word this is.
    pub fn word<T: Copy>(&self, all: &[T], as_str: fn(T) -> &'static str) -> Option<T> {
        let word = self.text()?;
        all.iter().copied().find(|it| as_str(*it) == word)
    }
}

/// What a text holds; none unless all of it is one JSON value.
pub fn parse(text: &str) -> Option<Json> {
    let mut reader = Reader { rest: text };
    let found = reader.read(&mut Vec::new())?;
    reader.skip_space();
    if reader.rest.is_empty() { Some(found) } else { None }
}

/// What a text begins with. Of a list or map that breaks off, what stands before the break.
pub fn parse_beginning(text: &str) -> Option<Json> {
    let mut open = Vec::new();
    let whole = Reader { rest: text }.read(&mut open);
    whole.or_else(|| open.into_iter().next().map(|outermost| outermost.held))
}

/// A list or map whose end was not read yet; `name` is for the next value in a map.
struct Open {
    held: Json,
    name: String,
}

impl Open {
    /// Takes in a value, and answers what the end looks like.
    fn add(&mut self, value: Json) -> &'static str {
        match &mut self.held {
            Json::Map(fields) => {
                fields.push((mem::take(&mut self.name), value));
                "}"
            }
            Json::List(list) => {
                list.push(value);
                "]"
            }
            // Nothing else is ever open.
            _ => "",
        }
    }
}

/// Ends the innermost list or map.
fn end(open: &mut Vec<Open>) -> Json {
    match open.pop() {
        Some(ended) if open.len() < DEPTH_MAX => ended.held,
        // What it held is let go here, before it can hang too deep to be let go at once.
        _ => Json::Lost,
    }
}

/// Reads from the front.
struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    /// Reads one value with all that it holds. What was begun and not ended is left in `open`, outermost first.
    fn read(&mut self, open: &mut Vec<Open>) -> Option<Json> {
        loop {
            let mut value = if self.token("{") {
                open.push(Open { held: Json::Map(Vec::new()), name: String::new() });
                if !self.token("}") {
                    open.last_mut()?.name = self.name()?;
                    continue;
                }
                end(open)
            } else if self.token("[") {
                open.push(Open { held: Json::List(Vec::new()), name: String::new() });
                if !self.token("]") {
                    continue;
                }
                end(open)
            } else {
                self.leaf()?
            };
            // A value goes into what is open around it; one that ends this is the next value.
            loop {
                let Some(around) = open.last_mut() else { return Some(value) };
                let closing = around.add(value);
                if self.token(",") {
                    if closing == "}" {
                        around.name = self.name()?;
                    }
                    break;
                }
                if !self.token(closing) {
                    return None;
                }
                value = end(open);
            }
        }
    }

    /// A value that holds no others.
    fn leaf(&mut self) -> Option<Json> {
        if self.token("\"") {
            self.text().map(Json::Text)
        } else if self.token("null") {
            Some(Json::Null)
        } else if self.token("true") {
            Some(Json::Bool(true))
        } else if self.token("false") {
            Some(Json::Bool(false))
        } else {
            self.number()
        }
    }

    fn name(&mut self) -> Option<String> {
        if !self.token("\"") {
            return None;
        }
        let name = self.text()?;
        if self.token(":") { Some(name) } else { None }
    }

    fn number(&mut self) -> Option<Json> {
        let start = self.rest;
        let is_negative = self.take("-");
        let digits = self.digits()?;
        if digits.starts_with('0') && digits != "0" {
            return None;
        }
        let mut is_whole = true;
        if self.take(".") {
            self.digits()?;
            is_whole = false;
        }
        if self.take("e") || self.take("E") {
            let _ = self.take("+") || self.take("-");
            self.digits()?;
            is_whole = false;
        }
        match digits.parse::<u64>() {
            Ok(digits) if is_whole => Some(Json::Number { is_negative, digits }),
            _ => Some(Json::Odd(start.get(..start.len() - self.rest.len()).unwrap_or_default().to_owned())),
        }
    }

    /// At least one digit.
    fn digits(&mut self) -> Option<&'t str> {
        let rest = self.rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let (digits, rest) = self.rest.split_at_checked(self.rest.len() - rest.len())?;
        self.rest = rest;
        if digits.is_empty() { None } else { Some(digits) }
    }

    /// A text up to its end; the quotation mark before it was read.
    fn text(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            // What needs no look goes in at once: a record of years is read at each start.
            let plain = self.rest.bytes().position(|byte| matches!(byte, b'"' | b'\\') || byte < b' ')?;
            let (words, rest) = self.rest.split_at_checked(plain)?;
            text.push_str(words);
            self.rest = rest;
            match self.letter()? {
                '"' => return Some(text),
                '\\' => text.push(self.escaped()?),
                // A control character must be written as an escape.
                _ => return None,
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        match self.letter()? {
            letter @ ('"' | '\\' | '/') => Some(letter),
            'b' => Some('\u{8}'),
            'f' => Some('\u{c}'),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            'u' => self.numbered(),
            _ => None,
        }
    }

    /// A character by its number. One beyond 16 bits is written as a pair, and half a pair is none.
    fn numbered(&mut self) -> Option<char> {
        let first = self.unit()?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first);
        }
        let second = if self.take("\\u") { self.unit()? } else { 0 };
        if !(0xDC00..0xE000).contains(&second) {
            return None;
        }
        char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    }

    fn unit(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit * 16 + self.letter()?.to_digit(16)?;
        }
        Some(unit)
    }

    fn letter(&mut self) -> Option<char> {
        let mut letters = self.rest.chars();
        let letter = letters.next();
        self.rest = letters.as_str();
        letter
    }

    /// Passes over space, then over what is wanted, if it stands there.
    fn token(&mut self, wanted: &str) -> bool {
        self.skip_space();
        self.take(wanted)
    }

    fn take(&mut self, wanted: &str) -> bool {
        let rest = self.rest.strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn skip_space(&mut self) {
        if self.rest.bytes().next().is_some_and(|byte| byte <= b' ') {
            self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
        }
    }
}
