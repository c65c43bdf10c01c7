//! What several tests need.

use std::f32::consts::PI;

use balloons::{Balloon, Defect, DefectKind, Jitter, PictureSize, Regime};

/// Width and height of most pictures: small enough for many, large enough for defects of some
/// pixels.
pub const SIZE: [u32; 2] = [400, 300];

/// That size.
pub fn size() -> PictureSize {
    PictureSize::new(SIZE[0], SIZE[1]).unwrap()
}

/// A balloon in the middle of the picture that stands still but for its turning, with a defect of
/// each kind in front, apart from each other.
#[allow(dead_code, reason = "not every file of tests needs it")]
pub fn facing(regime: Regime) -> Balloon {
    let mut balloon = Balloon::random(77, 2, regime, 24).unwrap();
    balloon.spec.body_diameter_mm = 10.0;
    balloon.spec.body_length_mm = 11.0;
    balloon.spec.texture.dust = 0;
    balloon.camera.field_width_mm = 20.0;
    balloon.camera.centre_mm = [0.0, 0.0];
    balloon.camera.roll_rad = 0.0;
    balloon.camera.pitch_rad = 0.0;
    balloon.camera.jitter = Jitter::default();
    balloon.defects = vec![
        defect(DefectKind::AxialScratch, 0.0, -3.0, [1500.0, 60.0, 9.0]),
        defect(DefectKind::RadialScratch, 0.0, -1.0, [1500.0, 60.0, 9.0]),
        defect(DefectKind::Inclusion, 0.0, 1.0, [500.0, 500.0, 20.0]),
        defect(DefectKind::Bubble, 0.0, 3.0, [600.0, 600.0, 20.0]),
    ];
    balloon
}

/// A defect of some length, width and depth in micrometres.
#[allow(dead_code, reason = "not every file of tests needs it")]
pub fn defect(kind: DefectKind, theta_rad: f32, z_mm: f32, size_um: [f32; 3]) -> Defect {
    Defect {
        kind,
        theta_rad,
        z_mm,
        angle_rad: if kind == DefectKind::RadialScratch {
            PI / 2.0
        } else {
            0.0
        },
        length_um: size_um[0],
        width_um: size_um[1],
        depth_um: size_um[2],
        contrast: 0.8,
        shape_seed: 3,
    }
}

/// What some work gives on this many threads.
#[allow(dead_code, reason = "not every file of tests needs it")]
pub fn on_threads<T: Send>(threads: usize, work: impl Fn() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.unwrap().install(work)
}
