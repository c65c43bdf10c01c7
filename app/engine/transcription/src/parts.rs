//! Which staves of each system are one part, from system to system.

use staves::Layout;

/// How many staves each part of a score has.
///
/// The systems of a score are mostly alike: what most of them have holds for all. Systems with other
/// numbers of staves are read with the parts that they have from the top.
pub(crate) fn staves_of_parts<'a>(layouts: impl Iterator<Item = &'a Layout>) -> Vec<usize> {
    let mut kinds: Vec<(Vec<usize>, usize)> = Vec::new();
    for system in layouts.flat_map(|it| &it.systems) {
        let sizes: Vec<usize> = system.parts().iter().map(Vec::len).collect();
        match kinds.iter_mut().find(|it| it.0 == sizes) {
            Some(found) => found.1 += 1,
            None => kinds.push((sizes, 1)),
        }
    }
    let staves = |sizes: &[usize]| sizes.iter().sum::<usize>();
    // A brace is lost more easily than one is found where there is none: of systems with equally many
    // staves, those with fewer parts count for all.
    let mut best: Option<(usize, Vec<usize>)> = None;
    for (sizes, _) in &kinds {
        let of_same: Vec<&(Vec<usize>, usize)> = kinds
            .iter()
            .filter(|it| staves(&it.0) == staves(sizes))
            .collect();
        let count = of_same.iter().map(|it| it.1).sum::<usize>();
        let fewest = of_same.iter().min_by_key(|it| it.0.len());
        if let Some(fewest) = fewest
            && best.as_ref().is_none_or(|it| count > it.0)
        {
            best = Some((count, fewest.0.clone()));
        }
    }
    best.map(|it| it.1).unwrap_or_default()
}

/// The part and the staff of it, from 0, that a row of a system is; none beyond the last part.
pub(crate) fn part_of_row(staves_of_parts: &[usize], row: usize) -> Option<(usize, usize)> {
    let mut first = 0;
    for (part, staves) in staves_of_parts.iter().enumerate() {
        if row < first + staves {
            return Some((part, row - first));
        }
        first += staves;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_through_the_parts() {
        let parts = [1, 2];
        let all: Vec<_> = (0..4).map(|row| part_of_row(&parts, row)).collect();
        assert_eq!(all, [Some((0, 0)), Some((1, 0)), Some((1, 1)), None]);
    }
}
