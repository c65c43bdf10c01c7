//! The defects of catheter balloons.

use annotation::{Class, ClassId};
use shapes::ShapeKind;
use workbench::tr;

/// The classes of defects of catheter balloons, with colours that colour-blind people tell apart
/// (Okabe and Ito), to begin with.
pub fn balloon_classes() -> Vec<Class> {
    let rows = [
        (
            tr!("quality-axial-scratch"),
            tr!("quality-axial-scratch-definition"),
            [0xE6, 0x9F, 0x00],
            ShapeKind::Box,
        ),
        (
            tr!("quality-radial-scratch"),
            tr!("quality-radial-scratch-definition"),
            [0x56, 0xB4, 0xE9],
            ShapeKind::Box,
        ),
        (
            tr!("quality-inclusion"),
            tr!("quality-inclusion-definition"),
            [0xF0, 0xE4, 0x42],
            ShapeKind::Box,
        ),
        (
            tr!("quality-bubble"),
            tr!("quality-bubble-definition"),
            [0xCC, 0x79, 0xA7],
            ShapeKind::Box,
        ),
    ];
    let keyed = rows.into_iter().zip(1..);
    keyed
        .map(|((name, definition, colour, shape), key)| Class {
            id: ClassId(0),
            name,
            colour,
            key: Some(key),
            parent: None,
            usual_shape: Some(shape),
            attributes: Vec::new(),
            definition,
        })
        .collect()
}
