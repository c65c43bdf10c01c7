//! How good proposals are on series of which the truth is known.

use std::collections::BTreeMap;
use std::time::Instant;

use balloons::{Balloon, render_series};
use propagation::{GrayPatch, Keyed, Method, Shots, Turning, Wall, find_part, propagate};
use shapes::{PictureSize, PixelRect, Point, Rect, Shape};

/// A series with its truth.
pub struct Rendered {
    pub size: PictureSize,
    /// Grey levels of each shot.
    pub pictures: Vec<Vec<u8>>,
    pub turned_rad: Vec<f64>,
    pub truths: Vec<Truth>,
    /// Of the first shot: where the axis is in the middle row, and the radius.
    pub axis_px: f64,
    pub radius_px: f64,
}

/// A defect on a wall in a shot.
#[derive(Debug, Clone, Copy)]
pub struct Truth {
    pub shot: usize,
    pub defect: usize,
    pub wall: Wall,
    pub present: Rect,
    /// What of it is visible, where enough is for a label.
    pub visible: Option<Rect>,
}

/// What somebody marks of a defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// Every shot alone on which it is visible on a wall.
    One(Wall),
    /// The first and the last shot together on which it is visible on the near wall.
    Two,
}

/// Counts over many series.
#[derive(Debug, Clone, Copy, Default)]
pub struct Figures {
    /// Shots on which a defect is visible, those of them with a proposal, and those where that is in
    /// the right place.
    pub visible: usize,
    pub proposed: usize,
    pub hits: usize,
    /// Those where it would be by the law alone, whether proposed or not.
    pub hits_by_law: usize,
    /// Shots on which it is not visible, and those of them with a proposal.
    pub hidden: usize,
    pub false_alarms: usize,
    /// How often somebody marked.
    pub trials: usize,
    pub failures: usize,
    pub millis: f64,
    /// Series with an outline, and how far that is off.
    pub series: usize,
    pub outlines: usize,
    pub axis_off_px: f64,
    pub radius_off_px: f64,
}

impl Figures {
    pub fn add(&mut self, other: &Self) {
        self.visible += other.visible;
        self.proposed += other.proposed;
        self.hits += other.hits;
        self.hits_by_law += other.hits_by_law;
        self.hidden += other.hidden;
        self.false_alarms += other.false_alarms;
        self.trials += other.trials;
        self.failures += other.failures;
        self.millis += other.millis;
        self.series += other.series;
        self.outlines += other.outlines;
        self.axis_off_px = self.axis_off_px.max(other.axis_off_px);
        self.radius_off_px = self.radius_off_px.max(other.radius_off_px);
    }

    pub fn share(part: usize, whole: usize) -> f64 {
        part as f64 / whole.max(1) as f64
    }

    pub fn right_visibility(&self) -> f64 {
        Self::share(
            self.proposed + self.hidden - self.false_alarms,
            self.visible + self.hidden,
        )
    }
}

impl Rendered {
    pub fn pixels(&self, shot: usize, rect: PixelRect) -> Option<GrayPatch> {
        let width = self.size.width_px as usize;
        let picture = self.pictures.get(shot)?;
        let rows = rect.top as usize..rect.bottom as usize;
        let levels = rows.flat_map(|y| {
            let row = &picture[y * width..(y + 1) * width];
            row[rect.left as usize..rect.right as usize]
                .iter()
                .map(|level| f32::from(*level))
        });
        GrayPatch::new(rect, levels.collect())
    }

    /// Marks each defect, and compares what is proposed with the truth.
    pub fn measured(&self, marks: Marks, turning: Turning) -> Figures {
        let pixels = |shot: usize, rect: PixelRect| self.pixels(shot, rect);
        let shots = Shots {
            turned_rad: self.turned_rad.iter().copied().map(Some).collect(),
            size: self.size,
            pixels: &pixels,
        };
        let start = Instant::now();
        let part = find_part(&shots);
        let mut figures = Figures {
            series: 1,
            millis: start.elapsed().as_secs_f64() * 1000.0,
            ..Figures::default()
        };
        if let Some(part) = &part {
            figures.outlines = 1;
            let middle = Point::new(self.axis_px, f64::from(self.size.height_px) / 2.0);
            figures.axis_off_px = part.cylinder.across_px(middle).abs();
            figures.radius_off_px = (part.cylinder.radius_px - self.radius_px).abs();
        }
        let turning = Turning {
            cylinder: part.map(|part| part.cylinder),
            ..turning
        };
        let mut by_defect: BTreeMap<usize, Vec<Truth>> = BTreeMap::new();
        for truth in &self.truths {
            by_defect.entry(truth.defect).or_default().push(*truth);
        }
        for truths in by_defect.values() {
            let wall = match marks {
                Marks::One(wall) => wall,
                Marks::Two => Wall::Near,
            };
            let on_wall = truths.iter().filter(|truth| truth.wall == wall);
            let marked: Vec<Truth> = on_wall
                .filter(|truth| truth.visible.is_some())
                .copied()
                .collect();
            let sets: Vec<Vec<Truth>> = match (marks, marked.as_slice()) {
                (Marks::One(_), marked) => marked.iter().map(|one| vec![*one]).collect(),
                (Marks::Two, [] | [_]) => Vec::new(),
                (Marks::Two, [first, .., last]) => vec![vec![*first, *last]],
            };
            for set in sets {
                self.trial(&set, truths, turning, &shots, &mut figures);
            }
        }
        figures
    }

    fn trial(
        &self,
        set: &[Truth],
        truths: &[Truth],
        turning: Turning,
        shots: &Shots<'_>,
        figures: &mut Figures,
    ) {
        let keyed = |truth: &Truth| Keyed {
            shot: truth.shot,
            shape: Shape::Box(truth.present),
        };
        let keyed: Vec<Keyed> = set.iter().map(keyed).collect();
        let start = Instant::now();
        let found = propagate(&Method::Turning(turning), &keyed, shots, &|_, _| true);
        figures.millis += start.elapsed().as_secs_f64() * 1000.0;
        figures.trials += 1;
        let by_law = Turning {
            compares_pixels: false,
            ..turning
        };
        let law = propagate(&Method::Turning(by_law), &keyed, shots, &|_, _| true);
        let (Ok(found), Ok(law)) = (&found, &law) else {
            figures.failures += 1;
            return;
        };
        for (proposal, by_law) in found.proposals.iter().zip(&law.proposals) {
            let here: Vec<&Truth> = truths
                .iter()
                .filter(|truth| truth.shot == proposal.shot)
                .collect();
            let visible: Vec<&&Truth> = here.iter().filter(|it| it.visible.is_some()).collect();
            let is_hit = |shape: &Shape| visible.iter().any(|truth| fits(shape, &truth.present));
            let proposed = proposal.outcome.as_ref().ok();
            if visible.is_empty() {
                figures.hidden += 1;
                figures.false_alarms += usize::from(proposed.is_some());
                continue;
            }
            figures.visible += 1;
            figures.proposed += usize::from(proposed.is_some());
            figures.hits += usize::from(proposed.is_some_and(|it| is_hit(&it.shape)));
            let by_law = by_law.outcome.as_ref().ok();
            figures.hits_by_law += usize::from(by_law.is_some_and(|it| is_hit(&it.shape)));
        }
    }
}

/// Whether a shape is where a defect is: half of what either covers in common, or centres within
/// five pixels.
fn fits(shape: &Shape, present: &Rect) -> bool {
    let truth = Shape::Box(*present);
    shape.iou(&truth) >= 0.5
        || shape
            .center_distance_px(&truth)
            .is_some_and(|distance| distance <= 5.0)
}

/// Renders a balloon.
pub fn rendered(balloon: &Balloon, [width_px, height_px]: [u32; 2]) -> Rendered {
    let size = balloons::PictureSize::new(width_px, height_px).unwrap();
    let shots = render_series(balloon, size, &|_, _| true).unwrap();
    let rect = |place: balloons::PixelBox| {
        PixelRect {
            left: place.left_px,
            top: place.top_px,
            right: place.left_px + place.width_px,
            bottom: place.top_px + place.height_px,
        }
        .rect()
    };
    let truths = shots.iter().flat_map(|shot| {
        shot.truths.iter().map(|truth| Truth {
            shot: shot.number as usize,
            defect: truth.defect,
            wall: match truth.wall {
                balloons::Wall::Near => Wall::Near,
                balloons::Wall::Far => Wall::Far,
            },
            present: rect(truth.present.place),
            visible: truth
                .visible
                .as_ref()
                .filter(|_| truth.is_visible())
                .map(|mask| rect(mask.place)),
        })
    });
    let truths = truths.collect();
    let px_per_mm = 1.0 / f64::from(balloon.camera.mm_per_px(width_px as usize));
    Rendered {
        size: PictureSize {
            width_px,
            height_px,
        },
        truths,
        turned_rad: shots
            .iter()
            .map(|shot| f64::from(shot.pose.angle_rad))
            .collect(),
        axis_px: f64::from(width_px) / 2.0 + f64::from(shots[0].pose.centre_mm[0]) * px_per_mm,
        radius_px: f64::from(balloon.spec.body_radius_mm()) * px_per_mm,
        pictures: shots.into_iter().map(|shot| shot.picture).collect(),
    }
}
