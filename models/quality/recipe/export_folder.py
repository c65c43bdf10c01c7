"""Reads a training export of Sightglass: crops, masks, classes and the split by series.

The form is that of `manifest.json`, schema 1, as `Export > Training data` writes it. Fields that
are not needed here are passed over.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

SCHEMA = 1
MANIFEST = "manifest.json"
QUARTER_TURNS = ("rotate_90", "turn_90", "quarter_turn")
"""Never done, even if an export should allow it: they make an axial scratch a radial one."""


@dataclass(frozen=True)
class Label:
    """A label in a crop: the value of its class in masks, and its box in pixels of the crop."""

    value: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class Crop:
    """One crop, read into memory: grey levels from 0 to 255, and a mask of the same size."""

    picture: np.ndarray
    mask: np.ndarray
    group: str
    regime: str
    labels: tuple[Label, ...]
    rows: int
    columns: int
    """How much of it is picture. Of a picture that is smaller than a crop, the nearest pixels go on
    beyond it, and the mask says there that they are passed over."""

    @property
    def is_negative(self) -> bool:
        """Whether it shows no defect and nothing that is passed over."""
        return not self.mask[: self.rows, : self.columns].any()


@dataclass(frozen=True)
class Export:
    """The crops of each split, and what the masks mean."""

    folder: Path
    description: str
    classes: tuple[str, ...]
    """Names of the mask values 1, 2, …; 0 is background."""
    pixel_weights: tuple[float, ...]
    """What a pixel counts by class, that of the background first; their mean over pixels is 1."""
    ignore: int
    augmentations: dict[str, dict[str, float]]
    """The changes that a trainer may make, by kind, with their parameters."""
    train: tuple[Crop, ...]
    validation: tuple[Crop, ...]
    groups: dict[str, int]
    """How many series there are, by split."""


def grey(path: Path) -> np.ndarray:
    """A picture as 8-bit grey (0.299 R + 0.587 G + 0.114 B). Of 16 bits, the higher 8 are kept."""
    picture = Image.open(path)
    if picture.mode in ("I;16", "I"):
        return (np.asarray(picture).astype(np.uint32) >> 8).astype(np.uint8)
    return np.asarray(picture.convert("L"))


def read(folder: Path) -> Export:
    """Reads an export. Raises `SystemExit` with a reason when it cannot be used."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if manifest["schema"] > SCHEMA:
        raise SystemExit(f"{folder}: schema {manifest['schema']} is newer than {SCHEMA}")
    allowed = {
        change["kind"]: {name: value for name, value in change.items() if name != "kind"}
        for change in manifest["options"]["augmentations"]
        if change["kind"] not in QUARTER_TURNS
    }
    groups = manifest["groups"]
    crops: dict[str, list[Crop]] = {"train": [], "validation": [], "test": []}
    nothing: dict[tuple[int, ...], np.ndarray] = {}
    for entry in manifest["crops"]:
        if entry["split"] == "test":
            continue
        group = groups[entry["group"]]
        labels = tuple(Label(label["class"], *label["bounds"]) for label in entry["labels"])
        mask = np.asarray(Image.open(folder / entry["mask"]))
        # Most crops show no defect, and share one mask.
        mask = mask if mask.any() else nothing.setdefault(mask.shape, np.zeros_like(mask))
        crops[entry["split"]].append(
            Crop(
                grey(folder / entry["crop"]),
                mask,
                group["name"],
                group.get("regime") or "",
                labels,
                entry["rect"]["height"],
                entry["rect"]["width"],
            )
        )
    if not crops["train"] or not crops["validation"]:
        raise SystemExit(f"{folder}: crops to train on and crops to validate by are both needed")
    background = manifest["background_pixel_weight"] or 1.0
    weights = [entry["pixel_weight"] or background for entry in manifest["classes"]]
    source = manifest["source"]
    return Export(
        folder=folder,
        description=f"{source['project']}, exported {source['exported_at']} by {source['program']}",
        classes=tuple(entry["name"] for entry in manifest["classes"]),
        pixel_weights=(background, *weights),
        ignore=manifest["ignore"],
        augmentations=allowed,
        train=tuple(crops["train"]),
        validation=tuple(crops["validation"]),
        groups={
            split: sum(group["split"] == split for group in groups)
            for split in ("train", "validation", "test")
        },
    )
