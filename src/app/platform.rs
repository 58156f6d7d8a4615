//! The browser: the only place that touches it, besides the record's store.
//!
//! Nothing here fails loudly: what the browser denies is answered with `None` or passed over, because
//! reading must go on.

mod offline;
mod windows;

use std::pin::Pin;

pub use offline::{Kept, is_kept, keep};
pub use tachys::dom::{document, window};
use wasm_bindgen::prelude::*;
use web_sys::{DragEvent, Element, File, HtmlElement, HtmlInputElement};
pub use windows::{build, every, full_screen, open_window, when_fonts_are_there};

use crate::engine::progress::Day;
use crate::markup::route::Route;
use crate::model::Locale;

/// What the page's own HTML says about the site it belongs to.
#[derive(Clone, Debug)]
pub struct Config {
    /// The address of the root of the site, with a stroke at its end.
    pub base: String,
    /// The file of the table of contents.
    pub handbook: String,
    /// The files of its words, in the order of [`Locale::ALL`].
    pub words: [String; 2],
    /// The style of cases and workshops.
    pub practice_css: String,
    /// The lesson that this page is a page of.
    pub lesson: Option<String>,
    /// The language of the page.
    pub locale: Locale,
}

impl Config {
    /// Reads it; `None` if the page was not written by the tool.
    pub fn read() -> Option<Self> {
        let html = html()?;
        let data = html.dataset();
        Some(Self {
            base: data.get("base")?,
            handbook: data.get("handbook")?,
            words: [data.get("wordsEn")?, data.get("wordsKm")?],
            practice_css: data.get("practiceCss")?,
            lesson: data.get("atLesson"),
            locale: html.lang().parse().unwrap_or(Locale::En),
        })
    }
}

/// The root element.
pub fn html() -> Option<HtmlElement> {
    document().document_element()?.dyn_into().ok()
}

/// Sets an attribute of the root element, such as `data-app`.
pub fn set_html(name: &str, value: &str) {
    if let Some(html) = html() {
        // The names are ours and valid, so this can't fail.
        let _ = html.set_attribute(name, value);
    }
}

/// The first element that a selector finds.
pub fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// Every element that a selector finds.
pub fn find_all(selector: &str) -> Vec<Element> {
    let Ok(list) = document().query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
}

/// Adds a style sheet to the page, once, and waits until it holds. Returns whether it came.
pub async fn style(address: &str) -> bool {
    if find(&format!("link[href=\"{address}\"]")).is_some() {
        return true;
    }
    let link = document().create_element("link").ok().and_then(|it| it.dyn_into::<web_sys::HtmlLinkElement>().ok());
    let (Some(link), Some(head)) = (link, document().head()) else { return false };
    link.set_rel("stylesheet");
    link.set_href(address);
    let settled = js_sys::Promise::new(&mut |came, failed| {
        link.set_onload(Some(&came));
        link.set_onerror(Some(&failed));
    });
    let _ = head.append_child(&link);
    let has_come = wasm_bindgen_futures::JsFuture::from(settled).await.is_ok();
    if !has_come {
        // So that it can be tried again.
        link.remove();
    }
    has_come
}

/// Says that a file could not be loaded, and offers to try again. The words of the page stay.
pub fn fail(file: &str) {
    set_html("data-app", "failed");
    if let Some(why) = find("#start-why") {
        why.set_text_content(Some(file));
    }
    if let Some(failed) = find("#start-failed") {
        failed.set_hidden(false);
    }
}

/// The UTC instant in milliseconds.
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// The local day.
pub fn today() -> Day {
    Day::from_instant(now_ms(), minutes_east())
}

/// Minutes of the local time east of Greenwich.
pub fn minutes_east() -> i32 {
    // JavaScript counts minutes west of it.
    -js_sys::Date::new_0().get_timezone_offset() as i32
}

/// Bits that no other tab will draw.
pub fn random_bits() -> u64 {
    let mut bytes = [0; 8];
    let drawn = window().crypto().ok().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok());
    match drawn {
        Some(_) => u64::from_le_bytes(bytes),
        // Without it (never seen in a browser of our floor) the clock must do.
        None => (js_sys::Math::random() * 9e15) as u64 ^ now_ms().unsigned_abs(),
    }
}

/// The fragment of the address.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Puts an address in the bar without a new step in the history.
pub fn replace_address(address: &str) {
    if let Ok(history) = window().history() {
        // A frame without an origin of its own refuses this; the page works all the same.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
}

/// Goes to a page, as a link would.
pub fn lead_to(address: &str) {
    let _ = window().location().set_hash(address);
}

/// Whether the reader's browser lists Khmer among its languages.
pub fn speaks_khmer() -> bool {
    window()
        .navigator()
        .languages()
        .iter()
        .filter_map(|it| it.as_string())
        .any(|it| it == "km" || it.starts_with("km-"))
}

/// Whether the device asks for dark pages.
pub fn prefers_dark() -> bool {
    window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches())
}

/// Leads to a page, as a link would.
pub fn lead(route: Route) {
    // A frame without an origin of its own refuses this; there the page stays.
    let _ = window().location().set_hash(&route.to_string());
}

/// The file that was picked in a field, once: the same one can be picked again.
pub fn picked(selector: &str) -> Option<File> {
    let field: HtmlInputElement = find(selector)?.dyn_into().ok()?;
    let file = field.files()?.item(0);
    field.set_value("");
    file
}

/// The files that were picked in a field, once.
pub fn all_picked(selector: &str) -> Vec<File> {
    let field = find(selector).and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
    let Some(field) = field else { return Vec::new() };
    let files = field.files().map(|files| (0..files.length()).filter_map(|place| files.item(place)).collect());
    field.set_value("");
    files.unwrap_or_default()
}

/// What a file holds, if it can be read.
pub async fn text_of(file: &File) -> Option<String> {
    wasm_bindgen_futures::JsFuture::from(file.text()).await.ok()?.as_string()
}

/// Hears of files that are dropped on the page. Without this the browser would leave the page for the file.
pub fn hear_drops(mut hear: impl FnMut(Vec<File>) + 'static) {
    listen("dragover", |event| event.prevent_default());
    listen("drop", move |event| {
        event.prevent_default();
        let data = event.dyn_into::<DragEvent>().ok().and_then(|event| event.data_transfer());
        let files = data.and_then(|data| data.files());
        let files: Vec<File> =
            files.map(|all| (0..all.length()).filter_map(|place| all.item(place)).collect()).unwrap_or_default();
        if !files.is_empty() {
            hear(files);
        }
    });
}

/// Hands a text over as a file.
pub fn download(name: &str, text: &str) {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(match name.rsplit('.').next() {
        Some("md") => "text/markdown",
        Some("csv") => "text/csv",
        _ => "application/json",
    });
    let Ok(blob) = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options) else { return };
    let Ok(address) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    let link = document().create_element("a").ok().and_then(|it| it.dyn_into::<web_sys::HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    let _ = web_sys::Url::revoke_object_url(&address);
}

/// Prints the page.
pub fn print() {
    // A browser that can't print says so itself.
    let _ = window().print();
}

#[wasm_bindgen]
extern "C" {
    /// `web_sys` has the Web Locks only among what may still change.
    #[wasm_bindgen(js_namespace = ["navigator", "locks"], js_name = request, catch)]
    fn request_lock(name: &str, options: &JsValue, run: &JsValue) -> Result<JsValue, JsValue>;
}

/// Runs something while no other tab holds this lock; not at all if one does, or without Web Locks (plain http).
pub fn with_lock(name: &str, run: impl FnOnce() + 'static) {
    let run = Closure::once_into_js(move |lock: JsValue| {
        if lock.is_object() {
            run();
        }
    });
    let options = js_sys::Object::new();
    // Setting a field of a new object can't fail.
    let _ = js_sys::Reflect::set(&options, &"ifAvailable".into(), &true.into());
    let _ = request_lock(name, &options, &run);
}

/// Asks the browser to keep what is stored even when it runs out of room, and hands on what it says.
pub fn persist(hear: impl FnOnce(bool) + 'static) {
    // Over plain http there is nobody to ask.
    let Ok(promise) = window().navigator().storage().persist() else { return };
    spawn(async move {
        if let Ok(answer) = wasm_bindgen_futures::JsFuture::from(promise).await {
            hear(answer.is_truthy());
        }
    });
}

/// Runs something once the page has been built anew.
pub fn after_paint(action: impl FnOnce() + 'static) {
    let action = Closure::once_into_js(action);
    // A window that can't paint never calls it; nothing waits for it.
    let _ = window().request_animation_frame(action.unchecked_ref());
}

/// Lets something run on while the page answers. Boxed, so that there is one such task in the program.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
    wasm_bindgen_futures::spawn_local(task);
}

/// Listens to the window for as long as the page lives.
pub fn listen(event: &'static str, act: impl FnMut(web_sys::Event) + 'static) {
    let act: Box<dyn FnMut(web_sys::Event)> = Box::new(act);
    let act = Closure::wrap(act);
    // A window takes every listener; what it returns has nobody to tell.
    let _ = window().add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
    act.forget();
}

/// Hears what happens to the document and does not reach the window.
pub fn listen_document(event: &'static str, act: impl FnMut(web_sys::Event) + 'static) {
    let act: Box<dyn FnMut(web_sys::Event)> = Box::new(act);
    let act = Closure::wrap(act);
    let _ = document().add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
    act.forget();
}

/// What stands in a field for several lines.
pub fn written(selector: &str) -> Option<String> {
    find(selector)?.dyn_into::<web_sys::HtmlTextAreaElement>().ok().map(|field| field.value())
}

/// What stands in a field of one line, or what is chosen in a list.
pub fn value_of(selector: &str) -> Option<String> {
    let control = find(selector)?;
    match control.dyn_ref::<HtmlInputElement>() {
        Some(input) => Some(input.value()),
        None => control.dyn_into::<web_sys::HtmlSelectElement>().ok().map(|list| list.value()),
    }
}

/// Whether something is written in the field that has the focus, and not yet taken over.
pub fn is_typing() -> bool {
    let active = document().active_element().and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
    active.is_some_and(|it| it.value() != it.default_value())
}

/// Empties a field.
pub fn clear(selector: &str) {
    let Some(control) = find(selector) else { return };
    match control.dyn_ref::<HtmlInputElement>() {
        Some(input) => input.set_value(""),
        None => {
            if let Ok(area) = control.dyn_into::<web_sys::HtmlTextAreaElement>() {
                area.set_value("");
            }
        }
    }
}

/// Puts the focus on an element without scrolling to it.
pub fn focus_quietly(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Scrolls an element to the top of the window and puts the focus on it.
pub fn bring(selector: &str) {
    if let Some(element) = find(selector) {
        if element.tag_name() == "DETAILS" {
            let _ = element.set_attribute("open", "");
        }
        element.scroll_into_view();
        focus_quietly(&element);
    }
}

/// A place in the text: a block of a section and how far below the top of the window it stood.
#[derive(Clone, Debug)]
pub struct Anchor {
    section: String,
    block: u32,
    top: f64,
}

impl Anchor {
    /// The block whose beginning is nearest to the top of the window: of two, the one that is being read.
    pub fn here() -> Option<Self> {
        if window().scroll_y().unwrap_or_default() <= 0.0 {
            return None;
        }
        let mut nearest: Option<Self> = None;
        for section in find_all("section[data-section]") {
            let blocks = section.children();
            for block in 0..blocks.length() {
                let rect = blocks.item(block)?.get_bounding_client_rect();
                let top = rect.top();
                // What isn't shown has no place: its rectangle is empty, at the corner of the window.
                if 0.0 < rect.height() && nearest.as_ref().is_none_or(|it| top.abs() < it.top.abs()) {
                    nearest = Some(Self { section: section.get_attribute("data-section")?, block, top });
                }
            }
        }
        nearest
    }

    /// Scrolls so that the block stands where it stood.
    pub fn restore(&self) {
        let block = find_all("section[data-section]")
            .into_iter()
            .find(|it| it.get_attribute("data-section").as_ref() == Some(&self.section));
        let block = block.and_then(|section| section.children().item(self.block));
        if let Some(block) = block {
            window().scroll_by_with_x_and_y(0.0, block.get_bounding_client_rect().top() - self.top);
        }
    }
}
