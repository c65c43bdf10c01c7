//! A model that is laid over pictures of any size.

use std::path::Path;

use imaging::{Picture, Raster};
use jobs::Work;
use ndarray::ArrayD;
use packs::{Manifest, Window};
use runtime::{LoadOptions, Model, ProviderChoice, Runtime, Tensor};
use shapes::PictureSize;

use crate::axis::Axis;
use crate::decode::{Decoder, TileOutput};
use crate::error::SegmentationError;
use crate::map::MapScores;
use crate::stitch::{StitchFault, Stitcher};

/// Most memory that the levels of one map may take, in bytes: as much as one class of a picture of
/// 32,000 × 32,000 pixels in which the model sees something everywhere.
const MAP_LIMIT_BYTES: usize = 1 << 30;

/// A pack that says something of every pixel, loaded.
pub struct Segmenter {
    model: Model,
    manifest: Manifest,
    /// The output that is the map.
    output: String,
    decoder: Decoder,
}

impl Segmenter {
    /// Loads the model at `path`, fed and read as a manifest says.
    ///
    /// # Errors
    /// [`SegmentationError::NoMap`] where the manifest has no map, and what
    /// [`Model::load_with`] says.
    pub fn load(
        runtime: &Runtime,
        path: &Path,
        manifest: &Manifest,
        choice: ProviderChoice,
        work: &Work,
    ) -> Result<Self, SegmentationError> {
        let no_map = || SegmentationError::NoMap {
            name: manifest.name.clone(),
        };
        let output = manifest.map_output().ok_or_else(no_map)?;
        let model = Model::load_with(runtime, path, choice, LoadOptions::default(), work)?;
        Ok(Self {
            decoder: Decoder::new(manifest, output),
            output: output.name.clone(),
            manifest: manifest.clone(),
            model,
        })
    }

    /// How the model is fed and read.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The model as it is loaded: where it runs.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Says what every pixel of a picture shows. Progress counts tiles. A picture in a scratch file
    /// is read tile by tile, so that one of any size takes little memory. Cancelling the work ends
    /// the run after the operator that it is at.
    ///
    /// # Errors
    /// When the picture cannot be read, the model fails or gives something else than the map that
    /// the manifest promises, and [`SegmentationError::Cancelled`].
    pub fn run(&self, picture: &Picture, work: &Work) -> Result<MapScores, SegmentationError> {
        let (width_px, height_px) = (picture.page().width_px, picture.page().height_px);
        let input = &self.manifest.input;
        let across = Axis::new(width_px, input.width_px, input.tiles());
        let down = Axis::new(height_px, input.height_px, input.tiles());
        let total = u64::from(across.count) * u64::from(down.count);
        let mut stitcher = None;
        let mut cell_px = 1;
        for y in 0..down.count {
            for x in 0..across.count {
                work.check()?;
                let done = u64::from(y) * u64::from(across.count) + u64::from(x);
                work.progress(done, total, "tiles");
                let values = self.tile(picture, (&across, x), (&down, y), work)?;
                let output = self.output_of(&values, [across.side_px, down.side_px])?;
                let stitcher = match &mut stitcher {
                    Some(stitcher) => stitcher,
                    empty => {
                        cell_px = across.side_px / output.width as u32;
                        let cells = across.in_cells(cell_px).zip(down.in_cells(cell_px));
                        let (across, down) = cells.ok_or_else(|| {
                            self.wrong_shape(&values, [across.side_px, down.side_px])
                        })?;
                        empty.insert(Stitcher::new(&self.decoder, across, down, MAP_LIMIT_BYTES))
                    }
                };
                stitcher
                    .add((x, y), output)
                    .map_err(|fault| self.refused(fault))?;
            }
        }
        work.progress(total, total, "tiles");
        Ok(MapScores {
            picture: PictureSize {
                width_px,
                height_px,
            },
            cell_px,
            classes: self.decoder.classes.clone(),
            has_background: self.decoder.has_background(),
            model: self.manifest.identity(),
            blocks: stitcher.map(Stitcher::finish).unwrap_or_default(),
        })
    }

    /// What the model gives for one tile.
    fn tile(
        &self,
        picture: &Picture,
        (across, x): (&Axis, u32),
        (down, y): (&Axis, u32),
        work: &Work,
    ) -> Result<ArrayD<f32>, SegmentationError> {
        let (columns, rows) = (across.shown_px(x), down.shown_px(y));
        let part: Raster = picture.region(
            0,
            columns.start,
            rows.start,
            columns.end - columns.start,
            rows.end - rows.start,
        )?;
        let window = Window {
            left_px: across.start_px(x) - i64::from(columns.start),
            top_px: down.start_px(y) - i64::from(rows.start),
            width_px: across.side_px,
            height_px: down.side_px,
        };
        let input = &self.manifest.input;
        let mut values = Tensor::F32(input.prepare_window(&part, window));
        let spec = self.model.inputs().iter().find(|it| it.name == input.name);
        if let Some(spec) = spec
            && let Ok(cast) = values.cast(spec.element)
        {
            values = cast;
        }
        let given = [(input.name.clone(), values)];
        let outputs = self.model.run(&given, work)?.outputs;
        let found = outputs.into_iter().find(|(name, _)| *name == self.output);
        let values = found.and_then(|(_, tensor)| match tensor {
            Tensor::F32(values) => Some(values),
            other => other.to_f32(),
        });
        values.ok_or_else(|| SegmentationError::NoOutput {
            output: self.output.clone(),
            path: self.model.path().to_owned(),
        })
    }

    /// The maps in a tensor, which must be smaller than the tile by one whole factor.
    fn output_of<'a>(
        &self,
        values: &'a ArrayD<f32>,
        tile_px: [u32; 2],
    ) -> Result<TileOutput<'a>, SegmentationError> {
        let wrong = || self.wrong_shape(values, tile_px);
        let [1, channels, height, width] = *values.shape() else {
            return Err(wrong());
        };
        let [tile_width, tile_height] = tile_px.map(|side| side as usize);
        let is_map = channels == self.decoder.channels
            && width > 0
            && height > 0
            && tile_width % width == 0
            && tile_height % height == 0
            && tile_width / width == tile_height / height;
        match values.as_slice() {
            Some(values) if is_map => Ok(TileOutput {
                values,
                width,
                height,
            }),
            _ => Err(wrong()),
        }
    }

    fn wrong_shape(&self, values: &ArrayD<f32>, tile_px: [u32; 2]) -> SegmentationError {
        SegmentationError::WrongShape {
            output: self.output.clone(),
            shape: values.shape().to_vec(),
            tile_px,
            channels: self.decoder.channels,
            path: self.model.path().to_owned(),
        }
    }

    fn refused(&self, fault: StitchFault) -> SegmentationError {
        match fault {
            StitchFault::NotANumber => SegmentationError::NotNumbers {
                output: self.output.clone(),
                path: self.model.path().to_owned(),
            },
            StitchFault::TooLarge => SegmentationError::MapTooLarge {
                limit_mib: (MAP_LIMIT_BYTES >> 20) as u64,
            },
        }
    }
}
