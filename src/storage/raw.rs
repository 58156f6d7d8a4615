//! The raw record: everything as it is stored, in one file that a person can read.
//!
//! It is what is handed out when nothing else can be trusted, so it interprets nothing.

use super::journal::Unsaved;
use super::json::{push_integer, push_text};
use super::store::Store;

/// The file: a header, every entry exactly as stored, and what is not stored.
pub(super) fn raw_record<S: Store>(store: &S, unsaved: &[Unsaved], at_ms: i64) -> String {
    let mut file =
        String::from("{\n  \"product\": \"kouprey\",\n  \"kind\": \"raw-record\",\n  \"format\": 1,\n  \"made\": ");
    push_integer(&mut file, at_ms);
    file.push_str(",\n  \"entries\": {");
    let keys = store.keys().unwrap_or_default();
    let mut separator = "\n    ";
    for key in &keys {
        match store.read(key) {
            Ok(Some(text)) => push_member(&mut file, separator, key, Some(&text)),
            // It is there, but the store would not give it: say so rather than leave it out.
            Err(_) => push_member(&mut file, separator, key, None),
            // Another tab took it away in between.
            Ok(None) => continue,
        }
        separator = ",\n    ";
    }
    file.push_str("\n  },\n  \"unsaved\": {");
    separator = "\n    ";
    for Unsaved { key, text } in unsaved {
        push_member(&mut file, separator, key, Some(text));
        separator = ",\n    ";
    }
    file.push_str("\n  }\n}\n");
    file
}

fn push_member(file: &mut String, separator: &str, key: &str, text: Option<&str>) {
    file.push_str(separator);
    push_text(file, key);
    file.push_str(": ");
    match text {
        Some(text) => push_text(file, text),
        None => file.push_str("null"),
    }
}
