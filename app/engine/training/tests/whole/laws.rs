//! What holds of any export.

use std::collections::{BTreeMap, BTreeSet};

use annotation::{PictureId, SHARED_LAYER};
use proptest::prelude::*;
use shapes::{Mask, Point, Polyline, RotatedBox, Shape};
use training::{CropKind, LonePictures, Split, TrainingOptions};

use crate::support::{Project, SIZE, files, options, pixels, rect};

/// A label to be: its picture, whether it is a scratch, its shape, whether it is passed over.
type Wish = (i64, bool, Shape, bool);

const PICTURES: i64 = 9;

fn wish() -> impl Strategy<Value = Wish> {
    let place = || (0.0..200.0, 0.0..150.0).prop_map(|(x, y)| Point::new(x, y));
    let shape = prop_oneof![
        (0..195u32, 0..145u32, 1..30u32, 1..30u32).prop_map(|(x, y, w, h)| rect(x, y, w, h)),
        (place(), 1.0..90.0, 0.5..4.0, 0.0..3.0).prop_map(
            |(center, width_px, height_px, angle_rad)| Shape::RotatedBox(RotatedBox {
                center,
                width_px,
                height_px,
                angle_rad,
            })
        ),
        (prop::collection::vec(place(), 2..4), 0.0..3.0)
            .prop_map(|(points, width_px)| Shape::Polyline(Polyline { points, width_px })),
        place().prop_map(Shape::Point),
    ];
    (
        1..=PICTURES,
        any::<bool>(),
        shape,
        prop::bool::weighted(0.1),
    )
}

fn project(wishes: &[Wish], reviewed: &BTreeSet<i64>) -> Project {
    let mut project = Project::new(4);
    // Something to learn from is always there.
    project.add(1, project.scratch, rect(20, 30, 12, 4));
    for (picture, is_scratch, shape, is_ignored) in wishes {
        let class = if *is_scratch {
            project.scratch
        } else {
            project.bubble
        };
        project.add_with(*picture, class, shape.clone(), |it| {
            it.is_ignored = *is_ignored;
        });
    }
    for picture in reviewed {
        project.review(*picture);
    }
    project
}

fn wishes(seed: u64) -> TrainingOptions {
    TrainingOptions {
        seed,
        lone_pictures: LonePictures::EachItsOwn,
        ..options()
    }
}

/// The mask of a picture as it should be: later labels above earlier ones, and all of them above what
/// is passed over.
fn painted(project: &Project, picture: PictureId) -> Vec<u8> {
    let mut values = vec![0; (SIZE.width_px * SIZE.height_px) as usize];
    for ignored in [true, false] {
        for label in project.document.labels_on(picture, SHARED_LAYER) {
            let class = if label.class == project.scratch { 1 } else { 2 };
            for run in Mask::from_shape(&label.shape, SIZE).runs() {
                for x in run.left..run.right {
                    if label.is_ignored == ignored {
                        let at = (run.y * SIZE.width_px + x) as usize;
                        values[at] = if ignored { 255 } else { class };
                    }
                }
            }
        }
    }
    values
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn an_export_keeps_its_promises(
        drawn in prop::collection::vec(wish(), 0..20),
        reviewed in prop::collection::btree_set(1..=PICTURES, 0..9),
        seed in any::<u64>(),
    ) {
        let project = project(&drawn, &reviewed);
        let export = project.export(wishes(seed));
        let manifest = &export.manifest;

        // Each defect is whole in a crop, or listed as too large and covered by several.
        for picture in (1..=PICTURES).map(PictureId) {
            let crops: Vec<_> = manifest.crops.iter().filter(|it| it.picture == picture).collect();
            for label in project.document.labels_on(picture, SHARED_LAYER) {
                let mut mask = Mask::from_shape(&label.shape, SIZE);
                if label.is_ignored || mask.is_empty() {
                    continue;
                }
                let labels = crops.iter().flat_map(|it| &it.labels);
                let is_whole = labels.clone().any(|it| it.id == label.id && it.is_whole);
                let is_large = manifest.larger_than_crop.contains(&label.id);
                prop_assert!(is_whole != is_large, "{:?}", label);
                for crop in &crops {
                    let part = Mask::rectangle(pixels(&crop.rect));
                    let inside = mask.union(&part) == part;
                    let said = crop.labels.iter().find(|it| it.id == label.id);
                    if inside && !mask.is_empty() && is_whole {
                        prop_assert!(said.is_some_and(|it| it.is_whole));
                    }
                }
                for crop in &crops {
                    mask.subtract(&Mask::rectangle(pixels(&crop.rect)));
                }
                prop_assert!(mask.is_empty());
            }
        }

        // A series is in one split.
        let mut splits: BTreeMap<Option<i64>, BTreeSet<Split>> = BTreeMap::new();
        for crop in &manifest.crops {
            let series = project.document.series_of(crop.picture).map(|it| it.id.0);
            splits.entry(series).or_default().insert(crop.split);
            prop_assert_eq!(manifest.groups[crop.group].split, crop.split);
            prop_assert_eq!(manifest.groups[crop.group].series.map(|it| it.0), series);
        }
        prop_assert!(splits.values().all(|it| it.len() == 1));

        // Masks are the labels, and negatives show none.
        for crop in &manifest.crops {
            let expected = painted(&project, crop.picture);
            let mask = export.png(&crop.mask);
            for y in 0..crop.rect.height {
                for x in 0..crop.rect.width {
                    let at = (crop.rect.top + y) * SIZE.width_px + crop.rect.left + x;
                    let is = mask.samples.get((y * mask.width_px + x) as usize);
                    prop_assert_eq!(is, f64::from(expected[at as usize]));
                }
            }
            if crop.kind == CropKind::Negative {
                prop_assert!(crop.labels.is_empty());
                prop_assert!(reviewed.contains(&crop.picture.0));
                prop_assert!((0..mask.samples.len()).all(|at| mask.samples.get(at) == 0.0));
            }
        }

        // The same seed gives the same bytes.
        let again = project.export(wishes(seed));
        let names = |of: &crate::support::Export| -> Vec<_> {
            let all = files(&of.place).into_iter();
            all.map(|(path, bytes)| (path.strip_prefix(&of.place).unwrap().to_owned(), bytes)).collect()
        };
        prop_assert!(names(&export) == names(&again));
        prop_assert_eq!(names(&export).len(), 2 * manifest.crops.len() + 1);
    }
}
