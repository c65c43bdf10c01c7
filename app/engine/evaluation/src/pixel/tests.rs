//! Pixels and regions by hand, and against counting at every threshold.

use proptest::prelude::*;

use super::*;

/// A small region that is found first, a large one that is half found, and good pixels.
const SCORES: [f32; 10] = [0.9, 0.8, 0.7, 0.2, 0.2, 0.1, 0.75, 0.3, 0.1, 0.0];
const TRUTH: [u32; 10] = [7, 3, 3, 3, 3, 0, 0, 0, 0, 0];

fn picture() -> PixelScores {
    let mut pixels = PixelScores::exact();
    pixels.add_picture(&SCORES, &TRUTH).unwrap();
    pixels
}

#[test]
fn overlap_and_its_area_by_hand() {
    let curve = picture().pro_curve().unwrap();
    let points: Vec<(f64, f64)> = curve
        .points()
        .iter()
        .map(|point| (point.overkill, point.overlap))
        .collect();
    let expected = [
        (0.0, 0.0),
        (0.0, 0.5),
        (0.0, 0.625),
        (0.2, 0.625),
        (0.2, 0.75),
        (0.4, 0.75),
        (0.4, 1.0),
        (0.8, 1.0),
        (1.0, 1.0),
    ];
    assert_eq!(points, expected);
    assert!((curve.area(0.2).unwrap() - 0.625).abs() < 1e-12);
    assert!((curve.area(0.3).unwrap() - (0.2 * 0.625 + 0.1 * 0.75) / 0.3).abs() < 1e-12);
    assert!((curve.area(0.05).unwrap() - 0.625).abs() < 1e-12);
    assert!(curve.area(0.0).is_err() && curve.area(1.5).is_err());
}

#[test]
fn pixels_by_hand() {
    let pixels = picture();
    // From 0.7 on: three of five defective pixels and one good one.
    let f1 = pixels.segmentation_f1(f64::from(0.7_f32)).unwrap();
    assert!((f1 - 6.0 / 9.0).abs() < 1e-12);
    assert_eq!(pixels.segmentation_f1(2.0), Some(0.0));
    // Pairs in order: 0.9 and 0.8 beat five, 0.7 beats four, each 0.2 beats three.
    let area = pixels.curve().roc_area().unwrap();
    assert!((area - 20.0 / 25.0).abs() < 1e-12);
}

#[test]
fn a_picture_can_be_given_by_its_regions() {
    let mut pixels = PixelScores::exact();
    let large = [0.8, 0.7, 0.2, 0.2];
    let good = [0.1, 0.75, 0.3, 0.1, 0.0];
    pixels.add_regions(&good, &[&[0.9], &[], &large]).unwrap();
    assert_eq!(pixels.curve(), picture().curve());
    assert_eq!(pixels.pro_curve(), picture().pro_curve());
}

#[test]
fn regions_of_two_pictures_are_not_the_same_though_their_numbers_are() {
    let mut pixels = PixelScores::exact();
    pixels.add_picture(&[0.9, 0.0], &[1, 0]).unwrap();
    pixels.add_picture(&[0.8, 0.7, 0.5], &[1, 1, 0]).unwrap();
    let overlap: Vec<f64> = pixels.pro_curve().unwrap().points()[1..4]
        .iter()
        .map(|point| point.overlap)
        .collect();
    assert_eq!(overlap, [0.5, 0.75, 1.0]);
}

#[test]
fn scores_outside_the_levels_count_at_their_ends() {
    let mut pixels = PixelScores::binned(0.0, 1.0).unwrap();
    pixels.add_picture(&[5.0, -5.0, 0.5], &[1, 0, 0]).unwrap();
    let curve = pixels.curve();
    let thresholds: Vec<f64> = curve.points().iter().map(|it| it.threshold).collect();
    assert_eq!(thresholds, [f64::INFINITY, 1.0 - 1.0 / 65536.0, 0.5, 0.0]);
    assert_eq!(curve.roc_area(), Some(1.0));
}

#[test]
fn what_does_not_go_together_is_refused_and_not_added() {
    let mut pixels = picture();
    let refused = pixels.add_picture(&[0.5], &[1, 0]).unwrap_err();
    assert!(matches!(
        refused,
        EvaluationError::Lengths {
            lengths: [1, 2],
            ..
        }
    ));
    assert!(pixels.add_picture(&[0.5, f32::NAN], &[1, 0]).is_err());
    assert!(pixels.add_regions(&[0.5], &[&[f32::INFINITY]]).is_err());
    assert_eq!(pixels.curve(), picture().curve());
    for (low, high) in [(1.0, 1.0), (f32::NAN, 1.0), (0.0, f32::INFINITY)] {
        assert!(PixelScores::binned(low, high).is_err());
    }
}

#[test]
fn without_regions_or_good_pixels_there_is_no_curve_of_regions() {
    let mut pixels = PixelScores::exact();
    assert_eq!(pixels.pro_curve(), Err(EvaluationError::NoPositives));
    pixels.add_picture(&[0.5], &[1]).unwrap();
    assert_eq!(pixels.pro_curve(), Err(EvaluationError::NoNegatives));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_ways_of_keeping_pixels_are_what_counting_gives(
        pictures in proptest::collection::vec(
            proptest::collection::vec((0_u8..16, 0_u32..4), 1..40),
            1..4,
        ),
        limit in 0.02_f64..=1.0,
    ) {
        let mut exact = PixelScores::exact();
        let mut binned = PixelScores::binned(0.0, 1.0).unwrap();
        let pictures: Vec<(Vec<f32>, Vec<u32>)> = pictures
            .into_iter()
            .map(|pixels| {
                let pixels = pixels.into_iter();
                pixels.map(|(score, region)| (f32::from(score) / 16.0, region)).unzip()
            })
            .collect();
        let mut regions: Vec<Vec<f32>> = Vec::new();
        for (scores, truth) in &pictures {
            exact.add_picture(scores, truth).unwrap();
            binned.add_picture(scores, truth).unwrap();
            for number in 1..4 {
                let of_region = scores.iter().zip(truth).filter(|(_, it)| **it == number);
                let region: Vec<f32> = of_region.map(|(score, _)| *score).collect();
                if !region.is_empty() {
                    regions.push(region);
                }
            }
        }
        // The scores are edges of levels, so that sorting them into levels changes nothing.
        prop_assert_eq!(exact.curve(), binned.curve());
        let (Ok(pro), Ok(of_levels)) = (exact.pro_curve(), binned.pro_curve()) else {
            return Ok(());
        };
        prop_assert!((pro.area(limit).unwrap() - of_levels.area(limit).unwrap()).abs() < 1e-9);
        for point in pro.points() {
            let found = |region: &Vec<f32>| {
                let called = region.iter().filter(|it| f64::from(**it) >= point.threshold);
                called.count() as f64 / region.len() as f64
            };
            let mean = regions.iter().map(found).sum::<f64>() / regions.len() as f64;
            prop_assert!((point.overlap - mean).abs() < 1e-9);
        }
        for pair in pro.points().windows(2) {
            prop_assert!(pair[0].overkill <= pair[1].overkill);
            prop_assert!(pair[0].overlap <= pair[1].overlap + 1e-12);
        }
    }
}
