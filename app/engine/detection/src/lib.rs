//! A detector laid over a picture of any size, and the things that it finds.
//!
//! A [`Detector`] is a model pack of the kind of the Deep Watershed Detector (Tuggener et al., "Deep
//! Watershed Detector for Music Object Recognition", ISMIR 2018): a network says for every cell of a
//! few pixels how surely the middle of a thing lies there (its *energy*) and where the edges of that
//! thing are. Classes are told by a second, small model of the pack, which is run for the middles
//! alone, so that most of a page costs nothing.
//!
//! # From pixels to things
//!
//! 1. The picture is brought to the scale at which its *unit*, a length that the caller knows of it,
//!    has the length that the model was trained at ([`packs::Fit::Unit`]). On a page of ruled paper
//!    the unit may be the distance between two lines.
//! 2. Tile by tile the model gives its maps. Of neighbouring tiles, each answers for the cells on its
//!    side of the middle of what they share.
//! 3. A cell whose energy is the highest among its eight neighbours, and reaches
//!    [`packs::DetectorSpec::least_energy`], is the middle of a thing. Edges and features are the
//!    means over the cell and its neighbours, weighted by their energy, which places the box more
//!    finely than the cells are.
//! 4. The classifier gives probabilities for the features. The score is the energy times the
//!    probability that it is a thing at all: none of what the model learnt only to tell things from.
//!    Two classes that look alike do not make it less sure that something is there.
//! 5. Of two things that are nearer to each other than [`packs::DetectorSpec::apart_units`], the one
//!    with the lower score is dropped.
//!
//! A [`CloseUp`] is the window around one thing alone: what is needed to ask why it was found.
//!
//! The network's own cut in the paper, a threshold on the energy and the connected parts above it,
//! joins things that stand close together. It is there to be shown and compared:
//! [`Detections::components`].

mod axis;
mod classifier;
mod close_up;
mod components;
mod detections;
mod detector;
mod energy;
mod error;
mod maps;
mod merge;
mod peaks;
mod scale;

pub use close_up::{CloseUp, SeenThing};
pub use components::Component;
pub use detections::{Detection, Detections, RankedClass};
pub use detector::Detector;
pub use energy::EnergyMap;
pub use error::DetectionError;
