//! Truths as a document has them.

use annotation::{
    Class, ClassId, Document, IdSource, Label, PictureId, SHARED_LAYER, Series, SeriesId, Shot,
    Standing, act,
};
use decision::{PartId, truths_of};

use crate::support::{SCRATCH, spot};

struct Small {
    document: Document,
    ids: IdSource,
    scratch: ClassId,
    series: SeriesId,
}

impl Small {
    /// A series of four pictures, and a picture in none.
    fn new() -> Self {
        let (mut document, mut ids) = (Document::default(), IdSource::default());
        let class = Class {
            id: ClassId(0),
            name: SCRATCH.to_owned(),
            colour: [200, 30, 30],
            key: None,
            parent: None,
            usual_shape: None,
            attributes: Vec::new(),
            definition: String::new(),
        };
        let (scratch, edit) = act::add_class(&document, class, &mut ids).unwrap();
        document.apply(&edit).unwrap();
        let shot = |id| Shot {
            picture: PictureId(id),
            angle_deg: None,
        };
        let series = Series {
            id: SeriesId(0),
            name: "balloon".to_owned(),
            shots: (1..=4).map(shot).collect(),
            turns: true,
            regime: Some("glare".to_owned()),
            is_closed: false,
        };
        let (made, edit) = act::add_series(&document, vec![series], &mut ids).unwrap();
        document.apply(&edit).unwrap();
        Self {
            document,
            ids,
            scratch,
            series: made[0],
        }
    }

    fn add(&mut self, picture: i64, standing: Standing, is_ignored: bool) {
        let label = Label {
            id: self.ids.label(),
            standing,
            is_ignored,
            ..Label::drawn(PictureId(picture), SHARED_LAYER, self.scratch, spot(1))
        };
        let edit = act::add_labels(&self.document, [label]).unwrap();
        self.document.apply(&edit).unwrap();
    }
}

#[test]
fn only_what_people_stand_behind_is_true() {
    let mut small = Small::new();
    small.add(1, Standing::Kept, false);
    small.add(1, Standing::Kept, true);
    small.add(2, Standing::Proposed, false);
    let none = [(PictureId(3), None)];
    let edit = act::nothing_to_label(&small.document, SHARED_LAYER, &none, true).unwrap();
    small.document.apply(&edit).unwrap();

    let truths = truths_of(
        &small.document,
        SHARED_LAYER,
        [1, 2, 3, 4, 7].map(PictureId),
    );
    let reviewed: Vec<bool> = truths.iter().map(|it| it.is_reviewed).collect();
    // A proposal is no review, and neither is silence.
    assert_eq!(reviewed, [true, false, true, false, false]);
    let marks: Vec<usize> = truths.iter().map(|it| it.marks.len()).collect();
    assert_eq!(marks, [2, 0, 0, 0, 0]);
    let ignored: Vec<bool> = truths[0].marks.iter().map(|it| it.is_ignored).collect();
    assert_eq!(ignored, [false, true]);
    assert_eq!(truths[0].marks[0].class, SCRATCH);
    assert_eq!(truths[3].part, PartId::Series(small.series));
    assert_eq!(
        (truths[3].regime.as_str(), truths[4].regime.as_str()),
        ("glare", "")
    );
    assert_eq!(truths[4].part, PartId::Picture(PictureId(7)));
}
