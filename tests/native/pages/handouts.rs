//! Hand-outs of lessons and kits of cases: who may read what on paper.

use std::collections::BTreeSet;

use kouprey::compiler::CompiledLesson;
use kouprey::engine::progress::Progress;
use kouprey::markup::Markup;
use kouprey::markup::block::Setting;
use kouprey::markup::page::case::LETTERS;
use kouprey::markup::tree::{CaseTree, ChoiceTree, ItemTree, PageTree};
use kouprey::model::wire::from_json;
use kouprey::model::{ItemKind, Locale, OptionId};

use super::html::{Node, parse};
use super::site::{Site, case_tree, in_locale, sites};

/// A page of the desk, as it is printed.
#[track_caller]
fn paper(site: &Site, name: &str) -> Node {
    let start = format!("content/desk-{name}.");
    let found: Vec<&Vec<u8>> =
        site.files.iter().filter(|(path, _)| path.starts_with(&start)).map(|(_, bytes)| bytes).collect();
    let [bytes] = found.as_slice() else { panic!("{} files begin with {start}", found.len()) };
    let page: PageTree = from_json(std::str::from_utf8(bytes).unwrap()).unwrap();
    parse(&Markup::Row(page.content).to_string())
}

/// The words of an item as trees: what is asked and said, with its citations.
fn trees(site: &Site, lesson: &CompiledLesson, locale: Locale) -> Vec<ItemTree> {
    site.show(locale, &Progress::default(), |book| {
        let words = in_locale(&lesson.words, locale);
        let setting = Setting { speech: book.speech, notes: &words.notes };
        words.items.iter().map(|it| ItemTree::of(it, &setting)).collect()
    })
}

/// Every hand-out: its lesson, the words of the lesson's items, its name, the page.
fn every_handout() -> Vec<(&'static CompiledLesson, Vec<ItemTree>, String, Node)> {
    let mut handouts = Vec::new();
    for site in sites() {
        for lesson in &site.compiled.lessons {
            for locale in Locale::ALL {
                let name = format!("handout-{}.{}", lesson.lesson.id, locale.tag());
                let page = paper(site, &name);
                handouts.push((lesson, trees(site, lesson, locale), name, page));
            }
        }
    }
    handouts
}

/// Every kit: the words of the case, its name, the page.
fn every_kit() -> Vec<(CaseTree, String, Node)> {
    let mut kits = Vec::new();
    for site in sites() {
        for case in &site.compiled.cases {
            for locale in Locale::ALL {
                let name = format!("kit-{}.{}", case.scenario.id, locale.tag());
                let tree = site.show(locale, &Progress::default(), |book| case_tree(book, case));
                let page = paper(site, &name);
                kits.push((tree, name, page));
            }
        }
    }
    kits
}

fn words(row: &[Markup]) -> String {
    Markup::Row(row.to_vec()).words()
}

/// The values of an attribute within an element, in order.
fn values<'n>(node: &'n Node, name: &str) -> Vec<&'n str> {
    node.with(name).into_iter().filter_map(|it| it.get(name)).collect()
}

fn sheet<'n>(page: &'n Node, hook: &str) -> &'n Node {
    page.the("data-sheet", hook)
}

/// Why an item is answered as it is: of the whole, and of each option.
fn reasons(item: &ItemTree) -> Vec<String> {
    let reasons = item.options.iter().map(|it| words(&it.why)).chain([words(&item.why)]);
    reasons.filter(|it| !it.is_empty()).collect()
}

/// What the feedback of an option says.
fn feedback(choice: &ChoiceTree) -> Vec<String> {
    let said = [&choice.why, &choice.ground, &choice.weight, &choice.nullity].map(|it| words(it));
    said.into_iter().filter(|it| !it.is_empty()).collect()
}

#[test]
fn every_lesson_has_its_handouts_in_both_languages() {
    for (lesson, _, name, page) in every_handout() {
        assert_eq!(values(&page, "data-handout"), [lesson.lesson.id.as_str()], "{name}");
        let sheets = ["participant", "trainer", "cards", "log", "points"];
        assert_eq!(values(&page, "data-sheet"), sheets, "{name}");
        // Whatever letter a question has, there is a card to hold up.
        let options = lesson.lesson.items.iter().map(|it| match &it.kind {
            ItemKind::Single(options) | ItemKind::Multiple(options) | ItemKind::Vignette(options) => options.len(),
            _ => 0,
        });
        let letters = options.max().unwrap_or_default();
        assert_eq!(values(&page, "data-card"), LETTERS[..letters], "{name}");
        let forms = page.all().into_iter().filter(|it| it.get("class") == Some("kit__form"));
        assert_eq!(forms.count(), 2, "{name}");
        page.the("data-action", "print");
    }
}

#[test]
fn every_item_is_on_the_sheet_of_the_participants_and_on_that_of_the_trainer() {
    for (lesson, items, name, page) in every_handout() {
        let ids: Vec<&str> = lesson.lesson.items.iter().map(|it| it.id.as_str()).collect();
        for hook in ["participant", "trainer"] {
            let sheet = sheet(&page, hook);
            assert_eq!(values(sheet, "data-item"), ids, "{hook} of {name}");
            let shown = sheet.words();
            for item in &items {
                assert!(shown.contains(&words(&item.ask)), "{hook} of {name} lacks {}", words(&item.ask));
                for option in &item.options {
                    assert!(shown.contains(&words(&option.text)), "{hook} of {name} lacks {}", words(&option.text));
                    assert!(shown.contains(&words(&option.right)), "{hook} of {name} lacks {}", words(&option.right));
                }
            }
        }
    }
}

#[test]
fn participants_read_no_reason_and_no_key_and_the_trainer_reads_them_all() {
    for (lesson, items, name, page) in every_handout() {
        let (open, told) = (sheet(&page, "participant"), sheet(&page, "trainer"));
        assert!(!values(open, "data-state").contains(&"key"), "{name} shows a key");
        for (item, tree) in lesson.lesson.items.iter().zip(&items) {
            let (asked, explained) = (open.the("data-item", item.id.as_str()), told.the("data-item", item.id.as_str()));
            assert!(values(explained, "data-state").contains(&"key"), "{name}: {} has no key", item.id);
            for reason in reasons(tree) {
                assert!(!open.words().contains(&reason), "{name} tells participants: {reason}");
                assert!(!asked.words().contains(&reason), "{name}: {} explains itself", item.id);
                assert!(explained.words().contains(&reason), "{name} does not tell the trainer: {reason}");
            }
        }
    }
}

#[test]
fn the_key_of_the_trainer_is_the_key() {
    for (lesson, _, name, page) in every_handout() {
        for item in &lesson.lesson.items {
            let told = sheet(&page, "trainer").the("data-item", item.id.as_str());
            let marked = told.with("data-state").into_iter().filter(|it| it.get("data-state") == Some("key"));
            let marked: Vec<&str> = marked.filter_map(|it| it.get("data-part")).collect();
            let key: Vec<&str> = match &item.kind {
                ItemKind::Single(options) | ItemKind::Multiple(options) | ItemKind::Vignette(options) => {
                    options.iter().filter(|it| it.key).map(|it| it.id.as_str()).collect()
                }
                ItemKind::Ordering(steps) => steps.iter().map(OptionId::as_str).collect(),
                ItemKind::Matching(pairs, _) => pairs.iter().map(OptionId::as_str).collect(),
                ItemKind::Judgement(..) => Vec::new(),
            };
            assert_eq!(marked, key, "{name}: {}", item.id);
        }
    }
}

#[test]
fn steps_stand_in_another_order_than_the_right_one_and_partners_not_side_by_side() {
    for (lesson, _, name, page) in every_handout() {
        for item in &lesson.lesson.items {
            let asked = sheet(&page, "participant").the("data-item", item.id.as_str());
            match &item.kind {
                ItemKind::Ordering(steps) => {
                    let key: Vec<&str> = steps.iter().map(OptionId::as_str).collect();
                    let shown = values(asked, "data-part");
                    assert_ne!(shown, key, "{name}: {}", item.id);
                    assert_eq!(BTreeSet::from_iter(shown), BTreeSet::from_iter(key), "{name}: {}", item.id);
                }
                ItemKind::Matching(pairs, spares) => {
                    let left = values(asked.the("data-way", "left"), "data-part");
                    let right = values(asked.the("data-way", "right"), "data-part");
                    assert_eq!(left, pairs.iter().map(OptionId::as_str).collect::<Vec<_>>(), "{name}: {}", item.id);
                    assert_eq!(right.len(), pairs.len() + spares.len(), "{name}: {}", item.id);
                    assert!(!right.starts_with(&left), "{name}: {} gives itself away", item.id);
                }
                _ => {}
            }
        }
    }
}

/// A sheet of the tiny handbook, whose lesson names one offence of one element.
#[test]
fn the_points_to_prove_are_those_of_the_offences_that_a_lesson_names() {
    let [_, tiny] = sites();
    let page = paper(tiny, "handout-first.en");
    let points = sheet(&page, "points").words();
    assert!(points.contains("Possession"), "{points}");
    assert!(points.contains("An animal of the class"), "{points}");
    for (_, _, name, page) in every_handout() {
        let points = sheet(&page, "points");
        let heads = points.with("scope").into_iter().filter(|it| it.get("scope") == Some("rowgroup")).count();
        let rows = points.tagged("tbody").iter().map(|it| it.tagged("tr").len()).sum::<usize>();
        assert!(heads <= 4, "{name}: {heads} offences");
        assert!(if heads == 0 { rows == 12 } else { heads < rows }, "{name}: {heads} offences, {rows} rows");
    }
}

#[test]
fn a_handout_is_well_formed() {
    for (_, _, name, page) in every_handout() {
        let ids = values(&page, "id");
        assert_eq!(ids.len(), BTreeSet::from_iter(&ids).len(), "{name}: an id stands twice");
        assert_eq!(page.tagged("h1").len(), 1, "{name}");
        let mut last = 0;
        for node in page.all() {
            assert!(!node.has("style") && node.tag != "style", "{name}");
            let Some(level) = node.tag.strip_prefix('h').and_then(|it| it.parse::<u8>().ok()) else { continue };
            assert!(level <= last + 1, "{name}: h{level} follows h{last}: {}", node.words());
            last = level;
        }
        for drawing in page.tagged("svg") {
            let is_picture = drawing.get("role") == Some("img") && drawing.has("aria-label");
            assert!(is_picture || drawing.get("aria-hidden") == Some("true"), "{name}: a drawing without a name");
        }
    }
}

#[test]
fn every_case_has_a_kit_with_the_decisions_for_participants_and_for_the_trainer() {
    for (_, name, page) in every_kit() {
        let sheets = values(&page, "data-sheet");
        let expected = ["brief", "file", "participant", "trainer", "points", "log", "cards", "roles"];
        assert_eq!(sheets, expected, "{name}");
    }
}

#[test]
fn participants_of_a_case_read_no_feedback_and_the_trainer_reads_it_all() {
    for (tree, name, page) in every_kit() {
        let (open, told) = (sheet(&page, "participant"), sheet(&page, "trainer"));
        assert_eq!(values(open, "data-part"), values(told, "data-part"), "{name}: other options");
        let (shown, explained) = (open.words(), told.words());
        for (node, choice) in tree.nodes.iter().flat_map(|node| node.choices.iter().map(move |it| (node, it))) {
            assert!(shown.contains(&words(&node.ask)), "{name} lacks {}", words(&node.ask));
            assert!(shown.contains(&words(&choice.text)), "{name} lacks {}", words(&choice.text));
            for reason in feedback(choice) {
                assert!(!shown.contains(&reason), "{name} tells participants: {reason}");
                assert!(explained.contains(&reason), "{name} does not tell the trainer: {reason}");
            }
        }
        let grounds = |node: &Node, kind: &str| values(node, "data-kind").iter().filter(|it| **it == kind).count();
        let choices = || tree.nodes.iter().flat_map(|node| &node.choices);
        for kind in ["ground", "weight", "nullity"] {
            assert_eq!(grounds(open, kind), 0, "{name}");
        }
        assert_eq!(grounds(told, "weight"), choices().filter(|it| !it.weight.is_empty()).count(), "{name}");
        assert_eq!(grounds(told, "nullity"), choices().filter(|it| !it.nullity.is_empty()).count(), "{name}");
    }
}
