//! How far raters agree on objects that each of them marked.
//!
//! Objects come without units that all raters judged, so that units are made, picture by picture:
//!
//! 1. The objects of the first rater who looked at the picture are one group each.
//! 2. The objects of each further rater are matched with the groups, one to one and with the
//!    largest sum of similarities ([`crate::match_optimally`]). The similarity of an object and a
//!    group is the mean over the group's objects, where "cannot match" counts as 0, so that a group
//!    cannot drift from what its first members are. Objects without a group become groups of their
//!    own.
//! 3. Each group is a unit: every rater who looked at the picture judged it, as the kind of their
//!    object, or as "nothing" where they marked none. A rater who did not look at the picture has a
//!    gap.
//!
//! "Nothing" is a category, and not a gap, because overlooking a defect is the commonest way to
//! disagree; as a gap it would cost nothing. Places where all saw nothing are no units: there is no
//! number of them. So α can be below zero where raters hardly ever mark the same things. It is that
//! of all pictures together: the α of one picture with an object or two says nothing. This follows
//! Tschirschwitz, Klemstein, Stein and Rodehorst ("A dataset for analysing complex document layouts
//! in the digital humanities and its evaluation with Krippendorff's alpha", GCPR 2022), who match
//! with each earlier rater in turn and average over pictures. With more than two raters, groups can
//! depend on the order of raters.

use super::alpha::{Alpha, krippendorff_alpha};
use crate::matching::match_optimally;

/// What a rater made of the place of an object.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Seen<C> {
    /// They looked at the picture and marked nothing there.
    Nothing,
    /// They marked an object of this kind.
    Object(C),
}

/// Makes units of objects, as the module says. Each picture has, for every rater in the same order,
/// the objects that they marked, or none where they did not look at the picture. `similarity` and
/// `threshold` are those of [`crate::match_optimally`]; `kind` is the category of an object.
#[must_use]
pub fn object_units<O, C>(
    pictures: &[Vec<Option<Vec<O>>>],
    similarity: impl Fn(&O, &O) -> Option<f64>,
    threshold: f64,
    kind: impl Fn(&O) -> C,
) -> Vec<Vec<Option<Seen<C>>>> {
    let raters = raters(pictures);
    units_without(None, raters, pictures, &similarity, threshold, &kind)
}

/// Krippendorff's α of objects: that of their units ([`object_units`]).
#[must_use]
pub fn object_alpha<O, C: Ord>(
    pictures: &[Vec<Option<Vec<O>>>],
    similarity: impl Fn(&O, &O) -> Option<f64>,
    threshold: f64,
    kind: impl Fn(&O) -> C,
) -> Alpha {
    krippendorff_alpha(&object_units(pictures, similarity, threshold, kind))
}

/// What each rater does to α: its value with all raters less its value without that one. Units are
/// made anew without the rater, because what only they marked would else be a place where all
/// others agree on nothing. None where either α is none.
#[must_use]
pub fn object_vitality<O, C: Ord>(
    pictures: &[Vec<Option<Vec<O>>>],
    similarity: impl Fn(&O, &O) -> Option<f64>,
    threshold: f64,
    kind: impl Fn(&O) -> C,
) -> Vec<Option<f64>> {
    let raters = raters(pictures);
    let alpha_without = |rater: Option<usize>| {
        let units = units_without(rater, raters, pictures, &similarity, threshold, &kind);
        krippendorff_alpha(&units).alpha
    };
    let all = alpha_without(None);
    let without = |rater: usize| Some(all? - alpha_without(Some(rater))?);
    (0..raters).map(without).collect()
}

fn raters<O>(pictures: &[Vec<Option<Vec<O>>>]) -> usize {
    pictures.iter().map(Vec::len).max().unwrap_or(0)
}

/// The units of all raters but one, whose judgements are gaps.
fn units_without<O, C>(
    left_out: Option<usize>,
    raters: usize,
    pictures: &[Vec<Option<Vec<O>>>],
    similarity: &impl Fn(&O, &O) -> Option<f64>,
    threshold: f64,
    kind: &impl Fn(&O) -> C,
) -> Vec<Vec<Option<Seen<C>>>> {
    let mut units = Vec::new();
    for picture in pictures {
        let looked = |rater: usize| {
            let objects = picture.get(rater)?.as_ref();
            objects.filter(|_| left_out != Some(rater))
        };
        let mut groups: Vec<Vec<Option<&O>>> = Vec::new();
        for rater in 0..raters {
            if let Some(objects) = looked(rater) {
                add_rater(&mut groups, rater, raters, objects, similarity, threshold);
            }
        }
        units.extend(groups.into_iter().map(|group| {
            let judgement = |(rater, object): (usize, Option<&O>)| match object {
                Some(object) => Some(Seen::Object(kind(object))),
                None => looked(rater).map(|_| Seen::Nothing),
            };
            group.into_iter().enumerate().map(judgement).collect()
        }));
    }
    units
}

/// Matches the objects of a rater with the groups so far; those without one become groups.
fn add_rater<'a, O>(
    groups: &mut Vec<Vec<Option<&'a O>>>,
    rater: usize,
    raters: usize,
    objects: &'a [O],
    similarity: &impl Fn(&O, &O) -> Option<f64>,
    threshold: f64,
) {
    let to_group = |group: usize, object: usize| {
        let members: Vec<&O> = groups[group].iter().copied().flatten().collect();
        let values = members.iter().map(|it| similarity(it, &objects[object]));
        let values: Vec<f64> = values.flatten().collect();
        // An object that cannot match any of them cannot match the group.
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / members.len() as f64)
    };
    let matching = match_optimally(groups.len(), objects.len(), to_group, threshold);
    for pair in &matching.pairs {
        groups[pair.truth][rater] = Some(&objects[pair.find]);
    }
    for object in matching.unmatched_finds {
        let mut group = vec![None; raters];
        group[rater] = Some(&objects[object]);
        groups.push(group);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks on a line: where, and of which kind.
    type Mark = (f64, char);
    type Raters<'a> = &'a [Option<&'a [Mark]>];

    fn pictures(pictures: &[Raters]) -> Vec<Vec<Option<Vec<Mark>>>> {
        let rater = |marks: &Option<&[Mark]>| marks.map(<[Mark]>::to_vec);
        let picture = |raters: &Raters| raters.iter().map(rater).collect();
        pictures.iter().map(picture).collect()
    }

    /// 1 at the same place, 0 at a distance of 1.
    fn near(one: &Mark, other: &Mark) -> Option<f64> {
        Some(1.0 - (one.0 - other.0).abs()).filter(|it| *it > 0.0)
    }

    fn units(given: &[Raters]) -> Vec<Vec<Option<Seen<char>>>> {
        object_units(&pictures(given), near, 0.5, |mark| mark.1)
    }

    const NOTHING: Option<Seen<char>> = Some(Seen::Nothing);

    fn object(kind: char) -> Option<Seen<char>> {
        Some(Seen::Object(kind))
    }

    #[test]
    fn groups_single_objects_nothing_and_gaps() {
        let found = units(&[
            &[Some(&[(1.0, 's'), (5.0, 'b')]), Some(&[(5.2, 's')]), None],
            &[Some(&[]), Some(&[(2.0, 'b')]), Some(&[(2.1, 'b')])],
            &[Some(&[]), Some(&[]), Some(&[])],
        ]);
        let expected = [
            vec![object('s'), NOTHING, None],
            vec![object('b'), object('s'), None],
            vec![NOTHING, object('b'), object('b')],
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_group_does_not_drift() {
        // Each mark is within half of the one before, but the last is far from the first.
        let found = units(&[&[
            Some(&[(0.0, 's')]),
            Some(&[(0.4, 's')]),
            Some(&[(0.8, 's')]),
        ]]);
        let expected = [
            vec![object('s'), object('s'), NOTHING],
            vec![NOTHING, NOTHING, object('s')],
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn who_cannot_match_a_member_is_less_similar_to_the_group() {
        // The last mark is 0.4 similar to the second and cannot match the first: 0.2 in the mean.
        let marks: Raters = &[
            Some(&[(0.0, 's')]),
            Some(&[(0.6, 's')]),
            Some(&[(1.2, 's')]),
        ];
        let count =
            |threshold| object_units(&pictures(&[marks]), near, threshold, |mark| mark.1).len();
        assert_eq!((count(0.15), count(0.3)), (1, 2));
    }

    #[test]
    fn alpha_by_hand() {
        let same: &[Mark] = &[(1.0, 's'), (5.0, 'b')];
        let alpha =
            |given: &[Raters]| object_alpha(&pictures(given), near, 0.5, |mark| mark.1).alpha;
        assert_eq!(alpha(&[&[Some(same), Some(same)]]), Some(1.0));
        // Two units, s and s, b and nothing: Dₒ = 1 − 2/4, Dₑ = 1 − 2/12, α = 1 − 0.5 / (5/6).
        let missed = alpha(&[&[Some(same), Some(&[(1.0, 's')])]]).unwrap();
        assert!((missed - 0.4).abs() < 1e-12, "{missed}");
        // Nobody marks what the other does: worse than chance.
        assert!(alpha(&[&[Some(&[(1.0, 's')]), Some(&[(5.0, 's')])]]).unwrap() < 0.0);
        assert_eq!(alpha(&[&[Some(&[]), Some(&[])]]), None);
        assert_eq!(alpha(&[]), None);
    }

    #[test]
    fn who_marks_what_nobody_else_sees_has_a_negative_vitality() {
        let good: &[Mark] = &[(1.0, 's'), (5.0, 'b')];
        let more: &[Mark] = &[(1.0, 's'), (5.0, 'b'), (9.0, 's')];
        let given = pictures(&[&[Some(good), Some(good), Some(more)]]);
        let vitality = object_vitality(&given, near, 0.5, |mark| mark.1);
        // Without the third rater the others agree in full: the place of the false mark is gone.
        let all = object_alpha(&given, near, 0.5, |mark| mark.1)
            .alpha
            .unwrap();
        assert_eq!(vitality[2], Some(all - 1.0));
        assert!(vitality[2].unwrap() < 0.0);
        assert_eq!(vitality[0], vitality[1]);
        assert!(vitality[0].unwrap() > vitality[2].unwrap());
    }
}
