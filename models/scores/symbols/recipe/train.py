"""Trains the symbol detector.

    python train.py --pages FOLDER/train --out RUN

Each task is learnt alone for a short while, then all together. Every batch has a number that says
what is in it, so a run is repeated by its arguments, and one that was interrupted goes on from its
last checkpoint as if nothing had happened when it is started again with the same arguments. Pages
that the program exported take part with `--data EXPORT`, as often as needed. With `--start WEIGHTS`
a run begins where another one ended, usually with a lower `--rate`.

Writes RUN/weights.pt (the averaged network), RUN/checkpoint.pt and RUN/curve.json.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch.utils.data import DataLoader

import losses
import pages
from crops import Batches, as_input
from losses import TASKS, Balance
from network import SymbolNet
from pages import UnusablePage

_ALONE_RATE = 1e-3
_WARM_UP = 100
_WEIGHT_DECAY = 0.01
_LONGEST_GRADIENT = 10.0
_AVERAGE_DECAY = 0.998
_CURVE_STEP = 50


@dataclass(frozen=True)
class Plan:
    """What makes a run what it is."""

    pages: list[str]
    data: list[str]
    # Iterations of each task alone, and of all together.
    alone: int
    together: int
    seed: int
    # The highest rate of learning all together.
    rate_peak: float
    # The weights to begin with, if any.
    start: str | None

    @property
    def iterations(self) -> int:
        """All of them."""
        return self.alone * len(TASKS) + self.together

    def tasks(self, iteration: int) -> tuple[str, ...]:
        """What is learnt in an iteration."""
        phase = iteration // self.alone if self.alone else len(TASKS)
        return TASKS[phase : phase + 1] or TASKS

    def rate(self, iteration: int) -> float:
        """Alone, a steady rate; together, a warm-up and a cosine to nothing."""
        since = iteration - self.alone * len(TASKS)
        if since < 0:
            return _ALONE_RATE * min(1.0, (iteration % self.alone + 1) / _WARM_UP)
        falling = 0.5 * (1 + math.cos(math.pi * since / self.together))
        return self.rate_peak * min(1.0, (since + 1) / _WARM_UP) * falling


class Run:
    """The state of a run between two iterations."""

    def __init__(self, plan: Plan) -> None:
        torch.manual_seed(plan.seed)
        self.plan = plan
        self.network = SymbolNet().to(memory_format=torch.channels_last)
        if plan.start:
            self.network.load_state_dict(torch.load(plan.start, weights_only=True))
        self.average = copy.deepcopy(self.network).eval()
        self.optimiser = torch.optim.AdamW(
            self.network.parameters(), lr=0.0, weight_decay=_WEIGHT_DECAY
        )
        self.balance = Balance()
        self.iteration = 0
        self.seconds = 0.0
        self.curve: list[dict[str, Any]] = []

    def step(self, batch: list[torch.Tensor], weights: torch.Tensor, is_short: bool) -> None:
        """One iteration. With `is_short` the trunk computes in bfloat16."""
        pictures, energies, classes, boxes = batch
        self.network.train()
        for group in self.optimiser.param_groups:
            group["lr"] = self.plan.rate(self.iteration)
        values = as_input(pictures).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16, enabled=is_short):
            features = self.network.features(values)
        found = losses.of_batch(
            self.network, features.float(), energies.float(), classes, boxes.float(), weights
        )
        loss = self.balance.total(found, self.plan.tasks(self.iteration))
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), _LONGEST_GRADIENT)
        self.optimiser.step()
        self._follow()
        self.iteration += 1

    @torch.no_grad()
    def _follow(self) -> None:
        """Moves the averaged network a little towards the trained one, faster in the beginning."""
        decay = min(_AVERAGE_DECAY, (1 + self.iteration) / (20 + self.iteration))
        trained = self.network.state_dict()
        for name, value in self.average.state_dict().items():
            if value.is_floating_point():
                value.lerp_(trained[name], 1 - decay)
            else:
                value.copy_(trained[name])

    def note(self) -> None:
        """Adds a point to the curve."""
        means = {task: round(mean, 5) for task, mean in self.balance.means.items()}
        tasks = "+".join(self.plan.tasks(self.iteration - 1))
        point = {"iteration": self.iteration, "seconds": round(self.seconds), "tasks": tasks}
        self.curve.append(point | means)
        print(json.dumps(self.curve[-1]), flush=True)

    def save(self, folder: Path) -> None:
        """Writes everything; a file is there whole or as it was before."""
        _written(folder / "weights.pt", self.average.state_dict())
        state = {
            "plan": asdict(self.plan),
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "means": self.balance.means,
            "iteration": self.iteration,
            "seconds": self.seconds,
            "curve": self.curve,
        }
        _written(folder / "checkpoint.pt", state)
        text = json.dumps({"plan": asdict(self.plan), "curve": self.curve}, indent=1)
        (folder / "curve.json").write_text(text + "\n", encoding="utf-8")

    def load(self, path: Path) -> None:
        """Goes on from a checkpoint."""
        state = torch.load(path, weights_only=True)
        if state["plan"] != asdict(self.plan):
            raise SystemExit(
                f"{path} is of a run with other arguments: {state['plan']}; give the same, or "
                "another folder with --out"
            )
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.balance.means = state["means"]
        self.iteration, self.seconds = state["iteration"], state["seconds"]
        self.curve = state["curve"]


def _written(path: Path, state: dict[str, Any]) -> None:
    part = path.with_suffix(".part")
    torch.save(state, part)
    os.replace(part, path)


def loader(batches: Batches, first: int, end: int) -> Iterator[list[torch.Tensor]]:
    """The batches from one number to before another, made by a process of its own."""
    numbers = range(first, end)
    return iter(
        DataLoader(batches, sampler=numbers, batch_size=None, num_workers=1, prefetch_factor=8)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=Path, action="append", required=True)
    parser.add_argument("--data", type=Path, action="append", default=[], help="exported scans")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run")
    parser.add_argument("--alone", type=int, default=250, help="iterations of each task")
    parser.add_argument("--together", type=int, default=10_000, help="iterations of all tasks")
    parser.add_argument("--rate", type=float, default=2.5e-3, help="the highest of all tasks")
    parser.add_argument("--start", type=Path, help="the weights of another run to begin with")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--save-every", type=int, default=250, help="iterations")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.use_deterministic_algorithms(True)
    # Everything is written before it is read; filling it beforehand only takes time.
    torch.utils.deterministic.fill_uninitialized_memory = False
    plan = Plan(
        pages=[str(folder) for folder in arguments.pages],
        data=[str(folder) for folder in arguments.data],
        alone=arguments.alone,
        together=arguments.together,
        seed=arguments.seed,
        rate_peak=arguments.rate,
        start=str(arguments.start) if arguments.start else None,
    )
    try:
        drawn = [page for folder in arguments.pages for page in pages.read(folder)]
        scans = [page for folder in arguments.data for page in pages.read(folder)]
    except UnusablePage as error:
        raise SystemExit(str(error)) from error
    batches = Batches(drawn, scans, plan.seed)
    weights = losses.class_weights(torch.from_numpy(batches.counts))
    run = Run(plan)
    arguments.out.mkdir(parents=True, exist_ok=True)
    if (arguments.out / "checkpoint.pt").exists():
        run.load(arguments.out / "checkpoint.pt")
    # Without the instructions for it, bfloat16 is slower than what it replaces.
    is_short = bool(torch.cpu.get_capabilities().get("avx512_bf16", False))
    print(f"{len(drawn)} pages, {len(scans)} scans, from iteration {run.iteration}, {is_short=}")
    last = time.monotonic()
    for batch in loader(batches, run.iteration, plan.iterations):
        run.step(batch, weights, is_short)
        run.seconds, last = run.seconds + time.monotonic() - last, time.monotonic()
        is_last = run.iteration == plan.iterations
        if run.iteration % _CURVE_STEP == 0 or is_last:
            run.note()
        if run.iteration % arguments.save_every == 0 or is_last:
            run.save(arguments.out)


if __name__ == "__main__":
    main()
