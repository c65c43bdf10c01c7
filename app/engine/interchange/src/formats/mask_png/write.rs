//! Writing folders of mask pictures.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::io::{self, Write};
use std::path::Path;

use shapes::{Mask, PictureSize, Shape};

use super::index::{ClassValue, FORMAT, Index, Instance, Picture, VERSION, Values};
use super::{LABELS_JSON, MASKS};
use crate::export::{self, Written};
use crate::{
    Class, Dataset, DrawOrder, Format, InterchangeError, MaskValues, PictureLabels, WriteOptions,
    colour, files, names,
};

/// The most classes of a picture of 8 bits: one value is the background.
const MOST_INDEXED: usize = 255;

/// Writes the labels into a folder.
pub(crate) fn write(
    dataset: &Dataset,
    folder: &Path,
    options: &WriteOptions,
) -> Result<Written, InterchangeError> {
    let mask_files =
        export::label_files(dataset, |name| format!("{MASKS}/{}.png", names::stem(name)))?;
    values_suffice(dataset, options.mask_values)?;
    let depth = match options.mask_values {
        MaskValues::Classes if dataset.classes.len() <= MOST_INDEXED => {
            Depth::Indexed(palette(&dataset.classes))
        }
        _ => Depth::Grey16,
    };
    let mut written = Written::default();
    let mut pictures = Vec::new();
    for (picture, mask_file) in dataset.pictures.iter().zip(mask_files) {
        let layers = layers(picture, options);
        let path = names::below(folder, &mask_file);
        let is_labelled = !layers.is_empty() || picture.is_reviewed == Some(true);
        if is_labelled {
            files::write_file(&path, |writer| png(writer, picture.size(), &layers, &depth))?;
            written.files.push(path);
        } else if path.exists() {
            written.stale.push(path);
        }
        pictures.push(Picture {
            file_name: Cow::Borrowed(&picture.file_name),
            width_px: picture.width_px,
            height_px: picture.height_px,
            mask: is_labelled.then_some(Cow::Owned(mask_file)),
            reviewed: picture.is_reviewed,
            instances: match options.mask_values {
                MaskValues::Classes => Vec::new(),
                MaskValues::Instances => layers.iter().map(Layer::instance).collect(),
            },
        });
    }
    let index = folder.join(LABELS_JSON);
    files::write_file(&index, |writer| {
        serde_json::to_writer_pretty(writer, &index_of(dataset, pictures, options))?;
        Ok(())
    })?;
    written.files.push(index);
    Ok(written)
}

/// Makes sure that there is a value for each class, or for each label of each picture.
fn values_suffice(dataset: &Dataset, values: MaskValues) -> Result<(), InterchangeError> {
    let most = usize::from(u16::MAX) + 1;
    for picture in &dataset.pictures {
        let labels = match values {
            MaskValues::Classes => 0,
            MaskValues::Instances => picture.labels.len(),
        };
        let needed = dataset.classes.len().max(labels) + 1;
        if needed > most {
            return Err(InterchangeError::MaskValues {
                picture: picture.file_name.clone(),
                needed,
                most,
            });
        }
    }
    Ok(())
}

fn index_of<'a>(
    dataset: &'a Dataset,
    pictures: Vec<Picture<'a>>,
    options: &WriteOptions,
) -> Index<'a> {
    let classes = dataset.classes.iter().zip(1..);
    Index {
        format: Cow::Borrowed(FORMAT),
        version: VERSION,
        values: match options.mask_values {
            MaskValues::Classes => Values::Classes,
            MaskValues::Instances => Values::Instances,
        },
        draw_order: Cow::Borrowed(match &options.draw_order {
            DrawOrder::AsListed => "as listed, later ones above",
            DrawOrder::LargestFirst => "largest first",
            DrawOrder::ByClass(_) => "by class",
        }),
        classes: classes
            .map(|(class, value)| ClassValue {
                value,
                name: Cow::Borrowed(&class.name),
                colour: class.colour.map(colour::to_hex),
            })
            .collect(),
        pictures,
    }
}

/// A label as it is drawn.
struct Layer {
    mask: Mask,
    value: u16,
    class: usize,
}

impl Layer {
    fn instance(&self) -> Instance {
        Instance {
            value: self.value,
            class: value_of(self.class),
        }
    }
}

/// The value of the class or label at a place, which is known to fit.
fn value_of(place: usize) -> u16 {
    u16::try_from(place + 1).unwrap_or(u16::MAX)
}

/// The labels of a picture, the lowest first.
fn layers(picture: &PictureLabels, options: &WriteOptions) -> Vec<Layer> {
    let mut layers: Vec<Layer> = Vec::new();
    for label in &picture.labels {
        for shape in export::shapes(Format::MaskPng, label, picture.size()) {
            let Shape::Mask(mask) = shape.into_owned() else {
                continue;
            };
            let value = match options.mask_values {
                MaskValues::Classes => value_of(label.class),
                MaskValues::Instances => value_of(layers.len()),
            };
            layers.push(Layer {
                mask,
                value,
                class: label.class,
            });
        }
    }
    match &options.draw_order {
        DrawOrder::AsListed => {}
        DrawOrder::LargestFirst => layers.sort_by_key(|it| Reverse(it.mask.area_px())),
        DrawOrder::ByClass(order) => {
            let rank = |it: &Layer| order.iter().position(|class| *class == it.class);
            layers.sort_by_key(rank);
        }
    }
    layers
}

/// How values are kept.
enum Depth {
    /// In 8 bits with a palette of red, green and blue by value.
    Indexed(Vec<u8>),
    /// In 16 bits.
    Grey16,
}

fn png(
    writer: &mut dyn Write,
    size: PictureSize,
    layers: &[Layer],
    depth: &Depth,
) -> io::Result<()> {
    let mut encoder = png::Encoder::new(writer, size.width_px, size.height_px);
    let bytes = match depth {
        Depth::Indexed(palette) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_depth(png::BitDepth::Eight);
            encoder.set_palette(palette.as_slice());
            1
        }
        Depth::Grey16 => {
            encoder.set_color(png::ColorType::Grayscale);
            encoder.set_depth(png::BitDepth::Sixteen);
            2
        }
    };
    let mut writer = encoder.write_header()?;
    let mut stream = writer.stream_writer()?;
    let mut runs: Vec<_> = layers
        .iter()
        .map(|layer| (layer.value.to_be_bytes(), layer.mask.runs().peekable()))
        .collect();
    // Row by row, so that a picture of any size needs the memory of a row.
    let mut row = vec![0; size.width_px as usize * bytes];
    for y in 0..size.height_px {
        row.fill(0);
        for (value, runs) in &mut runs {
            while let Some(run) = runs.next_if(|run| run.y == y) {
                let pixels = run.left as usize * bytes..run.right as usize * bytes;
                for pixel in row[pixels].chunks_exact_mut(bytes) {
                    pixel.copy_from_slice(&value[2 - bytes..]);
                }
            }
        }
        stream.write_all(&row)?;
    }
    stream.finish()?;
    writer.finish()?;
    Ok(())
}

/// Black for the background, then the colour of each class. A class without one gets that of Pascal
/// VOC's palette, which is made by spreading the bits of the value over the three channels.
fn palette(classes: &[Class]) -> Vec<u8> {
    let colours = classes.iter().zip(1u32..).map(|(class, value)| {
        class.colour.unwrap_or_else(|| {
            [0, 1, 2].map(|first| {
                let bit = |group: u32| (value >> (3 * group + first) & 1) as u8;
                bit(0) << 7 | bit(1) << 6 | bit(2) << 5
            })
        })
    });
    let black = [0; 3];
    std::iter::once(black).chain(colours).flatten().collect()
}
