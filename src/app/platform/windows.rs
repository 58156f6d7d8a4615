//! Several windows of one browser, and time that passes while they are open.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::{document, find, html, window};

/// What the page was built from: two windows of one build understand each other.
pub fn build() -> String {
    let script = find("script[data-wasm]").and_then(|it| it.get_attribute("data-wasm"));
    let content = html().and_then(|html| html.dataset().get("handbook"));
    format!("{} {}", script.unwrap_or_default(), content.unwrap_or_default())
}

/// Runs something again and again, so many milliseconds apart, for as long as the page lives.
pub fn every(milliseconds: i32, act: impl FnMut() + 'static) {
    let act: Box<dyn FnMut()> = Box::new(act);
    let act = Closure::wrap(act);
    // A window takes every timer; what it returns would only be needed to stop it.
    let _ = window().set_interval_with_callback_and_timeout_and_arguments_0(act.as_ref().unchecked_ref(), milliseconds);
    act.forget();
}

/// Opens a window of this site, or brings it to the front; whether the browser allowed it.
pub fn open_window(address: &str, name: &str) -> bool {
    let page = window().location().href().unwrap_or_default();
    let root = page.split('#').next().unwrap_or_default();
    let opened = window().open_with_url_and_target_and_features(
        &format!("{root}{address}"),
        name,
        "popup,width=1280,height=720",
    );
    matches!(opened, Ok(Some(_)))
}

/// Fills the screen with the page, or gives it back.
pub fn full_screen() {
    // A browser that doesn't let the page fill the screen leaves it as it is.
    if document().fullscreen_element().is_some() {
        document().exit_fullscreen();
    } else if let Some(html) = html() {
        let _ = html.request_fullscreen();
    }
}

/// Runs something once the fonts of the page are there: until then nothing can be measured.
pub fn when_fonts_are_there(run: impl FnOnce() + 'static) {
    let Ok(ready) = document().fonts().ready() else { return };
    super::spawn(async move {
        if wasm_bindgen_futures::JsFuture::from(ready).await.is_ok() {
            run();
        }
    });
}
