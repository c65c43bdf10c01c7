//! Shapes as they come from files: whether they are in order, and what to do if not.

use shapes::{PictureSize, Problem, Rect, Shape};

use crate::{Broken, Issue, Outcome};

/// How far a shape may leave the picture without a remark, in pixels: rounding to two decimals does
/// that.
const OUTSIDE_PX: f64 = 0.01;

/// A shape that was looked at, and what was noticed.
pub struct Checked {
    /// The shape, perhaps mended; none where it is left out.
    pub shape: Option<Shape>,
    /// What was noticed.
    pub findings: Vec<(Issue, Outcome)>,
}

/// Looks at a shape of a picture as the readers do: what is broken is mended, kept or left out, as
/// `broken` says. What leaves the picture by no more than rounding does is in order.
#[must_use]
pub fn checked(shape: Shape, picture: PictureSize, broken: Broken) -> Checked {
    let mut problems = shape.problems(picture);
    if problems == [Problem::OutsidePicture] && is_nearly_inside(&shape, picture) {
        problems.clear();
    }
    if problems.is_empty() {
        return Checked {
            shape: Some(shape),
            findings: Vec::new(),
        };
    }
    let (shape, outcome) = match broken {
        Broken::Skip => (None, Outcome::Skipped),
        Broken::Keep if problems.iter().all(can_be_kept) => (Some(shape), Outcome::Kept),
        Broken::Keep | Broken::Mend => match shape.mended(picture) {
            Some(mended) => (Some(mended), Outcome::Mended),
            None => (None, Outcome::Skipped),
        },
    };
    let finding = |problem| (Issue::Shape { problem }, outcome);
    Checked {
        shape,
        findings: problems.into_iter().map(finding).collect(),
    }
}

fn is_nearly_inside(shape: &Shape, picture: PictureSize) -> bool {
    let whole = picture.rect().grown(OUTSIDE_PX);
    let bounds = Rect::around(shape.vertices());
    bounds.is_some_and(|it| whole.contains_rect(&it))
}

/// Whether a shape with this problem still says where it is.
fn can_be_kept(problem: &Problem) -> bool {
    match problem {
        Problem::Crossing { .. }
        | Problem::HoleOutside
        | Problem::PartInside
        | Problem::OutsidePicture => true,
        Problem::NotFinite | Problem::Reversed | Problem::NoArea | Problem::TooFewPoints { .. } => {
            false
        }
    }
}
