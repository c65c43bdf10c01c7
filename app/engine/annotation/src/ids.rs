//! The numbers by which things are known. A number is never given to another thing, so that files,
//! journals and exports that name it stay right.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($name:ident, $what:literal) => {
        #[doc = concat!("The number of ", $what, " in its project.")]
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

id!(ClassId, "a class");
id!(CorrectionId, "a correction");
id!(EditId, "an edit");
id!(LabelId, "a label");
id!(LayerId, "a layer");
id!(SeriesId, "a series");
id!(TrackId, "a track");

/// Gives numbers that were never given before in the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdSource {
    next: i64,
}

impl IdSource {
    /// A source whose first number is `next`.
    #[must_use]
    pub const fn starting_at(next: i64) -> Self {
        Self { next }
    }

    /// The number that it gives next.
    #[must_use]
    pub const fn next(&self) -> i64 {
        self.next
    }

    fn take(&mut self) -> i64 {
        let id = self.next;
        self.next += 1;
        id
    }

    /// A number for a new class.
    pub fn class(&mut self) -> ClassId {
        ClassId(self.take())
    }

    /// A number for a new correction.
    pub fn correction(&mut self) -> CorrectionId {
        CorrectionId(self.take())
    }

    /// A number for a new label.
    pub fn label(&mut self) -> LabelId {
        LabelId(self.take())
    }

    /// A number for a new layer.
    pub fn layer(&mut self) -> LayerId {
        LayerId(self.take())
    }

    /// A number for a new series.
    pub fn series(&mut self) -> SeriesId {
        SeriesId(self.take())
    }

    /// A number for a new track.
    pub fn track(&mut self) -> TrackId {
        TrackId(self.take())
    }
}

/// The first number of a new project: those below are kept for what every project has.
pub(crate) const FIRST_ID: i64 = 100;

impl Default for IdSource {
    fn default() -> Self {
        Self::starting_at(FIRST_ID)
    }
}
