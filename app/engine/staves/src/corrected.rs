//! What somebody said about the staves, systems and bar lines of a page, put into its layout.

use crate::bars::joined::{BarKind, BarLine};
use crate::layout::Layout;
use crate::lines::model::Model;
use crate::scale::Scale;
use crate::staff::Staff;
use crate::systems::{System, systems};

/// How far a bar line may be from the place where it is said to be, in staff spaces.
const BAR_REACH: f64 = 1.5;
/// How far above and below a staff a place is still on it, in staff spaces.
const STAFF_REACH: f64 = 2.0;
/// What is narrower than so many staff spaces stands for a staff of the usual length.
const NARROW: f64 = 12.0;

/// What is said about the layout of a page. Places are columns and rows, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Correction {
    /// Here is a bar line.
    BarLine {
        /// What it looks like.
        kind: BarKind,
        /// A place on it.
        at_px: [f64; 2],
    },
    /// What was taken for a bar line here is none.
    NoBarLine([f64; 2]),
    /// Between the upper and the lower edge of this box, left, upper, right and lower, is a staff of
    /// five lines; what was taken for a staff there is none. A narrow box stands for a staff as long as
    /// most of the page.
    Staff([f64; 4]),
    /// What was taken for a staff here is none.
    NoStaff([f64; 2]),
    /// The staves above and below this place sound together.
    Together([f64; 2]),
    /// The staves above and below this place do not sound together.
    Apart([f64; 2]),
}

impl Layout {
    /// The layout with what somebody said about it. What is said of a place where nothing of the kind is
    /// changes nothing.
    #[must_use]
    pub fn corrected(&self, said: &[Correction]) -> Self {
        let mut layout = self.clone();
        for correction in said {
            match *correction {
                Correction::NoStaff(at_px) => layout.remove_staff(at_px),
                Correction::Staff(box_px) => layout.add_staff(box_px),
                _ => {}
            }
        }
        let is_of_systems =
            |it: &Correction| matches!(it, Correction::Together(_) | Correction::Apart(_));
        if layout.staves != self.staves || said.iter().any(is_of_systems) {
            let is_said = |upper: &Staff, lower: &Staff| said_of(said, upper, lower);
            layout.systems = systems(&layout.ink, &layout.staves, &is_said);
            layout.keep_bar_lines_of_parts(self);
        }
        for correction in said {
            match *correction {
                Correction::BarLine { kind, at_px } => layout.add_bar_line(kind, at_px),
                Correction::NoBarLine(at_px) => layout.remove_bar_line(at_px),
                _ => {}
            }
        }
        layout
    }

    /// Takes away the staff at a place; the last one stays, as a page without any is none.
    fn remove_staff(&mut self, at_px: [f64; 2]) {
        let at = self.staves.iter().position(|it| holds(it, at_px));
        if let Some(at) = at.filter(|_| self.staves.len() > 1) {
            self.staves.remove(at);
        }
    }

    /// Adds a staff with its lines evenly between the edges of a box, leaning as the page does.
    fn add_staff(&mut self, [left, top, right, bottom]: [f64; 4]) {
        let interline_px = (bottom - top) / 4.0;
        if !interline_px.is_finite() || interline_px < 1.0 {
            return;
        }
        let (x, middle) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
        let is_usual = right - left < NARROW * interline_px;
        let ends_px = if is_usual {
            let most = |end: fn(&Staff) -> f64| median(self.staves.iter().map(end));
            let all = (0.0, self.ink.width() as f64);
            most(Staff::left_px)
                .zip(most(Staff::right_px))
                .unwrap_or(all)
        } else {
            (left, right)
        };
        let row = |line: u32, at: f64| {
            let of_middle = (f64::from(line) - 2.0) * interline_px;
            middle + of_middle + (at - x) * self.skew.slope()
        };
        let model = Model {
            first_px: ends_px.0,
            step_px: ends_px.1 - ends_px.0,
            lines: (0..5)
                .map(|line| vec![row(line, ends_px.0), row(line, ends_px.1)])
                .collect(),
        };
        let usual_px = self.staves.iter().map(|it| it.scale().thickness_px);
        let scale = Scale {
            interline_px,
            thickness_px: median(usual_px).unwrap_or(interline_px / 8.0),
        };
        let Some(staff) = Staff::new(&model, &scale, ends_px, 1.0) else {
            return;
        };
        let is_instead = |it: &Staff| {
            let x = f64::midpoint(ends_px.0.max(it.left_px()), ends_px.1.min(it.right_px()));
            it.is_over(&staff) && (it.middle_px(x) - staff.middle_px(x)).abs() < 4.0 * interline_px
        };
        self.staves.retain(|it| !is_instead(it));
        let place = |it: &Staff| it.middle_px(f64::midpoint(it.left_px(), it.right_px()));
        let at = self.staves.partition_point(|it| place(it) < place(&staff));
        self.staves.insert(at, staff);
    }

    /// Gives a part of a system that fell into several the bar lines that the whole has: strokes that go
    /// on to a staff of another system look like none.
    fn keep_bar_lines_of_parts(&mut self, before: &Self) {
        for system in &mut self.systems {
            let staves = system.staves.iter().map(|at| &self.staves[*at]);
            let place_before = |staff: &Staff| before.staves.iter().position(|it| it == staff);
            let Some(places) = staves.map(place_before).collect::<Option<Vec<usize>>>() else {
                continue;
            };
            let whole = before
                .systems
                .iter()
                .find(|it| it.staves.contains(&places[0]));
            let Some(whole) = whole.filter(|it| it.staves.len() > places.len()) else {
                continue;
            };
            let row = |place: &usize| whole.staves.iter().position(|it| it == place);
            let Some(rows) = places.iter().map(row).collect::<Option<Vec<usize>>>() else {
                continue;
            };
            let of_part = |bar: &BarLine| BarLine {
                x_px: rows.iter().map(|row| bar.x_px[*row]).collect(),
                ..bar.clone()
            };
            system.bar_lines = whole.bar_lines.iter().map(of_part).collect();
        }
    }

    fn add_bar_line(&mut self, kind: BarKind, [x, y]: [f64; 2]) {
        let Some(system) = self.system_at([x, y]) else {
            return;
        };
        let staves = of_system(&self.staves, &self.systems[system]);
        let x_px: Vec<f64> = staves.iter().map(|it| column_of([x, y], it)).collect();
        let (first, space) = (x_px[0], staves[0].scale().interline_px);
        let bars = &mut self.systems[system].bar_lines;
        bars.retain(|it| (it.x_px[0] - first).abs() > space);
        let at = bars.partition_point(|it| it.x_px[0] < first);
        let bar = BarLine {
            kind,
            x_px,
            width_px: space / 5.0,
            is_through: true,
            seen: 1.0,
        };
        bars.insert(at, bar);
    }

    fn remove_bar_line(&mut self, [x, y]: [f64; 2]) {
        let Some(system) = self.system_at([x, y]) else {
            return;
        };
        let staves = of_system(&self.staves, &self.systems[system]);
        let reach_px = BAR_REACH * staves[0].scale().interline_px;
        let away_px = |bar: &BarLine| {
            let of_staves = bar.x_px.iter().zip(&staves);
            let away = of_staves.map(|(at, staff)| (at - column_of([x, y], staff)).abs());
            away.fold(f64::INFINITY, f64::min)
        };
        let away: Vec<f64> = self.systems[system].bar_lines.iter().map(away_px).collect();
        let nearest = (0..away.len()).min_by(|one, other| away[*one].total_cmp(&away[*other]));
        if let Some(at) = nearest.filter(|it| away[*it] <= reach_px) {
            self.systems[system].bar_lines.remove(at);
        }
    }

    /// The system that a place is in, between its staves or near to them.
    fn system_at(&self, [x, y]: [f64; 2]) -> Option<usize> {
        let away = |system: &System| {
            let staves = of_system(&self.staves, system);
            let top = staves
                .iter()
                .map(|it| it.top_px(x))
                .fold(f64::INFINITY, f64::min);
            let bottom = staves.iter().map(|it| it.bottom_px(x)).fold(0.0, f64::max);
            (top - y).max(y - bottom).max(0.0)
        };
        let reach_px = 2.0 * STAFF_REACH * self.interline_px();
        let systems = 0..self.systems.len();
        let nearest = systems
            .map(|at| (at, away(&self.systems[at])))
            .min_by(|one, other| one.1.total_cmp(&other.1));
        nearest.filter(|it| it.1 <= reach_px).map(|it| it.0)
    }
}

/// Where an upright line through a place passes the middle of a staff.
fn column_of([x, y]: [f64; 2], staff: &Staff) -> f64 {
    x + staff.slope_at(x) * (y - staff.middle_px(x))
}

fn of_system<'a>(staves: &'a [Staff], system: &System) -> Vec<&'a Staff> {
    system.staves.iter().map(|at| &staves[*at]).collect()
}

/// Whether a place is on a staff.
fn holds(staff: &Staff, [x, y]: [f64; 2]) -> bool {
    let reach_px = STAFF_REACH * staff.scale().interline_px;
    let rows = staff.top_px(x) - reach_px..=staff.bottom_px(x) + reach_px;
    (staff.left_px()..=staff.right_px()).contains(&x) && rows.contains(&y)
}

/// Whether two staves, one above the other, are said to sound together, or not to; the last word counts.
fn said_of(said: &[Correction], upper: &Staff, lower: &Staff) -> Option<bool> {
    let is_between = |[x, y]: [f64; 2]| upper.middle_px(x) < y && y < lower.middle_px(x);
    said.iter().rev().find_map(|it| match it {
        Correction::Together(at_px) if is_between(*at_px) => Some(true),
        Correction::Apart(at_px) if is_between(*at_px) => Some(false),
        _ => None,
    })
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
