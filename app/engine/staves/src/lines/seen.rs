//! How much of a staff line is to be seen, asked of the ink itself.

use crate::ink::{Ink, Run};
use crate::lines::model::Model;
use crate::scale::Scale;

/// The length from which a piece of a line cannot be of letters, in staff spaces.
const SOLID_LENGTH: f64 = 3.0;
/// How long a break in such a piece may be, in staff spaces, apart from a pixel.
const SOLID_BREAK: f64 = 0.06;
/// How far from where it should be a line may be, in staff spaces.
const NEAR: f64 = 0.16;

/// The ink of a line with nothing on it that passes a column within reach of a row.
pub(crate) fn line_at(ink: &Ink, scale: &Scale, x: isize, y: f64) -> Option<Run> {
    let reach = (NEAR * scale.interline_px).max(1.0);
    let mut rows = (y - reach).floor() as isize..=(y + reach).floor() as isize;
    let run = rows.find_map(|row| ink.run_at(x, row))?;
    let is_line =
        run.length_px() <= scale.thickest_px() && (run.middle_px() - y).abs() <= reach + 0.5;
    is_line.then_some(run)
}

/// Whether a line with nothing on it passes a column within reach of a row.
pub(crate) fn is_line_at(ink: &Ink, scale: &Scale, x: isize, y: f64) -> bool {
    line_at(ink, scale, x, y).is_some()
}

/// Whether there is any ink at a row, or within a pixel of it.
fn is_inked(ink: &Ink, x: isize, y: f64) -> bool {
    let row = y.floor() as isize;
    (row - 1..=row + 1).any(|row| ink.is_ink(x, row))
}

/// The share of the columns between two on which a line is seen by itself, of those on which it is
/// not hidden under something thicker. The line is so many below the first one of the model, and
/// may be one beside those that the model has.
pub(crate) fn line_share(
    ink: &Ink,
    scale: &Scale,
    model: &Model,
    line: i32,
    from: f64,
    to: f64,
) -> f64 {
    let step = (scale.interline_px / 6.0).max(1.0);
    let steps = ((to - from) / step).max(0.0) as usize;
    let (mut seen, mut open) = (0_usize, 0_usize);
    for at in 0..=steps {
        let x = from + at as f64 * step;
        let y = model.y_of(line, x);
        if is_line_at(ink, scale, x as isize, y) {
            seen += 1;
            open += 1;
        } else if !is_inked(ink, x as isize, y) {
            open += 1;
        }
    }
    seen as f64 / open.max(1) as f64
}

/// The share of the columns between two on which a line is seen halfway between two lines of a model:
/// next to none on a staff, and as many as on the lines where everything is dirt.
pub(crate) fn between_share(ink: &Ink, scale: &Scale, model: &Model, from: f64, to: f64) -> f64 {
    let step = (scale.interline_px / 3.0).max(1.0);
    let spaces = model.lines.len() - 1;
    let (mut seen, mut all) = (0_usize, 0_usize);
    for at in 0..=((to - from) / step).max(0.0) as usize {
        let x = from + at as f64 * step;
        for space in 0..spaces {
            let y = f64::midpoint(model.y(space, x), model.y(space + 1, x));
            seen += usize::from(is_line_at(ink, scale, x as isize, y));
            all += 1;
        }
    }
    seen as f64 / all.max(1) as f64
}

/// The share of the lines of a model that have ink on them between two columns, of whatever it is.
pub(crate) fn inked_share(ink: &Ink, model: &Model, from: f64, to: f64) -> f64 {
    let lines = model.lines.len();
    let (mut inked, mut all) = (0_usize, 0_usize);
    for x in from.max(0.0) as usize..to.max(0.0) as usize {
        let at_line = |line: &usize| is_inked(ink, x as isize, model.y(*line, x as f64 + 0.5));
        inked += (0..lines).filter(at_line).count();
        all += lines;
    }
    inked as f64 / all.max(1) as f64
}

/// The share of what is seen of the lines of a model between two columns that is of pieces without paper in
/// between which are too long for letters.
pub(crate) fn solid_share(ink: &Ink, scale: &Scale, model: &Model, from: f64, to: f64) -> f64 {
    let least = (SOLID_LENGTH * scale.interline_px) as usize;
    let most_broken = (SOLID_BREAK * scale.interline_px) as usize + 1;
    let columns = from.max(0.0) as usize..=to.max(0.0) as usize;
    let (mut solid, mut all) = (0_usize, 0_usize);
    for line in 0..model.lines.len() {
        let (mut length, mut seen, mut broken) = (0_usize, 0_usize, 0_usize);
        for x in columns.clone() {
            let y = model.y(line, x as f64 + 0.5);
            let is_seen = is_line_at(ink, scale, x as isize, y);
            if is_seen || is_inked(ink, x as isize, y) {
                (length, seen, broken) = (length + 1, seen + usize::from(is_seen), 0);
                continue;
            }
            broken += 1;
            if broken > most_broken {
                all += seen;
                solid += if length >= least { seen } else { 0 };
                (length, seen) = (0, 0);
            }
        }
        all += seen;
        solid += if length >= least { seen } else { 0 };
    }
    solid as f64 / all.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALE: Scale = Scale {
        interline_px: 18.0,
        thickness_px: 3.0,
    };

    fn lines() -> Model {
        Model {
            first_px: 0.0,
            step_px: 6.0,
            lines: (0..5)
                .map(|line| vec![100.5 + 18.0 * f64::from(line); 60])
                .collect(),
        }
    }

    #[test]
    fn what_is_hidden_does_not_count_and_what_is_missing_does() {
        // The first line is whole, the second one missing on a half and the third one hidden on it.
        let ink = Ink::from_fn(300, 300, |x, y| {
            let line = |number: usize| y + 1 >= 100 + 18 * number && y <= 101 + 18 * number;
            line(0) || (line(1) && x < 150) || line(2) || (x >= 150 && (130..145).contains(&y))
        });
        let share = |line: i32| line_share(&ink, &SCALE, &lines(), line, 0.0, 299.0);
        assert!((share(0) - 1.0).abs() < 1e-9);
        assert!((share(1) - 0.5).abs() < 0.03, "{}", share(1));
        assert!((share(2) - 1.0).abs() < 1e-9);
        assert!(share(3) < 1e-9 && share(-1) < 1e-9 && share(7) < 1e-9);
        assert!(between_share(&ink, &SCALE, &lines(), 0.0, 299.0) < 1e-9);
        assert!((inked_share(&ink, &lines(), 0.0, 299.0) - 0.5).abs() < 0.01);
    }

    #[test]
    fn lines_are_solid_and_letters_in_rows_are_not() {
        let is_line = |y: usize| (99..102).contains(&y) || (117..120).contains(&y);
        // A stem over the lines and small breaks.
        let staff = Ink::from_fn(300, 300, |x, y| {
            (is_line(y) && x % 61 > 1) || (150..154).contains(&x)
        });
        let letters = Ink::from_fn(300, 300, |x, y| is_line(y) && x % 24 < 18);
        let solid = |ink: &Ink| solid_share(ink, &SCALE, &lines(), 0.0, 299.0);
        assert!(solid(&staff) > 0.99 && solid(&letters) < 0.01);
    }
}
