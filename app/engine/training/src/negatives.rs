//! Where crops lie that show no label.

use annotation::Document;
use rand::RngExt;
use shapes::{PictureSize, PixelRect};

use crate::plan::{Planned, TrainingPlan};
use crate::random::{self, Purpose};
use crate::{CropKind, Split};

/// How often a place is drawn for each negative that is asked for, before that is given up.
const TRIES: u64 = 64;

/// Adds negatives to a plan: places drawn by chance in pictures of the same split that were looked
/// through, away from every label of any layer, and from each other so far that no two share more than
/// half of their pixels.
pub(crate) fn add(document: &Document, plan: &mut TrainingPlan) {
    let ratio = plan.options.negatives_per_defect_crop;
    let defects = plan.crops(CropKind::Defect);
    for (number, split) in (0..).zip(Split::ALL) {
        let wanted = (ratio * defects.of(split) as f64).round() as u64;
        *plan.negatives.wanted.of_mut(split) = wanted;
        let places: Vec<usize> = (0..plan.pictures.len())
            .filter(|at| {
                let planned = &plan.pictures[*at];
                planned.is_reviewed && plan.groups[planned.group].split == split
            })
            .collect();
        if places.is_empty() {
            continue;
        }
        let occupied: Vec<Vec<PixelRect>> = places
            .iter()
            .map(|at| occupied(document, &plan.pictures[*at], plan.options.clearance_px))
            .collect();
        let mut random = random::stream(plan.options.seed, Purpose::Negatives { split: number });
        let mut found = 0;
        for _ in 0..wanted.saturating_mul(TRIES) {
            if found == wanted {
                break;
            }
            let drawn = random.random_range(0..places.len());
            let planned = &plan.pictures[places[drawn]];
            let frame = plan.frame(&planned.picture);
            let (last_left, last_top) = frame.last_corner();
            let left = random.random_range(0..=last_left);
            let top = random.random_range(0..=last_top);
            let crop = frame.crop_at(left, top);
            let is_free = occupied[drawn]
                .iter()
                .all(|it| it.intersection(&crop).is_empty());
            let negatives = planned.crops.iter().filter(|it| it.1 == CropKind::Negative);
            if is_free
                && negatives
                    .into_iter()
                    .all(|(other, _)| are_apart(&crop, other))
            {
                plan.pictures[places[drawn]]
                    .crops
                    .push((crop, CropKind::Negative));
                found += 1;
            }
        }
        *plan.negatives.found.of_mut(split) = found;
        for at in places {
            // Defects stay first; negatives follow from the top to the bottom.
            plan.pictures[at]
                .crops
                .sort_by_key(|(crop, kind)| (*kind == CropKind::Negative, crop.top, crop.left));
        }
    }
}

/// The pixels about the labels of a picture, of any layer and kind.
fn occupied(document: &Document, planned: &Planned, clearance_px: u32) -> Vec<PixelRect> {
    let size = planned.picture.size;
    let labels = document.labels(planned.picture.id);
    let labels = labels.into_iter().flat_map(|labels| labels.iter());
    labels
        .filter_map(|label| shapes::Mask::from_shape(&label.shape, size).pixel_bounds())
        .map(|bounds| grown(&bounds, clearance_px, size))
        .collect()
}

fn grown(bounds: &PixelRect, by_px: u32, picture: PictureSize) -> PixelRect {
    PixelRect {
        left: bounds.left.saturating_sub(by_px),
        top: bounds.top.saturating_sub(by_px),
        right: bounds.right.saturating_add(by_px).min(picture.width_px),
        bottom: bounds.bottom.saturating_add(by_px).min(picture.height_px),
    }
}

fn are_apart(a: &PixelRect, b: &PixelRect) -> bool {
    let pixels = |it: &PixelRect| u64::from(it.width_px()) * u64::from(it.height_px());
    2 * pixels(&a.intersection(b)) <= pixels(a)
}
