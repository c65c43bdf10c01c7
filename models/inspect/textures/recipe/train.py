"""Trains the texture classifier on one CPU thread and writes its weights.

    python train.py --wheels FOLDER --weights weights.pt
"""

from __future__ import annotations

import argparse
import copy
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from crops import CropSource, as_tensor, augmented
from network import TextureNet
from photographs import SURFACES, UNKNOWN, Photographs, find_wheel

SEED = 20261121
BATCH = 48
WARM_UP_STEPS = 50
PEAK_RATE = 3e-3
AVERAGE_DECAY = 0.99
UNKNOWN_SHARE = 0.12
"""Part of each batch that shows none of the classes and has the uniform distribution as target."""


class Batches:
    """Endless random batches: pictures, and target distributions over the classes."""

    def __init__(self, photographs: Photographs, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._sources = [
            CropSource(photographs, surface, surface.train, mirror=True) for surface in SURFACES
        ]
        self._unknown = CropSource(photographs, UNKNOWN, UNKNOWN.train, mirror=True)

    def next(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Pictures as batch x 3 x 96 x 96, targets as batch x classes."""
        classes = len(self._sources)
        pictures, targets = [], []
        for _ in range(BATCH):
            if self._rng.random() < UNKNOWN_SHARE:
                source, target = self._unknown, np.full(classes, 1.0 / classes)
            else:
                index = int(self._rng.integers(classes))
                source, target = self._sources[index], np.eye(classes)[index]
            pictures.append(as_tensor(augmented(source.window(self._rng), self._rng)))
            targets.append(target)
        batch = torch.from_numpy(np.stack(pictures)).to(memory_format=torch.channels_last)
        return batch, torch.from_numpy(np.stack(targets).astype(np.float32))


def learning_rate(step: int, steps: int) -> float:
    """Linear warm-up, then a cosine to zero."""
    if step < WARM_UP_STEPS:
        return PEAK_RATE * (step + 1) / WARM_UP_STEPS
    done = (step - WARM_UP_STEPS) / (steps - WARM_UP_STEPS)
    return PEAK_RATE * 0.5 * (1.0 + math.cos(math.pi * done))


@torch.no_grad()
def follow(average: TextureNet, network: TextureNet) -> None:
    """Moves the averaged network a little towards the trained one."""
    trained = network.state_dict()
    for name, value in average.state_dict().items():
        if value.is_floating_point():
            value.lerp_(trained[name], 1.0 - AVERAGE_DECAY)
        else:
            value.copy_(trained[name])


def train(photographs: Photographs, steps: int) -> TextureNet:
    """The averaged network after `steps` batches."""
    torch.manual_seed(SEED)
    network = TextureNet(len(SURFACES)).to(memory_format=torch.channels_last)
    average = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=0.02)
    batches = Batches(photographs, SEED)
    started = time.monotonic()
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(step, steps)
        pictures, targets = batches.next()
        loss = cross_entropy(network(pictures), targets)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        follow(average, network)
        if step % 50 == 0 or step == steps - 1:
            elapsed = time.monotonic() - started
            print(f"step {step:5d}  loss {loss.item():.3f}  {elapsed:6.1f} s", flush=True)
    return average.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, required=True, help="folder of the wheel")
    parser.add_argument("--weights", type=Path, required=True, help="file to write")
    parser.add_argument("--steps", type=int, default=950)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    network = train(Photographs(find_wheel(arguments.wheels)), arguments.steps)
    torch.save(network.state_dict(), arguments.weights)


if __name__ == "__main__":
    main()
