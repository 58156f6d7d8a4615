//! Any file at all is a record or is refused; what is read in adds up to what was shown.
#![no_main]

use kouprey::engine::progress::ReplicaId;
use kouprey::storage::key::first_profile;
use kouprey::storage::segment::Header;
use kouprey::storage::transfer::read_file;
use kouprey::storage::{Journal, Keeping, MemoryStore};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for incoming in read_file(text).unwrap_or_default() {
        let store = MemoryStore::default();
        let (mut journal, _) = Journal::open(store, ReplicaId::from_random(1), first_profile(), Keeping::Saved);
        journal.import(&incoming.entries, Header::default());
        assert_eq!(journal.progress(), incoming.progress);
    }
});
