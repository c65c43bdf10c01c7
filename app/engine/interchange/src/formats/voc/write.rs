//! Writing folders of VOC files.

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Map, Value};
use shapes::{Rect, Shape};

use super::{ANNOTATIONS, NO_POSE, labelmap};
use crate::export::{self, Written};
use crate::xml::XmlWriter;
use crate::{
    Class, Dataset, Format, InterchangeError, Labelled, PictureLabels, Unknown, VocBase,
    WriteOptions, files, names,
};

/// Writes the labels into a folder.
pub(crate) fn write(
    dataset: &Dataset,
    folder: &Path,
    options: &WriteOptions,
) -> Result<Written, InterchangeError> {
    let label_files = export::label_files(dataset, |name| {
        format!("{ANNOTATIONS}/{}.xml", names::stem(name))
    })?;
    let mut written = Written::files([labelmap::write(folder, &dataset.classes)?]);
    for (picture, label_file) in dataset.pictures.iter().zip(label_files) {
        let path = names::below(folder, &label_file);
        files::write_file(&path, |writer| {
            annotation(writer, picture, &dataset.classes, options.voc_base)
        })?;
        written.files.push(path);
    }
    Ok(written)
}

fn annotation(
    writer: &mut dyn Write,
    picture: &PictureLabels,
    classes: &[Class],
    base: VocBase,
) -> io::Result<()> {
    let unknown = Unknown::of(picture.unknown.as_deref(), Format::PascalVoc);
    let verified = picture.is_reviewed.map(|it| if it { "yes" } else { "no" });
    let attributes: Vec<(&str, String)> = verified
        .map(|it| ("verified", it.to_owned()))
        .into_iter()
        .collect();
    let mut xml = XmlWriter::new(writer)?;
    xml.element("annotation", &attributes, |xml| {
        xml.text("folder", &[], "")?;
        xml.text("filename", &[], &picture.file_name)?;
        xml.element("source", &[], |xml| xml.text("database", &[], "Unknown"))?;
        xml.element("size", &[], |xml| {
            xml.text("width", &[], &picture.width_px.to_string())?;
            xml.text("height", &[], &picture.height_px.to_string())?;
            xml.text("depth", &[], field(&unknown, "depth").unwrap_or("3"))
        })?;
        xml.text("segmented", &[], "0")?;
        for label in &picture.labels {
            for shape in export::shapes(Format::PascalVoc, label, picture.size()) {
                if let Shape::Box(rect) = *shape {
                    object(xml, label, rect, &classes[label.class].name, base)?;
                }
            }
        }
        Ok(())
    })?;
    xml.finish()
}

fn object<W: Write>(
    xml: &mut XmlWriter<W>,
    label: &Labelled,
    rect: Rect,
    class: &str,
    base: VocBase,
) -> io::Result<()> {
    let first = match base {
        VocBase::Zero => 0.0,
        VocBase::One => 1.0,
    };
    let unknown = Unknown::of(label.unknown.as_deref(), Format::PascalVoc);
    let mark = |set: bool| if set { "1" } else { "0" };
    xml.element("object", &[], |xml| {
        xml.text("name", &[], class)?;
        xml.text("pose", &[], field(&unknown, "pose").unwrap_or(NO_POSE))?;
        xml.text("truncated", &[], mark(label.is_truncated))?;
        xml.text("occluded", &[], mark(label.is_occluded))?;
        xml.text("difficult", &[], mark(label.is_ignored))?;
        xml.element("bndbox", &[], |xml| {
            xml.text("xmin", &[], &(rect.min.x + first).to_string())?;
            xml.text("ymin", &[], &(rect.min.y + first).to_string())?;
            // The edge behind the last pixel from 0 is the number of that pixel from 1.
            xml.text("xmax", &[], &rect.max.x.to_string())?;
            xml.text("ymax", &[], &rect.max.y.to_string())
        })?;
        if label.attributes.is_empty() {
            return Ok(());
        }
        xml.element("attributes", &[], |xml| {
            label.attributes.iter().try_for_each(|(name, value)| {
                xml.element("attribute", &[], |xml| {
                    xml.text("name", &[], name)?;
                    xml.text("value", &[], value)
                })
            })
        })
    })
}

fn field<'a>(unknown: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    unknown.get(name)?.as_str()
}
