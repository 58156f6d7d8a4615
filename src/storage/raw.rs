//! The raw record: everything as it is stored, in one file that a person can read.
//!
//! It is what is handed out when nothing else can be trusted, so it interprets nothing.

use super::journal::Unsaved;
use super::store::Store;

/// The file: a header, every entry exactly as stored, and what is not stored.
pub(super) fn raw_record<S: Store>(store: &S, unsaved: &[Unsaved], at_ms: i64) -> String {
    let mut file =
        String::from("{\n  \"product\": \"kouprey\",\n  \"kind\": \"raw-record\",\n  \"format\": 1,\n  \"made\": ");
    file.push_str(&at_ms.to_string());
    file.push_str(",\n  \"entries\": {");
    let mut keys = store.keys().unwrap_or_default();
    keys.sort_unstable();
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
    push_text(file, Some(key));
    file.push_str(": ");
    push_text(file, text);
}

fn push_text(file: &mut String, text: Option<&str>) {
    // A string always has a JSON form; if the impossible happens, `null` keeps the file readable.
    let quoted = text.and_then(|text| serde_json::to_string(text).ok());
    file.push_str(quoted.as_deref().unwrap_or("null"));
}
