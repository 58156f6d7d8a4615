//! Reading one entry is total: known, carried along, or damaged.

use kouprey::engine::grade::Outcome;
use kouprey::engine::progress::{Event, Stamped};
use kouprey::storage::event::{EVENT_BYTES_MAX, Read, text_of};
use kouprey::storage::key::{Key, first_profile};

use super::support::{answered, fixture_replica, kept, key_of, read, samples, stamp};

const KEY: &str = "kouprey.event.main.fixture1.0000000007";
/// The same as format 1 had it.
const KEY_1: &str = "kouprey.event.fixture1.0000000007";

fn answer() -> Stamped {
    Stamped { stamp: stamp(7, fixture_replica()), event: answered("inv-05", Outcome::Correct) }
}

/// The text of [`answer`] with a piece of it replaced.
#[track_caller]
fn changed(from: &str, to: &str) -> String {
    let text = text_of(&answer());
    assert!(text.contains(from), "{text} has no {from}");
    text.replacen(from, to, 1)
}

#[track_caller]
fn assert_damaged(key: &str, text: &str) {
    let found = read(key, text);
    let Read::Damaged { why } = &found else { panic!("{key}: {text}: {found:?}") };
    assert!(!why.is_empty());
}

#[test]
fn an_entry_reads_back_as_the_event_it_was() {
    for (name, event) in samples() {
        let stamped = Stamped { stamp: stamp(7, fixture_replica()), event };
        assert_eq!(read(KEY, &text_of(&stamped)), Read::Known(stamped), "{name}");
    }
}

#[test]
fn every_kind_is_written_under_its_name() {
    for (name, event) in samples() {
        let (text, _) = kept(event);
        let entry: serde_json::Value = serde_json::from_str(&text).unwrap();
        let kind = match &entry["event"] {
            serde_json::Value::Object(fields) => fields.keys().next().unwrap().clone(),
            other => other.as_str().unwrap().to_owned(),
        };
        assert!(Event::KINDS.contains(&kind.as_str()), "{name}: {kind}");
        assert!(name.starts_with(&kind), "{name}: {kind}");
    }
}

#[test]
fn a_key_names_the_profile_the_replica_and_the_counter_in_ten_digits() {
    assert_eq!(key_of(&answer().stamp), KEY);
    let key = Key::of_event(first_profile(), &answer().stamp);
    assert_eq!(Key::parse(KEY), Some(key));
    assert_eq!(Key::parse(KEY_1), Some(key), "format 1 knew one profile");
    for prefix in ["kouprey.segment.", "kouprey.import."] {
        let other = Key::parse(&KEY.replace("kouprey.event.", prefix)).unwrap();
        assert_eq!((other.profile, other.order), (key.profile, key.order));
        assert_eq!(other.text(), KEY.replace("kouprey.event.", prefix));
        assert_eq!(Key::parse(&KEY_1.replace("kouprey.event.", prefix)), None, "format 1 had none");
    }
    for key in [
        "kouprey.event.",
        "kouprey.event.fixture1",
        "kouprey.event.fixture1.7",
        "kouprey.event.fixture1.+000000007",
        "kouprey.event.fixture1.00000000007",
        "kouprey.event.Fixture1.0000000007",
        "kouprey.event.fixture.0000000007",
        "kouprey.event.fixture1.0000000007.x",
        "kouprey.events.fixture1.0000000007",
        "kouprey.event.Not an id.fixture1.0000000007",
        "kouprey.event..fixture1.0000000007",
        "kouprey.event.main.fixture1.main.0000000007",
    ] {
        assert_eq!(Key::parse(key), None, "{key}");
    }
}

#[test]
fn an_entry_cut_after_any_byte_is_damaged() {
    let text = text_of(&answer());
    for cut in 0..text.len() {
        assert_damaged(KEY, &text[..cut]);
    }
}

#[test]
fn what_is_not_an_event_is_damaged() {
    for text in ["", " ", "null", "undefined", "[]", "[2]", "{}", "0", "\"\"", "1e400", "\u{0}", "<!doctype html>"] {
        assert_damaged(KEY, text);
    }
    assert_damaged(KEY, &format!("{} {{}}", text_of(&answer())));
}

#[test]
fn a_known_kind_with_wrong_fields_is_damaged() {
    for (from, to) in [
        ("\"item\":\"inv-05\",", ""),
        ("\"inv-05\"", "\"INV 05\""),
        ("\"inv-05\"", "5"),
        ("\"meaning\":1", "\"meaning\":-1"),
        ("\"meaning\":1", "\"meaning\":70000"),
        ("\"correct\"", "\"superb\""),
        ("{\"chosen\":[\"a\"]}", "{\"chosen\":[\"a\"],\"placed\":1}"),
        ("\"seed\":\"0000000000000007\"", "\"seed\":1e400"),
        ("\"seed\":\"0000000000000007\"", "\"seed\":7"),
        ("\"0000000000000007\"", "\"7\""),
        ("\"0000000000000007\"", "\"000000000000000g\""),
        ("\"0000000000000007\"", "\"000000000000000A\""),
        ("\"0000000000000007\"", "\"+000000000000007\""),
        ("\"0000000000000007\"", "\"00000000000000007\""),
        ("\"seed\":\"0000000000000007\"", "\"seed\":\"0000000000000007\",\"seed\":\"0000000000000007\""),
        ("\"seed\":\"0000000000000007\"", "\"seed\":\"0000000000000007\",\"sure\":\"perhaps\""),
        ("{\"chosen\":[\"a\"]}", "{\"matched\":[[\"a\"]]}"),
        ("{\"chosen\":[\"a\"]}", "{\"matched\":[[\"a\",\"b\",\"c\"]]}"),
        ("{\"chosen\":[\"a\"]}", "{\"placed\":2147483648}"),
        ("{\"chosen\":[\"a\"]}", "\"chosen\""),
    ] {
        assert_damaged(KEY, &changed(from, to));
    }
    assert_damaged(KEY, &text_of(&answer()).replace("\"item-answered\"", "\"section-read\""));
    // Another kind beside it.
    assert_damaged(
        KEY,
        &changed("\"seed\":\"0000000000000007\"}", "\"seed\":\"0000000000000007\"},\"record-reset\":null"),
    );
}

#[test]
fn a_field_that_may_be_left_out_may_be_null() {
    let text = changed("\"seed\":\"0000000000000007\"", "\"sure\":null,\"seed\":\"0000000000000007\"");
    assert_eq!(read(KEY, &text), Read::Known(answer()));
}

#[test]
fn a_wrong_envelope_is_damaged() {
    for (from, to) in [
        ("\"format\":2", "\"format\":0"),
        ("\"format\":2", "\"format\":\"1\""),
        ("\"format\":2", "\"format\":-2"),
        ("\"format\":2,", ""),
        ("2026-11-21", "2026-02-30"),
        ("2026-11-21", "21-11-2026"),
        ("\"at\":1795237200000", "\"at\":\"noon\""),
        ("\"at\":1795237200000", "\"at\":9223372036854775808"),
        ("\"at\":1795237200000", "\"at\":-0"),
        ("\"counter\":7", "\"counter\":7,\"counter\":7"),
    ] {
        assert_damaged(KEY, &changed(from, to));
    }
}

#[test]
fn a_key_and_an_entry_that_disagree_are_damaged() {
    let text = text_of(&answer());
    assert_damaged("kouprey.event.main.fixture1.0000000008", &text);
    assert_damaged("kouprey.event.main.fixture2.0000000007", &text);
    assert_damaged("kouprey.event.main.fixture1.7", &text);
    // An unknown kind is held to the same.
    assert_damaged("kouprey.event.main.fixture1.0000000008", &changed("item-answered", "item-dreamt"));
}

#[test]
fn an_unknown_kind_is_carried_along() {
    let foreign = Read::Foreign { order: Some((7, fixture_replica())), newer: false };
    assert_eq!(read(KEY, &changed("item-answered", "item-dreamt")), foreign);
    let without_fields = "\"event\":\"night-fallen\"}";
    let start = text_of(&answer()).split("\"event\"").next().unwrap().to_owned();
    assert_eq!(read(KEY, &(start + without_fields)), foreign);
}

#[test]
fn another_profile_of_format_1_is_carried_along() {
    let text = changed("\"format\":2", "\"format\":1,\"profile\":\"sokha\"");
    assert_eq!(read(KEY_1, &text), Read::Foreign { order: Some((7, fixture_replica())), newer: false });
}

#[test]
fn a_newer_format_is_recognised_whatever_else_it_changed() {
    let order = Some((7, fixture_replica()));
    assert_eq!(read(KEY, &changed("\"format\":2", "\"format\":3")), Read::Foreign { order, newer: true });
    let newer = Read::Foreign { order: None, newer: true };
    assert_eq!(read(KEY, "{\"format\":3}"), newer);
    assert_eq!(read(KEY, "{\"format\":4000000000,\"event\":[[[]]],\"at\":null}"), newer);
}

#[test]
fn a_field_that_a_newer_build_added_does_no_harm() {
    let text = changed("\"format\":2", "\"format\":2,\"room\":{\"name\":[1,-2.5e3,{}]}");
    assert_eq!(read(KEY, &text), Read::Known(answer()));
    let text = changed("\"item\"", "\"room\":[1e400],\"item\"");
    assert_eq!(read(KEY, &text), Read::Known(answer()));
}

#[test]
fn an_entry_is_at_most_so_long() {
    let text = text_of(&answer());
    let at_the_limit = format!("{text}{}", " ".repeat(EVENT_BYTES_MAX - text.len()));
    assert_eq!(read(KEY, &at_the_limit), Read::Known(answer()));
    assert_damaged(KEY, &format!("{at_the_limit} "));
}

#[test]
fn deep_nesting_does_no_harm() {
    let deep = format!("{}{}", "[".repeat(7_000), "]".repeat(7_000));
    let text = changed("\"format\":2", &format!("\"format\":2,\"more\":{deep}"));
    assert_eq!(read(KEY, &text), Read::Known(answer()));
    assert_damaged(KEY, &changed("{\"chosen\":[\"a\"]}", &deep));
    assert_damaged(KEY, &deep);
}

#[test]
fn a_reason_is_short_even_if_it_quotes_the_entry() {
    let long = format!("\"{}\"", "x".repeat(5_000));
    let Read::Damaged { why } = read(KEY, &changed("\"correct\"", &long)) else { panic!("not damaged") };
    assert!(why.chars().count() <= 200);
}
