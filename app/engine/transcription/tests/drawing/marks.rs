//! What reaches over several notes, and other small things that are drawn.

use super::{Drawing, SPACE, Way};

impl Drawing {
    /// The ink of a dot that no symbol says.
    pub fn ink_dot(&mut self, staff: usize, x: f64, place: i32) -> &mut Self {
        let (x, y) = (self.x_px(x), self.y_px(staff, place));
        self.fill(x - 4.0, y - 4.0, x + 4.0, y + 4.0);
        self
    }

    /// A tie between two places, as a thin arc below them.
    pub fn tie(&mut self, staff: usize, from: f64, to: f64, place: i32) -> &mut Self {
        let y = self.y_px(staff, place - 1) + 4.0;
        let (left, right) = (self.x_px(from) + 8.0, self.x_px(to) - 8.0);
        for column in left as i32..=right as i32 {
            let along = (f64::from(column) - left) / (right - left);
            let bow = 4.0 * along * (1.0 - along);
            let middle = y + 16.0 * bow;
            let half = 0.8 + 1.6 * bow;
            for row in (middle - half).round() as i32..=(middle + half).round() as i32 {
                self.ink(column, row);
            }
        }
        self
    }

    /// A line of the pen.
    fn line(&mut self, from: [f64; 2], to: [f64; 2]) {
        let steps = (2.0 * (to[0] - from[0]).hypot(to[1] - from[1])) as usize;
        for step in 0..=steps {
            let along = step as f64 / steps as f64;
            let [x, y] = [0, 1].map(|at| from[at] + along * (to[at] - from[at]));
            for off in -1..=1 {
                self.ink(x as i32, y as i32 + off);
                self.ink(x as i32 + off, y as i32);
            }
        }
    }

    /// A hairpin that opens to the right.
    pub fn crescendo(&mut self, staff: usize, from: f64, to: f64, place: i32) -> &mut Self {
        let (left, right, y) = (self.x_px(from), self.x_px(to), self.y_px(staff, place));
        self.line([left, y], [right, y - 0.7 * SPACE]);
        self.line([left, y], [right, y + 0.7 * SPACE]);
        self
    }

    /// A hairpin that closes to the right, or, if it is short, an accent.
    pub fn diminuendo(&mut self, staff: usize, from: f64, to: f64, place: i32) -> &mut Self {
        let (left, right, y) = (self.x_px(from), self.x_px(to), self.y_px(staff, place));
        self.line([left, y - 0.5 * SPACE], [right, y]);
        self.line([left, y + 0.5 * SPACE], [right, y]);
        self
    }

    /// An arc over two places.
    pub fn slur(&mut self, staff: usize, from: f64, to: f64, place: i32) -> &mut Self {
        let y = self.y_px(staff, place);
        let (left, right) = (self.x_px(from), self.x_px(to));
        for column in left as i32..=right as i32 {
            let along = (f64::from(column) - left) / (right - left);
            let bow = 4.0 * along * (1.0 - along);
            let middle = y - 1.5 * SPACE * bow;
            let half = 0.8 + 1.6 * bow;
            for row in (middle - half).round() as i32..=(middle + half).round() as i32 {
                self.ink(column, row);
            }
        }
        self
    }

    /// A small quarter note with its stem up.
    pub fn small(&mut self, staff: usize, x: f64, place: i32) -> &mut Self {
        let (x_px, y) = (self.x_px(x), self.y_px(staff, place));
        let (wide, high) = (0.4 * SPACE, 0.3 * SPACE);
        for row in (y - high) as i32..=(y + high) as i32 {
            for column in (x_px - wide) as i32..=(x_px + wide) as i32 {
                let (dx, dy) = (
                    (f64::from(column) - x_px) / wide,
                    (f64::from(row) - y) / high,
                );
                if dx.hypot(dy) <= 1.0 {
                    self.ink(column, row);
                }
            }
        }
        let stem = x_px + 0.36 * SPACE;
        self.fill(stem - 1.2, y - 2.4 * SPACE, stem + 1.2, y);
        self.mark(
            "noteheadBlackSmall",
            x_px - wide,
            y - high,
            2.0 * wide,
            2.0 * high,
        );
        self
    }

    /// A stem upwards alone, so many half staff spaces long.
    pub fn long_stem(&mut self, staff: usize, x: f64, place: i32, length: i32) -> &mut Self {
        self.stem(staff, x, place, Way::Up, length);
        self
    }

    /// The sign of an octave line with its dashes and the hook down at their end.
    pub fn octave_line(&mut self, staff: usize, from: f64, to: f64, place: i32) -> &mut Self {
        self.dashes(staff, "ottava", from, to, place, true)
    }

    /// Dashes, with a sign before them where one is named, and with a hook at their end.
    pub fn dashes(
        &mut self,
        staff: usize,
        name: &str,
        from: f64,
        to: f64,
        place: i32,
        is_closed: bool,
    ) -> &mut Self {
        let (left, y) = (self.x_px(from), self.y_px(staff, place));
        if !name.is_empty() {
            self.symbol(name, left - SPACE, y - SPACE, 1.8 * SPACE, 2.0 * SPACE);
        }
        let mut x = left + 1.2 * SPACE;
        let end = self.x_px(to);
        while x < end {
            self.fill(x, y - 1.5, (x + 0.7 * SPACE).min(end), y + 1.5);
            x += 1.3 * SPACE;
        }
        self.fill(end - 0.7 * SPACE, y - 1.5, end, y + 1.5);
        if is_closed {
            self.fill(end - 2.0, y, end, y + 0.9 * SPACE);
        }
        self
    }

    /// The bracket over an ending, with a digit.
    pub fn ending(&mut self, from: f64, to: f64, place: i32, digit: u8) -> &mut Self {
        let (left, right, y) = (self.x_px(from), self.x_px(to), self.y_px(0, place));
        self.fill(left, y - 1.5, right, y + 1.5);
        self.fill(left, y, left + 2.5, y + 2.0 * SPACE);
        self.fill(right - 2.5, y, right, y + 2.0 * SPACE);
        let name = format!("tuplet{digit}");
        self.symbol(&name, left + 8.0, y + 8.0, 14.0, 26.0);
        self
    }

    /// The bracket over a tuplet, with its digit.
    pub fn tuplet(&mut self, staff: usize, from: f64, to: f64, place: i32, digit: u8) -> &mut Self {
        let (left, right, y) = (self.x_px(from), self.x_px(to), self.y_px(staff, place));
        let middle = f64::midpoint(left, right);
        self.fill(left, y - 1.5, middle - SPACE, y + 1.5);
        self.fill(middle + SPACE, y - 1.5, right, y + 1.5);
        self.fill(left, y, left + 2.5, y + 0.8 * SPACE);
        self.fill(right - 2.5, y, right, y + 0.8 * SPACE);
        let name = format!("tuplet{digit}");
        self.symbol(&name, middle - 10.0, y - 13.0, 20.0, 26.0);
        self
    }

    /// A flag at the tip of the stem of a quarter note that points up.
    pub fn flag(&mut self, staff: usize, x: f64, place: i32) -> &mut Self {
        let (x, y) = (self.x_px(x) + 0.56 * SPACE, self.y_px(staff, place + 7));
        self.symbol("flag8thUp", x, y, SPACE, 3.0 * SPACE);
        self
    }

    /// A rest, as a box around its place in print.
    pub fn rest(&mut self, staff: usize, x: f64, name: &str) -> &mut Self {
        let (x, y) = (self.x_px(x), self.y_px(staff, 0));
        self.symbol(name, x - 10.0, y - 1.5 * SPACE, 20.0, 3.0 * SPACE);
        self
    }
}
