//! Numbers, colours and texts as SVG writes them.

use std::fmt;

use super::Rect;

/// A length in millimetres or a share, rounded to a thousandth and as short as it can be.
pub(super) struct Number(pub f64);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.3}", self.0);
        let short = text.trim_end_matches('0').trim_end_matches('.');
        f.write_str(if short == "-0" { "0" } else { short })
    }
}

/// The text with what means something in XML written as references. Line ends and tabs become
/// spaces, and characters that XML cannot hold the replacement character.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\n' | '\r' | '\t' => escaped.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// An sRGB colour.
pub(super) fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The attributes of a rectangle.
pub(super) fn place(rect: &Rect) -> String {
    format!(
        "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        Number(rect.x_mm),
        Number(rect.y_mm),
        Number(rect.width_mm),
        Number(rect.height_mm)
    )
}

/// A path through points. Points that are written alike stand once, so that a curve of very many
/// points does not make a file of very many bytes.
pub(super) fn path(points_mm: &[[f64; 2]]) -> String {
    let mut path = String::new();
    let mut last = String::new();
    for &[x, y] in points_mm {
        let point = format!("{} {}", Number(x), Number(y));
        if point == last && path.contains('L') {
            continue;
        }
        path.push(if path.is_empty() { 'M' } else { 'L' });
        path.push_str(&point);
        last = point;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let written =
            [0.0, -0.0001, 2.5, 10.0, 1.0 / 3.0, -1200.0].map(|it| Number(it).to_string());
        assert_eq!(written, ["0", "0", "2.5", "10", "0.333", "-1200"]);
    }

    #[test]
    fn what_means_something_in_xml_is_escaped() {
        assert_eq!(
            escaped("<a b=\"c\">'&'\u{1}\n</a>"),
            "&lt;a b=&quot;c&quot;&gt;&apos;&amp;&apos;\u{fffd} &lt;/a&gt;"
        );
    }

    #[test]
    fn points_that_are_written_alike_stand_once() {
        let points = [[0.0, 0.0], [1.0, 2.0], [1.0001, 2.0], [3.0, 2.0]];
        assert_eq!(path(&points), "M0 0L1 2L3 2");
        assert_eq!(path(&[[1.0, 1.0], [1.0, 1.0]]), "M1 1L1 1");
    }
}
