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


def learning_rate(step: int, done: float, peak: float) -> float:
    """Linear warm-up and a cosine to zero, of the share of a run that is done."""
    warm = min((step + 1) / WARM_UP_STEPS, 1.0)
    return peak * warm * 0.5 * (1.0 + math.cos(math.pi * done))


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
    minutes: float | None = None,
) -> tuple[nn.Module, float]:
    """The averaged network with the best figure on what is validated by, and that figure. After so
    many minutes the run is done, however many steps were made; what it gives can then not be
    repeated. An interrupt (Ctrl+C) ends it after the step that is being made, and keeps the best.
    """
    network = network.to(memory_format=torch.channels_last)
    average = copy.deepcopy(network).eval()
    best, best_figure = copy.deepcopy(average), -math.inf
    optimiser = torch.optim.AdamW(network.parameters(), lr=peak, weight_decay=0.01)
    started = time.monotonic()
    total, since = 0.0, 0
    checked = 0.0
    is_interrupted = False

    def interrupt(*_: object) -> None:
        nonlocal is_interrupted
        is_interrupted = True

    def share_of_time() -> float:
        return (time.monotonic() - started) / (60.0 * minutes) if minutes else 0.0

    before = signal.signal(signal.SIGINT, interrupt)
    for step in range(steps):
        done = max(step / steps, share_of_time())
        network.train()
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(step, done, peak)
        loss = loss_of_batch(network)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        follow(average, network, step)
        total, since = total + loss.item(), since + 1
        is_last = is_interrupted or step == steps - 1 or share_of_time() >= 1.0
        if is_last or done - checked >= 1.0 / checks:
            figure = figure_of(average)
            if figure >= best_figure:
                best, best_figure = copy.deepcopy(average), figure
            elapsed = time.monotonic() - started
            print(
                f"step {step + 1:5d}  loss {total / since:.4f}  "
                f"validation {figure:.4f}  {elapsed:6.0f} s",
                flush=True,
            )
            total, since, checked = 0.0, 0, done
        if is_last:
            break
    signal.signal(signal.SIGINT, before)
    return best.to(memory_format=torch.contiguous_format), best_figure
