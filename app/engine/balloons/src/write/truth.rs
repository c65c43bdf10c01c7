//! The truth about a series, as a file.

use serde::{Deserialize, Serialize};

use crate::balloon::{Balloon, Pose, RENDERER_VERSION};
use crate::defect::DefectKind;
use crate::error::BalloonsError;
use crate::mask::PixelBox;
use crate::projection::Wall;
use crate::render::{DefectInShot, Shot, Studio, VISIBLE_CNR};
use crate::size::PictureSize;

/// The truth about a series: `truth.json`. Shots and defects count from 1, as in names and masks.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesTruth {
    /// The [`RENDERER_VERSION`] that made the pictures.
    pub renderer_version: u32,
    /// Width and height of the pictures in pixels.
    pub size_px: PictureSize,
    /// Scale of the pictures in micrometres a pixel.
    pub um_per_px: f32,
    /// The contrast-to-noise ratio from which a pixel counts as visible.
    pub visible_cnr: f32,
    /// The balloon with its seed, regime, defects, lamps and camera: all that is needed to render
    /// the pictures again.
    pub balloon: Balloon,
    /// The shots in turn.
    pub shots: Vec<ShotTruth>,
}

/// The truth about one shot.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShotTruth {
    /// Its number, from 1.
    pub shot: u32,
    /// Name of the picture.
    pub picture: String,
    /// Names of the masks.
    pub masks: MaskFiles,
    /// How the balloon stood.
    pub pose: Pose,
    /// Every defect on every wall that shows it.
    pub defects: Vec<DefectTruth>,
}

/// Names of the masks of a shot, from the balloon's folder.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaskFiles {
    /// What the near wall has.
    pub near_present: String,
    /// What can be seen of that.
    pub near_visible: String,
    /// What the far wall has, seen through the near one.
    pub far_present: String,
    /// What can be seen of that.
    pub far_visible: String,
}

/// The truth about one defect on one wall in one shot.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DefectTruth {
    /// Its number among the defects of the balloon, from 1: its value in the masks.
    pub defect: u32,
    /// What it is.
    pub kind: DefectKind,
    /// The wall that shows it.
    pub wall: Wall,
    /// The smallest rectangle around its pixels.
    #[serde(rename = "box")]
    pub place: PixelBox,
    /// The smallest rectangle around those that are visible.
    pub visible_box: Option<PixelBox>,
    /// Where its middle is: column and row, where the first pixel is from 0 to 1.
    pub centre_px: [f32; 2],
    /// How many pixels it covers.
    pub present_px: usize,
    /// How many of them are visible.
    pub visible_px: usize,
    /// Its contrast-to-noise ratio: what a tenth of its pixels exceed.
    pub cnr: f32,
    /// Whether enough of it is visible to be labelled.
    pub is_visible: bool,
}

impl SeriesTruth {
    pub(super) fn new(studio: &Studio, shots: Vec<ShotTruth>) -> Self {
        let balloon = studio.balloon();
        Self {
            renderer_version: RENDERER_VERSION,
            size_px: studio.size(),
            um_per_px: 1000.0 * balloon.camera.mm_per_px(studio.size().width_px()),
            visible_cnr: VISIBLE_CNR,
            balloon: balloon.clone(),
            shots,
        }
    }

    pub(super) fn json(&self) -> Result<Vec<u8>, BalloonsError> {
        let text = serde_json::to_string_pretty(self);
        let text = text.map_err(|error| BalloonsError::Encode {
            reason: error.to_string(),
        })?;
        Ok((text + "\n").into_bytes())
    }
}

impl ShotTruth {
    pub(super) fn new(shot: &Shot, balloon: &Balloon, files: (String, MaskFiles)) -> Self {
        let (picture, masks) = files;
        let truth = |truth: &DefectInShot| {
            let kind = balloon.defects[truth.defect].kind;
            DefectTruth::new(truth, kind)
        };
        Self {
            shot: shot.number + 1,
            picture,
            masks,
            pose: shot.pose,
            defects: shot.truths.iter().map(truth).collect(),
        }
    }
}

impl DefectTruth {
    fn new(truth: &DefectInShot, kind: DefectKind) -> Self {
        let visible = truth.visible.as_ref();
        Self {
            defect: truth.defect as u32 + 1,
            kind,
            wall: truth.wall,
            place: truth.present.place,
            visible_box: visible.map(|mask| mask.place),
            centre_px: truth.centre_px,
            present_px: truth.present.area_px(),
            visible_px: visible.map_or(0, |mask| mask.area_px()),
            cnr: truth.cnr,
            is_visible: truth.is_visible(),
        }
    }
}
