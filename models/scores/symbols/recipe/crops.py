"""Crops of pages with their targets, without end.

    python crops.py --pages FOLDER --out sheet.png

draws a sheet of them to look at.

A crop is cut around a symbol, half of the time around one of a class that is drawn by lot among all
classes. It is warped and degraded at the 20 pixels per staff space of a scan and then shrunk to the
network's 12.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.utils.data import Dataset

import degrade
import pages
import targets
from classes import INDEX, NAMES
from degrade import Rng
from pages import Page
from targets import INTERLINE_PX, Targets
from warp import Lens, Plate, Warp

SIDE_PX = 256
"""The side of a crop as the network sees it."""

BATCH = 16

_WARPED_PX = round(SIDE_PX * degrade.INTERLINE_PX / INTERLINE_PX)
_SCALES = (0.86, 1.16)
_PHOTO_SHARE = 0.2
_OLD_PLATE_SHARE = 0.25
_CLEAN_SHARE = 0.05

_SCAN_SHARE = 0.25
"""How many crops are cut from the pages of real scans, if there are any. They have the damage of
the real world and get only a little more."""
_SCAN_STRENGTH = 0.3

_UNSOUGHT = ("text",)
"""No crop is cut around these: they are everywhere as it is."""


class Picker:
    """Draws symbols by lot."""

    def __init__(self, found: list[Page]) -> None:
        self._pages = found
        counts = np.bincount(np.concatenate([page.classes for page in found]), minlength=len(NAMES))
        self.counts = counts
        of_class = np.zeros(len(NAMES))
        sought = counts > 0
        sought[[INDEX[name] for name in _UNSOUGHT]] = False
        # Classes with few examples come a little less often, or the few would be learnt by heart.
        of_class[sought] = 1 / (counts[sought] + 50)
        rare = np.concatenate([of_class[page.classes] for page in found])
        every = (rare > 0).astype(np.float64)
        self._until = np.cumsum(rare / rare.sum() + every / every.sum())
        self._firsts = np.cumsum([0, *(len(page.classes) for page in found)])

    def drawn(self, rng: Rng) -> tuple[Page, int]:
        """A page and the number of a symbol on it."""
        at = int(np.searchsorted(self._until, rng.random() * self._until[-1]))
        at = min(at, len(self._until) - 1)
        page = int(np.searchsorted(self._firsts, at, side="right")) - 1
        return self._pages[page], at - int(self._firsts[page])


def crop(page: Page, symbol: int, rng: Rng, is_scan: bool) -> tuple[np.ndarray, Targets]:
    """A crop that shows a symbol somewhere, and its targets."""
    photo = rng.random() < _PHOTO_SHARE and not is_scan
    scale = rng.uniform(*_SCALES) * degrade.INTERLINE_PX / page.interline_px
    lens = (Lens.photographed if photo else Lens.scanned)(rng, scale)
    plate = None
    if not is_scan and len(page.staves_px) and rng.random() < _OLD_PLATE_SHARE:
        plate = Plate.old(page.staves_px, page.interline_px, rng)
    left, top, right, bottom = page.boxes_px[symbol]
    away = rng.uniform(-0.45, 0.45, 2) * _WARPED_PX / scale
    middle = ((left + right) / 2 + away[0], (top + bottom) / 2 + away[1])
    warp = Warp((_WARPED_PX, _WARPED_PX), lens, rng, middle, plate)
    picture = warp.picture(page.picture)
    if photo:
        picture = degrade.photographed(picture, rng)
    elif is_scan:
        picture = degrade.degraded(picture, rng, _SCAN_STRENGTH)
    elif rng.random() >= _CLEAN_SHARE:
        picture = degrade.degraded(picture, rng)
    picture = cv2.resize(picture, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA)
    # Only what is near can come to lie in the crop.
    centres = (page.boxes_px[:, :2] + page.boxes_px[:, 2:]) / 2
    near = (np.abs(centres - middle) < 0.75 * _WARPED_PX / scale).all(1)
    boxes = warp.boxes(page.boxes_px[near]) * (SIDE_PX / _WARPED_PX)
    return picture, targets.drawn(boxes, page.classes[near], SIDE_PX)


class Batches(Dataset[tuple[torch.Tensor, ...]]):
    """Batches by their number; the same number gives the same batch. A batch is pictures, energies,
    classes and boxes, as bytes and half-precision numbers."""

    def __init__(self, drawn: list[Page], scans: list[Page], seed: int) -> None:
        self._drawn = Picker(drawn)
        self._scans = Picker(scans) if scans else None
        self._seed = seed
        self.counts = self._drawn.counts + (self._scans.counts if self._scans else 0)

    def __getitem__(self, number: int) -> tuple[torch.Tensor, ...]:
        rng = np.random.default_rng([self._seed, number])
        pictures: list[np.ndarray] = []
        answers: list[Targets] = []
        for _ in range(BATCH):
            is_scan = self._scans is not None and rng.random() < _SCAN_SHARE
            picker = self._scans if is_scan and self._scans else self._drawn
            picture, answer = crop(*picker.drawn(rng), rng, is_scan)
            pictures.append(picture)
            answers.append(answer)
        energies, kinds, boxes = (np.stack(values) for values in zip(*answers, strict=True))
        return (
            torch.from_numpy(np.stack(pictures)[:, None]),
            torch.from_numpy(energies.astype(np.float16)),
            torch.from_numpy(kinds),
            torch.from_numpy(boxes.astype(np.float16)),
        )


def as_input(pictures: torch.Tensor) -> torch.Tensor:
    """Bytes as the network takes them: from 0 for paper to 1 for ink."""
    return 1 - pictures.float() / 255


def _looked_at(batch: tuple[torch.Tensor, ...]) -> np.ndarray:
    """Crops side by side, each with its energy in red and its boxes."""
    tiles = []
    for picture, energy, kinds, boxes in zip(*(part.numpy() for part in batch), strict=True):
        tile = cv2.cvtColor(picture[0], cv2.COLOR_GRAY2BGR)
        heat = cv2.resize(energy.astype(np.float32), (SIDE_PX, SIDE_PX))[..., None]
        tile = (tile * (1 - 0.6 * heat) + np.array([0, 0, 255]) * 0.6 * heat).astype(np.uint8)
        tile = cv2.resize(tile, None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR)
        highest = energy >= cv2.dilate(energy.astype(np.float32), np.ones((3, 3)))
        for row, column in np.argwhere(highest & (energy > 0.5)):
            x, y = (2 * (column + 0.5) * 2, 2 * (row + 0.5) * 2)
            left, top, right, bottom = boxes[:, row, column].astype(float) * INTERLINE_PX * 2
            corners = [round(value) for value in (x - left, y - top, x + right, y + bottom)]
            cv2.rectangle(tile, corners[:2], corners[2:], (200, 120, 0), 1)
            name = NAMES[kinds[row, column]]
            if name not in ("noteheadBlack", "text"):
                place = (corners[0], corners[1] - 2)
                cv2.putText(tile, name[-9:], place, 0, 0.32, (0, 110, 0), 1, cv2.LINE_AA)
        tile[[0, -1]] = tile[:, [0, -1]] = 0
        tiles.append(tile)
    across = 4
    rows = [np.hstack(tiles[at : at + across]) for at in range(0, len(tiles), across)]
    return np.vstack(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="picture to write")
    parser.add_argument("--number", type=int, default=0, help="of the batch")
    arguments = parser.parse_args()
    batch = Batches(pages.read(arguments.pages), [], seed=0)[arguments.number]
    cv2.imwrite(str(arguments.out), _looked_at(batch))


if __name__ == "__main__":
    main()
