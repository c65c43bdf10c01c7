//! What the beams at a stem say of its chord.

use notation::{Beam, NoteValue};

use crate::prepared::Prepared;

/// The group of stems on one beam that a chord belongs to.
pub(super) fn group(prepared: &Prepared<'_>, chord: usize) -> Option<usize> {
    let stem = prepared.chords[chord].stem?;
    prepared.beams[stem].map(|it| it.group)
}

/// The beams of a chord by level, as far as its stem says.
pub(super) fn stem_beams(prepared: &Prepared<'_>, chord: usize) -> Vec<Beam> {
    let Some(stem) = prepared.chords[chord].stem else {
        return Vec::new();
    };
    let Some(own) = prepared.beams[stem] else {
        return Vec::new();
    };
    let on_beam = |place: Option<usize>| {
        let place = place?;
        let found = prepared
            .beams
            .iter()
            .position(|it| it.is_some_and(|it| it.group == own.group && it.place == place))?;
        Some(&prepared.page.strokes.stems[found])
    };
    let (left, right) = (
        on_beam(own.place.checked_sub(1)),
        on_beam(Some(own.place + 1)),
    );
    let stem = &prepared.page.strokes.stems[stem];
    // A hook that does not shorten the note is none.
    let value = prepared.chords[chord].value;
    let levels = (value as usize).saturating_sub(NoteValue::Quarter as usize);
    (1..=stem.beams().min(levels))
        .map(|level| {
            let from = stem.left.beams >= level && left.is_some_and(|it| it.right.beams >= level);
            let on = stem.right.beams >= level && right.is_some_and(|it| it.left.beams >= level);
            match (from, on) {
                (true, true) => Beam::Continue,
                (true, false) => Beam::End,
                (false, true) => Beam::Begin,
                (false, false) if stem.left.beams >= level => Beam::BackwardHook,
                (false, false) => Beam::ForwardHook,
            }
        })
        .collect()
}
