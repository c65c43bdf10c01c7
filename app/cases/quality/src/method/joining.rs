//! Joining what a model found shot by shot into the things of a series.

use std::collections::{BTreeSet, HashMap};

use annotation::{Document, PictureId, Series};
use jobs::Work;
use propagation::{Found, Motion, Shots, Turning, join};
use shapes::{PictureSize, PixelRect};
use store::PictureRow;

use super::film::{Film, files_of, turned_rad};
use crate::subject::{Look, SeenThing, Sighting};

/// Joins what was found on the shots of each series into things: what follows the turning of the part
/// is trusted more the more shots show it, and what stands still while the part turns is trusted
/// little. A series whose part cannot be found stays as each picture was seen alone. Reads pictures:
/// call it from a job.
pub fn join_series(document: &Document, rows: &[PictureRow], looks: &mut [Look], work: &Work) {
    let places: HashMap<PictureId, usize> = looks
        .iter()
        .enumerate()
        .map(|(place, look)| (look.picture, place))
        .collect();
    let series: BTreeSet<_> = looks
        .iter()
        .filter_map(|look| Some(document.series_of(look.picture)?.id))
        .collect();
    for (done, id) in series.iter().enumerate() {
        work.progress(done as u64, series.len() as u64, "");
        if work.is_cancelled() {
            return;
        }
        let Some(series) = document.one_series(*id).filter(|series| series.turns) else {
            continue;
        };
        let seen: Vec<(usize, usize)> = series
            .shots
            .iter()
            .enumerate()
            .filter_map(|(shot, it)| Some((shot, *places.get(&it.picture)?)))
            .collect();
        if seen.len() > 1 {
            join_one(series, &seen, rows, looks, work);
        }
    }
}

/// Joins what was found on the shots of one series. `seen` are the shots that were looked at, each with
/// the place of its look.
fn join_one(
    series: &Series,
    seen: &[(usize, usize)],
    rows: &[PictureRow],
    looks: &mut [Look],
    work: &Work,
) {
    // What an earlier joining said was of fewer or other shots.
    for (_, place) in seen {
        let sightings = &mut looks[*place].sightings;
        sightings.iter_mut().for_each(Sighting::stand_alone);
    }
    let pictures: Vec<PictureId> = seen
        .iter()
        .map(|(_, place)| looks[*place].picture)
        .collect();
    let files = files_of(&pictures, rows);
    let film = Film::new(&files, work);
    let Some(size) = common_size(&pictures, &film) else {
        return;
    };
    let pixels = |shot: usize, rect: PixelRect| film.gray(*pictures.get(shot)?, rect);
    let turned = turned_rad(series);
    let shots = Shots {
        turned_rad: seen.iter().map(|(shot, _)| turned[*shot]).collect(),
        size,
        pixels: &pixels,
    };
    let mut kinds: Vec<String> = Vec::new();
    let mut sources: Vec<(usize, usize)> = Vec::new();
    let mut found: Vec<Found> = Vec::new();
    for (shot, (_, look)) in seen.iter().enumerate() {
        for (place, sighting) in looks[*look].sightings.iter().enumerate() {
            let known = kinds.iter().position(|kind| *kind == sighting.class);
            let kind = known.unwrap_or_else(|| {
                kinds.push(sighting.class.clone());
                kinds.len() - 1
            });
            sources.push((*look, place));
            found.push(Found {
                shot,
                shape: sighting.shape.clone(),
                kind: kind as u32,
                score: sighting.score,
            });
        }
    }
    let watch = |_: usize, _: usize| !work.is_cancelled();
    let Ok(joined) = join(&found, &Turning::default(), &shots, &watch) else {
        // Without a cylinder, or when it was cancelled, each picture stands for itself.
        return;
    };
    for (number, thing) in (0_u32..).zip(&joined.things) {
        for find in &thing.finds {
            let (look, place) = sources[*find];
            let sighting = &mut looks[look].sightings[place];
            sighting.trust = thing.trust;
            sighting.thing = (thing.motion != Motion::Alone).then(|| SeenThing {
                number,
                class: kinds[thing.kind as usize].clone(),
            });
        }
    }
}

/// The size of all pictures; none where they differ, or one cannot be read.
fn common_size(pictures: &[PictureId], film: &Film<'_>) -> Option<PictureSize> {
    let mut sizes = pictures.iter().map(|picture| {
        let picture = film.picture(*picture).ok().flatten()?;
        let page = picture.page();
        Some(PictureSize {
            width_px: page.width_px,
            height_px: page.height_px,
        })
    });
    let first = sizes.next().flatten()?;
    sizes.all(|size| size == Some(first)).then_some(first)
}
