//! A store in memory, for tests: it can be told to fail.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::store::{PREFIX, Store, StoreError};

/// How a write fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// As a full store does.
    Full,
    /// As a denied store does.
    Denied,
}

/// A store in memory. Clones share what they keep, as tabs of one browser do.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore(Rc<RefCell<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    entries: BTreeMap<String, String>,
    capacity_bytes: Option<usize>,
    plan: Option<Plan>,
    writes_count: usize,
    has_fault_fired: bool,
}

#[derive(Clone, Copy, Debug)]
struct Plan {
    fault: Fault,
    /// The first write that fails, counted from 0 and from when the plan was made.
    first: usize,
    /// How many writes fail.
    count: usize,
}

impl MemoryStore {
    /// A store with these entries, ours or not.
    pub fn with_entries(entries: impl IntoIterator<Item = (String, String)>) -> Self {
        let store = Self::default();
        store.0.borrow_mut().entries = entries.into_iter().collect();
        store
    }

    /// Limits keys and texts together.
    pub fn limit_capacity(&self, bytes: usize) {
        self.0.borrow_mut().capacity_bytes = Some(bytes);
    }

    /// Lets `count` writes fail, from the write with this number on: 0 is the next.
    pub fn fail_writes(&self, fault: Fault, first: usize, count: usize) {
        let mut inner = self.0.borrow_mut();
        inner.plan = Some(Plan { fault, first, count });
        inner.writes_count = 0;
        inner.has_fault_fired = false;
    }

    /// Lets writes succeed again and takes the limit away.
    pub fn mend(&self) {
        let mut inner = self.0.borrow_mut();
        inner.plan = None;
        inner.capacity_bytes = None;
    }

    /// Whether a write has failed since the plan was made.
    pub fn has_fault_fired(&self) -> bool {
        self.0.borrow().has_fault_fired
    }

    /// Writes tried, from the last plan on.
    pub fn writes_count(&self) -> usize {
        self.0.borrow().writes_count
    }

    /// Everything that is kept, ours or not.
    pub fn entries(&self) -> BTreeMap<String, String> {
        self.0.borrow().entries.clone()
    }
}

impl Inner {
    /// The fault that this write meets, if any.
    fn fault(&mut self, key: &str, text: &str) -> Option<Fault> {
        let number = self.writes_count;
        self.writes_count += 1;
        let planned = self.plan.filter(|plan| plan.first <= number && number - plan.first < plan.count);
        let fault = planned.map(|plan| plan.fault).or_else(|| {
            let others = self.entries.iter().filter(|(other, _)| *other != key);
            let size_bytes =
                others.map(|(other, held)| other.len() + held.len()).sum::<usize>() + key.len() + text.len();
            self.capacity_bytes.filter(|capacity| *capacity < size_bytes).map(|_| Fault::Full)
        });
        self.has_fault_fired |= fault.is_some();
        fault
    }
}

impl Store for MemoryStore {
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.0.borrow().entries.keys().filter(|key| key.starts_with(PREFIX)).cloned().collect())
    }

    fn read(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.0.borrow().entries.get(key).cloned())
    }

    fn write(&self, key: &str, text: &str) -> Result<(), StoreError> {
        let mut inner = self.0.borrow_mut();
        match inner.fault(key, text) {
            Some(Fault::Denied) => Err(StoreError::Denied),
            Some(Fault::Full) => Err(StoreError::Full { key: key.to_owned(), size_bytes: text.len() }),
            None => {
                inner.entries.insert(key.to_owned(), text.to_owned());
                Ok(())
            }
        }
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.0.borrow_mut().entries.remove(key);
        Ok(())
    }
}
