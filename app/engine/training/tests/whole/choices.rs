//! What an export holds, and what a person can choose about it.

use annotation::{LabelId, PictureId, Standing, act};
use shapes::{Mask, PixelRect, Shape};
use training::{
    CropKind, LonePictures, Manifest, PerSplit, Shares, Split, TrainingError, TrainingOptions,
};

use crate::support::{Project, SIDE_PX, SIZE, options, pixels, rect, sample, source};

/// Five series with a scratch on each first picture, all looked through.
fn reviewed() -> Project {
    let mut project = Project::new(5);
    for number in 0..5 {
        project.add(2 * number + 1, project.scratch, rect(20, 30, 12, 4));
        project.review(2 * number + 1);
        project.review(2 * number + 2);
    }
    project
}

fn all_to_train() -> TrainingOptions {
    TrainingOptions {
        shares: Shares {
            train: 1.0,
            validation: 0.0,
            test: 0.0,
        },
        ..options()
    }
}

#[test]
fn crops_are_the_pixels_of_the_picture_at_native_scale() {
    let export = reviewed().export(options());
    let crops = &export.manifest.crops;
    assert_eq!(crops.len(), 10, "a negative for each crop with a defect");
    for entry in crops {
        let (crop, mask) = (export.png(&entry.crop), export.png(&entry.mask));
        assert_eq!(
            (crop.width_px, crop.height_px, crop.channels),
            (SIDE_PX, SIDE_PX, 1)
        );
        assert_eq!(
            (mask.width_px, mask.height_px, mask.channels),
            (SIDE_PX, SIDE_PX, 1)
        );
        for (x, y) in [(0, 0), (SIDE_PX - 1, 5), (17, SIDE_PX - 1)] {
            let expected = sample(entry.picture, entry.rect.left + x, entry.rect.top + y);
            let at = (y * SIDE_PX + x) as usize;
            assert_eq!(crop.samples.get(at), f64::from(expected));
        }
    }
}

#[test]
fn the_manifest_says_what_was_exported_from_which_state() {
    let export = reviewed().export(options());
    let bytes = std::fs::read(export.place.join("manifest.json")).unwrap();
    let read: Manifest = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(read, export.manifest);
    assert_eq!((read.schema, read.background, read.ignore), (1, 0, 255));
    assert_eq!(read.source, source());
    assert_eq!(read.options, options());
    let names: Vec<_> = read
        .classes
        .iter()
        .map(|it| (it.index, it.name.as_str()))
        .collect();
    assert_eq!(names, [(1, "scratch"), (2, "bubble")]);
    let scratch = &read.classes[0];
    let sum = |counts: PerSplit| Split::ALL.iter().map(|it| counts.of(*it)).sum::<u64>();
    assert_eq!(
        (sum(scratch.labels), sum(scratch.crops), sum(scratch.pixels)),
        (5, 5, 5 * 48)
    );
    assert_eq!(scratch.label_weight, Some(1.0));
    assert_eq!(read.classes[1].label_weight, None);
    // 48 pixels of 64² on the crops that show it, and of the background what is left.
    let train = scratch.labels.train as f64;
    let of_defects = 48.0 / 4096.0;
    let of_background = (2.0 * 4096.0 - 48.0) / (2.0 * 4096.0);
    let median = f64::midpoint(of_defects, of_background);
    let weight = scratch.pixel_weight.unwrap();
    assert!(
        train > 0.0 && (weight - median / of_defects).abs() < 1e-9,
        "{weight}"
    );
    assert!((read.background_pixel_weight.unwrap() - median / of_background).abs() < 1e-9);
    assert_eq!(read.groups[0].regime.as_deref(), Some("good"));
    assert!(
        read.groups
            .iter()
            .all(|it| it.pictures == 2 && it.reviewed_pictures == 2)
    );
}

#[test]
fn negatives_are_only_of_pictures_that_were_looked_through() {
    let mut project = Project::new(2);
    project.add(1, project.scratch, rect(20, 30, 12, 4));
    project.add(3, project.scratch, rect(20, 30, 12, 4));
    let wishes = TrainingOptions {
        negatives_per_defect_crop: 3.0,
        ..all_to_train()
    };
    let plan = project.plan(wishes.clone()).unwrap();
    assert_eq!(
        (plan.negatives().wanted.train, plan.negatives().found.train),
        (6, 0)
    );
    project.review(4);
    let export = project.export(wishes.clone());
    let of = |kind| {
        export
            .manifest
            .crops
            .iter()
            .filter(move |it| it.kind == kind)
    };
    assert!(of(CropKind::Negative).count() > 0);
    assert!(of(CropKind::Negative).all(|it| it.picture == PictureId(4) && it.labels.is_empty()));
    let has_nothing = export
        .manifest
        .pictures
        .iter()
        .find(|it| it.id == PictureId(4))
        .unwrap();
    assert!(has_nothing.has_nothing && has_nothing.is_reviewed);

    // A picture whose file was changed since is no longer one that was looked through.
    let said = [(PictureId(4), Some("another file".to_owned()))];
    let layer = annotation::SHARED_LAYER;
    let edit = act::nothing_to_label(&project.document, layer, &said, true).unwrap();
    project.perform(&edit);
    let plan = project.plan(wishes).unwrap();
    assert_eq!(plan.negatives().found.train, 0);
    assert_eq!(plan.left_out().pictures_changed_since_review, 1);
}

#[test]
fn what_is_not_certain_is_passed_over() {
    let mut project = Project::new(1);
    project.add(1, project.scratch, rect(20, 30, 4, 4));
    let (scratch, bubble) = (project.scratch, project.bubble);
    project.add_with(1, scratch, rect(30, 30, 4, 4), |it| it.is_ignored = true);
    project.add_with(1, scratch, rect(20, 40, 4, 4), |it| {
        it.standing = Standing::Proposed;
    });
    project.add(1, bubble, rect(30, 40, 4, 4));
    // The defect lies above what is passed over.
    project.add_with(1, scratch, rect(20, 30, 2, 2), |it| it.is_ignored = true);
    let chosen = TrainingOptions {
        classes: vec![project.scratch],
        ..all_to_train()
    };
    let export = project.export(chosen);
    let entry = &export.manifest.crops[0];
    let mask = export.png(&entry.mask);
    let value = |x: u32, y: u32| {
        let at = (y - entry.rect.top) * SIDE_PX + x - entry.rect.left;
        mask.samples.get(at as usize)
    };
    let centres = [(22, 32), (32, 32), (22, 42), (32, 42), (26, 36), (20, 30)];
    let values = centres.map(|(x, y)| value(x, y));
    assert_eq!(values, [1.0, 255.0, 255.0, 255.0, 0.0, 1.0]);
    let left_out = export.manifest.left_out;
    assert_eq!((left_out.ignored_labels, left_out.proposed_labels), (2, 1));
    assert_eq!(left_out.labels_of_other_classes, 1);
    assert_eq!(entry.labels.len(), 1);
}

#[test]
fn a_defect_that_is_larger_than_a_crop_is_covered_by_several() {
    let mut project = Project::new(1);
    let long = project.add(1, project.scratch, rect(10, 50, 180, 3));
    let small = project.add(1, project.bubble, rect(20, 60, 5, 5));
    let export = project.export(all_to_train());
    let manifest = &export.manifest;
    assert_eq!(manifest.larger_than_crop, [long]);
    let crops = |id: LabelId, whole| {
        let labels = manifest.crops.iter().flat_map(|it| &it.labels);
        labels
            .filter(|it| it.id == id && it.is_whole == whole)
            .count()
    };
    assert_eq!(crops(long, true), 0);
    assert!(crops(long, false) >= 4);
    assert!(crops(small, true) >= 1);
    let mut left = Mask::from_shape(&rect(10, 50, 180, 3), SIZE);
    for entry in &manifest.crops {
        left.subtract(&Mask::rectangle(pixels(&entry.rect)));
    }
    assert!(left.is_empty());
}

#[test]
fn pictures_smaller_than_a_crop_are_continued() {
    let mut project = Project::new(1);
    project.add(1, project.scratch, rect(190, 140, 10, 10));
    project.review(1);
    project.review(2);
    let wide = TrainingOptions {
        crop_side_px: 256,
        ..all_to_train()
    };
    let export = project.export(wide);
    assert_eq!(export.manifest.crops.len(), 2);
    for entry in &export.manifest.crops {
        assert_eq!((entry.rect.width, entry.rect.height), (200, 150));
        let (crop, mask) = (export.png(&entry.crop), export.png(&entry.mask));
        let corner = 256 * 256 - 1;
        assert_eq!(
            crop.samples.get(corner),
            f64::from(sample(entry.picture, 199, 149))
        );
        assert_eq!(mask.samples.get(corner), 255.0);
        let is_defect = entry.kind == CropKind::Defect;
        let inside = mask.samples.get(145 * 256 + 195);
        assert_eq!(inside, if is_defect { 1.0 } else { 0.0 });
    }
}

#[test]
fn what_was_judged_by_is_judged_by_again() {
    let project = reviewed();
    let mut wishes = options();
    for (series, split) in project.series.iter().zip([Split::Test, Split::Train]) {
        wishes.pinned.insert(*series, split);
    }
    for seed in 0..8 {
        wishes.seed = seed;
        let export = project.export(wishes.clone());
        let of = |at: usize| {
            let mut groups = export.manifest.groups.iter();
            groups
                .find(|it| it.series == Some(project.series[at]))
                .unwrap()
                .split
        };
        assert_eq!((of(0), of(1)), (Split::Test, Split::Train));
    }
}

#[test]
fn pictures_in_no_series_are_left_out_or_stand_for_themselves() {
    let mut project = Project::new(1);
    project.add(3, project.scratch, rect(20, 30, 4, 4));
    let refused = project.plan(all_to_train()).unwrap_err();
    assert_eq!(
        refused,
        TrainingError::NothingToLearn {
            kept: 1,
            on_lone: 1
        }
    );
    let own = TrainingOptions {
        lone_pictures: LonePictures::EachItsOwn,
        ..all_to_train()
    };
    let export = project.export(own);
    let group = &export.manifest.groups[export.manifest.crops[0].group];
    assert_eq!((group.series, group.name.as_str()), (None, "3.png"));
}

#[test]
fn options_that_make_no_sense_are_refused() {
    let mut project = reviewed();
    let refused = |change: &dyn Fn(&mut TrainingOptions)| {
        let mut wishes = options();
        change(&mut wishes);
        project.plan(wishes).unwrap_err()
    };
    for error in [
        refused(&|it| it.crop_side_px = 8),
        refused(&|it| it.overlap_px = SIDE_PX),
        refused(&|it| it.negatives_per_defect_crop = f64::NAN),
        refused(&|it| it.shares.train = -1.0),
        refused(&|it| it.classes = vec![project.scratch; 2]),
    ] {
        assert!(matches!(error, TrainingError::Option(_)), "{error:?}");
    }
    let gone = annotation::ClassId(9999);
    assert_eq!(
        refused(&|it| it.classes = vec![gone]),
        TrainingError::NoClass(gone)
    );
    let layer = annotation::LayerId(9999);
    assert_eq!(refused(&|it| it.layer = layer), TrainingError::NoLayer);
    // Outside of the picture there is nothing to learn.
    project.add(
        1,
        project.scratch,
        Shape::Point(shapes::Point::new(-5.0, 900.0)),
    );
    let plan = project.plan(options()).unwrap();
    assert_eq!(plan.left_out().labels_without_pixels, 1);
    let crops = plan.crops(CropKind::Defect);
    assert_eq!(Split::ALL.iter().map(|it| crops.of(*it)).sum::<u64>(), 5);
    assert!(plan.larger_than_crop().is_empty());
}

#[test]
fn bounds_are_those_of_the_pixels_in_the_crop() {
    let mut project = Project::new(1);
    let id = project.add(1, project.scratch, rect(40, 50, 12, 4));
    let export = project.export(all_to_train());
    let entry = &export.manifest.crops[0];
    let label = entry.labels[0];
    let part = pixels(&entry.rect);
    let expected = PixelRect {
        left: 40 - part.left,
        top: 50 - part.top,
        right: 52 - part.left,
        bottom: 54 - part.top,
    };
    assert_eq!((label.id, label.class, label.is_whole), (id, 1, true));
    let [left, top, right, bottom] = label.bounds;
    assert_eq!(
        PixelRect {
            left,
            top,
            right,
            bottom
        },
        expected
    );
}
