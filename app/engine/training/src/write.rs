//! Writing an export: whole, or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use exchange::ProjectPicture;
use imaging::{Picture, Raster, SampleKind, Samples, encode_png};
use jobs::Work;
use rayon::prelude::*;
use shapes::PixelRect;

use crate::cover;
use crate::plan::{Planned, TrainingPlan};
use crate::tally::Tally;
use crate::{
    CropEntry, CropKind, CropRect, IGNORE, LabelInCrop, Manifest, PictureEntry, TrainingError,
    raster,
};

/// The name of the manifest in its folder.
const MANIFEST: &str = "manifest.json";

/// A crop as it was written.
pub(crate) struct Made {
    pub entry: CropEntry,
    /// How many pixels of the mask have each value.
    pub pixels: [u64; 256],
    channels: u8,
    bits: u8,
}

impl TrainingPlan {
    /// Writes the export into a new folder, which appears whole or not at all. `open` gives the
    /// decoded picture, with its orientation applied; each is opened once. Progress counts crops.
    ///
    /// # Errors
    /// When there is something in the folder already, a picture cannot be read or has another size
    /// than the project says, the disk is full or refuses, or the work is cancelled. Nothing is left
    /// behind.
    pub fn write(
        &self,
        folder: &Path,
        mut open: impl FnMut(&ProjectPicture) -> Result<Arc<Picture>, String>,
        work: &Work,
    ) -> Result<Manifest, TrainingError> {
        let failed = |error: &io::Error| TrainingError::of_io(folder, error);
        let is_free = match folder.read_dir() {
            Ok(mut inside) => inside.next().is_none(),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        };
        if !is_free {
            let path = folder.to_owned();
            return Err(TrainingError::Exists { path });
        }
        let parent = match folder.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(parent).map_err(|error| failed(&error))?;
        // It goes with everything in it unless it is put in its place.
        let draft = tempfile::Builder::new()
            .prefix(".training-")
            .tempdir_in(parent)
            .map_err(|error| failed(&error))?;
        let inside = draft.path().join("export");
        for part in ["crops", "masks"] {
            fs::create_dir_all(inside.join(part)).map_err(|error| failed(&error))?;
        }
        let progress = Progress {
            work,
            done: AtomicU64::new(0),
            total: self.pictures.iter().map(|it| it.crops.len() as u64).sum(),
        };
        progress.tell();
        let mut tally = Tally::new(self);
        for planned in self.pictures.iter().filter(|it| !it.crops.is_empty()) {
            work.check()?;
            let picture = opened(&planned.picture, &mut open)?;
            let made = self.write_picture(planned, &picture, &inside, folder, &progress)?;
            tally.add(picture_entry(planned, &made), made);
        }
        let manifest = tally.manifest();
        write_manifest(&inside.join(MANIFEST), &manifest).map_err(|error| failed(&error))?;
        work.check()?;
        // An empty folder may be replaced by another one, but not on every system.
        let _ = fs::remove_dir(folder);
        fs::rename(&inside, folder).map_err(|error| failed(&error))?;
        Ok(manifest)
    }

    fn write_picture(
        &self,
        planned: &Planned,
        picture: &Picture,
        inside: &Path,
        folder: &Path,
        progress: &Progress<'_>,
    ) -> Result<Vec<Made>, TrainingError> {
        let crops = planned.crops.par_iter().enumerate();
        crops
            .map(|(at, (part, kind))| {
                progress.work.check()?;
                let name = format!("p{:06}-{:04}.png", planned.picture.id.0, at + 1);
                let pixels = raster::crop(picture, part, self.options.crop_side_px)
                    .map_err(|reason| unreadable(&planned.picture, reason))?;
                let (made, mask) = self.made(planned, part, *kind, &name, &pixels);
                for (place, raster) in [(&made.entry.crop, &pixels), (&made.entry.mask, &mask)] {
                    let bytes = encode_png(raster)
                        .map_err(|reason| unreadable(&planned.picture, reason))?;
                    fs::write(inside.join(place), bytes)
                        .map_err(|error| TrainingError::of_io(folder, &error))?;
                }
                progress.step();
                Ok(made)
            })
            .collect()
    }

    fn made(
        &self,
        planned: &Planned,
        part: &PixelRect,
        kind: CropKind,
        name: &str,
        crop: &Raster,
    ) -> (Made, Raster) {
        let side = self.options.crop_side_px;
        let (values, defects) = raster::mask(&planned.seen, planned.picture.size, part, side);
        let mut pixels = [0; 256];
        for value in &values {
            pixels[usize::from(*value)] += 1;
        }
        let labels = defects.into_iter().map(|(seen, bounds)| LabelInCrop {
            id: seen.label.id,
            class: seen.class().unwrap_or(IGNORE),
            is_whole: cover::contains(part, &seen.bounds),
            bounds: [bounds.left, bounds.top, bounds.right, bounds.bottom],
        });
        let entry = CropEntry {
            crop: format!("crops/{name}"),
            mask: format!("masks/{name}"),
            picture: planned.picture.id,
            group: planned.group,
            split: self.groups[planned.group].split,
            kind,
            rect: CropRect {
                left: part.left,
                top: part.top,
                width: part.width_px(),
                height: part.height_px(),
            },
            labels: labels.collect(),
        };
        let made = Made {
            entry,
            pixels,
            channels: crop.channels,
            bits: match crop.kind() {
                SampleKind::U8 => 8,
                SampleKind::U16 | SampleKind::F32 => 16,
            },
        };
        (made, Raster::new(side, side, 1, Samples::U8(values)))
    }
}

struct Progress<'a> {
    work: &'a Work,
    done: AtomicU64,
    total: u64,
}

impl Progress<'_> {
    fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
        self.tell();
    }

    fn tell(&self) {
        let done = self.done.load(Ordering::Relaxed);
        self.work.progress(done, self.total, "writing crops");
    }
}

fn unreadable(picture: &ProjectPicture, reason: String) -> TrainingError {
    TrainingError::Picture {
        name: picture.file_name.clone(),
        reason,
    }
}

fn opened(
    known: &ProjectPicture,
    open: &mut impl FnMut(&ProjectPicture) -> Result<Arc<Picture>, String>,
) -> Result<Arc<Picture>, TrainingError> {
    let picture = open(known).map_err(|reason| unreadable(known, reason))?;
    let full = picture.levels()[0];
    let is_px = (full.width_px, full.height_px);
    let was_px = (known.size.width_px, known.size.height_px);
    if is_px != was_px {
        return Err(TrainingError::OtherSize {
            name: known.file_name.clone(),
            is_px,
            was_px,
        });
    }
    Ok(picture)
}

fn picture_entry(planned: &Planned, made: &[Made]) -> PictureEntry {
    let first = made.first();
    PictureEntry {
        id: planned.picture.id,
        file_name: planned.picture.file_name.clone(),
        content: planned.picture.content.clone(),
        width_px: planned.picture.size.width_px,
        height_px: planned.picture.size.height_px,
        channels: first.map_or(1, |made| made.channels),
        bits: first.map_or(8, |made| made.bits),
        group: planned.group,
        is_reviewed: planned.is_reviewed,
        has_nothing: planned.has_nothing,
    }
}

fn write_manifest(path: &Path, manifest: &Manifest) -> io::Result<()> {
    let mut bytes = serde_json::to_vec_pretty(manifest)?;
    bytes.push(b'\n');
    let mut file = fs::File::create(path)?;
    file.write_all(&bytes)?;
    file.sync_all()
}
