//! Series as folders of pictures, masks and truths.

mod file;
mod names;
mod pictures;
mod truth;

use std::path::{Path, PathBuf};

pub use truth::{DefectTruth, MaskFiles, SeriesTruth, ShotTruth};

use crate::balloon::Balloon;
use crate::error::BalloonsError;
use crate::render::{Shot, Studio};
use crate::series::{OnProgress, for_each_shot};
use crate::size::PictureSize;
use names::Names;

/// What happens to files that are in the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Existing {
    /// Nothing is written when there is one.
    #[default]
    Keep,
    /// They are replaced. Other files in the folder stay.
    Replace,
}

/// Renders all shots of a balloon and writes them into a folder of its own in `dir`, which it gives
/// back. Names count from 1:
///
/// - `balloon-0001/shot-01.png`: the picture, 8-bit grey, with its scale in pixels a metre.
/// - `balloon-0001/masks/shot-01-near-present.png`: which pixels each defect on the near wall
///   covers, 16-bit grey: 0 is nothing, and other values are numbers of defects. `far` stands for
///   the far wall seen through the near one, and `visible` for those pixels where the defect can be
///   told from the noise. Where two defects of a wall overlap, the one with the higher number is
///   told.
/// - `balloon-0001/truth.json`: a [`SeriesTruth`], written last, so that a folder with it is whole.
///
/// Every file appears complete or not at all. Cancelling leaves the shots that are done.
///
/// # Errors
/// As [`render_series`](crate::render_series), [`BalloonsError::Exists`] when a file is in the way
/// and should be kept, and [`BalloonsError::Write`] when one cannot be written.
pub fn write_series(
    dir: &Path,
    balloon: &Balloon,
    size: PictureSize,
    existing: Existing,
    on_progress: OnProgress<'_>,
) -> Result<PathBuf, BalloonsError> {
    let studio = Studio::new(balloon, size)?;
    let names = Names::new(dir, balloon);
    match existing {
        Existing::Keep => names.refuse_existing()?,
        // The old truth is not that of the new pictures.
        Existing::Replace => file::remove(&names.truth())?,
    }
    file::create_folder(&names.masks())?;
    let shots = for_each_shot(&studio, on_progress, |shot| {
        write_shot(&names, &studio, &shot)?;
        Ok(ShotTruth::new(&shot, balloon, names.files(shot.number)))
    })?;
    let truth = SeriesTruth::new(&studio, shots);
    file::write(&names.truth(), &truth.json()?)?;
    Ok(names.folder().to_owned())
}

fn write_shot(names: &Names, studio: &Studio, shot: &Shot) -> Result<(), BalloonsError> {
    let mm_per_px = studio.balloon().camera.mm_per_px(shot.size.width_px());
    let picture = pictures::grey_8(&shot.picture, shot.size, mm_per_px)?;
    file::write(&names.picture(shot.number), &picture)?;
    for kind in names::MaskKind::ALL {
        let mask = pictures::grey_16(&pictures::numbered(shot, kind), shot.size, mm_per_px)?;
        file::write(&names.mask(shot.number, kind), &mask)?;
    }
    Ok(())
}
