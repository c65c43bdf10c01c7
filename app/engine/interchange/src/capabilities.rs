//! What each format can hold, and what becomes of what it cannot.

use shapes::ShapeKind;

use crate::Format;

/// What becomes of a shape in a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fate {
    /// It comes back as it is.
    Held,
    /// The upright box around it is written.
    Box,
    /// A rotated box is written: of an upright box the same box, of other shapes the smallest around
    /// them.
    RotatedBox,
    /// A polygon of its outline is written.
    Polygon,
    /// The polygons of its parts are written as labels of their own, which share a group.
    Split,
    /// Its rings are joined into one by lines there and back, which have no area.
    Joined,
    /// The pixels that it covers are written.
    Mask,
    /// It is not written.
    LeftOut,
}

/// Something beside shapes that a format may hold or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Feature {
    /// Named attributes of labels.
    Attributes,
    /// Whether something lies in front of a label's thing.
    Occluded,
    /// Whether a label's thing goes on outside the picture.
    Truncated,
    /// Whether a label is to be left out of training and measuring.
    Ignored,
    /// Whether a label is of many things that are not told apart.
    Crowd,
    /// How sure a model was.
    Scores,
    /// Which labels are of the same thing in a series.
    Tracks,
    /// Labels that say that a track is not to be seen in a picture.
    Outside,
    /// Which labels of a picture belong together.
    Groups,
    /// Notes on labels.
    Notes,
    /// The widths of lines.
    LineWidths,
    /// Whether a picture was looked through.
    Reviews,
    /// The colours of classes.
    ClassColours,
    /// The groups of classes.
    ClassParents,
    /// The numbers of classes, with their gaps.
    ClassNumbers,
    /// The numbers of pictures.
    PictureNumbers,
    /// The numbers of labels.
    LabelNumbers,
}

impl Feature {
    /// All features, in the order in which losses are listed.
    pub const ALL: [Self; 17] = [
        Self::Attributes,
        Self::Occluded,
        Self::Truncated,
        Self::Ignored,
        Self::Crowd,
        Self::Scores,
        Self::Tracks,
        Self::Outside,
        Self::Groups,
        Self::Notes,
        Self::LineWidths,
        Self::Reviews,
        Self::ClassColours,
        Self::ClassParents,
        Self::ClassNumbers,
        Self::PictureNumbers,
        Self::LabelNumbers,
    ];
}

/// What a format can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    boxes: Fate,
    rotated_boxes: Fate,
    polygons: Fate,
    masks: Fate,
    lines: Fate,
    points: Fate,
    holes: Fate,
    parts: Fate,
    features: &'static [Feature],
}

impl Capabilities {
    /// What becomes of shapes of a kind.
    #[must_use]
    pub const fn shapes(&self, kind: ShapeKind) -> Fate {
        match kind {
            ShapeKind::Box => self.boxes,
            ShapeKind::RotatedBox => self.rotated_boxes,
            ShapeKind::Polygon => self.polygons,
            ShapeKind::Mask => self.masks,
            ShapeKind::Polyline => self.lines,
            ShapeKind::Point => self.points,
        }
    }

    /// What becomes of polygons with holes.
    #[must_use]
    pub const fn holes(&self) -> Fate {
        self.holes
    }

    /// What becomes of polygons with several parts.
    #[must_use]
    pub const fn parts(&self) -> Fate {
        self.parts
    }

    /// Whether the format holds a feature.
    #[must_use]
    pub fn holds(&self, feature: Feature) -> bool {
        self.features.contains(&feature)
    }
}

impl Format {
    /// What the format can hold.
    #[must_use]
    pub const fn capabilities(self) -> Capabilities {
        match self {
            Self::Coco => COCO,
            Self::YoloBox => YOLO_BOX,
            Self::YoloSegment => YOLO_SEGMENT,
            Self::YoloOriented => YOLO_ORIENTED,
            Self::PascalVoc => PASCAL_VOC,
            Self::LabelMe => LABELME,
            Self::CvatXml => CVAT_XML,
            Self::MaskPng => MASK_PNG,
            Self::Csv => CSV,
        }
    }
}

/// Polygons of several parts are one instance; holes only exist in masks (cocodataset/cocoapi#153).
/// A box, rotated or not, is its four corners with CVAT's `rotation` attribute.
const COCO: Capabilities = Capabilities {
    boxes: Fate::Held,
    rotated_boxes: Fate::Held,
    polygons: Fate::Held,
    masks: Fate::Held,
    lines: Fate::Mask,
    points: Fate::LeftOut,
    holes: Fate::Mask,
    parts: Fate::Held,
    features: &[
        Feature::Attributes,
        Feature::Occluded,
        Feature::Truncated,
        Feature::Ignored,
        Feature::Crowd,
        Feature::Scores,
        Feature::Tracks,
        Feature::Groups,
        Feature::Notes,
        Feature::Reviews,
        Feature::ClassColours,
        Feature::ClassParents,
        Feature::ClassNumbers,
        Feature::PictureNumbers,
        Feature::LabelNumbers,
    ],
};

/// A line of numbers a label: a class and a box.
const YOLO_BOX: Capabilities = Capabilities {
    boxes: Fate::Held,
    rotated_boxes: Fate::Box,
    polygons: Fate::Box,
    masks: Fate::Box,
    lines: Fate::Box,
    points: Fate::LeftOut,
    holes: Fate::Box,
    parts: Fate::Box,
    features: &[],
};

/// A line of numbers a label: a class and one ring.
const YOLO_SEGMENT: Capabilities = Capabilities {
    boxes: Fate::Polygon,
    rotated_boxes: Fate::Polygon,
    polygons: Fate::Held,
    masks: Fate::Polygon,
    lines: Fate::Polygon,
    points: Fate::LeftOut,
    holes: Fate::Joined,
    parts: Fate::Joined,
    features: &[],
};

/// A line of numbers a label: a class and four corners.
const YOLO_ORIENTED: Capabilities = Capabilities {
    boxes: Fate::RotatedBox,
    rotated_boxes: Fate::Held,
    polygons: Fate::RotatedBox,
    masks: Fate::RotatedBox,
    lines: Fate::RotatedBox,
    points: Fate::LeftOut,
    holes: Fate::RotatedBox,
    parts: Fate::RotatedBox,
    features: &[],
};

/// Boxes; attributes as CVAT writes them, `verified` as labelImg does, colours in `labelmap.txt`.
const PASCAL_VOC: Capabilities = Capabilities {
    boxes: Fate::Held,
    rotated_boxes: Fate::Box,
    polygons: Fate::Box,
    masks: Fate::Box,
    lines: Fate::Box,
    points: Fate::LeftOut,
    holes: Fate::Box,
    parts: Fate::Box,
    features: &[
        Feature::Attributes,
        Feature::Occluded,
        Feature::Truncated,
        Feature::Ignored,
        Feature::Reviews,
        Feature::ClassColours,
    ],
};

/// Since labelme keeps keys that it does not know, most of what X-AnyLabeling or this program adds
/// to a shape survives there.
const LABELME: Capabilities = Capabilities {
    boxes: Fate::Held,
    rotated_boxes: Fate::Held,
    polygons: Fate::Held,
    masks: Fate::Held,
    lines: Fate::Held,
    points: Fate::Held,
    holes: Fate::Mask,
    parts: Fate::Split,
    features: &[
        Feature::Attributes,
        Feature::Occluded,
        Feature::Truncated,
        Feature::Ignored,
        Feature::Crowd,
        Feature::Scores,
        Feature::Tracks,
        Feature::Groups,
        Feature::Notes,
        Feature::LineWidths,
        Feature::Reviews,
    ],
};

/// Images and tracks in one file.
const CVAT_XML: Capabilities = Capabilities {
    boxes: Fate::Held,
    rotated_boxes: Fate::Held,
    polygons: Fate::Held,
    masks: Fate::Held,
    lines: Fate::Held,
    points: Fate::Held,
    holes: Fate::Mask,
    parts: Fate::Split,
    features: &[
        Feature::Attributes,
        Feature::Occluded,
        Feature::Tracks,
        Feature::Outside,
        Feature::Groups,
        Feature::ClassColours,
    ],
};

/// Pixels.
const MASK_PNG: Capabilities = Capabilities {
    boxes: Fate::Mask,
    rotated_boxes: Fate::Mask,
    polygons: Fate::Mask,
    masks: Fate::Held,
    lines: Fate::Mask,
    points: Fate::LeftOut,
    holes: Fate::Mask,
    parts: Fate::Mask,
    features: &[Feature::Reviews, Feature::ClassColours],
};

/// Our own table, which holds everything.
const CSV: Capabilities = Capabilities {
    boxes: Fate::Held,
    rotated_boxes: Fate::Held,
    polygons: Fate::Held,
    masks: Fate::Held,
    lines: Fate::Held,
    points: Fate::Held,
    holes: Fate::Held,
    parts: Fate::Held,
    features: &Feature::ALL,
};
