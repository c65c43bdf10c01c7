"""Judges a pack on pages that it was not trained with, as they are drawn, scanned and photographed.

    python evaluate.py --pack PACK --pages FOLDER/held_back --out figures.json

Writes the figures and, beside them, the same as a table for the model's card (`figures.md`). Pages
are scaled to 12 pixels per staff space by the staff space that is known.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np

import components
import degrade
import measures
import pages
from classes import NAMES, NEGATIVES
from degrade import Rng
from detector import Detector, thresholds_of
from measures import FEWEST, Judged, Rate
from pages import Page
from targets import INTERLINE_PX
from warp import Lens, Warp

_PAPERS: dict[str, tuple[Callable[[Rng, float], Lens], Callable[[np.ndarray, Rng], np.ndarray]]] = {
    "scanned": (Lens.scanned, degrade.degraded),
    "photographed": (Lens.photographed, degrade.photographed),
}
"""How a page comes into the computer: how it lies, and what else becomes of it."""

CONDITIONS = ("drawn", *_PAPERS)


def seen(page: Page, condition: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A page under a condition, at the network's resolution, and boxes and classes of the symbols
    that are in view. The same page always gets the same damage."""
    picture, boxes = page.picture, page.boxes_px
    scale = degrade.INTERLINE_PX / page.interline_px
    if condition in _PAPERS:
        lies, damaged = _PAPERS[condition]
        rng = np.random.default_rng(zlib.crc32(f"{condition} {page.name}".encode()))
        height, width = (round(side * scale) for side in picture.shape)
        middle = (picture.shape[1] / 2, picture.shape[0] / 2)
        warp = Warp((height, width), lies(rng, scale), rng, middle)
        picture = damaged(warp.picture(picture), rng)
        boxes = warp.boxes(boxes)
        scale = 1.0
    wide, high = (round(side * scale * _SHRINK) for side in picture.shape[::-1])
    small = cv2.resize(picture, (wide, high), interpolation=cv2.INTER_AREA)
    boxes = boxes * np.array([wide / picture.shape[1], high / picture.shape[0]] * 2)
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    in_view = ((centres >= 0) & (centres < (wide, high))).all(1)
    return small, boxes[in_view], page.classes[in_view]


_SHRINK = INTERLINE_PX / degrade.INTERLINE_PX


def judged(detector: Detector, found: list[Page], condition: str) -> dict[str, list[Judged]]:
    """What is found on every page, by either way to cut the maps."""
    by_cut: dict[str, list[Judged]] = {"maxima": [], "components": []}
    for page in found:
        picture, boxes, classes = seen(page, condition)
        maps = detector.maps(picture)
        for cut, pieces in (
            ("maxima", detector.at_maxima(maps)),
            ("components", components.cut(detector, maps)),
        ):
            by_cut[cut].append(Judged(boxes, classes, pieces))
    return by_cut


def figures(of: list[Judged], thresholds: np.ndarray) -> dict[str, Any]:
    """All figures of one condition and one cut."""
    rates = measures.rates(of, thresholds)
    precisions = measures.average_precisions(of)
    counted = [name for name in NAMES if name not in NEGATIVES and rates[name].symbols >= FEWEST]
    return {
        "all": _written(rates["all"]),
        "classes counted": len(counted),
        "mean F1 of classes": float(np.mean([rates[name].f1 for name in counted])),
        "mean AP50 of classes": float(np.mean([precisions.get(name, 0.0) for name in counted])),
        "classes": {
            name: _written(rates[name]) | {"AP50": round(precisions.get(name, 0.0), 4)}
            for name in NAMES
            if rates[name].symbols
        },
    }


def _written(rate: Rate) -> dict[str, Any]:
    return {
        "symbols": rate.symbols,
        "finds": rate.finds,
        "precision": round(rate.precision, 4),
        "recall": round(rate.recall, 4),
        "F1": round(rate.f1, 4),
    }


def table(report: dict[str, Any]) -> str:
    """The figures for people: conditions and cuts, then every class."""
    lines = [
        "| pages | cut | precision | recall | F1 | mean F1 of classes | mean AP50 of classes |",
        "|---|---|---|---|---|---|---|",
    ]
    for condition in CONDITIONS:
        for cut, found in report[condition].items():
            whole = found["all"]
            lines.append(
                f"| {condition} | {cut} | {whole['precision']:.4f} | {whole['recall']:.4f} "
                f"| {whole['F1']:.4f} | {found['mean F1 of classes']:.3f} "
                f"| {found['mean AP50 of classes']:.3f} |"
            )
    heads = [f"F1 {condition} | AP50 {condition}" for condition in CONDITIONS]
    lines += ["", f"| class | symbols | {' | '.join(heads)} |", "|---|" + "---|" * 7]
    of_classes = {condition: report[condition]["maxima"]["classes"] for condition in CONDITIONS}
    for name, row in of_classes[CONDITIONS[0]].items():
        values = [
            f"{of_classes[condition][name][figure]:.2f}"
            for condition in CONDITIONS
            for figure in ("F1", "AP50")
        ]
        lines.append(f"| {name} | {row['symbols']} | {' | '.join(values)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pack", type=Path, required=True)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="JSON file to write")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, help="judge only every so manieth page")
    arguments = parser.parse_args()
    detector = Detector(arguments.pack, arguments.threads)
    found = pages.read(arguments.pages)[:: arguments.every]
    thresholds = thresholds_of(arguments.pack)
    report: dict[str, Any] = {"pages": len(found)}
    for condition in CONDITIONS:
        by_cut = judged(detector, found, condition)
        report[condition] = {cut: figures(of, thresholds) for cut, of in by_cut.items()}
    arguments.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    text = table(report)
    arguments.out.with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
