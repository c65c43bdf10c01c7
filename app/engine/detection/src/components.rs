//! The cut of the Deep Watershed Detector: connected parts of the energy above a threshold.

use shapes::{Connectivity, Mask};

use crate::detections::{Detection, Detections};

/// A connected part of the energy above a threshold.
#[derive(Clone, PartialEq, Debug)]
pub struct Component {
    /// Its cells: a pixel of the mask is a cell of [`Detections::energy`].
    pub cells: Mask,
    /// The class that the things in it vote for, each with its score; none where no thing lies in
    /// it.
    pub class: Option<usize>,
    /// How many things lie in it: those above one are things that this cut joins.
    pub thing_count: usize,
}

impl Detections {
    /// The connected parts of the energy from a threshold on, which touch at edges or corners, in
    /// the order of their topmost, leftmost cells. Things of all three lists vote for their classes,
    /// each where its peak lies.
    #[must_use]
    pub fn components(&self, threshold: f64) -> Vec<Component> {
        let parts = self.energy.above(threshold).components(Connectivity::Eight);
        let things = [&self.found, &self.candidates, &self.negatives];
        // Things by the row of their cell, so that a part asks only those of its rows.
        let mut voters: Vec<((u32, u32), &Detection)> = things
            .into_iter()
            .flatten()
            .filter_map(|thing| Some((self.energy.cell_at(thing.peak)?, thing)))
            .collect();
        voters.sort_by_key(|((_, row), _)| *row);
        parts
            .into_iter()
            .map(|cells| {
                let rows = cells.pixel_bounds().map_or(0..0, |it| it.top..it.bottom);
                let first = voters.partition_point(|((_, row), _)| *row < rows.start);
                let end = voters.partition_point(|((_, row), _)| *row < rows.end);
                let inside = voters[first..end]
                    .iter()
                    .filter(|((column, row), _)| cells.get(*column, *row));
                let mut votes = vec![0.0; self.labels.len()];
                let mut thing_count = 0;
                for (_, thing) in inside {
                    votes[thing.class] += f64::from(thing.score);
                    thing_count += 1;
                }
                let likeliest = (0..votes.len()).max_by(|one, other| {
                    // Of equals, the first.
                    votes[*one].total_cmp(&votes[*other]).then(other.cmp(one))
                });
                Component {
                    class: likeliest.filter(|_| thing_count > 0),
                    cells,
                    thing_count,
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use shapes::{PictureSize, Point, Rect};

    use super::*;
    use crate::energy::tests::map;

    fn thing(x: f64, y: f64, energy: f32, class: usize) -> Detection {
        let bounds = Rect::between(Point::new(x - 1.0, y - 1.0), Point::new(x + 1.0, y + 1.0));
        let mut probabilities = [0.0; 2];
        probabilities[class] = 1.0;
        Detection::new(bounds, Point::new(x, y), energy, &probabilities, |_| false)
    }

    #[test]
    fn things_that_touch_are_one_part_and_the_surer_ones_name_it() {
        let found = Detections {
            picture: PictureSize {
                width_px: 15,
                height_px: 6,
            },
            unit_px: 6.0,
            labels: vec!["a".to_owned(), "b".to_owned()],
            model: String::new(),
            found: vec![thing(1.0, 1.0, 0.9, 1)],
            candidates: vec![thing(4.0, 3.0, 0.5, 0), thing(5.0, 3.0, 0.3, 0)],
            negatives: Vec::new(),
            energy: map(&[&[200, 0, 0, 0, 90], &[0, 150, 0, 0, 0], &[0, 0, 0, 80, 0]]),
        };
        let parts = found.components(0.3);
        let told: Vec<_> = parts
            .iter()
            .map(|part| (part.cells.area_px(), part.class, part.thing_count))
            .collect();
        assert_eq!(told, [(2, Some(1), 3), (1, None, 0), (1, None, 0)]);
        assert_eq!(found.components(0.7).len(), 1);
        assert!(found.components(0.9).is_empty());
    }
}
