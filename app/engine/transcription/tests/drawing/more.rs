//! What only some tests need: hooks, chords over two staves, and ink that no symbol says.

use super::{Drawing, SPACE, Way};

/// How wide and how high the figure of an octave line or of an octave clef is, in staff spaces.
const FIGURE: [f64; 2] = [1.2, 1.6];

impl Drawing {
    /// A bar under the beam of [`Drawing::beamed`] with its tip at a place: from one column of stems
    /// to another one, so many beams away from the tip.
    fn bar_under_beam(&mut self, staff: usize, from: f64, to: f64, tip: i32, below: u8, way: Way) {
        let (side, down) = match way {
            Way::Up => (0.56 * SPACE, 1.0),
            Way::Down => (-0.56 * SPACE, -1.0),
        };
        let outer = self.y_px(staff, tip) + 0.8 * SPACE * down * f64::from(below);
        let inner = outer + 0.5 * SPACE * down;
        let (left, right) = (self.x_px(from) + side, self.x_px(to) + side);
        self.fill(left - 1.5, outer.min(inner), right + 1.5, outer.max(inner));
    }

    /// A beam from the stem of one column to that of another one, which point up to a place; with
    /// others `below` the first.
    pub fn beam(&mut self, staff: usize, from: f64, to: f64, tip: i32, below: u8) -> &mut Self {
        self.bar_under_beam(staff, from, to, tip, below, Way::Up);
        self
    }

    /// A beam of stems that point down.
    pub fn beam_down(&mut self, staff: usize, from: f64, to: f64, tip: i32) -> &mut Self {
        self.bar_under_beam(staff, from, to, tip, 0, Way::Down);
        self
    }

    /// A chord on one stem, with heads that stand on any staves, from the end of the stem without a
    /// beam on. It goes on behind the last of them by so many half staff spaces.
    pub fn chord(&mut self, x: f64, heads: &[(usize, i32)], way: Way, beyond: i32) -> &mut Self {
        for (staff, place) in heads {
            self.head(*staff, x, *place, "noteheadBlack");
        }
        let side = 0.56 * SPACE;
        let (stem, off) = match way {
            Way::Up => (self.x_px(x) + side, beyond),
            Way::Down => (self.x_px(x) - side, -beyond),
        };
        if let [(staff, place), .., (last_staff, last)] = heads {
            let (from, to) = (
                self.y_px(*staff, *place),
                self.y_px(*last_staff, *last + off),
            );
            self.fill(stem - 1.2, from.min(to), stem + 1.2, from.max(to));
        }
        self
    }

    /// Ink as wide and as high as that, in staff spaces, around a place.
    pub fn blot(&mut self, staff: usize, x: f64, place: i32, [wide, high]: [f64; 2]) -> &mut Self {
        let (x, y) = (self.x_px(x), self.y_px(staff, place));
        let (half_wide, half_high) = (0.5 * wide * SPACE, 0.5 * high * SPACE);
        self.fill(x - half_wide, y - half_high, x + half_wide, y + half_high);
        self
    }

    /// The ink of a figure that no symbol says.
    pub fn ink_figure(&mut self, staff: usize, x: f64, place: i32) -> &mut Self {
        self.blot(staff, x, place, FIGURE)
    }

    /// A treble clef with a figure over it for the octave, which somebody has to say is there: there
    /// is ink for it where `is_inked`.
    pub fn octave_clef(&mut self, staff: usize, x: f64, is_inked: bool) -> &mut Self {
        self.clef(staff, x, "gClef8va");
        if is_inked {
            self.ink_figure(staff, x, 9);
        }
        self
    }

    /// An accent, as a box around its place.
    pub fn accent(&mut self, staff: usize, x: f64, place: i32) -> &mut Self {
        let (x, y) = (self.x_px(x), self.y_px(staff, place));
        self.symbol(
            "articAccent",
            x - SPACE,
            y - 0.5 * SPACE,
            2.0 * SPACE,
            SPACE,
        );
        self
    }
}
