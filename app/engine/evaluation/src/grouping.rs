//! Groups of items that stand or fall together: a balloon and all its shots, a defect and all the
//! shots that it is seen on.

mod shuffle;
mod split;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::curve::Scored;
use crate::error::{EvaluationError, check_score};

pub use split::{HoldOut, folds, hold_out};

/// An item of a group, such as one shot of a balloon.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Member<K> {
    /// The group that it belongs to.
    pub group: K,
    /// Its score; the higher, the more it looks positive. Finite.
    pub score: f64,
    /// Whether it truly is positive: shows a defect.
    pub is_positive: bool,
}

/// A group as one item.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupScore {
    /// The greatest score of its members.
    pub score: f64,
    /// Whether any of its members is positive.
    pub is_positive: bool,
}

impl From<GroupScore> for Scored {
    fn from(group: GroupScore) -> Self {
        Self::new(group.score, group.is_positive)
    }
}

/// Makes one item of each group: its score is the greatest of its members', because a part is
/// rejected when one of its shots is, and it is positive when any of its members is. So a defective
/// part counts as found also where another of its shots gave the alarm.
///
/// # Errors
/// [`EvaluationError::Score`].
pub fn group_by_maximum<K: Ord>(
    members: impl IntoIterator<Item = Member<K>>,
) -> Result<BTreeMap<K, GroupScore>, EvaluationError> {
    let mut groups: BTreeMap<K, GroupScore> = BTreeMap::new();
    for member in members {
        check_score(member.score)?;
        let group = groups.entry(member.group).or_insert(GroupScore {
            score: member.score,
            is_positive: false,
        });
        group.score = group.score.max(member.score);
        group.is_positive |= member.is_positive;
    }
    Ok(groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(group: &str, score: f64, is_positive: bool) -> Member<&str> {
        Member {
            group,
            score,
            is_positive,
        }
    }

    #[test]
    fn a_group_has_the_greatest_score_and_any_defect() {
        let members = [
            member("b", -3.0, false),
            member("a", 0.2, true),
            member("b", -2.0, false),
            member("a", 0.9, false),
        ];
        let groups = group_by_maximum(members).unwrap();
        let expected = |score, is_positive| GroupScore { score, is_positive };
        assert_eq!(groups["a"], expected(0.9, true));
        assert_eq!(groups["b"], expected(-2.0, false));
        assert_eq!(Scored::from(groups["a"]), Scored::new(0.9, true));
    }

    #[test]
    fn a_score_that_is_no_number_is_refused() {
        let members = [member("a", 0.2, true), member("a", f64::NAN, true)];
        let refused = group_by_maximum(members).unwrap_err();
        assert!(matches!(refused, EvaluationError::Score(_)));
    }
}
