//! Agreement of raters on categories and on objects.

use evaluation::{cohen_kappa, fleiss_kappa, krippendorff_alpha, object_alpha, vitality};
use serde::Deserialize;

use crate::{assert_near, cases};

#[derive(Deserialize)]
struct Case {
    judged: Vec<Vec<u8>>,
    cohen: f64,
    fleiss: f64,
    with_gaps: Vec<Vec<Option<u8>>>,
    alpha: f64,
    vitality: Vec<f64>,
}

#[test]
fn agreement_is_that_of_the_packages() {
    for case in cases::<Case>(include_str!("agreement.json")) {
        let by = |rater: usize| {
            case.judged
                .iter()
                .map(|unit| unit[rater])
                .collect::<Vec<u8>>()
        };
        let cohen = cohen_kappa(&by(0), &by(1)).unwrap().kappa;
        assert_near(cohen.unwrap(), case.cohen, 1e-12, "Cohen's kappa");
        let fleiss = fleiss_kappa(&case.judged).unwrap().kappa;
        assert_near(fleiss.unwrap(), case.fleiss, 1e-12, "Fleiss' kappa");
        let alpha = krippendorff_alpha(&case.with_gaps).alpha;
        assert_near(alpha.unwrap(), case.alpha, 1e-12, "Krippendorff's alpha");
        let found = vitality(&case.with_gaps);
        for (found, expected) in found.iter().zip(&case.vitality) {
            assert_near(found.unwrap(), *expected, 1e-12, "vitality");
        }
        // One of two raters cannot be left out.
        assert_eq!(found.iter().flatten().count(), case.vitality.len());
    }
}

/// A place on a line, and a kind.
type Mark = (f64, u8);

#[derive(Deserialize)]
struct Objects {
    pictures: Vec<Vec<Option<Vec<Mark>>>>,
    alpha: f64,
}

#[test]
fn alpha_of_objects_is_that_of_an_assignment_and_the_package() {
    for case in cases::<Objects>(include_str!("objects.json")) {
        let near = |one: &Mark, other: &Mark| Some(1.0 - (one.0 - other.0).abs());
        let alpha = object_alpha(&case.pictures, near, 0.5, |mark| mark.1).alpha;
        assert_near(alpha.unwrap(), case.alpha, 1e-12, "alpha of objects");
    }
}
