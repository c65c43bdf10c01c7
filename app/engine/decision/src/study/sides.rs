//! From which score on pictures, defects and parts are called bad, at one threshold for all.

use super::calls::{Call, IsCalled};
use super::{NEVER, PartState, Shot, Study};
use crate::{Level, Scope};

/// What is bad and what is good, each by the highest threshold that calls it bad; [`NEVER`] where
/// none does.
#[derive(Debug, Default)]
pub(crate) struct Sides {
    pub bad: Vec<f64>,
    pub good: Vec<f64>,
}

/// The same of each picture, defect and false find, by their numbers.
struct Scores {
    shots: Vec<f64>,
    defects: Vec<f64>,
    /// The finds that are false, with their shots.
    false_finds: Vec<(usize, usize)>,
}

impl Study {
    /// What is bad and good on a level. Of the finds only those count that `is_considered` says.
    pub(crate) fn sides(&self, level: Level, scope: &Scope, is_considered: &IsCalled<'_>) -> Sides {
        let scores = self.scores(is_considered);
        match level {
            Level::Pictures => self.picture_sides(&scores, scope),
            Level::Defects => self.defect_sides(&scores, scope),
            Level::Parts => self.part_sides(&scores, scope),
        }
    }

    fn scores(&self, is_considered: &IsCalled<'_>) -> Scores {
        let mut scores = Scores {
            shots: vec![NEVER; self.cases.shots.len()],
            defects: vec![NEVER; self.cases.defects.len()],
            false_finds: Vec::new(),
        };
        // Findings choose highest score first, so that those below a threshold do not change what
        // those above it take: one walk over all tells for every threshold.
        self.walk(is_considered, |shot, find, call| {
            if !self.cases.shots[shot].is_judged() || call == Call::Ignored {
                return;
            }
            let score = self.cases.finds[find].score;
            let raise = |highest: &mut f64| *highest = highest.max(score);
            raise(&mut scores.shots[shot]);
            match call {
                Call::Found(mark) => raise(&mut scores.defects[self.cases.marks[mark].defect]),
                Call::False => scores.false_finds.push((shot, find)),
                Call::Repeated(_) | Call::Ignored => {}
            }
        });
        scores
    }

    fn picture_sides(&self, scores: &Scores, scope: &Scope) -> Sides {
        let mut sides = Sides::default();
        for (number, shot) in self.judged().filter(|(_, shot)| is_under(shot, scope)) {
            let score = scores.shots[number];
            if !shot.is_bad() {
                sides.good.push(score);
            } else if self.shows(shot, scope) {
                sides.bad.push(score);
            }
        }
        sides
    }

    fn part_sides(&self, scores: &Scores, scope: &Scope) -> Sides {
        let mut sides = Sides::default();
        for (_, part) in self.parts() {
            let shots = part.shots.iter().map(|it| (*it, &self.cases.shots[*it]));
            let under: Vec<(usize, &Shot)> = shots
                .filter(|(_, shot)| shot.is_judged() && is_under(shot, scope))
                .collect();
            let highest = under
                .iter()
                .map(|(it, _)| scores.shots[*it])
                .reduce(f64::max);
            let Some(score) = highest else { continue };
            match part.state {
                PartState::Good => sides.good.push(score),
                PartState::Bad if under.iter().any(|(_, shot)| self.shows(shot, scope)) => {
                    sides.bad.push(score);
                }
                PartState::Bad | PartState::Undecided => {}
            }
        }
        sides
    }

    fn defect_sides(&self, scores: &Scores, scope: &Scope) -> Sides {
        let mut is_counted = vec![false; self.cases.defects.len()];
        for (_, shot) in self.judged().filter(|(_, shot)| is_under(shot, scope)) {
            for mark in &self.cases.marks[shot.marks.clone()] {
                is_counted[mark.defect] = true;
            }
        }
        let counted = is_counted.iter().enumerate().filter(|(_, it)| **it);
        let bad =
            counted.filter(|(number, _)| self.is_of(self.cases.defects[*number].class, scope));
        let good = scores.false_finds.iter().filter(|(shot, find)| {
            is_under(&self.cases.shots[*shot], scope)
                && self.is_of(self.cases.finds[*find].class, scope)
        });
        Sides {
            bad: bad.map(|(number, _)| scores.defects[number]).collect(),
            good: good
                .map(|(_, find)| self.cases.finds[*find].score)
                .collect(),
        }
    }

    /// Whether a class is one that is counted.
    fn is_of(&self, class: usize, scope: &Scope) -> bool {
        match scope {
            Scope::Class(name) => self.cases.classes[class] == *name,
            Scope::All | Scope::Regime(_) => true,
        }
    }

    /// Whether a picture shows a defect that is counted. A mark is what its whole defect is.
    fn shows(&self, shot: &Shot, scope: &Scope) -> bool {
        let mut marks = self.cases.marks[shot.marks.clone()].iter();
        marks.any(|mark| self.is_of(self.cases.defects[mark.defect].class, scope))
    }
}

fn is_under(shot: &Shot, scope: &Scope) -> bool {
    match scope {
        Scope::Regime(regime) => shot.truth.regime == *regime,
        Scope::All | Scope::Class(_) => true,
    }
}
