//! Floats of 16 and of 64 bits: the gradients are those of 32 bits, wherever ONNX Runtime has the
//! kernels on the processor.

use graph::messages::DataType;
use ndarray::ArrayD;

use crate::case::Case;
use crate::check::{Loaded, description};
use crate::choices::{Choices, USUAL};
use crate::families;

/// Cases of each rule.
const TAPES: [[u16; 24]; 2] = [
    [
        0, 2, 1, 3, 2, 1, 1, 2, 0, 1, 2, 2, 1, 0, 3, 1, 2, 0, 1, 1, 2, 3, 0, 1,
    ],
    [
        1, 3, 2, 2, 1, 3, 2, 1, 1, 0, 1, 2, 3, 1, 2, 0, 1, 2, 1, 0, 2, 1, 1, 0,
    ],
];

/// Operators whose results in 16 bits say little: they cancel, or have kinks among the values that
/// rounding moves.
const TOO_COARSE: [&str; 4] = [
    "Cast",
    "CastLike",
    "LayerNormalization",
    "InstanceNormalization",
];

fn gradients(case: &Case) -> Result<Vec<ArrayD<f64>>, String> {
    let loaded = Loaded::new(case)?;
    let output = loaded
        .output(&case.given)
        .map_err(|problem| format!("{NOT_RUN}: {problem}"))?;
    let mut choices = Choices::new(vec![]);
    let seed =
        ArrayD::from_shape_vec(output.shape(), choices.values(output.len(), &USUAL)).unwrap();
    loaded.gradients(&seed)
}

/// How many rules were compared, and what differs.
fn compare(element: DataType, tolerance: f64, skipped: &[&str]) -> (usize, Vec<String>) {
    let (mut count, mut problems) = (0, Vec::new());
    for (name, operators, make) in families().filter(|family| !skipped.contains(&family.1[0])) {
        let mut was_compared = false;
        for tape in TAPES {
            let case = make(&mut Choices::new(tape.to_vec()));
            let other = Case {
                element,
                ..case.clone()
            };
            let found = match gradients(&other) {
                Ok(found) => found,
                // The model itself does not run with these floats.
                Err(problem) if is_lacking(&problem) => continue,
                Err(problem) => {
                    problems.push(format!("{name}: {problem}\n{}", description(&other)));
                    continue;
                }
            };
            was_compared = true;
            for (found, expected) in found.iter().zip(gradients(&case).unwrap()) {
                let largest = expected
                    .iter()
                    .fold(0.1_f64, |largest, value| largest.max(value.abs()));
                let is_close = found.shape() == expected.shape()
                    && found
                        .iter()
                        .zip(&expected)
                        .all(|(a, b)| (a - b).abs() <= tolerance * largest);
                if !is_close {
                    problems.push(format!(
                        "{name} {operators:?}: {found} instead of {expected}\n{}",
                        description(&other)
                    ));
                }
            }
        }
        count += usize::from(was_compared);
    }
    (count, problems)
}

/// How a problem of the forward part begins.
const NOT_RUN: &str = "the model does not run";

/// Whether the forward part alone cannot be loaded or run.
fn is_lacking(problem: &str) -> bool {
    problem.starts_with(NOT_RUN) || problem.starts_with("the model does not load")
}

#[test]
fn floats_of_64_bits() {
    let (count, problems) = compare(DataType::Double, 1e-4, &[]);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(count >= 60, "only {count} rules were compared");
}

#[test]
fn floats_of_16_bits() {
    let (count, problems) = compare(DataType::Float16, 0.02, &TOO_COARSE);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(count >= 60, "only {count} rules were compared");
}
