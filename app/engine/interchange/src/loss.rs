//! What a format would lose of labels, in words.

use std::fmt;

use shapes::ShapeKind;

use crate::{Fate, Feature};

/// Something that is lost when labels are written in a format. Its text says what happens to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loss {
    /// What is lost.
    pub kind: LossKind,
    /// How often: labels, but for losses of classes and of pictures.
    pub count: u64,
}

/// What can be lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum LossKind {
    /// Shapes become others or are left out.
    Shape {
        /// What they are.
        from: ShapeKind,
        /// What becomes of them.
        to: Fate,
    },
    /// Polygons with holes become something else.
    Holes {
        /// What becomes of them.
        to: Fate,
    },
    /// Polygons of several parts become something else.
    Parts {
        /// What becomes of them.
        to: Fate,
    },
    /// Shapes that leave the picture are cut off at its edge.
    OutsidePicture,
    /// The format has no place for it.
    Feature(Feature),
    /// Attributes whose names mean something else in the format.
    ReservedAttributes,
    /// Texts with control characters, or with white space around them, which come back changed.
    Texts,
    /// What was kept of the format that the labels came from, which another format does not know.
    Unknown,
    /// Masks in tracks, which CVAT does not know.
    MasksInTracks,
    /// Labels between keyframes, which CVAT calculates anew.
    BetweenKeyframes,
    /// Labels that others may cover in a mask picture.
    Covered,
    /// Labels that become one with another of the same class in a mask picture.
    Merged,
    /// Pictures that are stored turned or mirrored.
    Orientation,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            LossKind::Shape { from, to } => write!(f, "{} {}", plural(from), fate_in_words(to))?,
            LossKind::Holes { to } => write!(f, "polygons with holes {}", fate_in_words(to))?,
            LossKind::Parts { to } => {
                write!(f, "polygons of several parts {}", fate_in_words(to))?;
            }
            LossKind::OutsidePicture => f.write_str("shapes are cut off at the edge of the picture")?,
            LossKind::Feature(feature) => f.write_str(feature_in_words(feature))?,
            LossKind::ReservedAttributes => f.write_str(
                "attributes are left out, because their names mean something else in the format",
            )?,
            LossKind::Texts => f.write_str(
                "texts come back changed, because they have control characters or white space around \
                 them",
            )?,
            LossKind::Unknown => {
                f.write_str("what only the format knows that the labels came from is left out")?;
            }
            LossKind::MasksInTracks => {
                f.write_str("masks leave their tracks, because tracks of CVAT hold none")?;
            }
            LossKind::BetweenKeyframes => f.write_str(
                "labels between keyframes are written, but CVAT places them anew on straight lines",
            )?,
            LossKind::Covered => {
                f.write_str("labels may be covered in part, because a pixel has one value")?;
            }
            LossKind::Merged => {
                f.write_str("labels become one with others of their class in the same picture")?;
            }
            LossKind::Orientation => f.write_str(
                "pictures have an orientation tag, and tools that ignore it show the labels turned",
            )?,
        }
        write!(f, ": {}", self.count)
    }
}

const fn plural(kind: ShapeKind) -> &'static str {
    match kind {
        ShapeKind::Box => "boxes",
        ShapeKind::RotatedBox => "rotated boxes",
        ShapeKind::Polygon => "polygons",
        ShapeKind::Mask => "masks",
        ShapeKind::Polyline => "lines",
        ShapeKind::Point => "points",
    }
}

const fn fate_in_words(fate: Fate) -> &'static str {
    match fate {
        Fate::Held => "come back as they are",
        Fate::Box => "become the upright boxes around them",
        Fate::RotatedBox => "become rotated boxes",
        Fate::Polygon => "become polygons of their outlines",
        Fate::Split => "become labels of their own for each part, which share a group",
        Fate::Joined => "become one ring, joined by lines without an area",
        Fate::Mask => "become masks of the pixels that they cover",
        Fate::LeftOut => "are left out",
    }
}

const fn feature_in_words(feature: Feature) -> &'static str {
    match feature {
        Feature::Attributes => "labels lose their attributes",
        Feature::Occluded => "labels lose the mark that something lies in front",
        Feature::Truncated => "labels lose the mark that a part lies outside the picture",
        Feature::Ignored => "labels to be ignored become ordinary ones",
        Feature::Crowd => "labels of crowds become ordinary ones",
        Feature::Scores => "labels lose their scores",
        Feature::Tracks => "labels lose their tracks",
        Feature::Outside => "labels that a track is not to be seen are left out",
        Feature::Groups => "labels lose their groups",
        Feature::Notes => "labels lose their notes",
        Feature::LineWidths => "lines lose their widths",
        Feature::Reviews => "pictures lose whether they were looked through",
        Feature::ClassColours => "classes lose their colours",
        Feature::ClassParents => "classes lose the group that they belong to",
        Feature::ClassNumbers => "classes are numbered anew",
        Feature::PictureNumbers => "pictures are numbered anew or not at all",
        Feature::LabelNumbers => "labels are numbered anew or not at all",
    }
}
