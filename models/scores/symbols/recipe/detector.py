"""Finds the symbols of a page with the two models of a pack, as the program does."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import onnxruntime

from classes import INDEX, NAMES, NEGATIVES
from network import COARSEST_PX
from targets import INTERLINE_PX, STRIDE_PX

TILE_PX = 768
"""The side of what the network sees at once."""

MARGIN_PX = 64
"""So near to the edge of a tile, unless the page ends there, its answers are not believed."""

LEAST_ENERGY = 0.15
"""A maximum below this is none."""

LEAST_SCORE = 0.5
"""A symbol counts from here on, where nothing else was chosen for its class."""

DUPLICATE = 0.35
"""Of two finds whose centres are nearer than this, in staff spaces, the surer one stays."""


@dataclass(frozen=True)
class Maps:
    """What the network says about a page, at half its resolution."""

    # rows x columns.
    energy: np.ndarray
    # 4 x rows x columns: left, top, right and bottom in staff spaces.
    box: np.ndarray
    # channels x rows x columns.
    features: np.ndarray


@dataclass(frozen=True)
class Found:
    """Symbols, the surest first."""

    # Left, top, right and bottom in pixels of the page as the network sees it.
    boxes_px: np.ndarray
    classes: np.ndarray
    # Energy times the probability that it is a sign and nothing else.
    scores: np.ndarray

    def from_thresholds(self, thresholds: np.ndarray) -> Found:
        """Those that reach the threshold of their class."""
        return self.only(self.scores >= thresholds[self.classes])

    def only(self, which: np.ndarray) -> Found:
        """Some of them."""
        return Found(self.boxes_px[which], self.classes[which], self.scores[which])


def thresholds_of(pack: Path) -> np.ndarray:
    """The threshold of each class, as a pack has them."""
    point = tomllib.loads((pack / "pack.toml").read_text(encoding="utf-8"))["operating_point"]
    by_class = point.get("by_class", {})
    return np.array([by_class.get(name, point["threshold"]) for name in NAMES])


class Detector:
    """The models of a pack."""

    def __init__(self, pack: Path, threads: int = 2) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        providers = ["CPUExecutionProvider"]
        self._model, self._classifier = (
            onnxruntime.InferenceSession(str(pack / name), options, providers)
            for name in ("model.onnx", "classes.onnx")
        )

    def maps(self, page: np.ndarray) -> Maps:
        """The maps of a page of 12 pixels per staff space, in grey from 0 for ink."""
        height, width = page.shape
        rows, columns = -(-height // STRIDE_PX), -(-width // STRIDE_PX)
        energy = np.zeros((1, rows, columns), np.float32)
        box = np.zeros((4, rows, columns), np.float32)
        features: np.ndarray | None = None
        for top, bottom, first_row, end_row in _tiles(height):
            for left, right, first_column, end_column in _tiles(width):
                tile = page[top:bottom, left:right]
                below, beside = (-side % COARSEST_PX for side in tile.shape)
                tile = np.pad(tile, ((0, below), (0, beside)), constant_values=255)
                image = 1 - tile[None, None].astype(np.float32) / 255
                found = self._model.run(["energy", "box", "features"], {"image": image})
                if features is None:
                    features = np.zeros((found[2].shape[1], rows, columns), np.float32)
                there = np.s_[:, first_row:end_row, first_column:end_column]
                here = np.s_[
                    :,
                    first_row - top // STRIDE_PX : end_row - top // STRIDE_PX,
                    first_column - left // STRIDE_PX : end_column - left // STRIDE_PX,
                ]
                for whole, part in zip((energy, box, features), found, strict=True):
                    whole[there] = part[0][here]
        assert features is not None, "a page without a pixel"
        return Maps(energy[0], box, features)

    def probabilities(self, features: np.ndarray) -> np.ndarray:
        """Of each class for a list of cells: cells x channels to cells x classes."""
        [found] = self._classifier.run(["classes"], {"features": features})
        return np.asarray(found)

    def symbols(self, page: np.ndarray) -> Found:
        """Every symbol of a page, whatever its score."""
        return self.at_maxima(self.maps(page))

    def at_maxima(self, maps: Maps) -> Found:
        """The symbols at the maxima of the energy."""
        energy = maps.energy
        highest = cv2.dilate(energy, np.ones((3, 3), np.uint8))
        rows, columns = np.nonzero((energy >= highest) & (energy > LEAST_ENERGY))
        if not len(rows):
            return Found(np.zeros((0, 4)), np.zeros(0, int), np.zeros(0))
        probabilities = self.probabilities(maps.features[:, rows, columns].T)
        classes = probabilities.argmax(1)
        # Two classes that are alike do not make it less sure that a sign is there.
        negative = probabilities[:, [INDEX[name] for name in NEGATIVES]].sum(1)
        is_negative = np.isin(classes, [INDEX[name] for name in NEGATIVES])
        sure = np.where(is_negative, negative, 1 - negative)
        return without_duplicates(
            Found(_boxes_around(maps, rows, columns), classes, energy[rows, columns] * sure)
        )


def _tiles(length_px: int) -> Iterator[tuple[int, int, int, int]]:
    """First and last pixel of each tile along a side, and the first and last cell of the whole that
    it answers for."""
    start = 0
    while True:
        end = min(start + TILE_PX, length_px)
        is_last = end == length_px
        first = start + (MARGIN_PX if start else 0)
        last = -(-length_px // STRIDE_PX) if is_last else (end - MARGIN_PX) // STRIDE_PX
        yield start, end, first // STRIDE_PX, last
        if is_last:
            return
        start += TILE_PX - 2 * MARGIN_PX


def _boxes_around(maps: Maps, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Boxes in pixels: what a cell and its eight neighbours say, each as much as it has energy."""
    height, width = maps.energy.shape
    total = np.zeros((len(rows), 4))
    weights = np.zeros((len(rows), 1))
    signs = np.array([-1, -1, 1, 1])
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            y, x = np.clip(rows + down, 0, height - 1), np.clip(columns + right, 0, width - 1)
            places = np.stack([x, y, x, y], 1) * STRIDE_PX + STRIDE_PX / 2
            sides = places + signs * maps.box[:, y, x].T * INTERLINE_PX
            weight = maps.energy[y, x][:, None].astype(np.float64)
            total += sides * weight
            weights += weight
    return total / weights


def without_duplicates(found: Found) -> Found:
    """The surest of those whose centres nearly coincide."""
    found = found.only(np.argsort(-found.scores, kind="stable"))
    centres = (found.boxes_px[:, :2] + found.boxes_px[:, 2:]) / 2
    kept: list[int] = []
    for at in range(len(centres)):
        away = np.hypot(*(centres[kept] - centres[at]).T)
        if not (away < DUPLICATE * INTERLINE_PX).any():
            kept.append(at)
    return found.only(np.array(kept, int))
