//! What a case takes from the law desk: the elements to prove, and the range of a sentence.

use super::desk::Desk;
use super::diagnostic::{Findings, Place, Rule};
use super::scenario::ReadScenario;
use crate::model::law::Offence;
use crate::model::{ChoiceKind, Locale, OffenceId, Scenario, ScenarioWords, Task};

/// Checks what the case says of the law, and fills in the range of each sentence.
pub fn fill(read: &mut ReadScenario, desk: &Desk, findings: &mut Findings) {
    check_points(read, desk, findings);
    for (index, node) in read.scenario.nodes.iter_mut().enumerate() {
        let place = read.node_places.get(index).unwrap_or(&read.place);
        if let Task::Sentence(scale) = &mut node.task {
            let Some(offence) = offence(desk, scale.offence, place, findings) else { continue };
            let end = |end: fn(&crate::model::law::Bounds) -> Option<u64>| {
                offence.prison_months.as_ref().and_then(end).and_then(|it| u16::try_from(it).ok())
            };
            scale.law = (end(|it| it.min), end(|it| it.max));
            if scale.law.1.is_none_or(|max| scale.most <= max) {
                let hint = "let `most` lie beyond the legal maximum, so that a mistake can be made";
                findings.add(Rule::BadValue, place, "the scale ends where the law does, or knows no maximum", hint);
            }
        }
        for choice in &node.choices {
            if let ChoiceKind::Charge(id) = choice.kind {
                offence(desk, id, place, findings);
                if !read.scenario.points.iter().any(|point| point.offence == id) {
                    let hint = "add a `[[point]]` for each of its elements";
                    findings.add(Rule::CaseEnds, place, format!("`{id}` is charged and has no points to prove"), hint);
                }
            }
        }
    }
}

fn offence<'d>(desk: &'d Desk, id: OffenceId, place: &Place, findings: &mut Findings) -> Option<&'d Offence> {
    let found = desk.offence(id);
    if found.is_none() {
        findings.add(Rule::LinkResolves, place, format!("no offence `{id}`"), "name an offence of the law desk");
    }
    found
}

/// Every element of every offence that the case is about stands once among the points, and no other.
fn check_points(read: &ReadScenario, desk: &Desk, findings: &mut Findings) {
    let points = &read.scenario.points;
    if points.is_empty() {
        let hint = "add a `[[point]]` for each element of each offence that the case is about";
        findings.add(Rule::MissingKey, &read.place, "no points to prove", hint);
    }
    let mut told: Vec<OffenceId> = Vec::new();
    for (index, point) in points.iter().enumerate() {
        let place = read.point_places.get(index).unwrap_or(&read.place);
        for exhibit in &point.exhibits {
            if !read.scenario.exhibits.iter().any(|it| it.id == *exhibit) {
                findings.add(Rule::LinkResolves, place, format!("no exhibit `{exhibit}`"), "mend the name");
            }
        }
        if points.iter().take(index).any(|it| (it.offence, it.element) == (point.offence, point.element)) {
            let message = format!("`{}` of `{}` stands twice", point.element, point.offence);
            findings.add(Rule::IdUnique, place, message, "keep one of the two");
        }
        let is_known =
            desk.offence(point.offence).is_some_and(|it| it.elements.iter().any(|it| it.id == point.element));
        if desk.offence(point.offence).is_some() && !is_known {
            let message = format!("`{}` has no element `{}`", point.offence, point.element);
            findings.add(Rule::LinkResolves, place, message, "name an element of the law desk");
        }
        if told.contains(&point.offence) {
            continue;
        }
        told.push(point.offence);
        let Some(offence) = offence(desk, point.offence, place, findings) else { continue };
        for element in &offence.elements {
            if !points.iter().any(|it| it.offence == offence.id && it.element == element.id) {
                let message = format!("`{}` of `{}` is not among the points", element.id, offence.id);
                findings.add(Rule::MissingKey, place, message, "every element must be proved: add it");
            }
        }
    }
}

/// Fills in the words that the law desk has for the points and their offences.
pub fn tell(scenario: &Scenario, words: &mut ScenarioWords, desk: &Desk, locale: Locale) {
    let mut offences: Vec<&Offence> = Vec::new();
    for point in &scenario.points {
        let Some(offence) = desk.offence(point.offence) else { continue };
        if !offences.iter().any(|it| it.id == offence.id) {
            offences.push(offence);
        }
        let element = offence.elements.iter().find(|it| it.id == point.element);
        words.points.push(element.map(|it| it.text.in_locale(locale).clone()).unwrap_or_default());
    }
    words.offences = offences.iter().map(|it| it.title.in_locale(locale).clone()).collect();
}
