//! Two labels of one class in one place.

use std::sync::Arc;

use annotation::{Label, LayerId, PictureId};
use shapes::{Indexed, ShapeIndex};

use super::Subject;
use crate::similarity::{REACH_PX, similarity};
use crate::{Doubt, Finding, Severity};

/// From this similarity on, two labels mean one thing.
const SAME_THING: f64 = 0.7;

pub(super) fn check(
    subject: &Subject<'_>,
    picture: PictureId,
    layer: LayerId,
    found: &mut Vec<Finding>,
) {
    let labels: Vec<&Arc<Label>> = subject.document.labels_on(picture, layer).collect();
    let indexed = labels.iter().zip(0..);
    let indexed = indexed.filter_map(|(label, place)| Indexed::new(place, &label.shape));
    let index = ShapeIndex::bulk_load(indexed);
    for (label, place) in labels.iter().zip(0..) {
        let Some(own) = index.get(place) else {
            continue;
        };
        let mut near = index.in_rect(&own.bounds.grown(2.0 * REACH_PX), false);
        near.retain(|other| *other > place);
        near.sort_unstable();
        for other in near {
            let other = labels[other as usize];
            if other.class != label.class {
                continue;
            }
            let similarity = similarity(&label.shape, &other.shape);
            if let Some(similarity) = similarity.filter(|it| *it >= SAME_THING) {
                let doubt = Doubt::Duplicate {
                    label: label.id,
                    other: other.id,
                    similarity,
                };
                found.push(subject.about(other, Severity::Warning, doubt));
            }
        }
    }
}
