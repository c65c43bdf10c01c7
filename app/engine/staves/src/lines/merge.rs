//! Pieces of one staff, put together.

use crate::ink::Ink;
use crate::lines::groups::Group;
use crate::lines::model::Model;
use crate::lines::seen::{inked_share, line_share};
use crate::lines::settle::reach;
use crate::scale::Scale;

/// How wide a gap between two pieces may be, in staff spaces.
const WIDEST_GAP: f64 = 40.0;
/// How wide a gap is that needs no line in it.
const OPEN_GAP: f64 = 3.0;
/// How far lines may miss each other at the middle of the gap, in staff spaces.
const MOST_MISS: f64 = 0.35;
/// How well lines must be seen in the gap.
const LEAST_VISIBLE: f64 = 0.3;
/// How much of the lines in the gap must have ink on them where they are not seen.
const LEAST_COVERED: f64 = 0.35;
/// The most lines of what is put together.
const MOST_LINES: i32 = 6;

/// A group with its course.
struct Piece {
    group: Group,
    model: Model,
    left: f64,
    right: f64,
}

impl Piece {
    fn new(group: Group, scale: &Scale) -> Option<Self> {
        let model = Model::new(&group.lines, scale.interline_px)?;
        let (left, right) = reach(&group);
        Some(Self {
            group,
            model,
            left,
            right,
        })
    }

    /// How many lines below the first line of this one that of another one is, where both are
    /// pieces of one staff.
    fn lines_to(&self, other: &Self, ink: &Ink, scale: &Scale) -> Option<i32> {
        let gap = (other.left - self.right).max(self.left - other.right);
        if gap > WIDEST_GAP * scale.interline_px {
            return None;
        }
        let from = self.right.min(other.right);
        let to = self.left.max(other.left);
        let middle = f64::midpoint(from, to);
        let off = (other.model.y(0, middle) - self.model.y(0, middle)) / self.model.spacing(middle);
        let lines = off.round();
        if (off - lines).abs() > MOST_MISS {
            return None;
        }
        let lines = lines as i32;
        let all = self.count().max(lines + other.count()) - lines.min(0);
        let shared = self.count().min(lines + other.count()) - lines.max(0);
        if all > MOST_LINES || shared < 2 {
            return None;
        }
        if gap > OPEN_GAP * scale.interline_px {
            let share = |line: i32| line_share(ink, scale, &self.model, line, from, to);
            let mean = (0..self.count()).map(share).sum::<f64>() / f64::from(self.count());
            let covered = || inked_share(ink, &self.model, from, to);
            if mean < LEAST_VISIBLE && covered() < LEAST_COVERED {
                return None;
            }
        }
        Some(lines)
    }

    fn count(&self) -> i32 {
        self.group.lines.len() as i32
    }

    /// Both together, where the other one begins so many lines below.
    fn with(&self, other: &Self, lines: i32, scale: &Scale) -> Option<Self> {
        let first = lines.min(0);
        let last = self.count().max(lines + other.count());
        let of = |group: &Group, line: i32| {
            let at = usize::try_from(line).ok();
            at.and_then(|at| group.lines.get(at))
                .cloned()
                .unwrap_or_default()
        };
        let lines = (first..last).map(|line| {
            let mut all = of(&self.group, line);
            all.extend(of(&other.group, line - lines));
            all
        });
        Self::new(
            Group {
                lines: lines.collect(),
            },
            scale,
        )
    }
}

/// The groups, with those that are pieces of one staff put together.
pub(crate) fn merged(groups: Vec<Group>, ink: &Ink, scale: &Scale) -> Vec<Group> {
    let pieces = groups.into_iter().filter_map(|it| Piece::new(it, scale));
    let mut pieces: Vec<Piece> = pieces.collect();
    pieces.sort_by(|a, b| (b.right - b.left).total_cmp(&(a.right - a.left)));
    let mut whole: Vec<Piece> = Vec::new();
    // A piece that was put to another one may bring that near to a third.
    let mut grew = true;
    while grew {
        grew = false;
        for piece in std::mem::take(&mut pieces) {
            let joined = whole.iter().enumerate().find_map(|(at, other)| {
                let lines = other.lines_to(&piece, ink, scale)?;
                Some((at, other.with(&piece, lines, scale)?))
            });
            if let Some((at, joined)) = joined {
                whole[at] = joined;
                grew = true;
            } else {
                whole.push(piece);
            }
        }
        if grew {
            pieces = std::mem::take(&mut whole);
        }
    }
    whole.into_iter().map(|it| it.group).collect()
}
