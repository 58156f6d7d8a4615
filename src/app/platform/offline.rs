//! Keeping the whole site on this computer, for use without internet (`public/sw.js`).

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, ServiceWorkerContainer, ServiceWorkerRegistration};

use super::{spawn, window};

/// How far keeping has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// Nobody has asked for it here.
    #[default]
    No,
    /// So many files of so many.
    Busy(u32, u32),
    /// Everything is here.
    Yes,
    /// Something did not come.
    Failed,
    /// This browser can't, over plain http for one.
    Never,
}

/// Where the browser has its workers; none over plain http, where even asking would fail.
fn container() -> Option<ServiceWorkerContainer> {
    let found = js_sys::Reflect::get(&window().navigator(), &"serviceWorker".into()).ok()?;
    found.dyn_into().ok()
}

/// Whether the site was kept at an earlier visit.
pub fn is_kept() -> bool {
    container().is_some_and(|it| it.controller().is_some())
}

/// Keeps the site whose root is at `base`, and says how it goes.
pub fn keep(base: String, hear: impl Fn(Kept) + Clone + 'static) {
    let Some(container) = container() else { return hear(Kept::Never) };
    let told = hear.clone();
    let listen: Box<dyn FnMut(MessageEvent)> = Box::new(move |message| told(said(&message.data())));
    let listen = Closure::wrap(listen);
    container.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    hear(Kept::Busy(0, 0));
    spawn(async move {
        let registered = JsFuture::from(container.register(&format!("{base}sw.js"))).await;
        let ready = match (registered, container.ready()) {
            (Ok(_), Ok(ready)) => JsFuture::from(ready).await.ok(),
            _ => None,
        };
        let worker = ready.and_then(|it| it.dyn_into::<ServiceWorkerRegistration>().ok()).and_then(|it| it.active());
        match worker {
            Some(worker) => {
                if worker.post_message(&"keep".into()).is_err() {
                    hear(Kept::Failed);
                }
            }
            None => hear(Kept::Never),
        }
    });
}

/// What the worker says.
fn said(message: &JsValue) -> Kept {
    let field = |name: &str| js_sys::Reflect::get(message, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let number = |name: &str| field(name).as_f64().unwrap_or_default() as u32;
    match field("state").as_string().as_deref() {
        Some("kept") => Kept::Yes,
        Some("busy") => Kept::Busy(number("kept"), number("of")),
        _ => Kept::Failed,
    }
}
