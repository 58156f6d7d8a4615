//! What a place that keeps strings must be able to do.

/// What every key of ours begins with: a store may be shared with other programs of the same origin.
pub const PREFIX: &str = "kouprey.";

/// A place that keeps strings.
pub trait Store {
    /// Every key that begins with [`PREFIX`], in no particular order.
    fn keys(&self) -> Result<Vec<String>, StoreError>;

    /// The text under a key; none if there is no such key.
    fn read(&self, key: &str) -> Result<Option<String>, StoreError>;

    /// Puts a text under a key. After an error the store is as it was.
    fn write(&self, key: &str, text: &str) -> Result<(), StoreError>;

    /// Takes a key away, if it is there.
    fn remove(&self, key: &str) -> Result<(), StoreError>;
}

/// Why a store could not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Blocked cookies, a private window or a sandboxed frame: nothing is ever kept.
    #[error("the browser does not let this page keep data")]
    Denied,
    /// Room may come back.
    #[error("no room for {size_bytes} bytes under {key}")]
    Full {
        /// Where it should have gone.
        key: String,
        /// How long the text is.
        size_bytes: usize,
    },
    /// Anything else.
    #[error("the store failed on {key}: {detail}")]
    Failed {
        /// What it was about.
        key: String,
        /// What the store said.
        detail: String,
    },
}

/// No store at all: stands in where the browser denies one, so that the work can go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoStore;

impl Store for NoStore {
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        Err(StoreError::Denied)
    }

    fn read(&self, _key: &str) -> Result<Option<String>, StoreError> {
        Err(StoreError::Denied)
    }

    fn write(&self, _key: &str, _text: &str) -> Result<(), StoreError> {
        Err(StoreError::Denied)
    }

    fn remove(&self, _key: &str) -> Result<(), StoreError> {
        Err(StoreError::Denied)
    }
}

impl<S: Store + ?Sized> Store for Box<S> {
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        (**self).keys()
    }

    fn read(&self, key: &str) -> Result<Option<String>, StoreError> {
        (**self).read(key)
    }

    fn write(&self, key: &str, text: &str) -> Result<(), StoreError> {
        (**self).write(key, text)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        (**self).remove(key)
    }
}
