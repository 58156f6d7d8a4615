//! Words in both languages, side by side: `en.title` and `km.title`.

use super::{Fields, Placed};
use crate::compiler::diagnostic::{Findings, Rule};
use crate::compiler::script;
use crate::model::law::Spoken;

impl Fields<'_> {
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
        // A Khmer text without a word in it is not there.
        let km = km.filter(|it: &Placed| !it.text.trim().is_empty());
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
}

/// Says what is wrong with the Khmer of words that stand in both languages: it is not there, or badly written.
pub fn check_khmer(words: &Spoken<Placed>, findings: &mut Findings) {
    match &words.km {
        Some(km) => script::check(&km.text, &km.place, findings),
        None if words.en.text.is_empty() => {}
        None => {
            let hint = "add the `km.` field beside the `en.` one";
            findings.add(Rule::LocaleParity, &words.en.place, "these words are not there in Khmer", hint);
        }
    }
}
