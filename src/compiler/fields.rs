//! Reading TOML with places: every unknown, missing or ill-typed key is a finding, not the first only.

use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostic::{Findings, Place, Rule};
use super::source::{Lines, SourceFile, SourceTree};
use crate::model::law::Spoken;

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

    /// Says that a key is missing.
    pub fn missing(&self, key: &str, findings: &mut Findings) {
        findings.add(Rule::MissingKey, &self.place, format!("`{key}` is missing"), format!("add `{key} = …` here"));
    }

    fn wrong(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str, findings: &mut Findings) {
        let found = value.get_ref().type_str();
        let hint = format!("write {wanted} after `{key} =`");
        findings.add(Rule::BadValue, &self.place_of(value), format!("`{key}` is a {found}, not {wanted}"), hint);
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

    /// A text that must be there and not be empty.
    pub fn text_needed(&mut self, key: &str, findings: &mut Findings) -> Placed {
        if !self.has(key) {
            self.missing(key, findings);
            return Placed { place: self.place(), ..Placed::default() };
        }
        let text = self.text(key, findings).unwrap_or_default();
        if text.text.trim().is_empty() && !text.place.file.is_empty() {
            findings.add(Rule::BadValue, &text.place, format!("`{key}` is empty"), "write its words");
        }
        text
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

    /// A list of texts; empty if it is not there.
    pub fn texts(&mut self, key: &str, findings: &mut Findings) -> Vec<Placed> {
        let Some(value) = self.ask(key) else { return Vec::new() };
        // One text may stand for a list of one, as in a guard.
        if let Some(text) = value.get_ref().as_str() {
            return vec![Placed { text: text.to_owned(), place: self.place_of(value) }];
        }
        let texts = value.get_ref().as_array().map(|array| {
            array
                .iter()
                .filter_map(|it| Some(Placed { text: it.get_ref().as_str()?.to_owned(), place: self.place_of(it) }))
                .collect::<Vec<_>>()
        });
        match (texts, value.get_ref().as_array().map(|array| array.iter().count())) {
            (Some(texts), Some(count)) if texts.len() == count => texts,
            _ => {
                self.wrong(key, value, "a list of texts", findings);
                Vec::new()
            }
        }
    }

    /// A list of numbers; empty if it is not there.
    pub fn numbers(&mut self, key: &str, findings: &mut Findings) -> Vec<f64> {
        let Some(value) = self.ask(key) else { return Vec::new() };
        let numbers =
            value.get_ref().as_array().and_then(|array| array.iter().map(|it| number_of(it.get_ref())).collect());
        numbers.unwrap_or_else(|| {
            self.wrong(key, value, "a list of numbers", findings);
            Vec::new()
        })
    }

    /// A list of pairs of numbers; empty if it is not there.
    pub fn number_pairs(&mut self, key: &str, findings: &mut Findings) -> Vec<[f64; 2]> {
        let Some(value) = self.ask(key) else { return Vec::new() };
        let pair = |it: &Spanned<DeValue<'_>>| {
            let pair = it.get_ref().as_array()?;
            match (pair.first(), pair.get(1), pair.iter().count()) {
                (Some(a), Some(b), 2) => Some([number_of(a.get_ref())?, number_of(b.get_ref())?]),
                _ => None,
            }
        };
        let pairs = value.get_ref().as_array().and_then(|array| array.iter().map(pair).collect());
        pairs.unwrap_or_else(|| {
            self.wrong(key, value, "a list of pairs of numbers", findings);
            Vec::new()
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

    /// All keys of the table, each read as a table of its own or as anything else by `read`.
    pub fn keys(&self) -> Vec<Placed> {
        let key = |name: &Spanned<_>| -> Placed {
            let name: &Spanned<std::borrow::Cow<'_, str>> = name;
            Placed { text: name.get_ref().to_string(), place: self.lines.place(name.span().start) }
        };
        self.table.iter().map(|(name, _)| key(name)).collect()
    }

    /// Words in every language: `en.key` and `km.key`.
    pub fn spoken(&mut self, key: &str, findings: &mut Findings) -> Spoken<Placed> {
        let mut en = None;
        let mut km = None;
        for (locale, words) in [("en", &mut en), ("km", &mut km)] {
            let Some(value) = self.ask(locale) else { continue };
            let Some(table) = value.get_ref().as_table() else { continue };
            let found = table.iter().find(|(name, _)| name.get_ref() == key);
            if let Some((_, value)) = found {
                match value.get_ref().as_str() {
                    Some(text) => *words = Some(Placed { text: text.to_owned(), place: self.place_of(value) }),
                    None => self.wrong(&format!("{locale}.{key}"), value, "a text in double quotes", findings),
                }
            }
        }
        self.asked.push(format!("en.{key}"));
        self.asked.push(format!("km.{key}"));
        Spoken { en: en.unwrap_or_else(|| Placed { text: String::new(), place: self.place() }), km }
    }

    /// Words in every language that must be there in the original.
    pub fn spoken_needed(&mut self, key: &str, findings: &mut Findings) -> Spoken<Placed> {
        let words = self.spoken(key, findings);
        if words.en.text.trim().is_empty() {
            self.missing(&format!("en.{key}"), findings);
        }
        words
    }

    /// Lists of words in every language.
    pub fn spoken_list(&mut self, key: &str, findings: &mut Findings) -> Spoken<Vec<Placed>> {
        let lists = ["en", "km"].map(|locale| {
            let value = self.ask(locale)?;
            let table = value.get_ref().as_table()?;
            let mut inner = Fields { table, lines: self.lines, place: self.place_of(value), asked: Vec::new() };
            inner.has(key).then(|| inner.texts(key, findings))
        });
        self.asked.push(format!("en.{key}"));
        self.asked.push(format!("km.{key}"));
        let [en, km] = lists;
        Spoken { en: en.unwrap_or_default(), km }
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
