//! The words behind a citation, in which its figures must stand.

use super::Desk;
use crate::compiler::words::Cite;
use crate::model::Mark;
use crate::model::law::{Bounds, Offence};

/// The facts of a source or the text of an article, each with its mark; nothing if there is no such article.
pub fn quotable(desk: &Desk, cite: &Cite) -> Option<Vec<(String, Mark)>> {
    if let Some(instrument) = desk.instrument(&cite.id) {
        let article = desk.article(instrument, &cite.locator)?;
        let mut texts = vec![(format!("{} {}", article.text.en, article.title.en), article.mark)];
        let of_article = instrument.offences.iter().filter(|offence| offence.article == Some(article.id));
        texts.extend(of_article.map(|offence| (penalty_figures(offence), offence.mark)));
        return Some(texts);
    }
    let source = desk.source(&cite.id)?;
    let mut texts: Vec<(String, Mark)> =
        source.facts.iter().map(|fact| (fact.text.clone(), fact.mark.unwrap_or(source.mark))).collect();
    texts.push((format!("{} {}", source.title, source.year), source.mark));
    Some(texts)
}

fn penalty_figures(offence: &Offence) -> String {
    let ends = |bounds: &Option<Bounds>| bounds.iter().flat_map(|it| [it.min, it.max]).flatten().collect::<Vec<_>>();
    let mut text = offence.conduct.en.clone();
    for months in ends(&offence.prison_months) {
        text.push_str(&format!(" {months} months {} years", months / 12));
    }
    for riel in ends(&offence.fine_riel) {
        text.push_str(&format!(" {riel} riel {} million", riel / 1_000_000));
    }
    text
}
