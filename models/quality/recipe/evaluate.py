"""Runs packs over rendered balloons that training never saw, and keeps what is needed to judge.

    python evaluate.py --renders FOLDER --records RECORDS.json [--defects PACK] [--kinds PACK]
        [--oddity PACK]

`report.py` makes figures of the records.
"""

from __future__ import annotations

import argparse
import json
import zlib
from pathlib import Path

import numpy as np
import onnxruntime

import measures
import pack
import renders
from drawn import ODDITIES, with_oddity
from export_folder import Crop
from kinds import WHOLE_PX, window
from networks import COARSEST, MEAN, STD, WINDOW_PX
from renders import KINDS, Series, Shot

REACH_PX = 3
"""How far from what is visible a find may lie and still be one of it."""
TILE_PX = 256
NOTHING_WINDOWS_PER_SHOT = 1
SEED = 4711


def tensor(pictures: np.ndarray) -> np.ndarray:
    """Grey levels from 0 to 255, batch x rows x columns, as the models take them."""
    return ((pictures[:, None].astype(np.float32) / 255.0 - MEAN) / STD).astype(np.float32)


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities along axis 1."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


class Judge:
    """Runs the packs over balloons."""

    def __init__(self, packs: dict[str, Path | None]) -> None:
        self._sessions: dict[str, onnxruntime.InferenceSession] = {
            name: pack.session(folder / "model.onnx") for name, folder in packs.items() if folder
        }

    def series(self, series: Series) -> dict:
        """What is kept of one balloon."""
        # Each balloon has random numbers of its own, so that the order does not matter.
        rng = np.random.default_rng([SEED, zlib.crc32(series.name.encode())])
        shots = [self._shot(shot, rng) for shot in series.shots()]
        return {
            "name": series.name,
            "regime": series.regime,
            "is_good": not series.truth["balloon"]["defects"],
            "shots": shots,
        }

    def _shot(self, shot: Shot, rng: np.random.Generator) -> dict:
        classes = shot.classes()
        found: dict = {}
        if "defects" in self._sessions:
            found |= self._pixels(shot, classes)
        if "kinds" in self._sessions:
            found["kinds"] = self._windows(shot, classes, rng)
        if "oddity" in self._sessions:
            found["oddity"] = self._tiles(shot, classes, rng)
        return found

    def _pixels(self, shot: Shot, classes: np.ndarray) -> dict:
        """Levels of the whole picture, of each defect, and counts of pixels."""
        height, width = classes.shape
        picture = np.pad(shot.picture, ((0, -height % COARSEST), (0, -width % COARSEST)), "edge")
        [logits] = self._sessions["defects"].run(["logits"], {"image": tensor(picture[None])})
        shares = softmax(logits)[0, :, :height, :width]
        level = measures.levels(1.0 - shares[0])
        opened = measures.of_four(level)
        is_counted, is_defect = classes != renders.IGNORE, classes > 0
        rows = []
        for defect in shot.defects:
            row = {"number": defect.number, "kind": defect.kind, "wall": defect.wall}
            row |= {"cnr": round(defect.cnr, 2), "is_visible": defect.is_visible}
            if defect.place:
                part = defect.place.grown(REACH_PX, width, height).slices()
                visible = shot.mask(defect.wall, "visible")[part] == defect.number
                near = measures.touched(visible, REACH_PX)
                row["level"] = int(opened[part][near].max())
                row["counts"] = _sparse(np.bincount(level[part][visible], minlength=256))
            rows.append(row)
        per_class = {}
        for value, kind in enumerate(KINDS, start=1):
            of_class = measures.levels(shares[value])
            per_class[kind] = {
                "of": _sparse(np.bincount(of_class[classes == value], minlength=256)),
                "other": _sparse(
                    np.bincount(of_class[is_counted & (classes != value)], minlength=256)
                ),
            }
        return {
            "level": int(opened.max()),
            "defects": rows,
            "pixels": {
                "of": _sparse(np.bincount(level[is_defect & is_counted], minlength=256)),
                "other": _sparse(np.bincount(level[~is_defect], minlength=256)),
            },
            "class_pixels": per_class,
        }

    def _windows(self, shot: Shot, classes: np.ndarray, rng: np.random.Generator) -> list[dict]:
        """The answers for windows around what is visible, and around nothing."""
        crop = Crop(shot.picture, classes, "", "", (), *classes.shape)
        windows, truths = [], []
        for defect in shot.defects:
            if defect.place:
                place = defect.place
                row, column = (place.top + place.bottom) // 2, (place.left + place.right) // 2
                if max(place.bottom - place.top, place.right - place.left) > WHOLE_PX:
                    rows, columns = np.nonzero(
                        shot.mask(defect.wall, "visible")[place.slices()] == defect.number
                    )
                    at = rng.integers(len(rows))
                    row, column = place.top + int(rows[at]), place.left + int(columns[at])
                windows.append(window(crop, row, column))
                truths.append({"truth": defect.kind, "cnr": round(defect.cnr, 2)})
        for _ in range(NOTHING_WINDOWS_PER_SHOT):
            half = WINDOW_PX // 2
            row, column = (int(rng.integers(half, side - half)) for side in classes.shape)
            part = slice(row - half, row + half), slice(column - half, column + half)
            if not classes[part].any():
                windows.append(window(crop, row, column))
                truths.append({"truth": "nothing", "cnr": None})
        if not windows:
            return []
        [logits] = self._sessions["kinds"].run(["logits"], {"image": tensor(np.stack(windows))})
        shares = softmax(logits)
        for truth, share in zip(truths, shares, strict=True):
            truth["shares"] = [round(float(value), 4) for value in share]
        return truths

    def _tiles(self, shot: Shot, classes: np.ndarray, rng: np.random.Generator) -> list[dict]:
        """The highest scores of a tile without defect, of the same tile with something drawn into
        it, and of a tile around each defect."""
        height, width = classes.shape
        found = []
        top = int(rng.integers(0, height - TILE_PX + 1))
        # The balloon, not the background beside it, is what oddities are looked for on.
        left = int(rng.integers(width // 2 - TILE_PX, width // 2 + 1))
        tile = slice(top, top + TILE_PX), slice(left, left + TILE_PX)
        if not classes[tile].any():
            plain = shot.picture[tile]
            found.append({"truth": "nothing", "score": self._score(plain)})
            for name in ODDITIES:
                found.append({"truth": name, "score": self._score(with_oddity(plain, name, rng))})
        for defect in shot.defects:
            if defect.place:
                place = defect.place
                top = (place.top + place.bottom - TILE_PX) // 2
                left = (place.left + place.right - TILE_PX) // 2
                top = min(max(top, 0), height - TILE_PX)
                left = min(max(left, 0), width - TILE_PX)
                tile = shot.picture[top : top + TILE_PX, left : left + TILE_PX]
                found.append({"truth": defect.kind, "score": self._score(tile)})
        return found

    def _score(self, tile: np.ndarray) -> float:
        """The highest score away from the rim, before the sigmoid."""
        [score] = self._sessions["oddity"].run(["score"], {"image": tensor(tile[None])})
        inner = np.clip(score[0, 0, 2:-2, 2:-2].astype(np.float64), 1e-12, 1 - 1e-7)
        most = float(inner.max())
        return round(float(np.log(most) - np.log1p(-most)), 4)


def _sparse(counts: np.ndarray) -> dict[str, int]:
    """Counts by level, without those of none."""
    return {str(level): int(counts[level]) for level in np.flatnonzero(counts)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--renders", type=Path, required=True, help="folder of rendered series")
    parser.add_argument("--records", type=Path, required=True, help="file to write")
    for name in ("defects", "kinds", "oddity"):
        parser.add_argument(f"--{name}", type=Path, help="pack")
    arguments = parser.parse_args()
    judge = Judge({name: getattr(arguments, name) for name in ("defects", "kinds", "oddity")})
    records = [judge.series(series) for series in renders.find(arguments.renders)]
    arguments.records.write_text(json.dumps(records), encoding="utf-8")
    print(f"{len(records)} balloons")


if __name__ == "__main__":
    main()
