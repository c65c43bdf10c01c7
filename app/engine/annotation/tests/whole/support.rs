//! A small project to label: two series of three shots, and a picture in none.

use annotation::{
    Class, ClassId, Document, Edit, IdSource, Label, LabelId, PictureId, SHARED_LAYER, Series,
    SeriesId, Shot, act,
};
use shapes::{Point, Rect, Shape};

/// The picture that is in no series.
pub const LONE: PictureId = PictureId(7);

pub struct Small {
    pub document: Document,
    pub ids: IdSource,
    pub scratch: ClassId,
    pub bubble: ClassId,
    pub first: SeriesId,
    pub second: SeriesId,
}

impl Small {
    pub fn new() -> Self {
        let mut document = Document::default();
        let mut ids = IdSource::default();
        let (scratch, edit) = act::add_class(&document, class("scratch"), &mut ids).unwrap();
        document.apply(&edit).unwrap();
        let (bubble, edit) = act::add_class(&document, class("bubble"), &mut ids).unwrap();
        document.apply(&edit).unwrap();
        let both = vec![series("first", 1..=3), series("second", 4..=6)];
        let (made, edit) = act::add_series(&document, both, &mut ids).unwrap();
        document.apply(&edit).unwrap();
        Self {
            document,
            ids,
            scratch,
            bubble,
            first: made[0],
            second: made[1],
        }
    }

    /// Does an edit, and checks what always holds.
    pub fn perform(&mut self, edit: &Edit) {
        self.document.apply(edit).unwrap();
        assert_eq!(self.document.flaws(), []);
    }

    /// Adds a box of a class to a picture.
    pub fn add(&mut self, picture: PictureId, class: ClassId) -> LabelId {
        let label = self.label(picture, class);
        let id = label.id;
        let edit = act::add_labels(&self.document, [label]).unwrap();
        self.perform(&edit);
        id
    }

    /// A box that is not there yet.
    pub fn label(&mut self, picture: PictureId, class: ClassId) -> Label {
        new_label(&mut self.ids, picture, class)
    }
}

/// A box that somebody drew.
pub fn new_label(ids: &mut IdSource, picture: PictureId, class: ClassId) -> Label {
    Label {
        id: ids.label(),
        ..Label::drawn(picture, SHARED_LAYER, class, square(10.0))
    }
}

pub fn class(name: &str) -> Class {
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

pub fn series(name: &str, pictures: std::ops::RangeInclusive<i64>) -> Series {
    let shots = pictures.map(|id| Shot {
        picture: PictureId(id),
        angle_deg: None,
    });
    Series {
        id: SeriesId(0),
        name: name.to_owned(),
        shots: shots.collect(),
        turns: true,
        regime: None,
        is_closed: false,
    }
}

pub fn square(side_px: f64) -> Shape {
    Shape::Box(Rect::between(
        Point::new(5.0, 5.0),
        Point::new(5.0 + side_px, 5.0 + side_px),
    ))
}
