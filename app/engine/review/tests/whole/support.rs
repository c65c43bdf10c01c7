//! A small project: a series of eight shots of a tube that turns, and one picture in no series.

use std::collections::HashMap;

use annotation::{
    Class, ClassId, Document, Edit, IdSource, Label, LabelId, LayerId, PictureId, SHARED_LAYER,
    Series, SeriesId, Shot, TrackId, act,
};
use propagation::{Cylinder, Part};
use review::{Finding, Findings, Surroundings};
use shapes::{PictureSize, Point, Polygon, Rect, Shape};

/// How many shots the series has.
pub const SHOTS: i64 = 8;

/// What is around the document.
#[derive(Default)]
pub struct Around {
    pub contents: HashMap<PictureId, String>,
    pub part: Option<Part>,
}

impl Surroundings for Around {
    fn picture_size(&self, _: PictureId) -> Option<PictureSize> {
        Some(PictureSize {
            width_px: 400,
            height_px: 300,
        })
    }

    fn content(&self, picture: PictureId) -> Option<String> {
        self.contents.get(&picture).cloned()
    }

    fn part(&self, _: SeriesId) -> Option<&Part> {
        self.part.as_ref()
    }
}

/// A tube of radius 100 in the middle of the pictures.
pub fn tube() -> Part {
    let rect = Rect::between(Point::new(100.0, 0.0), Point::new(300.0, 300.0));
    Part {
        cylinder: Cylinder::upright(200.0, 100.0),
        body_px: [0.0, 300.0],
        outline: Polygon::from_ring(rect.corners()),
        confidence: 1.0,
    }
}

pub struct Project {
    pub document: Document,
    pub ids: IdSource,
    pub scratch: ClassId,
    pub bubble: ClassId,
    pub series: SeriesId,
    pub around: Around,
}

impl Project {
    pub fn new() -> Self {
        let mut document = Document::default();
        let mut ids = IdSource::default();
        let mut classes = Vec::new();
        for name in ["scratch", "bubble"] {
            let (id, edit) = act::add_class(&document, class(name), &mut ids).unwrap();
            document.apply(&edit).unwrap();
            classes.push(id);
        }
        let shots = (1..=SHOTS).map(|id| Shot {
            picture: PictureId(id),
            angle_deg: Some(45.0 * (id - 1) as f64),
        });
        let series = Series {
            id: SeriesId(0),
            name: "tube".to_owned(),
            shots: shots.collect(),
            turns: true,
            regime: None,
            is_closed: false,
        };
        let (made, edit) = act::add_series(&document, vec![series], &mut ids).unwrap();
        document.apply(&edit).unwrap();
        Self {
            document,
            ids,
            scratch: classes[0],
            bubble: classes[1],
            series: made[0],
            around: Around::default(),
        }
    }

    pub fn perform(&mut self, edit: &Edit) {
        self.document.apply(edit).unwrap();
        assert_eq!(self.document.flaws(), []);
    }

    /// A label that is not there yet.
    pub fn label(&mut self, picture: i64, class: ClassId, shape: Shape) -> Label {
        Label {
            id: self.ids.label(),
            ..Label::drawn(PictureId(picture), SHARED_LAYER, class, shape)
        }
    }

    pub fn add(&mut self, label: Label) -> LabelId {
        let id = label.id;
        let edit = act::add_labels(&self.document, [label]).unwrap();
        self.perform(&edit);
        id
    }

    /// Adds a scratch to a picture.
    pub fn scratch(&mut self, picture: i64, shape: Shape) -> LabelId {
        let label = self.label(picture, self.scratch, shape);
        self.add(label)
    }

    /// Starts a track from a label.
    pub fn track(&mut self, picture: i64, label: LabelId) -> TrackId {
        let picture = PictureId(picture);
        let (track, edit) =
            act::start_track(&self.document, picture, label, &mut self.ids).unwrap();
        self.perform(&edit);
        track
    }

    pub fn not_visible(&mut self, track: TrackId, pictures: std::ops::RangeInclusive<i64>) {
        let pictures: Vec<PictureId> = pictures.map(PictureId).collect();
        let edit = act::not_visible(&self.document, track, &pictures, true).unwrap();
        self.perform(&edit);
    }

    pub fn nothing(&mut self, layer: LayerId, picture: i64, content: Option<&str>) {
        let pictures = [(PictureId(picture), content.map(str::to_owned))];
        let edit = act::nothing_to_label(&self.document, layer, &pictures, true).unwrap();
        self.perform(&edit);
    }

    pub fn findings(&self) -> Findings {
        Findings::of(&self.document, &self.around)
    }

    /// The findings of one rule.
    pub fn found(&self, rule: &str) -> Vec<Finding> {
        let findings = self.findings();
        findings
            .all()
            .filter(|finding| finding.doubt.rule() == rule)
            .cloned()
            .collect()
    }
}

fn class(name: &str) -> Class {
    Class {
        id: ClassId(0),
        name: name.to_owned(),
        colour: [200, 30, 30],
        key: None,
        parent: None,
        usual_shape: None,
        attributes: Vec::new(),
        definition: String::new(),
    }
}

pub fn rect(x: f64, y: f64, width: f64, height: f64) -> Shape {
    Shape::Box(Rect::between(
        Point::new(x, y),
        Point::new(x + width, y + height),
    ))
}

/// A box of 10 × 20 pixels whose middle is there.
pub fn around(x: f64, y: f64) -> Shape {
    rect(x - 5.0, y - 10.0, 10.0, 20.0)
}
