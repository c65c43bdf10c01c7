"""Writes what scikit-learn, SciPy, statsmodels and krippendorff make of small inputs, to compare with.

    pip install numpy scipy scikit-learn scikit-image statsmodels krippendorff && python make_goldens.py

Last run with numpy 2.4.6, scipy 1.17.1, scikit-learn 1.9.1, scikit-image 0.26.0, statsmodels 0.15.0
and krippendorff 0.9.0. Where no library has a figure, it is computed here as its formula reads, by
counting at every threshold.
"""

import json
from pathlib import Path

import krippendorff
import numpy as np
import statsmodels.api as sm
from scipy.optimize import linear_sum_assignment
from scipy.special import betaincinv
from skimage.measure import label
from sklearn.metrics import (
    average_precision_score,
    cohen_kappa_score,
    f1_score,
    precision_recall_curve,
    roc_auc_score,
    roc_curve,
)
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa
from statsmodels.stats.proportion import proportion_confint

HERE = Path(__file__).parent
RANDOM = np.random.default_rng(20260301)


def write(name: str, cases: list[dict]) -> None:
    text = json.dumps(cases, indent=None, separators=(",", ":"))
    (HERE / f"{name}.json").write_text(text.replace("},{", "},\n{") + "\n")


def mean_up_to(x: np.ndarray, y: np.ndarray, limit: float) -> float:
    """The mean height of a line of points whose x rises, from 0 to the limit."""
    inside = x <= limit
    xs, ys = x[inside], y[inside]
    if xs[-1] < limit:
        after = np.argmax(x > limit)
        share = (limit - xs[-1]) / (x[after] - xs[-1])
        xs, ys = np.append(xs, limit), np.append(ys, ys[-1] + share * (y[after] - ys[-1]))
    return float(np.trapezoid(ys, xs) / limit)


def curve(scores: np.ndarray, truth: np.ndarray, weights: np.ndarray) -> dict:
    with_weights = {"sample_weight": weights}
    fpr, tpr, thresholds = roc_curve(truth, scores, drop_intermediate=False, **with_weights)
    precision, recall, _ = precision_recall_curve(truth, scores, **with_weights)
    partial = {}
    for limit in (0.01, 0.05, 0.1, 0.3, 1.0):
        ours = mean_up_to(fpr, tpr, limit)
        if limit < 1:
            # McClish's figure of scikit-learn, taken back to the mean recall.
            mcclish = roc_auc_score(truth, scores, max_fpr=limit, **with_weights)
            least, most = limit**2 / 2, limit
            assert abs((2 * mcclish - 1) * (most - least) + least - ours * limit) < 1e-12
        partial[str(limit)] = ours
    positives, negatives = scores[truth == 1], scores[truth == 0]
    presorted = {}
    for share in (0.0, 0.01, 0.05, 0.2):
        good = float(np.mean(negatives < np.quantile(positives, share)))
        bad = float(np.mean(positives > np.quantile(negatives, 1 - share)))
        presorted[str(share)] = [good, bad]
    return {
        "scores": scores.tolist(),
        "truth": truth.tolist(),
        "weights": weights.tolist(),
        "average_precision": average_precision_score(truth, scores, **with_weights),
        "roc_area": roc_auc_score(truth, scores, **with_weights),
        "partial": partial,
        "presorted": presorted,
        # The first threshold of scikit-learn is infinite.
        "thresholds": thresholds[1:].tolist(),
        "overkill": fpr[1:].tolist(),
        "recall": tpr[1:].tolist(),
        # The last precision of scikit-learn is made up.
        "precision": precision[:-1][::-1].tolist(),
        "precision_recall": recall[:-1][::-1].tolist(),
    }


def curves() -> list[dict]:
    cases = []
    for count, levels in ((12, 5), (60, 20), (60, 10**6)):
        truth = (RANDOM.random(count) < 0.3).astype(int)
        truth[:2] = 0, 1
        scores = np.round(RANDOM.normal(truth * 1.5, 1) * levels / 6) / levels
        weights = np.ones(count) if count == 12 else RANDOM.integers(1, 6, count) / 4
        cases.append(curve(scores, truth, weights))
    return cases


def bounds() -> list[dict]:
    cases = []
    pairs = [(0, 1), (1, 1), (0, 40), (1, 40), (3, 100), (50, 100), (97, 100), (100, 100), (7, 300)]
    pairs += [(2, 5000), (60, 20_000), (30, 100_000), (10, 1_000_000), (500_000, 1_000_000)]
    for k, n in pairs:
        for confidence in (0.9, 0.95, 0.99):
            alpha = 1 - confidence
            exact = proportion_confint(k, n, alpha, method="beta")
            wilson = proportion_confint(k, n, alpha, method="wilson")
            cases.append(
                {
                    "hits": k,
                    "others": n - k,
                    "confidence": confidence,
                    "upper": 1.0 if k == n else float(betaincinv(k + 1, n - k, confidence)),
                    "lower": 0.0 if k == 0 else float(betaincinv(k, n - k + 1, alpha)),
                    "interval": [float(exact[0]), float(exact[1])],
                    "wilson": [float(wilson[0]), float(wilson[1])],
                }
            )
    return cases


def regions(maps: list[np.ndarray], numbers: list[np.ndarray], limits: tuple[float, ...]) -> dict:
    """AU-PRO by counting overlaps at every threshold."""
    points = [(0.0, 0.0)]
    good = np.concatenate([m[n == 0] for m, n in zip(maps, numbers)])
    for threshold in np.unique(np.concatenate([m.ravel() for m in maps]))[::-1]:
        overlaps = [
            np.mean(m[n == k] >= threshold)
            for m, n in zip(maps, numbers)
            for k in np.unique(n)
            if k
        ]
        points.append((np.mean(good >= threshold), np.mean(overlaps)))
    x, y = np.array(points).T
    return {str(limit): mean_up_to(x, y, limit) for limit in limits}


def pixels() -> list[dict]:
    cases = []
    for levels in (16, 256):
        maps, numbers = [], []
        for _ in range(3):
            defect = np.zeros((14, 18), bool)
            for _ in range(RANDOM.integers(0, 4)):
                y, x = RANDOM.integers(0, 12), RANDOM.integers(0, 14)
                defect[y : y + RANDOM.integers(1, 4), x : x + RANDOM.integers(1, 5)] = True
            noise = RANDOM.normal(defect * 0.4 + 0.3, 0.2)
            # Such scores are exact as 32-bit floats.
            maps.append(np.round(np.clip(noise, 0, 1) * levels) / levels)
            numbers.append(label(defect, connectivity=2))
        scores = np.concatenate([m.ravel() for m in maps])
        truth = np.concatenate([n.ravel() > 0 for n in numbers])
        cases.append(
            {
                "levels": levels,
                "scores": [(m * levels).astype(int).ravel().tolist() for m in maps],
                "regions": [n.ravel().tolist() for n in numbers],
                "average_precision": average_precision_score(truth, scores),
                "roc_area": roc_auc_score(truth, scores),
                "pro": regions(maps, numbers, (0.05, 0.3, 1.0)),
                "f1": {str(t): f1_score(truth, scores >= t) for t in (0.25, 0.5, 0.75)},
            }
        )
    return cases


def agreement() -> list[dict]:
    cases = []
    for units, raters, kinds, noise in ((20, 2, 2, 0.1), (30, 3, 4, 0.3), (50, 5, 3, 0.5)):
        truth = RANDOM.integers(0, kinds, units)
        judged = np.where(
            RANDOM.random((units, raters)) < noise,
            RANDOM.integers(0, kinds, (units, raters)),
            truth[:, None],
        )
        gaps = np.where(RANDOM.random((units, raters)) < 0.2, np.nan, judged)
        alpha = krippendorff.alpha(gaps.T, level_of_measurement="nominal")
        without = [
            krippendorff.alpha(np.delete(gaps.T, rater, 0), level_of_measurement="nominal")
            for rater in range(raters)
            if raters > 2
        ]
        cases.append(
            {
                "judged": judged.tolist(),
                "cohen": cohen_kappa_score(judged[:, 0], judged[:, 1]),
                "fleiss": fleiss_kappa(aggregate_raters(judged)[0]),
                "with_gaps": [[None if np.isnan(it) else int(it) for it in row] for row in gaps],
                "alpha": alpha,
                "vitality": [alpha - it for it in without],
            }
        )
    return cases


def objects() -> list[dict]:
    """Two raters mark places on a line; alpha of matched pairs and of what only one marked."""
    cases = []
    for _ in range(3):
        pictures, table = [], []
        for _ in range(6):
            places = np.round(RANDOM.random(RANDOM.integers(1, 6)) * 10, 2)
            raters = []
            for _ in range(2):
                seen = RANDOM.random(len(places)) < 0.8
                shifted = np.round(places + RANDOM.normal(0, 0.15, len(places)), 2)
                kinds = RANDOM.integers(1, 3, len(places))
                raters.append([[float(p), int(k)] for p, k, s in zip(shifted, kinds, seen) if s])
            pictures.append(raters)
            first, second = raters
            distance = np.array([[abs(a[0] - b[0]) for b in second] for a in first])
            distance = distance.reshape(len(first), len(second))
            similarity = np.where(distance <= 0.5, 1 - distance, 0)
            pairs = [
                (i, j) for i, j in zip(*linear_sum_assignment(-similarity)) if similarity[i, j]
            ]
            table += [(first[i][1], second[j][1]) for i, j in pairs]
            table += [(a[1], 0) for i, a in enumerate(first) if i not in [p[0] for p in pairs]]
            table += [(0, b[1]) for j, b in enumerate(second) if j not in [p[1] for p in pairs]]
        alpha = krippendorff.alpha(np.array(table, float).T, level_of_measurement="nominal")
        cases.append({"pictures": pictures, "alpha": alpha})
    return cases


def matching() -> list[dict]:
    cases = []
    for truths, finds, threshold in ((5, 8, 0.3), (30, 30, 0.5), (40, 25, 0.8)):
        similarity = np.round(RANDOM.random((truths, finds)), 3)
        allowed = np.where(similarity >= threshold, similarity, 0)
        i, j = linear_sum_assignment(-allowed)
        cases.append(
            {
                "similarity": similarity.tolist(),
                "threshold": threshold,
                "sum": float(allowed[i, j].sum()),
            }
        )
    return cases


def contrast() -> list[dict]:
    cases = []
    for count, middle, slope in ((40, 0.2, 20), (200, 3.0, 1.2)):
        covariate = np.round(RANDOM.random(count) * 2 * middle, 3)
        found = RANDOM.random(count) < 1 / (1 + np.exp(-slope * (covariate - middle)))
        fit = sm.Logit(found.astype(float), sm.add_constant(covariate)).fit(disp=0, tol=1e-12)
        cases.append(
            {
                "covariate": covariate.tolist(),
                "found": found.tolist(),
                "intercept": float(fit.params[0]),
                "slope": float(fit.params[1]),
            }
        )
    return cases


for make in (curves, bounds, pixels, agreement, objects, matching, contrast):
    write(make.__name__, make())
