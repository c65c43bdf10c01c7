//! Light at a thin clear wall.

mod interface;
mod scatter;
mod wall_table;

pub use interface::{Plate, cos_refracted, fresnel, plate};
pub(crate) use scatter::henyey_greenstein;
pub(crate) use wall_table::{WallOptics, WallTable};
