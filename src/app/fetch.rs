//! Files of the handbook: asked for once, parsed once, refused if they are not whole.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use crate::model::wire::{self, Wire};

/// The name of a file that did not arrive whole.
pub type Missing = String;

/// A file that is on its way.
pub struct Coming {
    name: String,
    promise: js_sys::Promise,
}

/// Asks for a file at once; awaiting it comes later, so that several travel together.
pub fn ask(base: &str, name: &str) -> Coming {
    Coming { name: name.to_owned(), promise: window().fetch_with_str(&format!("{base}{name}")) }
}

impl Coming {
    /// The name of the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file as data. A file that is cut short, or a page of HTML in its stead, is missing.
    pub async fn parsed<T: Wire>(self) -> Result<T, Missing> {
        let text = self.text().await.ok_or_else(|| self.name.clone())?;
        wire::from_json(&text).ok_or(self.name)
    }

    async fn text(&self) -> Option<String> {
        let response: Response = JsFuture::from(self.promise.clone()).await.ok()?.dyn_into().ok()?;
        if !response.ok() {
            return None;
        }
        JsFuture::from(response.text().ok()?).await.ok()?.as_string()
    }
}
