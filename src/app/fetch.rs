//! Files of the handbook: asked for once, parsed once, refused if they are not whole.
//!
//! Bringing and parsing are apart: only the first waits, and only the second knows what is in a file.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use super::platform::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

use crate::model::wire::{self, Wire};

/// The name of a file that did not arrive whole.
pub type Missing = String;

/// Files that have arrived, by name: a name holds a hash of the content, so what stands here stays true.
pub struct Shelf {
    base: String,
    /// A text at first; what it holds, once somebody has asked for that.
    files: RefCell<Vec<(String, Rc<dyn Any>)>>,
    /// Files that came broken. The browser may have kept them: their names promise that they never change.
    broken: RefCell<Vec<String>>,
}

impl Shelf {
    /// An empty shelf for the site at this address.
    pub fn new(base: String) -> Self {
        Self { base, files: RefCell::default(), broken: RefCell::default() }
    }

    /// Brings the files that are not there yet. All are asked for before any is awaited.
    ///
    /// # Errors
    /// The name of the first that did not arrive.
    pub async fn bring(&self, names: Vec<String>) -> Result<(), Missing> {
        let mut coming = Vec::new();
        for name in names {
            if self.find(&name).is_none() {
                let options = RequestInit::new();
                if self.broken.borrow().contains(&name) {
                    options.set_cache(RequestCache::Reload);
                }
                let promise = window().fetch_with_str_and_init(&format!("{}{name}", self.base), &options);
                // Heard from now on, not when its turn comes: a promise that fails unheard is an error of the page.
                coming.push((name, JsFuture::from(promise)));
            }
        }
        let mut missing = None;
        for (name, response) in coming {
            match text(response).await {
                Some(text) => self.files.borrow_mut().push((name, Rc::new(text))),
                None => missing = missing.or(Some(name)),
            }
        }
        missing.map_or(Ok(()), Err)
    }

    /// What a file holds.
    ///
    /// # Errors
    /// Its name, if it is cut short, is a page of HTML in its stead, or was not brought. It can be brought again.
    pub fn take<T: Wire + 'static>(&self, name: &str) -> Result<Rc<T>, Missing> {
        let file = self.find(name).ok_or_else(|| name.to_owned())?;
        let text = match file.downcast::<T>() {
            Ok(parsed) => return Ok(parsed),
            Err(file) => file.downcast::<String>().ok(),
        };
        let parsed = Rc::new(text.and_then(|text| wire::from_json::<T>(&text)).ok_or_else(|| self.refuse(name))?);
        self.files.borrow_mut().retain(|(it, _)| it != name);
        self.files.borrow_mut().push((name.to_owned(), parsed.clone()));
        Ok(parsed)
    }

    /// Puts a broken file away; when it is brought again, it comes from the host. Returns its name.
    pub fn refuse(&self, name: &str) -> Missing {
        self.files.borrow_mut().retain(|(it, _)| it != name);
        self.broken.borrow_mut().push(name.to_owned());
        name.to_owned()
    }

    /// Whether a file is there.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<Rc<dyn Any>> {
        self.files.borrow().iter().find(|(it, _)| it == name).map(|(_, file)| file.clone())
    }
}

async fn text(response: JsFuture) -> Option<String> {
    let response: Response = response.await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
