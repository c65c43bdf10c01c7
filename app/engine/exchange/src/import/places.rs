//! Where the pictures and shapes of a file are in the project.

use std::collections::HashMap;

use annotation::PictureId;
use interchange::{Broken, Dataset, Outcome, checked};
use shapes::{PictureSize, Point, Shape};

use super::options::{ImportOptions, OtherSizes};
use super::summary::{ImportSummary, OtherSize};
use crate::{Found, Matched, ProjectPicture, ProjectPictures};

/// The picture of the project that each picture of a file is; none where that is not clear.
pub(super) fn matched<'p>(
    dataset: &Dataset,
    pictures: &'p ProjectPictures,
    summary: &mut ImportSummary,
) -> Vec<Option<&'p ProjectPicture>> {
    let found: Vec<Found<'p>> = dataset
        .pictures
        .iter()
        .map(|picture| pictures.find(&picture.file_name))
        .collect();
    let mut claims: HashMap<PictureId, usize> = HashMap::new();
    let mut named: HashMap<PictureId, usize> = HashMap::new();
    for found in &found {
        if let Found::One(picture, matched) = found {
            *claims.entry(picture.id).or_default() += 1;
            *named.entry(picture.id).or_default() += usize::from(*matched == Matched::Name);
        }
    }
    let mut result = Vec::with_capacity(found.len());
    for (read, found) in dataset.pictures.iter().zip(found) {
        let matched = match found {
            Found::One(picture, matched) => {
                // Of several that could be one picture, that counts which has its whole name.
                let is_only = claims[&picture.id] == 1;
                let is_named = matched == Matched::Name && named[&picture.id] == 1;
                (is_only || is_named).then_some((picture, matched))
            }
            Found::None | Found::Several(_) => None,
        };
        let name = || read.file_name.clone();
        match (matched, found) {
            (Some((_, Matched::Name)), _) => summary.matched_by_name += 1,
            (Some((_, Matched::LastPart)), _) => summary.matched_by_last_part += 1,
            (Some((_, Matched::AnyCase)), _) => summary.matched_in_any_case += 1,
            (None, Found::None) => summary.unknown_pictures.push(name()),
            (None, _) => summary.unclear_pictures.push(name()),
        }
        result.push(matched.map(|(picture, _)| picture));
    }
    result
}

/// How shapes of a picture come to their places.
#[derive(Debug, Clone, Copy)]
pub(super) enum Way {
    /// They stand as they are.
    Stay,
    /// They are scaled by so much in x and in y.
    Scale(f64, f64),
    /// They are left out.
    None,
}

/// How shapes come from a picture of the size that a file says to the one that is there; what that
/// means is told.
pub(super) fn way(
    name: &str,
    said: PictureSize,
    is: PictureSize,
    options: &ImportOptions,
    summary: &mut ImportSummary,
) -> Way {
    if said == is {
        return Way::Stay;
    }
    let other = OtherSize {
        name: name.to_owned(),
        said_px: (said.width_px, said.height_px),
        is_px: (is.width_px, is.height_px),
    };
    let is_turned = other.is_turned();
    summary.other_sizes.push(other);
    match options.other_sizes {
        OtherSizes::Keep => Way::Stay,
        OtherSizes::Scale if !is_turned && said.width_px > 0 && said.height_px > 0 => Way::Scale(
            f64::from(is.width_px) / f64::from(said.width_px),
            f64::from(is.height_px) / f64::from(said.height_px),
        ),
        OtherSizes::Scale | OtherSizes::Refuse | OtherSizes::LeaveOut => Way::None,
    }
}

/// A shape at its place in the picture, mended where that was asked for; none where it is left out.
pub(super) fn placed(
    shape: Shape,
    way: Way,
    size: PictureSize,
    broken: Broken,
    summary: &mut ImportSummary,
) -> Option<Shape> {
    let shape = match way {
        Way::Stay => shape,
        Way::Scale(by_x, by_y) => shape.scaled(Point::default(), by_x, by_y),
        Way::None => {
            summary.labels_of_other_sizes += 1;
            return None;
        }
    };
    let checked = checked(shape, size, broken);
    match checked.findings.first().map(|(_, outcome)| *outcome) {
        None => {}
        Some(Outcome::Kept) => summary.kept_broken += 1,
        Some(Outcome::Mended) => summary.mended += 1,
        Some(Outcome::Skipped) => summary.left_out_broken += 1,
    }
    checked.shape
}
