//! Heads at several strokes: which of them is the stem.

use crate::known::Known;
use crate::stems::stem::{Stem, StemWay};

/// Stems where every head has the best one only, or one each way where two voices share it.
pub(crate) fn settled(mut stems: Vec<Stem>, known: &[Known]) -> Vec<Stem> {
    let mut of_head: Vec<Vec<usize>> = vec![Vec::new(); known.len()];
    for (at, stem) in stems.iter().enumerate() {
        stem.heads.iter().for_each(|head| of_head[*head].push(at));
    }
    for (head, of_head) in of_head.iter().enumerate() {
        if of_head.len() < 2 {
            continue;
        }
        let worth: Vec<f64> = of_head
            .iter()
            .map(|at| worth(&stems[*at], known, head))
            .collect();
        for (at, stem) in of_head.iter().enumerate() {
            let beaten = of_head.iter().enumerate().any(|(other, rival)| {
                let can_share = is_shared(&stems[*rival], &stems[*stem], head)
                    || is_shared(&stems[*stem], &stems[*rival], head);
                let least = if can_share { 1.9 } else { 1.0 };
                other != at && (worth[other], other) > (least * worth[at], at)
            });
            if beaten {
                stems[*stem].heads.retain(|it| *it != head);
            }
        }
    }
    stems.retain(|it| !it.heads.is_empty());
    stems
}

/// Whether two stems may share a head: the lowest one of an up-stem and the highest one of a
/// down-stem.
fn is_shared(up: &Stem, down: &Stem, head: usize) -> bool {
    up.way == StemWay::Up
        && down.way == StemWay::Down
        && up.heads.last() == Some(&head)
        && down.heads.first() == Some(&head)
}

/// How well a stem fits a head.
fn worth(stem: &Stem, known: &[Known], head: usize) -> f64 {
    let known = &known[head];
    let edge = match stem.way {
        StemWay::Up => known.right_px,
        StemWay::Down => known.left_px,
    };
    let off = (stem.x_at(known.y_px()) - edge).abs() / stem.interline_px;
    let length = stem.evidence.free_spaces.min(3.0) / 3.0;
    length * stem.evidence.inked * (1.0 - off.min(0.9))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{head, stem};

    #[test]
    fn a_head_keeps_the_better_of_two_stems() {
        let known = [head(100.0, 100.0)];
        let beside = stem(StemWay::Up, 112.0, [40.0, 100.0], &[0]);
        let mut off = stem(StemWay::Up, 118.0, [40.0, 100.0], &[0]);
        off.evidence.inked = 0.5;
        let kept = settled(vec![off, beside.clone()], &known);
        assert_eq!(kept, [beside]);
    }

    #[test]
    fn two_voices_may_share_a_head() {
        let known = [head(100.0, 100.0)];
        let up = stem(StemWay::Up, 112.0, [40.0, 100.0], &[0]);
        let down = stem(StemWay::Down, 88.0, [100.0, 160.0], &[0]);
        assert_eq!(settled(vec![up.clone(), down.clone()], &known), [up, down]);
    }
}
