//! What a format would lose of a dataset, counted.

use std::collections::{BTreeMap, BTreeSet};

use shapes::{Rect, Shape};

use crate::formats::{coco, cvat, voc};
use crate::geometry::extent;
use crate::{
    Class, Dataset, Fate, Feature, Format, Frame, Labelled, Loss, LossKind, MaskValues,
    PictureLabels, Unknown, WriteOptions, export, xml,
};

/// What would be lost if the dataset were written in a format: each kind of loss once, with how often
/// it happens. An empty list means that reading the files gives the same dataset again, but for
/// rounding below a millionth of a pixel, for angles that are more than a turn, and for shapes that
/// leave their picture, which are cut off while reading unless [`Broken::Keep`](crate::Broken::Keep)
/// is asked for.
#[must_use]
pub fn losses(format: Format, dataset: &Dataset, options: &WriteOptions) -> Vec<Loss> {
    let mut counter = Counter {
        format,
        counts: BTreeMap::new(),
    };
    counter.unknown(dataset.unknown.as_deref());
    for (index, class) in dataset.classes.iter().enumerate() {
        counter.class(index, class);
    }
    for picture in &dataset.pictures {
        counter.picture(picture, options);
        for label in &picture.labels {
            counter.label(picture, label);
        }
        if format == Format::MaskPng {
            counter.pixels(picture, options.mask_values);
        }
    }
    let counts = counter.counts.into_iter();
    counts.map(|(kind, count)| Loss { kind, count }).collect()
}

struct Counter {
    format: Format,
    counts: BTreeMap<LossKind, u64>,
}

impl Counter {
    fn add(&mut self, kind: LossKind, count: u64) {
        if count > 0 {
            *self.counts.entry(kind).or_default() += count;
        }
    }

    /// Counts a feature that is there and that the format does not hold.
    fn feature(&mut self, feature: Feature, is_there: bool) {
        if is_there && !self.format.capabilities().holds(feature) {
            self.add(LossKind::Feature(feature), 1);
        }
    }

    fn unknown(&mut self, unknown: Option<&Unknown>) {
        let is_foreign = unknown.is_some_and(|it| it.format != self.format);
        self.add(LossKind::Unknown, is_foreign.into());
    }

    fn class(&mut self, index: usize, class: &Class) {
        self.feature(Feature::ClassColours, class.colour.is_some());
        self.feature(Feature::ClassParents, class.parent.is_some());
        // In YOLO the number of a class is its place.
        let is_place = class.foreign_id == i64::try_from(index).ok();
        let is_yolo = matches!(
            self.format,
            Format::YoloBox | Format::YoloSegment | Format::YoloOriented
        );
        let has_number = class.foreign_id.is_some() && !(is_yolo && is_place);
        self.feature(Feature::ClassNumbers, has_number);
        self.unknown(class.unknown.as_deref());
        let is_listable = self.format != Format::PascalVoc || voc::is_listable(&class.name);
        self.add(
            LossKind::Texts,
            (!is_listable || !self.keeps(&class.name)).into(),
        );
    }

    fn picture(&mut self, picture: &PictureLabels, options: &WriteOptions) {
        let is_turned = picture.orientation.is_some_and(|it| it != 1);
        // Our own table tells the orientation.
        let is_told = options.frame == Frame::Stored || self.format == Format::Csv;
        if is_turned && !is_told {
            self.add(LossKind::Orientation, 1);
        }
        // In YOLO a missing or an empty file tells it of pictures without labels.
        let is_yolo = matches!(
            self.format,
            Format::YoloBox | Format::YoloSegment | Format::YoloOriented
        );
        let is_told = is_yolo && picture.labels.is_empty();
        self.feature(Feature::Reviews, picture.is_reviewed.is_some() && !is_told);
        self.feature(Feature::PictureNumbers, picture.foreign_id.is_some());
        self.unknown(picture.unknown.as_deref());
        self.add(LossKind::Texts, (!self.keeps(&picture.file_name)).into());
    }

    fn label(&mut self, picture: &PictureLabels, label: &Labelled) {
        let leaves_track =
            self.format == Format::CvatXml && cvat::leaves_track(label, picture.size());
        if label.is_outside() {
            self.feature(Feature::Outside, true);
            if leaves_track {
                self.add(LossKind::Feature(Feature::Outside), 1);
            }
            if leaves_track || !self.format.capabilities().holds(Feature::Outside) {
                return;
            }
        }
        let fate = export::fate(self.format, label, picture.size());
        self.shape(label, fate);
        if fate == Fate::LeftOut {
            return;
        }
        if export::is_cut(self.format, label, picture.size()) {
            self.add(LossKind::OutsidePicture, 1);
        }
        self.feature(Feature::Attributes, !label.attributes.is_empty());
        self.feature(Feature::Occluded, label.is_occluded);
        self.feature(Feature::Truncated, label.is_truncated);
        self.feature(Feature::Ignored, label.is_ignored);
        self.feature(Feature::Crowd, label.is_crowd);
        self.feature(Feature::Scores, label.score.is_some());
        self.feature(Feature::Tracks, label.track.is_some());
        self.feature(Feature::Groups, label.group.is_some());
        self.feature(Feature::Notes, label.note.is_some());
        self.feature(Feature::LabelNumbers, label.foreign_id.is_some());
        let has_width = matches!(&label.shape, Shape::Polyline(line) if line.width_px > 0.0);
        self.feature(Feature::LineWidths, has_width && fate == Fate::Held);
        self.unknown(label.unknown.as_deref());
        self.texts(label);
        if self.format == Format::CvatXml && leaves_track {
            self.add(LossKind::MasksInTracks, 1);
        } else if self.format == Format::CvatXml && label.track.is_some_and(|it| !it.is_keyframe) {
            self.add(LossKind::BetweenKeyframes, 1);
        }
    }

    fn shape(&mut self, label: &Labelled, to: Fate) {
        let from = label.shape.kind();
        let capabilities = self.format.capabilities();
        let kind = match &label.shape {
            _ if to == Fate::Held => return,
            Shape::Polygon(polygon) if capabilities.shapes(from) == Fate::Held => {
                if export::has_holes(polygon) && to == capabilities.holes() {
                    LossKind::Holes { to }
                } else if polygon.parts.len() > 1 && to == capabilities.parts() {
                    LossKind::Parts { to }
                } else {
                    LossKind::Shape { from, to }
                }
            }
            _ => LossKind::Shape { from, to },
        };
        self.add(kind, 1);
    }

    fn texts(&mut self, label: &Labelled) {
        if !self.format.capabilities().holds(Feature::Attributes) {
            return;
        }
        if self.format == Format::Coco {
            let reserved = label.attributes.keys().filter(|it| coco::is_reserved(it));
            self.add(LossKind::ReservedAttributes, reserved.count() as u64);
        }
        let texts = label
            .attributes
            .iter()
            .flat_map(|(name, text)| [name, text]);
        let changed = texts.filter(|it| !self.keeps(it)).count() as u64;
        self.add(LossKind::Texts, changed);
    }

    /// Whether a text comes back as it is. XML has no control characters, and white space around
    /// texts is lost there and in lists of a class a line.
    fn keeps(&self, text: &str) -> bool {
        match self.format {
            Format::PascalVoc | Format::CvatXml => {
                text.trim() == text && text.chars().all(xml::is_storable)
            }
            Format::LabelMe => text.trim() == text && !text.contains(['\n', '\r']),
            _ => true,
        }
    }

    /// Counts labels that share pixels with others, and labels of classes that are there already.
    fn pixels(&mut self, picture: &PictureLabels, values: MaskValues) {
        let written = |it: &&Labelled| {
            !it.is_outside() && export::fate(self.format, it, picture.size()) != Fate::LeftOut
        };
        let labels: Vec<&Labelled> = picture.labels.iter().filter(written).collect();
        if values == MaskValues::Classes {
            let classes: BTreeSet<usize> = labels.iter().map(|it| it.class).collect();
            self.add(LossKind::Merged, (labels.len() - classes.len()) as u64);
        }
        let boxes: Vec<Rect> = labels
            .iter()
            .filter_map(|it| extent::area_bounds(&it.shape))
            .collect();
        let covered = boxes.iter().enumerate().filter(|(index, rect)| {
            let mut others = boxes.iter().enumerate().filter(|it| it.0 != *index);
            others.any(|(_, other)| overlap(rect, other))
        });
        let count = covered.count() as u64;
        self.add(LossKind::Covered, count);
    }
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y
}
