//! Refusing quantities that make no sense.

use std::ops::RangeInclusive;

use crate::error::BalloonsError;

/// Whether a quantity is a number in its range.
pub(crate) fn check(
    what: &'static str,
    value: f32,
    range: RangeInclusive<f32>,
    allowed: &'static str,
) -> Result<(), BalloonsError> {
    // What is not a number is in no range.
    if range.contains(&value) {
        Ok(())
    } else {
        Err(BalloonsError::Quantity {
            what,
            value: value.into(),
            allowed,
        })
    }
}

/// Whether there are not too many of something.
pub(crate) fn counted(
    what: &'static str,
    count: u32,
    most: u32,
    allowed: &'static str,
) -> Result<(), BalloonsError> {
    if count <= most {
        Ok(())
    } else {
        Err(BalloonsError::Quantity {
            what,
            value: count.into(),
            allowed,
        })
    }
}
