//! Numbers, shares, sizes and times, written the way of the language.

use std::time::Duration;

use super::{Language, language};

/// A space that no line break separates from its number.
const HARD_SPACE: char = '\u{a0}';

/// A number with a fixed count of decimals: `12,345.6` in English, `12.345,6` in German.
///
/// Thousands are grouped from five digits on, because four digits read well without.
pub fn number(value: f64, decimals: usize) -> String {
    number_in(language(), value, decimals)
}

/// [`number`] in a given language.
pub(super) fn number_in(language: Language, value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return if value.is_nan() {
            "NaN".to_owned()
        } else if value > 0.0 {
            "∞".to_owned()
        } else {
            "−∞".to_owned()
        };
    }
    let (group, point) = match language {
        Language::English => (',', '.'),
        Language::German => ('.', ','),
    };
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut written = String::with_capacity(plain.len() + 4);
    // A number that rounds to nought has no sign.
    if value < 0.0 && plain.chars().any(|digit| ('1'..='9').contains(&digit)) {
        written.push('−');
    }
    for (place, digit) in whole.chars().enumerate() {
        let to_the_right = whole.len() - place;
        if place > 0 && whole.len() >= 5 && to_the_right.is_multiple_of(3) {
            written.push(group);
        }
        written.push(digit);
    }
    if !fraction.is_empty() {
        written.push(point);
        written.push_str(fraction);
    }
    written
}

/// A share from 0 to 1 in percent: `93.4%` in English, `93,4 %` in German.
pub fn percent(share: f64, decimals: usize) -> String {
    percent_in(language(), share, decimals)
}

/// A number with so many significant digits: plain where that is short, else with a power of ten,
/// such as `3.21e−5`.
#[must_use]
pub fn significant(value: f64, digits: usize) -> String {
    significant_in(language(), value, digits)
}

fn significant_in(language: Language, value: f64, digits: usize) -> String {
    let magnitude = value.abs();
    if !value.is_finite() || magnitude == 0.0 {
        return number_in(language, value, 0);
    }
    let power = magnitude.log10().floor() as i32;
    if (-3..6).contains(&power) {
        let decimals = (digits as i32 - 1 - power).max(0);
        return number_in(language, value, decimals as usize);
    }
    let mantissa = number_in(
        language,
        value / 10_f64.powi(power),
        digits.saturating_sub(1),
    );
    let sign = if power < 0 { "−" } else { "" };
    format!("{mantissa}e{sign}{}", power.abs())
}

fn percent_in(language: Language, share: f64, decimals: usize) -> String {
    let written = number_in(language, share * 100.0, decimals);
    match language {
        Language::English => format!("{written}%"),
        Language::German => format!("{written}{HARD_SPACE}%"),
    }
}

/// A size in bytes with a binary unit and at most one decimal: `1.4 MiB`.
pub fn bytes(count: u64) -> String {
    bytes_in(language(), count)
}

fn bytes_in(language: Language, count: u64) -> String {
    const UNITS: [&str; 6] = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
    let mut value = count as f64;
    let mut unit = 0;
    while value >= 1024.0 && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    let decimals = usize::from(unit > 0 && value < 100.0);
    format!(
        "{}{HARD_SPACE}{}",
        number_in(language, value, decimals),
        UNITS[unit]
    )
}

/// A length of time with the unit that suits it: `12.3 ms`, `1.24 s`, `2 min 05 s`, `1 h 02 min`.
pub fn duration(length: Duration) -> String {
    duration_in(language(), length)
}

fn duration_in(language: Language, length: Duration) -> String {
    let secs = length.as_secs_f64();
    let whole_secs = length.as_secs();
    let (hours, minutes) = (whole_secs / 3600, whole_secs / 60 % 60);
    if secs < 1.0 {
        let millis = secs * 1000.0;
        let decimals = usize::from(millis < 100.0);
        format!("{}{HARD_SPACE}ms", number_in(language, millis, decimals))
    } else if secs < 60.0 {
        format!("{}{HARD_SPACE}s", number_in(language, secs, 2))
    } else if hours == 0 {
        format!(
            "{minutes}{HARD_SPACE}min {:02}{HARD_SPACE}s",
            whole_secs % 60
        )
    } else {
        format!("{hours}{HARD_SPACE}h {minutes:02}{HARD_SPACE}min")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use Language::{English, German};

    #[test]
    fn numbers_are_grouped_from_five_digits_on() {
        assert_eq!(number_in(English, 1234.0, 0), "1234");
        assert_eq!(number_in(English, 12_345.678, 1), "12,345.7");
        assert_eq!(number_in(German, 1_234_567.5, 1), "1.234.567,5");
        assert_eq!(number_in(German, -0.25, 2), "−0,25");
    }

    #[test]
    fn significant_digits_are_kept_however_small_the_number() {
        assert_eq!(significant_in(English, 0.0, 3), "0");
        assert_eq!(significant_in(English, 0.012_34, 3), "0.0123");
        assert_eq!(significant_in(German, -1.5, 3), "−1,50");
        assert_eq!(significant_in(English, 0.000_032_1, 3), "3.21e−5");
        assert_eq!(significant_in(English, -2.5e9, 2), "−2.5e9");
        assert_eq!(significant_in(English, 1234.4, 3), "1234");
    }

    #[test]
    fn nought_has_no_sign_and_strange_numbers_have_names() {
        assert_eq!(number_in(English, -0.001, 1), "0.0");
        assert_eq!(number_in(English, f64::NAN, 1), "NaN");
        assert_eq!(number_in(English, f64::NEG_INFINITY, 1), "−∞");
    }

    #[test]
    fn shares_sizes_and_times() {
        assert_eq!(percent_in(English, 0.934, 1), "93.4%");
        assert_eq!(percent_in(German, 0.934, 1), "93,4\u{a0}%");
        assert_eq!(bytes_in(English, 900), "900\u{a0}B");
        assert_eq!(bytes_in(German, 1_500_000), "1,4\u{a0}MiB");
        let written = |millis| duration_in(English, Duration::from_millis(millis));
        assert_eq!(written(12), "12.0\u{a0}ms");
        assert_eq!(written(1240), "1.24\u{a0}s");
        assert_eq!(written(125_000), "2\u{a0}min 05\u{a0}s");
        assert_eq!(written(3_720_000), "1\u{a0}h 02\u{a0}min");
    }
}
