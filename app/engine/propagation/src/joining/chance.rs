//! How often finds that lie anywhere agree by accident.

use statrs::function::gamma::checked_gamma_lr;

use super::placed::{Placed, Scene};
use super::reach::{Reach, tolerance_px};

/// Below this likeness in size, one is no piece of the other.
pub(super) const LEAST_LIKENESS: f64 = 0.05;

/// The sizes of finds that are counted as if each lay anywhere on the part.
pub(super) struct Strays {
    /// Sizes across and along, and how many finds are about of that size.
    sizes: Vec<([f64; 2], f64)>,
    count: usize,
    area_px2: f64,
    slack_px: f64,
    shots: usize,
}

impl Strays {
    /// Those of some finds of a series.
    pub fn of<'a>(scene: &Scene, finds: impl Iterator<Item = &'a Placed>) -> Self {
        let mut sizes: Vec<[f64; 2]> = finds.map(rounded_size).collect();
        sizes.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
        let runs = sizes.chunk_by(|a, b| a == b);
        Self {
            sizes: runs.map(|run| (run[0], run.len() as f64)).collect(),
            count: sizes.len(),
            area_px2: scene.area_px2,
            slack_px: scene.slack_px,
            shots: scene.turned_rad.len(),
        }
    }

    /// How many finds would be taken for a thing of a size if all of them lay anywhere.
    pub fn expected(&self, size: [f64; 2]) -> f64 {
        let each = self.sizes.iter();
        each.map(|(other, count)| count * self.share(size, *other))
            .sum()
    }

    /// The share of the area in which a find of one size is taken for a thing of another.
    fn share(&self, size: [f64; 2], of: [f64; 2]) -> f64 {
        let mut area = 1.0;
        let mut likeness = 1.0;
        for (a, b) in size.into_iter().zip(of) {
            let (a, b) = (Reach { low: 0.0, high: a }, Reach { low: 0.0, high: b });
            let (a_px, b_px) = (a.length_px(), b.length_px());
            area *= (a_px - b_px).abs() + 2.0 * tolerance_px(self.slack_px, a_px.min(b_px));
            likeness *= a.likeness(b, self.slack_px);
        }
        if likeness < LEAST_LIKENESS {
            0.0
        } else {
            (area / self.area_px2).min(1.0)
        }
    }

    /// How many things are to be expected by accident that have a size and are seen on as many shots
    /// or more, where those of these finds that are its `own` are no strays; at most 1. As
    /// [`Thing::trust`](super::Thing::trust) says.
    pub fn accident<'a>(
        &self,
        shots_seen: f64,
        size: [f64; 2],
        own: impl Iterator<Item = &'a Placed>,
    ) -> f64 {
        if shots_seen <= 1.0 {
            return 1.0;
        }
        let mut mean = self.expected(size) + self.shots as f64 * self.share(size, size);
        let mut readings = 2.0 * (self.count + 1) as f64;
        for own in own {
            mean -= self.share(size, rounded_size(own));
            readings -= 2.0;
        }
        // What is taken away was added before, but for rounding.
        let tail = checked_gamma_lr(shots_seen - 1.0, mean.max(0.0)).unwrap_or(1.0);
        (readings * tail).min(1.0)
    }
}

/// The size of a find, rounded so that many have the same: to one of a row in which each is about a
/// fifth larger than the one before.
fn rounded_size(placed: &Placed) -> [f64; 2] {
    [placed.across, placed.along].map(|reach| {
        let step = (4.0 * (1.0 + reach.length_px()).log2()).round();
        (step / 4.0).exp2() - 1.0
    })
}
