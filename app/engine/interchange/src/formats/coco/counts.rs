//! Run lengths as COCO packs them into text.
//!
//! Each count is written as a signed number in groups of five bits, the lowest first, and each group
//! as the letter with the code 48 plus the group plus 32 if another one follows. From the fourth
//! count on it is the difference to the count before the last (`rleToString` of cocodataset/cocoapi,
//! `common/maskApi.c`).

use shapes::Rle;

/// Groups of five bits that the longest difference of two 32-bit counts needs.
const MOST_GROUPS: u32 = 7;

/// The runs of a mask as text.
pub(crate) fn to_text(counts: &[u32]) -> String {
    let mut text = String::new();
    for (index, &count) in counts.iter().enumerate() {
        let mut rest = i64::from(count);
        if index > 2 {
            rest -= i64::from(counts[index - 2]);
        }
        loop {
            let group = (rest & 0x1F) as u8;
            rest >>= 5;
            // The highest bit of the last group is the sign of the number.
            let is_last = rest == if group & 0x10 == 0 { 0 } else { -1 };
            let code = 48 + group + if is_last { 0 } else { 32 };
            text.push(char::from(code));
            if is_last {
                break;
            }
        }
    }
    text
}

/// The runs of a mask of this size that a text holds.
///
/// # Errors
/// Words that say what is wrong with the text.
pub(crate) fn from_text(text: &str, width_px: u32, height_px: u32) -> Result<Rle, String> {
    let mut counts: Vec<u32> = Vec::new();
    let mut letters = text.bytes();
    while letters.len() > 0 {
        let mut number = signed(&mut letters)?;
        if let [.., before_last, _] = counts[..]
            && counts.len() > 2
        {
            number += i64::from(before_last);
        }
        let count =
            u32::try_from(number).map_err(|_| format!("a run of {number} pixels is impossible"))?;
        counts.push(count);
    }
    checked(counts, width_px, height_px)
}

/// The runs, once it is sure that they are of all pixels of a picture of this size.
///
/// # Errors
/// Words that say what is wrong with them.
pub(crate) fn checked(counts: Vec<u32>, width_px: u32, height_px: u32) -> Result<Rle, String> {
    let counted_px: u64 = counts.iter().map(|&it| u64::from(it)).sum();
    let pixels = u64::from(width_px) * u64::from(height_px);
    if counted_px != pixels {
        return Err(format!(
            "its runs are of {counted_px} pixels, and {width_px} × {height_px} are {pixels}"
        ));
    }
    Ok(Rle {
        width_px,
        height_px,
        counts,
    })
}

/// The next number.
fn signed(letters: &mut impl Iterator<Item = u8>) -> Result<i64, String> {
    let mut number = 0;
    for index in 0..MOST_GROUPS {
        let letter = letters.next().ok_or("its text ends within a number")?;
        let bits = letter
            .checked_sub(48)
            .filter(|bits| *bits < 64)
            .ok_or_else(|| format!("the letter `{}` has no place in it", letter.escape_ascii()))?;
        let shift = 5 * index;
        number |= i64::from(bits & 0x1F) << shift;
        if bits & 0x20 == 0 {
            if bits & 0x10 != 0 {
                number |= -1 << (shift + 5);
            }
            return Ok(number);
        }
    }
    Err("a number in it is too long".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn damaged_texts_are_refused() {
        for (text, reason) in [
            ("4", "4 pixels"),
            ("5\u{1}", "has no place"),
            ("5p", "has no place"),
            ("o", "ends within"),
            ("oooooooooooooooo", "too long"),
            ("O", "impossible"),
        ] {
            let refused = from_text(text, 3, 2).unwrap_err();
            assert!(refused.contains(reason), "{text}: {refused}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_written_is_read(
            counts in proptest::collection::vec(0..=u32::MAX / 20, 0..20),
        ) {
            // A picture of one row, as wide as all runs together.
            let width_px = counts.iter().sum();
            let rle = from_text(&to_text(&counts), width_px, 1).unwrap();
            prop_assert_eq!(rle.counts, counts);
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".*") {
            let _ = from_text(&text, 100, 100);
        }
    }
}
