"""What all training runs share: learning rate, averaged weights, stopping at the best."""

from __future__ import annotations

import copy
import math
import signal
import time
from collections.abc import Callable

import torch
from torch import nn

WARM_UP_STEPS = 60
AVERAGE_DECAY = 0.995
SEED = 20261121


def learning_rate(step: int, steps: int, peak: float) -> float:
    """Linear warm-up, then a cosine to zero."""
    if step < WARM_UP_STEPS:
        return peak * (step + 1) / WARM_UP_STEPS
    done = (step - WARM_UP_STEPS) / max(steps - WARM_UP_STEPS, 1)
    return peak * 0.5 * (1.0 + math.cos(math.pi * done))


@torch.no_grad()
def follow(average: nn.Module, network: nn.Module, step: int) -> None:
    """Moves the averaged network a little towards the trained one, faster in the beginning."""
    decay = min(AVERAGE_DECAY, (1 + step) / (10 + step))
    trained = network.state_dict()
    for name, value in average.state_dict().items():
        if value.is_floating_point():
            value.lerp_(trained[name], 1.0 - decay)
        else:
            value.copy_(trained[name])


def train(
    network: nn.Module,
    loss_of_batch: Callable[[nn.Module], torch.Tensor],
    figure_of: Callable[[nn.Module], float],
    steps: int,
    peak: float,
    checks: int,
) -> tuple[nn.Module, float]:
    """The averaged network with the best figure on what is validated by, and that figure. An
    interrupt (Ctrl+C) ends the run after the step that is being made, and keeps the best."""
    network = network.to(memory_format=torch.channels_last)
    average = copy.deepcopy(network).eval()
    best, best_figure = copy.deepcopy(average), -math.inf
    optimiser = torch.optim.AdamW(network.parameters(), lr=peak, weight_decay=0.01)
    every = max(steps // checks, 1)
    started = time.monotonic()
    total = 0.0
    is_interrupted = False

    def interrupt(*_: object) -> None:
        nonlocal is_interrupted
        is_interrupted = True

    before = signal.signal(signal.SIGINT, interrupt)
    for step in range(steps):
        network.train()
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(step, steps, peak)
        loss = loss_of_batch(network)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        follow(average, network, step)
        total += loss.item()
        if (step + 1) % every == 0 or step == steps - 1 or is_interrupted:
            figure = figure_of(average)
            if figure >= best_figure:
                best, best_figure = copy.deepcopy(average), figure
            elapsed = time.monotonic() - started
            print(
                f"step {step + 1:5d}  loss {total / ((step % every) + 1):.4f}  "
                f"validation {figure:.4f}  {elapsed:6.0f} s",
                flush=True,
            )
            total = 0.0
        if is_interrupted:
            break
    signal.signal(signal.SIGINT, before)
    return best.to(memory_format=torch.contiguous_format), best_figure
