//! The browser's local storage.
//!
//! Everything that can throw is caught here. `gloo-storage` reaches the storage through a getter that
//! fails the whole program where the browser denies it, so each write asks `web_sys` first; and it turns
//! texts into JSON once more, so texts go through its raw handle.

use gloo_storage::{LocalStorage, Storage as _};
use js_sys::Reflect;
use wasm_bindgen::JsValue;

use super::journal::Keeping;
use super::store::{NoStore, PREFIX, Store, StoreError};

const PROBE_KEY: &str = "kouprey.probe";
const PROBE_TEXT: &str = "probe";

/// The browser's local storage. Made by [`BrowserStore::probe`], so it can at least be read.
///
/// It holds on to the storage, because ten thousand entries are read at one opening.
#[derive(Debug)]
pub struct BrowserStore(web_sys::Storage);

/// A store that can be read, and what came of a first write.
#[derive(Debug)]
pub struct Probed {
    /// The store.
    pub store: BrowserStore,
    /// [`Keeping::Saved`] if it can be written to, else why not. What it holds is shown in any case.
    pub keeping: Keeping,
}

impl BrowserStore {
    /// Asks for the storage, reads, writes, reads back and removes.
    pub fn probe() -> Result<Probed, StoreError> {
        let store = Self(storage()?);
        store.read(PROBE_KEY)?;
        let keeping = match store.try_write() {
            Ok(()) => Keeping::Saved,
            Err(error) => Keeping::after(&error),
        };
        Ok(Probed { store, keeping })
    }

    fn try_write(&self) -> Result<(), StoreError> {
        self.write(PROBE_KEY, PROBE_TEXT)?;
        if self.read(PROBE_KEY)?.as_deref() != Some(PROBE_TEXT) {
            return Err(StoreError::Failed { key: PROBE_KEY.to_owned(), detail: "not kept".to_owned() });
        }
        self.remove(PROBE_KEY)
    }
}

/// The store to open a journal on, and what the probe found. Where the browser denies one, [`NoStore`]
/// stands in.
pub fn open_store() -> (Box<dyn Store>, Keeping) {
    match BrowserStore::probe() {
        Ok(Probed { store, keeping }) => (Box::new(store), keeping),
        Err(error) => (Box::new(NoStore), Keeping::after(&error)),
    }
}

impl Store for BrowserStore {
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        // All at once: asking for one key by its number is slow after a write.
        let keys = Reflect::own_keys(self.0.as_ref()).map_err(|thrown| error_of(&thrown, PREFIX, 0))?;
        Ok(keys.iter().filter_map(|key| key.as_string()).filter(|key| key.starts_with(PREFIX)).collect())
    }

    fn read(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.0.get_item(key).map_err(|thrown| error_of(&thrown, key, 0))
    }

    fn write(&self, key: &str, text: &str) -> Result<(), StoreError> {
        storage()?;
        LocalStorage::raw().set_item(key, text).map_err(|thrown| error_of(&thrown, key, text.len()))
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        storage()?;
        LocalStorage::raw().remove_item(key).map_err(|thrown| error_of(&thrown, key, 0))
    }
}

/// Blocked cookies make the getter throw; some settings make it null.
fn storage() -> Result<web_sys::Storage, StoreError> {
    let window = web_sys::window().ok_or(StoreError::Denied)?;
    window.local_storage().ok().flatten().ok_or(StoreError::Denied)
}

fn error_of(thrown: &JsValue, key: &str, size_bytes: usize) -> StoreError {
    match text_at(thrown, "name").as_str() {
        "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" => StoreError::Full { key: key.to_owned(), size_bytes },
        "SecurityError" => StoreError::Denied,
        _ => StoreError::Failed { key: key.to_owned(), detail: text_at(thrown, "message") },
    }
}

/// A text within what was thrown; empty where there is none.
fn text_at(thrown: &JsValue, name: &str) -> String {
    Reflect::get(thrown, &JsValue::from_str(name)).ok().and_then(|found| found.as_string()).unwrap_or_default()
}
