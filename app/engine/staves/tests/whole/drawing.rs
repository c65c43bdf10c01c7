//! Pages that the tests draw themselves.

/// A page under the pen.
pub struct Sheet {
    pub width: usize,
    pub height: usize,
    pub levels: Vec<u8>,
    /// How far the page bends down at a column.
    bend: fn(f64) -> f64,
    seed: u64,
}

impl Sheet {
    pub fn new(width: usize, height: usize, bend: fn(f64) -> f64) -> Self {
        Self {
            width,
            height,
            levels: vec![255; width * height],
            bend,
            seed: 1,
        }
    }

    /// A number from 0 to 1.
    pub fn chance(&mut self) -> f64 {
        self.seed = self
            .seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.seed >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn set(&mut self, x: f64, y: f64, level: u8) {
        if x >= 0.0 && y >= 0.0 && (x as usize) < self.width && (y as usize) < self.height {
            self.levels[y as usize * self.width + x as usize] = level;
        }
    }

    /// A black rectangle, bent as the page is.
    pub fn bar(&mut self, left: f64, top: f64, right: f64, bottom: f64) {
        let mut x = left;
        while x < right {
            let down = (self.bend)(x);
            let mut y = top + down;
            while y < bottom + down {
                self.set(x, y, 0);
                y += 1.0;
            }
            x += 1.0;
        }
    }

    /// Lines of a staff, the top one around a row.
    pub fn staff(&mut self, left: f64, right: f64, top: f64, interline: f64, lines: usize) {
        let half = (interline / 16.0).max(0.5);
        for line in 0..lines {
            let y = top + interline * line as f64;
            self.bar(left, y - half, right, y + half);
        }
    }

    /// White again.
    pub fn wipe(&mut self, left: f64, top: f64, right: f64, bottom: f64) {
        let (mut x, mut y) = (left, top);
        while y < bottom {
            while x < right {
                self.set(x, y + (self.bend)(x), 255);
                x += 1.0;
            }
            (x, y) = (left, y + 1.0);
        }
    }

    /// A note head.
    pub fn head(&mut self, x: f64, y: f64, interline: f64) {
        let down = (self.bend)(x);
        let reach = interline as i32;
        for dy in -reach..=reach {
            for dx in -reach..=reach {
                let (u, v) = (
                    f64::from(dx) / (0.65 * interline),
                    f64::from(dy) / (0.48 * interline),
                );
                if u * u + v * v <= 1.0 {
                    self.set(x + f64::from(dx), y + down + f64::from(dy), 0);
                }
            }
        }
    }

    /// A note head with a stem upwards.
    pub fn note(&mut self, x: f64, y: f64, interline: f64) {
        self.head(x, y, interline);
        let stem = (interline / 10.0).max(1.0);
        let edge = x + 0.6 * interline;
        self.bar(edge - stem, y - 3.2 * interline, edge, y);
    }

    /// Notes all over a staff, some on ledger lines.
    pub fn notes(&mut self, left: f64, right: f64, top: f64, interline: f64) {
        let mut x = left;
        while x < right {
            let position = (self.chance() * 14.0).floor() - 5.0;
            let y = top + 2.0 * interline - position * interline / 2.0;
            self.note(x, y, interline);
            let half = (interline / 14.0).max(0.5);
            for ledger in 3..=4 {
                if position >= 2.0 * f64::from(ledger) {
                    let y = top + interline * (2.0 - f64::from(ledger));
                    self.bar(x - interline, y - half, x + interline, y + half);
                }
            }
            x += interline * (2.0 + 2.0 * self.chance());
        }
    }

    /// A system of two staves with a line at the left and bar lines through both; gives the tops.
    pub fn piano(&mut self, left: f64, right: f64, top: f64, interline: f64, bars: &[f64]) {
        let lower = top + 10.0 * interline;
        for top in [top, lower] {
            self.staff(left, right, top, interline, 5);
            let mut from = left + 5.0 * interline;
            for bar in bars.iter().chain([&right]) {
                self.notes(from, bar - 2.0 * interline, top, interline);
                from = bar + 2.0 * interline;
            }
        }
        let thin = (interline / 7.0).max(1.0);
        for x in [left, right - thin].iter().chain(bars) {
            self.bar(*x, top, x + thin, lower + 4.0 * interline);
        }
    }

    /// Turns so many pixels of a thousand over.
    pub fn specks(&mut self, per_thousand: f64) {
        for at in 0..self.levels.len() {
            if self.chance() < per_thousand / 1000.0 {
                self.levels[at] = 255 - self.levels[at];
            }
        }
    }

    /// Takes away short pieces of everything.
    pub fn breaks(&mut self, share: f64, interline: f64) {
        let count = (share * (self.width * self.height) as f64 / (interline * interline)) as usize;
        for _ in 0..count {
            let (x, y) = (
                self.chance() * self.width as f64,
                self.chance() * self.height as f64,
            );
            for dy in 0..interline as usize {
                for dx in 0..(interline / 3.0) as usize + 1 {
                    self.set(x + dx as f64, y + dy as f64, 255);
                }
            }
        }
    }

    pub fn page(&self) -> staves::Page<'_> {
        staves::Page::new(self.width, self.height, &self.levels).expect("a usable page")
    }

    /// The page turned clockwise about its middle, with white where nothing was.
    pub fn rotated(&self, degrees: f64) -> Self {
        let mut rotated = Self::new(self.width, self.height, self.bend);
        let (sin, cos) = degrees.to_radians().sin_cos();
        let (x0, y0) = (self.width as f64 / 2.0, self.height as f64 / 2.0);
        for y in 0..self.height {
            for x in 0..self.width {
                let (u, v) = (x as f64 + 0.5 - x0, y as f64 + 0.5 - y0);
                let (from_x, from_y) = (x0 + cos * u + sin * v, y0 - sin * u + cos * v);
                let is_within = from_x >= 0.0
                    && from_y >= 0.0
                    && (from_x as usize) < self.width
                    && (from_y as usize) < self.height;
                if is_within {
                    let at = from_y as usize * self.width + from_x as usize;
                    rotated.levels[y * self.width + x] = self.levels[at];
                }
            }
        }
        rotated
    }

    /// Only what is between some columns and rows.
    pub fn cut(&self, columns: (usize, usize), rows: (usize, usize)) -> Self {
        let mut cut = Self::new(columns.1 - columns.0, rows.1 - rows.0, self.bend);
        for y in 0..cut.height {
            let from = (y + rows.0) * self.width + columns.0;
            let to = y * cut.width;
            cut.levels[to..to + cut.width].copy_from_slice(&self.levels[from..from + cut.width]);
        }
        cut
    }

    /// The page with columns and rows exchanged.
    pub fn turned(&self) -> Self {
        let mut turned = Self::new(self.height, self.width, self.bend);
        for y in 0..self.height {
            for x in 0..self.width {
                turned.levels[x * self.height + y] = self.levels[y * self.width + x];
            }
        }
        turned
    }
}

/// No bend.
pub fn level(_: f64) -> f64 {
    0.0
}

/// What is found on a page that has staves.
pub fn found(sheet: &Sheet) -> staves::Layout {
    staves::find(&sheet.page(), None).expect("there are staves")
}

/// Systems of two staves, each with a bar line at 6, 30, 55 and 84 staff spaces from the left.
pub fn piano(interline: f64, systems: usize, bend: fn(f64) -> f64) -> Sheet {
    let width = 90.0 * interline;
    let height = (24.0 * systems as f64 + 20.0) * interline;
    let mut sheet = Sheet::new(width as usize, height as usize, bend);
    for system in 0..systems {
        let top = (12.0 + 24.0 * system as f64) * interline;
        let bars = [30.0 * interline, 55.0 * interline];
        sheet.piano(6.0 * interline, 84.0 * interline, top, interline, &bars);
    }
    sheet
}

/// Whether a page of such systems has its staves, of about the right size, and its systems.
pub fn check_piano(sheet: &Sheet, systems: usize, interline: f64) {
    let layout = found(sheet);
    assert_eq!(layout.staves.len(), 2 * systems);
    let is_usual = |it: &staves::Staff| it.kind() == staves::StaffKind::FiveLines;
    assert!(layout.staves.iter().all(is_usual));
    let ratio = layout.interline_px() / interline;
    assert!((ratio - 1.0).abs() < 0.03, "{ratio}");
    let members: Vec<Vec<usize>> = layout.systems.iter().map(|it| it.staves.clone()).collect();
    let expected: Vec<Vec<usize>> = (0..systems).map(|at| vec![2 * at, 2 * at + 1]).collect();
    assert_eq!(members, expected);
}

/// Where the bar lines of a system pass its first staff, in staff spaces.
pub fn bar_places(layout: &staves::Layout, system: usize, interline: f64) -> Vec<f64> {
    let bars = layout.systems[system].bar_lines.iter();
    bars.map(|it| (it.x_px[0] / interline).round()).collect()
}
