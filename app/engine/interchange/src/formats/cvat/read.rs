//! Reading CVAT files.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde_json::{Map, Value};
use shapes::PictureSize;

use super::shape::{self, GEOMETRY, SHAPES};
use super::{FILLER, MANUAL};
use crate::import::{self, Import, Place};
use crate::xml::{Document, Element};
use crate::{
    Class, Format, Imported, InterchangeError, Issue, Labelled, Outcome, ReadOptions, TrackPlace,
    Unknown, colour, files,
};

/// Attributes of shapes that have a place.
const PLACED: [&str; 7] = [
    "label", "occluded", "outside", "keyframe", "frame", "group_id", "source",
];

/// Reads the labels of a file.
pub(crate) fn read(path: &Path, options: &ReadOptions) -> Result<Imported, InterchangeError> {
    let text = files::read_text(path, &options.limits)?;
    let mut document = Document::open(path, &text)?;
    let root = &document.root().name;
    if root != "annotations" {
        return Err(InterchangeError::OtherFormat {
            path: path.to_owned(),
            format: Format::CvatXml,
            reason: format!("its root is `{root}` instead of `annotations`"),
        });
    }
    let mut reader = Reader {
        path,
        import: Import::new(options),
        is_listed: false,
        video_size: None,
        has_images: false,
        frames: HashMap::new(),
        labels: BTreeMap::new(),
    };
    // Tracks name frames, so that they wait until all of these are known.
    let mut tracks = Vec::new();
    while let Some(child) = document.next_child()? {
        match child.name.as_str() {
            "meta" => reader.meta(&child)?,
            "image" => reader.image(&child)?,
            "track" => tracks.push(child),
            _ => {}
        }
    }
    for (index, track) in tracks.iter().enumerate() {
        reader.track(index, track)?;
    }
    reader.finish()
}

/// A label that waits for the others of its picture.
struct Waiting {
    z_order: i64,
    /// Which one of its picture it is in the file, from 1.
    number: u64,
    label: Labelled,
}

struct Reader<'a> {
    path: &'a Path,
    import: Import<'a>,
    /// Whether the file lists the classes.
    is_listed: bool,
    /// The size of all frames of a video.
    video_size: Option<PictureSize>,
    has_images: bool,
    /// The place of each frame's picture by number; none for one that was left out.
    frames: HashMap<i64, Option<usize>>,
    /// The labels of each picture by its place.
    labels: BTreeMap<usize, Vec<Waiting>>,
}

impl Reader<'_> {
    /// Reads the classes, and the size of a video.
    fn meta(&mut self, meta: &Element) -> Result<(), InterchangeError> {
        for about in &meta.children {
            let labels = about.child("labels").into_iter();
            for label in labels.flat_map(|it| it.children_named("label")) {
                self.is_listed = true;
                let class = Class {
                    name: label.child_text("name").unwrap_or_default().to_owned(),
                    colour: label.child_text("color").and_then(colour::from_hex),
                    ..Class::default()
                };
                self.import.add_class(Place::of(self.path), class)?;
            }
            if let Some(size) = about.child("original_size") {
                let side = |name| size.child_text(name)?.parse().ok();
                self.video_size = import::picture_size(side("width"), side("height"));
            }
        }
        Ok(())
    }

    fn image(&mut self, image: &Element) -> Result<(), InterchangeError> {
        self.has_images = true;
        let place = Place::of(self.path);
        let Some(name) = image.attribute("name") else {
            self.import.malformed(place, "an image has no name");
            return Ok(());
        };
        let picture = self.picture(image, name);
        if let Some(id) = image.attribute("id").and_then(|it| it.parse().ok()) {
            match self.frames.entry(id) {
                Entry::Vacant(entry) => _ = entry.insert(picture),
                Entry::Occupied(_) => {
                    let place = place.picture(name);
                    self.import
                        .remark(place, Issue::TwinId { id }, Outcome::Kept);
                }
            }
        }
        let Some(picture) = picture else {
            return Ok(());
        };
        for child in &image.children {
            if SHAPES.contains(&child.name.as_str()) {
                let class = child.attribute("label").unwrap_or_default();
                self.shape(picture, child, class, None)?;
            } else if child.name == "tag" {
                let what = "tags of whole pictures".to_owned();
                let place = place.picture(name);
                self.import
                    .remark(place, Issue::NotRead { what }, Outcome::Skipped);
            }
        }
        Ok(())
    }

    fn picture(&mut self, image: &Element, name: &str) -> Option<usize> {
        let place = Place::of(self.path);
        let name = self.import.picture_name(place, "", name)?;
        let side = |name| image.attribute(name)?.parse().ok();
        let said = import::picture_size(side("width"), side("height"));
        self.import.add_picture(place, &name, said)
    }

    fn track(&mut self, index: usize, track: &Element) -> Result<(), InterchangeError> {
        let id = track.attribute("id").and_then(|it| it.parse().ok());
        let id = id.unwrap_or(index as u64);
        let class = track.attribute("label").unwrap_or_default();
        let shapes = track.children.iter();
        for element in shapes.filter(|it| SHAPES.contains(&it.name.as_str())) {
            if is_set(element, FILLER) {
                continue;
            }
            let Some(frame) = element.attribute("frame").and_then(|it| it.parse().ok()) else {
                self.import
                    .malformed(Place::of(self.path), "a shape of a track has no frame");
                continue;
            };
            let Some(picture) = self.frame(frame) else {
                continue;
            };
            let place = TrackPlace {
                id,
                is_keyframe: element.attribute("keyframe") != Some("0"),
                is_outside: is_set(element, "outside"),
            };
            self.shape(picture, element, class, Some((track, place)))?;
        }
        Ok(())
    }

    /// The picture of a frame. In a video, which has no images in the file, it is made up.
    fn frame(&mut self, frame: i64) -> Option<usize> {
        if let Some(picture) = self.frames.get(&frame) {
            return *picture;
        }
        let place = Place::of(self.path);
        let number = match usize::try_from(frame) {
            Ok(number) if !self.has_images => number,
            _ => {
                let issue = Issue::UnknownPicture { id: frame };
                self.import.remark(place, issue, Outcome::Skipped);
                return None;
            }
        };
        if self.frames.is_empty() && !self.import.options.pictures.is_empty() {
            self.import
                .remark(place, Issue::FramesByOrder, Outcome::Kept);
        }
        let known = self.import.options.pictures.all().get(number);
        let name = known.map_or_else(
            || format!("frame_{number:06}.PNG"),
            |known| known.file_name.clone(),
        );
        let picture = self.import.add_picture(place, &name, self.video_size);
        self.frames.insert(frame, picture);
        picture
    }

    fn shape(
        &mut self,
        picture: usize,
        element: &Element,
        class: &str,
        track: Option<(&Element, TrackPlace)>,
    ) -> Result<(), InterchangeError> {
        let number = self.labels.get(&picture).map_or(0, Vec::len) as u64 + 1;
        let name = self.import.picture(picture).file_name.clone();
        let place = Place::of(self.path).picture(&name).label(number);
        let shapes = shape::read(&mut self.import, place, element);
        if shapes.is_empty() {
            return Ok(());
        }
        let Some(class) = self.import.class_or_new(place, class, self.is_listed)? else {
            return Ok(());
        };
        let whole = |name| {
            let own = element.attribute(name);
            own.or_else(|| track?.0.attribute(name))?.parse().ok()
        };
        let attributes = element
            .children_named("attribute")
            .filter_map(|it| Some((it.attribute("name")?.to_owned(), it.text.clone())));
        let label = Labelled {
            attributes: attributes.collect(),
            is_occluded: is_set(element, "occluded"),
            track: track.map(|it| it.1),
            group: whole("group_id").filter(|it| *it != 0),
            unknown: Unknown::keep(Format::CvatXml, unknown(element, track.map(|it| it.0))),
            ..Labelled::new(class, shapes[0].clone())
        };
        let z_order = whole("z_order").unwrap_or_default();
        for shape in shapes {
            let label = Labelled {
                shape,
                ..label.clone()
            };
            self.labels.entry(picture).or_default().push(Waiting {
                z_order,
                number,
                label,
            });
        }
        Ok(())
    }

    /// Adds the labels of each picture in the order in which they are drawn.
    fn finish(mut self) -> Result<Imported, InterchangeError> {
        for (picture, mut labels) in self.labels {
            labels.sort_by_key(|it| it.z_order);
            let name = self.import.picture(picture).file_name.clone();
            for Waiting { number, label, .. } in labels {
                let place = Place::of(self.path).picture(&name).label(number);
                self.import.add_label(place, picture, label)?;
            }
        }
        Ok(self.import.finish(self.path))
    }
}

fn is_set(element: &Element, name: &str) -> bool {
    element.attribute(name) == Some("1")
}

/// Attributes of a shape that have no place, and who made it or its track.
fn unknown(element: &Element, track: Option<&Element>) -> Map<String, Value> {
    let of_track = track.and_then(|it| it.attribute("source"));
    let source = element.attribute("source").or(of_track);
    let source = source.filter(|it| *it != MANUAL).map(|it| ("source", it));
    let own = element
        .attributes
        .iter()
        .map(|it| (it.0.as_str(), it.1.as_str()));
    own.filter(|(name, _)| !PLACED.contains(name) && !GEOMETRY.contains(name))
        .chain(source)
        .map(|(name, text)| (name.to_owned(), text.into()))
        .collect()
}
