//! Balloons as they are made, drawn at random.

use crate::random::{Draw, Generator};
use crate::spec::{BalloonSpec, Material, Texture};

/// A balloon of some material: short dilatation balloons of 8 to 12.5 mm, which a field of view of
/// 20 mm shows from shoulder to shoulder.
pub(super) fn random(random: &mut Generator) -> BalloonSpec {
    let material = Material::ALL[random.weighted(&[0.45, 0.35, 0.2])];
    let (index, wall_um, haze, roughness_rad) = match material {
        Material::Nylon => ([1.51, 1.54], [24.0, 45.0], [0.04, 0.09], [0.006, 0.014]),
        Material::Pet => ([1.57, 1.64], [14.0, 30.0], [0.02, 0.05], [0.003, 0.008]),
        Material::Polyurethane => ([1.5, 1.55], [40.0, 80.0], [0.08, 0.15], [0.01, 0.02]),
    };
    let mut of = |[low, high]: [f32; 2]| random.between(low, high);
    let refractive_index = of(index);
    let wall_um = of(wall_um);
    let haze = of(haze);
    let roughness_rad = of(roughness_rad);
    let body_diameter_mm = of([8.0, 12.5]);
    BalloonSpec {
        material,
        refractive_index,
        body_diameter_mm,
        body_length_mm: of([8.0, 13.0]),
        cone_angles_rad: [of([0.55, 0.95]), of([0.55, 0.95])],
        neck_diameter_mm: of([1.4, 2.4]),
        shoulder_mm: of([0.4, 1.1]),
        wall_um,
        absorbance_per_mm: of([0.2, 1.2]),
        haze,
        surface_haze: of([0.008, 0.025]),
        roughness_rad,
        texture: Texture {
            extrusion_rad: of([0.004, 0.012]),
            die_lines: 3 + random.weighted(&[1.0; 8]) as u32,
            orange_peel_rad: random.between(0.002, 0.006),
            mould_rings_rad: random.between(0.0, 0.004),
            thickness_variation: random.between(0.03, 0.14),
            cloudiness: random.between(0.15, 0.4),
            dust: random.between(20.0, 90.0) as u32,
        },
    }
}
