//! Versions: what a program says of itself, and what Cargo.lock demands.

/// The first word of the text that reads like a version, without a leading `v`.
pub fn version_in(text: &str) -> Option<&str> {
    text.split_whitespace()
        .map(|word| word.strip_prefix('v').unwrap_or(word))
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
}

/// The number before the first dot.
pub fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

/// The version of a package in a Cargo.lock.
pub fn locked<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name)?;
    // Cargo writes the version straight after the name.
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_say_their_version_in_many_ways() {
        for (text, version) in [
            ("trunk 0.21.14", Some("0.21.14")),
            ("wasm-bindgen 0.2.130 (a1b2c3)\n", Some("0.2.130")),
            ("v20.20.2", Some("20.20.2")),
            ("wasm-opt version 132 (version_132)", Some("132")),
            ("trunk", None),
            ("", None),
        ] {
            assert_eq!(version_in(text), version, "{text}");
        }
    }

    #[test]
    fn the_major_number_decides_about_node() {
        assert_eq!(major("20.20.2"), Some(20));
        assert_eq!(major("132"), Some(132));
        assert_eq!(major("x.1"), None);
    }

    #[test]
    fn the_lock_file_is_asked_for_a_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"…\"\n";
        assert_eq!(locked(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked(lock, "wasm-bindgen-futures"), Some("0.4.80"));
        assert_eq!(locked(lock, "wasm"), None);
    }

    #[test]
    fn the_lock_file_of_this_package_holds_what_setup_asks_for() {
        let lock = include_str!("../../Cargo.lock");
        assert!(locked(lock, "wasm-bindgen").is_some());
    }
}
