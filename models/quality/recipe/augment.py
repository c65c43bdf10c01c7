"""The changes that an export allows: mirroring, and small changes of light and sharpness."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter

SHARE = 0.5
"""How often each change of light or sharpness is made."""


def mirrored(
    arrays: list[np.ndarray], allowed: dict[str, dict[str, float]], rng: np.random.Generator
) -> list[np.ndarray]:
    """Arrays of the same rows and columns, mirrored alike."""
    # Both mirrorings leave an axis that runs down or across where it is, so which is which is idle.
    if "flip_along_axis" in allowed and rng.random() < 0.5:
        arrays = [array[::-1] for array in arrays]
    if "flip_across_axis" in allowed and rng.random() < 0.5:
        arrays = [array[:, ::-1] for array in arrays]
    return arrays


def lit(
    picture: np.ndarray, allowed: dict[str, dict[str, float]], rng: np.random.Generator
) -> np.ndarray:
    """Grey levels from 0 to 255 as float32 from 0 to 1, changed in light and sharpness."""
    values = picture.astype(np.float32) / 255.0

    def drawn(kind: str) -> float | None:
        """The strength of a change, from 0 to 1, or none."""
        return rng.random() if kind in allowed and rng.random() < SHARE else None

    if (strength := drawn("blur")) is not None:
        values = gaussian_filter(values, strength * allowed["blur"]["most_px"], truncate=3.0)
    if (strength := drawn("contrast")) is not None:
        middle = values.mean()
        factor = 1.0 + (2.0 * strength - 1.0) * allowed["contrast"]["most"]
        values = middle + (values - middle) * np.float32(factor)
    if (strength := drawn("brightness")) is not None:
        values = values + np.float32((2.0 * strength - 1.0) * allowed["brightness"]["most"])
    if (strength := drawn("noise")) is not None:
        # Mostly little: much noise hides what the mask says is visible.
        deviation = strength**2 * allowed["noise"]["most"]
        values = values + rng.standard_normal(values.shape, np.float32) * np.float32(deviation)
    return np.clip(values, 0.0, 1.0)
