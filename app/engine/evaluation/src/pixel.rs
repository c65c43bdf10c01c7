//! How well a map of scores shows where defects are, pixel by pixel and region by region.
//!
//! Pictures are added one after the other, and only what the figures need is kept of them. From
//! that come the curve of all pixels ([`PixelScores::curve`], with its average precision, its ROC
//! area and its F1) and the curve of regions ([`PixelScores::pro_curve`]).

mod levels;
mod pro;

use std::collections::BTreeMap;

use crate::curve::{Curve, Level};
use crate::error::{EvaluationError, check_score};
use levels::{Exact, Histogram};

pub use pro::{ProCurve, ProPoint};

/// The scores of the pixels of some pictures, and whether there truly is a defect.
#[derive(Clone, Debug)]
pub struct PixelScores {
    levels: Levels,
    regions: usize,
}

#[derive(Clone, Debug)]
enum Levels {
    Exact(Exact),
    Binned(Histogram),
}

/// What the pixels of one score are.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
struct Tally {
    /// Pixels without a defect.
    good: u64,
    /// Pixels of defects.
    defective: u64,
    /// What the pixels of defects cover of their regions: the sum of `1 / size of its region`.
    overlap: f64,
}

impl PixelScores {
    /// Keeps every score, at 16 bytes a pixel: for small inputs, and to compare with.
    #[must_use]
    pub fn exact() -> Self {
        Self {
            levels: Levels::Exact(Exact::default()),
            regions: 0,
        }
    }

    /// Sorts scores into 65,536 levels of equal width from `low` to `high`, in constant memory.
    /// Scores outside are counted at the nearest end. Figures differ from exact ones by what scores
    /// within one level would add.
    ///
    /// # Errors
    /// [`EvaluationError::Range`] unless both are finite and `low` is below `high`.
    pub fn binned(low: f32, high: f32) -> Result<Self, EvaluationError> {
        Ok(Self {
            levels: Levels::Binned(Histogram::new(low, high)?),
            regions: 0,
        })
    }

    /// Adds a picture: for each pixel, in any order that both lists share, its score and the number
    /// of the region that it belongs to, 0 without a defect. Numbers tell the regions of one
    /// picture apart, and may have gaps.
    ///
    /// # Errors
    /// [`EvaluationError::Lengths`] and [`EvaluationError::Score`]; then nothing was added.
    pub fn add_picture(&mut self, scores: &[f32], truth: &[u32]) -> Result<(), EvaluationError> {
        if scores.len() != truth.len() {
            return Err(EvaluationError::Lengths {
                left: "scores",
                right: "region numbers",
                lengths: [scores.len(), truth.len()],
            });
        }
        check_scores(scores)?;
        let mut sizes: BTreeMap<u32, u64> = BTreeMap::new();
        for run in truth.chunk_by(|a, b| a == b).filter(|run| run[0] != 0) {
            *sizes.entry(run[0]).or_default() += run.len() as u64;
        }
        // Regions are runs of pixels, so that their size is looked up once a run.
        let mut start = 0;
        for run in truth.chunk_by(|a, b| a == b) {
            let of_run = &scores[start..start + run.len()];
            start += run.len();
            let size = sizes.get(&run[0]).copied().unwrap_or(0);
            self.add_scores(of_run, size);
        }
        self.regions += sizes.len();
        Ok(())
    }

    /// Adds a picture by the scores of its pixels without a defect and those of each region.
    /// Regions without pixels are left out.
    ///
    /// # Errors
    /// [`EvaluationError::Score`]; then nothing was added.
    pub fn add_regions(&mut self, good: &[f32], regions: &[&[f32]]) -> Result<(), EvaluationError> {
        check_scores(good)?;
        for region in regions {
            check_scores(region)?;
        }
        self.add_scores(good, 0);
        for region in regions.iter().filter(|region| !region.is_empty()) {
            self.add_scores(region, region.len() as u64);
            self.regions += 1;
        }
        Ok(())
    }

    /// Adds pixels of a region of some size, or without a defect where the size is 0.
    fn add_scores(&mut self, scores: &[f32], region_size: u64) {
        match &mut self.levels {
            Levels::Exact(exact) => exact.add(scores, region_size),
            Levels::Binned(histogram) => histogram.add(scores, region_size),
        }
    }

    /// The score of each level that has pixels, highest first, with what they are.
    fn tallies(&self) -> Vec<(f64, Tally)> {
        match &self.levels {
            Levels::Exact(exact) => exact.tallies(),
            Levels::Binned(histogram) => histogram.tallies(),
        }
    }

    /// The curve of all pixels of all pictures, each counting once: [`Curve::average_precision`] is
    /// the pixel AP and [`Curve::roc_area`] the pixel AUROC.
    #[must_use]
    pub fn curve(&self) -> Curve {
        let tallies = self.tallies();
        let levels: Vec<Level> = tallies
            .into_iter()
            .map(|(score, tally)| Level {
                score,
                positive: tally.defective as f64,
                negative: tally.good as f64,
            })
            .collect();
        Curve::of_levels(&levels)
    }

    /// The segmentation F1 of MVTec AD 2 (Heckler-Kram and others, "The MVTec AD 2 dataset",
    /// arXiv 2503.21622): the harmonic mean of precision and recall of all pixels of all pictures
    /// together, where pixels from the threshold on are called defective. The threshold must be
    /// chosen on other pictures, or the figure flatters. With levels, those that begin below the
    /// threshold count as below. None where no pixel is defective nor called so.
    #[must_use]
    pub fn segmentation_f1(&self, threshold: f64) -> Option<f64> {
        self.curve().at(threshold).f1()
    }

    /// The curve of the mean overlap of regions over the share of good pixels that are called
    /// defective.
    ///
    /// # Errors
    /// [`EvaluationError::NoPositives`] without a region, and [`EvaluationError::NoNegatives`]
    /// without a good pixel.
    pub fn pro_curve(&self) -> Result<ProCurve, EvaluationError> {
        ProCurve::new(&self.tallies(), self.regions)
    }
}

impl Tally {
    /// Counts pixels of a region of some size, or good ones where the size is 0.
    fn add(&mut self, pixels: u64, region_size: u64) {
        if region_size == 0 {
            self.good += pixels;
        } else {
            self.defective += pixels;
            self.overlap += pixels as f64 / region_size as f64;
        }
    }
}

fn check_scores(scores: &[f32]) -> Result<(), EvaluationError> {
    scores.iter().try_for_each(|it| check_score(f64::from(*it)))
}

#[cfg(test)]
mod tests;
