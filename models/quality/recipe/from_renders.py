"""Turns rendered balloons into a training export, so that the recipe has one form of input.

    python from_renders.py --train FOLDER --validation FOLDER --out EXPORT

Every crop is 256 pixels wide and high at native scale. Each label is whole in at least one crop;
one that is longer than a crop is covered by several. Balloons of different folders must differ.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from PIL import Image

import renders
from renders import IGNORE, KINDS, Place, Series, Shot

SIDE_PX = 256
CLEARANCE_PX = 8
OVERLAP_PX = 64
NEGATIVES_PER_SHOT = 5
SEED = 20261121
AUGMENTATIONS = [
    {"kind": "flip_along_axis"},
    {"kind": "flip_across_axis"},
    {"kind": "brightness", "most": 0.1},
    {"kind": "contrast", "most": 0.2},
    {"kind": "noise", "most": 0.02},
    {"kind": "blur", "most_px": 0.8},
]


def around(place: Place, picture: np.ndarray, rng: np.random.Generator) -> list[tuple[int, int]]:
    """Left and top of crops that hold a place whole, or cover it together."""
    height, width = picture.shape
    columns = _starts(place.left, place.right, width, rng)
    rows = _starts(place.top, place.bottom, height, rng)
    return [(left, top) for left in columns for top in rows]


def _starts(first: int, end: int, length: int, rng: np.random.Generator) -> list[int]:
    """Where crops begin along one side so that they cover the pixels from `first` to `end`."""
    room = length - SIDE_PX
    if end - first > SIDE_PX:
        step = SIDE_PX - OVERLAP_PX
        return sorted({min(max(start, 0), room) for start in range(first, end - OVERLAP_PX, step)})
    clearance = min(CLEARANCE_PX, (SIDE_PX - (end - first)) // 2)
    low, high = max(end + clearance - SIDE_PX, 0), min(first - clearance, room)
    if low > high:
        low = high = min(max(low, 0), room)
    return [int(rng.integers(low, high + 1))]


def negatives(classes: np.ndarray, rng: np.random.Generator) -> list[tuple[int, int]]:
    """Left and top of crops without any label and without anything that is passed over. They are
    squares of a grid that covers the picture to its edges, so that nowhere is left out."""
    height, width = classes.shape
    places = [(left, top) for left in _grid(width) for top in _grid(height)]
    found = []
    for at in rng.permutation(len(places)):
        left, top = places[at]
        if not classes[top : top + SIDE_PX, left : left + SIDE_PX].any():
            found.append((left, top))
        if len(found) == NEGATIVES_PER_SHOT:
            break
    return found


def _grid(length: int) -> list[int]:
    """Where crops begin that cover a whole side."""
    count = -(-length // SIDE_PX)
    return [round(at) for at in np.linspace(0, length - SIDE_PX, count)]


class Writer:
    """Writes crops and remembers what the manifest says about them."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self.groups: list[dict] = []
        self.pictures: list[dict] = []
        self.crops: list[dict] = []
        self.pixels = {
            split: np.zeros(1 + len(KINDS), np.int64) for split in ("train", "validation")
        }
        for folder in ("crops", "masks"):
            (out / folder).mkdir(parents=True, exist_ok=True)

    def series(self, series: Series, split: str, rng: np.random.Generator) -> None:
        """Adds all crops of a balloon."""
        before = len(self.crops)
        shots = list(series.shots())
        group = {"series": len(self.groups), "name": series.name, "regime": series.regime}
        counts = {"pictures": len(shots), "reviewed_pictures": len(shots)}
        self.groups.append(group | {"split": split} | counts)
        for shot in shots:
            self._shot(series, shot, split, rng)
        self.groups[-1]["crops"] = len(self.crops) - before

    def _shot(self, series: Series, shot: Shot, split: str, rng: np.random.Generator) -> None:
        picture_id = len(self.pictures)
        height, width = shot.picture.shape
        name = f"{series.name}/shot-{shot.number:02}.png"
        self.pictures.append(
            {"id": picture_id, "file_name": name, "width_px": width, "height_px": height}
            | {"channels": 1, "bits": 8, "group": len(self.groups) - 1}
            | {"is_reviewed": True, "has_nothing": not shot.defects}
        )
        classes = shot.classes()
        labelled = [defect for defect in shot.defects if defect.place]
        corners = [at for it in labelled for at in around(it.place, shot.picture, rng)]
        places = [(at, "defect") for at in dict.fromkeys(corners)]
        places += [(at, "negative") for at in negatives(classes, rng)]
        for number, ((left, top), kind) in enumerate(places):
            crop = (slice(top, top + SIDE_PX), slice(left, left + SIDE_PX))
            stem = f"p{picture_id:06}-{number + 1:04}.png"
            Image.fromarray(shot.picture[crop]).save(self._out / "crops" / stem, compress_level=3)
            Image.fromarray(classes[crop]).save(self._out / "masks" / stem, compress_level=3)
            self.pixels[split] += np.bincount(classes[crop].ravel(), minlength=256)[
                : 1 + len(KINDS)
            ]
            self.crops.append(
                {"crop": f"crops/{stem}", "mask": f"masks/{stem}", "picture": picture_id}
                | {"group": len(self.groups) - 1, "split": split, "kind": kind}
                | {"rect": {"left": left, "top": top, "width": SIDE_PX, "height": SIDE_PX}}
                | {"labels": [_label(it, left, top) for it in labelled if _meets(it, left, top)]}
            )

    def manifest(self) -> dict:
        """The manifest, with weights as Sightglass calculates them: all pixels of the masks over
        the number of classes with pixels and the pixels of the class."""
        pixels = self.pixels["train"]
        total, with_pixels = int(pixels.sum()), int((pixels > 0).sum())
        weights = [total / (with_pixels * int(count)) if count else None for count in pixels]
        classes = [
            {"index": index, "id": index, "name": kind, "colour": [0, 0, 0], "parent": None}
            | {"pixels": {split: int(counts[index]) for split, counts in self.pixels.items()}}
            | {"pixel_weight": weights[index]}
            for index, kind in enumerate(KINDS, start=1)
        ]
        return {
            "schema": 1,
            "source": {
                "program": "from_renders.py",
                "project": "rendered balloons",
                "exported_at": "1970-01-01T00:00:00Z",
            },
            "options": {
                "crop_side_px": SIDE_PX,
                "augmentations": AUGMENTATIONS,
                "axis": "vertical",
            },
            "crop_side_px": SIDE_PX,
            "background": 0,
            "ignore": IGNORE,
            "classes": classes,
            "background_pixel_weight": weights[0],
            "groups": self.groups,
            "pictures": self.pictures,
            "crops": self.crops,
        }


def _meets(defect: renders.ShownDefect, left: int, top: int) -> bool:
    place = defect.place
    return (
        place.left < left + SIDE_PX
        and place.right > left
        and place.top < top + SIDE_PX
        and place.bottom > top
    )


def _label(defect: renders.ShownDefect, left: int, top: int) -> dict:
    place = defect.place
    bounds = [place.left - left, place.top - top, place.right - left, place.bottom - top]
    inside = [min(max(value, 0), SIDE_PX) for value in bounds]
    return {
        "id": defect.number,
        "class": 1 + KINDS.index(defect.kind),
        "is_whole": bounds == inside,
        "bounds": inside,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=Path, required=True, help="folder of rendered series")
    parser.add_argument("--validation", type=Path, required=True, help="folder of rendered series")
    parser.add_argument("--out", type=Path, required=True, help="folder of the export to write")
    arguments = parser.parse_args()
    rng = np.random.default_rng(SEED)
    writer = Writer(arguments.out)
    names: set[str] = set()
    for split, folder in (("train", arguments.train), ("validation", arguments.validation)):
        for series in renders.find(folder):
            if series.name in names:
                raise SystemExit(f"{series.folder}: this balloon is there twice")
            names.add(series.name)
            writer.series(series, split, rng)
    text = json.dumps(writer.manifest(), indent=1)
    (arguments.out / "manifest.json").write_text(text, encoding="utf-8")
    kinds = [crop["kind"] for crop in writer.crops]
    print(
        f"{len(names)} balloons, {kinds.count('defect')} crops with defects, "
        f"{kinds.count('negative')} without"
    )


if __name__ == "__main__":
    main()
