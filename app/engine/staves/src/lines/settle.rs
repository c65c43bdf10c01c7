//! How many lines a staff has: neighbours that fell out on a bad print are looked for in the ink,
//! and ledger lines in a row are told from a line.

use crate::ink::Ink;
use crate::lines::filaments::Filament;
use crate::lines::groups::Group;
use crate::lines::model::Model;
use crate::lines::seen::line_share;
use crate::scale::Scale;

/// How many lines around those that were found are looked for.
const AROUND: i32 = 3;
/// The share of the best lines' visibility from which an outer line that was found stays.
const KEPT_SHARE: f64 = 0.4;
/// That from which one is added.
const ADDED_SHARE: f64 = 0.6;
/// That which the sixth line needs, as ledger lines in a row come near to it.
const SIXTH_SHARE: f64 = 0.75;
/// The visibility that a line needs at least.
const LEAST_VISIBLE: f64 = 0.2;
/// The visibility that it needs where the other staves of the page have five lines.
const LEAST_EXPECTED: f64 = 0.1;
/// How much of each end of a staff a sixth line must reach, in staff spaces.
const END_LENGTH: f64 = 2.0;
/// The visibility that it needs there.
const LEAST_AT_END: f64 = 0.5;

/// From where to where the filaments of a group reach.
pub(crate) fn reach(group: &Group) -> (f64, f64) {
    let all = || group.lines.iter().flatten();
    let left = all().map(Filament::left_px).fold(f64::INFINITY, f64::min);
    (left, all().map(Filament::right_px).fold(0.0, f64::max))
}

/// The group with the lines that the ink shows; none where that is no staff.
pub(crate) fn settled(ink: &Ink, scale: &Scale, group: &Group) -> Option<Group> {
    let lines = Lines::new(ink, scale, group)?;
    let (first, last) = lines.without_ledgers(lines.as_seen());
    (3..6)
        .contains(&(last - first))
        .then(|| lines.group(first, last))
}

/// The group with the best five lines, where the other staves of the page have five; none where one
/// of these is hardly to be seen.
pub(crate) fn settled_as_five(ink: &Ink, scale: &Scale, group: &Group) -> Option<Group> {
    let lines = Lines::new(ink, scale, group)?;
    let five = |first: i32| (first..first + 5).map(|line| lines.visible(line));
    let sum = |first: i32| five(first).sum::<f64>();
    let first = (-AROUND..=lines.count() + AROUND - 5)
        .max_by(|a, b| sum(*a).total_cmp(&sum(*b)))
        .filter(|first| five(*first).all(|it| it >= LEAST_EXPECTED))?;
    Some(lines.group(first, first + 4))
}

/// The lines of a group and around it, numbered from 0 for the first one of the group.
struct Lines<'a> {
    ink: &'a Ink,
    scale: &'a Scale,
    found: &'a Group,
    model: Model,
    ends_px: (f64, f64),
    /// On which share of its length each can be seen, from the topmost one that is looked for.
    shares: Vec<f64>,
    /// How well the lines of the group can be seen, but for the best one.
    usual: f64,
}

impl<'a> Lines<'a> {
    /// None where next to nothing of the group is to be seen.
    fn new(ink: &'a Ink, scale: &'a Scale, found: &'a Group) -> Option<Self> {
        let model = Model::new(&found.lines, scale.interline_px)?;
        let ends_px = reach(found);
        let count = found.lines.len() as i32;
        let share = |line: i32| line_share(ink, scale, &model, line, ends_px.0, ends_px.1);
        let shares: Vec<f64> = (-AROUND..count + AROUND).map(share).collect();
        let mut lines = Self {
            ink,
            scale,
            found,
            model,
            ends_px,
            shares,
            usual: 0.0,
        };
        let mut best: Vec<f64> = (0..count).map(|line| lines.visible(line)).collect();
        best.sort_by(f64::total_cmp);
        lines.usual = best[best.len().saturating_sub(2)];
        (lines.usual >= LEAST_VISIBLE).then_some(lines)
    }

    /// How many lines the group has.
    fn count(&self) -> i32 {
        self.found.lines.len() as i32
    }

    /// On which share of its length a line can be seen.
    fn visible(&self, line: i32) -> f64 {
        let at = usize::try_from(line + AROUND).ok();
        at.and_then(|at| self.shares.get(at))
            .copied()
            .unwrap_or(0.0)
    }

    /// Whether one can be seen nearly as well as the others.
    fn is_line(&self, line: i32, share: f64) -> bool {
        self.visible(line) >= (share * self.usual).max(LEAST_VISIBLE)
    }

    /// The first and the last line of the staff by what can be seen; two more than a staff has tell
    /// that it is none.
    fn as_seen(&self) -> (i32, i32) {
        let (mut first, mut last) = (0, self.count() - 1);
        while first < last && !self.is_line(first, KEPT_SHARE) {
            first += 1;
        }
        while last > first && !self.is_line(last, KEPT_SHARE) {
            last -= 1;
        }
        while last - first < 6 && self.is_line(first - 1, ADDED_SHARE) {
            first -= 1;
        }
        while last - first < 6 && self.is_line(last + 1, ADDED_SHARE) {
            last += 1;
        }
        (first, last)
    }

    /// The same lines, but of six only five where the weaker outer one is ledger lines in a row.
    fn without_ledgers(&self, (first, last): (i32, i32)) -> (i32, i32) {
        if last - first != 5 {
            return (first, last);
        }
        let end_px = END_LENGTH * self.scale.interline_px;
        let reaches_ends = |line: i32| {
            let (left, right) = self.ends_px;
            let is_seen = |from: f64, to: f64| {
                line_share(self.ink, self.scale, &self.model, line, from, to) > LEAST_AT_END
            };
            is_seen(left, left + end_px) && is_seen(right - end_px, right)
        };
        let is_sixth = |line: i32| self.is_line(line, SIXTH_SHARE) && reaches_ends(line);
        if self.visible(first) < self.visible(last) {
            (first + i32::from(!is_sixth(first)), last)
        } else {
            (first, last - i32::from(!is_sixth(last)))
        }
    }

    /// The group from one line to another.
    fn group(&self, first: i32, last: i32) -> Group {
        let of_line = |line: i32| {
            let at = usize::try_from(line).ok();
            let filaments = at.and_then(|at| self.found.lines.get(at));
            filaments.cloned().unwrap_or_default()
        };
        Group {
            lines: (first..=last).map(of_line).collect(),
        }
    }
}
