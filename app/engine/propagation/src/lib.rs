//! Where a mark on one shot of a series is on the others.
//!
//! [`propagate()`] takes the shapes of one thing on the shots where a person marked it ([`Keyed`]) and
//! says for every other shot where it should be, or why it is not seen there ([`Proposal`]). There
//! are three [`Method`]s:
//!
//! - [`Turning`]: the thing is on the wall of a cylinder that turns before the camera. A point of it
//!   is at `x = c + R sin(φ + α)` across the axis, and what is seen is narrowed by `cos(φ + α)`. The
//!   cylinder is given, found in the pictures ([`find_part`]), or fitted to the marks
//!   ([`fitted_cylinder`]). Every place is then compared with the pictures: it is moved a little to
//!   where the shot looks most like those that were marked, and dropped where nothing stands out.
//! - [`Method::Copy`]: it is where it was.
//! - [`Method::Interpolated`]: it moves evenly from one marked shot to the next.
//!
//! [`join()`] goes the other way: it takes what was found on each shot by itself ([`Found`]), and says
//! which finds are of one [`Thing`] of the part, and which are of what stands before the camera.
//!
//! Nothing here reads files or keeps anything: shots are numbered from 0, and their pixels come from
//! a closure ([`Shots::pixels`]). The same input always gives the same answer.

mod cylinder;
mod detail;
mod error;
mod fit;
mod interpolate;
mod joining;
mod part;
mod patch;
mod propagate;
mod proposal;
mod shots;
mod surface;
mod turned_shape;
mod turning;

pub use cylinder::{Cylinder, Phase, Wall};
pub use error::PropagationError;
pub use fit::{Seen, fitted_cylinder};
pub use joining::{Found, Joined, Motion, Thing, join};
pub use part::{Part, find_part, find_part_on};
pub use patch::GrayPatch;
pub use propagate::{Keyed, Method, Watch, propagate};
pub use proposal::{Fit, FitSource, PROPOSED_FROM, Propagated, Proposal, Proposed, Unseen};
pub use shots::{Pixels, Shots, full_turn_rad};
pub use turning::{Sense, Turning, Walls};
