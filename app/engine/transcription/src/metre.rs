//! How long measures are where no time signature says it, or where one was not seen.

use notation::{Quarters, TimeSignature, TimeSymbol};

use crate::events::Events;
use crate::memo::Memo;

/// Of how many measures one after another at least a length is inferred.
const LEAST: usize = 3;
/// The share of them that must have it.
const SHARE: f64 = 0.7;
/// The shortest note that a metre counts in, in parts of a whole note.
const FINEST: i64 = 16;

/// The length that measures have by what stands in them, where most agree on it and do not come out
/// in the time that `held`, whatever tuplets they may have.
/// `lengths` are those that each has by itself.
pub(crate) fn inferred(
    measures: &[Events],
    lengths: &[Option<Quarters>],
    held: Option<Quarters>,
    memo: &mut Memo,
) -> Option<Quarters> {
    let lengths: Vec<Quarters> = lengths.iter().copied().flatten().collect();
    let count = |length: &Quarters| lengths.iter().filter(|it| *it == length).count();
    let most = *lengths.iter().max_by_key(|it| count(it))?;
    let is_most = |some: usize, all: usize| some as f64 >= SHARE * all as f64;
    if count(&most) < LEAST || !is_most(count(&most), lengths.len()) || held == Some(most) {
        return None;
    }
    let Some(held) = held else { return Some(most) };
    let mut fails = |it: &&Events| !memo.solve(&it.events, held).faults.is_empty();
    let failing = measures.iter().filter(|it| fails(it)).count();
    is_most(failing, measures.len()).then_some(most)
}

/// A time signature of a length: in quarters where that can be, and otherwise in shorter notes.
pub(crate) fn signature(length: Quarters) -> Option<TimeSignature> {
    let mut unit = 4;
    while unit <= FINEST {
        let beats = length * Quarters::new(unit, 4);
        if beats.is_integer() {
            let beats = u8::try_from(*beats.numer()).ok()?;
            return TimeSignature::new(beats, unit as u8, TimeSymbol::Numbers);
        }
        unit *= 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_counted_in_the_longest_unit() {
        let numbers = |length| signature(length).map(|it| (it.beats(), it.unit()));
        assert_eq!(numbers(Quarters::from_integer(3)), Some((3, 4)));
        assert_eq!(numbers(Quarters::new(3, 2)), Some((3, 8)));
        assert_eq!(numbers(Quarters::new(1, 3)), None);
    }
}
