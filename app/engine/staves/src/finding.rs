//! Finding the staves of one page, size by size.

use rayon::prelude::*;

use crate::ink::Ink;
use crate::instead::instead;
use crate::lines::ends::stretches;
use crate::lines::filaments::{Filament, filaments, page_slope};
use crate::lines::groups::{Group, groups};
use crate::lines::lattices::lattices;
use crate::lines::merge::merged;
use crate::lines::model::Model;
use crate::lines::seen::{between_share, line_share, solid_share};
use crate::lines::settle::{settled, settled_as_five};
use crate::lines::single::single_lines;
use crate::scale::{Scale, scales};
use crate::staff::{Staff, StaffKind};
use crate::{NoStaves, Skew};

/// The least distance of lines that is read, in pixels: what is said to be 6, with some tolerance.
pub(crate) const LEAST_INTERLINE_PX: f64 = 5.5;
/// The greatest one: what is said to be 60, with some tolerance.
pub(crate) const MOST_INTERLINE_PX: f64 = 63.0;
/// The share of its length on which the lines of a staff must be seen.
const LEAST_SUPPORT: f64 = 0.3;
/// That for a staff that is short or has another number of lines than usual.
const LEAST_ODD_SUPPORT: f64 = 0.7;
/// Up to which length a staff is short, in staff spaces.
const SHORT: f64 = 25.0;
/// The share of the staves that must have five lines for the others to be expected to.
const MOST_HAVE_FIVE: f64 = 0.5;
/// How many times as often as halfway between them the lines of a staff must be seen.
const LEAST_CONTRAST: f64 = 2.0;
/// That for a staff that is short or has another number of lines than usual.
const LEAST_ODD_CONTRAST: f64 = 8.0;
/// The share of what is seen of the lines of a staff that must be in long pieces; in lines of text it is
/// in short ones.
const LEAST_SOLID: f64 = 0.6;
/// From which share of another staff's size on a short staff may be ledger lines of that one.
const NEARLY_AS_LARGE: f64 = 0.82;
/// The share of the longest usual staff's length that a staff with another number of lines has.
const STRAY_LENGTH: f64 = 0.5;
/// The length of the longest staff of a size that is not read, in widths of the page, from which such are
/// spoken of.
const LEAST_LENGTH: f64 = 0.5;
/// How much higher or lower staves may be that stand beside each other, in staff spaces.
const BESIDE: f64 = 2.0;

/// The staves of a page, and how it leans.
pub(crate) struct Found {
    /// From the top to the bottom, and from the left to the right.
    pub staves: Vec<Staff>,
    /// How the staff lines lean on the whole.
    pub skew: Skew,
}

/// The staves of a page.
///
/// # Errors
/// What was seen instead.
pub(crate) fn staves_of(ink: &Ink) -> Result<Found, NoStaves> {
    let scales = scales(ink);
    let is_read = |it: &&Scale| (LEAST_INTERLINE_PX..=MOST_INTERLINE_PX).contains(&it.interline_px);
    let mut staves: Vec<Staff> = Vec::new();
    let mut skew = None;
    let mut usual = None;
    let mut lines = 0;
    for scale in scales.iter().filter(is_read) {
        let all = filaments(ink, scale);
        let free = free_of(all.clone(), &staves);
        let slope = page_slope(&free, scale.interline_px);
        let (found, ungrouped) = of_scale(ink, scale, &free, slope);
        lines += ungrouped;
        let known = staves.clone();
        staves.extend(found.into_iter().filter(|it| is_likely(it, &known)));
        if skew.is_none() && !staves.is_empty() {
            skew = Some(skew_of(&staves));
            usual = Some((*scale, all));
        }
    }
    if let (Some(skew), Some((scale, all))) = (skew, usual) {
        staves = without_stray(staves);
        let free = free_of(all, &staves);
        let lattices = lattices(&free, scale.interline_px, skew.slope);
        for line in single_lines(&lattices, &free, &staves, scale.interline_px) {
            staves.extend(staves_of_group(ink, &scale, &Group { lines: vec![line] }));
        }
        let staves = in_order(staves, skew.slope);
        return Ok(Found { staves, skew });
    }
    let beyond = scales.iter().filter(|it| !is_read(it));
    Err(match beyond.clone().find(|it| has_staves(ink, it)) {
        Some(Scale { interline_px, .. }) if *interline_px < LEAST_INTERLINE_PX => {
            NoStaves::TooFine {
                interline_px: *interline_px,
            }
        }
        Some(Scale { interline_px, .. }) => NoStaves::TooCoarse {
            interline_px: *interline_px,
        },
        None => instead(ink, &scales, lines),
    })
}

/// Whether there are staves of a size that is not read, over much of the page.
fn has_staves(ink: &Ink, scale: &Scale) -> bool {
    let all = filaments(ink, scale);
    let slope = page_slope(&all, scale.interline_px);
    let staves = of_scale(ink, scale, &all, slope).0;
    // Texture has many short ones.
    let longest = staves.iter().map(|it| it.right_px - it.left_px);
    longest.fold(0.0, f64::max) >= LEAST_LENGTH * ink.width() as f64
}

/// Whether a staff of a further size is one. Ledger lines in a row are as evenly spaced, but short and
/// nearly as far apart as the lines of the staff that they belong to.
fn is_likely(staff: &Staff, known: &[Staff]) -> bool {
    let is_short = staff.right_px - staff.left_px < SHORT * staff.scale.interline_px;
    !is_short
        || known.iter().all(|it| {
            let ratio = staff.scale.interline_px / it.scale.interline_px;
            !(NEARLY_AS_LARGE..=1.0 / NEARLY_AS_LARGE).contains(&ratio)
        })
}

/// Staves without those of an unusual number of lines that are much shorter than the usual ones.
fn without_stray(mut staves: Vec<Staff>) -> Vec<Staff> {
    let length = |it: &Staff| it.right_px - it.left_px;
    let is_usual = |it: &Staff| it.kind == StaffKind::FiveLines;
    let longest = staves
        .iter()
        .filter(|it| is_usual(it))
        .map(length)
        .fold(0.0, f64::max);
    staves.retain(|it| is_usual(it) || length(it) >= STRAY_LENGTH * longest);
    staves
}

/// How staves lean, by their length.
fn skew_of(staves: &[Staff]) -> Skew {
    let length: f64 = staves.iter().map(|it| it.right_px - it.left_px).sum();
    let drop: f64 = staves
        .iter()
        .map(|it| it.middle_px(it.right_px) - it.middle_px(it.left_px))
        .sum();
    Skew {
        slope: drop / length.max(1.0),
    }
}

/// Staves from the top to the bottom along the page's lean, and from the left to the right where they
/// stand beside each other.
fn in_order(mut staves: Vec<Staff>, slope: f64) -> Vec<Staff> {
    let height = |it: &Staff| it.middle_px(it.left_px) - slope * it.left_px;
    staves.sort_by(|a, b| height(a).total_cmp(&height(b)));
    let is_beside = |a: &Staff, b: &Staff| {
        let reach = BESIDE * a.scale.interline_px;
        (height(a) - height(b)).abs() < reach && !a.is_over(b)
    };
    let mut rows: Vec<Vec<Staff>> = Vec::new();
    for staff in staves {
        match rows.last_mut() {
            Some(row) if row.iter().all(|it| is_beside(it, &staff)) => row.push(staff),
            _ => rows.push(vec![staff]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.left_px.total_cmp(&b.left_px));
    }
    rows.concat()
}

/// What is not of staves that are known already.
fn free_of(mut filaments: Vec<Filament>, staves: &[Staff]) -> Vec<Filament> {
    let is_within = |filament: &Filament, staff: &Staff| {
        let x = f64::midpoint(filament.left_px(), filament.right_px());
        let margin = staff.scale.interline_px / 2.0;
        let reaches = x >= staff.left_px - margin && x <= staff.right_px + margin;
        let rows = staff.top_px(x) - margin..=staff.bottom_px(x) + margin;
        reaches && filament.y_at(x).is_some_and(|y| rows.contains(&y))
    };
    filaments.retain(|it| !staves.iter().any(|staff| is_within(it, staff)));
    filaments
}

/// The staves of one size, and how many lines are in too large groups.
fn of_scale(ink: &Ink, scale: &Scale, filaments: &[Filament], slope: f64) -> (Vec<Staff>, usize) {
    let interline = scale.interline_px;
    let lattices = lattices(filaments, interline, slope);
    let grouped: Vec<_> = lattices
        .iter()
        .map(|it| groups(it, filaments, interline))
        .collect();
    let ungrouped = grouped.iter().map(|it| it.ungrouped_lines).sum();
    let groups: Vec<Group> = grouped.into_iter().flat_map(|it| it.groups).collect();
    let groups = merged(groups, ink, scale);
    let as_seen: Vec<Option<Group>> = groups
        .par_iter()
        .map(|it| settled(ink, scale, it))
        .collect();
    let count = |lines: usize| {
        as_seen
            .iter()
            .flatten()
            .filter(|it| it.lines.len() == lines)
            .count()
    };
    let is_five = count(5) as f64 > MOST_HAVE_FIVE * as_seen.iter().flatten().count() as f64;
    let staves = groups
        .par_iter()
        .zip(as_seen)
        .flat_map_iter(|(group, as_seen)| {
            let is_other = as_seen.as_ref().is_none_or(|it| it.lines.len() != 5);
            let five = (is_five && is_other)
                .then(|| settled_as_five(ink, scale, group))
                .flatten();
            let group = five.or(as_seen);
            group
                .map(|it| staves_of_group(ink, scale, &it))
                .unwrap_or_default()
        });
    let staves = apart(staves.collect());
    (staves, ungrouped)
}

/// The staves that a group of lines is.
fn staves_of_group(ink: &Ink, scale: &Scale, group: &Group) -> Vec<Staff> {
    let Some(model) = Model::new(&group.lines, scale.interline_px) else {
        return Vec::new();
    };
    let staff = |(left, right): (f64, f64)| {
        let lines = model.lines.len() as i32;
        let share = |line: i32| line_share(ink, scale, &model, line, left, right);
        let support = (0..lines).map(share).sum::<f64>() / f64::from(lines);
        let staff = Staff::new(&model, scale, (left, right), support)?;
        let is_short = right - left < SHORT * scale.interline_px;
        let is_odd = is_short || staff.kind != StaffKind::FiveLines;
        let (least, contrast) = if is_odd {
            (LEAST_ODD_SUPPORT, LEAST_ODD_CONTRAST)
        } else {
            (LEAST_SUPPORT, LEAST_CONTRAST)
        };
        let between = between_share(ink, scale, &model, left, right);
        let is_seen = support >= least && support >= contrast * between;
        let is_solid = || solid_share(ink, scale, &model, left, right) >= LEAST_SOLID;
        (is_seen && is_solid()).then_some(staff)
    };
    stretches(ink, scale, &model)
        .into_iter()
        .filter_map(staff)
        .collect()
}

/// The staves without those that lie over better ones.
fn apart(mut staves: Vec<Staff>) -> Vec<Staff> {
    let worth = |it: &Staff| it.support * (it.right_px - it.left_px);
    staves.sort_by(|a, b| worth(b).total_cmp(&worth(a)));
    let mut kept: Vec<Staff> = Vec::new();
    for staff in staves {
        let is_free = kept.iter().all(|other| {
            let x = f64::midpoint(
                staff.left_px.max(other.left_px),
                staff.right_px.min(other.right_px),
            );
            let is_below = staff.top_px(x) > other.bottom_px(x);
            let is_above = staff.bottom_px(x) < other.top_px(x);
            !staff.is_over(other) || is_below || is_above
        });
        if is_free {
            kept.push(staff);
        }
    }
    kept
}
