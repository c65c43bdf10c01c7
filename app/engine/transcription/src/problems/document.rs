//! What the score by itself shows, brought to its places on the pages; and columns that the rhythm
//! could not explain.

use notation::{Finding, FindingKind, check};

use super::collected::Collected;
use super::{Edit, Fix, ProblemKind};
use crate::events::Source;
use crate::ids::Ids;
use crate::reading::Given;
use crate::rhythm::Fault;

/// How much speaks for it that a tie is none, if its ends do not fit.
const NO_TIE: f64 = 0.5;
/// How much speaks for it that a repeated accidental is none.
const NOT_REPEATED: f64 = 0.2;

pub(super) fn collect(all: &mut Collected<'_>) {
    for finding in check(&all.walked.score) {
        if finding.measure >= all.walked.measures.len() {
            continue;
        }
        let row = row_of(all, &finding);
        let symbols = finding.ids.iter().map(|id| Ids::head_of(*id));
        let symbols: Vec<u64> = symbols.filter(|id| all.symbol(*id).is_some()).collect();
        let fixes = fixes(all, &finding, &symbols);
        let problem = all.in_measure(finding.measure, row, kind(finding.kind), symbols);
        problem.fixes = fixes;
    }
    for at in 0..all.walked.measures.len() {
        columns(all, at);
    }
}

/// The row of the system that a finding is on.
fn row_of(all: &Collected<'_>, finding: &Finding) -> Option<usize> {
    let before: usize = all.walked.staves_of_parts.iter().take(finding.part).sum();
    let staff = usize::from(finding.staff?);
    Some(before + staff.checked_sub(1)?)
}

const fn kind(kind: FindingKind) -> ProblemKind {
    match kind {
        FindingKind::TimeDoubtful {
            says,
            lasting,
            measures,
        } => ProblemKind::TimeDoubtful {
            says,
            lasting,
            measures,
        },
        FindingKind::VoiceTooLong { end, expected } => ProblemKind::VoiceTooLong { end, expected },
        FindingKind::StaffTooShort { end, expected } => {
            ProblemKind::VoiceTooShort { end, expected }
        }
        FindingKind::Gap { from, to } => ProblemKind::Gap { from, to },
        FindingKind::StavesDisagree { end, longest } => {
            ProblemKind::StavesDisagree { end, longest }
        }
        FindingKind::TieToOtherPitch { from, to } => ProblemKind::TieToOtherPitch { from, to },
        FindingKind::TieWithoutPartner { is_start } => ProblemKind::TieWithoutPartner { is_start },
        FindingKind::AccidentalRepeated => ProblemKind::AccidentalRepeated,
    }
}

/// What would mend a finding that is not of the rhythm.
fn fixes(all: &Collected<'_>, finding: &Finding, symbols: &[u64]) -> Vec<Fix> {
    match finding.kind {
        FindingKind::TieToOtherPitch { .. } | FindingKind::TieWithoutPartner { is_start: true } => {
            let no_tie = Given {
                tie_to_next: Some(false),
                ..Given::default()
            };
            let first = symbols.first().map(|head| Fix {
                edit: Edit::Say(*head, no_tie),
                score: NO_TIE,
            });
            first.into_iter().collect()
        }
        FindingKind::AccidentalRepeated => {
            let last = finding
                .ids
                .last()
                .and_then(|id| all.walked.evidence.get(id));
            let accidental = last.and_then(|it| it.accidental);
            let fix = accidental.map(|id| Fix {
                edit: Edit::Remove(id),
                score: NOT_REPEATED,
            });
            fix.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The columns of a measure that cannot begin at one time.
fn columns(all: &mut Collected<'_>, measure: usize) {
    let walked = all.walked;
    let place = &walked.measures[measure].place;
    let page = all.pages[place.page];
    let events = &all.found[place.page].systems[place.system].events[place.number];
    for fault in &place.faults {
        let (event, by) = match fault {
            Fault::Overlap { event, by } => (*event, Some(*by)),
            Fault::Gap { event } => (*event, None),
            Fault::TooLong { .. } | Fault::TooShort { .. } => continue,
        };
        let symbols = match events.sources[event] {
            Source::Chord(chord) => page.chords[chord].heads.clone(),
            Source::Rest(symbol) => vec![symbol],
        };
        let ids = symbols.iter().map(|at| page.page.symbols[*at].id);
        let row = Some(events.events[event].staff);
        let kind = ProblemKind::ColumnsNotAligned { by };
        all.in_measure(measure, row, kind, ids.collect());
    }
}
