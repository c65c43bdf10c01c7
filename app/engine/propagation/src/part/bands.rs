//! Bands of rows, and where the levels of each change beyond its noise.

use super::reduced::Reduced;

/// How many bands a picture has.
const BANDS: usize = 48;
/// From how many deviations of the noise on a change counts.
const LEAST_SIGNIFICANCE: f32 = 4.0;
/// More deviations than this say nothing more.
pub(super) const MOST_SIGNIFICANCE: f32 = 30.0;

/// A place where the levels of a band change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edge {
    /// The place in pixels of the reduced picture, where the first pixel is from 0 to 1.
    pub at: f64,
    /// By how many deviations of the noise, up to [`MOST_SIGNIFICANCE`].
    pub significance: f32,
    /// Whether the levels rise to the right.
    pub rises: bool,
}

/// Bands of rows of a reduced picture.
pub(super) struct Bands {
    /// The edges of each band, from the left to the right.
    pub edges: Vec<Vec<Edge>>,
    /// The middle of each band, in rows of the reduced picture.
    pub middles: Vec<f64>,
    /// Columns and rows of the reduced picture.
    pub width: usize,
    pub height: usize,
    /// Pixels of the picture a pixel of the reduced one.
    pub factor: u32,
}

impl Bands {
    /// Cuts a picture into bands.
    pub fn of(picture: &Reduced) -> Self {
        let count = BANDS.min(picture.height);
        let mut edges = Vec::with_capacity(count);
        let mut middles = Vec::with_capacity(count);
        for band in 0..count {
            let rows = band * picture.height / count..(band + 1) * picture.height / count;
            middles.push(rows.start.midpoint(rows.end) as f64);
            let mut sums = vec![0.0; picture.width];
            for row in rows.clone() {
                let row = &picture.levels[row * picture.width..(row + 1) * picture.width];
                for (sum, level) in sums.iter_mut().zip(row) {
                    *sum += level;
                }
            }
            let share = 1.0 / rows.len() as f32;
            sums.iter_mut().for_each(|sum| *sum *= share);
            edges.push(edges_of(&sums));
        }
        Self {
            edges,
            middles,
            width: picture.width,
            height: picture.height,
            factor: picture.factor,
        }
    }
}

/// The edges of a profile: extrema of its slope, which is taken over four pixels.
fn edges_of(profile: &[f32]) -> Vec<Edge> {
    if profile.len() < 8 {
        return Vec::new();
    }
    // The slope at the border between pixels `index + 1` and `index + 2`.
    let slopes: Vec<f32> = profile
        .windows(4)
        .map(|it| it[2] + it[3] - it[0] - it[1])
        .collect();
    let mut sizes: Vec<f32> = slopes.iter().map(|slope| slope.abs()).collect();
    let middle = sizes.len() / 2;
    let (_, median, _) = sizes.select_nth_unstable_by(middle, f32::total_cmp);
    // The median of the size of a normal variable is 0.6745 deviations; a picture without noise
    // still has levels that are rounded.
    let deviation = (*median / 0.6745).max(0.02);
    let mut edges = Vec::new();
    for index in 1..slopes.len() - 1 {
        let [before, here, after] = [index - 1, index, index + 1].map(|at| slopes[at].abs());
        let significance = here / deviation;
        if significance < LEAST_SIGNIFICANCE || here < before || here <= after {
            continue;
        }
        edges.push(Edge {
            at: index as f64 + 2.0 + peak_offset([before, here, after]),
            significance: significance.min(MOST_SIGNIFICANCE),
            rises: slopes[index] > 0.0,
        });
    }
    edges
}

/// How far the top of the parabola through three values is from the middle one, which is the
/// largest.
pub(super) fn peak_offset([before, here, after]: [f32; 3]) -> f64 {
    let bend = f64::from(before) - 2.0 * f64::from(here) + f64::from(after);
    if bend < -1e-12 {
        (0.5 * (f64::from(before) - f64::from(after)) / bend).clamp(-0.5, 0.5)
    } else {
        0.0
    }
}
