//! Lists: texts, numbers, pairs of numbers.

use toml::Spanned;
use toml::de::DeValue;

use super::{Fields, Placed, number_of};
use crate::compiler::diagnostic::Findings;

impl Fields<'_> {
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
}
