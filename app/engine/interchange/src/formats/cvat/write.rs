//! Writing CVAT files.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

use super::tracks::{self, Tracked};
use super::{FILLER, MANUAL, shape};
use crate::export::{self, Groups, Written};
use crate::xml::XmlWriter;
use crate::{Dataset, Format, InterchangeError, Labelled, PictureLabels, Unknown, colour, files};

/// Writes the labels as one file.
pub(crate) fn write(dataset: &Dataset, path: &Path) -> Result<Written, InterchangeError> {
    files::write_file(path, |writer| document(writer, dataset))?;
    Ok(Written::files([path.to_owned()]))
}

fn document(writer: &mut dyn Write, dataset: &Dataset) -> io::Result<()> {
    let tracks = tracks::tracks(dataset);
    let mut xml = XmlWriter::new(writer)?;
    xml.element("annotations", &[], |xml| {
        xml.text("version", &[], "1.1")?;
        meta(xml, dataset, !tracks.is_empty())?;
        for (id, picture) in dataset.pictures.iter().enumerate() {
            image(xml, dataset, id, picture)?;
        }
        for ((id, class), labels) in &tracks {
            track(xml, *id, &dataset.classes[*class].name, labels)?;
        }
        Ok(())
    })?;
    xml.finish()
}

fn meta<W: Write>(xml: &mut XmlWriter<W>, dataset: &Dataset, has_tracks: bool) -> io::Result<()> {
    let attributes = attribute_names(dataset);
    let last = dataset.pictures.len().saturating_sub(1);
    xml.element("meta", &[], |xml| {
        xml.element("task", &[], |xml| {
            xml.text("size", &[], &dataset.pictures.len().to_string())?;
            let mode = if has_tracks {
                "interpolation"
            } else {
                "annotation"
            };
            xml.text("mode", &[], mode)?;
            xml.text("start_frame", &[], "0")?;
            xml.text("stop_frame", &[], &last.to_string())?;
            xml.element("labels", &[], |xml| {
                for (index, class) in dataset.classes.iter().enumerate() {
                    xml.element("label", &[], |xml| {
                        xml.text("name", &[], &class.name)?;
                        if let Some(colour) = class.colour {
                            xml.text("color", &[], &colour::to_hex(colour))?;
                        }
                        xml.text("type", &[], "any")?;
                        declared(xml, attributes.get(&index))
                    })?;
                }
                Ok(())
            })?;
            match dataset.pictures.first() {
                Some(picture) if has_tracks => xml.element("original_size", &[], |xml| {
                    xml.text("width", &[], &picture.width_px.to_string())?;
                    xml.text("height", &[], &picture.height_px.to_string())
                }),
                _ => Ok(()),
            }
        })
    })
}

/// The names of all attributes of each class, which CVAT wants to know before.
fn attribute_names(dataset: &Dataset) -> BTreeMap<usize, BTreeSet<&str>> {
    let mut names: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for label in dataset.pictures.iter().flat_map(|it| &it.labels) {
        let known = names.entry(label.class).or_default();
        known.extend(label.attributes.keys().map(String::as_str));
    }
    names
}

fn declared<W: Write>(xml: &mut XmlWriter<W>, names: Option<&BTreeSet<&str>>) -> io::Result<()> {
    xml.element("attributes", &[], |xml| {
        names.into_iter().flatten().try_for_each(|name| {
            xml.element("attribute", &[], |xml| {
                xml.text("name", &[], name)?;
                xml.text("mutable", &[], "True")?;
                xml.text("input_type", &[], "text")?;
                xml.text("default_value", &[], "")?;
                xml.text("values", &[], "")
            })
        })
    })
}

fn image<W: Write>(
    xml: &mut XmlWriter<W>,
    dataset: &Dataset,
    id: usize,
    picture: &PictureLabels,
) -> io::Result<()> {
    let attributes = [
        ("id", id.to_string()),
        ("name", picture.file_name.clone()),
        ("width", picture.width_px.to_string()),
        ("height", picture.height_px.to_string()),
    ];
    xml.element("image", &attributes, |xml| {
        let mut groups = Groups::of(picture);
        for (z_order, label) in picture.labels.iter().enumerate() {
            let is_in_track = label.track.is_some() && !tracks::leaves_track(label, picture.size());
            if is_in_track || label.is_outside() {
                continue;
            }
            let shapes = export::shapes(Format::CvatXml, label, picture.size());
            let group = groups.of_label(label, shapes.len());
            for shape in shapes {
                let Some((name, geometry)) = shape::write(&shape) else {
                    continue;
                };
                let mut attributes = vec![("label", dataset.classes[label.class].name.clone())];
                attributes.push(("occluded", mark(label.is_occluded)));
                attributes.extend(geometry);
                attributes.push(("z_order", z_order.to_string()));
                attributes.extend(group.map(|it| ("group_id", it.to_string())));
                attributes.push(("source", source(label)));
                labelled(xml, name, attributes, label)?;
            }
        }
        Ok(())
    })
}

fn track<W: Write>(
    xml: &mut XmlWriter<W>,
    id: u64,
    class: &str,
    labels: &[Tracked<'_>],
) -> io::Result<()> {
    let Some(first) = labels.first() else {
        return Ok(());
    };
    let mut attributes = vec![
        ("id", id.to_string()),
        ("label", class.to_owned()),
        ("source", source(first.label)),
    ];
    // CVAT knows one group a track; what differs stands at the shapes, where this program finds it.
    let has_one_group = labels.iter().all(|it| it.label.group == first.label.group);
    let group_of_track = first.label.group.filter(|_| has_one_group);
    attributes.extend(group_of_track.map(|it| ("group_id", it.to_string())));
    xml.element("track", &attributes, |xml| {
        for tracked in labels {
            let Some((name, geometry)) = shape::write(&tracked.label.shape) else {
                continue;
            };
            let mut attributes = vec![
                ("frame", tracked.frame.to_string()),
                ("keyframe", mark(tracked.place.is_keyframe)),
                ("outside", mark(tracked.place.is_outside)),
                ("occluded", mark(tracked.label.is_occluded)),
            ];
            attributes.extend(geometry);
            attributes.push(("z_order", tracked.z_order.to_string()));
            attributes.extend(tracked.is_filler.then(|| (FILLER, mark(true))));
            let own_group = tracked.label.group.filter(|_| !has_one_group);
            attributes.extend(own_group.map(|it| ("group_id", it.to_string())));
            if source(tracked.label) != source(first.label) {
                attributes.push(("source", source(tracked.label)));
            }
            labelled(xml, name, attributes, tracked.label)?;
        }
        Ok(())
    })
}

/// An element of a shape, with what was said of the label.
fn labelled<W: Write>(
    xml: &mut XmlWriter<W>,
    name: &str,
    attributes: Vec<(&str, String)>,
    label: &Labelled,
) -> io::Result<()> {
    let unknown = Unknown::of(label.unknown.as_deref(), Format::CvatXml);
    let mut attributes = attributes;
    for (name, text) in &unknown {
        if let Some(text) = text.as_str().filter(|_| name != "source") {
            attributes.push((name, text.to_owned()));
        }
    }
    if label.attributes.is_empty() {
        return xml.empty(name, &attributes);
    }
    xml.element(name, &attributes, |xml| {
        label
            .attributes
            .iter()
            .try_for_each(|(name, text)| xml.text("attribute", &[("name", name.clone())], text))
    })
}

/// Who made a shape.
fn source(label: &Labelled) -> String {
    let unknown = Unknown::of(label.unknown.as_deref(), Format::CvatXml);
    let source = unknown.get("source").and_then(|it| it.as_str());
    source.unwrap_or(MANUAL).to_owned()
}

fn mark(is_set: bool) -> String {
    u8::from(is_set).to_string()
}
