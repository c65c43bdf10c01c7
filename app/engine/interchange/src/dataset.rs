//! Labelled pictures in no format at all: what every format is read into and written from.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use shapes::{PictureSize, Shape};

use crate::Format;

/// Labelled pictures, with the classes that their labels name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dataset {
    /// Every class, used or not, in an order that formats with numbered classes keep. No two have
    /// the same name.
    pub classes: Vec<Class>,
    /// The pictures, each once.
    pub pictures: Vec<PictureLabels>,
    /// What the file as a whole carried that has no place here, such as the licences of COCO.
    pub unknown: Option<Box<Unknown>>,
}

/// What a label says that a thing is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Class {
    /// Its name, which is not empty.
    pub name: String,
    /// Its number in the format that it was read from, which may leave gaps; none for a class that
    /// was never in a format with numbers.
    pub foreign_id: Option<i64>,
    /// Red, green and blue of its labels.
    pub colour: Option<[u8; 3]>,
    /// The name of the group that it belongs to (`supercategory` of COCO).
    pub parent: Option<String>,
    /// What the format carried for it that has no place here.
    pub unknown: Option<Box<Unknown>>,
}

/// A picture and its labels.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PictureLabels {
    /// Where the picture is, below the folder of the labelled pictures, with forward slashes. It
    /// never leaves that folder, so it is safe to join to a path.
    pub file_name: String,
    /// Columns of the picture as displayed, with its orientation applied.
    pub width_px: u32,
    /// Rows of the picture as displayed, with its orientation applied.
    pub height_px: u32,
    /// The EXIF orientation of the picture file, 1 to 8, where it is known. Coordinates are of the
    /// picture as displayed; which tools look at this number differs, so that an export of pictures
    /// with another one than 1 is told as a [`Loss`](crate::Loss).
    pub orientation: Option<u8>,
    /// Whether somebody looked through the whole picture. True without labels means that there is
    /// nothing to label; false means that labels may be missing; none means that the format does not
    /// say.
    pub is_reviewed: Option<bool>,
    /// Its number in the format that it was read from.
    pub foreign_id: Option<i64>,
    /// The labels in the order in which they are drawn: later ones lie above earlier ones.
    pub labels: Vec<Labelled>,
    /// What the format carried for it that has no place here.
    pub unknown: Option<Box<Unknown>>,
}

impl PictureLabels {
    /// The size as displayed.
    #[must_use]
    pub const fn size(&self) -> PictureSize {
        PictureSize {
            width_px: self.width_px,
            height_px: self.height_px,
        }
    }
}

/// One label: where something is, and what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Labelled {
    /// The place of its class in [`Dataset::classes`].
    pub class: usize,
    /// Where it is.
    pub shape: Shape,
    /// What else was said of it, by name.
    pub attributes: BTreeMap<String, String>,
    /// Whether something lies in front of a part of it.
    pub is_occluded: bool,
    /// Whether a part of it lies outside the picture.
    pub is_truncated: bool,
    /// Whether it is to be left out of training and measuring (`difficult` of VOC, `ignore` of
    /// COCO).
    pub is_ignored: bool,
    /// Whether it is a region of many things that are not told apart (`iscrowd` of COCO).
    pub is_crowd: bool,
    /// How sure a model was of it.
    pub score: Option<f32>,
    /// Its place in a track, when it is one of several labels of the same thing in a series.
    pub track: Option<TrackPlace>,
    /// The number that it shares with other labels of the picture that belong together.
    pub group: Option<i64>,
    /// What somebody wrote about it.
    pub note: Option<String>,
    /// Its number in the format that it was read from.
    pub foreign_id: Option<i64>,
    /// What the format carried for it that has no place here.
    pub unknown: Option<Box<Unknown>>,
}

impl Labelled {
    /// A label that says nothing but where and what.
    #[must_use]
    pub const fn new(class: usize, shape: Shape) -> Self {
        Self {
            class,
            shape,
            attributes: BTreeMap::new(),
            is_occluded: false,
            is_truncated: false,
            is_ignored: false,
            is_crowd: false,
            score: None,
            track: None,
            group: None,
            note: None,
            foreign_id: None,
            unknown: None,
        }
    }

    /// Whether the label says that its track is not to be seen in this picture, instead of marking
    /// a place.
    #[must_use]
    pub fn is_outside(&self) -> bool {
        self.track.is_some_and(|track| track.is_outside)
    }
}

/// The place of a label in a track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrackPlace {
    /// The number of the track, which all labels of the thing share.
    pub id: u64,
    /// Whether somebody placed it here; else it was placed between two others by calculation.
    pub is_keyframe: bool,
    /// Whether the thing is not to be seen in this picture: its shape then only repeats where it
    /// was seen last.
    pub is_outside: bool,
}

/// What a format carried that this crate gives no meaning to. It goes back into files of the same
/// format, and is left out of others.
#[derive(Debug, Clone, PartialEq)]
pub struct Unknown {
    /// The format that it came from.
    pub format: Format,
    /// The fields by name.
    pub fields: Map<String, Value>,
}

impl Unknown {
    /// Keeps fields, unless there are none.
    pub(crate) fn keep(format: Format, fields: Map<String, Value>) -> Option<Box<Self>> {
        (!fields.is_empty()).then(|| Box::new(Self { format, fields }))
    }

    /// The fields that go back into a file of this format.
    pub(crate) fn of(unknown: Option<&Self>, format: Format) -> Map<String, Value> {
        unknown
            .filter(|it| it.format == format)
            .map(|it| it.fields.clone())
            .unwrap_or_default()
    }
}
