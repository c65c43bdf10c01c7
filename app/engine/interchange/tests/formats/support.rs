//! Files that tests write and read.

use std::fs;
use std::path::{Path, PathBuf};

use interchange::{
    Class, Dataset, Format, Imported, InterchangeError, Issue, KnownPicture, KnownPictures,
    Labelled, PictureLabels, ReadOptions, WriteOptions, read, write,
};
use shapes::{MultiPolygon, PictureSize, Point, Rect, Shape};
use tempfile::TempDir;

/// A folder with files, which goes when the test ends.
pub struct Files {
    folder: TempDir,
}

impl Files {
    pub fn new() -> Self {
        Self {
            folder: tempfile::Builder::new()
                .prefix("Метки 标签 ")
                .tempdir()
                .unwrap(),
        }
    }

    /// A folder with one file.
    pub fn with(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        Self::new().and(name, bytes)
    }

    pub fn and(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Where labels of a format are written and read.
    pub fn place_of(&self, format: Format) -> PathBuf {
        if format.is_folder() {
            self.folder().to_owned()
        } else {
            self.path(&format!("Метки 1.{}", format.extension()))
        }
    }
}

/// The pictures of a dataset as the caller knows them.
pub fn known(dataset: &Dataset) -> KnownPictures {
    KnownPictures::new(dataset.pictures.iter().map(|picture| KnownPicture {
        file_name: picture.file_name.clone(),
        size: picture.size(),
    }))
}

/// Options that know one picture.
pub fn knowing(file_name: &str, width_px: u32, height_px: u32) -> ReadOptions {
    let size = PictureSize {
        width_px,
        height_px,
    };
    ReadOptions {
        pictures: KnownPictures::new([KnownPicture {
            file_name: file_name.to_owned(),
            size,
        }]),
        ..ReadOptions::default()
    }
}

/// Reads one file of a format.
pub fn read_one(
    format: Format,
    name: &str,
    bytes: impl AsRef<[u8]>,
) -> Result<Imported, InterchangeError> {
    let files = Files::with(name, bytes);
    let path = if format.is_folder() {
        files.folder().to_owned()
    } else {
        files.path(name)
    };
    read(format, &path, &ReadOptions::default())
}

/// Writes a dataset and reads it again.
pub fn there_and_back(format: Format, dataset: &Dataset, options: &WriteOptions) -> Imported {
    let files = Files::new();
    let path = files.place_of(format);
    write(format, dataset, &path, options).unwrap();
    let options = ReadOptions {
        pictures: known(dataset),
        ..ReadOptions::default()
    };
    read(format, &path, &options).unwrap()
}

/// What was noticed, without where.
pub fn issues(imported: &Imported) -> Vec<&Issue> {
    imported.remarks.iter().map(|it| &it.issue).collect()
}

/// The labels of the only picture.
pub fn labels(imported: &Imported) -> &[Labelled] {
    assert_eq!(imported.dataset.pictures.len(), 1, "{:?}", imported.remarks);
    &imported.dataset.pictures[0].labels
}

/// Classes with these names.
pub fn classes(names: &[&str]) -> Vec<Class> {
    let class = |name: &&str| Class {
        name: (*name).to_owned(),
        ..Class::default()
    };
    names.iter().map(class).collect()
}

/// A dataset of the class `hole` and one picture of 100 × 80 pixels with a label for each shape.
pub fn dataset_of(shapes: impl IntoIterator<Item = Shape>) -> Dataset {
    Dataset {
        classes: classes(&["hole"]),
        pictures: vec![PictureLabels {
            file_name: "Bild 1.png".to_owned(),
            width_px: 100,
            height_px: 80,
            labels: shapes.into_iter().map(|it| Labelled::new(0, it)).collect(),
            ..PictureLabels::default()
        }],
        unknown: None,
    }
}

pub fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Shape {
    Shape::Box(Rect::between(
        Point::new(left, top),
        Point::new(right, bottom),
    ))
}

pub fn ring(points: &[(f64, f64)]) -> Vec<Point> {
    points.iter().map(|&(x, y)| Point::new(x, y)).collect()
}

pub fn polygon(points: &[(f64, f64)]) -> Shape {
    Shape::Polygon(MultiPolygon::from_ring(ring(points)))
}
