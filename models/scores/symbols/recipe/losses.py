"""The three losses, and how they are added up."""

from __future__ import annotations

import torch
from torch.nn import functional

from classes import INDEX, NAMES
from network import SymbolNet
from targets import LEAST_MARKER_ENERGY, NOTHING

TASKS = ("energy", "class", "box")

_SHARES = {"energy": 0.5, "class": 3.0, "box": 0.25}
"""How much each task counts in the sum, after its loss was divided by its running mean. A loss near
its end has steep gradients then; with even shares those of the boxes are five times as large as
those of the classes, which take longest to learn."""

_TEXT_WEIGHT = 0.25
"""How much a letter counts beside a sign. A fifth of all boxes are letters."""

_EXTENTS = (0.25, 2.0)
"""An error of a box counts relative to the box's own width or height, between these lengths in
staff spaces: a tenth of a space is nothing for a clef and all of a tenuto."""

_BETA = 0.1
"""From this share of the extent on, an error of a box counts linearly."""

_DECAY = 0.98
"""How slowly the running means follow, by batch."""


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    """How much a symbol of each class counts: rare ones more."""
    present = counts > 0
    middle = counts[present].double().median()
    weights = ((middle / (counts.double() + 20)) ** 0.35).clamp(0.4, 2.5)
    weights[INDEX["text"]] = _TEXT_WEIGHT
    return weights.float()


def of_batch(
    network: SymbolNet,
    features: torch.Tensor,
    energies: torch.Tensor,
    classes: torch.Tensor,
    boxes: torch.Tensor,
    weights: torch.Tensor,
) -> dict[str, torch.Tensor]:
    """The loss of each task. Features are batch x channels x rows x columns; energies and classes
    batch x rows x columns; boxes batch x 4 x rows x columns; weights one for each class."""
    cells = features.permute(0, 2, 3, 1).reshape(-1, features.shape[1])
    kinds = classes.reshape(-1).long()
    marked = (energies.reshape(-1) > LEAST_MARKER_ENERGY).nonzero()[:, 0]
    cells_there, kinds_there = cells.index_select(0, marked), kinds[marked]
    truths = boxes.permute(0, 2, 3, 1).reshape(-1, 4).index_select(0, marked)
    is_text = torch.zeros(NOTHING + 1)
    is_text[INDEX["text"]] = 1.0
    counted = 1 - (1 - _TEXT_WEIGHT) * is_text
    scores = network.class_scores(cells_there)
    return {
        "energy": _energy_loss(network.energy(cells)[:, 0], energies.reshape(-1), counted[kinds]),
        "class": functional.cross_entropy(scores, kinds_there, weight=weights),
        "box": _box_loss(network.box(cells_there), truths, counted[kinds_there]),
    }


def _energy_loss(
    logits: torch.Tensor, energies: torch.Tensor, counted: torch.Tensor
) -> torch.Tensor:
    """Cross entropy less that of a perfect answer, which is not zero where the energy is neither 0
    nor 1; by the number of cells with energy. The higher the energy the more a cell counts."""
    entropy = functional.binary_cross_entropy(energies, energies, reduction="none")
    excess = (
        functional.binary_cross_entropy_with_logits(logits, energies, reduction="none") - entropy
    )
    return (excess * (1 + 2 * energies) * counted).sum() / (energies > 0).sum().clamp(min=1)


def _box_loss(answers: torch.Tensor, truths: torch.Tensor, counted: torch.Tensor) -> torch.Tensor:
    """Smooth absolute error of the four sides, relative to the box; cells x 4."""
    extents = (truths[:, :2] + truths[:, 2:]).clamp(*_EXTENTS).repeat(1, 2)
    errors = functional.smooth_l1_loss(
        answers / extents, truths / extents, beta=_BETA, reduction="none"
    )
    return (errors.mean(1) * counted).sum() / counted.sum().clamp(min=1)


class Balance:
    """Keeps the shares of the tasks: each loss is divided by its running mean."""

    def __init__(self) -> None:
        self.means: dict[str, float] = {}

    def total(self, losses: dict[str, torch.Tensor], tasks: tuple[str, ...]) -> torch.Tensor:
        """The sum over some of the tasks. All running means follow."""
        for task, loss in losses.items():
            value = float(loss.detach())
            before = self.means.get(task, value)
            self.means[task] = _DECAY * before + (1 - _DECAY) * value
        return torch.stack(
            [losses[task] * (_SHARES[task] / max(self.means[task], 1e-6)) for task in tasks]
        ).sum()


assert len(NAMES) < NOTHING, "the classes do not fit into a byte"
