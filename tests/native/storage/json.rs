//! Our JSON, held against `serde_json`.

use kouprey::storage::json::{
    DEPTH_MAX, Json, parse, parse_beginning, push_integer, push_json, push_name, push_number, push_text, push_texts,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

fn number(digits: u64) -> Json {
    Json::Number { is_negative: false, digits }
}

fn below_zero(digits: u64) -> Json {
    Json::Number { is_negative: true, digits }
}

fn written(json: &Json) -> String {
    let mut text = String::new();
    assert!(push_json(&mut text, json));
    text
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        (any::<bool>(), any::<u64>()).prop_map(|(is_negative, digits)| Json::Number { is_negative, digits }),
        any::<String>().prop_map(Json::Text),
        "[\\x00-\\x22\\\\/a]{0,6}".prop_map(Json::Text),
    ];
    leaf.prop_recursive(6, 60, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Json::List),
            vec(("[a-c\"\n]{0,2}", inner), 0..5).prop_map(Json::Map),
        ]
    })
}

/// Any text, and often one that is JSON or nearly so.
fn any_text() -> impl Strategy<Value = String> {
    let spoilt = (any_json(), any::<Index>(), any::<char>()).prop_map(|(json, place, new)| {
        let mut letters: Vec<char> = written(&json).chars().collect();
        let place = place.index(letters.len());
        letters[place] = new;
        letters.into_iter().collect::<String>()
    });
    let cut = (any_json(), any::<Index>()).prop_map(|(json, place)| {
        let letters: Vec<char> = written(&json).chars().collect();
        letters[..place.index(letters.len())].iter().collect::<String>()
    });
    prop_oneof![
        any::<String>(),
        "[{}\\[\\]\",: 0-9]{0,12}",
        "-?[0-9]{0,22}(\\.[0-9]{0,3})?([eE][+-]?[0-9]{0,3})?",
        "\"(\\\\u[0-9a-fA-F]{4}|\\\\u[dD][89abAB][0-9]{2}|\\\\u[dD][c-fC-F][0-9]{2}|\\\\.|[\\x00-\\x7f])*\"",
        "[ \t\r\n\u{a0}]{0,2}(null|true|false|nul|\\[1 , 2\\]|\\{\"a\" : 1\\})[ \t\r\n\u{a0}]{0,2}",
        spoilt,
        cut,
    ]
}

/// Whether ours says what theirs does, as far as both can.
fn is_same(ours: &Json, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Json::Null, Value::Null) => true,
        (Json::Bool(ours), Value::Bool(theirs)) => ours == theirs,
        (Json::Number { .. }, Value::Number(theirs)) => {
            // What theirs holds as a float is a whole number all the same, but one of neither type.
            ours.whole() == theirs.as_u64() && ours.integer() == theirs.as_i64()
        }
        (Json::Odd(_), Value::Number(theirs)) => theirs.is_f64(),
        (Json::Text(ours), Value::String(theirs)) => ours == theirs,
        (Json::List(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| is_same(ours, theirs))
        }
        (Json::Map(ours), Value::Object(theirs)) => {
            // Of two fields of one name theirs keeps the last.
            let last = |name: &str| ours.iter().rev().find(|(it, _)| it == name).map(|(_, value)| value);
            ours.iter().all(|(name, _)| theirs.contains_key(name))
                && theirs.iter().all(|(name, value)| last(name).is_some_and(|ours| is_same(ours, value)))
        }
        _ => false,
    }
}

#[track_caller]
fn check(text: &str, expected: Option<Json>) {
    assert_eq!(parse(text), expected, "{text}");
}

#[test]
fn numbers_are_held_whole_or_not_at_all() {
    check("0", Some(number(0)));
    check("18446744073709551615", Some(number(u64::MAX)));
    check("-9223372036854775808", Some(below_zero(1 << 63)));
    for other in ["18446744073709551616", "1.0", "0.5", "-0.5", "1e3", "1E+3", "1e-3", "1e400", "7e0"] {
        check(other, Some(Json::Odd(other.to_owned())));
    }
    for wrong in ["01", "-", "-01", "+1", "1.", ".5", "1e", "1e+", "0x10", "1 2", "- 1", "Infinity", "NaN", "٣"] {
        check(wrong, None);
    }
}

#[test]
fn a_number_is_given_in_the_type_that_it_fits() {
    assert_eq!((number(u64::MAX).whole(), number(u64::MAX).integer()), (Some(u64::MAX), None));
    assert_eq!(number(i64::MAX.unsigned_abs()).integer(), Some(i64::MAX));
    assert_eq!((below_zero(3).whole(), below_zero(3).integer()), (None, Some(-3)));
    assert_eq!((below_zero(1 << 63).integer(), below_zero((1 << 63) + 1).integer()), (Some(i64::MIN), None));
    // Released builds take no zero with a minus.
    assert_eq!((below_zero(0).whole(), below_zero(0).integer()), (None, None));
}

#[test]
fn every_escape_is_read() {
    check(
        r#""\"\\\/\b\f\n\r\t\u00e9\u1781\uD83D\ude00""#,
        Some(Json::Text("\"\\/\u{8}\u{c}\n\r\té\u{1781}😀".to_owned())),
    );
    for wrong in r#""\x41" "\u12" "\u12g4" "\ud83d" "\ud83dx" "\ud83d\n" "\ud83d\ud83d" "\ude00" "\" " 'a'"#.split(' ')
    {
        check(wrong, None);
    }
    for wrong in ["\"\n\"", "\"\u{0}\"", "\"\u{1f}\""] {
        check(wrong, None);
    }
}

#[test]
fn all_of_the_text_is_one_value() {
    for wrong in ["", " ", "null null", "[1 2]", "{\"a\" 1}", "\u{feff}1"] {
        check(wrong, None);
    }
    let wrong = r#"{}x [1,] [,1] {"a":1,} {"a"} {a:1} {1:1} nulla True [} {] [ ] {"a":} {,} [1} {"a":1]"#;
    for wrong in wrong.split(' ') {
        check(wrong, None);
    }
    let spaced = " { \"a\" : [ 1 , true , { } , [ ] ] , \"a\" : null } \n";
    let list = Json::List(vec![number(1), Json::Bool(true), Json::Map(Vec::new()), Json::List(Vec::new())]);
    check(spaced, Some(Json::Map(vec![("a".to_owned(), list), ("a".to_owned(), Json::Null)])));
}

#[test]
fn a_field_that_comes_twice_fits_nothing() {
    let twice = parse("{\"a\":1,\"b\":2,\"a\":1}").unwrap();
    assert_eq!(twice.field("a"), Some(&Json::Lost));
    assert_eq!(twice.field("b").and_then(Json::whole), Some(2));
    assert_eq!((twice.field("c"), number(1).field("a")), (None, None));
}

/// How many lists lie around one another.
fn depth(json: &Json) -> usize {
    match json {
        Json::List(list) => 1 + list.first().map_or(0, depth),
        _ => 0,
    }
}

#[test]
fn a_nest_is_held_to_its_limit_and_read_over_beyond() {
    let nest = |count: usize| format!("{}{}", "[".repeat(count), "]".repeat(count));
    assert_eq!(depth(&parse(&nest(DEPTH_MAX)).unwrap()), DEPTH_MAX);
    let beyond = parse(&nest(DEPTH_MAX + 1)).unwrap();
    assert_eq!((depth(&beyond), innermost(&beyond)), (DEPTH_MAX, Some(Json::Lost)));
    assert!(!push_json(&mut String::new(), &beyond), "what was lost can't be written");
    let far_beyond = parse(&format!("{{\"deep\":{},\"next\":1}}", nest(100_000))).unwrap();
    assert_eq!(far_beyond.field("next"), Some(&number(1)));
    check(&"[".repeat(100_000), None);
    check(&"{\"a\":".repeat(100_000), None);
    check(&format!("{}{}", "[".repeat(1_000), "}".repeat(1_000)), None);
}

/// What the innermost list of a nest holds.
fn innermost(json: &Json) -> Option<Json> {
    match json {
        Json::List(list) => list.first().and_then(innermost),
        other => Some(other.clone()),
    }
}

#[test]
fn what_stands_before_a_break_is_there() {
    let found = parse_beginning("{\"a\":1,\"b\":[2,").unwrap();
    assert_eq!(found, Json::Map(vec![("a".to_owned(), number(1))]));
    assert_eq!(parse_beginning("{\"a\":1"), Some(Json::Map(vec![("a".to_owned(), number(1))])));
    assert_eq!(parse_beginning("[1,2,x"), Some(Json::List(vec![number(1), number(2)])));
    assert_eq!(parse_beginning("[1] and more"), Some(Json::List(vec![number(1)])));
    assert_eq!((parse_beginning(""), parse_beginning("\"a")), (None, None));
}

#[test]
fn pieces_are_parted_by_commas() {
    let mut json = String::from("{");
    push_name(&mut json, "a");
    push_texts(&mut json, &mut ["b", "c"].into_iter());
    push_name(&mut json, "d");
    push_texts(&mut json, &mut std::iter::empty::<&str>());
    push_name(&mut json, "e");
    push_integer(&mut json, i64::MIN);
    json.push('}');
    assert_eq!(json, r#"{"a":["b","c"],"d":[],"e":-9223372036854775808}"#);
}

#[test]
fn a_number_is_filled_up_with_zeros() {
    let filled = |number: u64, digits_min: usize| {
        let mut text = String::new();
        push_number(&mut text, number, digits_min);
        text
    };
    assert_eq!((filled(0, 1), filled(0, 0), filled(7, 4)), ("0".to_owned(), "0".to_owned(), "0007".to_owned()));
    assert_eq!((filled(12_345, 4), filled(10, 2)), ("12345".to_owned(), "10".to_owned()));
    assert_eq!(filled(u64::MAX, 10), u64::MAX.to_string());
}

proptest! {
    #[test]
    fn what_is_written_reads_back(json in any_json()) {
        prop_assert_eq!(parse(&written(&json)), Some(json));
    }

    #[test]
    fn any_text_is_json_to_us_if_it_is_to_others(text in any_text()) {
        let _ = parse_beginning(&text);
        match (parse(&text), serde_json::from_str::<Value>(&text)) {
            (Some(ours), Ok(theirs)) => prop_assert!(is_same(&ours, &theirs), "{:?} {:?}", ours, theirs),
            (None, Err(_)) => {}
            // The one thing that we take and they don't.
            (ours, Err(error)) => {
                prop_assert!(error.to_string().starts_with("number out of range"), "{:?} {}", ours, error);
            }
            (None, Ok(theirs)) => prop_assert!(false, "{:?}", theirs),
        }
    }

    #[test]
    fn a_text_is_written_with_the_same_bytes_as_by_others(text in prop_oneof![any::<String>(), "[\\x00-\\x7f]{0,20}"]) {
        let mut json = String::new();
        push_text(&mut json, &text);
        prop_assert_eq!(json, serde_json::to_string(&text).unwrap());
    }

    #[test]
    fn a_number_is_written_with_the_same_bytes_as_by_others(number in any::<i64>(), seed in any::<u64>()) {
        let mut json = String::new();
        push_integer(&mut json, number);
        prop_assert_eq!(&json, &number.to_string());
        json.clear();
        push_number(&mut json, seed, 1);
        prop_assert_eq!(json, seed.to_string());
    }
}
