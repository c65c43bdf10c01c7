//! The rules of a manifest that its types alone cannot hold.

use std::collections::BTreeSet;

use thiserror::Error;

use super::{Extent, Fit, InputSpec, Manifest, OperatingPoint, SCHEMA_VERSION};

mod detectors;
mod maps;

/// A value of the manifest that breaks a rule.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{place}: {reason}")]
pub struct ManifestFault {
    /// The value, as a path of keys.
    pub place: String,
    /// What is wrong, and what would be right.
    pub reason: String,
}

/// Collects faults.
#[derive(Default)]
struct Faults(Vec<ManifestFault>);

impl Faults {
    fn require(&mut self, is_right: bool, place: &str, reason: &str) {
        if !is_right {
            self.0.push(ManifestFault {
                place: place.to_owned(),
                reason: reason.to_owned(),
            });
        }
    }
}

impl Manifest {
    /// Every rule that the manifest breaks by itself, whatever its files are.
    pub(crate) fn faults(&self) -> Vec<ManifestFault> {
        let mut faults = Faults::default();
        faults.require(self.schema == SCHEMA_VERSION, "schema", "must be 1");
        for (place, text) in [
            ("name", &self.name),
            ("case", &self.case),
            ("licence", &self.licence),
            ("author", &self.author),
        ] {
            faults.require(!text.trim().is_empty(), place, "must not be empty");
        }
        faults.require(
            all_different(self.outputs.iter().map(|output| output.name.as_str())),
            "outputs",
            "must not name an output twice",
        );
        if let Some(point) = &self.operating_point {
            self.operating_point_faults(point, &mut faults);
        }
        for (index, metric) in self.metrics.iter().enumerate() {
            let place = format!("metrics[{index}].value");
            faults.require(metric.value.is_finite(), &place, "must be a number");
        }
        self.input_faults(&mut faults);
        self.map_faults(&mut faults);
        self.detector_faults(&mut faults);
        self.file_faults(&mut faults);
        faults.0
    }

    fn operating_point_faults(&self, point: &OperatingPoint, faults: &mut Faults) {
        faults.require(
            (0.0..=1.0).contains(&point.threshold),
            "operating_point.threshold",
            "must be from 0 to 1",
        );
        for (label, threshold) in &point.by_class {
            let place = format!("operating_point.by_class.{label}");
            faults.require(
                (0.0..=1.0).contains(threshold),
                &place,
                "must be from 0 to 1",
            );
            faults.require(
                self.labels.contains(label),
                &place,
                "must be one of the labels",
            );
        }
    }

    fn input_faults(&self, faults: &mut Faults) {
        let input = &self.input;
        for (place, extent) in [
            ("input.width_px", input.width_px),
            ("input.height_px", input.height_px),
        ] {
            faults.require(
                (1..=InputSpec::LONGEST_SIDE_PX).contains(&extent.unit_px()),
                place,
                "must be from 1 to 65536",
            );
        }
        for (place, values) in [("input.mean", &input.mean), ("input.std", &input.std)] {
            faults.require(
                values.len() == 1 || values.len() == input.channels.count(),
                place,
                "must have one number, or one for each channel",
            );
            faults.require(
                values.iter().all(|value| value.is_finite()),
                place,
                "must be numbers",
            );
        }
        faults.require(
            input.std.iter().all(|value| *value != 0.0),
            "input.std",
            "must not be 0",
        );
        for (place, level) in [
            ("input.white.u8", input.white.u8),
            ("input.white.u16", input.white.u16),
            ("input.white.f32", input.white.f32),
        ] {
            faults.require(level.is_finite() && level > 0.0, place, "must be above 0");
        }
        for (place, value) in [("input.scale", input.scale), ("input.border", input.border)] {
            faults.require(value.is_finite(), place, "must be a number");
        }
        self.shorter_side_faults(faults);
    }

    fn shorter_side_faults(&self, faults: &mut Faults) {
        let input = &self.input;
        let Some(shorter_side_px) = input.shorter_side_px else {
            return;
        };
        let place = "input.shorter_side_px";
        faults.require(
            (1..=InputSpec::LONGEST_SIDE_PX).contains(&shorter_side_px),
            place,
            "must be from 1 to 65536",
        );
        let fixed_sides = [input.width_px, input.height_px]
            .into_iter()
            .filter_map(|extent| match extent {
                Extent::Fixed(length_px) => Some(length_px),
                Extent::MultipleOf { .. } => None,
            });
        let longest_fixed_px = fixed_sides.max();
        faults.require(
            input.fit != Fit::Native,
            place,
            "is not for fit = \"native\", which never resizes",
        );
        faults.require(
            input.fit != Fit::Unit,
            place,
            "is not for fit = \"unit\", which resizes by unit_px",
        );
        faults.require(
            matches!(input.fit, Fit::Crop | Fit::Native | Fit::Unit) || longest_fixed_px.is_none(),
            place,
            "is only for fit = \"crop\" or for sides of several sizes",
        );
        faults.require(
            input.fit != Fit::Crop
                || longest_fixed_px.is_none_or(|side_px| side_px <= shorter_side_px),
            place,
            "must not be less than a fixed side of the input",
        );
    }

    fn file_faults(&self, faults: &mut Faults) {
        for model in self.models() {
            faults.require(
                self.files.contains_key(model),
                "files",
                &format!("lack the model {:?}", model.as_str()),
            );
        }
        for (index, golden) in self.golden.iter().enumerate() {
            for path in std::iter::once(&golden.input).chain(golden.outputs.values()) {
                faults.require(
                    self.files.contains_key(path),
                    "files",
                    &format!("lack {:?} of golden[{index}]", path.as_str()),
                );
            }
            let place = format!("golden[{index}]");
            faults.require(!golden.outputs.is_empty(), &place, "must have outputs");
            faults.require(
                golden.tolerance.is_finite() && golden.tolerance >= 0.0,
                &format!("{place}.tolerance"),
                "must not be below 0",
            );
        }
    }
}

fn all_different<'a>(values: impl Iterator<Item = &'a str>) -> bool {
    let mut seen = BTreeSet::new();
    values.into_iter().all(|value| seen.insert(value))
}
