//! Round numbers along an axis.

/// Values are written with a power of ten from this magnitude on.
const LARGE: f64 = 1e6;
/// Values are written with a power of ten where the largest is below this magnitude.
const SMALL: f64 = 1e-3;
/// A multiple that is missed by less than this share of a step is met: what rounding leaves.
const ROUNDING: f64 = 1e-6;

/// Round values with equal steps that reach from below the lowest value of an axis to above the
/// highest. A step is 1, 2 or 5 times a power of ten.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Ticks {
    /// The step without its power of ten: 1, 2 or 5.
    mantissa: i64,
    /// The step's power of ten.
    exponent: i32,
    /// The first tick in steps from zero.
    first: i64,
    /// The last tick in steps from zero.
    last: i64,
}

impl Ticks {
    /// Ticks that cover `low..=high`, with about `count` steps between: the roundest that are not
    /// more. `low` lies below `high` by at least a millionth of the larger, and neither is above
    /// 1e100.
    pub fn covering(low: f64, high: f64, count: usize) -> Self {
        let rough = (high - low) / count.max(1) as f64;
        let power = rough.log10().floor() as i32;
        let mut ticks = [
            (1, power),
            (2, power),
            (5, power),
            (1, power + 1),
            (2, power + 1),
        ]
        .into_iter()
        .map(|(mantissa, exponent)| Self::with_step(low, high, mantissa, exponent));
        let fits = |ticks: &Self| (ticks.last - ticks.first) as usize <= count.max(1);
        let coarsest = Self::with_step(low, high, 5, power + 1);
        ticks.find(fits).unwrap_or(coarsest)
    }

    fn with_step(low: f64, high: f64, mantissa: i64, exponent: i32) -> Self {
        let step = scaled(mantissa as f64, exponent);
        let first = (low / step + ROUNDING).floor() as i64;
        let last = (high / step - ROUNDING).ceil() as i64;
        Self {
            mantissa,
            exponent,
            first,
            last: last.max(first + 1),
        }
    }

    /// The first tick, where the axis begins.
    pub fn low(&self) -> f64 {
        self.value(self.first)
    }

    /// The last tick, where the axis ends.
    pub fn high(&self) -> f64 {
        self.value(self.last)
    }

    /// Every tick.
    pub fn values(&self) -> Vec<f64> {
        (self.first..=self.last).map(|it| self.value(it)).collect()
    }

    /// Every tick as it is written, with as many decimals as the step has.
    pub fn labels(&self) -> Vec<String> {
        let largest = self.low().abs().max(self.high().abs());
        let power = if (SMALL..LARGE).contains(&largest) {
            0
        } else {
            largest.log10().floor() as i32
        };
        let decimals = (power - self.exponent).max(0) as usize;
        let label = |index: i64| {
            let value = scaled((index * self.mantissa) as f64, self.exponent - power);
            let text = format!("{value:.decimals$}").replace('-', "\u{2212}");
            if power == 0 || index == 0 {
                text
            } else {
                format!("{text}×10{}", superscript(power))
            }
        };
        (self.first..=self.last).map(label).collect()
    }

    fn value(&self, index: i64) -> f64 {
        scaled((index * self.mantissa) as f64, self.exponent)
    }
}

/// `value` times ten to the power of `exponent`. A negative power divides, because ten's powers are
/// exact and their inverses are not.
fn scaled(value: f64, exponent: i32) -> f64 {
    if exponent < 0 {
        value / 10f64.powi(-exponent)
    } else {
        value * 10f64.powi(exponent)
    }
}

fn superscript(number: i32) -> String {
    let raised = |letter| match letter {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        _ => '⁰',
    };
    number.to_string().chars().map(raised).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shares_have_ticks_from_zero_to_one() {
        let ticks = Ticks::covering(0.0, 1.0, 5);
        assert_eq!(ticks.values(), [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        assert_eq!(ticks.labels(), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
    }

    #[test]
    fn large_and_small_values_have_powers_of_ten() {
        let labels = Ticks::covering(0.0, 3.0e7, 3).labels();
        assert_eq!(labels, ["0", "1×10⁷", "2×10⁷", "3×10⁷"]);
        let labels = Ticks::covering(-5.0e-11, 0.0, 3).labels();
        assert_eq!(labels, ["−6×10⁻¹¹", "−4×10⁻¹¹", "−2×10⁻¹¹", "0"]);
    }

    /// Reads a label back.
    fn parsed(label: &str) -> f64 {
        let plain: String = label
            .chars()
            .map(|letter| match letter {
                '\u{2212}' | '⁻' => '-',
                '×' => 'e',
                _ => match "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|it| it == letter) {
                    Some(digit) => char::from(b'0' + digit as u8),
                    None => letter,
                },
            })
            .collect();
        plain.replace("e10", "e").parse().unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn ticks_are_round_and_cover_their_values(
            low in -1.0f64..1.0,
            span in 1e-4f64..2.0,
            power in -90i32..90,
            count in 1usize..12,
        ) {
            let (low, high) = (low * 10f64.powi(power), (low + span) * 10f64.powi(power));
            let ticks = Ticks::covering(low, high, count);
            let values = ticks.values();
            let step = (values[values.len() - 1] - values[0]) / (values.len() - 1) as f64;

            prop_assert!([1, 2, 5].contains(&ticks.mantissa));
            prop_assert!((2..=count.max(2) + 1).contains(&values.len()), "{values:?}");
            prop_assert!(ticks.low() <= low + step * 1e-5 && ticks.high() >= high - step * 1e-5);
            // The axis does not reach further than to the next tick.
            prop_assert!(ticks.low() > low - step * 1.01 && ticks.high() < high + step * 1.01);
            for pair in values.windows(2) {
                prop_assert!((pair[1] - pair[0] - step).abs() < step * 1e-6);
            }
            for (label, value) in ticks.labels().iter().zip(&values) {
                let error = (parsed(label) - value).abs();
                prop_assert!(error < step * 1e-6, "{label} {value}");
            }
        }
    }
}
