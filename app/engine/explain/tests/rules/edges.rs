//! Places where the slope is a convention, and values where a formula might overflow.

use graph::Kernels;
use graph::messages::AttributeProto;
use ndarray::ArrayD;

use crate::case::{Case, Data};
use crate::check::Loaded;
use crate::choices::{Choices, USUAL};

/// The gradients of one operator on given values, with ones at the target.
fn gradients(
    kernels: Kernels,
    operator: &str,
    given: &[(&[i64], &[f64])],
    attributes: Vec<AttributeProto>,
) -> Vec<Vec<f64>> {
    let names = ["a", "b", "c"];
    let mut choices = Choices::new(vec![]);
    let mut case = Case {
        kernels,
        ..Case::new(&mut choices)
    };
    for ((shape, values), name) in given.iter().zip(names) {
        case.input(&mut choices, name, shape, &USUAL);
        case.given.last_mut().unwrap().data = Data::Floats(values.to_vec());
    }
    case.node(operator, &names[..given.len()], attributes);
    let loaded = Loaded::new(&case).unwrap();
    let output = loaded.output(&case.given).unwrap();
    let gradients = loaded.gradients(&ArrayD::ones(output.raw_dim())).unwrap();
    gradients
        .into_iter()
        .map(|gradient| gradient.into_iter().collect())
        .collect()
}

fn gradient(
    operator: &str,
    shape: &[i64],
    values: &[f64],
    attributes: Vec<AttributeProto>,
) -> Vec<f64> {
    gradients(Kernels::CPU, operator, &[(shape, values)], attributes).remove(0)
}

#[test]
fn the_first_of_equal_maxima_gets_it_all() {
    let windows = |kernel: i64| {
        vec![
            AttributeProto::ints("kernel_shape", &[kernel, kernel]),
            AttributeProto::ints("strides", &[1, 1]),
        ]
    };
    for kernels in [Kernels::CPU, Kernels::CUDA, Kernels::DIRECT_ML] {
        let pool = |side: i64, kernel: i64| {
            let values = vec![1.0; (side * side) as usize];
            gradients(
                kernels,
                "MaxPool",
                &[(&[1, 1, side, side], &values)],
                windows(kernel),
            )
            .remove(0)
        };
        assert_eq!(pool(2, 2), [1.0, 0.0, 0.0, 0.0]);
        assert_eq!(pool(3, 2), [1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
    }
}

#[test]
fn equal_extremes_share() {
    let values = [2.0, 1.0, 2.0, 2.0];
    let third = 1.0 / 3.0;
    for (operator, shape) in [
        ("ReduceMax", &[4_i64][..]),
        ("GlobalMaxPool", &[1, 1, 2, 2]),
    ] {
        let found = gradient(operator, shape, &values, vec![]);
        for (found, expected) in found.iter().zip([third, 0.0, third, third]) {
            assert!((found - expected).abs() < 1e-6, "{operator}: {found}");
        }
    }
    let pair: [(&[i64], &[f64]); 2] = [(&[2], &[1.0, 3.0]), (&[2], &[1.0, 2.0])];
    assert_eq!(
        gradients(Kernels::CPU, "Max", &pair, vec![]),
        [[0.5, 1.0], [0.5, 0.0]]
    );
    assert_eq!(
        gradients(Kernels::CPU, "Min", &pair, vec![]),
        [[0.5, 0.0], [0.5, 1.0]]
    );
}

#[test]
fn kinks_have_the_slope_that_pytorch_gives() {
    assert_eq!(
        gradient("Relu", &[3], &[0.0, -1.0, 1.0], vec![]),
        [0.0, 0.0, 1.0]
    );
    assert_eq!(
        gradient("Abs", &[3], &[0.0, -1.0, 1.0], vec![]),
        [0.0, -1.0, 1.0]
    );
    assert_eq!(
        gradient("ReduceL1", &[3], &[0.0, -1.0, 1.0], vec![]),
        [0.0, -1.0, 1.0]
    );
    let clip: [(&[i64], &[f64]); 1] = [(&[4], &[0.0, 6.0, 7.0, -1.0])];
    let mut choices = Choices::new(vec![]);
    let mut case = Case::new(&mut choices);
    case.input(&mut choices, "a", clip[0].0, &USUAL);
    case.given[0].data = Data::Floats(clip[0].1.to_vec());
    for (name, value) in [("low", 0.0), ("high", 6.0)] {
        case.constant(
            &mut choices,
            name,
            &[],
            &crate::choices::Spread::Between(value, value),
        );
    }
    case.node("Clip", &["a", "low", "high"], vec![]);
    let found = Loaded::new(&case)
        .unwrap()
        .gradients(&ArrayD::ones(vec![4]))
        .unwrap()
        .remove(0);
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [1.0, 1.0, 0.0, 0.0]);
}

#[test]
fn zeros_are_no_trouble() {
    assert_eq!(gradient("ReduceL2", &[1, 3], &[0.0; 3], vec![]), [0.0; 3]);
    assert_eq!(
        gradient("LpNormalization", &[1, 3], &[0.0; 3], vec![]),
        [0.0; 3]
    );
    assert_eq!(
        gradient(
            "LpNormalization",
            &[1, 3],
            &[0.0; 3],
            vec![AttributeProto::int("p", 1)]
        ),
        [0.0; 3]
    );
    for (power, slope) in [(0.0, 0.0), (1.0, 1.0), (2.0, 0.0), (3.0, 0.0)] {
        let found = gradients(
            Kernels::CPU,
            "Pow",
            &[(&[1], &[0.0]), (&[1], &[power])],
            vec![],
        );
        assert_eq!(found, [[slope], [0.0]], "x to the power of {power} at 0");
    }
}

#[test]
fn large_values_do_not_overflow() {
    for operator in [
        "Celu",
        "Elu",
        "Erf",
        "HardSwish",
        "LeakyRelu",
        "Mish",
        "Selu",
        "Sigmoid",
        "Softplus",
        "Softsign",
        "Tanh",
    ] {
        let found = gradient(operator, &[4], &[-1e3, -60.0, 60.0, 1e3], vec![]);
        assert!(
            found.iter().all(|slope| slope.is_finite()),
            "{operator}: {found:?}"
        );
    }
    for operator in ["LogSoftmax", "ReduceLogSumExp", "Softmax"] {
        let found = gradient(operator, &[1, 3], &[-500.0, 0.0, 500.0], vec![]);
        assert!(
            found.iter().all(|slope| slope.is_finite()),
            "{operator}: {found:?}"
        );
    }
}

#[test]
fn a_value_that_is_used_often_gets_every_part() {
    let mut choices = Choices::new(vec![]);
    let mut case = Case::new(&mut choices);
    case.input(&mut choices, "x", &[2, 3], &USUAL);
    case.node_to("Tanh", &["x"], &["t"], vec![]);
    case.node_to("Mul", &["t", "x"], &["p"], vec![]);
    case.node_to("Sub", &["p", "t"], &["d"], vec![]);
    case.node("Sum", &["d", "t", "x", "x"], vec![]);
    crate::check::agrees(&case, &mut choices).unwrap();
}

#[test]
fn weights_among_the_constants_have_gradients() {
    let mut choices = Choices::new(vec![]);
    let mut case = Case::linear(&mut choices);
    case.input(&mut choices, "x", &[2, 2, 4, 4], &USUAL);
    case.constant(&mut choices, "w", &[3, 2, 3, 3], &USUAL);
    case.constant(&mut choices, "b", &[3], &USUAL);
    case.node("Conv", &["x", "w", "b"], vec![]);
    let seed = ArrayD::from_shape_vec(vec![2, 3, 2, 2], choices.values(24, &USUAL)).unwrap();
    // The same with the weights as inputs, which other tests compare with differences.
    let mut of_inputs = case.clone();
    for given in &mut of_inputs.given[1..] {
        let dims = given
            .shape
            .iter()
            .copied()
            .map(graph::messages::Dimension::from)
            .collect();
        given.place = crate::case::Place::Input(Some(dims));
    }
    for case in [&mut case, &mut of_inputs] {
        case.by = ["x", "w", "b"].map(str::to_owned).to_vec();
    }
    let found = Loaded::new(&case).unwrap().gradients(&seed).unwrap();
    let expected = Loaded::new(&of_inputs).unwrap().gradients(&seed).unwrap();
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found.shape(), expected.shape());
        assert!(
            (found - expected)
                .iter()
                .all(|difference| difference.abs() < 1e-5)
        );
    }
}

/// ONNX Runtime copies a picture that `Resize` gives the size that it had, whatever the scales.
#[test]
fn a_resize_that_changes_no_size_is_a_copy() {
    let mut choices = Choices::new(vec![]);
    let mut case = Case::linear(&mut choices);
    case.input(&mut choices, "x", &[1, 1, 3, 3], &USUAL);
    case.constant(&mut choices, "scales", &[4], &USUAL);
    case.given[1].data = Data::Floats(vec![1.0, 1.0, 1.125, 1.25]);
    case.node(
        "Resize",
        &["x", "", "scales"],
        vec![AttributeProto::string("mode", "linear")],
    );
    crate::check::agrees(&case, &mut choices).unwrap();
}
