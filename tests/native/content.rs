//! The real handbook: whole in both languages, its cases walked to every ending, its figures sourced.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test when something is not there")]

use kouprey::compiler::desk::Desk;
use kouprey::compiler::{Compiled, CompiledCase, Rule, Severity};
use kouprey::engine::explore::find_trail;
use kouprey::engine::grade::{Outcome, grade};
use kouprey::engine::hindsight::strongest_road;
use kouprey::engine::scenario::{Standing, stand};
use kouprey::model::{Block, CalloutKind, EntryKind, Inline, ItemKind, Locale, Mark, Note, Task, Verdict};

use crate::compiler::book::{Book, listed, real, site};
use crate::support::key_of;

/// The real handbook, if it compiles.
#[track_caller]
fn handbook() -> &'static Compiled {
    site(real())
}

/// How many letters a reader sees of a run of words.
fn length(words: &[Inline]) -> usize {
    let letters = |inline: &Inline| match inline {
        Inline::Text(text) => text.chars().count(),
        Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Foreign(_, inner) => length(inner),
        Inline::Entry(_, inner) | Inline::Lesson(_, _, inner) | Inline::Case(_, inner) => length(inner),
        Inline::Cite(_) | Inline::Claim(_) | Inline::Break => 0,
    };
    words.iter().map(letters).sum()
}

/// Whether one of the marked lengths is as great as any.
fn has_longest(lengths: &[(usize, bool)]) -> bool {
    let longest = lengths.iter().map(|(length, _)| *length).max();
    lengths.iter().any(|(length, is_marked)| *is_marked && Some(*length) == longest)
}

#[test]
fn the_handbook_compiles_without_errors_and_warnings() {
    let found: Vec<_> = real().diagnostics.iter().filter(|it| it.severity != Severity::Note).cloned().collect();
    assert!(found.is_empty(), "{}", listed(&found));
    handbook();
}

#[test]
fn what_was_translated_stays_translated() {
    for id in ["what-a-living-animal-does", "first-48-hours"] {
        let lesson = handbook().lessons.iter().find(|it| it.lesson.id.as_str() == id).unwrap();
        assert_eq!(lesson.words.each_ref().map(|words| words.locale), Locale::ALL, "{id}");
    }
    let case = handbook().cases.iter().find(|it| it.scenario.id.as_str() == "beans-and-beams").unwrap();
    assert_eq!(case.words.each_ref().map(|words| words.locale), Locale::ALL);
}

#[test]
fn it_holds_every_part_every_lesson_of_the_plan_and_a_case_of_some_size() {
    assert_eq!((handbook().plan.parts.len(), handbook().lessons.len()), (7, 28));
    for lesson in &handbook().lessons {
        let (id, items) = (lesson.lesson.id, &lesson.lesson.items);
        let mut kinds: Vec<&str> = items.iter().map(|item| item.kind.as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        assert!(6 <= items.len() && 3 <= kinds.len(), "{id}: {} items of {} kinds", items.len(), kinds.len());
        let blocks = || lesson.words[0].sections.iter().flat_map(|section| &section.blocks);
        for kind in [CalloutKind::Trainer, CalloutKind::Stage, CalloutKind::Discuss] {
            let is_there = blocks().any(|it| matches!(it, Block::Callout(callout) if callout.kind == kind));
            assert!(is_there, "{id} has no {kind:?}");
        }
    }
    let desk = &handbook().desk;
    let offences: usize = desk.instruments.iter().map(|it| it.offences.len()).sum();
    assert!(56 <= offences && 51 <= desk.species.len() && 250 <= desk.terms.len());
    let sizes: Vec<(usize, usize)> =
        handbook().cases.iter().map(|case| (case.scenario.nodes.len(), case.scenario.endings.len())).collect();
    assert!(sizes.iter().any(|(nodes, endings)| 7 <= *nodes && 4 <= *endings), "{sizes:?}");
}

#[test]
fn every_ending_of_every_case_is_reached_by_walking_to_it() {
    for case in &handbook().cases {
        for ending in &case.scenario.endings {
            let Some(trail) = find_trail(&case.scenario, ending.id) else {
                panic!("{}: no trail to {}", case.scenario.id, ending.id);
            };
            match stand(&case.scenario, &trail) {
                Ok(Standing::Ended { ending: found, .. }) => assert_eq!(found, ending.id),
                other => panic!("{}: {:?} comes to {other:?}", case.scenario.id, trail.choices()),
            }
        }
    }
}

#[test]
fn the_key_of_every_item_is_graded_right() {
    for item in handbook().lessons.iter().flat_map(|lesson| &lesson.lesson.items) {
        let graded = grade(item, &key_of(item)).map(|it| it.outcome);
        assert_eq!(graded, Ok(Outcome::Correct), "{}", item.id);
    }
}

/// Who looks for the longest answer must not find the key by it.
#[test]
fn the_key_is_the_longest_option_in_at_most_half_of_the_items_with_one_key() {
    for locale in Locale::ALL {
        let mut items = Vec::new();
        for lesson in &handbook().lessons {
            let words = &lesson.words[locale as usize];
            for (item, words) in lesson.lesson.items.iter().zip(&words.items) {
                if let ItemKind::Single(options) | ItemKind::Vignette(options) = &item.kind {
                    let lengths: Vec<(usize, bool)> = options
                        .iter()
                        .zip(&words.options)
                        .map(|(option, words)| (length(&words.text), option.key))
                        .collect();
                    items.push((item.id, has_longest(&lengths)));
                }
            }
        }
        let longest: Vec<_> =
            items.iter().filter(|(_, is_longest)| *is_longest).map(|(id, _)| id.to_string()).collect();
        assert!(
            2 * longest.len() <= items.len(),
            "{}: {} of {}: {longest:?}",
            locale.tag(),
            longest.len(),
            items.len()
        );
    }
}

#[test]
fn the_better_choice_is_the_longest_in_at_most_half_of_the_decisions() {
    for locale in Locale::ALL {
        for case in &handbook().cases {
            let words = &case.words[locale as usize];
            // In a set every part that belongs is taken, so its length gives nothing away.
            let nodes = case.scenario.nodes.iter().zip(&words.nodes);
            let nodes: Vec<_> = nodes.filter(|(node, _)| node.task == Task::Decision).collect();
            let longest: Vec<String> = nodes
                .iter()
                .filter(|(node, words)| {
                    let choices = node.choices.iter().zip(&words.choices);
                    let lengths: Vec<(usize, bool)> = choices
                        .map(|(choice, words)| (length(&words.text), choice.verdict == Verdict::Better))
                        .collect();
                    has_longest(&lengths)
                })
                .map(|(node, _)| node.id.to_string())
                .collect();
            let count = nodes.len();
            assert!(2 * longest.len() <= count, "{}: {} of {count}: {longest:?}", locale.tag(), longest.len());
        }
    }
}

#[test]
fn the_strongest_choices_of_a_case_lead_to_its_best_ending() {
    for case in &handbook().cases {
        let (_, ending) = strongest_road(&case.scenario).unwrap();
        assert_eq!(ending, case.scenario.best, "{}", case.scenario.id);
    }
}

#[test]
fn the_casebook_is_whole() {
    let cases = &handbook().cases;
    assert_eq!(cases.len(), 14);
    assert!(100 <= cases.iter().map(|it| it.scenario.nodes.len()).sum::<usize>());
    assert!(56 <= cases.iter().map(|it| it.scenario.endings.len()).sum::<usize>());
    let has_examination =
        |case: &&CompiledCase| case.scenario.nodes.iter().any(|it| matches!(it.task, Task::Examination(_)));
    assert!(4 <= cases.iter().filter(has_examination).count());
    for case in cases {
        let id = case.scenario.id;
        assert!((7..=10).contains(&case.scenario.nodes.len()), "{id}");
        assert!((4..=8).contains(&case.scenario.endings.len()), "{id}");
        assert!(6 <= case.scenario.exhibits.len(), "{id}");
        assert!(!case.words[0].kit.is_empty() && 4 <= case.words[0].roles.len(), "{id}");
    }
}

#[test]
fn every_decision_has_a_better_choice_and_one_that_costs() {
    for case in &handbook().cases {
        for node in &case.scenario.nodes {
            for verdict in [Verdict::Better, Verdict::Worse] {
                assert!(
                    node.choices.iter().any(|it| it.verdict == verdict),
                    "{}: none is {}",
                    node.id,
                    verdict.as_str()
                );
            }
        }
    }
}

/// The marks that the entry of a note gives it, in `sources.toml` or in the files under `law/`.
fn marks_of(desk: &Desk, note: &Note) -> Vec<Mark> {
    let id = note.entry.id.as_str();
    match note.entry.kind {
        EntryKind::Source => {
            let source = desk.source(id).unwrap();
            source.facts.iter().filter_map(|fact| fact.mark).chain([source.mark]).collect()
        }
        EntryKind::Article => {
            if let Some(instrument) = desk.instrument(id) {
                return vec![instrument.mark];
            }
            let mut articles =
                desk.instruments.iter().flat_map(|it| it.articles.iter().map(move |article| (it, article)));
            let (instrument, article) = articles.find(|(_, article)| article.id.as_str() == id).unwrap();
            let offences = instrument.offences.iter().filter(|offence| offence.article == Some(article.id));
            offences.map(|offence| offence.mark).chain([article.mark]).collect()
        }
        kind => panic!("{} is cited, but {} is no source", note.cited, kind.as_str()),
    }
}

#[test]
fn every_citation_bears_a_mark_of_its_entry_in_both_languages() {
    let desk = &handbook().desk;
    let lessons = handbook().lessons.iter().flat_map(|it| &it.words).map(|words| &words.notes);
    let cases = handbook().cases.iter().flat_map(|it| &it.words).map(|words| &words.notes);
    let mut count = 0;
    for note in lessons.chain(cases).flatten() {
        let marks = marks_of(desk, note);
        assert!(marks.contains(&note.mark), "{} is cited as {:?}, its entry says {marks:?}", note.cited, note.mark);
        count += 1;
    }
    assert!(100 <= count, "only {count} notes were seen");
}

#[test]
fn a_translation_cites_what_the_original_cites_with_the_same_marks() {
    let cited = |notes: &[Note]| -> Vec<(String, Mark)> {
        let mut cited: Vec<(String, Mark)> = notes.iter().map(|note| (note.entry.to_string(), note.mark)).collect();
        cited.sort();
        cited.dedup();
        cited
    };
    for lesson in &handbook().lessons {
        let [en, km] = &lesson.words;
        assert_eq!(cited(&en.notes), cited(&km.notes), "{}", lesson.lesson.id);
    }
    for case in &handbook().cases {
        let [en, km] = &case.words;
        assert_eq!(cited(&en.notes), cited(&km.notes), "{}", case.scenario.id);
    }
}

#[test]
fn a_wrong_figure_planted_in_a_lesson_or_in_the_case_is_found() {
    for (file, right, wrong) in [
        ("lessons/what-a-living-animal-does/en.md", "they uprooted 30%", "they uprooted 31%"),
        ("lessons/first-48-hours/en.md", "about 2,777 Sunda pangolins", "about 2,778 Sunda pangolins"),
        ("scenarios/beans-and-beams/en.md", "2,152 kg of ivory", "2,153 kg of ivory"),
    ] {
        let found = Book::real().replace(file, right, wrong).findings();
        let number: String = wrong.chars().filter(char::is_ascii_digit).collect();
        let said = found.iter().any(|it| it.rule == Rule::FigureSourced && it.message.starts_with(&number));
        assert!(said, "{file}: {wrong} is not found among:\n{}", listed(&found));
    }
}

#[test]
fn every_decision_and_every_ending_is_told_in_both_languages() {
    for case in &handbook().cases {
        for words in &case.words {
            for (node, words) in case.scenario.nodes.iter().zip(&words.nodes) {
                assert!(!words.title.is_empty() && !words.blocks.is_empty() && !words.ask.is_empty(), "{}", node.id);
                assert_eq!(words.choices.len(), node.choices.len(), "{}", node.id);
            }
            assert_eq!(words.endings.len(), case.scenario.endings.len());
            assert!(words.endings.iter().all(|it| !it.title.is_empty() && !it.blocks.is_empty()));
            assert!(!words.questions.is_empty());
        }
    }
}
