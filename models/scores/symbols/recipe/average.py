"""Averages the weights of runs that began with the same weights.

    python average.py --weights RUN/weights.pt HARD/weights.pt --out weights.pt

A network that goes on with other pages gets better at them and a little worse at what it knew. Between
both lies one that is about as good at each (M. Wortsman et al., "Model soups", ICML 2022).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def average(runs: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of each weight; of counters, that of the first run."""
    first = runs[0]
    return {
        name: torch.stack([run[name] for run in runs]).mean(0) if value.is_floating_point() else value
        for name, value in first.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    runs = [torch.load(path, weights_only=True) for path in arguments.weights]
    torch.save(average(runs), arguments.out)


if __name__ == "__main__":
    main()
