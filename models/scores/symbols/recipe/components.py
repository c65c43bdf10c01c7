"""The cut of the Deep Watershed Detector: what hangs together above a level of energy is a symbol.

Only to compare with: heads that stand a third apart run into one.
"""

from __future__ import annotations

import cv2
import numpy as np

from detector import Detector, Found, Maps
from targets import INTERLINE_PX, STRIDE_PX

LEVEL = 0.35


def cut(detector: Detector, maps: Maps) -> Found:
    """The symbols of a page. Class and box are what the cells of a component say on average, each
    as much as it has energy."""
    is_high = maps.energy > LEVEL
    count, labels = cv2.connectedComponents(is_high.astype(np.uint8), connectivity=8)
    rows, columns = np.nonzero(is_high)
    of = labels[rows, columns] - 1
    energy = maps.energy[rows, columns].astype(np.float64)
    weights = np.bincount(of, energy, minlength=count - 1)

    def mean(values: np.ndarray) -> np.ndarray:
        """By component; cells x anything."""
        sums = [np.bincount(of, energy * column, minlength=count - 1) for column in values.T]
        return np.stack(sums, 1) / weights[:, None]

    if count == 1:
        return Found(np.zeros((0, 4)), np.zeros(0, int), np.zeros(0))
    probabilities = mean(detector.probabilities(maps.features[:, rows, columns].T))
    places = (np.stack([columns, rows, columns, rows], 1) + 0.5) * STRIDE_PX
    sides = maps.box[:, rows, columns].T * INTERLINE_PX * np.array([-1, -1, 1, 1])
    highest = np.zeros(count - 1)
    np.maximum.at(highest, of, energy)
    return Found(mean(places + sides), probabilities.argmax(1), highest * probabilities.max(1))
