//! How long 100,000 labels on one picture take to be pointed at, chosen, and put back where they
//! were. Prints JSON lines: a name, a figure and its unit; of each the median.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::time::{Duration, Instant};

use annotation::record::Loaded;
use annotation::{
    Class, ClassId, Document, Gesture, IdSource, Journal, Label, LabelId, Labelling, PictureId,
    SHARED_LAYER, Standing, Step, act,
};
use jiff::Timestamp;
use marking::{LabelLayer, LabelLook, Scene, Shown};
use shapes::{MultiPolygon, Point, Rect, Shape};

const LABELS: usize = 100_000;
const SIDE_PX: f64 = 20_000.0;
const CORNERS: usize = 16;
const PICTURE: PictureId = PictureId(1);
const HOVERS: usize = 2_000;
const REPEATS: usize = 7;

fn main() {
    // Only a bench run measures: test runners start every target to ask for its tests.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let mut labelling = labelled();
    let mut board = Board::new(labelling.document());
    let hover = median((0..HOVERS).map(|step| {
        let at = place(step * 7919 % LABELS);
        timed(|| assert!(!board.scene.at(at, 4.0).is_empty()))
    }));
    print("hover_100k", hover);
    let everything = Rect::between(Point::new(0.0, 0.0), Point::new(SIDE_PX, SIDE_PX));
    let select = median(
        (0..REPEATS)
            .map(|_| timed(|| assert_eq!(board.scene.in_rect(&everything, true).len(), LABELS))),
    );
    print("select_100k", select);
    let undone: Vec<Undone> = (0..REPEATS).map(|_| board.undone(&mut labelling)).collect();
    print("undo_100k", median(undone.iter().map(|it| it.frame)));
    print("undo_100k_drawn", median(undone.iter().map(|it| it.drawn)));
    print("undo_100k_found", median(undone.iter().map(|it| it.found)));
}

/// How long undo of a change of every label takes.
struct Undone {
    /// The frame that follows it, with what of the labels is drawn anew in it.
    frame: Duration,
    /// All frames until each label is drawn anew.
    drawn: Duration,
    /// To find the first label by its place after it.
    found: Duration,
}

/// What the window keeps of the labels of the picture that it shows.
struct Board {
    scene: Scene,
    layer: LabelLayer,
    shown: Shown,
}

impl Board {
    fn new(document: &Document) -> Self {
        let mut board = Self {
            scene: Scene::default(),
            layer: LabelLayer::new(Standing::Kept),
            shown: Shown {
                picture: PICTURE,
                layer: SHARED_LAYER,
                hidden: std::collections::BTreeSet::new(),
            },
        };
        board.follow_wholly(document);
        board
    }

    /// Moves every label, waits until all of them are drawn, and takes it back.
    fn undone(&mut self, labelling: &mut Labelling) -> Undone {
        move_all(labelling);
        self.follow_wholly(labelling.document());
        assert!(!self.scene.at(place(0), 20.0).is_empty());
        let frame = timed(|| {
            let undone = labelling.undo(Timestamp::UNIX_EPOCH).unwrap();
            assert!(matches!(undone, Step::Done(_)));
            self.follow(labelling.document());
        });
        let found = timed(|| assert!(!self.scene.at(place(0), 4.0).is_empty()));
        let drawn = frame + timed(|| self.follow_wholly(labelling.document()));
        Undone {
            frame,
            drawn,
            found,
        }
    }

    /// Follows in one frame after the other until all is drawn.
    fn follow_wholly(&mut self, document: &Document) {
        self.follow(document);
        while !self.layer.is_complete() {
            self.follow(document);
        }
    }

    fn follow(&mut self, document: &Document) {
        let changed = self.scene.follow(document, &self.shown);
        let look = LabelLook {
            fill_opacity: 0.2,
            outline_width_px: 2.0,
        };
        self.layer
            .follow(&self.scene, &changed, document, [SIDE_PX, SIDE_PX], &look);
    }
}

fn labelled() -> Labelling {
    let mut document = Document::default();
    let mut ids = IdSource::default();
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
    let (class, edit) = act::add_class(&document, class, &mut ids).unwrap();
    document.apply(&edit).unwrap();
    let labels: Vec<Label> = (0..LABELS)
        .map(|place| label(&mut ids, class, place))
        .collect();
    let edit = act::add_labels(&document, labels).unwrap();
    document.apply(&edit).unwrap();
    let loaded = Loaded {
        document,
        journal: Journal::default(),
        ids,
        flaws: Vec::new(),
    };
    Labelling::new(loaded, String::new())
}

fn label(ids: &mut IdSource, class: ClassId, number: usize) -> Label {
    let middle = place(number);
    let corner = |corner: usize| {
        let (sin, cos) = (std::f64::consts::TAU * corner as f64 / CORNERS as f64).sin_cos();
        middle.translated(15.0 * cos, 15.0 * sin)
    };
    Label {
        id: ids.label(),
        ..Label::drawn(
            PICTURE,
            SHARED_LAYER,
            class,
            Shape::Polygon(MultiPolygon::from_ring(
                (0..CORNERS).map(corner).collect::<Vec<_>>(),
            )),
        )
    }
}

/// The middle of a label: they stand in rows over the whole picture.
fn place(number: usize) -> Point {
    let side = (LABELS as f64).sqrt().ceil() as usize;
    let step_px = (SIDE_PX - 100.0) / side as f64;
    let at = |place: usize| 50.0 + (place as f64 + 0.5) * step_px;
    Point::new(at(number % side), at(number / side))
}

/// Moves every label by a pixel, as one edit.
fn move_all(labelling: &mut Labelling) {
    let document = labelling.document().clone();
    let ids: Vec<LabelId> = document
        .labels_on(PICTURE, SHARED_LAYER)
        .map(|it| it.id)
        .collect();
    let moved = ids.iter().map(|id| {
        let label = document.label(PICTURE, *id).unwrap();
        Label {
            shape: label.shape.translated(1.0, 0.0),
            ..Label::clone(label)
        }
    });
    let edit = act::change_labels(&document, Gesture::Reshape, moved, &mut labelling.ids).unwrap();
    drop(document);
    labelling.perform(edit, Timestamp::UNIX_EPOCH).unwrap();
}

fn timed(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

fn median(durations: impl Iterator<Item = Duration>) -> Duration {
    let mut durations: Vec<Duration> = durations.collect();
    durations.sort();
    durations[durations.len() / 2]
}

fn print(name: &str, duration: Duration) {
    let value = duration.as_secs_f64() * 1e3;
    println!(r#"{{"name":"{name}","value":{value:.4},"unit":"ms"}}"#);
}
