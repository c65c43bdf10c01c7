//! What bars at stems are: beams, hooks, tremolos.

mod bar;
pub(crate) mod bars;
pub(crate) mod beam;
mod counting;
mod joining;
mod kinds;
mod meeting;
mod mending;
mod thickness;
mod tracing;

use staves::Layout;

use crate::beams::bars::Bars;
use crate::beams::beam::Beam;
use crate::beams::counting::count;
use crate::beams::joining::join;
use crate::beams::kinds::{LEAST_THICKNESS, kinds, levels};
use crate::beams::meeting::{Joined, SMALL};
use crate::beams::thickness::thickness_spaces;
use crate::known::Known;
use crate::plane::Plane;
use crate::room::room;
use crate::stems::stem::Stem;

/// The beams of a page; the stems learn how many they have on each side.
pub(crate) fn beams(
    layout: &Layout,
    found: Bars,
    stems: &mut [Stem],
    known: &[Known],
    ink: &Plane,
) -> Vec<Beam> {
    let mut joined: Vec<Joined> = found
        .bars
        .into_iter()
        .filter_map(|bar| {
            let x = f64::midpoint(bar.left as f64, bar.right() as f64);
            let room = room(layout, x, bar.y_at(x))?;
            Some(Joined::of(bar, room.interline_px))
        })
        .collect();
    let thickness = thickness_spaces(&joined, stems, ink).unwrap_or(found.thickness);
    for it in &mut joined {
        it.is_thick = it.bar.thickness_px >= SMALL * LEAST_THICKNESS * thickness * it.interline;
    }
    join(&mut joined, stems, known, (ink, &layout.ink));
    let levels: Vec<usize> = joined
        .iter()
        .map(|it| levels(it, stems, thickness))
        .collect();
    let kinds = kinds(&joined, &levels, thickness, stems, known);
    for number in 0..stems.len() {
        count(number, &joined, &levels, &kinds, stems);
    }
    let mut beams = Vec::new();
    for ((it, kind), levels) in joined.iter().zip(kinds).zip(levels) {
        let Some(kind) = kind else { continue };
        let one = it.bar.thickness_px / (1.0 + 1.5 * (levels as f64 - 1.0));
        for level in 0..levels {
            let off = 1.5 * one * (level as f64 - (levels as f64 - 1.0) / 2.0);
            let end = |x: f64| [x, it.bar.y_at(x) + off];
            beams.push(Beam {
                kind,
                left_px: end(it.ends().0),
                right_px: end(it.ends().1),
                thickness_px: one,
                stems: it.stems.clone(),
            });
        }
    }
    beams
}
