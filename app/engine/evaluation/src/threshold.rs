//! Thresholds in files, where a number cannot be infinite.
//!
//! A score counts as positive from the threshold on. Above every score there is infinity, with
//! which nothing is positive; JSON has no number for it, so that it is written as a word.

use serde::{Deserialize, Deserializer, Serializer};

use crate::error::EvaluationError;

/// What is written for the threshold above every score.
const ABOVE_ALL: &str = "above-all";

/// Refuses a threshold that scores cannot be compared with: no number, or minus infinity.
pub(crate) fn check(threshold: f64) -> Result<(), EvaluationError> {
    if threshold > f64::NEG_INFINITY {
        Ok(())
    } else {
        Err(EvaluationError::Threshold(threshold))
    }
}

pub(crate) fn serialize<S: Serializer>(threshold: &f64, to: S) -> Result<S::Ok, S::Error> {
    if *threshold == f64::INFINITY {
        to.serialize_str(ABOVE_ALL)
    } else {
        to.serialize_f64(*threshold)
    }
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Number(f64),
        Word(String),
    }
    match Written::deserialize(from)? {
        Written::Number(number) => Ok(number),
        Written::Word(word) if word == ABOVE_ALL => Ok(f64::INFINITY),
        Written::Word(word) => Err(serde::de::Error::custom(format!(
            "`{word}` is no threshold; write a number or `{ABOVE_ALL}`"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;

    #[derive(Serialize, Deserialize)]
    struct Holder(#[serde(with = "crate::threshold")] f64);

    #[test]
    fn a_threshold_survives_a_file() {
        for (threshold, written) in [
            (0.5, "0.5"),
            (-3.0, "-3.0"),
            (f64::INFINITY, "\"above-all\""),
        ] {
            assert_eq!(serde_json::to_string(&Holder(threshold)).unwrap(), written);
            assert_eq!(
                serde_json::from_str::<Holder>(written).unwrap().0,
                threshold
            );
        }
        assert_eq!(serde_json::from_str::<Holder>("2").unwrap().0, 2.0);
        assert!(serde_json::from_str::<Holder>("\"below\"").is_err());
        assert!(serde_json::from_str::<Holder>("null").is_err());
    }

    #[test]
    fn only_what_scores_can_be_compared_with_is_a_threshold() {
        assert!(check(f64::INFINITY).is_ok() && check(-1e300).is_ok());
        assert!(check(f64::NAN).is_err() && check(f64::NEG_INFINITY).is_err());
    }
}
