//! What is present and what is visible in a shot, found by rendering it without each defect.

use rayon::prelude::*;

use super::layers::{Active, Layers, Projected, Scene};
use super::shot::DefectInShot;
use super::studio::Studio;
use super::visibility::{AROUND_PX, Evidence, VISIBLE_CNR};
use crate::balloon::Pose;
use crate::camera::blur::Field;
use crate::camera::sensor::Sensor;
use crate::mask::Mask;
use crate::projection::Wall;

/// Share of a defect's pixels whose ratio is below the one that is told of it.
const TOLD: f32 = 0.9;

/// A shot before noise.
pub(super) struct Clean<'a> {
    /// The light before the camera; that from behind is already blurred.
    pub layers: &'a Layers,
    /// The light on the sensor.
    pub light: &'a Field,
    /// The levels before and after compression, where there is some.
    pub compression: Option<(&'a [u8], &'a [u8])>,
}

/// A piece of the picture: its first column and row, and its size.
#[derive(Clone, Copy, Debug)]
struct Piece {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
}

/// Where a defect is, and what it does to the light before the camera.
struct Change {
    present: Vec<bool>,
    front: Field,
    through: Field,
    back: Field,
}

/// The truth about every defect on every wall that shows it.
pub(super) fn truths(
    scene: &Scene<'_>,
    clean: &Clean<'_>,
    studio: &Studio,
    pose: &Pose,
) -> Vec<DefectInShot> {
    scene
        .projected
        .par_iter()
        .filter_map(|projected| truth(scene, clean, studio, pose, projected))
        .collect()
}

fn truth(
    scene: &Scene<'_>,
    clean: &Clean<'_>,
    studio: &Studio,
    pose: &Pose,
    projected: &Projected,
) -> Option<DefectInShot> {
    let [blur_px, far_blur_px] = studio.blurs_px();
    let margin = AROUND_PX + (3.0 * (blur_px + far_blur_px)).ceil() as usize;
    let piece = Piece::around(projected, margin, clean.light);
    let change = change(scene, projected, piece);
    let present = Mask::tight(piece.left, piece.top, piece.width, &change.present)?;
    let light = on_lens(change, clean.layers, piece, projected.wall, far_blur_px).blurred(blur_px);
    let ratio = evidence(&light, clean, studio, pose, piece).ratio();
    let mut ratios = Vec::with_capacity(present.area_px());
    let mut visible = vec![false; ratio.values.len()];
    for [x, y] in present.iter() {
        let index = (y as usize - piece.top) * piece.width + (x as usize - piece.left);
        ratios.push(ratio.values[index]);
        visible[index] = ratio.values[index] >= VISIBLE_CNR;
    }
    ratios.sort_by(f32::total_cmp);
    let told = ((ratios.len() as f32 * TOLD) as usize).min(ratios.len() - 1);
    let defect = scene.shader.shapes()[projected.defect].defect();
    let outline = scene.shader.outline();
    Some(DefectInShot {
        defect: projected.defect,
        wall: projected.wall,
        visible: Mask::tight(piece.left, piece.top, piece.width, &visible),
        present,
        centre_px: scene
            .projection
            .picture_from_wall(defect.theta_rad, defect.z_mm, outline),
        cnr: ratios[told],
    })
}

/// Renders the pixels that a defect can change, with it and without it.
fn change(scene: &Scene<'_>, projected: &Projected, piece: Piece) -> Change {
    let Projected { defect, wall, .. } = *projected;
    let empty = || Field::filled(piece.width, piece.height, 0.0);
    let mut change = Change {
        present: vec![false; piece.width * piece.height],
        front: empty(),
        through: empty(),
        back: empty(),
    };
    let mut active = Active::default();
    for y in projected.rows[0]..projected.rows[1] {
        let of_row = scene.of_row(y);
        for x in projected.columns[0]..projected.columns[1] {
            scene.activate(&of_row, x, y, &mut active);
            if !active.contains(defect, wall) {
                continue;
            }
            let with = scene.pixel(x, y, &active);
            // The outline of other defects is sampled as finely with this one as without it.
            let without = scene.fine_pixel(x, y, &active.without(defect, wall));
            let index = (y - piece.top) * piece.width + (x - piece.left);
            change.present[index] = scene.is_covered(x, y, defect, wall);
            change.front.values[index] = with.front - without.front;
            change.through.values[index] = with.through - without.through;
            change.back.values[index] = with.back - without.back;
        }
    }
    change
}

/// The change of the light at the lens: of what the near wall does, or of what comes through it.
fn on_lens(change: Change, layers: &Layers, piece: Piece, wall: Wall, far_blur_px: f32) -> Field {
    let mut light = change.front;
    let (other, factor) = match wall {
        Wall::Near => (change.through, &layers.back),
        Wall::Far => (change.back.blurred(far_blur_px), &layers.through),
    };
    for (index, light) in light.values.iter_mut().enumerate() {
        *light += other.values[index] * factor.values[piece.index(index, factor.width_px)];
    }
    light
}

fn evidence(
    change: &Field,
    clean: &Clean<'_>,
    studio: &Studio,
    pose: &Pose,
    piece: Piece,
) -> Evidence {
    let columns = clean.light.width_px;
    let empty = || Field::filled(piece.width, piece.height, 0.0);
    let (mut with, mut without, mut noise) = (empty(), empty(), empty());
    let mut compression = clean.compression.map(|_| empty());
    for index in 0..with.values.len() {
        let whole = piece.index(index, columns);
        let gain = studio.gain(whole % columns, whole / columns, pose);
        let light = clean.light.values[whole];
        let light_without = light - gain * change.values[index];
        with.values[index] = Sensor::level(light);
        without.values[index] = Sensor::level(light_without);
        noise.values[index] = studio.sensor().variance(light_without);
        if let (Some(squares), Some((raw, compressed))) = (&mut compression, clean.compression) {
            let error = f32::from(raw[whole]) - f32::from(compressed[whole]);
            squares.values[index] = error * error;
        }
    }
    Evidence {
        with,
        without,
        noise,
        compression,
    }
}

impl Piece {
    fn around(projected: &Projected, margin: usize, picture: &Field) -> Self {
        let left = projected.columns[0].saturating_sub(margin);
        let top = projected.rows[0].saturating_sub(margin);
        Self {
            left,
            top,
            width: (projected.columns[1] + margin).min(picture.width_px) - left,
            height: (projected.rows[1] + margin).min(picture.height_px) - top,
        }
    }

    /// The index in the whole picture of one in the piece.
    fn index(self, index: usize, columns: usize) -> usize {
        (self.top + index / self.width) * columns + self.left + index % self.width
    }
}
