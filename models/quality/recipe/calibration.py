"""Probabilities that are frequencies: training sees far more defects than there are.

The logits are divided by a temperature (Guo et al. 2017) and that of the background is raised, both
so that the cross entropy of any defect against the background is least over all pixels of the crops
to validate by. The order of finds hardly changes; that they are frequencies holds for such crops.
"""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional

from defects import any_defect, normalised
from export_folder import Crop
from networks import DefectNet

PIXELS_PER_CROP = 2000
"""How many pixels of the background are looked at of each crop, drawn at random."""
SEED = 3
ROUNDS = 60


@torch.no_grad()
def _logits(
    network: DefectNet, crops: list[Crop], ignore: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Logits of pixels x classes, whether each is of a defect, and for how many it stands."""
    rng = np.random.default_rng(SEED)
    rows, truths, stands_for = [], [], []
    for crop in crops:
        [logits] = network(normalised(crop.picture[None].astype(np.float32) / 255.0))
        pixels = logits.flatten(1).T
        mask = crop.mask.ravel()
        defect = np.flatnonzero((mask > 0) & (mask != ignore))
        other = np.flatnonzero(mask == 0)
        drawn = rng.choice(other, min(PIXELS_PER_CROP, len(other)), replace=False)
        # The surest pixel of a crop is always looked at: chance would pass it over.
        surest = other[[int(any_defect(pixels[other].T[None]).argmax())]] if len(other) else other
        for at, is_defect, count in (
            (defect, 1.0, 1.0),
            (drawn, 0.0, len(other) / max(len(drawn), 1)),
            (surest, 0.0, 1.0),
        ):
            rows.append(pixels[at])
            truths.append(torch.full((len(at),), is_defect))
            stands_for.append(torch.full((len(at),), count))
    return torch.cat(rows), torch.cat(truths), torch.cat(stands_for)


def calibrate(network: DefectNet, crops: list[Crop], ignore: int) -> tuple[float, float]:
    """Changes the head of a network; gives the temperature and by how much the background rose."""
    logits, truth, weight = _logits(network, crops, ignore)
    weight = weight / weight.sum()
    values = torch.zeros(2, requires_grad=True)
    optimiser = torch.optim.LBFGS([values], max_iter=ROUNDS, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        scaled = logits * torch.exp(-values[0])
        surely = any_defect(scaled.T[None])[0] - values[1]
        loss = functional.binary_cross_entropy_with_logits(surely, truth, weight, reduction="sum")
        # The loss is far below one, where the search would stop at once.
        loss = 1e4 * loss
        loss.backward()
        return loss

    optimiser.step(closure)
    temperature, raised = float(values[0].detach().exp()), float(values[1].detach())
    with torch.no_grad():
        network.head.weight /= temperature
        network.head.bias /= temperature
        network.head.bias[0] += raised
    return temperature, raised
