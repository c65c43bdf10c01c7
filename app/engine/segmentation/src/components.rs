//! Which runs touch, and which are connected.

use crate::runs::CellRun;

/// The pairs of runs that touch: beside each other in a row, or above each other, also at corners.
/// The first of a pair comes before the second in the order of runs.
pub(crate) fn touching(runs: &[CellRun]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    // Where the row above begins, of those of its runs that are not yet passed.
    let (mut above, mut row_start) = (0, 0);
    for (index, run) in runs.iter().enumerate() {
        if runs[row_start].y != run.y {
            above = row_start;
            row_start = index;
        }
        if index > row_start && runs[index - 1].right == run.left {
            pairs.push((index - 1, index));
        }
        // The row before may be further up than one.
        while above < row_start && (runs[above].y + 1 < run.y || runs[above].right < run.left) {
            above += 1;
        }
        let beneath = (above..row_start).take_while(|other| runs[*other].left <= run.right);
        pairs.extend(beneath.map(|other| (other, index)));
    }
    pairs
}

/// Sets of things that are joined pair by pair.
pub(crate) struct Sets {
    parents: Vec<usize>,
}

impl Sets {
    /// As many things, each a set of its own.
    pub(crate) fn new(len: usize) -> Self {
        Self {
            parents: (0..len).collect(),
        }
    }

    /// Makes one set of those that two things are in.
    pub(crate) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        // The first of a set stands for it, so that no order of joining changes it.
        self.parents[one.max(other)] = one.min(other);
    }

    /// The first thing of the set that a thing is in.
    pub(crate) fn first(&mut self, thing: usize) -> usize {
        let mut first = thing;
        while self.parents[first] != first {
            self.parents[first] = self.parents[self.parents[first]];
            first = self.parents[first];
        }
        first
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runs::Tops;

    fn run(y: u32, left: u32, right: u32) -> CellRun {
        CellRun {
            y,
            left,
            right,
            class: 0,
            things: Tops::default(),
            own: Tops::default(),
            own_sum: 0,
        }
    }

    #[test]
    fn runs_touch_beside_above_and_at_corners() {
        let runs = [
            run(0, 0, 2),
            run(0, 2, 4),
            run(0, 8, 9),
            run(1, 4, 5),
            run(1, 6, 8),
            run(3, 4, 5),
        ];
        assert_eq!(touching(&runs), [(0, 1), (1, 3), (2, 4)]);
        let wide = [
            run(0, 0, 1),
            run(0, 2, 3),
            run(0, 5, 6),
            run(1, 0, 9),
            run(2, 9, 10),
        ];
        assert_eq!(touching(&wide), [(0, 3), (1, 3), (2, 3), (3, 4)]);
        assert!(touching(&[]).is_empty());
    }

    #[test]
    fn a_run_above_may_touch_several_below() {
        let runs = [run(4, 0, 9), run(5, 0, 1), run(5, 3, 4), run(5, 9, 12)];
        assert_eq!(touching(&runs), [(0, 1), (0, 2), (0, 3)]);
    }

    #[test]
    fn sets_are_known_by_their_first() {
        let mut sets = Sets::new(5);
        sets.join(3, 4);
        sets.join(4, 1);
        assert_eq!(
            [0, 1, 2, 3, 4].map(|thing| sets.first(thing)),
            [0, 1, 2, 1, 1]
        );
    }
}
