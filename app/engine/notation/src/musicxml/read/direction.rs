//! Reading directions.

use roxmltree::Node;

use super::super::ReadError;
use super::super::names::Named;
use super::measure::PartReader;
use super::xml::{child, children, decimal, elements, is_yes, text_of};
use crate::model::voice::is_place;
use crate::{
    Direction, DirectionKind, Jump, OctaveShift, OctaveShiftEnd, Pedal, Placement, Quarters,
    SpanNumber, WedgeEnd,
};

impl PartReader<'_> {
    /// Reads a direction: one for each thing that is printed in it.
    pub(super) fn direction(&mut self, node: Node<'_, '_>) -> Result<(), ReadError> {
        let onset = self.position + self.offset(node)?;
        let place = Direction {
            id: self.notes.id(node),
            onset: onset.max(Quarters::ZERO),
            staff: self.staff(node),
            placement: match node.attribute("placement") {
                Some("above") => Some(Placement::Above),
                Some("below") => Some(Placement::Below),
                _ => None,
            },
            kind: DirectionKind::Segno,
        };
        let mut jump = child(node, "sound").and_then(jump_of);
        let mut kinds = Vec::new();
        for it in children(node, "direction-type").flat_map(elements) {
            match kind(it) {
                Some(DirectionKind::Words(words)) if words.is_empty() => {}
                Some(DirectionKind::Words(words)) => kinds.push(match jump.take() {
                    Some(jump) => DirectionKind::Jump { jump, words },
                    None => DirectionKind::Words(words),
                }),
                // The sign where one leaves for the coda.
                Some(DirectionKind::Coda) if jump == Some(Jump::ToCoda) => {}
                Some(kind) => kinds.push(kind),
                None => self.notes.left_out(it),
            }
        }
        kinds.extend(jump.map(wordless));
        for (at, kind) in kinds.into_iter().enumerate() {
            let id = if at == 0 {
                place.id
            } else {
                self.notes.fresh_id()
            };
            self.measure.directions.push(Direction {
                id,
                kind,
                ..place.clone()
            });
        }
        Ok(())
    }

    /// Reads a jump that nothing is printed for.
    pub(super) fn sound(&mut self, node: Node<'_, '_>) {
        if let Some(jump) = jump_of(node) {
            self.direction_at(1, wordless(jump));
        }
    }

    /// Puts a direction where the time stands.
    pub(super) fn direction_at(&mut self, staff: u8, kind: DirectionKind) {
        let id = self.notes.fresh_id();
        self.measure.directions.push(Direction {
            id,
            onset: self.position,
            staff,
            placement: None,
            kind,
        });
    }

    fn offset(&self, node: Node<'_, '_>) -> Result<Quarters, ReadError> {
        let Some(offset) = child(node, "offset") else {
            return Ok(Quarters::ZERO);
        };
        let text = text_of(offset);
        let offset = decimal(text).map(|it| it / self.divisions);
        offset
            .filter(|it| is_place(if *it < Quarters::ZERO { -it } else { *it }))
            .filter(|it| is_place((self.position + it).max(Quarters::ZERO)))
            .ok_or_else(|| self.no_number("offset", text))
    }
}

/// What stands in a `direction-type`.
fn kind(node: Node<'_, '_>) -> Option<DirectionKind> {
    let number = node.attribute("number").and_then(|it| it.parse().ok());
    let number = number.and_then(SpanNumber::new).unwrap_or(SpanNumber::ONE);
    let end = node.attribute("type").unwrap_or_default();
    Some(match node.tag_name().name() {
        "dynamics" => DirectionKind::Dynamics(letters(node)),
        "wedge" => DirectionKind::Wedge {
            number,
            end: WedgeEnd::named(end)?,
        },
        "pedal" => DirectionKind::Pedal(Pedal::named(end)?),
        "octave-shift" => {
            let is_double = node.attribute("size") == Some("15");
            let end = match (end, is_double) {
                ("stop", _) => OctaveShiftEnd::Stop,
                ("down", false) => OctaveShiftEnd::Start(OctaveShift::OctaveHigher),
                ("up", false) => OctaveShiftEnd::Start(OctaveShift::OctaveLower),
                ("down", true) => OctaveShiftEnd::Start(OctaveShift::TwoOctavesHigher),
                ("up", true) => OctaveShiftEnd::Start(OctaveShift::TwoOctavesLower),
                _ => return None,
            };
            DirectionKind::OctaveShift { number, end }
        }
        "segno" => DirectionKind::Segno,
        "coda" => DirectionKind::Coda,
        "words" => DirectionKind::Words(text_of(node).to_owned()),
        _ => return None,
    })
}

/// The letters of dynamics, which are names of elements.
pub(super) fn letters(node: Node<'_, '_>) -> String {
    let each = elements(node).map(|it| match it.tag_name().name() {
        "other-dynamics" => text_of(it),
        name => name,
    });
    each.collect()
}

fn jump_of(sound: Node<'_, '_>) -> Option<Jump> {
    if is_yes(sound, "dacapo") {
        Some(Jump::DaCapo)
    } else if sound.has_attribute("dalsegno") {
        Some(Jump::DalSegno)
    } else if sound.has_attribute("tocoda") {
        Some(Jump::ToCoda)
    } else {
        sound.has_attribute("fine").then_some(Jump::Fine)
    }
}

/// A jump in the words that are usual for it.
fn wordless(jump: Jump) -> DirectionKind {
    let words = match jump {
        Jump::DaCapo => "D.C.",
        Jump::DalSegno => "D.S.",
        Jump::ToCoda => "To Coda",
        Jump::Fine => "Fine",
    };
    DirectionKind::Jump {
        jump,
        words: words.to_owned(),
    }
}
