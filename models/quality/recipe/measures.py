"""Figures: average precision, recall at a rate of false rejects, per-region overlap, bounds."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import binary_dilation
from scipy.stats import beta

LEVELS = 256
STEEPEST = 12.0
"""Probabilities are counted by their logit, from minus to plus this, in `LEVELS` steps."""

LEAST_AREA_PX = 4
"""Smaller regions are not counted as a find."""

# Shapes of 4 pixels that hang together by their sides, as offsets of rows and columns.
_SHAPES = [
    [(0, 0), (0, 1), (0, 2), (0, 3)],
    [(0, 0), (0, 1), (1, 0), (1, 1)],
    [(0, 0), (0, 1), (0, 2), (1, 1)],
    [(0, 0), (0, 1), (0, 2), (1, 0)],
    [(0, 0), (0, 1), (0, 2), (1, 2)],
    [(0, 0), (0, 1), (1, 1), (1, 2)],
    [(0, 1), (0, 2), (1, 0), (1, 1)],
]


def levels(probability: np.ndarray) -> np.ndarray:
    """Probabilities as whole numbers from 0 to 255, in equal steps of their logit."""
    edge = 1.0 / (1.0 + np.exp(STEEPEST))
    kept = np.clip(probability, edge, 1.0 - edge)
    logit = np.log(kept) - np.log1p(-kept)
    return np.rint((logit + STEEPEST) * ((LEVELS - 1) / (2.0 * STEEPEST))).astype(np.uint8)


def probability(level: np.ndarray | float) -> np.ndarray:
    """The probability of a level."""
    logit = np.asarray(level, np.float64) * (2.0 * STEEPEST / (LEVELS - 1)) - STEEPEST
    return 1.0 / (1.0 + np.exp(-logit))


def of_four(level: np.ndarray) -> np.ndarray:
    """The highest level at which each pixel belongs to a region of at least 4 pixels that hang
    together by their sides: an area opening. Fewer are not counted as a find."""
    opened = np.zeros_like(level)
    rows, columns = level.shape
    for shape in _all_shapes():
        height = 1 + max(row for row, _ in shape)
        width = 1 + max(column for _, column in shape)
        parts = [
            (slice(row, rows - height + 1 + row), slice(column, columns - width + 1 + column))
            for row, column in shape
        ]
        lowest = np.minimum.reduce([level[part] for part in parts])
        for part in parts:
            np.maximum(opened[part], lowest, out=opened[part])
    return opened


def _all_shapes() -> list[list[tuple[int, int]]]:
    """The shapes with their transposes and mirror images, each once."""
    found: dict[tuple, list[tuple[int, int]]] = {}
    for shape in _SHAPES:
        turned = [shape, [(column, row) for row, column in shape]]
        for each in turned:
            for rows, columns in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
                moved = [(rows * row, columns * column) for row, column in each]
                top, left = min(row for row, _ in moved), min(column for _, column in moved)
                placed = sorted((row - top, column - left) for row, column in moved)
                found[tuple(placed)] = placed
    return list(found.values())


class PixelCounts:
    """How many pixels of defects and of anything else have each level."""

    def __init__(self) -> None:
        self.defect = np.zeros(LEVELS, np.int64)
        self.other = np.zeros(LEVELS, np.int64)

    def add(self, probability: np.ndarray, is_defect: np.ndarray, is_counted: np.ndarray) -> None:
        """Counts the pixels of a picture."""
        level = levels(probability)
        self.defect += np.bincount(level[is_defect & is_counted], minlength=LEVELS)
        self.other += np.bincount(level[~is_defect & is_counted], minlength=LEVELS)

    def average_precision(self) -> float:
        """The area under precision over recall, as a sum over steps of recall."""
        found = np.cumsum(self.defect[::-1])
        false = np.cumsum(self.other[::-1])
        if found[-1] == 0:
            return float("nan")
        precision = found / np.maximum(found + false, 1)
        steps = np.diff(np.concatenate([[0], found])) / found[-1]
        return float((precision * steps).sum())


def per_region_overlap(regions: np.ndarray, other: np.ndarray, most_false: float) -> float:
    """Area under the mean share of each region that is found, over the share of other pixels that
    are found, up to `most_false`, as a share of the best: AU-PRO (Bergmann et al. 2021).
    `regions` are counts of levels, a row each; `other` those of the pixels outside."""
    totals = regions.sum(axis=1, keepdims=True)
    overlap = (np.cumsum(regions[:, ::-1], axis=1) / totals).mean(axis=0)
    false = np.cumsum(other[::-1]) / other.sum()
    grid = np.linspace(0.0, most_false, 2001)
    curve = np.interp(grid, np.concatenate([[0.0], false]), np.concatenate([[0.0], overlap]))
    return float(np.trapezoid(curve, grid) / most_false)


def area_under_roc(good: np.ndarray, bad: np.ndarray) -> float:
    """The chance that something bad scores above something good, ties counted half."""
    good = np.sort(np.asarray(good, np.float64))
    below = np.searchsorted(good, bad, "left")
    upto = np.searchsorted(good, bad, "right")
    return float((below + upto).sum() / (2.0 * len(good) * len(bad)))


def threshold_at(good: np.ndarray, share: float) -> float:
    """The lowest level that at most this share of what is good reaches."""
    good = np.sort(np.asarray(good, np.float64))[::-1]
    allowed = int(np.floor(share * len(good) + 1e-9))
    return float(good[allowed] + 1.0) if allowed < len(good) else 0.0


def bounds(hits: int, of: int, confidence: float = 0.95) -> tuple[float, float]:
    """Two-sided bounds of a share by Clopper and Pearson (1934)."""
    if of == 0:
        return 0.0, 1.0
    tail = (1.0 - confidence) / 2.0
    low = beta.ppf(tail, hits, of - hits + 1) if hits else 0.0
    high = beta.ppf(1.0 - tail, hits + 1, of - hits) if hits < of else 1.0
    return float(low), float(high)


def touched(mask: np.ndarray, reach_px: int) -> np.ndarray:
    """A mask with everything within some pixels of it."""
    return binary_dilation(mask, iterations=reach_px)
