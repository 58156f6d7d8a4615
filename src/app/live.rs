//! Values that are drawn again when they change.
//!
//! Leptos' own signals are made anew for every type that they hold; in this program that came to a fifth of
//! what a reader downloads. Here the value lies in a cell, and what tells the readers of a change, a
//! Leptos trigger, is the same for all.

use std::cell::RefCell;

use reactive_graph::signal::ArcTrigger;
use reactive_graph::traits::{Notify, Track};

/// A value that is drawn again when it changes.
pub struct Live<T> {
    value: RefCell<T>,
    /// Counted and not kept by whatever is being drawn: a value outlives the drawing that first asked for it.
    changed: ArcTrigger,
}

impl<T> Live<T> {
    /// A value that nobody follows yet.
    pub fn new(value: T) -> Self {
        Self { value: RefCell::new(value), changed: trigger() }
    }

    /// Reads it and follows it: what is drawn from it is drawn again when it changes.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        follow(&self.changed);
        read(&self.value.borrow())
    }

    /// Reads it once.
    pub fn peek<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.value.borrow())
    }

    /// Changes it and tells those who follow it.
    pub fn update<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        let result = change(&mut self.value.borrow_mut());
        tell(&self.changed);
        result
    }

    /// Changes it and tells nobody.
    pub fn amend<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        change(&mut self.value.borrow_mut())
    }

    /// Puts another in its place and tells those who follow it.
    pub fn set(&self, value: T) {
        self.update(|it| *it = value);
    }
}

impl<T: Clone> Live<T> {
    /// A copy that is followed.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// A copy.
    pub fn now(&self) -> T {
        self.peek(T::clone)
    }
}

// Out of line, because each is longer than its callers.

#[inline(never)]
fn trigger() -> ArcTrigger {
    ArcTrigger::new()
}

#[inline(never)]
fn follow(changed: &ArcTrigger) {
    changed.track();
}

#[inline(never)]
fn tell(changed: &ArcTrigger) {
    changed.notify();
}
