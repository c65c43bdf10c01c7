"""Writes entropy.json: small pictures and their local entropy, as scikit-image computes it.

Run it as `python make_entropy.py > entropy.json`, with numpy and scikit-image installed.
"""

import json

import numpy as np
import skimage
from skimage.filters.rank import entropy
from skimage.morphology import disk

FOOTPRINTS = {
    "square:3": np.ones((3, 3), np.uint8),
    "square:5": np.ones((5, 5), np.uint8),
    "disk:1": disk(1),
    "disk:3": disk(3),
}


def pictures():
    """Noise of few levels, a disc on a slope under noise, and one smaller than most footprints."""
    random = np.random.default_rng(1811)
    few = random.integers(0, 6, (13, 19), dtype=np.uint8)
    y, x = np.mgrid[0:17, 0:14]
    slope = 4 * x + 40 * ((x - 7) ** 2 + (y - 8) ** 2 < 25)
    structured = (slope + random.integers(0, 3, slope.shape)).astype(np.uint8)
    small = random.integers(0, 256, (2, 3), dtype=np.uint8)
    return {"few levels": few, "structured": structured, "small": small}


def cases():
    for name, picture in pictures().items():
        bits = {
            footprint: np.round(entropy(picture, mask), 9).tolist()
            for footprint, mask in FOOTPRINTS.items()
        }
        yield {"name": name, "levels": picture.tolist(), "bits": bits}


made_with = f"scikit-image {skimage.__version__}, numpy {np.__version__}"
print(json.dumps({"made_with": made_with, "cases": list(cases())}, separators=(",", ":")))
