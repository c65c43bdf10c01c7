"""Makes figures of the records of `evaluate.py`, and chooses an operating point.

    python report.py RECORDS.json ...
    python report.py RECORDS.json ... --threshold 0.31
    python report.py RECORDS.json ... --choose 0.95

With `--choose`, the highest threshold at which that share of the visible defects of the balloons in
good light is found; only on balloons to validate by. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np

import measures
from renders import KINDS

RATES = (0.01, 0.005, 0.001)
CONTRASTS = (5.0, 7.0, 10.0, 15.0, 25.0, 50.0, np.inf)
ALL = "all"
GOOD = "good"


def share(hits: int, of: int) -> dict:
    """A share with its 95 % bounds."""
    low, high = measures.bounds(hits, of)
    value = hits / of if of else None
    return {"hits": int(hits), "of": int(of), "share": value, "low": low, "high": high}


def reached(levels: list[int], threshold: float) -> dict:
    """How many levels reach a threshold."""
    return share(sum(level >= threshold for level in levels), len(levels))


class Balloons:
    """The records of the balloons of one regime, taken together."""

    def __init__(self, records: list[dict]) -> None:
        self.good = [max(shot["level"] for shot in it["shots"]) for it in records if it["is_good"]]
        self.good_pictures = [
            shot["level"] for it in records if it["is_good"] for shot in it["shots"]
        ]
        self.bad: list[int] = []
        """The highest level of each balloon with a visible defect, wherever it is."""
        self.defects: list[tuple[str, float, int]] = []
        """Of each defect that is visible in some shot: kind, best contrast and highest level."""
        self.shown: list[tuple[str, float, int]] = []
        """The same of each defect in each shot that shows it."""
        self.never_visible = 0
        for record in records:
            of_number: dict[int, tuple[str, float, int]] = {}
            numbers = set()
            for shot in record["shots"]:
                for row in shot["defects"]:
                    numbers.add(row["number"])
                    if "level" in row:
                        kind, cnr, level = row["kind"], row["cnr"], row["level"]
                        self.shown.append((kind, cnr, level))
                        _, cnr_before, before = of_number.get(row["number"], (kind, 0.0, 0))
                        best = (kind, max(cnr, cnr_before), max(level, before))
                        of_number[row["number"]] = best
            self.never_visible += len(numbers) - len(of_number)
            self.defects += of_number.values()
            if of_number:
                self.bad.append(max(shot["level"] for shot in record["shots"]))
        self._records = records

    def at(self, threshold: float) -> dict:
        """What a threshold gives."""
        by_kind = {
            kind: reached([level for of, _, level in self.defects if of == kind], threshold)
            for kind in KINDS
        }
        return {
            "threshold": float(measures.probability(threshold)),
            "good balloons rejected": reached(self.good, threshold),
            "good pictures rejected": reached(self.good_pictures, threshold),
            "balloons with a visible defect rejected": reached(self.bad, threshold),
            "defects found": reached([level for _, _, level in self.defects], threshold),
            "defects found by kind": by_kind,
            "defects found in a shot": reached([level for _, _, level in self.shown], threshold),
            "found in a shot by contrast": {
                f"{low:g} to {high:g}": reached(
                    [level for _, cnr, level in self.shown if low <= cnr < high], threshold
                )
                for low, high in pairwise(CONTRASTS)
            },
        }

    def figures(self, threshold: float | None) -> dict:
        """Everything that is told of a regime."""
        found = {
            "good balloons": len(self.good),
            "balloons with a visible defect": len(self.bad),
            "defects": len(self.defects),
            "defects never visible": self.never_visible,
            "recall at false rejects of pictures": {
                f"{rate:.1%}": self.at(measures.threshold_at(self.good_pictures, rate))
                for rate in RATES
            },
            "recall at false rejects of balloons": {
                f"{rate:.1%}": self.at(measures.threshold_at(self.good, rate)) for rate in RATES
            },
            "area under the ROC by balloon": measures.area_under_roc(self.good, self.bad),
        }
        if threshold is not None:
            found["at the operating point"] = self.at(threshold)
        return found | self._pixels()

    def _pixels(self) -> dict:
        """Average precision of pixels, and per-region overlap."""
        shots = [shot for record in self._records for shot in record["shots"]]
        defect = _sum(shot["pixels"]["of"] for shot in shots)
        other = _sum(shot["pixels"]["other"] for shot in shots)
        regions = np.stack(
            [_dense(row["counts"]) for shot in shots for row in shot["defects"] if "counts" in row]
        )
        return {
            "pixel average precision": _precision(defect, other),
            "pixel average precision by kind": {
                kind: _precision(
                    _sum(shot["class_pixels"][kind]["of"] for shot in shots),
                    _sum(shot["class_pixels"][kind]["other"] for shot in shots),
                )
                for kind in KINDS
            },
            "AU-PRO to 0.05": measures.per_region_overlap(regions, other, 0.05),
            "AU-PRO to 0.3": measures.per_region_overlap(regions, other, 0.3),
        }


def _dense(counts: dict[str, int]) -> np.ndarray:
    dense = np.zeros(measures.LEVELS, np.int64)
    for level, count in counts.items():
        dense[int(level)] = count
    return dense


def _sum(all_counts: object) -> np.ndarray:
    return np.sum([_dense(counts) for counts in all_counts], axis=0)


def _precision(defect: np.ndarray, other: np.ndarray) -> float:
    counts = measures.PixelCounts()
    counts.defect, counts.other = defect, other
    return counts.average_precision()


def kinds(records: list[dict]) -> dict:
    """How windows are told apart: recall by kind, and the table of truths and answers."""
    labels = ["nothing", *KINDS]
    windows = [row for it in records for shot in it["shots"] for row in shot.get("kinds", [])]
    table = Counter((row["truth"], labels[int(np.argmax(row["shares"]))]) for row in windows)
    recall = {
        truth: share(table[truth, truth], sum(table[truth, answer] for answer in labels))
        for truth in labels
    }
    rows = [[table[truth, answer] for answer in labels] for truth in labels]
    return {"recall": recall, "labels": labels, "rows are truths": rows}


def oddities(records: list[dict]) -> dict:
    """How far the scores of tiles with something odd are above those of tiles without."""
    scores: dict[str, list[float]] = {}
    for record in records:
        for shot in record["shots"]:
            for row in shot.get("oddity", []):
                scores.setdefault(row["truth"], []).append(row["score"])
    good = np.array(scores.pop("nothing", []))
    if not len(good):
        return {}
    found = {"tiles without": len(good), "above the operating point": float((good >= 0.0).mean())}
    for name, of_name in sorted(scores.items()):
        bad = np.array(of_name)
        found[name] = {
            "tiles": len(bad),
            "area under the ROC": measures.area_under_roc(good, bad),
            "above the operating point": reached(of_name, 0.0),
            "above 99 % of tiles without": reached(of_name, float(np.quantile(good, 0.99))),
        }
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=Path, nargs="+")
    parser.add_argument("--threshold", type=float, help="operating point to judge, a probability")
    parser.add_argument("--choose", type=float, help="share of visible defects to be found")
    arguments = parser.parse_args()
    records = [
        record
        for path in arguments.records
        for record in json.loads(path.read_text(encoding="utf-8"))
    ]
    by_regime: dict[str, list[dict]] = {}
    for record in records:
        by_regime.setdefault(record["regime"], []).append(record)
    level = None
    if arguments.choose is not None:
        scores = np.sort([it[2] for it in Balloons(by_regime[GOOD]).defects])
        level = float(scores[int(np.floor((1.0 - arguments.choose) * len(scores)))])
    elif arguments.threshold is not None:
        level = float(measures.levels(np.array(arguments.threshold)))
    report = {}
    for regime, of_regime in ({ALL: records} | by_regime).items():
        report[regime] = {}
        if "level" in of_regime[0]["shots"][0]:
            report[regime]["defects"] = Balloons(of_regime).figures(level)
        if "kinds" in of_regime[0]["shots"][0]:
            report[regime]["kinds"] = kinds(of_regime)
        if "oddity" in of_regime[0]["shots"][0]:
            report[regime]["oddity"] = oddities(of_regime)
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
