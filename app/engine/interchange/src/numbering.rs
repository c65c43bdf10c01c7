//! Numbers for entries: those that they had, and free ones for the others.

use std::collections::HashSet;

/// A number for each entry: its own where no entry before it has the same, else the next one above
/// all that are taken. Free numbers begin with 1, because some tools take 0 for none.
pub(crate) fn numbered(own: impl Iterator<Item = Option<i64>> + Clone) -> Vec<i64> {
    let mut next = own.clone().flatten().max().unwrap_or(0).max(0);
    let mut taken = HashSet::new();
    own.map(|id| match id.filter(|id| taken.insert(*id)) {
        Some(id) => id,
        None => {
            next = next.saturating_add(1);
            next
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_numbers_stay_and_gaps_stay_open() {
        let own = [Some(7), None, Some(3), Some(7), None];
        assert_eq!(numbered(own.into_iter()), [7, 8, 3, 9, 10]);
        assert_eq!(numbered([None, None].into_iter()), [1, 2]);
        assert_eq!(numbered([Some(-5), None].into_iter()), [-5, 1]);
    }
}
