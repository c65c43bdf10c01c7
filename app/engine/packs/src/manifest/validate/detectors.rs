//! The rules of a detector: its outputs, its unit, its classifier and its labels.

use super::{Faults, all_different};
use crate::manifest::{Decode, DetectorSpec, Fit, InputSpec, Manifest};

impl Manifest {
    pub(super) fn detector_faults(&self, faults: &mut Faults) {
        self.unit_faults(faults);
        let decodes = || self.outputs.iter().map(|output| output.decode);
        let is_detector = decodes().any(Decode::is_of_detector);
        let Some(detector) = &self.detector else {
            faults.require(
                !is_detector,
                "detector",
                "is missing: outputs of energy, box-edges and features need its classifier",
            );
            return;
        };
        for (decode, name) in [
            (Decode::Energy, "energy"),
            (Decode::BoxEdges, "box-edges"),
            (Decode::Features, "features"),
        ] {
            faults.require(
                decodes().filter(|it| *it == decode).count() == 1,
                "outputs",
                &format!("must hold one output with decode = {name:?}, which a detector needs"),
            );
        }
        faults.require(
            !decodes().any(|it| it.is_map() || it.is_classes()),
            "outputs",
            "must not hold classes or maps beside those of a detector: the labels name its things",
        );
        faults.require(
            self.input.fit == Fit::Unit,
            "input.fit",
            "must be \"unit\" for a detector",
        );
        self.thing_label_faults(detector, faults);
        self.number_faults(detector, faults);
        faults.require(
            detector.classifier.model != self.model,
            "detector.classifier.model",
            "must be another file than the model",
        );
    }

    /// The unit, which a detector alone has.
    fn unit_faults(&self, faults: &mut Faults) {
        let is_unit = self.input.fit == Fit::Unit;
        faults.require(
            !is_unit || self.detector.is_some(),
            "input.fit",
            "may be \"unit\" only for a detector, which is told the unit of each picture",
        );
        let Some(unit_px) = self.input.unit_px else {
            faults.require(
                !is_unit,
                "input.unit_px",
                "is missing: fit = \"unit\" needs the length of the unit in the input",
            );
            return;
        };
        let place = "input.unit_px";
        faults.require(is_unit, place, "is only for fit = \"unit\"");
        faults.require(
            unit_px > 0.0 && unit_px <= f64::from(InputSpec::LONGEST_SIDE_PX),
            place,
            "must be above 0 and not above 65536",
        );
    }

    fn thing_label_faults(&self, detector: &DetectorSpec, faults: &mut Faults) {
        faults.require(
            !self.labels.is_empty()
                && self.labels.iter().all(|label| !label.trim().is_empty())
                && all_different(self.labels.iter().map(String::as_str)),
            "labels",
            "must name every class of a detector's things, each differently",
        );
        let place = "detector.negatives";
        for label in &detector.negatives {
            let reason = format!("must be labels, and {label:?} is none");
            faults.require(self.labels.contains(label), place, &reason);
        }
        faults.require(
            all_different(detector.negatives.iter().map(String::as_str))
                && detector.negatives.len() < self.labels.len().max(1),
            place,
            "must be different, and leave a label for things",
        );
    }

    fn number_faults(&self, detector: &DetectorSpec, faults: &mut Faults) {
        faults.require(
            detector.least_energy > 0.0 && detector.least_energy <= 1.0,
            "detector.least_energy",
            "must be above 0 and not above 1",
        );
        let least = detector.least_score;
        faults.require(
            (0.0..=1.0).contains(&least),
            "detector.least_score",
            "must be from 0 to 1",
        );
        let thresholds = self.operating_point.iter();
        let mut thresholds =
            thresholds.flat_map(|it| it.by_class.values().chain(std::iter::once(&it.threshold)));
        faults.require(
            thresholds.all(|threshold| least <= *threshold),
            "detector.least_score",
            "must not be above a threshold of the operating point: what counts would be lost",
        );
        faults.require(
            detector.apart_units.is_finite() && detector.apart_units >= 0.0,
            "detector.apart_units",
            "must not be below 0",
        );
    }
}
