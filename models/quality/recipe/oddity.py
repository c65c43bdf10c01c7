"""A density of what defect-free cells look like to the encoder: what is rare is odd.

Features of cells of 8 pixels are whitened, and a mixture of normal distributions is fitted to them
by expectation and maximisation. The score of a cell is the sigmoid of its negative logarithm of
density, shifted and scaled so that of the defect-free crops to validate by, one in a hundred has a
cell above one half: of those in good light, where the export tells the light. Position does not
count, and no defect is ever learnt from.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

import schedule
from defects import normalised
from export_folder import Crop, Export
from networks import CELL_PX, DefectNet, pooled_features

KEPT = 32
"""How many directions of the features are kept, those of most variance."""
PARTS = 16
"""Normal distributions in the mixture."""
ROUNDS = 20
CELLS = 80_000
"""How many cells the mixture is fitted to, at most."""
LEAST_VARIANCE = 0.02
"""Added to the variance of every part in every direction; whitened features have 1 in all."""
FALSE_CROPS = 0.01
GOOD_LIGHT = "good"


@dataclass(frozen=True)
class Density:
    """A mixture of normal distributions of whitened features, and how its logarithm is a score.

    `whitening` is kept x features and `offset` kept; `roots` parts x kept x kept are the transposed
    Cholesky roots of the precisions, `centres` parts x kept what those make of the means, and
    `shares` the logarithm of what stands before each exponential.
    """

    whitening: np.ndarray
    offset: np.ndarray
    roots: np.ndarray
    centres: np.ndarray
    shares: np.ndarray
    middle: float = 0.0
    scale: float = 1.0

    def surprise(self, features: np.ndarray) -> np.ndarray:
        """Minus the logarithm of the density of cells x features, less a constant."""
        white = features @ self.whitening.T + self.offset
        return -_log_sum(_logarithms(white, self.roots, self.centres, self.shares))


def _log_sum(logarithms: np.ndarray) -> np.ndarray:
    most = logarithms.max(axis=1, keepdims=True)
    return (most + np.log(np.exp(logarithms - most).sum(axis=1, keepdims=True)))[:, 0]


def _logarithms(
    white: np.ndarray, roots: np.ndarray, centres: np.ndarray, shares: np.ndarray
) -> np.ndarray:
    """Of each cell, the logarithm of its share of each part: cells x parts."""
    found = np.empty((len(white), len(roots)), white.dtype)
    for part, (root, centre) in enumerate(zip(roots, centres, strict=True)):
        found[:, part] = shares[part] - 0.5 * ((white @ root.T - centre) ** 2).sum(axis=1)
    return found


@torch.no_grad()
def features_of(network: DefectNet, crop: Crop) -> np.ndarray:
    """Cells x features. Cells at the rim, where the network sees beyond the crop, are left out, and
    so are those beyond the picture."""
    picture = normalised(crop.picture[None].astype(np.float32) / 255.0)
    bottom, right = (max(side // CELL_PX - 2, 3) for side in (crop.rows, crop.columns))
    cells = pooled_features(network, picture)[0, :, 2:bottom, 2:right]
    return cells.flatten(1).T.numpy()


def fit(cells: np.ndarray, rng: np.random.Generator) -> Density:
    """The mixture of some cells, of which there are at least as many as parts."""
    mean = cells.mean(axis=0)
    variances, directions = np.linalg.eigh(np.cov(cells, rowvar=False))
    kept = np.argsort(variances)[::-1][:KEPT]
    whitening = (directions[:, kept] / np.sqrt(np.maximum(variances[kept], 1e-6))).T
    whitening = whitening.astype(np.float32)
    offset = (-whitening @ mean).astype(np.float32)
    white = cells @ whitening.T + offset
    means = white[rng.choice(len(white), PARTS, replace=False)]
    covariances = np.repeat(np.eye(white.shape[1], dtype=np.float32)[None], PARTS, axis=0)
    weights = np.full(PARTS, 1.0 / PARTS)
    for _ in range(ROUNDS):
        roots, centres, shares = _parts(means, covariances, weights)
        logarithms = _logarithms(white, roots, centres, shares)
        belongs = np.exp(logarithms - _log_sum(logarithms)[:, None])
        counts = belongs.sum(axis=0) + 1e-6
        weights = counts / counts.sum()
        means = (belongs.T @ white) / counts[:, None]
        for part in range(PARTS):
            away = white - means[part]
            covariance = (away * belongs[:, part : part + 1]).T @ away / counts[part]
            covariances[part] = covariance + LEAST_VARIANCE * np.eye(white.shape[1])
    return Density(whitening, offset, *_parts(means, covariances, weights))


def _parts(
    means: np.ndarray, covariances: np.ndarray, weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Roots, centres and shares, as `Density` has them."""
    roots = np.linalg.cholesky(np.linalg.inv(covariances.astype(np.float64))).transpose(0, 2, 1)
    centres = np.einsum("pij,pj->pi", roots, means)
    shares = np.log(weights) + np.log(np.diagonal(roots, axis1=1, axis2=2)).sum(axis=1)
    return roots.astype(np.float32), centres.astype(np.float32), shares.astype(np.float32)


def train(export: Export, network: DefectNet) -> Density:
    """The density of the defect-free crops."""
    rng = np.random.default_rng(schedule.SEED)
    network = network.eval()
    negatives = [crop for crop in export.train if crop.is_negative]
    good = [crop for crop in export.validation if crop.is_negative]
    # Reflections look odd at any threshold that finds something in good light.
    good = [crop for crop in good if crop.regime == GOOD_LIGHT] or good
    if not negatives or not good:
        raise SystemExit("crops without defects are needed to train on and to validate by")
    order = rng.permutation(len(negatives))
    each = max(CELLS // len(negatives), 100)
    found = []
    for at in order[: CELLS // 100]:
        cells = features_of(network, negatives[at])
        found.append(cells[rng.choice(len(cells), min(each, len(cells)), replace=False)])
    density = fit(np.concatenate(found), rng)
    surprise = [density.surprise(features_of(network, crop)) for crop in good]
    largest = np.array([float(cells.max()) for cells in surprise])
    middle = float(np.quantile(largest, 1.0 - FALSE_CROPS))
    usual = float(np.median(np.concatenate(surprise)))
    # The usual cell has a score of about 0.02.
    scale = (middle - usual) / 4.0
    print(f"surprise: usual {usual:.1f}, 1 in 100 crops above {middle:.1f}")
    return Density(
        density.whitening,
        density.offset,
        density.roots,
        density.centres,
        density.shares,
        middle,
        scale,
    )
