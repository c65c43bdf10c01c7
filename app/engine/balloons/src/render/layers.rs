//! The light of every pixel of a shot, in layers.

use rayon::prelude::*;

use super::shading::{Sample, Shader};
use crate::camera::blur::Field;
use crate::projection::{Projection, Wall};
use crate::size::PictureSize;

/// Samples along each side of a pixel at the outline and at defects. Elsewhere nothing is finer than
/// a pixel.
const FINE: usize = 3;
/// How near to the outline a pixel is sampled finely, in pixels.
const OUTLINE_PX: f32 = 3.0;
/// How near to a defect a pixel is sampled finely, in pixels.
const MARGIN_PX: f32 = 1.0;

/// A defect on one wall, and the pixels that can show it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Projected {
    pub defect: usize,
    pub wall: Wall,
    pub columns: [usize; 2],
    pub rows: [usize; 2],
}

/// The light of every pixel, apart by what it comes through: `front + through · back`.
#[derive(Clone, Debug)]
pub(crate) struct Layers {
    pub front: Field,
    pub through: Field,
    pub back: Field,
}

/// One shot before the camera: what is where, and how it is lit.
pub(crate) struct Scene<'a> {
    pub shader: &'a Shader,
    pub projection: Projection,
    pub size: PictureSize,
    /// All defects that the picture can show, by number and then near wall first.
    pub projected: Vec<Projected>,
}

/// The defects that can matter to one pixel, by wall.
#[derive(Clone, Debug, Default)]
pub(crate) struct Active {
    near: Vec<usize>,
    far: Vec<usize>,
}

impl Active {
    pub fn is_empty(&self) -> bool {
        self.near.is_empty() && self.far.is_empty()
    }

    pub fn contains(&self, defect: usize, wall: Wall) -> bool {
        match wall {
            Wall::Near => self.near.contains(&defect),
            Wall::Far => self.far.contains(&defect),
        }
    }

    /// The same without one defect on one wall.
    pub fn without(&self, defect: usize, wall: Wall) -> Self {
        let mut others = self.clone();
        let of_wall = match wall {
            Wall::Near => &mut others.near,
            Wall::Far => &mut others.far,
        };
        of_wall.retain(|other| *other != defect);
        others
    }

    fn lists(&self) -> [&[usize]; 2] {
        [&self.near, &self.far]
    }
}

impl<'a> Scene<'a> {
    pub fn new(shader: &'a Shader, projection: Projection, size: PictureSize) -> Self {
        let mut projected = Vec::new();
        for (defect, shape) in shader.shapes().iter().enumerate() {
            for wall in Wall::ALL {
                let pixels = projection.pixels_of(shape, wall, shader.outline(), size);
                projected.extend(pixels.map(|[columns, rows]| Projected {
                    defect,
                    wall,
                    columns,
                    rows,
                }));
            }
        }
        Self {
            shader,
            projection,
            size,
            projected,
        }
    }

    /// The light of all pixels.
    pub fn layers(&self) -> Layers {
        let (width, height) = (self.size.width_px(), self.size.height_px());
        let empty = || Field::filled(width, height, 0.0);
        let (mut front, mut through, mut back) = (empty(), empty(), empty());
        front
            .values
            .par_chunks_mut(width)
            .zip(through.values.par_chunks_mut(width))
            .zip(back.values.par_chunks_mut(width))
            .enumerate()
            .for_each(|(y, ((front, through), back))| {
                let of_row = self.of_row(y);
                let mut active = Active::default();
                for x in 0..width {
                    self.activate(&of_row, x, y, &mut active);
                    let sample = self.pixel(x, y, &active);
                    front[x] = sample.front;
                    through[x] = sample.through;
                    back[x] = sample.back;
                }
            });
        Layers {
            front,
            through,
            back,
        }
    }

    /// The defects whose pixels reach into a row.
    pub fn of_row(&self, y: usize) -> Vec<Projected> {
        let reaches = |it: &&Projected| (it.rows[0]..it.rows[1]).contains(&y);
        self.projected.iter().filter(reaches).copied().collect()
    }

    /// Finds the defects that can matter to a pixel.
    pub fn activate(&self, of_row: &[Projected], x: usize, y: usize, active: &mut Active) {
        active.near.clear();
        active.far.clear();
        let mut here = of_row
            .iter()
            .filter(|it| (it.columns[0]..it.columns[1]).contains(&x))
            .peekable();
        if here.peek().is_none() {
            return;
        }
        let at = self
            .projection
            .axis_from_picture([x as f32 + 0.5, y as f32 + 0.5]);
        let Some([near, far]) = self.projection.walls(at, self.shader.outline()) else {
            return;
        };
        for it in here {
            let (point, list) = match it.wall {
                Wall::Near => (&near, &mut active.near),
                Wall::Far => (&far, &mut active.far),
            };
            // A pixel covers more of the wall where it is seen at an angle.
            let margin_mm = MARGIN_PX * self.projection.mm_per_px / point.normal[1].max(0.1);
            if self.shader.shapes()[it.defect].is_near(point.theta_rad, point.z_mm, margin_mm) {
                list.push(it.defect);
            }
        }
    }

    /// The light of one pixel with some defects.
    pub fn pixel(&self, x: usize, y: usize, active: &Active) -> Sample {
        let middle = [x as f32 + 0.5, y as f32 + 0.5];
        let at = self.projection.axis_from_picture(middle);
        if active.is_empty() && !self.is_at_outline(at) {
            return self.shader.sample(&self.projection, at, active.lists());
        }
        self.fine_pixel(x, y, active)
    }

    /// The same, sampled finely whatever is there.
    pub fn fine_pixel(&self, x: usize, y: usize, active: &Active) -> Sample {
        let mut sum = Sample::default();
        for at in self.fine_points(x, y) {
            let sample = self.shader.sample(&self.projection, at, active.lists());
            sum.front += sample.front;
            sum.through += sample.through;
            sum.back += sample.back;
        }
        let count = (FINE * FINE) as f32;
        Sample {
            front: sum.front / count,
            through: sum.through / count,
            back: sum.back / count,
        }
    }

    /// Whether a defect covers any of the points at which a pixel is sampled.
    pub fn is_covered(&self, x: usize, y: usize, defect: usize, wall: Wall) -> bool {
        let shape = &self.shader.shapes()[defect];
        self.fine_points(x, y).any(|at| {
            let points = self.projection.walls(at, self.shader.outline());
            points.is_some_and(|points| {
                let point = points[usize::from(wall == Wall::Far)];
                shape.effect(point.theta_rad, point.z_mm).is_some()
            })
        })
    }

    fn fine_points(&self, x: usize, y: usize) -> impl Iterator<Item = [f32; 2]> {
        let place = |step: usize| (step as f32 + 0.5) / FINE as f32;
        (0..FINE * FINE).map(move |step| {
            let at = [x as f32 + place(step % FINE), y as f32 + place(step / FINE)];
            self.projection.axis_from_picture(at)
        })
    }

    fn is_at_outline(&self, [u_mm, v_mm]: [f32; 2]) -> bool {
        let (radius_mm, slope) = self.shader.outline().radius_mm(v_mm);
        let away_mm = (u_mm.abs() - radius_mm).abs() / (1.0 + slope * slope).sqrt();
        away_mm < OUTLINE_PX * self.projection.mm_per_px
    }
}
