//! From the numbers of a tile to probabilities.

use std::cmp::Ordering;

use packs::{Decode, Manifest, OutputSpec};

use crate::map::BLOCK_SIDE;

/// Probabilities below this are not kept where a whole block of cells stays below it. Thresholds
/// below it are of no use.
pub(crate) const LEAST_PROBABILITY: f32 = 0.02;

/// The natural logarithm of [`LEAST_PROBABILITY`], rounded down.
const LN_LEAST_PROBABILITY: f32 = -3.9121;

/// Some value of the output is no number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct NotANumber;

/// The output of one tile: `channels` maps of `height` rows of `width` cells.
#[derive(Clone, Copy)]
pub(crate) struct TileOutput<'a> {
    pub(crate) values: &'a [f32],
    pub(crate) width: usize,
    pub(crate) height: usize,
}

impl TileOutput<'_> {
    fn row(&self, channel: usize, x: usize, y: usize, len: usize) -> &[f32] {
        let start = (channel * self.height + y) * self.width + x;
        &self.values[start..start + len]
    }
}

/// A rectangle of cells of a tile, and where it begins in a block of the map.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub(crate) tile_x: usize,
    pub(crate) tile_y: usize,
    pub(crate) block_x: usize,
    pub(crate) block_y: usize,
    pub(crate) width: usize,
    pub(crate) height: usize,
}

/// How the numbers of a map become probabilities of things.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Decoder {
    kind: Kind,
    /// Maps of the output.
    pub(crate) channels: usize,
    /// The map that stands for nothing.
    background: Option<usize>,
    /// What the other maps stand for, in their order.
    pub(crate) classes: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Kind {
    /// A softmax over the maps.
    Logits,
    /// The maps are probabilities.
    Probabilities,
    /// One map from what is usual to what could not be stranger.
    Range { usual: f32, span: f32 },
}

impl Decoder {
    /// How an output of a manifest is read. A manifest that was opened as a pack has labels for
    /// every map of pixel classes.
    pub(crate) fn new(manifest: &Manifest, output: &OutputSpec) -> Self {
        if output.decode == Decode::AnomalyMap {
            let [usual, strangest] = output.range.unwrap_or([0.0, 1.0]);
            let label = manifest.labels.first().cloned();
            return Self {
                kind: Kind::Range {
                    usual: usual as f32,
                    span: (strangest - usual) as f32,
                },
                channels: 1,
                background: None,
                classes: vec![label.unwrap_or_else(|| "anomaly".to_owned())],
            };
        }
        let background = manifest.background.as_ref();
        let is_background = |label: &String| Some(label) == background;
        Self {
            kind: if output.decode == Decode::PixelClassLogits {
                Kind::Logits
            } else {
                Kind::Probabilities
            },
            channels: manifest.labels.len(),
            background: manifest.labels.iter().position(is_background),
            classes: (manifest.labels.iter())
                .filter(|label| !is_background(label))
                .cloned()
                .collect(),
        }
    }

    /// Whether the probabilities of the classes add up to that of a thing.
    pub(crate) fn has_background(&self) -> bool {
        self.background.is_some()
    }

    /// The maps that stand for things, in the order of the classes.
    fn things(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.channels).filter(|channel| Some(*channel) != self.background)
    }

    /// Whether every class stays below [`LEAST_PROBABILITY`] in a part, found without computing
    /// probabilities: false where that cannot be told so.
    pub(crate) fn is_surely_nothing(&self, output: TileOutput<'_>, part: Part) -> bool {
        (0..part.height).all(|row| {
            let values = |channel| output.row(channel, part.tile_x, part.tile_y + row, part.width);
            // Counting lets the compiler compare many values at once. What is no number counts.
            self.things().all(|channel| {
                let values_here = values(channel);
                let probable = match (self.kind, self.background) {
                    // A softmax gives no class more than the exponential of its lead.
                    (Kind::Logits, Some(background)) => (values_here.iter())
                        .zip(values(background))
                        .filter(|(value, nothing)| {
                            (*value - *nothing).partial_cmp(&LN_LEAST_PROBABILITY)
                                != Some(Ordering::Less)
                        })
                        .count(),
                    (Kind::Logits, None) => 1,
                    (Kind::Probabilities, _) => count_from(values_here, LEAST_PROBABILITY),
                    (Kind::Range { usual, span }, _) => {
                        count_from(values_here, usual + span * LEAST_PROBABILITY)
                    }
                };
                probable == 0
            })
        })
    }

    /// Writes the probabilities of a part into `target`: a block of cells for each class.
    pub(crate) fn decode(
        &self,
        output: TileOutput<'_>,
        part: Part,
        target: &mut [f32],
    ) -> Result<(), NotANumber> {
        let mut sum = 0.0;
        for row in 0..part.height {
            let (x, y) = (part.tile_x, part.tile_y + row);
            let start = (part.block_y + row) * BLOCK_SIDE + part.block_x;
            let mut scale = [1.0; BLOCK_SIDE];
            let mut greatest = [f32::NEG_INFINITY; BLOCK_SIDE];
            if self.kind == Kind::Logits {
                self.softmax(output, (x, y), part.width, &mut greatest, &mut scale);
            }
            for (class, channel) in self.things().enumerate() {
                let first = class * BLOCK_SIDE * BLOCK_SIDE + start;
                let cells = &mut target[first..first + part.width];
                let values = output.row(channel, x, y, part.width);
                for (index, (cell, value)) in cells.iter_mut().zip(values).enumerate() {
                    let probability = match self.kind {
                        Kind::Logits => (value - greatest[index]).exp() * scale[index],
                        Kind::Probabilities => *value,
                        Kind::Range { usual, span } => (value - usual) / span,
                    };
                    // What is no number stays none, here and in the sum.
                    sum += probability;
                    *cell = probability.clamp(0.0, 1.0);
                }
            }
        }
        if sum.is_finite() {
            Ok(())
        } else {
            Err(NotANumber)
        }
    }

    /// The greatest value of each cell of a row, and what its exponentials are multiplied by.
    fn softmax(
        &self,
        output: TileOutput<'_>,
        (x, y): (usize, usize),
        width: usize,
        greatest: &mut [f32; BLOCK_SIDE],
        scale: &mut [f32; BLOCK_SIDE],
    ) {
        let mut sums = [0.0_f32; BLOCK_SIDE];
        for channel in 0..self.channels {
            let values = output.row(channel, x, y, width);
            for (most, value) in greatest.iter_mut().zip(values) {
                *most = most.max(*value);
            }
        }
        for channel in 0..self.channels {
            let values = output.row(channel, x, y, width);
            for ((sum, most), value) in sums.iter_mut().zip(greatest.iter()).zip(values) {
                *sum += (value - most).exp();
            }
        }
        for (scale, sum) in scale.iter_mut().zip(sums) {
            *scale = 1.0 / sum;
        }
    }
}

/// How many values are not below `least`; what is no number counts.
fn count_from(values: &[f32], least: f32) -> usize {
    values
        .iter()
        .filter(|value| value.partial_cmp(&&least) != Some(Ordering::Less))
        .count()
}
