//! Why labels cannot be imported.

use annotation::Refusal;

/// Why labels cannot be imported as was asked for. Nothing was changed. The message says what, why,
/// and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Pictures have another size than the file says.
    #[error(
        "{count} pictures have another size than the labels say: `{name}` has {} × {} pixels, not \
         {} × {}; scale the labels, keep them as they stand, or leave them out",
        is_px.0, is_px.1, said_px.0, said_px.1
    )]
    OtherSizes {
        /// How many pictures.
        count: usize,
        /// The first of them, as the file names it.
        name: String,
        /// Width and height in the file.
        said_px: (u32, u32),
        /// Width and height of the picture.
        is_px: (u32, u32),
    },
    /// Labels that would be replaced are locked.
    #[error("{count} labels that would be replaced are locked; unlock them, or keep what is there")]
    Locked {
        /// How many.
        count: usize,
    },
    /// The layer that labels are to go to is not there.
    #[error("the layer that the labels are to go to is not there any more; choose another one")]
    NoLayer,
    /// The class that labels are to become is not there.
    #[error("the class that `{name}` is to become is not there any more; choose another one")]
    NoClass {
        /// The name of the class in the file.
        name: String,
    },
    /// A name for a layer is empty.
    #[error("a layer needs a name; give it one")]
    NoName,
    /// The labels of the project do not take what was planned.
    #[error(
        "the labels of the project have changed since the import was looked at ({0}); look at it once more"
    )]
    Changed(#[from] Refusal),
}
