//! All that decides what the average entropy of a response is.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::entropy::{EntropyParameters, Estimator};
use crate::error::ResponseError;
use crate::footprint::Footprint;
use crate::grey::GreyRule;
use crate::normalise::Normalisation;

/// All that decides what the average entropy of a response is. A threshold holds only for the
/// settings that it was chosen with.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponseSettings {
    /// How channels become one value.
    pub grey: GreyRule,
    /// How values become levels.
    pub normalisation: Normalisation,
    /// How the entropy of levels is taken.
    pub entropy: EntropyParameters,
}

impl Default for ResponseSettings {
    /// Those of the default preset.
    fn default() -> Self {
        Preset::default().settings()
    }
}

/// Settings with a name that says what they reproduce.
///
/// "Trace and Detect" states a patch of 3 × 3 pixels, whose entropy cannot be above
/// `log2 9 = 3.17` bits, and shows averages up to about 4.3 bits (figure 4a). So its words and its
/// figure were not made with the same settings, and each preset follows one of them. All take the
/// luma, keep the sign, and scale by the largest magnitude, as the figures show.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// The text of the paper: a square of side 3.
    AsWritten,
    /// What reaches the values of figure 4 and is the likeliest reading of "3": a disk of radius 3,
    /// 29 pixels, at most 4.86 bits.
    #[default]
    FigureFour,
    /// A square of side 5, at most 4.64 bits, which reaches the values of figure 4 too.
    SquareFive,
    /// Pairs of neighbours in a square of side 3, at most 4.32 bits, as in the source that the
    /// paper takes its formula from.
    CoOccurrence,
}

impl Preset {
    /// Every preset.
    pub const ALL: [Self; 4] = [
        Self::AsWritten,
        Self::FigureFour,
        Self::SquareFive,
        Self::CoOccurrence,
    ];

    /// Its name in settings and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AsWritten => "as-written",
            Self::FigureFour => "figure-four",
            Self::SquareFive => "square-five",
            Self::CoOccurrence => "co-occurrence",
        }
    }

    /// What it stands for.
    #[must_use]
    pub fn settings(self) -> ResponseSettings {
        let (footprint, estimator) = match self {
            Self::AsWritten => (Footprint::Square(3), Estimator::Histogram),
            Self::FigureFour => (Footprint::Disk(3), Estimator::Histogram),
            Self::SquareFive => (Footprint::Square(5), Estimator::Histogram),
            Self::CoOccurrence => (Footprint::Square(3), Estimator::CoOccurrence),
        };
        ResponseSettings {
            grey: GreyRule::Luma,
            normalisation: Normalisation::default(),
            entropy: EntropyParameters {
                footprint,
                bins: 256,
                estimator,
            },
        }
    }
}

impl fmt::Display for Preset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Preset {
    type Err = ResponseError;

    fn from_str(text: &str) -> Result<Self, ResponseError> {
        let found = Self::ALL.into_iter().find(|preset| preset.name() == text);
        found.ok_or_else(|| ResponseError::UnknownName {
            what: "preset",
            text: text.to_owned(),
            known: Self::ALL.map(Self::name).join(", "),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_are_those_of_settings() {
        for preset in Preset::ALL {
            assert_eq!(preset.to_string().parse(), Ok(preset));
            let json = serde_json::to_string(&preset).unwrap();
            assert_eq!(json, format!("\"{preset}\""));
        }
        let refused = "figure-five".parse::<Preset>().unwrap_err();
        assert!(refused.to_string().contains("figure-four"), "{refused}");
    }

    #[test]
    fn every_preset_can_be_used_and_no_two_are_the_same() {
        for preset in Preset::ALL {
            let settings = preset.settings();
            settings.entropy.check().unwrap();
            let same = Preset::ALL.iter().filter(|it| it.settings() == settings);
            assert_eq!(same.count(), 1, "{preset}");
        }
    }

    #[test]
    fn the_presets_that_claim_to_reach_figure_four_do() {
        let most_bits = |preset: Preset| (preset.settings().entropy.keys().len() as f64).log2();
        assert!(most_bits(Preset::AsWritten) < 3.2);
        for preset in [Preset::FigureFour, Preset::SquareFive, Preset::CoOccurrence] {
            assert!(most_bits(preset) > 4.3, "{preset}");
        }
    }

    #[test]
    fn settings_survive_a_file_and_unknown_ones_are_refused() {
        let json = serde_json::to_string(&ResponseSettings::default()).unwrap();
        let expected = r#"{"grey":"luma","normalisation":{"sign":"signed","percentile":100.0},"entropy":{"footprint":"disk:3","bins":256,"estimator":"histogram"}}"#;
        assert_eq!(json, expected);
        let read: ResponseSettings = serde_json::from_str(&json).unwrap();
        assert_eq!(read, ResponseSettings::default());
        for part in [r#""grey""#, r#""sign""#, r#""bins""#] {
            let more = json.replace(part, &format!(r#""more":1,{part}"#));
            let refused = serde_json::from_str::<ResponseSettings>(&more).unwrap_err();
            assert!(refused.to_string().contains("unknown field"), "{refused}");
        }
    }
}
