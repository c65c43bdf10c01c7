//! What is long and thin on a page of printed music, found by geometry.

mod arc;
mod arcs;
mod bars;
mod beam;
mod beams;
mod candidates;
mod curves;
mod joining;
mod known;
mod plane;
mod room;
mod slashes;
mod stem;
mod stems;
mod ties;
mod tracing;
mod upright;

use staves::Layout;

pub use arc::{Arc, ArcKind};
pub use beam::{Beam, BeamKind};
pub use known::{Known, KnownKind};
pub use stem::{Side, Stem, StemEvidence, StemWay};

/// What is found on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Strokes {
    /// The stems, from the left to the right.
    pub stems: Vec<Stem>,
    /// The beams.
    pub beams: Vec<Beam>,
    /// Slurs and ties.
    pub arcs: Vec<Arc>,
}

/// Finds strokes.
#[must_use]
pub fn find(layout: &Layout, known: &[Known]) -> Strokes {
    let free = plane::Plane::of_ink(&layout.without_lines());
    let thin = free.thin(upright::widest_px(layout.interline_px()));
    let planes = candidates::Planes { free, thin };
    let interline = layout.interline_px().max(1.0);
    let boxes = bars::Boxes::new(known, planes.free.width(), |_| true);
    let heads = bars::Boxes::new(known, planes.free.width(), KnownKind::is_head);
    let ((mut stems, bars), curves) = rayon::join(
        || {
            rayon::join(
                || stems::stems(layout, &planes, known),
                || bars::possible(layout, &planes.free, known),
            )
        },
        || {
            let is_other = |x: usize, y: f64| boxes.hold(x as f64 + 0.5, y, 0.0);
            let is_head = |x: usize, y: f64| heads.hold(x as f64 + 0.5, y, 0.0);
            curves::curves(&planes.free, interline, is_other, is_head)
        },
    );
    let beams = beams::beams(layout, bars, &mut stems, known, &planes.free);
    slashes::find(&mut stems, &planes.free);
    let page = arcs::Surroundings {
        ink: &planes.free,
        boxes: &boxes,
    };
    let arcs = arcs::arcs(layout, &curves, known, &page);
    Strokes { stems, beams, arcs }
}
