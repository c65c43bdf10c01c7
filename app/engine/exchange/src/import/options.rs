//! What a caller can choose about an import.

use std::collections::BTreeMap;

use annotation::{ClassId, LayerId, SHARED_LAYER};
use interchange::Broken;

/// What a caller can choose about an import.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportOptions {
    /// The name of the file or folder, which labels keep as where they came from.
    pub file: String,
    /// Where the labels go.
    pub target: Target,
    /// What becomes of labels that are there already.
    pub present: Present,
    /// What becomes of classes that the project does not have.
    pub unknown_classes: ClassChoice,
    /// What becomes of classes by their names in the file, whether the project has them or not.
    pub classes: BTreeMap<String, ClassChoice>,
    /// What becomes of labels of pictures that have another size than the file says.
    pub other_sizes: OtherSizes,
    /// What becomes of broken shapes.
    pub broken: Broken,
    /// What becomes of labels that no person stands behind: those with a model's score, and those of
    /// tracks between keyframes.
    pub unconfirmed: Unconfirmed,
    /// Whether pictures count as looked through that the file says were, where all of their labels
    /// were taken.
    pub with_reviews: bool,
    /// Whether pictures that are in no series and share a track become a series. Without one their
    /// labels are on no track.
    pub make_series: bool,
}

impl ImportOptions {
    /// The usual choices, which change nothing that is there.
    #[must_use]
    pub fn new(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            target: Target::Layer(SHARED_LAYER),
            present: Present::Keep,
            unknown_classes: ClassChoice::Add,
            classes: BTreeMap::new(),
            other_sizes: OtherSizes::Refuse,
            broken: Broken::Mend,
            unconfirmed: Unconfirmed::Propose,
            with_reviews: true,
            make_series: true,
        }
    }
}

/// Where imported labels go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To a layer of the project.
    Layer(LayerId),
    /// To a layer of this name, which is made where there is none.
    Named(String),
}

/// What becomes of labels that are there already on the layer, on pictures of which the file says
/// something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Present {
    /// They stay. Labels of the same class at the same place are not taken again.
    Keep,
    /// They go, but for those of the same class at the same place, which only take over what else the
    /// file says of them.
    Replace,
}

/// What becomes of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClassChoice {
    /// It is added, unless the project has one of its name.
    Add,
    /// Its labels become labels of this class.
    Become(ClassId),
    /// Its labels are left out.
    LeaveOut,
}

/// What becomes of labels of pictures that have another size than the file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OtherSizes {
    /// Nothing is imported until another choice was made.
    Refuse,
    /// They are left out.
    LeaveOut,
    /// They are scaled in x and in y to the size that the picture has. Those of pictures whose sides
    /// are exchanged are left out, since they would have to be turned.
    Scale,
    /// They are taken as they stand.
    Keep,
}

/// What becomes of labels that no person stands behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unconfirmed {
    /// They are proposals until somebody has looked.
    Propose,
    /// They count like all others.
    Keep,
}
