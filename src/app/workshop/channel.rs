//! What one window tells another: how things stand, never by how much they changed.
//!
//! A message holds the newest facts about the place that the wall shows. Whoever hears adds them to what it knows by
//! their stamps, so a message may be lost, come twice or late; the next one, sent every other second, mends it. Windows
//! of another build are counted and not listened to: the record tells them what they need.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use super::Workshop;
use crate::app::platform;
use crate::app::session::Session as App;
use crate::engine::progress::{Event, Stamped};
use crate::markup::route::{Route, WorkshopPage};
use crate::storage::event::{self, Read};
use crate::storage::json::{self, Json, push_field, push_integer, push_name, push_text, push_texts};

const CHANNEL: &str = "kouprey.stage";
const KIND: &str = "stage-message";
/// How often a window says how things stand, in milliseconds.
const BEAT_MS: i32 = 2_000;
/// After so long a window that said nothing is gone. Browsers let windows that can't be seen speak once a minute.
const SILENCE_MS: i64 = 70_000;
/// Facts of other windows that are held.
const HEARD_MAX: usize = 2_000;

/// Another window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// Its name.
    pub window: String,
    /// Whether it shows the wall.
    pub is_stage: bool,
    /// Whether it runs another build.
    pub is_foreign: bool,
    /// When it last said something.
    pub at_ms: i64,
}

/// The way to the other windows of this browser.
pub struct Channel {
    channel: BroadcastChannel,
    window: String,
    build: String,
}

impl Workshop {
    /// Begins to listen, once.
    pub(super) fn listen(&self, session: App) {
        if self.0.is_listening.replace(true) {
            return;
        }
        self.start_keys(session);
        let hub = self.clone();
        platform::every(BEAT_MS, move || hub.beat(session));
        platform::when_fonts_are_there(super::stage::fit);
        // A browser without it has one window: the console works, the stage can be shown in its place.
        let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return };
        let hub = self.clone();
        let hear: Box<dyn FnMut(MessageEvent)> = Box::new(move |message| {
            if let Some(text) = message.data().as_string() {
                hub.hear(session, &text);
            }
        });
        let hear = Closure::wrap(hear);
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        hear.forget();
        let window = format!("{:016x}", platform::random_bits());
        *self.0.channel.borrow_mut() = Some(Channel { channel, window, build: platform::build() });
        let hub = self.clone();
        platform::listen("pagehide", move |_| {
            hub.send(session, Message::Gone);
            // Whatever happens to a page that is being left, it says no more.
            hub.0.is_gone.set(true);
        });
        let hub = self.clone();
        platform::listen("pageshow", move |_| hub.0.is_gone.set(false));
        // A laptop that was asleep catches up at once.
        for event in ["focus", "visibilitychange", "pageshow"] {
            let hub = self.clone();
            platform::listen(event, move |_| hub.beat(session));
        }
    }

    fn beat(&self, session: App) {
        let now = platform::now_ms();
        let gone = |peer: &Peer| SILENCE_MS < now.saturating_sub(peer.at_ms);
        if self.0.peers.peek(|peers| peers.iter().any(gone)) {
            self.0.peers.update(|peers| peers.retain(|peer| !gone(peer)));
        }
        let minute = now.div_euclid(60_000);
        // What is being typed would be drawn over: the minute waits.
        if self.0.minute.now() != minute && !platform::is_typing() {
            self.0.minute.set(minute);
        }
        self.tell(session);
    }

    /// Says how things stand.
    pub(super) fn tell(&self, session: App) {
        self.send(session, Message::Standing);
    }

    /// Says where the pointer is, in thousandths of the slide; or that there is none.
    pub(super) fn point(&self, session: App, place: Option<(i32, i32)>) {
        self.send(session, Message::Pointer(place));
    }

    fn send(&self, session: App, message: Message) {
        let route = session.view.peek(|view| view.route);
        let is_running = matches!(route, Route::Stage | Route::Workshop(WorkshopPage::Console(_)));
        if self.0.is_gone.get() || (!is_running && !self.0.is_known.replace(false)) {
            return;
        }
        self.0.is_known.set(is_running);
        let channel = self.0.channel.borrow();
        let Some(channel) = channel.as_ref() else { return };
        // A page that is neither has left the workshop.
        let role = match (&message, route) {
            (Message::Gone, _) => "gone",
            (_, Route::Stage) => "stage",
            (_, Route::Workshop(WorkshopPage::Console(_))) => "console",
            _ => "gone",
        };
        let mut text = String::from("{");
        push_field(&mut text, "product", "kouprey");
        push_field(&mut text, "kind", KIND);
        push_field(&mut text, "build", &channel.build);
        push_field(&mut text, "window", &channel.window);
        push_field(&mut text, "role", role);
        match message {
            Message::Gone => {}
            Message::Pointer(place) => {
                push_name(&mut text, "pointer");
                match place {
                    Some((x, y)) => {
                        text.push('[');
                        push_integer(&mut text, i64::from(x));
                        text.push(',');
                        push_integer(&mut text, i64::from(y));
                        text.push(']');
                    }
                    None => text.push_str("[]"),
                }
            }
            Message::Standing => {
                if role == "console" {
                    self.push_open(&mut text);
                }
                push_name(&mut text, "facts");
                text.push('[');
                for fact in self.standing(session) {
                    json::part(&mut text);
                    push_text(&mut text, &fact);
                }
                text.push(']');
            }
        }
        text.push('}');
        // What can't be sent is sent again with the next beat.
        let _ = channel.channel.post_message(&text.into());
    }

    /// What is open on the console and is no fact yet: what is ticked, and the table that is counted.
    fn push_open(&self, text: &mut String) {
        push_name(text, "taking");
        self.0.taking.peek(|taking| push_texts(text, &mut taking.iter().map(|it| it.as_str())));
        if let Some(months) = self.0.months.now() {
            push_name(text, "months");
            push_integer(text, i64::from(months));
        }
        push_name(text, "table");
        push_integer(text, i64::from(self.0.table.now().unwrap_or_default()));
    }

    /// The stage counts and takes what is open on the console.
    fn follow_console(&self, message: &Json) {
        let taking = message.field("taking").and_then(Json::list).unwrap_or_default();
        let taking = taking.iter().filter_map(|it| it.text()?.parse().ok()).collect();
        let number = |name: &str| message.field(name).and_then(Json::whole).and_then(|it| u16::try_from(it).ok());
        let table = number("table").and_then(|it| u8::try_from(it).ok()).filter(|it| *it != 0);
        self.0.taking.amend(|it| *it = taking);
        self.0.months.amend(|it| *it = number("months"));
        self.0.table.amend(|it| *it = table);
    }

    /// The facts that say how things stand at the place on the wall, as texts.
    fn standing(&self, session: App) -> Vec<String> {
        let Some(held) = self.here_now(session) else { return Vec::new() };
        let ballot = self.vote_here(session, &held).map(|vote| vote.ballot);
        session.progress.peek(|progress| {
            self.0.heard.peek(|heard| {
                let mut facts: Vec<&Stamped> = progress.session_facts().iter().chain(heard).collect();
                facts.sort_by_key(|it| it.stamp.order());
                held.standing(facts, ballot).into_iter().map(event::text_of).collect()
            })
        })
    }

    fn hear(&self, session: App, text: &str) {
        let Some(message) = json::parse(text) else { return };
        let word = |name: &str| message.field(name).and_then(Json::text);
        let (Some(KIND), Some(window)) = (word("kind"), word("window")) else { return };
        let own = self.0.channel.borrow().as_ref().map(|it| it.build.clone()).unwrap_or_default();
        let is_foreign = word("build") != Some(own.as_str());
        let role = word("role").unwrap_or_default();
        // Whoever comes in learns at once who is there.
        if self.greet(window, role, is_foreign) {
            self.tell(session);
        }
        if is_foreign {
            return;
        }
        if let Some(place) = message.field("pointer").and_then(Json::list) {
            let place = match place {
                [x, y] => x.integer().zip(y.integer()),
                _ => None,
            };
            super::stage::show_pointer(place);
            return;
        }
        let is_stage = session.view.peek(|view| view.route) == Route::Stage;
        if role == "console" && is_stage {
            self.follow_console(&message);
        }
        let before = self.here_now(session).map(|it| (it.showing.entry, it.showing.slide));
        let facts = message.field("facts").and_then(Json::list).unwrap_or_default();
        let facts: Vec<Stamped> = facts.iter().filter_map(|it| known(it.text()?)).collect();
        let told = facts.iter().map(|it| it.stamp.counter).max().unwrap_or_default();
        let new: Vec<Stamped> = facts.into_iter().filter(|it| !self.knows(session, it)).collect();
        if !new.is_empty() {
            self.0.heard.update(|heard| {
                heard.extend(new);
                let over = heard.len().saturating_sub(HEARD_MAX);
                heard.drain(..over);
            });
            // What was ticked belongs to the slide that was there.
            if !is_stage && before != self.here_now(session).map(|it| (it.showing.entry, it.showing.slide)) {
                self.0.taking.set(Vec::new());
                self.0.months.set(None);
            }
        } else if role != "gone" && self.here_now(session).is_some_and(|it| told < it.shown_at) {
            // Whoever spoke is behind.
            self.tell(session);
        }
    }

    fn knows(&self, session: App, fact: &Stamped) -> bool {
        let order = fact.stamp.order();
        let is_it = |it: &Stamped| it.stamp.order() == order;
        session.progress.peek(|progress| progress.session_facts().iter().rev().any(is_it))
            || self.0.heard.peek(|heard| heard.iter().any(is_it))
    }

    /// Notes that a window is there, or gone; whether it is new.
    fn greet(&self, window: &str, role: &str, is_foreign: bool) -> bool {
        let at_ms = platform::now_ms();
        let peer = Peer { window: window.to_owned(), is_stage: role == "stage", is_foreign, at_ms };
        let known = self.0.peers.peek(|peers| peers.iter().position(|it| it.window == window));
        match (known, role) {
            (Some(place), "gone") => drop(self.0.peers.update(|peers| peers.remove(place))),
            (None, "gone") => {}
            (Some(place), _) => {
                let is_same = |it: &Peer| it.is_stage == peer.is_stage && it.is_foreign == peer.is_foreign;
                let same = self.0.peers.peek(|peers| peers.get(place).is_some_and(is_same));
                let put = |peers: &mut Vec<Peer>| {
                    if let Some(held) = peers.get_mut(place) {
                        *held = peer;
                    }
                };
                // That it is still there changes nothing that is shown.
                if same { self.0.peers.amend(put) } else { self.0.peers.update(put) }
            }
            (None, _) => {
                self.0.is_blocked.amend(|it| *it = false);
                self.0.peers.update(|peers| peers.push(peer));
                return true;
            }
        }
        false
    }
}

/// What a window says.
enum Message {
    /// How things stand.
    Standing,
    /// Where the pointer is.
    Pointer(Option<(i32, i32)>),
    /// That it closes.
    Gone,
}

fn known(text: &str) -> Option<Stamped> {
    match event::read(text) {
        Read::Known(stamped) if matches!(stamped.event, Event::Session(..)) => Some(stamped),
        _ => None,
    }
}
