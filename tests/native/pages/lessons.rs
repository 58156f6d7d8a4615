//! The static page of a lesson holds all its words, in both languages, without the app.

use std::collections::BTreeMap;

use std::collections::BTreeSet;

use kouprey::compiler::CompiledLesson;
use kouprey::markup::block::is_for_trainers;
use kouprey::model::figure::FigureBody;
use kouprey::model::{Block, Callout, Inline, ItemKind, LessonWords, Locale, NoteKind};

use super::html::Node;
use super::site::{Site, in_locale, sites};
use crate::tidy::sources;

/// The pieces of text in a run of words, without the spaces around them.
fn texts<'w>(words: &'w [Inline], found: &mut Vec<&'w str>) {
    for inline in words {
        match inline {
            Inline::Text(text) => found.push(text.trim()),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Foreign(_, inner) => texts(inner, found),
            Inline::Entry(_, inner) | Inline::Lesson(_, _, inner) | Inline::Case(_, inner) => texts(inner, found),
            Inline::Cite(_) | Inline::Claim(_) | Inline::Break => {}
        }
    }
}

/// The same of a block. What only trainers see is left out.
fn block_texts<'w>(block: &'w Block, found: &mut Vec<&'w str>) {
    match block {
        Block::Paragraph(words) | Block::Heading(words) => texts(words, found),
        Block::List(items) | Block::Steps(items) => items.iter().for_each(|words| texts(words, found)),
        Block::Table(table) => {
            table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| texts(cell, found));
        }
        Block::Pairs(pairs) => {
            for (name, words) in pairs {
                texts(name, found);
                texts(words, found);
            }
        }
        Block::Callout(callout) if is_for_trainers(callout.kind) => {}
        Block::Callout(Callout { figure, title, blocks, .. }) => {
            found.extend(figure.as_deref());
            texts(title, found);
            blocks.iter().for_each(|block| block_texts(block, found));
        }
        Block::Passage(_, blocks) => blocks.iter().for_each(|block| block_texts(block, found)),
        Block::Figure(_) | Block::Item(_) => {}
    }
}

fn of_sections(words: &LessonWords) -> Vec<&str> {
    let mut found = vec![words.title.as_str()];
    found.extend(words.objectives.iter().map(String::as_str));
    words.lead.iter().for_each(|lead| texts(lead, &mut found));
    for section in &words.sections {
        texts(&section.title, &mut found);
        section.blocks.iter().for_each(|block| block_texts(block, &mut found));
    }
    found
}

fn of_figures(words: &LessonWords) -> Vec<&str> {
    let mut found = Vec::new();
    for figure in &words.figures {
        found.extend([figure.title.as_str(), figure.deck.as_str(), figure.note.as_str()]);
        match &figure.body {
            FigureBody::Chart(chart) => {
                found.extend(chart.rows.iter().flat_map(|row| [row.label.as_str(), row.shown.as_str()]))
            }
            FigureBody::Table(table) => {
                let cells = table.body.head.iter().chain(table.body.rows.iter().flatten());
                cells.for_each(|cell| texts(cell, &mut found));
            }
            FigureBody::Map(map) => {
                found.extend(map.areas.iter().map(|it| it.label.as_str()));
                found.extend(map.places.iter().map(|it| it.label.as_str()));
                found.extend(map.routes.iter().map(|it| it.label.as_str()));
            }
        }
    }
    found
}

/// What a learner reads of the items before answering: no explanation among it.
fn of_items(lesson: &CompiledLesson, locale: Locale) -> Vec<&str> {
    let mut found = Vec::new();
    for (item, words) in lesson.lesson.items.iter().zip(&in_locale(&lesson.words, locale).items) {
        texts(&words.story, &mut found);
        texts(&words.ask, &mut found);
        for option in &words.options {
            texts(&option.text, &mut found);
            if matches!(item.kind, ItemKind::Matching(..)) {
                texts(&option.right, &mut found);
            }
        }
    }
    found
}

/// Every lesson page with its lesson and language.
fn every_lesson_page() -> Vec<(&'static Site, &'static CompiledLesson, Locale, String, Node)> {
    let mut pages = Vec::new();
    for site in sites() {
        for lesson in &site.compiled.lessons {
            for locale in Locale::ALL {
                let path = format!("lesson/{}.{}.html", lesson.lesson.id, locale.tag());
                let page = site.page(&path);
                pages.push((site, lesson, locale, path, page));
            }
        }
    }
    pages
}

#[track_caller]
fn holds(page: &str, wanted: &[&str], path: &str) {
    let missing: Vec<&&str> = wanted.iter().filter(|words| !page.contains(**words)).collect();
    assert!(missing.is_empty(), "{path} lacks {missing:#?}");
}

#[test]
fn every_word_of_the_text_is_on_the_page() {
    for (_, lesson, locale, path, page) in every_lesson_page() {
        let article = page.the("data-lesson", lesson.lesson.id.as_str()).words();
        let wanted = of_sections(in_locale(&lesson.words, locale));
        assert!(20 < wanted.len(), "{path}");
        holds(&article, &wanted, &path);
    }
}

#[test]
fn every_word_of_every_figure_is_on_the_page() {
    for (_, lesson, locale, path, page) in every_lesson_page() {
        let article = page.the("data-lesson", lesson.lesson.id.as_str()).words();
        holds(&article, &of_figures(in_locale(&lesson.words, locale)), &path);
    }
}

#[test]
fn every_question_and_every_option_is_on_the_page_and_no_explanation() {
    for (_, lesson, locale, path, page) in every_lesson_page() {
        let words = in_locale(&lesson.words, locale);
        for (item, item_words) in lesson.lesson.items.iter().zip(&words.items) {
            let shown = page.the("data-item", item.id.as_str());
            assert_eq!(shown.get("data-kind"), Some(item.kind.as_str()), "{path}");
            let mut why = Vec::new();
            texts(&item_words.why, &mut why);
            let shown = shown.words();
            assert!(!why.iter().all(|words| shown.contains(words)), "{path}: {} explains itself too early", item.id);
        }
        let article = page.the("data-lesson", lesson.lesson.id.as_str()).words();
        holds(&article, &of_items(lesson, locale), &path);
    }
}

/// The notes that running text cites stand in the margin with all their words; those of callouts, figures and
/// items are named where they are cited. What only an explanation cites is not there before the item is checked.
#[test]
fn every_note_is_on_the_page() {
    for (_, lesson, locale, path, page) in every_lesson_page() {
        let words = in_locale(&lesson.words, locale);
        let article = page.the("data-lesson", lesson.lesson.id.as_str()).words();
        let blocks: Vec<&Block> = words.sections.iter().flat_map(|section| &section.blocks).collect();
        let mut in_margin = BTreeSet::new();
        blocks
            .iter()
            .filter(|block| !matches!(block, Block::Callout(_)))
            .for_each(|block| cited_in(block, &mut in_margin));
        let mut visible = in_margin.clone();
        blocks.iter().for_each(|block| cited_in(block, &mut visible));
        words.lead.iter().for_each(|lead| cited(lead, &mut visible));
        for item in &words.items {
            let options = item.options.iter().flat_map(|option| [&option.text, &option.right]);
            options.chain([&item.story, &item.ask]).for_each(|words| cited(words, &mut visible));
        }
        visible.extend(words.figures.iter().flat_map(|figure| &figure.sources).map(|note| usize::from(*note)));
        assert!(!in_margin.is_empty(), "{path}");
        for (place, note) in words.notes.iter().enumerate() {
            if visible.contains(&place) {
                let is_named = [&note.cited, &note.short].iter().any(|name| article.contains(name.as_str()));
                assert!(is_named, "{path} lacks {}", note.cited);
            }
            if in_margin.contains(&place) {
                let mut wanted = vec![note.title.as_str(), note.cited.as_str(), note.caution.as_str()];
                texts(&note.words, &mut wanted);
                holds(&article, &wanted, &path);
            }
        }
        let margin = page.all().into_iter().filter(|node| node.get("class") == Some("note fold"));
        let kinds: Vec<&str> = margin.filter_map(|note| note.get("data-kind")).collect();
        assert_eq!(kinds.len(), in_margin.len(), "{path}");
        let laws = in_margin.iter().filter(|place| words.notes.get(**place).is_some_and(|it| it.kind == NoteKind::Law));
        assert_eq!(kinds.iter().filter(|kind| **kind == "law").count(), laws.count(), "{path}");
    }
}

/// The notes that a run of words cites.
fn cited(words: &[Inline], found: &mut BTreeSet<usize>) {
    for inline in words {
        match inline {
            Inline::Cite(note) => {
                found.insert(usize::from(*note));
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Foreign(_, inner) => cited(inner, found),
            Inline::Entry(_, inner) | Inline::Lesson(_, _, inner) | Inline::Case(_, inner) => cited(inner, found),
            Inline::Text(_) | Inline::Claim(_) | Inline::Break => {}
        }
    }
}

/// The notes that a block cites, but for those of headings, which stand in brackets.
fn cited_in(block: &Block, found: &mut BTreeSet<usize>) {
    match block {
        Block::Paragraph(words) => cited(words, found),
        Block::List(items) | Block::Steps(items) => items.iter().for_each(|words| cited(words, found)),
        Block::Table(table) => table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| cited(cell, found)),
        Block::Pairs(pairs) => {
            pairs.iter().flat_map(|(name, words)| [name, words]).for_each(|words| cited(words, found))
        }
        Block::Callout(callout) => callout.blocks.iter().for_each(|block| cited_in(block, found)),
        Block::Passage(_, blocks) => blocks.iter().for_each(|block| cited_in(block, found)),
        Block::Heading(_) | Block::Figure(_) | Block::Item(_) => {}
    }
}

/// They are on the page, so that showing them asks for no other file; until the learner asks, the style hides them.
#[test]
fn trainers_notes_are_marked_and_the_style_hides_them() {
    for (_, lesson, locale, path, page) in every_lesson_page() {
        let blocks = in_locale(&lesson.words, locale).sections.iter().flat_map(|section| &section.blocks);
        let written = blocks.filter(|block| matches!(block, Block::Callout(it) if is_for_trainers(it.kind))).count();
        let callouts = page.all().into_iter().filter(|node| node.get("class") == Some("callout"));
        let marked = callouts.filter(|node| matches!(node.get("data-kind"), Some("trainer" | "stage"))).count();
        assert_eq!(marked, written, "{path}");
    }
    let style = sources("style", ".css");
    let hides = |(_, text): &(String, String)| text.contains("data-trainer");
    assert!(style.iter().any(hides), "no file of style/ asks for data-trainer, which the app sets on <html>");
}

#[test]
fn sections_stand_in_order_under_their_ids() {
    for (_, lesson, _, path, page) in every_lesson_page() {
        let shown: Vec<&str> =
            page.with("data-section").into_iter().filter_map(|node| node.get("data-section")).collect();
        let wanted: Vec<&str> = lesson.lesson.sections.iter().map(|id| id.as_str()).collect();
        assert_eq!(shown, wanted, "{path}");
        for section in page.with("data-section") {
            assert_eq!(section.get("id"), section.get("data-section"), "{path}");
        }
    }
}

/// What is there before the program has come: words that can be read, controls that wait, and no claim about
/// work that nobody keeps yet.
#[test]
fn nothing_on_a_lesson_page_waits_for_the_program_but_its_controls() {
    for (_, _, _, path, page) in every_lesson_page() {
        let main = page.the("data-page", "lesson");
        assert_eq!(main.get("aria-busy"), None, "{path}");
        assert!(page.with("data-storage").is_empty(), "{path} claims that work is kept");
        assert!(main.all().iter().all(|node| node.get("class") != Some("loading")), "{path} is loading");
        for control in main.all() {
            if matches!(control.tag.as_str(), "button" | "input" | "select") {
                assert!(control.has("disabled"), "{path}: {:?} answers nobody", control.attributes);
            }
        }
        // Every region has been filled: each paragraph that can be flipped has its button.
        for flip in main.all().into_iter().filter(|node| node.get("class") == Some("flip")) {
            assert!(!flip.tagged("button").is_empty(), "{path}: {}", flip.words());
        }
        let words = main.words().to_lowercase();
        for word in ["wasm", "webassembly", "javascript", "{0}", "{1}"] {
            assert!(!words.contains(word), "{path} speaks of {word}");
        }
    }
}

/// A reader without script follows `#entry-…` to the entry at the foot of the page.
#[test]
fn links_within_a_lesson_page_lead_to_something_on_it() {
    let mut dangling = BTreeSet::new();
    for (_, _, _, path, page) in every_lesson_page() {
        let ids: BTreeSet<&str> = page.with("id").into_iter().filter_map(|node| node.get("id")).collect();
        for link in page.tagged("a").into_iter().filter_map(|link| link.get("href")) {
            if let Some(id) = link.strip_prefix('#')
                && !ids.contains(id)
            {
                dangling.insert(format!("{link} on {path}"));
            }
        }
    }
    assert!(dangling.is_empty(), "{dangling:#?}");
}

/// Every statement of law shows how sure we are of it, also to readers without script.
#[test]
fn an_entry_at_the_foot_of_a_page_keeps_its_caution() {
    for (site, _, locale, path, page) in every_lesson_page() {
        let named: BTreeMap<&str, _> =
            page.with("id").into_iter().filter_map(|node| Some((node.get("id")?, node))).collect();
        for entry in site.entries(locale) {
            let id = format!("entry-{}-{}", entry.id.kind.as_str(), entry.id.id);
            if let Some(node) = named.get(id.as_str()) {
                let shown = node.words();
                assert!(shown.contains(&entry.title), "{path}: {id}");
                assert!(shown.contains(&entry.caution), "{path}: {id} lacks its caution: {}", entry.caution);
            }
        }
    }
}
