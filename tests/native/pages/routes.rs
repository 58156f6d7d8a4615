//! Addresses of pages: what is printed is read, and whatever is read can be printed.

use std::collections::BTreeSet;

use kouprey::markup::Speech;
use kouprey::markup::route::{Route, lesson_file};
use kouprey::model::{Locale, Phrases};
use proptest::prelude::*;

use crate::support::id;

fn any_name() -> impl Strategy<Value = String> {
    "[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}"
}

fn any_route() -> impl Strategy<Value = Route> {
    prop_oneof![
        Just(Route::Home),
        Just(Route::Cases),
        Just(Route::Record),
        Just(Route::Settings),
        Just(Route::About),
        Just(Route::NotFound),
        any_name().prop_map(|lesson| Route::Lesson(id(&lesson), None)),
        (any_name(), any_name()).prop_map(|(lesson, section)| Route::Lesson(id(&lesson), Some(id(&section)))),
        any_name().prop_map(|case| Route::Case(id(&case))),
    ]
}

/// Anything at all, and often something that is nearly an address.
fn any_fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        ".*",
        "#/[a-z/-]{0,30}",
        "#?/?(lesson|case|cases|record|settings|about|not-found)?(/[a-zA-Z0-9-]{0,12}){0,3}/{0,2}",
        "#[a-z-]{0,20}",
    ]
}

proptest! {
    #[test]
    fn a_route_is_read_as_it_was_printed(route in any_route()) {
        prop_assert_eq!(Route::parse(&route.to_string()), Some(route));
    }

    #[test]
    fn any_fragment_at_all_is_a_page_or_none_of_ours(fragment in any_fragment()) {
        match Route::parse(&fragment) {
            Some(Route::NotFound) => {}
            Some(route) => prop_assert_eq!(Route::parse(&route.to_string()), Some(route)),
            // What is not ours is the browser's: it leads to a place on the page.
            None => prop_assert!(!fragment.starts_with("#/") && !fragment.is_empty() && fragment != "#"),
        }
    }

    #[test]
    fn a_slash_at_the_end_changes_nothing(route in any_route()) {
        let printed = route.to_string();
        prop_assume!(!printed.ends_with('/'));
        prop_assert_eq!(Route::parse(&format!("{printed}/")), Some(route));
    }

    #[test]
    fn a_link_is_bare_in_the_app_and_leads_to_pages_of_its_language_outside_it(route in any_route(), is_km in any::<bool>()) {
        let (locale, contents) = if is_km { (Locale::Km, "home.km.html") } else { (Locale::En, "index.html") };
        let phrases = Phrases::default();
        let href = |root| Speech { locale, phrases: &phrases, root }.href(route);
        let printed = route.to_string();
        prop_assert_eq!(href("./"), printed.clone());
        match route {
            Route::Lesson(lesson, section) => {
                let page = lesson_file(lesson, locale) + &section.map(|it| format!("#{it}")).unwrap_or_default();
                prop_assert_eq!(href("../"), format!("../{page}"));
                prop_assert_eq!(href(""), page);
            }
            _ => {
                prop_assert_eq!(href("../"), format!("../{contents}{printed}"));
                prop_assert_eq!(href(""), printed);
            }
        }
    }

    #[test]
    fn the_file_of_a_lesson_is_its_own_in_each_language(lesson in any_name()) {
        let [en, km] = Locale::ALL.map(|locale| lesson_file(id(&lesson), locale));
        prop_assert_eq!(en, format!("lesson/{lesson}.en.html"));
        prop_assert_eq!(km, format!("lesson/{lesson}.km.html"));
    }
}

#[test]
fn the_addresses_of_the_design_are_read() {
    for (fragment, route) in [
        ("", Route::Home),
        ("#", Route::Home),
        ("#/", Route::Home),
        ("#/lesson/first-48-hours", Route::Lesson(id("first-48-hours"), None)),
        ("#/lesson/first-48-hours/the-search", Route::Lesson(id("first-48-hours"), Some(id("the-search")))),
        ("#/cases", Route::Cases),
        ("#/case/beans-and-beams", Route::Case(id("beans-and-beams"))),
        ("#/record", Route::Record),
        ("#/settings", Route::Settings),
        ("#/about", Route::About),
        ("#/nowhere", Route::NotFound),
        ("#/lesson", Route::NotFound),
        ("#/lesson/Not An Id", Route::NotFound),
        ("#/case/a/b", Route::NotFound),
        ("#/cases/x", Route::NotFound),
    ] {
        assert_eq!(Route::parse(fragment), Some(route), "{fragment}");
    }
    for fragment in ["#text", "#note-1", "#entry-article-ccp-2007-96", "lesson/first"] {
        assert_eq!(Route::parse(fragment), None, "{fragment}");
    }
}

#[test]
fn every_page_has_a_name_of_its_own() {
    let routes = [
        Route::Home,
        Route::Lesson(id("a"), None),
        Route::Cases,
        Route::Case(id("a")),
        Route::Record,
        Route::Settings,
        Route::About,
        Route::NotFound,
    ];
    let names: BTreeSet<&str> = routes.iter().map(Route::page).collect();
    assert_eq!(names.len(), routes.len());
    assert_eq!(Route::Lesson(id("a"), Some(id("b"))).page(), "lesson");
}
