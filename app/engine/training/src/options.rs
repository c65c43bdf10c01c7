//! What a caller can choose about a training export.

use std::collections::BTreeMap;

use annotation::{ClassId, LayerId, SHARED_LAYER, SeriesId};
use serde::{Deserialize, Serialize};

/// What a caller can choose about a training export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrainingOptions {
    /// The layer whose labels are exported.
    pub layer: LayerId,
    /// The classes in the order of their values in masks, from 1 on; empty for all classes in the
    /// order in which they were made.
    pub classes: Vec<ClassId>,
    /// Width and height of a crop in pixels, from 16 to 4096.
    pub crop_side_px: u32,
    /// By how much crops overlap that together cover a label larger than a crop, in pixels; less
    /// than the side of a crop.
    pub overlap_px: u32,
    /// How far negatives stay away from labels, and how much is shown around a defect where there is
    /// room, in pixels.
    pub clearance_px: u32,
    /// How many negatives there are for each crop with a defect of the same split.
    pub negatives_per_defect_crop: f64,
    /// How the series are shared out.
    pub shares: Shares,
    /// Series that are in a split whatever the shares say, as in an earlier export: what was judged
    /// by is never trained on.
    pub pinned: BTreeMap<SeriesId, Split>,
    /// What chance depends on.
    pub seed: u64,
    /// What becomes of pictures that are in no series.
    pub lone_pictures: LonePictures,
    /// The direction of the axis about which the things turn.
    pub axis: Axis,
    /// How crops may be changed while training. Turning by 90° is never among them: it makes an axial
    /// scratch a radial one.
    pub augmentations: Vec<Augmentation>,
}

impl Default for TrainingOptions {
    fn default() -> Self {
        Self {
            layer: SHARED_LAYER,
            classes: Vec::new(),
            crop_side_px: 256,
            overlap_px: 64,
            clearance_px: 8,
            negatives_per_defect_crop: 1.0,
            shares: Shares::default(),
            pinned: BTreeMap::new(),
            seed: 0,
            lone_pictures: LonePictures::LeaveOut,
            axis: Axis::Vertical,
            augmentations: Augmentation::usual(),
        }
    }
}

/// A part of the data that is used for one purpose only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// The model learns from it.
    Train,
    /// Settings and the operating point are chosen by it.
    Validation,
    /// The result is judged by it, once.
    Test,
}

impl Split {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Train, Self::Validation, Self::Test];
}

/// How series are shared out, in any unit: only the proportions count.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Shares {
    /// What the model learns from.
    pub train: f64,
    /// What settings are chosen by.
    pub validation: f64,
    /// What the result is judged by.
    pub test: f64,
}

impl Default for Shares {
    fn default() -> Self {
        Self {
            train: 0.7,
            validation: 0.15,
            test: 0.15,
        }
    }
}

impl Shares {
    /// The share of a split.
    #[must_use]
    pub const fn of(&self, split: Split) -> f64 {
        match split {
            Split::Train => self.train,
            Split::Validation => self.validation,
            Split::Test => self.test,
        }
    }
}

/// What becomes of pictures that are in no series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LonePictures {
    /// They are not exported: two of them may show the same thing, which then might be trained on and
    /// judged by.
    LeaveOut,
    /// Each stands for a thing of its own.
    EachItsOwn,
}

/// The direction of the axis about which the things turn, on pictures as displayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// From the top to the bottom.
    Vertical,
    /// From the left to the right.
    Horizontal,
}

/// A way in which crops may be changed while training, with its mask where it moves pixels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Augmentation {
    /// Mirroring that exchanges the ends of the axis: top and bottom where it is vertical.
    FlipAlongAxis,
    /// Mirroring that exchanges the sides of the axis: left and right where it is vertical.
    FlipAcrossAxis,
    /// Adding up to this share of the full range to all samples, or taking it away.
    Brightness {
        /// The largest share, from 0 to 1.
        most: f64,
    },
    /// Multiplying the distance from the crop's mean by a factor from `1 − most` to `1 + most`.
    Contrast {
        /// The largest change of the factor, from 0 to 1.
        most: f64,
    },
    /// Adding normally distributed noise of up to this deviation, as a share of the full range.
    Noise {
        /// The largest deviation, from 0 to 1.
        most: f64,
    },
    /// Blurring by a Gaussian of up to this deviation.
    Blur {
        /// The largest deviation in pixels.
        most_px: f64,
    },
}

impl Augmentation {
    /// What leaves a defect of its class: both mirrorings, and small changes of light and sharpness.
    #[must_use]
    pub fn usual() -> Vec<Self> {
        vec![
            Self::FlipAlongAxis,
            Self::FlipAcrossAxis,
            Self::Brightness { most: 0.1 },
            Self::Contrast { most: 0.2 },
            Self::Noise { most: 0.02 },
            Self::Blur { most_px: 0.8 },
        ]
    }
}

impl TrainingOptions {
    /// Looks for an option that makes no sense.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it and what to choose.
    pub(crate) fn check(&self) -> Result<(), String> {
        let side = self.crop_side_px;
        if !(16..=4096).contains(&side) {
            return Err(format!(
                "crops of {side} pixels are not made; choose from 16 to 4096"
            ));
        }
        if self.overlap_px >= side {
            return Err(format!(
                "crops of {side} pixels cannot overlap by {}; choose less",
                self.overlap_px
            ));
        }
        let ratio = self.negatives_per_defect_crop;
        if !(0.0..=1000.0).contains(&ratio) {
            return Err(format!(
                "{ratio} negatives for each crop with a defect cannot be made; choose from 0 to 1000"
            ));
        }
        let shares = Split::ALL.map(|split| self.shares.of(split));
        if shares.iter().any(|it| !it.is_finite() || *it < 0.0) || shares.iter().sum::<f64>() <= 0.0
        {
            return Err(
                "the shares of training, validation and test must be numbers from 0 on, and one of \
                 them above 0"
                    .to_owned(),
            );
        }
        Ok(())
    }
}
