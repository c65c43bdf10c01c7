//! Colours by lightness, chroma and hue, as the eye takes them.
//!
//! OKLab is Björn Ottosson's space (<https://bottosson.github.io/posts/oklab/>), whose matrices
//! stand below; the encoding of sRGB is that of IEC 61966-2-1.

/// A colour in the polar form of OKLab.
#[derive(Clone, Copy, Debug)]
pub struct Lch {
    /// From 0, black, to 1, white.
    pub lightness: f32,
    /// From 0, grey, to about 0.3, the most vivid that a screen shows.
    pub chroma: f32,
    /// In degrees: about 30 red, 110 yellow, 145 green, 260 blue.
    pub hue_deg: f32,
}

impl Lch {
    /// The colour in 8-bit sRGB, which must be one that a screen can show.
    pub fn srgb(self) -> [u8; 3] {
        self.linear().map(encoded)
    }

    /// Linear red, green and blue, outside 0..=1 where a screen cannot show the colour.
    pub fn linear(self) -> [f32; 3] {
        let (sin, cos) = self.hue_deg.to_radians().sin_cos();
        let (a, b) = (self.chroma * cos, self.chroma * sin);
        let [l, m, s] = [
            self.lightness + 0.396_337_78 * a + 0.215_803_76 * b,
            self.lightness - 0.105_561_346 * a - 0.063_854_17 * b,
            self.lightness - 0.089_484_18 * a - 1.291_485_5 * b,
        ]
        .map(|root| root * root * root);
        [
            4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s,
            -1.268_438 * l + 2.609_757_4 * m - 0.341_319_38 * s,
            -0.004_196_086_3 * l - 0.703_418_6 * m + 1.707_614_7 * s,
        ]
    }
}

/// A linear component as an 8-bit sRGB one.
fn encoded(linear: f32) -> u8 {
    let linear = linear.clamp(0.0, 1.0);
    let encoded = if linear <= 0.003_130_8 {
        12.92 * linear
    } else {
        1.055 * linear.powf(1.0 / 2.4) - 0.055
    };
    (encoded * 255.0).round() as u8
}

/// The lightness of an 8-bit sRGB colour.
#[cfg(test)]
pub fn lightness([red, green, blue]: [u8; 3]) -> f32 {
    let [red, green, blue] = [red, green, blue].map(|encoded| {
        let encoded = f32::from(encoded) / 255.0;
        if encoded <= 0.040_45 {
            encoded / 12.92
        } else {
            ((encoded + 0.055) / 1.055).powf(2.4)
        }
    });
    let l = 0.412_221_46 * red + 0.536_332_55 * green + 0.051_445_995 * blue;
    let m = 0.211_903_5 * red + 0.680_699_5 * green + 0.107_396_96 * blue;
    let s = 0.088_302_46 * red + 0.281_718_85 * green + 0.629_978_7 * blue;
    0.210_454_26 * l.cbrt() + 0.793_617_8 * m.cbrt() - 0.004_072_047 * s.cbrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(lightness: f32, chroma: f32, hue_deg: f32) -> [u8; 3] {
        Lch {
            lightness,
            chroma,
            hue_deg,
        }
        .srgb()
    }

    #[test]
    fn known_colours_come_out() {
        assert_eq!(colour(0.0, 0.0, 0.0), [0, 0, 0]);
        assert_eq!(colour(1.0, 0.0, 0.0), [255, 255, 255]);
        // The primaries in OKLCh, to five digits.
        assert_eq!(colour(0.62796, 0.25768, 29.234), [255, 0, 0]);
        assert_eq!(colour(0.86644, 0.29483, 142.495), [0, 255, 0]);
        assert_eq!(colour(0.45201, 0.31321, 264.052), [0, 0, 255]);
    }

    #[test]
    fn lightness_is_the_way_back() {
        for hue_deg in [0.0, 90.0, 200.0, 300.0] {
            let got = lightness(colour(0.6, 0.05, hue_deg));
            assert!((got - 0.6).abs() < 0.003, "{hue_deg} {got}");
        }
    }
}
