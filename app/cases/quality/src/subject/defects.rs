//! The defects of catheter balloons.

use annotation::{Class, ClassId};
use shapes::ShapeKind;
use workbench::text::{self, Language};
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

/// The labels that models give the defects of balloons, and the texts that name them here.
const LABELS: [(&str, &str); 4] = [
    ("axial-scratch", "quality-axial-scratch"),
    ("radial-scratch", "quality-radial-scratch"),
    ("inclusion", "quality-inclusion"),
    ("bubble", "quality-bubble"),
];

/// What a label of a model may be called here: itself, and what the classes of balloons are called
/// in every language, since a project keeps the language that it was begun in.
pub fn names_of_label(label: &str) -> Vec<String> {
    let known = LABELS.into_iter().find(|(of_model, _)| *of_model == label);
    let names = known
        .into_iter()
        .flat_map(|(_, key)| Language::ALL.map(|language| text::translate_in(language, key, None)));
    std::iter::once(label.to_owned()).chain(names).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_of_a_model_is_known_by_its_names_in_every_language() {
        let names = names_of_label("axial-scratch");
        assert_eq!(names, ["axial-scratch", "Axial scratch", "Axialer Kratzer"]);
        assert_eq!(names_of_label("dent"), ["dent"]);
    }
}
