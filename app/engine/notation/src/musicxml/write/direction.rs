//! Putting directions together.

use std::collections::BTreeMap;

use super::super::names::{DYNAMICS, Named};
use super::xml::{Element, xml_id};
use crate::{Direction, DirectionKind, Jump, OctaveShift, OctaveShiftEnd, Placement, SpanNumber};

/// A direction that is later by `offset` divisions than where the time stands. The octave lines are
/// those that are open, by their numbers.
pub(super) fn direction(
    direction: &Direction,
    offset: i64,
    staff: Option<Element>,
    octave_lines: &BTreeMap<SpanNumber, OctaveShift>,
) -> Element {
    let placement = direction.placement.map(|it| match it {
        Placement::Above => "above",
        Placement::Below => "below",
    });
    let sound = match &direction.kind {
        DirectionKind::Segno => Some(("segno", "segno")),
        DirectionKind::Coda => Some(("coda", "coda")),
        DirectionKind::Jump { jump, .. } => Some(match jump {
            Jump::DaCapo => ("dacapo", "yes"),
            Jump::DalSegno => ("dalsegno", "segno"),
            Jump::ToCoda => ("tocoda", "coda"),
            Jump::Fine => ("fine", "yes"),
        }),
        _ => None,
    };
    let offset = Some(offset).filter(|it| *it != 0);
    Element::new("direction")
        .maybe("placement", placement)
        .attribute("id", xml_id(direction.id))
        .with([Element::new("direction-type").with([kind(&direction.kind, octave_lines)])])
        .with(offset.map(|it| Element::text("offset", it)))
        .with(staff)
        .with(sound.map(|(name, value)| Element::new("sound").attribute(name, value)))
}

fn kind(kind: &DirectionKind, octave_lines: &BTreeMap<SpanNumber, OctaveShift>) -> Element {
    match kind {
        DirectionKind::Dynamics(letters) => {
            let own = DYNAMICS
                .into_iter()
                .find(|it| it == letters)
                .map(Element::new);
            let element = own.unwrap_or_else(|| Element::text("other-dynamics", letters));
            Element::new("dynamics").with([element])
        }
        DirectionKind::Wedge { number, end } => Element::new("wedge")
            .attribute("type", end.name())
            .attribute("number", number.get()),
        DirectionKind::Pedal(pedal) => Element::new("pedal")
            .attribute("type", pedal.name())
            .attribute("line", "no")
            .attribute("sign", "yes"),
        DirectionKind::OctaveShift { number, end } => {
            // Music that sounds higher stands lower than it would without the line. Programs need the
            // size at the end, too: without it, MuseScore takes the whole line away.
            let (kind, shift) = match end {
                OctaveShiftEnd::Stop => ("stop", octave_lines.get(number).copied()),
                OctaveShiftEnd::Start(shift) => {
                    let is_higher = matches!(
                        shift,
                        OctaveShift::OctaveHigher | OctaveShift::TwoOctavesHigher
                    );
                    (if is_higher { "down" } else { "up" }, Some(*shift))
                }
            };
            let size = match shift {
                Some(OctaveShift::TwoOctavesHigher | OctaveShift::TwoOctavesLower) => 15,
                Some(OctaveShift::OctaveHigher | OctaveShift::OctaveLower) | None => 8,
            };
            Element::new("octave-shift")
                .attribute("type", kind)
                .attribute("number", number.get())
                .attribute("size", size)
        }
        DirectionKind::Segno => Element::new("segno"),
        DirectionKind::Coda => Element::new("coda"),
        DirectionKind::Jump { words, .. } | DirectionKind::Words(words) => {
            Element::text("words", words)
        }
    }
}
