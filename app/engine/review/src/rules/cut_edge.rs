//! An outline that cuts the edge of what it is about: what stands out inside it goes on outside.
//!
//! Along the outline, pixel by pixel, the levels just inside and just outside are compared with
//! those further out in the same direction. Where both stand out from them to the same side, the
//! outline runs through the thing. Three neighbouring pixels are taken together, and what they stand
//! out by is told in deviations of what the levels further out differ by among themselves.

use std::sync::Arc;

use annotation::{Document, Label, PictureId};
use propagation::GrayPatch;
use shapes::{MultiPolygon, PixelRect, Point, Shape};

use super::Subject;
use crate::{Doubt, Finding, Nothing, Severity};

/// Gives the grey levels of a rectangle of a picture; none where they cannot be read. Rectangles
/// can reach out of the picture, and what is given covers what is in it.
pub type PixelSource<'a> = &'a dyn Fn(PictureId, PixelRect) -> Option<GrayPatch>;

/// How far inside and outside the outline levels are read.
const BESIDE_PX: f64 = 1.5;
/// How far outside the levels are read that both are compared with: their median, so that a thing
/// may go on for half of this.
const BEYOND_PX: [f64; 3] = [8.0, 16.0, 24.0];
/// From so many deviations on, an outline cuts an edge.
const CUTS: f64 = 8.0;
/// Levels differ by at least this, as a share of the mean level: pictures without noise are rare.
const LEAST_DEVIATION: f64 = 0.005;

/// Which labels of a picture cut the edge of what they are about. It reads pixels, so it is for a
/// job.
#[must_use]
pub fn cut_edges(
    document: &Document,
    picture: PictureId,
    labels: &[Arc<Label>],
    pixels: PixelSource<'_>,
) -> Vec<Finding> {
    let subject = Subject {
        document,
        around: &Nothing,
    };
    let cut = labels.iter().filter(|label| label.picture == picture);
    cut.filter_map(|label| {
        let strength = strength(&label.shape, &|rect| pixels(picture, rect))?;
        let doubt = Doubt::CutEdge {
            label: label.id,
            strength,
        };
        (strength >= CUTS).then(|| subject.about(label, Severity::Hint, doubt))
    })
    .collect()
}

/// What a place of an outline says: by how much the levels inside and outside stand out together,
/// and by how much those further out differ among themselves.
#[derive(Debug, Clone, Copy)]
struct Place {
    stands_out: f64,
    differs: f64,
    level: f64,
}

/// How strongly a shape cuts an edge, in deviations; none where it has no outline, or where its
/// pixels cannot be read.
fn strength(shape: &Shape, pixels: &dyn Fn(PixelRect) -> Option<GrayPatch>) -> Option<f64> {
    let outline = outline(shape)?;
    let around = shape.bounds()?.grown(BEYOND_PX[2] + 2.0);
    let patch = pixels(PixelRect {
        left: around.min.x.floor().max(0.0) as u32,
        top: around.min.y.floor().max(0.0) as u32,
        right: around.max.x.ceil().max(0.0) as u32,
        bottom: around.max.y.ceil().max(0.0) as u32,
    })?;
    let mut places = Vec::new();
    for part in &outline.parts {
        walk(&part.outer, &patch, &mut places);
    }
    let seen: Vec<Place> = places.iter().flatten().copied().collect();
    if seen.len() < 8 {
        return None;
    }
    let mut differs: Vec<f64> = seen.iter().map(|place| place.differs.abs()).collect();
    let middle = differs.len() / 2;
    let (_, median, _) = differs.select_nth_unstable_by(middle, f64::total_cmp);
    let level = seen.iter().map(|place| place.level).sum::<f64>() / seen.len() as f64;
    let deviation = (*median / 0.6745).max(LEAST_DEVIATION * level.abs());
    let of_three = |three: &[Option<Place>]| {
        let three: Option<Vec<f64>> = three.iter().map(|it| Some((*it)?.stands_out)).collect();
        Some(three?.iter().sum::<f64>().abs() / 3.0)
    };
    let most = places.windows(3).filter_map(of_three).fold(0.0, f64::max);
    (deviation > 0.0).then(|| most * 3.0_f64.sqrt() / deviation)
}

/// The outline of a shape, with the ends of pixels smoothed; none of a point.
fn outline(shape: &Shape) -> Option<MultiPolygon> {
    let polygon = match shape {
        Shape::Box(rect) => MultiPolygon::from_ring(rect.corners()),
        Shape::RotatedBox(rotated) => MultiPolygon::from_ring(rotated.corners()),
        Shape::Polygon(polygon) => polygon.clone(),
        Shape::Mask(mask) => mask.to_polygon().simplified(1.0),
        Shape::Polyline(line) => line.polygon(0.25),
        Shape::Point(_) => return None,
    };
    (!polygon.is_empty()).then_some(polygon)
}

/// Reads the levels beside a ring, a pixel at a time; none where one of them is not in the picture.
fn walk(ring: &[Point], patch: &GrayPatch, places: &mut Vec<Option<Place>>) {
    let edges = || ring.iter().zip(ring.iter().cycle().skip(1));
    let area: f64 = edges().map(|(a, b)| a.x * b.y - b.x * a.y).sum();
    // On the screen a ring of positive area runs clockwise, with its outside to the left of its way.
    let outward = if area > 0.0 { 1.0 } else { -1.0 };
    for (from, to) in edges() {
        let length = from.distance_px(*to);
        if length < 1e-9 {
            continue;
        }
        let (along_x, along_y) = ((to.x - from.x) / length, (to.y - from.y) / length);
        let (out_x, out_y) = (outward * along_y, -outward * along_x);
        let steps = length.round().max(1.0) as usize;
        for step in 0..steps {
            let at = (step as f64 + 0.5) * length / steps as f64;
            let level = |out_px: f64| {
                let x = from.x + along_x * at + out_x * out_px;
                let y = from.y + along_y * at + out_y * out_px;
                patch.at(x, y).map(f64::from)
            };
            places.push(place(&level));
        }
    }
}

fn place(level: &dyn Fn(f64) -> Option<f64>) -> Option<Place> {
    let (inside, outside) = (level(-BESIDE_PX)?, level(BESIDE_PX)?);
    let mut beyond = [
        level(BEYOND_PX[0])?,
        level(BEYOND_PX[1])?,
        level(BEYOND_PX[2])?,
    ];
    let differs = beyond[1] - beyond[2];
    beyond.sort_by(f64::total_cmp);
    let (inside, outside) = (inside - beyond[1], outside - beyond[1]);
    let stands_out = if inside * outside > 0.0 {
        inside.signum() * inside.abs().min(outside.abs())
    } else {
        0.0
    };
    Some(Place {
        stands_out,
        differs,
        level: beyond[1],
    })
}
