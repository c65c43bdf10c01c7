"""What the network is to answer for a crop, at half its resolution.

Around the centre of every symbol the energy falls from 1 to 0, the same way for all classes. Nearer
to a centre than a marker is wide, the network also answers for the class and the box. Where symbols
are close, each cell belongs to the nearest centre; for the energy that is the highest cone.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

INTERLINE_PX = 12
"""Pixels of the network's input from one staff line to the next."""

STRIDE_PX = 2
"""The side of a cell of the maps in pixels of the input."""

CONE = 0.5
"""The radius of the cone of energy, in staff spaces: less than the distance of two heads that are a
second apart."""

MARKER = 0.36
"""The radius of the markers of class and box, in staff spaces."""

LEAST_MARKER_ENERGY = 1 - MARKER / CONE
"""The energy at the edge of a marker."""

NOTHING = 255
"""The class of cells outside all cones."""


class Targets(NamedTuple):
    """Maps of one crop."""

    # rows x columns, from 0 to 1.
    energy: np.ndarray
    # rows x columns: the class of the nearest symbol.
    classes: np.ndarray
    # 4 x rows x columns: how far left, top, right and bottom of the box are, in staff spaces.
    boxes: np.ndarray


def drawn(boxes_px: np.ndarray, classes: np.ndarray, side_px: int) -> Targets:
    """The targets of a square crop with boxes in pixels of the input."""
    side = side_px // STRIDE_PX
    energy = np.zeros((side, side), np.float32)
    nearest = np.full((side, side), NOTHING, np.uint8)
    edges = np.zeros((4, side, side), np.float32)
    centres = (boxes_px[:, :2] + boxes_px[:, 2:]) / 2
    reach = int(np.ceil(CONE * INTERLINE_PX / STRIDE_PX)) + 1
    steps = np.arange(-reach, reach + 1)
    around = np.stack(np.meshgrid(steps, steps), -1).reshape(1, -1, 2)
    cells = np.floor(centres / STRIDE_PX).astype(int)[:, None] + around
    places = (cells + 0.5) * STRIDE_PX
    away = np.hypot(*np.moveaxis(places - centres[:, None], -1, 0)) / INTERLINE_PX
    symbol, step = np.nonzero((away < CONE) & ((cells >= 0) & (cells < side)).all(-1))
    # The last to write to a cell stays, so the nearest comes last.
    order = np.argsort(-away[symbol, step], kind="stable")
    symbol, step = symbol[order], step[order]
    columns, rows = cells[symbol, step].T
    energy[rows, columns] = 1 - away[symbol, step] / CONE
    nearest[rows, columns] = classes[symbol]
    x, y = places[symbol, step].T
    left, top, right, bottom = boxes_px[symbol].T
    edges[:, rows, columns] = np.stack([x - left, y - top, right - x, bottom - y]) / INTERLINE_PX
    return Targets(energy, nearest, edges)
