//! Occlusion (Zeiler and Fergus 2014, "Visualizing and Understanding Convolutional Networks",
//! section 4.2): how much the score falls when a square of the picture is covered. Each sample gets
//! the mean fall over the squares that cover it. It asks the model alone and needs no gradient.

use std::time::Instant;

use jobs::Work;
use ndarray::{ArrayD, Axis, Slice};

use super::{Response, Target};
use crate::batch::stacked;
use crate::error::ExplainError;
use crate::explainer::Explainer;

/// What is covered, and with what.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Settings {
    /// Side of the square as a share of the picture's shorter side.
    pub side: f32,
    /// Distance between squares as a share of their side.
    pub step: f32,
    /// The sample that covers, as the model takes it.
    pub fill: f32,
    /// Most pictures at once.
    pub chunk: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            side: 0.125,
            step: 0.5,
            fill: 0.0,
            chunk: 16,
        }
    }
}

pub(super) fn occlusion(
    explainer: &Explainer,
    picture: &ArrayD<f32>,
    target: &Target,
    settings: Settings,
    work: &Work,
) -> Result<Response, ExplainError> {
    let start = Instant::now();
    let Target::Class(class) = explainer.settled(target, picture, work)? else {
        return Err(ExplainError::Setting {
            what: "the target of occlusion",
            value: format!("{target:?}"),
            needed: "a class",
        });
    };
    let &[_, _, height, width] = picture.shape() else {
        return Err(ExplainError::Setting {
            what: "the shape of the picture",
            value: format!("{:?}", picture.shape()),
            needed: "[batch, channels, height, width] for occlusion",
        });
    };
    let side = ((height.min(width) as f32 * settings.side).round() as usize).max(1);
    let step = ((side as f32 * settings.step).round() as usize).max(1);
    let squares: Vec<[usize; 2]> = starts(height, side, step)
        .flat_map(|top| starts(width, side, step).map(move |left| [top, left]))
        .collect();
    let scores = explainer.scores(picture, work)?;
    let whole = *scores.get([0, class]).ok_or(ExplainError::NoSuchClass {
        class,
        count: scores.shape()[1],
    })?;
    let chunk = explainer.chunk(settings.chunk)?;
    let mut falls = ArrayD::<f32>::zeros(picture.raw_dim());
    let mut counts = ArrayD::<f32>::zeros(picture.raw_dim());
    for (index, part) in squares.chunks(chunk).enumerate() {
        work.check()?;
        work.progress((index * chunk) as u64, squares.len() as u64, "squares");
        let covered = part.iter().map(|at| {
            let mut covered = picture.clone();
            square(&mut covered, *at, side).fill(settings.fill);
            covered
        });
        let batch = stacked(&covered.collect::<Vec<_>>());
        let scores = explainer.scores(&batch, work)?;
        for (place, at) in part.iter().enumerate() {
            let fall = whole - scores[[place, class]];
            square(&mut falls, *at, side).mapv_inplace(|sum| sum + fall);
            square(&mut counts, *at, side).mapv_inplace(|count| count + 1.0);
        }
    }
    Ok(Response {
        values: falls / counts.mapv(|count| count.max(1.0)),
        layer: None,
        duration: start.elapsed(),
        caveats: Vec::new(),
    })
}

/// Where squares start along a side, the last one at its end.
fn starts(size: usize, side: usize, step: usize) -> impl Iterator<Item = usize> + Clone {
    let last = size.saturating_sub(side);
    let regular = (0..last).step_by(step);
    regular.chain(std::iter::once(last))
}

fn square(
    array: &mut ArrayD<f32>,
    [top, left]: [usize; 2],
    side: usize,
) -> ndarray::ArrayViewMutD<'_, f32> {
    let rows = Slice::from(top..(top + side).min(array.shape()[2]));
    let columns = Slice::from(left..(left + side).min(array.shape()[3]));
    let mut view = array.view_mut();
    view.slice_axis_inplace(Axis(2), rows);
    view.slice_axis_inplace(Axis(3), columns);
    view
}
