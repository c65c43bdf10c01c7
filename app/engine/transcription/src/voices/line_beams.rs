//! The beams of a voice: those at its stems, as far as the chords that they join are in the voice.

use notation::{Beam, Content};

use super::Written;

/// Takes beams that lead to chords of other voices away: in MusicXML, chords of one beam are in one
/// voice. What stays alone on its beam has none.
pub(super) fn mend_beams(line: &mut [Written]) {
    for is_grace in [false, true] {
        let chords: Vec<usize> = (0..line.len())
            .filter(|at| line[*at].is_chord() && line[*at].is_grace() == is_grace)
            .collect();
        let said: Vec<Vec<Beam>> = chords.iter().map(|at| line[*at].beams().to_vec()).collect();
        // Whether each chord is joined to the one after it, at a level.
        let joined = |at: usize, level: usize| {
            let Some(next) = said.get(at + 1) else {
                return false;
            };
            let is_of_group = line[chords[at]].beam == line[chords[at + 1]].beam;
            let goes_on = matches!(said[at].get(level), Some(Beam::Begin | Beam::Continue));
            let comes = matches!(next.get(level), Some(Beam::Continue | Beam::End));
            is_of_group && goes_on && comes
        };
        let mended: Vec<Vec<Beam>> = (0..chords.len())
            .map(|at| {
                let is_from = |level| at > 0 && joined(at - 1, level);
                if !is_from(0) && !joined(at, 0) {
                    return Vec::new();
                }
                let levels = said[at].iter().enumerate();
                levels
                    .map(|(level, beam)| match (is_from(level), joined(at, level)) {
                        (true, true) => Beam::Continue,
                        (true, false) => Beam::End,
                        (false, true) => Beam::Begin,
                        (false, false) => match beam {
                            Beam::BackwardHook | Beam::End if is_from(0) => Beam::BackwardHook,
                            _ if joined(at, 0) => Beam::ForwardHook,
                            _ => Beam::BackwardHook,
                        },
                    })
                    .collect()
            })
            .collect();
        for (at, beams) in chords.into_iter().zip(mended) {
            if let Content::Chord(chord) = &mut line[at].entry.content {
                chord.beams = beams;
            }
        }
    }
}
