//! A detector that is laid over pictures of any size.

use imaging::Picture;
use jobs::Work;
use packs::{DetectorSpec, Manifest, Pack, Scaling, Window};
use runtime::{LoadOptions, Model, ProviderChoice, Runtime, Tensor};
use shapes::{PictureSize, Point, Rect};

use crate::axis::{Axis, CellAxis};
use crate::classifier::Classifier;
use crate::detections::{Detection, Detections, divided};
use crate::energy::EnergyMaker;
use crate::error::DetectionError;
use crate::maps::{OutputNames, TileMaps, check_probabilities};
use crate::merge::without_doubles;
use crate::peaks::{Peak, Search, peaks};
use crate::scale::{parts_of, scaling};

/// Most things that are kept of a picture.
const MOST_THINGS: usize = 200_000;

/// Things that are nearer to each other than so many cells are always one thing: two tiles may see
/// the middle of the same thing in neighbouring cells.
const LEAST_APART_CELLS: f64 = 1.5;

/// A pack that finds things, loaded.
pub struct Detector {
    model: Model,
    classifier: Classifier,
    manifest: Manifest,
    spec: DetectorSpec,
    names: OutputNames,
    /// The classes that the model learnt only to tell things from.
    negatives: Vec<usize>,
    /// The length of the unit in the input, in pixels.
    nominal_px: f64,
}

impl Detector {
    /// Loads the models of a pack. The network runs on the provider that is chosen, the classifier
    /// on the processor. Hashes are not compared: see [`Pack::verify_model`].
    ///
    /// # Errors
    /// [`DetectionError::NoDetector`] where the pack is none, [`DetectionError::NoValue`] where a
    /// model lacks an output that the manifest names, and what [`Model::load_with`] says.
    pub fn open(
        runtime: &Runtime,
        pack: &Pack,
        choice: ProviderChoice,
        work: &Work,
    ) -> Result<Self, DetectionError> {
        let manifest = pack.manifest.clone();
        let no_detector = || DetectionError::NoDetector {
            name: pack.manifest.name.clone(),
        };
        let spec = manifest.detector.clone().ok_or_else(no_detector)?;
        let names = OutputNames::of(&manifest).ok_or_else(no_detector)?;
        let nominal_px = manifest.input.unit_px.ok_or_else(no_detector)?;
        let classifier = Classifier::load(runtime, pack, work)?.ok_or_else(no_detector)?;
        let path = pack.model_path();
        let model = Model::load_with(runtime, &path, choice, LoadOptions::default(), work)?;
        let is_missing = |name: &&str| !model.outputs().iter().any(|output| output.name == **name);
        if let Some(name) = names.all().into_iter().find(is_missing) {
            return Err(DetectionError::NoValue {
                role: "output",
                name: name.to_owned(),
                path,
            });
        }
        let labels = manifest.labels.iter().enumerate();
        let negatives = labels.filter(|it| spec.negatives.contains(it.1));
        let negatives = negatives.map(|it| it.0).collect();
        Ok(Self {
            model,
            classifier,
            negatives,
            manifest,
            spec,
            names,
            nominal_px,
        })
    }

    /// How the models are fed and read.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The network as it is loaded: where it runs.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Finds the things on a picture whose unit is `unit_px` of its pixels long. Progress counts
    /// tiles. A picture in a scratch file is read tile by tile, so that one of any size takes little
    /// memory. Cancelling the work ends the run after the operator that it is at.
    ///
    /// # Errors
    /// [`DetectionError::Unit`] and [`DetectionError::TooLarge`] before anything runs, when the
    /// picture cannot be read, when a model fails or gives something else than the manifest
    /// promises, and [`DetectionError::Cancelled`].
    pub fn detect(
        &self,
        picture: &Picture,
        unit_px: f64,
        work: &Work,
    ) -> Result<Detections, DetectionError> {
        let size = PictureSize {
            width_px: picture.page().width_px,
            height_px: picture.page().height_px,
        };
        let scaling = scaling(size, unit_px, self.nominal_px)?;
        let input = &self.manifest.input;
        let across = Axis::new(scaling.scaled_width_px, input.width_px, input.tiles());
        let down = Axis::new(scaling.scaled_height_px, input.height_px, input.tiles());
        let total = u64::from(across.count) * u64::from(down.count);
        let mut energy: Option<EnergyMaker> = None;
        let mut things = Vec::new();
        for y in 0..down.count {
            for x in 0..across.count {
                work.check()?;
                let done = u64::from(y) * u64::from(across.count) + u64::from(x);
                work.progress(done, total, "tiles");
                let maps = self.tile(picture, scaling, (&across, x), (&down, y), work)?;
                let energy = match &mut energy {
                    Some(energy) => energy,
                    empty => {
                        let cell_px = maps.cell_px;
                        let axes = across.in_cells(cell_px).zip(down.in_cells(cell_px));
                        let (across, down) = axes.ok_or_else(|| self.uneven_cells(&maps))?;
                        empty.insert(EnergyMaker::new(scaling, cell_px, across, down))
                    }
                };
                if maps.cell_px != energy.cell_px() {
                    return Err(self.uneven_cells(&maps));
                }
                energy.take((x, y), &maps);
                self.add_things((x, y), &maps, energy, &mut things, work)?;
                if things.len() > MOST_THINGS {
                    return Err(DetectionError::TooMany {
                        limit: MOST_THINGS,
                        unit_px,
                    });
                }
            }
        }
        work.progress(total, total, "tiles");
        let energy = energy.expect("a picture has at least one tile");
        let (cell_width_px, cell_height_px) = energy.cell_size_px();
        let least_px = LEAST_APART_CELLS * cell_width_px.max(cell_height_px);
        let apart_px = (self.spec.apart_units * unit_px).max(least_px);
        let [found, candidates, negatives] =
            divided(without_doubles(things, apart_px), &self.manifest);
        Ok(Detections {
            picture: size,
            unit_px,
            labels: self.manifest.labels.clone(),
            model: self.manifest.identity(),
            found,
            candidates,
            negatives,
            energy: energy.finish(),
        })
    }

    /// What the network says of one tile.
    fn tile(
        &self,
        picture: &Picture,
        scaling: Scaling,
        (across, x): (&Axis, u32),
        (down, y): (&Axis, u32),
        work: &Work,
    ) -> Result<TileMaps, DetectionError> {
        let window = Window {
            left_px: across.start_px(x),
            top_px: down.start_px(y),
            width_px: across.side_px(x),
            height_px: down.side_px(y),
        };
        let input = &self.manifest.input;
        let values = Tensor::F32(input.prepare_scaled(scaling, window, parts_of(picture, work))?);
        let values = self.model.as_input(&input.name, values).map_err(|_| {
            // Only texts cannot be made of numbers.
            DetectionError::NoValue {
                role: "input",
                name: input.name.clone(),
                path: self.model.path().to_owned(),
            }
        })?;
        let given = [(input.name.clone(), values)];
        let outputs = self.model.run(&given, work)?.outputs;
        let tile_px = [window.width_px, window.height_px];
        TileMaps::new(outputs, &self.names, tile_px, self.model.path())
    }

    /// Adds the things that a tile answers for, and those in the cells just beyond: the middle of
    /// one on the border may be seen on the far side of it by both tiles.
    fn add_things(
        &self,
        (x, y): (u32, u32),
        maps: &TileMaps,
        energy: &EnergyMaker,
        things: &mut Vec<Detection>,
        work: &Work,
    ) -> Result<(), DetectionError> {
        let (across, down) = energy.axes();
        let inside = [across.inside(x) as usize, down.inside(y) as usize];
        for row in 0..inside[1] {
            let energies = maps.energy_row(row, 0..inside[0]);
            check_probabilities(energies, &self.names.energy, self.model.path())?;
        }
        let grown = |axis: &CellAxis, tile: u32, inside: usize| {
            let (core, start) = (axis.core(tile), axis.start(tile));
            let first = (core.start - start).saturating_sub(1) as usize;
            first..((core.end - start + 1) as usize).min(inside)
        };
        let search = Search {
            columns: grown(&across, x, inside[0]),
            rows: grown(&down, y, inside[1]),
            inside,
        };
        let unit_cells = self.nominal_px / f64::from(energy.cell_px());
        let least_energy = self.spec.least_energy as f32;
        let (peaks, features) = peaks(maps, &search, least_energy, unit_cells);
        self.check_numbers(&peaks, &features)?;
        let (left, top) = (f64::from(across.start(x)), f64::from(down.start(y)));
        let (width_px, height_px) = energy.cell_size_px();
        let place = |x: f64, y: f64| Point::new((left + x) * width_px, (top + y) * height_px);
        let mut classed = Vec::with_capacity(peaks.len());
        self.classifier.run(
            &features,
            maps.feature_count,
            work,
            |index, probabilities| {
                let peak = &peaks[index];
                let [left, top, right, bottom] = peak.edges;
                let bounds = Rect::between(place(left, top), place(right, bottom));
                let (column, row) = (peak.cell.0 as f64, peak.cell.1 as f64);
                let middle = place(column + 0.5, row + 0.5);
                let is_negative = |class: usize| self.negatives.contains(&class);
                let energy = peak.energy;
                classed.push(Detection::new(
                    bounds,
                    middle,
                    energy,
                    probabilities,
                    is_negative,
                ));
            },
        )?;
        let least_score = self.spec.least_score;
        things.extend(
            classed
                .into_iter()
                .filter(|it| f64::from(it.score) >= least_score),
        );
        Ok(())
    }

    /// Refuses edges and features of things that are no numbers.
    fn check_numbers(&self, peaks: &[Peak], features: &[f32]) -> Result<(), DetectionError> {
        let edges_are_numbers = peaks.iter().flat_map(|peak| peak.edges).all(f64::is_finite);
        let features_are_numbers = features.iter().all(|feature| feature.is_finite());
        let output = match (edges_are_numbers, features_are_numbers) {
            (true, true) => return Ok(()),
            (false, _) => &self.names.edges,
            (true, false) => &self.names.features,
        };
        Err(DetectionError::NotNumbers {
            output: output.clone(),
            path: self.model.path().to_owned(),
        })
    }

    /// The map's cells do not fit the steps of the tiles, or those of the tiles before.
    fn uneven_cells(&self, maps: &TileMaps) -> DetectionError {
        DetectionError::WrongShape {
            output: self.names.energy.clone(),
            shape: vec![1, 1, maps.height, maps.width],
            expected: "a map with cells of one size that divides every step of the tiles"
                .to_owned(),
            path: self.model.path().to_owned(),
        }
    }
}
