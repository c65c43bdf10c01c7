//! Pictures of turning catheter balloons from first principles, with the truth about their defects.
//!
//! A [`Balloon`] is a tube with a cone at each end, of a thin clear wall with scratches, inclusions
//! and bubbles, between lamps and a camera. [`Balloon::random`] draws one in one of the four
//! [`Regime`]s of light of Stadelmann et al., "Deep Learning in the Wild" (ANNPR 2018), figure 5.
//! [`render_shot`] and [`render_series`] photograph it while it turns, and say of every shot where
//! each defect is and where it can be seen: a person labels only what is visible, and a series shows
//! the same defect well in one shot and not at all in the next. [`write_series`] writes all of that
//! to a folder.
//!
//! The same seed gives the same bytes, on any number of threads.
//!
//! # How light is followed
//!
//! The lens is telecentric, so a line of sight meets the near wall and then the far one at
//! `x = x_c + R sin φ`. Each wall mirrors (Schlick's approximation of Fresnel's equations, Stokes's
//! sum over its two surfaces), lets through (Snell, Beer–Lambert), scatters (a thin layer with the
//! phase function of Henyey and Greenstein), and turns what it lets through as the prism that it is
//! wherever it is uneven. What is mirrored or turned is looked up in the lamps by its direction. So
//! a scratch is dark before a narrow back light because its slopes look past it, and bright where
//! they look at a dark-field ring. A lens blurs, the far wall more, and scatters glare; the sensor
//! follows the linear model of the EMVA standard 1288.

mod balloon;
mod camera;
mod defect;
mod error;
mod lighting;
mod mask;
mod noise;
mod optics;
mod outline;
mod projection;
mod quantity;
mod random;
mod regime;
mod render;
mod series;
mod size;
mod spec;
mod surface;
mod write;

pub use balloon::{Balloon, MOST_DEFECTS, MOST_SHOTS, Pose, RENDERER_VERSION};
pub use camera::{Artifacts, Camera, Jitter};
pub use defect::{Defect, DefectKind};
pub use error::BalloonsError;
pub use lighting::{Lamp, Lighting};
pub use mask::{Mask, PixelBox};
pub use optics::{Plate, cos_refracted, fresnel, plate};
pub use projection::Wall;
pub use regime::Regime;
pub use render::{DefectInShot, LEAST_VISIBLE_PX, Shot, Studio, VISIBLE_CNR};
pub use series::{OnProgress, render_series, render_shot};
pub use size::PictureSize;
pub use spec::{BalloonSpec, Material, Texture};
pub use write::{DefectTruth, Existing, MaskFiles, SeriesTruth, ShotTruth, write_series};
