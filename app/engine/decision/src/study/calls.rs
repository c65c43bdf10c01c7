//! What becomes of each finding that counts.

use super::{Find, Study};
use crate::Thresholds;

/// What a finding is that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    /// It is this mark.
    Found(usize),
    /// It is this mark, which is found already.
    Repeated(usize),
    /// It lies on nothing but an ignored mark.
    Ignored,
    /// There is no defect.
    False,
}

/// Whether each find counts, by its number.
pub(crate) type IsCalled<'a> = dyn Fn(&Find) -> bool + 'a;

impl Study {
    /// Whether finds count at thresholds.
    pub(crate) fn called_at(&self, thresholds: &Thresholds) -> impl Fn(&Find) -> bool + use<> {
        let of_class: Vec<f64> = self
            .cases
            .classes
            .iter()
            .map(|class| thresholds.of(class))
            .collect();
        move |find| find.score >= of_class[find.class]
    }

    /// Lets findings that count take marks, shot by shot and highest score first, and tells what
    /// becomes of each: the number of the shot, of the find, and the call.
    ///
    /// Whatever finds are left out, fewer marks are taken and never others: a find that is added
    /// takes a mark that was free, or one whose find goes on to another (serial dictatorship).
    pub(crate) fn walk(&self, is_called: &IsCalled<'_>, mut tell: impl FnMut(usize, usize, Call)) {
        let cases = &*self.cases;
        let mut is_taken = vec![false; cases.marks.len()];
        for (number, shot) in self.shots() {
            for place in shot.finds.clone() {
                let find = &cases.finds[place];
                if !is_called(find) {
                    continue;
                }
                let candidates = &cases.candidates[find.candidates.clone()];
                let free = candidates.iter().find(|mark| !is_taken[**mark]);
                let call = match (free, candidates.first()) {
                    (Some(mark), _) => {
                        is_taken[*mark] = true;
                        Call::Found(*mark)
                    }
                    (None, Some(mark)) => Call::Repeated(*mark),
                    (None, None) if find.is_on_ignored => Call::Ignored,
                    (None, None) => Call::False,
                };
                tell(number, place, call);
            }
        }
    }
}
