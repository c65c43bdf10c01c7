//! Heads that are none: what stands at the far end of a stem of surer ones.

use crate::known::Known;
use crate::stems::stem::{Stem, StemWay};

/// What the score of such a head is of that of another one, at the most.
const LESS_SURE: f64 = 0.82;
/// What the area of a small one is of that of the other, at the most.
const SMALLER: f64 = 0.75;
/// How far from the tip of the stem such a head is, in staff spaces.
const FROM_TIP: f64 = 1.25;
/// How far beyond the tip.
const BEYOND: f64 = 0.6;
/// How far its edge is from the stem, in staff spaces.
const BESIDE: f64 = 0.45;
/// How far it is from the heads of the stem at the least, in staff spaces.
const FROM_HEADS: f64 = 1.6;

/// Whether one head was found so much more surely than another one that this may be none, or more surely
/// than one that is small for a head of its kind, as a hook is.
pub(crate) fn is_surer(one: &Known, other: &Known) -> bool {
    let area = |it: &Known| (it.right_px - it.left_px) * (it.bottom_px - it.top_px);
    let is_small = one.is_small == other.is_small && area(other) <= SMALLER * area(one);
    let less = if is_small { 1.0 } else { LESS_SURE };
    other.score < one.score && other.score <= less * one.score
}

/// For each symbol whether it is a head without a stem at the tip of the stem of surer heads. The end
/// of a hook or of a beam looks much like a head there.
pub(crate) fn passed(stems: &[Stem], known: &[Known]) -> Vec<bool> {
    let mut is_free = vec![true; known.len()];
    let heads = stems.iter().flat_map(|it| &it.heads);
    heads.for_each(|it| is_free[*it] = false);
    let is_passed = |head: &Known| stems.iter().any(|stem| is_at_tip(head, stem, known));
    let all = known.iter().zip(is_free);
    all.map(|(it, is_free)| is_free && it.kind.has_stem() && is_passed(it))
        .collect()
}

fn is_at_tip(head: &Known, stem: &Stem, known: &[Known]) -> bool {
    let space = stem.interline_px;
    let (tip, inwards) = match stem.way {
        StemWay::Up => (stem.top_px, 1.0),
        StemWay::Down => (stem.bottom_px, -1.0),
    };
    let (x, inside) = (stem.x_at(head.y_px()), (head.y_px() - tip) * inwards);
    let beside = (head.left_px - x).abs().min((head.right_px - x).abs());
    beside <= BESIDE * space
        && (-BEYOND * space..=FROM_TIP * space).contains(&inside)
        && stem.heads.iter().all(|it| {
            let other = &known[*it];
            is_surer(other, head) && (other.y_px() - head.y_px()).abs() >= FROM_HEADS * space
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{head, stem};

    #[test]
    fn a_small_head_is_less_sure() {
        let one = head(88.0, 150.0);
        let other = |score: f64, half_px: f64| Known {
            left_px: 88.0 - half_px,
            right_px: 88.0 + half_px,
            score,
            ..head(88.0, 150.0)
        };
        let half_px = (one.right_px - one.left_px) / 2.0;
        assert!(is_surer(&one, &other(0.8 * one.score, half_px)));
        assert!(!is_surer(&one, &other(0.9 * one.score, half_px)));
        assert!(is_surer(&one, &other(0.9 * one.score, 0.7 * half_px)));
        assert!(!is_surer(&one, &other(one.score, 0.7 * half_px)));
    }

    #[test]
    fn heads_at_the_tips_of_others_are_none() {
        let told = |x: f64, y: f64, score: f64| {
            let mut all = [head(88.0, 150.0), head(x, y)];
            all[1].score = score;
            passed(&[stem(StemWay::Up, 100.0, [60.0, 150.0], &[0])], &all)
        };
        assert_eq!(told(112.0, 70.0, 0.5), [false, true]);
        assert_eq!(told(88.0, 70.0, 0.5), [false, true]);
        // As sure as the head of the stem, elsewhere along it, beside it.
        assert_eq!(told(112.0, 70.0, 1.0), [false, false]);
        assert_eq!(told(112.0, 110.0, 0.5), [false, false]);
        assert_eq!(told(130.0, 70.0, 0.5), [false, false]);
    }
}
