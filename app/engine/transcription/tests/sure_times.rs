//! Times that are sure in measures that do not come out: those of a staff that fills its measure.

mod events;

use events::{Measure, eighths, eighths_long};
use notation::Quarters;
use transcription::rhythm::{Fault, Solution, Stem, solve};

/// How far apart quarters stand, in staff spaces.
const QUARTER: f64 = 6.0;

/// Four quarters on the first staff, which fill the measure.
fn four_quarters() -> Measure {
    let mut measure = Measure::default();
    for at in 0..4 {
        measure.chord(0, QUARTER * f64::from(at), Stem::Up, 2);
    }
    measure
}

/// Four quarters over two beams of four eighths on the second staff.
fn over_eighths() -> Measure {
    let mut measure = four_quarters();
    measure.beamed(1, 0.0, QUARTER / 2.0, Stem::Up, 4).beamed(
        1,
        2.0 * QUARTER,
        QUARTER / 2.0,
        Stem::Up,
        4,
    );
    measure
}

/// Four quarters over four notes on one beam that were read as long ones.
fn over_long_beam() -> Measure {
    let mut measure = four_quarters();
    measure.beamed(1, 0.0, QUARTER, Stem::Up, 4);
    for event in &mut measure.events[4..7] {
        event.written = eighths_long(3);
    }
    measure.events[7].written = eighths_long(2);
    measure
}

fn solution(measure: &Measure) -> Solution {
    solve(&measure.events, Quarters::from_integer(4))
}

/// The onsets of some events in eighths.
fn onsets(solution: &Solution, which: impl IntoIterator<Item = usize>) -> Vec<Quarters> {
    let onset = |at: usize| solution.placed[at].onset * 2;
    which.into_iter().map(onset).collect()
}

#[test]
fn a_staff_that_fills_its_measure_keeps_its_times() {
    let mut measure = over_eighths();
    for event in &mut measure.events[4..] {
        event.written = Quarters::new(3, 4);
    }
    let solution = solution(&measure);
    assert_eq!(onsets(&solution, 0..4), eighths(&[0, 2, 4, 6]));
    // What stands in a column with them sounds with them, whatever its beam says.
    assert_eq!(onsets(&solution, [4, 6, 8, 10]), eighths(&[0, 2, 4, 6]));
    let is_overlap = |it: &Fault| matches!(it, Fault::Overlap { .. });
    assert!(solution.faults.iter().any(is_overlap));
}

#[test]
fn what_stands_between_sure_times_sounds_between_them() {
    let mut measure = over_eighths();
    // The second half of a beam would begin when the next one does.
    measure.events[6].written = eighths_long(2);
    let solution = solution(&measure);
    assert_eq!(onsets(&solution, 4..12), eighths(&[0, 1, 2, 3, 4, 5, 6, 7]));
    let by = Quarters::new(1, 2);
    assert_eq!(solution.faults, [Fault::Overlap { event: 7, by }]);
}

#[test]
fn notes_of_a_broken_staff_sound_with_those_in_their_columns() {
    let solution = solution(&over_long_beam());
    assert_eq!(onsets(&solution, 0..8), eighths(&[0, 2, 4, 6, 0, 2, 4, 6]));
}

#[test]
fn staves_that_contradict_each_other_force_nothing() {
    let mut measure = over_long_beam();
    // A third staff fills the measure as well, with other times for the same columns.
    for (at, length) in [4, 2, 1, 1].into_iter().enumerate() {
        measure.chord(2, QUARTER * at as f64, Stem::Up, length);
    }
    let solution = solution(&measure);
    // The second column is where the beam says, which is where neither of the other staves has it.
    let second = onsets(&solution, [1, 5, 9]);
    assert_eq!(second, eighths(&[3, 3, 3]));
}

#[test]
fn times_that_would_go_back_force_nothing() {
    let mut measure = Measure::default();
    measure
        .chord(0, 0.0, Stem::Up, 4)
        .chord(0, 6.0, Stem::Up, 4);
    // Later on the page, and sooner by itself.
    measure
        .chord(1, 0.0, Stem::Up, 2)
        .chord(1, 9.0, Stem::Up, 6);
    assert_eq!(onsets(&solution(&measure), 0..4), eighths(&[0, 2, 0, 4]));
}

#[test]
fn sure_times_do_not_count_where_all_comes_out_much_worse() {
    // Seven eighths on one beam, the first four of which stand below the quarters.
    let mut measure = four_quarters();
    measure.beamed(1, 0.0, QUARTER, Stem::Up, 7);
    assert_eq!(
        onsets(&solution(&measure), 4..11),
        eighths(&[0, 1, 2, 3, 4, 5, 6])
    );
}
