"""Draws what a pack finds on real pages, to be looked at. Nothing is learnt from them.

    python look.py --pack PACK --out FOLDER PAGE.png ...

Prints how often each class was found.
"""

from __future__ import annotations

import argparse
import zlib
from collections import Counter
from pathlib import Path

import cv2
import numpy as np

from classes import NAMES
from detector import Detector, Found, thresholds_of
from targets import INTERLINE_PX

_COLUMN_STEP_PX = 4
_MOST_PX = 100
_INK = 128
_ENLARGED = 2


def interline_px(page: np.ndarray) -> float:
    """The most frequent height of a run of ink together with the paper below it, which on a page of
    music is that from one staff line to the next."""
    is_ink = page < _INK
    heights = np.zeros(_MOST_PX + 1)
    for column in is_ink[:, ::_COLUMN_STEP_PX].T:
        changes = np.flatnonzero(np.diff(column.astype(np.int8))) + 1
        begins = changes[column[changes]]
        both = np.diff(begins)
        heights += np.bincount(both[both <= _MOST_PX], minlength=_MOST_PX + 1)
    # Runs of specks are low; staff lines are further apart.
    heights[:6] = 0
    most = int(heights.argmax())
    around = np.arange(max(most - 1, 0), min(most + 2, _MOST_PX + 1))
    return float((heights[around] * around).sum() / heights[around].sum())


def drawn(page: np.ndarray, found: Found) -> np.ndarray:
    """The page with a frame around every symbol, its class and its score in hundredths."""
    picture = cv2.cvtColor(page, cv2.COLOR_GRAY2BGR)
    picture = cv2.resize(picture, None, fx=_ENLARGED, fy=_ENLARGED, interpolation=cv2.INTER_LINEAR)
    for box, kind, score in zip(found.boxes_px, found.classes, found.scores, strict=True):
        name = NAMES[kind]
        of_name = zlib.crc32(name.encode())
        colour = (of_name % 170, (of_name >> 8) % 170, 60 + (of_name >> 16) % 190)
        left, top, right, bottom = (round(float(side) * _ENLARGED) for side in box)
        cv2.rectangle(picture, (left, top), (right, bottom), colour, 1)
        if name not in ("noteheadBlack", "text"):
            text = f"{name[-12:]} {100 * score:.0f}"
            cv2.putText(picture, text, (left, top - 2), 0, 0.33, colour, 1, cv2.LINE_AA)
    return picture


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--pack", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    detector = Detector(arguments.pack, arguments.threads)
    thresholds = thresholds_of(arguments.pack)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for path in arguments.pages:
        page = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
        if page is None:
            raise SystemExit(f"not a picture that can be read: {path}")
        scale = INTERLINE_PX / interline_px(page)
        filter_ = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        page = cv2.resize(page, None, fx=scale, fy=scale, interpolation=filter_)
        found = detector.symbols(page).from_thresholds(thresholds)
        cv2.imwrite(str(arguments.out / f"{path.stem}.png"), drawn(page, found))
        counts = Counter(NAMES[kind] for kind in found.classes)
        print(path.name, f"{INTERLINE_PX / scale:.1f} px", dict(counts.most_common()), flush=True)


if __name__ == "__main__":
    main()
