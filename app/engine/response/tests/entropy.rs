//! Local spatial entropy beside a plain reading of its definition, on generated pictures.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use ndarray::Array2;
use proptest::prelude::*;
use response::{EntropyParameters, Estimator, Footprint, bin, entropy};

/// The exact value is met to this many bits.
const TOLERANCE_BITS: f64 = 1e-6;

/// The entropy around one pixel, as the definition says it.
fn plain(levels: &Array2<u8>, parameters: &EntropyParameters, [x, y]: [i32; 2]) -> f64 {
    let (height, width) = levels.dim();
    let is_in_footprint = |[dx, dy]: [i32; 2]| match parameters.footprint {
        Footprint::Square(side_px) => dx.abs().max(dy.abs()) <= side_px as i32 / 2,
        Footprint::Disk(radius_px) => dx * dx + dy * dy <= (radius_px * radius_px) as i32,
    };
    let binned = |[dx, dy]: [i32; 2]| {
        let x = usize::try_from(x + dx).ok().filter(|x| *x < width)?;
        let y = usize::try_from(y + dy).ok().filter(|y| *y < height)?;
        is_in_footprint([dx, dy]).then(|| bin(levels[[y, x]], parameters.bins))
    };
    let steps = match parameters.estimator {
        Estimator::Histogram => vec![[0, 0]],
        Estimator::CoOccurrence => vec![[1, 0], [0, 1], [1, 1], [-1, 1]],
    };
    let mut counts: BTreeMap<[u8; 2], f64> = BTreeMap::new();
    let reach = parameters.footprint.radius_px() as i32;
    for dy in -reach..=reach {
        for dx in -reach..=reach {
            for [step_x, step_y] in &steps {
                let other = binned([dx + step_x, dy + step_y]);
                if let (Some(first), Some(second)) = (binned([dx, dy]), other) {
                    *counts.entry([first, second]).or_default() += 1.0;
                }
            }
        }
    }
    let total: f64 = counts.values().sum();
    -counts
        .values()
        .map(|count| count / total * (count / total).log2())
        .sum::<f64>()
}

fn check(levels: &Array2<u8>, parameters: &EntropyParameters) {
    let map = entropy(levels, parameters).unwrap();
    for ((y, x), &bits) in map.indexed_iter() {
        let expected = plain(levels, parameters, [x as i32, y as i32]);
        assert!(
            (f64::from(bits) - expected).abs() < TOLERANCE_BITS,
            "{bits} instead of {expected} at column {x}, row {y}"
        );
    }
}

/// Pictures of all kinds of sizes and of few to many levels.
fn pictures() -> impl Strategy<Value = Array2<u8>> {
    (1_usize..12, 1_usize..24, 1_u8..=255).prop_flat_map(|(height, width, most)| {
        prop::collection::vec(0..=most, height * width)
            .prop_map(move |levels| Array2::from_shape_vec((height, width), levels).unwrap())
    })
}

fn footprints() -> impl Strategy<Value = Footprint> {
    prop_oneof![
        Just(Footprint::Square(3)),
        (0_u32..5).prop_map(|half| Footprint::Square(2 * half + 1)),
        (1_u32..6).prop_map(Footprint::Disk),
    ]
}

proptest! {
    #[test]
    fn levels_are_counted_as_defined(
        levels in pictures(),
        footprint in footprints(),
        bins in prop_oneof![Just(256_u16), 2_u16..=256],
    ) {
        check(&levels, &EntropyParameters { footprint, bins, estimator: Estimator::Histogram });
    }

    #[test]
    fn pairs_are_counted_as_defined(
        levels in pictures(),
        footprint in footprints(),
        bins in prop_oneof![Just(256_u16), 2_u16..=256],
    ) {
        check(&levels, &EntropyParameters { footprint, bins, estimator: Estimator::CoOccurrence });
    }
}

#[test]
fn rows_longer_than_a_block_are_whole() {
    let levels = Array2::from_shape_fn((4, 600), |(y, x)| (x * x / 7 + 3 * y) as u8 % 6);
    check(
        &levels,
        &EntropyParameters {
            footprint: Footprint::Square(3),
            bins: 256,
            estimator: Estimator::Histogram,
        },
    );
}
