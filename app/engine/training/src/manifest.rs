//! The manifest of a training export: what was exported, from which state, and how to read it.

use annotation::{ClassId, EditId, LabelId, LayerId, PictureId, SeriesId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Split, TrainingOptions};

/// The version of the manifest's form. A reader refuses a higher one.
pub const SCHEMA: u32 = 1;

/// The value of a mask pixel that is no defect.
pub const BACKGROUND: u8 = 0;

/// The value of a mask pixel that training passes over.
pub const IGNORE: u8 = 255;

/// `manifest.json` of a training export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this form: [`SCHEMA`].
    pub schema: u32,
    /// The state that was exported.
    pub source: Source,
    /// What was asked for, the seed included. The same state, pictures and options give the same
    /// bytes.
    pub options: TrainingOptions,
    /// Width and height of every crop and mask, in pixels.
    pub crop_side_px: u32,
    /// The value of mask pixels that are no defect: 0.
    pub background: u8,
    /// The value of mask pixels that training and measuring pass over: 255.
    pub ignore: u8,
    /// The classes in the order of their values in masks.
    pub classes: Vec<ClassEntry>,
    /// Mask pixels that are no defect, by split.
    pub background_pixels: PerSplit,
    /// What a background pixel counts beside those of the classes; none without crops to train on.
    pub background_pixel_weight: Option<f64>,
    /// How the weights were calculated.
    pub weight_formulas: WeightFormulas,
    /// What is never divided between splits: the series, and pictures that are in none.
    pub groups: Vec<GroupEntry>,
    /// The pictures that crops are of, by number.
    pub pictures: Vec<PictureEntry>,
    /// Negatives by split: how many were asked for, and how many there was room for.
    pub negatives: NegativeCounts,
    /// Labels that are larger than a crop: no crop holds one whole, and several that overlap cover
    /// it together.
    pub larger_than_crop: Vec<LabelId>,
    /// What was left out.
    pub left_out: LeftOut,
    /// Every crop, by picture and number.
    pub crops: Vec<CropEntry>,
}

/// The state that was exported, as the caller tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The program and its version.
    pub program: String,
    /// What identifies the project.
    pub project: String,
    /// The last entry of the project's journal of labels; none where it is empty.
    pub journal: Option<EditId>,
    /// When it was exported.
    pub exported_at: Timestamp,
    /// Who exported it.
    pub labeller: String,
    /// The layer whose labels were exported.
    pub layer: LayerId,
    /// The name of that layer; empty for the one that everybody works on.
    pub layer_name: String,
}

/// A class, and how much there is of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClassEntry {
    /// Its value in masks, from 1 on.
    pub index: u8,
    /// Its number in the project, which stays when it is renamed.
    pub id: ClassId,
    /// Its name.
    pub name: String,
    /// Red, green and blue of its labels.
    pub colour: [u8; 3],
    /// The class that it is a kind of, by its number in the project.
    pub parent: Option<ClassId>,
    /// Its labels, by split. A label counts once, in however many crops it is.
    pub labels: PerSplit,
    /// The crops that show any of it, by split.
    pub crops: PerSplit,
    /// Its mask pixels, by split.
    pub pixels: PerSplit,
    /// What one of its labels counts when whole crops are told apart; none without labels to train
    /// on.
    pub label_weight: Option<f64>,
    /// What one of its pixels counts when pixels are told apart; none without pixels to train on.
    pub pixel_weight: Option<f64>,
}

/// A number for each split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PerSplit {
    /// Of what is trained on.
    pub train: u64,
    /// Of what settings are chosen by.
    pub validation: u64,
    /// Of what is judged by.
    pub test: u64,
}

impl PerSplit {
    /// The number of a split.
    #[must_use]
    pub const fn of(&self, split: Split) -> u64 {
        match split {
            Split::Train => self.train,
            Split::Validation => self.validation,
            Split::Test => self.test,
        }
    }

    /// The number of a split, to be changed.
    pub const fn of_mut(&mut self, split: Split) -> &mut u64 {
        match split {
            Split::Train => &mut self.train,
            Split::Validation => &mut self.validation,
            Split::Test => &mut self.test,
        }
    }
}

/// How the weights were calculated, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeightFormulas {
    /// Of [`ClassEntry::label_weight`].
    pub label_weight: String,
    /// Of [`ClassEntry::pixel_weight`] and [`Manifest::background_pixel_weight`].
    pub pixel_weight: String,
}

/// A series, or a picture that is in none: all of it is in one split.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupEntry {
    /// The series; none for a picture that is in none.
    pub series: Option<SeriesId>,
    /// The name of the series, or of the picture's file.
    pub name: String,
    /// The light in which it was taken, where that is known.
    pub regime: Option<String>,
    /// The split that it is in.
    pub split: Split,
    /// How many pictures it has, with crops or without.
    pub pictures: u64,
    /// How many of those were looked through, so that negatives may be of them.
    pub reviewed_pictures: u64,
    /// How many crops are of it.
    pub crops: u64,
}

/// A picture that crops are of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureEntry {
    /// Its number in the project.
    pub id: PictureId,
    /// Where its file is below the folder of the pictures, with forward slashes.
    pub file_name: String,
    /// The SHA-256 of its file as lower-case hexadecimal digits, where it is known.
    pub content: Option<String>,
    /// Columns of the picture as displayed.
    pub width_px: u32,
    /// Rows of the picture as displayed.
    pub height_px: u32,
    /// Samples a pixel of its crops: 1 for grey, 3 for red, green and blue.
    pub channels: u8,
    /// Bits a sample of its crops: 8 or 16, as in its file.
    pub bits: u8,
    /// Its place in [`Manifest::groups`].
    pub group: usize,
    /// Whether somebody looked through all of it, so that pixels without label are free of defects.
    pub is_reviewed: bool,
    /// Whether somebody said that there is nothing to label.
    pub has_nothing: bool,
}

/// How many negatives there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NegativeCounts {
    /// How many were asked for.
    pub wanted: PerSplit,
    /// How many there was room for.
    pub found: PerSplit,
}

/// How many labels and pictures were left out, by reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LeftOut {
    /// Labels that nobody has accepted yet. Their pixels are [`Manifest::ignore`].
    pub proposed_labels: u64,
    /// Labels that are marked to be passed over. Their pixels are [`Manifest::ignore`].
    pub ignored_labels: u64,
    /// Labels of classes that were not asked for. Their pixels are [`Manifest::ignore`].
    pub labels_of_other_classes: u64,
    /// Labels without a pixel in their picture.
    pub labels_without_pixels: u64,
    /// Labels on pictures that the caller did not offer.
    pub labels_without_picture: u64,
    /// Pictures that are in no series, where those are left out.
    pub pictures_without_series: u64,
    /// Pictures whose file is another one than when they were looked through: they count as not
    /// looked through.
    pub pictures_changed_since_review: u64,
}

/// What a crop is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CropKind {
    /// It shows a defect.
    Defect,
    /// It shows none, of a picture that was looked through.
    Negative,
}

/// A crop with its mask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CropEntry {
    /// The crop, below the folder of the manifest, with forward slashes.
    pub crop: String,
    /// Its mask, likewise.
    pub mask: String,
    /// The picture that it is of.
    pub picture: PictureId,
    /// The place of its series or lone picture in [`Manifest::groups`].
    pub group: usize,
    /// The split that it is in: that of its group.
    pub split: Split,
    /// What it is there for.
    pub kind: CropKind,
    /// Where it is in the picture.
    pub rect: CropRect,
    /// The labels in it that are defects of the exported classes, whole or in part, by number.
    pub labels: Vec<LabelInCrop>,
}

/// Where a crop is in its picture, in pixels as displayed. Where the picture is smaller than a crop,
/// this is smaller too: it is the upper left part of the crop, whose other pixels repeat the nearest
/// one of the picture and are [`Manifest::ignore`] in the mask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CropRect {
    /// The first column.
    pub left: u32,
    /// The first row.
    pub top: u32,
    /// How many columns of the picture.
    pub width: u32,
    /// How many rows of the picture.
    pub height: u32,
}

/// A label in a crop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelInCrop {
    /// Its number in the project.
    pub id: LabelId,
    /// The value of its class in masks.
    pub class: u8,
    /// Whether all of its pixels are in the crop.
    pub is_whole: bool,
    /// The box around its pixels in the crop: left, top, right, bottom in pixels of the crop, right
    /// and bottom not included.
    pub bounds: [u32; 4],
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn splits_have_numbers_of_their_own() {
        let mut counts = PerSplit::default();
        for (split, count) in Split::ALL.into_iter().zip(1..) {
            *counts.of_mut(split) = count;
        }
        assert_eq!(Split::ALL.map(|split| counts.of(split)), [1, 2, 3]);
        let json = serde_json::to_value(counts).unwrap();
        assert_eq!(json["validation"], 2);
    }

    #[test]
    fn options_are_read_as_they_were_written_and_missing_ones_are_usual() {
        let mut options = TrainingOptions::default();
        options.pinned.insert(SeriesId(7), Split::Test);
        let json = serde_json::to_string(&options).unwrap();
        assert!(json.contains(r#""pinned":{"7":"test"}"#), "{json}");
        assert!(json.contains(r#"{"kind":"flip_along_axis"}"#), "{json}");
        assert_eq!(
            serde_json::from_str::<TrainingOptions>(&json).unwrap(),
            options
        );
        let usual: TrainingOptions = serde_json::from_str("{}").unwrap();
        assert_eq!(usual, TrainingOptions::default());
    }
}
