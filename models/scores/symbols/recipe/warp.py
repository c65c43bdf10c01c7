"""Where the points of a page come to lie: on an old plate, under a scanner, before a camera.

A warp is a map from the pixels of the picture that is made to the page that it is made of. The same
map takes the picture and, turned round, the boxes on it. Points are columns and rows that count
from the outer edge of the first pixel, so that its centre is at 0.5.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from degrade import INTERLINE_PX, Rng, field

_LEDGER_REACH = 1.5
"""Old plates have the first ledger lines further out than staff lines; from here on, in staff
spaces from the staff, everything is shifted by the same."""

_MOST_SQUEEZED = 0.1
"""What a plate's ledger lines take may not squeeze the room between two staves by more."""


@dataclass(frozen=True)
class Lens:
    """How a sheet lies before what takes its picture. Lengths of the page are counted in hundreds
    of staff spaces, about the width of a page."""

    # From the page to the picture, without perspective and curl: columns and rows, 2 x 2.
    linear: np.ndarray
    # How much further away the page is one length to the right and one length down.
    tilt: tuple[float, float] = (0.0, 0.0)
    # How far a row rises a quarter and a half length from the middle, in staff spaces.
    sag: float = 0.0
    # How much the columns crowd where the page curls up at its right edge.
    crowding: float = 0.0
    # How high the waves of the paper are, in staff spaces.
    waves: float = 0.0

    @classmethod
    def scanned(cls, rng: Rng, scale: float = 1.0) -> Lens:
        """Flat on the glass, a little askew."""
        turn = np.deg2rad(rng.uniform(-1.3, 1.3))
        return cls(_linear(turn, scale, scale, 0.0), waves=rng.uniform(0.0, 0.15))

    @classmethod
    def photographed(cls, rng: Rng, scale: float = 1.0) -> Lens:
        """Held in the hand over an open book."""
        turn = np.deg2rad(rng.uniform(-3.0, 3.0))
        wide, high = scale * rng.uniform(0.95, 1.05, 2)
        return cls(
            _linear(turn, wide, high, rng.uniform(-0.04, 0.04)),
            tilt=(rng.uniform(-0.12, 0.12), rng.uniform(-0.12, 0.12)),
            sag=rng.uniform(-1.5, 1.5),
            crowding=rng.choice([-1.0, 1.0]) * rng.uniform(0.0, 0.1),
            waves=rng.uniform(0.0, 0.15),
        )


def _linear(turn: float, wide: float, high: float, shear: float) -> np.ndarray:
    """Stretched, then slanted, then turned."""
    cosine, sine = np.cos(turn), np.sin(turn)
    turned = np.array([[cosine, -sine], [sine, cosine]])
    return turned @ np.array([[1.0, shear], [0.0, 1.0]]) @ np.diag([wide, high])


@dataclass(frozen=True)
class Plate:
    """How far down the rows of a page are printed; between the given ones it goes on evenly."""

    engraved: np.ndarray
    printed: np.ndarray

    @classmethod
    def even(cls) -> Plate:
        """Every row where it belongs."""
        return cls(np.array([0.0, 1.0]), np.array([0.0, 1.0]))

    @classmethod
    def old(cls, staves: np.ndarray, interline_px: float, rng: Rng) -> Plate:
        """Ledger lines set wider than staff lines. Staves are the rows of their outer lines."""
        shift_px = rng.uniform(0.05, 0.35) * interline_px
        reach_px = _LEDGER_REACH * interline_px
        staves = staves[np.argsort(staves[:, 0])]
        engraved, printed = [], []

        def zone(line: float, towards: int, room_px: float) -> None:
            most_px = max(room_px, 0.0) / 2
            wide = min(reach_px, most_px)
            by = min(shift_px, _MOST_SQUEEZED * most_px)
            ends = [(line, line), (line + towards * wide, line + towards * (wide + by))]
            for before, after in ends[::towards]:
                engraved.append(before)
                printed.append(after)

        for at, (top, bottom) in enumerate(staves):
            above = top - staves[at - 1, 1] if at else np.inf
            below = staves[at + 1, 0] - bottom if at + 1 < len(staves) else np.inf
            zone(top, -1, above)
            zone(bottom, 1, below)
            if np.isfinite(below):
                engraved.append(bottom + below / 2)
                printed.append(bottom + below / 2)
        if len(engraved) < 2 or np.diff(engraved).min() <= 0 or np.diff(printed).min() <= 0:
            return cls.even()
        return cls(np.array(engraved), np.array(printed))

    def down(self, rows: np.ndarray) -> np.ndarray:
        """Where rows are printed."""
        return _interpolated(rows, self.engraved, self.printed)

    def up(self, rows: np.ndarray) -> np.ndarray:
        """Where printed rows come from."""
        return _interpolated(rows, self.printed, self.engraved)


def _interpolated(values: np.ndarray, known: np.ndarray, there: np.ndarray) -> np.ndarray:
    """By straight lines, and beyond the ends by the shift of the end."""
    beyond = np.minimum(values - known[0], 0) + np.maximum(values - known[-1], 0)
    return np.interp(values, known, there) + beyond


class Warp:
    """The map of one picture."""

    def __init__(
        self,
        shape: tuple[int, int],
        lens: Lens,
        rng: Rng,
        middle: tuple[float, float],
        plate: Plate | None = None,
    ) -> None:
        """A picture of so many rows and columns whose middle shows the given point of the page,
        as column and row."""
        height, width = shape
        self._plate = plate
        self._linear = lens.linear
        self._middle = np.array(middle)
        self._half = np.array([width / 2, height / 2])
        x = np.arange(width, dtype=np.float32) + np.float32(0.5 - width / 2)
        y = (np.arange(height, dtype=np.float32) + np.float32(0.5 - height / 2))[:, None]
        length_px = 100.0 * INTERLINE_PX
        # First the lens, which is in the picture's own pixels, then the page.
        if any(lens.tilt):
            right, down = (np.float32(tilt / length_px) for tilt in lens.tilt)
            away = 1 / (1 - right * x - down * y)
            x, y = x * away, y * away
        if lens.sag or lens.crowding:
            along = x / np.float32(length_px / 2)
            y = y + np.float32(lens.sag * INTERLINE_PX) * along * along
            x = x + np.float32(lens.crowding / 2) * along * x
        if lens.waves:
            high_px = np.float32(lens.waves * INTERLINE_PX)
            x = x + field(shape, 20 * INTERLINE_PX, rng) * high_px
            y = y + field(shape, 20 * INTERLINE_PX, rng) * high_px
        (a, b), (c, d) = np.linalg.inv(lens.linear).astype(np.float32)
        columns = a * x + b * y + np.float32(middle[0])
        rows = c * x + d * y + np.float32(middle[1])
        if plate is not None:
            rows = plate.up(rows).astype(np.float32)
        self._columns, self._rows = np.broadcast_arrays(columns, rows)

    def picture(self, page: np.ndarray) -> np.ndarray:
        """The page as it looks; paper where there is none. OpenCV counts from pixel centres."""
        half = np.float32(0.5)
        return cv2.remap(
            page,
            self._columns - half,
            self._rows - half,
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=255,
        )

    def points(self, points: np.ndarray) -> np.ndarray:
        """Where points of the page are in the picture. Rows of columns and rows."""
        height, width = self._columns.shape
        printed = np.array(points, np.float64)
        if self._plate is not None:
            printed[:, 1] = self._plate.down(printed[:, 1])
        inverse = np.linalg.inv(self._linear)
        moved = (printed - self._middle) @ self._linear.T + self._half
        # The map goes backwards. Following its error leads to the place within a few steps,
        # because apart from the linear part it changes slowly.
        for _ in range(4):
            at = np.floor(moved).astype(int)
            x, y = np.clip(at[:, 0], 0, width - 1), np.clip(at[:, 1], 0, height - 1)
            rows = self._rows[y, x].astype(np.float64)
            if self._plate is not None:
                rows = self._plate.down(rows)
            here = np.stack([self._columns[y, x], rows], 1)
            # Beyond the edge and between pixels the map goes on evenly.
            here = here + (moved - np.stack([x, y], 1) - 0.5) @ inverse.T
            moved = moved + (printed - here) @ self._linear.T
        return moved

    def boxes(self, boxes: np.ndarray) -> np.ndarray:
        """Left, top, right and bottom of boxes in the picture. A box keeps its sides upright, as
        ink that is turned by a little seldom reaches into the corners."""
        left, top, right, bottom = boxes.T
        x, y = (left + right) / 2, (top + bottom) / 2
        edges = np.concatenate(
            [np.stack(at, 1) for at in ((left, y), (right, y), (x, top), (x, bottom))]
        )
        from_left, to_right, from_top, to_bottom = self.points(edges).reshape(4, -1, 2)
        middle = (from_left + to_right + from_top + to_bottom) / 4
        half = np.stack([to_right[:, 0] - from_left[:, 0], to_bottom[:, 1] - from_top[:, 1]], 1) / 2
        return np.concatenate([middle - half, middle + half], 1)
