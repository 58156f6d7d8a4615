//! What is checked once everything has been read: sources of figures, marks of law, the translation.

use super::ReadCase;
use super::desk::Desk;
use super::diagnostic::{Findings, Place, Rule};
use super::items::Bank;
use super::lesson::ReadLesson;
use super::parity::{Parity, Side};
use super::sentences::Held;
use super::stretch::Voice;
use crate::model::ItemWords;

/// Every item stands in some lesson.
pub fn items_placed(bank: &Bank, lessons: &[ReadLesson], findings: &mut Findings) {
    for (id, item) in &bank.0 {
        if !lessons.iter().any(|lesson| lesson.lesson.item(*id).is_some()) {
            let hint = format!("write ![[item/{id}]] where it belongs");
            findings.add(Rule::ItemPlaced, &item.place, format!("item `{id}` stands in no lesson"), hint);
        }
    }
}

/// Checks the words of a lesson.
pub fn lesson(read: &ReadLesson, bank: &Bank, desk: &Desk, findings: &mut Findings) {
    let nowhere = Place::default();
    let item_places: Vec<&Place> =
        read.lesson.items.iter().map(|it| bank.0.get(&it.id).map_or(&nowhere, |it| &it.place)).collect();
    let languages = read.words.iter().zip(&read.references).zip(&read.stretches);
    for ((words, references), stretches) in languages {
        let held = Held { references, desk };
        stretches.iter().for_each(|it| held.check(it, findings));
        let items = words.iter().flat_map(|words| &words.items).zip(&item_places);
        items.for_each(|(words, place)| item(held, words, place, findings));
    }
    let ([Some(en), Some(km)], [en_references, km_references]) = (&read.words, &read.references) else { return };
    let parity = Parity { en: en_references, km: km_references };
    let [en_stretches, km_stretches] = &read.stretches;
    parity.check(en_stretches, km_stretches, Side::Original, findings);
    for ((original, translated), place) in en.items.iter().zip(&km.items).zip(&item_places) {
        parity.check_item(original, translated, place, findings);
    }
    for ((original, translated), place) in en.figures.iter().zip(&km.figures).zip(&read.figure_places) {
        parity.check_figure(original, translated, place, findings);
    }
}

fn item(held: Held<'_>, words: &ItemWords, place: &Place, findings: &mut Findings) {
    let options = words.options.iter().flat_map(|it| [&it.text, &it.right, &it.why]);
    for run in options.chain([&words.ask, &words.story, &words.why]) {
        held.check_words(run, place, Voice::Aside, findings);
    }
}

/// Checks the words of a case.
pub fn case(case: &ReadCase, desk: &Desk, findings: &mut Findings) {
    for (stretches, references) in case.stretches.iter().zip(&case.references) {
        let held = Held { references, desk };
        stretches.iter().for_each(|it| held.check(it, findings));
    }
    if let ([Some(_), Some(_)], [en, km]) = (&case.words, &case.references) {
        let [en_stretches, km_stretches] = &case.stretches;
        Parity { en, km }.check(en_stretches, km_stretches, Side::Translation, findings);
    }
}
