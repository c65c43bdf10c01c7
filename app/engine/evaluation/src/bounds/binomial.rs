//! The share at which a binomial tail has a given probability.
//!
//! The bound of Clopper and Pearson is a quantile of the beta distribution. The general algorithms
//! for that (AS 64 and AS 109, as in statrs 0.19) lose digits from some hundred thousand cases on,
//! and need not come to an end, so that the tail, whose numbers are whole here, is summed and the
//! share found by halving.

use statrs::function::factorial::ln_binomial;

/// Terms smaller than this share of the sum do not change it.
const NEGLIGIBLE: f64 = 1e-18;

/// The share `p` for which `P(X ≤ hits) = tail`, where `X` has the binomial distribution of `total`
/// and `p`. There is at least one case, and `tail` is above 0 and below 1.
pub(super) fn upper_limit(hits: u64, total: u64, tail: f64) -> f64 {
    if hits == total {
        return 1.0;
    }
    if hits == 0 {
        return -(tail.ln() / total as f64).exp_m1();
    }
    let (mut low, mut high) = (0.0, 1.0);
    loop {
        let middle = f64::midpoint(low, high);
        let is_narrow = high - low <= 4.0 * f64::EPSILON * high;
        if is_narrow {
            return middle;
        }
        // The larger the share, the less likely are few hits.
        if at_most(hits, total, middle) > tail {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// `P(X ≤ hits)`, for a share above 0 and below 1 and fewer hits than cases. The tail that is away
/// from the mean is summed, because its terms only fall.
fn at_most(hits: u64, total: u64, share: f64) -> f64 {
    let odds = share / (1.0 - share);
    let n = total as f64;
    if hits as f64 <= n * share {
        let ratios = (1..=hits)
            .rev()
            .map(|i| i as f64 / (n - i as f64 + 1.0) / odds);
        probability(hits, total, share) * sum_of_products(ratios)
    } else {
        let ratios = (hits + 1..total).map(|i| (n - i as f64) / (i as f64 + 1.0) * odds);
        1.0 - probability(hits + 1, total, share) * sum_of_products(ratios)
    }
}

/// `P(X = hits)`.
fn probability(hits: u64, total: u64, share: f64) -> f64 {
    let (k, n) = (hits as f64, total as f64);
    (ln_binomial(total, hits) + k * share.ln() + (n - k) * (-share).ln_1p()).exp()
}

/// `1 + r₁ + r₁ r₂ + …`, up to where it no longer changes.
fn sum_of_products(ratios: impl Iterator<Item = f64>) -> f64 {
    let mut sum = 1.0;
    let mut term = 1.0;
    for ratio in ratios {
        term *= ratio;
        sum += term;
        if term < NEGLIGIBLE * sum {
            break;
        }
    }
    sum
}
