//! `handbook.toml` and `phrases.toml`: the table of contents and the wording of the interface.

use super::diagnostic::{Findings, Place, Rule};
use super::fields::{Placed, check_khmer, read_file};
use super::guards::slug;
use super::once::Once;
use super::source::SourceTree;
use crate::model::law::Spoken;
use crate::model::{LessonId, PartId, Phrase, Phrases};

/// The table of contents.
#[derive(Debug)]
pub struct Plan {
    /// The edition.
    pub edition: String,
    /// The date at which the law is stated: year, month, day.
    pub law_date: (u16, u8, u8),
    /// Parts that hold lessons.
    pub parts: Vec<PlanPart>,
}

/// A part of the table of contents.
#[derive(Debug)]
pub struct PlanPart {
    /// Its id.
    pub id: PartId,
    /// Its number.
    pub number: u8,
    /// Its title.
    pub title: Spoken<String>,
    /// Its lessons.
    pub lessons: Vec<LessonId>,
}

impl Plan {
    /// All lessons in order.
    pub fn lessons(&self) -> impl Iterator<Item = LessonId> {
        self.parts.iter().flat_map(|part| part.lessons.iter().copied())
    }
}

/// Reads the table of contents.
pub fn read(tree: &SourceTree, findings: &mut Findings) -> Option<Plan> {
    read_file(tree, "handbook.toml", findings, |fields, findings| {
        let edition = fields.text_needed("edition", findings).text;
        if !fields.has("law_date") {
            fields.missing("law_date", findings);
        }
        let law_date = fields.date("law_date", findings).unwrap_or((2000, 1, 1));
        let mut once = Once::within("among the parts");
        let parts = fields.tables("part", findings, |fields, findings| {
            let id = fields.parsed_needed("id", Rule::IdGrammar, findings);
            once.see(id, &fields.place(), findings);
            let number = fields.integer_within("number", 1, 99, findings);
            let title = fields.spoken_needed("title", findings);
            check_khmer(&title, findings);
            let lessons = fields.texts("lessons", findings).iter().filter_map(|it| slug(it, findings)).collect();
            let title = Spoken { en: title.en.text, km: title.km.map(|km| km.text) };
            Some(PlanPart { id: id?, number: u8::try_from(number?).ok()?, title, lessons })
        });
        let parts: Vec<PlanPart> = parts.into_iter().flatten().filter(|part| !part.lessons.is_empty()).collect();
        check_lessons(&parts, &fields.place(), findings);
        Plan { edition, law_date, parts }
    })
}

fn check_lessons(parts: &[PlanPart], place: &Place, findings: &mut Findings) {
    let lessons: Vec<LessonId> = parts.iter().flat_map(|part| part.lessons.iter().copied()).collect();
    for (index, lesson) in lessons.iter().enumerate() {
        if lessons.iter().take(index).any(|it| it == lesson) {
            findings.add(
                Rule::IdUnique,
                place,
                format!("lesson `{lesson}` stands twice"),
                "a lesson belongs to one part",
            );
        }
    }
}

/// Reads the wording of the interface: English and Khmer.
pub fn phrases(tree: &SourceTree, findings: &mut Findings) -> [Phrases; 2] {
    let mut words: [Vec<String>; 2] = [Vec::new(), Vec::new()];
    read_file(tree, "phrases.toml", findings, |fields, findings| {
        for (_, id) in Phrase::ALL {
            let spoken = fields.table(id, findings, |fields, findings| {
                let en = fields.text_needed("en", findings);
                let km = fields.text_needed("km", findings);
                super::script::check(&km.text, &km.place, findings);
                check_gaps(&en, &km, findings);
                (en.text, km.text)
            });
            if spoken.is_none() {
                let hint = format!("add `[{id}]` with `en` and `km`");
                findings.add(Rule::PhraseCoverage, &fields.place(), format!("the phrase `{id}` is missing"), hint);
            }
            let (en, km) = spoken.unwrap_or_default();
            let [first, second] = &mut words;
            first.push(en);
            second.push(km);
        }
    });
    words.map(Phrases::new)
}

fn check_gaps(en: &Placed, km: &Placed, findings: &mut Findings) {
    for gap in ["{0}", "{1}", "{2}", "{3}"] {
        if en.text.contains(gap) != km.text.contains(gap) {
            findings.add(
                Rule::LocaleParity,
                &km.place,
                format!("the gap {gap} is not in both languages"),
                "keep every gap",
            );
        }
    }
}
