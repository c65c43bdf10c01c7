//! Colours for values from 0 to 1, all by formula.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::ResponseError;
use crate::levels::LEVELS;
use crate::oklab::Lch;

/// How values from 0 to 1 are coloured.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColourMap {
    /// Black to white.
    Grey,
    /// Dark violet over red and orange to light yellow: lightness grows evenly, so that equal steps
    /// look equal, and order survives colour blindness and a grey print.
    #[default]
    Sequential,
    /// Blue below 0.5 and orange above, both darker away from the middle, which is a neutral light
    /// grey: for values that keep their sign. Colour-blind people tell the two apart.
    Diverging,
    /// Black over red and yellow to white, as of glowing iron.
    Heat,
}

impl ColourMap {
    /// Every map.
    pub const ALL: [Self; 4] = [Self::Grey, Self::Sequential, Self::Diverging, Self::Heat];

    /// Its name in settings and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Grey => "grey",
            Self::Sequential => "sequential",
            Self::Diverging => "diverging",
            Self::Heat => "heat",
        }
    }

    /// The sRGB colour of a value. What lies outside 0..=1 has the colour of the nearer end, and
    /// what is not a number that of 0.
    #[must_use]
    pub fn rgb(self, value: f32) -> [u8; 3] {
        let t = if value.is_nan() {
            0.0
        } else {
            value.clamp(0.0, 1.0)
        };
        match self {
            Self::Grey => [(t * 255.0).round() as u8; 3],
            Self::Sequential => sequential(t).srgb(),
            Self::Diverging => diverging(t).srgb(),
            // Red, green and blue rise one after the other.
            Self::Heat => [0.0, 1.0, 2.0]
                .map(|start| ((3.0 * t - start).clamp(0.0, 1.0) * 255.0).round() as u8),
        }
    }

    /// The colour of each level that [`crate::quantise`] gives.
    #[must_use]
    pub fn table(self) -> [[u8; 3]; LEVELS] {
        std::array::from_fn(|level| self.rgb(level as f32 / (LEVELS - 1) as f32))
    }
}

/// Lightness grows evenly while the hue turns, with as much chroma as every screen shows.
fn sequential(t: f32) -> Lch {
    Lch {
        lightness: 0.20 + 0.75 * t,
        chroma: 0.08 + 0.11 * (std::f32::consts::PI * t).sin(),
        hue_deg: 290.0 + 170.0 * t,
    }
}

/// Both halves darken alike and gain chroma away from the middle.
fn diverging(t: f32) -> Lch {
    let away = (2.0 * t - 1.0).abs();
    Lch {
        lightness: 0.88 - 0.38 * away,
        chroma: 0.14 * away,
        hue_deg: if t < 0.5 { 255.0 } else { 45.0 },
    }
}

impl fmt::Display for ColourMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for ColourMap {
    type Err = ResponseError;

    fn from_str(text: &str) -> Result<Self, ResponseError> {
        let found = Self::ALL.into_iter().find(|map| map.name() == text);
        found.ok_or_else(|| ResponseError::UnknownName {
            what: "colour map",
            text: text.to_owned(),
            known: Self::ALL.map(Self::name).join(", "),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oklab::lightness;

    /// What rounding to 8 bits can take from the lightness.
    const ROUNDING: f32 = 0.003;

    fn lightnesses(map: ColourMap) -> Vec<f32> {
        map.table().into_iter().map(lightness).collect()
    }

    #[test]
    fn lightness_grows_with_the_value() {
        for map in [ColourMap::Grey, ColourMap::Sequential, ColourMap::Heat] {
            let lightnesses = lightnesses(map);
            assert!(
                lightnesses.is_sorted_by(|a, b| *b > a - ROUNDING),
                "{map}: {lightnesses:?}"
            );
            assert!(lightnesses[LEVELS - 1] - lightnesses[0] > 0.7, "{map}");
        }
    }

    #[test]
    fn equal_steps_of_the_sequential_map_look_equal() {
        for (level, lightness) in lightnesses(ColourMap::Sequential).into_iter().enumerate() {
            let expected = 0.20 + 0.75 * level as f32 / (LEVELS - 1) as f32;
            assert!((lightness - expected).abs() < 2.0 * ROUNDING, "{level}");
        }
    }

    #[test]
    fn screens_show_every_colour_as_it_is_meant() {
        for value in (0..=1000).map(|step| step as f32 / 1000.0) {
            for colour in [sequential(value), diverging(value)] {
                let is_shown = colour.linear().iter().all(|it| (0.0..=1.0).contains(it));
                assert!(is_shown, "{value}: {colour:?}");
            }
        }
    }

    #[test]
    fn the_diverging_map_is_balanced_about_a_neutral_middle() {
        let [red, green, blue] = ColourMap::Diverging.table()[LEVELS / 2];
        assert!(red == green && green == blue);
        let lightnesses = lightnesses(ColourMap::Diverging);
        for (low, high) in lightnesses.iter().zip(lightnesses.iter().rev()) {
            assert!((low - high).abs() < 3.0 * ROUNDING, "{low} {high}");
        }
        let below = &lightnesses[..=LEVELS / 2];
        assert!(below.is_sorted_by(|a, b| *b > a - ROUNDING), "{below:?}");
        let [[red_low, _, blue_low], [red_high, _, blue_high]] =
            [0.0, 1.0].map(|value| ColourMap::Diverging.rgb(value));
        assert!(blue_low > red_low && red_high > blue_high);
    }

    #[test]
    fn heat_glows_red_before_it_is_white() {
        let colours = [0.0, 0.2, 0.5, 1.0].map(|value| ColourMap::Heat.rgb(value));
        assert_eq!(
            colours,
            [[0, 0, 0], [153, 0, 0], [255, 128, 0], [255, 255, 255]]
        );
    }

    #[test]
    fn values_outside_have_the_colours_of_the_ends() {
        for map in ColourMap::ALL {
            assert_eq!(map.rgb(-3.0), map.rgb(0.0));
            assert_eq!(map.rgb(f32::NAN), map.rgb(0.0));
            assert_eq!(map.rgb(f32::INFINITY), map.rgb(1.0));
            assert_ne!(map.rgb(0.0), map.rgb(1.0));
        }
    }

    #[test]
    fn names_are_read_and_are_those_of_settings() {
        for map in ColourMap::ALL {
            assert_eq!(map.to_string().parse(), Ok(map));
            assert_eq!(serde_json::to_string(&map).unwrap(), format!("\"{map}\""));
        }
        let refused = "rainbow".parse::<ColourMap>().unwrap_err();
        assert!(refused.to_string().contains("diverging"), "{refused}");
    }
}
