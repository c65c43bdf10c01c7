//! Which arcs are ties.

use staves::Layout;

use crate::arcs::arc::{Arc, ArcKind};
use crate::known::Known;
use crate::room::room;

/// How far beside the end of a tie the middle of its head may be, in staff spaces, outwards.
const BESIDE: (f64, f64) = (-0.9, 2.2);
/// How far above or below the end of a tie its head may be, in staff spaces: on the side to which
/// the tie bows, and on the other one.
const ABOVE: (f64, f64) = (0.5, 1.4);
/// How much the heads of a tie may differ in their place, in staff spaces.
const LEVEL: f64 = 0.3;
/// The highest tie, in staff spaces, and how much higher it may be for each staff space of its length.
const MOST_SAG: (f64, f64) = (0.9, 0.02);
/// How far above or below the middles of its heads a tie ends on the average, in staff spaces.
const HIGHEST: f64 = 0.95;
/// How near to the middle of a head an end is over it and not beside it, in staff spaces.
const CENTRED: f64 = 0.3;
/// How far other heads under an arc are that it cannot pass over as a tie, in staff spaces.
const NEAR: f64 = 3.0;
/// How near to the ends of a staff a tie may go over to the next system, in staff spaces.
const AT_END: f64 = 6.0;

/// Says of every arc whether it is a tie.
pub(crate) fn tell(layout: &Layout, arcs: &mut [Arc], known: &[Known]) {
    for arc in arcs {
        if let Some(heads) = tied(layout, arc, known) {
            arc.kind = ArcKind::Tie;
            arc.heads = heads;
        }
    }
}

/// The heads that an arc ties; none where it is a slur.
fn tied(layout: &Layout, arc: &Arc, known: &[Known]) -> Option<[Option<usize>; 2]> {
    let interline = arc.interline_px;
    let (left, right) = (arc.left_px, arc.right_px);
    let length = (right[0] - left[0]) / interline;
    let lower = f64::midpoint(left[1], right[1]);
    let sag = (arc.middle_px[1] - lower).abs() / interline;
    let slope = ((right[1] - left[1]) / (right[0] - left[0])).abs();
    if sag > MOST_SAG.0 + MOST_SAG.1 * length || slope * length > 0.7 {
        return None;
    }
    let before = near(arc, left, -1.0, known);
    let after = near(arc, right, 1.0, known);
    // Both heads are at one place of the staff; of several fits the nearest.
    let mut best: Option<(f64, [Option<usize>; 2])> = None;
    for (off_a, a) in &before {
        for (off_b, b) in &after {
            let room = room(layout, left[0], left[1])?;
            let drop = room.slope * (known[*b].x_px() - known[*a].x_px());
            let level = (known[*b].y_px() - known[*a].y_px() - drop).abs();
            let off = off_a + off_b + level / interline;
            let is_level = level <= LEVEL * interline;
            if a != b && is_level && best.is_none_or(|it| off < it.0) {
                best = Some((off, [Some(*a), Some(*b)]));
            }
        }
    }
    let pair = best.map(|it| it.1);
    let Some([Some(a), Some(b)]) = pair else {
        return at_end(layout, arc, &before, &after);
    };
    // Slurs begin over heads and farther from them.
    let off = |head: usize, end: [f64; 2]| {
        let beside = (known[head].x_px() - end[0]).abs() / interline;
        let above = (known[head].y_px() - end[1]).abs() / interline;
        (beside, above)
    };
    let ((beside_a, above_a), (beside_b, above_b)) = (off(a, left), off(b, right));
    if f64::midpoint(above_a, above_b) > HIGHEST {
        return None;
    }
    let is_over = beside_a.min(beside_b) < CENTRED;
    // No other head of the same place between them, nor any near one under an arc from head to head.
    let (from, to) = (known[a].right_px, known[b].left_px);
    let is_between = known.iter().any(|it| {
        let level = (it.y_px() - known[a].y_px()).abs() / interline;
        let is_near = level <= LEVEL || (is_over && level <= NEAR);
        it.kind.is_head() && is_near && it.x_px() > from && it.x_px() < to
    });
    (!is_between).then_some([Some(a), Some(b)])
}

/// A tie that goes over to another system.
fn at_end(
    layout: &Layout,
    arc: &Arc,
    before: &[(f64, usize)],
    after: &[(f64, usize)],
) -> Option<[Option<usize>; 2]> {
    let room = room(layout, arc.middle_px[0], arc.middle_px[1])?;
    let staff = layout.staves.get(room.staff)?;
    let best = |all: &[(f64, usize)]| {
        let least = all.iter().min_by(|a, b| a.0.total_cmp(&b.0));
        least.map(|it| it.1)
    };
    let reach = room.px(AT_END);
    if arc.right_px[0] > staff.right_px() - reach && after.is_empty() {
        return best(before).map(|it| [Some(it), None]);
    }
    // What begins a staff comes after its clef and key, which may be long.
    if arc.left_px[0] < staff.left_px() + 3.0 * reach && before.is_empty() {
        return best(after).map(|it| [None, Some(it)]);
    }
    None
}

/// The heads that an end of an arc may be at, with how far they are from where they should be, in
/// staff spaces.
fn near(arc: &Arc, end: [f64; 2], outwards: f64, known: &[Known]) -> Vec<(f64, usize)> {
    let interline = arc.interline_px;
    // Rows towards the side of the ends.
    let inner = if arc.is_above { 1.0 } else { -1.0 };
    let heads = known.iter().enumerate().filter(|it| it.1.kind.is_head());
    let fits = heads.filter_map(|(number, head)| {
        let beside = (head.x_px() - end[0]) * outwards / interline;
        let below = (head.y_px() - end[1]) * inner / interline;
        let is_near =
            (BESIDE.0..=BESIDE.1).contains(&beside) && (-ABOVE.0..=ABOVE.1).contains(&below);
        is_near.then_some((below.abs() + 0.3 * (beside - 0.6).abs(), number))
    });
    fits.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{head, layout, slur};

    /// What is said of an arc over the heads.
    fn told(arc: Arc, known: &[Known]) -> (ArcKind, [Option<usize>; 2]) {
        let mut arcs = [arc];
        tell(&layout(), &mut arcs, known);
        (arcs[0].kind, arcs[0].heads)
    }

    const SLUR: (ArcKind, [Option<usize>; 2]) = (ArcKind::Slur, [None, None]);

    #[test]
    fn heads_at_one_place_are_tied() {
        let heads = [head(200.0, 140.0), head(300.0, 140.0)];
        let arc = || slur([216.0, 132.0], [284.0, 132.0], 10.0);
        assert_eq!(told(arc(), &heads), (ArcKind::Tie, [Some(0), Some(1)]));
        // Not at one place, or with another head between them.
        assert_eq!(told(arc(), &[heads[0], head(300.0, 130.0)]), SLUR);
        assert_eq!(told(arc(), &[heads[0], head(250.0, 140.0), heads[1]]), SLUR);
        assert_eq!(told(arc(), &[]), SLUR);
    }

    #[test]
    fn high_arcs_and_those_over_heads_are_slurs() {
        let heads = [head(200.0, 140.0), head(300.0, 140.0)];
        assert_eq!(
            told(slur([216.0, 132.0], [284.0, 132.0], 40.0), &heads),
            SLUR
        );
        assert_eq!(
            told(slur([200.0, 112.0], [300.0, 112.0], 14.0), &heads),
            SLUR
        );
    }

    #[test]
    fn at_the_end_of_a_system_one_head_is_enough() {
        let last = [head(500.0, 140.0)];
        let arc = slur([516.0, 148.0], [552.0, 148.0], -8.0);
        assert_eq!(told(arc, &last), (ArcKind::Tie, [Some(0), None]));
        let first = [head(130.0, 140.0)];
        let arc = slur([80.0, 148.0], [114.0, 148.0], -8.0);
        assert_eq!(told(arc, &first), (ArcKind::Tie, [None, Some(0)]));
        let middle = [head(300.0, 140.0)];
        assert_eq!(
            told(slur([316.0, 148.0], [352.0, 148.0], -8.0), &middle),
            SLUR
        );
    }
}
