//! The four ways in which balloons are lit.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::BalloonsError;

/// How the balloons are lit and photographed: the four panels of figure 5 in Stadelmann et al.,
/// "Deep Learning in the Wild" (ANNPR 2018), which call them good, high reflections, low visibility
/// and strong artifacts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Regime {
    /// A narrow back light and a dark-field ring, mirror reflections held back by polarisers.
    #[default]
    Good,
    /// Bare strip lights in front of the balloon, which mirrors them beyond what the sensor holds.
    HighReflection,
    /// A diffuse dome, little light, stray light in the lens, and a camera that is out of focus.
    LowVisibility,
    /// Light as in good pictures but with flare, moiré, dust, flicker bands and compression.
    StrongArtifacts,
}

impl Regime {
    /// Every regime.
    pub const ALL: [Self; 4] = [
        Self::Good,
        Self::HighReflection,
        Self::LowVisibility,
        Self::StrongArtifacts,
    ];

    /// Its name in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::HighReflection => "high-reflection",
            Self::LowVisibility => "low-visibility",
            Self::StrongArtifacts => "strong-artifacts",
        }
    }
}

impl fmt::Display for Regime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Regime {
    type Err = BalloonsError;

    fn from_str(text: &str) -> Result<Self, BalloonsError> {
        let found = Self::ALL.into_iter().find(|regime| regime.name() == text);
        found.ok_or_else(|| BalloonsError::UnknownName {
            what: "regime",
            text: text.to_owned(),
            known: Self::ALL.map(Self::name).join(", "),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn names_are_read_and_are_those_of_files() {
        for regime in Regime::ALL {
            assert_eq!(regime.to_string().parse(), Ok(regime));
            assert_eq!(
                serde_json::to_string(&regime).unwrap(),
                format!("\"{regime}\"")
            );
        }
        let refused = "bad".parse::<Regime>().unwrap_err();
        assert!(refused.to_string().contains("low-visibility"), "{refused}");
    }
}
