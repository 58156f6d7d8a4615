//! Reading TOML with places: every unknown, missing or ill-typed key is a finding, not the first only.

mod lists;
mod spoken;

use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostic::{Findings, Place, Rule};
use super::source::{Lines, SourceFile, SourceTree};

pub use spoken::check_khmer;

/// A table being read. Keys that nobody asked for are unknown, and said when [`Fields::finish`] is called.
pub struct Fields<'t> {
    table: &'t DeTable<'t>,
    lines: &'t Lines,
    place: Place,
    asked: Vec<String>,
}

/// A text with the place where it stands.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// Reads one TOML file and hands its table to `read`.
pub fn read_file<T>(
    tree: &SourceTree,
    path: &str,
    findings: &mut Findings,
    read: impl FnOnce(&mut Fields<'_>, &mut Findings) -> T,
) -> Option<T> {
    let top = Place { file: path.to_owned(), line: 1, column: 1 };
    let Some(SourceFile { text, .. }) = tree.get(path) else {
        findings.add(Rule::FileMissing, &top, "this file is missing", "write it; AUTHORING.md shows its form");
        return None;
    };
    let text = match text {
        Ok(text) => text,
        Err(why) => {
            findings.add(Rule::FileMissing, &top, format!("this file can't be read: {why}"), "save it as UTF-8 text");
            return None;
        }
    };
    let lines = Lines::new(path, text);
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let place = lines.place(error.span().map_or(0, |span| span.start));
        findings.add(Rule::TomlSyntax, &place, error.message(), "mend the line; texts stand in double quotes");
    }
    if !errors.is_empty() {
        return None;
    }
    let mut fields = Fields { table: table.get_ref(), lines: &lines, place: top, asked: Vec::new() };
    let value = read(&mut fields, findings);
    fields.finish(findings);
    Some(value)
}

impl<'t> Fields<'t> {
    /// Where the table begins.
    pub fn place(&self) -> Place {
        self.place.clone()
    }

    fn ask(&mut self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        if !self.asked.iter().any(|asked| asked == key) {
            self.asked.push(key.to_owned());
        }
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    fn place_of(&self, value: &Spanned<DeValue<'_>>) -> Place {
        self.lines.place(value.span().start)
    }

    /// Whether the key is there.
    pub fn has(&mut self, key: &str) -> bool {
        self.ask(key).is_some()
    }

    /// Reads nothing of a key, and does not call it unknown.
    pub fn pass_over(&mut self, key: &str) {
        self.ask(key);
    }

    /// Says that a key is missing.
    pub fn missing(&self, key: &str, findings: &mut Findings) {
        findings.add(Rule::MissingKey, &self.place, format!("`{key}` is missing"), format!("add `{key} = …` here"));
    }

    fn wrong(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str, findings: &mut Findings) {
        let found = value.get_ref().type_str();
        let hint = format!("write {wanted} after `{key} =`");
        let article = if found.starts_with(['a', 'i']) { "an" } else { "a" };
        let message = format!("`{key}` is {article} {found}, not {wanted}");
        findings.add(Rule::BadValue, &self.place_of(value), message, hint);
    }

    /// A text, if it is there.
    pub fn text(&mut self, key: &str, findings: &mut Findings) -> Option<Placed> {
        let value = self.ask(key)?;
        match value.get_ref().as_str() {
            Some(text) => Some(Placed { text: text.to_owned(), place: self.place_of(value) }),
            None => {
                self.wrong(key, value, "a text in double quotes", findings);
                None
            }
        }
    }

    /// A text that must be there and not be empty. What is wrong with it has been said: who gets an empty
    /// text back says nothing more.
    pub fn text_needed(&mut self, key: &str, findings: &mut Findings) -> Placed {
        if !self.has(key) {
            self.missing(key, findings);
        }
        let Some(text) = self.text(key, findings) else { return Placed { text: String::new(), place: self.place() } };
        if text.text.trim().is_empty() {
            findings.add(Rule::BadValue, &text.place, format!("`{key}` is empty"), "write its words");
        }
        text
    }

    /// What one of a list of words means, if the key is there; any other word is a finding.
    pub fn word<T: Copy>(&mut self, key: &str, known: &[(&str, T)], findings: &mut Findings) -> Option<T> {
        let text = self.text(key, findings)?;
        let found = known.iter().find(|(word, _)| *word == text.text).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
            let message = format!("`{}` is not known after `{key} =`", text.text);
            findings.add(Rule::BadValue, &text.place, message, format!("known here: {}", words.join(", ")));
        }
        found
    }

    /// As [`Fields::word`], of a key that must be there.
    pub fn word_needed<T: Copy>(&mut self, key: &str, known: &[(&str, T)], findings: &mut Findings) -> Option<T> {
        if !self.has(key) {
            self.missing(key, findings);
        }
        self.word(key, known, findings)
    }

    /// A day of the calendar as `yyyy-mm-dd`, if it is there: year, month, day.
    pub fn date(&mut self, key: &str, findings: &mut Findings) -> Option<(u16, u8, u8)> {
        let text = self.text(key, findings)?;
        let date = date_of(&text.text);
        if date.is_none() {
            let message = format!("`{}` is no date", text.text);
            findings.add(Rule::BadValue, &text.place, message, "write year, month and day as \"2026-11-21\"");
        }
        date
    }

    /// Something written as a text, such as an id or a mark, if it is there.
    pub fn parsed<T: FromStr>(&mut self, key: &str, rule: Rule, findings: &mut Findings) -> Option<T>
    where
        T::Err: std::fmt::Display,
    {
        let text = self.text(key, findings)?;
        match text.text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                let hint = format!("mend `{key}`; AUTHORING.md says what it may be");
                findings.add(rule, &text.place, format!("`{}`: {error}", text.text), hint);
                None
            }
        }
    }

    /// Something written as a text that must be there.
    pub fn parsed_needed<T: FromStr>(&mut self, key: &str, rule: Rule, findings: &mut Findings) -> Option<T>
    where
        T::Err: std::fmt::Display,
    {
        if !self.has(key) {
            self.missing(key, findings);
        }
        self.parsed(key, rule, findings)
    }

    /// A whole number, if it is there.
    pub fn integer(&mut self, key: &str, findings: &mut Findings) -> Option<i64> {
        let value = self.ask(key)?;
        let number = value.get_ref().as_integer().and_then(|it| i64::from_str_radix(it.as_str(), it.radix()).ok());
        if number.is_none() {
            self.wrong(key, value, "a whole number", findings);
        }
        number
    }

    /// A text or a whole number, as text; empty if it is not there.
    pub fn text_or_integer(&mut self, key: &str, findings: &mut Findings) -> String {
        let number = self.ask(key).and_then(|value| value.get_ref().as_integer().map(|it| it.as_str().to_owned()));
        number.unwrap_or_else(|| self.text(key, findings).unwrap_or_default().text)
    }

    /// A whole number within bounds that must be there.
    pub fn integer_within(&mut self, key: &str, min: i64, max: i64, findings: &mut Findings) -> Option<i64> {
        if !self.has(key) {
            self.missing(key, findings);
            return None;
        }
        let number = self.integer(key, findings)?;
        if (min..=max).contains(&number) {
            return Some(number);
        }
        let hint = format!("write a number from {min} to {max}");
        findings.add(Rule::BadValue, &self.place, format!("`{key} = {number}` is out of bounds"), hint);
        None
    }

    /// A number, if it is there.
    pub fn number(&mut self, key: &str, findings: &mut Findings) -> Option<f64> {
        let value = self.ask(key)?;
        let number = number_of(value.get_ref());
        if number.is_none() {
            self.wrong(key, value, "a number", findings);
        }
        number
    }

    /// Yes or no; no if it is not there.
    pub fn is(&mut self, key: &str, findings: &mut Findings) -> bool {
        let Some(value) = self.ask(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong(key, value, "true or false", findings);
            false
        })
    }

    /// A table inside this one, if it is there.
    pub fn table<T>(
        &mut self,
        key: &str,
        findings: &mut Findings,
        read: impl FnOnce(&mut Fields<'t>, &mut Findings) -> T,
    ) -> Option<T> {
        let value = self.ask(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(key, value, "a table", findings);
            return None;
        };
        let mut fields = Fields { table, lines: self.lines, place: self.place_of(value), asked: Vec::new() };
        let value = read(&mut fields, findings);
        fields.finish(findings);
        Some(value)
    }

    /// The tables of a list, such as `[[item]]`; none if it is not there.
    pub fn tables<T>(
        &mut self,
        key: &str,
        findings: &mut Findings,
        mut read: impl FnMut(&mut Fields<'t>, &mut Findings) -> T,
    ) -> Vec<T> {
        let Some(value) = self.ask(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(key, value, "a list of tables", findings);
            return Vec::new();
        };
        let mut values = Vec::new();
        for it in array.iter() {
            match it.get_ref().as_table() {
                Some(table) => {
                    let mut fields = Fields { table, lines: self.lines, place: self.place_of(it), asked: Vec::new() };
                    values.push(read(&mut fields, findings));
                    fields.finish(findings);
                }
                None => self.wrong(key, it, "a table", findings),
            }
        }
        values
    }

    /// Whether the value of a key is a table.
    pub fn has_table(&mut self, key: &str) -> bool {
        self.ask(key).is_some_and(|value| value.get_ref().is_table())
    }

    /// All keys of the table, each read as a table of its own or as anything else by `read`.
    pub fn keys(&self) -> Vec<Placed> {
        let key = |name: &Spanned<_>| -> Placed {
            let name: &Spanned<std::borrow::Cow<'_, str>> = name;
            Placed { text: name.get_ref().to_string(), place: self.lines.place(name.span().start) }
        };
        self.table.iter().map(|(name, _)| key(name)).collect()
    }

    /// Says which keys nobody asked for.
    fn finish(&self, findings: &mut Findings) {
        for (name, value) in self.table.iter() {
            let key = name.get_ref().as_ref();
            let spoken = (key == "en" || key == "km") && self.asked.iter().any(|asked| asked.starts_with("en."));
            if spoken {
                let Some(table) = value.get_ref().as_table() else { continue };
                for (inner, _) in table.iter() {
                    self.finish_key(&format!("{key}.{}", inner.get_ref()), inner.span().start, findings);
                }
            } else {
                self.finish_key(key, name.span().start, findings);
            }
        }
    }

    fn finish_key(&self, key: &str, offset: usize, findings: &mut Findings) {
        if self.asked.iter().any(|asked| asked == key) {
            return;
        }
        let known: Vec<&str> =
            self.asked.iter().map(String::as_str).filter(|asked| *asked != "en" && *asked != "km").collect();
        let hint = format!("known here: {}", known.join(", "));
        findings.add(Rule::UnknownKey, &self.lines.place(offset), format!("`{key}` is not known here"), hint);
    }
}

fn number_of(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok().map(|it| it as f64),
        DeValue::Float(number) => number.as_str().parse().ok().filter(|it: &f64| it.is_finite()),
        _ => None,
    }
}

fn date_of(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let fits = (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day) && parts.next().is_none();
    fits.then_some((year, month, day))
}

fn days_of(year: u16, month: u8) -> u8 {
    let is_leap_year = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap_year => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_day_of_the_calendar() {
        assert_eq!(date_of("2026-11-21"), Some((2026, 11, 21)));
        assert_eq!(date_of("2028-02-29"), Some((2028, 2, 29)));
        for wrong in ["2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-11", "21 November"] {
            assert_eq!(date_of(wrong), None, "{wrong}");
        }
    }
}
