//! Why nothing can be proposed.

use thiserror::Error;

/// Why nothing can be proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PropagationError {
    /// There is no mark to start from.
    #[error("nothing is marked on any shot; mark the defect on one shot first")]
    NoKeys,
    /// Two marks are on one shot.
    #[error("shot {} is marked twice; choose one of the two marks", shot + 1)]
    TwoKeys {
        /// The shot, from 0.
        shot: usize,
    },
    /// A mark is on a shot that the series does not have.
    #[error("there is no shot {} in a series of {shots}", shot + 1)]
    NoSuchShot {
        /// The shot, from 0.
        shot: usize,
        /// How many shots there are.
        shots: usize,
    },
    /// A mark has no points.
    #[error("the mark on shot {} is empty; draw it again", shot + 1)]
    EmptyKey {
        /// The shot, from 0.
        shot: usize,
    },
    /// It is not known how far the thing turned, and one mark does not tell.
    #[error(
        "the angles of the shots are not known; enter them, or mark the defect on a second shot"
    )]
    NoAngles,
    /// Neither the pictures nor the marks tell where the cylinder is.
    #[error(
        "no cylinder was found in the pictures; mark the defect on a second shot, or choose copying"
    )]
    NoCylinder,
    /// A mark lies beside the cylinder.
    #[error("the mark on shot {} lies beside the part; move it, or choose copying", shot + 1)]
    BesideCylinder {
        /// The shot, from 0.
        shot: usize,
    },
    /// Whoever asked does not want the answer any more.
    #[error("cancelled")]
    Cancelled,
}
