//! What is done with a feature response, on the processor and with the window closed.
//!
//! A feature response is an array of gradients as large as the picture: how much each sample of the
//! input speaks for what the network saw. [`grey()`] makes one value a pixel of it, [`normalise()`]
//! brings the values to 0..=1, [`quantise()`] to 8-bit levels, and [`entropy()`] says how much the
//! levels around each pixel differ. [`average`] is the one figure that Amirian, Schwenker and
//! Stadelmann ("Trace and Detect Adversarial Attacks on CNNs Using Feature Response Maps", ANNPR
//! 2018) compare with a threshold to tell an attack. [`measure()`] does all of that in turn, as a
//! [`Preset`] or other [`ResponseSettings`] say. [`ColourMap`] and [`blend()`] make it visible.

mod blend;
mod colour_map;
mod entropy;
mod error;
mod footprint;
mod grey;
mod levels;
mod measure;
mod normalise;
mod oklab;
mod settings;

pub use blend::{Overlay, Weighting, blend, check_sizes};
pub use colour_map::ColourMap;
pub use entropy::{EntropyParameters, Estimator, KeyOffsets, average, entropy};
pub use error::ResponseError;
pub use footprint::{Footprint, LARGEST_SIDE_PX};
pub use grey::{GreyRule, grey};
pub use levels::{LEVELS, bin, level, quantise};
pub use measure::{Measurement, measure};
pub use normalise::{Normalisation, Normalised, Sign, normalise};
pub use settings::{Preset, ResponseSettings};
