//! Masks as they are stored with labels.
//!
//! `{"bounds":[left,top,width,height],"runs":[off,on,off,…]}`: the smallest rectangle with all
//! pixels that are on, and the lengths of the runs in it, row by row from its upper left. The runs
//! are off and on by turns, begin with one that is off (0 where the first pixel is on), go on from
//! one row into the next, and together are width times height. A mask without pixels has a
//! rectangle of zeros and no runs.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::runs::MaskBuilder;
use super::{LARGEST_SIDE_PX, Mask};
use crate::{MaskError, PixelRect};

/// A mask as it is stored.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    /// The first column and the first row with pixels, and how many columns and rows there are.
    bounds: [u32; 4],
    /// The lengths of the runs, those that are off first.
    runs: Vec<u64>,
}

impl Serialize for Mask {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stored = match self.pixel_bounds() {
            None => Stored {
                bounds: [0; 4],
                runs: Vec::new(),
            },
            Some(bounds) => Stored {
                bounds: [
                    bounds.left,
                    bounds.top,
                    bounds.width_px(),
                    bounds.height_px(),
                ],
                runs: self.counts(bounds).collect(),
            },
        };
        stored.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Mask {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stored = Stored::deserialize(deserializer)?;
        stored.mask().map_err(de::Error::custom)
    }
}

impl Stored {
    /// The mask, once it is sure that the runs fit the rectangle and the rectangle a mask.
    fn mask(&self) -> Result<Mask, MaskError> {
        let [left, top, width_px, height_px] = self.bounds;
        let (right_px, bottom_px) = (
            u64::from(left) + u64::from(width_px),
            u64::from(top) + u64::from(height_px),
        );
        if right_px.max(bottom_px) > u64::from(LARGEST_SIDE_PX) {
            return Err(MaskError::Large {
                right_px,
                bottom_px,
            });
        }
        let counted_px = self
            .runs
            .iter()
            .fold(0u64, |sum, &run| sum.saturating_add(run));
        if counted_px != u64::from(width_px) * u64::from(height_px) {
            return Err(MaskError::Counts {
                counted_px,
                width_px,
                height_px,
            });
        }
        let mut builder = MaskBuilder::within(PixelRect {
            left,
            top,
            right: left + width_px,
            bottom: top + height_px,
        });
        builder.push_counts(self.runs.iter().copied());
        Ok(builder.finish())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::mask::test_masks::{drawn, mask_strategy};
    use proptest::prelude::*;

    fn read(json: &str) -> Result<Mask, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn the_format_is_as_documented() {
        let mask = drawn(&["....", "..##", "..#.", ".##."]);
        let json = serde_json::to_string(&mask).unwrap();
        assert_eq!(json, r#"{"bounds":[1,1,3,3],"runs":[1,2,1,1,1,2,1]}"#);
        assert_eq!(read(&json).unwrap(), mask);
        let empty = serde_json::to_string(&Mask::new()).unwrap();
        assert_eq!(empty, r#"{"bounds":[0,0,0,0],"runs":[]}"#);
        assert_eq!(read(&empty).unwrap(), Mask::new());
    }

    #[test]
    fn a_large_rectangle_needs_few_letters() {
        let mask = Mask::rectangle(PixelRect {
            left: 0,
            top: 0,
            right: 20_000,
            bottom: 20_000,
        });
        let json = serde_json::to_string(&mask).unwrap();
        assert_eq!(json, r#"{"bounds":[0,0,20000,20000],"runs":[0,400000000]}"#);
        assert!(read(&json).unwrap() == mask);
    }

    #[test]
    fn lying_data_are_refused() {
        for (json, reason) in [
            (r#"{"bounds":[0,0,2,2],"runs":[0,3]}"#, "3 pixels together"),
            (r#"{"bounds":[0,0,2,2],"runs":[0,5]}"#, "5 pixels together"),
            (
                r#"{"bounds":[0,0,2,2],"runs":[18446744073709551615,18446744073709551615]}"#,
                "18446744073709551615 pixels together",
            ),
            (
                r#"{"bounds":[4294967295,0,4294967295,1],"runs":[0,4294967295]}"#,
                "larger than",
            ),
            (r#"{"bounds":[131072,0,1,1],"runs":[0,1]}"#, "larger than"),
            (r#"{"bounds":[0,0,2],"runs":[4]}"#, "invalid length 3"),
            (r#"{"bounds":[0,0,-1,2],"runs":[]}"#, "invalid value"),
            (
                r#"{"bounds":[0,0,1,1],"runs":[1],"more":1}"#,
                "unknown field",
            ),
        ] {
            let refused = read(json).unwrap_err();
            assert!(refused.contains(reason), "{json}: {refused}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_stored_is_read(mask in mask_strategy()) {
            let json = serde_json::to_string(&mask).unwrap();
            prop_assert_eq!(read(&json).unwrap(), mask);
        }
    }
}
