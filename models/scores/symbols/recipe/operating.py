"""Chooses from which score on a symbol of each class counts.

    python operating.py --pack PACK --pages FOLDER/train --out thresholds.json

The middle of a large sign is known less surely than that of a note head, and its energy is lower: one
threshold for all classes would lose clefs. Pages of the training set are scanned anew, and for each
class the middle of the range is taken in which F1 is next to the best, because real pages are less
like them than they are like each other. Of all clefs together, and of all octave signs together, it is
the lowest of a wider range: without one all that follows on its staff is wrong, and of those that are
none most stand on no staff or begin no line, so that the reading drops them.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

import evaluate
import measures
import pages
from classes import NAMES, NEGATIVES
from detector import LEAST_SCORE, Detector
from measures import Judged, Rate

_GRID = np.round(np.arange(0.15, 0.75, 0.05), 2)
_NEXT_TO_BEST = 0.005
_NEXT_TO_BEST_DECISIVE = 0.03

_FEWEST = 15
"""Classes of which there are fewer symbols keep the usual threshold."""


def chosen(of: list[Judged]) -> dict[str, float]:
    """The threshold of each class that there is often enough; all clefs have one, and all octave signs."""
    by_threshold = [measures.rates(of, np.full(len(NAMES), value)) for value in _GRID]
    clefs = [name for name in NAMES if "Clef" in name]
    octaves = [name for name in NAMES if "ottava" in name or name == "quindicesima"]
    decisive = {name: group for group in (clefs, octaves) for name in group}
    found = {}
    for name in NAMES:
        names = decisive.get(name, [name])
        pooled = [_pooled([rates[name] for name in names]) for rates in by_threshold]
        if name in NEGATIVES or pooled[0].symbols < _FEWEST:
            continue
        f1 = np.array([rate.f1 for rate in pooled])
        off = _NEXT_TO_BEST_DECISIVE if name in decisive else _NEXT_TO_BEST
        good = _GRID[f1 >= f1.max() - off]
        value = float(good[0]) if name in decisive else float(good[0] + good[-1]) / 2
        if round(value, 3) != LEAST_SCORE:
            found[name] = round(value, 3)
    return found


def _pooled(rates: list[Rate]) -> Rate:
    return Rate(
        sum(rate.symbols for rate in rates),
        sum(rate.finds for rate in rates),
        sum(rate.right for rate in rates),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pack", type=Path, required=True)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="JSON file to write")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--every", type=int, default=8, help="use only every so manieth page")
    arguments = parser.parse_args()
    detector = Detector(arguments.pack, arguments.threads)
    found = pages.read(arguments.pages)[:: arguments.every]
    by_cut = evaluate.judged(detector, found, "scanned")
    values = chosen(by_cut["maxima"])
    arguments.out.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(values))


if __name__ == "__main__":
    main()
