//! A seeded shuffle that is the same on every machine and for ever.
//!
//! A learner who comes back to a half-answered item must find the options where they were, so the order
//! is computed from a seed and never from chance.

/// Where an order comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Seed(pub u64);

/// The seed of one thing among many: each item and node gets its own out of one seed and its id.
pub fn seed_for(base: Seed, text: &str) -> Seed {
    // FNV-1a over the eight bytes of the base and the bytes of the text.
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for byte in base.0.to_le_bytes().into_iter().chain(text.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    }
    Seed(hash)
}

/// The items in an order that depends on the seed and on how many there are, and on nothing else.
pub fn shuffled<T: Copy>(items: &[T], seed: Seed) -> Vec<T> {
    let mut order = items.to_vec();
    let mut state = seed.0;
    // Fisher-Yates from the end: each place takes one of the items that have no place yet.
    for last in (1..order.len()).rev() {
        // The remainder favours some places by less than one in 2^58: nobody will see it.
        let taken = next(&mut state) % (last as u64 + 1);
        order.swap(last, taken as usize);
    }
    order
}

/// The next number of SplitMix64.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
