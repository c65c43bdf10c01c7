//! Time signatures that hardly a measure keeps to: another one was not seen, or it was read wrongly.

use std::collections::HashMap;

use super::staves::{Staff, agreed, expected};
use super::{Finding, FindingKind};
use crate::Quarters;

/// The least number of measures that speak against a time signature.
const LEAST: usize = 4;

/// Says where most measures last otherwise than their time signature says, all of them for the same
/// time, and lets that time be expected of them from there on.
pub(super) fn settle(measures: &mut [Vec<Staff<'_>>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut rest = 0;
    for stretch in measures.chunk_by_mut(|a, b| expected(a) == expected(b)) {
        let start = rest;
        rest += stretch.len();
        let Some(says) = expected(&stretch[0]) else {
            continue;
        };
        let Some((first, lasting, count)) = other_time(stretch, says) else {
            continue;
        };
        for staff in stretch[first..].iter_mut().flatten() {
            staff.expected = Some(lasting);
        }
        let kind = FindingKind::TimeDoubtful {
            says,
            lasting,
            measures: count,
        };
        let signs = stretch[0].iter().flat_map(|it| &it.measure.times);
        findings.push(Finding {
            kind,
            part: 0,
            measure: start + first,
            staff: None,
            voice: None,
            ids: signs.map(|it| it.id).collect(),
        });
    }
    findings
}

/// From which measure of a stretch on most of them last for another time, which, and how many do.
fn other_time(stretch: &[Vec<Staff<'_>>], says: Quarters) -> Option<(usize, Quarters, usize)> {
    let mut counts: HashMap<Quarters, (usize, usize)> = HashMap::new();
    for (at, staves) in stretch.iter().enumerate() {
        if let Some(length) = agreed(staves).filter(|it| *it != says) {
            counts.entry(length).or_insert((at, 0)).1 += 1;
        }
    }
    let (lasting, (first, count)) = counts.into_iter().max_by_key(|it| (it.1.1, it.0))?;
    let is_rule = count >= LEAST && 2 * count > stretch.len() - first;
    is_rule.then_some((first, lasting, count))
}
