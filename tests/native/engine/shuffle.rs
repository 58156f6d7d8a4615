//! The seeded shuffle.

use std::collections::BTreeMap;

use kouprey::engine::progress::Event;
use kouprey::engine::shuffle::{Seed, seed_for, shuffled};
use proptest::prelude::*;

use crate::storage::support::{began_with, kept};

/// Learners find half-answered items again after an update: this test may grow but never change.
#[test]
fn an_order_once_released_stays_for_ever() {
    assert_eq!(shuffled(&[0, 1, 2, 3, 4, 5, 6, 7], Seed(1)), [4, 3, 2, 7, 5, 6, 0, 1]);
    assert_eq!(shuffled(&[0, 1, 2, 3, 4, 5, 6, 7], Seed(u64::MAX)), [7, 3, 5, 4, 2, 6, 1, 0]);
    assert_eq!(seed_for(Seed(1), "inv-05"), Seed(0xA9A4_DBB2_8198_43FD));
    assert_eq!(seed_for(Seed(0), ""), Seed(0xA8C7_F832_281A_39C5));
    assert_eq!(shuffled(&["a", "b", "c", "d"], seed_for(Seed(7), "inv-05")), ["a", "c", "d", "b"]);
}

#[test]
fn every_order_comes_up_about_equally_often() {
    let mut counts: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
    for seed in 0..6000 {
        *counts.entry(shuffled(&[1, 2, 3], seed_for(Seed(seed), "item"))).or_default() += 1;
    }
    assert_eq!(counts.len(), 6);
    assert!(counts.values().all(|count| (800..=1200).contains(count)), "{counts:?}");
}

#[test]
fn each_item_gets_a_seed_of_its_own() {
    let seeds = [seed_for(Seed(1), "a"), seed_for(Seed(1), "b"), seed_for(Seed(1), "ab"), seed_for(Seed(2), "a")];
    for (place, seed) in seeds.iter().enumerate() {
        assert!(!seeds[..place].contains(seed), "{seeds:?}");
    }
}

#[test]
fn a_seed_is_kept_as_sixteen_digits_and_read_back_whole() {
    let mut event = began_with(Vec::new());
    let Event::PlaythroughBegan { seed, .. } = &mut event else { panic!("it begins a walk") };
    *seed = Seed(u64::MAX);
    let (text, found) = kept(event.clone());
    assert!(text.contains("\"seed\":\"ffffffffffffffff\","), "{text}");
    assert_eq!(found, event);
}

proptest! {
    #[test]
    fn a_shuffle_loses_and_doubles_nothing(items in proptest::collection::vec(any::<u8>(), 0..40), seed in any::<u64>()) {
        let mut sorted = items.clone();
        sorted.sort_unstable();
        let mut shuffled_sorted = shuffled(&items, Seed(seed));
        prop_assert_eq!(&shuffled_sorted, &shuffled(&items, Seed(seed)), "not stable");
        shuffled_sorted.sort_unstable();
        prop_assert_eq!(shuffled_sorted, sorted);
    }
}
