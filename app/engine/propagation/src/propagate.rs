//! Proposing: checks what is asked for, and asks the method.

use std::collections::BTreeSet;

use shapes::Shape;

use crate::{
    Propagated, PropagationError, Proposal, Proposed, Shots, Turning, interpolate, turning,
};

/// A shape that a person drew on a shot.
#[derive(Debug, Clone, PartialEq)]
pub struct Keyed {
    /// The shot, from 0.
    pub shot: usize,
    /// The shape.
    pub shape: Shape,
}

/// How marks are carried over to other shots.
#[derive(Debug, Clone, PartialEq)]
pub enum Method {
    /// The thing is on the wall of a cylinder that turns.
    Turning(Turning),
    /// It is where it was on the nearest marked shot; of two that are as near, the earlier one.
    Copy,
    /// It moves evenly from one marked shot to the next, and stays before the first and after the
    /// last one.
    Interpolated,
}

/// Hears how many shots of how many are done, and says whether to go on.
pub type Watch<'a> = &'a dyn Fn(usize, usize) -> bool;

/// Proposes for every shot without a mark where the marked thing is.
///
/// # Errors
/// When there is no mark, two on one shot, one on a shot that is not there, or one without points;
/// when the method lacks what it needs; and when `watch` said not to go on.
pub fn propagate(
    method: &Method,
    keyed: &[Keyed],
    shots: &Shots<'_>,
    watch: Watch<'_>,
) -> Result<Propagated, PropagationError> {
    let keyed = checked(keyed, shots.count())?;
    if !watch(0, shots.count() - keyed.len()) {
        return Err(PropagationError::Cancelled);
    }
    let free = || (0..shots.count()).filter(|shot| keyed.iter().all(|key| key.shot != *shot));
    let plain = |shape: &dyn Fn(usize) -> Shape| Propagated {
        proposals: free()
            .map(|shot| Proposal {
                shot,
                outcome: Ok(Proposed {
                    shape: shape(shot),
                    score: None,
                    residual_px: None,
                    wall: None,
                }),
            })
            .collect(),
        fit: None,
    };
    match method {
        Method::Turning(turning) => turning::propose(turning, &keyed, shots, watch),
        Method::Copy => Ok(plain(&|shot| {
            interpolate::nearest(&keyed, shot).shape.clone()
        })),
        Method::Interpolated => Ok(plain(&|shot| interpolate::between(&keyed, shot))),
    }
}

/// The marks in the order of their shots.
fn checked(keyed: &[Keyed], shots: usize) -> Result<Vec<Keyed>, PropagationError> {
    if keyed.is_empty() {
        return Err(PropagationError::NoKeys);
    }
    let mut seen = BTreeSet::new();
    for key in keyed {
        let shot = key.shot;
        if shot >= shots {
            return Err(PropagationError::NoSuchShot { shot, shots });
        }
        if !seen.insert(shot) {
            return Err(PropagationError::TwoKeys { shot });
        }
        if key.shape.bounds().is_none() {
            return Err(PropagationError::EmptyKey { shot });
        }
    }
    let mut keyed = keyed.to_vec();
    keyed.sort_by_key(|key| key.shot);
    Ok(keyed)
}
