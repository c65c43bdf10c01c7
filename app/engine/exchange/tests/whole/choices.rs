//! What a person can choose about an import, and what is told before.

use annotation::{
    ClassId, Gesture, LayerId, Origin, PictureId, Review, SHARED_LAYER, Standing, act,
};
use exchange::{
    ClassChoice, ClassFate, ExportOptions, ForgottenKind, ImportError, ImportOptions, OtherSizes,
    Present, Target, Unconfirmed, dataset_of, plan_import,
};
use interchange::{Broken, Class, Dataset, Labelled, PictureLabels, Unknown};
use shapes::{MultiPolygon, Point, Rect, Shape};

use crate::support::{Project, SIZE, layers, model, square};

fn options() -> ImportOptions {
    ImportOptions::new("other.json")
}

/// A dataset of a picture, with a box of a class for each side.
fn boxes(picture: &str, class: &str, sides: &[f64]) -> Dataset {
    Dataset {
        classes: vec![Class {
            name: class.to_owned(),
            ..Class::default()
        }],
        pictures: vec![PictureLabels {
            file_name: picture.to_owned(),
            width_px: SIZE.width_px,
            height_px: SIZE.height_px,
            labels: sides
                .iter()
                .map(|side| Labelled::new(0, square(5.0, 5.0, *side)))
                .collect(),
            ..PictureLabels::default()
        }],
        unknown: None::<Box<Unknown>>,
    }
}

#[test]
fn what_is_imported_says_where_it_came_from() {
    let mut project = Project::new();
    let edit = project.import(boxes("1.PNG", "scratch", &[9.0]), options());
    assert_eq!(edit.gesture, Gesture::Import);
    let labels = project.document.labels(PictureId(1)).unwrap();
    let label = labels.iter().next().unwrap();
    let file = "other.json".to_owned();
    assert_eq!(label.origin, Origin::Imported { file });
    assert_eq!((label.class, label.layer), (project.scratch, SHARED_LAYER));
    assert_eq!(label.standing, Standing::Kept);
}

#[test]
fn pictures_that_are_not_there_or_not_clear_are_told() {
    let project = Project::new();
    let mut dataset = boxes("nowhere.png", "scratch", &[9.0, 8.0]);
    dataset
        .pictures
        .extend(boxes("first/1.png", "scratch", &[9.0]).pictures);
    dataset
        .pictures
        .extend(boxes("1.PNG", "scratch", &[9.0]).pictures);
    dataset
        .pictures
        .extend(boxes("2.png", "scratch", &[9.0]).pictures);
    dataset
        .pictures
        .extend(boxes("x/2.png", "scratch", &[9.0]).pictures);
    let plan = project.plan(dataset, options());
    let summary = plan.summary();
    assert_eq!(summary.unknown_pictures, ["nowhere.png"]);
    assert_eq!(summary.unclear_pictures, ["1.PNG", "2.png", "x/2.png"]);
    assert_eq!((summary.matched(), summary.matched_by_name), (1, 1));
    assert_eq!((summary.added, summary.labels_without_picture), (1, 5));
    let text = summary.to_string();
    assert!(
        text.contains("such as `nowhere.png`, are not in the project"),
        "{text}"
    );
}

#[test]
fn labels_that_are_there_are_not_taken_twice() {
    let mut project = Project::new();
    project.add(1, project.scratch, square(5.0, 5.0, 9.0));
    let plan = project.plan(boxes("1.png", "scratch", &[9.0004, 9.0, 9.5]), options());
    // One of the two that are the same here is a second one.
    assert_eq!((plan.summary().same, plan.summary().added), (1, 2));
    let other = project.plan(boxes("1.png", "bubble", &[9.0]), options());
    assert_eq!((other.summary().same, other.summary().added), (0, 1));
}

#[test]
fn replacing_keeps_what_is_the_same_and_describes_it_anew() {
    let mut project = Project::new();
    let same = project.add(1, project.scratch, square(5.0, 5.0, 9.0));
    project.add(1, project.scratch, square(20.0, 20.0, 3.0));
    project.add(2, project.scratch, square(20.0, 20.0, 3.0));
    let mut dataset = boxes("1.png", "scratch", &[9.0, 12.0]);
    dataset.pictures[0].labels[0].note = Some("deep".to_owned());
    let kept = project.plan(dataset.clone(), options());
    assert_eq!(kept.summary().described_otherwise, 1);
    assert_eq!(kept.summary().removed, 0);

    let replacing = ImportOptions {
        present: Present::Replace,
        ..options()
    };
    let plan = project.plan(dataset.clone(), replacing.clone());
    let summary = plan.summary();
    assert_eq!((summary.same, summary.added, summary.removed), (1, 1, 1));
    assert_eq!(summary.described_anew, 1);
    project.import(dataset.clone(), replacing.clone());
    assert_eq!(
        project.shapes(1),
        [square(5.0, 5.0, 9.0), square(5.0, 5.0, 12.0)]
    );
    assert_eq!(project.shapes(2).len(), 1, "the file says nothing of it");
    let label = project.document.label(PictureId(1), same).unwrap();
    assert_eq!(label.note, "deep");
    assert_eq!(label.origin, Origin::Hand);
    let again = project.import(dataset, replacing);
    assert_eq!(again.changes, []);
}

#[test]
fn locked_labels_are_not_replaced() {
    let mut project = Project::new();
    let mut label = project.label(1, project.scratch, square(20.0, 20.0, 3.0));
    label.is_locked = true;
    project.add_label(label);
    let replacing = ImportOptions {
        present: Present::Replace,
        ..options()
    };
    let plan = project.plan(boxes("1.png", "scratch", &[9.0]), replacing);
    let refused = plan.perform(&project.document, &mut project.ids);
    assert_eq!(refused, Err(ImportError::Locked { count: 1 }));
}

#[test]
fn unknown_classes_are_added_become_others_or_are_left_out() {
    let mut project = Project::new();
    let dataset = boxes("1.png", "Scratch ", &[9.0]);
    let plan = project.plan(dataset.clone(), options());
    let class = &plan.summary().classes[0];
    assert_eq!((class.fate, class.labels), (ClassFate::Added, 1));
    assert_eq!(class.suggestion, Some(project.scratch));

    let leave_out = ImportOptions {
        unknown_classes: ClassChoice::LeaveOut,
        ..options()
    };
    let plan = project.plan(dataset.clone(), leave_out);
    assert_eq!(plan.summary().labels_of_left_out_classes, 1);
    assert_eq!(plan.summary().added, 0);

    let mut become_other = options();
    let choice = ClassChoice::Become(project.bubble);
    become_other.classes.insert("Scratch ".to_owned(), choice);
    project.import(dataset.clone(), become_other.clone());
    let labels = project.document.labels(PictureId(1)).unwrap();
    assert_eq!(labels.iter().next().unwrap().class, project.bubble);

    let gone = ClassChoice::Become(ClassId(9999));
    become_other.classes.insert("Scratch ".to_owned(), gone);
    let refused = plan_import(&project.document, dataset, &project.pictures, become_other);
    let name = "Scratch ".to_owned();
    assert_eq!(refused.unwrap_err(), ImportError::NoClass { name });
}

#[test]
fn a_class_that_was_renamed_is_suggested_by_its_number() {
    let project = Project::new();
    let mut dataset = boxes("1.png", "old name", &[]);
    dataset.classes[0].foreign_id = Some(project.bubble.0);
    let plan = project.plan(dataset, options());
    assert_eq!(plan.summary().classes[0].suggestion, Some(project.bubble));
}

#[test]
fn new_classes_have_parents_attributes_and_colours() {
    let mut project = Project::new();
    let mut dataset = boxes("1.png", "fine", &[9.0, 8.0]);
    dataset.classes[0].parent = Some("coarse".to_owned());
    dataset.classes.push(Class {
        name: "coarse".to_owned(),
        parent: Some("coarse".to_owned()),
        colour: Some([1, 2, 3]),
        ..Class::default()
    });
    for (label, depth) in dataset.pictures[0].labels.iter_mut().zip(["1.5", "2"]) {
        let attributes = [("depth_um", depth), ("is_old", "true")];
        label.attributes = attributes
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
    }
    project.import(dataset, options());
    let fine = project.document.class_named("fine").unwrap();
    let coarse = project.document.class_named("coarse").unwrap();
    assert_eq!((fine.parent, coarse.parent), (Some(coarse.id), None));
    assert_eq!(coarse.colour, [1, 2, 3]);
    let kinds: Vec<_> = fine.attributes.iter().map(|it| &it.kind).collect();
    use annotation::AttributeKind::{Flag, Number};
    assert_eq!(kinds, [&Number, &Flag]);
}

#[test]
fn other_sizes_are_refused_scaled_kept_or_left_out() {
    let mut project = Project::new();
    let mut dataset = boxes("1.png", "scratch", &[10.0]);
    dataset.pictures[0].width_px = 200;
    dataset.pictures[0].height_px = 40;
    let plan = project.plan(dataset.clone(), options());
    assert_eq!(plan.summary().labels_of_other_sizes, 1);
    let refused = plan.perform(&project.document, &mut project.ids);
    let message = refused.unwrap_err().to_string();
    assert!(
        message.contains("`1.png` has 100 × 80 pixels, not 200 × 40"),
        "{message}"
    );

    let choose = |other_sizes| ImportOptions {
        other_sizes,
        ..options()
    };
    let shapes = |other_sizes| {
        let mut project = project.clone();
        project.import(dataset.clone(), choose(other_sizes));
        project.shapes(1)
    };
    assert_eq!(shapes(OtherSizes::LeaveOut), []);
    assert_eq!(shapes(OtherSizes::Keep), [square(5.0, 5.0, 10.0)]);
    let scaled = Rect::between(Point::new(2.5, 10.0), Point::new(7.5, 30.0));
    assert_eq!(shapes(OtherSizes::Scale), [Shape::Box(scaled)]);

    // Where the sides are exchanged, scaling would lay the labels turned.
    dataset.pictures[0].width_px = 80;
    dataset.pictures[0].height_px = 100;
    let plan = project.plan(dataset, choose(OtherSizes::Scale));
    assert_eq!(
        (plan.summary().added, plan.summary().labels_of_other_sizes),
        (0, 1)
    );
    assert!(plan.summary().to_string().contains("sides are exchanged"));
}

#[test]
fn broken_shapes_are_mended_kept_or_left_out() {
    let project = Project::new();
    let corners = [(10.0, 10.0), (30.0, 30.0), (30.0, 10.0), (10.0, 50.0)];
    let crossing = corners.map(|(x, y)| Point::new(x, y)).to_vec();
    let mut dataset = boxes("1.png", "scratch", &[f64::NAN, 500.0]);
    dataset.pictures[0].labels.push(Labelled::new(
        0,
        Shape::Polygon(MultiPolygon::from_ring(crossing)),
    ));
    let counts = |broken| {
        let options = ImportOptions {
            broken,
            ..options()
        };
        let plan = project.plan(dataset.clone(), options);
        let it = plan.summary();
        (it.added, it.mended, it.kept_broken, it.left_out_broken)
    };
    assert_eq!(counts(Broken::Mend), (2, 2, 0, 1));
    assert_eq!(counts(Broken::Keep), (2, 0, 2, 1));
    assert_eq!(counts(Broken::Skip), (0, 0, 0, 3));
}

#[test]
fn a_layer_of_its_own_is_made_once() {
    let mut project = Project::new();
    project.add(1, project.scratch, square(5.0, 5.0, 9.0));
    let own = ImportOptions {
        target: Target::Named("second opinion".to_owned()),
        ..options()
    };
    let dataset = boxes("1.png", "scratch", &[9.0]);
    project.import(dataset.clone(), own.clone());
    let layer = project.document.layers().last().unwrap().clone();
    assert_eq!(layer.name, "second opinion");
    let of_layer = project.document.labels_on(PictureId(1), layer.id);
    assert_eq!(of_layer.count(), 1);
    let again = project.import(dataset.clone(), own);
    assert_eq!(again.changes, []);
    // Its labels can be exported by themselves, and together with the others.
    let count = |chosen| {
        let options = ExportOptions {
            layers: layers(chosen),
            ..ExportOptions::default()
        };
        project.dataset(&options).pictures[0].labels.len()
    };
    assert_eq!(count(vec![layer.id]), 1);
    assert_eq!(count(vec![layer.id, SHARED_LAYER]), 2);

    for (target, expected) in [
        (Target::Layer(LayerId(9999)), ImportError::NoLayer),
        (Target::Named(" ".to_owned()), ImportError::NoName),
    ] {
        let options = ImportOptions {
            target,
            ..options()
        };
        let refused = plan_import(
            &project.document,
            dataset.clone(),
            &project.pictures,
            options,
        );
        assert_eq!(refused.unwrap_err(), expected);
    }
}

#[test]
fn what_nobody_stands_behind_is_proposed_unless_asked_otherwise() {
    let mut project = Project::new();
    let mut dataset = boxes("1.png", "scratch", &[9.0, 8.0]);
    dataset.pictures[0].labels[0].score = Some(0.5);
    let plan = project.plan(dataset.clone(), options());
    assert_eq!(
        (
            plan.summary().proposals,
            plan.summary().details_without_place
        ),
        (1, 1)
    );
    let keeping = ImportOptions {
        unconfirmed: Unconfirmed::Keep,
        ..options()
    };
    let mut other = project.clone();
    project.import(dataset.clone(), options());
    other.import(dataset, keeping);
    let kept = |project: &Project| {
        let labels = project.document.labels_on(PictureId(1), SHARED_LAYER);
        labels.filter(|label| label.is_kept()).count()
    };
    assert_eq!((kept(&project), kept(&other)), (1, 2));
}

#[test]
fn proposals_other_layers_and_classes_are_exported_when_asked_for() {
    let mut project = Project::new();
    project.add(1, project.scratch, square(5.0, 5.0, 9.0));
    let mut label = project.label(1, project.bubble, square(30.0, 5.0, 9.0));
    label.origin = model();
    label.standing = Standing::Proposed;
    let edit = act::add_labels(&project.document, [label]).unwrap();
    project.perform(&edit);
    let exported = dataset_of(
        &project.document,
        &project.pictures,
        &ExportOptions::default(),
    );
    assert_eq!(exported.dataset.pictures[0].labels.len(), 1);
    let kinds: Vec<_> = exported.forgotten.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [ForgottenKind::Proposals, ForgottenKind::Series]);
    assert!(
        exported.forgotten[0]
            .to_string()
            .ends_with("not asked for: 1")
    );

    let with_proposals = ExportOptions {
        with_proposals: true,
        classes: Some([project.bubble].into()),
        ..ExportOptions::default()
    };
    let dataset = project.dataset(&with_proposals);
    assert_eq!(dataset.classes.len(), 1);
    assert_eq!(dataset.classes[0].foreign_id, Some(project.bubble.0));
    assert_eq!(dataset.classes[0].parent.as_deref(), Some("scratch"));
    let label = &dataset.pictures[0].labels[0];
    assert_eq!((label.class, label.score), (0, Some(0.75)));

    let one_picture = ExportOptions {
        pictures: Some([PictureId(2)].into()),
        ..ExportOptions::default()
    };
    assert_eq!(project.dataset(&one_picture).pictures.len(), 1);
}

#[test]
fn that_a_picture_was_looked_through_goes_out_and_in() {
    let mut project = Project::new();
    let nothing = [(PictureId(2), Some(format!("{:064}", 2)))];
    let edit = act::nothing_to_label(&project.document, SHARED_LAYER, &nothing, true).unwrap();
    project.perform(&edit);
    project.add(3, project.scratch, square(5.0, 5.0, 9.0));
    let labelled = [(PictureId(3), None)];
    let review = Review::Accepted;
    let edit = act::set_review(&project.document, SHARED_LAYER, &labelled, &review).unwrap();
    project.perform(&edit);
    // What was said of another file counts no more.
    let changed = [(PictureId(4), Some("another".to_owned()))];
    let edit = act::nothing_to_label(&project.document, SHARED_LAYER, &changed, true).unwrap();
    project.perform(&edit);
    let dataset = project.dataset(&ExportOptions::default());
    let reviewed: Vec<_> = dataset
        .pictures
        .iter()
        .map(|it| it.is_reviewed.unwrap())
        .collect();
    assert_eq!(reviewed, [false, true, true, false, false, false, false]);

    let mut other = Project::empty();
    other.import(dataset.clone(), options());
    let mark = |id: i64| other.document.mark(SHARED_LAYER, PictureId(id));
    assert!(mark(2).unwrap().has_nothing);
    assert_eq!(mark(2).unwrap().content, Some(format!("{:064}", 2)));
    assert_eq!(mark(3).unwrap().review, Review::Labelled);
    assert!(mark(1).is_none());

    // Where the project has labels, it is not said that there is nothing.
    let mut labelled = Project::empty();
    labelled.class("scratch", None);
    labelled.scratch = labelled.document.class_named("scratch").unwrap().id;
    labelled.add(2, labelled.scratch, square(5.0, 5.0, 9.0));
    let plan = labelled.plan(dataset.clone(), options());
    assert_eq!(plan.summary().reviews_not_taken, 1);
    let edit = labelled.import(dataset, options());
    assert!(!edit.changes.is_empty());
    assert!(labelled.document.mark(SHARED_LAYER, PictureId(2)).is_none());
}
