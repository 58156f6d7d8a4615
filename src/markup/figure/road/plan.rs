//! Where everything on a road map stands, in whole units of the map.

use crate::markup::Speech;
use crate::model::{Locale, Phrase};

use super::super::breadth;
use super::{EndingState, Road, RoadEnding, Stop};

/// The first decision, from the left; and room above the highest disc.
const START: i32 = 26;
const ABOVE: i32 = 25;

/// From one decision to the next, at least; and from one ending to the next.
const STEP: i32 = 104;
const ENDING_STEP: i32 = 50;

/// The line of a decision's title, in its column: about 12 Latin letters.
pub(super) const TITLE: i32 = 96;

/// Where everything stands.
pub(super) struct Plan {
    /// The decisions and, last, where the roads part to the endings.
    pub(super) nodes: Vec<i32>,
    /// The titles of the decisions, line by line.
    pub(super) titles: Vec<Vec<String>>,
    /// The line on which the decisions lie.
    pub(super) middle: i32,
    /// The line of the decisions' numbers.
    pub(super) foot: i32,
    /// The size of the whole.
    pub(super) width: i32,
    pub(super) height: i32,
    /// From one line of a title to the next.
    leading: i32,
}

impl Plan {
    pub(super) fn of(road: &Road, speech: &Speech<'_>) -> Self {
        let titles: Vec<Vec<String>> = road.stops.iter().map(|stop| wrapped(&stop.title, TITLE)).collect();
        let mut nodes = vec![START];
        let mut x = START;
        for lines in &titles {
            let widest = lines.iter().map(|line| breadth(line)).max().unwrap_or_default();
            // A multiple of 4, so that the curves fall on whole units.
            x += ((widest + 8).max(STEP) + 3) / 4 * 4;
            nodes.push(x);
        }
        let discs = road.stops.iter().map(|stop| stop.letters.len()).map(|count| half(count, spacing(count)));
        let discs = discs.max().unwrap_or_default();
        let ends = half(road.endings.len(), ENDING_STEP);
        let middle = ABOVE + discs.max(ends);
        let foot = middle + discs + 48;
        // Khmer stacks its letters.
        let leading = if speech.locale == Locale::Km { 26 } else { 18 };
        let lines = whole(titles.iter().map(Vec::len).max().unwrap_or_default());
        let names = road.endings.iter().map(|ending| breadth(&name(ending, speech))).max().unwrap_or_default();
        let height = (foot + 12 + leading * lines).max(middle + ends + ABOVE);
        Self { nodes, titles, middle, foot, width: x + 90 + names, height, leading }
    }

    /// Each decision with both ends of its column.
    pub(super) fn columns<'a>(&'a self, road: &'a Road) -> impl Iterator<Item = (&'a Stop, i32, i32)> {
        let ends = self.nodes.iter().zip(self.nodes.iter().skip(1));
        road.stops.iter().zip(ends).map(|(stop, (from, to))| (stop, *from, *to))
    }

    /// Where the roads part to the endings.
    pub(super) fn parting(&self) -> i32 {
        self.nodes.last().copied().unwrap_or(START)
    }

    /// The height of one of the choices of a decision.
    pub(super) fn disc(&self, place: usize, count: usize) -> i32 {
        self.around(place, count, spacing(count))
    }

    /// The height of an ending.
    pub(super) fn ending(&self, place: usize, count: usize) -> i32 {
        self.around(place, count, ENDING_STEP)
    }

    /// The height of a line of a title.
    pub(super) fn title(&self, line: usize) -> i32 {
        self.foot + 2 + self.leading * whole(line + 1)
    }

    fn around(&self, place: usize, count: usize, step: i32) -> i32 {
        self.middle - half(count, step) + whole(place) * step
    }
}

/// What stands beside an ending: its name only once it was found.
pub(super) fn name(ending: &RoadEnding, speech: &Speech<'_>) -> String {
    match ending.state {
        EndingState::Here | EndingState::Found => ending.title.clone(),
        EndingState::NotFound => speech.say(Phrase::RoadNotFound),
    }
}

/// A count as a length. No case has so many choices that it would be cut.
pub(super) fn whole(count: usize) -> i32 {
    i32::try_from(count.min(1_000)).unwrap_or_default()
}

/// From the middle to the outermost of several things.
pub(super) fn half(count: usize, step: i32) -> i32 {
    whole(count.saturating_sub(1)) * step / 2
}

/// From one disc to the next: narrower where there are many choices, always even.
pub(super) fn spacing(count: usize) -> i32 {
    let room = 200 / whole(count.saturating_sub(1)).max(1);
    room.clamp(30, 56) / 2 * 2
}

/// A title in at most three lines, broken at spaces only; the room grows where that is too little.
pub(super) fn wrapped(title: &str, room: i32) -> Vec<String> {
    let mut room = room;
    loop {
        let mut lines: Vec<String> = Vec::new();
        for word in title.split_whitespace() {
            match lines.last_mut() {
                Some(line) if breadth(line.as_str()) + 8 + breadth(word) <= room => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        if lines.len() <= 3 {
            return lines;
        }
        room += 24;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_break_at_spaces_into_at_most_three_lines() {
        assert_eq!(wrapped("Search and record", TITLE), ["Search and", "record"]);
        assert_eq!(wrapped("The call", TITLE), ["The call"]);
        assert!(wrapped(&"one more word of a very long title ".repeat(4), TITLE).len() <= 3);
        assert_eq!(wrapped("ការហៅទូរសព្ទ", TITLE), ["ការហៅទូរសព្ទ"]);
        assert!(wrapped(" ", TITLE).is_empty());
    }

    #[test]
    fn many_choices_stand_closer_but_never_touch() {
        assert_eq!([3, 4, 5, 6].map(spacing), [56, 56, 50, 40]);
        // Two discs of radius 11, and their lines.
        assert!((1..100).map(spacing).all(|step| 24 < step));
    }
}
