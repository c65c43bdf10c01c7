//! The two lines that most bands agree on.

use super::bands::{Bands, MOST_SIGNIFICANCE};

/// How near to a line an edge of a band must be to belong to it, in pixels of the reduced picture.
pub(super) const REACH_PX: f64 = 1.3;
/// The steepest lean of a tube that is looked for: pixels across for each along.
const STEEPEST: f64 = 0.06;
/// The share of the bands that must name an edge of a line.
const LEAST_SHARE: f64 = 0.28;
/// A line counts beside the strongest one of its side from this share of its strength on.
const LEAST_STRENGTH: f64 = 0.2;
/// The smallest radius, as a share of the picture's width.
const SMALLEST_RADIUS: f64 = 0.04;

/// The edges of a tube, in pixels of the reduced picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edges {
    /// Where the left edge and the right one are in the middle of the picture's height.
    pub at: [f64; 2],
    /// By how much both move to the right for each pixel down.
    pub lean: f64,
    /// Whether the levels rise to the right at each.
    pub rises: [bool; 2],
}

/// A line with the bands that name it.
#[derive(Debug, Clone, Copy)]
struct Line {
    at: f64,
    rises: bool,
    share: f64,
    strength: f64,
}

impl Edges {
    /// The outermost pair of lines of one lean, of the lean whose lines are the strongest.
    pub fn of(bands: &Bands) -> Option<Self> {
        let steps = (STEEPEST * bands.height as f64 / 2.0 / REACH_PX).ceil() as i32;
        let mut best: Option<(f64, Self)> = None;
        for step in -steps..=steps {
            let lean = STEEPEST * f64::from(step) / f64::from(steps.max(1));
            let lines = lines(bands, lean);
            let Some((strength, edges)) = outermost(&lines, bands, lean) else {
                continue;
            };
            if best.as_ref().is_none_or(|(most, _)| strength > *most) {
                best = Some((strength, edges));
            }
        }
        best.map(|(_, edges)| edges)
    }

    /// Where an edge is in a row of the reduced picture.
    pub fn at_row(&self, side: usize, row: f64, bands: &Bands) -> f64 {
        self.at[side] + self.lean * (row - bands.height as f64 / 2.0)
    }

    /// The bands that name both edges.
    pub fn bands_of_both(&self, bands: &Bands) -> Vec<usize> {
        let has = |band: usize, side: usize| {
            let at = self.at_row(side, bands.middles[band], bands);
            let edges = bands.edges[band].iter();
            edges
                .filter(|edge| edge.rises == self.rises[side])
                .any(|edge| (edge.at - at).abs() <= REACH_PX)
        };
        let all = 0..bands.edges.len();
        all.filter(|band| has(*band, 0) && has(*band, 1)).collect()
    }

    /// The share of the bands that name both edges.
    pub fn support(&self, bands: &Bands) -> f64 {
        self.bands_of_both(bands).len() as f64 / bands.edges.len().max(1) as f64
    }
}

/// The lines of a lean, from the left to the right: where the most bands name an edge.
fn lines(bands: &Bands, lean: f64) -> Vec<Line> {
    let middle = bands.height as f64 / 2.0;
    let mut found = Vec::new();
    for rises in [false, true] {
        // Every edge votes for the places within reach; a half pixel is fine enough.
        let places = 2 * bands.width;
        let mut shares = vec![0.0; places];
        let mut strengths = vec![0.0; places];
        for (edges, row) in bands.edges.iter().zip(&bands.middles) {
            let mut of_band = vec![0.0_f64; places];
            for edge in edges.iter().filter(|edge| edge.rises == rises) {
                let at = 2.0 * (edge.at - lean * (row - middle));
                let from = (at - 2.0 * REACH_PX).ceil().max(0.0) as usize;
                let to = (at + 2.0 * REACH_PX).floor().min(places as f64 - 1.0);
                if to < 0.0 {
                    continue;
                }
                for place in &mut of_band[from.min(places)..(to as usize + 1).max(from).min(places)]
                {
                    *place = place.max(f64::from(edge.significance / MOST_SIGNIFICANCE));
                }
            }
            for (place, strength) in of_band.into_iter().enumerate().filter(|it| it.1 > 0.0) {
                shares[place] += 1.0 / bands.edges.len() as f64;
                strengths[place] += strength / bands.edges.len() as f64;
            }
        }
        for at in 1..places - 1 {
            let is_top = strengths[at] >= strengths[at - 1] && strengths[at] > strengths[at + 1];
            if is_top && shares[at] >= LEAST_SHARE {
                found.push(Line {
                    at: at as f64 / 2.0,
                    rises,
                    share: shares[at],
                    strength: strengths[at],
                });
            }
        }
    }
    found.sort_by(|a, b| a.at.total_cmp(&b.at));
    found
}

/// The outermost pair of strong lines.
fn outermost(lines: &[Line], bands: &Bands, lean: f64) -> Option<(f64, Edges)> {
    let strongest = lines.iter().map(|line| line.strength).fold(0.0, f64::max);
    let mut strong = lines
        .iter()
        .filter(|line| line.strength >= LEAST_STRENGTH * strongest);
    let left = strong.next()?;
    let right = strong.next_back()?;
    if right.at - left.at < 2.0 * SMALLEST_RADIUS * bands.width as f64 {
        return None;
    }
    let strength = left.strength * left.share + right.strength * right.share;
    let edges = Edges {
        at: [left.at, right.at],
        lean,
        rises: [left.rises, right.rises],
    };
    Some((strength, edges))
}
