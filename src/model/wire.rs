//! How the model travels: JSON in which a struct is the array of its fields and an enum the array of its
//! variant's number and fields.
//!
//! Names would be the same in every bundle, and reading them was most of the program: with `serde`
//! derives the page was 232 kB (brotli), of which these types were 70. Reading never stops half-way:
//! what does not fit reads as empty and is remembered, and [`from_json`] refuses the whole. So there is no
//! way out at every field, which is what makes this small.

use super::slug::Slug;

/// Deeper nesting than this is refused; content nests a dozen levels.
const DEPTH_MAX: u8 = 64;

/// Something that travels.
pub trait Wire {
    /// Writes it.
    fn write(&self, json: &mut String);

    /// Reads it; what does not fit reads as empty and makes the reader fail.
    fn read(reader: &mut Reader<'_>) -> Self;
}

/// A value as JSON.
pub fn to_json<T: Wire>(value: &T) -> String {
    let mut json = String::new();
    value.write(&mut json);
    json
}

/// A value from JSON; `None` if anything in it does not fit, or if it was cut short.
pub fn from_json<T: Wire>(json: &str) -> Option<T> {
    let mut reader = Reader { rest: json.as_bytes(), depth: 0, has_failed: false };
    let value = T::read(&mut reader);
    (!reader.has_failed && reader.rest.is_empty()).then_some(value)
}

/// Reads JSON from the front.
pub struct Reader<'j> {
    rest: &'j [u8],
    depth: u8,
    has_failed: bool,
}

impl Reader<'_> {
    /// Remembers that something did not fit.
    #[inline(never)]
    pub fn fail(&mut self) {
        self.has_failed = true;
        self.rest = &[];
    }

    fn peek(&self) -> u8 {
        self.rest.first().copied().unwrap_or_default()
    }

    fn bump(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((first, rest)) => {
                self.rest = rest;
                *first
            }
            None => {
                self.has_failed = true;
                0
            }
        }
    }

    fn comma(&mut self) {
        if self.peek() == b',' {
            self.bump();
        }
    }

    /// Begins an array.
    #[inline(never)]
    pub fn open(&mut self) {
        self.comma();
        self.depth += 1;
        if self.bump() != b'[' || DEPTH_MAX < self.depth {
            self.fail();
        }
    }

    /// Ends an array.
    #[inline(never)]
    pub fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.bump() != b']' {
            self.fail();
        }
    }

    /// Whether the array ends here.
    pub fn is_at_end(&self) -> bool {
        matches!(self.peek(), b']' | 0)
    }

    /// Whether a text comes next.
    pub fn is_text(&mut self) -> bool {
        self.comma();
        self.peek() == b'"'
    }

    /// A whole number.
    #[inline(never)]
    pub fn integer(&mut self) -> i64 {
        self.comma();
        let is_negative = self.peek() == b'-';
        if is_negative {
            self.bump();
        }
        if !self.peek().is_ascii_digit() {
            self.fail();
        }
        let mut number: i64 = 0;
        while self.peek().is_ascii_digit() {
            let digit = i64::from(self.bump() - b'0');
            number = number.saturating_mul(10).saturating_add(digit);
        }
        if is_negative { -number } else { number }
    }

    /// A text.
    #[inline(never)]
    pub fn text(&mut self) -> String {
        self.comma();
        if self.bump() != b'"' {
            self.fail();
        }
        let mut bytes = Vec::new();
        loop {
            match self.bump() {
                b'"' => break,
                b'\\' => match self.bump() {
                    b'n' => bytes.push(b'\n'),
                    // The writer escapes nothing else.
                    other @ (b'"' | b'\\') => bytes.push(other),
                    _ => self.fail(),
                },
                byte => bytes.push(byte),
            }
            if self.has_failed {
                break;
            }
        }
        String::from_utf8(bytes).unwrap_or_else(|_| {
            self.fail();
            String::new()
        })
    }
}

/// Parts the next field from what stands before it.
#[inline(never)]
fn part(json: &mut String) {
    if !json.is_empty() && !json.ends_with(['[', ',']) {
        json.push(',');
    }
}

/// Begins an array.
pub fn open(json: &mut String) {
    part(json);
    json.push('[');
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl Wire for $integer {
            fn write(&self, json: &mut String) {
                part(json);
                json.push_str(&self.to_string());
            }

            fn read(reader: &mut Reader<'_>) -> Self {
                Self::try_from(reader.integer()).unwrap_or_else(|_| {
                    reader.fail();
                    0
                })
            }
        }
    )*};
}

integers! { u8 u16 u32 usize i8 i16 i32 }

/// Values of figures travel in thousandths: no chart shows finer ones, and integers are small to read.
impl Wire for f64 {
    fn write(&self, json: &mut String) {
        part(json);
        json.push_str(&((self * 1000.0).round() as i64).to_string());
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        reader.integer() as Self / 1000.0
    }
}

impl Wire for bool {
    fn write(&self, json: &mut String) {
        u8::from(*self).write(json);
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        reader.integer() == 1
    }
}

impl Wire for String {
    fn write(&self, json: &mut String) {
        part(json);
        json.push('"');
        for letter in self.chars() {
            match letter {
                '"' | '\\' => {
                    json.push('\\');
                    json.push(letter);
                }
                '\n' => json.push_str("\\n"),
                // Other control characters have no place in content.
                control if control.is_control() => json.push(' '),
                letter => json.push(letter),
            }
        }
        json.push('"');
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        reader.text()
    }
}

impl Wire for Slug {
    fn write(&self, json: &mut String) {
        self.as_str().to_owned().write(json);
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        reader.text().parse().unwrap_or_else(|_| {
            reader.fail();
            Self::default()
        })
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn write(&self, json: &mut String) {
        open(json);
        self.iter().for_each(|it| it.write(json));
        json.push(']');
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        let mut list = Self::new();
        reader.open();
        while !reader.is_at_end() {
            list.push(T::read(reader));
        }
        reader.close();
        list
    }
}

impl<T: Wire> Wire for Option<T> {
    fn write(&self, json: &mut String) {
        open(json);
        if let Some(it) = self {
            it.write(json);
        }
        json.push(']');
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        reader.open();
        let it = (!reader.is_at_end()).then(|| T::read(reader));
        reader.close();
        it
    }
}

impl<T: Wire + Copy + Default, const N: usize> Wire for [T; N] {
    fn write(&self, json: &mut String) {
        open(json);
        self.iter().for_each(|it| it.write(json));
        json.push(']');
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        reader.open();
        let mut list = [T::default(); N];
        list.iter_mut().for_each(|it| *it = T::read(reader));
        reader.close();
        list
    }
}

macro_rules! tuples {
    ($($name:ident: $place:tt),*) => {
        impl<$($name: Wire),*> Wire for ($($name,)*) {
            fn write(&self, json: &mut String) {
                open(json);
                $(self.$place.write(json);)*
                json.push(']');
            }

            fn read(reader: &mut Reader<'_>) -> Self {
                reader.open();
                let it = ($($name::read(reader),)*);
                reader.close();
                it
            }
        }
    };
}

tuples! { A: 0, B: 1 }
tuples! { A: 0, B: 1, C: 2 }

/// A struct as the array of its fields, in the order given. All fields must be named: the compiler sees to it.
macro_rules! wire_struct {
    ($($name:ident { $($field:ident),* $(,)? })*) => {$(
        impl $crate::model::wire::Wire for $name {
            fn write(&self, json: &mut String) {
                let Self { $($field),* } = self;
                $crate::model::wire::open(json);
                $($crate::model::wire::Wire::write($field, json);)*
                json.push(']');
            }

            fn read(reader: &mut $crate::model::wire::Reader<'_>) -> Self {
                reader.open();
                let it = Self { $($field: $crate::model::wire::Wire::read(reader)),* };
                reader.close();
                it
            }
        }
    )*};
}

/// An enum as the array of its variant's number and fields. The first variant stands in for a number that is not known.
macro_rules! wire_enum {
    ($($name:ident { $($tag:literal $variant:ident $(($($field:ident),*))?),* ; else $fallback:expr })*) => {$(
        impl $crate::model::wire::Wire for $name {
            fn write(&self, json: &mut String) {
                $crate::model::wire::open(json);
                match self {
                    $(Self::$variant $(($($field),*))? => {
                        $crate::model::wire::Wire::write(&($tag as u8), json);
                        $($($crate::model::wire::Wire::write($field, json);)*)?
                    })*
                }
                json.push(']');
            }

            fn read(reader: &mut $crate::model::wire::Reader<'_>) -> Self {
                reader.open();
                let it = match reader.integer() {
                    $($tag => Self::$variant $(($({ let $field = $crate::model::wire::Wire::read(reader); $field }),*))?,)*
                    _ => {
                        reader.fail();
                        $fallback
                    }
                };
                reader.close();
                it
            }
        }
    )*};
}

pub(crate) use {wire_enum, wire_struct};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_json_and_reads_back() {
        let value = (vec!["a \"b\" \\ c\nd ខ".to_owned(), String::new()], Some(3_u16), 0.25_f64);
        let json = to_json(&value);
        assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{json}");
        assert_eq!(from_json(&json), Some(value));
    }

    #[test]
    fn a_file_cut_anywhere_is_refused_and_so_is_html() {
        let json = to_json(&(vec!["ខ្មែរ".to_owned()], 7_u8));
        for end in (0..json.len()).filter(|end| json.is_char_boundary(*end)) {
            assert_eq!(from_json::<(Vec<String>, u8)>(&json[..end]), None, "{end}");
        }
        assert_eq!(from_json::<(Vec<String>, u8)>("<!doctype html><title>404</title>"), None);
        assert_eq!(from_json::<(Vec<String>, u8)>(&format!("{json} ")), None);
    }

    #[test]
    fn a_number_out_of_bounds_and_a_nest_too_deep_are_refused() {
        assert_eq!(from_json::<u8>("256"), None);
        assert_eq!(from_json::<u8>("-1"), None);
        assert_eq!(from_json::<Vec<Vec<u8>>>(&"[".repeat(100_000)), None);
    }
}
