//! The assignment problem with few possible pairs, by shortest augmenting paths.
//!
//! Similarities become costs of at least zero, `C − similarity` with the largest similarity `C`;
//! staying single costs `C`, like a column of the row's own. Rows are added one after the other:
//! Dijkstra's search over reduced costs finds the cheapest way to make room for the row, and the
//! prices of columns and rows are raised so that reduced costs stay at least zero.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// The column of each row so that the sum of similarities is largest. `candidates` has, for each
/// row, the columns that it can have with their similarities, which are finite.
pub(super) fn best(candidates: &[Vec<(usize, f64)>], columns: usize) -> Vec<Option<usize>> {
    let similarities = candidates
        .iter()
        .flatten()
        .map(|(_, similarity)| *similarity);
    let mut prices = Prices {
        candidates,
        largest: similarities.fold(0.0, f64::max),
        of_row: vec![0.0; candidates.len()],
        of_column: vec![0.0; columns],
    };
    let mut pairs = Pairs {
        column_of: vec![None; candidates.len()],
        row_of: vec![None; columns],
    };
    let mut search = Search {
        distance: vec![f64::INFINITY; columns],
        from_row: vec![0; columns],
        reached: Vec::new(),
        settled: Vec::new(),
        queue: BinaryHeap::new(),
    };
    for row in 0..candidates.len() {
        search.add(row, &mut prices, &mut pairs);
    }
    pairs.column_of
}

struct Pairs {
    column_of: Vec<Option<usize>>,
    row_of: Vec<Option<usize>>,
}

struct Prices<'a> {
    candidates: &'a [Vec<(usize, f64)>],
    /// The largest similarity: what it costs to stay single.
    largest: f64,
    of_row: Vec<f64>,
    of_column: Vec<f64>,
}

impl Prices<'_> {
    /// What the row pays above its price for each column that it can have. Rounding may take it
    /// below zero, where it counts as zero.
    fn of_candidates(&self, row: usize) -> impl Iterator<Item = (usize, f64)> {
        self.candidates[row]
            .iter()
            .map(move |&(column, similarity)| {
                let cost = self.largest - similarity;
                let reduced = cost - self.of_row[row] - self.of_column[column];
                (column, reduced.max(0.0))
            })
    }

    /// What the row pays above its price for staying single.
    fn of_single(&self, row: usize) -> f64 {
        (self.largest - self.of_row[row]).max(0.0)
    }
}

/// Where a way to make room ends.
#[derive(Clone, Copy)]
enum End {
    /// At a column that no row has.
    Column(usize),
    /// At a row that gives its column up.
    Row(usize),
}

/// A search for the cheapest way, whose memory is used again for the next row.
struct Search {
    distance: Vec<f64>,
    from_row: Vec<usize>,
    reached: Vec<usize>,
    settled: Vec<usize>,
    queue: BinaryHeap<Reached>,
}

/// A column at a distance. The nearest is the greatest, as a heap wants it; of equally near ones,
/// one that no row has, because the search ends there, and then the one of lowest number.
#[derive(PartialEq)]
struct Reached {
    distance: f64,
    is_taken: bool,
    column: usize,
}

impl Eq for Reached {}

impl Ord for Reached {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_distance = other.distance.total_cmp(&self.distance);
        by_distance
            .then(other.is_taken.cmp(&self.is_taken))
            .then(other.column.cmp(&self.column))
    }
}

impl PartialOrd for Reached {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Search {
    /// Gives the row a column, or leaves it single, whichever is cheaper for all rows so far.
    fn add(&mut self, row: usize, prices: &mut Prices, pairs: &mut Pairs) {
        let (end, length) = self.shortest_way(row, prices, pairs);
        prices.of_row[row] += length;
        for &column in &self.settled {
            let change = length - self.distance[column];
            prices.of_column[column] -= change;
            if let Some(owner) = pairs.row_of[column] {
                prices.of_row[owner] += change;
            }
        }
        self.walk_back(row, end, pairs);
        for column in self.reached.drain(..) {
            self.distance[column] = f64::INFINITY;
        }
        self.settled.clear();
        self.queue.clear();
    }

    /// The end of the cheapest way from the row, and its length.
    fn shortest_way(&mut self, row: usize, prices: &Prices, pairs: &Pairs) -> (End, f64) {
        let (mut current, mut so_far) = (row, 0.0);
        let mut single = (row, f64::INFINITY);
        loop {
            for (column, cost) in prices.of_candidates(current) {
                let distance = so_far + cost;
                if distance < self.distance[column] {
                    if self.distance[column] == f64::INFINITY {
                        self.reached.push(column);
                    }
                    self.distance[column] = distance;
                    self.from_row[column] = current;
                    self.queue.push(Reached {
                        distance,
                        is_taken: pairs.row_of[column].is_some(),
                        column,
                    });
                }
            }
            let alone = so_far + prices.of_single(current);
            if alone < single.1 {
                single = (current, alone);
            }
            // An entry that a shorter way has made out of date is passed over.
            let nearest = loop {
                match self.queue.pop() {
                    Some(it) if it.distance > self.distance[it.column] => {}
                    other => break other,
                }
            };
            // At the same cost, a pair is made.
            let Some(nearest) = nearest.filter(|it| it.distance <= single.1) else {
                return (End::Row(single.0), single.1);
            };
            self.settled.push(nearest.column);
            match pairs.row_of[nearest.column] {
                None => return (End::Column(nearest.column), nearest.distance),
                Some(owner) => (current, so_far) = (owner, nearest.distance),
            }
        }
    }

    /// Hands columns on along the way, from its end back to the row.
    fn walk_back(&self, row: usize, end: End, pairs: &mut Pairs) {
        let mut free = match end {
            End::Column(column) => Some(column),
            End::Row(owner) => pairs.column_of[owner].take(),
        };
        while let Some(column) = free {
            let taker = self.from_row[column];
            pairs.row_of[column] = Some(taker);
            free = pairs.column_of[taker].replace(column);
            if taker == row {
                break;
            }
        }
    }
}
