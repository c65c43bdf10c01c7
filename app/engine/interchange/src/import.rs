//! What every reader fills: classes, pictures, labels, and remarks about what was not in order.

use std::collections::HashMap;
use std::path::Path;

use shapes::{PictureSize, Shape};

use crate::geometry::check;
use crate::{
    Broken, Class, Dataset, Format, InterchangeError, Issue, Labelled, Outcome, PictureLabels,
    ReadOptions, Remark, Unknown, names,
};

/// The name of a class that has none in the file.
const NAMELESS: &str = "nameless";

/// Labels as they were read, with what was noticed.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The labels.
    pub dataset: Dataset,
    /// What was noticed, in the order of the files.
    pub remarks: Vec<Remark>,
}

/// What a remark is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub file: &'a Path,
    pub picture: Option<&'a str>,
    pub label: Option<u64>,
}

impl<'a> Place<'a> {
    /// The file as a whole.
    pub const fn of(file: &'a Path) -> Self {
        Self {
            file,
            picture: None,
            label: None,
        }
    }

    /// A picture in the same file.
    pub const fn picture(self, picture: &'a str) -> Self {
        Self {
            picture: Some(picture),
            ..self
        }
    }

    /// A label, from 1, in the same file.
    pub const fn label(self, label: u64) -> Self {
        Self {
            label: Some(label),
            ..self
        }
    }
}

/// What is being read.
pub(crate) struct Import<'o> {
    pub options: &'o ReadOptions,
    dataset: Dataset,
    class_by_name: HashMap<String, usize>,
    picture_by_name: HashMap<String, usize>,
    remarks: Vec<Remark>,
    unlisted_remarks: u64,
    labels: u64,
}

impl<'o> Import<'o> {
    pub fn new(options: &'o ReadOptions) -> Self {
        Self {
            options,
            dataset: Dataset::default(),
            class_by_name: HashMap::new(),
            picture_by_name: HashMap::new(),
            remarks: Vec::new(),
            unlisted_remarks: 0,
            labels: 0,
        }
    }

    /// Notes something, or only counts it once there are many.
    pub fn remark(&mut self, place: Place<'_>, issue: Issue, outcome: Outcome) {
        if self.remarks.len() < self.options.limits.remarks {
            self.remarks.push(Remark {
                file: place.file.to_owned(),
                picture: place.picture.map(str::to_owned),
                label: place.label,
                issue,
                outcome,
            });
        } else {
            self.unlisted_remarks += 1;
        }
    }

    /// Notes that an entry was left out because it does not have the form that it should.
    pub fn malformed(&mut self, place: Place<'_>, reason: impl Into<String>) {
        let reason = reason.into();
        self.remark(place, Issue::Malformed { reason }, Outcome::Skipped);
    }

    /// A label names a class that is not listed: adds it, or tells that the label is to be left out.
    pub fn unknown_class(
        &mut self,
        place: Place<'_>,
        class: Class,
    ) -> Result<Option<usize>, InterchangeError> {
        let issue = Issue::UnknownClass {
            class: class.name.clone(),
        };
        if self.options.broken == Broken::Skip {
            self.remark(place, issue, Outcome::Skipped);
            return Ok(None);
        }
        self.remark(place, issue, Outcome::Mended);
        self.add_class(place, class).map(Some)
    }

    /// Adds a class at the end of the list and tells its place. A name that is taken gets a number
    /// behind it, so that names stay different.
    pub fn add_class(
        &mut self,
        place: Place<'_>,
        mut class: Class,
    ) -> Result<usize, InterchangeError> {
        self.within_class_limit(place)?;
        if class.name.is_empty() {
            class.name = NAMELESS.to_owned();
        }
        let wanted = class.name.clone();
        // A number that no other class has had makes the search short.
        let mut number = self.dataset.classes.len() + 1;
        while self.class_by_name.contains_key(&class.name) {
            class.name = format!("{wanted} {number}");
            number += 1;
        }
        if class.name != wanted {
            self.remark(place, Issue::TwinClass { name: wanted }, Outcome::Mended);
        }
        let index = self.dataset.classes.len();
        self.class_by_name.insert(class.name.clone(), index);
        self.dataset.classes.push(class);
        Ok(index)
    }

    /// The class with this name.
    pub fn class(&self, name: &str) -> Option<usize> {
        self.class_by_name.get(name).copied()
    }

    /// The class with this name. One that is not there is added; where there is a list of classes
    /// that should name it, with a remark or not at all.
    pub fn class_or_new(
        &mut self,
        place: Place<'_>,
        name: &str,
        is_listed: bool,
    ) -> Result<Option<usize>, InterchangeError> {
        let name = if name.is_empty() { NAMELESS } else { name };
        if let Some(index) = self.class(name) {
            return Ok(Some(index));
        }
        let class = Class {
            name: name.to_owned(),
            ..Class::default()
        };
        if is_listed {
            self.unknown_class(place, class)
        } else {
            self.add_class(place, class).map(Some)
        }
    }

    /// Puts the classes into the order of the alphabet, for formats without a list of them, so that it
    /// does not depend on which file came first.
    pub fn sort_classes(&mut self) {
        let classes = std::mem::take(&mut self.dataset.classes);
        let mut order: Vec<(usize, Class)> = classes.into_iter().enumerate().collect();
        order.sort_by(|a, b| a.1.name.cmp(&b.1.name));
        let mut place_of = vec![0; order.len()];
        for (new, (old, class)) in order.into_iter().enumerate() {
            place_of[old] = new;
            self.class_by_name.insert(class.name.clone(), new);
            self.dataset.classes.push(class);
        }
        let pictures = self.dataset.pictures.iter_mut();
        for label in pictures.flat_map(|it| &mut it.labels) {
            label.class = place_of[label.class];
        }
    }

    pub fn class_count(&self) -> usize {
        self.dataset.classes.len()
    }

    fn within_class_limit(&self, place: Place<'_>) -> Result<(), InterchangeError> {
        let most = self.options.limits.classes;
        if (self.dataset.classes.len() as u64) < most {
            return Ok(());
        }
        Err(InterchangeError::Many {
            path: place.file.to_owned(),
            what: "classes",
            most,
        })
    }

    /// The name below the folder of the pictures that a name in a label file stands for. `folder` is
    /// that of the label file, with forward slashes, where names count from there.
    pub fn picture_name(&mut self, place: Place<'_>, folder: &str, name: &str) -> Option<String> {
        let slashed = names::with_forward_slashes(name);
        if let Some(resolved) = names::resolved(folder, &slashed) {
            return Some(resolved);
        }
        let last_part = names::resolved("", names::last_part(&slashed));
        let outcome = match last_part {
            Some(_) => Outcome::Mended,
            None => Outcome::Skipped,
        };
        let name = name.to_owned();
        self.remark(place, Issue::UnsafeName { name }, outcome);
        last_part
    }

    /// Adds a picture with the size that its file says, or else that the caller knows, and tells its
    /// place. None where it is left out.
    pub fn add_picture(
        &mut self,
        place: Place<'_>,
        name: &str,
        said: Option<PictureSize>,
    ) -> Option<usize> {
        let place = place.picture(name);
        let known = self.options.pictures.find(name).map(|it| it.size);
        if known.is_none() && !self.options.pictures.is_empty() {
            self.remark(place, Issue::MissingPicture, Outcome::Kept);
        }
        let size = self.picture_size(place, said, known)?;
        if let Some(&index) = self.picture_by_name.get(name) {
            self.remark(place, Issue::TwinPicture, Outcome::Mended);
            return Some(index);
        }
        let index = self.dataset.pictures.len();
        self.picture_by_name.insert(name.to_owned(), index);
        self.dataset.pictures.push(PictureLabels {
            file_name: name.to_owned(),
            width_px: size.width_px,
            height_px: size.height_px,
            ..PictureLabels::default()
        });
        Some(index)
    }

    fn picture_size(
        &mut self,
        place: Place<'_>,
        said: Option<PictureSize>,
        known: Option<PictureSize>,
    ) -> Option<PictureSize> {
        let most = self.options.limits.side_px;
        let is_size = |it: &PictureSize| it.width_px > 0 && it.height_px > 0;
        match (said.filter(is_size), known.filter(is_size)) {
            (Some(said), _) if said.width_px.max(said.height_px) > most => {
                self.malformed(
                    place,
                    format!(
                        "a picture of {} × {} pixels is larger than the {most} either way that are \
                         accepted",
                        said.width_px, said.height_px
                    ),
                );
                None
            }
            (Some(said), Some(known)) if said != known => {
                let outcome = if self.options.broken == Broken::Skip {
                    Outcome::Skipped
                } else {
                    Outcome::Kept
                };
                let issue = Issue::OtherSize {
                    said_px: (said.width_px, said.height_px),
                    is_px: (known.width_px, known.height_px),
                };
                self.remark(place, issue, outcome);
                (outcome == Outcome::Kept).then_some(said)
            }
            (Some(size), _) | (None, Some(size)) => Some(size),
            (None, None) => {
                self.remark(place, Issue::NoSize, Outcome::Skipped);
                None
            }
        }
    }

    pub fn picture(&mut self, index: usize) -> &mut PictureLabels {
        &mut self.dataset.pictures[index]
    }

    pub fn pictures(&self) -> &[PictureLabels] {
        &self.dataset.pictures
    }

    /// Adds a label once its shape was checked, and mended where the caller wants that. A shape that
    /// cannot be kept is noted and left out.
    pub fn add_label(
        &mut self,
        place: Place<'_>,
        picture: usize,
        mut label: Labelled,
    ) -> Result<(), InterchangeError> {
        let Some(shape) = self.checked(place, picture, label.shape) else {
            return Ok(());
        };
        label.shape = shape;
        self.labels += 1;
        let most = self.options.limits.labels;
        if self.labels > most {
            return Err(InterchangeError::Many {
                path: place.file.to_owned(),
                what: "labels",
                most,
            });
        }
        self.dataset.pictures[picture].labels.push(label);
        Ok(())
    }

    fn checked(&mut self, place: Place<'_>, picture: usize, shape: Shape) -> Option<Shape> {
        let size = self.dataset.pictures[picture].size();
        let checked = check::checked(shape, size, self.options.broken);
        for (issue, outcome) in checked.findings {
            self.remark(place, issue, outcome);
        }
        checked.shape
    }

    /// Keeps what the file as a whole carried that has no place.
    pub fn keep_unknown(
        &mut self,
        format: Format,
        fields: serde_json::Map<String, serde_json::Value>,
    ) {
        self.dataset.unknown = Unknown::keep(format, fields);
    }

    /// What was read.
    pub fn finish(mut self, path: &Path) -> Imported {
        if self.unlisted_remarks > 0 {
            self.remarks.push(Remark {
                file: path.to_owned(),
                picture: None,
                label: None,
                issue: Issue::More {
                    count: self.unlisted_remarks,
                },
                outcome: Outcome::Kept,
            });
        }
        Imported {
            dataset: self.dataset,
            remarks: self.remarks,
        }
    }
}

/// The size of a picture as a file says it, where both sides are whole numbers of pixels.
pub(crate) fn picture_size(width: Option<f64>, height: Option<f64>) -> Option<PictureSize> {
    let side = |px: Option<f64>| {
        px.filter(|px| px.fract() == 0.0 && (1.0..=f64::from(u32::MAX)).contains(px))
            .map(|px| px as u32)
    };
    Some(PictureSize {
        width_px: side(width)?,
        height_px: side(height)?,
    })
}
