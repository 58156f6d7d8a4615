//! The files of the site, and what they name.

use std::collections::BTreeSet;
use std::path::Path;

use kouprey::compiler::emit::{self, running_words};
use kouprey::compiler::hash::short_hash;
use kouprey::engine::progress::Progress;

use kouprey::markup::page::{about, dialog};
use kouprey::markup::tree::{CaseTree, DeskFile, EntryTree, LessonTree, PageTree};
use kouprey::model::entry::SHARDS;
use kouprey::model::{
    Block, CalloutKind, Handbook, HandbookWords, Lesson, Locale, Scenario, WorkshopIndex,
    wire::{Wire, from_json},
};

use super::html::Node;
use super::site::{Site, assets, case_tree, lesson_tree, sites};

/// The name of a bundle without its hash.
fn without_hash(path: &str) -> String {
    match path.strip_suffix(".json").and_then(|stem| stem.rsplit_once('.')) {
        Some((stem, _)) => format!("{stem}.json"),
        None => path.to_owned(),
    }
}

/// The text of the one bundle of this name.
#[track_caller]
fn bundle<'s>(site: &'s Site, name: &str) -> &'s str {
    let name = format!("content/{name}.json");
    let found: Vec<&Vec<u8>> =
        site.files.iter().filter(|(path, _)| without_hash(path) == name).map(|(_, bytes)| bytes).collect();
    match found.as_slice() {
        [bytes] => std::str::from_utf8(bytes).unwrap(),
        other => panic!("{} files are {name}", other.len()),
    }
}

/// What the one bundle of this name holds.
#[track_caller]
fn read<T: Wire>(site: &Site, name: &str) -> T {
    from_json(bundle(site, name)).unwrap_or_else(|| panic!("{name} does not read back"))
}

/// Where a link on a page leads, from the root of the site; none if it leads out of it or stays on the page.
fn target(page: &str, link: &str) -> Option<String> {
    if link.starts_with('#') || link.contains("://") {
        return None;
    }
    let path = link.split('#').next().unwrap_or_default();
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    for step in path.split('/') {
        match step {
            "." => {}
            ".." => {
                assert!(folders.pop().is_some(), "{link} on {page} leads above the root");
            }
            name => folders.push(name),
        }
    }
    Some(folders.join("/"))
}

/// Every file that a page names, from the root of the site.
fn named(path: &str, page: &Node) -> BTreeSet<String> {
    let links = page.all().into_iter().flat_map(|node| [node.get("href"), node.get("src")]).flatten();
    let mut named: BTreeSet<String> = links.filter_map(|link| target(path, link)).collect();
    // What the start module is told stands in attributes, from the root.
    let told = ["data-handbook", "data-words-en", "data-words-km", "data-js", "data-wasm"];
    let told = told.iter().flat_map(|name| page.with(name).into_iter().filter_map(move |node| node.get(name)));
    named.extend(told.map(ToOwned::to_owned));
    named
}

#[test]
fn the_site_is_an_index_bundles_and_a_page_for_each_lesson_and_language() {
    let [_, tiny] = sites();
    let names: Vec<String> = tiny.files.keys().map(|path| without_hash(path)).collect();
    let expected = [
        "content/about.en.json",
        "content/about.km.json",
        "content/bank-beginnings.en.json",
        "content/bank-beginnings.km.json",
        "content/case-crossing.json",
        "content/case-crossing.en.json",
        "content/case-crossing.km.json",
        "content/deck-first.en.json",
        "content/deck-first.km.json",
        "content/desk-directory.en.json",
        "content/desk-directory.km.json",
        "content/desk-glossary.en.json",
        "content/desk-glossary.km.json",
        "content/desk-handout-first.en.json",
        "content/desk-handout-first.km.json",
        "content/desk-kit-crossing.en.json",
        "content/desk-kit-crossing.km.json",
        "content/desk-law-first-law.en.json",
        "content/desk-law-first-law.km.json",
        "content/desk-law.en.json",
        "content/desk-law.km.json",
        "content/desk-offences-fl-1.en.json",
        "content/desk-offences-fl-1.km.json",
        "content/desk-offences.en.json",
        "content/desk-offences.km.json",
        "content/desk-organisations.en.json",
        "content/desk-organisations.km.json",
        "content/desk-paper-all.en.json",
        "content/desk-paper-all.km.json",
        "content/desk-paper-beginnings.en.json",
        "content/desk-paper-beginnings.km.json",
        "content/desk-questions.en.json",
        "content/desk-questions.km.json",
        "content/desk-sources.en.json",
        "content/desk-sources.km.json",
        "content/desk-species-sunda-pangolin.en.json",
        "content/desk-species-sunda-pangolin.km.json",
        "content/desk-species.en.json",
        "content/desk-species.km.json",
        "content/desk.en.json",
        "content/desk.km.json",
        "content/handbook.json",
        "content/lesson-first.json",
        "content/lesson-first.en.json",
        "content/lesson-first.km.json",
        "content/objectives.en.json",
        "content/objectives.km.json",
        "content/search.en.json",
        "content/search.km.json",
        "content/words.en.json",
        "content/words.km.json",
        "content/workshop.en.json",
        "content/workshop.km.json",
        "home.km.html",
        "index.html",
        "lesson/first.en.html",
        "lesson/first.km.html",
    ];
    let shards = (0..SHARDS).flat_map(|shard| ["en", "km"].map(|tag| format!("content/entries-{shard}.{tag}.json")));
    let expected: Vec<String> = expected.map(ToOwned::to_owned).into_iter().chain(shards).collect();
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    assert_eq!(sorted(names), sorted(expected));
}

#[test]
fn no_file_is_written_twice() {
    for site in sites() {
        assert_eq!(emit::site(site.compiled, &assets()).len(), site.files.len());
    }
}

#[test]
fn the_name_of_a_bundle_carries_the_hash_of_its_content() {
    for site in sites() {
        for (path, bytes) in site.files.iter().filter(|(path, _)| path.starts_with("content/")) {
            let hash = path.strip_suffix(".json").and_then(|stem| stem.rsplit_once('.')).map(|(_, hash)| hash);
            assert_eq!(hash, Some(short_hash(bytes).as_str()), "{path}");
        }
    }
}

/// Tags and attributes travel as places in two lists (`markup/tree.rs`): one that stands in neither is lost.
#[test]
fn a_bundle_reads_back_as_what_was_compiled() {
    let progress = Progress::default();
    for site in sites() {
        for it in &site.compiled.lessons {
            assert_eq!(read::<Lesson>(site, &format!("lesson-{}", it.lesson.id)), it.lesson);
        }
        for it in &site.compiled.cases {
            assert_eq!(read::<Scenario>(site, &format!("case-{}", it.scenario.id)), it.scenario);
        }
        for locale in Locale::ALL {
            let tag = locale.tag();
            site.show(locale, &progress, |book| {
                for it in &site.compiled.lessons {
                    let name = format!("lesson-{}.{tag}", it.lesson.id);
                    assert!(read::<LessonTree>(site, &name) == lesson_tree(book, it), "{name}");
                }
                for it in &site.compiled.cases {
                    let name = format!("case-{}.{tag}", it.scenario.id);
                    assert!(read::<CaseTree>(site, &name) == case_tree(book, it), "{name}");
                }
                let mut entries: Vec<EntryTree> = (0..SHARDS)
                    .flat_map(|shard| read::<Vec<EntryTree>>(site, &format!("entries-{shard}.{tag}")))
                    .collect();
                entries.sort_by_key(|entry| entry.id);
                assert_eq!(entries.len(), site.entries(locale).len());
                for (tree, entry) in entries.iter().zip(site.entries(locale)) {
                    assert_eq!(tree.id, entry.id);
                    assert!(tree.content == dialog::entry(entry, book.speech), "{}", entry.id);
                }
                let page: PageTree = read(site, &format!("about.{tag}"));
                assert!(page.content == about::about(book, site.entries(locale)), "about.{tag}");
            });
        }
    }
}

#[test]
fn the_table_of_contents_names_every_bundle_with_its_size() {
    for site in sites() {
        let handbook: Handbook = read(site, "handbook");
        let words = Locale::ALL.map(|locale| read::<HandbookWords>(site, &format!("words.{}", locale.tag())));
        let lessons = handbook.lessons().flat_map(|(_, lesson)| &lesson.words);
        let cases = handbook.cases.iter().flat_map(|case| &case.words);
        let desk = words.iter().flat_map(|it| {
            [&it.desk, &it.about, &it.objectives, &it.workshop]
                .into_iter()
                .chain(&it.banks)
                .chain(&it.search)
                .chain(&it.entries)
        });
        let mut found = BTreeSet::new();
        for file in lessons.chain(cases).chain(desk) {
            let bytes = site.files.get(&file.name).unwrap_or_else(|| panic!("there is no {}", file.name));
            assert_eq!(usize::try_from(file.bytes), Ok(bytes.len()), "{}", file.name);
            found.insert(file.name.as_str());
        }
        found.extend(handbook.lessons().map(|(_, lesson)| lesson.file.as_str()));
        found.extend(handbook.cases.iter().map(|case| case.file.as_str()));
        let directories: Vec<Vec<DeskFile>> =
            Locale::ALL.iter().map(|locale| read(site, &format!("desk-directory.{}", locale.tag()))).collect();
        let desk_files = directories.iter().flatten();
        found.extend(desk_files.map(|file| site.files.get_key_value(&file.name).expect(&file.path).0.as_str()));
        let workshops: Vec<WorkshopIndex> =
            Locale::ALL.iter().map(|locale| read(site, &format!("workshop.{}", locale.tag()))).collect();
        let decks = workshops.iter().flat_map(|it| &it.decks);
        found.extend(decks.map(|(lesson, name)| {
            site.files.get_key_value(name).unwrap_or_else(|| panic!("no slides of {lesson}")).0.as_str()
        }));
        let unnamed = site.files.keys().filter(|path| path.starts_with("content/") && !found.contains(path.as_str()));
        let unnamed: Vec<String> = unnamed.map(|path| without_hash(path)).collect();
        // These three are named by the pages themselves.
        assert_eq!(unnamed, ["content/handbook.json", "content/words.en.json", "content/words.km.json"]);
        assert!(words.iter().all(|it| it.phrases.is_whole()));
        assert_eq!(handbook.lessons().count(), site.compiled.lessons.len());
        assert_eq!(handbook.cases.len(), site.compiled.cases.len());
    }
}

#[test]
fn a_bundle_that_was_cut_short_is_refused() {
    let [_, tiny] = sites();
    let text = bundle(tiny, "lesson-first.km");
    assert!(from_json::<LessonTree>(text).is_some());
    for end in [0, 1, text.len() / 3, text.len() - 1] {
        let cut: String = text.chars().take(end).collect();
        assert!(cut == text || from_json::<LessonTree>(&cut).is_none(), "cut at {end}");
    }
    assert!(from_json::<LessonTree>("<!doctype html><title>Not found</title>").is_none());
}

#[test]
fn a_page_names_only_files_that_are_there() {
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("public");
    let assets = assets();
    let [js, link] = &assets.scripts[..] else { panic!("two scripts") };
    let built = [js, link, &assets.wasm, &assets.css, &assets.boot, &assets.start];
    for site in sites() {
        let mut missing = BTreeSet::new();
        for path in site.pages() {
            for name in named(path, &site.page(path)) {
                let is_there = site.files.contains_key(&name) || built.contains(&&name) || public.join(&name).is_file();
                if !is_there {
                    missing.insert(format!("{name} on {path}"));
                }
            }
        }
        assert!(missing.is_empty(), "{missing:#?}");
    }
}

#[test]
fn a_lesson_page_fetches_what_the_app_needs_before_the_app_asks() {
    for site in sites() {
        for lesson in &site.compiled.lessons {
            for locale in Locale::ALL {
                let path = format!("lesson/{}.{}.html", lesson.lesson.id, locale.tag());
                let page = site.page(&path);
                let fetched = page.tagged("link").into_iter().filter(|link| link.get("as") == Some("fetch"));
                let fetched: BTreeSet<String> = fetched
                    .filter_map(|link| target(&path, link.get("href").unwrap_or_default()))
                    .map(|name| without_hash(&name))
                    .collect();
                let tag = locale.tag();
                let id = lesson.lesson.id;
                let expected = [
                    "content/handbook.json".to_owned(),
                    format!("content/words.{tag}.json"),
                    format!("content/lesson-{id}.json"),
                    format!("content/lesson-{id}.{tag}.json"),
                    assets().wasm,
                ];
                assert_eq!(fetched, BTreeSet::from(expected), "{path}");
                let wasm = page.tagged("link").into_iter().find(|link| link.get("fetchpriority") == Some("low"));
                assert!(wasm.is_some_and(|link| link.get("href") == Some("../kouprey_bg.1f.wasm")), "{path}");
                let scripts = page.tagged("link").into_iter().filter(|link| link.get("rel") == Some("modulepreload"));
                let scripts: Vec<_> = scripts.filter_map(|link| link.get("href")).collect();
                assert_eq!(scripts, ["../kouprey.1f.js", "../split.1f.js"], "{path}");
            }
        }
    }
}

#[test]
fn a_page_says_its_language_its_place_and_that_the_app_is_on_its_way() {
    let [_, tiny] = sites();
    for (path, lang, root, lesson) in [
        ("index.html", "en", "./", None),
        ("home.km.html", "km", "./", None),
        ("lesson/first.en.html", "en", "../", Some("first")),
        ("lesson/first.km.html", "km", "../", Some("first")),
    ] {
        let page = tiny.page(path);
        let html = page.tagged("html").into_iter().next().unwrap();
        assert_eq!(html.get("lang"), Some(lang), "{path}");
        assert_eq!(html.get("data-root"), Some(root), "{path}");
        assert_eq!(html.get("data-app"), Some("starting"), "{path}");
        assert_eq!(html.get("data-at-lesson"), lesson, "{path}");
        assert!(page.tagged("title").iter().any(|title| !title.words().is_empty()), "{path}");
        // The Khmer font is fetched early where Khmer is shown, and nowhere else.
        let fonts = page.tagged("link").into_iter().filter(|link| link.get("as") == Some("font")).count();
        assert_eq!(fonts, usize::from(lang == "km"), "{path}");
    }
}

#[test]
fn a_lesson_page_leads_to_the_same_lesson_in_the_other_language() {
    let [_, tiny] = sites();
    for (path, other) in [("lesson/first.en.html", "km"), ("lesson/first.km.html", "en")] {
        let page = tiny.page(path);
        let alternate = page.the("rel", "alternate");
        assert_eq!(alternate.get("hreflang"), Some(other));
        assert_eq!(alternate.get("href"), Some(format!("../lesson/first.{other}.html").as_str()));
        let switch = page.the("data-action", "language");
        assert_eq!((switch.tag.as_str(), switch.get("href")), ("a", alternate.get("href")));
    }
}

/// Words of running text are what a reader's time is reckoned from: no trainer's notes, no items.
#[test]
fn running_words_are_those_that_a_reader_reads() {
    let [_, tiny] = sites();
    let [en, _] = &tiny.compiled.lessons.first().unwrap().words;
    let all = running_words(en);
    let mut shorter = en.clone();
    for section in &mut shorter.sections {
        section.blocks.retain(|block| !matches!(block, Block::Callout(it) if it.kind == CalloutKind::Trainer));
    }
    assert_eq!(running_words(&shorter), all);
    shorter.lead.clear();
    assert!(running_words(&shorter) < all);
}
