"""Reads series of rendered balloons, as `sightglass quality render` writes them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

KINDS = ("axial-scratch", "radial-scratch", "inclusion", "bubble")
"""Kinds of defects in the order of their values in masks, from 1 on."""
BACKGROUND = 0
IGNORE = 255


@dataclass(frozen=True)
class Place:
    """A rectangle of pixels; right and bottom are outside."""

    left: int
    top: int
    right: int
    bottom: int

    def slices(self) -> tuple[slice, slice]:
        """Rows and columns."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def grown(self, by: int, width: int, height: int) -> Place:
        """Larger by some pixels on each side, as far as the picture reaches."""
        return Place(
            max(self.left - by, 0),
            max(self.top - by, 0),
            min(self.right + by, width),
            min(self.bottom + by, height),
        )


@dataclass(frozen=True)
class ShownDefect:
    """A defect on one wall in one shot."""

    number: int
    kind: str
    wall: str
    cnr: float
    is_visible: bool
    place: Place | None
    """Around what is visible; none where that is too little to be labelled."""


class Shot:
    """One picture with the truth about it."""

    def __init__(self, folder: Path, truth: dict) -> None:
        self._folder = folder
        self._masks = truth["masks"]
        self.number: int = truth["shot"]
        self.picture = np.asarray(Image.open(folder / truth["picture"]))
        self.defects = tuple(_shown(entry) for entry in truth["defects"])

    def mask(self, wall: str, what: str) -> np.ndarray:
        """Numbers of defects by pixel, from 1: `what` is `present` or `visible`."""
        return np.asarray(Image.open(self._folder / self._masks[f"{wall}_{what}"])).astype(
            np.uint16
        )

    def classes(self) -> np.ndarray:
        """What a person would label: the class of what is visible, and `IGNORE` where a defect is
        present and cannot be seen. The near wall lies over the far one."""
        classes = np.zeros(self.picture.shape, np.uint8)
        if not self.defects:
            return classes
        for wall in ("far", "near"):
            of_wall = [defect for defect in self.defects if defect.wall == wall]
            if not of_wall:
                continue
            classes[(self.mask(wall, "present") > 0) & (classes == 0)] = IGNORE
            visible = self.mask(wall, "visible")
            for defect in of_wall:
                if defect.is_visible:
                    classes[visible == defect.number] = 1 + KINDS.index(defect.kind)
        return classes


@dataclass(frozen=True)
class Series:
    """The folder of one balloon."""

    folder: Path
    truth: dict

    @property
    def regime(self) -> str:
        """How it is lit."""
        return self.truth["balloon"]["regime"]

    @property
    def name(self) -> str:
        """What tells it from all others: seed, regime and number."""
        balloon = self.truth["balloon"]
        return f"{balloon['seed']}/{self.regime}/{balloon['index'] + 1}"

    def shots(self) -> Iterator[Shot]:
        """Its shots in turn."""
        return (Shot(self.folder, truth) for truth in self.truth["shots"])


def find(folder: Path) -> list[Series]:
    """Every complete series below a folder, sorted by path."""
    return [
        Series(path.parent, json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.rglob("truth.json"))
    ]


def _shown(entry: dict) -> ShownDefect:
    box = entry["visible_box"]
    place = None
    if entry["is_visible"] and box:
        left, top = box["left_px"], box["top_px"]
        place = Place(left, top, left + box["width_px"], top + box["height_px"])
    return ShownDefect(
        entry["defect"], entry["kind"], entry["wall"], entry["cnr"], entry["is_visible"], place
    )
