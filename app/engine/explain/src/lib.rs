//! Why a model decided so: gradients of any ONNX model, and what is made of them.
//!
//! A [`DifferentiableModel`] is a model as ONNX Runtime simplifies it, with the type of every
//! value. From it come [`GradientSession`]s: the model with its gradients, on any provider. The
//! methods ask these for a response, an array of the picture's size that says what each sample of
//! the input did to the target.

mod batch;
mod classes;
mod element;
mod error;
mod explainer;
mod feature_maps;
mod grid;
mod kept;
mod kernels;
mod layers;
mod memory;
mod methods;
mod model;
mod pick;
mod seed;
mod session;

pub use classes::{ClassTarget, class_target};
pub use error::ExplainError;
pub use explainer::{Explainer, PictureInput};
pub use feature_maps::FeatureMaps;
pub use layers::{Layer, LayerKind, layers};
pub use memory::Memory;
pub use methods::{Caveat, Method, Response, Target, UnknownMethod};
pub use model::DifferentiableModel;
pub use seed::Seed;
pub use session::{GradientRun, GradientSession, SessionRequest};
