//! Search: what was typed, and what it is looked for in.

use std::cell::RefCell;
use std::rc::Rc;

use super::fetch::Missing;
use super::part::Part;
use super::platform;
use super::session::Session;
use crate::markup::action::SearchAction;
use crate::markup::page::search::{self, Findable, RESULTS_STEP, Stock, Typed};
use crate::markup::{Action, Markup};
use crate::model::Locale;

/// Letters of a query that are kept.
const TYPED_MAX: usize = 200;

/// What can be found, language by language, once it was asked for.
pub struct Search {
    stocks: RefCell<[Option<Rc<Stock>>; 2]>,
}

impl Search {
    /// Ready to look; the files come with the first letters of each script.
    pub fn open(session: Session) -> Result<Self, Missing> {
        session.typed.set(Typed::of(search::typed(&platform::fragment())));
        Ok(Self { stocks: RefCell::default() })
    }

    /// What is looked through for what was typed; brought if it is not there yet.
    fn stock(&self, session: Session, typed: &str) -> Option<Rc<Stock>> {
        let locale = locale_of(typed, session.view.peek(|view| view.locale));
        let place = locale as usize;
        if let Some(stock) = self.stocks.borrow().get(place).cloned().flatten() {
            return Some(stock);
        }
        let name = session.view.peek(|view| view.words.search.get(place).map(|file| file.name.clone()))?;
        if let Ok(entries) = session.shelf.take::<Vec<Findable>>(&name) {
            let stock = Rc::new(Stock::of(entries));
            if let Some(held) = self.stocks.borrow_mut().get_mut(place) {
                *held = Some(stock.clone());
            }
            return Some(stock);
        }
        platform::spawn(async move {
            // If it does not come, the next letter asks again.
            if session.shelf.bring(vec![name]).await.is_ok() {
                session.typed.update(|_| {});
            }
        });
        None
    }
}

/// Khmer letters are looked for in Khmer, others in English; nothing yet in the language of the page.
fn locale_of(typed: &str, otherwise: Locale) -> Locale {
    match typed.chars().find(|letter| letter.is_alphabetic()) {
        Some('\u{1780}'..='\u{17ff}') => Locale::Km,
        Some(_) => Locale::En,
        None => otherwise,
    }
}

/// What can wait until the first results stand: the others, and the address.
fn rest(session: Session) {
    platform::after_paint(move || {
        platform::after_paint(move || {
            let is_first = session.typed.peek(|typed| typed.max < RESULTS_STEP);
            if is_first {
                session.typed.update(|typed| typed.max = RESULTS_STEP);
                platform::replace_address(&search::address(&session.typed.peek(|typed| typed.words.clone())));
            }
        });
    });
}

impl Part for Search {
    fn page(&self, session: Session) -> Vec<Markup> {
        let typed = session.typed.get();
        let stock = self.stock(session, &typed.words);
        session.with_still_book(|book| search::search(book, &typed, stock.as_deref()))
    }

    fn carry_out(&self, session: Session, action: Action, value: String) {
        let Action::Search(action) = action else { return };
        match action {
            SearchAction::Type => {
                let typed: String = value.chars().take(TYPED_MAX).collect();
                session.typed.set(Typed::of(typed));
                rest(session);
            }
            SearchAction::More => session.typed.update(|typed| typed.max += RESULTS_STEP),
        }
    }

    fn visited(&self, session: Session) {
        let typed = search::typed(&platform::fragment());
        if session.typed.peek(|before| before.words != typed) {
            session.typed.set(Typed::of(typed));
        }
        rest(session);
        if let Some(field) = platform::find("#search-field") {
            platform::focus_quietly(&field);
        }
    }
}
