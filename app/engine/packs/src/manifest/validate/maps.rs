//! The rules of what is read pixel by pixel: tiles, maps, their labels, and how they become things.

use super::{Faults, all_different};
use crate::manifest::{Decode, Extent, Fit, InputSpec, Manifest};

impl Manifest {
    pub(super) fn map_faults(&self, faults: &mut Faults) {
        let count = |is: fn(Decode) -> bool| {
            let decodes = self.outputs.iter().map(|output| output.decode);
            decodes.filter(|decode| is(*decode)).count()
        };
        let (maps, pixel_classes) = (count(Decode::is_map), count(Decode::is_pixel_classes));
        faults.require(maps <= 1, "outputs", "must not hold more than one map");
        faults.require(
            pixel_classes == 0 || count(Decode::is_classes) == 0,
            "outputs",
            "must not hold classes of pixels beside classes of the picture: the labels name one",
        );
        faults.require(
            maps == 0 || self.input.fit == Fit::Native,
            "input.fit",
            "must be \"native\" for a model that answers for every pixel",
        );
        for (index, output) in self.outputs.iter().enumerate() {
            let Some([usual, strangest]) = output.range else {
                continue;
            };
            let place = format!("outputs[{index}].range");
            faults.require(
                output.decode == Decode::AnomalyMap,
                &place,
                "is only for an anomaly map",
            );
            faults.require(
                usual.is_finite() && strangest.is_finite() && usual < strangest,
                &place,
                "must be two numbers, the lower one first",
            );
        }
        if pixel_classes > 0 {
            self.pixel_label_faults(faults);
        }
        self.background_faults(pixel_classes > 0, faults);
        self.tile_faults(faults);
        if let Some(rule) = self.instances {
            faults.require(maps > 0, "instances", "are only for a map");
            faults.require(
                rule.grow > 0.0 && rule.grow <= 1.0,
                "instances.grow",
                "must be above 0 and not above 1",
            );
        }
    }

    fn pixel_label_faults(&self, faults: &mut Faults) {
        let of_scores = |decode| decode == Decode::PixelClassLogits;
        let has_scores = self.outputs.iter().any(|output| of_scores(output.decode));
        let least = if has_scores { 2 } else { 1 };
        faults.require(
            self.labels.len() >= least,
            "labels",
            "must name every class of the pixels, at least two where they are logits",
        );
        faults.require(
            self.labels.iter().all(|label| !label.trim().is_empty())
                && all_different(self.labels.iter().map(String::as_str)),
            "labels",
            "must be different for each class of the pixels, and not empty",
        );
    }

    fn background_faults(&self, has_pixel_classes: bool, faults: &mut Faults) {
        let Some(background) = &self.background else {
            return;
        };
        faults.require(
            has_pixel_classes,
            "background",
            "is only for an output of pixel classes",
        );
        faults.require(
            self.labels.contains(background) && self.labels.len() > 1,
            "background",
            "must be one of several labels",
        );
    }

    fn tile_faults(&self, faults: &mut Faults) {
        let input = &self.input;
        let Some(tiles) = input.tiles else {
            return;
        };
        faults.require(
            matches!(input.fit, Fit::Native | Fit::Unit),
            "input.tiles",
            "are only for fit = \"native\" and fit = \"unit\"",
        );
        faults.require(
            tiles.side_px <= InputSpec::LONGEST_SIDE_PX,
            "input.tiles.side_px",
            "must not be above 65536",
        );
        for extent in [input.width_px, input.height_px] {
            let side_px = match extent {
                Extent::Fixed(length_px) => length_px,
                Extent::MultipleOf { multiple_of } => {
                    faults.require(
                        tiles.side_px >= multiple_of,
                        "input.tiles.side_px",
                        "must not be less than what a side is a multiple of",
                    );
                    tiles.side_px
                }
            };
            faults.require(
                tiles.overlap_px <= side_px / 2,
                "input.tiles.overlap_px",
                "must not be more than half of a tile",
            );
        }
    }
}
