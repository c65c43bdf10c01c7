//! The page as it comes in.

use crate::NoStaves;

/// The longest side of a page, in pixels: A0 at 600 dots per inch is shorter.
const LONGEST_SIDE_PX: usize = 32_768;
/// The shortest side on which a staff can be: five lines of the least spacing and some room.
const SHORTEST_SIDE_PX: usize = 40;

/// A grey picture of a page with dark print on light paper, not owned.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    width: usize,
    height: usize,
    levels: &'a [u8],
}

impl<'a> Page<'a> {
    /// A page of so many columns and rows; its levels stand row by row from the top, 0 is black and
    /// 255 white.
    ///
    /// # Errors
    /// When there are not as many levels as pixels, or the page is too small or too large for a
    /// staff to be looked for.
    pub fn new(width: usize, height: usize, levels: &'a [u8]) -> Result<Self, NoStaves> {
        let is_usable = |side: usize| (SHORTEST_SIDE_PX..=LONGEST_SIDE_PX).contains(&side);
        if !is_usable(width) || !is_usable(height) || levels.len() != width * height {
            return Err(NoStaves::UnusablePage {
                width,
                height,
                levels: levels.len(),
            });
        }
        Ok(Self {
            width,
            height,
            levels,
        })
    }

    /// How many columns of pixels it has.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// How many rows of pixels it has.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// The levels, row by row from the top; 0 is black and 255 white.
    #[must_use]
    pub const fn levels(&self) -> &'a [u8] {
        self.levels
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_one_level_for_each_pixel() {
        let levels = vec![255; 64 * 50];
        assert!(Page::new(64, 50, &levels).is_ok());
        assert!(matches!(
            Page::new(64, 51, &levels),
            Err(NoStaves::UnusablePage { levels: 3200, .. })
        ));
        assert!(Page::new(0, 0, &[]).is_err());
        assert!(Page::new(usize::MAX, 2, &[]).is_err());
    }
}
