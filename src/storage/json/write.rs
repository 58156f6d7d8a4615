//! Writing JSON, piece by piece, with the same bytes as `serde_json`: released formats depend on them.

use super::Json;

/// Parts what is written next from what stands before it in the same list or map.
pub fn part(json: &mut String) {
    if !json.ends_with(['[', '{']) {
        json.push(',');
    }
}

/// Writes a name in a map, for a value to follow. The name must need no escapes.
pub fn push_name(json: &mut String, name: &str) {
    part(json);
    json.push('"');
    json.push_str(name);
    json.push_str("\":");
}

/// Writes a name in a map and the text under it.
pub fn push_field(json: &mut String, name: &str, text: &str) {
    push_name(json, name);
    push_text(json, text);
}

/// Writes a text.
pub fn push_text(json: &mut String, text: &str) {
    json.push('"');
    let mut rest = text;
    // What needs no escape goes in at once: a class brings sixty files of thousands of texts.
    while let Some(plain) = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\') || byte < b' ') {
        let Some((words, escaped)) = rest.split_at_checked(plain) else { break };
        json.push_str(words);
        let mut letters = escaped.chars();
        if let Some(letter) = letters.next() {
            push_escaped(json, letter);
        }
        rest = letters.as_str();
    }
    json.push_str(rest);
    json.push('"');
}

fn push_escaped(json: &mut String, letter: char) {
    let escape = match letter {
        '\u{8}' => 'b',
        '\u{c}' => 'f',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        control if control < ' ' => {
            json.push_str("\\u00");
            json.extend(char::from_digit(u32::from(control) / 16, 16));
            json.extend(char::from_digit(u32::from(control) % 16, 16));
            return;
        }
        other => other,
    };
    json.push('\\');
    json.push(escape);
}

/// Writes a number as a text of sixteen digits, since not every reader of JSON has whole numbers of 64 bits.
pub fn push_hex(json: &mut String, number: u64) {
    json.push('"');
    for place in (0..16).rev() {
        // Four bits are below 16, so they fit.
        json.extend(char::from_digit((number >> (4 * place)) as u32 & 15, 16));
    }
    json.push('"');
}

/// Writes a value; false if part of it was lost when it was read.
pub fn push_json(json: &mut String, value: &Json) -> bool {
    match value {
        Json::Null => json.push_str("null"),
        Json::Bool(is_true) => json.push_str(if *is_true { "true" } else { "false" }),
        Json::Number { is_negative, digits } => {
            json.push_str(if *is_negative { "-" } else { "" });
            push_number(json, *digits, 1);
        }
        Json::Text(text) => push_text(json, text),
        Json::Odd(number) => json.push_str(number),
        Json::Lost => return false,
        Json::List(list) => {
            json.push('[');
            for it in list {
                part(json);
                if !push_json(json, it) {
                    return false;
                }
            }
            json.push(']');
        }
        Json::Map(fields) => {
            json.push('{');
            for (name, it) in fields {
                part(json);
                push_text(json, name);
                json.push(':');
                if !push_json(json, it) {
                    return false;
                }
            }
            json.push('}');
        }
    }
    true
}

/// Writes a list of texts.
pub fn push_texts(json: &mut String, texts: &mut dyn Iterator<Item = &str>) {
    json.push('[');
    for text in texts {
        part(json);
        push_text(json, text);
    }
    json.push(']');
}

/// Writes a number in at least so many digits, the first of them zeros where it is shorter.
pub fn push_number(text: &mut String, number: u64, digits_min: usize) {
    if 9 < number || 1 < digits_min {
        push_number(text, number / 10, digits_min.saturating_sub(1));
    }
    // The remainder is below 10, so it fits.
    text.push(char::from(b'0' + (number % 10) as u8));
}

/// Writes a number with its sign.
pub fn push_integer(json: &mut String, number: i64) {
    if number < 0 {
        json.push('-');
    }
    push_number(json, number.unsigned_abs(), 1);
}
