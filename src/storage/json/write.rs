//! Writing JSON, piece by piece, with the same bytes as `serde_json`: released formats depend on them.

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
    for letter in text.chars() {
        let escape = match letter {
            '"' => '"',
            '\\' => '\\',
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            control if control < ' ' => {
                json.push_str("\\u00");
                json.extend(char::from_digit(u32::from(control) / 16, 16));
                json.extend(char::from_digit(u32::from(control) % 16, 16));
                continue;
            }
            plain => {
                json.push(plain);
                continue;
            }
        };
        json.push('\\');
        json.push(escape);
    }
    json.push('"');
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
