//! In which order measures are played.

use std::collections::BTreeSet;

use crate::{Direction, DirectionKind, EndingEnd, Jump, Repeat, Score};

/// The measures of a score, from 0, in the order in which they are played.
///
/// What is repeated is played twice, or as often as its endings are numbered. After `D.C.` or `D.S.`,
/// of which the first is followed, repeats are not made, of several endings the last is played, and
/// `Fine` and `To Coda` count. A repeat or jump counts if any part has it.
#[must_use]
pub fn playing_order(score: &Score) -> Vec<usize> {
    let marks = marks_of(score);
    let endings = endings_of(&marks);
    let find = |is_it: fn(&Marks) -> bool| marks.iter().position(is_it);
    let mut order = Vec::new();
    let (mut at, mut section, mut pass) = (0, 0, 1_usize);
    let (mut has_jumped, mut is_in_coda) = (false, false);
    while let Some(here) = marks.get(at) {
        if here.is_forward && section != at {
            (section, pass) = (at, 1);
        }
        let before = endings.partition_point(|it| it.first <= at);
        let ending = endings[..before].last().filter(|it| at <= it.last);
        if let Some(ending) = ending.filter(|it| it.first == at) {
            // An ending without its repeat sign before it is gone on into.
            let goes_on = ending.follows && order.last() == at.checked_sub(1).as_ref();
            let is_played = if has_jumped {
                ending.is_last
            } else {
                ending.numbers.contains(&pass) || goes_on
            };
            if !is_played {
                at = ending.last + 1;
                if ending.is_last {
                    (section, pass) = (at, 1);
                }
                continue;
            }
        }
        order.push(at);
        if has_jumped {
            if here.jumps.contains(&Jump::Fine) {
                break;
            }
            if here.jumps.contains(&Jump::ToCoda)
                && !is_in_coda
                && let Some(coda) = find(|it| it.is_coda)
            {
                is_in_coda = true;
                at = coda;
                continue;
            }
        } else {
            if here.is_backward && pass < ending.map_or(2, |it| it.passes) {
                pass += 1;
                at = section;
                continue;
            }
            let is_over = ending.is_some_and(|it| it.is_last && it.last == at);
            if here.is_backward || is_over {
                (section, pass) = (at + 1, 1);
            }
            let back = if here.jumps.contains(&Jump::DaCapo) {
                Some(0)
            } else if here.jumps.contains(&Jump::DalSegno) {
                find(|it| it.is_segno)
            } else {
                None
            };
            if let Some(back) = back {
                has_jumped = true;
                at = back;
                continue;
            }
        }
        at += 1;
    }
    order
}

/// What in a measure says where to go on.
#[derive(Default)]
struct Marks {
    is_forward: bool,
    is_backward: bool,
    /// The passes of an ending that begins here.
    ending: Option<BTreeSet<usize>>,
    ends_ending: bool,
    is_segno: bool,
    is_coda: bool,
    jumps: Vec<Jump>,
}

impl Marks {
    fn add(&mut self, direction: &Direction) {
        match direction.kind {
            DirectionKind::Segno => self.is_segno = true,
            DirectionKind::Coda => self.is_coda = true,
            DirectionKind::Jump { jump, .. } => self.jumps.push(jump),
            _ => {}
        }
    }
}

fn marks_of(score: &Score) -> Vec<Marks> {
    let count = score.parts.iter().map(|it| it.measures.len()).max();
    let mut all: Vec<Marks> = (0..count.unwrap_or(0)).map(|_| Marks::default()).collect();
    for part in &score.parts {
        for (marks, measure) in all.iter_mut().zip(&part.measures) {
            measure.directions.iter().for_each(|it| marks.add(it));
            for barline in measure.barlines() {
                marks.is_forward |= barline.repeat == Some(Repeat::Forward);
                marks.is_backward |= barline.repeat == Some(Repeat::Backward);
                match &barline.ending {
                    Some(ending) if ending.end == EndingEnd::Start => {
                        let numbers = ending.numbers.iter().map(|it| usize::from(it.get()));
                        marks.ending = Some(numbers.collect());
                    }
                    Some(_) => marks.ends_ending = true,
                    None => {}
                }
            }
        }
    }
    all
}

/// An ending of what is repeated.
struct Volta {
    first: usize,
    last: usize,
    numbers: BTreeSet<usize>,
    /// Whether another ending goes directly before it.
    follows: bool,
    /// Whether none comes directly after it.
    is_last: bool,
    /// How often what is repeated is played.
    passes: usize,
}

fn endings_of(marks: &[Marks]) -> Vec<Volta> {
    let mut endings: Vec<Volta> = Vec::new();
    for (first, here) in marks.iter().enumerate() {
        let Some(numbers) = &here.ending else {
            continue;
        };
        let next = marks
            .iter()
            .skip(first + 1)
            .position(|it| it.ending.is_some());
        let reach = next.map_or(marks.len(), |it| first + 1 + it);
        let end = (first..reach).find(|at| marks[*at].ends_ending);
        let before = endings.last_mut().filter(|it| it.last + 1 == first);
        let follows = before.is_some();
        let nth = before.map_or(1, |before| {
            before.is_last = false;
            before.numbers.last().copied().unwrap_or(0) + 1
        });
        let mut numbers = numbers.clone();
        if numbers.is_empty() {
            numbers.insert(nth);
        }
        endings.push(Volta {
            first,
            last: end.unwrap_or(first),
            numbers,
            follows,
            is_last: true,
            passes: 0,
        });
    }
    // An ending alone is that of all passes but the last.
    let mut passes = 0;
    for ending in endings.iter_mut().rev() {
        let highest = ending.numbers.last().copied().unwrap_or(1);
        passes = match (ending.is_last, ending.follows) {
            (true, false) => highest + 1,
            (true, true) => highest,
            (false, _) => passes.max(highest),
        };
        ending.passes = passes;
    }
    endings
}
