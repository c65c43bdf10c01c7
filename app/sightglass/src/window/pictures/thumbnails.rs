//! Thumbnails of the pictures in view, made by jobs and kept in the project's cache.

use std::collections::HashMap;
use std::sync::Arc;

use imaging::{Limits, Raster, Samples};
use jobs::{Jobs, Lane, Pending, Work};
use store::{PictureId, PictureRow, Project};

/// The longest side of a thumbnail.
pub const SIDE_PX: u32 = 160;
/// How many thumbnails stay on the graphics card.
const KEPT: usize = 600;
/// How many are being made at a time.
const IN_FLIGHT: usize = 3;

enum Place {
    Making(Pending<Option<egui::ColorImage>>),
    Ready(egui::TextureHandle),
    None,
}

struct Entry {
    place: Place,
    last_use: u64,
}

/// The thumbnails that are, or were lately, in view.
#[derive(Default)]
pub struct Thumbnails {
    entries: HashMap<PictureId, Entry>,
    clock: u64,
}

impl Thumbnails {
    /// Collects finished thumbnails, and gives up those that have left the view unfinished.
    pub fn logic(&mut self, context: &egui::Context) {
        for (id, entry) in &mut self.entries {
            let Place::Making(pending) = &mut entry.place else {
                continue;
            };
            if let Some(result) = pending.poll() {
                entry.place = match result {
                    Ok(Some(image)) => Place::Ready(texture(context, *id, image)),
                    Ok(None) | Err(_) => Place::None,
                };
            }
        }
        let clock = self.clock;
        self.entries.retain(|_, entry| {
            !matches!(entry.place, Place::Making(_)) || entry.last_use + 2 >= clock
        });
        while self.entries.len() > KEPT {
            let oldest = self.entries.iter().min_by_key(|(_, entry)| entry.last_use);
            let Some(id) = oldest.map(|(id, _)| *id) else {
                break;
            };
            self.entries.remove(&id);
        }
        self.clock += 1;
    }

    /// The thumbnail of a picture in view, asked for where it is not there and `may_ask` allows it.
    pub fn get(
        &mut self,
        jobs: &Jobs,
        project: &Arc<Project>,
        row: &PictureRow,
        may_ask: bool,
    ) -> Option<&egui::TextureHandle> {
        let in_flight = self
            .entries
            .values()
            .filter(|entry| matches!(entry.place, Place::Making(_)))
            .count();
        if may_ask && in_flight < IN_FLIGHT && !self.entries.contains_key(&row.id) {
            let title = workbench::file_name(&row.path);
            let (project, picture) = (Arc::clone(project), row.clone());
            let pending = jobs.start(Lane::Decode, title, move |work| {
                make(&project, &picture, work)
            });
            let entry = Entry {
                place: Place::Making(pending),
                last_use: self.clock,
            };
            self.entries.insert(row.id, entry);
        }
        let entry = self.entries.get_mut(&row.id)?;
        entry.last_use = self.clock;
        match &entry.place {
            Place::Ready(texture) => Some(texture),
            Place::Making(_) | Place::None => None,
        }
    }
}

/// A thumbnail from the project's cache, or from the picture itself and then into the cache.
fn make(project: &Project, row: &PictureRow, work: &Work) -> Option<egui::ColorImage> {
    let key = row.content_hash.map(|content_hash| store::ThumbnailKey {
        content_hash,
        page: row.page,
    });
    if let Some(key) = key
        && let Some(bytes) = project.thumbnails().thumbnail(key)
        && let Ok(raster) = imaging::decode_png(&bytes)
    {
        return color_image(&raster);
    }
    let limits = Limits::default();
    let raster = imaging::thumbnail(&row.path, row.page, SIDE_PX, &limits, work).ok()?;
    if let Some(key) = key
        && let Ok(bytes) = imaging::encode_png(&raster)
    {
        project.thumbnails().put_thumbnail(key, &bytes);
    }
    color_image(&raster)
}

fn color_image(raster: &Raster) -> Option<egui::ColorImage> {
    let Samples::U8(samples) = &raster.samples else {
        return None;
    };
    let size = [raster.width_px as usize, raster.height_px as usize];
    let pixels = match raster.channels {
        1 => samples
            .iter()
            .map(|&v| egui::Color32::from_gray(v))
            .collect(),
        2 => chunks(samples, |p: [u8; 2]| {
            egui::Color32::from_rgba_unmultiplied(p[0], p[0], p[0], p[1])
        }),
        3 => chunks(samples, |p: [u8; 3]| {
            egui::Color32::from_rgb(p[0], p[1], p[2])
        }),
        4 => chunks(samples, |p: [u8; 4]| {
            egui::Color32::from_rgba_unmultiplied(p[0], p[1], p[2], p[3])
        }),
        _ => return None,
    };
    Some(egui::ColorImage::new(size, pixels))
}

fn chunks<const N: usize>(
    samples: &[u8],
    color: impl Fn([u8; N]) -> egui::Color32,
) -> Vec<egui::Color32> {
    samples
        .as_chunks::<N>()
        .0
        .iter()
        .map(|&p| color(p))
        .collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a thumbnail is never larger than SIDE_PX, so no texture limit can be met"
)]
fn texture(context: &egui::Context, id: PictureId, image: egui::ColorImage) -> egui::TextureHandle {
    context.load_texture(
        format!("thumbnail {}", id.0),
        image,
        egui::TextureOptions::LINEAR,
    )
}
