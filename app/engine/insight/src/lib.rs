//! Looking into a model over a picture: what the picture's response is, what the layers hold, and
//! whether the detector takes the picture for an attack.
//!
//! A [`Reasoner`] is a model pack that can be asked why. It takes pictures as they are, prepares
//! them as the pack says, and gives an [`Explanation`]: the response of a method with its local
//! spatial entropy ([`ResponseMaps`]), laid over the picture, and, where the detector was calibrated
//! for the model, a [`Judgement`]. A [`ThingReasoner`] says the same of one thing that a detector
//! found. [`LayerMaps`] are the maps of a layer side by side. A
//! [`Laboratory`] tries attacks on the same model. [`explained_figure`] and [`attacked_figure`] draw
//! what was found for a paper.

mod error;
mod explanation;
mod figure;
mod input_picture;
mod judgement;
mod laboratory;
mod layer_maps;
mod mosaic;
mod overlay;
mod planes;
mod reasoner;
mod response_maps;
mod thing;

pub use error::InsightError;
pub use explanation::Explanation;
pub use figure::{AttackedText, FigureText, attacked_figure, explained_figure};
pub use input_picture::{input_rgb, prepare_file, unit_raster, unit_rgb};
pub use judgement::Judgement;
pub use laboratory::Laboratory;
pub use layer_maps::LayerMaps;
pub use reasoner::{Inquiry, Reasoner};
pub use response_maps::ResponseMaps;
pub use thing::{Thing, ThingAspect, ThingExplanation, ThingReasoner};
