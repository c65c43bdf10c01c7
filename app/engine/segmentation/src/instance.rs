//! Things, made of a map at any threshold.

use shapes::{Mask, PixelRect, Run, Shape};

use crate::bridge::bridged;
use crate::map::{FULL_LEVEL, MapScores};
use crate::parts::pieces;
use crate::runs::{CellRun, Tops, cell_runs};
use crate::settings::InstanceSettings;

/// A thing that was found in a picture.
#[derive(Clone, PartialEq, Debug)]
pub struct Instance {
    /// Its class, by its place in [`MapScores::classes`].
    pub class: usize,
    /// How sure it is that there is something, from 0 to 1: what the first few of its cells reach.
    pub score: f32,
    /// The pixels that it covers. Their outline is [`Mask::to_polygon`], the box around them
    /// [`Mask::bounds`].
    pub mask: Mask,
}

impl Instance {
    /// Its pixels as a shape for labels.
    #[must_use]
    pub fn shape(&self) -> Shape {
        Shape::Mask(self.mask.clone())
    }
}

impl MapScores {
    /// The things that are found at these thresholds, in the order of their first pixels, row by
    /// row. The same map and settings give the same things. Takes milliseconds, since nothing is
    /// run: a slider may ask at each step.
    #[must_use]
    pub fn instances(&self, settings: &InstanceSettings) -> Vec<Instance> {
        let runs = cell_runs(self, settings);
        let cell_area_px = u64::from(self.cell_px) * u64::from(self.cell_px);
        let mut found = pieces(&runs, settings, cell_area_px);
        if settings.rule.bridge_px > 0 {
            let gap = f64::from(settings.rule.bridge_px) / f64::from(self.cell_px);
            found = bridged(found, &runs, gap);
        }
        found
            .into_iter()
            .filter_map(|piece| {
                let runs: Vec<&CellRun> = piece.runs.iter().map(|index| &runs[*index]).collect();
                let mut things = Tops::default();
                runs.iter().for_each(|run| things.merge(&run.things));
                let level = things.level(settings.sure_cells(cell_area_px));
                if !settings.reaches(piece.class, level) {
                    return None;
                }
                let mask = self.mask_of(&runs);
                (mask.area_px() >= u64::from(settings.rule.least_area_px)).then(|| Instance {
                    class: piece.class,
                    score: f32::from(level) / FULL_LEVEL,
                    mask,
                })
            })
            .collect()
    }

    /// The pixels of the picture that cells cover.
    fn mask_of(&self, runs: &[&CellRun]) -> Mask {
        let mut pixels = Vec::new();
        for run in runs {
            let columns = self.pixels_of(run.left..run.right, self.picture.width_px);
            let rows = self.pixels_of(run.y..run.y + 1, self.picture.height_px);
            pixels.extend(rows.map(|y| Run {
                y,
                left: columns.start,
                right: columns.end,
            }));
        }
        Mask::from_runs(&pixels)
    }

    /// Every cell of the map.
    #[must_use]
    pub fn every_cell(&self) -> PixelRect {
        self.cells().pixels()
    }
}

#[cfg(test)]
mod tests;
