//! Headings, names, ids: what holds on every page, static or of the app, in both languages.

use std::collections::BTreeSet;

use super::html::{Node, Piece, parse};
use super::site::every_page;

/// The drawings that stand once on every page.
const SHEET: &str = include_str!("../../../style/icons.svg");

/// What a look at each page finds; nothing, if all is well. The same fault of many pages is said once.
#[track_caller]
fn no_page_has(fault: impl Fn(&Node) -> Vec<String>) {
    let mut faults: Vec<(String, &str)> = Vec::new();
    for (name, page) in every_page() {
        for found in fault(page) {
            if !faults.iter().any(|(it, _)| *it == found) {
                faults.push((found, name.as_str()));
            }
        }
    }
    let lines: Vec<String> = faults.iter().map(|(fault, name)| format!("{fault} — {name}")).collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

fn ids(page: &Node) -> BTreeSet<&str> {
    page.with("id").into_iter().filter_map(|node| node.get("id")).collect()
}

/// Whether an element has words, or a label that gives it some.
fn is_named(node: &Node, page: &Node) -> bool {
    let labelled = node
        .get("aria-labelledby")
        .and_then(|id| page.with("id").into_iter().find(|it| it.get("id") == Some(id)).map(Node::words));
    let label = node.get("aria-label").map(ToOwned::to_owned);
    [label, labelled, Some(node.words())].into_iter().flatten().any(|name| !name.trim().is_empty())
}

/// A short likeness of an element, for messages.
fn likeness(node: &Node) -> String {
    let attributes: Vec<String> = node.attributes.iter().map(|(name, value)| format!(" {name}=\"{value}\"")).collect();
    format!("<{}{}>", node.tag, attributes.concat())
}

#[test]
fn there_are_pages_of_every_kind_to_look_at() {
    let kinds: BTreeSet<&str> = every_page()
        .iter()
        .flat_map(|(_, page)| page.with("data-page"))
        .filter_map(|main| main.get("data-page"))
        .collect();
    let expected = ["about", "case", "cases", "home", "lesson", "not-found", "record", "settings"];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), expected);
    for hook in
        ["data-item", "data-node", "data-choice", "data-exhibit", "data-debrief", "data-ending", "data-feedback"]
    {
        assert!(every_page().iter().any(|(_, page)| !page.with(hook).is_empty()), "no page has {hook}");
    }
}

#[test]
fn an_id_stands_once_on_a_page() {
    no_page_has(|page| {
        let mut seen = BTreeSet::new();
        let ids = page.with("id").into_iter().filter_map(|node| node.get("id"));
        ids.filter(|id| !seen.insert(*id)).map(|id| format!("{id} twice")).collect()
    });
}

#[test]
fn a_page_has_one_main_heading() {
    no_page_has(|page| {
        let count = page.tagged("h1").len();
        if count == 1 { Vec::new() } else { vec![format!("{count} headings of the first level")] }
    });
}

#[test]
fn headings_go_down_by_one_step_at_most() {
    no_page_has(|page| {
        let mut faults = Vec::new();
        let mut last = 0;
        for node in page.all() {
            let Some(level) = node.tag.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()) else { continue };
            if last + 1 < level {
                let (above, words) = (last, node.words());
                faults.push(format!("h{level} follows h{above}: {words}"));
            }
            last = level;
        }
        faults
    });
}

/// The site's policy forbids inline styles and inline scripts.
#[test]
fn no_element_carries_a_style_or_a_handler() {
    no_page_has(|page| {
        let attributes = page.all().into_iter().flat_map(|node| node.attributes.iter().map(move |it| (node, it)));
        let forbidden = attributes.filter(|(_, (name, _))| name == "style" || name.starts_with("on"));
        forbidden.map(|(node, _)| likeness(node)).collect()
    });
    no_page_has(|page| {
        let inline = page.all().into_iter().filter(|node| {
            node.tag == "style" || (node.tag == "script" && (!node.has("src") || !node.words().is_empty()))
        });
        inline.map(likeness).collect()
    });
}

#[test]
fn every_button_link_and_control_has_a_name() {
    no_page_has(|page| {
        let used =
            page.all().into_iter().filter(|node| matches!(node.tag.as_str(), "button" | "a" | "select" | "summary"));
        used.filter(|node| !is_named(node, page)).map(likeness).collect()
    });
    // An input is named by the label around it.
    no_page_has(|page| {
        let labelled: Vec<&Node> = page
            .tagged("label")
            .into_iter()
            .filter(|label| is_named(label, page))
            .flat_map(|label| label.tagged("input"))
            .collect();
        let inputs = page.tagged("input").into_iter();
        inputs.filter(|input| !labelled.iter().any(|it| std::ptr::eq(*it, *input))).map(likeness).collect()
    });
}

#[test]
fn every_group_of_controls_has_a_legend() {
    no_page_has(|page| {
        let groups = page.tagged("fieldset").into_iter();
        groups
            .filter(|group| group.tagged("legend").iter().all(|legend| legend.words().is_empty()))
            .map(likeness)
            .collect()
    });
}

/// A drawing is hidden from those who can't see it, or it is one picture with a name; then what is inside is hidden.
#[test]
fn every_drawing_is_hidden_or_a_picture_with_a_name() {
    fn collect(node: &Node, page: &Node, found: &mut Vec<String>) {
        let is_hidden = node.get("aria-hidden") == Some("true") || node.has("hidden");
        let is_picture = node.get("role") == Some("img") && is_named(node, page);
        if is_hidden || is_picture {
            return;
        }
        if node.tag == "svg" {
            found.push(likeness(node));
        }
        for piece in &node.children {
            if let Piece::Node(child) = piece {
                collect(child, page, found);
            }
        }
    }
    no_page_has(|page| {
        let mut found = Vec::new();
        collect(page, page, &mut found);
        found
    });
}

#[test]
fn every_sign_stands_on_the_sheet() {
    let sheet = parse(SHEET);
    let drawn = ids(&sheet);
    no_page_has(|page| {
        let used = page.tagged("use").into_iter().filter_map(|node| node.get("href"));
        let missing = used.filter(|href| href.strip_prefix('#').is_none_or(|id| !drawn.contains(id)));
        missing.map(|href| format!("no drawing {href}")).collect()
    });
}

#[test]
fn what_an_element_is_named_or_described_by_stands_on_the_page() {
    no_page_has(|page| {
        let ids = ids(page);
        let names = ["aria-labelledby", "aria-describedby", "aria-controls", "for"];
        let wanted = names.iter().flat_map(|name| page.with(name).into_iter().filter_map(move |node| node.get(name)));
        let missing = wanted.flat_map(str::split_whitespace).filter(|id| !ids.contains(id));
        missing.map(|id| format!("nothing is called {id}")).collect()
    });
}

#[test]
fn a_picture_that_scrolls_can_be_reached_by_keyboard_and_has_a_name() {
    no_page_has(|page| {
        let wide = page.all().into_iter().filter(|node| node.get("class") == Some("wide"));
        wide.filter(|node| node.get("tabindex") != Some("0") || !node.has("aria-label")).map(likeness).collect()
    });
}

#[test]
fn a_link_to_another_site_tells_it_nothing() {
    no_page_has(|page| {
        let away = page.tagged("a").into_iter().filter(|link| link.get("target") == Some("_blank"));
        away.filter(|link| link.get("rel") != Some("noopener noreferrer")).map(likeness).collect()
    });
}

#[test]
fn words_in_another_tongue_say_which() {
    no_page_has(|page| {
        let tongues = page.with("lang").into_iter().filter_map(|node| node.get("lang"));
        tongues.filter(|lang| !["en", "km", "la"].contains(lang)).map(ToOwned::to_owned).collect()
    });
}
