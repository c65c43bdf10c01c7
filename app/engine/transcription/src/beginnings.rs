//! What stands at the beginnings of measures, before their first note or rest.

use notation::TimeSignature;

use crate::keys::free_accidentals;
use crate::measures::Span;
use crate::prepared::Prepared;
use crate::times::time;

/// The beginning of a measure on one staff.
#[derive(Debug)]
pub(crate) struct Beginning {
    /// The column of the first thing that takes time, in pixels; the end of the measure where there is
    /// none.
    pub first_px: f64,
    /// The time signature.
    pub time: Option<TimeSignature>,
    /// The accidentals that stand before no head, from the left.
    pub accidentals: Vec<usize>,
}

/// The beginnings of the measures of a system, each on all of its staves.
pub(crate) fn beginnings(
    prepared: &Prepared<'_>,
    system: usize,
    spans: &[Span],
) -> Vec<Vec<Beginning>> {
    let rows = prepared.page.layout.systems[system].staves.len();
    let beginning = |span: &Span, row: usize| {
        let first_px = first_timed_px(prepared, system, span, row);
        let columns = (span.left_px[row], first_px);
        let place = (system, row);
        Beginning {
            first_px,
            time: time(&prepared.page, prepared.places, place, columns),
            accidentals: free_accidentals(&prepared.page, prepared.places, place, columns),
        }
    };
    let of_span = |span: &Span| (0..rows).map(|row| beginning(span, row)).collect();
    spans.iter().map(of_span).collect()
}

fn first_timed_px(prepared: &Prepared<'_>, system: usize, span: &Span, row: usize) -> f64 {
    let symbols = prepared.page.symbols.iter().zip(prepared.places);
    let timed = symbols.filter_map(|(symbol, place)| {
        let place = place.as_ref()?;
        let is_here = place.system == system
            && place.row == row
            && span.holds(row, place.x_px)
            && symbol.sign.is_timed();
        is_here.then_some(symbol.box_px[0])
    });
    timed.fold(span.right_px[row], f64::min)
}
