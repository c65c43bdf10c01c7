//! What is found on a page, and the one way to find it.

use crate::binarise::ink_of;
use crate::finding::staves_of;
use crate::ink::Ink;
use crate::ledger::{self, Ledger};
use crate::removed::without_lines;
use crate::staff::{Staff, StaffKind};
use crate::systems::{System, systems};
use crate::{NoStaves, Page};

/// The share of ink below which a page is blank.
const BLANK: f64 = 0.0002;
/// The length of all staves together from which a page is taken to stand upright without a look
/// at its columns, in widths of the page.
const SURELY_UPRIGHT: f64 = 0.5;
/// That from which it is taken to lie on its side, in heights of the page; stems beside each other
/// and the grain of photographs are shorter.
const SURELY_SIDEWAYS: f64 = 0.4;
/// The size of the staves of what is beside the music, at the most, as a share of that of most staves.
const SMALL: f64 = 0.85;
/// Their length, at the most, as a share of that of the longest staff.
const SHORT: f64 = 0.75;
/// How many steps [`find`] has.
const STEPS: usize = 3;

/// Hears how many steps of how many are done, and says whether to go on.
pub type Watch<'a> = &'a dyn Fn(usize, usize) -> bool;

/// How the staff lines of a page lean on the whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Skew {
    pub(crate) slope: f64,
}

impl Skew {
    /// How many pixels the lines go down for each pixel to the right.
    #[must_use]
    pub const fn slope(&self) -> f64 {
        self.slope
    }

    /// The angle by which the page is turned clockwise, in radians. Turning it back by as much
    /// makes the lines level.
    #[must_use]
    pub fn angle_rad(&self) -> f64 {
        self.slope.atan()
    }
}

/// What is found on a page.
///
/// Whether the page stands on its head cannot be told from lines, as a staff looks the same from
/// both sides: clefs tell it.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Which pixels are ink, for whoever measures on.
    pub ink: Ink,
    /// How the staff lines lean.
    pub skew: Skew,
    /// The staves of all sizes and kinds, from the top to the bottom, and from the left to the right
    /// where they stand beside each other.
    pub staves: Vec<Staff>,
    /// The systems, from the top down; every staff is in one.
    pub systems: Vec<System>,
}

impl Layout {
    /// The numbers of the staves that do not have five lines, so that it can be said that they are
    /// not read.
    #[must_use]
    pub fn unusual_staves(&self) -> Vec<usize> {
        let all = 0..self.staves.len();
        all.filter(|at| self.staves[*at].kind() != StaffKind::FiveLines)
            .collect()
    }

    /// The numbers of the systems that are beside the course of the music, as an ossia over a system or
    /// a variant at the foot of the page: all of their staves are much smaller than most of the page
    /// and much shorter than the longest one.
    #[must_use]
    pub fn asides(&self) -> Vec<usize> {
        let length = |it: &Staff| it.right_px() - it.left_px();
        let longest = self.staves.iter().map(length).fold(0.0, f64::max);
        let usual = self.interline_px();
        let is_aside =
            |it: &Staff| it.scale().interline_px <= SMALL * usual && length(it) <= SHORT * longest;
        let all = 0..self.systems.len();
        all.filter(|at| {
            let mut staves = self.systems[*at].staves.iter();
            staves.all(|staff| is_aside(&self.staves[*staff]))
        })
        .collect()
    }

    /// The distance of the lines of most staves, in pixels.
    #[must_use]
    pub fn interline_px(&self) -> f64 {
        let mut all: Vec<f64> = self
            .staves
            .iter()
            .map(|it| it.scale().interline_px)
            .collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(0.0)
    }

    /// The ledger lines of a staff that pass some columns, from the staff outwards: first those
    /// above it, then those below. None where there is no such staff.
    #[must_use]
    pub fn ledgers(&self, staff: usize, left_px: f64, right_px: f64) -> Vec<Ledger> {
        let staff = self.staves.get(staff);
        let found = staff.map(|it| ledger::ledgers(&self.ink, it, left_px, right_px));
        found.unwrap_or_default()
    }

    /// The place of a point in a staff, in half staff spaces above its middle, as
    /// [`Staff::position_at`] says it, but beyond the staff by the ledger lines that pass the columns
    /// up to `reach_px` to both sides. None where there is no such staff.
    #[must_use]
    pub fn position_by_ledgers(&self, staff: usize, x: f64, y: f64, reach_px: f64) -> Option<f64> {
        let ledgers = self.ledgers(staff, x - reach_px, x + reach_px);
        let staff = self.staves.get(staff)?;
        Some(ledger::position(staff, &ledgers, x, y))
    }

    /// The ink without the staff lines, which stay where something lies over them.
    #[must_use]
    pub fn without_lines(&self) -> Ink {
        without_lines(&self.ink, &self.staves)
    }
}

/// Finds the staves and systems of a page. The same page always gives the same answer.
///
/// # Errors
/// What was seen instead of staves; and when `watch` said not to go on.
pub fn find(page: &Page<'_>, watch: Option<Watch<'_>>) -> Result<Layout, NoStaves> {
    let go_on = |step: usize| {
        if watch.is_none_or(|watch| watch(step, STEPS)) {
            Ok(())
        } else {
            Err(NoStaves::Cancelled)
        }
    };
    go_on(0)?;
    let ink = ink_of(page);
    let ink_share = ink.share();
    if ink_share < BLANK {
        return Err(NoStaves::Blank { ink_share });
    }
    go_on(1)?;
    let found = staves_of(&ink);
    let length =
        |staves: &[Staff]| -> f64 { staves.iter().map(|it| it.right_px() - it.left_px()).sum() };
    let upright = found.as_ref().map_or(0.0, |it| length(&it.staves));
    if upright < SURELY_UPRIGHT * page.width() as f64 {
        // Nothing, or so little that it may be stems or a frame: a page that lies on its side.
        let least = (SURELY_SIDEWAYS * page.height() as f64).max(2.0 * upright);
        if let Ok(turned) = staves_of(&ink.exchanged())
            && length(&turned.staves) > least
        {
            return Err(NoStaves::Sideways {
                staves: turned.staves.len(),
                interline_px: turned.staves[0].scale().interline_px,
            });
        }
    }
    let found = found?;
    go_on(2)?;
    let systems = systems(&ink, &found.staves, &|_, _| None);
    go_on(STEPS)?;
    Ok(Layout {
        ink,
        skew: found.skew,
        staves: found.staves,
        systems,
    })
}
