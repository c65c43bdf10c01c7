"""How right a list of finds is, class by class."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from classes import NAMES, NEGATIVES
from detector import Found
from targets import INTERLINE_PX

NEAR = 0.5
"""A find is right where its class is and its centre is this near to that of a symbol, in staff
spaces. Areas would make it a matter of luck whether a thin stroke is found."""

FEWEST = 5
"""Classes with fewer symbols are left out of means over classes."""

_MOST_FINDS = 100_000


@dataclass(frozen=True)
class Judged:
    """What is on a page, and what was found there."""

    boxes_px: np.ndarray
    classes: np.ndarray
    found: Found


@dataclass(frozen=True)
class Rate:
    """How many there are, how many were found, and how many of these are right."""

    symbols: int
    finds: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.finds if self.finds else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.symbols if self.symbols else 0.0

    @property
    def f1(self) -> float:
        both = self.symbols + self.finds
        return 2 * self.right / both if both else 0.0


def rates(pages: list[Judged], thresholds: np.ndarray) -> dict[str, Rate]:
    """Centre by centre, for each class, and as `all` for all that are not only there to be told
    from the others. There is a threshold for each class."""
    symbols, finds, right = (np.zeros(len(NAMES), int) for _ in range(3))
    for page in pages:
        counted = page.found.from_thresholds(thresholds)
        symbols += np.bincount(page.classes, minlength=len(NAMES))
        finds += np.bincount(counted.classes, minlength=len(NAMES))
        right += np.bincount(counted.classes[_right(page, counted)], minlength=len(NAMES))
    by_class = {
        name: Rate(int(symbols[at]), int(finds[at]), int(right[at]))
        for at, name in enumerate(NAMES)
    }
    positive = [rate for name, rate in by_class.items() if name not in NEGATIVES]
    whole = Rate(
        sum(rate.symbols for rate in positive),
        sum(rate.finds for rate in positive),
        sum(rate.right for rate in positive),
    )
    return {"all": whole} | by_class


def _right(page: Judged, found: Found) -> np.ndarray:
    """Which finds are right. The surest one takes the nearest symbol that is left."""
    truths = (page.boxes_px[:, :2] + page.boxes_px[:, 2:]) / 2
    centres = (found.boxes_px[:, :2] + found.boxes_px[:, 2:]) / 2
    is_left = np.ones(len(truths), bool)
    is_right = np.zeros(len(centres), bool)
    for at in np.argsort(-found.scores, kind="stable"):
        away = np.hypot(*(truths - centres[at]).T)
        away[~is_left | (page.classes != found.classes[at])] = np.inf
        nearest = int(away.argmin()) if len(away) else -1
        if nearest >= 0 and away[nearest] <= NEAR * INTERLINE_PX:
            is_left[nearest], is_right[at] = False, True
    return is_right


def average_precisions(pages: list[Judged]) -> dict[str, float]:
    """The average precision of boxes that overlap by half, as COCO counts it, for each class that
    there is."""
    truths, finds = [], []
    for number, page in enumerate(pages, start=1):
        for box, kind in zip(page.boxes_px, page.classes, strict=True):
            truths.append(_record(number, box, kind) | {"id": len(truths) + 1})
        found = page.found
        for box, kind, score in zip(found.boxes_px, found.classes, found.scores, strict=True):
            finds.append(_record(number, box, kind) | {"score": float(score)})
    if not finds:
        return {}
    truth = COCO()
    truth.dataset = {
        "images": [{"id": number} for number in range(1, len(pages) + 1)],
        "annotations": truths,
        "categories": [{"id": at} for at in range(len(NAMES))],
    }
    # Its progress is of no interest.
    with contextlib.redirect_stdout(io.StringIO()):
        truth.createIndex()
        judge = COCOeval(truth, truth.loadRes(finds), "bbox")
        judge.params.iouThrs = np.array([0.5])
        # A page has more symbols than COCO's hundred.
        judge.params.maxDets = [_MOST_FINDS]
        judge.params.areaRng, judge.params.areaRngLbl = [[0, 1e10]], ["all"]
        judge.evaluate()
        judge.accumulate()
    # Thresholds x recalls x classes x areas x numbers of finds; -1 where a class is not there.
    precisions = judge.eval["precision"][0, :, :, 0, 0]
    return {
        name: float(precisions[:, at].mean())
        for at, name in enumerate(NAMES)
        if (precisions[:, at] > -1).any()
    }


def _record(page: int, box: np.ndarray, kind: int) -> dict[str, object]:
    """A box as COCO writes it: left, top, width and height."""
    left, top, right, bottom = (float(value) for value in box)
    wide, high = max(right - left, 0.0), max(bottom - top, 0.0)
    return {
        "image_id": page,
        "category_id": int(kind),
        "bbox": [left, top, wide, high],
        "area": wide * high,
        "iscrowd": 0,
    }
