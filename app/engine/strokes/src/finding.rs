//! The way from a page and its symbols to its strokes.

use staves::Layout;

use crate::arcs::arc::Arc;
use crate::arcs::{arcs, is_on_beam};
use crate::beams::bars::possible;
use crate::beams::beam::Beam;
use crate::beams::beams;
use crate::boxes::Boxes;
use crate::curves::{curves, slivers};
use crate::known::{Known, KnownKind};
use crate::plane::Plane;
use crate::stems::candidates::Planes;
use crate::stems::passed::passed;
use crate::stems::stem::Stem;
use crate::stems::upright::widest_px;
use crate::stems::{slashes, stems};
use crate::straight::bracket::Bracket;
use crate::straight::extender::Extender;
use crate::straight::hairpin::Hairpin;
use crate::straight::straight;
use crate::surroundings::Surroundings;

/// What is found on a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Strokes {
    /// The stems, from the left to the right.
    pub stems: Vec<Stem>,
    /// Beams, hooks and the bars of tremolos.
    pub beams: Vec<Beam>,
    /// Slurs and ties.
    pub arcs: Vec<Arc>,
    /// Wedges that say that music grows louder or softer.
    pub hairpins: Vec<Hairpin>,
    /// Brackets of tuplets and endings.
    pub brackets: Vec<Bracket>,
    /// Level lines, dashed or solid, as those of octaves and pedals.
    pub extenders: Vec<Extender>,
}

/// Finds the strokes of a page of which the staves and the symbols are known.
///
/// Heads are named by their numbers in `known`. Symbols whose box has no size or no place that a page
/// can have are passed over. A page without staves gives no strokes.
#[must_use]
pub fn find(layout: &Layout, known: &[Known]) -> Strokes {
    if layout.staves.is_empty() {
        return Strokes::default();
    }
    let numbers: Vec<usize> = (0..known.len())
        .filter(|at| known[*at].is_usable())
        .collect();
    if numbers.len() == known.len() {
        return strokes(layout, known);
    }
    let usable: Vec<Known> = numbers.iter().map(|at| known[*at]).collect();
    let mut found = strokes(layout, &usable);
    let of_stems = found.stems.iter_mut().flat_map(|it| &mut it.heads);
    let of_arcs = found.arcs.iter_mut().flat_map(|it| &mut it.heads).flatten();
    of_stems.chain(of_arcs).for_each(|it| *it = numbers[*it]);
    found
}

/// The strokes of a page with usable symbols.
fn strokes(layout: &Layout, known: &[Known]) -> Strokes {
    let interline = layout.interline_px().max(1.0);
    let free = Plane::of_ink(&layout.without_lines());
    let thin = free.thin(widest_px(interline));
    let planes = Planes { free, thin };
    let boxes = Boxes::new(known, planes.free.width(), |_| true);
    let heads = Boxes::new(known, planes.free.width(), KnownKind::is_head);
    let ((mut stems, bars), curves) = rayon::join(
        || {
            let stems = stems(layout, &planes, known);
            // What only looks like a head may be a hook.
            let passed = passed(&stems, known);
            let sure: Vec<Known> = known
                .iter()
                .zip(passed)
                .filter_map(|(it, is_passed)| (!is_passed).then_some(*it))
                .collect();
            let bars = possible(layout, &planes.free, &sure);
            (stems, bars)
        },
        || {
            let is_other = |x: usize, y: f64| boxes.hold(x as f64 + 0.5, y, 0.0);
            let is_head = |x: usize, y: f64| heads.hold(x as f64 + 0.5, y, 0.0);
            let ink = slivers::with_slivers(layout, &planes.free);
            curves(&ink, interline, is_other, is_head)
        },
    );
    let page = Surroundings {
        ink: &planes.free,
        boxes: &boxes,
        heads: &heads,
    };
    let mut arcs = arcs(layout, &curves, known, &page);
    let bars = bars.without_arcs(&arcs);
    let beams = beams(layout, bars, &mut stems, known, &planes.free);
    slashes::find(&mut stems, &planes.free);
    arcs.retain(|it| !is_on_beam(it, &beams));
    let straight = straight(layout, &curves, &beams, &page);
    Strokes {
        stems,
        beams,
        arcs,
        hairpins: straight.hairpins,
        brackets: straight.brackets,
        extenders: straight.extenders,
    }
}
