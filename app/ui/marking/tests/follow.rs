//! Labels that change in numbers: found where they are at once, drawn anew frame by frame.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use annotation::{
    Class, ClassId, Document, Gesture, IdSource, Label, LabelId, PictureId, SHARED_LAYER, Standing,
    act,
};
use marking::{Changed, LabelLayer, LabelLook, Scene, Shown};
use shapes::{Point, Rect, Shape};

const PICTURE: PictureId = PictureId(1);
const LABELS: usize = 40_000;
const SIDE_PX: f64 = 4096.0;

/// A document, and what a window keeps of its labels.
struct Watched {
    document: Document,
    ids: IdSource,
    scene: Scene,
    layer: LabelLayer,
}

impl Watched {
    fn new() -> Self {
        let mut watched = Self {
            document: Document::default(),
            ids: IdSource::default(),
            scene: Scene::default(),
            layer: LabelLayer::new(Standing::Kept),
        };
        let class = Class {
            id: ClassId(0),
            name: "defect".to_owned(),
            colour: [230, 159, 0],
            key: None,
            parent: None,
            usual_shape: None,
            attributes: Vec::new(),
            definition: String::new(),
        };
        let (class, edit) = act::add_class(&watched.document, class, &mut watched.ids).unwrap();
        watched.document.apply(&edit).unwrap();
        let labels = (0..LABELS).map(|number| Label {
            id: watched.ids.label(),
            ..Label::drawn(PICTURE, SHARED_LAYER, class, shape(number))
        });
        let edit = act::add_labels(&watched.document, labels.collect::<Vec<_>>()).unwrap();
        watched.document.apply(&edit).unwrap();
        watched
    }

    fn all(&self) -> Vec<LabelId> {
        let labels = self.document.labels_on(PICTURE, SHARED_LAYER);
        labels.map(|label| label.id).collect()
    }

    fn move_all(&mut self, right_px: f64) {
        let labels = self.document.labels_on(PICTURE, SHARED_LAYER);
        let moved: Vec<Label> = labels
            .map(|label| Label {
                shape: label.shape.translated(right_px, 0.0),
                ..Label::clone(label)
            })
            .collect();
        let edit = act::change_labels(&self.document, Gesture::Reshape, moved, &mut self.ids);
        self.document.apply(&edit.unwrap()).unwrap();
    }

    fn frame(&mut self) -> Changed {
        let shown = Shown {
            picture: PICTURE,
            layer: SHARED_LAYER,
            hidden: BTreeSet::new(),
        };
        let look = LabelLook {
            fill_opacity: 0.2,
            outline_width_px: 2.0,
        };
        let changed = self.scene.follow(&self.document, &shown);
        let size_px = [SIDE_PX, SIDE_PX];
        self.layer
            .follow(&self.scene, &changed, &self.document, size_px, &look);
        changed
    }

    /// How many frames it takes until all is drawn.
    fn frames(&mut self) -> usize {
        for frame in 1..=1000 {
            self.frame();
            if self.layer.is_complete() {
                return frame;
            }
        }
        panic!("never complete");
    }

    fn at(&self, x: f64, y: f64) -> Vec<LabelId> {
        self.scene.at(Point::new(x, y), 0.0)
    }
}

/// Boxes of 10 pixels in rows of 200, 20 pixels apart.
fn shape(number: usize) -> Shape {
    let place = |at: usize| at as f64 * 20.0;
    let corner = Point::new(place(number % 200), place(number / 200));
    Shape::Box(Rect::between(corner, corner.translated(10.0, 10.0)))
}

#[test]
fn labels_that_all_move_are_found_at_once_and_drawn_within_some_frames() {
    let mut watched = Watched::new();
    assert_eq!(watched.frame(), Changed::All);
    assert!(!watched.layer.is_complete());
    watched.frames();
    let all = watched.all();
    assert_eq!(watched.layer.labels().collect::<Vec<_>>(), all);
    assert_eq!(watched.at(25.0, 5.0), [all[1]]);

    watched.move_all(10.0);
    assert_eq!(watched.frame(), Changed::Some(all.clone()));
    assert!(watched.at(25.0, 5.0).is_empty());
    assert_eq!(watched.at(35.0, 5.0), [all[1]]);
    assert!(!watched.layer.is_complete());
    watched.frames();

    let edit = act::remove_labels(&watched.document, PICTURE, &all, &mut watched.ids).unwrap();
    watched.document.apply(&edit).unwrap();
    watched.frames();
    assert!(watched.at(35.0, 5.0).is_empty());
    assert_eq!(watched.layer.layers().count(), 0);
    assert_eq!(watched.layer.labels().count(), 0);
}

#[test]
fn one_label_that_changes_is_drawn_in_the_same_frame() {
    let mut watched = Watched::new();
    watched.frames();
    let id = watched.all()[7];
    let label = watched.document.label(PICTURE, id).unwrap();
    let moved = Label {
        shape: label.shape.translated(3000.0, 0.0),
        ..Label::clone(label)
    };
    let edit = act::change_labels(
        &watched.document,
        Gesture::Reshape,
        [moved],
        &mut watched.ids,
    );
    watched.document.apply(&edit.unwrap()).unwrap();
    assert_eq!(watched.frames(), 1);
    assert!(watched.at(145.0, 5.0).is_empty());
    assert!(watched.at(3145.0, 5.0).contains(&id));
    assert_eq!(watched.frame(), Changed::Some(Vec::new()));
}
