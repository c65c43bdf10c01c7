//! A small project of series, with pictures that are made on the spot.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use annotation::{
    Class, ClassId, Document, Edit, IdSource, Label, LabelId, PictureId, SHARED_LAYER, Series,
    SeriesId, Shot, act,
};
use exchange::{ProjectPicture, ProjectPictures};
use imaging::{Picture, Raster, Samples, decode_png};
use jiff::Timestamp;
use jobs::Work;
use shapes::{PictureSize, PixelRect, Point, Rect, Shape};
use training::{Manifest, Source, TrainingError, TrainingOptions, TrainingPlan, plan_export};

/// The size of every picture.
pub const SIZE: PictureSize = PictureSize {
    width_px: 200,
    height_px: 150,
};

/// The side of a crop in most tests.
pub const SIDE_PX: u32 = 64;

#[derive(Clone)]
pub struct Project {
    pub document: Document,
    pub ids: IdSource,
    pub pictures: ProjectPictures,
    pub scratch: ClassId,
    pub bubble: ClassId,
    pub series: Vec<SeriesId>,
}

impl Project {
    /// So many series of two pictures, and a picture in none, which comes last.
    pub fn new(series: i64) -> Self {
        let mut project = Self {
            document: Document::default(),
            ids: IdSource::default(),
            pictures: ProjectPictures::new((1..=2 * series + 1).map(picture)),
            scratch: ClassId(0),
            bubble: ClassId(0),
            series: Vec::new(),
        };
        project.scratch = project.class("scratch");
        project.bubble = project.class("bubble");
        let all = (0..series).map(|number| Series {
            id: SeriesId(0),
            name: format!("balloon {number}"),
            shots: [2 * number + 1, 2 * number + 2]
                .map(|id| Shot {
                    picture: PictureId(id),
                    angle_deg: None,
                })
                .into(),
            turns: true,
            regime: (number == 0).then(|| "good".to_owned()),
            is_closed: false,
        });
        let made = act::add_series(&project.document, all.collect(), &mut project.ids);
        let (made, edit) = made.unwrap();
        project.perform(&edit);
        project.series = made;
        project
    }

    pub fn perform(&mut self, edit: &Edit) {
        self.document.apply(edit).unwrap();
        assert_eq!(self.document.flaws(), []);
    }

    fn class(&mut self, name: &str) -> ClassId {
        let class = Class {
            id: ClassId(0),
            name: name.to_owned(),
            colour: [200, 30, 30],
            key: None,
            parent: None,
            usual_shape: None,
            attributes: Vec::new(),
            definition: String::new(),
        };
        let (id, edit) = act::add_class(&self.document, class, &mut self.ids).unwrap();
        self.perform(&edit);
        id
    }

    pub fn add(&mut self, picture: i64, class: ClassId, shape: Shape) -> LabelId {
        self.add_with(picture, class, shape, |_| {})
    }

    pub fn add_with(
        &mut self,
        picture: i64,
        class: ClassId,
        shape: Shape,
        change: impl FnOnce(&mut Label),
    ) -> LabelId {
        let mut label = Label {
            id: self.ids.label(),
            ..Label::drawn(PictureId(picture), SHARED_LAYER, class, shape)
        };
        change(&mut label);
        let id = label.id;
        let edit = act::add_labels(&self.document, [label]).unwrap();
        self.perform(&edit);
        id
    }

    /// Says that a picture has nothing to label, or that all on it is labelled.
    pub fn review(&mut self, picture: i64) {
        let content = Some(format!("{picture:064}"));
        let said = [(PictureId(picture), content)];
        let nothing = act::nothing_to_label(&self.document, SHARED_LAYER, &said, true);
        let labelled = annotation::Review::Labelled;
        let edit =
            nothing.or_else(|_| act::set_review(&self.document, SHARED_LAYER, &said, &labelled));
        self.perform(&edit.unwrap());
    }

    pub fn plan(&self, options: TrainingOptions) -> Result<TrainingPlan, TrainingError> {
        plan_export(&self.document, &self.pictures, options, source())
    }

    pub fn export(&self, options: TrainingOptions) -> Export {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("export");
        let plan = self.plan(options).unwrap();
        let manifest = plan.write(&place, open, &Work::detached()).unwrap();
        Export {
            manifest,
            place,
            _folder: folder,
        }
    }
}

/// An export on the disk, which goes when the test ends.
pub struct Export {
    pub manifest: Manifest,
    pub place: PathBuf,
    _folder: tempfile::TempDir,
}

impl Export {
    pub fn png(&self, name: &str) -> Raster {
        decode_png(&fs::read(self.place.join(name)).unwrap()).unwrap()
    }
}

/// All files below a folder with their bytes.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

pub fn options() -> TrainingOptions {
    TrainingOptions {
        crop_side_px: SIDE_PX,
        overlap_px: 16,
        ..TrainingOptions::default()
    }
}

pub fn source() -> Source {
    Source {
        program: "sightglass 0.1.0".to_owned(),
        project: "b7".to_owned(),
        journal: Some(annotation::EditId(7)),
        exported_at: Timestamp::UNIX_EPOCH,
        labeller: "tester".to_owned(),
        layer: SHARED_LAYER,
        layer_name: String::new(),
    }
}

fn picture(id: i64) -> ProjectPicture {
    ProjectPicture {
        id: PictureId(id),
        file_name: format!("{id}.png"),
        path: PathBuf::from(format!("/pictures/{id}.png")),
        size: SIZE,
        orientation: Some(1),
        content: Some(format!("{id:064}")),
    }
}

/// The sample of a picture at a place.
pub fn sample(picture: PictureId, x: u32, y: u32) -> u8 {
    (x * 7 + y * 13 + picture.0 as u32 * 31) as u8
}

/// Makes a grey picture of 8 bits.
pub fn open(picture: &ProjectPicture) -> Result<Arc<Picture>, String> {
    let (width, height) = (picture.size.width_px, picture.size.height_px);
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let samples = pixels.map(|(x, y)| sample(picture.id, x, y)).collect();
    let raster = Raster::new(width, height, 1, Samples::U8(samples));
    Ok(Arc::new(Picture::from_raster(raster)))
}

pub fn rect(left: u32, top: u32, width: u32, height: u32) -> Shape {
    let at = Point::new(left.into(), top.into());
    Shape::Box(Rect::between(
        at,
        at.translated(width.into(), height.into()),
    ))
}

/// The pixels of a crop.
pub fn pixels(crop: &training::CropRect) -> PixelRect {
    PixelRect {
        left: crop.left,
        top: crop.top,
        right: crop.left + crop.width,
        bottom: crop.top + crop.height,
    }
}
