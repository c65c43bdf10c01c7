"""Pages with the boxes of their symbols, as `synthesise.py` and the program write them.

A page is a picture `NAME.png` in grey with a file `NAME.json` beside it:

    {"interline_px": 20,
     "staves": [{"lines_px": [265.8, 285.8, 305.8, 325.8, 345.8]}],
     "symbols": [{"class": "gClef", "box_px": [290.1, 241.0, 341.5, 377.2]}]}

Boxes are left, top, right and bottom in pixels from the outer corner of the first pixel, and the
classes those of `classes.py`. Other keys are passed over.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from classes import INDEX


@dataclass(frozen=True)
class Page:
    """A page in grey from 0 for ink to 255 for paper."""

    name: str
    picture: np.ndarray
    interline_px: float
    # The class of each symbol as a number, and its box.
    classes: np.ndarray
    boxes_px: np.ndarray
    # The rows of the outer lines of each staff.
    staves_px: np.ndarray


class UnusablePage(Exception):
    """A page that cannot be trained or judged with."""


def read(folder: Path) -> list[Page]:
    """Every page of a folder, by name."""
    pages = [_read(path) for path in sorted(folder.glob("*.json"))]
    if not pages:
        raise UnusablePage(f"there is no page in {folder}; a page is a PNG and a JSON of its name")
    return pages


def _read(path: Path) -> Page:
    picture = cv2.imread(str(path.with_suffix(".png")), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        raise UnusablePage(f"there is no picture that can be read beside {path}")
    try:
        contents = json.loads(path.read_text(encoding="utf-8"))
        symbols = [(INDEX[it["class"]], *it["box_px"]) for it in contents["symbols"]]
        staves = [(it["lines_px"][0], it["lines_px"][-1]) for it in contents["staves"]]
        interline_px = float(contents["interline_px"])
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise UnusablePage(f"{path} is not as a page should be: {error!r}") from error
    table = np.array(symbols, np.float64).reshape(-1, 5)
    return Page(
        name=path.stem,
        picture=picture,
        interline_px=interline_px,
        classes=table[:, 0].astype(np.uint8),
        boxes_px=table[:, 1:],
        staves_px=np.array(staves, np.float64).reshape(-1, 2),
    )
