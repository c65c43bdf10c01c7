//! Lines that slurs and ties may be, and where they may have to be cut.

use crate::curves::Curve;
use crate::curves::parabola::parabola;

/// Over which length a piece says where the next one is, in staff spaces.
const TELLS_OVER: f64 = 2.5;
/// The size of dots, in staff spaces, and how thick one is at the least as a
/// share of its length; it rises by less than that share of its thickness.
const DOT: f64 = 0.8;
const ROUND: f64 = 0.5;
/// Over which length to both sides a line is compared to see whether it turns, in staff spaces.
const TURNS_OVER: f64 = 0.4;
/// How much it then turns where it turns sharply, in radians.
const SHARP: f64 = 0.45;

/// Places along a line, column by column, with its thickness where it is seen.
pub(crate) struct Line {
    pub places: Vec<[f64; 2]>,
    pub thickness: Vec<Option<f64>>,
    /// Where pieces were joined.
    pub joints: Vec<usize>,
}

impl Line {
    pub fn of(curve: &Curve) -> Self {
        let place = |(at, y): (usize, &f64)| [(curve.left + at) as f64 + 0.5, *y];
        Self {
            places: curve.middles.iter().enumerate().map(place).collect(),
            thickness: curve.thickness.clone(),
            joints: Vec::new(),
        }
    }

    pub fn left(&self) -> [f64; 2] {
        self.places[0]
    }

    pub fn right(&self) -> [f64; 2] {
        self.places[self.places.len() - 1]
    }

    /// Whether it is nothing but a dot.
    pub fn is_dot(&self, interline: f64) -> bool {
        let length = self.places.len() as f64;
        let thickest = self.thickness.iter().flatten().copied().fold(0.0, f64::max);
        let rise = (self.right()[1] - self.left()[1]).abs();
        length < DOT * interline && thickest > ROUND * length && rise < ROUND * thickest
    }

    /// Where the line would be at a column beyond its right or its left end, and how steep.
    pub fn beyond(&self, is_right: bool, x: f64, interline: f64) -> (f64, f64) {
        let count = self.places.len();
        let over = ((TELLS_OVER * interline) as usize + 2).min(count);
        let near = if is_right {
            count - over..count
        } else {
            0..over
        };
        let places: Vec<(f64, f64)> = near
            .filter(|at| self.thickness[*at].is_some())
            .map(|at| (self.places[at][0] - x, self.places[at][1]))
            .collect();
        if places.len() < 3 {
            let end = if is_right { self.right() } else { self.left() };
            return (end[1], 0.0);
        }
        parabola(&places, places.len() as f64 > interline)
    }

    /// The line with another one after it.
    pub fn with(mut self, next: &Self) -> Self {
        let end = self.right();
        let after: Vec<usize> = (0..next.places.len())
            .filter(|at| next.places[*at][0] > end[0])
            .collect();
        let Some(first) = after.first() else {
            return self;
        };
        let begin = next.places[*first];
        self.joints.push(self.places.len() - 1);
        let columns = (begin[0] - end[0]) as usize;
        for at in 1..columns {
            let share = at as f64 / columns as f64;
            let y = end[1] + share * (begin[1] - end[1]);
            self.places.push([end[0] + at as f64, y]);
            self.thickness.push(None);
        }
        self.joints.push(self.places.len());
        for at in after {
            self.places.push(next.places[at]);
            self.thickness.push(next.thickness[at]);
        }
        self
    }

    /// The part from one place to another.
    pub fn part(&self, from: usize, to: usize) -> (&[[f64; 2]], &[Option<f64>]) {
        (&self.places[from..=to], &self.thickness[from..=to])
    }

    /// Where the line may have to be cut: at its ends, where pieces were joined, and where it turns
    /// sharply.
    pub fn cuts(&self, interline: f64) -> Vec<usize> {
        let last = self.places.len() - 1;
        let width = (TURNS_OVER * interline).ceil() as usize + 2;
        let slope = |from: usize, to: usize| {
            let places: Vec<(f64, f64)> = (from..=to)
                .map(|at| (at as f64 - from as f64, self.places[at][1]))
                .collect();
            parabola(&places, false).1.atan()
        };
        let turn = |at: usize| {
            if at < width || at + width > last {
                return 0.0;
            }
            slope(at, at + width) - slope(at - width, at)
        };
        let turns: Vec<f64> = (0..=last).map(turn).collect();
        let is_sharp = |at: &usize| {
            let (from, to) = (at.saturating_sub(width), (at + width).min(last));
            let most = (from..=to).map(|it| turns[it].abs()).fold(0.0, f64::max);
            turns[*at].abs() >= SHARP && turns[*at].abs() >= most
        };
        let mut cuts: Vec<usize> = (0..=last).filter(is_sharp).collect();
        cuts.extend(self.joints.iter().copied().filter(|it| *it <= last));
        cuts.extend([0, last]);
        cuts.sort_unstable();
        cuts.dedup();
        cuts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(left: usize, rows: impl Iterator<Item = f64>) -> Line {
        let middles: Vec<f64> = rows.collect();
        let thickness = vec![Some(3.0); middles.len()];
        Line::of(&Curve {
            left,
            middles,
            thickness,
        })
    }

    #[test]
    fn a_break_between_pieces_is_bridged() {
        let joined = line(10, (0..30).map(|_| 50.0)).with(&line(44, (0..20).map(|_| 52.0)));
        assert_eq!(joined.places.len(), 54);
        assert_eq!(joined.places.len(), joined.thickness.len());
        let columns: Vec<f64> = joined
            .places
            .windows(2)
            .map(|it| it[1][0] - it[0][0])
            .collect();
        assert!(columns.iter().all(|it| *it == 1.0));
        assert_eq!(joined.thickness.iter().filter(|it| it.is_none()).count(), 4);
        assert_eq!(
            (joined.left(), joined.right()),
            ([10.5, 50.0], [63.5, 52.0])
        );
        assert!(joined.cuts(20.0).len() >= 4);
    }

    #[test]
    fn pieces_that_reach_over_each_other_are_not_doubled() {
        let joined = line(10, (0..30).map(|_| 50.0)).with(&line(35, (0..20).map(|_| 50.0)));
        assert_eq!((joined.places.len(), joined.right()), (45, [54.5, 50.0]));
    }

    #[test]
    fn a_line_is_cut_where_it_turns_sharply() {
        let roof = line(0, (0..80).map(|x| (f64::from(x) - 40.0).abs()));
        let cuts = roof.cuts(20.0);
        assert_eq!((cuts[0], cuts[cuts.len() - 1]), (0, 79));
        assert!(cuts.iter().any(|it| (38..=42).contains(it)), "{cuts:?}");
        let bow = line(0, (0..80).map(|x| (f64::from(x) - 40.0).powi(2) / 100.0));
        assert_eq!(bow.cuts(20.0), [0, 79]);
    }
}
