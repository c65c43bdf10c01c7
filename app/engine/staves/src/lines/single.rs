//! Staves of one line, as percussion has them: a long line by itself that begins and ends with the
//! staves of its page.

use crate::lines::filaments::Filament;
use crate::lines::lattices::Lattice;
use crate::staff::Staff;

/// How far its ends may be from those of a staff, in staff spaces.
const END_REACH: f64 = 1.5;
/// The least length, in staff spaces.
const LEAST_LENGTH: f64 = 25.0;
/// The share of its length on which it must be seen.
const LEAST_SEEN: f64 = 0.6;
/// How far the next staff must be, in staff spaces.
const LEAST_DISTANCE: f64 = 3.0;

/// The lines that may be staves by themselves.
pub(crate) fn single_lines(
    lattices: &[Lattice],
    filaments: &[Filament],
    staves: &[Staff],
    interline_px: f64,
) -> Vec<Vec<Filament>> {
    let candidates = lattices.iter().filter_map(|lattice| {
        let number = lattice.first()?.1;
        let all = lattice.iter().all(|it| it.1 == number);
        let line: Vec<Filament> = lattice.iter().map(|it| filaments[it.0].clone()).collect();
        (all && is_staff(&line, staves, interline_px)).then_some(line)
    });
    let candidates: Vec<Vec<Filament>> = candidates.collect();
    let row = |line: &Vec<Filament>| line[0].points[0][1];
    let is_alone = |line: &&Vec<Filament>| {
        let near = candidates
            .iter()
            .filter(|it| (row(it) - row(line)).abs() < LEAST_DISTANCE * interline_px);
        near.count() == 1
    };
    candidates.iter().filter(is_alone).cloned().collect()
}

fn is_staff(line: &[Filament], staves: &[Staff], interline_px: f64) -> bool {
    let left = line
        .iter()
        .map(Filament::left_px)
        .fold(f64::INFINITY, f64::min);
    let right = line.iter().map(Filament::right_px).fold(0.0, f64::max);
    let seen: f64 = line.iter().map(Filament::length_px).sum();
    let middle = f64::midpoint(left, right);
    let Some(y) = line
        .iter()
        .find_map(|it| it.y_at(middle).or(Some(it.points[0][1])))
    else {
        return false;
    };
    let reach = END_REACH * interline_px;
    let begins_with = |staff: &Staff| {
        (staff.left_px() - left).abs() <= reach && (staff.right_px() - right).abs() <= reach
    };
    let is_apart = |staff: &Staff| {
        let (top, bottom) = (staff.top_px(middle), staff.bottom_px(middle));
        let space = LEAST_DISTANCE * interline_px;
        y < top - space || y > bottom + space
    };
    let is_long = right - left >= LEAST_LENGTH * interline_px;
    is_long
        && seen >= LEAST_SEEN * (right - left)
        && staves.iter().any(begins_with)
        && staves.iter().all(is_apart)
}
