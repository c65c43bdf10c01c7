//! From runs that touch to pieces of one class each.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::components::{Sets, touching};
use crate::runs::{CellRun, Tops};
use crate::settings::InstanceSettings;

/// Runs that are one thing, as far as cells that touch can tell.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Piece {
    /// Its class.
    pub(crate) class: usize,
    /// Its runs by their places, in rising order.
    pub(crate) runs: Vec<usize>,
}

/// How runs hang together. A *whole* is what touches, a *part* what touches and is of one class;
/// each is known by its first run, and lists about them have a place for every run.
struct Joined {
    pairs: Vec<(usize, usize)>,
    /// The part that each run is in.
    part_of: Vec<usize>,
    /// The whole that each run is in.
    whole_of: Vec<usize>,
}

impl Joined {
    fn new(runs: &[CellRun]) -> Self {
        let pairs = touching(runs);
        let (mut wholes, mut parts) = (Sets::new(runs.len()), Sets::new(runs.len()));
        for (one, other) in &pairs {
            wholes.join(*one, *other);
            if runs[*one].class == runs[*other].class {
                parts.join(*one, *other);
            }
        }
        let every = 0..runs.len();
        Self {
            pairs,
            part_of: every.clone().map(|run| parts.first(run)).collect(),
            whole_of: every.map(|run| wholes.first(run)).collect(),
        }
    }

    /// The parts, each by its first run.
    fn parts(&self) -> impl Iterator<Item = usize> + '_ {
        let firsts = self.part_of.iter().enumerate();
        firsts
            .filter(|(run, part)| run == *part)
            .map(|(run, _)| run)
    }
}

/// Which classes the sure parts of a whole have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sure {
    None,
    One(usize),
    Several,
}

/// The pieces that runs make, in the order of their first runs. `cell_area_px` is the area of a
/// cell.
pub(crate) fn pieces(
    runs: &[CellRun],
    settings: &InstanceSettings,
    cell_area_px: u64,
) -> Vec<Piece> {
    let joined = Joined::new(runs);
    let is_sure = sure_parts(runs, &joined, settings, cell_area_px);
    let mut sure_of = vec![Sure::None; runs.len()];
    for part in joined.parts().filter(|part| is_sure[*part]) {
        let sure = &mut sure_of[joined.whole_of[part]];
        *sure = match *sure {
            Sure::None => Sure::One(runs[part].class),
            Sure::One(class) if class == runs[part].class => Sure::One(class),
            _ => Sure::Several,
        };
    }
    let likeliest = likeliest_classes(runs, &joined);
    let owners = owners(&joined, &is_sure, &sure_of);

    let mut found: Vec<Piece> = Vec::new();
    let mut place_of: Vec<Option<usize>> = vec![None; runs.len()];
    for run in 0..runs.len() {
        let owner = owners[joined.part_of[run]];
        let place = *place_of[owner].get_or_insert_with(|| {
            let class = match sure_of[joined.whole_of[owner]] {
                Sure::None => likeliest[owner],
                Sure::One(class) => class,
                Sure::Several => runs[owner].class,
            };
            found.push(Piece {
                class,
                runs: Vec::new(),
            });
            found.len() - 1
        });
        found[place].runs.push(run);
    }
    found
}

/// Whether each part is surely of its class.
fn sure_parts(
    runs: &[CellRun],
    joined: &Joined,
    settings: &InstanceSettings,
    cell_area_px: u64,
) -> Vec<bool> {
    let mut own = vec![Tops::default(); runs.len()];
    for (run, part) in runs.iter().zip(&joined.part_of) {
        own[*part].merge(&run.own);
    }
    let sure_cells = settings.sure_cells(cell_area_px);
    let least_area_px = u64::from(settings.rule.least_area_px);
    let is_sure = |(own, run): (&Tops, &CellRun)| {
        settings.reaches(run.class, own.level(sure_cells))
            && own.cells() * cell_area_px >= least_area_px
    };
    own.iter().zip(runs).map(is_sure).collect()
}

/// The class of each whole with the greatest sum of levels; of equal ones the first.
fn likeliest_classes(runs: &[CellRun], joined: &Joined) -> Vec<usize> {
    let mut likeliest: Vec<usize> = runs.iter().map(|run| run.class).collect();
    // Most wholes are of one class, and need no sums.
    let mut is_mixed = vec![false; runs.len()];
    for (run, whole) in runs.iter().zip(&joined.whole_of) {
        is_mixed[*whole] |= run.class != runs[*whole].class;
    }
    let mut sums: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for (run, whole) in runs.iter().zip(&joined.whole_of) {
        if is_mixed[*whole] {
            *sums.entry((*whole, run.class)).or_default() += run.own_sum;
        }
    }
    let mut greatest: BTreeMap<usize, u64> = BTreeMap::new();
    for ((whole, class), sum) in sums {
        let most = greatest.entry(whole).or_default();
        if sum > *most {
            (*most, likeliest[whole]) = (sum, class);
        }
    }
    likeliest
}

/// The piece that each part belongs to, by the piece's first part: the whole, or the sure part that
/// is nearest where a whole is divided.
fn owners(joined: &Joined, is_sure: &[bool], sure_of: &[Sure]) -> Vec<usize> {
    let is_divided = |run: usize| sure_of[joined.whole_of[run]] == Sure::Several;
    let mut owners = joined.whole_of.clone();
    let mut waiting: BTreeSet<usize> = joined.parts().filter(|part| is_divided(*part)).collect();
    let mut edge: VecDeque<usize> = VecDeque::new();
    for part in waiting.iter().copied().filter(|part| is_sure[*part]) {
        owners[part] = part;
        edge.push_back(part);
    }
    edge.iter().for_each(|part| {
        waiting.remove(part);
    });
    let mut neighbours: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (one, other) in joined.pairs.iter().filter(|(one, _)| is_divided(*one)) {
        let (one, other) = (joined.part_of[*one], joined.part_of[*other]);
        if one != other {
            neighbours.entry(one).or_default().insert(other);
            neighbours.entry(other).or_default().insert(one);
        }
    }
    // Step by step from what is sure, so that the nearest takes what lies between.
    while let Some(part) = edge.pop_front() {
        for next in neighbours.get(&part).into_iter().flatten() {
            if waiting.remove(next) {
                owners[*next] = owners[part];
                edge.push_back(*next);
            }
        }
    }
    owners
}
