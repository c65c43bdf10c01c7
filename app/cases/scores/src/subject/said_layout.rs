//! What somebody says about the staves, systems and bar lines of a page, as classes of labels.

use staves::{BarKind, Correction};

/// The classes of labels that say something about the layout of a page, in the order in which they are
/// offered. Those that say that something is there have the names of SMuFL.
pub const LAYOUT_CLASSES: [&str; 8] = [
    "barlineSingle",
    "barlineDouble",
    "barlineFinal",
    "noBarline",
    "staff5Lines",
    "noStaff",
    "brace",
    "systemDivider",
];

/// The class of labels over problems that are none.
pub const SET_ASIDE: &str = "setAside";

/// What a label of a class says about the layout with a box of these edges: left, upper, right and lower,
/// in pixels; nothing where the class is another one.
#[must_use]
pub fn correction(class: &str, box_px: [f64; 4]) -> Option<Correction> {
    let [left, top, right, bottom] = box_px;
    let at_px = [f64::midpoint(left, right), f64::midpoint(top, bottom)];
    let bar_line = |kind| Correction::BarLine { kind, at_px };
    Some(match class {
        "barlineSingle" => bar_line(BarKind::Single),
        "barlineDouble" => bar_line(BarKind::Double),
        "barlineFinal" => bar_line(BarKind::LightHeavy),
        "noBarline" => Correction::NoBarLine(at_px),
        "staff5Lines" => Correction::Staff(box_px),
        "noStaff" => Correction::NoStaff(at_px),
        "brace" => Correction::Together(at_px),
        "systemDivider" => Correction::Apart(at_px),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use transcription::Sign;

    use super::*;

    #[test]
    fn classes_of_layouts_are_no_signs_and_all_say_something() {
        for class in LAYOUT_CLASSES {
            assert!(correction(class, [1.0, 2.0, 3.0, 4.0]).is_some(), "{class}");
            let sign = Sign::of_name(class);
            assert!(sign.is_none_or(|it| it == Sign::Other), "{class}");
        }
        assert_eq!(correction("noteheadBlack", [0.0; 4]), None);
        let said = correction("noStaff", [10.0, 20.0, 30.0, 60.0]);
        assert_eq!(said, Some(Correction::NoStaff([20.0, 40.0])));
    }
}
