//! Which find belongs to which truth, one to one.

mod assignment;

use serde::{Deserialize, Serialize};

/// Pairs of truths and finds, and what is left over. Every truth and every find is in it once.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matching {
    /// What belongs together, by the number of the truth.
    pub pairs: Vec<Pair>,
    /// The truths that nothing was found for, lowest number first.
    pub unmatched_truths: Vec<usize>,
    /// The finds that belong to no truth, lowest number first.
    pub unmatched_finds: Vec<usize>,
}

/// A truth and the find that belongs to it.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The number of the truth.
    pub truth: usize,
    /// The number of the find.
    pub find: usize,
    /// How similar they are, in the measure of the caller.
    pub similarity: f64,
}

/// Matches one to one so that the sum of all similarities is as large as it can be.
///
/// `similarity` is asked once for each truth and find, by their numbers. Pairs that it gives none
/// for, that are below the threshold, or whose similarity is not finite, are never made; nor is a
/// pair of negative similarity, which would lower the sum; a pair of similarity 0 is made where it
/// takes nothing from another. The same input always gives the same
/// pairs; where several matchings have the same sum, which of them it is follows from the order of
/// truths and finds.
///
/// It is the assignment problem, solved by shortest augmenting paths (Jonker and Volgenant, "A
/// shortest augmenting path algorithm for dense and sparse linear assignment problems", Computing
/// 38, 1987). A path never leaves the truths and finds that are connected by possible pairs, so
/// that thousands of items that are each similar to a few take little more than asking for the
/// similarities.
#[must_use]
pub fn match_optimally(
    truths: usize,
    finds: usize,
    similarity: impl Fn(usize, usize) -> Option<f64>,
    threshold: f64,
) -> Matching {
    let candidates: Vec<Vec<(usize, f64)>> = (0..truths)
        .map(|truth| {
            let of_truth = (0..finds).filter_map(|find| Some((find, similarity(truth, find)?)));
            of_truth
                .filter(|(_, value)| is_possible(*value, threshold))
                .collect()
        })
        .collect();
    let find_of = assignment::best(&candidates, finds);
    let pairs = find_of.iter().enumerate().filter_map(|(truth, find)| {
        let find = (*find)?;
        let (_, similarity) = *candidates[truth].iter().find(|(it, _)| *it == find)?;
        Some(Pair {
            truth,
            find,
            similarity,
        })
    });
    Matching::of(pairs.collect(), truths, finds)
}

/// Matches as the evaluations of COCO and Pascal VOC do: finds choose in the order of their scores,
/// highest first, and each takes the most similar truth that is still free.
///
/// `scores` has one score a find; equal ones choose in the order of their numbers, and of equally
/// similar truths the one of lowest number is taken. A pair is possible where the similarity is at
/// least the threshold. COCO counts like that; VOC differs in that a find whose most similar truth
/// is taken gets no other. Which pairs are made does not depend on finds of lower scores, as curves
/// over thresholds need, but the sum of similarities can be smaller than that of
/// [`match_optimally`].
#[must_use]
pub fn match_greedily(
    truths: usize,
    scores: &[f64],
    similarity: impl Fn(usize, usize) -> Option<f64>,
    threshold: f64,
) -> Matching {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    let mut is_free = vec![true; truths];
    let mut pairs = Vec::new();
    for find in order {
        let mut best: Option<Pair> = None;
        for truth in (0..truths).filter(|truth| is_free[*truth]) {
            if let Some(similarity) = similarity(truth, find)
                && is_possible(similarity, threshold)
                && best.is_none_or(|best| similarity > best.similarity)
            {
                best = Some(Pair {
                    truth,
                    find,
                    similarity,
                });
            }
        }
        if let Some(pair) = best {
            is_free[pair.truth] = false;
            pairs.push(pair);
        }
    }
    Matching::of(pairs, truths, scores.len())
}

fn is_possible(similarity: f64, threshold: f64) -> bool {
    similarity.is_finite() && similarity >= threshold
}

impl Matching {
    fn of(mut pairs: Vec<Pair>, truths: usize, finds: usize) -> Self {
        let mut has_find = vec![false; truths];
        let mut has_truth = vec![false; finds];
        for pair in &pairs {
            has_find[pair.truth] = true;
            has_truth[pair.find] = true;
        }
        pairs.sort_by_key(|pair| pair.truth);
        Self {
            pairs,
            unmatched_truths: (0..truths).filter(|truth| !has_find[*truth]).collect(),
            unmatched_finds: (0..finds).filter(|find| !has_truth[*find]).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
