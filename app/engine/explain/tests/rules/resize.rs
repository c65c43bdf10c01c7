//! `Resize` in every mode.

use graph::messages::AttributeProto;

use crate::case::{Case, Open};
use crate::choices::{Choices, Spread, USUAL};

rules! {
    resize: 200 of "Resize";
}

fn resize(choices: &mut Choices) -> Case {
    let mut case = Case::linear(choices);
    let mode = choices.pick(&["nearest", "linear", "cubic"]);
    // The kernels for cubic take pictures alone.
    let rank = if mode == "cubic" {
        4
    } else {
        choices.pick(&[4, 4, 3])
    };
    let shape: Vec<i64> = (0..rank)
        .map(|axis| {
            if axis < 2 {
                choices.between(1, 2)
            } else {
                choices.between(2, 5)
            }
        })
        .collect();
    case.input(choices, "x", &shape, &USUAL);
    let coordinates = choices.pick(&[
        "half_pixel",
        "asymmetric",
        "align_corners",
        "pytorch_half_pixel",
        "half_pixel_symmetric",
        "",
    ]);
    let mut attributes = vec![AttributeProto::string("mode", mode)];
    if coordinates == "half_pixel_symmetric" {
        case.opset = 19;
    }
    if !coordinates.is_empty() {
        attributes.push(AttributeProto::string(
            "coordinate_transformation_mode",
            coordinates,
        ));
    }
    match mode {
        "nearest" => attributes.push(AttributeProto::string(
            "nearest_mode",
            choices.pick(&["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"]),
        )),
        "cubic" => {
            attributes.push(AttributeProto::float(
                "cubic_coeff_a",
                choices.pick(&[-0.75, -0.5]),
            ));
            attributes.push(AttributeProto::int(
                "exclude_outside",
                choices.pick(&[0, 1]),
            ));
        }
        _ => {}
    }
    if mode != "nearest" && choices.below(4) == 3 {
        attributes.push(AttributeProto::int("antialias", 1));
    }
    let axes: Vec<usize> = if choices.flag() {
        (2..rank).collect()
    } else {
        (0..rank).collect()
    };
    if axes.len() != rank {
        let axes: Vec<i64> = axes.iter().map(|axis| *axis as i64).collect();
        attributes.push(AttributeProto::ints("axes", &axes));
    }
    let length = [axes.len() as i64];
    if choices.flag() {
        let sizes: Vec<i64> = axes
            .iter()
            .map(|axis| {
                if *axis < 2 {
                    shape[*axis]
                } else {
                    choices.between(1, 9)
                }
            })
            .collect();
        case.int_list(choices, "sizes", &sizes);
        case.node("Resize", &["x", "", "", "sizes"], attributes);
        case.open(choices, Open::Sizes);
        return case;
    }
    case.constant(choices, "scales", &length, &Spread::Between(1.0, 1.0));
    let factors = [2.0, 0.5, 1.5, 1.25, 3.0, 1.0, 0.75, 1.125];
    if let crate::case::Data::Floats(scales) = &mut case.given.last_mut().unwrap().data {
        for (scale, axis) in scales.iter_mut().zip(&axes) {
            let factor = choices.pick(&factors);
            let size = shape[*axis] as f64;
            // Scales that change no size are refused beside others that do.
            let is_idle = factor != 1.0 && size > 1.0 && (size * factor).floor() == size;
            *scale = if *axis < 2 {
                1.0
            } else if is_idle {
                2.0
            } else {
                factor
            };
        }
    }
    case.node("Resize", &["x", "", "scales"], attributes);
    case.open(choices, Open::Sizes);
    case
}
