//! The pixels around a pixel that are looked at together.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::ResponseError;

/// The most pixels that a footprint may be across.
pub const LARGEST_SIDE_PX: u32 = 255;

/// The pixels around a pixel that are looked at together, itself in their middle.
///
/// It is written `square:3` or `disk:3`, in settings and on the command line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Footprint {
    /// A square of this odd side in pixels.
    Square(u32),
    /// The pixels at most this many pixels away, measured between centres; `disk(radius)` of
    /// scikit-image. It is `2 * radius + 1` pixels across.
    Disk(u32),
}

impl Footprint {
    /// Whether the footprint has a middle and a size that is supported.
    ///
    /// # Errors
    /// [`ResponseError::EmptyFootprint`], [`ResponseError::EvenSide`] or
    /// [`ResponseError::LargeFootprint`].
    pub fn check(self) -> Result<(), ResponseError> {
        let (size, side_px) = match self {
            Self::Square(side_px) => (side_px, u64::from(side_px)),
            Self::Disk(radius_px) => (radius_px, 2 * u64::from(radius_px) + 1),
        };
        if size == 0 {
            Err(ResponseError::EmptyFootprint)
        } else if side_px % 2 == 0 {
            Err(ResponseError::EvenSide { side_px: size })
        } else if side_px > u64::from(LARGEST_SIDE_PX) {
            Err(ResponseError::LargeFootprint(side_px))
        } else {
            Ok(())
        }
    }

    /// How many rows the footprint reaches up and down from its middle.
    #[must_use]
    pub fn radius_px(self) -> u32 {
        match self {
            Self::Square(side_px) => side_px / 2,
            Self::Disk(radius_px) => radius_px,
        }
    }

    /// How many pixels the footprint reaches left and right in the row that lies `row` below its
    /// middle, or `None` outside.
    #[must_use]
    pub fn reach_px(self, row: i32) -> Option<u32> {
        let radius_px = self.radius_px();
        let distance_px = row.unsigned_abs();
        (distance_px <= radius_px).then(|| match self {
            Self::Square(_) => radius_px,
            Self::Disk(_) => (radius_px * radius_px - distance_px * distance_px).isqrt(),
        })
    }
}

impl fmt::Display for Footprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Square(side_px) => write!(f, "square:{side_px}"),
            Self::Disk(radius_px) => write!(f, "disk:{radius_px}"),
        }
    }
}

impl FromStr for Footprint {
    type Err = ResponseError;

    fn from_str(text: &str) -> Result<Self, ResponseError> {
        let unreadable = || ResponseError::NotAFootprint(text.to_owned());
        let (shape, size) = text.trim().split_once(':').ok_or_else(unreadable)?;
        let size = size.parse().map_err(|_| unreadable())?;
        let footprint = match shape {
            "square" => Self::Square(size),
            "disk" => Self::Disk(size),
            _ => return Err(unreadable()),
        };
        footprint.check()?;
        Ok(footprint)
    }
}

impl TryFrom<String> for Footprint {
    type Error = ResponseError;

    fn try_from(text: String) -> Result<Self, ResponseError> {
        text.parse()
    }
}

impl From<Footprint> for String {
    fn from(footprint: Footprint) -> Self {
        footprint.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The footprint as a drawing, row by row.
    fn drawn(footprint: Footprint) -> Vec<String> {
        let radius = footprint.radius_px() as i32;
        (-radius..=radius)
            .map(|row| {
                let reach = footprint.reach_px(row).unwrap() as i32;
                (-radius..=radius)
                    .map(|column| if column.abs() <= reach { '#' } else { '.' })
                    .collect()
            })
            .collect()
    }

    #[test]
    fn a_disk_is_as_scikit_image_has_it() {
        let expected = [
            "...#...", ".#####.", ".#####.", "#######", ".#####.", ".#####.", "...#...",
        ];
        assert_eq!(drawn(Footprint::Disk(3)), expected);
        assert_eq!(drawn(Footprint::Disk(1)), [".#.", "###", ".#."]);
    }

    #[test]
    fn a_square_is_full() {
        assert_eq!(drawn(Footprint::Square(3)), ["###"; 3]);
        assert_eq!(Footprint::Square(3).reach_px(-2), None);
    }

    #[test]
    fn what_is_written_is_read() {
        for text in ["square:1", "square:5", "disk:3", "disk:127", "square:255"] {
            assert_eq!(text.parse::<Footprint>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_footprint_is_refused_with_its_reason() {
        let refusal = |text: &str| text.parse::<Footprint>().unwrap_err();
        assert_eq!(refusal("square:0"), ResponseError::EmptyFootprint);
        assert_eq!(refusal("disk:0"), ResponseError::EmptyFootprint);
        assert_eq!(refusal("square:4"), ResponseError::EvenSide { side_px: 4 });
        assert_eq!(refusal("square:257"), ResponseError::LargeFootprint(257));
        assert_eq!(refusal("disk:128"), ResponseError::LargeFootprint(257));
        for text in ["", "disk", "disk:", "disk:-1", "disk:3.5", "ring:3", "3"] {
            assert_eq!(refusal(text), ResponseError::NotAFootprint(text.to_owned()));
        }
        assert!(refusal("square:4").to_string().contains("for example 5"));
    }

    #[test]
    fn the_largest_radius_does_not_overflow() {
        assert!(Footprint::Disk(u32::MAX).check().is_err());
    }

    #[test]
    fn settings_hold_the_text_and_refuse_what_it_refuses() {
        let json = serde_json::to_string(&Footprint::Disk(3)).unwrap();
        assert_eq!(json, "\"disk:3\"");
        assert_eq!(
            serde_json::from_str::<Footprint>(&json).unwrap(),
            Footprint::Disk(3)
        );
        let refused = serde_json::from_str::<Footprint>("\"square:2\"").unwrap_err();
        assert!(refused.to_string().contains("odd side"), "{refused}");
    }
}
