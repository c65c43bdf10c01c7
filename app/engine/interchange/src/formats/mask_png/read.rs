//! Reading folders of mask pictures.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use shapes::{Mask, PictureSize, PixelRect, Shape};

use super::LABELS_JSON;
use super::index::{self, Index, Picture, Values};
use crate::geometry::row_runs::{self, RunCounter};
use crate::import::{Import, Place};
use crate::pixels;
use crate::{
    Class, Format, Imported, InterchangeError, Issue, Labelled, Outcome, ReadOptions, colour,
    files, json, names,
};

/// Reads the labels of a folder, or those that a `labels.json` names.
pub(crate) fn read(path: &Path, options: &ReadOptions) -> Result<Imported, InterchangeError> {
    let index = if path.is_dir() {
        path.join(LABELS_JSON)
    } else {
        path.to_owned()
    };
    let mut reader = Reader {
        import: Import::new(options),
        classes: HashMap::new(),
    };
    if index.is_file() {
        reader.indexed(&index)?;
    } else {
        reader.bare(path)?;
    }
    Ok(reader.import.finish(path))
}

struct Reader<'o> {
    import: Import<'o>,
    /// The place of each class by value.
    classes: HashMap<u16, usize>,
}

impl Reader<'_> {
    /// Reads what `labels.json` names.
    fn indexed(&mut self, path: &Path) -> Result<(), InterchangeError> {
        let text = files::read_text(path, &self.import.options.limits)?;
        let index: Index<'_> = json::parse(path, Format::MaskPng, &text)?;
        if index.format != index::FORMAT || index.version != index::VERSION {
            return Err(InterchangeError::OtherFormat {
                path: path.to_owned(),
                format: Format::MaskPng,
                reason: format!("it is `{}`, version {}", index.format, index.version),
            });
        }
        for class in index.classes {
            let place = Place::of(path);
            if self.classes.contains_key(&class.value) {
                let id = class.value.into();
                self.import
                    .remark(place, Issue::TwinId { id }, Outcome::Skipped);
                continue;
            }
            let added = Class {
                name: class.name.into_owned(),
                colour: class.colour.as_deref().and_then(colour::from_hex),
                ..Class::default()
            };
            let added = self.import.add_class(place, added)?;
            self.classes.insert(class.value, added);
        }
        let folder = path.parent().unwrap_or(path);
        for picture in &index.pictures {
            self.picture(path, folder, picture, index.values)?;
        }
        Ok(())
    }

    fn picture(
        &mut self,
        path: &Path,
        folder: &Path,
        entry: &Picture<'_>,
        values: Values,
    ) -> Result<(), InterchangeError> {
        let place = Place::of(path);
        let Some(name) = self.import.picture_name(place, "", &entry.file_name) else {
            return Ok(());
        };
        let said = PictureSize {
            width_px: entry.width_px,
            height_px: entry.height_px,
        };
        let Some(picture) = self.import.add_picture(place, &name, Some(said)) else {
            return Ok(());
        };
        self.import.picture(picture).is_reviewed = entry.reviewed;
        let Some(mask) = &entry.mask else {
            return Ok(());
        };
        let place = place.picture(&name);
        if !names::is_safe(mask) {
            let name = mask.to_string();
            self.import
                .remark(place, Issue::UnsafeName { name }, Outcome::Skipped);
            return Ok(());
        }
        let file = names::below(folder, mask);
        let size = self.import.picture(picture).size();
        let most_px = u64::from(size.width_px) * u64::from(size.height_px);
        let pixels = match open(&file, most_px) {
            Ok(pixels) => pixels,
            Err(error) => {
                self.unreadable(&file, &error);
                return Ok(());
            }
        };
        if (pixels.width_px, pixels.height_px) != (size.width_px, size.height_px) {
            let issue = Issue::OtherSize {
                said_px: (pixels.width_px, pixels.height_px),
                is_px: (size.width_px, size.height_px),
            };
            let place = Place::of(&file).picture(&name);
            self.import.remark(place, issue, Outcome::Skipped);
            return Ok(());
        }
        let instances: HashMap<u16, u16> = entry
            .instances
            .iter()
            .map(|it| (it.value, it.class))
            .collect();
        for (value, mask) in self.masks(&file, &pixels) {
            let place = Place::of(&file).picture(&name).label(value.into());
            let class = match values {
                Values::Classes => value,
                // A value without an entry has a class that is not listed.
                Values::Instances => instances.get(&value).copied().unwrap_or_default(),
            };
            self.label(place, picture, class, mask)?;
        }
        Ok(())
    }

    /// Reads mask pictures of which nothing is known.
    fn bare(&mut self, path: &Path) -> Result<(), InterchangeError> {
        let limits = &self.import.options.limits;
        let files = if path.is_dir() {
            files::files_below(path, Format::MaskPng.extension(), limits)?
        } else {
            vec![path.to_owned()]
        };
        if files.is_empty() {
            return Err(InterchangeError::NothingFound {
                path: path.to_owned(),
                format: Format::MaskPng,
            });
        }
        self.import
            .remark(Place::of(path), Issue::NoClassNames, Outcome::Kept);
        let is_folder = path.is_dir();
        let root = if is_folder {
            path
        } else {
            path.parent().unwrap_or(path)
        };
        for file in &files {
            let own_name = names::relative(root, file).unwrap_or_default();
            let below = own_name.strip_prefix("masks/").unwrap_or(&own_name);
            let pictures = &self.import.options.pictures;
            let known = pictures.find_stem(&[names::stem(&own_name), names::stem(below)]);
            let most_px = match known {
                Some(known) => u64::from(known.size.width_px) * u64::from(known.size.height_px),
                None => u64::from(self.import.options.limits.side_px).pow(2),
            };
            let name = known.map_or(below, |it| &it.file_name);
            match open(file, most_px) {
                Ok(pixels) => self.bare_pixels(file, name, &pixels)?,
                Err(error) if !is_folder => return Err(error),
                Err(error) => self.unreadable(file, &error),
            }
        }
        self.import.sort_classes();
        Ok(())
    }

    /// Reads the values of a mask picture of which nothing is known.
    fn bare_pixels(
        &mut self,
        file: &Path,
        name: &str,
        pixels: &pixels::Values,
    ) -> Result<(), InterchangeError> {
        let place = Place::of(file);
        let said = PictureSize {
            width_px: pixels.width_px,
            height_px: pixels.height_px,
        };
        let Some(picture) = self.import.add_picture(place, name, Some(said)) else {
            return Ok(());
        };
        for (value, mask) in self.masks(file, pixels) {
            if !self.classes.contains_key(&value) {
                let class = Class {
                    colour: pixels.palette.get(usize::from(value)).copied(),
                    ..class_of_value(value)
                };
                let added = self.import.add_class(place, class)?;
                self.classes.insert(value, added);
            }
            let place = place.picture(name).label(value.into());
            self.label(place, picture, value, mask)?;
        }
        Ok(())
    }

    fn unreadable(&mut self, file: &Path, error: &InterchangeError) {
        let reason = error.to_string();
        let issue = Issue::UnreadableFile { reason };
        self.import.remark(Place::of(file), issue, Outcome::Skipped);
    }

    /// The mask of each value, from the lowest.
    fn masks(&mut self, file: &Path, pixels: &pixels::Values) -> Vec<(u16, Mask)> {
        let mut counters: BTreeMap<u16, RunCounter> = BTreeMap::new();
        for run in &pixels.runs {
            counters
                .entry(run.value)
                .or_default()
                .on(run.start, run.length);
        }
        let whole = PixelRect {
            left: 0,
            top: 0,
            right: pixels.width_px,
            bottom: pixels.height_px,
        };
        let count = u64::from(pixels.width_px) * u64::from(pixels.height_px);
        let mut masks = Vec::new();
        for (value, counter) in counters {
            match row_runs::mask(whole, counter.finish(count)) {
                Ok(mask) => masks.push((value, mask)),
                Err(reason) => {
                    let place = Place::of(file).label(value.into());
                    self.import
                        .remark(place, Issue::BadRuns { reason }, Outcome::Skipped);
                }
            }
        }
        masks
    }

    fn label(
        &mut self,
        place: Place<'_>,
        picture: usize,
        class: u16,
        mask: Mask,
    ) -> Result<(), InterchangeError> {
        let class = match self.classes.get(&class) {
            Some(&index) => index,
            None => match self.import.unknown_class(place, class_of_value(class))? {
                Some(index) => {
                    self.classes.insert(class, index);
                    index
                }
                None => return Ok(()),
            },
        };
        let label = Labelled::new(class, Shape::Mask(mask));
        self.import.add_label(place, picture, label)
    }
}

/// The values of a mask picture of at most so many pixels.
fn open(path: &Path, most_px: u64) -> Result<pixels::Values, InterchangeError> {
    let file = File::open(path).map_err(|error| InterchangeError::Read {
        path: path.to_owned(),
        reason: error.to_string(),
    })?;
    pixels::read(BufReader::new(file), most_px).map_err(|reason| InterchangeError::Syntax {
        path: path.to_owned(),
        reason,
    })
}

fn class_of_value(value: u16) -> Class {
    Class {
        name: format!("class {value}"),
        ..Class::default()
    }
}
