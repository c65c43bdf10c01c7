//! The camera of each regime, with the differences between one set-up and the next.

use super::{Artifacts, Camera, Jitter};
use crate::random::{Draw, Generator};
use crate::regime::Regime;

/// The camera of one set-up.
pub(crate) fn random(regime: Regime, random: &mut Generator) -> Camera {
    // What does not depend on the regime is drawn first, so that one balloon is seen from the same
    // side in all of them.
    let camera = common(random);
    match regime {
        Regime::Good => camera,
        Regime::HighReflection => Camera {
            glare: random.between(0.04, 0.1),
            exposure: random.between(0.95, 1.25),
            ..camera
        },
        Regime::LowVisibility => Camera {
            blur_um: random.between(24.0, 42.0),
            far_blur_um: random.between(35.0, 60.0),
            glare: random.between(0.05, 0.1),
            veil: random.between(0.08, 0.16),
            exposure: random.between(0.5, 0.85),
            full_well_electrons: random.between(4000.0, 6000.0),
            read_noise_electrons: random.between(14.0, 24.0),
            ..camera
        },
        Regime::StrongArtifacts => Camera {
            blur_um: camera.blur_um * random.between(1.0, 1.5),
            glare: random.between(0.03, 0.08),
            veil: random.between(0.01, 0.05),
            column_noise_levels: random.between(0.8, 1.8),
            artifacts: Artifacts {
                flare: random.between(0.08, 0.24),
                moire: random.between(0.06, 0.18),
                bands: random.between(0.06, 0.16),
                dust_spots: 20 + random.weighted(&[1.0; 40]) as u32,
                jpeg_quality: 18 + random.weighted(&[1.0; 25]) as u8,
            },
            ..camera
        },
    }
}

fn common(random: &mut Generator) -> Camera {
    Camera {
        field_width_mm: random.between(19.4, 20.6),
        centre_mm: [random.about(0.0, 0.5), random.about(0.0, 0.35)],
        roll_rad: random.about(0.0, 0.003),
        pitch_rad: random.about(0.0, 0.003),
        jitter: Jitter {
            shift_um: random.between(4.0, 12.0),
            roll_rad: 0.001,
            pitch_rad: 0.001,
            exposure: 0.006,
        },
        blur_um: random.between(11.0, 16.0),
        far_blur_um: random.between(18.0, 32.0),
        corner_angle_rad: random.between(0.2, 0.34),
        glare: random.between(0.008, 0.016),
        veil: random.between(0.002, 0.006),
        exposure: random.between(0.95, 1.1),
        full_well_electrons: random.between(9000.0, 12_000.0),
        read_noise_electrons: random.between(6.0, 12.0),
        column_noise_levels: random.between(0.1, 0.3),
        artifacts: Artifacts::default(),
    }
}
