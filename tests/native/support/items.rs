//! Items, and what learners make of them.

use kouprey::engine::grade::shown_order;
use kouprey::engine::shuffle::{Seed, shuffled};
use kouprey::model::{Item, ItemKind, KeyedOption, OptionId, Range, Response, Scale};

use super::{Dice, id};

/// Ids, parted by spaces.
pub fn ids(text: &str) -> Vec<OptionId> {
    text.split_whitespace().map(id).collect()
}

/// An item of which only the kind matters.
pub fn item(kind: ItemKind) -> Item {
    Item { id: id("test-01"), objective: id("a"), difficulty: 1, anchor: false, meaning: 1, kind }
}

/// Options, parted by spaces; a star marks a key: `arrival* arrest trial`.
pub fn options(text: &str) -> Vec<KeyedOption> {
    let option = |word: &str| {
        let name = word.trim_end_matches('*');
        KeyedOption { id: id(name), key: name != word }
    };
    text.split_whitespace().map(option).collect()
}

/// What is asked for, as an author could have written it; ids are `o0`, `o1` and so on.
pub fn random_item(dice: &mut Dice) -> Item {
    let named = |count: usize, first: usize| -> Vec<OptionId> {
        (first..first + count).map(|place| id(&format!("o{place}"))).collect()
    };
    let kind = match dice.roll(6) {
        0 => ItemKind::Single(keyed(&named(4, 0), &[dice.roll(4)])),
        1 => ItemKind::Vignette(keyed(&named(3, 0), &[dice.roll(3)])),
        2 => ItemKind::Multiple(keyed(&named(5, 0), &[dice.roll(2), 2 + dice.roll(2), dice.roll(4)])),
        3 => ItemKind::Ordering(named(1 + dice.roll(6), 0)),
        4 => {
            let pairs = 3 + dice.roll(3);
            ItemKind::Matching(named(pairs, 0), named(dice.roll(3), pairs))
        }
        _ => {
            let (min, step, places) = (dice.roll(9) as i32 - 4, 1 + dice.roll(3) as i32, 5 + dice.roll(40));
            let (low, width) = (dice.roll(places), dice.roll(4));
            let high = (low + width).min(places - 1);
            let place = |number: usize| min + step * number as i32;
            ItemKind::Judgement(
                Scale { min, max: place(places - 1), step },
                Range { low: place(low), high: place(high) },
            )
        }
    };
    item(kind)
}

fn keyed(names: &[OptionId], keys: &[usize]) -> Vec<KeyedOption> {
    names.iter().enumerate().map(|(place, id)| KeyedOption { id: *id, key: keys.contains(&place) }).collect()
}

/// Something a page, an import or a tampered record could hand in: whole, broken or of another kind.
pub fn random_response(dice: &mut Dice, item: &Item) -> Response {
    match dice.roll(3) {
        0 => {
            let seed = Seed(dice.roll(256) as u64);
            match key_of(item) {
                Response::Chosen(_) => {
                    let order = shown_order(item, seed);
                    let count = 1 + dice.roll(order.len());
                    Response::Chosen(order[..count].to_vec())
                }
                Response::Ordered(steps) => Response::Ordered(shuffled(&steps, seed)),
                Response::Matched(pairs) => {
                    let rights = shown_order(item, seed).into_iter();
                    Response::Matched(pairs.into_iter().zip(rights).map(|((left, _), right)| (left, right)).collect())
                }
                Response::Placed(place) => Response::Placed(place + dice.roll(11) as i32 - 5),
            }
        }
        1 => key_of(item),
        _ => {
            let mut some = || (0..dice.roll(6)).map(|_| id(&format!("o{}", dice.roll(8)))).collect::<Vec<OptionId>>();
            let (first, second) = (some(), some());
            match dice.roll(4) {
                0 => Response::Chosen(first),
                1 => Response::Ordered(first),
                2 => Response::Matched(first.into_iter().zip(second).collect()),
                _ => Response::Placed(dice.roll(200) as i32 - 50),
            }
        }
    }
}

/// The right response; for a judgement the low end of the range.
pub fn key_of(item: &Item) -> Response {
    match &item.kind {
        ItemKind::Single(options) | ItemKind::Multiple(options) | ItemKind::Vignette(options) => {
            Response::Chosen(options.iter().filter(|option| option.key).map(|option| option.id).collect())
        }
        ItemKind::Ordering(steps) => Response::Ordered(steps.clone()),
        ItemKind::Matching(pairs, _) => Response::Matched(pairs.iter().map(|pair| (*pair, *pair)).collect()),
        ItemKind::Judgement(_, range) => Response::Placed(range.low),
    }
}

/// Whether the response is the key, said without the rules of the engine.
pub fn is_key(item: &Item, response: &Response) -> bool {
    match (&item.kind, key_of(item), response.clone()) {
        (_, Response::Chosen(mut key), Response::Chosen(mut given)) => {
            key.sort_unstable();
            given.sort_unstable();
            key == given
        }
        (_, Response::Matched(mut key), Response::Matched(mut given)) => {
            key.sort_unstable();
            given.sort_unstable();
            key == given
        }
        (ItemKind::Judgement(scale, range), _, Response::Placed(place)) => {
            (range.low..=range.high).contains(&place) && (place - scale.min) % scale.step == 0
        }
        (_, key, given) => key == given,
    }
}

/// Ids of the options in the order of the key, as feedback lists them.
pub fn listed(item: &Item) -> Vec<OptionId> {
    match &item.kind {
        ItemKind::Single(options) | ItemKind::Multiple(options) | ItemKind::Vignette(options) => {
            options.iter().map(|option| option.id).collect()
        }
        ItemKind::Ordering(ids) | ItemKind::Matching(ids, _) => ids.clone(),
        ItemKind::Judgement(..) => Vec::new(),
    }
}
