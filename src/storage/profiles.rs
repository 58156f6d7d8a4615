//! Who learns on this computer. A profile is a name and a colour beside a record of its own; there are no passwords.
//!
//! Each stands under a key of its own, `kouprey.profile.<id>`, and is written whole: of two tabs that change the
//! same one, the last holds. The profile `main` is there from the start, without a key and without a name.

use super::json::{Json, parse_beginning, push_field};
use super::key::{Key, first_profile};
use super::preferences::wishes;
use super::store::{Store, StoreError};
use crate::model::ProfileId;

/// What the key of a profile begins with.
pub const PROFILE_PREFIX: &str = "kouprey.profile.";
/// Longest name, in letters.
pub const NAME_LETTERS_MAX: usize = 60;
/// Profiles that are shown.
pub const PROFILES_MAX: usize = 100;
/// Longest text of a profile that is looked at.
const PROFILE_BYTES_MAX: usize = 4 * 1024;

wishes! {
    /// The colour beside a name, so that a glance is enough.
    Colour {
        /// Green.
        #[default]
        Green = "green",
        /// Ochre.
        Ochre = "ochre",
        /// Blue.
        Blue = "blue",
        /// Red.
        Red = "red",
        /// Plum.
        Plum = "plum",
        /// Slate.
        Slate = "slate",
    }
    /// What has become of a profile.
    ProfileState {
        /// It can be chosen.
        #[default]
        Active = "active",
        /// Kept, but out of the way.
        Archived = "archived",
        /// Deleted: it can be brought back until it is erased.
        Deleted = "deleted",
    }
}

/// A learner on this computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// What the keys of the record name.
    pub id: ProfileId,
    /// As the learner wrote it; empty until then.
    pub name: String,
    /// The colour beside it.
    pub colour: Colour,
    /// What has become of it.
    pub state: ProfileState,
}

impl Profile {
    /// The profile that nobody has named yet.
    pub fn new(id: ProfileId) -> Self {
        Self { id, name: String::new(), colour: Colour::default(), state: ProfileState::default() }
    }

    /// Where it stands.
    pub fn key(&self) -> String {
        format!("{PROFILE_PREFIX}{}", self.id)
    }

    /// The profile as a text.
    pub fn to_text(&self) -> String {
        let mut json = String::from("{");
        push_field(&mut json, "name", &self.name);
        push_field(&mut json, "colour", self.colour.as_str());
        push_field(&mut json, "state", self.state.as_str());
        json.push('}');
        json
    }

    /// The profile in a text, each field its default where it is missing or can't be read.
    pub fn from_text(id: ProfileId, text: &str) -> Self {
        let fields = if text.len() <= PROFILE_BYTES_MAX { parse_beginning(text) } else { None };
        let mut profile = Self::new(id);
        let Some(fields) = fields else { return profile };
        profile.name = fields.field("name").and_then(Json::text).map(clean_name).unwrap_or_default();
        let word = |name| fields.field(name);
        profile.colour = word("colour").and_then(|it| it.word(Colour::ALL, Colour::as_str)).unwrap_or_default();
        profile.state =
            word("state").and_then(|it| it.word(ProfileState::ALL, ProfileState::as_str)).unwrap_or_default();
        profile
    }
}

/// A name as it is kept: without what can't be seen and without space around it, at most
/// [`NAME_LETTERS_MAX`] letters.
pub fn clean_name(name: &str) -> String {
    // Zero-width spaces part Khmer words, so they stay within; what turns the writing round does not.
    let is_shown =
        |letter: &char| !letter.is_control() && !matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let name: String =
        name.trim_matches(|it: char| it.is_whitespace() || it == '\u{200b}').chars().filter(is_shown).collect();
    name.chars().take(NAME_LETTERS_MAX).collect()
}

/// Everybody on this computer, in the order of their ids; always at least the first profile.
pub fn profiles<S: Store + ?Sized>(store: &S) -> Vec<Profile> {
    let mut found: Vec<Profile> = Vec::new();
    let mut add = |profile: Profile| match found.binary_search_by_key(&profile.id, |it| it.id) {
        Ok(_) => {}
        Err(place) => found.insert(place, profile),
    };
    let keys = store.keys().unwrap_or_default();
    for key in &keys {
        let Some(Ok(id)) = key.strip_prefix(PROFILE_PREFIX).map(str::parse) else { continue };
        let text = store.read(key).ok().flatten().unwrap_or_default();
        add(Profile::from_text(id, &text));
    }
    // A record whose profile has lost its key is still somebody's.
    for key in &keys {
        if let Some(key) = Key::parse(key) {
            add(Profile::new(key.profile));
        }
    }
    add(Profile::new(first_profile()));
    found.truncate(PROFILES_MAX);
    found
}

/// Removes a profile and its record for good.
///
/// # Errors
/// What the store said; what was removed by then is gone.
pub fn erase<S: Store + ?Sized>(store: &S, id: ProfileId) -> Result<(), StoreError> {
    for key in store.keys()? {
        let is_of = Key::parse(&key).is_some_and(|key| key.profile == id);
        if is_of || key.strip_prefix(PROFILE_PREFIX) == Some(id.as_str()) {
            store.remove(&key)?;
        }
    }
    Ok(())
}
