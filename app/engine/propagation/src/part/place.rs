//! The edges at full resolution, and what tapers beyond the body.

use shapes::{Point, Polygon, Rect};

use super::bands::{Bands, peak_offset};
use super::lines::{Edges, REACH_PX};
use super::{Part, direction_rad};
use crate::{Cylinder, GrayPatch, Shots};

/// The least share of the picture's length that a body has.
const SHORTEST_BODY: f64 = 0.2;
/// The least share of a body's bands that name both of its edges.
const LEAST_CONFIDENCE: f64 = 0.5;
/// The steepest taper that is followed: pixels across for each along.
const STEEPEST_TAPER: f64 = 2.0;

/// A line `across = at + lean * (along - middle)` in pixels of the picture.
#[derive(Debug, Clone, Copy)]
struct Straight {
    at: f64,
    lean: f64,
}

/// Places the edges of a tube at full resolution.
pub(super) fn part(
    shots: &Shots<'_>,
    shot: usize,
    bands: &Bands,
    edges: &Edges,
    is_upright: bool,
) -> Option<Part> {
    let of_both = edges.bands_of_both(bands);
    let (first, last) = (*of_both.first()?, *of_both.last()?);
    let factor = f64::from(bands.factor);
    let rows = bands.height as f64 / bands.edges.len() as f64;
    let length_px = (last - first + 1) as f64 * rows * factor;
    if length_px < SHORTEST_BODY * bands.height as f64 * factor {
        return None;
    }
    let confidence = of_both.len() as f64 / (last - first + 1) as f64;
    if confidence < LEAST_CONFIDENCE {
        return None;
    }
    let middle_px = bands.height as f64 * factor / 2.0;
    let mut sides = [Straight { at: 0.0, lean: 0.0 }; 2];
    for side in [0, 1] {
        let places: Vec<(f64, f64)> = of_both
            .iter()
            .filter_map(|band| {
                let row = bands.middles[*band];
                let near = factor * edges.at_row(side, row, bands);
                let along = [row - rows / 2.0, row + rows / 2.0].map(|row| row * factor);
                let at = placed(
                    shots,
                    shot,
                    near,
                    along,
                    edges.rises[side],
                    factor,
                    is_upright,
                )?;
                Some((row * factor - middle_px, at))
            })
            .collect();
        sides[side] = fitted_line(&places)?;
    }
    let lean = f64::midpoint(sides[0].lean, sides[1].lean);
    let upright = lean.atan();
    let centre = f64::midpoint(sides[0].at, sides[1].at);
    let axis_rad = if is_upright {
        direction_rad(true) - upright
    } else {
        direction_rad(false) + upright
    };
    let in_picture = |across: f64, along: f64| {
        if is_upright {
            Point::new(across, along)
        } else {
            Point::new(along, across)
        }
    };
    let cylinder = Cylinder {
        middle: in_picture(centre, middle_px),
        axis_rad,
        radius_px: (sides[1].at - sides[0].at) / 2.0 * upright.cos(),
    };
    let ends = [first, last + 1].map(|band| {
        let along = band as f64 * rows * factor;
        cylinder.along_px(in_picture(centre + lean * (along - middle_px), along))
    });
    let outline = outline(bands, edges, [first, last], &sides, middle_px);
    let outline = outline
        .into_iter()
        .map(|[across, along]| in_picture(across, along));
    Some(Part {
        cylinder,
        body_px: [ends[0].min(ends[1]), ends[0].max(ends[1])],
        outline: Polygon::from_ring(outline.collect::<Vec<_>>()),
        confidence,
    })
}

/// Where an edge is that is near a place, over a stretch along the tube: where the mean levels
/// change the most in the direction that the edge has.
fn placed(
    shots: &Shots<'_>,
    shot: usize,
    near_px: f64,
    along_px: [f64; 2],
    rises: bool,
    factor: f64,
    is_upright: bool,
) -> Option<f64> {
    let reach = (REACH_PX + 1.0) * factor + 3.0;
    let (across, along) = ([near_px - reach, near_px + reach], along_px);
    let (x, y) = if is_upright {
        (across, along)
    } else {
        (along, across)
    };
    let rect = Rect::between(Point::new(x[0], y[0]), Point::new(x[1], y[1]));
    let patch = shots.around(shot, &rect)?;
    let profile = profile(&patch, is_upright);
    // The slope over as many pixels as the edge is wide at least: lenses blur.
    let slopes: Vec<f32> = profile
        .windows(4)
        .map(|it| it[2] + it[3] - it[0] - it[1])
        .map(|slope| if rises { slope } else { -slope })
        .collect();
    let (top, _) = slopes
        .iter()
        .enumerate()
        .max_by(|a, b| a.1.total_cmp(b.1))?;
    if top == 0 || top + 1 == slopes.len() {
        return None;
    }
    let start = if is_upright {
        patch.rect().left
    } else {
        patch.rect().top
    };
    let offset = peak_offset([slopes[top - 1], slopes[top], slopes[top + 1]]);
    Some(f64::from(start) + top as f64 + 2.0 + offset)
}

/// The mean levels across the tube.
fn profile(patch: &GrayPatch, is_upright: bool) -> Vec<f32> {
    let rect = patch.rect();
    let width = rect.width_px() as usize;
    if is_upright {
        let mut means = vec![0.0; width];
        for row in patch.levels().chunks_exact(width) {
            for (mean, level) in means.iter_mut().zip(row) {
                *mean += level / rect.height_px() as f32;
            }
        }
        means
    } else {
        let rows = patch.levels().chunks_exact(width);
        rows.map(|row| row.iter().sum::<f32>() / width as f32)
            .collect()
    }
}

/// The line through places of which some are wrong: least squares, twice more without those that
/// are further off than most.
fn fitted_line(places: &[(f64, f64)]) -> Option<Straight> {
    let mut kept = places.to_vec();
    let mut line = least_squares(&kept)?;
    for _ in 0..3 {
        let miss = |(along, at): &(f64, f64)| (at - line.at - line.lean * along).abs();
        let mut misses: Vec<f64> = kept.iter().map(miss).collect();
        misses.sort_by(f64::total_cmp);
        let limit = 2.5 * misses[misses.len() / 2] + 0.05;
        kept.retain(|place| miss(place) <= limit);
        line = least_squares(&kept)?;
    }
    Some(line)
}

fn least_squares(places: &[(f64, f64)]) -> Option<Straight> {
    if places.len() < 4 {
        return None;
    }
    let share = 1.0 / places.len() as f64;
    let along = places.iter().map(|it| it.0).sum::<f64>() * share;
    let at = places.iter().map(|it| it.1).sum::<f64>() * share;
    let (mut top, mut bottom) = (0.0, 0.0);
    for place in places {
        top += (place.0 - along) * (place.1 - at);
        bottom += (place.0 - along).powi(2);
    }
    let lean = if bottom > 0.0 { top / bottom } else { 0.0 };
    Some(Straight {
        at: at - lean * along,
        lean,
    })
}

/// The outline of the whole tube as pairs of across and along: the straight edges of the body, and
/// from its ends on the outermost edge of each band that goes on from the one before, as far as the
/// tube gets no wider.
fn outline(
    bands: &Bands,
    edges: &Edges,
    [first, last]: [usize; 2],
    sides: &[Straight; 2],
    middle_px: f64,
) -> Vec<[f64; 2]> {
    let factor = f64::from(bands.factor);
    let rows = bands.height as f64 / bands.edges.len() as f64;
    let reach = STEEPEST_TAPER * rows + REACH_PX;
    let row_of = |band: usize| bands.middles[band];
    let followed = |side: usize, order: &mut dyn Iterator<Item = usize>, from: usize| {
        let mut at = edges.at_row(side, row_of(from), bands);
        let mut points = Vec::new();
        for band in order {
            let inward = |edge: f64| if side == 0 { edge - at } else { at - edge };
            let next = bands.edges[band]
                .iter()
                .map(|edge| edge.at)
                .filter(|edge| (-REACH_PX..=reach).contains(&inward(*edge)))
                .min_by(|a, b| inward(*a).total_cmp(&inward(*b)));
            at = next.unwrap_or(at);
            points.push([factor * at, factor * row_of(band)]);
        }
        points
    };
    let body = |side: usize, band: usize, edge: f64| {
        let along = factor * (row_of(band) + edge * rows / 2.0);
        let side = sides[side];
        [side.at + side.lean * (along - middle_px), along]
    };
    let count = bands.edges.len();
    let to_edge = |mut points: Vec<[f64; 2]>, along: f64| {
        if let Some([at, _]) = points.last().copied() {
            points.push([at, along]);
        }
        points
    };
    let end = bands.height as f64 * factor;
    let mut ring = to_edge(followed(0, &mut (0..first).rev(), first), 0.0);
    ring.reverse();
    ring.push(body(0, first, -1.0));
    ring.push(body(0, last, 1.0));
    ring.extend(to_edge(followed(0, &mut (last + 1..count), last), end));
    let mut right = to_edge(followed(1, &mut (last + 1..count), last), end);
    right.reverse();
    ring.extend(right);
    ring.push(body(1, last, 1.0));
    ring.push(body(1, first, -1.0));
    ring.extend(to_edge(followed(1, &mut (0..first).rev(), first), 0.0));
    ring
}
