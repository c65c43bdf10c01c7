//! A small project with labels of every kind, and what tests do with it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use annotation::{
    Class, ClassId, Document, Edit, IdSource, Label, LabelId, LayerId, ModelSource, Origin,
    PictureId, SHARED_LAYER, Series, SeriesId, Shot, act,
};
use exchange::{
    ExportOptions, ImportOptions, ImportPlan, ProjectPicture, ProjectPictures, dataset_of,
    plan_import,
};
use interchange::{Dataset, Format, MaskValues, ReadOptions, WriteOptions, read, write};
use shapes::{PictureSize, Point, Rect, Shape};

/// The size of every picture.
pub const SIZE: PictureSize = PictureSize {
    width_px: 100,
    height_px: 80,
};

/// A project of two series of three pictures, and a picture in none.
#[derive(Clone)]
pub struct Project {
    pub document: Document,
    pub ids: IdSource,
    pub pictures: ProjectPictures,
    pub scratch: ClassId,
    pub bubble: ClassId,
}

impl Project {
    pub fn new() -> Self {
        let mut project = Self::empty();
        project.scratch = project.class("scratch", None);
        project.bubble = project.class("bubble", Some(project.scratch));
        let both = vec![series("first", 1..=3), series("second", 4..=6)];
        let made = act::add_series(&project.document, both, &mut project.ids);
        let (_, edit) = made.unwrap();
        project.perform(&edit);
        project
    }

    /// The same pictures without labels, classes and series.
    pub fn empty() -> Self {
        Self {
            document: Document::default(),
            ids: IdSource::default(),
            pictures: ProjectPictures::new((1..=7).map(picture)),
            scratch: ClassId(0),
            bubble: ClassId(0),
        }
    }

    pub fn perform(&mut self, edit: &Edit) {
        self.document.apply(edit).unwrap();
        assert_eq!(self.document.flaws(), []);
    }

    pub fn class(&mut self, name: &str, parent: Option<ClassId>) -> ClassId {
        let class = Class {
            id: ClassId(0),
            name: name.to_owned(),
            colour: [200, 30, name.len() as u8],
            key: None,
            parent,
            usual_shape: None,
            attributes: Vec::new(),
            definition: String::new(),
        };
        let (id, edit) = act::add_class(&self.document, class, &mut self.ids).unwrap();
        self.perform(&edit);
        id
    }

    pub fn add(&mut self, picture: i64, class: ClassId, shape: Shape) -> LabelId {
        let label = self.label(picture, class, shape);
        self.add_label(label)
    }

    pub fn add_label(&mut self, label: Label) -> LabelId {
        let id = label.id;
        let edit = act::add_labels(&self.document, [label]).unwrap();
        self.perform(&edit);
        id
    }

    pub fn label(&mut self, picture: i64, class: ClassId, shape: Shape) -> Label {
        Label {
            id: self.ids.label(),
            ..Label::drawn(PictureId(picture), SHARED_LAYER, class, shape)
        }
    }

    pub fn dataset(&self, options: &ExportOptions) -> Dataset {
        dataset_of(&self.document, &self.pictures, options).dataset
    }

    pub fn plan(&self, dataset: Dataset, options: ImportOptions) -> ImportPlan {
        plan_import(&self.document, dataset, &self.pictures, options).unwrap()
    }

    /// Imports as planned, and checks that one undo takes it back.
    pub fn import(&mut self, dataset: Dataset, options: ImportOptions) -> Edit {
        let plan = self.plan(dataset, options);
        let edit = plan.perform(&self.document, &mut self.ids).unwrap();
        let before = self.document.clone();
        self.perform(&edit);
        let mut undone = self.document.clone();
        undone.apply(&edit.inverse()).unwrap();
        assert_eq!(undone, before);
        edit
    }

    pub fn shapes(&self, picture: i64) -> Vec<Shape> {
        let labels = self.document.labels_on(PictureId(picture), SHARED_LAYER);
        labels.map(|label| label.shape.clone()).collect()
    }
}

pub fn model() -> Origin {
    Origin::Model(ModelSource {
        model: "finder 1".to_owned(),
        score: 0.75,
        threshold: 0.5,
    })
}

fn picture(id: i64) -> ProjectPicture {
    let file_name = format!(
        "{}/{id}.png",
        ["lone", "first", "second"][(id as usize).div_ceil(3) % 3]
    );
    ProjectPicture {
        id: PictureId(id),
        path: PathBuf::from("/pictures").join(&file_name),
        file_name,
        size: SIZE,
        orientation: Some(1),
        content: Some(format!("{id:064}")),
    }
}

fn series(name: &str, pictures: std::ops::RangeInclusive<i64>) -> Series {
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

pub fn square(left: f64, top: f64, side_px: f64) -> Shape {
    Shape::Box(Rect::between(
        Point::new(left, top),
        Point::new(left + side_px, top + side_px),
    ))
}

pub fn layers(layers: impl IntoIterator<Item = LayerId>) -> BTreeSet<LayerId> {
    layers.into_iter().collect()
}

/// Writes a dataset and reads it again.
pub fn there_and_back(
    format: Format,
    dataset: &Dataset,
    pictures: &ProjectPictures,
    folder: &Path,
) -> Dataset {
    let path = place(format, folder);
    let options = WriteOptions {
        mask_values: MaskValues::Instances,
        ..WriteOptions::default()
    };
    write(format, dataset, &path, &options).unwrap();
    let options = ReadOptions {
        pictures: pictures.known(),
        ..ReadOptions::default()
    };
    read(format, &path, &options).unwrap().dataset
}

/// Where labels of a format are written.
pub fn place(format: Format, folder: &Path) -> PathBuf {
    let name = if format.is_folder() {
        format.id().to_owned()
    } else {
        format!("{}.{}", format.id(), format.extension())
    };
    folder.join(name)
}
