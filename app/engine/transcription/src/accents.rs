//! Accents among the hairpins: both are two lines that meet, an accent at one note.

use strokes::{Hairpin, HairpinKind};

/// How long an accent is at the most, in staff spaces; those of an old engraved edition are up to 2.3.
const LONGEST: f64 = 2.35;

/// Whether what looks like a hairpin is the accent of a note.
pub(crate) fn is_accent(hairpin: &Hairpin, interline_px: f64) -> bool {
    let [from, to] = [hairpin.upper_px[0][0], hairpin.upper_px[1][0]];
    hairpin.kind == HairpinKind::Diminuendo && to - from < LONGEST * interline_px
}

/// The middle of a hairpin, as column and row.
pub(crate) fn middle_of(hairpin: &Hairpin) -> [f64; 2] {
    let ends = || hairpin.upper_px.iter().chain(&hairpin.lower_px);
    let mean = |side: usize| ends().map(|it| it[side]).sum::<f64>() / 4.0;
    [mean(0), mean(1)]
}
