//! Rules with several forms: which one is taken for a provider, and that all of them agree.

use graph::Kernels;
use graph::messages::{AttributeProto, Dimension};

use crate::case::{Case, Place};
use crate::check::{Loaded, agrees};
use crate::choices::{Choices, Spread, USUAL};

/// Checks a case, and gives the forms that were taken.
fn forms(case: &Case) -> Vec<&'static str> {
    agrees(case, &mut Choices::new(vec![])).unwrap();
    Loaded::new(case)
        .unwrap()
        .gradients
        .forms
        .into_keys()
        .collect()
}

fn case(kernels: Kernels, shape: &[i64], spread: &Spread) -> (Case, Choices) {
    let mut choices = Choices::new(vec![]);
    let mut case = Case {
        kernels,
        ..Case::new(&mut choices)
    };
    case.input(&mut choices, "x", shape, spread);
    (case, choices)
}

fn conv(kernels: Kernels, stride: i64) -> Case {
    let (mut case, mut choices) = case(kernels, &[2, 4, 5, 5], &USUAL);
    case.constant(&mut choices, "w", &[6, 2, 3, 3], &USUAL);
    let attributes = vec![
        AttributeProto::int("group", 2),
        AttributeProto::ints("strides", &[stride, stride]),
        AttributeProto::ints("pads", &[1, 0, 2, 1]),
    ];
    case.node("Conv", &["x", "w"], attributes);
    case
}

#[test]
fn convolutions_with_stride_one_are_flipped_on_the_processor() {
    const FLIPPED: [&str; 1] = ["Conv: convolution with flipped weights"];
    const TRANSPOSED: [&str; 1] = ["Conv: ConvTranspose"];
    assert_eq!(forms(&conv(Kernels::CPU, 1)), FLIPPED);
    assert_eq!(forms(&conv(Kernels::CPU, 2)), TRANSPOSED);
    assert_eq!(forms(&conv(Kernels::CUDA, 1)), TRANSPOSED);
    assert_eq!(forms(&conv(Kernels::DIRECT_ML, 1)), TRANSPOSED);
    let mut open = conv(Kernels::CPU, 1);
    open.given[0].place = Place::Input(Some(vec![Dimension::default(); 4]));
    assert_eq!(forms(&open), ["Conv: ConvTranspose, cropped when it runs"]);
}

fn max_pool(kernels: Kernels, kernel: i64) -> Case {
    let (mut case, _) = case(kernels, &[2, 2, 6, 5], &Spread::Distinct);
    let attributes = vec![
        AttributeProto::ints("kernel_shape", &[kernel, kernel]),
        AttributeProto::ints("strides", &[2, 2]),
        AttributeProto::ints("pads", &[1, 0, 0, 1]),
    ];
    case.node("MaxPool", &["x"], attributes);
    case
}

#[test]
fn maxima_of_overlapping_windows_are_added_up_where_the_provider_can() {
    for kernels in [Kernels::CPU, Kernels::CUDA, Kernels::DIRECT_ML] {
        assert_eq!(forms(&max_pool(kernels, 2)), ["MaxPool: scattered"]);
    }
    assert_eq!(
        forms(&max_pool(Kernels::CPU, 3)),
        ["MaxPool: scattered and added"]
    );
    assert_eq!(
        forms(&max_pool(Kernels::CUDA, 3)),
        ["MaxPool: scattered and added"]
    );
    assert_eq!(
        forms(&max_pool(Kernels::DIRECT_ML, 3)),
        ["MaxPool: one map for each place in the window"]
    );
}

#[test]
fn averages_of_windows_side_by_side_are_repeated() {
    let pool = |kernel: i64| {
        let (mut case, _) = case(Kernels::CPU, &[2, 3, 6, 6], &USUAL);
        let attributes = vec![
            AttributeProto::ints("kernel_shape", &[kernel, kernel]),
            AttributeProto::ints("strides", &[2, 2]),
        ];
        case.node("AveragePool", &["x"], attributes);
        case
    };
    assert_eq!(forms(&pool(2)), ["AveragePool: repeated"]);
    assert_eq!(forms(&pool(3)), ["AveragePool: ConvTranspose"]);
}
