"""Oddities that no class names, drawn into rendered pictures to test with. Nothing is trained on
them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.ndimage import gaussian_filter

SOFT_PX = 0.9
"""Deviation of the blur of a drawing: about that of a picture in good light."""


def hair(rng: np.random.Generator, side: int) -> np.ndarray:
    """A curved line, dark, of 1.5 to 2.5 pixels and 50 to 120 pixels long: light kept, by pixel."""
    length, width = rng.uniform(50, 120), rng.uniform(1.5, 2.5)
    bend, start = rng.uniform(-0.03, 0.03), rng.uniform(0, 2 * np.pi)
    steps = np.arange(0.0, length, 0.5)
    angle = start + bend * steps
    columns = np.cumsum(0.5 * np.cos(angle))
    rows = np.cumsum(0.5 * np.sin(angle))
    columns += side / 2 - columns.mean()
    rows += side / 2 - rows.mean()
    row, column = np.mgrid[0:side, 0:side]
    away = np.full((side, side), np.inf)
    for at_row, at_column in zip(rows, columns, strict=True):
        np.minimum(away, np.hypot(row - at_row, column - at_column), out=away)
    return 1.0 - rng.uniform(0.25, 0.5) * (away < width / 2)


def stain(rng: np.random.Generator, side: int) -> np.ndarray:
    """A ragged patch of 16 to 44 pixels across, darker or brighter, with an edge."""
    row, column = np.mgrid[0:side, 0:side] - side / 2.0
    angle = np.arctan2(row, column)
    radius = rng.uniform(8, 22)
    for wave in range(2, 6):
        radius = radius * (1 + rng.uniform(-0.12, 0.12) * np.cos(wave * angle + rng.uniform(0, 6)))
    strength = rng.uniform(0.12, 0.3) * rng.choice([-1.0, 1.0])
    return 1.0 + strength * (np.hypot(row, column) < radius)


def crack(rng: np.random.Generator, side: int) -> np.ndarray:
    """A line with corners, bright, of 40 to 90 pixels, slanted against the axis."""
    row, column = np.mgrid[0:side, 0:side].astype(np.float64)
    light = np.ones((side, side))
    at = np.array([side / 2 - rng.uniform(10, 25), side / 2 - rng.uniform(10, 25)])
    strength = rng.uniform(0.35, 0.8)
    for _ in range(int(rng.integers(3, 6))):
        step = np.array([rng.uniform(6, 18), rng.uniform(6, 18) * rng.choice([1, 1, -1])])
        along = np.clip(
            ((row - at[0]) * step[0] + (column - at[1]) * step[1]) / (step**2).sum(), 0, 1
        )
        away = np.hypot(row - at[0] - along * step[0], column - at[1] - along * step[1])
        light[away < 1.0] = 1.0 + strength
        at = at + step
    return light


def droplet(rng: np.random.Generator, side: int) -> np.ndarray:
    """A disk of 12 to 30 pixels with a dark rim and a bright spot, like a drop of water."""
    row, column = np.mgrid[0:side, 0:side] - side / 2.0
    away, radius = np.hypot(row, column), rng.uniform(6, 15)
    light = np.ones((side, side))
    light[np.abs(away - radius) < 1.6] = 1.0 - rng.uniform(0.25, 0.5)
    light[np.hypot(row + radius / 3, column + radius / 3) < radius / 4] = 1.0 + rng.uniform(
        0.5, 1.5
    )
    return light


ODDITIES: dict[str, Callable[[np.random.Generator, int], np.ndarray]] = {
    "hair": hair,
    "stain": stain,
    "crack": crack,
    "droplet": droplet,
}


def with_oddity(picture: np.ndarray, name: str, rng: np.random.Generator) -> np.ndarray:
    """A square picture of 8 bits with the oddity in its middle."""
    light = gaussian_filter(ODDITIES[name](rng, picture.shape[0]), SOFT_PX)
    return np.clip(np.rint(picture * light), 0, 255).astype(np.uint8)
