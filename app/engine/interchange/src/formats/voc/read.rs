//! Reading folders of VOC files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use shapes::{Point, Rect, Shape};

use super::{NO_POSE, labelmap};
use crate::import::{self, Import, Place};
use crate::xml::{Document, Element};
use crate::{
    Format, Imported, InterchangeError, Issue, Labelled, Limits, Outcome, ReadOptions, Unknown,
    VocBase, files,
};

/// Reads the labels of a file, or of all files below a folder.
pub(crate) fn read(path: &Path, options: &ReadOptions) -> Result<Imported, InterchangeError> {
    let mut import = Import::new(options);
    let root = if path.is_dir() {
        path
    } else {
        path.parent().unwrap_or(path)
    };
    let annotations = annotations(&mut import, path)?;
    for class in labelmap::read(root, &options.limits)? {
        import.add_class(Place::of(path), class)?;
    }
    let mut reader = Reader {
        base: base(&mut import, path, &annotations),
        is_listed: import.class_count() > 0,
        import,
    };
    for annotation in &annotations {
        reader.annotation(annotation)?;
    }
    if !reader.is_listed {
        reader.import.sort_classes();
    }
    Ok(reader.import.finish(path))
}

/// A file that is being read.
struct Annotation {
    path: PathBuf,
    root: Element,
}

impl Annotation {
    fn objects(&self) -> impl Iterator<Item = &Element> {
        self.root.children_named("object")
    }
}

/// The files, all of which are read before the first is understood, because the base of the
/// coordinates is the same for all.
fn annotations(import: &mut Import<'_>, path: &Path) -> Result<Vec<Annotation>, InterchangeError> {
    let limits = &import.options.limits;
    if !path.is_dir() {
        return Ok(vec![annotation(path, limits)?]);
    }
    let mut annotations = Vec::new();
    for file in files::files_below(path, Format::PascalVoc.extension(), limits)? {
        match annotation(&file, limits) {
            Ok(annotation) => annotations.push(annotation),
            Err(error) => {
                let reason = error.to_string();
                let issue = Issue::UnreadableFile { reason };
                import.remark(Place::of(&file), issue, Outcome::Skipped);
            }
        }
    }
    if annotations.is_empty() {
        return Err(InterchangeError::NothingFound {
            path: path.to_owned(),
            format: Format::PascalVoc,
        });
    }
    Ok(annotations)
}

fn annotation(path: &Path, limits: &Limits) -> Result<Annotation, InterchangeError> {
    let text = files::read_text(path, limits)?;
    let mut document = Document::open(path, &text)?;
    let mut root = document.root().clone();
    if root.name != "annotation" {
        return Err(InterchangeError::OtherFormat {
            path: path.to_owned(),
            format: Format::PascalVoc,
            reason: format!("its root is `{}` instead of `annotation`", root.name),
        });
    }
    while let Some(child) = document.next_child()? {
        root.children.push(child);
    }
    Ok(Annotation {
        path: path.to_owned(),
        root,
    })
}

/// From which number the coordinates count.
fn base(import: &mut Import<'_>, path: &Path, annotations: &[Annotation]) -> VocBase {
    if let Some(base) = import.options.voc_base {
        return base;
    }
    let objects = annotations.iter().flat_map(Annotation::objects);
    let smallest = objects
        .filter_map(edges)
        // The right and lower ends name the last pixel, so those of a thin box may be below the
        // number that they count from.
        .flat_map(|[left, upper, ..]| [left, upper])
        .filter(|it| it.is_finite())
        .min_by(f64::total_cmp);
    let Some(smallest) = smallest else {
        return VocBase::One;
    };
    let (base, number) = if smallest < 1.0 {
        (VocBase::Zero, 0)
    } else {
        (VocBase::One, 1)
    };
    let issue = Issue::VocBase {
        base: number,
        smallest,
    };
    import.remark(Place::of(path), issue, Outcome::Kept);
    base
}

/// Left, upper, right and lower end of an object's box, as they stand; none where they are missing.
fn edges(object: &Element) -> Option<[f64; 4]> {
    let bounds = object.child("bndbox")?;
    let edge = |name| bounds.child_text(name)?.parse().ok();
    Some([edge("xmin")?, edge("ymin")?, edge("xmax")?, edge("ymax")?])
}

struct Reader<'o> {
    import: Import<'o>,
    base: VocBase,
    /// Whether there is a list of classes.
    is_listed: bool,
}

impl Reader<'_> {
    fn annotation(&mut self, annotation: &Annotation) -> Result<(), InterchangeError> {
        let place = Place::of(&annotation.path);
        let root = &annotation.root;
        let file_stem = annotation.path.file_stem().and_then(|it| it.to_str());
        let named = root.child_text("filename").filter(|it| !it.is_empty());
        let Some(name) = named.or(file_stem) else {
            self.import.malformed(place, "it does not name its picture");
            return Ok(());
        };
        let Some(name) = self.import.picture_name(place, "", name) else {
            return Ok(());
        };
        let size = root.child("size");
        let side = |name| size?.child_text(name)?.parse().ok();
        let said = import::picture_size(side("width"), side("height"));
        let Some(picture) = self.import.add_picture(place, &name, said) else {
            return Ok(());
        };
        let labels = self.import.picture(picture);
        labels.is_reviewed = root.attribute("verified").map(|it| it == "yes");
        let depth = size.and_then(|it| it.child_text("depth"));
        labels.unknown = kept("depth", depth.filter(|it| *it != "3"));
        for (index, object) in annotation.objects().enumerate() {
            let place = place.picture(&name).label(index as u64 + 1);
            self.object(place, picture, object)?;
        }
        Ok(())
    }

    fn object(
        &mut self,
        place: Place<'_>,
        picture: usize,
        object: &Element,
    ) -> Result<(), InterchangeError> {
        let (Some(name), Some([x1, y1, x2, y2])) = (object.child_text("name"), edges(object))
        else {
            self.import
                .malformed(place, "it has no name, or no bndbox with four numbers");
            return Ok(());
        };
        let first = match self.base {
            VocBase::Zero => 0.0,
            VocBase::One => 1.0,
        };
        // The last pixel from 1 is the edge behind it from 0.
        let rect = Rect {
            min: Point::new(x1 - first, y1 - first),
            max: Point::new(x2, y2),
        };
        let Some(class) = self.import.class_or_new(place, name, self.is_listed)? else {
            return Ok(());
        };
        if object.child("part").is_some() {
            let what = "parts of things".to_owned();
            self.import
                .remark(place, Issue::NotRead { what }, Outcome::Skipped);
        }
        let is_set = |mark| matches!(object.child_text(mark), Some("1" | "true" | "True"));
        let pose = object.child_text("pose");
        let pose = pose.filter(|it| !it.is_empty() && !it.eq_ignore_ascii_case(NO_POSE));
        let label = Labelled {
            attributes: attributes(object),
            is_occluded: is_set("occluded"),
            is_truncated: is_set("truncated"),
            is_ignored: is_set("difficult"),
            unknown: kept("pose", pose),
            ..Labelled::new(class, Shape::Box(rect))
        };
        self.import.add_label(place, picture, label)
    }
}

fn attributes(object: &Element) -> BTreeMap<String, String> {
    let Some(attributes) = object.child("attributes") else {
        return BTreeMap::new();
    };
    let pair = |it: &Element| {
        let value = it.child_text("value").unwrap_or_default();
        Some((it.child_text("name")?.to_owned(), value.to_owned()))
    };
    attributes
        .children_named("attribute")
        .filter_map(pair)
        .collect()
}

/// Keeps a text that has no place.
fn kept(name: &str, text: Option<&str>) -> Option<Box<Unknown>> {
    let field = text.map(|it| (name.to_owned(), Value::from(it)));
    Unknown::keep(Format::PascalVoc, Map::from_iter(field))
}
