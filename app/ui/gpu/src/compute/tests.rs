//! What the graphics device computes is what the processor computes.

#![allow(clippy::unwrap_used)]

use ndarray::{Array2, Array3, ArrayRef2};
use response::{
    ColourMap, EntropyParameters, Estimator, Footprint, Normalisation, Overlay, ResponseError,
    Sign, Weighting, average, blend, entropy, normalise,
};

use super::{ComputeError, MOST_KEYS, ResponseCompute};
use crate::shaders::LOCAL_ENTROPY;
use crate::test_target::gpu;

const TOLERANCE: f32 = 1e-5;

/// Pictures of these heights and widths: a pixel, a row, a column, and sizes that fill no workgroup
/// and no word.
const SHAPES: [(usize, usize); 5] = [(1, 1), (1, 37), (41, 1), (23, 31), (64, 48)];

/// A whole number that looks random but is the same in every run.
fn mixed(index: usize) -> u32 {
    let mixed = (index as u32 + 1).wrapping_mul(0x9E37_79B1);
    (mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA77) >> 8
}

/// Values from -1 to 1 in [height, width].
fn response((height, width): (usize, usize)) -> Array2<f32> {
    Array2::from_shape_fn((height, width), |(y, x)| {
        mixed(y * width + x) as f32 / (1 << 23) as f32 - 1.0
    })
}

/// Levels in which some neighbours are equal, and all are in the left half.
fn levels((height, width): (usize, usize), sorts: u32) -> Array2<u8> {
    Array2::from_shape_fn((height, width), |(y, x)| {
        let level = if x < width / 2 {
            0
        } else {
            mixed(y * width + x) % sorts
        };
        (level * (255 / sorts)) as u8
    })
}

/// With bands as large as the device allows, and with bands of a few rows.
fn computes() -> [ResponseCompute; 2] {
    [
        ResponseCompute::new(gpu()),
        ResponseCompute::with_bands(gpu(), 300),
    ]
}

fn assert_close(computed: &ArrayRef2<f32>, expected: &ArrayRef2<f32>, what: &str) {
    assert_eq!(computed.dim(), expected.dim(), "{what}");
    for ((place, computed), expected) in computed.indexed_iter().zip(expected) {
        assert!(
            (computed - expected).abs() <= TOLERANCE,
            "{what} at {place:?}: {computed} instead of {expected}"
        );
    }
}

#[test]
fn normalising_is_that_of_its_twin() {
    for compute in computes() {
        for shape in SHAPES {
            let mut response = response(shape);
            if let Some(broken) = response.get_mut([0, 5]) {
                *broken = f32::NAN;
            }
            if let Some(broken) = response.get_mut([0, 9]) {
                *broken = f32::NEG_INFINITY;
            }
            for sign in [Sign::Signed, Sign::Magnitude] {
                for percentile in [100.0, 80.0] {
                    let normalisation = Normalisation { sign, percentile };
                    let computed = compute.normalise(&response, &normalisation).unwrap();
                    let expected = normalise(&response, &normalisation).unwrap();
                    assert_close(&computed.values, &expected.values, "normalised");
                    assert_eq!(computed.scale, expected.scale);
                    assert_eq!(computed.non_finite, expected.non_finite);
                }
            }
        }
    }
}

#[test]
fn no_response_normalises_to_zero_exactly() {
    let nothing = Array2::zeros((5, 7));
    for compute in computes() {
        let signed = Normalisation::default();
        let computed = compute.normalise(&nothing, &signed).unwrap();
        assert_eq!(computed.values, Array2::from_elem((5, 7), 0.5));
    }
}

#[test]
fn entropy_and_its_average_are_those_of_their_twins() {
    for compute in computes() {
        for shape in SHAPES {
            let levels = levels(shape, 6);
            for (footprint, bins, estimator) in [
                (Footprint::Square(3), 256, Estimator::Histogram),
                (Footprint::Disk(3), 256, Estimator::Histogram),
                (Footprint::Disk(1), 3, Estimator::Histogram),
                (Footprint::Square(11), 256, Estimator::Histogram),
                (Footprint::Square(3), 256, Estimator::CoOccurrence),
                (Footprint::Square(7), 256, Estimator::CoOccurrence),
            ] {
                let parameters = EntropyParameters {
                    footprint,
                    bins,
                    estimator,
                };
                let what = format!("{parameters:?} on {shape:?}");
                let computed = compute.entropy(&levels, &parameters).unwrap();
                let expected = entropy(&levels, &parameters).unwrap();
                assert_close(&computed.map, &expected, &what);
                let expected_bits = average(&expected);
                assert!(
                    (computed.average_bits - expected_bits).abs() < f64::from(TOLERANCE),
                    "{what}: average {} instead of {expected_bits}",
                    computed.average_bits
                );
            }
        }
    }
}

#[test]
fn a_flat_picture_has_exactly_no_entropy() {
    let flat = Array2::from_elem((20, 30), 200_u8);
    let parameters = EntropyParameters {
        footprint: Footprint::Disk(3),
        bins: 256,
        estimator: Estimator::Histogram,
    };
    for compute in computes() {
        let computed = compute.entropy(&flat, &parameters).unwrap();
        assert_eq!(computed.map, Array2::<f32>::zeros((20, 30)));
        assert_eq!(computed.average_bits, 0.0);
    }
}

#[test]
fn the_shader_holds_as_many_keys_as_the_device_is_asked_for() {
    let declared = format!("const MOST_KEYS: u32 = {MOST_KEYS}u;");
    assert!(LOCAL_ENTROPY.assembled().contains(&declared));
}

#[test]
fn what_the_device_cannot_do_is_refused() {
    let levels = levels((4, 4), 4);
    let parameters = |footprint| EntropyParameters {
        footprint,
        bins: 256,
        estimator: Estimator::Histogram,
    };
    let compute = ResponseCompute::with_bands(gpu(), 3);
    let refused = |footprint| {
        compute
            .entropy(&levels, &parameters(footprint))
            .unwrap_err()
    };
    assert!(matches!(
        refused(Footprint::Square(13)),
        ComputeError::LargeFootprint { keys: 169 }
    ));
    assert!(matches!(
        refused(Footprint::Square(2)),
        ComputeError::Refused(ResponseError::EvenSide { side_px: 2 })
    ));
    assert!(matches!(
        refused(Footprint::Square(3)),
        ComputeError::TooWide { width_px: 4 }
    ));
}

#[test]
fn colouring_is_that_of_its_twin() {
    for compute in computes() {
        for shape in SHAPES {
            let mut values = response(shape).mapv(|value| value * 0.6 + 0.5);
            if let Some(broken) = values.get_mut([0, 5]) {
                *broken = f32::NAN;
            }
            let (height, width) = shape;
            let picture = Array3::from_shape_fn((height, width, 3), |(y, x, c)| {
                mixed((y * width + x) * 3 + c) as u8
            });
            for weighting in [
                Weighting::Constant,
                Weighting::Magnitude(Sign::Signed),
                Weighting::Magnitude(Sign::Magnitude),
            ] {
                for map in ColourMap::ALL {
                    let overlay = Overlay {
                        map,
                        opacity: 0.7,
                        weighting,
                    };
                    let computed = compute.coloured(&values, &picture, &overlay).unwrap();
                    assert_eq!(computed, blend(&values, &picture, &overlay).unwrap());
                }
            }
        }
    }
}

#[test]
fn pictures_without_pixels_give_empty_maps() {
    let compute = ResponseCompute::new(gpu());
    let parameters = EntropyParameters {
        footprint: Footprint::Square(3),
        bins: 256,
        estimator: Estimator::Histogram,
    };
    for shape in [(0, 0), (0, 3), (3, 0)] {
        let computed = compute.entropy(&Array2::zeros(shape), &parameters).unwrap();
        assert_eq!((computed.map.dim(), computed.average_bits), (shape, 0.0));
        let normalised = compute.normalise(&Array2::zeros(shape), &Normalisation::default());
        assert_eq!(normalised.unwrap().values.dim(), shape);
    }
}
