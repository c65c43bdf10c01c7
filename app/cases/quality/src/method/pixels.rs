//! How well what a model says of single pixels shows where defects are, by a truth.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use annotation::{Document, LayerId, PictureId};
use balloons::ShotTruth;
use decision::{PictureTruth, truths_of};
use evaluation::{EvaluationError, PixelScores};
use imaging::{ImagingError, Limits, Picture};
use jobs::Work;
use segmentation::{MapScores, Plane};
use serde::Serialize;
use shapes::{Mask, PictureSize, PixelRect};
use store::PictureRow;

use super::naming::class_name;
use super::rendered::rendered_balloons;

/// A pixel without a defect.
const GOOD: u32 = 0;
/// A pixel that says nothing about the model.
const PASSED_OVER: u32 = u32::MAX;
/// Up to these shares of good pixels the overlap of regions is averaged: those of MVTec AD 2 and of
/// MVTec AD.
const AREA_LIMITS: [f64; 2] = [0.05, 0.3];

/// What is said of the pixels of some pictures.
#[derive(Debug, Default, Serialize)]
pub struct PixelTable {
    /// Any defect against none, on all pictures.
    pub overall: PixelFigures,
    /// Each class against everything else.
    pub by_class: BTreeMap<String, PixelFigures>,
    /// Any defect against none, by what the pictures were taken under.
    pub by_regime: BTreeMap<String, PixelFigures>,
}

/// How well scores of pixels show where defects are. A figure is missing where the pictures have no
/// defect, or nothing else.
#[derive(Debug, Default, Serialize)]
pub struct PixelFigures {
    /// Average precision over all pixels.
    pub average_precision: Option<f64>,
    /// Area under the curve of the mean overlap of defects up to 5 % of the good pixels.
    pub au_pro_to_5_percent: Option<f64>,
    /// The same up to 30 %.
    pub au_pro_to_30_percent: Option<f64>,
}

/// The regions of a picture.
struct Regions {
    /// Of each pixel, row by row, the number of its region, from 1 on.
    numbers: Vec<u32>,
    /// The class of each region, the first of region 1.
    classes: Vec<String>,
}

/// Where the pixels of defects are.
enum Outlines {
    /// The shapes of the labels.
    Labels,
    /// What the renderer of balloons wrote: the folder of each picture, and what is true of it.
    Rendered(HashMap<PictureId, (PathBuf, ShotTruth)>),
}

/// Compares maps with a truth, picture by picture.
pub struct PixelJudge<'a> {
    document: &'a Document,
    truths: HashMap<PictureId, PictureTruth>,
    outlines: Outlines,
    overall: PixelScores,
    by_class: BTreeMap<String, PixelScores>,
    by_regime: BTreeMap<String, PixelScores>,
    /// Pictures that could not be compared, with the reason.
    pub failed: Vec<String>,
}

/// Why a picture could not be compared.
#[derive(Debug, thiserror::Error)]
enum PixelError {
    #[error(transparent)]
    Picture(#[from] ImagingError),
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    #[error("the mask of the truth has another size than the picture; render the balloon again")]
    Size,
}

impl<'a> PixelJudge<'a> {
    /// Compares with the outlines of the labels of a layer, as far as people have reviewed them.
    ///
    /// # Errors
    /// Never in practice: the range of scores is fixed.
    pub fn by_labels(
        document: &'a Document,
        layer: LayerId,
        rows: &[PictureRow],
    ) -> Result<Self, EvaluationError> {
        let truths = truths_of(document, layer, rows.iter().map(|row| row.id));
        Ok(Self {
            document,
            truths: truths.into_iter().map(|it| (it.picture, it)).collect(),
            outlines: Outlines::Labels,
            overall: scores()?,
            by_class: BTreeMap::new(),
            by_regime: BTreeMap::new(),
            failed: Vec::new(),
        })
    }

    /// Compares with what the renderer wrote beside balloons: a layer holds their labels, and the
    /// pixels are those of the masks.
    ///
    /// # Errors
    /// When a truth cannot be read.
    pub fn by_renderer(
        document: &'a Document,
        layer: LayerId,
        rows: &[PictureRow],
    ) -> anyhow::Result<Self> {
        let mut shots = HashMap::new();
        for balloon in rendered_balloons(rows)? {
            for ((picture, _), truth) in balloon.shots.iter().zip(balloon.truth.shots) {
                shots.insert(*picture, (balloon.folder.clone(), truth));
            }
        }
        Ok(Self {
            outlines: Outlines::Rendered(shots),
            ..Self::by_labels(document, layer, rows)?
        })
    }

    /// Adds a picture. One that nobody has reviewed is passed over.
    pub fn add(&mut self, row: &PictureRow, map: &MapScores, work: &Work) {
        let Some(truth) = self.truths.get(&row.id).filter(|it| it.is_reviewed) else {
            return;
        };
        let regime = truth.regime.clone();
        let regions = match &self.outlines {
            Outlines::Labels => Ok(of_labels(truth, map.picture())),
            Outlines::Rendered(shots) => match shots.get(&row.id) {
                Some((folder, shot)) => of_masks(self.document, folder, shot, map.picture(), work),
                None => return,
            },
        };
        let added = regions.and_then(|regions| self.add_regions(&regions, &regime, map));
        if let Err(error) = added {
            self.failed.push(format!("{}: {error}", row.path.display()));
        }
    }

    fn add_regions(
        &mut self,
        regions: &Regions,
        regime: &str,
        map: &MapScores,
    ) -> Result<(), PixelError> {
        let (probabilities, numbers) = counted(map, Plane::Things, &regions.numbers);
        self.overall.add_picture(&probabilities, &numbers)?;
        entry(&mut self.by_regime, regime)?.add_picture(&probabilities, &numbers)?;
        for (place, label) in map.classes().iter().enumerate() {
            let class = class_name(self.document, label);
            let (probabilities, mut numbers) = counted(map, Plane::Class(place), &regions.numbers);
            for number in &mut numbers {
                let of_region = regions.classes.get(number.wrapping_sub(1) as usize);
                if of_region.is_some_and(|it| it != class) {
                    *number = GOOD;
                }
            }
            entry(&mut self.by_class, class)?.add_picture(&probabilities, &numbers)?;
        }
        Ok(())
    }

    /// The figures of all pictures that were added, with classes called as in the project.
    pub fn table(&self) -> PixelTable {
        let of_each = |scores_of: &BTreeMap<String, PixelScores>| {
            let each = scores_of.iter();
            each.map(|(name, scores)| (name.clone(), figures(scores)))
                .collect()
        };
        PixelTable {
            overall: figures(&self.overall),
            by_class: of_each(&self.by_class),
            by_regime: of_each(&self.by_regime),
        }
    }
}

fn scores() -> Result<PixelScores, EvaluationError> {
    PixelScores::binned(0.0, 1.0)
}

fn entry<'s>(
    scores_of: &'s mut BTreeMap<String, PixelScores>,
    name: &str,
) -> Result<&'s mut PixelScores, EvaluationError> {
    match scores_of.entry(name.to_owned()) {
        Entry::Occupied(known) => Ok(known.into_mut()),
        Entry::Vacant(new) => Ok(new.insert(scores()?)),
    }
}

fn figures(scores: &PixelScores) -> PixelFigures {
    let pro = scores.pro_curve().ok();
    let area = |limit| pro.as_ref()?.area(limit).ok();
    PixelFigures {
        average_precision: scores.curve().average_precision(),
        au_pro_to_5_percent: area(AREA_LIMITS[0]),
        au_pro_to_30_percent: area(AREA_LIMITS[1]),
    }
}

/// The probabilities and the regions of all pixels that count.
fn counted(map: &MapScores, plane: Plane, numbers: &[u32]) -> (Vec<f32>, Vec<u32>) {
    let cells = map.cells();
    let levels = map.levels(plane, cells.pixels());
    let (width, cell) = (map.picture().width_px as usize, map.cell_px() as usize);
    let pixels = numbers.iter().enumerate();
    pixels
        .filter(|(_, number)| **number != PASSED_OVER)
        .map(|(at, number)| {
            let level = levels[[at / width / cell, at % width / cell]];
            (f32::from(level) / f32::from(u8::MAX), *number)
        })
        .unzip()
}

/// The regions that labels outline. One that is drawn later lies over those before.
fn of_labels(truth: &PictureTruth, size: PictureSize) -> Regions {
    let mut regions = Regions {
        numbers: vec![GOOD; size.width_px as usize * size.height_px as usize],
        classes: Vec::new(),
    };
    let (passed_over, counting): (Vec<_>, Vec<_>) =
        truth.marks.iter().partition(|mark| mark.is_ignored);
    for mark in passed_over {
        regions.fill(&Mask::from_shape(&mark.shape, size), PASSED_OVER, size);
    }
    for mark in counting {
        regions.classes.push(mark.class.clone());
        let number = regions.classes.len() as u32;
        regions.fill(&Mask::from_shape(&mark.shape, size), number, size);
    }
    regions
}

/// The regions of the renderer's masks: each defect where it is visible, the near wall over the far
/// one. What is there and cannot be seen is passed over.
fn of_masks(
    document: &Document,
    folder: &Path,
    shot: &ShotTruth,
    size: PictureSize,
    work: &Work,
) -> Result<Regions, PixelError> {
    let mut regions = Regions {
        numbers: vec![GOOD; size.width_px as usize * size.height_px as usize],
        classes: Vec::new(),
    };
    let masks = &shot.masks;
    for (wall, present, visible) in [
        (balloons::Wall::Far, &masks.far_present, &masks.far_visible),
        (
            balloons::Wall::Near,
            &masks.near_present,
            &masks.near_visible,
        ),
    ] {
        let of_wall: Vec<_> = shot.defects.iter().filter(|it| it.wall == wall).collect();
        if of_wall.is_empty() {
            continue;
        }
        for (number, value) in
            regions
                .numbers
                .iter_mut()
                .zip(mask(&folder.join(present), size, work)?)
        {
            if value > 0.0 && *number == GOOD {
                *number = PASSED_OVER;
            }
        }
        let visible = mask(&folder.join(visible), size, work)?;
        for defect in of_wall.into_iter().filter(|defect| defect.is_visible) {
            let class = class_name(document, defect.kind.name());
            regions.classes.push(class.to_owned());
            let own = regions.classes.len() as u32;
            for (number, value) in regions.numbers.iter_mut().zip(&visible) {
                if *value == f64::from(defect.defect) {
                    *number = own;
                }
            }
        }
    }
    Ok(regions)
}

/// The values of a mask, row by row.
fn mask(path: &Path, size: PictureSize, work: &Work) -> Result<Vec<f64>, PixelError> {
    let picture = Picture::open(path, 1, &Limits::default(), work)?;
    let raster = picture.whole(work)?;
    if (raster.width_px, raster.height_px, raster.channels) != (size.width_px, size.height_px, 1) {
        return Err(PixelError::Size);
    }
    Ok((0..raster.samples.len())
        .map(|at| raster.samples.get(at))
        .collect())
}

impl Regions {
    fn fill(&mut self, mask: &Mask, number: u32, size: PictureSize) {
        let PixelRect { right, bottom, .. } = size.pixels();
        for run in mask.runs() {
            if run.y < bottom {
                let row = run.y as usize * right as usize;
                let (first, end) = (run.left.min(right), run.right.min(right));
                self.numbers[row + first as usize..row + end as usize].fill(number);
            }
        }
    }
}
