//! The part in the pictures: a tube with a straight body, before an even background.
//!
//! The edges of a tube are the outermost lines of a picture that go on over many rows: what is
//! mirrored in it lies between them, and dust, flares and moiré do not go on. So each band of rows
//! names the places where its levels change beyond its noise ([`bands`]), all bands together vote
//! for a line on each side ([`lines`]), and both lines are then placed at full resolution
//! ([`place`]).

mod bands;
mod lines;
mod place;
mod reduced;

use std::f64::consts::{FRAC_PI_2, PI};

use shapes::{MultiPolygon, Point, Polygon, Shape};

use crate::{Cylinder, Shots};
use bands::Bands;
use lines::Edges;
use reduced::Reduced;

/// A tube that was found in the pictures of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its straight body.
    pub cylinder: Cylinder,
    /// From where to where the body reaches along the axis ([`Cylinder::along_px`]).
    pub body_px: [f64; 2],
    /// Everything of it in the picture, with what tapers at its ends.
    pub outline: Polygon,
    /// The share of the body's length on which both edges were found, from 0 to 1.
    pub confidence: f64,
}

/// At most so many shots are looked at: the camera does not move.
const MOST_SHOTS: usize = 5;
/// How far cylinders of one series may be from each other, as a share of their radius.
const AGREEMENT: f64 = 0.03;

/// The part as one shot shows it; none where its pixels cannot be read, or show none.
#[must_use]
pub fn find_part_on(shots: &Shots<'_>, shot: usize) -> Option<Part> {
    let reduced = Reduced::of(shots, shot)?;
    let found = |is_upright: bool| {
        let bands = if is_upright {
            Bands::of(&reduced)
        } else {
            Bands::of(&reduced.transposed())
        };
        let edges = Edges::of(&bands)?;
        Some((edges.support(&bands), is_upright, bands, edges))
    };
    let best = match (found(true), found(false)) {
        (Some(upright), Some(lying)) if lying.0 > upright.0 => lying,
        (Some(upright), _) => upright,
        (None, lying) => lying?,
    };
    let (_, is_upright, bands, edges) = best;
    place::part(shots, shot, &bands, &edges, is_upright)
}

/// The part of a series: what some of its shots, spread over it, agree on. None where fewer than
/// half of them show one, or where they do not agree.
#[must_use]
pub fn find_part(shots: &Shots<'_>) -> Option<Part> {
    let count = shots.count().min(MOST_SHOTS);
    let looked_at = (0..count).map(|number| number * shots.count() / count.max(1));
    let found: Vec<Part> = looked_at
        .filter_map(|shot| find_part_on(shots, shot))
        .collect();
    let median = |of: &dyn Fn(&Part) -> f64| -> Option<f64> {
        let mut values: Vec<f64> = found.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    };
    let radius_px = median(&|part| part.cylinder.radius_px)?;
    let axis_rad = median(&|part| part.cylinder.axis_rad)?;
    // Places of axes are compared in the middle of the picture.
    let middle = shots.size.rect().center();
    let off_px = median(&|part| part.cylinder.across_px(middle))?;
    let agreeing: Vec<&Part> = found
        .iter()
        .filter(|part| {
            (part.cylinder.radius_px - radius_px).abs() <= AGREEMENT * radius_px
                && (part.cylinder.across_px(middle) - off_px).abs() <= AGREEMENT * radius_px
                && (part.cylinder.axis_rad - axis_rad).abs() <= AGREEMENT
        })
        .collect();
    if 2 * agreeing.len() <= count {
        return None;
    }
    let share = 1.0 / agreeing.len() as f64;
    let mean =
        |of: &dyn Fn(&Part) -> f64| agreeing.iter().map(|part| of(part)).sum::<f64>() * share;
    let axis_rad = mean(&|part| part.cylinder.axis_rad);
    let off_px = mean(&|part| part.cylinder.across_px(middle));
    let cylinder = Cylinder {
        middle: middle.translated(-off_px * axis_rad.sin(), off_px * axis_rad.cos()),
        axis_rad,
        radius_px: mean(&|part| part.cylinder.radius_px),
    };
    // Of what tapers, the widest shot tells.
    let widest = agreeing
        .iter()
        .max_by(|a, b| a.outline.area_px2().total_cmp(&b.outline.area_px2()))?;
    let ends = |part: &Part| {
        part.body_px
            .map(|along| cylinder.along_px(part.cylinder.place(0.0, along)))
    };
    Some(Part {
        cylinder,
        body_px: [mean(&|part| ends(part)[0]), mean(&|part| ends(part)[1])],
        outline: widest.outline.clone(),
        confidence: mean(&|part| part.confidence) * agreeing.len() as f64 / count as f64,
    })
}

impl Part {
    /// How far a place is from the part, in pixels; 0 on it.
    #[must_use]
    pub fn distance_px(&self, at: Point) -> f64 {
        Shape::Polygon(MultiPolygon {
            parts: vec![self.outline.clone()],
        })
        .distance_px(at)
    }
}

/// The direction of the axis of an upright tube or of one that lies, as [`Cylinder::axis_rad`].
const fn direction_rad(is_upright: bool) -> f64 {
    if is_upright { FRAC_PI_2 } else { PI }
}
