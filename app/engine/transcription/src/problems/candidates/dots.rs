//! Dots that are none, and dots that were not seen.

use notation::{Articulation, NoteValue};

use super::{MISSING, NOT_THERE, Work};
use crate::events::written;
use crate::place::Place;
use crate::problems::Edit;
use crate::problems::trials::Change;
use crate::sign::Sign;

impl Work<'_> {
    /// One dot less, or one more.
    pub(super) fn dots(&mut self, at: usize, of: &[usize], (value, dots): (NoteValue, u8)) {
        let owners = self.prepared.dots.owner.iter().enumerate();
        let owned = owners.filter(|(_, owner)| owner.is_some_and(|it| of.contains(&it)));
        let owned: Vec<usize> = owned.map(|it| it.0).collect();
        if let [dot] = owned[..] {
            let staccato = Sign::Articulation(Articulation::Staccato);
            let symbol = self.symbol(dot);
            let id = symbol.id;
            let against = 1.0 - symbol.score;
            let change = || Change::Length(at, written(value, 0));
            self.add(
                Edit::Become(id, staccato),
                self.speaks_for(dot, staccato),
                change(),
            );
            self.add(Edit::Remove(id), NOT_THERE * against, change());
        } else if dots > 0 {
            self.say_length(at, of[0], (value, dots - 1));
        }
        if dots > 0 {
            return;
        }
        let longer = || Change::Length(at, written(value, 1));
        if let Some((box_px, ink)) = self.place_of_dot(of) {
            let edit = Edit::Add {
                sign: Sign::AugmentationDot,
                box_px,
            };
            self.add(edit, MISSING.0 + MISSING.1 * ink, longer());
        }
        for other in self.near_dots(of) {
            let score = self.speaks_for(other, Sign::AugmentationDot);
            let id = self.symbol(other).id;
            self.add(Edit::Become(id, Sign::AugmentationDot), score, longer());
        }
    }

    /// Where a dot of heads or a rest would be, and the share of that which is ink.
    fn place_of_dot(&self, of: &[usize]) -> Option<([f64; 4], f64)> {
        let rightmost = of.iter().max_by(|one, two| {
            let right = |at: usize| self.symbol(at).box_px[2];
            right(**one).total_cmp(&right(**two))
        })?;
        let place = self.prepared.places[*rightmost].as_ref()?;
        let space = place.interline_px;
        let layout = self.prepared.page.layout;
        let staff = &layout.staves[layout.systems[place.system].staves[place.row]];
        // Of a head on a line, in the space above.
        let step = place.step();
        let in_space = if step % 2 == 0 { step + 1 } else { step };
        let left = self.symbol(*rightmost).box_px[2] + 0.25 * space;
        let y = staff.place_of(f64::from(in_space), left);
        let half = 0.2 * space;
        // The dot is somewhere in a stretch behind the head.
        let steps = (0..6).map(|it| left + 0.15 * space * f64::from(it));
        let boxes = steps.map(|x| [x, y - half, x + 2.0 * half, y + half]);
        let each = boxes.map(|it| (it, self.ink_in(it)));
        each.max_by(|one, two| one.1.total_cmp(&two.1))
    }

    /// Symbols behind heads or a rest that may be dots and are taken for something else.
    fn near_dots(&self, of: &[usize]) -> Vec<usize> {
        let is_behind = |at: &usize| {
            let symbol = self.symbol(*at);
            let place = self.prepared.places[*at].as_ref();
            let is_dot = symbol.score_of(Sign::AugmentationDot).is_some();
            is_dot && place.is_some_and(|place| of.iter().any(|of| self.stands_behind(place, *of)))
        };
        (0..self.prepared.page.symbols.len())
            .filter(is_behind)
            .collect()
    }

    fn stands_behind(&self, place: &Place, of: usize) -> bool {
        let Some(head) = self.prepared.places[of].as_ref() else {
            return false;
        };
        let apart = (place.x_px - self.symbol(of).box_px[2]) / place.interline_px;
        (head.system, head.row) == (place.system, place.row)
            && (0.0..2.0).contains(&apart)
            && (head.position - place.position).abs() < 1.7
    }
}
