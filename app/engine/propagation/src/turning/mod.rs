//! Proposals for things on a cylinder that turns.

mod choice;
mod law;

use crate::{
    Cylinder, Fit, FitSource, Keyed, Propagated, PropagationError, Proposal, Seen, Shots, Watch,
    find_part, fitted_cylinder,
};

/// A mark nearer to the edge of the cylinder than this is too thin to be seen: the cosine of 84°.
pub(crate) const EDGE_COSINE: f64 = 0.1;
/// How things on a cylinder that turns are proposed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turning {
    /// The cylinder; where there is none, it is found in the pictures, or else fitted to the marks.
    pub cylinder: Option<Cylinder>,
    /// Which way it turns.
    pub sense: Sense,
    /// The walls on which things are proposed.
    pub walls: Walls,
    /// Whether places are compared with the pictures.
    pub compares_pixels: bool,
}

/// Which way a cylinder turns while the angles of its shots grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sense {
    /// As [`Cylinder::axis_rad`] says: the near wall moves to the right, or down.
    #[default]
    Forward,
    /// The near wall moves to the left, or up.
    Backward,
}

/// The walls on which things are proposed.
///
/// Of rendered balloons in good light nine of ten things on the far wall can be seen through the
/// near one, and four of five among reflections, but only one of eight in low visibility and one of
/// four among strong artifacts. A defect has to be marked wherever it is seen, so the far wall counts
/// unless it is left out, and the pixels decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Walls {
    /// The near one.
    Near,
    /// The far one too, where it can be seen through the near one.
    #[default]
    Both,
}

impl Default for Turning {
    /// A cylinder that is found, that turns forward, with things on both walls that are compared with
    /// the pictures.
    fn default() -> Self {
        Self {
            cylinder: None,
            sense: Sense::Forward,
            walls: Walls::Both,
            compares_pixels: true,
        }
    }
}

/// Proposes for every shot that has no mark. The marks are in the order of their shots.
pub(crate) fn propose(
    turning: &Turning,
    keyed: &[Keyed],
    shots: &Shots<'_>,
    watch: Watch<'_>,
) -> Result<Propagated, PropagationError> {
    let (cylinder, source) = cylinder(turning, keyed, shots)?;
    let (sense, law) = choice::law(turning, cylinder, keyed, shots)?;
    let free: Vec<usize> = (0..shots.count())
        .filter(|shot| keyed.iter().all(|key| key.shot != *shot))
        .collect();
    let key = law.clearest(keyed, turning.compares_pixels, shots);
    let mut proposals = Vec::with_capacity(free.len());
    for (done, shot) in free.iter().enumerate() {
        proposals.push(Proposal {
            shot: *shot,
            outcome: law.proposed(&key, *shot, turning, shots),
        });
        if !watch(done + 1, free.len()) && done + 1 < free.len() {
            return Err(PropagationError::Cancelled);
        }
    }
    Ok(Propagated {
        proposals,
        fit: Some(Fit {
            cylinder,
            source,
            sense,
            residual_px: law.phase.residual_px,
        }),
    })
}

/// The cylinder that was given, or else that of the pictures, or else that of the marks.
fn cylinder(
    turning: &Turning,
    keyed: &[Keyed],
    shots: &Shots<'_>,
) -> Result<(Cylinder, FitSource), PropagationError> {
    if let Some(cylinder) = turning.cylinder {
        return Ok((cylinder, FitSource::Given));
    }
    if let Some(part) = find_part(shots) {
        return Ok((part.cylinder, FitSource::Outline));
    }
    let seen = keyed.iter().filter_map(|key| {
        Some(Seen {
            at: key.shape.center()?,
            turned_rad: turning.sense.signed(shots.turned_rad[key.shot]?),
        })
    });
    let fitted = fitted_cylinder(&[seen.collect()], shots.size);
    let cylinder = fitted.ok_or(PropagationError::NoCylinder)?;
    Ok((cylinder, FitSource::Marks))
}

impl Sense {
    /// The other one.
    #[must_use]
    pub const fn opposite(self) -> Self {
        match self {
            Self::Forward => Self::Backward,
            Self::Backward => Self::Forward,
        }
    }

    /// An angle of this sense as one of the forward sense.
    pub(crate) const fn signed(self, angle_rad: f64) -> f64 {
        match self {
            Self::Forward => angle_rad,
            Self::Backward => -angle_rad,
        }
    }
}
