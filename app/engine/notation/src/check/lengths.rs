//! Measures that are too long, too short, or have holes.
//!
//! A measure may be short where all staves agree and something says so: it is implicit or the first
//! one; or it lies at a bar line that is not plain, beside an implicit measure or at the end, and
//! together with another such measure is full. That is how pickups, the measures that they are taken
//! from, measures divided by a repeat, and endings look.

use std::collections::HashMap;

use super::staves::{Staff, agreed, expected, staves_of};
use super::times::settle;
use super::{Finding, FindingKind};
use crate::{Barline, Entry, Part, Quarters, Score, Voice};

pub(super) fn check(score: &Score) -> Vec<Finding> {
    let mut measures = staves_of(score);
    let mut findings = settle(&mut measures);
    let is_short_by_right = short_by_right(score, &measures);
    for (at, staves) in measures.iter().enumerate() {
        let before = findings.len();
        for staff in staves {
            findings.extend(too_long(staff, at));
            findings.extend(gaps(staff, at));
            if let Some(expected) = staff.expected
                && staff.end < expected
                && !is_short_by_right[at]
            {
                let kind = FindingKind::StaffTooShort {
                    end: staff.end,
                    expected,
                };
                let last = staff.voices().filter_map(|it| it.entries().last());
                let ids = last.flat_map(Entry::ids).collect();
                findings.push(staff.finding(at, kind, ids));
            }
        }
        if findings.len() == before {
            findings.extend(disagreeing(staves, at));
        }
    }
    findings
}

/// The voices that begin on a staff and end after the measure is full.
fn too_long(staff: &Staff<'_>, measure: usize) -> Vec<Finding> {
    let Some(expected) = staff.expected else {
        return Vec::new();
    };
    let voices = staff.measure.voices.iter();
    let voices = voices.filter(|it| it.staff() == staff.staff && it.end() > expected);
    let each = voices.map(|voice| {
        let kind = FindingKind::VoiceTooLong {
            end: voice.end(),
            expected,
        };
        let beyond = voice.entries().iter().filter(|it| it.end() > expected);
        let finding = staff.finding(measure, kind, beyond.flat_map(Entry::ids).collect());
        Finding {
            voice: Some(voice.number()),
            ..finding
        }
    });
    each.collect()
}

/// Where nothing is written on a staff before its end.
fn gaps(staff: &Staff<'_>, measure: usize) -> Vec<Finding> {
    let mut entries: Vec<&Entry> = staff.voices().flat_map(Voice::entries).collect();
    entries.sort_by_key(|it| it.onset);
    let mut findings = Vec::new();
    let mut end = Quarters::ZERO;
    for entry in entries {
        if entry.onset > end {
            let kind = FindingKind::Gap {
                from: end,
                to: entry.onset,
            };
            findings.push(staff.finding(measure, kind, entry.ids().collect()));
        }
        end = end.max(entry.end());
    }
    findings
}

/// The staves that are not empty and end before another one of the measure does.
fn disagreeing(staves: &[Staff<'_>], measure: usize) -> Vec<Finding> {
    let longest = staves.iter().map(|it| it.end).max();
    let longest = longest.unwrap_or(Quarters::ZERO);
    let shorter = |it: &&Staff<'_>| it.end > Quarters::ZERO && it.end < longest;
    let shorter = staves.iter().filter(shorter);
    let each = shorter.map(|staff| {
        let kind = FindingKind::StavesDisagree {
            end: staff.end,
            longest,
        };
        staff.finding(measure, kind, Vec::new())
    });
    each.collect()
}

/// Which measures may be shorter than their time signature says.
fn short_by_right(score: &Score, measures: &[Vec<Staff<'_>>]) -> Vec<bool> {
    let in_any_part = |is_so: &dyn Fn(&Part) -> bool| score.parts.iter().any(is_so);
    // The short measures at edges, with their lengths and with what they lack.
    let at_edges = measures.iter().enumerate().filter_map(|(at, staves)| {
        let missing = missing_of(staves)?;
        let length = agreed(staves)?;
        in_any_part(&|it| is_at_edge(it, at)).then_some((at, length, missing))
    });
    let at_edges: Vec<(usize, Quarters, Quarters)> = at_edges.collect();
    let mut lengths: HashMap<Quarters, usize> = HashMap::new();
    for (_, length, _) in &at_edges {
        *lengths.entry(*length).or_default() += 1;
    }
    let mut is_right = vec![false; measures.len()];
    for (at, length, missing) in at_edges {
        let others = lengths.get(&missing).copied().unwrap_or(0) - usize::from(length == missing);
        let is_implicit = |it: &Part| it.measures.get(at).is_some_and(|it| it.is_implicit);
        is_right[at] = at == 0 || others > 0 || in_any_part(&is_implicit);
    }
    is_right
}

/// Whether a measure is at the start or end, beside an implicit one, or at a bar line that is not
/// plain.
fn is_at_edge(part: &Part, at: usize) -> bool {
    let measure = |at: usize| part.measures.get(at);
    let before = at.checked_sub(1).and_then(measure);
    let (here, after) = (measure(at), measure(at + 1));
    let mut around = [before, here, after].into_iter().flatten();
    let lines = [
        before.and_then(|it| it.right.as_ref()),
        here.and_then(|it| it.left.as_ref()),
        here.and_then(|it| it.right.as_ref()),
        after.and_then(|it| it.left.as_ref()),
    ];
    before.is_none()
        || after.is_none()
        || around.any(|it| it.is_implicit)
        || lines.into_iter().flatten().any(Barline::is_special)
}

/// By how much a measure is too short, where its staves agree on it.
fn missing_of(staves: &[Staff<'_>]) -> Option<Quarters> {
    let missing = expected(staves)? - agreed(staves)?;
    (missing > Quarters::ZERO).then_some(missing)
}
