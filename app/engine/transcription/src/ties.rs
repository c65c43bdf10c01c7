//! Which heads a tie makes one note of.

use std::collections::{BTreeMap, BTreeSet};

use strokes::{ArcKind, Strokes};

/// The ties of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Ties {
    /// The head before each that a tie comes to.
    before: BTreeMap<usize, usize>,
    /// The heads that a tie goes from, also over the end of a system.
    from: BTreeSet<usize>,
    /// The heads that a tie comes to, also from the system before.
    to: BTreeSet<usize>,
}

impl Ties {
    /// The ties among the strokes of a page.
    pub fn of(strokes: &Strokes) -> Self {
        let mut ties = Self::default();
        for arc in strokes.arcs.iter().filter(|it| it.kind == ArcKind::Tie) {
            let [left, right] = arc.heads;
            ties.from.extend(left);
            ties.to.extend(right);
            if let [Some(left), Some(right)] = arc.heads {
                ties.before.insert(right, left);
            }
        }
        ties
    }

    /// The head that a tie to this one begins at.
    pub fn before(&self, head: usize) -> Option<usize> {
        self.before.get(&head).copied()
    }

    /// Whether a tie goes from a head.
    pub fn goes_from(&self, head: usize) -> bool {
        self.from.contains(&head)
    }

    /// Whether a tie comes to a head.
    pub fn comes_to(&self, head: usize) -> bool {
        self.to.contains(&head)
    }
}
