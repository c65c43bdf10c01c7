//! A window of a picture around the middle of one thing, as a detector sees it, and what its model
//! says there: all that is needed to ask why the thing was found.

use std::path::Path;

use imaging::Picture;
use jobs::Work;
use ndarray::{ArrayD, IxDyn};
use packs::{Extent, Manifest, Placement, Scaling, SourceRect, Window};
use runtime::Tensor;
use shapes::{PictureSize, Point};

use crate::error::DetectionError;
use crate::maps::{OutputNames, TileMaps};
use crate::peaks::{Search, neighbours};
use crate::scale::{parts_of, scaling};

/// Windows begin at multiples of so many pixels, as tiles do: a network that halves its maps a few
/// times sees the same things in the same cells.
const STRIDE_PX: i64 = 32;

/// A window of a picture around one thing.
pub struct CloseUp {
    /// The window as the network takes it, in the pack's layout, of one picture.
    pub values: ArrayD<f32>,
    /// The part of the picture that the window shows, in its pixels.
    pub seen: SourceRect,
    /// Where that part lies in the window.
    pub placement: Placement,
    /// The middle of the thing, in pixels of the window.
    pub middle_px: [f64; 2],
    names: OutputNames,
    /// How far from there the network may see the middle of the same thing, in pixels of the window.
    reach_px: f64,
}

/// What the network says of the thing in the middle of a window.
#[derive(Clone, PartialEq, Debug)]
pub struct SeenThing {
    /// The energy of the cell where it is highest, from 0 to 1.
    pub energy: f32,
    /// The features that the classifier is given.
    pub features: Vec<f32>,
    /// Column and row of the cell in the maps.
    cell: (usize, usize),
    /// The cells that the features are the mean of, with their weights, which add up to 1.
    weights: Vec<((usize, usize), f32)>,
    /// Width and height of the maps, in cells.
    maps: [usize; 2],
}

impl CloseUp {
    /// Cuts the window around `middle`, a point of a picture whose unit is `unit_px` of its pixels
    /// long. It reaches at least as far around the point as two tiles overlap, which is further than
    /// the network sees.
    ///
    /// # Errors
    /// [`DetectionError::NoDetector`] where the manifest is that of something else, those of
    /// [`crate::Detector::detect`] for the unit, and when the picture cannot be read.
    pub fn new(
        manifest: &Manifest,
        picture: &Picture,
        unit_px: f64,
        middle: Point,
        work: &Work,
    ) -> Result<Self, DetectionError> {
        let no_detector = || DetectionError::NoDetector {
            name: manifest.name.clone(),
        };
        let spec = manifest.detector.as_ref().ok_or_else(no_detector)?;
        let names = OutputNames::of(manifest).ok_or_else(no_detector)?;
        let nominal_px = manifest.input.unit_px.ok_or_else(no_detector)?;
        let size = PictureSize {
            width_px: picture.page().width_px,
            height_px: picture.page().height_px,
        };
        let scaling = scaling(size, unit_px, nominal_px)?;
        let input = &manifest.input;
        let least_px = 2 * input.tiles().overlap_px + STRIDE_PX as u32;
        let side_px = |extent: Extent| match extent {
            Extent::Fixed(side_px) => side_px,
            Extent::MultipleOf { multiple_of } => least_px.next_multiple_of(multiple_of.max(1)),
        };
        let (width_px, height_px) = (side_px(input.width_px), side_px(input.height_px));
        let scaled = [
            middle.x * f64::from(scaling.scaled_width_px) / f64::from(size.width_px),
            middle.y * f64::from(scaling.scaled_height_px) / f64::from(size.height_px),
        ];
        let start = |middle: f64, side_px: u32| {
            let start = (middle - f64::from(side_px) / 2.0).round() as i64;
            start.div_euclid(STRIDE_PX) * STRIDE_PX
        };
        let window = Window {
            left_px: start(scaled[0], width_px),
            top_px: start(scaled[1], height_px),
            width_px,
            height_px,
        };
        let values = input.prepare_scaled(scaling, window, parts_of(picture, work))?;
        let (seen, placement) = part_seen(scaling, window);
        Ok(Self {
            values,
            seen,
            placement,
            names,
            middle_px: [
                scaled[0] - window.left_px as f64,
                scaled[1] - window.top_px as f64,
            ],
            reach_px: spec.apart_units * nominal_px,
        })
    }

    /// What the network says of the thing, given the outputs of `model` for the window. Of the cells that are
    /// so near to the point that they would be one thing with it, the one with the highest energy
    /// is taken.
    ///
    /// # Errors
    /// When the outputs are not those of a detector.
    pub fn read(
        &self,
        outputs: Vec<(String, Tensor)>,
        model: &Path,
    ) -> Result<SeenThing, DetectionError> {
        let tile_px = [
            self.placement.input_width_px,
            self.placement.input_height_px,
        ];
        let maps = TileMaps::new(outputs, &self.names, tile_px, model)?;
        let cell_px = f64::from(maps.cell_px);
        let [x, y] = self.middle_px.map(|it| it / cell_px);
        let reach = (self.reach_px / cell_px).max(1.0);
        let distance =
            |column: usize, row: usize| (column as f64 + 0.5 - x).hypot(row as f64 + 0.5 - y);
        let cells =
            (0..maps.height).flat_map(|row| (0..maps.width).map(move |column| (column, row)));
        let near = cells.filter(|(column, row)| distance(*column, *row) <= reach);
        let highest = near.max_by(|one, other| {
            maps.energy_at(one.0, one.1)
                .total_cmp(&maps.energy_at(other.0, other.1))
        });
        let cell = highest.unwrap_or((
            (x.max(0.0) as usize).min(maps.width - 1),
            (y.max(0.0) as usize).min(maps.height - 1),
        ));
        let inside = [maps.width, maps.height];
        let search = Search {
            inside,
            columns: 0..maps.width,
            rows: 0..maps.height,
        };
        // Where nothing is, the energy of every cell may be zero.
        let weight = |(x, y): (usize, usize)| maps.energy_at(x, y).max(f32::MIN_POSITIVE);
        let sum: f32 = neighbours(&search, cell).map(weight).sum();
        let weights: Vec<_> = neighbours(&search, cell)
            .map(|cell| (cell, weight(cell) / sum))
            .collect();
        let mut features = vec![0.0; maps.feature_count];
        for ((x, y), weight) in &weights {
            for (mean, feature) in features.iter_mut().zip(maps.features_at(*x, *y)) {
                *mean += weight * feature;
            }
        }
        Ok(SeenThing {
            energy: maps.energy_at(cell.0, cell.1),
            features,
            cell,
            weights,
            maps: inside,
        })
    }

    /// The name of the output with the energy.
    #[must_use]
    pub fn energy_output(&self) -> &str {
        &self.names.energy
    }

    /// The name of the output with the features.
    #[must_use]
    pub fn features_output(&self) -> &str {
        &self.names.features
    }
}

impl SeenThing {
    /// One at the cell of the thing and zero at every other, `[1, 1, height, width]`: the derivative
    /// of its energy by all energies.
    #[must_use]
    pub fn energy_seed(&self) -> ArrayD<f32> {
        let [width, height] = self.maps;
        let mut seed = ArrayD::zeros(IxDyn(&[1, 1, height, width]));
        seed[[0, 0, self.cell.1, self.cell.0]] = 1.0;
        seed
    }

    /// The derivative of something by every feature of the maps, `[1, features, height, width]`,
    /// given its derivative by the features that the classifier is given. The weights of the mean
    /// count as constants.
    #[must_use]
    pub fn features_seed(&self, by_features: &[f32]) -> ArrayD<f32> {
        let [width, height] = self.maps;
        let mut seed = ArrayD::zeros(IxDyn(&[1, by_features.len(), height, width]));
        for ((column, row), weight) in &self.weights {
            for (feature, derivative) in by_features.iter().enumerate() {
                seed[[0, feature, *row, *column]] = weight * derivative;
            }
        }
        seed
    }
}

/// The part of the picture that a window shows, and where it lies in the window.
fn part_seen(scaling: Scaling, window: Window) -> (SourceRect, Placement) {
    let along = |start_px: i64, side_px: u32, scaled_px: u32, whole_px: u32| {
        let end_px = (start_px + i64::from(side_px)).clamp(1, i64::from(scaled_px));
        let first_px = start_px.clamp(0, end_px - 1);
        let scale = f64::from(whole_px) / f64::from(scaled_px);
        let source = |at: i64| (at as f64 * scale).round() as u32;
        let (first, end) = (source(first_px), source(end_px));
        let first = first.min(whole_px - 1);
        let shown_px = (end_px - first_px) as u32;
        (first, (end - first).max(1), shown_px, first_px - start_px)
    };
    let (left_px, width_px, shown_width_px, offset_x_px) = along(
        window.left_px,
        window.width_px,
        scaling.scaled_width_px,
        scaling.width_px,
    );
    let (top_px, height_px, shown_height_px, offset_y_px) = along(
        window.top_px,
        window.height_px,
        scaling.scaled_height_px,
        scaling.height_px,
    );
    let seen = SourceRect {
        left_px,
        top_px,
        width_px,
        height_px,
    };
    let placement = Placement {
        resized_width_px: shown_width_px,
        resized_height_px: shown_height_px,
        input_width_px: window.width_px,
        input_height_px: window.height_px,
        left_px: offset_x_px,
        top_px: offset_y_px,
    };
    (seen, placement)
}
