//! Where two people differ on a picture.

use std::sync::Arc;

use annotation::{ClassId, Document, Label, LabelId, LayerId, PictureId};
use evaluation::match_optimally;

use crate::similarity;

/// From this similarity on, two labels are of one thing.
pub(crate) const SAME_THING: f64 = 0.3;
/// Below this one they are so differently placed that somebody should look.
const SAME_PLACE: f64 = 0.5;

/// Something that two people labelled differently.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// The picture.
    pub picture: PictureId,
    /// How they differ.
    pub differs: Differs,
}

/// How two people differ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Differs {
    /// The first one marked something, the second one nothing there.
    OnlyFirst(LabelId),
    /// The second one marked something, the first one nothing there.
    OnlySecond(LabelId),
    /// They mean one thing and call it differently.
    Class {
        /// The label of the first one, with its class.
        first: (LabelId, ClassId),
        /// The label of the second one, with its class.
        second: (LabelId, ClassId),
    },
    /// They mean one thing of one class, in places that differ.
    Place {
        /// The label of the first one.
        first: LabelId,
        /// The label of the second one.
        second: LabelId,
        /// How similar the shapes are, from 0 to 1 ([`similarity()`]).
        similarity: f64,
    },
}

/// The labels that somebody stands behind.
pub(crate) fn kept(document: &Document, picture: PictureId, layer: LayerId) -> Vec<Arc<Label>> {
    let labels = document.labels_on(picture, layer);
    let kept = labels.filter(|label| label.is_kept() && !label.is_ignored);
    kept.cloned().collect()
}

/// How two people's labels of a picture differ, pairs first.
pub(crate) fn differences(
    picture: PictureId,
    first: &[Arc<Label>],
    second: &[Arc<Label>],
) -> Vec<Difference> {
    let like = |a: usize, b: usize| similarity(&first[a].shape, &second[b].shape);
    let matching = match_optimally(first.len(), second.len(), like, SAME_THING);
    let of_pairs = matching.pairs.iter().filter_map(|pair| {
        let (a, b) = (&first[pair.truth], &second[pair.find]);
        if a.class != b.class {
            Some(Differs::Class {
                first: (a.id, a.class),
                second: (b.id, b.class),
            })
        } else if pair.similarity < SAME_PLACE {
            Some(Differs::Place {
                first: a.id,
                second: b.id,
                similarity: pair.similarity,
            })
        } else {
            None
        }
    });
    let of_first = matching.unmatched_truths.iter();
    let of_first = of_first.map(|index| Differs::OnlyFirst(first[*index].id));
    let of_second = matching.unmatched_finds.iter();
    let of_second = of_second.map(|index| Differs::OnlySecond(second[*index].id));
    of_pairs
        .chain(of_first)
        .chain(of_second)
        .map(|differs| Difference { picture, differs })
        .collect()
}
