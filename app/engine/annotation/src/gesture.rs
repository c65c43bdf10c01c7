//! The kinds of gestures, by names that stand in files.

use serde::{Deserialize, Serialize};

macro_rules! gestures {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What the user did, for the list of what can be undone. The names stand in files and
        /// never change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Gesture {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl Gesture {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name that stands in files and texts.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The gesture of a name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|gesture| gesture.name() == name)
            }
        }
    };
}

gestures! {
    /// Drew labels, pasted or duplicated them.
    AddLabels = "add-labels",
    /// Deleted labels.
    RemoveLabels = "remove-labels",
    /// Moved, scaled, turned or reshaped labels.
    Reshape = "reshape",
    /// Painted a mask or erased from it.
    Paint = "paint",
    /// Made one label of several.
    Merge = "merge",
    /// Made several labels of one.
    Split = "split",
    /// Took one label's area out of others.
    Subtract = "subtract",
    /// Gave labels another class.
    Reclassify = "reclassify",
    /// Changed attributes, flags or notes of labels.
    Describe = "describe",
    /// Locked or unlocked labels.
    Lock = "lock",
    /// Made, changed or deleted classes.
    Classes = "classes",
    /// Made, changed or deleted series.
    Series = "series",
    /// Closed a series or opened it again.
    CloseSeries = "close-series",
    /// Put labels on tracks, joined or parted tracks.
    Tracks = "tracks",
    /// Carried labels over to other shots.
    Propagate = "propagate",
    /// Said that something is not visible, or that there is nothing to label.
    SayNothing = "say-nothing",
    /// Took what a model proposes.
    TakeProposals = "take-proposals",
    /// Accepted proposals.
    Accept = "accept",
    /// Rejected proposals.
    Reject = "reject",
    /// Changed how far a review is.
    Review = "review",
    /// Made, renamed or deleted layers.
    Layers = "layers",
    /// Read labels from a file.
    Import = "import",
}
