//! Where crops lie, so that each defect is whole in one of them.

use rand::{Rng, RngExt};
use shapes::{Mask, PictureSize, PixelRect};

/// The size of crops, and how they lie about what they show.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub side_px: u32,
    pub overlap_px: u32,
    pub clearance_px: u32,
    pub picture: PictureSize,
}

impl Frame {
    /// Whether a crop can hold something whole.
    pub fn holds(&self, bounds: &PixelRect) -> bool {
        bounds.width_px() <= self.side_px && bounds.height_px() <= self.side_px
    }

    /// The part of the picture that a crop with this corner shows.
    pub fn crop_at(&self, left: u32, top: u32) -> PixelRect {
        PixelRect {
            left,
            top,
            right: left + self.side_px.min(self.picture.width_px),
            bottom: top + self.side_px.min(self.picture.height_px),
        }
    }

    /// The largest column and row of a crop's corner.
    pub fn last_corner(&self) -> (u32, u32) {
        (
            self.picture.width_px.saturating_sub(self.side_px),
            self.picture.height_px.saturating_sub(self.side_px),
        )
    }
}

/// Whether all of `inner`, which is not empty, is in `outer`.
pub(crate) fn contains(outer: &PixelRect, inner: &PixelRect) -> bool {
    outer.intersection(inner) == *inner
}

/// Crops that each hold some of these whole, so that each is whole in one: neighbours share a crop
/// where they fit. A crop lies by chance within what keeps its defects inside, with some room around
/// them where there is, so that defects are not always in the middle. All of `bounds` fit into a crop
/// and lie in the picture.
pub(crate) fn whole(bounds: &[PixelRect], frame: &Frame, random: &mut impl Rng) -> Vec<PixelRect> {
    let mut order: Vec<usize> = (0..bounds.len()).collect();
    order.sort_by_key(|at| (bounds[*at].top, bounds[*at].left, *at));
    let room = frame.side_px.saturating_sub(2 * frame.clearance_px);
    let mut is_covered = vec![false; bounds.len()];
    let mut crops = Vec::new();
    for place in 0..order.len() {
        if is_covered[order[place]] {
            continue;
        }
        let first = bounds[order[place]];
        let mut together = first;
        let reach = first.top.saturating_add(frame.side_px);
        let below = order[place + 1..].iter();
        for &at in below.take_while(|at| bounds[**at].top < reach) {
            let joined = union(&together, &bounds[at]);
            if !is_covered[at] && joined.width_px() <= room && joined.height_px() <= room {
                together = joined;
            }
        }
        let crop = around(&together, frame, random);
        for &at in order[place..]
            .iter()
            .take_while(|at| bounds[**at].top < reach)
        {
            is_covered[at] |= contains(&crop, &bounds[at]);
        }
        crops.push(crop);
    }
    crops
}

/// Crops that cover together what is larger than one, and overlap by so much as was asked for. Those
/// in which nothing of it would be are left out.
pub(crate) fn in_parts(mask: &Mask, frame: &Frame, random: &mut impl Rng) -> Vec<PixelRect> {
    let Some(bounds) = mask.pixel_bounds() else {
        return Vec::new();
    };
    let once = around(&bounds, frame, random);
    let (last_left, last_top) = frame.last_corner();
    let lefts = steps((bounds.left, bounds.right), once.left, last_left, frame);
    let tops = steps((bounds.top, bounds.bottom), once.top, last_top, frame);
    let corners = tops
        .iter()
        .flat_map(|top| lefts.iter().map(move |left| (*left, *top)));
    corners
        .map(|(left, top)| frame.crop_at(left, top))
        .filter(|crop| !mask.clipped(*crop).is_empty())
        .collect()
}

/// Where crops begin along one direction to cover from `span.0` to `span.1`: at `once` where one crop
/// suffices.
fn steps(span: (u32, u32), once: u32, last: u32, frame: &Frame) -> Vec<u32> {
    let (start, end) = span;
    if end - start <= frame.side_px {
        return vec![once];
    }
    let stride = (frame.side_px - frame.overlap_px) as usize;
    // The last crop ends where it ends, and overlaps the one before by more.
    let end = end - frame.side_px;
    let mut steps: Vec<u32> = (start..end).step_by(stride).collect();
    steps.push(end);
    steps.into_iter().map(|step| step.min(last)).collect()
}

/// A crop that holds as much of this as it can.
fn around(bounds: &PixelRect, frame: &Frame, random: &mut impl Rng) -> PixelRect {
    let (last_left, last_top) = frame.last_corner();
    let left = start((bounds.left, bounds.right), last_left, frame, random);
    let top = start((bounds.top, bounds.bottom), last_top, frame, random);
    frame.crop_at(left, top)
}

/// Where a crop begins along one direction so that `span` is inside, with room around it where there
/// is. A span that is longer than a crop begins with it.
fn start(span: (u32, u32), last: u32, frame: &Frame, random: &mut impl Rng) -> u32 {
    let (from, to) = span;
    let between = |room: u32| {
        let low = (to.saturating_add(room))
            .saturating_sub(frame.side_px)
            .min(last);
        let high = from.saturating_sub(room).min(last);
        (low <= high).then_some((low, high))
    };
    let (low, high) = between(frame.clearance_px)
        .or_else(|| between(0))
        .unwrap_or((from.min(last), from.min(last)));
    random.random_range(low..=high)
}

/// The rectangle around two.
fn union(a: &PixelRect, b: &PixelRect) -> PixelRect {
    PixelRect {
        left: a.left.min(b.left),
        top: a.top.min(b.top),
        right: a.right.max(b.right),
        bottom: a.bottom.max(b.bottom),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, stream};
    use proptest::prelude::*;

    fn frame(side_px: u32, width_px: u32, height_px: u32) -> Frame {
        Frame {
            side_px,
            overlap_px: side_px / 4,
            clearance_px: 4,
            picture: PictureSize {
                width_px,
                height_px,
            },
        }
    }

    fn rect(left: u32, top: u32, width: u32, height: u32) -> PixelRect {
        PixelRect {
            left,
            top,
            right: left + width,
            bottom: top + height,
        }
    }

    #[test]
    fn neighbours_share_a_crop() {
        let mut random = stream(1, Purpose::Split);
        let frame = frame(64, 500, 400);
        let bounds = [
            rect(100, 100, 8, 8),
            rect(120, 90, 8, 8),
            rect(300, 100, 8, 8),
        ];
        assert_eq!(whole(&bounds, &frame, &mut random).len(), 2);
    }

    #[test]
    fn a_long_scratch_is_covered_with_overlap() {
        let mut random = stream(1, Purpose::Split);
        let frame = frame(64, 500, 400);
        let crops = in_parts(&Mask::rectangle(rect(10, 50, 300, 2)), &frame, &mut random);
        assert!(
            crops
                .windows(2)
                .all(|pair| pair[0].right >= pair[1].left + 16)
        );
        assert_eq!(
            (crops[0].left, crops.last().map(|it| it.right)),
            (10, Some(310))
        );
    }

    prop_compose! {
        fn boxes()(
            side in 16u32..80, width in 8u32..300, height in 8u32..300, most in 1u32..90,
        )(
            bounds in prop::collection::vec((0..width, 0..height, 1..=most, 1..=most), 1..30),
            side in Just(side), width in Just(width), height in Just(height),
        ) -> (Frame, Vec<PixelRect>) {
            let picture = PictureSize { width_px: width, height_px: height };
            let bounds = bounds
                .into_iter()
                .map(|(left, top, w, h)| rect(left, top, w, h).intersection(&picture.pixels()))
                .collect();
            (frame(side, width, height), bounds)
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn each_is_whole_in_a_crop_or_covered_by_several((frame, bounds) in boxes(), seed in any::<u64>()) {
            let mut random = stream(seed, Purpose::Split);
            let (small, large): (Vec<PixelRect>, Vec<PixelRect>) =
                bounds.into_iter().partition(|it| frame.holds(it));
            let crops = whole(&small, &frame, &mut random);
            for crop in &crops {
                prop_assert!(contains(&frame.picture.pixels(), crop));
                prop_assert_eq!(crop.width_px(), frame.side_px.min(frame.picture.width_px));
                prop_assert_eq!(crop.height_px(), frame.side_px.min(frame.picture.height_px));
            }
            for one in &small {
                prop_assert!(crops.iter().any(|crop| contains(crop, one)), "{:?}", one);
            }
            for one in &large {
                let mut left = Mask::rectangle(*one);
                for crop in in_parts(&left.clone(), &frame, &mut random) {
                    prop_assert!(contains(&frame.picture.pixels(), &crop));
                    left.subtract(&Mask::rectangle(crop));
                }
                prop_assert!(left.is_empty(), "{:?}", one);
            }
        }
    }
}
